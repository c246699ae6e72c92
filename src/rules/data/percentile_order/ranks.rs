//! Names of percentiles and extremes, and what they are of.

use std::cmp::Ordering;
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::rules::data::lexicon::{Holds, any, pattern};

/// Where a value stands among all that were measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    Minimum,
    Percentile(Decimal),
    Average,
    Maximum,
}

impl Rank {
    /// Which of two is the smaller value; `None` if either may be.
    pub(super) fn order(self, other: Rank) -> Option<Ordering> {
        let place = |rank: Rank| match rank {
            Rank::Minimum => Some(Decimal::NEGATIVE_ONE),
            Rank::Percentile(at) => Some(at),
            Rank::Average => None,
            Rank::Maximum => Some(Decimal::ONE_THOUSAND),
        };
        let is_extreme = |rank: Rank| matches!(rank, Rank::Minimum | Rank::Maximum);
        match (place(self), place(other)) {
            (Some(one), Some(other)) => Some(one.cmp(&other)),
            (Some(one), None) if is_extreme(self) => Some(one.cmp(&MEDIAN)),
            (None, Some(one)) if is_extreme(other) => Some(MEDIAN.cmp(&one)),
            _ => None,
        }
    }
}

const MEDIAN: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

pub(super) struct Words {
    /// Any rank, anywhere.
    pub mention: Holds,
    /// What running text about percentiles can't do without.
    pub percentile: Holds,
    /// The other ranks, which say nothing without one of `mention`.
    others: Holds,
    generic: Vec<String>,
    pub throughput: Holds,
    pub not_values: Holds,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists = lists();
    Words {
        percentile: Holds::new(&["p50", "p75", "p8", "p9"].map(str::to_owned)),
        mention: Holds::new(&lists.mention),
        others: Holds::new(&[lists.median, lists.average].concat()),
        generic: lists.generic,
        throughput: Holds::new(&lists.throughput),
        not_values: Holds::new(&lists.not_values),
    }
});

/// A rank in a name.
static RANK: LazyLock<Regex> = LazyLock::new(|| {
    let lists = lists();
    let name = |words: &[String]| {
        let (latin, chinese): (Vec<String>, Vec<String>) =
            words.iter().cloned().partition(|word| word.is_ascii());
        format!(r"(?:{}|\b(?:{})\b)", any(&chinese), any(&latin))
    };
    let percentile = r"\bp\s?(?<p>\d\d(?:\.\d+)?|99\d{1,2})\b|\b(?<th>\d\d(?:\.\d+)?)\s?(?:%\s?ile|th\s+percentile|%?\s?分位)";
    pattern(&format!(
        "{percentile}|(?<median>{})|(?<min>{})|(?<max>{})|(?<avg>{})",
        name(&lists.median),
        name(&lists.minimum),
        name(&lists.maximum),
        name(&lists.average)
    ))
});

fn lists() -> Lists {
    toml::from_str(include_str!("../../../../rules/data/percentile-order.toml"))
        .expect("the embedded words are checked by a test")
}

/// The rank that `name` holds, and what else it says: `(99, "读")` for `读 P99 延迟`. `None` if it holds none or two.
pub(super) fn rank(name: &str) -> Option<(Rank, String)> {
    // A name is short, and the pattern is slow.
    const LONGEST: usize = 80;
    if name.len() > LONGEST || !(WORDS.mention.mentions(name) || WORDS.others.mentions(name)) {
        return None;
    }
    // The pattern knows where words end by ASCII; Chinese may stand right beside them.
    let spaced: String = spaced(name);
    let mut found = RANK.captures_iter(&spaced);
    let first = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let has = |name| first.name(name).is_some();
    let rank = if let Some(at) = first.name("p").or_else(|| first.name("th")) {
        Rank::Percentile(percentile(at.as_str())?)
    } else if has("median") {
        Rank::Percentile(MEDIAN)
    } else if has("min") {
        Rank::Minimum
    } else if has("max") {
        Rank::Maximum
    } else {
        Rank::Average
    };
    let whole = first.get(0)?;
    let rest = format!("{} {}", &spaced[..whole.start()], &spaced[whole.end()..]);
    if WORDS.throughput.is_match(&rest) && matches!(rank, Rank::Percentile(_)) {
        return None;
    }
    Some((rank, stem(&rest)))
}

/// What values are of, without what says nothing about it.
pub(super) fn stem(text: &str) -> String {
    let text = WORDS.generic.iter().fold(text.to_lowercase(), |text, word| text.replace(word.as_str(), ""));
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// `999` is 99.9.
pub(super) fn percentile(digits: &str) -> Option<Decimal> {
    let number = Decimal::from_str_exact(digits).ok()?;
    Some(match digits.len() {
        3 if !digits.contains('.') => number / Decimal::TEN,
        4 if !digits.contains('.') => number / Decimal::ONE_HUNDRED,
        _ => number,
    })
}

/// With a blank between Chinese and Latin characters.
fn spaced(name: &str) -> String {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut last = ' ';
    for c in name.chars() {
        if last.is_alphanumeric() && c.is_alphanumeric() && last.is_ascii() != c.is_ascii() {
            spaced.push(' ');
        }
        spaced.push(c);
        last = c;
    }
    spaced
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    median: Vec<String>,
    mention: Vec<String>,
    minimum: Vec<String>,
    maximum: Vec<String>,
    average: Vec<String>,
    generic: Vec<String>,
    throughput: Vec<String>,
    not_values: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_read_from_names_with_what_they_are_of() {
        let p = |at: &str| Rank::Percentile(Decimal::from_str_exact(at).expect("a number"));
        assert_eq!(rank("P99 延迟"), Some((p("99"), String::new())));
        assert_eq!(rank("读P99延迟"), Some((p("99"), "读".into())));
        assert_eq!(rank("p999"), Some((p("99.9"), String::new())));
        assert_eq!(rank("Write 95th percentile"), Some((p("95"), "write".into())));
        assert_eq!(rank("50%ile"), Some((p("50"), String::new())));
        assert_eq!(rank("Max latency"), Some((Rank::Maximum, String::new())));
        assert_eq!(rank("最大连接数"), Some((Rank::Maximum, "连接".into())));
        for name in ["P99 QPS", "P50/P99", "平均与最大", "map50", "latency"] {
            assert_eq!(rank(name), None, "{name}");
        }
    }

    #[test]
    fn an_average_lies_between_the_extremes_and_nowhere_else() {
        let median = Rank::Percentile(MEDIAN);
        assert_eq!(Rank::Minimum.order(Rank::Average), Some(Ordering::Less));
        assert_eq!(Rank::Average.order(Rank::Maximum), Some(Ordering::Less));
        assert_eq!(Rank::Average.order(median), None);
        assert_eq!(median.order(Rank::Maximum), Some(Ordering::Less));
    }
}
