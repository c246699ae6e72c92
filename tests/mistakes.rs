//! Every way to get a configuration wrong is told once, where it is, with a way out, and nothing is checked under it.

mod folder;

use folder::{BLANK, Folder, text};

/// What is wrong in a configuration: `path:line:column message`, and the help.
fn told(files: &[(&str, &str)], arguments: &[&str]) -> Vec<(String, String)> {
    let folder = Folder::new(&[&[("a.md", BLANK), ("deep/a.md", BLANK)], files].concat());
    let (code, report) = folder.json(arguments);
    assert_eq!(code, 2, "{files:?} {arguments:?}: {report:#}");
    let found = report["diagnostics"].as_array().expect("a list");
    found
        .iter()
        .filter(|found| text(&found["rule"]) == "invalid-configuration")
        .map(|found| {
            let start = &found["span"]["start"];
            let place = format!("{}:{}:{}", text(&found["path"]), start["line"], start["column"]);
            (format!("{place} {}", text(&found["message"])), text(&found["help"]))
        })
        .collect()
}

/// Asserts that these mistakes are told, each with what its message begins with, and what its help holds.
fn assert_told(files: &[(&str, &str)], arguments: &[&str], expected: &[(&str, &str)]) {
    let told = told(files, arguments);
    assert_eq!(told.len(), expected.len(), "{files:?} {arguments:?}: {told:#?}");
    for ((message, help), (begins, holds)) in told.iter().zip(expected) {
        assert!(message.starts_with(begins), "{files:?} {arguments:?}: {message}");
        assert!(help.contains(holds) && help.is_empty() == holds.is_empty(), "{message}: {help}");
    }
}

