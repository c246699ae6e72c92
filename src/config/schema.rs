//! The JSON Schema of `casegate.toml`, so that editors know its keys; it asks for what the reader asks for, as far as a schema can.

use serde_json::{Map, Value as Json, json};

use super::Preset;
use super::file::{KEYS, LIBRARY_KEYS, OVERRIDE_KEYS, PERCENT};
use super::option_types::resolve;
use super::rules::{SEVERITIES, SEVERITY, names};
use crate::rules::{self, Family, RuleDef};
use crate::schema::{described, object, reference, texts, written};

/// The JSON Schema (draft 7) of `casegate.toml` and of the table `[tool.casegate]` of `pyproject.toml`.
///
/// It names rules as the documentation does, while the reader knows them whatever the case.
pub fn schema() -> String {
    let root = object(KEYS.map(|key| (key.to_owned(), of_key(key))));
    let description = "What casegate asks of the documents in a folder, and in the folders in it.";
    written("casegate.toml", description, root, definitions())
}

fn patterns(description: &str) -> Json {
    const SYNTAX: &str = "Patterns start at the folder of this file; a name without a slash is meant in any folder below it, \
        `*` stays within a folder, `**` crosses folders, and a folder stands for all that is in it.";
    let schema = json!({ "type": "array", "items": { "type": "string", "minLength": 1 } });
    described(schema, &format!("{description} {SYNTAX}"))
}

/// What a key at the top means.
fn of_key(key: &str) -> Json {
    match key {
        "extends" => described(
            json!({ "anyOf": [{ "type": "string" }, texts()] }),
            "The configuration file that this one builds on, or several, the last one counting most; relative to the \
             folder of this file.",
        ),
        "preset" => described(
            json!({ "enum": Preset::ALL.map(Preset::name), "default": Preset::default().name() }),
            "Which rules are on before this file says more: `recommended`, what nearly every library wants; \
             `markdownlint`, its rules just as it has them, each an error; `strict`, every rule; `off`, no rule.",
        ),
        "include" => patterns("What is a document; every `.md` and `.markdown` file if this is not set."),
        "exclude" => patterns("What is left out."),
        "rules" => reference("rules"),
        "overrides" => described(
            json!({ "type": "array", "items": one_override() }),
            "What differs for some documents; all that match count, in their order.",
        ),
        "gate" => described(
            object(Family::ALL.map(|family| (family.name().to_owned(), percent(family)))),
            "The least scores, in percent; a run that misses one fails.",
        ),
        "library" => described(
            object(LIBRARY_KEYS.map(|key| (key.to_owned(), of_library_key(key)))),
            "What is true of the documents as a whole.",
        ),
        _ => Json::Bool(false),
    }
}

fn of_library_key(key: &str) -> Json {
    match key {
        "root" => described(
            json!({ "type": "string" }),
            "The folder that links such as `/guide.md` start from, relative to the folder of this file, which it is if \
             this is not set.",
        ),
        "bibliography" => described(
            texts(),
            "BibTeX files whose keys `[@key]` may cite, relative to the folder of this file.",
        ),
        "contracts" => described(
            texts(),
            "Contracts that documents are held to: names of contracts that ship with casegate, and files or patterns of \
             files relative to the folder of this file, which hold a slash or end in `.yml` or `.yaml`.",
        ),
        "plan" => described(
            json!({ "type": "string" }),
            "The document that lists the planned cases, relative to the folder of this file.",
        ),
        _ => Json::Bool(false),
    }
}

fn one_override() -> Json {
    let of_key = |key| match key {
        "paths" => {
            let mut paths = patterns("The documents that this is for.");
            paths["minItems"] = json!(1);
            paths
        }
        "rules" => reference("rules"),
        _ => Json::Bool(false),
    };
    let mut schema = object(OVERRIDE_KEYS.map(|key| (key.to_owned(), of_key(key))));
    schema["required"] = json!(["paths"]);
    schema
}

fn percent(family: Family) -> Json {
    let schema = json!({ "type": "number", "minimum": PERCENT.start(), "maximum": PERCENT.end() });
    described(schema, question(family))
}

