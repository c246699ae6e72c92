//! Scores as real ratios of what was looked at, and the gate that may rest on them.

use crate::diagnostic::RuleId;

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
