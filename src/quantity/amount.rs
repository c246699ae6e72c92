//! A text that is one number and nothing else, such as a table cell, with whatever unit it has, so that columns can be recomputed.
//!
//! Amounts are decimals, never floats: what is compared is what was printed.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

/// A printed number with what belongs to it: `约 1.2 亿元`, `$39,900`, `10+`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number with its magnitude applied: 120,000,000 for `1.2亿`.
    pub value: Decimal,
    /// One unit in the last printed place: 10,000,000 for `1.2亿`.
    pub ulp: Decimal,
    /// What one of the printed units stands for: 100,000,000 for `1.2亿`, 1 without a magnitude.
    pub magnitude: Decimal,
    /// Whether the number is a limit rather than the value.
    pub bound: Bound,
    /// Printed with `约`, `~`, `about` or their like.
    pub approximate: bool,
    /// The currency in front of it, as printed; may be empty.
    pub currency: Box<str>,
    /// The unit behind it, as printed; may be empty.
    pub unit: Box<str>,
    /// What stood between the number and the unit: the magnitude with the blanks around it.
    gap: Box<str>,
    /// Whether groups of digits are set apart by commas.
    grouped: bool,
    /// The whole of it as printed, full-width characters folded.
    pub text: Box<str>,
}

/// What a printed number says about the value that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// It is the value.
    Exact,
    /// The value is at least this: `10+`, `≥ 10`, `超过 10`.
    AtLeast,
    /// The value is at most this: `< 10`, `不到 10`.
    AtMost,
}

static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^
        (?<about> [~≈] | 大约 | 约 | 接近 | 近 | about\b | approximately\b | approx\.? | around\b | ca\. )? \s*
        (?: (?<most> <= | < | ≤ | 不到 | 低于 | 少于 | 小于 | 至多 | 最多 | 不超过 | up\ to\b | under\b | at\ most\b | less\ than\b )
          | (?<least> >= | > | ≥ | 超过 | 超 | 大于 | 高于 | 至少 | 最少 | 不少于 | over\b | at\ least\b | more\ than\b ) )? \s*
        (?<sign> [+-] )? \s*
        (?<currency> (?: US | HK | NT | [ACRS] )? \$ | [¥€£₹₩] | (?: USD | CNY | RMB | EUR | GBP | JPY )\b | 人民币 )? \s*
        (?<minus> - )?
        (?<number> \d+ (?: [,.'_\x20\u{A0}\u{2009}\u{202F}] \d+ )* )
        (?<tail> .* ) $",
    )
    .expect("the pattern is fixed")
});

/// Longest first; a Latin one counts only where no other letter or digit follows, so that `MB` stays a unit.
const MAGNITUDES: [(&str, u32); 19] = [
    ("trillion", 12),
    ("thousand", 3),
    ("billion", 9),
    ("million", 6),
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("bn", 9),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
    ("K", 3),
    ("k", 3),
    ("M", 6),
    ("B", 9),
];

/// 10²⁰.
const LARGEST: Decimal = Decimal::from_parts(1_661_992_960, 1_808_227_885, 5, false, 0);

const MORE: [&str; 5] = ["以上", "多", "余", "+", "plus"];
const LESS: [&str; 2] = ["以下", "以内"];
const ROUGHLY: [&str; 2] = ["左右", "上下"];

