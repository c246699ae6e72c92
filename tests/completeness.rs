//! The score of completeness is what the cases of a document have of what their contracts require, each slot and field once.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use casegate::contract::case::Status;
use casegate::engine::{self, ActiveRule, RuleSet};
use casegate::facts::CaseFacts;
use casegate::library::{Library, read_contract};
use casegate::rules::{Family, Options};
use casegate::score::{self, Ratio};
use casegate::source::SourceFile;
use casegate::suppress::Directives;
use casegate::timing::Times;
use casegate::workspace::Workspace;

const ROOT: &str = "fixtures/contract/labelled";
/// The rules that a required slot or field counts with, unless its section counts with what is asked of every section.
const RULES: [&str; 5] = ["missing-section", "misplaced-section", "too-short", "missing-field", "field-type"];

/// What the rules make of the document in `folder`, and the facts of its cases.
fn judged(folder: &Path) -> (Ratio, Vec<CaseFacts>) {
    let workspace = Workspace::here().expect("there is a current folder");
    let (contract, _) = read_contract(&workspace, &folder.join("contract.yml"), &workspace.current);
    let contracts = contract.map(Arc::new).into_iter().collect();
    let library = Library { contracts, folder: workspace.current, ..Library::default() };
    let file = folder.join("document.md");
    let text = fs::read_to_string(&file).expect("a document is UTF-8");
    let doc = casegate::markdown::parse(SourceFile::new(file.to_string_lossy(), text));
    let known = Family::Completeness.rules().iter().filter(|def| RULES.contains(&def.name()));
    let rules = known.map(|def| {
        let check = (def.load)(&Options::DEFAULT).expect("every rule accepts its defaults");
        Arc::new(ActiveRule { def, severity: def.severity, check })
    });
    let rules = Arc::new(RuleSet { rules: rules.collect(), ..RuleSet::default() });
    let directives = Directives::of(&doc, rules.heed);
    let outcome = engine::check_document(&doc, 0, &library, &rules, &directives, Times::default());
    let documents = [doc.source.path.clone()];
    let scores = score::scores(&outcome.tally, &outcome.diagnostics, &documents);
    (scores[Family::Completeness as usize], outcome.facts.cases)
}

#[test]
fn each_required_slot_and_field_counts_once() {
    let mut faults = 0;
    for folder in fs::read_dir(ROOT).expect("the folder is there") {
        let folder = folder.expect("read").path();
        if !folder.is_dir() {
            continue;
        }
        let (ratio, cases) = judged(&folder);
        let unfilled = |case: &CaseFacts| {
            let is_unfilled = |status| matches!(status, Status::Empty | Status::Placeholder);
            case.slots.iter().filter(|slot| slot.required && is_unfilled(slot.status)).count() as u32
        };
        let total: u32 = cases.iter().map(|case| case.required() - unfilled(case)).sum();
        let passed: u32 = cases.iter().map(CaseFacts::satisfied).sum();
        assert_eq!(ratio, Ratio { passed: passed.into(), total: total.into() }, "{}", folder.display());
        faults += total - passed;
    }
    assert!(faults > 100, "the documents are as they should be, so that nothing is held");
}
