//! Documents that are huge, or nest or repeat beyond all measure: they are checked, and in time that grows as they do.

use std::fmt::Write;

use crate::findings;
use crate::folder::{Folder, text};

/// Checks a document with every rule.
fn check(name: &str, document: &str) {
    let folder = Folder::new(&[("a.md", document)]);
    // The report of a hundred thousand findings is not what this is about.
    let ran = folder.run(&["check", "--preset", "strict", "--max-diagnostics", "1"]);
    assert!(ran.code < 2, "{name}: {}{}", ran.out, ran.err);
    assert!(ran.err.starts_with("1 document: "), "{name}: {}", ran.err);
}

/// What each number from 0 on is written as, one behind the other.
fn numbered(count: usize, write: impl Fn(usize) -> String) -> String {
    (0..count).map(write).collect()
}

#[test]
fn a_document_of_50_megabytes_is_read_to_its_end() {
    let mut document = "# Title\n".to_owned();
    for n in 0.. {
        if document.len() > 50_000_000 {
            break;
        }
        write!(
            document,
            "
## 第 {n} 节 Part

The gateway of *part* {n} handles 5,000 requests[^{n}], as **measured** in `bench-{n}`.
支付网关在高峰期每秒处理 5000 笔请求，平均延迟为 20 ms，见[本节](#第-{n}-节-part)。

| 指标 | 数值  | 说明 |
| ---- | ----- | ---- |
| QPS  | 5000  | 峰值 |
| 延迟 | 20 ms | P99  |

- first item with `code` and **strong** text
- second item, see <https://example.org/{n}>
  1. nested one
  2. nested two

```json
{{\"name\": \"part\", \"value\": {n}}}
```

[^{n}]: Internal report, 2024.
"
        )
        .expect("a string takes everything");
    }
    let lines = document.lines().count();
    document.push_str("\nTODO\n");
    let folder = Folder::new(&[("a.md", &document)]);
    let (code, report) = folder.json(&["--preset", "strict"]);
    let [found] = findings(&report) else { panic!("{}", findings(&report).len()) };
    assert_eq!((code, text(&found["rule"])), (0, "completeness/placeholder".into()));
    assert_eq!(found["span"]["start"]["line"], lines + 2);
}

#[test]
fn a_line_of_10_megabytes_is_one_finding_or_none() {
    for (words, rules) in
        [("word ", &["format/line-length"][..]), ("字", &["format/line-length"]), ("x", &[])]
    {
        let line = words.repeat(10_000_000 / words.len());
        let folder = Folder::new(&[("a.md", &format!("{}\n", line.trim_end()))]);
        let ran = folder.run(&["check", "--preset", "strict", "--format", "pretty"]);
        assert_eq!(ran.code, 0, "{words}");
        assert_eq!(ran.out.matches("[format/line-length MD013]").count(), rules.len(), "{words}");
        assert!(ran.out.len() < 2_000, "only a part of the line is shown");
    }
}

#[test]
fn a_million_lines_are_read() {
    for line in ["line\n", "\n", "- item\n"] {
        let folder = Folder::new(&[("a.md", &(line.repeat(1_000_000) + "\n\nTODO\n"))]);
        let ran = folder.run(&["check", "--preset", "strict", "--max-diagnostics", "1000003"]);
        assert_eq!(ran.code, 0, "{line:?}");
        let last = ran.out.lines().last().expect("a finding");
        assert!(last.starts_with("a.md:1000003:1: warning[completeness/placeholder] "), "{line:?}: {last}");
    }
}

#[test]
fn what_nests_ends() {
    const DEPTH: usize = 10_000;
    for (name, document) in [
        ("quotes", "> ".repeat(DEPTH) + "x"),
        ("quotes without blanks", ">".repeat(DEPTH) + "x"),
        ("a row of 100,000 quotes", ">".repeat(100_000)),
        ("a row of a million quotes", ">".repeat(1_000_000)),
        ("quotes and blanks", ">".repeat(100_000) + &" ".repeat(100_000)),
        ("quotes with an alert", ">".repeat(100_000) + " [!NOTE]\n"),
        ("quotes with links", "> ".repeat(DEPTH) + &"[a](a.md) ".repeat(DEPTH)),
        ("quotes and definitions", "> ".repeat(DEPTH) + "x\n\n" + &"[d]: /u\n".repeat(DEPTH)),
        ("lists", "- ".repeat(DEPTH) + "x"),
        ("ordered lists", "1. ".repeat(DEPTH) + "x"),
        ("indented lists", numbered(1_000, |depth| " ".repeat(2 * depth) + "- x\n")),
        ("footnotes in footnotes", "[^a]: ".repeat(DEPTH) + "x"),
        ("[[[a](a)](a)](a)", "[".repeat(DEPTH) + "a" + &"](a)".repeat(DEPTH)),
        ("![![![a](a)](a)](a)", "![".repeat(DEPTH) + "a" + &"](a)".repeat(DEPTH)),
        ("emphasis", "*a ".repeat(DEPTH) + "b" + &" a*".repeat(DEPTH)),
        ("emphasis with gaps", "*TODO ".repeat(DEPTH) + "b" + &" a*".repeat(DEPTH)),
        ("a heading with emphasis", format!("# {}b{}", "*a ".repeat(DEPTH), " a*".repeat(DEPTH))),
        ("HTML on one line", "<div>".repeat(DEPTH)),
        ("HTML on many lines", "<div>\n\n".repeat(DEPTH)),
        ("HTML in text", format!("a {}", "<b>".repeat(DEPTH))),
        ("comments", "<!--".repeat(DEPTH)),
    ] {
        check(name, &document);
    }
}

#[test]
fn markers_that_nothing_closes_end() {
    for marker in [
        "[",
        "(",
        "![",
        "<",
        "*",
        "_",
        "`",
        "{",
        "$",
        "]",
        "~",
        "|",
        "&",
        "\\",
        "**",
        "__",
        "*a ",
        "_a ",
        "**a ",
        "~~a ",
        "$`a",
        "$a ",
        "\\\\$a",
        "[](",
        "[a](",
        "[a](<",
        "[a][",
        "![a](",
        "[a]: ",
        "]:",
        "<a ",
        "<a x='",
        "<!--",
        "<?",
        "<![CDATA[",
        "www.",
        "http://",
        "http",
        "https://x.org/<",
        "a@",
        "TODO中",
        "[请填写",
        "XX",
        "[^a",
        "-->",
        "[1-9]",
    ] {
        // With a label that is defined, `[x](` is a link before text.
        for before in ["", "[a]: /u\n\n", "# "] {
            check(marker, &(before.to_owned() + &marker.repeat(100_000 / marker.len())));
        }
    }
}

#[test]
fn what_is_there_very_often_is_looked_at_once() {
    const MANY: usize = 100_000;
    let columns = |count: usize, cell: &str| format!("|{cell}").repeat(count) + "|\n";
    let table = columns(10_000, "a") + &columns(10_000, "-");
    for (name, document) in [
        ("link definitions", numbered(MANY, |n| format!("[d{n}]: https://example.org/{n}\n"))),
        (
            "link definitions that are used",
            numbered(MANY, |n| format!("[d{n}]\n\n[d{n}]: https://example.org/{n}\n\n")),
        ),
        ("footnotes", numbered(MANY, |n| format!("a[^{n}]\n\n[^{n}]: b\n\n"))),
        ("footnotes that are not defined", numbered(MANY, |n| format!("[^{n}] "))),
        ("a table with 10,000 columns", table.clone() + &columns(10_000, "1")),
        ("a table with 10,000 columns and 1,000 short rows", table.clone() + &"|1|\n".repeat(1_000)),
        (
            "a table with 10,000 columns and a total",
            table + &columns(10_000, "1") + "|total" + &columns(9_999, "1"),
        ),
        (
            "a table with 100,000 rows and a total",
            "|a|b|\n|-|-|\n".to_owned() + &"|x|1|\n".repeat(MANY) + "|total|7|\n",
        ),
        ("headings with the same title", "# T\n\n".repeat(MANY)),
        ("headings with the same number", "# 1. T\n\ntext\n\n".repeat(MANY / 10)),
        ("links to the same missing file", "[a](no.md)\n\n".repeat(MANY)),
        ("links to the same missing anchor", "[a](#no)\n\n".repeat(MANY)),
        ("links to missing files", numbered(MANY / 10, |n| format!("[a](no{n}.md)\n\n"))),
        ("links of one line", "[a](no.md) ".repeat(MANY)),
        (
            "citations",
            numbered(MANY, |n| format!("[{}] ", n % 999))
                + "\n\n# References\n\n"
                + &numbered(MANY / 10, |n| format!("[{}] b\n\n", 2 * n)),
        ),
        ("remarks on sources", "(source: ".repeat(MANY)),
        ("remarks on sources that end", "(source: ".repeat(MANY / 10) + "web" + &")".repeat(MANY / 10)),
        ("lines of sources", "来源：网络\n".repeat(MANY)),
        ("items of sources", "- 来源：内部\n".repeat(MANY)),
        ("vague cells", format!("|value|source|\n|-|-|\n{}", "|1|web|\n".repeat(MANY / 10))),
        ("one footnote", "[^a]: b\n\n".repeat(MANY)),
        ("one number", format!("[1] [2]\n\n# References\n\n{}", "[1] Doe\n\n".repeat(MANY / 10))),
        (
            "links behind nested footnotes",
            "[^a]: ".repeat(MANY / 10) + "https://example.org/a\n\n" + &"[a](b.md) ".repeat(MANY / 10),
        ),
        ("addresses", "https://example.org/a ".repeat(MANY)),
        ("code blocks", "```json\n{\n```\n\n".repeat(MANY / 10)),
        ("one address", format!("https://example.org/{}", "a".repeat(MANY))),
        ("one anchor", format!("[a](#{0})\n\n# {0}b\n", "a".repeat(MANY))),
    ] {
        check(name, &document);
    }
}
