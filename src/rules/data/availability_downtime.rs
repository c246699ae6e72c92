//! Availabilities and the downtimes beside them, recomputed from the percentage for the period that is named.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::fields::{Tables, is_alone};
use super::lexicon;
use super::prose::{PERCENT, QUANTITY, Skeleton, Token, tail, telling, written};
use super::slips::{Slip, Words, tell};
use crate::diagnostic::Severity;
use crate::document::NodeId;
use crate::message::Text;
use crate::quantity::interval::Interval;
use crate::quantity::{Bound, Class, Passage, Per, Quantity};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const WRONG: Text = Text {
    en: "an availability of {label} is another downtime: {derivation}, printed {printed}",
    zh: "可用性 {label} 对应的停机时间不是这个值：{derivation}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "another downtime as well: {derivation}, printed {printed}",
    zh: "此处停机时间同样不符：{derivation}，文中为 {printed}",
};
const HELP: Text =
    Text { en: "correct the percentage or the downtime", zh: "请更正可用性百分比或停机时间" };

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/availability-downtime",
    aliases: &[],
    summary: Text {
        en: "a downtime that is not what the availability beside it allows",
        zh: "停机时间与可用性百分比不符",
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&WRONG, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/availability-downtime.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(AvailabilityDowntime))),
    schema: || schemars::schema_for!(NoOptions),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    downtime: Vec<String>,
    year: Vec<String>,
    month: Vec<String>,
    week: Vec<String>,
    day: Vec<String>,
    other: Vec<String>,
    measured: Vec<String>,
    means: Vec<String>,
    availability: Vec<String>,
}

struct Patterns {
    downtime: lexicon::Holds,
    periods: [(lexicon::Holds, Period); 4],
    other: lexicon::Holds,
    measured: lexicon::Holds,
    means: lexicon::Holds,
    availability: lexicon::Holds,
}

/// A span of time in which a system is available or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Period {
    /// The fewest and the most days that people give it.
    days: (i64, i64),
    /// The days that a derivation shows.
    shown: i64,
}

const YEAR: Period = Period { days: (365, 366), shown: 365 };
const MONTH: Period = Period { days: (28, 31), shown: 30 };
const WEEK: Period = Period { days: (7, 7), shown: 7 };
const DAY: Period = Period { days: (1, 1), shown: 1 };

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../rules/data/availability-downtime.toml"))
        .expect("the embedded words are checked by a test");
    Patterns {
        downtime: lexicon::Holds::new(&lists.downtime),
        periods: [
            (lexicon::Holds::new(&lists.year), YEAR),
            (lexicon::Holds::new(&lists.month), MONTH),
            (lexicon::Holds::new(&lists.week), WEEK),
            (lexicon::Holds::new(&lists.day), DAY),
        ],
        other: lexicon::Holds::new(&lists.other),
        measured: lexicon::Holds::new(&lists.measured),
        means: lexicon::Holds::new(&lists.means),
        availability: lexicon::Holds::new(&lists.availability),
    }
});

impl Period {
    /// The only period that a text names.
    fn named(text: &str) -> Option<Period> {
        let mut found = PATTERNS.periods.iter().filter(|(words, _)| words.is_match(text));
        let (_, period) = found.next()?;
        found.next().is_none().then_some(*period)
    }

    /// The period that a quantity is counted by.
    fn of(quantity: &Quantity) -> Option<Period> {
        let Some(Per::Time(unit)) = quantity.per else { return None };
        let periods =
            [("month", 12, YEAR), ("month", 1, MONTH), ("second", 604_800, WEEK), ("second", 86_400, DAY)];
        let is = |(dimension, factor, _): &(&str, i64, Period)| {
            *unit.dimension == **dimension && unit.factor == Decimal::from(*factor)
        };
        periods.into_iter().find(is).map(|(_, _, period)| period)
    }
}

struct AvailabilityDowntime;

impl Rule for AvailabilityDowntime {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let (doc, ledger) = (cx.doc, cx.ledger);
        let words = Words { first: &WRONG, further: &FURTHER, help: &HELP, fix: None };
        let mut row = Row::default();
        let mut tables = Tables::new(doc);
        for passage in ledger.passages() {
            let mut seen = Vec::new();
            if let Some(names) = tables.names(passage.node) {
                let own = doc.node(passage.node).parent;
                if row.node != own {
                    row = Row { node: own, availability: None };
                }
                seen.extend(row.judge(passage, names.header));
            }
            if seen.is_empty() && passage.quantities.len() > 1 {
                seen = in_text(passage);
            }
            cx.looked_at(seen.len());
            tell(cx, &words, seen.into_iter().flatten().collect());
        }
    }
}

/// What is known of a row of a table when its cells are read in order.
#[derive(Default)]
struct Row<'p> {
    node: NodeId,
    availability: Option<&'p Quantity>,
}

impl<'p> Row<'p> {
    fn judge(&mut self, passage: &'p Passage, header: &str) -> Option<Option<Slip>> {
        if !is_alone(passage) {
            return None;
        }
        let quantity = &passage.quantities[0];
        if is_availability(quantity) && PATTERNS.availability.is_match(header) {
            self.availability = Some(quantity);
            return None;
        }
        let is_downtime =
            is_time(quantity) && PATTERNS.downtime.is_match(header) && !PATTERNS.measured.is_match(header);
        let period = Period::of(quantity).or_else(|| Period::named(header)).filter(|_| is_downtime)?;
        Some(judge(passage, self.availability?, quantity, period, true))
    }
}