#[test]
fn each_mistake_has_its_place_and_a_way_out() {
    for (toml, message, help) in [
        ("a = \n", "1:5 not valid TOML", ""),
        ("preset = \"off\"\npreset = \"strict\"\n", "2:1 not valid TOML: duplicate key", ""),
        ("# 中文\nexlude = []\n", "2:1 unknown key `exlude`", "did you mean `exclude`?"),
        ("colour = 1\n", "1:1 unknown key `colour`", "preset, include, exclude"),
        ("preset = \"recomended\"\n", "1:10 there is no preset `recomended`", "mean `recommended`?"),
        ("preset = \"x\"\n", "1:10 there is no preset `x`", "recommended, markdownlint, strict, off"),
        ("rules.formt = 1\n", "1:7 there is no rule or family `formt`", "did you mean `format`?"),
        ("[rules.MD09]\n", "1:8 there is no rule or family `MD09`", "did you mean `MD009`?"),
        ("rules.nothing-like-it = true\n", "1:7 there is no rule or family", "`casegate rules` lists"),
        ("rules.format.line-lenght = 1\n", "1:14 the family `format` has no rule", "mean `line-length`?"),
        ("rules.data.MD013 = true\n", "1:12 the family `data` has no rule `MD013`", "`casegate rules` lists"),
        ("rules.technical.MD013 = true\n", "1:17 the family `technical` has no rule `MD013`", "broken-link"),
        ("rules.MD009.severity = \"eror\"\n", "1:24 `eror` is no severity", "did you mean `error`?"),
        ("rules.format = \"fatal\"\n", "1:16 `fatal` is no severity", "error, warning, info, off"),
        ("rules.MD009 = \"Error\"\n", "1:15 `Error` is no severity", "did you mean `error`?"),
        ("[rules.MD013]\nline_lenth = 80\n", "2:1 the rule format/line-length has no", "mean `line_length`?"),
        ("rules.MD047.x = 1\n", "1:13 the rule format/single-trailing-newline has no option `x`", "severity"),
        ("rules.MD013.line_length = \"x\"\n", "1:27 `line_length` must be a whole number, not string", ""),
        ("rules.MD013.line_length = -1\n", "1:27 `line_length` must be at least 0, not -1", ""),
        ("rules.MD013.tables = 1\n", "1:22 `tables` must be true or false, not integer", ""),
        ("rules.MD001.front_matter_title = 1\n", "1:34 `front_matter_title` must be a string", ""),
        (
            "rules.MD022.lines_above = \"1\"\n",
            "1:27 an option of format/blanks-around-headings is wrong: expected a whole number or a list",
            "",
        ),
        ("rules.broken-anchor.style = \"git\"\n", "1:29 `style` can't be `git`", "did you mean `git"),
        ("rules.broken-anchor.style = \"x\"\n", "1:29 `style` can't be `x`", "github, gitlab"),
        ("rules.broken-anchor.style = 1\n", "1:29 `style` must be a string, not integer", ""),
        ("rules.MD025 = { level = 1 }\n", "1:7 `MD025` is a rule of markdownlint that", "`casegate rules`"),
        ("rules.format.ul-style = 1\n", "1:14 `ul-style` is a rule of markdownlint that", "`casegate rules`"),
        ("MD013.line_length = 100\n", "1:1 unknown key `MD013`", "did you mean `rules.MD013`?"),
        ("[format]\nMD009 = \"off\"\n", "1:2 unknown key `format`", "did you mean `rules.format`?"),
        ("rules.MD013.severty = \"off\"\n", "1:13 the rule format/line-length has no", "mean `severity`?"),
        ("rules.MD040.allowed_languages = \"c\"\n", "1:33 `allowed_languages` must be an array of", ""),
        ("rules.MD001.front_matter_title = \"(\"\n", "1:34 an option of format/heading-increment", ""),
        ("rules.MD040.allowed_languages = [\"c\", 2]\n", "1:39 `allowed_languages` must be an array of", ""),
        ("rules.broken-link.ignore = [\"[\"]\n", "1:28 an option of technical/broken-link", ""),
        (
            "[rules]\nMD009 = true\nformat.no-trailing-spaces = 1\n",
            "3:8 format/no-trailing-spaces is",
            "keep one",
        ),
        (
            "[rules]\nMD009 = true\nmd009 = false\n",
            "3:1 format/no-trailing-spaces is configured twice",
            "keep",
        ),
        ("[gate]\nfromat = 1\n", "2:1 unknown key `fromat`", "did you mean `format`?"),
        (
            "gate.format = 101\n",
            "1:15 the gate of `format` must lie between 0 and 100 percent, not at 101",
            "",
        ),
        ("gate.format = -0.5\n", "1:15 the gate of `format` must lie between 0 and 100", ""),
        ("gate.format = nan\n", "1:15 the gate of `format` must lie between 0 and 100", ""),
        ("gate.format = 99999999999999999999\n", "1:15 the gate of `format` must lie", ""),
        ("library.rot = \".\"\n", "1:9 unknown key `rot`", "did you mean `root`?"),
        (
            "library.root = \"nope\"\n",
            "1:16 there is no folder `nope`",
            "relative to the folder of this file",
        ),
        (
            "library.root = \"a.md\"\n",
            "1:16 there is no folder `a.md`",
            "relative to the folder of this file",
        ),
        ("library.bibliography = [\"no.bib\"]\n", "1:25 the bibliography no.bib can't be read", ""),
        ("library.contracts = [\"kepp\"]\n", "1:22 `kepp` is neither a contract", "did you mean `kep`?"),
        ("library.contracts = [\"x\"]\n", "1:22 `x` is neither a contract", "adr, case-study"),
        ("library.contracts = [\"no.yml\"]\n", "1:22 the contract no.yml can't be read", ""),
        ("library.contracts = [\"no/*\"]\n", "1:22 the pattern no/* matches no contract", ""),
        ("library.plan = \"no.md\"\n", "1:16 the plan no.md can't be read", ""),
        ("[[overrides]]\nrules.MD009 = \"off\"\n", "1:1 an override needs `paths`", "drafts/**"),
        ("[[overrides]]\npaths = []\n", "2:9 an override needs `paths`", "drafts/**"),
        ("[[overrides]]\npaths = [\"a\"]\npreset = \"off\"\n", "3:1 unknown key `preset`", "paths, rules"),
        (
            "[[overrides]]\npath = [\"a\"]\npaths = [\"a\"]\n",
            "2:1 unknown key `path`",
            "did you mean `paths`?",
        ),
        ("overrides = [{ paths = [\"a\"], rules.MD09 = 1 }]\n", "1:37 there is no rule or", "`MD009`?"),
        ("extends = \"deep\"\n", "1:11 `deep`, which is to be extended, is a folder", "relative"),
        ("extends = \"\"\n", "1:11 ``, which is to be extended, is a folder", "relative"),
        ("extends = \"gone.toml\"\n", "1:11 `gone.toml`, which is to be extended, can't be read", "relative"),
    ] {
        assert_told(&[("casegate.toml", toml)], &[], &[(&format!("casegate.toml:{message}"), help)]);
    }
}

