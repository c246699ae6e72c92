//! The words of `changes.toml`, ready to match.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon::{any, holds, is, pattern};

pub(super) struct Words {
    pub changes: Regex,
    pub other: Regex,
    pub signed: Regex,
    pub before: Regex,
    pub after: Regex,
    /// A direction at either end of a text.
    pub directions: Regex,
    pub multiples: Regex,
    pub decreases: Regex,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/changes.toml"))
        .expect("the embedded words are checked by a test");
    let directions = any(&lists.directions);
    Words {
        changes: holds(&lists.changes),
        other: holds(&lists.other),
        signed: is(&lists.signed),
        before: holds(&lists.before),
        after: holds(&lists.after),
        directions: pattern(&format!(r"^(?:{directions})\s*|\s*(?:{directions})$")),
        multiples: is(&lists.multiples),
        decreases: holds(&lists.decreases),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    changes: Vec<String>,
    other: Vec<String>,
    signed: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
    directions: Vec<String>,
    multiples: Vec<String>,
    decreases: Vec<String>,
}
