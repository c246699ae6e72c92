//! Which words of which configuration count for a document: the nearest file, what it extends, overrides, the command line.

mod folder;

use std::sync::Arc;

use casegate::config::{Configs, Selection};
use casegate::rules;
use casegate::workspace::Workspace;
use folder::{BLANK, Folder};

/// What `config show` says about `key` in the light of `arguments`: a value and its origin.
///
/// `key` is one of the top level, of `[gate]` or `[library]` (`gate.data`), or a rule by any name with `.severity` or
/// an option.
fn said(folder: &Folder, arguments: &[&str], key: &str) -> String {
    let ran = folder.run(&[&["config", "show"], arguments].concat());
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    let (header, name) = match key.split_once('.') {
        None => (String::new(), key),
        Some((table, name)) => match rules::find(table) {
            Some(rule) => (format!("\n[rules.{}]\n", rule.id.replace('/', ".")), name),
            None => (format!("\n[{table}]\n"), name),
        },
    };
    let (_, table) = ran.out.split_once(&header).expect("the table is shown");
    let line = table.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
    line.unwrap_or_else(|| panic!("{key}: {}", ran.out)).to_owned()
}

/// Asserts what is said in each case about a key.
fn assert_said(files: &[(&str, &str)], cases: &[(&[&str], &str, &str)]) {
    let folder = Folder::new(files);
    for (arguments, key, expected) in cases {
        assert_eq!(said(&folder, arguments, key), *expected, "{arguments:?} {key}");
    }
}

#[test]
fn the_nearest_file_governs() {
    assert_said(
        &[
            ("casegate.toml", "preset = \"strict\"\n"),
            ("a/.casegate.toml", "preset = \"off\"\n"),
            ("b/casegate.toml", "preset = \"markdownlint\"\n"),
            ("b/.casegate.toml", "preset = \"off\"\n"),
            ("b/pyproject.toml", "[tool.casegate]\npreset = \"strict\"\n"),
            ("c/pyproject.toml", "[tool.black]\n[tool.casegate]\npreset = \"off\"\n"),
            ("c/d/pyproject.toml", "[tool.black]\nx = \"casegate\"\n"),
            ("c/e/pyproject.toml", "[tool.black\n"),
            ("repository/.git/HEAD", ""),
            ("worktree/.git", "gitdir: elsewhere\n"),
        ],
        &[
            (&["x.md"], "preset", "\"strict\" # casegate.toml:1:10"),
            (&["deep/er/x.md"], "preset", "\"strict\" # casegate.toml:1:10"),
            (&["a/x.md"], "preset", "\"off\" # a/.casegate.toml:1:10"),
            (&["a/deep/er/x.md"], "preset", "\"off\" # a/.casegate.toml:1:10"),
            (&["b/x.md"], "preset", "\"markdownlint\" # b/casegate.toml:1:10"),
            (&["c/x.md"], "preset", "\"off\" # c/pyproject.toml:3:10"),
            (&["c/d/x.md"], "preset", "\"off\" # c/pyproject.toml:3:10"),
            (&["c/e/x.md"], "preset", "\"off\" # c/pyproject.toml:3:10"),
            (&["repository/x.md"], "preset", "\"recommended\" # default"),
            (&["worktree/sub/x.md"], "preset", "\"recommended\" # default"),
        ],
    );
}

#[test]
fn a_base_says_what_the_file_leaves_open() {
    assert_said(
        &[
            (
                "base.toml",
                "preset = \"strict\"\ninclude = [\"a\"]\nexclude = [\"b\"]\n[gate]\nformat = 1\ndata = 2\n\
                 [rules.MD009]\nbr_spaces = 4\nstrict = true\n[rules]\nMD012 = \"error\"\nMD013 = \"off\"\n\
                 [library]\nroot = \"docs\"\n",
            ),
            (
                "docs/casegate.toml",
                "extends = \"../base.toml\"\nexclude = [\"c\"]\n[gate]\ndata = 3\n\
                 [rules]\nMD009.br_spaces = 3\nMD012.maximum = 2\nMD013.tables = false\n",
            ),
        ],
        &[
            (&["docs/x.md"], "preset", "\"strict\" # base.toml:1:10"),
            (&["docs/x.md"], "include", "[\"a\"] # base.toml:2:11"),
            (&["docs/x.md"], "exclude", "[\"c\"] # docs/casegate.toml:2:11"),
            (&["docs/x.md"], "gate.format", "1 # base.toml:5:10"),
            (&["docs/x.md"], "gate.data", "3 # docs/casegate.toml:4:8"),
            (&["docs/x.md"], "library.root", "\".\" # base.toml:14:8"),
            (&["docs/x.md"], "MD009.br_spaces", "3 # docs/casegate.toml:6:19"),
            (&["docs/x.md"], "MD009.strict", "true # base.toml:9:10"),
            // Options ask for the rule, at the severity that it has, else at its own.
            (&["docs/x.md"], "MD012.severity", "\"error\" # base.toml:11:9"),
            (&["docs/x.md"], "MD013.severity", "\"warning\" # docs/casegate.toml:8:1"),
        ],
    );
}

