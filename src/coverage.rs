//! How much of the numbers of a run was looked at, so that silence is not taken for approval.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Corpus;
use crate::ledger::Ledger;
use crate::rules::data;
use crate::score::Tally;
use crate::source::Span;
use crate::sources::Resolution;

/// The rules whose findings say that what is taken for a source leads nowhere.
const NOWHERE: [RuleId; 3] = ["data/unresolved-source", "technical/broken-anchor", "technical/broken-link"];

/// True for a rule whose findings say that what is taken for a source leads nowhere.
pub(crate) fn is_about_targets(rule: RuleId) -> bool {
    NOWHERE.contains(&rule)
}

/// The numbers of a run, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Coverage {
    /// Quantities that were recognised.
    pub quantities: u64,
    /// Those that claim something that needs a source.
    pub claims: u64,
    /// Claims with a source in scope that leads somewhere.
    pub cited: u64,
    /// Printed values that rules recomputed from others.
    pub recomputed: u64,
    /// Results of formulas that the documents write out with numbers.
    pub formulas: u64,
    /// Those of them that are beyond the grammar, or have more than one reading, and so were not recomputed.
    pub formulas_skipped: u64,
}

/// The numbers of one document, counted.
#[derive(Debug, Default)]
pub struct DocumentCoverage {
    quantities: u64,
    claims: u64,
    /// Claims with a source that is known to be there.
    cited: u64,
    /// Claims whose sources only the library can tell about, with where these stand.
    open: Vec<(Box<[Span]>, u64)>,
    formulas: u64,
    formulas_skipped: u64,
}

impl DocumentCoverage {
    /// Counts what a ledger holds, when the rules are done with it.
    pub fn of(ledger: &Ledger<'_>) -> DocumentCoverage {
        let mut coverage = DocumentCoverage::default();
        for entry in ledger.entries() {
            coverage.quantities += 1;
            if !entry.claim {
                continue;
            }
            coverage.claims += 1;
            let carriers = ledger.carriers(entry);
            let spans_of = |resolution| {
                carriers.iter().filter(move |it| it.resolution == resolution).map(|carrier| carrier.span)
            };
            if spans_of(Resolution::Resolved).next().is_some() {
                coverage.cited += 1;
                continue;
            }
            let open: Box<[Span]> = spans_of(Resolution::Open).collect();
            match coverage.open.last_mut() {
                Some((spans, count)) if *spans == open => *count += 1,
                _ if open.is_empty() => {}
                _ => coverage.open.push((open, 1)),
            }
        }
        if let Some(formulas) = ledger.formulas_if_asked() {
            coverage.formulas_skipped = formulas.skipped as u64;
            coverage.formulas = formulas.recomputed.len() as u64 + coverage.formulas_skipped;
        }
        coverage
    }
}

impl Coverage {
    /// Sums up the documents of a run; `None` if no rule was to look at the numbers of any.
    pub fn of(corpus: &Corpus, tally: &[Tally], diagnostics: &[Diagnostic]) -> Option<Coverage> {
        let nowhere = Places::of(diagnostics, is_about_targets);
        let mut sum: Option<Coverage> = None;
        for facts in &corpus.documents {
            let Some(document) = &facts.coverage else { continue };
            let sum = sum.get_or_insert_default();
            sum.quantities += document.quantities;
            sum.claims += document.claims;
            sum.cited += document.cited;
            sum.formulas += document.formulas;
            sum.formulas_skipped += document.formulas_skipped;
            let nowhere = nowhere.in_document(&facts.path);
            let leads = |spans: &[Span]| spans.iter().any(|&span| !nowhere.meet(span));
            let open = document.open.iter().filter(|(spans, _)| leads(spans));
            sum.cited += open.map(|(_, count)| count).sum::<u64>();
        }
        let recomputed = tally.iter().filter(|tally| data::recomputes(tally.rule));
        let recomputed = recomputed.map(|tally| u64::from(tally.looked_at)).sum();
        sum.map(|sum| Coverage { recomputed, ..sum })
    }
}

/// Where findings are, with their labels, by document.
pub(crate) struct Places(FxHashMap<Arc<str>, DocumentPlaces>);

/// Where findings are in one document: their starts in order, each with the furthest end up to there.
#[derive(Default)]
pub(crate) struct DocumentPlaces(Vec<Span>);

impl Places {
    /// The places of the findings of the rules that `is_of_interest`.
    pub fn of(diagnostics: &[Diagnostic], is_of_interest: impl Fn(RuleId) -> bool) -> Places {
        let mut places: FxHashMap<Arc<str>, DocumentPlaces> = FxHashMap::default();
        for found in diagnostics.iter().filter(|found| is_of_interest(found.rule)) {
            let own = found.place.iter().map(|place| (&found.path, place));
            let labels = found.labels.iter().map(|label| (&label.path, &label.place));
            for (path, place) in own.chain(labels) {
                places.entry(path.clone()).or_default().0.push(place.span);
            }
        }
        for DocumentPlaces(spans) in places.values_mut() {
            spans.sort_unstable();
            let mut furthest = 0;
            for span in spans {
                furthest = furthest.max(span.end);
                span.end = furthest;
            }
        }
        Places(places)
    }

    /// Those in one document.
    pub fn in_document(&self, path: &str) -> &DocumentPlaces {
        const NONE: &DocumentPlaces = &DocumentPlaces(Vec::new());
        self.0.get(path).unwrap_or(NONE)
    }
}

impl DocumentPlaces {
    /// True if one of the places shares a byte with `span`.
    pub fn meet(&self, span: Span) -> bool {
        let before_its_end = self.0.partition_point(|place| place.start < span.end);
        self.0[..before_its_end].last().is_some_and(|place| place.end > span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Label, Severity};
    use crate::message::{Message, Text};
    use crate::source::SourceFile;

    const TEXT: Text = Text { en: "wrong", zh: "有误" };

    #[test]
    fn places_are_met_by_whatever_shares_a_byte_with_them() {
        let source = SourceFile::new("a.md", "0123456789".to_owned());
        let place = |start, end| source.place(Span::new(start, end));
        let finding = |rule, start, end| {
            let place = Some(place(start, end));
            Diagnostic::new(rule, Severity::Error, "a.md".into(), place, Message::new(&TEXT))
        };
        let mut outer = finding("data/formula", 1, 6);
        outer.labels.push(Label { path: "b.md".into(), place: place(0, 1), message: Message::new(&TEXT) });
        let found = [finding("data/formula", 2, 3), outer, finding("data/x", 8, 9)];
        let places = Places::of(&found, data::is_arithmetic);
        let met = |path: &str, start, end| places.in_document(path).meet(Span::new(start, end));
        assert!(met("a.md", 0, 2) && met("a.md", 4, 5) && met("a.md", 5, 9) && met("b.md", 0, 4));
        assert!(!met("a.md", 0, 1) && !met("a.md", 6, 10) && !met("b.md", 1, 2) && !met("c.md", 0, 9));
    }
}
