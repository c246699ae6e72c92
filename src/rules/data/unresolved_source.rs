//! Finds citations that lead nowhere: footnotes, labels, numbers, keys, files and addresses.

mod marks;

use rustc_hash::FxHashSet;

use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId};
use crate::facts::{Citations, Destination, SlugStyle, is_references};
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, Rule, RuleContext, RuleDef};
use crate::source::Span;
use marks::{Mark, marks};

/// `data/unresolved-source`
pub const RULE: RuleDef = RuleDef {
    id: "data/unresolved-source",
    aliases: &[],
    summary: Text { en: "a citation that leads nowhere", zh: "引用的来源无法找到" },
    severity: Severity::Error,
    recommended: true,
    texts: &[
        &NO_FOOTNOTE,
        &NO_DEFINITION,
        &NO_ENTRY,
        &NO_KEY,
        &NO_FILE,
        &NO_ANCHOR,
        &NO_ADDRESS,
        &ADD_FOOTNOTE,
        &ADD_DEFINITION,
        &ADD_ENTRY,
        &ADD_KEY,
        &NEAREST,
        &NEAREST_ANCHOR,
        &CORRECT,
    ],
    docs: include_str!("../../../rules/data/unresolved-source.md"),
    load: |options| {
        options.read::<NoOptions>()?;
        Ok(Check::Both(Box::new(UnresolvedSource), Box::new(UnresolvedSource)))
    },
    schema: || schemars::schema_for!(NoOptions),
};

const NO_FOOTNOTE: Text =
    Text { en: "footnote `[^{name}]` is not defined", zh: "脚注 `[^{name}]` 没有定义" };
const ADD_FOOTNOTE: Text =
    Text { en: "add `[^{name}]: …` with the source", zh: "请补上 `[^{name}]: …`，写明来源" };
const NO_DEFINITION: Text =
    Text { en: "reference `[{label}]` is not defined", zh: "引用链接 `[{label}]` 没有定义" };
const ADD_DEFINITION: Text = Text {
    en: "add `[{label}]: …` with the target, or write the link as `[text](target)`",
    zh: "请补上 `[{label}]: …` 并写明目标，或改写为 `[文字](目标)`",
};
const NO_ENTRY: Text = Text {
    en: "the list of references has no entry {number}",
    zh: "参考文献列表中没有第 {number} 条",
};
const ADD_ENTRY: Text = Text {
    en: "it has entries {entries}: correct the number or add the entry",
    zh: "现有条目为 {entries}：请更正序号或补上该条目",
};
const NO_KEY: Text =
    Text { en: "the bibliography has no entry `{key}`", zh: "文献库中没有条目 `{key}`" };
const ADD_KEY: Text = Text {
    en: "correct the key or add the entry to the bibliography",
    zh: "请更正文献键，或在文献库中补上该条目",
};
const NO_FILE: Text =
    Text { en: "the source `{target}` does not exist", zh: "引用的来源 `{target}` 不存在" };
const NO_ANCHOR: Text = Text {
    en: "the source `{target}` does not exist: `{document}` has no anchor `#{fragment}`",
    zh: "引用的来源 `{target}` 不存在：`{document}` 中没有锚点 `#{fragment}`",
};
const NO_ADDRESS: Text =
    Text { en: "`{address}` is no complete address", zh: "`{address}` 不是完整的网址" };
const NEAREST: Text = Text { en: "did you mean `{nearest}`?", zh: "是否应为 `{nearest}`？" };
const NEAREST_ANCHOR: Text = Text { en: "did you mean `#{nearest}`?", zh: "是否应为 `#{nearest}`？" };
const CORRECT: Text =
    Text { en: "name a source that a reader can follow", zh: "请给出读者能够查到的来源" };

/// How many runs of entries a message lists.
const MOST_RUNS: usize = 8;

struct UnresolvedSource;

impl Rule for UnresolvedSource {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        cx.looked_at(doc.footnote_references().len());
        let references = References::of(doc);
        let mut citations = Citations::default();
        for &node in doc.texts() {
            let start = doc.span(node).start as usize;
            let at = |range: std::ops::Range<usize>| Span::new(start + range.start, start + range.end);
            for (range, mark) in marks(doc.slice(node)) {
                self.mark(cx, at(range), mark, &references);
            }
            if let Some(range) = marks::broken_address(doc.slice(node))
                && citations.holds(doc, node)
            {
                cx.looked_at(1);
                let span = at(range);
                cx.report(span, &NO_ADDRESS).arg("address", doc.source.slice(span)).help(&CORRECT);
            }
        }
        for link in doc.links().iter().filter(|link| link.target.starts_with("http")) {
            if !citations.holds(doc, link.node) {
                continue;
            }
            cx.looked_at(1);
            if marks::is_broken(&link.target) {
                cx.report(doc.span(link.node), &NO_ADDRESS).arg("address", &link.target).help(&CORRECT);
            }
        }
    }
}

