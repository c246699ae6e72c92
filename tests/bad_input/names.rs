//! Names and folders of every kind: blanks, percent signs, bytes that are no Unicode, and very many of them.

use std::fs;

use crate::folder::{BLANK, CLEAN, Folder, ran};
use crate::{lines, strict};

#[test]
fn names_may_hold_anything() {
    let names =
        ["#1.md", "%41.md", "-x.md", "100%.md", "[a].md", "a b.md", "{b}.md", "~.md", "案例 一.md", "🚀.md"];
    let files = names.map(|name| (name, BLANK));
    let folder = Folder::new(&files);
    assert_eq!(folder.paths(&[]), names);
    for name in names {
        assert_eq!(folder.paths(&["--", name]), [name]);
        let here = format!("./{name}");
        assert_eq!(folder.paths(&[&here, "--", name]), [name], "one document");
    }
    assert_eq!(folder.run(&["check", "-x.md"]).code, 2, "without `--` it is an option");
}

#[test]
fn links_find_files_of_any_name() {
    let links =
        "# Links\n\n[1](100%.md) [2](a%20b.md) [3](<a b.md>) [4](%E6%A1%88%E4%BE%8B.md) [5](%2541.md)\n";
    let files =
        [("100%.md", CLEAN), ("a b.md", CLEAN), ("案例.md", CLEAN), ("%41.md", CLEAN), ("links.md", links)];
    let folder = Folder::new(&files);
    for arguments in [&[][..], &["links.md"]] {
        let (code, found) = strict(&folder, arguments);
        assert!(code == 0 && !found.iter().any(|found| found.contains("broken-link")), "{found:?}");
    }
}

#[test]
fn folders_may_be_deep_and_full() {
    let folder = Folder::new(&[("casegate.toml", "")]);
    let deep = "d/".repeat(200) + "a.md";
    folder.write(&deep, BLANK.as_bytes());
    assert_eq!(folder.paths(&[]), [deep.as_str()]);
    assert_eq!(folder.paths(&[&deep]), [deep.as_str()]);

    let full = Folder::new(&[]);
    // Each links to one that is there and to one that is not.
    for n in 0..10_000 {
        let text = format!("# T\n\n[next](f{}.md) [no](g{n}.md)\n", (n + 1) % 10_000);
        full.write(&format!("f{n}.md"), text.as_bytes());
    }
    let (code, report) = full.json(&[]);
    assert_eq!(code, 1);
    assert_eq!(report["summary"]["documents"], 10_000);
    assert_eq!(report["summary"]["errors"], 10_000);
}

#[cfg(unix)]
#[test]
fn a_name_may_be_as_long_as_the_system_lets_it() {
    let folder = Folder::new(&[]);
    let name = format!("{}.md", "n".repeat(252));
    folder.write(&name, BLANK.as_bytes());
    assert_eq!(folder.paths(&[]), [name.as_str()]);
}

#[cfg(unix)]
#[test]
fn a_name_of_several_lines_stays_on_one() {
    let folder = Folder::new(&[("new\nline\r.md", BLANK)]);
    let (code, said) = lines(&folder, &[]);
    assert_eq!((code, said.len()), (0, 1), "{said:?}");
    assert!(said[0].starts_with("new\\nline\\r.md:3:6: warning["), "{said:?}");
    assert_eq!(folder.paths(&["new\nline\r.md"]), ["new\nline\r.md"]);
}

// Other systems refuse such names.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_unicode_are_told_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use crate::findings;

    let folder = Folder::new(&[]);
    for (name, content) in [(&b"\xd6.md"[..], BLANK), (b"\xd0.md", BLANK), (b"\xd1\xd2", BLANK)] {
        fs::write(folder.path().join(OsStr::from_bytes(name)), content).expect("written");
    }
    let shown = ["\\xD0.md", "\\xD6.md"];
    assert_eq!(folder.paths(&[]), shown);
    let (code, report) = folder.json(&[]);
    assert_eq!((code, &report["summary"]["scores"]["format"]["passed"]), (0, &(2 * formats() - 2).into()));
    assert_ne!(findings(&report)[0]["fingerprint"], findings(&report)[1]["fingerprint"]);
    let mut named = folder.command(&["check"]);
    let ran = ran(named.args([OsStr::from_bytes(b"\xd6.md"), OsStr::from_bytes(b"\xff.md")]));
    let [there, gone] = ran.out.lines().collect::<Vec<_>>()[..] else { panic!("{}", ran.out) };
    assert!(there.starts_with("\\xD6.md:3:6: warning["), "{there}");
    assert_eq!(gone, "\\xFF.md: error[no-such-file] there is no file or folder \\xFF.md");
    assert_eq!(ran.code, 2);
}

/// How many rules of the family `format` the preset `recommended` has.
#[cfg(target_os = "linux")]
fn formats() -> usize {
    let rules = casegate::rules::Family::Format.rules();
    rules.iter().filter(|rule| rule.recommended).count()
}
