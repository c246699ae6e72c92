//! The program as scripts see it: exit codes, what goes where, and which files it reads.

mod folder;

use std::fs;

use folder::{BLANK, CLEAN, Folder, ran, text};
use serde_json::Value;

#[test]
fn exit_codes_tell_clean_from_findings_from_trouble() {
    let folder = Folder::new(&[("clean.md", CLEAN), ("blank.md", BLANK)]);
    let code = |arguments: &[&str]| folder.run(&[&["check"], arguments].concat()).code;
    assert_eq!(code(&["clean.md"]), 0);
    // MD009 is a warning in the recommended preset, and an error in markdownlint's.
    assert_eq!(code(&["blank.md"]), 0);
    assert_eq!(code(&["blank.md", "--fail-on", "warning"]), 1);
    assert_eq!(code(&["blank.md", "--preset", "markdownlint"]), 1);
    assert_eq!(code(&["blank.md", "--preset", "markdownlint", "--exit-zero"]), 0);
    assert_eq!(code(&["blank.md", "--preset", "markdownlint", "--fail-on", "never"]), 0);
    assert_eq!(code(&["blank.md", "--preset", "off", "--fail-on", "info"]), 0);
    // What could not be checked outweighs findings, and nothing excuses it.
    assert_eq!(code(&["blank.md", "missing.md", "--preset", "markdownlint"]), 2);
    assert_eq!(code(&["missing.md", "--exit-zero"]), 2);
    assert_eq!(code(&["--no-such-option"]), 2);
    assert_eq!(code(&["--preset", "recomended"]), 2);
    assert_eq!(folder.run(&["--help"]).code, 0);
    assert_eq!(folder.run(&[]).code, 2);
}

