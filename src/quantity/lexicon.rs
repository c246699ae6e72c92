//! The words of `units.toml`, ready to be looked up where a number ends or begins.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::unit::{Class, Unit};
use super::words::{Beginnings, ByEnd, ByStart, Lowered, alone, keyed};

/// The form of `units.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    units: Vec<Entry>,
    magnitudes: Magnitudes,
    comparators: Comparators,
    suffixes: Suffixes,
    per: Per,
    plurals: Plurals,
    numerals: Numerals,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    class: Class,
    dimension: String,
    factor: Option<Decimal>,
    #[serde(default)]
    latin: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    han: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    not_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Magnitudes {
    letters: FxHashMap<String, u32>,
    words: FxHashMap<String, u32>,
    han: FxHashMap<String, u32>,
    not_before: Vec<String>,
    billions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Comparators {
    about: Vec<String>,
    at_least: Vec<String>,
    at_most: Vec<String>,
    exactly: Vec<String>,
    not_after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suffixes {
    more: Vec<String>,
    at_least: Vec<String>,
    at_most: Vec<String>,
    about: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Per {
    joins: Vec<String>,
    before: Vec<String>,
    metrics: Vec<String>,
    things: Vec<String>,
    periods: FxHashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plurals {
    not: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numerals {
    words: FxHashMap<String, u32>,
    idioms: Vec<String>,
}

/// What a word in front of or behind a number says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    About,
    AtLeast,
    AtMost,
    /// Says nothing that the number doesn't.
    Exactly,
}

/// The words of `units.toml`.
pub(super) struct Lexicon {
    latin: FxHashMap<String, &'static Unit>,
    words: FxHashMap<Vec<u8>, &'static Unit>,
    han: ByStart<&'static Unit>,
    currencies: ByEnd<&'static Unit>,
    letters: FxHashMap<String, u32>,
    magnitude_words: FxHashMap<Vec<u8>, u32>,
    magnitudes: ByStart<u32>,
    not_magnitudes: ByStart<()>,
    billions: ByStart<()>,
    comparators: ByEnd<Mark>,
    not_comparators: ByEnd<()>,
    more: ByStart<()>,
    suffixes: ByStart<Mark>,
    joins: ByStart<()>,
    things: ByStart<()>,
    periods: ByStart<&'static Unit>,
    rate_before: ByEnd<()>,
    metrics: ByEnd<()>,
    not_plural: FxHashSet<String>,
    number_words: FxHashMap<Vec<u8>, u32>,
    /// What number words begin with.
    number_beginnings: Beginnings,
    idioms: ByStart<()>,
}

/// Requests per second, for a bare number behind `QPS`.
pub(super) static PER_SECOND: LazyLock<&'static Unit> = LazyLock::new(|| known("QPS"));

/// Percent, for what is spelt out: 百分之三十.
pub(super) static PERCENT: LazyLock<&'static Unit> = LazyLock::new(|| known("%"));

fn known(spelling: &str) -> &'static Unit {
    let (_, unit) = LEXICON.unit(spelling).expect("the lexicon has it");
    unit
}

/// A product of units, such as GB·秒, which converts into nothing.
pub(super) static COMPOUND: LazyLock<&'static Unit> = LazyLock::new(|| {
    Box::leak(Box::new(Unit {
        class: Class::Other,
        symbol: "product".into(),
        dimension: "product".into(),
        factor: Decimal::ONE,
        not_before: Vec::new(),
    }))
});

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../rules/quantity/units.toml"))
        .expect("the embedded lists are checked by a test");
    Lexicon::new(lists)
});

