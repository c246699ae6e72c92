//! The schema of contracts and their reader judge the same files alike.

use std::sync::Arc;

use casegate::contract::{self, SHIPPED};
use casegate::source::SourceFile;
use casegate::value::{Data, Syntax, Value};

use super::{examples, labelled, read_beside};

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
