//! The words of `verdict.toml`, ready to match.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon::{any, holds, is, pattern};

pub(super) struct Words {
    /// Any target, anywhere.
    pub mention: Regex,
    pub target: Regex,
    pub actual: Regex,
    pub verdict: Regex,
    pub good: Regex,
    pub bad: Regex,
    pub less: Regex,
    pub more: Regex,
    /// Target, result and verdict in one line.
    pub line: Regex,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/verdict.toml"))
        .expect("the embedded words are checked by a test");
    let colon = r"\s*[：:=]?\s*(?:值|为|是|is\b|was\b)?\s*";
    let value = r"[^，,；;。、|（(）)\n✅❌✓✗✔✘]{1,24}?";
    Words {
        mention: pattern(&any(&lists.target)),
        target: is(&lists.target),
        actual: is(&lists.actual),
        verdict: is(&lists.verdict),
        good: is(&lists.good),
        bad: is(&lists.bad),
        less: holds(&lists.less),
        more: holds(&lists.more),
        line: pattern(&format!(
            r"(?P<name>[^，,；;。|（(\n]{{0,20}}?)[：:，,（(]?\s*\b?(?:{target}){colon}(?P<target>{value})\s*[，,；;、|]\s*(?:{actual}){colon}(?P<actual>{value})\s*[，,；;、|）)（(]?\s*(?:(?:{verdict})[：:]?\s*)?(?P<verdict>(?:[✅❌✓✗✔✘]\s*)?(?:{good}|{bad})?)[。.；;）)]?\s*$",
            target = any(&lists.target),
            actual = any(&lists.actual),
            verdict = any(&lists.verdict),
            good = any(&lists.good),
            bad = any(&lists.bad),
        )),
    }
});

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
