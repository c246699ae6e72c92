//! From the parts around a number in digits to the quantity that they make, or to none.

use rust_decimal::Decimal;

use super::context::CONTEXT;
use super::figure::{Digits, Figure, digits};
use super::front::{Front, front};
use super::lexicon::{LEXICON, Mark};
use super::measure::Measure;
use super::number::Number;
use super::range::level;
use super::scan::Scanner;
use super::unit::{Class, Unit};
use super::unitless::front_words;
use super::{Bound, Per, Quantity};

/// What is read around a number in digits.
pub(super) struct Parts {
    pub front: Front,
    pub first: Number,
    /// The other end of a range.
    pub second: Option<Number>,
    /// The unit behind it all, and where that ends.
    pub measure: Measure,
}

impl Parts {
    /// Where it all begins.
    pub fn start(&self) -> usize {
        self.first.start - self.front.length
    }

    /// Multiplies the numbers by the magnitude of a unit that stands elsewhere.
    pub fn multiply(&mut self, factor: Decimal) {
        for number in [Some(&mut self.first), self.second.as_mut()].into_iter().flatten() {
            number.factor = number.factor.checked_mul(factor).unwrap_or(number.factor);
        }
    }

    /// True if the number is printed as a lower bound.
    pub fn is_more(&self) -> bool {
        self.first.more || self.second.is_some_and(|second| second.more)
    }
}

/// What a number is a quantity of.
pub(super) struct Meaning {
    pub class: Class,
    pub unit: Option<&'static Unit>,
    pub per: Option<Per>,
    /// Whether the unit stands elsewhere.
    pub from_setting: bool,
    /// Where the quantity ends.
    pub end: usize,
}

