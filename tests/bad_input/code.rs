//! Code blocks and front matter that are made to exhaust a parser: they end, and no limit of a parser is a finding.

use crate::folder::Folder;
use crate::strict;

/// `rule` of each finding, without those about the length of lines.
fn found(text: &str) -> Vec<String> {
    let folder = Folder::new(&[("a.md", text)]);
    let (code, found) = strict(&folder, &[]);
    assert!(code < 2, "{found:?}");
    let rules = found.iter().map(|found| found.rsplit(' ').next().unwrap_or_default().to_owned());
    rules.filter(|rule| rule != "format/line-length").collect()
}

/// Text that grows with every level of aliases: 4 to the power of 30 at the end.
fn bomb() -> String {
    let mut yaml = "a0: &a0 [x, x]\n".to_owned();
    for level in 1..30 {
        let before = level - 1;
        yaml += &format!("a{level}: &a{level} [*a{before}, *a{before}, *a{before}, *a{before}]\n");
    }
    yaml
}

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + inner + &close.repeat(depth)
}

#[test]
fn code_that_nests_deep_is_no_fault() {
    for (language, code) in [
        ("json", nested("[", "", "]", 100_000)),
        ("json", nested("{\"a\":", "1", "}", 100_000)),
        ("json", nested("[{\"a\":", "1", "}]", 100_000)),
        ("toml", format!("a = {}", nested("[", "", "]", 100_000))),
        ("toml", format!("a = {}", nested("{b = ", "1", "}", 100_000))),
        ("toml", format!("{}a = 1", "a.".repeat(100_000))),
        ("toml", format!("[{}a]\nb = 1", "a.".repeat(100_000))),
        ("yaml", nested("[", "", "]", 100_000)),
        ("yaml", nested("{a: ", "1", "}", 100_000)),
        ("yaml", nested("- ", "1", "", 100_000)),
        ("yaml", (0..2_000).map(|depth| " ".repeat(depth) + "a:\n").collect()),
        ("yaml", bomb()),
    ] {
        let text = format!("# Title\n\n```{language}\n{code}\n```\n");
        assert_eq!(found(&text), [""; 0], "{language}: {:.60}", code);
    }
}

#[test]
fn code_that_nests_deep_and_is_wrong_ends() {
    for (language, code) in [
        ("json", "[".repeat(100_000)),
        ("json", "{\"a\":".repeat(100_000)),
        ("json", nested("[", ":", "]", 100_000)),
        ("json", "\"".repeat(100_001)),
        ("toml", "[a]\n".repeat(20_000)),
        ("yaml", "a: ".repeat(100_000)),
        ("yaml", "\t- ".repeat(100_000)),
    ] {
        let text = format!("# Title\n\n```{language}\n{code}\n```\n");
        assert_eq!(found(&text), ["technical/code-syntax"], "{language}: {:.60}", code);
    }
    for (language, code) in [
        ("yaml", "[".repeat(100_000)),
        ("yaml", "? ".repeat(100_000)),
        ("toml", format!("a = {}", "[".repeat(100_000))),
    ] {
        found(&format!("# Title\n\n```{language}\n{code}\n```\n"));
    }
}

#[test]
fn front_matter_of_any_kind_ends() {
    let keys = "key: value\n".repeat(100_000);
    for text in [
        format!("---\n{keys}"),
        format!("---\n{keys}---\n"),
        format!("+++\n{}", "key = 1\n".repeat(100_000)),
        format!("---\n{}---\n\n# Title\n", bomb()),
        format!("---\na: {}\n---\n", "[".repeat(100_000)),
        format!("---\na: {}\n---\n", nested("[", "", "]", 100_000)),
        format!("+++\na = {}\n+++\n", nested("[", "", "]", 100_000)),
        format!("---\n{}\n---\n", "\t: - {[%@`".repeat(10_000)),
        "---\n".repeat(100_000),
        "---".to_owned(),
        "---\r\r---\r".to_owned(),
        "\u{feff}---\ntitle: \0\n---\n".to_owned(),
    ] {
        found(&text);
    }
    let deep = format!("---\ntitle: x\na: {}\n---\n\nText.\n", nested("[", "", "]", 1_000));
    assert_eq!(found(&deep), [""; 0], "what nests deep is no fault");
}