#[test]
fn a_report_goes_to_stdout_and_the_summary_to_stderr() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    assert!(ran.out.starts_with("a.md:3:6: warning[format/no-trailing-spaces MD009] "), "{}", ran.out);
    assert!(ran.err.starts_with("1 document: 1 warning"), "{}", ran.err);
    assert!(ran.err.contains("format") && ran.err.contains('%'), "{}", ran.err);
    let ran = folder.run(&["check", "--format", "jsonl"]);
    assert!(ran.out.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    assert_eq!(ran.err, "");

    let ran = folder.run(&["check", "-o", "report.json", "--format", "json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let report = fs::read_to_string(folder.path().join("report.json")).expect("written");
    assert!(serde_json::from_str::<Value>(&report).is_ok());
    let ran = folder.run(&["check", "-o", "no/such/folder.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no/such/folder.txt"), "{}", ran.err);
}

#[test]
fn messages_follow_the_language() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    assert!(folder.run(&["check", "--lang", "zh-CN"]).err.starts_with("1 篇文档"));
    assert!(ran(folder.command(&["check"]).env("CASEGATE_LANG", "zh_CN.UTF-8")).err.starts_with("1 篇文档"));
    let asked_twice = ran(folder.command(&["check", "--lang", "en"]).env("CASEGATE_LANG", "zh"));
    assert!(asked_twice.err.starts_with("1 document"));
    assert_eq!(folder.run(&["check", "--lang", "fr"]).code, 2);
}

#[test]
fn standard_input_stands_for_a_file() {
    let strict = "[rules.format]\nseverity = \"error\"\n";
    let folder = Folder::new(&[("docs/casegate.toml", strict)]);
    let from_docs = ran(folder.command(&["check", "-", "--stdin-filename", "docs/x.md"]).write_stdin(BLANK));
    assert_eq!(from_docs.code, 1);
    assert!(from_docs.out.starts_with("docs/x.md:3:6: error["), "{}", from_docs.out);
    let nameless = ran(folder.command(&["check", "-"]).write_stdin(BLANK));
    assert_eq!(nameless.code, 0);
    assert!(nameless.out.starts_with("<stdin>:3:6: warning["), "{}", nameless.out);
    let broken = ran(folder.command(&["check", "-"]).write_stdin(&b"\xff"[..]));
    assert_eq!(broken.code, 2);
    assert!(broken.out.contains("error[not-utf8]"), "{}", broken.out);
}

#[test]
fn arguments_are_files_folders_and_patterns() {
    let folder = Folder::new(&[
        ("b.md", BLANK),
        ("a.MARKDOWN", BLANK),
        ("notes.txt", BLANK),
        ("folder.md/inner.md", BLANK),
        (".hidden/h.md", BLANK),
        ("案例/一.md", BLANK),
    ]);
    let visible = ["a.MARKDOWN", "b.md", "folder.md/inner.md", "案例/一.md"];
    assert_eq!(folder.paths(&[]), visible);
    assert_eq!(folder.paths(&[".", "./b.md", "b.md", "folder.md/../b.md"]), visible);
    assert_eq!(folder.paths(&["folder.md"]), ["folder.md/inner.md"]);
    assert_eq!(folder.paths(&["notes.txt"]), ["notes.txt"]);
    assert_eq!(folder.paths(&["*.md"]), ["b.md", "folder.md/inner.md"]);
    assert_eq!(folder.paths(&["*"]), visible);
    assert_eq!(folder.paths(&["*.txt"]), ["notes.txt"]);
    assert_eq!(folder.paths(&["**/一.md"]), ["案例/一.md"]);
    assert_eq!(folder.paths(&["--hidden"]).len(), 5);
    assert_eq!(folder.paths(&[folder.path().join("b.md").to_str().expect("UTF-8")]), ["b.md"]);
}

#[test]
fn paths_above_the_current_folder_are_shown_relative() {
    let folder = Folder::new(&[("up.md", BLANK), ("sub/x.md", CLEAN)]);
    let mut command = folder.command(&["check", "../up.md"]);
    let ran = ran(command.current_dir(folder.path().join("sub")));
    assert!(ran.out.starts_with("../up.md:3:6: "), "{}", ran.out);
}

#[test]
fn what_is_not_there_is_a_diagnostic() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    let ran = folder.run(&["check", "a.md", "b.md", "*.rst", "x[.md"]);
    assert_eq!(ran.code, 2);
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines.len(), 4, "{}", ran.out);
    assert!(lines[0].starts_with("*.rst: error[no-such-file] the pattern *.rst matches no file"));
    assert!(lines[1].starts_with("a.md:3:6: warning["), "other documents are checked: {}", lines[1]);
    assert!(lines[2].starts_with("b.md: error[no-such-file] "));
    assert!(lines[3].starts_with("x[.md: error[no-such-file] "));
}

#[test]
fn no_document_is_trouble_unless_allowed() {
    let folder = Folder::new(&[("notes.txt", CLEAN)]);
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no document to check"), "{}", ran.err);
    assert_eq!(folder.run(&["check", "--allow-empty"]).code, 0);
}

