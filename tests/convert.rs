//! Under what `casegate init` makes of other tools' settings documents are judged as under those settings.

mod folder;

use std::collections::BTreeMap;
use std::fs;

use folder::{Folder, text};
use serde::Deserialize;

/// MD009 on line 3, MD012 on line 5; a line of 90 characters on line 6, one in code on line 9, and a table on line 14.
fn sample() -> String {
    let long = "word ".repeat(18);
    let long = long.trim_end();
    format!(
        "# Title\n\nText \n\n\n{long}\n\n```text\n{long}\n```\n\n| a | b |\n| --- | --- |\n| {long} | b |\n"
    )
}

/// Every finding of a rule as `path:line rule severity message`, and every problem as `problem message`.
fn findings(folder: &Folder) -> Vec<String> {
    let (_, report) = folder.json(&["--allow-empty"]);
    let list = report["diagnostics"].as_array().expect("a list");
    let findings = list.iter().map(|found| {
        let (rule, message) = (text(&found["rule"]), text(&found["message"]));
        match rule.contains('/') {
            true => {
                let (path, line) = (text(&found["path"]), &found["span"]["start"]["line"]);
                format!("{path}:{line} {rule} {} {message}", text(&found["severity"]))
            }
            false => format!("{rule} {message}"),
        }
    });
    // What casegate can't honour in markdownlint's files is gone together with them.
    findings.filter(|found| !found.starts_with("unsupported-configuration")).collect()
}

fn is_of_markdownlint(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|name| name.starts_with(".markdownlint"))
}

/// Converts, takes everything else that is no document away, and compares.
fn judged_as_before(name: &str, files: &[(&str, &str)]) -> Result<(), String> {
    let folder = Folder::new(files);
    let before = findings(&folder);
    let ran = folder.run(&["init"]);
    if ran.code != 0 {
        return Err(format!("{name}: {}", ran.err));
    }
    let beside = findings(&folder);
    for (file, _) in files.iter().filter(|(file, _)| !file.ends_with(".md") && !file.ends_with(".markdown")) {
        fs::remove_file(folder.path().join(file)).expect("removed");
    }
    let after = findings(&folder);
    if before == after && before == beside {
        return Ok(());
    }
    let written = written(&folder);
    Err(format!("{name}\nbefore {before:#?}\nbeside {beside:#?}\nafter {after:#?}\n{written}"))
}

fn written(folder: &Folder) -> String {
    fs::read_to_string(folder.path().join("casegate.toml")).expect("written")
}

#[derive(Deserialize)]
struct Case {
    name: String,
    files: BTreeMap<String, String>,
}

