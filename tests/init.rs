//! `casegate init` writes a file that is right, names what it could not take over, and leaves alone what is there.

mod folder;

use std::fs;

use folder::{CLEAN, Folder, Ran, text};
use regex::Regex;

fn written(folder: &Folder) -> String {
    fs::read_to_string(folder.path().join("casegate.toml")).expect("written")
}

fn lines<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    text.lines().filter_map(|line| line.trim_start_matches(['#', ' ']).strip_prefix(start)).collect()
}

#[test]
fn what_is_not_converted_is_named_with_its_place() {
    let cases: [(&str, &str, &[&str]); 12] = [
        (
            ".markdownlint.jsonc",
            "{\"MD002\": false,\n \"sentences-per-line\": true, \"MD009\": false}",
            &[
                ".markdownlint.jsonc:1:2: casegate has no rule `MD002`",
                ".markdownlint.jsonc:2:2: casegate has no",
            ],
        ),
        (".markdownlint.cjs", "module.exports = {}", &[".markdownlint.cjs is a program"]),
        (
            ".markdownlint-cli2.yaml",
            "noInlineConfig: true\nfrontMatter: x\ncustomRules: [a]\nmarkdownItPlugins: [[b]]\nnoBanner: true\n",
            &[
                ".markdownlint-cli2.yaml:1:1: casegate.toml can't say",
                ".markdownlint-cli2.yaml:2:1: casegate does not have `frontMatter`",
                ".markdownlint-cli2.yaml:3:1: casegate does not have `customRules`",
                ".markdownlint-cli2.yaml:4:1: casegate does not have `markdownItPlugins`",
            ],
        ),
        (
            ".markdownlint-cli2.jsonc",
            "{\"ignores\": [\"../x\", \"a\"], \"overrides\": [{\"filter\": [\"b\"], \"config\": {\"MD002\": true}}]}",
            &[
                ".markdownlint-cli2.jsonc:1:14: casegate can't honour the pattern `../x` (patterns start",
                ".markdownlint-cli2.jsonc:1:71: casegate has no rule `MD002`",
            ],
        ),
        (".markdownlint-cli2.jsonc", "{\"noInlineConfig\": false, \"customRules\": []}", &[]),
        (
            ".rumdl.toml",
            "extends = \"../x.toml\"\nflavor = \"mkdocs\"\nrespect-gitignore = false\neditorconfig = true\nnew = 1\n",
            &[
                ".rumdl.toml:1:1: `extends` is not followed",
                ".rumdl.toml:2:1: casegate has nothing like `flavor`",
                ".rumdl.toml:3:1: casegate has nothing like `respect-gitignore`",
                ".rumdl.toml:4:1: casegate has nothing like `editorconfig`",
                ".rumdl.toml:5:1: casegate has nothing like `new`",
            ],
        ),
        (
            ".rumdl.toml",
            "cache = false\ncache-dir = \"x\"\noutput-format = \"json\"\nfixable = []\nunfixable = []\nforce-exclude = true\n\
             flavor = \"gfm\"\nrespect-gitignore = true\neditorconfig = false\n[per-file-flavor]\n[code-block-tools]\n",
            &[],
        ),
        (
            ".rumdl.toml",
            "[per-file-flavor]\n\"a.md\" = \"mdx\"\n[code-block-tools]\nenabled = true\n[rules]\nMD009 = false\n",
            &[
                ".rumdl.toml:1:2: casegate has nothing like `per-file-flavor`",
                ".rumdl.toml:3:2: casegate has nothing like `code-block-tools`",
                ".rumdl.toml:6:1: casegate has nothing like `MD009`",
            ],
        ),
        (
            ".rumdl.toml",
            "disable = [\"MD057\", \"headings\"]\n[MD082]\nenabled = true\n[per-file-ignores]\n\"a.md\" = [\"all\"]\n",
            &[
                ".rumdl.toml:1:12: casegate has no rule `MD057`",
                ".rumdl.toml:1:21: casegate has no rule `headings`",
                ".rumdl.toml:2:2: casegate has no rule `MD082`",
                ".rumdl.toml:5:11: casegate has no rule `all`",
            ],
        ),
        (
            ".rumdl.toml",
            "[MD013]\nreflow = true\nline-length = \"x\"\nseverity = \"off\"\nenabled = \"no\"\n[MD001]\nfront-matter-title = true\n",
            &[
                ".rumdl.toml:2:1: the rule format/line-length has no option `reflow`",
                ".rumdl.toml:3:15: `line_length` must be a whole number, not string",
                ".rumdl.toml:4:12: `off` is no severity",
                ".rumdl.toml:5:11: `enabled` must be true or false, not string",
                ".rumdl.toml:7:22: `front_matter_title` must be a string, not boolean",
            ],
        ),
        ("rumdl.toml", "line-length = -1\n", &["rumdl.toml:1:15: `line_length`"]),
        (
            "pyproject.toml",
            "[tool.rumdl]\nexclude = [\"~/x\", \"!a\", \"[\"]\ninclude = [\"../x\"]\n[tool.rumdl.per-file-ignores]\n\"~/y\" = [\"MD009\"]\n",
            &[
                "pyproject.toml:2:12: casegate can't honour the pattern `~/x` (patterns start",
                "pyproject.toml:2:19: casegate can't honour the pattern `!a` (patterns are not",
                "pyproject.toml:2:25: casegate can't honour the pattern `[`",
                "pyproject.toml:3:12: casegate can't honour the pattern `../x`",
                "pyproject.toml:5:1: casegate can't honour the pattern `~/y`",
            ],
        ),
    ];
    for (name, config, expected) in cases {
        let folder = Folder::new(&[(&format!("sub/{name}"), config), ("sub/a.md", CLEAN)]);
        let Ran { code, err, .. } = folder.run(&["init", "sub"]);
        assert_eq!(code, 0, "{config}: {err}");
        let text = fs::read_to_string(folder.path().join("sub/casegate.toml")).expect("written");
        let (shown, noted) = (lines(&err, "not converted: sub/"), lines(&text, "not converted: "));
        assert_eq!((shown.len(), noted.len()), (expected.len(), expected.len()), "{config}\n{err}\n{text}");
        for (index, start) in expected.iter().enumerate() {
            assert!(noted[index].starts_with(start), "{config}: {}", noted[index]);
            // The program names itself once more, from where the reader is.
            assert!(shown[index].replace("sub/", "").starts_with(start), "{config}: {}", shown[index]);
        }
        let (code, report) = folder.json(&[]);
        let found = rules_of(&report);
        // What can't be honoured goes on being told as long as markdownlint's file is there.
        assert!(code == 0 && found.iter().all(|rule| rule == "unsupported-configuration"), "{report:#}");
    }
}