#[test]
fn several_bases_count_in_their_order_and_each_once() {
    let set = |extends: &str, option: &str, number: u8| {
        format!("extends = {extends}\n[rules.MD012]\nmaximum = {number}\n[rules.MD009]\n{option}\n")
    };
    assert_said(
        &[
            ("root.toml", "[rules.MD012]\nmaximum = 20\n[rules.MD013]\nline_length = 20\n"),
            ("left.toml", "extends = \"root.toml\"\n[rules.MD013]\nline_length = 30\n"),
            ("right.toml", &set("[\"root.toml\"]", "br_spaces = 6", 6)),
            ("diamond/casegate.toml", "extends = [\"../left.toml\", \"../right.toml\"]\n"),
            ("turned/casegate.toml", "extends = [\"../right.toml\", \"../left.toml\"]\n"),
            ("chain/one.toml", &set("[]", "br_spaces = 3", 3)),
            ("chain/two.toml", &set("\"one.toml\"", "strict = true", 4)),
            ("chain/three/three.toml", &set("\"../two.toml\"", "code_blocks = true", 5)),
            ("chain/four/casegate.toml", "extends = \"../three/three.toml\"\n"),
            ("python/pyproject.toml", "[tool.casegate.rules.MD012]\nmaximum = 7\n"),
            ("python/sub/casegate.toml", "extends = \"../pyproject.toml\"\n"),
        ],
        &[
            // What both extend was said before what either says itself.
            (&["diamond/x.md"], "MD012.maximum", "6 # right.toml:3:11"),
            (&["diamond/x.md"], "MD013.line_length", "30 # left.toml:3:15"),
            (&["turned/x.md"], "MD012.maximum", "6 # right.toml:3:11"),
            (&["turned/x.md"], "MD013.line_length", "30 # left.toml:3:15"),
            (&["chain/four/x.md"], "MD012.maximum", "5 # chain/three/three.toml:3:11"),
            (&["chain/four/x.md"], "MD009.br_spaces", "3 # chain/one.toml:5:13"),
            (&["chain/four/x.md"], "MD009.strict", "true # chain/two.toml:5:10"),
            (&["chain/four/x.md"], "MD009.code_blocks", "true # chain/three/three.toml:5:15"),
            (&["python/sub/x.md"], "MD012.maximum", "7 # python/pyproject.toml:2:11"),
        ],
    );
}

#[test]
fn patterns_start_at_the_folder_of_the_file_that_holds_them() {
    let folder = Folder::new(&[
        (
            "base.toml",
            "exclude = [\"/docs/old\", \"/new\"]\n[[overrides]]\npaths = [\"/docs/a.md\"]\nrules.MD009 = \"error\"\n",
        ),
        ("docs/casegate.toml", "extends = \"../base.toml\"\n"),
        ("docs/a.md", BLANK),
        ("docs/old/b.md", BLANK),
        ("docs/new/c.md", BLANK),
    ]);
    assert_eq!(folder.paths(&["docs"]), ["docs/a.md", "docs/new/c.md"]);
    assert_eq!(said(&folder, &["docs/a.md"], "MD009.severity"), "\"error\" # base.toml:4:15");
    assert_eq!(said(&folder, &["docs/docs/a.md"], "MD009.severity"), "\"warning\" # preset recommended");
}

