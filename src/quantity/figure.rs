//! Digits with their separators, read exactly or not at all.

use rust_decimal::Decimal;

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its value.
    pub value: Decimal,
    /// How many decimals are printed.
    pub decimals: u32,
    /// Where it ends, in bytes of the text.
    pub end: usize,
    /// Whether commas set groups of three apart.
    pub grouped: bool,
    /// True for `007`, which counts nothing.
    pub padded: bool,
}

impl Figure {
    /// True if it may be the number of a year.
    pub fn is_year(&self) -> bool {
        let (first, last) = (Decimal::from(1900), Decimal::from(2100));
        self.decimals == 0 && !self.grouped && (first..=last).contains(&self.value)
    }
}

/// What stands at a digit.
pub(super) enum Digits {
    Figure(Figure),
    /// A version, an address, or what can't be held exactly; it ends there.
    Nothing(usize),
}

/// More digits than this are no amount of anything, and a decimal can't hold them with a magnitude.
const MOST_DIGITS: usize = 18;

/// Reads the digits that begin at byte `start` of `text`, full-width ones too.
pub(super) fn digits(text: &str, start: usize) -> Digits {
    let mut value: u64 = 0;
    let mut count = 0;
    let mut at = run(text, start, &mut value, &mut count);
    let first = count;
    let padded = count > 1 && digit(text, start).is_some_and(|(digit, _)| digit == 0);
    let mut grouped = false;
    // Groups of three behind commas; anything else behind a comma is another number.
    while first <= 3
        && !padded
        && let Some(behind) = comma(text, at)
    {
        let mut group = 0;
        let (mut held, end) = (value, run(text, behind, &mut 0, &mut group));
        if group != 3 {
            break;
        }
        run(text, behind, &mut held, &mut count);
        (value, at, grouped) = (held, end, true);
    }
    let mut decimals = 0;
    if let Some(behind) = point(text, at) {
        let before = count;
        at = run(text, behind, &mut value, &mut count);
        decimals = count - before;
        if point(text, at).is_some() {
            return Digits::Nothing(dotted_end(text, at));
        }
    }
    if count > MOST_DIGITS {
        return Digits::Nothing(at);
    }
    let value = Decimal::from_i128_with_scale(i128::from(value), decimals as u32);
    Digits::Figure(Figure { value, decimals: decimals as u32, end: at, grouped, padded })
}

/// Takes the run of digits at `at` into `value` and `count`; returns where it ends.
fn run(text: &str, mut at: usize, value: &mut u64, count: &mut usize) -> usize {
    while let Some((digit, length)) = digit(text, at) {
        *value = value.saturating_mul(10).saturating_add(u64::from(digit));
        *count += 1;
        at += length;
    }
    at
}

/// The digit at byte `at`, and its length.
pub(super) fn digit(text: &str, at: usize) -> Option<(u8, usize)> {
    match text.as_bytes().get(at..)? {
        [digit @ b'0'..=b'9', ..] => Some((digit - b'0', 1)),
        [0xEF, 0xBC, last @ 0x90..=0x99, ..] => Some((last - 0x90, 3)),
        _ => None,
    }
}

/// True if `bytes` begin with a full-width digit.
pub(super) fn is_wide_digit(bytes: &[u8]) -> bool {
    matches!(bytes, [0xEF, 0xBC, 0x90..=0x99, ..])
}

/// Where digits begin behind a comma at `at`.
fn comma(text: &str, at: usize) -> Option<usize> {
    behind(text, at, &[",", "，"])
}

/// Where digits begin behind a decimal point at `at`.
fn point(text: &str, at: usize) -> Option<usize> {
    behind(text, at, &[".", "．"])
}

fn behind(text: &str, at: usize, marks: &[&str]) -> Option<usize> {
    let mark = marks.iter().find(|mark| text[at..].starts_with(**mark))?;
    digit(text, at + mark.len()).map(|_| at + mark.len())
}

/// Where a name made of numbers and points ends.
fn dotted_end(text: &str, mut at: usize) -> usize {
    while let Some(behind) = point(text, at) {
        at = run(text, behind, &mut 0, &mut 0);
    }
    at
}
