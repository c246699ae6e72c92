//! Finds citations that lead nowhere: footnotes, labels, numbers, keys, files and addresses.

use std::cell::LazyCell;

use crate::diagnostic::Severity;
use crate::facts::{Destination, Facts, SlugStyle};
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, Rule, RuleContext, RuleDef};
use crate::sources::{Carrier, CarrierKind, Resolution, numbers};

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

struct UnresolvedSource;

impl Rule for UnresolvedSource {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let sources = cx.sources;
        let entries = LazyCell::new(|| sources.references.shown());
        for carrier in sources.carriers() {
            let is_address = carrier.kind == CarrierKind::Link && carrier.target.starts_with("http");
            let is_judged = match carrier.kind {
                CarrierKind::Footnote | CarrierKind::Numbered => true,
                CarrierKind::Link if is_address => carrier.position.is_some(),
                CarrierKind::Link => carrier.resolution == Resolution::Unresolved,
                // Only all documents together can tell.
                CarrierKind::Key | CarrierKind::File => false,
                CarrierKind::Mention | CarrierKind::Text => false,
            };
            if is_judged {
                report(cx, carrier, is_address, &entries);
            }
        }
    }
}

/// Counts a carrier, and reports it if it leads nowhere; `entries` are those of the list of references in words.
fn report<F: FnOnce() -> String>(
    cx: &mut RuleContext<'_>,
    carrier: &Carrier<'_>,
    is_address: bool,
    entries: &LazyCell<String, F>,
) {
    let references = &cx.sources.references;
    let numbers =
        (carrier.kind == CarrierKind::Numbered).then(|| numbers(carrier.target).unwrap_or_default());
    cx.looked_at(numbers.as_ref().map_or(1, Vec::len));
    if carrier.resolution != Resolution::Unresolved {
        return;
    }
    match carrier.kind {
        CarrierKind::Footnote => {
            cx.report(carrier.span, &NO_FOOTNOTE).arg("name", carrier.target).help(&ADD_FOOTNOTE);
        }
        CarrierKind::Numbered => {
            for number in references.missing(carrier.target) {
                cx.report(carrier.span, &NO_ENTRY)
                    .arg("number", number)
                    .arg("entries", entries.as_str())
                    .help(&ADD_ENTRY);
            }
        }
        _ if is_address => {
            cx.report(carrier.span, &NO_ADDRESS).arg("address", carrier.target).help(&CORRECT);
        }
        _ => {
            cx.report(carrier.span, &NO_DEFINITION).arg("label", carrier.target).help(&ADD_DEFINITION);
        }
    }
}

impl CorpusRule for UnresolvedSource {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        for (index, facts) in cx.documents.iter().enumerate() {
            keys(cx, index, facts);
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

/// Looks at what a document cites from bibliographies.
fn keys(cx: &mut CorpusContext<'_>, index: usize, facts: &Facts) {
    if facts.keys.cited.is_empty() {
        return;
    }
    let bibliographies = cx.corpus.bibliographies_of(facts);
    for (key, place) in &facts.keys.cited {
        let Some(is_known) = bibliographies.knows(key) else { continue };
        // `[@scope/package]` is a name in a registry, not a key.
        if !is_known && key.contains('/') {
            continue;
        }
        cx.looked_at(index, 1);
        if !is_known {
            cx.report(&facts.path, place, &NO_KEY).arg("key", key).help(&ADD_KEY);
        }
    }
}
