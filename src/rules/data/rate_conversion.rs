//! Rates that are given twice, in two units of time, and don't convert into each other.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::lexicon;
use super::prose::{QUANTITY, Skeleton, Token, tail, telling, written};
use super::slips::{Slip, Words, tell};
use crate::diagnostic::Severity;
use crate::message::Text;
use crate::quantity::interval::Interval;
use crate::quantity::{Class, Passage, Per, Quantity};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const WRONG: Text = Text {
    en: "“{label}” converts into another rate: {derivation}, printed {printed}",
    zh: "“{label}”的换算有误：{derivation}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "another rate as well: {derivation}, printed {printed}",
    zh: "此处换算同样有误：{derivation}，文中为 {printed}",
};
const HELP: Text = Text {
    en: "correct one of the two; if the second is a peak, say so",
    zh: "请更正其中一个数值；若后者为峰值，请写明",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/rate-conversion",
    aliases: &[],
    summary: Text {
        en: "a rate that is not what it converts into", zh: "同一速率的两种写法换算不符"
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&WRONG, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/rate-conversion.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(RateConversion))),
    schema: || schemars::schema_for!(NoOptions),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    equals: Vec<String>,
    fillers: Vec<String>,
    second: Vec<String>,
    minute: Vec<String>,
    hour: Vec<String>,
    day: Vec<String>,
    week: Vec<String>,
    month: Vec<String>,
    year: Vec<String>,
    peak: Vec<String>,
    spread: Vec<String>,
    things: Vec<String>,
}

struct Patterns {
    /// All of what may stand between two rates that are one.
    equals: Regex,
    /// A text that ends with the period that the number behind it is counted in.
    periods: Vec<(Regex, Period)>,
    peak: lexicon::Holds,
    spread: lexicon::Holds,
    things: Vec<String>,
}

/// The seconds of a period, the fewest and the most that people give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Period {
    least: i64,
    most: i64,
    shown: i64,
}

impl Period {
    const fn fixed(seconds: i64) -> Period {
        Period { least: seconds, most: seconds, shown: seconds }
    }
}

const DAY: i64 = 86_400;
const MONTH: Period = Period { least: 28 * DAY, most: 31 * DAY, shown: 30 * DAY };
const YEAR: Period = Period { least: 360 * DAY, most: 366 * DAY, shown: 365 * DAY };

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../rules/data/rate-conversion.toml"))
        .expect("the embedded words are checked by a test");
    let mut equals = lists.equals;
    equals.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let fillers = lexicon::any(&lists.fillers);
    let ends = |words: &[String]| lexicon::pattern(&format!("(?:{})$", lexicon::any(words)));
    let periods = [
        (lists.second, Period::fixed(1)),
        (lists.minute, Period::fixed(60)),
        (lists.hour, Period::fixed(3600)),
        (lists.day, Period::fixed(DAY)),
        (lists.week, Period::fixed(7 * DAY)),
        (lists.month, MONTH),
        (lists.year, YEAR),
    ];
    Patterns {
        equals: lexicon::pattern(&format!(
            r"^\s*(?:{fillers})?\s*(?P<opens>[(,:]?)(?:(?P<said>{}|[=≈~⇒→])|{fillers}|\s)*$",
            lexicon::any(&equals)
        )),
        periods: periods.into_iter().map(|(words, period)| (ends(&words), period)).collect(),
        peak: lexicon::Holds::new(&lists.peak),
        spread: lexicon::Holds::new(&lists.spread),
        things: lists.things,
    }
});

struct RateConversion;

impl Rule for RateConversion {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let ledger = cx.ledger;
        let words = Words { first: &WRONG, further: &FURTHER, help: &HELP, fix: None };
        for passage in ledger.passages() {
            if passage.quantities.iter().filter(|it| may_be_rate(it)).count() < 2 {
                continue;
            }
            let seen = judge(passage);
            cx.looked_at(seen.len());
            tell(cx, &words, seen.into_iter().flatten().collect());
        }
    }
}

fn may_be_rate(quantity: &Quantity) -> bool {
    quantity.class == Class::Rate || quantity.class == Class::Size
}

