//! Completeness: is everything there that a document owes its reader?

mod empty_section;
mod placeholder;

pub use placeholder::find as placeholders;

use super::RuleDef;
use crate::document::{Document, Kind, Section};

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[&placeholder::RULE, &empty_section::RULE];

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
