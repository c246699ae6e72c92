//! The words of `verdict.toml`, ready to match.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon::{Holds, Is, any, pattern};

pub(super) struct Words {
    /// Any target, anywhere.
    pub mention: Holds,
    pub target: Is,
    pub actual: Is,
    pub verdict: Is,
    pub good: Is,
    pub bad: Is,
    pub less: Holds,
    pub more: Holds,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists = lists();
    Words {
        mention: Holds::new(&lists.target),
        target: Is::new(&lists.target),
        actual: Is::new(&lists.actual),
        verdict: Is::new(&lists.verdict),
        good: Is::new(&lists.good),
        bad: Is::new(&lists.bad),
        less: Holds::new(&lists.less),
        more: Holds::new(&lists.more),
    }
});

/// Target, result and verdict in one line.
pub(super) static LINE: LazyLock<Regex> = LazyLock::new(|| {
    let lists = lists();
    let colon = r"\s*[：:=]?\s*(?:值|为|是|is\b|was\b)?\s*";
    let value = r"[^，,；;。、|（(）)\n✅❌✓✗✔✘]{1,24}?";
    pattern(&format!(
        r"(?P<name>[^，,；;。|（(\n]{{0,20}}?)[：:，,（(]?\s*\b?(?:{target}){colon}(?P<target>{value})\s*[，,；;、|]\s*(?:{actual}){colon}(?P<actual>{value})\s*[，,；;、|）)（(]?\s*(?:(?:{verdict})[：:]?\s*)?(?P<verdict>(?:[✅❌✓✗✔✘]\s*)?(?:{good}|{bad})?)[。.；;）)]?\s*$",
        target = any(&lists.target),
        actual = any(&lists.actual),
        verdict = any(&lists.verdict),
        good = any(&lists.good),
        bad = any(&lists.bad),
    ))
});

fn lists() -> Lists {
    toml::from_str(include_str!("../../../../rules/data/verdict.toml"))
        .expect("the embedded words are checked by a test")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    target: Vec<String>,
    actual: Vec<String>,
    verdict: Vec<String>,
    good: Vec<String>,
    bad: Vec<String>,
    less: Vec<String>,
    more: Vec<String>,
}
