//! Under markdownlint's own files casegate finds what markdownlint finds, as recorded by `fixtures/markdownlint/expect.py`.

mod folder;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use casegate::rules;
use folder::{CLEAN, Folder};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    files: BTreeMap<String, String>,
    findings: BTreeSet<String>,
}

/// `path:line rule severity` for each finding of the rules that have an original.
fn findings(case: &Case) -> BTreeSet<String> {
    let files: Vec<_> = case.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = Folder::new(&files);
    let (code, report) = folder.json(&["--preset", "markdownlint"]);
    assert_ne!(code, 2, "{}: {report:#}", case.name);
    let list = report["diagnostics"].as_array().expect("a list");
    list.iter()
        .filter_map(|found| {
            let id = found["aliases"]
                .as_array()?
                .iter()
                .find_map(|alias| alias.as_str()?.starts_with("MD").then_some(alias))?;
            let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let line = &found["span"]["start"]["line"];
            Some(format!("{}:{line} {} {}", word(&found["path"]), word(id), word(&found["severity"])))
        })
        .collect()
}

fn compare(data: &str) {
    let cases: Vec<Case> = serde_json::from_str(&fs::read_to_string(data).expect("read")).expect("cases");
    assert!(cases.len() >= 40, "{data}");
    let mut problems = Vec::new();
    for case in &cases {
        // Findings of rules that casegate does not have yet are no difference.
        let have = |finding: &&String| finding.split(' ').nth(1).is_some_and(|id| rules::find(id).is_some());
        let theirs: BTreeSet<String> = case.findings.iter().filter(have).cloned().collect();
        let ours = findings(case);
        let missed: Vec<_> = theirs.difference(&ours).collect();
        let extra: Vec<_> = ours.difference(&theirs).collect();
        if !missed.is_empty() || !extra.is_empty() {
            problems.push(format!("{}: missed {missed:?}, extra {extra:?}", case.name));
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn configuration_files_mean_what_they_mean_there() {
    compare("fixtures/markdownlint/config.json");
}

#[test]
fn comments_in_documents_mean_what_they_mean_there() {
    compare("fixtures/markdownlint/comments.json");
}

const TRAILING: &str = "# Title\n\nText \n\n\nText.\n";

/// `rule severity` of each finding in `a.md`, or `problem path:line:column message` of what is no finding of a rule.
fn said(files: &[(&str, &str)], arguments: &[&str]) -> (i32, Vec<String>) {
    let folder = Folder::new(files);
    let (code, report) = folder.json(arguments);
    let list = report["diagnostics"].as_array().expect("a list");
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let said = list.iter().map(|found| {
        let (rule, start) = (word(&found["rule"]), &found["span"]["start"]);
        match rule.split_once('/') {
            Some((_, name)) => format!("{} {name} {}", word(&found["path"]), word(&found["severity"])),
            None => format!(
                "{} {rule} {}:{} {} / {}",
                word(&found["path"]),
                start["line"],
                start["column"],
                word(&found["message"]),
                word(&found["help"])
            ),
        }
    });
    (code, said.collect())
}

const BLANKS: &str = "a.md no-trailing-spaces";
const LINES: &str = "a.md no-multiple-blanks";

#[test]
fn their_files_meet_ours() {
    let all = |files: &[(&str, &str)]| {
        let (code, said) = said(&[&[("a.md", TRAILING)], files].concat(), &[]);
        assert_ne!(code, 2, "{said:?}");
        said
    };
    let theirs = (".markdownlint.json", "{\"MD009\": \"error\", \"MD012\": false}");
    // The recommended preset keeps its severities where nothing else is said.
    assert_eq!(all(&[]), [format!("{BLANKS} warning"), format!("{LINES} warning")]);
    assert_eq!(all(&[theirs]), [format!("{BLANKS} error")]);
    assert_eq!(
        all(&[(".markdownlint.json", "{\"default\": true, \"MD012\": false}")]),
        [format!("{BLANKS} warning")]
    );
    assert_eq!(all(&[(".markdownlint.json", "{\"default\": false}")]), Vec::<String>::new());
    // In the same folder casegate's own file has the last word, about what it names.
    let own = ("casegate.toml", "rules.MD009 = \"info\"\n");
    assert_eq!(all(&[theirs, own]), [format!("{BLANKS} info")]);
    assert_eq!(all(&[theirs, ("casegate.toml", "preset = \"strict\"\n")]), [format!("{BLANKS} error")]);
}

#[test]
fn the_nearer_file_has_the_last_word() {
    let files = [("a.md", CLEAN), ("docs/a.md", TRAILING)];
    let both = |files: &[(&str, &str)], more: &[(&str, &str)]| said(&[files, more].concat(), &[]).1;
    let (blanks, lines) = ("docs/a.md no-trailing-spaces", "docs/a.md no-multiple-blanks");
    let ours_above = [
        ("casegate.toml", "[rules]\nMD009 = \"info\"\nMD012 = \"info\"\n"),
        ("docs/.markdownlint.yaml", "MD009: error\n"),
    ];
    assert_eq!(both(&files, &ours_above), [format!("{blanks} error"), format!("{lines} info")]);
    let theirs_above =
        [(".markdownlint.yaml", "MD009: error\n"), ("docs/casegate.toml", "rules.MD012 = \"info\"\n")];
    assert_eq!(both(&files, &theirs_above), [format!("{blanks} warning"), format!("{lines} info")]);
}

#[test]
fn the_first_override_that_matches_counts() {
    let options = r#"{
      "config": {"MD009": true, "MD012": false},
      "overrides": [
        {"filter": ["docs/*.md"], "config": {"MD009": "warning"}},
        {"filter": "docs/**", "config": {"MD012": true}, "combine": "replace"}
      ]
    }"#;
    let files = [
        (".markdownlint-cli2.jsonc", options),
        ("a.md", TRAILING),
        ("docs/a.md", TRAILING),
        ("docs/b/a.md", TRAILING),
    ];
    let (_, found) = said(&files, &["--preset", "markdownlint"]);
    assert_eq!(
        found,
        [
            "a.md no-trailing-spaces error",
            "docs/a.md no-trailing-spaces warning",
            "docs/b/a.md no-trailing-spaces error",
            "docs/b/a.md no-multiple-blanks error",
        ]
    );
}

#[test]
fn globs_say_what_a_document_is_and_ignores_what_is_none() {
    let options = r##"{"globs": ["docs/**/*.md", "!docs/old.md", "#docs/b.md", ":docs/[x].md"], "ignores": ["docs/drafts"]}"##;
    // Only on its command line does `#` negate.
    let names = ["a.md", "docs/b.md", "docs/old.md", "docs/drafts/d.md", "docs/[x].md"];
    let mut files = vec![(".markdownlint-cli2.jsonc", options)];
    files.extend(names.iter().map(|name| (*name, TRAILING)));
    let folder = Folder::new(&files);
    assert_eq!(folder.paths(&[]), ["docs/[x].md", "docs/b.md"]);
    assert_eq!(folder.paths(&["a.md", "docs/old.md"]), ["a.md", "docs/old.md"], "what is named is checked");
    folder.write("casegate.toml", b"include = [\"a.md\"]\n");
    assert_eq!(folder.paths(&[]), ["a.md"]);
}

#[test]
fn a_named_file_of_theirs_governs_everything() {
    let files = [
        ("a.md", TRAILING),
        ("casegate.toml", "rules.MD009 = false\n"),
        ("rules.json", "{\"MD012\": false}"),
        ("options.yaml", "config:\n  MD009: false\n"),
    ];
    assert_eq!(said(&files, &["--config", "rules.json"]).1, [format!("{BLANKS} warning")]);
    assert_eq!(said(&files, &["--config", "options.yaml"]).1, [format!("{LINES} warning")]);
    assert_eq!(
        said(&files, &["--config", "rules.json", "--config", "rules.MD012 = 'error'"]).1,
        [format!("{BLANKS} warning"), format!("{LINES} error")]
    );
    assert_eq!(said(&files, &["--isolated"]).1.len(), 2);
}

#[test]
fn packages_are_found_where_npm_puts_them() {
    let files = [
        ("docs/.markdownlint.json", "{\"extends\": \"some-package/style/relaxed\"}"),
        ("node_modules/some-package/style/relaxed.json", "{\"MD009\": false, \"MD012\": false}"),
        ("node_modules/.gitignore", "*\n"),
        ("docs/a.md", TRAILING),
    ];
    assert_eq!(said(&files, &[]), (0, Vec::new()));
}

#[test]
fn what_casegate_cannot_honour_is_a_warning_and_what_is_wrong_a_mistake() {
    for (name, text, code, expected) in [
        (
            ".markdownlint.json",
            "{\"sentences-per-line\": true}",
            0,
            "unsupported-configuration 1:2 casegate has no rule `sentences-per-line`",
        ),
        (
            ".markdownlint.json",
            "{\"MD002\": false}",
            0,
            "unsupported-configuration 1:2 casegate has no rule `MD002`",
        ),
        (
            ".markdownlint.json",
            "{\"MD0013\": false}",
            2,
            "invalid-configuration 1:2 markdownlint has no rule or tag `MD0013` / did you mean `MD0",
        ),
        (".markdownlint.json", "{\"line-lenght\": false}", 2, "did you mean `line-length`?"),
        (".markdownlint.json", "{\"defualt\": false}", 2, "did you mean `default`?"),
        (
            ".markdownlint.json",
            "{\"MD013\": {\"line_lenght\": 1}}",
            2,
            "invalid-configuration 1:12 the rule format/line-length has no option `line_lenght` / did you mean `line_length`?",
        ),
        (
            ".markdownlint.json",
            "{\"MD013\": {\"line_length\": \"x\"}}",
            2,
            "invalid-configuration 1:27 `line_length` must be a whole number",
        ),
        (
            ".markdownlint.json",
            "{\"MD013\": 80}",
            2,
            "invalid-configuration 1:11 `MD013` must be true, false",
        ),
        (".markdownlint.json", "{\"MD013\": \"warn\"}", 2, "did you mean `warning`?"),
        (".markdownlint.json", "{\"MD013\": {\"enabled\": 1}}", 2, "must be true or false"),
        (".markdownlint.json", "[]", 2, "must be a table, not array"),
        (".markdownlint.json", "{\"MD013\": }", 2, "not valid JSON"),
        (".markdownlint.yaml", "MD013: [\n", 2, "not valid YAML"),
        (
            ".markdownlint.json",
            "{\"extends\": \"nowhere.json\"}",
            2,
            "invalid-configuration 1:13 `nowhere.json` is neither a file nor",
        ),
        (
            ".markdownlint.json",
            "{\"extends\": \".markdownlint.json\"}",
            2,
            "in a circle: .markdownlint.json → .markdownlint.json",
        ),
        (".markdownlint.cjs", "module.exports = {}", 0, "is a program"),
        (".markdownlint-cli2.mjs", "export default {}", 0, "is a program"),
        (
            ".markdownlint-cli2.jsonc",
            "{\"customRules\": [\"x\"]}",
            0,
            "unsupported-configuration 1:2 casegate does not have `customRules`",
        ),
        (".markdownlint-cli2.jsonc", "{\"customRules\": []}", 0, ""),
        (".markdownlint-cli2.jsonc", "{\"ignore\": []}", 2, "did you mean `ignores`?"),
        (
            ".markdownlint-cli2.jsonc",
            "{\"ignores\": [\"../x/*.md\"]}",
            0,
            "can't honour the pattern `../x/*.md`",
        ),
        (".markdownlint-cli2.jsonc", "{\"noInlineConfig\": 1}", 2, "must be true or false"),
        (
            ".markdownlint-cli2.jsonc",
            "{\"overrides\": [{\"filter\": [\"*\"], \"combine\": \"merg\"}]}",
            2,
            "did you mean `merge`?",
        ),
    ] {
        let (ended, said) = said(&[("a.md", CLEAN), (name, text)], &[]);
        assert_eq!(ended, code, "{text}: {said:?}");
        if expected.is_empty() {
            assert!(said.is_empty(), "{text}: {said:?}");
        } else {
            assert_eq!(said.len(), 1, "{text}: {said:?}");
            assert!(said[0].starts_with(name) && said[0].contains(expected), "{text}: {}", said[0]);
        }
    }
}

#[test]
fn a_base_that_many_share_is_blamed_once() {
    let base = ("base.json", "{\"MD0013\": false}");
    let extends = "{\"extends\": \"../base.json\"}";
    let files = [
        base,
        ("a/.markdownlint.json", extends),
        ("b/.markdownlint.json", extends),
        ("a/a.md", ""),
        ("b/b.md", ""),
    ];
    let (code, said) = said(&files, &[]);
    assert_eq!((code, said.len()), (2, 1), "{said:?}");
}

#[test]
fn a_folder_with_their_file_stays_under_the_gate_of_ours() {
    let files = [
        ("casegate.toml", "[gate]\nformat = 90\n"),
        ("a.md", CLEAN),
        ("docs/.markdownlint.json", "{\"MD012\": false}"),
        ("docs/b.md", "# Title\n\nText \n"),
    ];
    // One of the rules fails on one of the documents; docs alone would miss the gate.
    let (code, report) = Folder::new(&files).json(&[]);
    assert_eq!((code, report["summary"]["gate"].as_str()), (0, Some("passed")), "{report:#}");
}
