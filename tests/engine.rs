//! A rule that panics costs itself on that document and nothing more.

use casegate::diagnostic::{Diagnostic, Severity};
use casegate::engine::{self, ActiveRule, INTERNAL_ERROR, RuleSet};
use casegate::facts::{Corpus, Facts};
use casegate::library::Library;
use casegate::markdown;
use casegate::message::{Lang, Message, Text};
use casegate::problem;
use casegate::rules::{Check, CorpusContext, CorpusRule, Rule, RuleContext, RuleDef};
use casegate::source::{SourceFile, Span};
use casegate::timing::{Step, Times};

const WRONG: Text = Text { en: "wrong", zh: "有误" };

struct Panics;

impl Rule for Panics {
    fn check(&self, cx: &mut RuleContext<'_>) {
        cx.report(Span::new(0, 1), &WRONG);
        let empty: Vec<u8> = Vec::new();
        let _ = empty[cx.doc.source.text().len()];
    }
}

impl CorpusRule for Panics {
    fn check(&self, _: &mut CorpusContext<'_>) {
        panic!("a corpus rule {}", "gave up");
    }
}

struct Reports;

impl Rule for Reports {
    fn check(&self, cx: &mut RuleContext<'_>) {
        cx.looked_at(2);
        cx.report(Span::new(2, 7), &WRONG);
    }
}

const fn def(id: &'static str) -> RuleDef {
    RuleDef {
        id,
        aliases: &[],
        summary: WRONG,
        severity: Severity::Warning,
        recommended: true,
        texts: &[&WRONG],
        docs: "",
        load: |_| Ok(Check::Document(Box::new(Reports))),
        schema: || schemars::schema_for!(()),
    }
}

static PANICS: RuleDef = def("technical/panics");
static REPORTS: RuleDef = def("data/reports");

fn active(def: &'static RuleDef, check: Check) -> ActiveRule {
    ActiveRule { def, severity: def.severity, check }
}

#[test]
fn a_panic_in_a_rule_leaves_the_others_alone() {
    let rules = RuleSet {
        rules: vec![
            active(&PANICS, Check::Document(Box::new(Panics))),
            active(&REPORTS, Check::Document(Box::new(Reports))),
        ],
    };
    let doc = markdown::parse(SourceFile::new("a.md", "# Title\n".to_owned()));
    let outcome = engine::check_document(&doc, 0, &Library::default(), &rules, Times::new(true));
    let found: Vec<_> = outcome.diagnostics.iter().map(|finding| finding.rule).collect();
    assert_eq!(found, [INTERNAL_ERROR, "data/reports"]);
    let message = outcome.diagnostics[0].message.render(Lang::En);
    assert!(message.contains("technical/panics") && message.contains("index out of bounds"), "{message}");
    assert_eq!(outcome.tally.len(), 1, "a rule that did not finish has looked at nothing");
    let timed: Vec<_> = outcome.times.longest_first().into_iter().map(|(step, _)| step).collect();
    for step in [Step::Rule("technical/panics"), Step::Rule("data/reports"), Step::Facts] {
        assert!(timed.contains(&step), "{step:?} took its time: {timed:?}");
    }
    assert!(problem::ALL.contains(&INTERNAL_ERROR), "the run ends with exit code 2");
}

#[test]
fn a_panic_in_a_corpus_rule_is_a_diagnostic() {
    let mut corpus = Corpus::default();
    corpus.documents.push(Facts { path: "a.md".into(), ..Facts::default() });
    let rule = active(&PANICS, Check::Corpus(Box::new(Panics)));
    let mut times = Times::new(true);
    let (found, tally) = engine::check_corpus(&rule, &corpus, &[0], &mut times);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].rule, &*found[0].path), (INTERNAL_ERROR, "a.md"));
    assert!(found[0].message.render(Lang::En).contains("a corpus rule gave up"));
    assert!(tally.is_empty());
    assert_eq!(times.longest_first()[0].0, Step::Rule("technical/panics"));
}

fn fingerprints(text: &str, needle: &str) -> Vec<String> {
    let source = SourceFile::new("a.md", text.to_owned());
    let mut found: Vec<_> = text
        .match_indices(needle)
        .map(|(at, _)| {
            let place = source.place(Span::new(at, at + needle.len()));
            Diagnostic::new("data/x", Severity::Error, "a.md".into(), Some(place), Message::new(&WRONG))
        })
        .collect();
    engine::fingerprint(&mut found);
    found.into_iter().map(|finding| finding.fingerprint).collect()
}

#[test]
fn a_fingerprint_survives_moved_lines_and_blanks() {
    let before = fingerprints("first\nthe  wrong line\n", "wrong");
    assert_eq!(before.len(), 1);
    assert_eq!(before[0].len(), 16);
    assert_eq!(before, fingerprints("\u{feff}new\r\n\r\nfirst\r\n the wrong\tline \r\n", "wrong"));
    assert_ne!(before, fingerprints("the wrong word\n", "wrong"));
}

#[test]
fn equal_lines_have_fingerprints_of_their_own() {
    let all = fingerprints("wrong wrong\n\nwrong wrong\n", "wrong");
    let unique: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!((all.len(), unique.len()), (4, 4));
}