impl Scanner<'_> {
    /// The quantity whose number is `figure`.
    pub(super) fn quantity(&self, start: usize, figure: Figure) -> Option<Quantity> {
        let mut parts = self.parts(start, figure)?;
        if let Some(end) = self.scale(&parts) {
            return finished(
                &parts,
                Meaning { class: Class::Score, unit: None, per: None, from_setting: false, end },
            );
        }
        let end = parts.measure.end;
        if self.is_cut(&parts.first, end) || self.goes_on(end) {
            return None;
        }
        let suffix = self.suffix(end, &parts);
        let meaning = self.meaning(&mut parts, suffix.map_or(end, |(_, end)| end))?;
        let mut quantity = finished(&parts, meaning)?;
        if let Some((mark, _)) = suffix {
            quantity.mark(mark);
        }
        Some(quantity.opened(parts.is_more()))
    }

    /// Reads what stands around a number.
    fn parts(&self, start: usize, figure: Figure) -> Option<Parts> {
        let front = front(self.before(start));
        let mut first = self.number(start, figure);
        let mut measure = self.measure(&first, front.currency.is_some());
        self.take_more_behind(&mut first, &mut measure);
        let mut second = None;
        if let Some((mut other, end)) = self.other_end(&front, &measure) {
            measure = level(&mut first, measure, &mut other, end)?;
            self.take_more_behind(&mut other, &mut measure);
            second = Some(other);
        }
        Some(Parts { front, first, second, measure })
    }

    /// Takes what says behind the unit that a number is a lower bound: `100ms+`, `3个多小时`.
    fn take_more_behind(&self, number: &mut Number, measure: &mut Measure) {
        if measure.unit.is_none() {
            return;
        }
        number.more |= self.text[number.end..measure.end].contains('多');
        if let Some(end) = self.behind_plus(measure.end) {
            (number.more, measure.end) = (true, end);
            if measure.per.is_none()
                && let Some((per, end)) = self.per(end)
            {
                (measure.per, measure.end) = (Some(per), end);
            }
        }
    }

    /// What the number is a quantity of, if it is one; `end` is where it ends with the words behind it.
    fn meaning(&self, parts: &mut Parts, end: usize) -> Option<Meaning> {
        let Parts { front, measure, .. } = &*parts;
        let unit = front.currency.or(measure.unit);
        let Some(class) = (Measure { unit, ..*measure }).class() else {
            return self.unitless(parts, end);
        };
        if front.currency.is_none() && unit.is_some_and(|unit| self.only_orders(parts, unit)) {
            return None;
        }
        let mut meaning = Meaning { class, unit, per: measure.per, from_setting: false, end };
        let words = || front_words(self.before(parts.start()));
        if class == Class::Count && measure.per.is_none() && LEXICON.is_rate_before(words()) {
            (meaning.class, meaning.per) = (Class::Rate, Some(Per::Before));
        }
        Some(meaning)
    }

    /// True if a number with a unit orders things instead of counting them: `第 3 次`, `2. 服务`, `in 2024 users …`.
    fn only_orders(&self, parts: &Parts, unit: &Unit) -> bool {
        let Parts { front, first, measure, .. } = parts;
        let before = self.before(first.start);
        if front.mark.is_some() {
            return false;
        }
        if before.trim_end_matches(' ').ends_with('第') {
            return true;
        }
        let is_count = matches!(unit.class, Class::Count | Class::Score | Class::Other);
        let opens_heading =
            self.setting.heading && first.start < 4 && !before.contains(char::is_alphanumeric);
        is_count
            && (opens_heading
                || first.figure.decimals == 0 && is_ordinal_before(before)
                || first.is_year() && CONTEXT.years.ends(before.trim_end_matches(' '))
                || self.is_of_name(first, unit, measure.end))
    }

    /// Where the scale ends that the number is a mark on: `9.5/10`.
    fn scale(&self, parts: &Parts) -> Option<usize> {
        let Parts { first, second, measure, front } = parts;
        if measure.unit.is_some() || second.is_some() || front.currency.is_some() {
            return None;
        }
        let behind = self.rest(first.end).trim_start_matches(' ').strip_prefix('/')?.trim_start_matches(' ');
        let start = self.text.len() - behind.len();
        let Digits::Figure(scale) = digits(self.text, start) else { return None };
        let goes_on =
            self.rest(scale.end).starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/' || c == '%');
        let is_scale = [5, 10, 100].iter().any(|&most| scale.value == Decimal::from(most))
            && scale.decimals == 0
            && first.figure.value <= scale.value
            && !goes_on;
        // 1/10 is a part, and so may be 3/10 in a sentence.
        let is_plain = first.figure.decimals == 0 && !(scale.value == Decimal::TEN && self.setting.cell);
        let is_part = is_plain || first.figure.value == Decimal::ONE;
        (is_scale && (!is_part || CONTEXT.scores.are_in(self.before(first.start)))).then_some(scale.end)
    }

    /// What words behind the quantity that ends at `at` say of it, and where they end.
    fn suffix(&self, at: usize, parts: &Parts) -> Option<(Mark, usize)> {
        let is_measured =
            parts.first.has_magnitude || parts.measure.unit.is_some() || parts.front.currency.is_some();
        self.words_behind(at, is_measured)
    }

    /// What words at `at` say of the number in front of them, and where they end: `以上`, `左右`.
    pub(super) fn words_behind(&self, at: usize, is_measured: bool) -> Option<(Mark, usize)> {
        let rest = self.rest(at);
        let trimmed = rest.trim_start_matches(' ');
        let (length, mark) = LEXICON.suffix(trimmed)?;
        let behind = &trimmed[length..];
        // 10万级, but 集群 级联.
        let is_level = trimmed.starts_with('级');
        let is_cut = behind.starts_with(['别', '联', '以', '数', '配']) || trimmed.len() < rest.len();
        (!is_level || is_measured && !is_cut).then(|| (mark, self.text.len() - behind.len()))
    }
}

/// True if the words in front of a number say that it orders: `图 3`, `step 5`.
pub(super) fn is_ordinal_before(before: &str) -> bool {
    CONTEXT.ordinals.ends(before.trim_end_matches([' ', '\n', '*', '#', '-']))
}

fn finished(parts: &Parts, meaning: Meaning) -> Option<Quantity> {
    let Parts { front, first, second, .. } = parts;
    let signed = |number: &Number| {
        let value = number.value()?;
        Some(if front.negative { -value } else { value })
    };
    let low = signed(first)?;
    let high = second.as_ref().map_or(Some(low), signed)?;
    let mut quantity = Quantity {
        number: first.start as u32..first.end as u32,
        low: Some(low.min(high)),
        high: Some(low.max(high)),
        ends: second.is_some().then_some((low, high)),
        ulp: first.ulp(),
        class: meaning.class,
        unit: meaning.unit,
        per: meaning.per,
        from_setting: meaning.from_setting,
        ..Quantity::exactly(low, parts.start()..meaning.end)
    };
    if let Some(mark) = front.mark {
        quantity.mark(mark);
    }
    if parts.is_more() {
        quantity.bound = Bound::AtLeast;
    }
    Some(quantity)
}
