//! `casegate config show`: what is in force, where it comes from, and that it means the same when it is pasted.

mod folder;

use casegate::rules;
use folder::{BLANK, Folder, Ran};
use toml::{Table, Value};

fn show(folder: &Folder, arguments: &[&str]) -> Ran {
    folder.run(&[&["config", "show"], arguments].concat())
}

fn shown(folder: &Folder, arguments: &[&str]) -> String {
    let ran = show(folder, arguments);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
    ran.out
}

fn values(text: &str) -> Table {
    text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A library with all that a configuration can say.
fn library() -> Folder {
    Folder::new(&[
        (
            "base.toml",
            "preset = \"strict\"\nexclude = [\"drafts\"]\n[gate]\ndata = 90\n\
             [rules]\nMD013 = { line_length = 100, tables = false }\ncompleteness = \"info\"\n\
             [library]\nroot = \"site\"\nbibliography = [\"a.bib\"]\n\
             contracts = [\"plan\", \"c/*.yml\", \"docs/x/y\"]\nplan = \"plan.md\"\n",
        ),
        (
            "docs/casegate.toml",
            "extends = \"../base.toml\"\ninclude = [\"*.md\", \"a\\\"b\"]\n[gate]\nformat = 99.5\n\
             [rules.MD009]\nseverity = \"error\"\nbr_spaces = 3\n[rules.MD013]\nline_length = 120\n\
             [rules.heading-increment]\nfront_matter_title = \"\"\n\
             [[overrides]]\npaths = [\"old\"]\nrules.MD009 = \"off\"\nrules.MD022.lines_above = [1, 2]\n",
        ),
        ("site/index.md", ""),
        ("docs/a.md", ""),
    ])
}

#[test]
fn every_value_comes_with_its_origin() {
    let text = shown(&library(), &["docs/a.md", "--config", "rules.data = 'warning'"]);
    let head = "\
# docs/a.md, governed by docs/casegate.toml
preset = \"strict\" # base.toml:1:10
include = [\"*.md\", 'a\"b'] # docs/casegate.toml:2:11
exclude = [\"drafts\"] # base.toml:2:11

[library]
root = \"../site\" # base.toml:9:8
bibliography = [\"../a.bib\"] # base.toml:10:16
contracts = [\"plan\", \"../c/*.yml\", \"x/y\"] # base.toml:11:13
plan = \"../plan.md\" # base.toml:12:8

[gate]
# completeness is not set
format = 99.5 # docs/casegate.toml:4:10
data = 90 # base.toml:4:8
# technical is not set

[rules.completeness.placeholder]
severity = \"info\" # base.toml:7:16
ignore = [] # default
words = [] # default
";
    assert!(text.starts_with(head), "{text}");
    for part in [
        "[rules.format.heading-increment]\nseverity = \"warning\" # preset strict\n\
         front_matter_title = \"\" # docs/casegate.toml:11:22\n",
        "[rules.format.no-trailing-spaces]\nseverity = \"error\" # docs/casegate.toml:6:12\n\
         br_spaces = 3 # docs/casegate.toml:7:13\ncode_blocks = false # default\n",
        "line_length = 120 # docs/casegate.toml:9:15\nstern = false # default\n",
        "tables = false # base.toml:6:39\n",
        "[rules.format.single-trailing-newline]\nseverity = \"warning\" # preset strict\n",
        "[rules.data.table-total]\nseverity = \"warning\" # --config:1:14\n",
    ] {
        assert!(text.contains(part), "{part}\n---\n{text}");
    }
}

#[test]
fn nothing_is_left_out() {
    let folder = Folder::new(&[]);
    for preset in ["recommended", "markdownlint", "strict", "off"] {
        let text = shown(&folder, &["a.md", "--preset", preset]);
        assert!(text.contains(&format!("\npreset = \"{preset}\" # --preset\n")), "{text}");
        let headers: Vec<_> = text.lines().filter(|line| line.starts_with("[rules.")).collect();
        let ids = rules::all().map(|rule| format!("[rules.{}]", rule.id.replace('/', ".")));
        assert_eq!(headers, ids.collect::<Vec<_>>());
        let values = values(&text);
        for rule in rules::all() {
            let (family, name) = rule.id.split_once('/').expect("an id");
            let table = values["rules"][family][name].as_table().expect("a table");
            let schema = (rule.schema)();
            let options = schema.get("properties").and_then(serde_json::Value::as_object);
            let options = options.into_iter().flat_map(|options| options.keys());
            for option in options {
                let missing = format!("\n# {option} is not set\n");
                assert!(table.contains_key(option) || text.contains(&missing), "{}: {option}", rule.id);
            }
        }
    }
}

#[test]
fn a_folder_and_what_is_not_there_yet_are_shown_too() {
    let folder = library();
    let severity = |path: &str| {
        let text = shown(&folder, &[path]);
        let severity = values(&text)["rules"]["format"]["no-trailing-spaces"]["severity"].to_string();
        (text.lines().next().expect("a line").to_owned(), severity)
    };
    let governed = |path: &str, severity: &str| {
        (format!("# {path}, governed by docs/casegate.toml"), format!("\"{severity}\""))
    };
    assert_eq!(severity("docs"), governed("docs/*.md", "error"));
    assert_eq!(severity("docs/./"), governed("docs/*.md", "error"));
    assert_eq!(severity("docs/new/b.md"), governed("docs/new/b.md", "error"));
    assert_eq!(severity("docs/old/b.md"), governed("docs/old/b.md", "off"));
    assert_eq!(severity("docs/old/"), governed("docs/old/*.md", "off"));
    assert_eq!(severity(".").0, "# *.md, governed by no file");
    assert_eq!(shown(&folder, &[]), shown(&folder, &["."]));

    let mut command = folder.command(&["config", "show", "../docs/a.md"]);
    let above = folder::ran(command.current_dir(folder.path().join("site"))).out;
    assert!(above.starts_with("# ../docs/a.md, governed by ../docs/casegate.toml\n"), "{above}");
    assert!(above.contains("root = \"../site\" # ../base.toml:9:8\n"), "{above}");
}

#[test]
#[cfg(unix)] // Other systems refuse arguments of this length.
fn folders_that_are_not_there_cost_nothing() {
    let folder = library();
    let deep = format!("{}a.md", "a/".repeat(20_000));
    let ran = show(&folder, &[&deep]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn what_is_shown_means_the_same_when_it_is_pasted() {
    let text =
        "# T\n\n### Three \n\n\n\n- a   \n```\nTODO\n```\n| A | B |\n| - | -: |\n| x | 1 |\n| Total | 2 |\n\
                [x](/gone.md) "
            .to_owned()
            + &"long ".repeat(30)
            + "\n\n[y](#nowhere)";
    for (configuration, arguments) in [
        ("", &[][..]),
        ("preset = \"markdownlint\"\n", &[]),
        ("preset = \"off\"\n[rules]\nMD009.strict = true\n", &[]),
        ("preset = \"strict\"\n[rules]\nMD013.line_length = 30\nMD013.severity = \"off\"\n", &[]),
        ("include = [\"x\"]\nexclude = [\"y\", '\\[z']\n[gate]\nformat = 0\ndata = 100\n", &[]),
        ("[library]\nroot = \"..\"\n[rules]\nformat = \"error\"\ndata = false\n", &["--preset", "strict"]),
        ("[[overrides]]\npaths = [\"a.md\"]\nrules.MD012.maximum = 9\n", &["--config", "rules.MD001=false"]),
    ] {
        let folder = Folder::new(&[("a.md", &text), ("left/a.md", &text), ("right/a.md", &text)]);
        folder.write("left/casegate.toml", configuration.as_bytes());
        let left = shown(&folder, &[&["left/a.md"], arguments].concat());
        folder.write("right/casegate.toml", left.as_bytes());
        let right = shown(&folder, &["right/a.md"]);
        assert_eq!(values(&left), values(&right), "{configuration}");

        let found = |arguments: &[&str], path: &str| {
            let (code, report) = folder.json(&[&[path], arguments].concat());
            assert_ne!(code, 2, "{configuration}: {report}");
            let found = report["diagnostics"].as_array().expect("a list");
            let found: Vec<_> = found
                .iter()
                .map(|found| (found["rule"].clone(), found["severity"].clone(), found["span"].clone()))
                .collect();
            (code, found, report["summary"].clone())
        };
        assert_eq!(found(arguments, "left/a.md"), found(&[], "right/a.md"), "{configuration}");
    }
}

#[test]
fn files_of_markdownlint_have_their_say() {
    let folder = Folder::new(&[
        ("casegate.toml", "exclude = [\"drafts\", \"/old\"]\n"),
        (
            ".markdownlint-cli2.jsonc",
            "{\"ignores\": [\"*.x.md\", \"b/**\"], \"noInlineConfig\": true, \"customRules\": [\"x\"]}",
        ),
        ("docs/.markdownlint.yaml", "MD009:\n  br_spaces: 4\nMD013: warning\n"),
    ]);
    let ran = show(&folder, &["docs/a.md"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with(".markdownlint-cli2.jsonc:1:"), "{}", ran.err);
    assert!(ran.err.contains("warning[unsupported-configuration] ") && ran.err.lines().count() == 1);
    for part in [
        "# docs/a.md, governed by casegate.toml, .markdownlint-cli2.jsonc, docs/.markdownlint.yaml\n",
        "\nexclude = [\n    \"drafts\", # casegate.toml:1:11\n    \"/old\", # casegate.toml:1:11\n    \
         \"/*.x.md\", # .markdownlint-cli2.jsonc:1:13\n    \"/b/**\", # .markdownlint-cli2.jsonc:1:13\n]\n",
        "\n# markdownlint's comments in documents have no effect: noInlineConfig\n",
        "\nbr_spaces = 4 # docs/.markdownlint.yaml:2:14\n",
        "[rules.format.line-length]\nseverity = \"warning\" # docs/.markdownlint.yaml:3:8\n",
    ] {
        assert!(ran.out.contains(part), "{part}\n---\n{}", ran.out);
    }
    values(&ran.out);
}

#[test]
fn the_schema_can_be_printed() {
    let ran = Folder::new(&[]).run(&["schema", "config"]);
    assert_eq!((ran.code, ran.out), (0, casegate::config::schema()));
}

#[test]
fn mistakes_go_to_standard_error_and_nothing_else_is_said() {
    for (configuration, arguments, told) in [
        ("presett = 1\n", &[][..], "casegate.toml:1:1: error[invalid-configuration] unknown key `presett`\n"),
        ("a = \n", &["sub/b.md"], "casegate.toml:1:5: error[invalid-configuration] not valid TOML"),
        ("", &["--config", "rules.MD013.line_length = 'x'"], "--config:1:27: error[invalid-configuration] "),
        ("", &["--config", "gone.toml"], "gone.toml: error[unreadable-file] "),
        ("", &["--isolated", "--config", "casegate.toml"], "casegate: --isolated ignores"),
    ] {
        let folder = Folder::new(&[("casegate.toml", configuration), ("a.md", BLANK)]);
        let ran = show(&folder, arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{configuration}");
        assert!(ran.err.starts_with(told) && ran.err.lines().count() == 1, "{}", ran.err);
    }
    let folder = Folder::new(&[("casegate.toml", "presett = 1\n")]);
    assert!(show(&folder, &["--lang", "zh"]).err.contains("未知的键 `presett`"));
    assert_eq!(show(&folder, &["--isolated"]).code, 0, "a file that governs nothing is not read");
}

#[test]
fn no_control_character_reaches_the_terminal() {
    let folder = Folder::new(&[(
        "casegate.toml",
        "exclude = [\"\\u001b[31m]\", \"\\u202e\", \"\\u007f\", \"\\u009b\", \"a\\nb\"]\n",
    )]);
    let check = |text: &str| {
        let steers = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.contains(steers), "{text:?}");
        let excluded = values(text)["exclude"].clone();
        let strings = ["\u{1b}[31m]", "\u{202e}", "\u{7f}", "\u{9b}", "a\nb"];
        assert_eq!(excluded, Value::from(strings.to_vec()));
    };
    check(&shown(&folder, &["a.md"]));
    check(&shown(&folder, &["a\u{1b}[31m\nb = 1/\u{202e}.md"]));
}
