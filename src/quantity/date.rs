//! Dates, times of day and spans of years, which are no quantities and whose parts must not be taken for such.

use rust_decimal::Decimal;

use super::figure::{Digits, Figure, digits};
use super::lexicon::LEXICON;
use super::scan::Scanner;
use super::unit::Class;

/// What joins two years or the parts of a date.
const JOINS: [char; 7] = ['-', '–', '—', '~', '至', '到', '/'];

impl Scanner<'_> {
    /// Where a date, a time of day or a span of years ends that begins with `figure`.
    pub(super) fn end_of_date(&self, start: usize, figure: &Figure) -> Option<usize> {
        if figure.decimals > 0 || figure.grouped {
            return None;
        }
        let rest = self.rest(figure.end);
        let trimmed = rest.trim_start_matches(' ');
        if figure.is_year()
            && let Some(end) = self.end_of_year(start, figure, trimmed)
        {
            return Some(end);
        }
        if is_compact_date(&self.text[start..figure.end]) {
            return Some(figure.end);
        }
        // 10:30, 3:1
        if let Some(behind) = rest.strip_prefix(':')
            && behind.starts_with(|c: char| c.is_ascii_digit())
        {
            return Some(self.end_of_name(figure.end));
        }
        // 5月1日, but 3个月 is a span.
        if trimmed.starts_with('月') && !trimmed.starts_with("月活") {
            return Some(self.end_of_parts(self.place(trimmed)));
        }
        self.end_of_time(trimmed).or_else(|| self.end_of_around_the_clock(start, figure, trimmed))
    }

    /// Where what follows in `text` begins.
    fn place(&self, text: &str) -> usize {
        self.text.len() - text.len()
    }

    fn end_of_year(&self, start: usize, figure: &Figure, behind: &str) -> Option<usize> {
        if let Some(second) = behind.strip_prefix(JOINS).map(|second| second.trim_start_matches(' '))
            && second.starts_with(|c: char| c.is_ascii_digit())
            && let Digits::Figure(figure) = digits(second, 0)
            && (figure.end == 4 || figure.end <= 2)
            && LEXICON.unit(&second[figure.end..]).is_none_or(|(_, unit)| unit.class == Class::Time)
        {
            return Some(self.end_of_parts(self.place(second) + figure.end));
        }
        let is_adjacent = self.place(behind) == figure.end;
        let is_dated = behind.starts_with('年') || is_adjacent && behind.starts_with('.');
        (is_dated || is_adjacent && behind.starts_with('s') && self.is_decade(start, figure))
            .then(|| self.end_of_parts(self.place(behind)))
    }

    /// True for `1990s`, and for `the 2000s`, which are seconds without an article.
    fn is_decade(&self, start: usize, figure: &Figure) -> bool {
        let is_whole = |divisor: u32| (figure.value % Decimal::from(divisor)).is_zero();
        let before = self.before(start);
        let named = ["the ", "early ", "late ", "mid-", "mid "].iter().any(|word| before.ends_with(word));
        is_whole(10) && (!is_whole(1000) || named)
    }

    /// Where a date ends of which a part ends at `at`: 年3月15日.
    fn end_of_parts(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let rest = self.rest(end);
            let trimmed = rest.trim_start_matches(' ');
            let Some(mark) = trimmed.chars().next().filter(|c| matches!(c, '年' | '月' | '日' | '号'))
            else {
                return self.end_of_name(end);
            };
            end = self.place(trimmed) + mark.len_utf8();
            let inner = self.rest(end).trim_start_matches([' ', '-', '~', '至', '到', '底', '初']);
            let goes_on = |next: &Figure| {
                next.end > self.place(inner)
                    && self.rest(next.end).trim_start_matches(' ').starts_with(['月', '日', '号', '年'])
            };
            match digits(self.text, self.place(inner)) {
                Digits::Figure(next) if mark != '日' && goes_on(&next) => end = next.end,
                _ => return end,
            }
        }
    }

    /// Where a time of day ends that goes on with `behind`: 2点30分.
    fn end_of_time(&self, behind: &str) -> Option<usize> {
        let minutes = behind.strip_prefix(['点', '时'])?.trim_start_matches(' ');
        match digits(self.text, self.place(minutes)) {
            Digits::Figure(figure)
                if figure.end > self.place(minutes) && self.rest(figure.end).starts_with('分') =>
            {
                Some(figure.end + '分'.len_utf8())
            }
            _ => None,
        }
    }

    /// Where `7×24` or `24/7` ends.
    fn end_of_around_the_clock(&self, start: usize, figure: &Figure, behind: &str) -> Option<usize> {
        let other = match &self.text[start..figure.end] {
            "7" => "24",
            "24" => "7",
            _ => return None,
        };
        let times = behind.strip_prefix(['×', 'x', 'X', '*', '/'])?.trim_start_matches(' ');
        let behind =
            times.strip_prefix(other).filter(|behind| !behind.starts_with(|c: char| c.is_ascii_digit()))?;
        let hours = behind.trim_start_matches(' ').strip_prefix("小时").unwrap_or(behind);
        Some(self.place(hours))
    }
}

/// True for `20240501`.
fn is_compact_date(digits: &str) -> bool {
    let part = |range: std::ops::Range<usize>| {
        digits.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or_default()
    };
    digits.len() == 8
        && (1900..=2100).contains(&part(0..4))
        && (1..=12).contains(&part(4..6))
        && (1..=31).contains(&part(6..8))
}