fn rules_of(report: &serde_json::Value) -> Vec<String> {
    report["diagnostics"].as_array().expect("a list").iter().map(|found| text(&found["rule"])).collect()
}

/// The file as the schema for editors sees it, and as `config show` does.
fn is_right(folder: &Folder) {
    let table: toml::Table = written(folder).parse().expect("TOML");
    let schema = serde_json::from_str(&casegate::config::schema()).expect("JSON");
    let validator = jsonschema::draft7::new(&schema).expect("a schema");
    let json = serde_json::to_value(&table).expect("JSON");
    assert!(validator.is_valid(&json), "{:?}", validator.iter_errors(&json).collect::<Vec<_>>());
    let shown = folder.run(&["config", "show", "docs/a.md"]);
    assert_eq!((shown.code, shown.err.as_str()), (0, ""));
    let (code, report) = folder.json(&["docs"]);
    assert_eq!((code, rules_of(&report)), (0, Vec::new()), "{report:#}");
}

#[test]
fn the_template_is_right_as_it_stands_and_with_every_example() {
    let example = Regex::new(r"(?m)^# (\[+[a-z.-]+\]+|[a-z_.-]+ = .*)$").expect("a regex");
    let mut codes = Vec::new();
    for (lang, says) in [("en", "the Markdown documents in this folder"), ("zh-CN", "本文件夹")] {
        let folder = Folder::new(&[("docs/a.md", CLEAN)]);
        let ran = folder.run(&["init", "--lang", lang]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        let text = written(&folder);
        assert!(text.contains(says), "{text}");
        let code = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(code.collect::<Vec<_>>(), ["preset = \"recommended\""]);
        is_right(&folder);

        let uncommented = example.replace_all(&text, "$1");
        let table: toml::Table = uncommented.parse().expect("TOML");
        let keys: Vec<_> = table.keys().map(String::as_str).collect();
        assert_eq!(keys, ["exclude", "gate", "include", "library", "overrides", "preset", "rules"]);
        folder.write("casegate.toml", uncommented.as_bytes());
        is_right(&folder);
        codes.push(uncommented.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n"));
    }
    assert_eq!(codes[0], codes[1], "examples are the same in both languages");
}

#[test]
fn examples_beside_converted_settings_are_right_too() {
    let example = Regex::new(r"(?m)^# (\[+[a-z.-]+\]+|[a-z_.-]+ = .*)$").expect("a regex");
    for options in [
        r#"{"config": {"MD009": false}, "ignores": ["a.md"]}"#,
        r#"{"globs": ["docs/*.md"], "overrides": [{"filter": ["docs/a.md"], "config": {"MD013": true}}]}"#,
    ] {
        let folder = Folder::new(&[("docs/a.md", CLEAN), (".markdownlint-cli2.jsonc", options)]);
        assert_eq!(folder.run(&["init"]).code, 0);
        let uncommented = example.replace_all(&written(&folder), "$1").into_owned();
        folder.write("casegate.toml", uncommented.as_bytes());
        is_right(&folder);
    }
}

#[test]
fn what_is_there_is_left_alone() {
    for (name, text) in [
        ("casegate.toml", "preset = \"strict\"\n"),
        (".casegate.toml", ""),
        ("pyproject.toml", "[tool.casegate]\n"),
        ("casegate.toml", "no TOML at all"),
    ] {
        let folder = Folder::new(&[(name, text), ("a.md", CLEAN)]);
        let ran = folder.run(&["init"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}");
        assert!(ran.err.contains(&format!("{name} is there already")), "{}", ran.err);
        assert_eq!(fs::read_to_string(folder.path().join(name)).expect("read"), text);
        assert_eq!(folder.path().join("casegate.toml").exists(), name == "casegate.toml");

        let ran = folder.run(&["init", "--stdout"]);
        assert!(ran.code == 0 && ran.out.contains("\npreset = \"recommended\"\n"), "{}", ran.err);
        assert_eq!(fs::read_to_string(folder.path().join(name)).expect("read"), text);
    }
    let folder = Folder::new(&[("a.md", CLEAN), ("pyproject.toml", "[tool.ruff]\n")]);
    assert_eq!(folder.run(&["init"]).code, 0);
    assert_eq!(folder.run(&["init"]).code, 2, "it does not overwrite what it wrote itself");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_written_through() {
    let folder = Folder::new(&[]);
    std::os::unix::fs::symlink("elsewhere.toml", folder.path().join("casegate.toml")).expect("a link");
    assert_eq!(folder.run(&["init"]).code, 2);
    assert!(!folder.path().join("elsewhere.toml").exists());
}

#[test]
fn standard_output_takes_the_file_and_nothing_else() {
    let folder =
        Folder::new(&[("a.md", CLEAN), (".markdownlint.json", "{\"MD009\": false, \"MD002\": true}")]);
    let printed = folder.run(&["init", "--stdout"]);
    assert_eq!(printed.code, 0, "{}", printed.err);
    assert!(!folder.path().join("casegate.toml").exists());
    assert_eq!(lines(&printed.err, "not converted: ").len(), 1);
    assert_eq!(folder.run(&["init"]).code, 0);
    assert_eq!(written(&folder), printed.out);
}

#[test]
fn a_folder_must_be_one() {
    let folder = Folder::new(&[("a.md", CLEAN)]);
    for (name, says) in [("nowhere", "there is no folder nowhere"), ("a.md", "a.md is no folder")] {
        let ran = folder.run(&["init", name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(says), "{}", ran.err);
    }
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).expect("read"), CLEAN);
}

#[test]
fn mistakes_are_told_and_nothing_is_written() {
    for (name, text, says) in [
        (
            ".markdownlint.json",
            "{\"MD013\": }",
            ".markdownlint.json:1:11: error[invalid-configuration] not valid JSON",
        ),
        (".markdownlint.json", "{\"MD0013\": true}", ".markdownlint.json:1:2: error[invalid-configuration]"),
        (".markdownlint.json", "{\"MD013\": {\"line_length\": \"x\"}}", ".markdownlint.json:1:27: error"),
        (".markdownlint.json", "{\"extends\": \"nowhere.json\"}", ".markdownlint.json:1:13: error"),
        (".markdownlint-cli2.yaml", "ignores: x\n", ".markdownlint-cli2.yaml:1:10: error"),
        (".rumdl.toml", "disable = [\n", ".rumdl.toml:"),
        (
            ".rumdl.toml",
            "disable = \"MD009\"\n",
            ".rumdl.toml:1:11: error[invalid-configuration] `disable` must be",
        ),
        (".rumdl.toml", "exclude = [1]\n", ".rumdl.toml:1:12: error"),
        (".rumdl.toml", "per-file-ignores = 1\n", ".rumdl.toml:1:20: error"),
        ("pyproject.toml", "[tool.rumdl\n", "pyproject.toml:1:"),
    ] {
        let folder = Folder::new(&[(name, text), ("a.md", CLEAN)]);
        for arguments in [&["init"][..], &["init", "--stdout"]] {
            let ran = folder.run(arguments);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{text}: {}", ran.err);
            assert!(ran.err.contains(says), "{text}: {}", ran.err);
            assert_eq!(ran.err.matches(": error[").count(), 1, "{text}: {}", ran.err);
            assert!(!folder.path().join("casegate.toml").exists());
        }
    }
}

#[test]
fn the_files_around_are_named() {
    let folder = Folder::new(&[
        ("casegate.toml", "preset = \"strict\"\n"),
        (".markdownlint.json", "{}"),
        ("docs/a.md", CLEAN),
        ("docs/.markdownlint.yaml", "MD009: false\n"),
        ("docs/api/.markdownlint.json", "{}"),
        ("docs/guide/.rumdl.toml", ""),
        ("docs/own/casegate.toml", ""),
        ("docs/own/.markdownlint.json", "{}"),
        ("docs/ignored/.markdownlint.json", "{}"),
        ("docs/.gitignore", "ignored\n"),
        ("docs/.hidden/.markdownlint.json", "{}"),
        ("other/.markdownlint.json", "{}"),
    ]);
    let ran = folder.run(&["init", "docs"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let said: Vec<_> = ran.err.lines().map(|line| line.trim_start_matches("casegate: ")).collect();
    assert_eq!(
        said,
        [
            "docs/casegate.toml is written, with the settings of docs/.markdownlint.yaml",
            "casegate goes on reading docs/.markdownlint.yaml, and docs/casegate.toml has the last word; \
             remove what no other tool needs",
            "casegate.toml no longer governs this folder; `extends = \"../casegate.toml\"` would build on it",
            "from now on this folder is not governed by .markdownlint.json",
            "the settings of docs/api/.markdownlint.json are left where they are, \
             and build on docs/casegate.toml now",
            "docs/guide/.rumdl.toml: not converted; run `casegate init` for each of the folders",
            "next: `casegate check docs` checks the documents, `casegate config show FILE` shows what counts for one",
        ]
    );
    let chinese = Folder::new(&[(".markdownlint.json", "{\"MD009\": false, \"MD002\": true}")]);
    let ran = chinese.run(&["init", "--lang", "zh-CN"]);
    assert!(ran.err.contains("已写入 casegate.toml，其中包含 .markdownlint.json 的设置"), "{}", ran.err);
    assert!(
        ran.err.contains("\n  未转换：.markdownlint.json:1:18：casegate 没有规则 `MD002`"),
        "{}",
        ran.err
    );
    assert!(written(&chinese).contains("\n# 未转换：.markdownlint.json:1:18："));
}

#[test]
fn names_and_values_can_not_break_out_of_their_place() {
    let folder = Folder::new(&[
        ("a.md", CLEAN),
        (
            ".markdownlint-cli2.jsonc",
            r#"{"config": {"a\npreset = 1": true, "MD040": {"allowed_languages": ["\"'\\\n\u0007", "中文"]}}, "ignores": ["\"x\"\n*"]}"#,
        ),
    ]);
    let ran = folder.run(&["init"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let table: toml::Table = written(&folder).parse().expect("TOML");
    assert_eq!(table["preset"].as_str(), Some("recommended"));
    assert_eq!(table["exclude"][0].as_str(), Some("/\"x\"\n*"));
    let languages = &table["rules"]["format"]["fenced-code-language"]["allowed_languages"];
    assert_eq!(languages[0].as_str(), Some("\"'\\\n\u{7}"));
}

#[test]
fn long_lists_are_broken_up() {
    let languages: Vec<_> = (0..30).map(|number| format!("\"language-{number}\"")).collect();
    let config = format!(
        "{{\"MD040\": {{\"allowed_languages\": [{}], \"language_only\": true, \"severity\": \"error\"}}, \"MD009\": false}}",
        languages.join(", ")
    );
    let folder = Folder::new(&[(".markdownlint.json", &config), ("a.md", "# Title\n\n```text\n```\n")]);
    assert_eq!(folder.run(&["init"]).code, 0);
    let text = written(&folder);
    let start =
        "[rules.format]\nno-trailing-spaces = false # MD009\n\n[rules.format.fenced-code-language] # MD040\n";
    assert!(
        text.contains(&format!("{start}severity = \"error\"\nallowed_languages = [\n    \"language-0\",\n")),
        "{text}"
    );
    assert!(text.lines().all(|line| line.len() <= 110), "{text}");
    let (_, report) = folder.json(&[]);
    assert_eq!(rules_of(&report), ["format/fenced-code-language"]);
}
