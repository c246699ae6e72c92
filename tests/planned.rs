//! The rules about planned cases, on cases made by hand: what they look at, what fails, and when they keep silent.

use std::sync::Arc;

use casegate::contract::case::Status;
use casegate::diagnostic::{Diagnostic, Severity};
use casegate::engine::{self, ActiveRule};
use casegate::facts::{CaseFacts, Corpus, Facts, SlotFacts};
use casegate::library::Library;
use casegate::message::Lang;
use casegate::plan::Plan;
use casegate::rules::{self, Options};
use casegate::source::{SourceFile, Span};
use casegate::sources::Sources;
use casegate::timing::Times;

const PLAN: &str = "# 计划\n\n\
    ## 案例1：Square - 支付\n\n**分析维度**：背景、成本、风险\n\n\
    ## 案例2：PayPal - 跨境\n\n[文档](paypal.md)\n\n**分析维度**：背景、成本\n\n\
    | 案例 | 状态 | 完成度 |\n|---|---|---|\n| Square | 进行中 | 10% |\n| PayPal | 待开始 | 0% |\n| 总计 | 0个 | 0% |\n";

/// A case with so many slots, of which the first so many are there.
fn case(plan: &Plan, path: &str, name: &str, (present, required): (usize, usize)) -> CaseFacts {
    let source = SourceFile::new(path, format!("# {name}\n"));
    let slots = (0..required).map(|index| SlotFacts {
        id: index.to_string(),
        name: index.to_string(),
        status: if index < present { Status::Present } else { Status::Missing },
        required: true,
        line: None,
        form: None,
        score: None,
    });
    CaseFacts {
        name: name.into(),
        contract: "case-study".to_owned(),
        identity: vec![("name".to_owned(), name.to_owned())],
        planned: plan.case_of(path, name),
        place: source.place(Span::new(0, name.len() + 2)),
        lines: (1, 1),
        slots: slots.collect(),
        required_fields: 0,
        satisfied_fields: 0,
    }
}

/// A library with [`PLAN`] and documents of a path, a title and how many of its slots are there.
fn library(documents: &[(&str, &str, (usize, usize))]) -> Corpus {
    let doc = casegate::markdown::parse(SourceFile::new("plan.md", PLAN.to_owned()));
    let plan = Arc::new(Plan::read(&doc, ""));
    let mut facts = vec![Facts::of(&doc, &Sources::default(), &Library::default())];
    for &(path, name, slots) in documents {
        let cases = if name.is_empty() { Vec::new() } else { vec![case(&plan, path, name, slots)] };
        facts.push(Facts { path: path.into(), cases, ..Facts::default() });
    }
    let mut corpus = Corpus::new(facts);
    corpus.plan = Some(plan);
    corpus.resolve();
    corpus
}

/// What the rule `name` finds and how much it looked at in all documents.
fn run(name: &str, corpus: &Corpus) -> (Vec<Diagnostic>, u32) {
    let def = rules::find(name).expect("a rule");
    let check = (def.load)(&Options::DEFAULT).expect("every rule accepts its defaults");
    let active = ActiveRule { def, severity: def.severity, check };
    let all: Vec<usize> = (0..corpus.documents.len()).collect();
    let (found, tally) = engine::check_corpus(&active, corpus, &all, &mut Times::default());
    (found, tally.iter().map(|tally| tally.looked_at).sum())
}

fn messages(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|diagnostic| diagnostic.message.render(Lang::En)).collect()
}

