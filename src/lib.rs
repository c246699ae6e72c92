//! casegate: a quality gate for Markdown documents.

pub mod audit;
pub mod cli;
pub mod config;
pub mod contract;
pub mod coverage;
pub mod diagnostic;
pub mod discover;
pub mod document;
pub mod engine;
pub mod facts;
mod front_matter;
pub mod ledger;
pub mod library;
pub mod markdown;
pub mod message;
pub mod overview;
pub mod plan;
pub mod problem;
pub mod quantity;
pub mod report;
pub mod resolve;
pub mod rules;
mod schema;
pub mod score;
pub mod similar;
pub mod source;
pub mod sources;
pub mod suppress;
pub mod survey;
pub mod timing;
pub mod value;
pub mod workspace;

use std::hash::Hash;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::coverage::Coverage;
use crate::diagnostic::Diagnostic;
use crate::discover::{Found, Input, Request};
use crate::engine::{ActiveRule, Outcome, RuleSet};
use crate::facts::{Corpus, Facts};
use crate::library::Library;
use crate::report::{Report, Summary, Verdict};
use crate::rules::Check;
use crate::score::{Shortfall, Tally};
use crate::suppress::Directives;
use crate::timing::{Step, Times};
use crate::workspace::Workspace;

/// What came of a run.
#[derive(Debug, Default)]
pub struct Run {
    /// What was found.
    pub report: Report,
    /// The scores that miss a gate.
    pub shortfalls: Vec<Shortfall>,
    /// True if not all that was asked for could be checked.
    pub incomplete: bool,
    /// What took how long; empty unless [`Watch::timing`] asked for it.
    pub times: Times,
}

/// What whoever starts a run wants to know beside its result; nothing by default.
#[derive(Clone, Copy, Default)]
pub struct Watch<'a> {
    /// Whether to measure what takes how long.
    pub timing: bool,
    /// Called whenever a document is done, on the thread that did it, with how many there are in all.
    pub progress: Option<&'a (dyn Fn(usize) + Sync)>,
}

/// Checks the documents of `request`.
pub fn check(workspace: &Workspace, request: &Request, watch: Watch<'_>) -> Run {
    let mut times = Times::new(watch.timing);
    let Found { inputs, mut diagnostics, base, folder, is_whole } =
        times.measure(Step::Discover, || discover::find(workspace, request));
    let (library, problems) = Library::load(workspace, &base, &folder);
    diagnostics.extend(problems);

    let map = |input| {
        let outcome = check_input(input, &library, watch.timing);
        if let Some(document_done) = watch.progress {
            document_done(inputs.len());
        }
        outcome
    };
    let outcomes: Vec<_> = inputs.par_iter().map(map).collect();
    let (mut governed, mut rule_sets, mut tally, mut facts) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (input, outcome) in inputs.iter().zip(outcomes) {
        match outcome {
            Ok(outcome) => {
                let document = governed.len() as u32;
                governed.push(&input.config);
                rule_sets.push(outcome.rules);
                facts.push(outcome.facts);
                times.add(outcome.times);
                diagnostics.extend(outcome.diagnostics);
                tally.extend(outcome.tally.into_iter().map(|tally| Tally { document, ..tally }));
            }
            Err(problem) => diagnostics.push(*problem),
        }
    }

    let mut corpus = times.measure(Step::Resolve, || corpus(facts, &library, is_whole));
    diagnostics.append(&mut corpus.problems);
    let (last, across): (Vec<_>, Vec<_>) =
        across(&rule_sets).into_iter().partition(|(active, _)| matches!(active.check, Check::Last(_)));
    for (active, documents) in across {
        let (found, tallied) = engine::check_corpus(active, &corpus, &documents, &mut times);
        diagnostics.extend(found);
        tally.extend(tallied);
    }
    let mut suppressed = suppress::sift(&mut diagnostics, &mut corpus.documents);
    // A rule that failed might have found what a suppression is there for.
    if diagnostics.iter().all(|diagnostic| diagnostic.rule != engine::INTERNAL_ERROR) {
        for (active, documents) in last {
            let (mut found, tallied) = engine::check_corpus(active, &corpus, &documents, &mut times);
            suppressed += suppress::sift(&mut found, &mut corpus.documents);
            diagnostics.extend(found);
            tally.extend(tallied);
        }
    }

    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    engine::fingerprint(&mut diagnostics);
    let (summary, shortfalls) = judge(&diagnostics, &tally, &corpus, &governed);
    let summary = Summary { suppressed, ..summary };
    let incomplete = diagnostics.iter().any(|diagnostic| problem::ALL.contains(&diagnostic.rule));
    Run { report: Report { diagnostics, summary }, shortfalls, incomplete, times }
}

