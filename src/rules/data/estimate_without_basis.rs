//! Estimates that don't say what they rest on, because nobody can check or renew such a number.

use std::sync::LazyLock;

use serde::Deserialize;

use super::blocks::by_block;
use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId};
use crate::ledger::{Entry, Ledger, Role, Scope};
use crate::message::{Message, Text};
use crate::quantity::Class;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const BASELESS: Text = Text {
    en: "“{value}” is an estimate (“{cue}”) without a basis",
    zh: "“{value}”是估算值（“{cue}”），但未说明依据",
};
const FURTHER: Text = Text { en: "nor has this a basis", zh: "此处亦未说明依据" };
const HELP: Text = Text {
    en: "say what it rests on beside it: a formula, an assumption, a comparable system or a source",
    zh: "请在旁边写明依据：算式、假设、可比系统或来源",
};

/// `data/estimate-without-basis`
pub const RULE: RuleDef = RuleDef {
    id: "data/estimate-without-basis",
    aliases: &[],
    summary: Text { en: "an estimate without a basis", zh: "没有依据的估算值" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&BASELESS, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/estimate-without-basis.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(EstimateWithoutBasis))),
    schema: || schemars::schema_for!(NoOptions),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    estimates: Vec<String>,
    bases: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../rules/data/estimate-without-basis.toml"))
        .expect("the embedded words are checked by a test")
});

struct EstimateWithoutBasis;

impl Rule for EstimateWithoutBasis {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let (doc, ledger) = (cx.doc, cx.ledger);
        cx.looked_at(ledger.entries().iter().filter(|entry| is_estimate(ledger, entry)).count());
        let is_baseless = |entry: &Entry| {
            is_estimate(ledger, entry)
                && entry.source.is_none()
                && !has_basis(doc, ledger.passages()[entry.passage].node)
        };
        for baseless in by_block(doc, ledger, is_baseless) {
            let (first, further) = baseless.split_first().expect("blocks hold an entry");
            let mut finding = cx
                .report(first.span, &BASELESS)
                .arg("value", ledger.lexeme(first).replace('\n', " "))
                .arg("cue", first.cue.as_ref().map_or("", |cue| &cue.text))
                .help(&HELP)
                .fails(baseless.len());
            for entry in further {
                finding = finding.label(entry.span, Message::new(&FURTHER));
            }
        }
    }
}

/// True for what the words beside it call an estimate; of times and counts plans are full, and they need no basis.
fn is_estimate(ledger: &Ledger<'_>, entry: &Entry) -> bool {
    let class = ledger.quantity(entry).class;
    let is_told = entry.cue.as_ref().is_some_and(|cue| {
        cue.scope == Scope::Clause && WORDS.estimates.iter().any(|word| cue.text.eq_ignore_ascii_case(word))
    });
    entry.role == Role::Estimate
        && is_told
        && matches!(class, Class::Percent | Class::Money | Class::Multiple | Class::Rate)
}

/// True if the block, with the row or the items around it, says what its estimates rest on.
fn has_basis(doc: &Document, node: NodeId) -> bool {
    let around = doc.ancestors(node).take(Document::DEEPEST);
    let around = around.filter(|&outer| matches!(doc.node(outer).kind, Kind::Row { .. } | Kind::Item { .. }));
    let text = doc.slice(around.last().unwrap_or(node));
    let lower = text.to_lowercase();
    lower.contains(['=', '×', '÷', '≈']) || WORDS.bases.iter().any(|word| lower.contains(word.as_str()))
}