impl Amount {
    /// Reads a text that is one number and nothing else but its marks and its unit; `None` for ranges,
    /// pairs, versions, dates, sentences and numbers whose separators allow more than one reading.
    pub fn parse(text: &str) -> Option<Amount> {
        let folded: String = text.chars().filter_map(fold).collect();
        let text = folded.replace("&nbsp;", " ");
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_decoration(c));
        let found = QUANTITY.captures(text)?;
        let has = |name| found.name(name).is_some();
        let number = &found["number"];
        let (mut value, decimals) = exact(number)?;
        if found.name("sign").is_some_and(|sign| sign.as_str() == "-") != has("minus") {
            value.set_sign_negative(true);
        }
        let tail = &found["tail"];
        let (power, mut rest) = magnitude(tail);
        let gap = &tail[..tail.len() - rest.len()];
        let gap = if power == 0 && !rest.is_empty() && tail.starts_with(' ') { " " } else { gap };
        rest = rest.trim();
        let mut bound = match (has("least"), has("most")) {
            (true, _) => Bound::AtLeast,
            (_, true) => Bound::AtMost,
            _ => Bound::Exact,
        };
        let mut approximate = has("about");
        let mut strip = |rest: &mut &str| {
            let before = *rest;
            if let Some((inner, note)) = trailing_note(rest) {
                approximate |= ["约", "估", "est", "approx", "~"].iter().any(|word| note.contains(word));
                *rest = inner;
            }
            for (words, meaning) in
                [(&MORE[..], Some(Bound::AtLeast)), (&LESS, Some(Bound::AtMost)), (&ROUGHLY, None)]
            {
                for word in words {
                    let inner = rest.strip_suffix(word).or_else(|| rest.strip_prefix(word));
                    if let Some(inner) = inner {
                        *rest = inner.trim();
                        bound = meaning.unwrap_or(bound);
                        approximate |= meaning.is_none();
                    }
                }
            }
            before != *rest
        };
        while strip(&mut rest) {}
        if !is_unit(rest) {
            return None;
        }
        let factor = Decimal::from_i128_with_scale(10i128.pow(power), 0);
        let value = value.checked_mul(factor)?;
        // Sums and ratios of such values stay within what a decimal holds.
        if value.abs() > LARGEST || decimals > 12 {
            return None;
        }
        Some(Amount {
            value,
            ulp: Decimal::new(1, decimals).checked_mul(factor)?,
            magnitude: factor,
            bound,
            approximate,
            currency: found.name("currency").map_or("", |currency| currency.as_str()).into(),
            unit: rest.into(),
            gap: gap.into(),
            grouped: number.contains(','),
            text: text.into(),
        })
    }

    /// True if it was printed without decimals and without a magnitude, as a count is.
    pub fn is_whole(&self) -> bool {
        self.ulp == Decimal::ONE && !self.approximate
    }

    /// Another value in the print of this one: same currency, magnitude, grouping and unit.
    pub fn print(&self, value: Decimal) -> String {
        let scaled = value.checked_div(self.magnitude).unwrap_or(value).normalize();
        let digits = scaled.abs().to_string();
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut printed = String::from(if scaled.is_sign_negative() { "-" } else { "" });
        printed.push_str(&self.currency);
        for (index, digit) in whole.char_indices() {
            if self.grouped && index > 0 && (whole.len() - index) % 3 == 0 {
                printed.push(',');
            }
            printed.push(digit);
        }
        if !fraction.is_empty() {
            printed.push('.');
            printed.push_str(fraction);
        }
        printed + &self.gap + &self.unit
    }
}

/// Full-width characters as their ASCII twins; escapes and joiners vanish.
fn fold(c: char) -> Option<char> {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0),
        '\u{3000}' => Some(' '),
        '￥' => Some('¥'),
        '−' | '–' => Some('-'),
        '’' => Some('\''),
        '\\' | '\u{FE0F}' | '\u{200B}' | '\u{200D}' | '\u{FEFF}' => None,
        _ => Some(c),
    }
}

/// Marks around a number that say nothing about its value. Stars rate and arrows give a direction: those are no decoration.
fn is_decoration(c: char) -> bool {
    match c {
        '★' | '☆' | '⭐' => false,
        '*' | '†' | '‡' | '¹' | '²' | '³' | '⁰'..='⁹' | '\u{20E3}' => true,
        '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' => true,
        _ => false,
    }
}

/// The value of digits with separators, and the number of decimals.
fn exact(number: &str) -> Option<(Decimal, u32)> {
    let last = number.rfind(['.', ',']);
    let (whole, fraction) = match (number.matches('.').count(), number.matches(',').count()) {
        (1, 0) => number.split_once('.')?,
        (1, 1..) | (2.., 1) => {
            let at = last?;
            (&number[..at], &number[at + 1..])
        }
        _ => (number, ""),
    };
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut groups = whole.split(|c: char| !c.is_ascii_digit());
    let mut separators = whole.chars().filter(|c| !c.is_ascii_digit());
    let first_separator = separators.next();
    if separators.any(|c| Some(c) != first_separator) {
        return None;
    }
    if first_separator.is_some() {
        let first = groups.next()?;
        let rest: Vec<_> = groups.map(str::len).collect();
        let (last, middle) = rest.split_last()?;
        // Groups of three, or of two before the last three as in India.
        let grouped =
            *last == 3 && (middle.iter().all(|&len| len == 3) || middle.iter().all(|&len| len == 2));
        if !grouped || first.len() > 3 || first.starts_with('0') {
            return None;
        }
    }
    let mut digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    digits.push_str(fraction);
    let mut value = Decimal::from_str_exact(&digits).ok()?;
    let decimals = fraction.len() as u32;
    value.set_scale(decimals).ok()?;
    Some((value, decimals))
}

/// The power of ten that a magnitude stands for; 0 for a text that begins with none.
pub(crate) fn power_of_ten(text: &str) -> u32 {
    match text {
        "十" => 1,
        "百" => 2,
        _ => magnitude(text.trim_end_matches('s')).0,
    }
}

/// The power of ten that a text behind a number begins with, and what follows it.
fn magnitude(tail: &str) -> (u32, &str) {
    let text = tail.trim_start();
    for (word, power) in MAGNITUDES {
        let Some(head) = text.get(..word.len()) else { continue };
        let matches = if word.len() > 1 { head.eq_ignore_ascii_case(word) } else { head == word };
        let rest = &text[if matches { word.len() } else { 0 }..];
        let cut = word.is_ascii() && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        // A lone `B` behind a blank is bytes.
        if matches && !cut && !(word == "B" && text.len() < tail.len()) {
            return (power, rest);
        }
    }
    (0, text)
}

