//! The words of `shares.toml`, ready to match.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon::{any, holds, pattern};

/// What headers of shares say.
pub(super) struct Words {
    pub shares: Regex,
    pub perhaps: Regex,
    pub of_the_whole: Regex,
    pub of_the_whole_english: Regex,
    pub weights: Regex,
    pub other: Regex,
    pub overlapping: Regex,
    pub partial: Regex,
    pub rest: Regex,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/shares.toml"))
        .expect("the embedded words are checked by a test");
    let latin: Vec<String> = lists.perhaps.iter().filter(|word| *word != "%").cloned().collect();
    Words {
        shares: holds(&lists.shares),
        perhaps: pattern(&format!("^%$|{}", holds(&latin).as_str())),
        of_the_whole: pattern(&format!("^(?:{})", any(&lists.of_the_whole))),
        of_the_whole_english: holds(&lists.of_the_whole_english),
        weights: holds(&lists.weights),
        other: holds(&lists.other),
        overlapping: holds(&lists.overlapping),
        partial: holds(&lists.partial),
        rest: holds(&lists.rest),
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
