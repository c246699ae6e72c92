//! What contracts may say: every example of their documentation reads, and every mistake is told at its place with a way out.

use std::fs;
use std::path::Path;

use std::sync::Arc;

use casegate::contract::{self, Contract, SHIPPED, shipped_names};
use casegate::library::{read_contract, read_shipped, shipped};
use casegate::message::{Lang, Message};
use casegate::source::SourceFile;
use casegate::value::{Data, Syntax, Value};
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

fn json(value: &Value) -> serde_json::Value {
    match &value.data {
        Data::Null => serde_json::Value::Null,
        Data::Boolean(flag) => (*flag).into(),
        Data::Integer(number) => (*number).into(),
        Data::Float(number) => (*number).into(),
        Data::String(text) => text.as_str().into(),
        Data::Array(items) => items.iter().map(json).collect(),
        Data::Table(table) => table.iter().map(|(key, value)| (key.name.clone(), json(value))).collect(),
    }
}

/// Contracts that the reader accepts.
const RIGHT: [&str; 28] = [
    "contract: x",
    "contract: 案例\nlang: [zh]\napplies: []\nslots: []\ngroups: []\nfields: {}\nphases: {}",
    "contract: x\napplies: ['**/*.md', docs]",
    "contract: x\nnormalise: {}",
    "contract: x\nnormalise: {conjunctions: keep}",
    "contract: x\nunit: {select: {heading: {}}}",
    "contract: x\nunit: {select: {heading: {level: any}}, unless: [], identity: []}",
    "contract: x\nforms: [field]\norder: none\nextras: deny",
    "contract: x\ndefaults: {}",
    "contract: x\ndefaults: {required: recommended, min: {count: []}, citation: required}",
    "contract: x\nfields: {A: {}}",
    "contract: x\nfields: {A: {zh: 甲, type: enum, values: [a]}}",
    "contract: x\nslots: [{id: a, name: A}]",
    "contract: x\nslots: [{id: 甲_1-b, name: {zh: 甲}, aliases: {en: [A]}, level: 6}]",
    "contract: x\nslots: [{id: a, name: A, level: 1..6, min: {chars: 0}, max: {times: 2}}]",
    "contract: x\nslots: [{id: a, name: A, requires: [b], slots: []}, {id: b, name: B}]",
    "contract: x\nslots: [{id: a, name: A, has: []}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: table}, {none: mermaid}, {every: text, pattern: x}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: table, columns: []}, {every: table, columns: [a, {name: b}]}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: code, language: go, min: 0, max: 1}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: list, ordered: false}, {some: text, text: x}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{ids: 'F-(\\d+)', sequential: true}, {quantity: any}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{any_of: [{marker: absent}, {any_of: [{some: link}]}]}]}]",
    "contract: x\nslots: [{id: a, name: A}, {id: b, name: B}]\ngroups: [{all_or_none: [a, b]}]",
    "contract: x\nphases: {draft: {}, 评审: {downgrade: []}}",
    "contract: x\nextends: kep",
    "contract: x\nextends: case-study\nslots: [{id: metrics, required: false}]\nfields: {状态: {required: false}}",
    "contract: x\nextends: case-study\nslots: [{id: metrics, slots: [{id: latency, max: {times: 3}}]}]",
];

/// Contracts that the reader refuses, as the schema can see.
const WRONG: [&str; 62] = [
    "",
    "lang: [zh]",
    "contract: 1",
    "contract: ''",
    "contract: a b",
    "contract: a.b",
    "contract: x\ncolour: 1",
    "contract: x\nfor_each: {}",
    "contract: x\nuse: []",
    "contract: x\nwaivers: []",
    "contract: x\nlang: zh",
    "contract: x\nlang: []",
    "contract: x\nlang: [fr]",
    "contract: x\napplies: docs",
    "contract: x\napplies: ['']",
    "contract: x\nextends: [kep]",
    "contract: x\nnormalise: {numbering: fold}",
    "contract: x\nnormalise: {number: strip}",
    "contract: x\nunit: {}",
    "contract: x\nunit: {select: {}}",
    "contract: x\nunit: {select: {heading: {level: 0}}}",
    "contract: x\nunit: {select: {heading: {level: 0..9}}}",
    "contract: x\nunit: {select: {heading: {level: 4..2}}}",
    "contract: x\nunit: {select: {heading: {text: x}}}",
    "contract: x\nunit: {select: {heading: {}}, unless: x}",
    "contract: x\nforms: []",
    "contract: x\nforms: [headings]",
    "contract: x\norder: true",
    "contract: x\nextras: forbid",
    "contract: x\ndefaults: {forms: [heading]}",
    "contract: x\ndefaults: {min: {times: 1}}",
    "contract: x\nfields: []",
    "contract: x\nfields: {A: }",
    "contract: x\nfields: {A: {type: number}}",
    "contract: x\nfields: {A: {type: enum}}",
    "contract: x\nfields: {A: {values: [a]}}",
    "contract: x\nfields: {A: {type: enum, values: []}}",
    "contract: x\nfields: {A: {required: recommended}}",
    "contract: x\nslots: {}",
    "contract: x\nslots: [a]",
    "contract: x\nslots: [{id: a}]",
    "contract: x\nslots: [{name: A}]",
    "contract: x\nslots: [{id: a.b, name: A}]",
    "contract: x\nslots: [{id: a, name: {fr: A}}]",
    "contract: x\nslots: [{id: a, name: 2024}]",
    "contract: x\nslots: [{id: a, name: A, required: maybe}]",
    "contract: x\nslots: [{id: a, name: A, level: '2'}]",
    "contract: x\nslots: [{id: a, name: A, min: 20}]",
    "contract: x\nslots: [{id: a, name: A, min: {chars: -1}}]",
    "contract: x\nslots: [{id: a, name: A, min: {count: [text]}}]",
    "contract: x\nslots: [{id: a, name: A, max: {times: 0}}]",
    "contract: x\nslots: [{id: a, name: A, citation: true}]",
    "contract: x\nslots: [{id: a, name: A, when: {status: [final]}}]",
    "contract: x\nslots: [{id: a, name: A, has: {some: list}}]",
    "contract: x\nslots: [{id: a, name: A, has: [{min_items: 3}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: list, every: list}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: list, min_rows: 3}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{none: list, max: 3}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: text, text: a, pattern: b}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: table, columns: [{type: date}]}]}]",
    "contract: x\nslots: [{id: a, name: A}]\ngroups: [{any_of: [a]}]",
    "contract: x\nphases: {draft: {downgrade: [everything]}}",
];

#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    let schema = serde_json::from_str(&contract::schema()).expect("the schema is JSON");
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    let validator = jsonschema::draft7::new(&schema).expect("the schema is a schema");
    let examples = examples();
    let others = [("case-study.yml", examples[0].as_str())];
    let shipped = SHIPPED.iter().map(|(_, text)| (*text).to_owned());
    let right = RIGHT.map(str::to_owned).into_iter().chain(examples.clone()).chain(labelled()).chain(shipped);
    let all = right.map(|text| (text, true)).chain(WRONG.map(|text| (text.to_owned(), false)));
    for (text, right) in all {
        let (_, told) = read_beside(&text, &others);
        assert_eq!(told.is_empty(), right, "the reader about {text}: {told:#?}");
        let file = Arc::new(SourceFile::new("c.yml", text.clone()));
        let value = Syntax::Yaml.parse_file(&file).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        let errors: Vec<_> = validator.iter_errors(&json(&value)).map(|error| error.to_string()).collect();
        assert_eq!(errors.is_empty(), right, "the schema about {text}: {errors:#?}");
    }
}
