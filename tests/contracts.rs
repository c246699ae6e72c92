//! What contracts may say: every example of their documentation reads, and every mistake is told at its place with a way out.

mod folder;

use std::fs;
use std::path::Path;

use casegate::contract::{Contract, shipped_names};
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

#[test]
fn every_example_of_the_documentation_reads() {
    let docs =
        fs::read_to_string("rules/contracts/README.md").expect("the page is there").replace("\r\n", "\n");
    let blocks: Vec<_> = docs
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```\n"))
        .map(|(block, _)| block)
        .collect();
    assert!(blocks.len() > 8);
    for block in &blocks {
        let text =
            if block.contains("contract:") { (*block).to_owned() } else { format!("contract: x\n{block}") };
        // The one that inherits does so from the first.
        let (_, told) = read_beside(&text, &[("case-study.yml", blocks[0])]);
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

#[test]
fn the_labelled_contracts_read() {
    let folders = fs::read_dir("fixtures/contract/labelled").expect("the folder is there");
    let files = folders.map(|folder| folder.expect("read").path().join("contract.yml"));
    let files: Vec<_> = files.filter(|file| file.exists()).collect();
    assert!(files.len() > 5);
    for file in files {
        let (_, told) = read(&fs::read_to_string(&file).expect("UTF-8"));
        assert!(told.is_empty(), "{file:?}: {told:#?}");
    }
}
