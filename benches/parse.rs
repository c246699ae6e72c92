//! What our own work costs beside comrak's: parse + lower + facts, holding documents to a contract, and finding their
//! quantities, over comrak parsing alone, over one folder, in one run.
//!
//! `CASEGATE_CORPUS=DIR CASEGATE_CONTRACT=NAME cargo bench --bench parse`; without them, over the project's own Markdown,
//! held to the contract `case-study` that ships. All sides take turns on the same texts on one thread, and the fastest of
//! several rounds counts, because machines are noisy.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use casegate::document::Document;
use casegate::facts::Facts;
use casegate::library::Library;
use casegate::markdown;
use casegate::quantity;
use casegate::source::SourceFile;
use casegate::sources::Sources;
use casegate::workspace::Workspace;

const ROUNDS: usize = 7;

fn main() {
    let folder = env::var("CASEGATE_CORPUS").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let mut texts = Vec::new();
    collect(Path::new(&folder), &mut texts);
    let bytes: usize = texts.iter().map(String::len).sum();
    let contract = env::var("CASEGATE_CONTRACT").unwrap_or_else(|_| "case-study".to_owned());
    let mut library = Library::default();
    let problems = library.hold_all_to(&Workspace::here().expect("a current folder"), &[contract]);
    assert!(problems.is_empty(), "{problems:?}");
    let parsed = |text: &String| markdown::parse(SourceFile::new("a.md", text.clone()));
    let documents: Vec<Document> = texts.iter().map(parsed).collect();
    let [mut parse, mut all, mut judge, mut quantities] = [Duration::MAX; 4];
    for _ in 0..ROUNDS {
        parse = parse.min(time(texts.clone(), |text| {
            black_box(markdown::parse_only(&text));
        }));
        all = all.min(time(texts.clone(), |text| {
            let doc = markdown::parse(SourceFile::new("a.md", text));
            black_box(Facts::of(&doc, &Sources::of(&doc, &library), &library));
        }));
        judge = judge.min(time(documents.iter().collect(), |doc: &Document| {
            black_box(library.judge(doc));
        }));
        quantities = quantities.min(time(documents.iter().collect(), |doc: &Document| {
            black_box(quantity::passages(doc));
        }));
    }
    let megabytes = bytes as f64 / 1e6;
    println!("{} files, {megabytes:.1} MB, fastest of {ROUNDS} rounds", texts.len());
    println!("comrak alone (P)       {:>8.1} ms  {:>6.1} MB/s", ms(parse), megabytes / parse.as_secs_f64());
    println!("parse + lower + facts  {:>8.1} ms  {:>6.1} MB/s", ms(all), megabytes / all.as_secs_f64());
    println!("ratio                  {:>8.3} P", all.as_secs_f64() / parse.as_secs_f64());
    for (name, own) in [("contract", judge), ("quantities", quantities)] {
        println!("{name:<22} {:>8.1} ms  {:>6.3} P", ms(own), own.as_secs_f64() / parse.as_secs_f64());
    }
}

fn time<T>(items: Vec<T>, work: impl FnMut(T)) -> Duration {
    let start = Instant::now();
    items.into_iter().for_each(work);
    start.elapsed()
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

fn collect(folder: &Path, texts: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_none_or(|name| name != "target") {
            collect(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            texts.extend(fs::read_to_string(&path));
        }
    }
}