#[test]
fn every_key_has_its_type() {
    for (toml, message) in [
        ("extends = 1\n", "1:11 `extends` must be a string or an array of strings, not integer"),
        ("extends = [1.5]\n", "1:12 `extends` must be an array of strings, not float"),
        ("preset = true\n", "1:10 `preset` must be a string, not boolean"),
        ("include = \"a\"\n", "1:11 `include` must be an array of strings, not string"),
        ("include = [[]]\n", "1:12 `include` must be an array of strings, not array"),
        ("exclude = {}\n", "1:11 `exclude` must be an array of strings, not table"),
        ("exclude = [\"a\", 2]\n", "1:17 `exclude` must be an array of strings, not integer"),
        ("rules = []\n", "1:9 `rules` must be a table, not array"),
        ("rules.format = 1\n", "1:16 `format` must be a severity, true, false or a table, not integer"),
        ("rules.MD009 = []\n", "1:15 `MD009` must be a severity, true, false or a table, not array"),
        ("rules.format.severity = true\n", "1:25 `severity` must be a string, not boolean"),
        ("rules.MD009.severity = 1\n", "1:24 `severity` must be a string, not integer"),
        ("overrides = {}\n", "1:13 `overrides` must be an array of tables, not table"),
        ("overrides = [1]\n", "1:14 `overrides` must be an array of tables, not integer"),
        ("[[overrides]]\npaths = \"a\"\n", "2:9 `paths` must be an array of strings, not string"),
        ("[[overrides]]\npaths = [\"a\"]\nrules = \"off\"\n", "3:9 `rules` must be a table, not string"),
        ("gate = 90\n", "1:8 `gate` must be a table, not integer"),
        ("gate.format = \"90\"\n", "1:15 `format` must be a number, not string"),
        ("library = \"docs\"\n", "1:11 `library` must be a table, not string"),
        ("library.root = []\n", "1:16 `root` must be a string, not array"),
        ("library.contracts = {}\n", "1:21 `contracts` must be an array of strings, not table"),
        ("library.plan = []\n", "1:16 `plan` must be a string, not array"),
        ("library.bibliography = \"a.bib\"\n", "1:24 `bibliography` must be an array of strings, not string"),
    ] {
        assert_told(&[("casegate.toml", toml)], &[], &[(&format!("casegate.toml:{message}"), "")]);
    }
    let python = [("pyproject.toml", "[tool]\ncasegate = 1\n")];
    assert_told(&python, &[], &[("pyproject.toml:2:12 `casegate` must be a table, not integer", "")]);
}

