//! The committed schema is the one of the code, and reports obey it. `UPDATE_SCHEMA=1 cargo test --test schema` renews it.

#[path = "report/sample.rs"]
mod sample;

use std::fs;

use casegate::message::Lang;
use casegate::report::{Format, Report, json};
use sample::{at, no_place, report, written, wrong_total};
use serde_json::{Value, json};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/output.json");

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&json::schema()).expect("the schema is JSON");
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&schema).expect("the schema is a schema")
}

fn output(report: &Report) -> Value {
    serde_json::from_str(&written(report, Format::Json, Lang::ZhCn, false)).expect("the output is JSON")
}

#[test]
fn the_committed_schema_is_current() {
    let schema = json::schema();
    if std::env::var_os("UPDATE_SCHEMA").is_some_and(|value| value == "1") {
        fs::write(PATH, &schema).expect("the schema can be written");
    }
    let committed = fs::read_to_string(PATH).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        committed == schema,
        "schema/output.json is stale: run `UPDATE_SCHEMA=1 cargo test --test schema`"
    );
}

#[test]
fn reports_obey_the_schema() {
    let validator = validator();
    for report in
        [report(vec![wrong_total(), at("a b\n", "b"), no_place()]), report(Vec::new()), Report::default()]
    {
        let output = output(&report);
        let errors: Vec<_> = validator.iter_errors(&output).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_schema_asks_for_every_field() {
    let validator = validator();
    let whole = output(&report(vec![wrong_total()]));
    let mut fields = 0;
    for pointer in [
        "",
        "/tool",
        "/summary",
        "/summary/scores",
        "/summary/scores/data",
        "/diagnostics/0",
        "/diagnostics/0/span",
        "/diagnostics/0/span/start",
        "/diagnostics/0/labels/0",
        "/diagnostics/0/fix",
        "/diagnostics/0/fix/edits/0",
    ] {
        let object = whole.pointer(pointer).and_then(Value::as_object).expect("it is an object");
        for field in object.keys() {
            let mut lacking = whole.clone();
            lacking.pointer_mut(pointer).and_then(Value::as_object_mut).expect("it is one").remove(field);
            assert!(!validator.is_valid(&lacking), "{pointer}/{field} may be missing");
            fields += 1;
        }
    }
    assert!(fields > 40);

    let mut wrong = whole;
    wrong["schema_version"] = json!(2);
    assert!(!validator.is_valid(&wrong));
}