fn question(family: Family) -> &'static str {
    match family {
        Family::Completeness => "Is everything there?",
        Family::Format => "Is it well formed and consistent?",
        Family::Data => "Do numbers have sources, and do they agree?",
        Family::Technical => "Do code, links and terms hold?",
    }
}

fn definitions() -> Map<String, Json> {
    let severity = described(
        json!({ "enum": SEVERITIES }),
        "How much a finding weighs; `off` switches rules off, and `error` fails a run.",
    );
    let level = json!({ "anyOf": [reference("severity"), { "type": "boolean" }] });
    let level =
        described(level, "A severity, true for on at the severity that it has anyway, or false for off.");
    let fixed = [("severity".to_owned(), severity), ("level".to_owned(), level), ("rules".to_owned(), all())];
    let families = Family::ALL.map(|family| (family.name().to_owned(), of_family(family)));
    let rules = rules::all().map(|rule| (definition(rule), of_rule(rule)));
    fixed.into_iter().chain(families).chain(rules).collect()
}

/// The name of a rule's definition; a slash would have to be escaped in references.
fn definition(rule: &RuleDef) -> String {
    rule.id.replace('/', ".")
}

/// The table `rules`.
fn all() -> Json {
    let families = Family::ALL.map(|family| (family.name().to_owned(), reference(family.name())));
    let rules = rules::all().flat_map(|rule| {
        [rule.id].into_iter().chain(names(rule)).map(|name| (name.to_owned(), reference(&definition(rule))))
    });
    described(
        object(families.into_iter().chain(rules)),
        "What is asked of families and rules; a rule may be called by its id, its name or an alias, and wins over its \
         family.",
    )
}

fn of_family(family: Family) -> Json {
    let members = family.rules().iter().flat_map(|rule| {
        names(rule).map(|name| (name.to_owned(), reference(&definition(rule)))).collect::<Vec<_>>()
    });
    level_or(object(members.chain([(SEVERITY.to_owned(), reference("severity"))])), question(family))
}

fn of_rule(rule: &RuleDef) -> Json {
    let schema = (rule.schema)();
    let options = schema.get("properties").and_then(Json::as_object).into_iter().flatten();
    let options = options.map(|(name, option)| (name.clone(), inlined(&schema, option)));
    let table = object(options.chain([(SEVERITY.to_owned(), reference("severity"))]));
    let mut described = level_or(table, rule.summary.en);
    described["title"] = json!(rule.id);
    described
}

fn level_or(table: Json, description: &str) -> Json {
    described(json!({ "anyOf": [reference("level"), table] }), description)
}

/// A part of a schema with the definitions of the whole in place of references to them.
fn inlined(whole: &schemars::Schema, part: &Json) -> Json {
    match part {
        Json::Object(own) => {
            let mut merged = resolve(whole, part).as_object().unwrap_or(own).clone();
            merged.extend(
                own.iter().filter(|(key, _)| *key != "$ref").map(|(key, value)| (key.clone(), value.clone())),
            );
            // Names of Rust's numbers, which validators don't know.
            merged.retain(|key, value| key != "format" || !value.is_string());
            Json::Object(merged.into_iter().map(|(key, value)| (key, inlined(whole, &value))).collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(|item| inlined(whole, item)).collect()),
        _ => part.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_described() {
        let schema: Json = serde_json::from_str(&schema()).expect("JSON");
        let described = |properties: &Json| {
            properties.as_object().expect("an object").values().all(|property| {
                let property = property["$ref"].as_str().map_or(property, |path| {
                    schema.pointer(path.trim_start_matches('#')).expect("it is defined")
                });
                property["description"].is_string()
            })
        };
        for pointer in [
            "/properties",
            "/properties/gate/properties",
            "/properties/library/properties",
            "/properties/overrides/items/properties",
            "/definitions",
            "/definitions/rules/properties",
        ] {
            assert!(described(schema.pointer(pointer).expect(pointer)), "{pointer}");
        }
        for rule in rules::all() {
            let table = format!("/definitions/{}/anyOf/1/properties", definition(rule));
            assert!(described(schema.pointer(&table).expect(&table)), "{table}");
        }
    }
}
