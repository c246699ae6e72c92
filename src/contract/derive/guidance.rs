//! What a template says about what to write: comments, quotes, and texts behind a name.

use std::sync::LazyLock;

use regex::Regex;

use crate::contract::length::length_of;

/// The comments of a piece of HTML, without those that speak to tools.
pub fn comments(html: &str) -> Option<String> {
    static COMMENT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?s)<!--(.*?)-->").expect("the pattern is part of the program"));
    const TOOLS: [&str; 9] =
        ["casegate", "markdownlint", "prettier", "vale", "toc", "lint", "textlint", "cspell", "spell"];
    let texts = COMMENT.captures_iter(html).filter_map(|found| found.get(1)).map(|text| text.as_str().trim());
    let for_people = |text: &&str| {
        let lower = text.trim_start_matches('/').to_ascii_lowercase();
        !text.is_empty() && !TOOLS.iter().any(|tool| lower.starts_with(tool))
    };
    let texts: Vec<_> = texts.filter(for_people).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// The text of a quote without its markers.
pub fn quoted(quote: &str) -> Option<String> {
    let lines = quote.lines().map(|line| line.trim_start().trim_start_matches('>').trim());
    let lines: Vec<_> = lines.filter(|line| !line.starts_with("[!")).collect();
    let text = lines.join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// True for a text that is more than punctuation and brackets to fill.
pub fn says_more_than_a_gap(text: &str) -> bool {
    let in_brackets = text.starts_with(['[', '【', '{', '<']) && text.ends_with([']', '】', '}', '>']);
    length_of(text) > 3 && !in_brackets
}