/// A remark in parentheses at the end, and what is before it.
fn trailing_note(rest: &str) -> Option<(&str, &str)> {
    let (close, open) = if rest.ends_with(']') { (']', '[') } else { (')', '(') };
    let (inner, note) = rest.strip_suffix(close)?.rsplit_once(open)?;
    let is_mark = open == '[' && note.trim_start_matches('^').bytes().all(|byte| byte.is_ascii_digit());
    (is_mark || !note.contains(|c: char| c.is_ascii_digit())).then(|| (inner.trim(), note))
}

/// True if a text can be a unit: short, without digits and without what joins or compares numbers.
fn is_unit(text: &str) -> bool {
    text.chars().count() <= 16
        && !text.contains(|c: char| c.is_numeric() || "~<>=+-±×*→↑↓,;:|()[]。、；".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String, String) {
        let quantity = Amount::parse(text).unwrap_or_else(|| panic!("{text} is a quantity"));
        (quantity.value.normalize().to_string(), quantity.currency.into(), quantity.unit.into())
    }

    fn value(text: &str) -> String {
        read(text).0
    }

    #[test]
    fn separators_are_understood_where_only_one_reading_is_possible() {
        for text in ["119,900", "119 900", "119'900", "119_900", "１１９，９００", "1,19,900"] {
            assert_eq!(value(text), "119900", "{text}");
        }
        assert_eq!(value("1,234.50"), "1234.5");
        assert_eq!(value("1.234,5"), "1234.5");
        assert_eq!(value("1.234.567"), "1234567");
        assert_eq!(value("−3.5"), "-3.5");
        for text in
            ["12,5", "0,123", "1.2.3", "1,23,45", "1,234'567", "2024-05", "12:30", "1/2", "v1.2", "3~5"]
        {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
    }

    #[test]
    fn magnitudes_scale_the_value_and_its_last_place() {
        let hundred_million = Amount::parse("1.2亿元").expect("a quantity");
        assert_eq!(hundred_million.value, Decimal::from(120_000_000));
        assert_eq!(hundred_million.ulp, Decimal::from(10_000_000));
        assert_eq!(&*hundred_million.unit, "元");
        assert_eq!(value("3千万"), "30000000");
        assert_eq!(value("$1.5M"), "1500000");
        assert_eq!(value("2.5 billion"), "2500000000");
        assert_eq!(value("300K+服务器"), "300000");
        assert_eq!(read("64 MB"), ("64".into(), "".into(), "MB".into()));
        assert_eq!(read("64m"), ("64".into(), "".into(), "m".into()));
        assert_eq!(read("512 B"), ("512".into(), "".into(), "B".into()));
    }

    #[test]
    fn marks_of_bounds_and_roughness_are_kept_apart_from_the_unit() {
        for text in ["10+", "10 +", "10+个", "10个以上", "≥10", "超过10个", "10余个", "at least 10"]
        {
            assert_eq!(Amount::parse(text).map(|q| q.bound), Some(Bound::AtLeast), "{text}");
        }
        for text in ["<10ms", "不到10", "10以内", "up to 10"] {
            assert_eq!(Amount::parse(text).map(|q| q.bound), Some(Bound::AtMost), "{text}");
        }
        for text in ["~10", "约10个", "10左右", "about 10", "10（估算）"] {
            assert_eq!(Amount::parse(text).map(|q| q.approximate), Some(true), "{text}");
        }
    }

    #[test]
    fn decoration_and_notes_are_no_part_of_the_number() {
        for text in ["✅ 12个", "12个 ⚠️", "12个（含备用）", "12个[^1]", "12个[3]", "12个*", "12个¹"]
        {
            assert_eq!(read(text), ("12".into(), "".into(), "个".into()), "{text}");
        }
        for text in ["", "-", "N/A", "⭐⭐⭐", "↓30%", "12（其中3个）", "12 34", "第3", "#4"] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
    }

    #[test]
    fn another_value_prints_like_the_first() {
        let print = |text: &str, value| Amount::parse(text).map(|q| q.print(Decimal::from(value)));
        assert_eq!(print("$119,900", 57_900).as_deref(), Some("$57,900"));
        assert_eq!(print("1.2亿元", 150_000_000).as_deref(), Some("1.5亿元"));
        assert_eq!(print("12 GB", 13).as_deref(), Some("13 GB"));
        assert_eq!(print("10+", 9).as_deref(), Some("9"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_strange(text in r"[-~<约$¥]{0,2}[0-9０-９,，. ']{1,30}[万亿KkMB+%()（）个 ]{0,4}") {
            let _ = Amount::parse(&text);
        }
    }

    #[test]
    fn the_largest_value_is_a_power_of_ten() {
        assert_eq!(LARGEST, Decimal::from(10u64.pow(10)) * Decimal::from(10u64.pow(10)));
    }

    #[test]
    fn numbers_too_long_for_a_decimal_are_left_alone() {
        assert_eq!(Amount::parse(&"9".repeat(40)), None);
        assert_eq!(Amount::parse(&format!("{}万亿", "9".repeat(27))), None);
    }
}
