//! A number with what multiplies it and what says that it is more, and no unit yet: `5,000+`, `1.2亿`, `3 million`.

use rust_decimal::Decimal;

use super::figure::{Figure, digit};
use super::lexicon::{LEXICON, blanks};
use super::scan::Scanner;
use super::unit::Class;

/// A number with its magnitude.
#[derive(Clone, Copy)]
pub(super) struct Number {
    /// Where it begins, in bytes of the text.
    pub start: usize,
    /// Where it ends with its magnitude and the mark for more.
    pub end: usize,
    /// Its digits.
    pub figure: Figure,
    /// What its digits are multiplied by.
    pub factor: Decimal,
    /// Whether a magnitude is printed.
    pub has_magnitude: bool,
    /// Whether it is a lower bound: `100+`, `30 多`.
    pub more: bool,
}

impl Number {
    /// A number that is spelt out.
    pub fn spelt_out(start: usize, end: usize, value: Decimal) -> Number {
        let figure = Figure { value, decimals: 0, end, grouped: false, padded: false };
        Number { start, end, figure, factor: Decimal::ONE, has_magnitude: false, more: false }
    }

    /// Its value, magnitude applied; `None` if no decimal holds it.
    pub fn value(&self) -> Option<Decimal> {
        self.figure.value.checked_mul(self.factor)
    }

    /// One unit in its last printed place.
    pub fn ulp(&self) -> Decimal {
        let ulp = Decimal::new(1, self.figure.decimals);
        ulp.checked_mul(self.factor).unwrap_or(ulp)
    }

    /// True if nothing but its digits is printed, and they are few: it may be a name.
    pub fn is_plain(&self) -> bool {
        !self.has_magnitude && !self.more && !self.figure.grouped
    }

    /// True if it may be the number of a year.
    pub fn is_year(&self) -> bool {
        self.is_plain() && self.figure.is_year()
    }
}

impl Scanner<'_> {
    /// The number whose digits are `figure`.
    pub(super) fn number(&self, start: usize, figure: Figure) -> Number {
        let mut number = Number {
            start,
            end: figure.end,
            figure,
            factor: Decimal::ONE,
            has_magnitude: false,
            more: false,
        };
        self.take_more(&mut number);
        if let Some((length, power)) =
            LEXICON.magnitude(self.rest(number.end)).filter(|(length, _)| self.is_magnitude(&number, *length))
        {
            number.factor = Decimal::from_i128_with_scale(10i128.pow(power), 0);
            number.has_magnitude = true;
            number.end += length;
            self.take_more(&mut number);
        }
        number
    }

    /// Takes the mark for more that stands behind `number`, if a plus or a unit says that it is one.
    fn take_more(&self, number: &mut Number) {
        let rest = self.rest(number.end);
        if let Some(end) = self.behind_plus(number.end) {
            (number.more, number.end) = (true, end);
            return;
        }
        let rest = &rest[blanks(rest)..];
        let Some(length) = LEXICON.more(rest) else { return };
        let behind = &rest[length..];
        let behind = &behind[blanks(behind)..];
        if LEXICON.magnitude(behind).is_some() || LEXICON.unit(behind).is_some() {
            (number.more, number.end) = (true, self.text.len() - behind.len());
        }
    }

    /// Where a plus ends that stands at `at` and adds nothing.
    pub(super) fn behind_plus(&self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        let plus = rest.chars().next().filter(|c| matches!(c, '+' | '＋'))?;
        let end = at + plus.len_utf8();
        digit(self.text, end).is_none().then_some(end)
    }

    /// False where the letters behind a number are no magnitude: `512B` are bytes, `4K` is a format of pictures, `350W` a power.
    fn is_magnitude(&self, number: &Number, length: usize) -> bool {
        let end = number.end + length;
        let behind = self.rest(end);
        let is_plus = behind.starts_with(['+', '＋']);
        let has_currency = || LEXICON.currency_before(self.before(number.start).trim_end()).is_some();
        match &self.text[number.end..end] {
            "B" => is_plus || has_currency() || LEXICON.counts_billions(behind),
            "T" => has_currency(),
            "K" if matches!(&self.text[number.start..number.end], "2" | "4" | "8") => {
                self.setting.cell || is_plus || has_currency() || behind.starts_with('/') || self.is_rate(end)
            }
            "W" | "w" => {
                is_plus
                    || self.setting.measured.is_some()
                    || LEXICON.unit(&behind[blanks(behind)..]).is_some()
            }
            _ => true,
        }
    }

    fn is_rate(&self, at: usize) -> bool {
        let rest = self.rest(at);
        LEXICON.unit(&rest[blanks(rest)..]).is_some_and(|(_, unit)| unit.class == Class::Rate)
    }
}
