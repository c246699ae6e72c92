//! Tells a block with something left out from one with something wrong.

use std::sync::LazyLock;

use regex::Regex;

use super::languages::Language;
use crate::rules::technical::syntax::{Fault, has_template_marks, without_strings};

/// What stands for something that was left out or is filled in later.
const OMISSIONS: [&str; 8] = ["...", ". . .", "…", "。。。", "⋮", "$(", "@@", "[[<"];
/// Lines that are no code but what was typed or came back: a prompt, an HTTP exchange.
const TRANSCRIPTS: [&str; 11] =
    ["$ ", "% ", "> ", "HTTP/", "GET ", "POST ", "PUT ", "PATCH ", "DELETE ", "curl ", "kubectl "];

static PLACEHOLDER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"<[\p{L}_][^<>\n]*>|\{[A-Za-z_][\w-]*\}").expect("a valid pattern"));

/// True if the block doesn't claim to be whole, so that `fault` means nothing.
pub(super) fn is_fragment(language: &Language, code: &str, fault: &Fault) -> bool {
    let open = without_strings(code, language.quotes);
    has_template_marks(&open)
        || OMISSIONS.iter().any(|omission| open.contains(omission))
        || PLACEHOLDER.is_match(&open)
        || code.lines().any(|line| TRANSCRIPTS.iter().any(|start| line.starts_with(start)))
        || is_diff(language, code)
        // Alternatives for one key, each with a comment that says which it is.
        || (fault.reason.starts_with("duplicate key") && code.contains('#'))
        // The anchor of an alias stands in a part that is not shown.
        || fault.reason.contains("unknown anchor")
        || is_cut_from_deeper(code, fault)
}

/// The code without the blanks that all its lines start with; `None` if there are none.
pub(super) fn dedented(code: &str) -> Option<String> {
    let filled = || code.lines().filter(|line| !line.trim().is_empty());
    let margin = filled().map(indent).min().filter(|&margin| margin > 0)?;
    Some(code.lines().map(|line| line.get(margin..).unwrap_or_default()).collect::<Vec<_>>().join("\n"))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_diff(language: &Language, code: &str) -> bool {
    code.lines().any(|line| {
        let mut chars = line.chars();
        chars.next().is_some_and(|mark| language.diff_marks.contains(&mark))
            && chars.next().is_none_or(|c| !c.is_ascii_digit())
    })
}

/// True if the code starts deeper than a line up to the fault goes on: the lines above were cut off.
fn is_cut_from_deeper(code: &str, fault: &Fault) -> bool {
    let end = code[fault.offset.min(code.len())..].find('\n').map_or(code.len(), |at| fault.offset + at);
    let mut lines =
        code[..end].lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let Some(first) = lines.next().map(indent) else { return false };
    lines.any(|line| indent(line) < first)
}
