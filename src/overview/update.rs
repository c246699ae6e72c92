//! What brings the progress table of a plan up to date with its documents.

use super::Overview;
use crate::diagnostic::Edit;
use crate::markdown;
use crate::plan::progress::{ProgressTable, StaleRow};
use crate::source::SourceFile;

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
    /// A case that no document holds has not been started if the documents are those of the `whole` library; else nothing
    /// is known of it.
    pub fn update(&self, source: SourceFile, whole: bool) -> Option<Update> {
        let plan = self.plan.as_deref()?;
        let doc = markdown::parse(source);
        let unknown = whole.then(Default::default);
        let progress: Vec<_> = self.planned().into_iter().map(|known| known.or(unknown)).collect();
        let rows = ProgressTable::find(&doc, plan)?.stale_rows(&progress);
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
