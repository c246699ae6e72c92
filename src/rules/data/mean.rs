//! Averages that the numbers they stand below or beside don't have.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::message::Text;
use crate::quantity::{Amount, Operand, shown};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

use super::lexicon::{Holds, Is, any, pattern};
use super::sheet::{Part, Sheet, part, plain_label, surroundings};
use super::slips::{Slip, Words as Texts, tell};

const WRONG: Text = Text {
    en: "the average “{label}” is wrong: {derivation}, printed {printed}",
    zh: "平均值“{label}”有误：{derivation}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "also wrong: {derivation}, printed {printed}",
    zh: "此处同样有误：{derivation}，文中为 {printed}",
};
const HELP: Text = Text {
    en: "correct the average or the numbers; if it is weighted, or of other numbers, say so",
    zh: "请更正平均值或各项数值；若为加权平均或另有统计范围，请加以说明",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/mean",
    aliases: &[],
    summary: Text { en: "an average that its numbers don't have", zh: "平均值与各项数值不符" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&WRONG, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/mean.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(Mean))),
    schema: || schemars::schema_for!(NoOptions),
};

struct Mean;

impl Rule for Mean {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for table in doc.tables() {
            if !WORDS.mention.mentions(doc.slice(table.node)) {
                continue;
            }
            let sheet = Sheet::read(doc, table);
            let means: Vec<Average<'_>> = below(&sheet).into_iter().chain(beside(&sheet)).collect();
            if means.is_empty() || WORDS.not_plain.is_match(&surroundings(doc, table.node)) {
                continue;
            }
            cx.looked_at(means.len());
            let right = means.iter().filter(|mean| mean.wrong.is_none()).count();
            // Where several averages all fail, they are of something else; one outside of its numbers is wrong anyway.
            let counts = |mean: &Average<'_>| mean.is_outside || right > 0 || means.len() < 3;
            let slips = means.iter().filter(|mean| counts(mean)).filter_map(|mean| {
                Some(Slip {
                    span: mean.span,
                    label: mean.label.to_owned(),
                    derivation: mean.wrong.clone()?,
                    printed: mean.printed.text.to_string(),
                    edits: Vec::new(),
                })
            });
            let slips = slips.collect();
            tell(cx, &Texts { first: &WRONG, further: &FURTHER, help: &HELP, fix: None }, slips);
        }
    }
}

/// An average that was recomputed.
struct Average<'s> {
    span: crate::source::Span,
    label: &'s str,
    printed: &'s Amount,
    /// The derivation, if it is wrong.
    wrong: Option<String>,
    /// It is less or more than all its numbers.
    is_outside: bool,
}

/// The averages in rows of that name.
fn below<'s>(sheet: &'s Sheet<'_>) -> Vec<Average<'s>> {
    let Some(row) = sheet.rows.iter().position(|row| WORDS.means.is_match(plain_label(&row.label))) else {
        return Vec::new();
    };
    let has_weights = sheet.headers.iter().any(|header| WORDS.weights.is_match(&header.text));
    let columns = (1..sheet.headers.len()).filter_map(|column| {
        let members: Vec<usize> = (0..row).filter(|&at| sheet.rows[at].part == Part::Member).collect();
        // Between other summaries nobody knows which rows are meant.
        if members.len() < row {
            return None;
        }
        let values: Option<Vec<(Operand, &Amount)>> = members
            .iter()
            .map(|&at| Some((sheet.operand(at, column)?, sheet.amount(at, column)?)))
            .filter(|value| value.as_ref().is_none_or(|(value, _)| value.is_closed()))
            .collect();
        let header = &sheet.headers[column].text;
        let is_certain = !WORDS.weighted.is_match(header) && !has_weights;
        recompute(sheet, (row, column), values?, is_certain, &sheet.headers[column].name)
    });
    columns.collect()
}

/// The averages in a column of that name behind repetitions of one measurement.
fn beside<'s>(sheet: &'s Sheet<'_>) -> Vec<Average<'s>> {
    let Some(column) = (3..sheet.headers.len()).find(|&it| WORDS.means.is_match(&sheet.headers[it].name))
    else {
        return Vec::new();
    };
    let is_repetition = |it: usize| WORDS.repetitions.is_match(&sheet.headers[it].name);
    // Their total may stand between.
    let is_total = |it: usize| it > 1 && part(&sheet.headers[it].text) == Part::Total;
    let end = if is_total(column - 1) { column - 1 } else { column };
    let first = (1..end).rev().take_while(|&it| is_repetition(it)).last();
    let Some(first) = first.filter(|first| end - first > 1) else { return Vec::new() };
    let rows = (0..sheet.rows.len()).filter_map(|row| {
        let values: Option<Vec<(Operand, &Amount)>> = (first..end)
            .map(|at| Some((sheet.operand(row, at).filter(Operand::is_closed)?, sheet.amount(row, at)?)))
            .collect();
        recompute(sheet, (row, column), values?, true, &sheet.rows[row].label)
    });
    rows.collect()
}

/// Recomputes the average at a place; `None` if it can't be compared with `values`.
fn recompute<'s>(
    sheet: &'s Sheet<'_>,
    at: (usize, usize),
    values: Vec<(Operand, &Amount)>,
    is_certain: bool,
    label: &'s str,
) -> Option<Average<'s>> {
    let printed = sheet.amount(at.0, at.1)?;
    let count = Decimal::from(values.len());
    let same = values.iter().all(|(_, amount)| {
        (amount.unit == printed.unit || printed.unit.is_empty()) && amount.currency == printed.currency
    });
    if values.len() < 2 || !same {
        return None;
    }
    let sum = values.iter().try_fold(Operand::exactly(Decimal::ZERO), |sum, (value, _)| sum.plus(*value))?;
    let mean = sum.scaled(Decimal::ONE.checked_div(count)?)?;
    let average = sheet.operand(at.0, at.1)?;
    let is_right = mean.is_printed_as(printed, sheet.factor(at.0, at.1));
    let is_outside = values.iter().all(|(value, _)| value.is_above(&average))
        || values.iter().all(|(value, _)| average.is_above(value));
    if !is_right && !is_certain && !is_outside {
        return None;
    }
    let terms: Vec<&str> = values.iter().map(|(_, amount)| &*amount.text).collect();
    let terms = if terms.len() > 6 {
        format!("{} + … + {}", terms[..4].join(" + "), terms[terms.len() - 1])
    } else {
        terms.join(" + ")
    };
    let value = mean.value.checked_div(sheet.factor(at.0, at.1))?.checked_div(printed.magnitude)?;
    let value = shown(value, printed, 2);
    let wrong = (!is_right).then(|| format!("({terms}) ÷ {count} = {value}{}", printed.unit));
    Some(Average { span: sheet.span(at.0, at.1), label, printed, wrong, is_outside })
}

struct Words {
    mention: Holds,
    means: Is,
    repetitions: Regex,
    weighted: Holds,
    weights: Holds,
    not_plain: Holds,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../rules/data/mean.toml"))
        .expect("the embedded words are checked by a test");
    Words {
        mention: Holds::new(&lists.means),
        means: Is::new(&lists.means),
        repetitions: pattern(&format!(
            r"^第?\s*[\d一二三四五六七八九十]*\s*(?:{})\s*#?\d*$",
            any(&lists.repetitions)
        )),
        weighted: Holds::new(&lists.weighted),
        weights: Holds::new(&lists.weights),
        not_plain: Holds::new(&lists.not_plain),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    means: Vec<String>,
    repetitions: Vec<String>,
    weighted: Vec<String>,
    weights: Vec<String>,
    not_plain: Vec<String>,
}
