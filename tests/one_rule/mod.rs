//! Runs one rule on one text, so that fixtures and documentation examples are judged alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use casegate::diagnostic::{Diagnostic, Edit};
use casegate::engine::{self, ActiveRule, RuleSet};
use casegate::facts::{Corpus, Facts};
use casegate::library::Library;
use casegate::rules::{Check, Options, RuleDef};
use casegate::source::SourceFile;
use casegate::timing::Times;
use casegate::value::{Data, Syntax, Value};

/// The findings of `rule` on `text`, in the order of the report.
///
/// `settings` is TOML: the options of the rule, and beside them what a fixture may say about the run:
/// `markdownlint = true`, and `[library] bibliography = ["key"]`.
pub fn findings(rule: &'static RuleDef, path: &str, text: &str, settings: &str) -> Vec<Diagnostic> {
    let file = Arc::new(SourceFile::new("settings", settings.to_owned()));
    let parsed = Syntax::Toml.parse_file(&file).unwrap_or_else(|faults| panic!("{path}: {faults:?}"));
    let mut values: BTreeMap<String, Value> = table(parsed).into_iter().collect();
    let markdownlint =
        matches!(values.remove("markdownlint").map(|value| value.data), Some(Data::Boolean(true)));
    let mut library = Library::default();
    if let Some(about) = values.remove("library") {
        let keys = table(about).remove("bibliography").map(|keys| from_value::<Vec<String>>(&keys));
        library.bibliography = keys.map(|keys| keys.into_iter().collect());
    }
    let values: Vec<_> = values.into_iter().collect();
    let options = Options { values: &values, markdownlint };
    let check = (rule.load)(&options).unwrap_or_else(|error| panic!("{path}: options: {error}"));
    let active = ActiveRule { def: rule, severity: rule.severity, check };
    let doc = casegate::markdown::parse(SourceFile::new(path, text.to_owned()));
    let across = matches!(active.check, Check::Corpus(_) | Check::Both(..));
    let rules = RuleSet { rules: vec![active] };
    let outcome = engine::check_document(&doc, 0, &library, &rules, Times::default());
    let mut found = outcome.diagnostics;
    if across {
        let corpus = corpus_of(outcome.facts);
        found.extend(engine::check_corpus(&rules.rules[0], &corpus, &[0], &mut Times::default()).0);
    }
    for diagnostic in &found {
        assert_ne!(diagnostic.rule, engine::INTERNAL_ERROR, "{path}: {:?}", diagnostic.message);
    }
    found.sort_by(|a, b| a.order().cmp(&b.order()));
    found
}

/// The pairs of a table.
fn table(value: Value) -> BTreeMap<String, Value> {
    match value.data {
        Data::Table(pairs) => pairs.into_iter().map(|(key, value)| (key.name, value)).collect(),
        _ => panic!("{} is no table", value.to_toml()),
    }
}

fn from_value<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    T::deserialize(value).unwrap_or_else(|error| panic!("{}: {error}", value.to_toml()))
}

/// The corpus of a single document, with its link targets looked up on disk.
fn corpus_of(facts: Facts) -> Corpus {
    let mut corpus = Corpus::new(vec![facts]);
    corpus.resolve();
    corpus
}

/// `text` with `edits` made, which don't overlap; the same edit is made once.
#[allow(dead_code, reason = "not every test binary mends")]
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        assert!(at <= range.start, "edits overlap at byte {at}");
        mended.push_str(&text[at..range.start]);
        mended.push_str(&edit.text);
        at = range.end;
    }
    mended + &text[at..]
}

/// The texts that `diagnostic` shows, in the order of a report.
#[allow(dead_code, reason = "not every test binary looks at texts")]
pub fn texts(diagnostic: &Diagnostic) -> Vec<&'static casegate::message::Text> {
    let mut texts = vec![diagnostic.message.text];
    texts.extend(diagnostic.help);
    texts.extend(diagnostic.labels.iter().map(|label| label.message.text));
    texts.extend(diagnostic.fix.as_ref().map(|fix| fix.title));
    texts
}

/// `path` with `/`, relative to the folder of the package, which tests run in.
#[allow(dead_code, reason = "not every test binary walks folders")]
pub fn shown(path: &std::path::Path) -> Arc<str> {
    path.to_string_lossy().replace('\\', "/").into()
}
