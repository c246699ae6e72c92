//! Runs the rules, keeps one that panics from costing more than itself, and gives findings their identity.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::contract::case::Case;
use crate::coverage::DocumentCoverage;
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::document::Document;
use crate::facts::{CaseFacts, Corpus, Facts, MetricFacts};
use crate::ledger::Ledger;
use crate::library::Library;
use crate::message::{Message, Text};
use crate::rules::{Check, CorpusContext, Family, RuleContext, RuleDef, data};
use crate::score::Tally;
use crate::source::{Place, Span};
use crate::sources::Sources;
use crate::suppress::{Directives, Heed, Suppressions};
use crate::timing::{Step, Times};

/// The id of the diagnostic for a rule or parser that panicked.
pub const INTERNAL_ERROR: &str = "internal-error";

const PANICKED: Text = Text {
    en: "{what} failed on this document: {reason}",
    zh: "{what} 在此文档上运行失败：{reason}",
};
const REPORT_IT: Text = Text {
    en: "this is a fault of casegate: please report it with the document; all other checks were made",
    zh: "这是 casegate 自身的缺陷：请连同文档一起报告；其余检查均已完成",
};

/// A rule with its options and severity under one configuration.
pub struct ActiveRule {
    /// The rule.
    pub def: &'static RuleDef,
    /// How much its findings weigh.
    pub severity: Severity,
    /// The rule with its options.
    pub check: Check,
}

/// The rules that a configuration switches on, shared by all documents under it.
#[derive(Default)]
pub struct RuleSet {
    /// Each once. They are shared, for documents with a rule set of their own differ in few of them.
    pub rules: Vec<Arc<ActiveRule>>,
    /// Those of `rules` that the configuration has off: they count from where a comment turns them on.
    pub dormant: Vec<RuleId>,
    /// How the comments of markdownlint are heeded.
    pub heed: Heed,
}

/// What checking one document gives.
pub struct Outcome {
    /// The findings, in no particular order.
    pub diagnostics: Vec<Diagnostic>,
    /// How many things each rule looked at.
    pub tally: Vec<Tally>,
    /// What the document contributes to checks across documents, with what it silences.
    pub facts: Facts,
    /// The rules that ran, which comments may change.
    pub rules: Arc<RuleSet>,
    /// How long it took, if that was asked for.
    pub times: Times,
}

/// Checks one parsed document. Pure: the same document, library and rules give the same outcome.
///
/// `index` is the document's place in the run, kept in the tally; `directives` are those of the document, and `times`
/// is what was measured of it so far.
pub fn check_document(
    doc: &Document,
    index: u32,
    library: &Library,
    rules: &Arc<RuleSet>,
    directives: &Directives<'_>,
    times: Times,
) -> Outcome {
    check_and_take(doc, index, library, rules, directives, times, |_| ()).0
}

