//! References that stand there twice, because then nobody knows which of them is meant.

use rustc_hash::FxHashMap;

use crate::diagnostic::Severity;
use crate::document::Document;
use crate::facts::Shelf;
use crate::library::BibliographyEntry;
use crate::message::{Message, Text};
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, Rule, RuleContext, RuleDef};
use crate::source::Span;
use crate::sources::{CarrierKind, Sources, address, doi};

const FOOTNOTE: Text =
    Text { en: "footnote `[^{name}]` is defined twice", zh: "脚注 `[^{name}]` 被重复定义" };
const LABEL: Text = Text {
    en: "reference `[{name}]` has two targets: `{target}` here, `{first}` before",
    zh: "引用链接 `[{name}]` 有两个目标：此处为 `{target}`，前文为 `{first}`",
};
const NUMBER: Text = Text {
    en: "the list of references has two entries {name}",
    zh: "参考文献列表中有两个第 {name} 条",
};
const SAME: Text =
    Text { en: "two entries are the same source: {source}", zh: "两个条目是同一个来源：{source}" };
const FIRST: Text = Text { en: "the first one", zh: "首次出现于此" };
const RENAME: Text = Text {
    en: "only the first one counts: give this one a name of its own, or remove it",
    zh: "只有首个定义有效：请另取名称，或删除此处的定义",
};
const RENUMBER: Text =
    Text { en: "give each entry a number of its own", zh: "请为每个条目使用不同的序号" };
const MERGE: Text = Text {
    en: "keep one of them and cite it everywhere, or correct the address of the other",
    zh: "请保留其一并统一引用，或更正另一条的网址",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/duplicate-reference",
    aliases: &[],
    summary: Text { en: "a reference that stands there twice", zh: "重复的引用或参考文献" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&FOOTNOTE, &LABEL, &NUMBER, &SAME, &FIRST, &RENAME, &RENUMBER, &MERGE],
    docs: include_str!("../../../rules/data/duplicate-reference.md"),
    load: |options| {
        options.read::<NoOptions>()?;
        Ok(Check::Both(Box::new(DuplicateReference), Box::new(DuplicateReference)))
    },
    schema: || schemars::schema_for!(NoOptions),
};

struct DuplicateReference;

impl Rule for DuplicateReference {
    fn check(&self, cx: &mut RuleContext<'_>) {
        footnotes(cx);
        labels(cx);
        numbers(cx);
        entries(cx);
    }
}

fn footnotes(cx: &mut RuleContext<'_>) {
    let doc = cx.doc;
    cx.looked_at(doc.footnotes().len());
    let mut known: FxHashMap<String, Span> = FxHashMap::default();
    for footnote in doc.footnotes() {
        let span = doc.span(footnote.node);
        let length = doc.source.slice(span).find(']').map_or(0, |at| at + 1);
        let marker = Span::new(span.start as usize, span.start as usize + length);
        match known.get(&footnote.name.to_lowercase()) {
            Some(&first) => {
                cx.report(marker, &FOOTNOTE)
                    .arg("name", &footnote.name)
                    .help(&RENAME)
                    .label(first, Message::new(&FIRST));
            }
            None => {
                known.insert(footnote.name.to_lowercase(), marker);
            }
        }
    }
}

/// Link definitions that are references: those in the list of references, and those that are numbered.
fn labels(cx: &mut RuleContext<'_>) {
    let doc = cx.doc;
    let references = cx.sources.references.section;
    let mut known: FxHashMap<String, (Span, &str)> = FxHashMap::default();
    for definition in doc.definitions() {
        let label = doc.source.slice(definition.label);
        let is_number = label.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number && !references.contains(definition.span) {
            continue;
        }
        cx.looked_at(1);
        let target = doc.source.slice(definition.target);
        let name = label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        match known.get(&name) {
            Some(&(first, same)) if same != target => {
                cx.report(definition.span, &LABEL)
                    .arg("name", label)
                    .arg("target", target)
                    .arg("first", same)
                    .help(&RENAME)
                    .label(first, Message::new(&FIRST));
            }
            Some(_) => {}
            None => {
                known.insert(name, (definition.span, target));
            }
        }
    }
}

