//! The words of `table-total.toml`, ready to match, apart from what they decide.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

/// The words of `table-total.toml`, ready to match.
pub(super) struct Words {
    /// Any word of a total, anywhere: documents and tables without one are not looked at.
    pub mention: Regex,
    pub total: Regex,
    pub subtotal: Regex,
    pub qualified: Regex,
    pub summaries: Regex,
    pub uncertain: Regex,
    pub nested: Regex,
    pub not_additive: Regex,
    pub weights: Regex,
    pub durations: Regex,
    pub counts: Regex,
    pub money: Regex,
    /// All of a remark that is a unit, with a magnitude or without.
    pub unit: Regex,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/table-total.toml"))
        .expect("the embedded words are checked by a test");
    let Lists { total, members, columns } = lists;
    let label = |labels: &[String], endings: &[String]| {
        pattern(&format!("^(?:{}|.{{0,16}}(?:{}))$", any(labels), any(endings)))
    };
    let all: Vec<String> = [&total.labels, &total.endings, &total.subtotal_labels, &total.subtotal_endings]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let units: Vec<String> = [&columns.money, &columns.counts, &columns.durations, &columns.units]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let (units, magnitudes) = (any(&units), any(&columns.magnitudes));
    Words {
        mention: pattern(&any(&all)),
        total: label(&total.labels, &total.endings),
        subtotal: label(&total.subtotal_labels, &total.subtotal_endings),
        qualified: pattern(&words(&total.qualified)),
        summaries: pattern(&words(&members.summaries)),
        uncertain: pattern(&words(&members.uncertain)),
        nested: pattern(r"^\s*(?:[-–└├│─•↳>　]|&nbsp;|&emsp;|(?:\d+|[a-z])\.\d+)"),
        not_additive: pattern(&words(&columns.not_additive)),
        weights: pattern(&words(&columns.weights)),
        durations: pattern(&words(&columns.durations)),
        counts: pattern(&words(&columns.counts)),
        money: pattern(&format!("^(?:{})$", any(&columns.money))),
        unit: pattern(&format!(
            r"^(?:单位[：:]?|in )?\s*(?:(?:{units})|(?:{magnitudes})\s*(?:{units})?|(?:{units})\s*(?:{magnitudes}))$"
        )),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    total: Totals,
    members: Members,
    columns: Columns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Totals {
    labels: Vec<String>,
    endings: Vec<String>,
    subtotal_labels: Vec<String>,
    subtotal_endings: Vec<String>,
    qualified: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    summaries: Vec<String>,
    uncertain: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    not_additive: Vec<String>,
    weights: Vec<String>,
    durations: Vec<String>,
    counts: Vec<String>,
    money: Vec<String>,
    units: Vec<String>,
    magnitudes: Vec<String>,
}

fn any(words: &[String]) -> String {
    words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|")
}

/// Chinese words anywhere, Latin ones as words of their own.
fn words(words: &[String]) -> String {
    let (latin, chinese): (Vec<String>, Vec<String>) =
        words.iter().cloned().partition(|word| word.is_ascii());
    let mut patterns = Vec::new();
    if !latin.is_empty() {
        patterns.push(format!(r"(?:^|[^A-Za-z])(?:{})(?:$|[^A-Za-z])", any(&latin)));
    }
    if !chinese.is_empty() {
        patterns.push(any(&chinese));
    }
    patterns.join("|")
}

fn pattern(pattern: &str) -> Regex {
    RegexBuilder::new(pattern).case_insensitive(true).build().expect("the words are escaped")
}