#[test]
fn patterns_that_match_nothing_are_told() {
    for (pattern, help) in [
        ("", "it is empty"),
        ("./", "it is empty"),
        ("../a.md", "can't leave it with `..`"),
        ("docs/../a.md", "can't leave it with `..`"),
        ("docs//a.md", "an empty name"),
        ("!a.md", "not negated with `!`"),
        (r"docs\\a.md", "separated with `/`"),
        ("C:/docs", "name no drive"),
    ] {
        let shown = pattern.replace(r"\\", r"\");
        for (toml, place) in [
            (format!("include = [\"a\", \"{pattern}\"]\n"), "1:17"),
            (format!("exclude = [\"{pattern}\"]\n"), "1:12"),
            (format!("[[overrides]]\npaths = [\"{pattern}\"]\n"), "2:10"),
        ] {
            let message = format!("casegate.toml:{place} the pattern `{shown}` can't match anything");
            assert_told(&[("casegate.toml", &toml)], &[], &[(&message, help)]);
        }
    }
    for toml in ["include = [\"[\"]\n", "exclude = [\"{a\"]\n", "exclude = [\"a\\\\\"]\n"] {
        let told = told(&[("casegate.toml", toml)], &[]);
        assert!(told.len() == 1 && told[0].0.starts_with("casegate.toml:1:12 `"), "{told:?}");
        assert!(told[0].0.contains("is no valid pattern: "), "{told:?}");
    }
}

#[test]
fn all_mistakes_of_a_file_are_told_in_order() {
    let toml = "preset = 1\n[rules.MD013]\nline_lenth = 1\ntabels = 1\n[gate]\nx = 1\ndata = 500\n";
    let told = told(&[("casegate.toml", toml)], &[]);
    let places: Vec<_> = told.iter().filter_map(|(message, _)| message.split(' ').next()).collect();
    assert_eq!(places, ["1:10", "3:1", "4:1", "6:1", "7:8"].map(|place| format!("casegate.toml:{place}")));
}

#[test]
fn a_broken_base_breaks_what_extends_it_and_is_told_once() {
    let extends = |name: &str| format!("extends = \"{name}\"\n");
    assert_told(
        &[
            ("base.toml", "presett = 1\n"),
            ("middle.toml", &extends("base.toml")),
            ("casegate.toml", &extends("middle.toml")),
            ("deep/casegate.toml", &extends("../middle.toml")),
        ],
        &[],
        &[("base.toml:1:1 unknown key `presett`", "did you mean `preset`?")],
    );
    let gone = "`gone.toml`, which is to be extended, can't be read";
    assert_told(
        &[
            ("base.toml", &extends("gone.toml")),
            ("left.toml", &extends("base.toml")),
            ("right.toml", &extends("base.toml")),
            ("casegate.toml", "extends = [\"left.toml\", \"right.toml\"]\n"),
            ("deep/casegate.toml", &extends("../base.toml")),
        ],
        &[],
        &[(&format!("base.toml:1:11 {gone}"), "relative to the folder of this file")],
    );
    assert_told(
        &[("base.toml", "preset = \n"), ("casegate.toml", &extends("base.toml"))],
        &[],
        &[("base.toml:1:10 not valid TOML", "")],
    );
    assert_told(
        &[("pyproject.toml", "[tool.black]\n"), ("casegate.toml", &extends("pyproject.toml"))],
        &[],
        &[("casegate.toml:1:11 `pyproject.toml`, which is to be extended, has no table", "relative")],
    );
}

#[test]
fn a_broken_base_costs_no_more_than_a_sound_one() {
    // Two ways lead from each file to the next: a walk that takes all of them never ends.
    let mut files = vec![("last.toml".to_owned(), "presett = 1\nextends = \"gone.toml\"\n".to_owned())];
    let mut next = "last.toml".to_owned();
    for level in (0..60).rev() {
        let [left, right] = ["left", "right"].map(|side| format!("{side}{level}.toml"));
        let both = format!("both{level}.toml");
        files.extend([&left, &right].map(|file| (file.clone(), format!("extends = \"{next}\"\n"))));
        files.push((both.clone(), format!("extends = [\"{left}\", \"{right}\"]\n")));
        next = both;
    }
    files.push(("casegate.toml".to_owned(), format!("extends = \"{next}\"\n")));
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_told(
        &files,
        &[],
        &[("last.toml:1:1 unknown key", "preset"), ("last.toml:2:11 `gone.toml`", "relative")],
    );
}

#[test]
fn circles_are_named() {
    let extends = |name: &str| format!("extends = \"{name}\"\n");
    assert_told(
        &[("casegate.toml", &extends("./casegate.toml"))],
        &[],
        &[(
            "casegate.toml:1:11 `extends` goes in a circle: casegate.toml → casegate.toml",
            "remove one `extends`",
        )],
    );
    assert_told(
        &[
            ("casegate.toml", &extends("one.toml")),
            ("one.toml", &extends("deep/two.toml")),
            ("deep/two.toml", &extends("../three.toml")),
            ("three.toml", &extends("one.toml")),
        ],
        &[],
        &[(
            "three.toml:1:11 `extends` goes in a circle: one.toml → deep/two.toml → three.toml → one.toml",
            "remove one `extends`",
        )],
    );
}

#[test]
fn files_that_all_extend_each_other_are_read_once() {
    // More ways lead through them than anybody can follow.
    let names: Vec<String> = (0..14).map(|number| format!("{number}.toml")).collect();
    let mut files = vec![("casegate.toml", "extends = \"0.toml\"\n".to_owned())];
    for name in &names {
        let others = names.iter().filter(|other| *other != name).map(|other| format!("{other:?}"));
        files.push((name, format!("extends = [{}]\n", others.collect::<Vec<_>>().join(", "))));
    }
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let told = Folder::new(&files).run(&["check"]).out;
    let places: Vec<_> = told.lines().filter_map(|line| line.split_once(" error")).collect();
    assert_eq!(
        places.len(),
        14 * 13 / 2,
        "one for each file that is open when another one asks for it: {told}"
    );
}

#[test]
fn a_broken_configuration_stops_only_what_it_governs() {
    let folder =
        Folder::new(&[("a.md", BLANK), ("sub/casegate.toml", "presett = \"off\"\n"), ("sub/b.md", BLANK)]);
    assert_eq!(folder.paths(&[]), ["a.md", "sub/casegate.toml"]);
    assert_eq!(folder.run(&["check", "a.md"]).code, 0, "a file that governs nothing here is not read");
    assert_eq!(folder.run(&["check", "--isolated"]).code, 0);
    folder.write("casegate.toml", b"[[overrides]]\npaths = [\"sub\"]\nrules.MD009 = 1\n");
    assert_eq!(folder.paths(&[]), ["casegate.toml", "sub/casegate.toml"]);
}

#[test]
fn mistakes_on_the_command_line_are_shown_there() {
    for (value, message, help) in [
        ("presett = 'off'", "1:1 unknown key `presett`", "did you mean `preset`?"),
        ("rules.MD013.line_length = 'x'", "1:27 `line_length` must be a whole number", ""),
        ("rules.MD013.line_length = ", "1:27 not valid TOML", ""),
        ("preset=strict", "1:8 not valid TOML", ""),
        ("extends = 'gone.toml'", "1:11 `gone.toml`, which is to be extended, can't be read", "relative"),
        ("library.root = 'gone'", "1:16 there is no folder `gone`", "relative"),
    ] {
        assert_told(&[], &["--config", value], &[(&format!("--config:{message}"), help)]);
    }
    let folder = Folder::new(&[("a.md", BLANK)]);
    let pretty = folder.run(&["check", "--format", "pretty", "--config", "rules.MD13 = 'off'"]).out;
    assert!(pretty.contains("[--config:1:7]") && pretty.contains("rules.MD13 = 'off'"), "{pretty}");
    let folder = Folder::new(&[("a.md", BLANK), ("pyproject.toml", "[tool.black]\n")]);
    let ran = folder.run(&["check", "--config", "pyproject.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.starts_with("pyproject.toml: error[invalid-configuration] "), "{}", ran.out);
}

#[test]
fn a_file_that_is_no_text_is_told() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    folder.write("casegate.toml", b"preset = \"\xff\"\n");
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.starts_with("casegate.toml:1:11: error[not-utf8] "), "{}", ran.out);
    folder.write("casegate.toml", b"\xef\xbb\xbfpreset = \"off\"\r\n");
    assert_eq!(folder.run(&["check"]).code, 0, "a byte order mark is no mistake");
}
