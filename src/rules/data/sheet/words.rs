//! The words of `tables.toml`, ready to match, apart from what they decide.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon::{any, holds, is, pattern};

/// What rows and units are called.
pub(in crate::rules::data) struct Words {
    /// Any word of a total, anywhere: documents and tables without one hold no total.
    pub mention: Regex,
    pub total: Regex,
    pub subtotal: Regex,
    pub qualified: Regex,
    /// A remark that leaves a total what it is.
    pub neutral: Regex,
    pub summaries: Regex,
    /// Labels of rows that are parts of other rows.
    pub nested: Regex,
    pub durations: Regex,
    pub counts: Regex,
    pub money: Regex,
    /// All of a remark that is a unit, with a magnitude or without.
    pub unit: Regex,
    /// A magnitude at the beginning or end of such a unit.
    pub magnitude: Regex,
}

pub(in crate::rules::data) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/tables.toml"))
        .expect("the embedded words are checked by a test");
    let Lists { total, members, units } = lists;
    let label = |labels: &[String], endings: &[String]| {
        pattern(&format!("^(?:{}|.{{0,16}}(?:{}))$", any(labels), any(endings)))
    };
    let all = [&total.labels, &total.endings, &total.subtotal_labels, &total.subtotal_endings];
    let named = [&units.money, &units.counts, &units.durations, &units.units];
    let joined =
        |lists: &[&Vec<String>]| any(&lists.iter().flat_map(|list| list.iter().cloned()).collect::<Vec<_>>());
    let (names, magnitudes) = (joined(&named), any(&units.magnitudes));
    Words {
        mention: pattern(&joined(&all)),
        total: label(&total.labels, &total.endings),
        subtotal: label(&total.subtotal_labels, &total.subtotal_endings),
        qualified: holds(&total.qualified),
        neutral: is(&total.neutral),
        summaries: holds(&members.summaries),
        nested: pattern(r"^\s*(?:[-–└├│─•↳>　]|&nbsp;|&emsp;|(?:\d+|[a-z])\.\d+)"),
        durations: holds(&units.durations),
        counts: holds(&units.counts),
        money: is(&units.money),
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
