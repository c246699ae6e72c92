//! What reaches a terminal: colour where it is wanted, and never what a document or an argument could do to it.

mod folder;

use std::fs;

use folder::{BLANK, Folder, Ran, ran};

/// The program with `arguments` and `switches` in an environment of `variables` only.
fn run(folder: &Folder, arguments: &[&str], switches: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = folder.command(&[arguments, switches].concat());
    ran(command.envs(variables.iter().copied()))
}

#[test]
fn each_stream_is_coloured_as_asked() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    // Arguments, and whether there is colour to see on standard output and on standard error.
    let commands: [(&[&str], bool, bool); 13] = [
        (&["check", "--format", "concise"], true, true),
        (&["check", "--format", "pretty"], true, true),
        (&["check", "--format", "json"], false, false),
        (&["check", "--format", "jsonl"], false, false),
        (&["check", "--output-file", "report.txt"], false, true),
        (&["rules"], true, false),
        (&["rules", "MD009"], false, false),
        (&["schema", "output"], false, false),
        (&["--help"], true, false),
        (&["check", "--help"], true, false),
        (&["check", "--no-such-option"], false, true),
        (&["check", "--format", "xml"], false, true),
        (&[], false, true),
    ];
    // Switches and variables, and whether they ask for colour where there is no terminal.
    let settings: [(&[&str], &[(&str, &str)], bool); 8] = [
        (&[], &[], false),
        (&["--color", "always"], &[], true),
        (&["--color=always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("FORCE_COLOR", "1")], false),
        (&["--color=auto"], &[("FORCE_COLOR", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("FORCE_COLOR", "0"), ("CLICOLOR_FORCE", "1")], false),
        (&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
    ];
    let is_colored = |text: &str| text.contains('\u{1b}');
    for (arguments, out, err) in commands {
        for (switches, variables, asked) in settings {
            let ran = run(&folder, arguments, switches, variables);
            let seen = (is_colored(&ran.out), is_colored(&ran.err));
            let case = format!("{arguments:?} {switches:?} {variables:?}");
            assert_eq!(seen, (asked && out, asked && err), "{case}:\n{}{}", ran.out, ran.err);
        }
    }
    let report = fs::read_to_string(folder.path().join("report.txt")).expect("it was written");
    assert!(report.starts_with("a.md:3:6: warning["), "{report:?}");
}
