//! `casegate contract`: contracts checked, explained and proposed.

mod folder;

use std::fs;

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
        "background       Background       存在           6  标题  0.92  1. Context (why)（“Context”按别名匹配）",
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

const TEMPLATE: &str = "\
---
title: 模板
状态: 草稿 / 评审中 / 完成
---

# 【案例名称】

**版本**：v1.0
**创建日期**：YYYY-MM-DD
**维护者**：[姓名]

<!-- 本模板适用于所有案例。 -->

## 一、业务场景定义

<!-- 说明企业、业务和规模。 -->
<!-- markdownlint-disable MD013 -->

- 业务背景
- 核心需求

## 二、实现架构

> 画出各部分及其调用关系。
>
> 再说明一次请求怎样走完全程。

**架构设计**：用一张图说明。

**关键决策**

- **数据库**：[名称]

## 三、性能指标（可选）

| 指标 | 数值 | 来源 |
|------|------|------|
| 延迟 | [数值] | [来源] |

### 3.1 延迟: \"true\" #1

### 故障场景1：[名称]

### 故障场景2：[名称]

---

**联系人**：[姓名]
";

const OF_TEMPLATE: &str = "\
# 根据模板生成的草案。使用前请通读一遍；`casegate contract explain` 可查看它在文档中匹配到的内容。
contract: 案例模板
lang: [zh]
# 它适用于哪些文档，例如：
# applies: ['docs/**/*.md']
order: declared
extras: allow
defaults: {placeholder: deny}
fields:
  状态: {type: enum, values: [草稿, 评审中, 完成], required: true}
  版本: {type: version, required: true}
  创建日期: {type: date, required: true}
  维护者: {type: text, required: true}
  联系人: {type: text, required: true}
slots:
  - id: 业务场景定义
    name: 业务场景定义
    order: none
    guidance: 说明企业、业务和规模。
    slots:
      - id: 业务背景
        name: 业务背景
        forms: [heading, lead_in, list_item]
      - id: 核心需求
        name: 核心需求
        forms: [heading, lead_in, list_item]
  - id: 实现架构
    name: 实现架构
    order: none
    guidance: |-
      画出各部分及其调用关系。

      再说明一次请求怎样走完全程。
    slots:
      - id: 架构设计
        name: 架构设计
        guidance: 用一张图说明。
      - id: 关键决策
        name: 关键决策
        slots:
          - id: 数据库
            name: 数据库
            forms: [heading, lead_in, list_item]
  - id: 性能指标
    name: 性能指标
    required: false
    has: [{some: table, columns: [指标, 数值, 来源]}]
    slots:
      - id: 延迟-true-1
        name: '延迟: \"true\" #1'
      - id: 故障场景
        name: 故障场景
        patterns: ['^故障场景\\s*\\d+']
        max: {times: 50}
";