impl UnresolvedSource {
    fn mark(&self, cx: &mut RuleContext<'_>, span: Span, mark: Mark<'_>, references: &References) {
        match mark {
            // comrak makes a reference of every footnote that is defined, and a link of every label.
            Mark::Footnote(name) => {
                cx.looked_at(1);
                cx.report(span, &NO_FOOTNOTE).arg("name", name).help(&ADD_FOOTNOTE);
            }
            Mark::Label(label) => {
                cx.looked_at(1);
                cx.report(span, &NO_DEFINITION).arg("label", label).help(&ADD_DEFINITION);
            }
            Mark::Numbers(numbers) if references.are_cited && !references.section.contains(span) => {
                cx.looked_at(numbers.len());
                for number in numbers {
                    if !references.entries.contains(&number) {
                        cx.report(span, &NO_ENTRY)
                            .arg("number", number)
                            .arg("entries", &references.shown)
                            .help(&ADD_ENTRY);
                    }
                }
            }
            Mark::Keys(keys) => {
                let Some(bibliography) = &cx.library.bibliography else { return };
                for key in keys {
                    let known = bibliography.contains(key);
                    // `[@scope/package]` is a name in a registry, not a key.
                    if !known && key.contains('/') {
                        continue;
                    }
                    cx.looked_at(1);
                    if !known {
                        cx.report(span, &NO_KEY).arg("key", key).help(&ADD_KEY);
                    }
                }
            }
            Mark::Numbers(_) => {}
        }
    }
}

impl CorpusRule for UnresolvedSource {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        for (index, facts) in cx.documents.iter().enumerate() {
            for link in facts.links.iter().filter(|link| link.citation) {
                let destination = cx.corpus.destination(&link.path);
                if matches!(destination, Destination::Missing(_)) && link.is_route() {
                    continue;
                }
                cx.looked_at(index, 1);
                match destination {
                    Destination::Missing(nearest) => {
                        let finding =
                            cx.report(&facts.path, &link.place, &NO_FILE).arg("target", &link.target);
                        match nearest {
                            Some(nearest) => {
                                finding.arg("nearest", link.written(&facts.path, nearest)).help(&NEAREST)
                            }
                            None => finding.help(&CORRECT),
                        };
                    }
                    Destination::Document(anchors) => {
                        let Some(fragment) = link.anchor() else { continue };
                        if [SlugStyle::Github, SlugStyle::Gitlab]
                            .into_iter()
                            .any(|style| anchors.has(&fragment, style))
                        {
                            continue;
                        }
                        let finding = cx
                            .report(&facts.path, &link.place, &NO_ANCHOR)
                            .arg("target", &link.target)
                            .arg("document", &link.path)
                            .arg("fragment", &fragment);
                        match anchors.nearest(&fragment, SlugStyle::Github) {
                            Some(nearest) => finding.arg("nearest", nearest).help(&NEAREST_ANCHOR),
                            None => finding.help(&CORRECT),
                        };
                    }
                    Destination::Present => {}
                }
            }
        }
    }
}

/// The numbered entries of the list of references.
#[derive(Default)]
struct References {
    section: Span,
    entries: FxHashSet<u32>,
    /// The entries in words.
    shown: String,
    /// True if the text cites one of them as `[1]`; otherwise numbers in brackets mean something else.
    are_cited: bool,
}

impl References {
    fn of(doc: &Document) -> References {
        let mut references = References::default();
        let Some(section) = doc.sections().iter().rev().find(|section| {
            doc.headings()[section.heading].top_level && is_references(&doc.headings()[section.heading].text)
        }) else {
            return references;
        };
        references.section = section.span;
        let inside = |node: NodeId| section.span.contains(doc.span(node));
        for &list in doc.lists() {
            if doc.node(list).kind == (Kind::List { ordered: true }) && inside(list) {
                let first = marks::leading_number(doc.slice(list)).unwrap_or(1);
                references.entries.extend((first..).zip(doc.children(list)).map(|(number, _)| number));
            }
        }
        for line in doc.source.slice(section.span).lines() {
            references.entries.extend(marks::entry_number(line));
        }
        references.shown = shown(&references.entries);
        references.are_cited = !references.entries.is_empty()
            && doc.texts().iter().filter(|&&node| !inside(node)).any(|&node| {
                marks(doc.slice(node)).any(|(_, mark)| {
                    matches!(mark, Mark::Numbers(numbers) if numbers.iter().any(|number| references.entries.contains(number)))
                })
            });
        references
    }
}

/// The numbers in order, shortened where they follow each other, and cut where they are too many to read.
fn shown(numbers: &FxHashSet<u32>) -> String {
    let mut numbers: Vec<u32> = numbers.iter().copied().collect();
    numbers.sort_unstable();
    let mut runs = numbers.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [first, .., last] => format!("{first}–{last}"),
        [only] => only.to_string(),
        [] => String::new(),
    });
    let mut shown: Vec<_> = runs.by_ref().take(MOST_RUNS).collect();
    shown.extend(runs.next().map(|_| "…".to_owned()));
    shown.join(", ")
}
