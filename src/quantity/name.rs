//! Where a number is part of a name, a version or an address, so that it counts nothing: `P99`, `GPT-4`, `v1.2`, `#4879`.

use super::lexicon::LEXICON;
use super::number::Number;
use super::passage::GAP;
use super::scan::Scanner;
use super::unit::{Class, Unit};

impl Scanner<'_> {
    /// True if what stands right before `start` makes a name of the number there.
    pub(super) fn is_name_before(&self, start: usize) -> bool {
        let floor = self.floor();
        let before = &self.text[floor..start];
        let mut chars = before.chars().rev();
        let Some(last) = chars.next() else {
            return floor > 0 && self.text[..floor].ends_with(|c: char| c.is_ascii_alphanumeric());
        };
        let previous = chars.next();
        let follows = |is: fn(char) -> bool| previous.is_some_and(is);
        match last {
            '_' | '#' | '@' | '\\' | '№' | '&' | '^' | '{' => true,
            '.' => follows(char::is_alphanumeric),
            // `99,9%` has another separator than ours.
            ',' => follows(|c| c.is_ascii_digit()),
            '-' | '–' => follows(|c| c.is_ascii_alphanumeric() || matches!(c, ')' | ']')),
            // N+1, C++11
            '+' => follows(|c| c.is_ascii_alphanumeric() || c == '+'),
            // A network, `/21`, and anything in a path; but 5ms/10ms.
            '/' if floor == 0 => previous.is_none_or(|c| {
                c.is_ascii_alphanumeric() || c.is_whitespace() || matches!(c, '/' | '.' | GAP)
            }),
            '/' => {
                follows(|c| c.is_ascii_alphanumeric() || c.is_whitespace() || matches!(c, '/' | '.' | GAP))
            }
            // `10:30`, `localhost:4000`, and `:8080` without a host.
            ':' => follows(|c| c.is_ascii_alphanumeric() || c.is_whitespace() || matches!(c, '"' | '\'')),
            // The mark of a note: `*5`.
            '*' => previous.is_none_or(char::is_whitespace),
            '[' => self.text.as_bytes()[start..].iter().take(4).any(|&byte| byte == b']'),
            // Currencies and comparators in letters: `US$`, `over5`.
            c if c.is_ascii_alphabetic() => LEXICON.currency_before(self.before(start)).is_none(),
            _ => false,
        }
    }

    /// Where the name or number that goes on at `at` ends, so that no part of it is taken for another one.
    pub(super) fn end_of_name(&self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = at;
        loop {
            match bytes.get(end) {
                Some(byte) if byte.is_ascii_alphanumeric() || *byte == b'_' => end += 1,
                Some(b'.' | b'-' | b':' | b'/') if bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {
                    end += 1
                }
                Some(0xE2) if self.rest(end).strip_prefix('–').is_some_and(starts_with_digit) => {
                    end += '–'.len_utf8();
                }
                _ => return end,
            }
        }
    }

    /// True if letters go on right behind a number without a unit, so that both are a name: `3D`, `2C4G`.
    pub(super) fn is_cut(&self, number: &Number, end: usize) -> bool {
        end == number.end && self.rest(end).starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    }

    /// True if the quantity that ends at `at` is only the start of something longer: `3/4`, `2^32`.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let rest = self.rest(at);
        // 2*10^9
        if rest.strip_prefix(['*', '×']).is_some_and(|power| power.starts_with("10^")) {
            return true;
        }
        let mut chars = rest.chars();
        match (chars.next(), chars.next()) {
            (Some('-' | '/' | '.' | ':' | '_'), Some(next)) => {
                next.is_ascii_digit() && self.text[..at].ends_with(|c: char| c.is_ascii_digit())
            }
            (Some('^'), _) => true,
            _ => false,
        }
    }

    /// True if the number of a count belongs to the name in front of it instead: `Log4j 2 记录`, `Windows 11 users`.
    pub(super) fn is_of_name(&self, number: &Number, unit: &Unit, end: usize) -> bool {
        let noun = &self.text[number.end..end];
        let is_noun = noun.starts_with(' ') && noun.trim().chars().count() > 1;
        // A core is counted behind the name of what has it: `CPU 4 核`.
        is_noun
            && unit.class == Class::Count
            && &*unit.dimension != "core"
            && number.is_plain()
            && number.figure.decimals == 0
            && number.figure.value < rust_decimal::Decimal::ONE_HUNDRED
            && ends_with_name(self.before(number.start))
    }
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// True if the last word before a number is a name that the number belongs to, and no first word of a sentence: `Python 3`.
pub(super) fn ends_with_name(before: &str) -> bool {
    let trimmed = before.trim_end_matches(' ');
    let word = last_word(trimmed);
    let outer = trimmed[..trimmed.len() - word.len()].trim_end_matches(' ');
    let opens = !outer.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '，' | '、' | '/'));
    trimmed.len() < before.len() && word.starts_with(|c: char| c.is_ascii_uppercase()) && !opens
}

/// The word of Latin letters, digits and what joins them that a text ends with.
pub(super) fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')))
        .next()
        .unwrap_or_default()
}
