//! Files that are not UTF-8: which byte, what it may be, and how to mend it.

use serde_json::Value;

use crate::folder::{BLANK, CLEAN, Folder, ran, text};
use crate::{findings, lines};

/// The finding of the only file with another encoding, beside one that is checked all the same.
fn finding(bytes: &[u8]) -> Value {
    let folder = Folder::new(&[("blank.md", BLANK)]);
    folder.write("other.md", bytes);
    let (code, report) = folder.json(&[]);
    assert_eq!(code, 2, "{bytes:x?}");
    assert_eq!(report["summary"]["documents"], 1);
    let [blank, other] = findings(&report) else { panic!("{report}") };
    assert_eq!(text(&blank["rule"]), "format/no-trailing-spaces", "other documents are checked");
    assert_eq!((text(&other["rule"]), text(&other["path"])), ("not-utf8".into(), "other.md".into()));
    other.clone()
}

#[test]
fn the_first_wrong_byte_is_shown_with_a_way_out() {
    for (bytes, message, span) in [
        (&b"# Title\n\n\xc4\xe3\xba\xc3 world\n"[..], "byte 9, in line 3 at column 1", [9, 10]),
        (b"caf\xe9\n", "byte 3, in line 1 at column 4", [3, 4]),
        (b"\xef\xbb\xbf# \xe4\xb8\n", "byte 5, in line 1 at column 3", [5, 7]),
        (b"\xed\xa0\x80", "byte 0, in line 1 at column 1", [0, 1]),
        (b"\xff", "byte 0, in line 1 at column 1", [0, 1]),
    ] {
        let found = finding(bytes);
        let expected = format!("other.md is not UTF-8: {message}, begins no character");
        assert_eq!(text(&found["message"]), expected, "{bytes:x?}");
        assert!(text(&found["help"]).contains("`iconv -f GB18030 -t UTF-8`"), "{found}");
        assert_eq!([&found["span"]["byte_start"], &found["span"]["byte_end"]], span, "{bytes:x?}");
    }
}

#[test]
fn a_wrong_byte_has_a_frame() {
    let folder = Folder::new(&[]);
    folder.write("gbk.md", b"# Title\n\nHello \xc4\xe3\xba\xc3!\n");
    let out = folder.run(&["check", "--format", "pretty"]).out;
    assert!(out.contains("gbk.md:3:7") && out.contains("Hello ????!"), "{out}");
    assert!(out.contains("help: convert it from the encoding that it has"), "{out}");
}

#[test]
fn utf16_is_called_by_its_name() {
    let encode =
        |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
    for (bytes, name) in [
        (encode("\u{feff}# 标题\n", u16::to_le_bytes), "UTF-16"),
        (encode("\u{feff}# 标题\n", u16::to_be_bytes), "UTF-16"),
        (encode(CLEAN, u16::to_le_bytes), "UTF-16LE"),
        (encode(CLEAN, u16::to_be_bytes), "UTF-16BE"),
    ] {
        let found = finding(&bytes);
        assert_eq!(text(&found["message"]), format!("other.md is in {name}, not in UTF-8"));
        assert_eq!(text(&found["help"]), format!("convert it with `iconv -f {name} -t UTF-8`"));
        assert!(found["span"].is_null(), "the file as a whole is meant: {found}");
    }
}

#[test]
fn zeros_are_read_and_never_shown() {
    let folder = Folder::new(&[]);
    folder.write("nul.md", b"# Ti\0tle\n\n[a](\0.md) text\0 \n\n```json\n{\0\n```\n");
    folder.write("nothing-else.md", &[0; 4096]);
    for format in ["pretty", "concise", "json", "jsonl"] {
        let ran = folder.run(&["check", "--preset", "strict", "--format", format]);
        assert_eq!(ran.code, 1, "{format}: {}", ran.err);
        assert!(!ran.out.contains('\0') && !ran.err.contains('\0'), "{format}");
        assert!(!ran.out.contains("internal-error"), "{}", ran.out);
    }
}

#[test]
fn standard_input_may_be_anything() {
    let folder = Folder::new(&[]);
    let check = |bytes: &[u8]| {
        let ran = ran(folder.command(&["check", "-", "--preset", "strict"]).write_stdin(bytes));
        (ran.code, ran.out)
    };
    assert_eq!(check(b""), (0, String::new()));
    let (code, out) = check(b"\x7fELF\x02\x01\x01\0\0\xff\xfe");
    assert_eq!(code, 2);
    let place = "<stdin>:1:10: error[not-utf8] <stdin> is not UTF-8: byte 9, in line 1 at column 10, ";
    assert!(out.starts_with(place), "{out}");
    let huge = "A line of text.\n".repeat(1 << 20) + "TODO\n";
    let (code, out) = check(huge.as_bytes());
    assert_eq!((code, out.lines().count()), (0, 1), "{out}");
    assert!(out.starts_with("<stdin>:1048577:1: warning[completeness/placeholder] "), "{out}");
}

#[cfg(unix)]
#[test]
fn standard_input_that_is_closed_is_empty() {
    let folder = Folder::new(&[]);
    let mut shell = assert_cmd::Command::new("sh");
    shell.current_dir(folder.path()).args(["-c", "exec \"$0\" check - <&-", env!("CARGO_BIN_EXE_casegate")]);
    let ran = ran(&mut shell);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
}

#[test]
fn a_bibliography_is_told_like_a_document() {
    let folder = Folder::new(&[("a.md", CLEAN)]);
    folder.write("casegate.toml", b"[library]\nbibliography = [\"a.bib\"]\n");
    folder.write("a.bib", b"@book{one,\n  title = {\xd6\xd0}\n}\n");
    let (code, said) = lines(&folder, &[]);
    let expected = "a.bib:2:12: error[not-utf8] a.bib is not UTF-8: byte 22, in line 2 at column 12, begins no character";
    assert_eq!((code, said), (2, vec![expected.to_owned()]));
}
