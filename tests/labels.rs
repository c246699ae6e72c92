//! Measures the ledger against quantities that readers labelled in public documents. Only place, token and class are kept
//! here, so the documents are needed: `CASEGATE_CORPUS=DIR cargo test --test labels -- --nocapture`.

use std::collections::HashMap;
use std::path::Path;
use std::{env, fs};

use casegate::ledger::Ledger;
use casegate::library::Library;
use casegate::markdown;
use casegate::source::SourceFile;
use casegate::sources::Sources;

/// What readers, or the ledger, say of one quantity.
struct Labelled {
    token: String,
    class: String,
    claim: bool,
}

type ByLine = HashMap<(String, usize), Vec<Labelled>>;

fn rows(file: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labels").join(file);
    let text = fs::read_to_string(path).expect("the labels are committed");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Digits and numerals alone: readers and the ledger draw the edges of a quantity differently.
fn digits(token: &str) -> String {
    token.chars().filter(|c| c.is_numeric() || "一二两三四五六七八九十百千万亿半数几.".contains(*c)).collect()
}

fn is_same(one: &str, other: &str) -> bool {
    one == other
        || !digits(one).is_empty() && digits(one) == digits(other)
        || one.contains(other)
        || other.contains(one)
}

fn found(folder: &str, path: &str) -> ByLine {
    let text =
        fs::read_to_string(Path::new(folder).join(path)).expect("the corpus has the labelled documents");
    let doc = markdown::parse(SourceFile::new(path, text));
    let library = Library::default();
    let sources = Sources::of(&doc, &library);
    let ledger = Ledger::new(&doc, &[], &sources);
    let mut found = ByLine::new();
    for entry in ledger.entries() {
        let line = doc.source.line_of(entry.span.start) + 1;
        found.entry((path.to_owned(), line)).or_default().push(Labelled {
            token: ledger.lexeme(entry).to_owned(),
            class: ledger.quantity(entry).class.name().to_owned(),
            claim: entry.claim,
        });
    }
    found
}

/// Counts of right, wrong and missed, as precision and recall.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }
}

#[test]
fn labelled_quantities_are_found() {
    let Ok(folder) = env::var("CASEGATE_CORPUS") else {
        eprintln!("CASEGATE_CORPUS names no folder with the labelled documents: nothing is measured");
        return;
    };
    let mut wanted = ByLine::new();
    for row in rows("quantities.tsv") {
        let line = row[1].parse().expect("a line");
        wanted.entry((row[0].clone(), line)).or_default().push(Labelled {
            token: row[2].clone(),
            class: row[3].clone(),
            claim: row[5] == "yes",
        });
    }
    let (mut quantities, mut claims, mut classes) = (Score::default(), Score::default(), Score::default());
    for row in rows("passages.tsv") {
        let (first, last): (usize, usize) =
            (row[1].parse().expect("a line"), row[2].parse().expect("a line"));
        let mut found = found(&folder, &row[0]);
        for line in first..=last {
            let key = (row[0].clone(), line);
            let mut labels = wanted.remove(&key).unwrap_or_default();
            for one in found.remove(&key).unwrap_or_default() {
                let exact = labels.iter().position(|label| label.token == one.token);
                let Some(at) =
                    exact.or_else(|| labels.iter().position(|label| is_same(&label.token, &one.token)))
                else {
                    quantities.wrong += 1;
                    claims.wrong += usize::from(one.claim);
                    continue;
                };
                let label = labels.remove(at);
                quantities.right += 1;
                let of_class = if label.class == one.class { &mut classes.right } else { &mut classes.wrong };
                *of_class += 1;
                match (label.claim, one.claim) {
                    (true, true) => claims.right += 1,
                    (true, false) => claims.missed += 1,
                    (false, true) => claims.wrong += 1,
                    (false, false) => {}
                }
            }
            quantities.missed += labels.len();
            claims.missed += labels.iter().filter(|label| label.claim).count();
        }
    }
    for (name, score) in [("quantities", &quantities), ("claims", &claims)] {
        println!("{name}: precision {:.3}, recall {:.3}", score.precision(), score.recall());
    }
    println!("classes right: {:.3}", classes.precision());
    assert!(quantities.precision() >= 0.97 && quantities.recall() >= 0.92);
    assert!(claims.precision() >= 0.90 && claims.recall() >= 0.85);
}
