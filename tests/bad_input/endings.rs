//! Texts with hardly anything in them, and with every way to end a line.

use crate::folder::Folder;
use crate::strict;

/// What is found in `bytes`, as `line:column rule`.
fn found(bytes: &[u8]) -> Vec<String> {
    let folder = Folder::new(&[]);
    folder.write("a.md", bytes);
    let (code, found) = strict(&folder, &[]);
    assert!(code == 0 || code == 1, "{bytes:?}: {found:?}");
    found.iter().map(|found| found.strip_prefix("a.md:").expect("a place").to_owned()).collect()
}

#[test]
fn hardly_anything_is_a_document_too() {
    const BLANKS: &str = "1:1 format/no-trailing-spaces";
    const ENDING: &str = "1:1 format/single-trailing-newline";
    const SECOND: &str = "2:1 format/no-multiple-blanks";
    for (text, expected) in [
        ("", &[][..]),
        ("\n", &[SECOND]),
        ("\r", &[SECOND]),
        ("\r\n", &[SECOND]),
        (" ", &[BLANKS, ENDING]),
        (" \n", &[BLANKS, SECOND]),
        ("\u{feff}", &[]),
        ("\u{feff}\n", &[SECOND]),
        ("\u{feff} \n", &[BLANKS, SECOND]),
        ("\u{feff}# Title\n\nText.\n", &[]),
        ("\u{feff}Text. \n", &["1:6 format/no-trailing-spaces"]),
        ("\u{feff}TODO\n", &["1:1 completeness/placeholder"]),
        ("# Title\n\nText.", &["3:5 format/single-trailing-newline"]),
        ("# Title\n\n```text\nx\n```", &["5:3 format/single-trailing-newline"]),
    ] {
        assert_eq!(found(text.as_bytes()), expected, "{text:?}");
    }
}

#[test]
fn every_line_ending_ends_a_line() {
    let clean = "# Title\n\nText.\n\n```toml\na = 1\nb = 2\n```\n\n| a | b |\n| - | - |\n| x | 1 |\n";
    let flawed = "# Title\n\nText. \n\n\n```json\n{\"a\": 1\n \"b\": 2}\n```\n\n> TODO\n\n[a](no.md)\n";
    let places = [
        "3:6 format/no-trailing-spaces",
        "5:1 format/no-multiple-blanks",
        "8:2 technical/code-syntax",
        "11:3 completeness/placeholder",
        "13:1 technical/broken-link",
    ];
    for ending in ["\n", "\r\n", "\r"] {
        assert_eq!(found(clean.replace('\n', ending).as_bytes()), [""; 0], "{ending:?}");
        assert_eq!(found(flawed.replace('\n', ending).as_bytes()), places, "{ending:?}");
    }
    // No carriage return stands before a line feed that is not its own.
    let endings = ["\r\n", "\r"].iter().cycle();
    let mixed: String =
        flawed.split_inclusive('\n').zip(endings).map(|(line, ending)| line.replace('\n', ending)).collect();
    assert_eq!(found(mixed.as_bytes()), places, "{mixed:?}");
}
