//! Numbers that are spelt out: 三百, 数百万, 上亿, 百分之三十, 三分之一, 翻番.

use chinese_number::{ChineseCountMethod, ChineseToNumber};
use rust_decimal::Decimal;

use super::figure::{Digits, digits};

/// A number that is spelt out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Where it ends, in bytes of the text.
    pub end: usize,
    /// The least value that it can mean; `None` if it says nothing.
    pub low: Option<Decimal>,
    /// The greatest value.
    pub high: Option<Decimal>,
    /// What it says beside a number.
    pub sense: Sense,
}

/// What a numeral is, which decides what has to follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// A number like any other: 三, 三百.
    Plain,
    /// No number in particular: 数百, 上亿, 百万级.
    Vague,
    /// Some of what follows: 数小时, 几天.
    Few,
    /// A part of a hundred, in percent: 百分之三十.
    Part,
    /// A factor: 翻番, 三分之一.
    Factor,
}

/// True for characters that a numeral may begin with.
pub(super) fn begins(c: char) -> bool {
    matches!(
        c,
        '一' | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '半'
            | '数'
            | '几'
            | '上'
            | '翻'
    )
}

/// True if `bytes` may begin with such a character, as far as their first two bytes tell; most Chinese text fails this.
pub(super) fn may_begin(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xE4, 0xB8..=0xBA, ..]
            | [0xE5, 0x85 | 0x87 | 0x8D | 0x9B, ..]
            | [0xE6, 0x95, ..]
            | [0xE7, 0x99 | 0xBF, ..]
    )
}

fn is_digit(c: char) -> bool {
    matches!(c, '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Reads the numeral that begins at byte `start` of `text`; else where what is none ends.
pub(super) fn numeral(text: &str, start: usize) -> Result<Numeral, usize> {
    let rest = &text[start..];
    let first = rest.chars().next().unwrap_or_default();
    let found = match first {
        '翻' => factor(rest),
        '数' | '几' | '上' => vague(rest, first),
        '半' => Some(exact(Decimal::new(5, 1), "半".len(), Sense::Plain)),
        _ => part(rest).or_else(|| plain(rest)),
    };
    // A run of numerals that is no number has no part that is one.
    let end = |length: usize| start + length.max(first.len_utf8());
    found.map(|numeral| Numeral { end: start + numeral.end, ..numeral }).ok_or_else(|| end(run(rest).len()))
}

fn exact(value: Decimal, length: usize, sense: Sense) -> Numeral {
    Numeral { end: length, low: Some(value), high: Some(value), sense }
}

fn factor(rest: &str) -> Option<Numeral> {
    let doubled = ["翻了一番", "翻一番", "翻番", "翻倍", "翻了一倍", "翻一倍"];
    let (words, value) =
        [(&doubled[..], 2), (&["翻了两番", "翻两番"], 4), (&["翻三番"], 8)].into_iter().find_map(
            |(words, value)| words.iter().find(|word| rest.starts_with(**word)).map(|word| (*word, value)),
        )?;
    Some(exact(Decimal::from(value), words.len(), Sense::Factor))
}

/// Powers of ten behind 数, 几 or 上, or in front of 级: 数百万 is at least two and less than ten of them.
fn vague(rest: &str, first: char) -> Option<Numeral> {
    let Some((unit, length)) = powers(&rest[first.len_utf8()..]) else {
        // 数小时 is some hours; whether a unit follows is for the caller to see.
        let (low, high) = (Some(Decimal::TWO), Some(Decimal::TEN));
        return (first != '上').then_some(Numeral { end: first.len_utf8(), low, high, sense: Sense::Few });
    };
    let end = first.len_utf8() + length;
    Some(if first == '上' {
        Numeral { end, low: Some(unit), high: None, sense: Sense::Vague }
    } else {
        Numeral { end, low: Some(unit), high: unit.checked_mul(Decimal::TEN), sense: Sense::Vague }
    })
}

/// The product of the powers of ten that `text` begins with, and their length: 百万.
fn powers(text: &str) -> Option<(Decimal, usize)> {
    let mut exponent = 0;
    let mut length = 0;
    for c in text.chars() {
        let Some(power) = power(c) else { break };
        exponent += power;
        length += c.len_utf8();
        if exponent > 16 {
            return None;
        }
    }
    (length > 0).then(|| (Decimal::from_i128_with_scale(10i128.pow(exponent), 0), length))
}

/// 百分之三十, 千分之5, 三分之一.
fn part(rest: &str) -> Option<Numeral> {
    let (whole, rest_length) = plain_value(rest)?;
    let behind = rest[rest_length..].strip_prefix("分之")?;
    let behind = behind.strip_prefix(' ').unwrap_or(behind);
    let at = rest.len() - behind.len();
    let (value, end) = match digits(rest, at) {
        Digits::Figure(figure) if figure.end > at => (figure.value, figure.end),
        _ => plain_value(behind).map(|(value, length)| (value, at + length))?,
    };
    let share = value.checked_div(whole)?;
    // 百分之三十 is 30 %, 三分之一 a third.
    let is_percent = matches!(rest.chars().next(), Some('百' | '千' | '万'));
    let (value, sense) = if is_percent {
        (share.checked_mul(Decimal::ONE_HUNDRED)?, Sense::Part)
    } else {
        (share, Sense::Factor)
    };
    Some(exact(value.normalize(), end, sense))
}

fn plain(rest: &str) -> Option<Numeral> {
    if let Some((unit, length)) = powers(rest) {
        // 百万级 is a number; 百万 is one only with a unit, which the caller sees to.
        if rest[length..].starts_with('级') {
            let end = length + '级'.len_utf8();
            return Some(Numeral {
                end,
                low: Some(unit),
                high: unit.checked_mul(Decimal::TEN),
                sense: Sense::Vague,
            });
        }
    }
    let (value, length) = plain_value(rest)?;
    // 十几, 二十几
    if rest[..length].ends_with('十') && rest[length..].starts_with('几') {
        let (low, high) = (Some(value), value.checked_add(Decimal::TEN));
        return Some(Numeral { end: length + '几'.len_utf8(), low, high, sense: Sense::Vague });
    }
    Some(exact(value, length, Sense::Plain))
}

/// The numerals that `text` begins with.
fn run(text: &str) -> &str {
    &text[..text.find(|c: char| !is_digit(c) && power(c).is_none()).unwrap_or(text.len())]
}

/// More numerals than this are no number.
const LONGEST: usize = 12;

/// The value of the numerals that `text` begins with, and their length.
fn plain_value(text: &str) -> Option<(Decimal, usize)> {
    let numerals = text.chars().take_while(|&c| is_digit(c) || power(c).is_some()).take(LONGEST + 1);
    let (count, length) = numerals.fold((0, 0), |(count, length), c| (count + 1, length + c.len_utf8()));
    if count == 0 || count > LONGEST {
        return None;
    }
    let run = &text[..length];
    // A run that begins with a power counts one of it: 百万, 十五.
    let written = run.replace('两', "二");
    let starts_with_power = written.starts_with(['百', '千', '万', '亿']);
    let written = if starts_with_power { format!("一{written}") } else { written };
    let value: i64 = written.to_number(ChineseCountMethod::TenThousand).ok()?;
    Some((Decimal::from(value), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_at_two_bytes_loses_no_numeral() {
        let all = ('\u{4E00}'..='\u{9FFF}').filter(|&c| begins(c));
        let lost: String = all.clone().filter(|c| !may_begin(c.to_string().as_bytes())).collect();
        assert_eq!((lost.as_str(), all.count()), ("", 20));
    }
}