/// The map: one document in, what it shows out. The text and its tree are gone afterwards.
fn check_input(input: &Input, library: &Library, timing: bool) -> Result<Outcome, Box<Diagnostic>> {
    let mut times = Times::new(timing);
    let source = times.measure(Step::Read, || input.read())?;
    // Rules are guarded one by one; this guards the parser and what is read off the document.
    catch_unwind(AssertUnwindSafe(|| {
        let doc = times.measure(Step::Parse, || markdown::parse(source));
        let directives = times.measure(Step::Facts, || Directives::of(&doc, input.config.rules.heed));
        let (rules, problems) = input.config.rules_under(&doc, &directives);
        let mut outcome = engine::check_document(&doc, 0, library, &rules, &directives, times);
        outcome.diagnostics.extend(problems);
        outcome
    }))
    .map_err(|panic| Box::new(engine::internal_error("casegate", &input.path, &*panic)))
}

/// The reduce step's view of all documents, with what their links lead to.
fn corpus(facts: Vec<Facts>, library: &Library, is_whole: bool) -> Corpus {
    let mut corpus = Corpus {
        plan: library.plan.clone(),
        bibliographies: library.bibliographies.clone(),
        is_whole,
        ..Corpus::new(facts)
    };
    corpus.resolve();
    corpus
}

/// The rules that look across documents, each with the documents that it is on for.
fn across(rule_sets: &[Arc<RuleSet>]) -> Vec<(&Arc<ActiveRule>, Vec<usize>)> {
    let asks = |active: &&Arc<ActiveRule>| !matches!(active.check, Check::Document(_));
    grouped(rule_sets.iter().enumerate().flat_map(|(document, rules)| {
        rules.rules.iter().filter(asks).map(move |active| (Arc::as_ptr(active), active, document))
    }))
}

/// The documents of the items whose keys are equal, with what the first of these items carries, in its order.
fn grouped<K: Eq + Hash, T>(items: impl Iterator<Item = (K, T, usize)>) -> Vec<(T, Vec<usize>)> {
    let mut groups: Vec<(T, Vec<usize>)> = Vec::new();
    let mut known = FxHashMap::default();
    for (key, carried, document) in items {
        let index = *known.entry(key).or_insert(groups.len());
        if index == groups.len() {
            groups.push((carried, Vec::new()));
        }
        groups[index].1.push(document);
    }
    groups
}

/// The run in numbers. Each file of casegate gates the documents that it governs.
fn judge(
    diagnostics: &[Diagnostic],
    tally: &[Tally],
    corpus: &Corpus,
    governed: &[&Arc<Config>],
) -> (Summary, Vec<Shortfall>) {
    let paths: Vec<Arc<str>> = corpus.documents.iter().map(|facts| facts.path.clone()).collect();
    let mut shortfalls = Vec::new();
    let mut gate = None;
    for (wanted, documents) in gates(governed) {
        let own = tally.iter().filter(|tally| documents.binary_search(&(tally.document as usize)).is_ok());
        shortfalls.extend(score::shortfalls(&score::scores(own, diagnostics, &paths), &wanted));
        gate = Some(if shortfalls.is_empty() { Verdict::Passed } else { Verdict::Failed });
    }
    let scores = score::scores(tally, diagnostics, &paths);
    let cases = corpus.documents.iter().map(|facts| facts.cases.len()).sum();
    let coverage = Coverage::of(corpus, tally, diagnostics);
    (Summary { documents: paths.len(), cases, scores, gate, coverage, ..Summary::default() }, shortfalls)
}

/// The gates that are set, each with the indexes of the documents that one file of casegate puts under it. The files of
/// other tools that have a say in some of its folders don't take these out of its gate.
fn gates(governed: &[&Arc<Config>]) -> Vec<([Option<f64>; 4], Vec<usize>)> {
    grouped(governed.iter().enumerate().filter_map(|(document, config)| {
        let wanted = config.base.gate();
        let key = (config.base.file.as_deref(), wanted.map(|percent| percent.map(f64::to_bits)));
        wanted.iter().any(Option::is_some).then_some((key, wanted, document))
    }))
}
