//! The words of `changes.toml`, ready to match.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon::{Holds, Is, any, pattern};

pub(super) struct Words {
    pub changes: Holds,
    pub other: Holds,
    pub signed: Is,
    pub before: Holds,
    pub after: Holds,
    /// A direction at either end of a text.
    pub directions: Regex,
    pub multiples: Is,
    pub decreases: Holds,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/changes.toml"))
        .expect("the embedded words are checked by a test");
    let directions = any(&lists.directions);
    Words {
        changes: Holds::new(&lists.changes),
        other: Holds::new(&lists.other),
        signed: Is::new(&lists.signed),
        before: Holds::new(&lists.before),
        after: Holds::new(&lists.after),
        directions: pattern(&format!(r"^(?:{directions})\s*|\s*(?:{directions})$")),
        multiples: Is::new(&lists.multiples),
        decreases: Holds::new(&lists.decreases),
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