#[test]
fn derive_makes_a_contract_of_a_template() {
    let folder = Folder::new(&[("案例模板.md", TEMPLATE)]);
    let ran = contract(&folder, &["derive", "案例模板.md", "--lang", "zh-CN"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, OF_TEMPLATE);
    let named = contract(&folder, &["derive", "案例模板.md", "--name", "my case/1"]).out;
    assert!(named.starts_with("# Proposed from a template."), "{named}");
    assert!(named.contains("\ncontract: my-case-1\n"), "{named}");
}

const SAMPLES: [(&str, &str); 5] = [
    (
        "notes/a.md",
        "# A\n\nOwner: Ann\nDate: 2024-05-01\n\n## 1. Background\n\nText.\n\n## 2. Decision\n\n**Why**: text.\n\n\
         **Cost**: text.\n\n## 3. Results\n\nText.\n\n## Thanks\n\nText.\n",
    ),
    (
        "notes/b.md",
        "# B\n\nOwner: Bob\nDate: May 2024\n\n## Background\n\nText.\n\n## Decision\n\n- **Why**: text\n\n## Results\n\n\
         Text.\n\n## Open questions\n\nText.\n",
    ),
    (
        "notes/c.md",
        "# C\n\nOwner: Cid\nDate: soon\n\n## Business background\n\nText.\n\n## Decision\n\n### Why\n\nText.\n\n\
         ## Results\n\nText.\n\n## Open questions\n\nText.\n",
    ),
    (
        "notes/d.md",
        "# D\n\nOwner: Dan\n\n## 背景\n\n正文。\n\n## Decision\n\n### Why\n\nText.\n\n## Results\n\nText.\n",
    ),
    (
        "notes/e.md",
        "# E\n\n## Background\n\nText.\n\n## Decision\n\n**Why**\n\nText.\n\n## Result\n\nText.\n",
    ),
];

const OF_SAMPLES: &str = "\
# Proposed from 5 documents: required is what at least 80% of them have, optional what at least 40% have.
contract: notes
lang: [zh, en]
# The documents that it holds for, such as:
# applies: ['docs/**/*.md']
order: declared
extras: allow
defaults: {placeholder: deny}
fields:
  Owner: {type: text, required: true} # in 4 of 5 documents
  Date: {type: text, required: false} # in 3 of 5 documents
slots:
  # in 5 of 5 documents
  - id: background
    name: Background
    aliases: [Business background, 背景]
  # in 5 of 5 documents
  - id: decision
    name: Decision
    slots:
      # in 5 of 5 documents
      - id: why
        name: Why
        forms: [heading, lead_in, list_item]
  # in 5 of 5 documents
  - id: results
    name: Results
    aliases: [Result]
  # in 2 of 5 documents
  - id: open-questions
    name: Open questions
    required: false
";

#[test]
fn derive_makes_a_contract_of_samples_that_they_fulfil() {
    let folder = Folder::new(&SAMPLES);
    let ran = contract(&folder, &["derive", "notes"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, OF_SAMPLES);
    folder.write("own.yml", ran.out.as_bytes());
    let report = explained(&folder, &["--contract", "own.yml", "notes"]);
    let cases = report["cases"].as_array().expect("a list");
    assert_eq!(cases.len(), SAMPLES.len());
    for slot in cases.iter().flat_map(|case| case["slots"].as_array().expect("a list")) {
        assert!(slot["status"] == "present" || slot["required"] == false, "{slot:#}");
    }
}

#[test]
fn derive_says_where_documents_disagree_on_the_order() {
    let folder = Folder::new(&[
        ("a.md", "# A\n\n## Background\n\n## Decision\n\n### Cost\n\n### Risk\n"),
        ("b.md", "# B\n\n## Background\n\n## Decision\n\n### Risk\n\n### Cost\n"),
    ]);
    let nested = contract(&folder, &["derive"]).out;
    assert!(nested.contains("\norder: declared\n"), "{nested}");
    assert!(nested.contains("    name: Decision\n    order: none\n    slots:\n"), "{nested}");
    folder.write("b.md", b"# B\n\n## Decision\n\n### Cost\n\n### Risk\n\n## Background\n");
    let outer = contract(&folder, &["derive"]).out;
    assert!(outer.contains("\norder: none\n"), "{outer}");
    assert!(outer.contains("    name: Decision\n    order: declared\n    slots:\n"), "{outer}");
}

#[test]
fn what_derive_proposes_is_read_without_a_mistake() {
    let odd = "---\n'a: b': [1, 2]\nnull: ~\n---\n\n# T\n\n## true\n\n## 'q' \"q\" \\\\\n\n## - x: {y} [z] #w & *v !u |t >s %r @p `o`\n\n\
        ## 2024\n\n## 1.5\n\n## …\n\n## \u{1b}[31mred\u{202e}\n\n## a\n\n## A\n\n## a.b/c\n\n### a\n\n> - x: \u{9b}\n>\n> ' \n\n## x|y\n\n\
        | a: b | , | 'c' |\n|-|-|-|\n\n## \n";
    let root = env!("CARGO_MANIFEST_DIR");
    let folder = Folder::new(&[("odd.md", odd), ("empty.md", ""), ("bare.md", "Text.\n")]);
    let mut documents = vec!["odd.md".to_owned(), "empty.md".to_owned(), "bare.md".to_owned()];
    for place in ["fixtures/contract/labelled", "fixtures/contract/shipped"] {
        let entries = fs::read_dir(format!("{root}/{place}")).expect("a folder");
        let folders = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
        documents.extend(folders.flat_map(|path| {
            let entries = fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
            entries
                .filter(|path| path.extension().is_some_and(|it| it == "md"))
                .map(|path| path.display().to_string())
        }));
    }
    assert!(documents.len() > 15);
    let all: Vec<&str> = documents.iter().map(String::as_str).collect();
    let samples = [vec![all[0]], vec![all[1]], vec![all[2]], all.clone()];
    for asked in all[3..].iter().map(|document| vec![*document]).chain(samples) {
        let ran = contract(&folder, &[&["derive"], &asked[..]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{asked:?}");
        assert!(!ran.out.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{asked:?}");
        folder.write("own.yml", ran.out.as_bytes());
        let checked = contract(&folder, &["check", "own.yml"]);
        assert_eq!(checked.code, 0, "{asked:?}: {}\n{}", checked.err, ran.out);
    }
}
