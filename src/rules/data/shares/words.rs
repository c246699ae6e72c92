//! The words of `shares.toml`, ready to match.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon::{Holds, any, pattern};

/// What headers of shares say.
pub(super) struct Words {
    pub shares: Holds,
    pub perhaps: Holds,
    pub of_the_whole: Regex,
    pub of_the_whole_english: Holds,
    pub weights: Holds,
    pub other: Holds,
    pub overlapping: Holds,
    pub partial: Holds,
    pub rest: Holds,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/shares.toml"))
        .expect("the embedded words are checked by a test");
    let latin: Vec<String> = lists.perhaps.iter().filter(|word| *word != "%").cloned().collect();
    Words {
        shares: Holds::new(&lists.shares),
        perhaps: Holds::new(&latin),
        of_the_whole: pattern(&format!("^(?:{})", any(&lists.of_the_whole))),
        of_the_whole_english: Holds::new(&lists.of_the_whole_english),
        weights: Holds::new(&lists.weights),
        other: Holds::new(&lists.other),
        overlapping: Holds::new(&lists.overlapping),
        partial: Holds::new(&lists.partial),
        rest: Holds::new(&lists.rest),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    shares: Vec<String>,
    perhaps: Vec<String>,
    of_the_whole: Vec<String>,
    of_the_whole_english: Vec<String>,
    weights: Vec<String>,
    other: Vec<String>,
    overlapping: Vec<String>,
    partial: Vec<String>,
    rest: Vec<String>,
}
