//! Shares of one whole that come to more or less than all of it.

use rust_decimal::Decimal;

use crate::diagnostic::Severity;
use crate::message::Text;
use crate::quantity::Amount;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

use super::shares::{Nature, Shares, shares};
use super::sheet::Part;

const WRONG: Text = Text {
    en: "the shares add up to {sum}, not {whole}: {terms}",
    zh: "各项占比之和为 {sum}，而非 {whole}：{terms}",
};
const WRONG_TOTAL: Text = Text {
    en: "the shares add up to {sum}, and their total says {printed}: {terms}",
    zh: "各项占比之和为 {sum}，合计却写作 {printed}：{terms}",
};
const HELP: Text = Text {
    en: "recompute the shares from one total; if rows overlap or are left out, say so",
    zh: "请以同一总量重新计算各项占比；若各项有重叠或未全部列出，请加以说明",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/share-total",
    aliases: &[],
    summary: Text { en: "shares that don't add up to 100 %", zh: "占比之和不等于 100%" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&WRONG, &WRONG_TOTAL, &HELP],
    docs: include_str!("../../../rules/data/share-total.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(ShareTotal))),
    schema: || schemars::schema_for!(NoOptions),
};

struct ShareTotal;

impl Rule for ShareTotal {
    fn check(&self, cx: &mut RuleContext<'_>) {
        for shares in shares(cx.doc) {
            let Some((sum, _)) = shares.sum() else { continue };
            let Some(wrong) = judge(&shares, sum) else { continue };
            cx.looked_at(1);
            let Some((span, printed)) = wrong else { continue };
            let unit = if shares.whole() == Decimal::ONE { "" } else { "%" };
            let finding = match &printed {
                Some(printed) => cx.report(span, &WRONG_TOTAL).arg("printed", printed),
                None => cx.report(span, &WRONG).arg("whole", format!("{}{unit}", shares.whole())),
            };
            let terms = terms(&shares);
            finding
                .arg("sum", format!("{}{unit}", sum.normalize()))
                .arg("terms", format!("{terms} = {}{unit}", sum.normalize()))
                .help(&HELP);
        }
    }
}

/// What to point at, with the total that is printed there if the rows disagree with it.
type Wrong = (Span, Option<String>);

/// Whether shares that come to `sum` are wrong; `None` if they can't be judged.
fn judge(shares: &Shares, sum: Decimal) -> Option<Option<Wrong>> {
    let whole = shares.whole();
    let (_, slack) = shares.sum()?;
    if shares.is_whole() {
        return Some(None);
    }
    if shares.overlapping {
        return None;
    }
    let hundredth = whole / Decimal::ONE_HUNDRED;
    if let Some(total) = shares.total()
        && let Some(printed) = &total.share
    {
        let says = |value: Decimal| (printed.value - value).abs() <= printed.ulp / Decimal::TWO + slack;
        return if says(whole) {
            Some(Some((total.span, Some(printed.text.to_string()))))
        } else if says(sum) {
            // What is listed may be a part of a larger whole, but no part is larger than it.
            (sum > whole && shares.nature != Nature::Perhaps).then_some(Some((total.span, None)))
        } else {
            (shares.nature != Nature::Perhaps).then(|| Some((total.span, Some(printed.text.to_string()))))
        };
    }
    if shares.nature == Nature::Perhaps || shares.members()?.len() < 3 {
        return None;
    }
    let (least, most) = if shares.has_rest() { (50, 150) } else { (85, 150) };
    let is_meant = sum >= hundredth * Decimal::from(least) && sum <= hundredth * Decimal::from(most);
    (is_meant && (sum > whole || !shares.partial)).then_some(Some((shares.head, None)))
}

/// `93.3% + 31.5%`, with the middle of a long sum left out.
fn terms(shares: &Shares) -> String {
    const SHOWN: usize = 8;
    let texts: Vec<&str> = shares
        .rows
        .iter()
        .filter(|row| row.part == Part::Member)
        .filter_map(|row| row.share.as_ref().map(|share: &Amount| &*share.text))
        .collect();
    if texts.len() <= SHOWN {
        return texts.join(" + ");
    }
    format!("{} + … + {}", texts[..SHOWN - 2].join(" + "), texts[texts.len() - 1])
}
