//! A share that isn't the row's part of the total, with the division written out.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::diagnostic::Severity;
use crate::document::Document;
use crate::message::Text;
use crate::quantity::{Amount, Operand, shown};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

use super::shares::{Nature, Row, Shares, shares};
use super::sheet::Part;
use super::slips::{Slip, Words, edit, tell};

const WRONG: Text = Text {
    en: "the share of “{label}” is wrong: {derivation}, printed {printed}",
    zh: "“{label}”的占比有误：{derivation}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "also wrong: {derivation}, printed {printed}",
    zh: "此处同样有误：{derivation}，文中为 {printed}",
};
const HELP: Text = Text {
    en: "correct the share or the amounts; if the share is of something else, name it in the header",
    zh: "请更正占比或数值；若占比以其他数值为基数，请在表头中写明",
};
const FIX: Text =
    Text { en: "print the share that the amounts give", zh: "改为按数值计算所得的占比" };

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/share-value",
    aliases: &[],
    summary: Text {
        en: "a share that isn't the row's part of the total",
        zh: "占比与该行在合计中的份额不符",
    },
    severity: Severity::Error,
    recommended: true,
    texts: &[&WRONG, &FURTHER, &HELP, &FIX],
    docs: include_str!("../../../rules/data/share-value.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(ShareValue))),
    schema: || schemars::schema_for!(NoOptions),
};

struct ShareValue;

impl Rule for ShareValue {
    fn check(&self, cx: &mut RuleContext<'_>) {
        for shares in shares(cx.doc) {
            let Some((judged, slips)) = judge(cx.doc, &shares) else { continue };
            cx.looked_at(judged);
            let words = Words { first: &WRONG, further: &FURTHER, help: &HELP, fix: Some(&FIX) };
            tell(cx, &words, slips);
        }
    }
}

/// What all shares may be of.
struct Base {
    value: Operand,
    /// As it stands in the derivation.
    text: String,
}

/// How many shares can be recomputed, and those that are wrong.
fn judge(doc: &Document, shares: &Shares) -> Option<(usize, Vec<Slip>)> {
    if shares.nature == Nature::Weights || shares.overlapping {
        return None;
    }
    let members: Vec<(&Row, &Amount)> = shares.members()?;
    let columns = members.first()?.0.amounts.len();
    let has_total = shares.total().is_some();
    if members.len() < 2 || !(has_total || shares.is_whole()) {
        return None;
    }
    let bases: Vec<Vec<Base>> = (0..columns).map(|column| bases(shares, column)).collect();
    let fits = |row: &Row, share: &Amount, column: usize| {
        let amount = row.amounts[column].as_ref().map(|(amount, _)| *amount);
        amount.is_some_and(|amount| {
            bases[column].iter().any(|base| {
                let percent = amount.over(base.value).and_then(|part| part.scaled(Decimal::ONE_HUNDRED));
                percent.is_some_and(|percent| percent.is_printed_as(share, Decimal::ONE))
            })
        })
    };
    let right = |column: usize| members.iter().filter(|(row, share)| fits(row, share, column)).count();
    // The likeliest column is the one that gives most of the shares, and of those the nearest before them.
    let column = (0..columns)
        .filter(|&column| !bases[column].is_empty())
        .max_by_key(|&column| (right(column), column))?;
    let borne_out = right(column) * 2 >= members.len();
    // Shares that make up a whole and fit nowhere are of something that the table doesn't show.
    let of_this = shares.nature == Nature::Shares && has_total && (right(column) > 0 || !shares.is_whole());
    if !(borne_out || of_this) {
        return None;
    }
    let wrong = members.iter().filter(|(row, share)| {
        row.amounts[column].is_some() && !(0..columns).any(|column| fits(row, share, column))
    });
    let slips = wrong.filter_map(|(row, share)| slip(doc, row, share, column, bases[column].first()?));
    Some((members.len(), slips.collect()))
}

fn slip(doc: &Document, row: &Row, share: &Amount, column: usize, base: &Base) -> Option<Slip> {
    let (amount, text) = row.amounts[column].as_ref()?;
    let percent = amount.over(base.value)?.value.checked_mul(Decimal::ONE_HUNDRED)?;
    let decimals = share.ulp.normalize().scale();
    let right = percent.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    Some(Slip {
        span: row.span,
        label: row.label.clone(),
        derivation: format!("{text} ÷ {} = {}%", base.text, shown(percent, share, 2)),
        printed: share.text.to_string(),
        edits: edit(doc, row.node, share, right).into_iter().collect(),
    })
}

/// What the shares may be of in one column: the printed total, the sum of the rows, and what a group of rows comes to.
fn bases(shares: &Shares, column: usize) -> Vec<Base> {
    let mut bases = Vec::new();
    let mut sum: Option<Operand> = Some(Operand::exactly(Decimal::ZERO));
    for row in &shares.rows {
        let amount = row.amounts[column].as_ref();
        match row.part {
            Part::Member => {
                sum = sum.zip(amount).and_then(|(sum, (amount, _))| sum.plus(*amount));
            }
            Part::Total | Part::Subtotal => {
                let base = amount.map(|(amount, text)| Base { value: *amount, text: text.to_string() });
                // The last total is the likeliest base.
                bases.splice(0..0, base);
            }
            Part::Neither => {}
        }
    }
    let sum = sum.filter(|sum| !sum.value.is_zero());
    bases.extend(sum.map(|value| Base { value, text: value.value.normalize().to_string() }));
    bases
}
