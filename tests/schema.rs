//! The committed schemas are those of the code; reports obey the one, and the other accepts what configurations may say. `UPDATE_SCHEMA=1 cargo test --test schema` renews it.

#[path = "report/sample.rs"]
mod sample;

use std::fs;

use casegate::config::{self, Configs, Selection};
use casegate::contract;
use casegate::message::Lang;
use casegate::report::{Format, Report, claims, json, overview};
use casegate::workspace::Workspace;
use sample::{at, no_place, report, written, wrong_total};
use serde_json::{Value, json};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema");

fn validator(schema: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&schema).expect("the schema is a schema")
}

fn output(report: &Report) -> Value {
    serde_json::from_str(&written(report, Format::Json, Lang::ZhCn, false)).expect("the output is JSON")
}

#[test]
fn the_committed_schemas_are_current() {
    for (name, schema) in [
        ("output.json", json::schema()),
        ("config.json", config::schema()),
        ("contract.json", contract::schema()),
        ("status.json", overview::schema()),
        ("claims.json", claims::schema()),
    ] {
        let path = format!("{FOLDER}/{name}");
        if std::env::var_os("UPDATE_SCHEMA").is_some_and(|value| value == "1") {
            fs::write(&path, &schema).expect("the schema can be written");
        }
        let committed = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(
            committed == schema,
            "schema/{name} is stale: run `UPDATE_SCHEMA=1 cargo test --test schema`"
        );
    }
}

#[test]
fn reports_obey_the_schema() {
    let validator = validator(&json::schema());
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
    let validator = validator(&json::schema());
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

/// Configurations that the reader accepts.
const RIGHT: [&str; 28] = [
    "",
    "extends = \"base.toml\"",
    "extends = [\"base.toml\"]",
    "extends = []",
    "preset = \"off\"",
    "preset = \"markdownlint\"",
    "include = [\"docs\"]\nexclude = [\"a/**\", \"*.x\"]",
    "include = []",
    "rules = {}",
    "[rules]\nformat = \"error\"\ndata = false\ntechnical = true",
    "[rules.format]\nseverity = \"off\"\nMD009 = true\nline-length = { line_length = 100 }",
    "[rules.format.no-trailing-spaces]\nbr_spaces = 0\nstrict = true",
    "[rules]\n\"format/line-length\" = \"info\"\nMD009 = {}\ntable-total = \"warning\"",
    "[rules.MD013]\nseverity = \"error\"\ntables = false",
    "[rules.MD022]\nlines_above = -1\nlines_below = [1, 2, 3]",
    "[rules.MD001]\nfront_matter_title = \"\"",
    "[rules.MD040]\nallowed_languages = [\"rust\"]",
    "[rules.broken-anchor]\nstyle = \"gitlab\"",
    "[rules.broken-link]\nignore = [\"api/*\"]\nextensionless = true",
    "[[overrides]]\npaths = [\"drafts\"]",
    "[[overrides]]\npaths = [\"drafts\"]\nrules.format = \"off\"\n[[overrides]]\npaths = [\"b\"]\nrules = {}",
    "overrides = []",
    "[gate]\nformat = 0\ndata = 99.5\ncompleteness = 100",
    "gate = {}",
    "[library]\nroot = \".\"\nbibliography = [\"a.bib\"]",
    "[library]\nbibliography = []",
    "[library]\ncontracts = [\"kep\", \"c/*.yml\"]\nplan = \"plan.md\"",
    "[library]\ncontracts = []",
];

/// Configurations that the reader refuses.
const WRONG: [&str; 47] = [
    "colour = 1",
    "extends = 1",
    "extends = [1]",
    "preset = \"recomended\"",
    "preset = 1",
    "include = \"docs\"",
    "include = [\"\"]",
    "exclude = [1]",
    "exclude = {}",
    "rules = 1",
    "rules = []",
    "rules.formt = true",
    "rules.MD09 = true",
    "rules.format = 1",
    "rules.format = \"fatal\"",
    "rules.format.severity = true",
    "rules.format.MD09 = true",
    "rules.data.MD013 = true",
    "rules.MD009 = 2",
    "rules.MD009 = []",
    "rules.MD009 = \"eror\"",
    "rules.MD009.severity = 1",
    "rules.MD009.severity = \"fatal\"",
    "rules.MD013.line_lenth = 80",
    "rules.MD013.line_length = \"80\"",
    "rules.MD013.line_length = -1",
    "rules.MD013.line_length = 80.5",
    "rules.format.line-length.tables = 1",
    "rules.MD022.lines_above = \"1\"",
    "rules.MD040.allowed_languages = [1]",
    "rules.broken-anchor.style = \"x\"",
    "rules.MD047.x = 1",
    "overrides = {}",
    "overrides = [1]",
    "[[overrides]]",
    "[[overrides]]\npaths = []",
    "[[overrides]]\npaths = \"drafts\"",
    "[[overrides]]\npaths = [\"a\"]\npreset = \"off\"",
    "[[overrides]]\npaths = [\"a\"]\nrules.MD09 = 1",
    "gate.format = 101",
    "gate.format = \"90\"",
    "gate.fromat = 90",
    "library.root = []",
    "library.rot = \".\"",
    "library.contracts = \"kep\"",
    "library.contracts = [1]",
    "library.plan = [\"plan.md\"]",
];

/// True if the reader has nothing against a configuration.
fn reads(toml: &str) -> bool {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("base.toml"), "").expect("written");
    fs::write(folder.path().join("casegate.toml"), toml).expect("written");
    let mut configs = Configs::new(Workspace { current: folder.path().to_owned() }, Selection::default());
    let config = configs.of_file(&folder.path().join("a.md"));
    let told = configs.take_diagnostics();
    assert_eq!(config.broken, !told.is_empty(), "{toml}: {told:?}");
    told.is_empty()
}

#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    let validator = validator(&config::schema());
    for (toml, right) in RIGHT.map(|toml| (toml, true)).into_iter().chain(WRONG.map(|toml| (toml, false))) {
        let table: toml::Table = toml.parse().unwrap_or_else(|error| panic!("{toml}: {error}"));
        let json = serde_json::to_value(table).expect("it is JSON as well");
        assert_eq!(reads(toml), right, "the reader about {toml}");
        assert_eq!(validator.is_valid(&json), right, "the schema about {toml}");
    }
}

#[test]
fn the_schema_knows_every_name_of_a_rule_and_every_default() {
    let validator = validator(&config::schema());
    for rule in casegate::rules::all() {
        let options = (rule.schema)();
        let options = options.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let mut table: serde_json::Map<String, Value> = options
            .into_iter()
            .filter_map(|(name, option)| {
                Some((name, option.get("default").filter(|it| !it.is_null())?.clone()))
            })
            .collect();
        table.insert("severity".to_owned(), json!("info"));
        let (family, short) = rule.id.split_once('/').expect("an id");
        for name in rule.aliases.iter().copied().chain([short]) {
            assert!(validator.is_valid(&json!({ "rules": { name: table } })), "{name}");
            assert!(validator.is_valid(&json!({ "rules": { family: { name: table } } })), "{family}.{name}");
        }
        assert!(validator.is_valid(&json!({ "rules": { rule.id: table } })), "{}", rule.id);
    }
}