#[test]
fn a_file_that_cannot_be_read_does_not_keep_others_from_being_checked() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    folder.write("gbk.md", b"# \xd6\xd0\xce\xc4\n");
    let (code, report) = folder.json(&[]);
    assert_eq!(code, 2);
    assert_eq!(report["summary"]["documents"], 1);
    let found = report["diagnostics"].as_array().expect("a list");
    assert_eq!(found.len(), 2);
    assert_eq!((text(&found[1]["rule"]), text(&found[1]["path"])), ("not-utf8".into(), "gbk.md".into()));
    assert!(text(&found[1]["message"]).contains("byte 2"));
    assert!(text(&found[1]["help"]).contains("iconv"));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_a_diagnostic() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new(&[("secret.md", CLEAN)]);
    let file = folder.path().join("secret.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("set");
    if fs::read(&file).is_ok() {
        return; // The superuser may read everything.
    }
    let ran = folder.run(&["check"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.starts_with("secret.md: error[unreadable-file] "), "{}", ran.out);
}

#[test]
fn ignore_files_and_excludes_prune_and_arguments_bypass_them() {
    let folder = Folder::new(&[
        (".gitignore", "target/\n"),
        ("casegate.toml", "exclude = [\"drafts\", \"/old/*.md\"]\n"),
        ("a.md", BLANK),
        ("target/t.md", BLANK),
        ("drafts/d.md", BLANK),
        ("deep/drafts/d.md", BLANK),
        ("old/o.md", BLANK),
        ("deep/old/o.md", BLANK),
    ]);
    assert_eq!(folder.paths(&[]), ["a.md", "deep/old/o.md"]);
    assert_eq!(folder.paths(&["drafts"]), ["drafts/d.md"]);
    assert_eq!(folder.paths(&["drafts/d.md", "target/t.md"]), ["drafts/d.md", "target/t.md"]);
    assert_eq!(folder.paths(&["a.md", "drafts/d.md", "drafts", "--force-exclude"]), ["a.md"]);
    assert_eq!(folder.paths(&["--isolated"]).len(), 5);
    // Outside a repository .gitignore counts too.
    fs::remove_dir(folder.path().join(".git")).expect("removed");
    assert_eq!(folder.paths(&[]), ["a.md", "deep/old/o.md"]);
}

#[test]
fn include_says_what_a_document_is() {
    let folder = Folder::new(&[
        ("casegate.toml", "include = [\"docs\", \"*.mdx\"]\n"),
        ("a.md", BLANK),
        ("x.mdx", BLANK),
        ("docs/b.md", BLANK),
        ("docs/c.txt", BLANK),
    ]);
    assert_eq!(folder.paths(&[]), ["docs/b.md", "x.mdx"]);
    assert_eq!(folder.paths(&["a.md"]), ["a.md"], "a file that is named is a document");
}

#[test]
fn the_nearest_configuration_up_to_the_repository_decides() {
    let off = "preset = \"off\"\n";
    let folder = Folder::new(&[
        ("a.md", BLANK),
        ("off/.casegate.toml", off),
        ("off/b.md", BLANK),
        ("off/deep/c.md", BLANK),
        ("off/repository/.git/HEAD", ""),
        ("off/repository/d.md", BLANK),
        ("both/casegate.toml", off),
        ("both/.casegate.toml", ""),
        ("both/e.md", BLANK),
    ]);
    assert_eq!(folder.paths(&[]), ["a.md", "off/repository/d.md"]);
    assert_eq!(folder.paths(&["--isolated"]).len(), 5);
    assert_eq!(folder.paths(&["--preset", "recommended"]).len(), 5);
    assert_eq!(folder.paths(&["--config", "off/.casegate.toml"]), Vec::<String>::new());
    assert_eq!(folder.run(&["check", "--config", "none.toml"]).code, 2);
}

#[test]
fn rules_are_set_by_family_id_and_alias() {
    let severity = |toml: &str| -> Vec<String> {
        let folder = Folder::new(&[("casegate.toml", toml), ("a.md", BLANK)]);
        let (code, report) = folder.json(&[]);
        assert_ne!(code, 2, "{toml}: {report}");
        let found = report["diagnostics"].as_array().expect("a list");
        found.iter().map(|found| format!("{} {}", text(&found["severity"]), text(&found["rule"]))).collect()
    };
    let error = ["error format/no-trailing-spaces"];
    let info = ["info format/no-trailing-spaces"];
    let none: [&str; 0] = [];
    assert_eq!(severity("[rules.format.no-trailing-spaces]\nseverity = \"error\"\n"), error);
    assert_eq!(severity("rules.format.no-trailing-spaces = \"error\"\n"), error);
    assert_eq!(severity("[rules.MD009]\nseverity = \"info\"\n"), info);
    assert_eq!(severity("[rules]\nmd009 = false\n"), none);
    assert_eq!(severity("[rules.format]\nseverity = \"off\"\n"), none);
    assert_eq!(severity("rules.format = \"error\"\n"), error);
    // The rule wins over its family, whatever stands first.
    assert_eq!(severity("[rules]\nMD009 = \"info\"\nformat = \"error\"\n"), info);
    assert_eq!(severity("[rules]\nformat = \"off\"\nMD009 = \"error\"\n"), error);
    // Wanted where the preset has it off; a family that is dark comes with what is recommended of it.
    assert_eq!(severity("preset = \"off\"\nrules.MD009 = \"error\"\n"), error);
    assert_eq!(severity("preset = \"off\"\nrules.MD009 = true\n"), ["warning format/no-trailing-spaces"]);
    assert_eq!(severity("preset = \"off\"\n[rules.MD009]\n"), none);
    assert_eq!(severity("preset = \"off\"\n[rules.format]\nseverity = \"info\"\n"), info);
    assert_eq!(severity("preset = \"markdownlint\"\n"), error);
    // An option of the rule itself: one blank is a line break nowhere else.
    assert_eq!(
        severity("preset = \"off\"\n[rules.MD009]\nstrict = true\n"),
        ["warning format/no-trailing-spaces"]
    );
}

/// The mistakes of a configuration: where, what, and the way out.
fn mistakes(toml: &str) -> Vec<(u64, u64, String, String)> {
    let folder = Folder::new(&[("casegate.toml", toml), ("a.md", BLANK)]);
    let (code, report) = folder.json(&[]);
    assert_eq!(code, 2, "{toml}");
    assert_eq!(report["summary"]["documents"], 0, "nothing is checked under a broken configuration");
    let found = report["diagnostics"].as_array().expect("a list");
    found
        .iter()
        .map(|found| {
            assert_eq!(text(&found["rule"]), "invalid-configuration");
            assert_eq!(text(&found["path"]), "casegate.toml");
            let start = &found["span"]["start"];
            let number = |value: &Value| value.as_u64().expect("a number");
            let (line, column) = (number(&start["line"]), number(&start["column"]));
            (line, column, text(&found["message"]), text(&found["help"]))
        })
        .collect()
}

#[test]
fn a_mistake_in_the_configuration_is_shown_where_it_is() {
    for (toml, line, column, message, help) in [
        ("a = \n", 1, 5, "not valid TOML", ""),
        ("# 中文\nexlude = []\n", 2, 1, "`exlude`", "did you mean `exclude`?"),
        ("colour = 1\n", 1, 1, "`colour`", "preset, include, exclude"),
        ("preset = \"recomended\"\n", 1, 10, "`recomended`", "did you mean `recommended`?"),
        ("preset = 1\n", 1, 10, "must be a string", ""),
        ("exclude = \"a\"\n", 1, 11, "array of strings", ""),
        ("exclude = [\"a\", 2]\n", 1, 17, "array of strings", ""),
        ("include = [\"[\"]\n", 1, 12, "no valid pattern", ""),
        ("rules = 1\n", 1, 9, "must be a table", ""),
        ("[rules.formt]\n", 1, 8, "`formt`", "did you mean `format`?"),
        ("[rules.MD09]\n", 1, 8, "`MD09`", "did you mean `MD009`?"),
        ("[rules.format.line-lenght]\n", 1, 15, "`line-lenght`", "did you mean `line-length`?"),
        ("[rules.MD009]\nseverity = \"eror\"\n", 2, 12, "`eror`", "did you mean `error`?"),
        ("rules.MD009 = 3\n", 1, 15, "must be a severity", ""),
        ("[rules.MD013]\nline_lenth = 80\n", 2, 1, "`line_lenth`", "did you mean `line_length`?"),
        ("[rules.MD013]\nline_length = \"x\"\n", 2, 15, "whole number", ""),
        ("[rules]\nMD009 = true\nformat.no-trailing-spaces = true\n", 3, 8, "twice", "keep one"),
        ("[gate]\nformat = 101\n", 2, 10, "between 0 and 100", ""),
        ("[gate]\nformat = -0.5\n", 2, 10, "between 0 and 100", ""),
        ("[gate]\nformat = nan\n", 2, 10, "between 0 and 100", ""),
        ("[gate]\nformat = \"x\"\n", 2, 10, "must be a number", ""),
        ("[gate]\nfromat = 1\n", 2, 1, "`fromat`", "did you mean `format`?"),
        ("[library]\nroot = \"nope\"\n", 2, 8, "`nope`", "relative to the folder"),
        ("[library]\nrot = \".\"\n", 2, 1, "`rot`", "did you mean `root`?"),
    ] {
        let found = mistakes(toml);
        assert_eq!(found.len(), 1, "{toml}: {found:?}");
        let (at_line, at_column, says, helps) = &found[0];
        assert_eq!((*at_line, *at_column), (line, column), "{toml}: {says}");
        assert!(says.contains(message) && helps.contains(help), "{toml}: {says} / {helps}");
    }
}

#[test]
fn every_mistake_is_told_at_once() {
    let toml = "preset = 1\n[rules.MD013]\nline_lenth = 1\ntabels = 1\n[gate]\nx = 1\ndata = 500\n";
    let lines: Vec<_> = mistakes(toml).into_iter().map(|(line, ..)| line).collect();
    assert_eq!(lines, [1, 3, 4, 6, 7]);
}

#[test]
fn a_broken_configuration_stops_only_what_it_governs() {
    let folder =
        Folder::new(&[("a.md", BLANK), ("sub/casegate.toml", "presett = \"off\"\n"), ("sub/b.md", BLANK)]);
    assert_eq!(folder.paths(&[]), ["a.md", "sub/casegate.toml"]);
    assert_eq!(folder.run(&["check"]).code, 2);
    assert_eq!(folder.run(&["check", "a.md"]).code, 0, "a file that governs nothing here is not read");
}

#[test]
fn a_bibliography_is_read_or_complained_about() {
    let toml = "[library]\nbibliography = [\"a.bib\"]\n";
    let folder = Folder::new(&[("casegate.toml", toml), ("a.md", CLEAN)]);
    let (code, report) = folder.json(&[]);
    let found = &report["diagnostics"][0];
    assert_eq!((code, text(&found["path"])), (2, "casegate.toml".into()));
    assert_eq!(found["span"]["start"]["column"], 17);

    folder.write("a.bib", b"@book{one, title = {One}}\n@book{one, title = {Two}}\n");
    let (code, report) = folder.json(&[]);
    let found = &report["diagnostics"][0];
    assert_eq!((code, text(&found["path"])), (2, "a.bib".into()));
    assert!(text(&found["message"]).contains("`one`"), "{found}");

    folder.write("a.bib", b"@book{one, title = {One}}\n");
    assert_eq!(folder.run(&["check"]).code, 0);
}

#[test]
fn a_bibliography_that_a_document_names_is_read_or_complained_about() {
    let cites = |file: &str| format!("---\nbibliography: {file}\n---\n\n# Title\n\nText [@one].\n");
    let folder = Folder::new(&[("docs/a.md", &cites("refs/a.bib")), ("docs/b.md", &cites("[refs/a.bib]"))]);
    let (code, report) = folder.json(&[]);
    let found = |at: usize, report: &Value| {
        let found = &report["diagnostics"][at];
        (text(&found["rule"]), text(&found["path"]), found["span"]["start"]["line"].as_u64())
    };
    assert_eq!(code, 2);
    assert_eq!(found(0, &report), ("invalid-bibliography".into(), "docs/a.md".into(), Some(2)));
    assert!(text(&report["diagnostics"][0]["message"]).contains("docs/refs/a.bib"), "{report}");
    assert_eq!(report["diagnostics"].as_array().map(Vec::len), Some(1), "one file is told once: {report}");

    folder.write("docs/refs/a.bib", b"@book{one, title = {One}\n");
    let (code, report) = folder.json(&[]);
    assert_eq!(code, 2);
    assert_eq!(found(0, &report).1, "docs/refs/a.bib");
    assert_eq!(report["diagnostics"].as_array().map(Vec::len), Some(1), "{report}");

    folder.write("docs/refs/a.bib", b"@book{one, title = {One}, author = {A}, year = 2024}\n");
    assert_eq!(folder.run(&["check"]).code, 0);
    folder.write("docs/refs/a.bib", b"@book{two, title = {Two}, author = {A}, year = 2024}\n");
    let (code, report) = folder.json(&[]);
    assert_eq!((code, report["diagnostics"].as_array().map(Vec::len)), (1, Some(2)), "{report}");
    assert_eq!(found(1, &report), ("data/unresolved-source".into(), "docs/b.md".into(), Some(7)));
}

#[test]
fn only_a_run_over_the_whole_library_tells_what_nobody_cites() {
    let folder = Folder::new(&[
        ("casegate.toml", "[library]\nbibliography = [\"a.bib\"]\n"),
        ("docs/a.md", "# Title\n\nText [@one].\n"),
        ("docs/b.md", "# Title\n\nText [@two].\n"),
    ]);
    let entry = |key: &str| format!("@book{{{key}, title = {{A}}, author = {{B}}, year = 2024}}\n");
    folder.write("a.bib", ["one", "two", "three"].map(entry).concat().as_bytes());
    let keys = |arguments: &[&str]| -> Vec<String> {
        let (_, report) = folder.json(arguments);
        let found = report["diagnostics"].as_array().cloned().unwrap_or_default();
        found.iter().map(|found| text(&found["message"])).collect()
    };
    assert_eq!(keys(&[]), ["no document cites `three`"]);
    assert_eq!(keys(&["docs/a.md"]), [""; 0]);
    assert_eq!(keys(&["docs"]), [""; 0], "there may be others outside");
    assert_eq!(keys(&["--config", "rules.data.unused-reference = \"off\""]), [""; 0]);
}

#[test]
fn a_gate_decides_the_exit_code() {
    let folder = Folder::new(&[("a.md", BLANK), ("b.md", CLEAN)]);
    let gated = |percent: &str| {
        folder.write("casegate.toml", format!("[gate]\nformat = {percent}\ndata = 100\n").as_bytes());
        let (code, report) = folder.json(&[]);
        (code, text(&report["summary"]["gate"]))
    };
    assert_eq!(gated("50"), (0, "passed".into()));
    assert_eq!(gated("100.0"), (1, "failed".into()));
    let ran = folder.run(&["check", "--fail-on", "never"]);
    assert_eq!(ran.code, 1, "a gate holds whatever findings count for");
    assert!(ran.err.contains("the gate asks for 100%"), "{}", ran.err);
    assert_eq!(folder.run(&["check", "--exit-zero"]).code, 0);
}

#[test]
fn each_configuration_gates_its_own_documents() {
    let folder = Folder::new(&[
        ("a.md", BLANK),
        ("strict/casegate.toml", "[gate]\nformat = 100\n"),
        ("strict/b.md", CLEAN),
    ]);
    assert_eq!(folder.run(&["check"]).code, 0);
    folder.write("strict/b.md", BLANK.as_bytes());
    assert_eq!(folder.run(&["check"]).code, 1);
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    let files: Vec<(String, String)> = (0..60)
        .map(|n| {
            (
                format!("d{}/f{n}.md", n % 7),
                format!("# T{n}\n\n[x](../d1/f{}.md#no) \n\n\n\n```\na\n```", n + 1),
            )
        })
        .collect();
    let list: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = Folder::new(&list);
    folder.write("d3/bad.md", b"\xff");
    let outputs = |format: &str| {
        ["1", "2", "4", "16", "99999"].map(|threads| {
            let ran = folder.run(&["check", "--format", format, "--threads", threads]);
            assert!(!ran.out.is_empty());
            (ran.code, ran.out, ran.err)
        })
    };
    for format in ["concise", "json"] {
        let [one, rest @ ..] = outputs(format);
        assert!(rest.iter().all(|other| *other == one), "{format}");
    }
    assert_eq!(folder.run(&["check", "--threads", "0"]).code, 2);
}

#[test]
fn root_absolute_links_start_at_the_library() {
    let folder = Folder::new(&[("docs/a.md", "# A\n\n[b](/b.md)\n"), ("docs/b.md", CLEAN)]);
    assert_eq!(folder.paths(&["docs"]), ["docs/a.md"], "the repository is the root");
    folder.write("casegate.toml", b"[library]\nroot = \"docs\"\n");
    assert_eq!(folder.paths(&["docs"]), Vec::<String>::new());
    fs::remove_file(folder.path().join("casegate.toml")).expect("removed");
    folder.write("docs/casegate.toml", b"");
    assert_eq!(folder.paths(&["docs"]), Vec::<String>::new(), "the folder of the configuration is the root");
}

#[test]
fn fingerprints_are_unique_and_survive_moved_lines() {
    let fingerprints = |body: &str| -> Vec<String> {
        let folder = Folder::new(&[("a.md", body)]);
        let (_, report) = folder.json(&[]);
        let found = report["diagnostics"].as_array().expect("a list");
        found.iter().map(|found| text(&found["fingerprint"])).collect()
    };
    let before = fingerprints("# T\n\nsame \n\nsame \n");
    assert_eq!(before.len(), 2);
    assert_ne!(before[0], before[1]);
    assert_eq!(before, fingerprints("# T\n\nNew.\n\nsame \n\nsame \n"));
}

#[test]
fn deep_nesting_is_no_reason_to_abort() {
    let folder = Folder::new(&[("quotes.md", &">".repeat(20_000)), ("lists.md", &"- ".repeat(5_000))]);
    let ran = folder.run(&["check"]);
    assert!(ran.code == 0 || ran.code == 1, "{}: {}", ran.code, ran.err);
}

#[test]
fn the_catalogue_lists_rules_and_explains_one() {
    let folder = Folder::new(&[]);
    let list = folder.run(&["rules"]);
    assert_eq!(list.code, 0);
    for rule in casegate::rules::all() {
        assert!(list.out.contains(rule.id) && list.out.contains(rule.summary.en), "{}", rule.id);
    }
    let english = folder.run(&["explain", "md009"]);
    assert_eq!(english.code, 0);
    assert!(english.out.starts_with("# format/no-trailing-spaces\n\n## What\n"), "{}", english.out);
    assert!(english.out.contains("## Options") && !english.out.contains("## 为什么"));
    let chinese = folder.run(&["rules", "no-trailing-spaces", "--lang", "zh-CN"]);
    assert!(chinese.out.starts_with("# format/no-trailing-spaces\n\n## 检查什么\n"), "{}", chinese.out);
    assert!(chinese.out.contains("## Bad") && !chinese.out.contains("## Why"));
    let wrong = folder.run(&["rules", "no-trailing-space"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("did you mean no-trailing-spaces?"), "{}", wrong.err);
}

#[test]
fn the_output_schema_is_printed() {
    let ran = Folder::new(&[]).run(&["schema", "output"]);
    assert_eq!(ran.code, 0);
    assert!(serde_json::from_str::<Value>(&ran.out).expect("JSON")["$schema"].is_string());
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_quiet_success() {
    use std::process::{Command, Stdio};

    let long = "text \n".repeat(20_000);
    let folder = Folder::new(&[("a.md", &long)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_casegate"))
        .current_dir(folder.path())
        .args(["check", "--format", "json", "--preset", "markdownlint"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
