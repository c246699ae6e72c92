//! Finds the quantities of a text: numbers with what makes them quantities, and no others.
//!
//! The text is walked once. Work is done at digits, numerals and number words only, and each looks no further than the
//! words that may belong to it, so that the cost is linear.

use std::cell::OnceCell;

use super::Quantity;
use super::figure::{Digits, digits, is_wide_digit};
use super::header::Setting;
use super::lexicon::LEXICON;
use super::numerals;

/// How far words may stand from the number that they say something about, in bytes.
pub(super) const NEAR: usize = 36;

/// The quantities of `text` in order, none overlapping another.
pub(crate) fn scan(text: &str, setting: Setting) -> Vec<Quantity> {
    let mut scanner = Scanner { text, setting, found: Vec::new(), written: OnceCell::new() };
    let bytes = text.as_bytes();
    let mut at = next_start(bytes, 0);
    while at < bytes.len() {
        let end = match bytes[at] {
            b'0'..=b'9' | 0xEF => scanner.at_digit(at),
            b'a'..=b'z' | b'A'..=b'Z' => scanner.at_word(at),
            _ => scanner.at_han(at),
        };
        at = next_start(bytes, end);
    }
    scanner.found
}

/// False if nothing in this source of a text can begin a quantity.
pub(super) fn may_hold(source: &str) -> bool {
    let bytes = source.as_bytes();
    // An entity may stand for anything.
    next_start(bytes, 0) < bytes.len() || bytes.contains(&b'&')
}

/// What a byte may begin. Bytes inside characters are none of these, so that they need no care.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Nothing,
    Letter,
    Digit,
    /// A Chinese character.
    Han,
    /// A full-width character.
    Wide,
}

const STARTS: [Start; 256] = {
    let mut starts = [Start::Nothing; 256];
    let mut byte = 0;
    while byte < starts.len() {
        starts[byte] = match byte as u8 {
            b'0'..=b'9' => Start::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Start::Letter,
            // Further ones begin no numeral.
            0xE4..=0xE7 => Start::Han,
            0xEF => Start::Wide,
            _ => Start::Nothing,
        };
        byte += 1;
    }
    starts
};

/// Where at or behind `at` a digit, a Chinese numeral or a word stands that may be a number; all other text is passed over
/// here, and most text is other text.
fn next_start(bytes: &[u8], mut at: usize) -> usize {
    let start = |at: usize| bytes.get(at).map(|&byte| STARTS[usize::from(byte)]);
    let mut is_in_word = at > 0 && start(at - 1) == Some(Start::Letter);
    while let Some(found) = start(at) {
        let is_one = match found {
            Start::Nothing => false,
            Start::Digit => true,
            Start::Letter => !is_in_word && LEXICON.begins_number_word(&bytes[at..]),
            Start::Han => numerals::may_begin(&bytes[at..]),
            Start::Wide => is_wide_digit(&bytes[at..]),
        };
        if is_one {
            return at;
        }
        is_in_word = false;
        at += 1;
        if found == Start::Letter {
            while start(at) == Some(Start::Letter) {
                at += 1;
            }
        }
    }
    bytes.len()
}

pub(super) struct Scanner<'t> {
    pub text: &'t str,
    pub setting: Setting,
    found: Vec<Quantity>,
    /// Where the first letter or digit of the text begins and the last one ends; asked for in cells only.
    written: OnceCell<(usize, usize)>,
}

impl<'t> Scanner<'t> {
    /// The text from `at` on.
    pub fn rest(&self, at: usize) -> &'t str {
        &self.text[at..]
    }

    /// What stands in front of `at`, near it and behind the last quantity.
    pub fn before(&self, at: usize) -> &'t str {
        let mut from = at.saturating_sub(NEAR).max(self.floor());
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        &self.text[from..at]
    }

    /// The sentence in front of `at`, as far as words in it may bear on a number there.
    pub fn sentence(&self, at: usize) -> &'t str {
        let mut from = at.saturating_sub(4 * NEAR);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        self.text[from..at].rsplit(['。', '；', '\n']).next().unwrap_or_default()
    }

    /// Where the last quantity ended: what stands before belongs to it.
    pub fn floor(&self) -> usize {
        self.found.last().map_or(0, |quantity| quantity.range.end as usize)
    }

    /// Takes a quantity; returns where it ends.
    pub fn keep(&mut self, quantity: Quantity) -> usize {
        let end = quantity.range.end as usize;
        self.found.push(quantity);
        end
    }

    /// True if no letter or digit stands in front of `at`.
    pub fn opens(&self, at: usize) -> bool {
        self.written().0 >= at
    }

    /// True if no letter or digit stands at `at` or behind.
    pub fn closes(&self, at: usize) -> bool {
        self.written().1 <= at
    }

    fn written(&self) -> (usize, usize) {
        *self.written.get_or_init(|| {
            let first = self.text.find(char::is_alphanumeric).unwrap_or(self.text.len());
            let last = self.text.char_indices().rfind(|(_, c)| c.is_alphanumeric());
            (first, last.map_or(0, |(at, c)| at + c.len_utf8()))
        })
    }

    /// Reads what begins with a digit; returns where to go on.
    fn at_digit(&mut self, start: usize) -> usize {
        let figure = match digits(self.text, start) {
            Digits::Figure(figure) => figure,
            Digits::Nothing(end) => return self.end_of_name(end),
        };
        if self.is_name_before(start) {
            return self.end_of_name(figure.end);
        }
        if let Some(end) = self.end_of_date(start, &figure) {
            return end;
        }
        match self.quantity(start, figure) {
            Some(quantity) => self.keep(quantity),
            None => self.end_of_name(figure.end),
        }
    }
}
