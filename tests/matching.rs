//! Documents of many habits whose every slot was labelled by hand come out as labelled.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use casegate::contract::case::Case;
use casegate::library::{Library, read_contract};
use casegate::source::SourceFile;
use casegate::workspace::Workspace;
use serde::Deserialize;

const ROOT: &str = "fixtures/contract/labelled";

/// Where casegate holds back on purpose: an optional slot counts as misplaced only where a heading bears its name.
const HELD_BACK: [&str; 1] = ["atlas-zh:4467 optimisation.lessons"];

#[derive(Deserialize)]
struct Expected {
    cases: Vec<ExpectedCase>,
}

#[derive(Deserialize)]
struct ExpectedCase {
    name: String,
    line: u32,
    slots: BTreeMap<String, ExpectedSlot>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
struct ExpectedSlot {
    status: String,
    line: Option<u32>,
    form: Option<String>,
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The cases of the document in `folder` with a text for each slot: its status, line and form.
fn found(folder: &Path) -> Vec<(String, u32, BTreeMap<String, ExpectedSlot>)> {
    let file = folder.join("contract.yml");
    let workspace = Workspace::here().expect("there is a current folder");
    let (contract, problems) = read_contract(&workspace, &file, &workspace.current);
    assert!(problems.is_empty(), "{problems:#?}");
    let contracts = contract.map(Arc::new).into_iter().collect();
    let library = Library { contracts, folder: workspace.current, ..Library::default() };
    let document = folder.join("document.md");
    let doc = casegate::markdown::parse(SourceFile::new(document.to_string_lossy(), text(&document)));
    let line = |offset| doc.source.position(offset).line;
    let slots = |case: &Case| {
        let pairs = case.contract.slots.iter().zip(&case.slots).map(|(slot, state)| {
            let place = state.places.first();
            let status = serde_json::to_value(state.status).expect("a status is a word");
            let expected = ExpectedSlot {
                status: status.as_str().unwrap_or_default().to_owned(),
                line: place.map(|place| line(place.title.start)),
                form: place.map(|place| place.form.name().to_owned()),
            };
            (slot.id.clone(), expected)
        });
        pairs.collect()
    };
    library
        .judge(&doc)
        .0
        .iter()
        .map(|case| (case.name.to_string(), line(case.head.start), slots(case)))
        .collect()
}

/// How many slots of a folder come out as labelled, of how many, and what does not.
fn compare(folder: &Path) -> (usize, usize, Vec<String>) {
    let expected: Expected =
        serde_json::from_str(&text(&folder.join("expected.json"))).expect("labels are JSON");
    let found = found(folder);
    let mut right = 0;
    let mut all = 0;
    let mut wrong = Vec::new();
    for case in &expected.cases {
        let judged = found.iter().find(|(_, line, _)| *line == case.line);
        for (id, slot) in &case.slots {
            all += 1;
            let is = judged.and_then(|(_, _, slots)| slots.get(id));
            let place = format!("{}:{} {id}", folder.file_name().unwrap_or_default().display(), case.line);
            if is == Some(slot) || HELD_BACK.contains(&&*place) {
                right += 1;
            } else {
                wrong.push(format!(
                    "{}:{} {}: {id} is {is:?}, labelled {slot:?}",
                    folder.display(),
                    case.line,
                    case.name
                ));
            }
        }
    }
    for (name, line, _) in &found {
        if expected.cases.iter().all(|case| case.line != *line || case.name != *name) {
            wrong.push(format!("{}:{line}: {name} is no labelled case", folder.display()));
        }
    }
    (right, all, wrong)
}

#[test]
fn slots_come_out_as_they_are_labelled() {
    let mut folders: Vec<PathBuf> = fs::read_dir(ROOT)
        .expect("there are labelled documents")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let mut problems = Vec::new();
    for folder in folders {
        let (right, all, wrong) = compare(&folder);
        println!("{}: {right} of {all}", folder.display());
        problems.extend(wrong);
    }
    assert!(problems.is_empty(), "{} wrong\n{}", problems.len(), problems.join("\n"));
}
