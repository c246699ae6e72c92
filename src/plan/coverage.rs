//! Which documents of a run are the planned cases, as far as the run can tell.

use super::Plan;
use super::progress::CaseProgress;
use crate::facts::{CaseFacts, Corpus, Destination, Facts, normalise};

/// What is there of a planned case.
#[derive(Clone, Debug)]
pub enum Covered<'a> {
    /// No document of the library.
    Nowhere,
    /// A document that the plan links to, and that is not part of the run or in which no contract found a case.
    Unjudged,
    /// These cases, first those of the document that the plan links to, and of these the one of that name. There is at
    /// least one; where several contracts hold for a title, it is there once for each.
    By(Vec<(&'a Facts, &'a CaseFacts)>),
}

/// The cases of a plan and what is there of them.
#[derive(Clone, Debug)]
pub struct Coverage<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The document of the plan in the run.
    pub home: &'a Facts,
    /// In the order of the cases of the plan.
    pub cases: Vec<Covered<'a>>,
    /// False if the plan links to documents that are not part of the run, so that others may be left out too.
    pub whole: bool,
}

impl<'a> Coverage<'a> {
    /// What the run says about its plan; `None` if it has none, or if the plan itself is not part of the run: then the
    /// run is about some documents, not about the library.
    pub fn of(corpus: &'a Corpus) -> Option<Coverage<'a>> {
        let plan = corpus.plan.as_deref()?;
        let home = corpus.document(&normalise(&plan.path))?;
        let mut found: Vec<Vec<(&Facts, &CaseFacts)>> = vec![Vec::new(); plan.cases.len()];
        for (facts, case) in cases_beside(corpus, home) {
            if let Some(found) = case.planned.and_then(|planned| found.get_mut(planned)) {
                found.push((facts, case));
            }
        }
        let mut whole = true;
        let cases = plan.cases.iter().zip(found).map(|(planned, mut found)| {
            let linked = planned.document.as_deref();
            let document = linked.and_then(|path| corpus.document(path));
            let is_elsewhere = |path| !matches!(corpus.destination(path), Destination::Missing(_));
            let is_outside = document.is_none() && linked.is_some_and(is_elsewhere);
            whole &= !is_outside;
            if !found.is_empty() {
                // A document that the plan links to may hold cases of other names beside the planned one.
                let is_named = |case: &CaseFacts| plan.case_of("", &case.name) == case.planned;
                let is_linked = |facts: &Facts| document.is_some_and(|linked| std::ptr::eq(linked, facts));
                found.sort_by_key(|(facts, case)| (!is_linked(facts), !is_named(case)));
                Covered::By(found)
            } else if is_outside || document.is_some_and(|facts| facts.cases.is_empty()) {
                Covered::Unjudged
            } else {
                Covered::Nowhere
            }
        });
        let cases = cases.collect();
        Some(Coverage { plan, home, cases, whole })
    }

    /// How far each case is, in the order of the plan; `None` where no contract says what a case must have.
    pub fn progress(&self) -> Vec<Option<CaseProgress>> {
        let progress = |(covered, planned): (&Covered<'_>, &super::PlannedCase)| match covered {
            Covered::Nowhere => {
                Some(CaseProgress { satisfied: 0, required: planned.dimensions.len().max(1) as u32 })
            }
            Covered::Unjudged => None,
            Covered::By(cases) => {
                // Another account of the same case is a fault of its own, and makes neither of them more complete.
                let (document, first) = cases[0];
                let is_same = |(facts, case): &&(&Facts, &CaseFacts)| {
                    std::ptr::eq(*facts, document) && case.place.span == first.place.span
                };
                let own = cases.iter().filter(is_same).map(|(_, case)| case);
                let sum = own.fold(CaseProgress::default(), |sum, case| CaseProgress {
                    satisfied: sum.satisfied + case.satisfied(),
                    required: sum.required + case.required(),
                });
                (sum.required > 0).then_some(sum)
            }
        };
        self.cases.iter().zip(&self.plan.cases).map(progress).collect()
    }
}

/// The cases in the documents of a run other than `plan`, with their documents: in a plan, cases are only announced.
pub(crate) fn cases_beside<'a>(
    corpus: &'a Corpus,
    plan: &'a Facts,
) -> impl Iterator<Item = (&'a Facts, &'a CaseFacts)> {
    let documents = corpus.documents.iter().filter(move |facts| !std::ptr::eq(*facts, plan));
    documents.flat_map(|facts| facts.cases.iter().map(move |case| (facts, case)))
}
