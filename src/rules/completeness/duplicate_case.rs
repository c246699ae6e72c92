//! Cases that are there twice, because two accounts of the same case will sooner or later contradict each other.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::diagnostic::Severity;
use crate::facts::{CaseFacts, Facts};
use crate::message::{Message, Text};
use crate::plan::coverage::{Coverage, Covered};
use crate::plan::key;
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, RuleDef};

const TWICE: Text = Text { en: "the case “{case}” is there twice", zh: "案例“{case}”重复" };
const FIRST: Text =
    Text { en: "first here, as “{first}”", zh: "首次出现于此，标题为“{first}”" };
const MERGE: Text = Text {
    en: "merge the two, or tell them apart by their titles",
    zh: "请合并两处内容，或用标题区分二者",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "completeness/duplicate-case",
    aliases: &[],
    summary: Text { en: "a case that is defined twice", zh: "重复定义的案例" },
    severity: Severity::Error,
    recommended: true,
    texts: &[&TWICE, &FIRST, &MERGE],
    docs: include_str!("../../../rules/completeness/duplicate-case.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Corpus(Box::new(DuplicateCase))),
    schema: || schemars::schema_for!(NoOptions),
};

struct DuplicateCase;

/// What makes two cases the same.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    /// The case of the plan that they are.
    Planned(usize),
    /// What their contract tells cases apart by.
    Named(Vec<String>),
}

impl Identity {
    fn of(case: &CaseFacts) -> Option<Identity> {
        if let Some(planned) = case.planned {
            return Some(Identity::Planned(planned));
        }
        let names: Vec<_> = case.identity.iter().map(|(_, value)| key(value)).collect();
        names.iter().any(|name| !name.is_empty()).then_some(Identity::Named(names))
    }
}

impl CorpusRule for DuplicateCase {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        let coverage = Coverage::of(cx.corpus);
        let is_plan = |facts: &Facts| coverage.as_ref().is_some_and(|it| std::ptr::eq(it.home, facts));
        let mut first: FxHashMap<(&str, Identity), (&Facts, &CaseFacts)> = FxHashMap::default();
        // The document that the plan links to is the one to keep.
        for (planned, covered) in coverage.iter().flat_map(|coverage| coverage.cases.iter().enumerate()) {
            if let Covered::By(cases) = covered {
                for &(facts, case) in cases {
                    first.entry((&case.contract, Identity::Planned(planned))).or_insert((facts, case));
                }
            }
        }
        for facts in cx.corpus.documents.iter().filter(|facts| !is_plan(facts)) {
            let index = cx.index_of(facts);
            for case in &facts.cases {
                if let Some(index) = index {
                    cx.looked_at(index, 1);
                }
                let Some(identity) = Identity::of(case) else { continue };
                match first.entry((&case.contract, identity)) {
                    Entry::Vacant(entry) => drop(entry.insert((facts, case))),
                    Entry::Occupied(entry) => {
                        let &(other, first) = entry.get();
                        // A document that the plan links to may hold cases of other names beside the planned one.
                        let is_beside = std::ptr::eq(other, facts) && key(&first.name) != key(&case.name);
                        if index.is_some() && !std::ptr::eq(first, case) && !is_beside {
                            report(cx, facts, case, other, first);
                        }
                    }
                }
            }
        }
    }
}

fn report(cx: &mut CorpusContext<'_>, facts: &Facts, case: &CaseFacts, other: &Facts, first: &CaseFacts) {
    let label = Message::new(&FIRST).with("first", &first.name);
    cx.report(&facts.path, &case.place, &TWICE)
        .arg("case", &case.name)
        .case(case.name.clone())
        .label_at(&other.path, &first.place, label)
        .help(&MERGE);
}
