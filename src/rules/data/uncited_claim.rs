//! Measured numbers that nothing vouches for, because nobody can check a figure without knowing where it is from.

use serde::Deserialize;

use super::blocks::by_block;
use crate::contract::Check as ContractCheck;
use crate::contract::case::Case;
use crate::diagnostic::Severity;
use crate::ledger::Entry;
use crate::message::{Message, Text};
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

const ONE: Text = Text { en: "“{claim}” has no source", zh: "“{claim}”没有来源" };
const MANY: Text = Text {
    en: "{uncited} measured values here have no source, the first is “{claim}”",
    zh: "此处有 {uncited} 个实测数值没有来源，首个为“{claim}”",
};
const FURTHER: Text = Text { en: "nor has this", zh: "此处亦无来源" };
const HELP: Text = Text {
    en: "cite it where it stands (footnote, link, `[@key]`, `[1]`), in a column 来源/Source, or in a line `Source: …` beside it; if it is a target, an estimate or an assumption, say so",
    zh: "请就近注明出处（脚注、链接、`[@key]`、`[1]`），或在表格的“来源”列、旁边的“数据来源：…”一行写明；若是目标、估算或假设，请明确写出",
};

/// `data/uncited-claim`
pub const RULE: RuleDef = RuleDef {
    id: "data/uncited-claim",
    aliases: &[],
    summary: Text { en: "a measured value without a source", zh: "没有来源的实测数值" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&ONE, &MANY, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/uncited-claim.md"),
    load: |options| {
        let options = options.read::<UncitedClaimOptions>()?;
        Ok(Check::Document(Box::new(UncitedClaim { everywhere: options.everywhere })))
    },
    schema: || schemars::schema_for!(UncitedClaimOptions),
};

/// The options of `data/uncited-claim`.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct UncitedClaimOptions {
    /// Look at documents and parts of them that no contract holds for, too.
    everywhere: bool,
}

struct UncitedClaim {
    everywhere: bool,
}

impl Rule for UncitedClaim {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let (doc, ledger, cases) = (cx.doc, cx.ledger, cx.cases);
        // A plan says what shall be.
        let is_plan = cx.library.plan.as_ref().is_some_and(|plan| plan.path == doc.source.path);
        if (cases.is_empty() || is_plan) && !self.everywhere {
            return;
        }
        let is_asked = |entry: &Entry| {
            entry.claim && (self.everywhere || cases.iter().any(|case| case.span.contains(entry.span)))
        };
        cx.looked_at(ledger.entries().iter().filter(|entry| is_asked(entry)).count());
        for uncited in by_block(doc, ledger, |entry| is_asked(entry) && entry.source.is_none()) {
            let (first, further) = uncited.split_first().expect("blocks hold an entry");
            let text = if further.is_empty() { &ONE } else { &MANY };
            let mut finding = cx
                .report(first.span, text)
                .arg("claim", ledger.lexeme(first).replace('\n', " "))
                .arg("uncited", uncited.len())
                .help(&HELP)
                .severity(weight(cases, first.span))
                .fails(uncited.len());
            for entry in further {
                finding = finding.label(entry.span, Message::new(&FURTHER));
            }
        }
    }
}

/// What the contract says of the weight of a missing source, if it says anything: nothing but information in a draft,
/// else what the slot says that asks for citations.
fn weight(cases: &[Case], span: Span) -> Option<Severity> {
    let case = cases.iter().filter(|case| case.span.contains(span)).min_by_key(|case| case.span.len())?;
    if case.downgraded.contains(&ContractCheck::Citation) {
        return Some(Severity::Info);
    }
    let slots = case.slots.iter().zip(&case.contract.slots).filter(|(_, slot)| slot.citation);
    let around = slots.filter(|(state, _)| state.places.iter().any(|place| place.span.contains(span)));
    around.fold(None, |_, (_, slot)| slot.severity)
}
