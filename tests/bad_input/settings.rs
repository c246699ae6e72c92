//! Files that are named as configuration or bibliography and are no such thing; what they say is for other tests.

use crate::folder::{BLANK, CLEAN, Folder};
use crate::lines;

#[test]
fn a_configuration_that_says_nothing_changes_nothing() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    for bytes in [&b""[..], b"\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b"# nothing\r\n"] {
        folder.write("casegate.toml", bytes);
        let (code, said) = lines(&folder, &[]);
        assert_eq!((code, said.len()), (0, 1), "{bytes:?}: {said:?}");
        assert!(said[0].starts_with("a.md:3:6: warning["), "{bytes:?}: {said:?}");
    }
}

#[test]
fn a_configuration_is_read_whatever_ends_its_lines() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    folder.write("casegate.toml", b"\xef\xbb\xbfpreset = \"off\"\r\n\r\n[rules]\r\nMD009 = \"error\"\r\n");
    let (code, said) = lines(&folder, &[]);
    assert_eq!((code, said.len()), (1, 1), "{said:?}");
    assert!(said[0].starts_with("a.md:3:6: error["), "{said:?}");
    // TOML knows no carriage return alone.
    folder.write("casegate.toml", b"preset = \"off\"\rexclude = []\r");
    let (code, said) = lines(&folder, &[]);
    assert_eq!(code, 2);
    for line in &said {
        assert!(line.contains(" error[invalid-configuration] not valid TOML: carriage return"), "{said:?}");
    }
}

#[test]
fn a_configuration_in_another_encoding_is_told() {
    let folder = Folder::new(&[("a.md", BLANK), ("sub/b.md", BLANK)]);
    for (bytes, message) in [
        (
            &b"preset = \"\xc4\xe3\"\n"[..],
            ":1:11: error[not-utf8] sub/casegate.toml is not UTF-8: byte 10, in line 1 at ",
        ),
        (b"\xff\xfep\0", ": error[not-utf8] sub/casegate.toml is in UTF-16, not in UTF-8"),
    ] {
        folder.write("sub/casegate.toml", bytes);
        let (code, said) = lines(&folder, &[]);
        assert_eq!((code, said.len()), (2, 2), "{said:?}");
        assert!(said[0].starts_with("a.md:3:6: "), "what it does not govern is checked: {said:?}");
        assert!(said[1].starts_with(&format!("sub/casegate.toml{message}")), "{said:?}");
    }
}

#[test]
fn a_folder_is_no_configuration() {
    let folder = Folder::new(&[("a.md", BLANK), ("casegate.toml/b.md", BLANK)]);
    assert_eq!(folder.paths(&[]), ["a.md", "casegate.toml/b.md"], "nobody named it");
    let (code, said) = lines(&folder, &["--config", "casegate.toml"]);
    assert_eq!((code, said.len()), (2, 1), "{said:?}");
    assert!(
        said[0].starts_with("casegate.toml: error[unreadable-file] casegate.toml can't be read: "),
        "{said:?}"
    );
}

#[test]
fn a_bibliography_that_is_none_is_told() {
    let folder = Folder::new(&[
        ("a.md", "# Title\n\nText [@a].\n"),
        ("casegate.toml", "[library]\nbibliography = [\"a.bib\"]\n"),
    ]);
    let nested = |depth| {
        let (open, close) = ("{".repeat(depth), "}".repeat(depth));
        format!("@book{{a,\n  author = {{A}}, year = 2024, title = {open}x{close}\n}}\n")
    };
    for depth in [100, 10_000, 100_000] {
        folder.write("a.bib", nested(depth).as_bytes());
        assert_eq!(lines(&folder, &[]), (0, Vec::new()), "{depth}");
        folder.write("a.bib", nested(depth).replace('}', "").as_bytes());
        let (code, said) = lines(&folder, &[]);
        assert_eq!((code, said.len()), (2, 1), "{depth}");
        assert!(said[0].contains("error[invalid-bibliography] not valid BibTeX: "), "{said:?}");
    }
    for endless in ["@string{b = b # b}", "@string{b = c}\n@string{c = b}", "@string{b = unknown}"] {
        folder.write(
            "a.bib",
            format!("{endless}\n@book{{a, author = b, year = 2024, title = b # unknown}}\n").as_bytes(),
        );
        assert_eq!(lines(&folder, &[]), (0, Vec::new()), "{endless}");
    }
    for bytes in [&b""[..], b"\xef\xbb\xbf", b"no entry at all\n", b"@comment{x}\r\n"] {
        folder.write("a.bib", bytes);
        let (code, said) = lines(&folder, &[]);
        assert_eq!((code, said.len()), (1, 1), "{bytes:?}: {said:?}");
        assert!(
            said[0].contains("error[data/unresolved-source] the bibliography has no entry `a`"),
            "{said:?}"
        );
    }
    std::fs::remove_file(folder.path().join("a.bib")).expect("it was there");
    let told = "casegate.toml:2:17: error[invalid-configuration] the bibliography a.bib can't be read: ";
    for what in ["nothing", "a folder"] {
        let (code, said) = lines(&folder, &[]);
        assert_eq!((code, said.len()), (2, 1), "{what}");
        assert!(said[0].starts_with(told), "{what}: {said:?}");
        folder.write("a.bib/b.md", CLEAN.as_bytes());
    }
}
