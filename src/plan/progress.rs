//! The progress table of a plan: what it says of each case, and the edits that make it say what is true.

mod cell;
mod find;

use super::{Plan, State};
use crate::diagnostic::Edit;
use crate::document::Document;
use crate::source::Place;
use cell::CellText;

/// How far a case is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseProgress {
    /// How many of the things that it must have it has as they should be.
    pub satisfied: u32,
    /// How many things it must have.
    pub required: u32,
}

impl CaseProgress {
    /// The share of what is satisfied in percent, rounded down; 0 if nothing is required.
    pub fn percent(self) -> u32 {
        percent(self.satisfied.min(self.required).into(), self.required.into())
    }

    /// What a plan should say of it: not started at 0 %, done when all that is required is satisfied.
    pub fn state(self) -> State {
        match self.percent() {
            100 => State::Done,
            0 => State::NotStarted,
            _ => State::InProgress,
        }
    }
}

fn percent(part: u64, whole: u64) -> u32 {
    (part * 100).checked_div(whole).unwrap_or(0) as u32
}

/// The table of a plan that says how far each case is.
#[derive(Clone, Debug)]
pub struct ProgressTable {
    rows: Vec<Row>,
    total: Option<Row>,
    /// What the table, or else the plan, calls each state, in the order of [`State::ALL`].
    labels: [String; 3],
}

/// A row, or the one below that sums them up.
#[derive(Clone, Debug)]
struct Row {
    /// The case, as an index into those of the plan; `None` for a row that is about no planned case, and for the total.
    case: Option<usize>,
    /// What stands in the column of cases.
    name: String,
    place: Place,
    state: CellText,
    completion: CellText,
}

/// A row that does not say what is true.
#[derive(Clone, Debug)]
pub struct StaleRow {
    /// The case, as an index into those of the plan; `None` for the total.
    pub case: Option<usize>,
    /// What the row calls it.
    pub name: String,
    /// The row.
    pub place: Place,
    /// Its state and completion as they stand.
    pub said: String,
    /// Its state and completion as they should be.
    pub truth: String,
    /// What makes the one the other.
    pub edits: Vec<Edit>,
}

/// The edits that bring the progress table of `doc`, if it has one, up to date.
///
/// `progress` says how far each case of `plan` is, in their order. Only cells of states and completions change, and of
/// these only what is not true; the words are those that the table uses already.
pub fn updated(doc: &Document, plan: &Plan, progress: &[CaseProgress]) -> Vec<Edit> {
    let known: Vec<_> = progress.iter().copied().map(Some).collect();
    let table = ProgressTable::find(doc, plan);
    table.iter().flat_map(|table| table.stale_rows(&known)).flat_map(|row| row.edits).collect()
}

impl ProgressTable {
    /// The first table of `doc` with columns for the case, its state and its completion that has a case of `plan` in it.
    pub fn find(doc: &Document, plan: &Plan) -> Option<ProgressTable> {
        find::table(doc, plan)
    }

    /// How many rows [`ProgressTable::stale_rows`] can judge.
    pub fn judged(&self, progress: &[Option<CaseProgress>]) -> usize {
        let rows = self.rows.iter().filter(|row| progress_of(row, progress).is_some()).count();
        rows + usize::from(self.total.is_some() && self.all_known(progress))
    }

    /// The rows that say something else than `progress`, which is in the order of the plan's cases and `None` where
    /// nothing is known. The total is judged only if everything is known.
    pub fn stale_rows(&self, progress: &[Option<CaseProgress>]) -> Vec<StaleRow> {
        let mut stale = Vec::new();
        for row in &self.rows {
            if let Some(progress) = progress_of(row, progress) {
                let state = row.state.with_state(progress.state(), &self.labels);
                let completion = row.completion.with_percent(progress.percent());
                stale.extend(row.stale(state, completion));
            }
        }
        if let Some(total) = self.total.as_ref().filter(|_| self.all_known(progress)) {
            let done = total.state.with_count(self.done(progress));
            let completion = total.completion.with_percent(self.total_percent(total, progress));
            stale.extend(total.stale(done, completion));
        }
        stale
    }

    /// The state that each row about a case says.
    pub(super) fn states(&self) -> impl Iterator<Item = (usize, State)> {
        self.rows.iter().filter_map(|row| Some((row.case?, row.state.state()?)))
    }

    fn all_known(&self, progress: &[Option<CaseProgress>]) -> bool {
        self.rows.iter().all(|row| row.case.is_none() || progress_of(row, progress).is_some())
    }

    /// How many rows are done; one that is about no planned case is as it says.
    fn done(&self, progress: &[Option<CaseProgress>]) -> u64 {
        let state = |row: &Row| progress_of(row, progress).map(CaseProgress::state).or(row.state.state());
        self.rows.iter().filter(|&row| state(row) == Some(State::Done)).count() as u64
    }

    /// The share of cases that are done, or the mean of all completions where the table has had that.
    fn total_percent(&self, total: &Row, progress: &[Option<CaseProgress>]) -> u32 {
        let count = self.rows.len() as u64;
        let said = self.rows.iter().filter(|row| row.state.state() == Some(State::Done)).count() as u64;
        let mean = |percent: &dyn Fn(&Row) -> Option<u32>| {
            let sum: Option<u64> = self.rows.iter().map(|row| percent(row).map(u64::from)).sum();
            sum.map(|sum| (sum / count.max(1)) as u32)
        };
        let has_been = total.completion.percent();
        let is_mean = has_been.is_some()
            && has_been == mean(&|row| row.completion.percent())
            && has_been != Some(percent(said, count));
        let now =
            |row: &Row| progress_of(row, progress).map(CaseProgress::percent).or(row.completion.percent());
        let now = is_mean.then(|| mean(&now)).flatten();
        now.unwrap_or_else(|| percent(self.done(progress), count))
    }
}

fn progress_of(row: &Row, progress: &[Option<CaseProgress>]) -> Option<CaseProgress> {
    progress.get(row.case?).copied().flatten()
}

impl Row {
    /// What is wrong with the row if its cells should be other ones.
    fn stale(&self, state: Option<Edit>, completion: Option<Edit>) -> Option<StaleRow> {
        if state.is_none() && completion.is_none() {
            return None;
        }
        let said = both(self.state.text(), self.completion.text());
        let truth = both(&self.state.after(state.as_ref()), &self.completion.after(completion.as_ref()));
        let mut edits: Vec<Edit> = state.into_iter().chain(completion).collect();
        edits.sort_by_key(|edit| edit.span);
        let (case, name, place) = (self.case, self.name.clone(), self.place.clone());
        Some(StaleRow { case, name, place, said, truth, edits })
    }
}

/// A state and a completion in a few words.
fn both(state: &str, completion: &str) -> String {
    [state, completion].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join(" / ")
}
