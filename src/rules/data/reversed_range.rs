//! Ranges whose first end is the greater one, which leave open what was meant.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::lexicon;
use super::slips::{Slip, Words, tell};
use crate::diagnostic::{Edit, Severity};
use crate::message::Text;
use crate::quantity::{Class, Passage, Quantity};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const REVERSED: Text = Text {
    en: "the range runs backwards: {derivation}, printed {printed}",
    zh: "范围的两端颠倒：{derivation}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "also backwards: {derivation}, printed {printed}",
    zh: "此处同样颠倒：{derivation}，文中为 {printed}",
};
const HELP: Text = Text {
    en: "put the smaller value first, or correct the value that is wrong",
    zh: "请把较小的数值写在前面，或更正有误的数值",
};
const FIX: Text = Text { en: "swap the two ends", zh: "对调两端" };

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/reversed-range",
    aliases: &[],
    summary: Text { en: "a range whose first end is the greater one", zh: "范围的两端颠倒" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&REVERSED, &FURTHER, &HELP, &FIX],
    docs: include_str!("../../../rules/data/reversed-range.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(ReversedRange))),
    schema: || schemars::schema_for!(NoOptions),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    descending: Vec<String>,
    contests: Vec<String>,
}

struct Patterns {
    descending: lexicon::Holds,
    contests: Regex,
    range: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../rules/data/reversed-range.toml"))
        .expect("the embedded words are checked by a test");
    Patterns {
        descending: lexicon::Holds::new(&lists.descending),
        contests: lexicon::pattern(&format!(r"^\s*(?:{})", lexicon::any(&lists.contests))),
        range: lexicon::pattern(
            r"^[^0-9+−]*(?P<first>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<own>[^0-9~～〜–—−-]*?)(?P<join>\s*(?:--|[-–—~～〜])\s*)[$¥￥€]?(?P<last>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>[^0-9]*)$",
        ),
    }
});

/// How much of the text around a range may say that it descends, in characters.
const NEAR: usize = 12;

struct ReversedRange;

impl Rule for ReversedRange {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let ledger = cx.ledger;
        for passage in ledger.passages() {
            let ranges = || passage.quantities.iter().filter(|quantity| quantity.ends.is_some());
            cx.looked_at(ranges().count());
            let slips = ranges().filter_map(|quantity| reversed(passage, quantity)).collect();
            tell(cx, &Words { first: &REVERSED, further: &FURTHER, help: &HELP, fix: Some(&FIX) }, slips);
        }
    }
}

fn reversed(passage: &Passage, quantity: &Quantity) -> Option<Slip> {
    let (first, last) =
        quantity.ends.filter(|(first, last)| *first > Decimal::ZERO && *last > Decimal::ZERO)?;
    let is_measured = match quantity.class {
        Class::Score => false,
        // `3-1 表` names something.
        Class::Count | Class::Other => quantity.unit.is_some() && last >= Decimal::TEN,
        _ => true,
    };
    // Two shares of one whole: 80-20%.
    let is_split = quantity.class == Class::Percent && first.checked_add(last) == Some(Decimal::ONE_HUNDRED);
    if !is_measured || is_split {
        return None;
    }
    let lexeme = passage.lexeme(quantity);
    let found = PATTERNS.range.captures(lexeme)?;
    let (own, unit) = (found["own"].trim(), found["unit"].trim());
    // Between blanks, a dash may set a value apart from what it is the value of: `2025-05-17 - 82.5%`.
    let is_dash = own.is_empty() && found["join"].starts_with(' ');
    let one_unit = own.is_empty() || unit.starts_with(own);
    // As they are printed: in `500-300 万元` both ends have one magnitude.
    let number = |name: &str| found[name].replace(',', "").parse::<Decimal>().ok();
    if number("first")? <= number("last")?
        || is_dash
        || !one_unit
        || PATTERNS.contests.is_match(unit)
        || descends(passage, quantity)
    {
        return None;
    }
    let part = |name: &str| {
        let part = found.name(name)?;
        let start = quantity.range.start + part.start() as u32;
        Some((passage.span(start..start + part.len() as u32), part.as_str()))
    };
    let ((first_at, greater), (last_at, smaller)) = (part("first")?, part("last")?);
    Some(Slip {
        span: passage.span(quantity.range.clone()),
        label: String::new(),
        derivation: format!("{greater} > {smaller}"),
        printed: lexeme.trim().to_owned(),
        edits: vec![
            Edit { span: first_at, text: smaller.to_owned() },
            Edit { span: last_at, text: greater.to_owned() },
        ],
    })
}

/// True if the words around a range say that it runs down.
fn descends(passage: &Passage, quantity: &Quantity) -> bool {
    let text = &passage.prose.text;
    let (before, behind) = (&text[..quantity.range.start as usize], &text[quantity.range.end as usize..]);
    let start = before.char_indices().rev().take(NEAR).last().map_or(before.len(), |(at, _)| at);
    let end = behind.char_indices().nth(NEAR).map_or(behind.len(), |(at, _)| at);
    PATTERNS.descending.is_match(&before[start..]) || PATTERNS.descending.is_match(&behind[..end])
}
