//! The words of `table-total.toml`, ready to match, apart from what they decide.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon::{any, holds, pattern};

/// What adds up and what does not.
pub(super) struct Words {
    pub uncertain: Regex,
    pub not_additive: Regex,
    pub weights: Regex,
    /// Headers of amounts of money.
    pub money: Regex,
    /// The header of a column of totals.
    pub across: Regex,
    /// The header of a year, quarter or month.
    pub periods: Regex,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/table-total.toml"))
        .expect("the embedded words are checked by a test");
    Words {
        uncertain: holds(&lists.members.uncertain),
        not_additive: holds(&lists.columns.not_additive),
        weights: holds(&lists.columns.weights),
        money: holds(&lists.columns.money),
        across: pattern(&format!("^(?:.{{0,8}}(?:{}))$", any(&lists.across.totals))),
        periods: pattern(&format!("^(?:{})$", lists.across.periods.join("|"))),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    members: Members,
    columns: Columns,
    across: Across,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Across {
    totals: Vec<String>,
    periods: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    uncertain: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    not_additive: Vec<String>,
    weights: Vec<String>,
    money: Vec<String>,
}
