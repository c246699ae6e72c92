//! What a run found, and the ways to write it; one file per format.

use std::io;

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Lang;
use crate::score::Scores;

/// The result of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings in the order of [`Diagnostic::order`].
    pub diagnostics: Vec<Diagnostic>,
    /// The run in numbers.
    pub summary: Summary,
}

/// A run in numbers.
#[derive(Debug, Default)]
pub struct Summary {
    /// Documents that were checked.
    pub documents: usize,
    /// Cases that they hold.
    pub cases: usize,
    /// Findings that a suppression silenced.
    pub suppressed: usize,
    /// Findings that the baseline already knew.
    pub baselined: usize,
    /// The four scores.
    pub scores: Scores,
    /// Whether the configured gate holds; `None` if there is none.
    pub gate: Option<Verdict>,
}

/// Whether the scores reach what `[gate]` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// They do.
    Passed,
    /// They don't.
    Failed,
}

impl Report {
    /// How many findings weigh `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// Writes a report in one format.
pub trait Reporter {
    /// Writes the whole report.
    ///
    /// # Errors
    /// What `out` says; a closed pipe is for the caller to judge.
    fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()>;
}

/// How a report is shown, whatever its format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// The language of messages.
    pub lang: Lang,
    /// Whether to colour.
    pub color: bool,
    /// Show at most this many findings and say how many more there are; machine formats show all.
    pub max_diagnostics: Option<usize>,
}
