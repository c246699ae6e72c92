//! Recognises quantities of a class in a text, so that a contract can ask for a duration or an amount of money.
//!
//! This is no reader of quantities: it says that there is one and of what class, not what its value is.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde::Deserialize;

use crate::contract::content::QuantityClass;
use crate::quantity::fold;

/// A number with what stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    /// The class of its unit; `None` without a unit that is known.
    class: Option<QuantityClass>,
    /// Whether it has a magnitude, such as `万`, or groups of digits: then it is no name.
    large: bool,
}

impl Quantity {
    /// True if it is of a class. What is large and has no unit is a count.
    pub fn is(self, class: QuantityClass) -> bool {
        match class {
            QuantityClass::Any => self.class.is_some() || self.large,
            QuantityClass::Count => self.class == Some(class) || self.class.is_none() && self.large,
            _ => self.class == Some(class),
        }
    }

    /// True for a number alone, whose unit may stand elsewhere.
    pub fn is_bare(self) -> bool {
        self.class.is_none()
    }
}

/// The quantities in a text without markup, in order; a range is one. Dates, times of day, versions, ordinals and numbers
/// in names are none.
pub(super) fn quantities(text: &str) -> Vec<Quantity> {
    let mut folded: String = text.chars().filter_map(fold).collect();
    if !LEXICON.numbers.is_match(&folded) {
        return Vec::new();
    }
    folded.push(' ');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(hit) = LEXICON.pattern.find_at(&folded, at) {
        at = hit.end();
        // Groups are dear, and most hits are words.
        if hit.as_str().contains(|c: char| !c.is_ascii_alphabetic()) {
            let rest = &folded[hit.start()..];
            found.extend(LEXICON.pattern.captures(rest).and_then(|hit| LEXICON.read(&hit, rest)));
        }
    }
    found
}

/// True if a text holds a number, with a unit or without, in digits or spelt out: `3:1`, `数百万`, `三台`.
pub(super) fn holds_number(text: &str) -> bool {
    !quantities(text).is_empty() || NUMBERS.is_match(text)
}

static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) ^[^0-9]{0,16} [0-9]{1,3} \s* [:：/] \s* [0-9]+ [^0-9]*$
        | [一二两三四五六七八九十百千几数上近过]+[万亿] | [万亿]级
        | [一二两三四五六七八九十百千几数]+[多余]?[个台家名人次条项笔套倍成]",
    )
    .expect("the pattern is fixed")
});

/// The form of `classes.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    magnitudes: Vec<String>,
    magnitude_words: Vec<String>,
    magnitude_letters: Vec<String>,
    money_letters: Vec<String>,
    numerals: String,
    number_words: Vec<String>,
    rate: Class,
    percent: Class,
    money: Class,
    time: Class,
    size: Class,
    count: Class,
    any: Class,
    not_before: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    units: Vec<String>,
    words: Vec<String>,
    han: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    per: Vec<String>,
    #[serde(default)]
    periods: Vec<String>,
}

/// The words of `classes.toml`, ready to match.
struct Lexicon {
    pattern: Regex,
    /// What every quantity holds.
    numbers: Regex,
    not_before: HashMap<String, Vec<String>>,
}

/// The groups of the pattern that hold a unit, in the order in which they are tried.
const CLASSES: [(&str, QuantityClass); 7] = [
    ("rate", QuantityClass::Rate),
    ("percent", QuantityClass::Percent),
    ("money", QuantityClass::Money),
    ("time", QuantityClass::Time),
    ("size", QuantityClass::Size),
    ("count", QuantityClass::Count),
    ("any", QuantityClass::Any),
];

