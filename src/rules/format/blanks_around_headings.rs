//! Without empty lines around it a heading is missed by readers of the source and by some parsers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lines::{line_ending, lines_of, looks_empty};
use crate::diagnostic::{Edit, Safety, Severity};
use crate::document::{Document, Heading, Kind};
use crate::message::Text;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

pub const RULE: RuleDef = RuleDef {
    id: "format/blanks-around-headings",
    aliases: &["MD022"],
    summary: Text { en: "a heading without empty lines around it", zh: "标题前后缺少空行" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&ABOVE, &BELOW, &ADD],
    docs: include_str!("../../../rules/format/blanks-around-headings.md"),
    load: |options| Ok(Check::Document(Box::new(options.read::<BlanksAroundHeadings>()?))),
    schema: || schemars::schema_for!(BlanksAroundHeadings),
};

const ABOVE: Text = Text {
    en: "{actual} empty line(s) above the heading instead of {expected}",
    zh: "标题上方应有 {expected} 个空行，实际为 {actual} 个",
};
const BELOW: Text = Text {
    en: "{actual} empty line(s) below the heading instead of {expected}",
    zh: "标题下方应有 {expected} 个空行，实际为 {actual} 个",
};
const ADD: Text = Text { en: "add the empty lines that are missing", zh: "补上缺少的空行" };

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct BlanksAroundHeadings {
    /// How many empty lines stand above a heading at least; -1 for any number.
    lines_above: Lines,
    /// How many empty lines stand below a heading at least; -1 for any number.
    lines_below: Lines,
}

/// A number, or one for each level of heading.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged, expecting = "expected a whole number or a list of whole numbers")]
enum Lines {
    All(i64),
    Each(Vec<i64>),
}

impl Default for Lines {
    fn default() -> Self {
        Lines::All(1)
    }
}

impl Lines {
    fn wanted(&self, level: u8) -> usize {
        let lines = match self {
            Lines::All(lines) => *lines,
            Lines::Each(each) => each.get(level as usize - 1).copied().unwrap_or(1),
        };
        usize::try_from(lines).unwrap_or(0)
    }
}

impl Rule for BlanksAroundHeadings {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        let source = &doc.source;
        // What is cut off as front matter leaves the first line without one above it.
        let first_line = match doc.nodes().get(1) {
            Some(node) if node.kind == Kind::FrontMatter => lines_of(source, node.span).1 + 1,
            _ => 0,
        };
        for heading in doc.headings() {
            let (first, last) = lines_of(source, heading.span);
            let (above, below) =
                (self.lines_above.wanted(heading.level), self.lines_below.wanted(heading.level));
            let actual = (first_line..first).rev().take_while(|&at| looks_empty(source.line(at)));
            let actual = actual.take(above).count();
            let at_start = first.saturating_sub(first_line) == actual;
            let line = Span { start: heading.span.start, end: source.line_span(first).end };
            if actual < above && !at_start {
                let finding = cx.report(line, &ABOVE).arg("actual", actual).arg("expected", above).help(&ADD);
                if let Some(edit) = insertion(doc, heading, first, above - actual) {
                    finding.fix(Safety::Safe, &ADD, vec![edit]);
                }
            }
            let lines = source.line_count();
            let actual = (last + 1..lines).take_while(|&at| looks_empty(source.line(at))).take(below).count();
            if actual < below && last + 1 + actual < lines {
                let finding = cx.report(line, &BELOW).arg("actual", actual).arg("expected", below).help(&ADD);
                if let Some(edit) = insertion(doc, heading, last + 1, below - actual) {
                    finding.fix(Safety::Safe, &ADD, vec![edit]);
                }
            }
        }
    }
}

/// `count` empty lines before line `at`, inside the quote that the heading is in.
/// In a list item an empty line could make the list a loose one, so there is none.
fn insertion(doc: &Document, heading: &Heading, at: usize, count: usize) -> Option<Edit> {
    let outer = |node| matches!(doc.node(node).kind, Kind::Document | Kind::BlockQuote | Kind::Alert);
    if !doc.ancestors(heading.node).all(outer) {
        return None;
    }
    let start = doc.source.line_start(doc.source.line_of(heading.span.start));
    let prefix = doc.source.slice(Span { start, end: heading.span.start }).trim_end();
    let start = doc.source.line_start(at);
    let line = format!("{prefix}{}", line_ending(&doc.source));
    Some(Edit { span: Span { start, end: start }, text: line.repeat(count) })
}
