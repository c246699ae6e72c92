//! Runs one rule on one text, or on a small library, so that fixtures and documentation examples are judged alike.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use casegate::contract::Contract;
use casegate::diagnostic::{Diagnostic, Edit};
use casegate::document::{Document, Kind};
use casegate::engine::{self, ActiveRule, RuleSet};
use casegate::facts::Corpus;
use casegate::library::{self, Bibliography, Library};
use casegate::message::Lang;
use casegate::plan::Plan;
use casegate::rules::{self, Check, Options, RuleDef};
use casegate::source::SourceFile;
use casegate::suppress::{self, Directives};
use casegate::timing::Times;
use casegate::value::{Data, Syntax, Value};
use casegate::workspace::Workspace;

/// A document by its path and text.
pub type Text = (String, String);

/// The findings of `rule` on `documents`, in the order of the report.
///
/// A document whose front matter says `contract: plan` is the plan of the library. `settings` is TOML: the options of the
/// rule, and beside them what a fixture may say about the run: `markdownlint = true`, and
/// `[library] bibliography = ["x.bib"], contracts = ["x.yml", "adr"]`. A bibliography is a file beside the document. A
/// contract is one too, or in `fixtures/contract`, and holds for a document that names it, as one that ships with casegate does.
pub fn findings(rule: &'static RuleDef, documents: &[Text], settings: &str) -> Vec<Diagnostic> {
    let (path, _) = &documents[0];
    let file = Arc::new(SourceFile::new("settings", settings.to_owned()));
    let parsed = Syntax::Toml.parse_file(&file).unwrap_or_else(|faults| panic!("{path}: {faults:?}"));
    let mut values: BTreeMap<String, Value> = table(parsed).into_iter().collect();
    let markdownlint =
        matches!(values.remove("markdownlint").map(|value| value.data), Some(Data::Boolean(true)));
    let mut library = Library::default();
    if let Some(about) = values.remove("library") {
        let mut about = table(about);
        let names = about.remove("bibliography").map(|names| from_value::<Vec<String>>(&names));
        for name in names.iter().flatten() {
            library.bibliographies.add(&Arc::new(bibliography(name, path)));
        }
        let names = about.remove("contracts").map(|names| from_value::<Vec<String>>(&names));
        library.contracts = names.iter().flatten().map(|name| contract(name, path)).collect();
    }
    let values: Vec<_> = values.into_iter().collect();
    let options = Options { values: &values, markdownlint };
    let check = (rule.load)(&options).unwrap_or_else(|error| panic!("{path}: options: {error}"));
    let active = Arc::new(ActiveRule { def: rule, severity: rule.severity, check });
    let last = matches!(active.check, Check::Last(_));
    // What a rule says about the findings of others needs others.
    let others = rules::all().filter(|other| last && other.recommended && other.id != rule.id).map(|def| {
        let check = (def.load)(&Options::DEFAULT).expect("every rule accepts its defaults");
        Arc::new(ActiveRule { def, severity: def.severity, check })
    });
    let rules = Arc::new(RuleSet { rules: others.chain([active]).collect(), ..RuleSet::default() });
    let mut documents: Vec<&Text> = documents.iter().collect();
    documents.sort();
    let parse = |(path, text): &&Text| casegate::markdown::parse(SourceFile::new(&**path, text.clone()));
    let documents: Vec<Document> = documents.iter().map(parse).collect();
    let plan = documents.iter().find(|doc| named_contract(doc) == Some("plan"));
    library.plan = plan.map(|doc| Arc::new(Plan::read(doc, &library.root)));
    let mut found = Vec::new();
    let mut facts = Vec::new();
    for doc in &documents {
        let directives = Directives::of(doc, rules.heed);
        let outcome = engine::check_document(doc, 0, &library, &rules, &directives, Times::default());
        found.extend(outcome.diagnostics);
        facts.push(outcome.facts);
    }
    let mut corpus = Corpus::new(facts);
    corpus.plan = library.plan;
    corpus.bibliographies = library.bibliographies;
    corpus.is_whole = true;
    corpus.resolve();
    assert!(corpus.problems.is_empty(), "{path}: {:?}", corpus.problems);
    let all: Vec<usize> = (0..corpus.documents.len()).collect();
    // The rule itself comes last.
    for active in &rules.rules {
        if matches!(active.check, Check::Last(_)) {
            suppress::sift(&mut found, &mut corpus.documents);
            found.clear();
        }
        found.extend(engine::check_corpus(active, &corpus, &all, &mut Times::default()).0);
    }
    if last {
        suppress::sift(&mut found, &mut corpus.documents);
    }
    for diagnostic in &found {
        assert_ne!(diagnostic.rule, engine::INTERNAL_ERROR, "{path}: {:?}", diagnostic.message);
    }
    found.sort_by(|a, b| a.order().cmp(&b.order()));
    found
}

/// The bibliography in a file beside the document at `path`.
fn bibliography(name: &str, path: &str) -> Bibliography {
    let file = Path::new(path).with_file_name(name);
    let shown = file.to_string_lossy().replace('\\', "/");
    Bibliography::read(&file, &shown).unwrap_or_else(|error| panic!("{shown}: {error:?}"))
}

/// The contract in a file beside the document at `path` or in the folder of contracts, or one that ships with casegate.
fn contract(name: &str, path: &str) -> Arc<Contract> {
    if let Some(contract) = library::shipped(name) {
        return contract;
    }
    let workspace = Workspace::here().expect("a current folder");
    let beside = Path::new(path).with_file_name(name);
    let file = if beside.exists() { beside } else { Path::new("fixtures/contract").join(name) };
    let (contract, problems) = library::read_contract(&workspace, &file, &workspace.current);
    let told: Vec<_> = problems.iter().map(|problem| problem.message.render(Lang::En)).collect();
    Arc::new(contract.unwrap_or_else(|| panic!("{}: {told:?}", file.display())))
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

/// The contract that the front matter of a document names.
fn named_contract(doc: &Document) -> Option<&str> {
    let first = doc.children(Document::ROOT).next()?;
    let front = (doc.node(first).kind == Kind::FrontMatter).then(|| doc.slice(first))?;
    front.lines().find_map(|line| line.strip_prefix("contract:")).map(str::trim)
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
