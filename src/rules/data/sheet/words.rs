//! The words of `tables.toml`, ready to match, apart from what they decide.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon::{Holds, Is, any, pattern};

/// What rows and units are called.
pub(in crate::rules::data) struct Words {
    /// Any word of a total, anywhere: documents and tables without one hold no total.
    pub mention: Holds,
    pub total: Label,
    pub subtotal: Label,
    pub qualified: Holds,
    /// A remark that leaves a total what it is.
    pub neutral: Is,
    pub summaries: Holds,
    /// Labels of rows that are parts of other rows.
    pub nested: Regex,
    pub durations: Holds,
    pub counts: Holds,
    pub money: Is,
    /// All of a remark that is a unit, with a magnitude or without.
    pub unit: Regex,
    /// A magnitude at the beginning or end of such a unit.
    pub magnitude: Regex,
}

/// Names of a row, and what such a name may end in.
pub(in crate::rules::data) struct Label {
    is: Is,
    endings: Vec<String>,
}

impl Label {
    pub(in crate::rules::data) fn is_match(&self, label: &str) -> bool {
        const LONGEST: usize = 16;
        let is_end = |ending: &String| {
            label.strip_suffix(ending.as_str()).is_some_and(|before| before.chars().count() <= LONGEST)
        };
        self.is.is_match(label) || self.endings.iter().any(is_end)
    }
}

pub(in crate::rules::data) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/tables.toml"))
        .expect("the embedded words are checked by a test");
    let Lists { total, members, units } = lists;
    let label =
        |labels: &[String], endings: &[String]| Label { is: Is::new(labels), endings: endings.to_vec() };
    let all = [&total.labels, &total.endings, &total.subtotal_labels, &total.subtotal_endings];
    let named = [&units.money, &units.counts, &units.durations, &units.units];
    let joined =
        |lists: &[&Vec<String>]| any(&lists.iter().flat_map(|list| list.iter().cloned()).collect::<Vec<_>>());
    let (names, magnitudes) = (joined(&named), any(&units.magnitudes));
    Words {
        mention: Holds::new(&all.iter().flat_map(|list| list.iter().cloned()).collect::<Vec<_>>()),
        total: label(&total.labels, &total.endings),
        subtotal: label(&total.subtotal_labels, &total.subtotal_endings),
        qualified: Holds::new(&total.qualified),
        neutral: Is::new(&total.neutral),
        summaries: Holds::new(&members.summaries),
        nested: pattern(r"^\s*(?:[-–└├│─•↳>　]|&nbsp;|&emsp;|(?:\d+|[a-z])\.\d+)"),
        durations: Holds::new(&units.durations),
        counts: Holds::new(&units.counts),
        money: Is::new(&units.money),
        unit: pattern(&format!(
            r"^(?:单位[：:]?|in )?\s*(?:(?:{names})|(?:{magnitudes})\s*(?:{names})?|(?:{names})\s*(?:{magnitudes}))$"
        )),
        magnitude: pattern(&format!(r"^(?:{names})?\s*(?<magnitude>{magnitudes})\s*(?:{names})?$")),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    total: Totals,
    members: Members,
    units: Units,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Totals {
    labels: Vec<String>,
    endings: Vec<String>,
    subtotal_labels: Vec<String>,
    subtotal_endings: Vec<String>,
    qualified: Vec<String>,
    neutral: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    summaries: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    durations: Vec<String>,
    counts: Vec<String>,
    money: Vec<String>,
    units: Vec<String>,
    magnitudes: Vec<String>,
}
