//! The words of `context.toml`: what stands around a number and says whether it counts anything.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Match};
use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::unit::Class;
use super::words::{ByEnd, alone};

/// The form of `context.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    before: Before,
    numerals: Numerals,
    labels: Labels,
    headers: Headers,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Before {
    ordinal: Vec<String>,
    year: Vec<String>,
    joins: Vec<String>,
    default: Vec<String>,
    score: Vec<String>,
    change: Vec<String>,
    factor: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numerals {
    joined: String,
    joined_up: String,
    words: Vec<String>,
    pairs: Vec<String>,
    parts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    uncounted: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Headers {
    names: Vec<String>,
    naming: Vec<String>,
    metrics: Vec<String>,
    classes: Vec<ClassWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassWords {
    class: Class,
    words: Vec<String>,
}

/// The words of `context.toml`, ready to be looked up.
pub(super) struct Context {
    pub ordinals: ByEnd<()>,
    pub years: ByEnd<()>,
    pub joins: ByEnd<()>,
    pub defaults: ByEnd<()>,
    pub factors: ByEnd<()>,
    /// Words in whose neighbourhood a mark out of a scale is one.
    pub scores: Words,
    /// Words in whose neighbourhood two numbers are a change.
    pub changes: Words,
    /// Labels whose number counts nothing.
    pub uncounted: ByEnd<()>,
    /// Characters that make a numeral behind them part of a word, and those that do so with 上.
    pub joined: FxHashSet<char>,
    pub joined_up: FxHashSet<char>,
    pub joined_words: ByEnd<()>,
    /// Characters with the numeral that they make a word with.
    pub joined_pairs: FxHashSet<(char, char)>,
    /// English multiples that may mean parts.
    pub parts: FxHashSet<String>,
    /// Headers of columns that number or name their rows.
    pub names: Vec<String>,
    pub metrics: FxHashSet<String>,
    header_words: Words,
    /// What each of the header words says; `None` that the numbers count nothing.
    header_meanings: Vec<Option<Class>>,
}

pub(super) static CONTEXT: LazyLock<Context> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../rules/quantity/context.toml"))
        .expect("the embedded lists are checked by a test");
    Context::new(lists)
});

impl Context {
    fn new(lists: Lists) -> Context {
        let Lists { before, numerals, labels, headers } = lists;
        let naming = headers.naming.into_iter().map(|word| (word, None));
        let classes = headers
            .classes
            .into_iter()
            .flat_map(|ClassWords { class, words }| words.into_iter().map(move |word| (word, Some(class))));
        let (words, header_meanings): (Vec<String>, _) = naming.chain(classes).unzip();
        Context {
            ordinals: ByEnd::new(alone(before.ordinal)),
            years: ByEnd::new(alone(before.year)),
            joins: ByEnd::new(alone(before.joins)),
            defaults: ByEnd::new(alone(before.default)),
            factors: ByEnd::new(alone(before.factor)),
            scores: Words::new(before.score),
            changes: Words::new(before.change),
            uncounted: ByEnd::new(alone(labels.uncounted)),
            joined: numerals.joined.chars().collect(),
            joined_up: numerals.joined_up.chars().collect(),
            joined_words: ByEnd::new(alone(numerals.words)),
            joined_pairs: numerals
                .pairs
                .iter()
                .filter_map(|pair| pair.chars().next().zip(pair.chars().nth(1)))
                .collect(),
            parts: numerals.parts.into_iter().collect(),
            names: headers.names,
            metrics: headers.metrics.into_iter().collect(),
            header_words: Words::new(words),
            header_meanings,
        }
    }

    /// What a header or label says about numbers without a unit: whether they count nothing, and else their class.
    pub fn header(&self, text: &str) -> (bool, Option<Class>) {
        let found: Vec<_> = self.header_words.found_in(text).collect();
        // `number of` says more than the `number` in it.
        let is_in_longer = |word: &Match| {
            found.iter().any(|other| {
                other.len() > word.len() && other.start() <= word.start() && word.end() <= other.end()
            })
        };
        let mut said: Vec<usize> =
            found.iter().filter(|word| !is_in_longer(word)).map(|word| word.pattern().as_usize()).collect();
        // What is listed first counts, and what counts nothing is.
        said.sort_unstable();
        let meanings = said.into_iter().map(|word| self.header_meanings[word]);
        let names = meanings.clone().any(|meaning| meaning.is_none());
        (names, meanings.flatten().next())
    }
}

/// Words to be found anywhere in a text, in any case; Latin ones stand alone.
pub(super) struct Words(AhoCorasick);

impl Words {
    fn new(words: Vec<String>) -> Words {
        Words(
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .build(words)
                .expect("the embedded lists are short"),
        )
    }

    /// True if `text` holds one of the words.
    pub fn are_in(&self, text: &str) -> bool {
        self.found_in(text).next().is_some()
    }

    /// The words that `text` holds.
    fn found_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Match> + 't {
        let is_letter = |c: char| c.is_ascii_alphabetic();
        self.0.find_overlapping_iter(text).filter(move |word| {
            let is_latin = text[word.range()].is_ascii();
            !(is_latin
                && (text[..word.start()].ends_with(is_letter) || text[word.end()..].starts_with(is_letter)))
        })
    }
}
