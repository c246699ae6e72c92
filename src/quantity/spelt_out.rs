//! Numbers in words: Chinese numerals, which need a unit unless they are large, and English number words, which need a unit
//! that no article has.

use rust_decimal::Decimal;

use super::context::CONTEXT;
use super::front::words_in_front;
use super::lexicon::{LEXICON, Mark, PERCENT, latin_run};
use super::measure::Measure;
use super::number::Number;
use super::numerals::{self, Numeral, Sense};
use super::scan::Scanner;
use super::unit::{Class, Unit};
use super::{Bound, Quantity};

impl Scanner<'_> {
    /// Reads what begins with a Chinese character; returns where to go on.
    pub(super) fn at_han(&mut self, start: usize) -> usize {
        let Some(first) = self.rest(start).chars().next() else { return self.text.len() };
        if !numerals::begins(first) {
            return start + first.len_utf8();
        }
        let numeral = numerals::numeral(self.text, start);
        let is_part = numeral.is_ok_and(|numeral| matches!(numeral.sense, Sense::Part | Sense::Factor));
        if !is_part && let Some(length) = LEXICON.idiom(self.rest(start)) {
            return start + length;
        }
        let numeral = match numeral {
            Ok(numeral) => numeral,
            Err(end) => return end,
        };
        let Some(quantity) = self.in_han(start, first, &numeral) else { return numeral.end };
        self.keep(quantity)
    }

    fn in_han(&self, start: usize, first: char, numeral: &Numeral) -> Option<Quantity> {
        let before = self.before(start);
        if is_part_of_word(before, first) {
            return None;
        }
        let rest = self.rest(numeral.end);
        let more = LEXICON.more(rest).filter(|_| !rest.starts_with("来"));
        let mut number = Number::spelt_out(start, numeral.end + more.unwrap_or(0), numeral.low?);
        // So that a noun may follow the magnitude, as behind digits.
        number.has_magnitude = numeral.sense != Sense::Plain || number.figure.value >= Decimal::ONE_HUNDRED;
        let measure = self.measure(&number, false);
        let front = words_in_front(before);
        let class = self.class_in_han(first, numeral, &number, &measure, front.mark)?;
        let has_measure = measure.is_some() && numeral.sense != Sense::Factor;
        let end = if has_measure { measure.end } else { number.end };
        let suffix = self.words_behind(end, true);
        let mut quantity = Quantity {
            number: start as u32..numeral.end as u32,
            low: numeral.low,
            high: numeral.high,
            approximate: matches!(numeral.sense, Sense::Vague | Sense::Few),
            class,
            unit: if numeral.sense == Sense::Part { Some(*PERCENT) } else { measure.unit },
            per: measure.per,
            spelt_out: true,
            ..Quantity::exactly(number.figure.value, start - front.length..suffix.map_or(end, |(_, end)| end))
        };
        if more.is_some() {
            quantity.bound = Bound::AtLeast;
        }
        for mark in [front.mark, suffix.map(|(mark, _)| mark)].into_iter().flatten() {
            quantity.mark(mark);
        }
        Some(quantity.opened(more.is_some()))
    }

    /// The class of a Chinese numeral; `None` if it counts nothing.
    fn class_in_han(
        &self,
        first: char,
        numeral: &Numeral,
        number: &Number,
        measure: &Measure,
        mark: Option<Mark>,
    ) -> Option<Class> {
        let of_unit = measure.class();
        let is_time = of_unit == Some(Class::Time);
        let is_single = numeral.end - number.start == first.len_utf8();
        let is_power = matches!(first, '百' | '千' | '万' | '亿');
        match numeral.sense {
            Sense::Part => return Some(Class::Percent),
            Sense::Factor => return Some(Class::Multiple),
            Sense::Few => return of_unit.filter(|_| is_time),
            Sense::Vague => return Some(of_unit.unwrap_or(Class::Count)),
            Sense::Plain => {}
        }
        // 每三天, but neither 每一天 nor 每两个.
        if self.before(number.start).ends_with('每') && !(is_time && number.figure.value >= Decimal::TWO) {
            return None;
        }
        // 万元, 百台: a unit, not a number; but 近百台.
        if is_power && mark.is_none() && (is_single || of_unit == Some(Class::Money)) {
            return None;
        }
        let Some(class) = of_unit else {
            // 三百万, and 近千 where nothing goes on.
            let ends = !self.rest(number.end).starts_with(char::is_alphanumeric);
            let is_number = !is_power && !matches!(first, '十' | '半') || is_power && mark.is_some() && ends;
            return (number.figure.value >= Decimal::ONE_HUNDRED && is_number).then_some(Class::Count);
        };
        (!is_article(class, is_single && first == '一', number, measure.unit)).then_some(class)
    }

    /// Reads a word; a number in words is a quantity with a unit of time, percent, money or a multiple.
    pub(super) fn at_word(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let run = bytes[start..].iter().position(|byte| !byte.is_ascii_alphabetic());
        let end = run.map_or(bytes.len(), |run| start + run);
        match self.in_english(start, end) {
            Some(quantity) => self.keep(quantity),
            None => end,
        }
    }

    fn in_english(&self, start: usize, end: usize) -> Option<Quantity> {
        let word = &self.text[start..end];
        let before = self.before(start);
        let is_joined = before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if is_joined {
            return None;
        }
        if let Some(stem) = word.strip_suffix("fold").filter(|stem| stem.len() > 2) {
            let value = Decimal::from(LEXICON.number_word(stem)?);
            let is_multiple = self.is_multiple(stem, end);
            return is_multiple.then(|| Quantity {
                class: Class::Multiple,
                spelt_out: true,
                ..Quantity::exactly(value, start..end)
            });
        }
        let value = Decimal::from(LEXICON.number_word(word)?);
        if !self.rest(end).starts_with([' ', '-', '\n']) {
            return None;
        }
        let number = Number::spelt_out(start, end, value);
        let measure = self.measure(&number, false);
        let unit = measure.unit?;
        let counts = match unit.class {
            Class::Time => value != Decimal::ONE,
            Class::Multiple => self.is_multiple(word, measure.end),
            Class::Percent | Class::Money => true,
            _ => false,
        };
        if !counts {
            return None;
        }
        let front = words_in_front(before);
        let mut quantity = Quantity {
            number: start as u32..end as u32,
            class: unit.class,
            unit: Some(unit),
            per: measure.per,
            spelt_out: true,
            ..Quantity::exactly(value, start - front.length..measure.end)
        };
        if let Some(mark) = front.mark {
            quantity.mark(mark);
        }
        Some(quantity.opened(false))
    }

    /// False for `two-fold`, which ends at `end`, unless it says what is multiplied.
    fn is_multiple(&self, word: &str, end: usize) -> bool {
        let is_part = CONTEXT.parts.contains(word.to_ascii_lowercase().as_str());
        !is_part || self.rest(end).strip_prefix(' ').is_some_and(|noun| latin_run(noun) > 0)
    }
}

/// True if a numeral goes on with what stands before it: 第三, 周三, 线上.
fn is_part_of_word(before: &str, first: char) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let joined = if first == '上' { &CONTEXT.joined_up } else { &CONTEXT.joined };
    last.is_ascii_digit()
        || joined.contains(&last)
        || CONTEXT.joined_pairs.contains(&(last, first))
        || CONTEXT.joined_words.ends(before)
}

/// True for numerals that only point: 一个, 三方.
fn is_article(class: Class, is_one: bool, number: &Number, unit: Option<&Unit>) -> bool {
    let value = number.figure.value;
    match class {
        Class::Time | Class::Money | Class::Rate | Class::Percent | Class::Multiple => false,
        Class::Count => is_one || unit.is_none() || value < Decimal::TWO,
        Class::Size | Class::Score | Class::Other => value < Decimal::TEN,
    }
}
