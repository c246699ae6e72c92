//! The words of `table-total.toml`, ready to match, apart from what they decide.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon::{Holds, any, pattern};

/// What adds up and what does not.
pub(super) struct Words {
    pub uncertain: Holds,
    pub not_additive: Holds,
    pub weights: Holds,
    /// Headers of amounts of money.
    pub money: Holds,
    /// The header of a column of totals.
    pub across: Regex,
    /// The header of a year, quarter or month.
    pub periods: Regex,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/table-total.toml"))
        .expect("the embedded words are checked by a test");
    Words {
        uncertain: Holds::new(&lists.members.uncertain),
        not_additive: Holds::new(&lists.columns.not_additive),
        weights: Holds::new(&lists.columns.weights),
        money: Holds::new(&lists.columns.money),
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
