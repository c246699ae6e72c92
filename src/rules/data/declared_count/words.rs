//! How documents announce a number of things.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon;

/// A number of things that a text announces.
pub(super) struct Announced {
    pub number: usize,
    /// There may be more of them.
    pub is_least: bool,
    pub noun: String,
    /// As it is printed.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    nouns: Vec<String>,
    classifiers: Vec<String>,
    not_after: Vec<String>,
    besides: Vec<String>,
    totals: Vec<String>,
    numerals: HashMap<String, usize>,
}

struct Patterns {
    /// `（4个案例）` at the end of a heading.
    heading: Regex,
    /// `七个公司：` at the end of a sentence.
    lead_in: Regex,
    /// `总案例数：30+`, all of a text.
    total: Regex,
    mention: lexicon::Holds,
    not_after: Regex,
    besides: lexicon::Holds,
    numerals: HashMap<String, usize>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut lists: Lists = toml::from_str(include_str!("../../../../rules/data/declared-count.toml"))
        .expect("the embedded words are checked by a test");
    for words in [&mut lists.nouns, &mut lists.classifiers, &mut lists.totals] {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    let mut numerals: Vec<String> = lists.numerals.keys().cloned().collect();
    numerals.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let number = format!(r"(?P<number>[0-9]{{1,3}}|{})(?P<more>\s*[+＋]|余|多)?", lexicon::any(&numerals));
    let (nouns, classifiers) = (lexicon::any(&lists.nouns), lexicon::any(&lists.classifiers));
    let counted = format!(
        r"{number}\s*(?:(?:{classifiers})\s*)?(?P<noun>(?:核心|主要|关键|典型|真实|完整|key|main|core)?\s*(?:{nouns}))"
    );
    Patterns {
        heading: lexicon::pattern(&format!(r"[（(]\s*(?:共|共计)?\s*(?P<all>{counted})\s*[)）]\s*$")),
        lead_in: lexicon::pattern(&format!(r"(?P<all>{counted})\s*(?:如下|are)?\s*[:：]\s*$")),
        total: lexicon::pattern(&format!(
            r"^\W*(?P<all>(?P<noun>{})\W*[:：]\W*(?P<number>[0-9]{{1,4}})\s*(?P<more>[+＋])?)\s*(?:个|家|项|篇)?\W*$",
            lexicon::any(&lists.totals)
        )),
        mention: lexicon::Holds::new(&lists.totals),
        not_after: lexicon::pattern(&format!(r"(?:{})\s*$", lexicon::any(&lists.not_after))),
        besides: lexicon::Holds::new(&lists.besides),
        numerals: lists.numerals,
    }
});

/// True for a section that is none of those that a number counts.
pub(super) fn is_beside(title: &str) -> bool {
    PATTERNS.besides.is_match(title)
}

/// True if a text holds a word for the number of all.
pub(super) fn mentions_total(text: &str) -> bool {
    PATTERNS.mention.mentions(text)
}

/// What a heading announces in parentheses.
pub(super) fn announced_by_heading(text: &str) -> Option<Announced> {
    announced(&PATTERNS.heading.captures(text)?, text)
}

/// What a paragraph announces right before its colon.
pub(super) fn announced_by_lead_in(text: &str) -> Option<Announced> {
    let last = text.rsplit(['。', '；', ';', '\n']).next()?;
    let found = PATTERNS.lead_in.captures(last)?;
    announced(&found, last)
}

/// The number of all that a short text gives.
pub(super) fn announced_by_total(text: &str) -> Option<Announced> {
    announced(&PATTERNS.total.captures(text)?, text)
}

fn announced(found: &regex::Captures<'_>, text: &str) -> Option<Announced> {
    let all = found.name("all")?;
    let number = found.name("number")?;
    let before = &text[..number.start()];
    let joins = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '.' | '-' | '~' | '～' | '–' | '/' | '+' | '点')
            || "一二三四五六七八九十百千万".contains(c)
    };
    if before.ends_with(joins) || PATTERNS.not_after.is_match(before) {
        return None;
    }
    let word = number.as_str();
    let value = word.parse().ok().or_else(|| PATTERNS.numerals.get(&word.to_lowercase()).copied())?;
    let noun = found.name("noun")?;
    (value >= 2).then(|| Announced {
        number: value,
        is_least: found.name("more").is_some(),
        noun: noun.as_str().to_owned(),
        text: all.as_str().trim().to_owned(),
    })
}