impl Lexicon {
    fn read(&self, hit: &Captures<'_>, text: &str) -> Option<Quantity> {
        let has = |name| hit.name(name).is_some();
        let number = hit.name("number").or(hit.name("numeral")).or(hit.name("word"))?;
        let unit = CLASSES.iter().find_map(|&(name, class)| Some((class, hit.name(name)?)));
        let class =
            unit.filter(|(_, unit)| !self.is_cut(unit.as_str(), &text[unit.end()..])).map(|(class, _)| class);
        let large = has("magnitude") || number.as_str().contains(',');
        let names_rate = |before: regex::Match<'_>| {
            let is_span_of_time = before.as_str().starts_with('每');
            !is_span_of_time || large || class.is_some()
        };
        let rate = has("per") || hit.name("before_rate").is_some_and(names_rate);
        let class = match class {
            _ if has("before_money") => Some(QuantityClass::Money),
            _ if has("before_percent") => Some(QuantityClass::Percent),
            None | Some(QuantityClass::Count | QuantityClass::Size | QuantityClass::Any) if rate => {
                Some(QuantityClass::Rate)
            }
            other => other,
        };
        let is_small_word =
            !has("number") && !large && number.as_str().chars().count() == 1 || has("word") && !large;
        let is_meant = match class {
            Some(QuantityClass::Time | QuantityClass::Percent) => true,
            None => has("number"),
            // The number of a section before its title.
            Some(QuantityClass::Count) if !large && number.as_str().contains('.') => return None,
            Some(_) => !is_small_word,
        };
        is_meant.then_some(Quantity { class, large: large && has("number") })
    }

    /// True if a unit is only the start of another word.
    fn is_cut(&self, unit: &str, rest: &str) -> bool {
        self.not_before
            .get(unit)
            .is_some_and(|words| words.iter().any(|word| rest.starts_with(word.as_str())))
    }
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../rules/quantity/classes.toml"))
        .expect("the embedded lists are checked by a test");
    let blank = r"[ \u{A0}\u{2009}\u{202F}]{0,2}";
    let end = r"(?-u:\b)";
    let digits = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?";
    let numerals = format!("[{}]+", lists.numerals);
    let magnitude = format!(
        "(?<magnitude>{blank}(?:{}|(?i:{}){end})|(?:{}){end})",
        any(&lists.magnitudes),
        any(&lists.magnitude_words),
        any(&lists.magnitude_letters),
    );
    let classes =
        [&lists.rate, &lists.percent, &lists.money, &lists.time, &lists.size, &lists.count, &lists.any];
    let units = CLASSES.iter().zip(classes).map(|(&(name, class), lists)| {
        let adjectives = if class == QuantityClass::Count { "(?:[A-Za-z][A-Za-z-]* ){0,2}" } else { "" };
        format!(
            "(?<{name}>{}|(?:{}){end}|{adjectives}(?i:{}){end})",
            any(&lists.han),
            any(&lists.units),
            any(&lists.words)
        )
    });
    let units = units.collect::<Vec<_>>().join("|");
    let (latin, han): (Vec<String>, Vec<String>) =
        lists.rate.periods.iter().cloned().partition(|period| period.is_ascii());
    let per = format!(
        "(?<per>{blank}(?:{}){blank}(?:{}|(?:{}){end}))",
        any(&lists.rate.per),
        any(&han),
        any(&latin)
    );
    let money = format!("(?:{}){end}", any(&lists.money_letters));
    // What follows a Latin word directly is a part of it: `QPS4`.
    let few_words = r"(?:[^0-9A-Za-z，。,.;；、:：()（）\n]{1,8}[:：]?|[:：])";
    let (latin, han): (Vec<String>, Vec<String>) =
        lists.rate.before.iter().cloned().partition(|word| word.is_ascii());
    let before = format!(
        "(?:(?<before_money>{}){blank}-?|(?<before_percent>{}){blank}|(?<before_rate>(?:{}){few_words}|(?:{})(?:{few_words})?){blank})",
        any(&lists.money.before),
        any(&lists.percent.before),
        any(&latin),
        any(&han)
    );
    // The other end of a range, which may repeat what stands around the first one.
    let range = format!(
        "(?:{blank}(?:%|{})?{blank}(?:-|~|〜|—|至|到|to ){blank}(?:{})?{blank}{digits})?",
        any(&lists.magnitudes),
        any(&lists.money.before)
    );
    let tail =
        format!("(?:{magnitude}|{money})?(?:{blank}(?:\\+|余|多|来))?(?:(?:{blank}|-)(?:{units}))?{per}?");
    let year = "(?:1[89]|20)[0-9]{2}";
    let no_quantity = [
        // Dates and times of day.
        &format!("{year}{blank}(?:-{blank}{year}{blank})?年(?:{blank}[0-9]{{1,2}}{blank}月)?(?:{blank}[0-9]{{1,2}}{blank}[日号])?"),
        &format!("{year}[-/.][0-9]{{1,2}}(?:[-/.][0-9]{{1,2}})?{end}"),
        "[0-9]{1,2}年?[0-9]*月(?:[0-9]{1,2}[日号])?",
        &format!("{year}s{end}"),
        "[0-9]+(?:[:/][0-9]+)+",
        // Versions and addresses.
        r"[0-9]+(?:\.[0-9]+){2,}",
        // Ordinals.
        &format!("第{blank}(?:[0-9.]+|{numerals})"),
        // A year in prose, which only what is counted could follow.
        &format!("(?:in|since|until|by|of|from) {year}{end}"),
    ]
    .join("|");
    let pattern = format!(
        "{no_quantity}|{before}?(?:(?<number>{digits}){range}|(?<numeral>{numerals})|(?i:(?<word>{words}){end})){tail}|[A-Za-z_#@][A-Za-z0-9_.-]*",
        words = any(&lists.number_words),
    );
    Lexicon {
        pattern: Regex::new(&pattern).expect("the words are escaped"),
        numbers: Regex::new(&format!("[0-9{}]|(?i:{})", lists.numerals, any(&lists.number_words)))
            .expect("the words are escaped"),
        not_before: lists.not_before,
    }
});

/// The words as alternatives, the longest first.
fn any(words: &[String]) -> String {
    let mut words: Vec<_> = words.iter().map(|word| regex::escape(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    // Nothing matches an empty list.
    if words.is_empty() { "[^\\s\\S]".to_owned() } else { words.join("|") }
}

#[cfg(test)]
mod tests;