/// [`check_document`], and what `take` makes of the ledger before the document is gone.
pub(crate) fn check_and_take<T>(
    doc: &Document,
    index: u32,
    library: &Library,
    rules: &Arc<RuleSet>,
    directives: &Directives<'_>,
    mut times: Times,
    take: impl FnOnce(&Ledger<'_>) -> T,
) -> (Outcome, T) {
    let (cases, mut diagnostics) = times.measure(Step::Cases, || library.judge(doc));
    diagnostics.extend(directives.problems().iter().cloned());
    let sources = times.measure(Step::Facts, || Sources::of(doc, library));
    let ledger = Ledger::new(doc, &cases, &sources);
    let mut tally = Vec::with_capacity(rules.rules.len());
    for active in &rules.rules {
        let (Check::Document(rule) | Check::Both(rule, _)) = &active.check else { continue };
        let mut cx = RuleContext::new(doc, library, &cases, &sources, &ledger, active.def, active.severity);
        let step = Step::Rule(active.def.id);
        match times.measure(step, || catch_unwind(AssertUnwindSafe(|| rule.check(&mut cx)))) {
            Ok(()) => {
                let (found, looked_at) = cx.finish();
                diagnostics.extend(found);
                tally.push(Tally {
                    rule: active.def.id,
                    document: index,
                    looked_at: total(active.def, looked_at),
                });
            }
            Err(panic) => diagnostics.push(internal_error(active.def.id, &doc.source.path, &*panic)),
        }
    }
    let coverage = times.measure(Step::Facts, || {
        let asks = |active: &Arc<ActiveRule>| {
            active.def.family() == Family::Data && !rules.dormant.contains(&active.def.id)
        };
        let asked = rules.rules.iter().any(asks);
        asked.then(|| catch_unwind(AssertUnwindSafe(|| DocumentCoverage::of(&ledger))))
    });
    let coverage = coverage.transpose().unwrap_or_else(|panic| {
        diagnostics.push(internal_error("casegate", &doc.source.path, &*panic));
        None
    });
    let taken = take(&ledger);
    let facts = times.measure(Step::Facts, || {
        let suppressions = Suppressions::new(doc, directives, rules);
        let are_compared = rules.rules.iter().any(|active| active.def.id == data::COMPARES_METRICS);
        let metrics = if are_compared { MetricFacts::of(doc, &cases, &ledger) } else { Vec::new() };
        let cases = cases.iter().filter(|case| !case.is_none());
        let cases = cases.map(|case| CaseFacts::of(doc, case)).collect();
        Facts { suppressions, cases, metrics, coverage, ..Facts::of(doc, &sources, library) }
    });
    for diagnostic in &mut diagnostics {
        diagnostic.case = diagnostic.place.as_ref().and_then(|place| case_at(&cases, place.span));
    }
    (Outcome { diagnostics, tally, facts, rules: rules.clone(), times }, taken)
}

/// The name of the innermost case that a place is in. Those under one contract are in order and don't overlap.
pub(crate) fn case_at(cases: &[Case], span: Span) -> Option<Arc<str>> {
    let under_one_contract = cases.chunk_by(|a, b| a.contract.name == b.contract.name);
    let around = under_one_contract.filter_map(|cases| {
        let behind = cases.partition_point(|case| case.span.start <= span.start);
        cases[..behind].last().filter(|case| case.span.contains(span))
    });
    around.min_by_key(|case| case.span.len()).map(|case| case.name.clone())
}

/// Runs a corpus rule on the documents at `indexes` of the corpus, and adds to `times` how long it took.
pub fn check_corpus(
    active: &ActiveRule,
    corpus: &Corpus,
    indexes: &[usize],
    times: &mut Times,
) -> (Vec<Diagnostic>, Vec<Tally>) {
    let (Check::Corpus(rule) | Check::Both(_, rule) | Check::Last(rule)) = &active.check else {
        return Default::default();
    };
    let documents: Vec<&Facts> = indexes.iter().map(|&index| &corpus.documents[index]).collect();
    let mut cx = CorpusContext::new(corpus, &documents, active.def, active.severity);
    let step = Step::Rule(active.def.id);
    match times.measure(step, || catch_unwind(AssertUnwindSafe(|| rule.check(&mut cx)))) {
        Ok(()) => {
            let (diagnostics, looked_at) = cx.finish();
            let tally = looked_at
                .into_iter()
                .zip(indexes)
                .map(|(count, &index)| Tally {
                    rule: active.def.id,
                    document: index as u32,
                    looked_at: total(active.def, count),
                })
                .collect();
            (diagnostics, tally)
        }
        Err(panic) => {
            let path = documents.first().map_or_else(|| Arc::from(""), |facts| facts.path.clone());
            (vec![internal_error(active.def.id, &path, &*panic)], Vec::new())
        }
    }
}

/// The score of `format` counts (document, rule) pairs; the others count what the rule looked at.
fn total(rule: &RuleDef, looked_at: u32) -> u32 {
    if rule.family() == Family::Format { 1 } else { looked_at }
}

/// The diagnostic for a panic in `what`, a rule or the parser.
pub fn internal_error(what: &str, path: &Arc<str>, panic: &(dyn Any + Send)) -> Diagnostic {
    let reason = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no reason given");
    let message = Message::new(&PANICKED).with("what", what).with("reason", reason);
    let mut diagnostic = Diagnostic::new(INTERNAL_ERROR, Severity::Error, path.clone(), None, message);
    diagnostic.help = Some(&REPORT_IT);
    diagnostic
}

/// Gives each finding its fingerprint. They must be in the order of the report, which tells equal ones apart.
pub fn fingerprint(diagnostics: &mut [Diagnostic]) {
    let mut seen: FxHashMap<[u8; 32], u32> = FxHashMap::default();
    for diagnostic in diagnostics {
        let mut hash = blake3::Hasher::new();
        for part in [diagnostic.rule, &diagnostic.path] {
            hash.update(part.as_bytes()).update(&[0]);
        }
        for word in diagnostic.place.iter().flat_map(|place| first_line(place).split_whitespace()) {
            hash.update(word.as_bytes()).update(b" ");
        }
        let occurrence = seen.entry(*hash.finalize().as_bytes()).or_default();
        hash.update(&[0]).update(&occurrence.to_le_bytes());
        *occurrence += 1;
        diagnostic.fingerprint = hash.finalize().to_hex()[..16].to_owned();
    }
}

/// The line on which a place starts, as far as it was copied.
fn first_line(place: &Place) -> &str {
    let text = &place.excerpt.text;
    let at = (place.span.start.saturating_sub(place.excerpt.start) as usize).min(text.len());
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let start = text.as_bytes()[..at].iter().rposition(is_end).map_or(0, |end| end + 1);
    let end = text.as_bytes()[at..].iter().position(is_end).map_or(text.len(), |end| at + end);
    &text[start..end]
}
