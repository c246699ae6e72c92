//! Running text with each number as one character, so that patterns say how numbers stand to each other.

pub(super) mod differences;
mod readings;
mod words;
mod written;

pub(super) use written::{telling, written};

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::quantity::interval::Interval;
use crate::quantity::{Bound, Class, Passage, Quantity};

/// Stands for a percentage.
pub(super) const PERCENT: char = '\u{E000}';
/// Stands for a multiple.
pub(super) const MULTIPLE: char = '\u{E001}';
/// Stands for any other quantity.
pub(super) const QUANTITY: char = '\u{E002}';
/// Stands for a number that is no quantity by itself.
pub(super) const NUMBER: char = '\u{E003}';

/// A number of a text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token<'p> {
    Quantity(&'p Quantity),
    /// A bare number: its place in bytes of the text, its value and its unit in the last place.
    Number {
        start: u32,
        end: u32,
        value: Decimal,
        ulp: Decimal,
    },
}

impl Token<'_> {
    /// Where it stands in the text.
    pub fn range(&self) -> Range<u32> {
        match self {
            Token::Quantity(quantity) => quantity.range.clone(),
            Token::Number { start, end, .. } => *start..*end,
        }
    }

    /// The printed number, if it is one.
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Token::Quantity(quantity) => quantity.value(),
            Token::Number { value, .. } => Some(*value),
        }
    }

    /// How many base units of its dimension one of its units is, if it has one.
    pub fn factor(&self) -> Option<Decimal> {
        match self {
            Token::Quantity(quantity) => quantity.unit.map(|unit| unit.factor),
            Token::Number { .. } => None,
        }
    }

    /// All values that it stands for, in its own unit. A few digits are taken for more exact than they are printed:
    /// `从 10 分钟降到 2 分钟` is a decrease by 80 %, and not by 74 % to 86 %.
    pub fn nearly(&self) -> Interval {
        let (value, ulp) = match self {
            Token::Quantity(quantity) if quantity.bound == Bound::Exact && !quantity.approximate => {
                (quantity.value(), quantity.ulp)
            }
            Token::Quantity(quantity) => return quantity.interval(),
            Token::Number { value, ulp, .. } => (Some(*value), *ulp),
        };
        match (value, self) {
            (Some(value), _) => Interval::printed(value, ulp.min(value.abs() * Decimal::new(6, 2))),
            (None, Token::Quantity(quantity)) => quantity.interval(),
            (None, Token::Number { .. }) => Interval { low: None, high: None },
        }
    }
}

/// The text of a passage in lower case and with half-width punctuation, a character for each number, and `。` where a
/// sentence ends.
pub(super) struct Skeleton<'p> {
    pub text: String,
    tokens: Vec<(usize, Token<'p>)>,
}

static BARE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9][0-9,]*(?:\.[0-9]+)?").expect("the pattern is fixed"));

impl<'p> Skeleton<'p> {
    pub fn of(passage: &'p Passage) -> Skeleton<'p> {
        let text = &passage.prose.text;
        let mut skeleton = Skeleton { text: String::with_capacity(text.len()), tokens: Vec::new() };
        let mut at = 0;
        for quantity in &passage.quantities {
            let range = quantity.range.start as usize..quantity.range.end as usize;
            skeleton.plain(text, at..range.start);
            let stand_in = match quantity.class {
                Class::Percent => PERCENT,
                Class::Multiple => MULTIPLE,
                _ => QUANTITY,
            };
            skeleton.push(stand_in, Token::Quantity(quantity));
            at = range.end;
        }
        skeleton.plain(text, at..text.len());
        skeleton
    }

    fn push(&mut self, stand_in: char, token: Token<'p>) {
        self.tokens.push((self.text.len(), token));
        self.text.push(stand_in);
    }

    /// Text between quantities.
    fn plain(&mut self, text: &str, range: Range<usize>) {
        let mut at = range.start;
        for number in BARE.find_iter(&text[range.clone()]) {
            let (start, end) = (range.start + number.start(), range.start + number.end());
            let end = end - usize::from(text[start..end].ends_with(','));
            if let Some(token) = bare(text, start, end) {
                self.words(text, at..start);
                self.push(NUMBER, token);
                at = token.range().end as usize;
            }
        }
        self.words(text, at..range.end);
    }

    fn words(&mut self, text: &str, range: Range<usize>) {
        let mut previous = text[..range.start].chars().next_back().unwrap_or(' ');
        let mut chars = text[range.clone()].char_indices();
        while let Some((offset, c)) = chars.next() {
            let next = text[range.start + offset + c.len_utf8()..].chars().next();
            let written = match c {
                '，' => ',',
                '；' => ';',
                '：' => ':',
                '（' | '【' | '[' => '(',
                '）' | '】' | ']' => ')',
                '！' | '？' | '!' | '?' => '。',
                '.' if next.is_none_or(char::is_whitespace) && !previous.is_whitespace() => '。',
                // A line that was broken in the middle of a sentence.
                '\n' if (previous.is_ascii_alphanumeric() || previous == ',')
                    && next.is_some_and(|next| next.is_ascii_lowercase() || next.is_ascii_digit()) =>
                {
                    ' '
                }
                '\u{E000}'..='\u{E003}' => '\u{FFFC}',
                c => c.to_ascii_lowercase(),
            };
            self.text.push(written);
            previous = c;
        }
    }

    /// The numbers in order, each with where it stands in bytes of the text.
    pub fn tokens(&self) -> &[(usize, Token<'p>)] {
        &self.tokens
    }

    /// The number that stands at byte `at` of the text.
    pub fn token(&self, at: usize) -> Option<Token<'p>> {
        let index = self.tokens.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        Some(self.tokens[index].1)
    }

    /// The part of the sentence in front of byte `at`, as far as a reader has it in mind.
    pub fn sentence_before(&self, at: usize) -> &str {
        let before = tail(&self.text[..at], IN_MIND);
        before.rfind(['。', '\n']).map_or(before, |end| before[end..].trim_start_matches(['。', '\n']))
    }

    /// The rest of the sentence from byte `at`, as far as it may be about what stands there.
    pub fn sentence_behind(&self, at: usize) -> &str {
        let mut end = self.text.len().min(at + IN_MIND);
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        self.text[at..end].split(['。', '\n']).next().unwrap_or_default()
    }
}

/// How much of a sentence counts on either side, in bytes, so that no text costs more than its length.
const IN_MIND: usize = 400;

/// The last bytes of a text, from the next character on.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// A number that is no part of a name, a version, a date or another number.
fn bare(text: &str, start: usize, end: usize) -> Option<Token<'static>> {
    let mut before = text[..start].chars().rev();
    let behind = text[end..].chars().next();
    let last = before.next();
    let joined =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | ':' | '#' | '/' | '$' | '^' | '\\');
    let is_part = last
        .is_some_and(|c| joined(c) || (c == '-' && before.next().is_some_and(|c| c.is_ascii_alphanumeric())))
        || last == Some('第')
        || behind.is_some_and(|c| c.is_ascii_alphanumeric() || "_:/年月日%％-".contains(c))
        || text[end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let digits = &text[start..end];
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len() as u32);
    let is_padded = digits.len() > 1 && digits.starts_with('0') && decimals == 0;
    if is_part || is_padded {
        return None;
    }
    let value: Decimal = digits.replace(',', "").parse().ok()?;
    Some(Token::Number {
        start: start as u32,
        end: end as u32,
        value,
        ulp: Decimal::new(1, decimals.min(28)),
    })
}