/// Entries that are marked with the same number.
fn numbers(cx: &mut RuleContext<'_>) {
    let sources = cx.sources;
    let mut known: FxHashMap<u32, Span> = FxHashMap::default();
    for entry in sources.references.entries.iter().filter(|entry| entry.is_marked) {
        let Some(number) = entry.number else { continue };
        cx.looked_at(1);
        match known.get(&number) {
            Some(&first) => {
                cx.report(first_line(cx.doc, entry.span), &NUMBER)
                    .arg("name", number)
                    .help(&RENUMBER)
                    .label(first, Message::new(&FIRST));
            }
            None => {
                known.insert(number, first_line(cx.doc, entry.span));
            }
        }
    }
}

/// Entries of the list of references that are the same source.
fn entries(cx: &mut RuleContext<'_>) {
    let (doc, sources) = (cx.doc, cx.sources);
    let mut known: FxHashMap<String, (Span, String)> = FxHashMap::default();
    for entry in &sources.references.entries {
        let Some(source) = source(doc, sources, entry.span) else { continue };
        cx.looked_at(1);
        // The page or section that an entry is about, or the year.
        let digits = digits(doc, sources, entry.span);
        match known.get(&source) {
            Some((first, same)) if digits.is_empty() || same.is_empty() || digits == *same => {
                cx.report(first_line(doc, entry.span), &SAME)
                    .arg("source", source)
                    .help(&MERGE)
                    .label(*first, Message::new(&FIRST));
            }
            Some(_) => {}
            None => {
                known.insert(source, (first_line(doc, entry.span), digits));
            }
        }
    }
}

/// The one source that an entry leads to.
fn source(doc: &Document, sources: &Sources<'_>, entry: Span) -> Option<String> {
    let mut links = sources.within(entry).iter().filter(|carrier| carrier.kind != CarrierKind::Text);
    match (links.next(), links.next()) {
        (Some(link), None) => address(link.target),
        (None, _) => doi(doc.source.slice(entry)),
        _ => None,
    }
}

/// The digits of an entry outside its address.
fn digits(doc: &Document, sources: &Sources<'_>, entry: Span) -> String {
    let text = doc.source.slice(entry);
    let address = sources.within(entry).first().map_or("", |link| link.target);
    let rest = if address.is_empty() { text.to_owned() } else { text.replace(address, "") };
    rest.chars().filter(char::is_ascii_digit).collect()
}

fn first_line(doc: &Document, span: Span) -> Span {
    let line = doc.source.line_span(doc.source.line_of(span.start));
    Span { start: span.start, end: line.end.min(span.end) }
}

impl CorpusRule for DuplicateReference {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        for shelf in cx.corpus.shelves() {
            if cx.index_of(shelf.home).is_some() {
                bibliography(cx, &shelf);
            }
        }
    }
}

fn bibliography(cx: &mut CorpusContext<'_>, shelf: &Shelf<'_>) {
    let mut known: FxHashMap<String, &BibliographyEntry> = FxHashMap::default();
    for entry in &shelf.bibliography.entries {
        let url = || entry.field("url").and_then(address);
        let Some(source) = entry.field("doi").and_then(doi).or_else(url) else { continue };
        // Parts of a book share what identifies the book.
        let part = |entry: &BibliographyEntry| {
            ["pages", "chapter", "volume", "number"].map(|field| entry.field(field).map(str::to_owned))
        };
        match known.get(&source) {
            Some(first) if part(first) == part(entry) => {
                cx.report(&shelf.bibliography.path, &entry.place, &SAME)
                    .arg("source", source)
                    .help(&MERGE)
                    .label_at(&shelf.bibliography.path, &first.place, Message::new(&FIRST));
            }
            Some(_) => {}
            None => {
                known.insert(source, entry);
            }
        }
    }
}
