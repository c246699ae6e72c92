//! Where markdownlint looks for comments: everywhere behind what it takes for front matter.

use std::sync::LazyLock;

use regex::Regex;

use crate::source::{SourceFile, Span};

/// markdownlint's own idea of front matter in YAML, TOML or JSON, as its documentation gives it.
static FRONT_MATTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?mR)\A(?:",
        r"^---[^\S\r\n]*$[\s\S]+?^---\s*",
        r"|^\+\+\+[^\S\r\n]*$[\s\S]+?^(?:\+\+\+|\.\.\.)\s*",
        r"|^\{[^\S\r\n]*$[\s\S]+?^\}\s*",
        r")(?:\r\n|\r|\n|$)",
    ))
    .expect("a regular expression")
});

/// The text without its byte order mark and front matter.
pub(super) fn behind_front_matter(source: &SourceFile) -> Span {
    let text = source.text();
    let start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    let matter = FRONT_MATTER.find(&text[start..]).map_or(0, |found| found.end());
    Span::new(start + matter, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_ends_where_markdownlint_ends_it() {
        for (matter, rest) in [
            ("---\na: b\n---\n", "text\n"),
            ("\u{feff}---  \r\na: b\r\n--- \r\n", "text\r\n"),
            ("---\ra\r---\r", "text\r"),
            ("+++\na = 1\n+++\n", "text\n"),
            ("+++\na = 1\n...\n\n", "text\n"),
            ("{\n\"a\": 1\n}\n", "text\n"),
            ("---\n---\n", "text\n---\n"),
            ("---\na\n---x\n ---\n----\n---\n", "text\n"),
            ("", "---\na: b\n...\ntext\n"),
            ("", "{}\ntext\n}\n"),
            ("", "text\n---\na\n---\n"),
            ("", ""),
        ] {
            let source = SourceFile::new("a.md", format!("{matter}{rest}"));
            assert_eq!(source.slice(behind_front_matter(&source)), rest, "{matter:?}");
        }
    }
}