impl Lexicon {
    fn new(lists: Lists) -> Lexicon {
        let (mut latin, mut words) = (FxHashMap::default(), FxHashMap::default());
        let (mut han, mut currencies) = (Vec::new(), Vec::new());
        for entry in lists.units {
            let mut spellings = entry.latin.iter().chain(&entry.words).chain(&entry.han).chain(&entry.before);
            // They live as long as the lexicon, which lives as long as the program.
            let unit: &'static Unit = Box::leak(Box::new(Unit {
                class: entry.class,
                symbol: spellings.next().map_or("", String::as_str).into(),
                dimension: entry.dimension.into(),
                factor: entry.factor.unwrap_or(Decimal::ONE),
                not_before: entry.not_before,
            }));
            latin.extend(entry.latin.into_iter().map(|word| (word, unit)));
            words.extend(entry.words.into_iter().map(|word| keyed((word, unit))));
            han.extend(entry.han.into_iter().map(|word| (word, unit)));
            currencies.extend(entry.before.into_iter().map(|word| (word, unit)));
        }
        let Comparators { about, at_least, at_most, exactly, not_after } = lists.comparators;
        let marks = [
            (about, Mark::About),
            (at_least, Mark::AtLeast),
            (at_most, Mark::AtMost),
            (exactly, Mark::Exactly),
        ];
        let Suffixes { more, at_least, at_most, about } = lists.suffixes;
        let suffixes = [(at_least, Mark::AtLeast), (at_most, Mark::AtMost), (about, Mark::About)];
        let marked = |(words, mark): (Vec<String>, Mark)| words.into_iter().map(move |word| (word, mark));
        let han = ByStart::new(han);
        let periods = lists.per.periods.into_iter().filter_map(|(period, spelling)| {
            let (_, unit) = han.longest(&spelling)?;
            Some((period, unit))
        });
        Lexicon {
            latin,
            words,
            periods: ByStart::new(periods.collect::<Vec<_>>()),
            han,
            billions: ByStart::new(alone(lists.magnitudes.billions)),
            currencies: ByEnd::new(currencies),
            letters: lists.magnitudes.letters,
            magnitude_words: lists.magnitudes.words.into_iter().map(keyed).collect(),
            magnitudes: ByStart::new(lists.magnitudes.han),
            not_magnitudes: ByStart::new(alone(lists.magnitudes.not_before)),
            comparators: ByEnd::new(marks.into_iter().flat_map(marked)),
            not_comparators: ByEnd::new(alone(not_after)),
            more: ByStart::new(alone(more)),
            suffixes: ByStart::new(suffixes.into_iter().flat_map(marked)),
            joins: ByStart::new(alone(lists.per.joins)),
            things: ByStart::new(alone(lists.per.things)),
            rate_before: ByEnd::new(alone(lists.per.before)),
            metrics: ByEnd::new(alone(lists.per.metrics)),
            not_plural: lists.plurals.not,
            number_beginnings: Beginnings::of(lists.numerals.words.keys().map(|word| word.as_bytes())),
            number_words: lists.numerals.words.into_iter().map(keyed).collect(),
            idioms: ByStart::new(alone(lists.numerals.idioms)),
        }
    }

    /// The unit that `text` begins with, and its length in bytes.
    pub fn unit(&self, text: &str) -> Option<(usize, &'static Unit)> {
        let first = text.chars().next()?;
        if first.is_ascii_alphabetic() || "µμ°".contains(first) {
            return self.latin_unit(text);
        }
        let is_free = |(length, unit): &(usize, &'static Unit)| {
            let rest = &text[*length..];
            unit.not_before.iter().all(|word| !rest.starts_with(word.as_str()))
                // `×` multiplies where a number follows.
                && !(first == '×' && rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        if first == '×' {
            return self.latin.get("×").map(|&unit| (first.len_utf8(), unit)).filter(is_free);
        }
        self.han.all(text).find(is_free)
    }

    fn latin_unit(&self, text: &str) -> Option<(usize, &'static Unit)> {
        let run = latin_run(text);
        // Two words before one: `percentage points`.
        if let Some(rest) = text[run..].strip_prefix([' ', '-', '\n'])
            && let second @ 1.. = latin_run(rest)
            && let Some(&unit) =
                Lowered::new(&text[..run + 1 + second]).and_then(|both| self.words.get(both.as_bytes()))
        {
            // `5 times` of `5 times faster` is the quantity.
            let is_comparison = unit.class == Class::Multiple;
            return Some((if is_comparison { run } else { run + 1 + second }, unit));
        }
        if text[run..].starts_with(|c: char| c.is_ascii_digit() || c == '_') {
            return None;
        }
        let word = &text[..run];
        let unit = self.latin.get(word).or_else(|| self.words.get(Lowered::new(word)?.as_bytes()));
        unit.map(|&unit| (run, unit))
    }

    /// The currency that `text` ends with, and its length.
    pub fn currency_before(&self, text: &str) -> Option<(usize, &'static Unit)> {
        self.currencies.longest(text)
    }

    /// The power of ten that `text`, right behind a number, begins with, and its length.
    pub fn magnitude(&self, text: &str) -> Option<(usize, u32)> {
        let blanks = blanks(text);
        let rest = &text[blanks..];
        let first = rest.chars().next()?;
        if first.is_ascii_alphabetic() {
            let run = latin_run(rest);
            let word = &rest[..run];
            let power = if blanks == 0 { self.letters.get(word) } else { None };
            let power = power.or_else(|| self.magnitude_words.get(Lowered::new(word)?.as_bytes()));
            return power
                .filter(|_| !rest[run..].starts_with(|c: char| c.is_ascii_digit() || c == '_'))
                .map(|&power| (blanks + run, power));
        }
        if self.not_magnitudes.longest(rest).is_some() {
            return None;
        }
        self.magnitudes.longest(rest).map(|(length, power)| (blanks + length, power))
    }

    /// What the comparator says that `text` ends with, and its length.
    pub fn comparator_before(&self, text: &str) -> Option<(usize, Mark)> {
        let found = self.comparators.longest(text)?;
        (!self.not_comparators.ends(text)).then_some(found)
    }

    /// The length of the mark for `more than` that `text`, right behind a number, begins with.
    pub fn more(&self, text: &str) -> Option<usize> {
        self.more.longest(text).map(|(length, ())| length)
    }

    /// What the words say that `text`, behind a quantity, begins with, and their length.
    pub fn suffix(&self, text: &str) -> Option<(usize, Mark)> {
        self.suffixes.longest(text)
    }

    /// The length of what joins a unit and a period: `/`, `per `, `每`.
    pub fn join(&self, text: &str) -> Option<usize> {
        self.joins.longest(text).map(|(length, ())| length)
    }

    /// The length of a thing that something is counted by, behind a join.
    pub fn thing(&self, text: &str) -> Option<usize> {
        let (length, ()) = self.things.longest(text)?;
        let is_cut = text[..length].ends_with(|c: char| c.is_ascii_alphanumeric())
            && text[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
        (!is_cut).then_some(length)
    }

    /// The period that `text`, behind a join, begins with, and its length: `秒`, `日`.
    pub fn period(&self, text: &str) -> Option<(usize, &'static Unit)> {
        let is_time = |(_, unit): &(usize, &'static Unit)| unit.class == Class::Time;
        self.unit(text).filter(is_time).or_else(|| {
            let (length, unit) = self.periods.longest(text)?;
            let goes_on =
                text[..length].is_ascii() && text[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
            (!goes_on).then_some((length, unit))
        })
    }

    /// True if `B` in front of this is a billion rather than bytes.
    pub fn counts_billions(&self, text: &str) -> bool {
        self.billions.longest(text.trim_start_matches(' ')).is_some()
    }

    /// True if `text` ends with a word that makes the count behind it a rate.
    pub fn is_rate_before(&self, text: &str) -> bool {
        self.rate_before.ends(text)
    }

    /// True if `text` ends with the name of a metric that is a rate.
    pub fn is_metric(&self, text: &str) -> bool {
        self.metrics.ends(text)
    }

    /// The value of a number word in English, in any case.
    pub fn number_word(&self, word: &str) -> Option<u32> {
        self.number_words.get(Lowered::new(word)?.as_bytes()).copied()
    }

    /// True if the first letters of `text` may begin a number word.
    pub fn begins_number_word(&self, text: &[u8]) -> bool {
        self.number_beginnings.begin(text)
    }

    /// True if `text` begins with an English plural.
    pub fn is_plural(&self, text: &str) -> bool {
        let word = &text[..latin_run(text)];
        let is_end = !text[word.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        word.len() > 3
            && is_end
            && word.ends_with('s')
            // `nodes`, and `APIs`.
            && (word.bytes().all(|byte| byte.is_ascii_lowercase())
                || word[..word.len() - 1].bytes().all(|byte| byte.is_ascii_uppercase()))
            && !self.not_plural.contains(word)
    }

    /// The length of the idiom that `text` begins with.
    pub fn idiom(&self, text: &str) -> Option<usize> {
        self.idioms.longest(text).map(|(length, ())| length)
    }
}

/// The length of the letters that `text` begins with, and that may spell a unit.
pub(super) fn latin_run(text: &str) -> usize {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
    if text.as_bytes().get(end).is_none_or(u8::is_ascii) {
        return end;
    }
    text.find(|c: char| !(c.is_ascii_alphabetic() || "µμ°²".contains(c))).unwrap_or(text.len())
}

/// The length of the blanks in front of what may still belong to a number: one or two.
pub(super) fn blanks(text: &str) -> usize {
    let is_blank = |c: &char| matches!(c, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}');
    text.chars().take_while(is_blank).take(2).map(char::len_utf8).sum()
}
