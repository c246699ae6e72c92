//! Documents that are nearly right: every fixture with pieces cut out, doubled and put in. No rule fails on one, and
//! every place lies inside the text.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use casegate::config::{Config, Configs, Preset, Selection};
use casegate::diagnostic::Diagnostic;
use casegate::engine::{self, INTERNAL_ERROR};
use casegate::facts::Corpus;
use casegate::library::Library;
use casegate::markdown;
use casegate::message::Lang;
use casegate::source::{SourceFile, Span};
use casegate::suppress::Directives;
use casegate::timing::Times;
use casegate::workspace::Workspace;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;

/// What is put in: markup that opens something, the ends of lines, and characters that are more or less than one.
#[rustfmt::skip]
const PIECES: [&str; 48] = [
    "\0", "\r", "\n", "\r\n", "\n\n", "\t", "    ", "\u{feff}", "\u{2028}", "\u{301}", "𠮷", "\\", "\u{a0}", "> ", "- ", "1. ",
    "- [ ] ", "# ", "***", "**", "_", "~~", "`", "```\n", "~~~yaml\n", "```json\n{\"a\":\n", "---\n", "+++\n", "===\n", "|", "|-|-|\n",
    "[", "](", ")", "![", "[^1]", "[^1]: ", "[x]: /u\n", "<", "<!--", "-->", "<div>\n", "$", "$`", "&amp;", "TODO", "合计", "1,000%",
];

#[derive(Clone, Debug)]
enum Mutation {
    Truncate(Index),
    Remove(Index, Index),
    Double(Index, Index),
    Insert(Index, &'static str),
}

impl Mutation {
    fn apply(&self, bytes: &mut Vec<u8>) {
        // One more place than there are bytes: the end.
        let places = bytes.len() + 1;
        let range = |a: &Index, b: &Index| {
            let (a, b) = (a.index(places), b.index(places));
            a.min(b)..a.max(b)
        };
        match self {
            Mutation::Truncate(at) => bytes.truncate(at.index(places)),
            Mutation::Remove(from, to) => drop(bytes.drain(range(from, to))),
            Mutation::Double(from, to) => {
                let range = range(from, to);
                let slice = bytes[range.clone()].to_vec();
                bytes.splice(range.end..range.end, slice);
            }
            Mutation::Insert(at, piece) => {
                drop(bytes.splice(at.index(places)..at.index(places), piece.bytes()))
            }
        }
    }
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        1 => any::<Index>().prop_map(Mutation::Truncate),
        2 => any::<(Index, Index)>().prop_map(|(from, to)| Mutation::Remove(from, to)),
        2 => any::<(Index, Index)>().prop_map(|(from, to)| Mutation::Double(from, to)),
        6 => (any::<Index>(), select(&PIECES[..])).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
    ]
}

/// The Markdown below `fixtures/`, in order.
fn fixtures() -> Vec<Vec<u8>> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(extension) if extension == "md" => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files.iter().map(|file| fs::read(file).expect("a file")).collect()
}

static STRICT: LazyLock<Arc<Config>> = LazyLock::new(|| {
    let selection = Selection { isolated: true, preset: Some(Preset::Strict), ..Selection::default() };
    let workspace = Workspace { current: PathBuf::from("/") };
    Configs::new(workspace, selection).of_file(Path::new("/a.md"))
});

/// Everything that is found in one document, and its text.
fn check(config: &Config, text: String) -> (SourceFile, Vec<Diagnostic>) {
    let doc = markdown::parse(SourceFile::new("a.md", text));
    let mut library = Library::default();
    library.bibliographies.add(&Arc::default());
    let directives = Directives::of(&doc, config.rules.heed);
    let (rules, mut found) = config.rules_under(&doc, &directives);
    let outcome = engine::check_document(&doc, 0, &library, &rules, &directives, Times::default());
    found.extend(outcome.diagnostics);
    let mut corpus = Corpus::new(vec![outcome.facts]);
    corpus.bibliographies = library.bibliographies.clone();
    corpus.is_whole = true;
    for rule in &rules.rules {
        found.extend(engine::check_corpus(rule, &corpus, &[0], &mut Times::default()).0);
    }
    (doc.source, found)
}

proptest! {
    // The same in every run, so that a failure is no surprise to whoever changed nothing.
    #![proptest_config(ProptestConfig {
        cases: 2000,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn no_mutation_of_a_fixture_makes_a_rule_fail(
        fixture in select(fixtures()),
        mutations in proptest::collection::vec(mutation(), 1..8),
    ) {
        let mut bytes = fixture;
        mutations.iter().for_each(|mutation| mutation.apply(&mut bytes));
        let (source, found) = check(&STRICT, String::from_utf8_lossy(&bytes).into_owned());
        for found in &found {
            prop_assert!(found.rule != INTERNAL_ERROR, "{}", found.message.render(Lang::En));
            let places = found.place.iter().chain(found.labels.iter().map(|label| &label.place));
            let edits = found.fix.iter().flat_map(|fix| &fix.edits);
            let spans: Vec<Span> = places.map(|place| place.span).chain(edits.map(|edit| edit.span)).collect();
            for span in spans {
                prop_assert!(span.start <= span.end, "{}: {span:?}", found.rule);
                prop_assert!(source.text().get(span.range()).is_some(), "{}: {span:?}", found.rule);
            }
        }
    }
}
