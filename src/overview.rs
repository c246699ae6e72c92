//! How far each case of a library is: what documents are, beside what a plan announces.

mod update;

use std::sync::Arc;

use rustc_hash::FxHashMap;
pub use update::Update;

use crate::contract::case::Case;
use crate::diagnostic::Diagnostic;
use crate::discover::Request;
use crate::facts::{CaseFacts, Facts};
use crate::library::Library;
use crate::plan::progress::CaseProgress;
use crate::plan::{Plan, State};
use crate::problem;
use crate::sources::Sources;
use crate::survey::Survey;
use crate::workspace::Workspace;

/// What is known of the cases of a run.
#[derive(Debug, Default)]
pub struct Overview {
    /// The planned cases in the order of the plan, each with all that documents hold of it, then the others by document.
    pub cases: Vec<CaseOverview>,
    /// What the documents were held to.
    pub library: Library,
    /// The documents that were read.
    pub documents: Vec<Facts>,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// How far one case is.
#[derive(Clone, Debug)]
pub struct CaseOverview {
    /// What it is called.
    pub name: Arc<str>,
    /// The planned case that it is, as an index into those of the plan.
    pub planned: Option<usize>,
    /// The document that it is in, and what is there; `None` for a planned case that no document holds.
    pub found: Option<(Arc<str>, CaseFacts)>,
}

/// The cases of an overview in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All cases.
    pub cases: u32,
    /// Those of which nothing is there.
    pub not_started: u32,
    /// Those of which something is there.
    pub in_progress: u32,
    /// Those that are complete.
    pub done: u32,
    /// How many slots and fields the cases have as they should be.
    pub satisfied: u32,
    /// How many they must have.
    pub required: u32,
}

impl CaseOverview {
    /// How much of what it must have it has.
    pub fn progress(&self) -> CaseProgress {
        self.found.as_ref().map_or_else(CaseProgress::default, |(_, facts)| CaseProgress {
            satisfied: facts.satisfied(),
            required: facts.required(),
        })
    }
}

impl Totals {
    /// The share of the cases that are done, in percent, rounded down; 0 if there is no case.
    pub fn percent(self) -> u32 {
        (u64::from(self.done) * 100).checked_div(self.cases.into()).unwrap_or(0) as u32
    }
}

impl Overview {
    /// Looks at the cases in the documents of `request`. `prepare` and `document_done` are as in [`Survey::of`].
    pub fn of(
        workspace: &Workspace,
        request: &Request,
        prepare: impl FnOnce(&mut Library) -> Vec<Diagnostic>,
        document_done: &(dyn Fn(usize) + Sync),
    ) -> Overview {
        let facts = |doc: &_, cases: Vec<Case>, library: &_| {
            let cases = cases.iter().filter(|case| !case.is_none());
            let cases = cases.map(|case| CaseFacts::of(doc, case)).collect();
            Facts { cases, ..Facts::of(doc, &Sources::of(doc, library), library) }
        };
        let survey = Survey::of(workspace, request, prepare, facts, document_done);
        let documents: Vec<Facts> = survey.documents.into_iter().map(|(_, facts)| facts).collect();
        let (library, diagnostics) = (survey.library, survey.diagnostics);
        let cases = arranged(&documents, library.plan.as_deref());
        Overview { cases, library, documents, diagnostics }
    }

    /// The plan, if there is one.
    pub fn plan(&self) -> Option<&Plan> {
        self.library.plan.as_deref()
    }

    /// True if not all that was asked for could be read.
    pub fn is_incomplete(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| problem::ALL.contains(&diagnostic.rule))
    }

    /// The cases in numbers.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for progress in self.cases.iter().map(CaseOverview::progress) {
            totals.cases += 1;
            *match progress.state() {
                State::NotStarted => &mut totals.not_started,
                State::InProgress => &mut totals.in_progress,
                State::Done => &mut totals.done,
            } += 1;
            totals.satisfied += progress.satisfied;
            totals.required += progress.required;
        }
        totals
    }
}

/// The cases in the order of the plan, which itself is none although a contract may hold for it; the rest behind.
fn arranged(documents: &[Facts], plan: Option<&Plan>) -> Vec<CaseOverview> {
    let mut of_plan: FxHashMap<usize, Vec<CaseOverview>> = FxHashMap::default();
    let mut others = Vec::new();
    for document in documents {
        if plan.is_some_and(|plan| plan.path == document.path) {
            continue;
        }
        for facts in &document.cases {
            let (name, planned) = (facts.name.clone(), facts.planned);
            let case = CaseOverview { name, planned, found: Some((document.path.clone(), facts.clone())) };
            match planned {
                Some(index) => of_plan.entry(index).or_default().push(case),
                None => others.push(case),
            }
        }
    }
    let planned = plan.map_or(&[][..], |plan| &plan.cases).iter().enumerate().flat_map(|(index, case)| {
        let absent = || {
            let name = case.name.as_str().into();
            vec![CaseOverview { name, planned: Some(index), found: None }]
        };
        of_plan.remove(&index).unwrap_or_else(absent)
    });
    planned.chain(others).collect()
}
