//! Completeness: is everything there that a document owes its reader?
//!
//! What a contract requires counts once in the score: a required slot with the rule that tells what it came to, which
//! is `missing-section` if it is there or nowhere; a required field likewise. Beyond that only what a contract asks of
//! content counts. Order, repetition and further sections make no document less complete.

mod duplicate_case;
mod duplicate_section;
mod empty_section;
mod field_type;
mod misplaced_section;
mod missing_case;
mod missing_content;
mod missing_field;
mod missing_section;
mod placeholder;
mod section_order;
mod stale_progress;
mod too_short;
mod unexpected_section;
mod unplanned_case;

pub use placeholder::find as placeholders;

use super::{Finding, RuleContext, RuleDef};
use crate::contract::case::{Case, Gap};
use crate::document::{Document, Kind, Section};
use crate::message::Text;
use crate::source::Span;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[
    &placeholder::RULE,
    &empty_section::RULE,
    &missing_section::RULE,
    &too_short::RULE,
    &misplaced_section::RULE,
    &section_order::RULE,
    &duplicate_section::RULE,
    &unexpected_section::RULE,
    &missing_field::RULE,
    &field_type::RULE,
    &missing_content::RULE,
    &missing_case::RULE,
    &unplanned_case::RULE,
    &duplicate_case::RULE,
    &stale_progress::RULE,
];

const ADVICE: Text = Text { en: "the contract says: {advice}", zh: "契约说明：{advice}" };

/// What falls short in the cases of a document.
fn gaps<'c>(cx: &RuleContext<'c>) -> impl Iterator<Item = (&'c Case, &'c Gap)> + use<'c> {
    cx.cases.iter().flat_map(|case| case.gaps.iter().map(move |gap| (case, gap)))
}

/// Reports a gap with the weight that the contract gives it, and with what the contract tells about it in place of `help`.
fn report<'r>(
    cx: &'r mut RuleContext<'_>,
    gap: &Gap,
    text: &'static Text,
    help: &'static Text,
) -> Finding<'r> {
    let finding = cx.report(gap.span, text).severity(gap.severity);
    match &gap.advice {
        Some(advice) => finding.arg("advice", advice).help(&ADVICE),
        None => finding.help(help),
    }
}

/// The title of a section as a reader sees it; `content` is where its text stands.
fn title(doc: &Document, content: Span) -> &str {
    let headings = doc.headings();
    let at = headings.partition_point(|heading| heading.content.start < content.start);
    let heading = headings.get(at).filter(|heading| heading.content == content);
    heading.map_or(doc.source.slice(content), |heading| &heading.text)
}

/// True for a document whose gaps are its purpose: `template: true` in its front matter, or a file or folder that is named a template.
pub(crate) fn is_template(doc: &Document) -> bool {
    let mut parts = doc.source.path.rsplit('/');
    let stem = parts.next().map_or("", |name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    names_template(stem) || parts.next().is_some_and(names_template) || says_template(doc)
}

/// True for `template`, `case-template`, `document-template-v2`, `TEMPLATE_case`, `案例模板`; not for `template-engines`.
fn names_template(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_version = |word: &str| word.trim_start_matches('v').bytes().all(|byte| byte.is_ascii_digit());
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !is_version(word));
    let last = words.next_back().unwrap_or_default();
    matches!(last, "template" | "templates") || last.ends_with("模板") || lower.starts_with("template_")
}

fn says_template(doc: &Document) -> bool {
    let first = doc.children(Document::ROOT).next().filter(|&id| doc.node(id).kind == Kind::FrontMatter);
    first.is_some_and(|id| {
        doc.slice(id).lines().any(|line| {
            let value = line.strip_prefix("template").map(|rest| rest.trim_start());
            value.and_then(|rest| rest.strip_prefix([':', '='])).is_some_and(|value| value.trim() == "true")
        })
    })
}

/// The sections that headings at the top of the document open.
fn top_sections(doc: &Document) -> impl Iterator<Item = &Section> {
    doc.sections().iter().filter(|section| doc.headings()[section.heading].top_level)
}