/// What a rate counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Things,
    Bytes,
}

/// A number of things in a period.
struct Rate<'p> {
    quantity: &'p Quantity,
    kind: Kind,
    /// The number, with the factor of its unit.
    factor: Decimal,
    period: Period,
}

fn rate<'p>(skeleton: &Skeleton<'_>, at: usize, quantity: &'p Quantity) -> Option<Rate<'p>> {
    let dimension = quantity.unit.map_or("", |unit| &*unit.dimension);
    let factor = quantity.unit.map_or(Decimal::ONE, |unit| unit.factor);
    if PATTERNS.things.iter().any(|thing| thing == dimension) {
        return None;
    }
    let second = Period::fixed(1);
    let period = match quantity.per {
        Some(Per::Time(unit)) => match &*unit.dimension {
            "second" => {
                let seconds = i64::try_from(unit.factor.trunc()).ok().filter(|&seconds| seconds > 0)?;
                Period::fixed(seconds)
            }
            "month" if unit.factor == Decimal::ONE => MONTH,
            "month" if unit.factor == Decimal::from(12) => YEAR,
            _ => return None,
        },
        Some(Per::Before) => {
            let before = tail(&skeleton.text[..at], 24).trim_end_matches([' ', '约']);
            PATTERNS.periods.iter().find(|(words, _)| words.is_match(before))?.1
        }
        Some(Per::Thing) => return None,
        None if matches!(dimension, "per second" | "bit per second") => second,
        None => return None,
    };
    let kind = if quantity.class == Class::Size { Kind::Bytes } else { Kind::Things };
    let bits = if dimension == "bit per second" { Decimal::from(8) } else { Decimal::ONE };
    (quantity.class == Class::Rate || kind == Kind::Bytes).then(|| Rate {
        quantity,
        kind,
        factor: factor / bits,
        period,
    })
}

/// The rates of a passage that are given twice; wrong ones as slips.
fn judge(passage: &Passage) -> Vec<Option<Slip>> {
    let skeleton = Skeleton::of(passage);
    let mut seen = Vec::new();
    for two in skeleton.tokens().windows(2) {
        let [(at, Token::Quantity(one)), (end, Token::Quantity(other))] = two else { continue };
        let gap = &skeleton.text[at + QUANTITY.len_utf8()..*end];
        let Some(found) = PATTERNS.equals.captures(gap) else { continue };
        let (Some(one), Some(other)) = (rate(&skeleton, *at, one), rate(&skeleton, *end, other)) else {
            continue;
        };
        if one.kind != other.kind || one.period == other.period || one.quantity.range == other.quantity.range
        {
            continue;
        }
        // A factor of a product: `8,000 辆 × 1 次/分钟，约 133 次/秒`.
        if skeleton.text[..*at].trim_end().ends_with(['×', '*', '·']) {
            continue;
        }
        let opens = &found["opens"];
        let is_approximate = other.quantity.approximate
            && (!opens.is_empty() || passage.lexeme(other.quantity).trim_start().starts_with('≈'));
        let is_said = found.name("said").is_some() || is_approximate;
        if !is_said && opens != "(" {
            continue;
        }
        let around = format!("{}{}", skeleton.sentence_before(*at), skeleton.sentence_behind(*at));
        seen.extend(compare(passage, &one, &other, is_said, &around));
    }
    seen
}

