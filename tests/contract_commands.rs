//! `casegate contract`: contracts checked, explained and proposed.

mod folder;

use folder::{Folder, Ran};
use serde_json::{Value, json};

const CONTRACT: &str = "\
contract: note
fields:
  维护者: {en: Maintainer, required: true}
  日期: {en: Date, type: date, required: true}
slots:
  - id: background
    name: {zh: 业务背景, en: Background}
    aliases: [Context]
    patterns: ['^setting the scene$']
  - {id: result, name: {zh: 结果, en: Result}, min: {chars: 5}, max: {times: 2}}
  - {id: recommendations, name: {zh: 建议, en: Recommendations}}
  - {id: notes, name: {zh: 备注, en: Notes}, required: false}
";

const DOCUMENT: &str = "\
# How it went

Maintainer: team A
Date: soon

## 1. Context (why)

Too slow.

## Result

Twice as fast as before.

## 2. Result – measured

Thrice as fast as before.

## Recomendations

Do it again.
";

fn contract(folder: &Folder, arguments: &[&str]) -> Ran {
    folder.run(&[&["contract"], arguments].concat())
}

fn explained(folder: &Folder, arguments: &[&str]) -> Value {
    let ran = contract(folder, &[&["explain", "--format", "json"], arguments].concat());
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.err))
}

#[test]
fn explain_says_where_each_slot_is_and_why() {
    let folder = Folder::new(&[("note.yml", CONTRACT), ("a.md", DOCUMENT)]);
    let report = explained(&folder, &["--contract", "note.yml", "a.md"]);
    let place = |line, form, title, score, reason, part: Option<&str>| json!({"line": line, "form": form, "title": title, "score": score, "reason": reason, "part": part});
    let expected = json!({
        "cases": [{
            "name": "How it went", "path": "a.md", "contract": "note", "line_start": 1, "line_end": 20,
            "satisfied": 3, "required": 5,
            "slots": [
                {
                    "id": "background", "name": "Background", "required": true, "status": "present",
                    "places": [place(6, "heading", "1. Context (why)", 0.92, "alias", Some("Context"))], "nearest": null,
                },
                {
                    "id": "result", "name": "Result", "required": true, "status": "present",
                    "places": [
                        place(10, "heading", "Result", 1.0, "name", None),
                        place(14, "heading", "2. Result – measured", 0.97, "name", Some("Result")),
                    ],
                    "nearest": null,
                },
                {
                    "id": "recommendations", "name": "Recommendations", "required": true, "status": "missing",
                    "places": [], "nearest": {"line": 18, "title": "Recomendations"},
                },
                {
                    "id": "notes", "name": "Notes", "required": false, "status": "missing",
                    "places": [], "nearest": null,
                },
            ],
            "fields": [
                {"name": "Maintainer", "required": true, "status": "present", "line": 3, "value": "team A"},
                {"name": "Date", "required": true, "status": "wrong_type", "line": 4, "value": "soon"},
            ],
        }],
    });
    assert_eq!(report, expected, "{report:#}");
}

#[test]
fn explain_shows_a_table_in_both_languages() {
    let folder = Folder::new(&[("note.yml", CONTRACT), ("a.md", DOCUMENT)]);
    let english = "\
How it went · note · 3/5
a.md:1-20
slot             name             status              line  form     score  title and why it fits
background       Background       present                6  heading   0.92  1. Context (why) (alias: “Context”)
result           Result           present               10  heading   1.00  Result (name)
result           Result                                 14  heading   0.97  2. Result – measured (name: “Result”)
recommendations  Recommendations  missing                                   nearest: Recomendations in line 18
notes            Notes            missing (optional)
                 Maintainer       present                3  field           team A
                 Date             wrong type             4  field           soon
";
    let ran = contract(&folder, &["explain", "--contract", "note.yml"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, english, ""));
    let chinese = contract(&folder, &["explain", "--contract", "note.yml", "--lang", "zh-CN"]).out;
    for line in [
        "background       Background       存在           6  标题  0.92  1. Context (why)（别名：“Context”）",
        "recommendations  Recommendations  缺失                          最接近的标题：Recomendations，第 18 行",
        "notes            Notes            缺失（可选）",
    ] {
        assert!(chinese.lines().any(|shown| shown == line), "{line}:\n{chinese}");
    }
}

#[test]
fn explain_without_a_case_says_so() {
    let folder = Folder::new(&[("a.md", "# A\n")]);
    for (arguments, told) in [
        (&["explain"][..], "no case was found"),
        (&["explain", "none.md"], "there is no file or folder none.md"),
        (&["explain", "--contract", "not"], "there is no contract not"),
        (&["explain", "--lang", "zh-CN"], "未找到案例"),
    ] {
        let ran = contract(&folder, arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn check_tells_mistakes_at_their_place_and_counts_what_is_sound() {
    let folder = Folder::new(&[
        ("note.yml", CONTRACT),
        ("bad.yml", "contract: bad\nslotz: []\nslots:\n  - {id: a, name: A, requird: true}\n"),
    ]);
    let sound = contract(&folder, &["check", "note.yml"]);
    let told = "note.yml: the contract note has 4 slots, 3 of them required, and 2 fields\n";
    assert_eq!((sound.code, sound.out.as_str(), sound.err.as_str()), (0, told, ""));
    let ran = contract(&folder, &["check", "bad.yml", "note.yml", "none.yml"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, told));
    let places: Vec<_> = ran.err.lines().filter_map(|line| line.split(" error[").next()).collect();
    assert_eq!(places, ["bad.yml:2:1:", "bad.yml:4:22:", "none.yml:"], "{}", ran.err);
    assert_eq!(contract(&folder, &["check"]).code, 2, "a file is needed");
    for shipped in casegate::contract::shipped_names() {
        let file = format!("{}/rules/contracts/{shipped}.yml", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(contract(&folder, &["check", &file]).code, 0, "{shipped}");
    }
}
