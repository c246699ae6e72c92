//! References that nothing refers to: the claim that they were for has gone, or was never marked.

mod mentions;

use rustc_hash::FxHashSet;

use crate::diagnostic::Severity;
use crate::facts::Shelf;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, Rule, RuleContext, RuleDef};
use crate::source::Span;
use crate::sources::{CarrierKind, numbers};

use mentions::{Mentions, normal};

const FOOTNOTE: Text =
    Text { en: "nothing refers to footnote `[^{name}]`", zh: "脚注 `[^{name}]` 从未被引用" };
const LABEL: Text =
    Text { en: "nothing refers to `[{name}]`", zh: "引用链接 `[{name}]` 从未被使用" };
const ENTRY: Text = Text {
    en: "the text never cites entry {name} of the list of references",
    zh: "正文从未引用参考文献第 {name} 条",
};
const KEY: Text = Text { en: "no document cites `{name}`", zh: "没有文档引用 `{name}`" };
const CITE: Text = Text {
    en: "cite it where it backs a statement, or remove it",
    zh: "请在其支持的论述处引用，或将其删除",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/unused-reference",
    aliases: &[],
    summary: Text { en: "a reference that nothing refers to", zh: "从未被引用的参考文献" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&FOOTNOTE, &LABEL, &ENTRY, &KEY, &CITE],
    docs: include_str!("../../../rules/data/unused-reference.md"),
    load: |options| {
        options.read::<NoOptions>()?;
        Ok(Check::Both(Box::new(UnusedReference), Box::new(UnusedReference)))
    },
    schema: || schemars::schema_for!(NoOptions),
};

struct UnusedReference;

impl Rule for UnusedReference {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let candidates = candidates(cx);
        cx.looked_at(candidates.len());
        if candidates.is_empty() {
            return;
        }
        // What stands in code, HTML or comments may be shown all the same, or put back tomorrow.
        let mentions = Mentions::of(cx.doc, &cx.sources.references);
        for Candidate { text, span, name } in candidates {
            let is_mentioned = match text {
                Of::Footnote => mentions.has(&format!("^{}", normal(&name))),
                Of::Label => mentions.has(&normal(&name)),
                Of::Entry(number) => mentions.has_number(number),
            };
            if !is_mentioned {
                let text = match text {
                    Of::Footnote => &FOOTNOTE,
                    Of::Label => &LABEL,
                    Of::Entry(_) => &ENTRY,
                };
                cx.report(span, text).arg("name", name).help(&CITE);
            }
        }
    }
}

/// What might be unused.
struct Candidate {
    text: Of,
    span: Span,
    name: String,
}

enum Of {
    Footnote,
    Label,
    Entry(u32),
}

fn candidates(cx: &RuleContext<'_>) -> Vec<Candidate> {
    let doc = cx.doc;
    let references = &cx.sources.references;
    let used = |node: &u32| normal(doc.slice(*node).trim_start_matches('[').trim_end_matches(']'));
    let used: FxHashSet<String> = doc.footnote_references().iter().map(used).collect();
    let footnotes = doc.footnotes().iter().filter_map(|footnote| {
        let span = doc.span(footnote.node);
        let length = doc.source.slice(span).find(']').map_or(0, |at| at + 1);
        let span = Span::new(span.start as usize, span.start as usize + length);
        let is_used = used.contains(&format!("^{}", normal(&footnote.name)));
        (!is_used).then(|| Candidate { text: Of::Footnote, span, name: footnote.name.clone() })
    });
    let labels = doc.definitions().iter().filter_map(|definition| {
        let label = doc.source.slice(definition.label);
        let is_number = label.bytes().all(|byte| byte.is_ascii_digit());
        let is_listed = is_number || references.section.contains(definition.span);
        // An anchor of the document itself is no source.
        (is_listed && !doc.source.slice(definition.target).starts_with('#')).then(|| Candidate {
            text: Of::Label,
            span: definition.span,
            name: normal(label),
        })
    });
    footnotes.chain(labels).chain(entries(cx)).collect()
}

/// The entries of a list that is cited by number.
fn entries(cx: &RuleContext<'_>) -> Vec<Candidate> {
    let references = &cx.sources.references;
    if !references.are_cited {
        return Vec::new();
    }
    let cited: FxHashSet<u32> = cx
        .sources
        .carriers()
        .iter()
        .filter(|carrier| carrier.kind == CarrierKind::Numbered)
        .flat_map(|carrier| numbers(carrier.target).unwrap_or_default())
        .collect();
    let listed: Vec<(u32, Span)> =
        references.entries.iter().filter_map(|entry| Some((entry.number?, entry.span))).collect();
    let distinct: FxHashSet<u32> = listed.iter().map(|(number, _)| *number).collect();
    let used = distinct.intersection(&cited).count();
    // Lists that start again can't be cited by number, and one that is hardly cited is for further reading.
    if distinct.len() != listed.len() || used < 2 || used * 2 < listed.len() {
        return Vec::new();
    }
    let entry = |(number, span): (u32, Span)| {
        let line = cx.doc.source.line_span(cx.doc.source.line_of(span.start));
        let span = Span { start: span.start, end: span.end.min(line.end) };
        Candidate { text: Of::Entry(number), span, name: number.to_string() }
    };
    listed.into_iter().map(entry).collect()
}

impl CorpusRule for UnusedReference {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        // A run about some documents says nothing about what the others cite.
        if !cx.corpus.is_whole {
            return;
        }
        for shelf in cx.corpus.shelves() {
            if cx.index_of(shelf.home).is_some() {
                bibliography(cx, &shelf);
            }
        }
    }
}

fn bibliography(cx: &mut CorpusContext<'_>, shelf: &Shelf<'_>) {
    let Some(mut used) = shelf.mentioned() else { return };
    let entries = &shelf.bibliography.entries;
    // One that nobody cites is not there for these documents.
    if !entries.iter().any(|entry| used.contains(&*entry.key)) {
        return;
    }
    for entry in entries {
        for field in ["crossref", "xref", "xdata", "related", "entryset"] {
            used.extend(entry.field(field).into_iter().flat_map(|keys| keys.split(',').map(str::trim)));
        }
    }
    for entry in entries.iter().filter(|entry| !used.contains(&*entry.key)) {
        cx.report(&shelf.bibliography.path, &entry.place, &KEY).arg("name", &entry.key).help(&CITE);
    }
}
