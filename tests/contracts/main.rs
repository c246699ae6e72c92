//! What contracts may say: every example of their documentation reads, and every mistake is told at its place with a way out.

mod inheritance;
mod library;
mod mistakes;
mod schema;
mod slots;

use std::fs;
use std::path::Path;

use casegate::contract::{Contract, Form, Length, Presence, shipped_names};
use casegate::library::{read_contract, read_shipped, shipped};
use casegate::message::{Lang, Message};
use casegate::workspace::Workspace;

/// What is wrong with a contract: `line:column message`, and the help.
fn read(text: &str) -> (Option<Contract>, Vec<(String, String)>) {
    read_beside(text, &[])
}

/// The same beside other files.
fn read_beside(text: &str, others: &[(&str, &str)]) -> (Option<Contract>, Vec<(String, String)>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in others.iter().chain([&("c.yml", text)]) {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let workspace = Workspace { current: folder.path().to_owned() };
    let (contract, problems) = read_contract(&workspace, Path::new("c.yml"), folder.path());
    assert_eq!(contract.is_none(), !problems.is_empty(), "{text}");
    let told = problems.iter().map(|problem| {
        assert_eq!((problem.rule, &*problem.path), ("invalid-contract", "c.yml"));
        let start = problem.place.as_ref().expect("a place").start;
        let help = problem.help.map(|text| {
            let arguments = problem.message.arguments.clone();
            Message { text, arguments }.render(Lang::En)
        });
        let message = problem.message.render(Lang::En);
        (format!("{}:{} {message}", start.line, start.column), help.unwrap_or_default())
    });
    (contract, told.collect())
}

/// The YAML of the documentation.
fn examples() -> Vec<String> {
    let docs =
        fs::read_to_string("rules/contracts/README.md").expect("the page is there").replace("\r\n", "\n");
    let blocks = docs.split("```yaml\n").skip(1).filter_map(|rest| rest.split_once("```\n"));
    let whole = |block: &str| {
        if block.contains("contract:") { block.to_owned() } else { format!("contract: x\n{block}") }
    };
    let blocks: Vec<_> = blocks.map(|(block, _)| whole(block)).collect();
    assert!(blocks.len() > 8);
    blocks
}

#[test]
fn every_example_of_the_documentation_reads() {
    let blocks = examples();
    for block in &blocks {
        // The one that inherits does so from the first.
        let (_, told) = read_beside(block, &[("case-study.yml", &blocks[0])]);
        assert!(told.is_empty(), "{block}: {told:#?}");
    }
}

#[test]
fn the_contracts_that_ship_read() {
    let names = shipped_names();
    assert_eq!(names, ["adr", "case-study", "kep", "plan"]);
    for name in names {
        let (contract, problems) = read_shipped(name);
        assert!(problems.is_empty(), "{name}: {problems:#?}");
        assert_eq!(contract.expect("it reads").name, name);
        assert!(shipped(name).is_some_and(|contract| !contract.slots.is_empty()));
    }
    assert!(shipped("nothing").is_none());
}

/// The contracts of the labelled documents.
fn labelled() -> Vec<String> {
    let folders = fs::read_dir("fixtures/contract/labelled").expect("the folder is there");
    let files = folders.map(|folder| folder.expect("read").path().join("contract.yml"));
    let files: Vec<_> = files.filter(|file| file.exists()).collect();
    assert!(files.len() > 5);
    files.iter().map(|file| fs::read_to_string(file).expect("UTF-8")).collect()
}

#[test]
fn the_labelled_contracts_read() {
    for text in labelled() {
        let (_, told) = read(&text);
        assert!(told.is_empty(), "{text}: {told:#?}");
    }
}

/// Asserts that these mistakes are told, each with what its message begins with, and what its help holds.
fn assert_told(text: &str, others: &[(&str, &str)], expected: &[(&str, &str)]) {
    let (_, told) = read_beside(text, others);
    assert_eq!(told.len(), expected.len(), "{text}: {told:#?}");
    for ((message, help), (begins, holds)) in told.iter().zip(expected) {
        assert!(message.starts_with(begins), "{text}: {message}");
        assert!(help.contains(holds) && help.is_empty() == holds.is_empty(), "{text}: {message}: {help}");
    }
}

#[test]
fn what_is_not_said_is_as_documented() {
    let (contract, _) = read(&examples()[0]);
    let contract = contract.expect("it reads");
    let slot = |id: &str| contract.slots.iter().find(|slot| slot.id == id).unwrap_or_else(|| panic!("{id}"));
    assert_eq!(slot("scenario.background").length, Length { min: 60, max: None, tables: true, code: true });
    assert_eq!(slot("scenario.needs").length.min, 20);
    let needs = slot("scenario.needs");
    assert!(needs.in_order && needs.placeholder_denied && needs.presence == Presence::Required);
    assert_eq!((needs.times.clone(), needs.forms.len(), needs.levels.clone()), (1..=1, 3, None));
    assert_eq!(slot("metrics.latency").forms, [Form::Heading, Form::LeadIn, Form::ListItem, Form::TableRow]);
    assert!(slot("metrics").citation && !slot("metrics.latency").citation);
    let unit = contract.unit.as_ref().expect("a unit");
    assert_eq!((unit.levels.clone(), unit.identity.len(), unit.unless.len()), (1..=4, 2, 2));
    let (bare, _) = read("contract: x\nslots: [{id: a, name: A, min: {times: 2}}]\n");
    let bare = bare.expect("it reads");
    assert_eq!(bare.slots[0].forms, [Form::Heading, Form::LeadIn]);
    assert_eq!(
        (bare.slots[0].times.clone(), bare.slots[0].length.min, bare.in_order),
        (2..=u32::MAX, 0, false)
    );
    assert_eq!(bare.languages.len(), 2);
}
