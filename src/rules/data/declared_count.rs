//! Numbers of things that a document announces and then lists, of which it lists more or fewer.

mod counted;
mod words;

use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId};
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

use counted::{items, rows_of, subsections};
use words::{Announced, announced_by_heading, announced_by_lead_in, announced_by_total};

const DECLARED: Text = Text {
    en: "“{declared}” is announced, and there are {counted}",
    zh: "文中称“{declared}”，实际为 {counted}",
};
const HELP: Text =
    Text { en: "correct the number, or list what is missing", zh: "请更正数目，或补全所列内容" };

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/declared-count",
    aliases: &[],
    summary: Text {
        en: "a number of things that is not how many are listed",
        zh: "所称的数目与实际列出的不符",
    },
    severity: Severity::Warning,
    recommended: false,
    texts: &[&DECLARED, &HELP],
    docs: include_str!("../../../rules/data/declared-count.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(DeclaredCount))),
    schema: || schemars::schema_for!(NoOptions),
};

/// No document gives its total more often; each costs a look at all tables.
const MOST: usize = 50;

/// How many blocks behind a list may hold the rest of it.
const FOLLOWING: usize = 12;

struct DeclaredCount;

impl Rule for DeclaredCount {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for (index, heading) in doc.headings().iter().enumerate() {
            if let Some(announced) = announced_by_heading(&heading.text)
                && let Some(counts) = subsections(doc, index)
            {
                judge(cx, heading.content, &announced, &counts);
            }
        }
        for (node, list) in lead_ins(doc) {
            let text = doc.plain_text(node);
            if let Some(announced) = announced_by_lead_in(text.trim()) {
                judge(cx, doc.span(node), &announced, &items(doc, list));
            }
        }
        for (node, section) in totals(doc).take(MOST) {
            let text = doc.plain_text(node);
            if let Some(announced) = announced_by_total(text.trim())
                && let Some(sum) = rows_of(doc, section, &announced.noun)
            {
                judge(cx, doc.span(node), &announced, &[sum]);
            }
        }
    }
}

/// Reports a number that is none of those that may be counted; the first of them is told.
fn judge(cx: &mut RuleContext<'_>, span: Span, announced: &Announced, counts: &[usize]) {
    cx.looked_at(1);
    let holds = |&count: &usize| {
        if announced.is_least { count >= announced.number } else { count == announced.number }
    };
    let Some(first) = counts.first().filter(|_| !counts.iter().any(holds)) else { return };
    cx.report(span, &DECLARED).arg("declared", &announced.text).arg("counted", first).help(&HELP);
}

/// Paragraphs that end with a colon, each with the list right behind it.
fn lead_ins(doc: &Document) -> impl Iterator<Item = (NodeId, NodeId)> + '_ {
    doc.lists().iter().filter_map(|&list| {
        // What stands in front of a list ends where the list begins; a lead-in has few inlines.
        let paragraph = (1..list).rev().take(64).find(|&node| doc.node(node).kind == Kind::Paragraph)?;
        let is_in_front =
            doc.node(paragraph).end == list && doc.node(paragraph).parent == doc.node(list).parent;
        let ends = doc.slice(paragraph).trim_end().trim_end_matches(['*', '_']).ends_with([':', '：']);
        // What goes on behind other blocks is one list for its reader.
        let siblings = std::iter::successors(Some(doc.node(list).end), |&node| {
            ((node as usize) < doc.nodes().len()).then(|| doc.node(node).end)
        });
        let goes_on = siblings
            .take(FOLLOWING)
            .take_while(|&node| {
                (node as usize) < doc.nodes().len()
                    && doc.node(node).parent == doc.node(list).parent
                    && !matches!(doc.node(node).kind, Kind::Heading { .. })
            })
            .any(|node| {
                matches!(doc.node(node).kind, Kind::List { .. } | Kind::CodeBlock { .. } | Kind::HtmlBlock)
            });
        (is_in_front && ends && !goes_on).then_some((paragraph, list))
    })
}

/// Short paragraphs, each with the section that it stands in.
fn totals(doc: &Document) -> impl Iterator<Item = (NodeId, usize)> + '_ {
    let mut section = 0;
    (1..doc.nodes().len() as NodeId).filter_map(move |node| {
        if doc.node(node).kind != Kind::Paragraph {
            return None;
        }
        let span = doc.span(node);
        while section + 1 < doc.sections().len() && doc.sections()[section + 1].span.start <= span.start {
            section += 1;
        }
        let is_short = span.end - span.start <= 90;
        (is_short && words::mentions_total(doc.slice(node)) && !doc.sections().is_empty())
            .then_some((node, section))
    })
}
