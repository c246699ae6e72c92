//! Scores as real ratios of what was looked at, and the gate that may rest on them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, RuleId};
use crate::rules::Family;

/// How much of what was looked at holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratio {
    /// What holds.
    pub passed: u64,
    /// What was looked at.
    pub total: u64,
}

impl Ratio {
    /// In percent, rounded down to a tenth so that only perfection shows as 100; `None` if nothing was looked at.
    pub fn percent(self) -> Option<f64> {
        (self.total > 0).then(|| (self.passed * 1000 / self.total) as f64 / 10.0)
    }

    /// True if the ratio is at least `percent`; nothing looked at is no failure.
    pub fn reaches(self, percent: f64) -> bool {
        self.total == 0 || self.passed as f64 * 100.0 >= percent * self.total as f64
    }
}

/// How many things a rule looked at in a document.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    /// The rule.
    pub rule: RuleId,
    /// The document, as an index into the run's documents.
    pub document: u32,
    /// How many things.
    pub looked_at: u32,
}

/// The four scores, in the order of [`Family::ALL`].
pub type Scores = [Ratio; 4];

/// The scores of what was tallied. `documents` are the paths that a tally's `document` is an index into.
///
/// What a rule found in a document fails at most what it looked at there.
pub fn scores<'a>(
    tally: impl IntoIterator<Item = &'a Tally>,
    diagnostics: &'a [Diagnostic],
    documents: &'a [Arc<str>],
) -> Scores {
    let mut fails: FxHashMap<(&str, RuleId), u64> = FxHashMap::default();
    for diagnostic in diagnostics {
        *fails.entry((&diagnostic.path, diagnostic.rule)).or_default() += u64::from(diagnostic.fails);
    }
    // A rule that looks at a document and at the corpus tallies twice.
    let mut totals: FxHashMap<(u32, RuleId), u64> = FxHashMap::default();
    for tally in tally {
        *totals.entry((tally.document, tally.rule)).or_default() += u64::from(tally.looked_at);
    }
    let mut scores = Scores::default();
    for ((document, rule), mut total) in totals {
        let Some(family) = family_of(rule) else { continue };
        if family == Family::Format {
            total = total.min(1);
        }
        let failed = fails.get(&(&*documents[document as usize], rule)).copied().unwrap_or(0).min(total);
        let score = &mut scores[family as usize];
        score.total += total;
        score.passed += total - failed;
    }
    scores
}

/// A score that misses what `[gate]` asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shortfall {
    /// The score.
    pub family: Family,
    /// What was reached.
    pub ratio: Ratio,
    /// What was asked for, in percent.
    pub wanted: f64,
}

/// The families whose score misses its gate.
pub fn shortfalls(scores: &Scores, gate: &[Option<f64>; 4]) -> Vec<Shortfall> {
    Family::ALL
        .into_iter()
        .filter_map(|family| {
            let (ratio, wanted) = (scores[family as usize], gate[family as usize]?);
            (!ratio.reaches(wanted)).then_some(Shortfall { family, ratio, wanted })
        })
        .collect()
}

fn family_of(rule: RuleId) -> Option<Family> {
    let name = rule.split('/').next()?;
    Family::ALL.into_iter().find(|family| family.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::message::{Message, Text};

    const TEXT: Text = Text { en: "wrong", zh: "有误" };

    fn tally(rule: RuleId, document: u32, looked_at: u32) -> Tally {
        Tally { rule, document, looked_at }
    }

    fn finding(rule: RuleId, path: &str, fails: u32) -> Diagnostic {
        let mut finding = Diagnostic::new(rule, Severity::Error, path.into(), None, Message::new(&TEXT));
        finding.fails = fails;
        finding
    }

    #[test]
    fn a_score_is_what_is_left_of_what_was_looked_at() {
        let documents = ["a.md".into(), "b.md".into()];
        let tallies = [tally("data/x", 0, 10), tally("data/x", 1, 4), tally("data/y", 0, 6)];
        let found =
            [finding("data/x", "a.md", 1), finding("data/x", "a.md", 2), finding("data/y", "b.md", 9)];
        let scores = scores(&tallies, &found, &documents);
        assert_eq!(scores[Family::Data as usize], Ratio { passed: 17, total: 20 });
        assert_eq!(scores[Family::Technical as usize], Ratio::default());
    }

    #[test]
    fn no_rule_fails_more_than_it_looked_at() {
        let documents = ["a.md".into()];
        let tallies = [tally("technical/x", 0, 2), tally("technical/y", 0, 3)];
        let found = [finding("technical/x", "a.md", 5)];
        let scores = scores(&tallies, &found, &documents);
        assert_eq!(scores[Family::Technical as usize], Ratio { passed: 3, total: 5 });
    }

    #[test]
    fn format_counts_each_rule_once_for_a_document() {
        let documents = ["a.md".into(), "b.md".into()];
        // One of them also looked at the corpus.
        let tallies = [tally("format/x", 0, 1), tally("format/x", 0, 1), tally("format/x", 1, 1)];
        let found = [finding("format/x", "a.md", 1), finding("format/x", "a.md", 1)];
        let scores = scores(&tallies, &found, &documents);
        assert_eq!(scores[Family::Format as usize], Ratio { passed: 1, total: 2 });
    }

    #[test]
    fn a_gate_is_missed_by_the_exact_ratio_and_never_by_nothing() {
        let mut scores = Scores::default();
        scores[Family::Format as usize] = Ratio { passed: 999_999, total: 1_000_000 };
        let missed = shortfalls(&scores, &[Some(100.0); 4]);
        assert_eq!(missed.len(), 1);
        assert_eq!(missed[0].family, Family::Format);
        assert_eq!(shortfalls(&scores, &[None, Some(99.9999), None, None]), []);
    }
}