/// `None` if the two can't be compared, `Some(None)` if they agree.
fn compare(
    passage: &Passage,
    one: &Rate<'_>,
    other: &Rate<'_>,
    is_said: bool,
    around: &str,
) -> Option<Option<Slip>> {
    let span = |rate: &Rate<'_>| -> Option<(Decimal, Decimal)> {
        let Interval { low, high } = rate.quantity.interval();
        let (low, high) = (low?.checked_mul(rate.factor)?, high?.checked_mul(rate.factor)?);
        Some((
            low.checked_div(Decimal::from(rate.period.most))?,
            high.checked_div(Decimal::from(rate.period.least))?,
        ))
    };
    let ((low, high), (other_low, other_high)) = (span(one)?, span(other)?);
    if low <= Decimal::ZERO || other_low <= Decimal::ZERO {
        return None;
    }
    // Numbers with few digits are round.
    let tolerance = Decimal::new(11, 1);
    let round = |rate: &Rate<'_>| -> Option<Decimal> {
        let value = rate.quantity.value()?;
        Decimal::ONE.checked_add(last_digit(value)?.checked_div(value.checked_mul(Decimal::TWO)?)?)
    };
    let tolerance = tolerance.max(round(one)?).max(round(other)?);
    let fits = |share: Decimal| {
        let within = |value: Decimal| value.checked_mul(tolerance);
        Some(other_low.checked_mul(share)? <= within(high)? && low <= within(other_high.checked_mul(share)?)?)
    };
    if fits(Decimal::ONE)? {
        return Some(None);
    }
    let times = other_low.saturating_add(other_high).checked_div(low.saturating_add(high))?;
    let is_peak = PATTERNS.peak.is_match(around) && times <= Decimal::from(20) && times >= Decimal::new(5, 2);
    // Rates of requests in a part of the day: 按 8 小时计.
    let in_hours = |hours: Decimal| fits(hours / Decimal::from(24)).unwrap_or(true);
    let hours = hours_near(passage, other.quantity);
    if is_peak || PATTERNS.spread.is_match(around) || hours.into_iter().any(in_hours) {
        return Some(None);
    }
    // In parentheses alone stands what the system can do as often as a conversion, unless it is off by a round factor.
    let slip = |factor: i64| {
        let factor = Decimal::from(factor);
        let near = |times: Decimal| (times - factor).abs() <= factor * Decimal::new(2, 2);
        near(times) || Decimal::ONE.checked_div(times).is_some_and(near)
    };
    if !is_said && ![10, 100, 1000, 10_000, 60, 3600, 24].into_iter().any(slip) {
        return Some(None);
    }
    wrong(passage, one, other).map(Some)
}

/// The parts of a day, in hours, that are named near a quantity.
fn hours_near(passage: &Passage, quantity: &Quantity) -> Vec<Decimal> {
    let index = passage.quantities.partition_point(|it| it.range.start < quantity.range.start);
    let near = index.saturating_sub(4)..passage.quantities.len().min(index + 4);
    let is_hour = |it: &&Quantity| {
        it.class == Class::Time && it.unit.is_some_and(|unit| unit.factor == Decimal::from(3600))
    };
    passage.quantities[near]
        .iter()
        .filter(is_hour)
        .filter_map(Quantity::value)
        .filter(|&hours| hours > Decimal::ZERO && hours < Decimal::from(24))
        .collect()
}

/// One in the place of the last digit of a number that is not zero.
fn last_digit(value: Decimal) -> Option<Decimal> {
    let value = value.normalize();
    if value.scale() > 0 {
        return Some(Decimal::new(1, value.scale()));
    }
    let mut place = Decimal::ONE;
    let mut rest = value;
    while !rest.is_zero() && (rest % Decimal::TEN).is_zero() {
        rest /= Decimal::TEN;
        place = place.checked_mul(Decimal::TEN)?;
    }
    Some(place)
}

fn wrong(passage: &Passage, one: &Rate<'_>, other: &Rate<'_>) -> Option<Slip> {
    let value = one.quantity.value()?;
    let (own, its) = (Decimal::from(one.period.shown), Decimal::from(other.period.shown));
    let result =
        value.checked_mul(one.factor)?.checked_mul(its)?.checked_div(own)?.checked_div(other.factor)?;
    let lexeme = passage.lexeme(one.quantity).trim();
    let (sign, factor) = if own > its { ('÷', own / its) } else { ('×', its / own) };
    let text = &passage.prose.text;
    let unit =
        text.get(other.quantity.number.end as usize..other.quantity.range.end as usize).unwrap_or_default();
    Some(Slip {
        span: passage.span(other.quantity.range.clone()),
        label: lexeme.to_owned(),
        derivation: format!(
            "{} {sign} {} = {} {}",
            written(value, 6),
            written(factor, 2),
            written(result, telling(result, 2)),
            unit.trim()
        ),
        printed: passage.lexeme(other.quantity).trim().to_owned(),
        edits: Vec::new(),
    })
}
