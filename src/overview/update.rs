//! What brings the progress table of a plan up to date with its documents.

use super::Overview;
use crate::diagnostic::Edit;
use crate::facts::{Corpus, Facts};
use crate::markdown;
use crate::plan::coverage::{Coverage, Covered};
use crate::plan::progress::{ProgressTable, StaleRow};
use crate::source::SourceFile;
use crate::sources::Sources;

/// The change to a plan.
#[derive(Debug)]
pub struct Update {
    /// The rows that do not say what is true.
    pub rows: Vec<StaleRow>,
    /// The text of the plan as it was read.
    pub before: String,
    /// The text that it should have.
    pub after: String,
}

impl Overview {
    /// What the plan in `source`, which is that of this overview, should say; `None` if it has no progress table.
    ///
    /// Nothing is known of a case that no document holds, unless the documents are those of the `whole` library, which
    /// they are too if the plan is one of them: then it has not been started.
    pub fn update(mut self, source: SourceFile, whole: bool) -> Option<Update> {
        let plan = self.library.plan.clone();
        let doc = markdown::parse(source);
        let is_plan = |facts: &Facts| facts.path == doc.source.path;
        let whole = whole || self.documents.iter().any(is_plan);
        self.documents.retain(|facts| !is_plan(facts));
        let sources = Sources::of(&doc, &self.library);
        self.documents.push(Facts::of(&doc, &sources, &self.library));
        let mut corpus = Corpus { plan, ..Corpus::new(self.documents) };
        corpus.resolve();
        let coverage = Coverage::of(&corpus)?;
        let known = coverage.progress().into_iter().zip(&coverage.cases);
        let known: Vec<_> = known
            .map(|(progress, covered)| progress.filter(|_| whole || !matches!(covered, Covered::Nowhere)))
            .collect();
        let rows = ProgressTable::find(&doc, coverage.plan)?.stale_rows(&known);
        let before = doc.source.text().to_owned();
        let after = edited(&before, rows.iter().flat_map(|row| &row.edits).collect());
        Some(Update { rows, before, after })
    }
}

/// The text with edits that don't overlap.
fn edited(text: &str, mut edits: Vec<&Edit>) -> String {
    edits.sort_by_key(|edit| edit.span);
    let mut edited = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let span = edit.span.range();
        edited.push_str(&text[at..span.start]);
        edited.push_str(&edit.text);
        at = span.end;
    }
    edited.push_str(&text[at..]);
    edited
}
