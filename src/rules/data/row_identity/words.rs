//! The identities of `row-identity.toml`, ready to match headers.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::rules::data::lexicon::{Holds, Is};

/// How a row comes to its last value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Operation {
    Difference,
    Product,
    /// The quotient, in percent.
    Share,
}

/// Headers by the part that their columns play.
pub(super) struct Identity {
    pub operation: Operation,
    /// Whether a value may be one of a month or a year.
    pub timed: bool,
    pub terms: [Is; 2],
    pub result: Is,
}

pub(super) struct Words {
    /// Any result or weight, anywhere in a row of headers.
    pub mention: Holds,
    pub identities: Vec<Identity>,
    pub other_terms: Holds,
    pub timed: Holds,
    pub spans: Is,
    pub weights: Is,
    pub totals: Is,
}

impl Words {
    /// True for the header of scores that are multiplied by their weights already.
    pub(super) fn is_weighted(&self, header: &str) -> bool {
        let scores = self.identities.iter().filter(|it| it.terms[1].is_match("weight"));
        scores.into_iter().any(|it| it.result.is_match(header))
    }
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/row-identity.toml"))
        .expect("the embedded words are checked by a test");
    let name = |names: &[String]| Is::with_suffixes(names, &lists.suffix);
    let identities = lists.identity.iter().map(|it| Identity {
        operation: it.operation,
        timed: it.timed,
        terms: [name(&it.terms[0]), name(&it.terms[1])],
        result: name(&it.result),
    });
    let results = lists.identity.iter().flat_map(|it| it.result.iter());
    let mention: Vec<String> = results.chain(&lists.weighted.weights).cloned().collect();
    Words {
        mention: Holds::new(&mention),
        identities: identities.collect(),
        other_terms: Holds::new(&lists.other_terms),
        timed: Holds::new(&lists.timed),
        spans: Is::new(&lists.spans),
        weights: Is::new(&lists.weighted.weights),
        totals: Is::new(&lists.weighted.totals),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    suffix: Vec<String>,
    other_terms: Vec<String>,
    timed: Vec<String>,
    spans: Vec<String>,
    identity: Vec<Named>,
    weighted: Weighted,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    operation: Operation,
    #[serde(default)]
    timed: bool,
    terms: [Vec<String>; 2],
    result: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weighted {
    weights: Vec<String>,
    totals: Vec<String>,
}