#[test]
fn a_case_that_is_due_costs_what_it_owes() {
    let (found, looked_at) = run("missing-case", &library(&[]));
    let told: Vec<_> = found
        .iter()
        .map(|found| (found.severity, found.fails, found.case.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(told, [(Severity::Error, 3, "Square - 支付"), (Severity::Info, 0, "PayPal - 跨境")]);
    assert_eq!(looked_at, 3);
    let (found, looked_at) =
        run("missing-case", &library(&[("a.md", "Square", (0, 4)), ("paypal.md", "", (0, 0))]));
    assert_eq!((messages(&found), looked_at), (Vec::new(), 1));
}

#[test]
fn progress_is_what_the_slots_say() {
    let corpus = library(&[("paypal.md", "PayPal - 跨境", (2, 3)), ("square.md", "Square - 支付", (8, 8))]);
    let (found, looked_at) = run("stale-progress", &corpus);
    assert_eq!(
        messages(&found),
        [
            "the progress table says `进行中 / 10%` of “Square”; by the documents it is `完成 / 100%`",
            "the progress table says `待开始 / 0%` of “PayPal”; by the documents it is `进行中 / 66%`",
            "the progress table says `0个 / 0%` of “总计”; by the documents it is `1个 / 50%`",
        ]
    );
    assert_eq!(looked_at, 3);
}

#[test]
fn what_no_contract_judges_is_held_against_nobody() {
    // Neither a document without a case nor a case without slots says how far it is, and then no total can be told.
    for paypal in [("paypal.md", "", (0, 0)), ("paypal.md", "PayPal - 跨境", (0, 0))] {
        let corpus = library(&[paypal, ("square.md", "Square - 支付", (1, 10))]);
        let (found, looked_at) = run("stale-progress", &corpus);
        assert_eq!((messages(&found), looked_at), (Vec::new(), 1));
    }
}

#[test]
fn a_run_about_less_than_the_library_says_nothing_about_it() {
    let mut corpus =
        library(&[("stripe.md", "Stripe - 计费", (0, 1)), ("square.md", "Square - 支付", (0, 1))]);
    assert_eq!(run("unplanned-case", &corpus).0.len(), 1);
    let plan = corpus.plan.take().expect("a plan");
    for name in ["missing-case", "unplanned-case", "stale-progress"] {
        assert_eq!(run(name, &corpus).0.len(), 0, "{name} without a plan");
    }
    corpus.plan = Some(Arc::new(Plan::new("elsewhere/plan.md".into(), plan.cases.clone())));
    for name in ["missing-case", "unplanned-case", "stale-progress"] {
        assert_eq!(run(name, &corpus).0.len(), 0, "{name} without the plan in the run");
    }
}

#[test]
fn the_linked_document_is_the_first_of_two() {
    let corpus =
        library(&[("a.md", "PayPal - 跨境", (3, 3)), ("paypal.md", "PayPal - Cross-border", (1, 3))]);
    let (found, looked_at) = run("duplicate-case", &corpus);
    assert_eq!(messages(&found), ["the case “PayPal - 跨境” is there twice"]);
    assert_eq!((&*found[0].path, &*found[0].labels[0].path, looked_at), ("a.md", "paypal.md", 2));
    let (found, _) = run("stale-progress", &corpus);
    assert!(messages(&found)[1].ends_with("“PayPal”; by the documents it is `进行中 / 33%`"), "{found:?}");
}

#[test]
fn every_place_but_the_first_is_a_duplicate() {
    let corpus = library(&[
        ("a.md", "X - y", (0, 0)),
        ("b.md", "x — Y", (0, 0)),
        ("c.md", "X: y", (0, 0)),
        ("d.md", "X - z", (0, 0)),
    ]);
    let (found, looked_at) = run("duplicate-case", &corpus);
    let paths: Vec<_> = found.iter().map(|found| (&*found.path, &*found.labels[0].path)).collect();
    assert_eq!((paths, looked_at), (vec![("b.md", "a.md"), ("c.md", "a.md")], 4));
}

#[test]
fn a_document_of_several_cases_is_as_complete_as_the_planned_one() {
    let mut corpus =
        library(&[("paypal.md", "PayPal - 跨境", (1, 2)), ("square.md", "Square - 支付", (1, 10))]);
    let plan = corpus.plan.clone().expect("a plan");
    let at = corpus.documents.iter().position(|facts| &*facts.path == "paypal.md").expect("a document");
    let mut beside = case(&plan, "paypal.md", "Stripe - 计费", (4, 4));
    beside.place = SourceFile::new("paypal.md", "# x\n\n# y\n".to_owned()).place(Span::new(5, 8));
    assert_eq!(beside.planned, Some(1));
    corpus.documents[at].cases.insert(0, beside);
    assert_eq!(run("duplicate-case", &corpus).0.len(), 0);
    let (found, _) = run("stale-progress", &corpus);
    assert_eq!(
        messages(&found),
        ["the progress table says `待开始 / 0%` of “PayPal”; by the documents it is `进行中 / 50%`"]
    );
}

#[test]
fn the_library_of_the_fixtures_lacks_the_six_cases_that_are_not_due() {
    let parse = |path: &str| {
        let text = std::fs::read_to_string(path).expect("a fixture is UTF-8");
        casegate::markdown::parse(SourceFile::new(path, text))
    };
    let documents = ["cases/alibaba.md", "cases/square.md", "plan.md"]
        .map(|name| parse(&format!("fixtures/library/{name}")));
    let plan = Arc::new(Plan::read(&documents[2], "fixtures/library"));
    let library = Library { plan: Some(plan.clone()), ..Library::default() };
    let mut corpus =
        Corpus::new(documents.iter().map(|doc| Facts::of(doc, &Sources::default(), &library)).collect());
    corpus.plan = Some(plan);
    corpus.resolve();
    let found: Vec<_> = ["missing-case", "unplanned-case", "duplicate-case", "stale-progress"]
        .iter()
        .flat_map(|name| run(name, &corpus).0)
        .collect();
    let told: Vec<_> = found.iter().map(|found| (found.rule, found.severity)).collect();
    assert_eq!(told, [("completeness/missing-case", Severity::Info); 6], "{:?}", messages(&found));
}