#[test]
fn every_override_that_matches_counts_in_its_order() {
    let configuration = "\
rules.MD009 = \"info\"
[[overrides]]
paths = [\"drafts\", \"*.txt\"]
rules.MD009 = \"off\"
rules.MD013.line_length = 100
[[overrides]]
paths = [\"drafts/good/*.md\"]
[overrides.rules]
MD009 = true
format.line-length.tables = false
[[overrides]]
paths = [\"/readme.md\"]
rules.format = \"error\"
";
    assert_said(
        &[("casegate.toml", configuration)],
        &[
            (&["x.md"], "MD009.severity", "\"info\" # casegate.toml:1:15"),
            (&["x.md"], "MD013.line_length", "80 # default"),
            (&["x.txt"], "MD009.severity", "\"off\" # casegate.toml:4:15"),
            (&["drafts/x.md"], "MD009.severity", "\"off\" # casegate.toml:4:15"),
            (&["deep/drafts/er/x.md"], "MD009.severity", "\"off\" # casegate.toml:4:15"),
            // Wanted again, and nobody but the preset says how much it weighs.
            (&["drafts/good/x.md"], "MD009.severity", "\"warning\" # casegate.toml:9:9"),
            (&["drafts/good/x.md"], "MD013.line_length", "100 # casegate.toml:5:27"),
            (&["drafts/good/x.md"], "MD013.tables", "false # casegate.toml:10:29"),
            (&["drafts/good/deep/x.md"], "MD013.tables", "true # default"),
            (&["readme.md"], "MD009.severity", "\"error\" # casegate.toml:13:16"),
            (&["deep/readme.md"], "MD009.severity", "\"info\" # casegate.toml:1:15"),
        ],
    );
    // Overrides of a base count before the file itself.
    assert_said(
        &[
            (
                "base.toml",
                "[[overrides]]\npaths = [\"*.md\"]\nrules.MD009 = \"error\"\nrules.MD012.maximum = 5\n",
            ),
            ("casegate.toml", "extends = \"base.toml\"\nrules.MD009 = \"info\"\n"),
        ],
        &[
            (&["x.md"], "MD009.severity", "\"info\" # casegate.toml:2:15"),
            (&["x.md"], "MD012.maximum", "5 # base.toml:4:23"),
        ],
    );
}

#[test]
fn the_command_line_counts_more_than_files_and_they_more_than_presets() {
    let md009 = |extra: &str| format!("{extra}[rules.MD009]\nseverity = \"info\"\nbr_spaces = 3\n");
    let folder = Folder::new(&[
        (
            "base.toml",
            "preset = \"markdownlint\"\n[rules.MD009]\nseverity = \"off\"\nbr_spaces = 4\nstrict = true\n",
        ),
        ("own/casegate.toml", &md009("")),
        ("both/casegate.toml", &md009("extends = \"../base.toml\"\n")),
        ("base/casegate.toml", "extends = \"../base.toml\"\n"),
        ("other.toml", "rules.MD009 = \"error\"\n"),
    ]);
    let ask = ["--config", "rules.MD009.severity = 'error'", "--config", "rules.MD009.br_spaces = 5"];
    let asked = |path: &'static str| [&[path], &ask[..]].concat();
    for (arguments, severity, spaces) in [
        (vec!["x.md"], "\"warning\" # preset recommended", "2 # default"),
        (vec!["base/x.md"], "\"off\" # base.toml:3:12", "4 # base.toml:4:13"),
        (vec!["own/x.md"], "\"info\" # own/casegate.toml:2:12", "3 # own/casegate.toml:3:13"),
        (vec!["both/x.md"], "\"info\" # both/casegate.toml:3:12", "3 # both/casegate.toml:4:13"),
        (asked("x.md"), "\"error\" # --config:1:24", "5 # --config:1:25"),
        (asked("both/x.md"), "\"error\" # --config:1:24", "5 # --config:1:25"),
        (vec!["both/x.md", "--isolated"], "\"warning\" # preset recommended", "2 # default"),
        (
            vec!["both/x.md", "--preset", "off"],
            "\"info\" # both/casegate.toml:3:12",
            "3 # both/casegate.toml:4:13",
        ),
        (vec!["x.md", "--preset", "markdownlint"], "\"error\" # preset markdownlint", "2 # default"),
        (vec!["both/x.md", "--config", "other.toml"], "\"error\" # other.toml:1:15", "2 # default"),
        (
            vec![
                "both/x.md",
                "--isolated",
                "--config",
                "rules.MD009='info'",
                "--config",
                "rules.MD009='off'",
            ],
            "\"off\" # --config:1:13",
            "2 # default",
        ),
    ] {
        assert_eq!(said(&folder, &arguments, "MD009.severity"), severity, "{arguments:?}");
        assert_eq!(said(&folder, &arguments, "MD009.br_spaces"), spaces, "{arguments:?}");
    }
    for (arguments, preset) in [
        (&["base/x.md"][..], "\"markdownlint\" # base.toml:1:10"),
        (&["base/x.md", "--config", "preset = 'off'"], "\"off\" # --config:1:10"),
        (&["base/x.md", "--config", "preset = 'off'", "--preset", "strict"], "\"strict\" # --preset"),
        (&["base/x.md", "--isolated"], "\"recommended\" # default"),
    ] {
        assert_eq!(said(&folder, arguments, "preset"), preset, "{arguments:?}");
    }
}

#[test]
fn paths_on_the_command_line_start_at_the_current_folder_and_change_nothing_else() {
    let folder = Folder::new(&[
        ("shared/base.toml", "rules.MD009 = \"error\"\n"),
        ("docs/casegate.toml", ""),
        ("docs/a.md", BLANK),
    ]);
    let inline = ["docs/a.md", "--config", "extends = 'shared/base.toml'"];
    assert_eq!(said(&folder, &inline, "MD009.severity"), "\"error\" # shared/base.toml:1:15");
    let shown = folder.run(&[&["config", "show"], &inline[..]].concat()).out;
    assert!(shown.starts_with("# docs/a.md, governed by docs/casegate.toml\n"), "{shown}");
    let root = ["docs/a.md", "--config", "library.root = 'shared'"];
    assert_eq!(said(&folder, &root, "library.root"), "\"../shared\" # --config:1:16");
    let exclude = ["docs", "--config", "exclude = ['/docs/*.md']"];
    assert_eq!(folder.paths(&exclude), Vec::<String>::new());
}

#[test]
fn a_value_and_a_file_are_told_apart() {
    let folder = Folder::new(&[("a=b.toml", "preset = \"off\"\n"), ("c.toml", "preset = \"strict\"\n")]);
    assert_eq!(said(&folder, &["--config", "a=b.toml"], "preset"), "\"off\" # a=b.toml:1:10");
    assert_eq!(said(&folder, &["--config", "c.toml"], "preset"), "\"strict\" # c.toml:1:10");
    for arguments in
        [&["--config", "a=b.toml", "--config", "c.toml"][..], &["--isolated", "--config", "c.toml"]]
    {
        let ran = folder.run(&[&["check"], arguments].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.starts_with("casegate: --"), "{}", ran.err);
    }
}

#[test]
fn documents_with_the_same_settings_share_one_rule_set() {
    let same = "[rules.MD013]\nline_length = 100\n";
    let folder = Folder::new(&[("other/casegate.toml", "[rules.MD013]\nline_length = 99\n")]);
    for n in 0..100 {
        folder.write(&format!("d{n}/casegate.toml"), format!("# {n}\n{same}").as_bytes());
    }
    let workspace = Workspace { current: folder.path().to_owned() };
    let mut configs = Configs::new(workspace, Selection::default());
    let mut rules = |path: String| configs.of_file(&folder.path().join(path)).rules.clone();
    let first = rules("d0/0.md".to_owned());
    for document in 0..1_000 {
        assert!(Arc::ptr_eq(&first, &rules(format!("d{}/{document}.md", document % 100))));
    }
    assert!(!Arc::ptr_eq(&first, &rules("other/0.md".to_owned())));
    assert!(configs.take_diagnostics().is_empty());
}

#[test]
fn patterns_of_a_file_beside_the_documents_start_where_it_is_extended() {
    let house = "exclude = [\"drafts\", \"/top.md\"]\n[[overrides]]\npaths = [\"README.md\"]\nrules.format = \"off\"\n";
    let folder = Folder::new(&[
        ("shared/house.toml", house),
        ("docs/casegate.toml", "extends = \"../shared/house.toml\"\n"),
        ("docs/a.md", BLANK),
        ("docs/top.md", BLANK),
        ("docs/drafts/b.md", BLANK),
        ("docs/sub/README.md", BLANK),
        ("docs/sub/top.md", BLANK),
    ]);
    assert_eq!(folder.paths(&["docs"]), ["docs/a.md", "docs/sub/top.md"]);
}