#[test]
fn documents_are_judged_as_under_the_files_of_markdownlint() {
    let cases = fs::read_to_string("fixtures/markdownlint/config.json").expect("read");
    let cases: Vec<Case> = serde_json::from_str(&cases).expect("cases");
    let at_the_top = |case: &&Case| {
        let mut settings = case.files.keys().filter(|name| is_of_markdownlint(name)).peekable();
        // That comments have no say can't be said in casegate.toml, which the command tells.
        let silent = case.files.values().any(|text| text.contains("noInlineConfig"));
        !silent && settings.peek().is_some() && settings.all(|name| !name.contains('/'))
    };
    let cases: Vec<_> = cases.iter().filter(at_the_top).collect();
    assert!(cases.len() >= 40, "{}", cases.len());
    let mut problems = Vec::new();
    for case in cases {
        let files: Vec<_> = case.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        problems.extend(judged_as_before(&case.name, &files).err());
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

#[test]
fn overrides_and_patterns_of_markdownlint_mean_the_same() {
    let sample = sample();
    let names =
        ["a.md", "b.markdown", "docs/a.md", "docs/b/a.md", "docs/b/c.md", "x/docs/a.md", "[x].md", "!x/a.md"];
    let mut problems = Vec::new();
    for options in [
        r#"{"config": {"MD013": {"line_length": 40, "code_blocks": false}, "MD009": "error"},
            "overrides": [
              {"filter": ["docs/*.md"], "config": {"MD013": {"tables": false}}},
              {"filter": "docs/b", "config": {"MD013": false, "MD009": {"strict": true}}},
              {"filter": ["**/c.md"], "config": {"MD012": false}},
              {"filter": ["docs/**"], "config": {"MD013": true, "MD009": false}}
            ]}"#,
        r#"{"config": {"MD013": {"line_length": 40}},
            "overrides": [
              {"filter": ["docs/b/**"], "config": {"MD009": false}, "combine": "replace"},
              {"filter": ["docs/**"], "config": {"default": false}},
              {"filter": ["docs/**"], "config": {"MD013": {"line_length": 10}}},
              {"filter": [], "config": {"MD013": false}}
            ]}"#,
        r#"{"config": {"MD013": {"line_length": 40, "headings": false}, "MD012": {"maximum": 5}},
            "overrides": [
              {"filter": ["docs/**"], "config": {"default": "warning", "MD013": "error", "whitespace": "warning"}}
            ]}"#,
        r#"{"overrides": [{"filter": ["docs/**"], "config": {"MD012": true}}]}"#,
        r#"{"overrides": [
              {"filter": ["docs/a.md"], "config": {"MD012": false}},
              {"filter": ["docs/b/**"], "config": {"MD012": "error"}},
              {"filter": ["docs/**"], "config": {"MD009": false}}
            ]}"#,
        r#"{"globs": ["*.md", ":[x].md", "docs/**/*.md", "!docs/b/c.md"]}"#,
        r##"{"globs": ["**/*.md", "#docs"], "ignores": ["a.md"]}"##,
        r#"{"globs": ["docs"], "ignores": ["b"]}"#,
        r#"{"ignores": ["./a.md", "/docs/b/", "*.markdown", "./!x/*"]}"#,
        r#"{"ignores": ["{a,docs/a}.md", "docs/b/*"]}"#,
    ] {
        let mut files = vec![(".markdownlint-cli2.jsonc", options)];
        files.extend(names.iter().map(|name| (*name, sample.as_str())));
        problems.extend(judged_as_before(options, &files).err());
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

const BLANKS: &str = "MD009 warning";
const LINES: &str = "MD012 warning";
/// The rules that the sample breaks on purpose.
const OBSERVED: [&str; 3] = ["MD009", "MD012", "MD013"];

/// `path MD… severity` of every finding, as a configuration of rumdl leads to it.
fn under_rumdl(file: &str, config: &str) -> Vec<String> {
    let sample = sample();
    let names = ["a.md", "docs/a.md", "docs/b/a.md"];
    let mut files = vec![(file, config)];
    files.extend(names.iter().map(|name| (*name, sample.as_str())));
    let folder = Folder::new(&files);
    let ran = folder.run(&["init"]);
    assert_eq!(ran.code, 0, "{config}: {}", ran.err);
    let (_, report) = folder.json(&["--allow-empty"]);
    let list = report["diagnostics"].as_array().expect("a list");
    let findings = list.iter().filter_map(|found| {
        // Problems have no alias, and must not be missed.
        let rule = found["aliases"][0].as_str().map_or_else(|| text(&found["rule"]), str::to_owned);
        let (path, line) = (text(&found["path"]), &found["span"]["start"]["line"]);
        // Where lines are too long is half of what there is to know about limits.
        let line = if rule == "MD013" { format!(":{line}") } else { String::new() };
        let counts = OBSERVED.contains(&rule.as_str()) || !rule.starts_with("MD");
        counts.then(|| format!("{path}{line} {rule} {}", text(&found["severity"])))
    });
    findings.collect()
}

#[test]
fn rules_and_options_of_rumdl_are_converted() {
    let (paragraph, code) = ("a.md:6 MD013 warning", "a.md:9 MD013 warning");
    for (config, expected) in [
        ("", vec![BLANKS, LINES]),
        ("disable = [\"MD009\"]", vec![LINES]),
        ("disable = [\"no-trailing-spaces\", \"no_multiple_blanks\"]", vec![]),
        ("[global]\ndisable = [\"md012\"]", vec![BLANKS]),
        ("disable = [\"MD009\"]\n[global]\ndisable = [\"MD012\"]", vec![BLANKS]),
        ("[global]\ndisable = [\"MD009\"]\nextend-disable = [\"MD012\"]", vec![]),
        ("extend_disable = [\"MD012\"]", vec![BLANKS]),
        ("disable = [\"all\"]", vec![]),
        ("disable = [\"ALL\"]\nenable = [\"MD012\"]", vec![LINES]),
        ("disable = [\"all\"]\n[MD012]\nenabled = true", vec![]),
        ("disable = [\"MD012\"]\n[MD012]\nenabled = true", vec![BLANKS, LINES]),
        ("enable = []", vec![]),
        ("enable = [\"MD012\"]", vec![LINES]),
        ("enable = []\nextend-enable = [\"MD009\"]", vec![BLANKS]),
        ("enable = [\"MD012\", \"MD009\"]\ndisable = [\"MD009\"]", vec![LINES]),
        ("enable = [\"MD009\"]\n[MD012]\nseverity = \"error\"", vec![BLANKS]),
        ("enable = [\"ALL\"]\ndisable = [\"MD009\", \"MD012\"]", vec![paragraph, code]),
        ("extend-enable = [\"MD013\"]", vec![BLANKS, LINES, paragraph, code]),
        ("line-length = 80", vec![BLANKS, LINES, paragraph, code]),
        ("line_length = 100", vec![BLANKS, LINES]),
        ("line-length = 80\ndisable = [\"MD013\"]", vec![BLANKS, LINES]),
        (
            "[global]\nline-length = 100\n[line-length]\nline-length = 85",
            vec![BLANKS, LINES, paragraph, code],
        ),
        ("line-length = 85\n[MD013]\ncode-blocks = false", vec![BLANKS, LINES, paragraph]),
        ("line-length = 85\n[MD013]\ntables = true\ncode_blocks = false", {
            vec![BLANKS, LINES, paragraph, "a.md:14 MD013 warning"]
        }),
        ("[MD012]\nmaximum = 2", vec![BLANKS]),
        ("[rules.no-multiple-blanks]\nenabled = false", vec![BLANKS]),
        ("[MD009]\nseverity = \"error\"\n[MD012]\nseverity = \"Info\"", vec!["MD009 error", "MD012 info"]),
        ("[no_multiple_blanks]\nmaximum = 1\n[MD012]\nmaximum = 2", vec![BLANKS]),
        ("[MD060]\nstyle = \"aligned\"", vec![BLANKS, LINES]),
    ] {
        let mut expected: Vec<_> = expected
            .iter()
            .map(
                |found| if found.starts_with("a.md") { (*found).to_owned() } else { format!("a.md {found}") },
            )
            .collect();
        let mut found: Vec<_> = under_rumdl(".rumdl.toml", config)
            .into_iter()
            .filter(|found| found.starts_with("a.md"))
            .collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{config}");
    }
}

#[test]
fn files_and_patterns_of_rumdl_are_converted() {
    let all = ["a.md", "docs/a.md", "docs/b/a.md"];
    for (config, with_blanks) in [
        ("exclude = [\"b\"]", &all[..2]),
        ("exclude = [\"docs/\"]", &all[..1]),
        ("exclude = [\"docs/*.md\", \"~/x\", \"!docs\"]", &["a.md", "docs/b/a.md"]),
        ("exclude = [\"/a.md\"]", &all[1..]),
        ("exclude = [\"b/a.md\"]", &all),
        ("include = [\"docs/*\"]", &all[1..2]),
        ("include = [\"docs/**\"]", &all[1..]),
        ("include = [\"a.md\"]", &all),
        ("include = [\"**/*\"]", &all),
        ("[per-file-ignores]\n\"a.md\" = [\"MD009\"]", &all[1..]),
        ("[per-file-ignores]\n\"*.md\" = [\"MD009\"]", &[]),
        ("[per-file-ignores]\n\"docs/*\" = [\"MD009\", \"MD012\"]", &all[..1]),
        ("[per-file-ignores]\n\"docs/b/**\" = [\"MD009\"]\n\"a.md\" = [\"no-trailing-spaces\"]", &all[1..2]),
        ("[MD009]\nenabled = true\n[per_file_ignores]\n\"{a,docs/a}.md\" = [\"MD009\"]", &all[2..]),
    ] {
        let found = under_rumdl("rumdl.toml", config);
        let paths: Vec<_> = found.iter().filter_map(|found| found.strip_suffix(" MD009 warning")).collect();
        assert_eq!(paths, with_blanks, "{config}");
    }
}

#[test]
fn rumdl_is_found_where_it_looks_itself() {
    let off = "disable = [\"MD009\", \"MD012\"]\n";
    for (file, config) in [
        (".rumdl.toml", off.to_owned()),
        ("rumdl.toml", off.to_owned()),
        (".config/rumdl.toml", format!("{off}[per-file-ignores]\n\"docs/**\" = [\"MD001\"]\n")),
        ("pyproject.toml", format!("[tool.rumdl]\n{off}")),
        ("pyproject.toml", format!("[tool.rumdl.global]\n{off}")),
        (
            "pyproject.toml",
            "[tool.rumdl.MD009]\nenabled = false\n[tool.rumdl.rules.MD012]\nenabled = false\n".to_owned(),
        ),
    ] {
        assert_eq!(under_rumdl(file, &config), Vec::<String>::new(), "{file}");
    }
    let folder = Folder::new(&[
        (".rumdl.toml", "disable = [\"MD009\"]"),
        ("rumdl.toml", "disable = [\"MD012\"]"),
        ("pyproject.toml", "[tool.rumdl]\ndisable = [\"MD001\"]"),
    ]);
    let ran = folder.run(&["init"]);
    assert!(ran.err.contains("with the settings of .rumdl.toml\n"), "{}", ran.err);
    assert!(written(&folder).contains("no-trailing-spaces = false # MD009\n\n"));
    for other in ["[tool.ruff]\n", "# rumdl\n[tool.ruff]\n", "no TOML at all"] {
        let folder = Folder::new(&[("pyproject.toml", other)]);
        let ran = folder.run(&["init"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!written(&folder).contains("onverted"), "{other}");
    }
}

#[test]
fn both_tools_count_and_rumdl_more() {
    let folder = Folder::new(&[
        ("a.md", &sample()),
        ("docs/a.md", &sample()),
        (
            ".markdownlint-cli2.jsonc",
            r#"{"config": {"MD009": "error", "MD012": false}, "ignores": ["x"],
                "overrides": [{"filter": ["docs/**"], "config": {"MD009": false, "MD012": true}}]}"#,
        ),
        (".rumdl.toml", "exclude = [\"y\"]\n[MD009]\nseverity = \"info\"\n"),
    ]);
    let ran = folder.run(&["init"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = written(&folder);
    assert!(text.contains("from .markdownlint-cli2.jsonc, .rumdl.toml.\n# The settings of rumdl count over"));
    assert!(text.contains("exclude = [\"/x\", \"y\"]\n"), "{text}");
    fs::remove_file(folder.path().join(".markdownlint-cli2.jsonc")).expect("removed");
    let found = findings(&folder);
    let start = |found: &String| found.split(' ').take(3).collect::<Vec<_>>().join(" ");
    assert_eq!(
        found.iter().map(start).collect::<Vec<_>>(),
        [
            "a.md:3 format/no-trailing-spaces info",
            "docs/a.md:3 format/no-trailing-spaces info",
            "docs/a.md:5 format/no-multiple-blanks warning",
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_pattern_of_rumdl_may_be_a_whole_path() {
    let folder = Folder::new(&[("a.md", &sample()), ("docs/a.md", &sample())]);
    let whole = folder.path().canonicalize().expect("there").join("docs");
    folder.write(".rumdl.toml", format!("exclude = [\"{}\"]\n", whole.display()).as_bytes());
    assert_eq!(folder.run(&["init"]).code, 0);
    assert!(written(&folder).contains("exclude = [\"/docs\"]\n"));
    assert_eq!(folder.paths(&[]), ["a.md"]);
}
