//! Headings and other names of sections without content, because an outline promises what the text then has to keep.

use rustc_hash::FxHashMap;

use super::{ADVICE, gaps, is_template, report};
use crate::contract::Form;
use crate::contract::case::{Case, GapKind, Status};
use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId};
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const EMPTY: Text = Text { en: "the section “{title}” is empty", zh: "章节“{title}”没有内容" };
const NOTHING: Text = Text { en: "“{section}” has no content", zh: "“{section}”没有内容" };
const HELP: Text = Text {
    en: "write the section or remove its heading; an HTML comment is no content",
    zh: "请补写本节内容或删除该标题；HTML 注释不算内容",
};
const WRITE: Text = Text {
    en: "write what belongs there; if nothing is known, say so in words",
    zh: "请补上应有的内容；确无资料时，请用文字说明",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "completeness/empty-section",
    aliases: &[],
    summary: Text { en: "a heading with nothing under it", zh: "标题下没有内容" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&EMPTY, &HELP, &NOTHING, &WRITE, &ADVICE],
    docs: include_str!("../../../rules/completeness/empty-section.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(EmptySection))),
    schema: || schemars::schema_for!(NoOptions),
};

struct EmptySection;

impl Rule for EmptySection {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        if is_template(doc) {
            return;
        }
        let mut contents: Vec<u32> = doc
            .children(Document::ROOT)
            .filter(|&block| is_content(doc, block))
            .map(|block| doc.span(block).start)
            .chain(doc.definitions().iter().map(|definition| definition.span.start))
            .collect();
        contents.sort_unstable();
        let required = required_and_empty(cx.cases);
        for section in super::top_sections(doc) {
            cx.looked_at(1);
            // A section with subsections has content, or they are reported themselves.
            let next = contents.partition_point(|&start| start < section.body.start);
            let has_content = contents.get(next).is_some_and(|&start| start < section.body.end);
            if section.end == section.heading + 1 && !has_content {
                let heading = &doc.headings()[section.heading];
                let severity = required.get(&heading.content.start).copied();
                cx.report(heading.span, &EMPTY).arg("title", &heading.text).help(&HELP).severity(severity);
            }
        }
        slots(cx);
    }
}

/// Where the sections start that a contract requires and that are empty, and how much that weighs: as much as if they were
/// missing.
fn required_and_empty(cases: &[Case]) -> FxHashMap<u32, Severity> {
    let of_case = |case: &Case| -> Vec<(u32, Severity)> {
        let empty = (0..case.slots.len()).filter(|&slot| case.is_required(slot, Status::Empty));
        let weighed = empty.filter_map(|slot| {
            let severity = case.contract.slots[slot].severity.unwrap_or(Severity::Error);
            Some((case.slots[slot].places.first()?.title.start, severity))
        });
        weighed.collect()
    };
    cases.iter().flat_map(of_case).collect()
}

/// Looks at what stands for a section of the contract and is no heading.
fn slots(cx: &mut RuleContext<'_>) {
    for case in cx.cases {
        let is_heading = |slot: usize| case.slots[slot].places.iter().any(|it| it.form == Form::Heading);
        let empty = (0..case.slots.len()).filter(|&slot| case.is_required(slot, Status::Empty));
        cx.looked_at(empty.filter(|&slot| !is_heading(slot)).count());
    }
    for (case, gap) in gaps(cx) {
        let GapKind::Empty { slot } = gap.kind else { continue };
        report(cx, gap, &NOTHING, &WRITE)
            .arg("section", case.slot_name(slot))
            .fails(usize::from(case.is_required(slot, Status::Empty)));
    }
}

/// True if a block tells the reader something: no heading, rule or comment.
fn is_content(doc: &Document, block: NodeId) -> bool {
    match doc.node(block).kind {
        Kind::Heading { .. } | Kind::ThematicBreak | Kind::FrontMatter => false,
        Kind::HtmlBlock => !is_comment(doc.slice(block)),
        _ => true,
    }
}

/// True if HTML holds comments and nothing else.
fn is_comment(mut html: &str) -> bool {
    while let Some((before, after)) = html.split_once("<!--") {
        if !before.trim().is_empty() {
            return false;
        }
        html = after.split_once("-->").map_or("", |(_, rest)| rest);
    }
    html.trim().is_empty()
}