/// The downtimes of running text behind the percentages that they belong to; wrong ones as slips.
fn in_text(passage: &Passage) -> Vec<Option<Slip>> {
    if !passage.quantities.iter().any(is_availability) || !passage.quantities.iter().any(is_time) {
        return Vec::new();
    }
    let skeleton = Skeleton::of(passage);
    let tokens = skeleton.tokens();
    let mut seen = Vec::new();
    for (index, (at, token)) in tokens.iter().enumerate() {
        let Token::Quantity(percent) = *token else { continue };
        if !is_availability(percent) {
            continue;
        }
        let behind =
            tokens.get(index + 1).and_then(|&(end, token)| about(&skeleton, (*at, token), end, false));
        let before = || {
            let (end, token) = *tokens.get(index.checked_sub(1)?)?;
            about(&skeleton, (end, token), *at, true)
        };
        if let Some(downtime) = behind.or_else(before) {
            seen.push(judge(passage, percent, downtime.time, downtime.period, downtime.computed));
        }
    }
    seen
}

/// A time of being down beside an availability.
struct Downtime<'p> {
    time: &'p Quantity,
    period: Period,
    /// Whether it follows from the percentage rather than from a count of hours.
    computed: bool,
}

/// The downtime `time` beside an availability, of which the first begins at byte `from` and the other at byte `to`.
fn about<'p>(
    skeleton: &Skeleton<'p>,
    (from, time): (usize, Token<'p>),
    to: usize,
    time_first: bool,
) -> Option<Downtime<'p>> {
    let Token::Quantity(time) = time else { return None };
    let between = &skeleton.text[from + PERCENT.len_utf8()..to];
    if !is_time(time) || between.contains(['。', '\n', ';']) || between.chars().count() > 40 {
        return None;
    }
    let around = if time_first {
        // Behind the percentage nothing is said of the time.
        format!("{} {between}", tail(skeleton.sentence_before(from), 36))
    } else {
        let behind = skeleton.text[to + QUANTITY.len_utf8()..].chars().take(24);
        format!("{between} {}", behind.take_while(|c| !",;。\n)(".contains(*c)).collect::<String>())
    };
    let is_one = PATTERNS.downtime.is_match(&around)
        && !PATTERNS.other.is_match(&around)
        && (!time_first || between.trim_start().starts_with('('));
    let period = Period::of(time).or_else(|| Period::named(&around)).filter(|_| is_one)?;
    let computed =
        (between.contains('(') || PATTERNS.means.is_match(between)) && !PATTERNS.measured.is_match(&around);
    Some(Downtime { time, period, computed })
}

fn is_availability(quantity: &Quantity) -> bool {
    quantity.class == Class::Percent
        && quantity.value().is_some_and(|value| value >= Decimal::from(90) && value < Decimal::ONE_HUNDRED)
}

fn is_time(quantity: &Quantity) -> bool {
    quantity.class == Class::Time && quantity.unit.is_some_and(|unit| &*unit.dimension == "second")
}

/// Compares a downtime with what a percentage allows. One that was measured may be shorter.
fn judge(
    passage: &Passage,
    percent: &Quantity,
    time: &Quantity,
    period: Period,
    computed: bool,
) -> Option<Slip> {
    let printed = percent.value()?;
    let missing = (Decimal::ONE_HUNDRED - printed) / Decimal::ONE_HUNDRED;
    let seconds = |days: i64| missing.checked_mul(Decimal::from(days * 86_400));
    let (least, most) = (seconds(period.days.0)?, seconds(period.days.1)?);
    let factor = time.unit?.factor;
    // What is printed is rounded or cut, and nobody minds three parts in a hundred.
    let Interval { low, high } = time.interval();
    let (low, high) = (low.unwrap_or_default(), high);
    let slack = |value: Decimal| (value * Decimal::new(3, 2)).max(time.ulp);
    let low = low.saturating_sub(slack(low)).checked_mul(factor)?;
    let high = match high {
        Some(high) => Some(high.saturating_add(slack(high)).checked_mul(factor)?),
        None => None,
    };
    let rounding = if computed { Decimal::ZERO } else { percent.ulp / Decimal::from(200) };
    let most = most.checked_add(rounding.checked_mul(Decimal::from(period.days.1 * 86_400))?)?;
    let is_longer = low > most;
    let is_shorter = computed && percent.bound == Bound::Exact && high.is_some_and(|high| high < least);
    if !is_longer && !is_shorter {
        return None;
    }
    let right = seconds(period.shown)?.checked_div(factor)?;
    let unit = passage.prose.text.get(time.number.end as usize..time.range.end as usize).unwrap_or_default();
    let unit = unit.split(['/', '每', '以']).next().unwrap_or_default().trim();
    let hours = if period.shown == 1 { "24 h".to_owned() } else { format!("{} × 24 h", period.shown) };
    Some(Slip {
        span: passage.span(time.range.clone()),
        label: format!("{} %", printed.normalize()),
        derivation: format!(
            "(100 − {}) % × {hours} = {} {unit}",
            printed.normalize(),
            written(right, telling(right, 2))
        ),
        printed: passage.lexeme(time).trim().to_owned(),
        edits: Vec::new(),
    })
}
