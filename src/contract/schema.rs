//! The JSON Schema of contracts, from the very keys and words that their reader knows, so that editors help to write them.

mod content;

use content::{column, content};
use serde_json::{Map, Value as Json, json};

use super::Form;
use super::read::fields::{CITATION, FIELD_KEYS, SEVERITIES, TYPES};
use super::read::references::GROUPS;
use super::read::slots::{
    COUNTED, DEFAULTS_KEYS, EXTRAS, MAX_KEYS, MIN_KEYS, ORDER, PLACEHOLDER, RECOMMENDED, SLOT_KEYS,
};
use super::read::values::{ANY, LANGUAGES, LEVELS, MOST};
use super::read::{
    CHECKS, FOLD, HEADING_KEYS, KEYS, NORMALISE_KEYS, PHASE_KEYS, SELECT_KEYS, STRIP, UNIT_KEYS,
};
use crate::schema::{described, object, reference, written};

/// What is asked of slots and fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// All that the reader needs.
    Yes,
    /// What another contract does not say already.
    No,
}

/// The JSON Schema (draft 7) of contracts.
pub fn schema() -> String {
    let mut root = object(KEYS.map(|key| (key.to_owned(), of_key(key))));
    root["required"] = json!(["contract"]);
    // What is inherited needs not be said again.
    root["if"] = json!({ "required": ["extends"] });
    root["then"] = json!({ "properties": members(Whole::No) });
    root["else"] = json!({ "properties": members(Whole::Yes) });
    written("A contract of casegate", "What every case of a library must contain.", root, definitions())
}

fn members(whole: Whole) -> Json {
    let fields = json!({ "type": "object", "additionalProperties": reference(field_name(whole)) });
    json!({ "slots": slots(whole), "fields": fields })
}

fn slots(whole: Whole) -> Json {
    json!({ "type": "array", "items": reference(slot_name(whole)) })
}

fn slot_name(whole: Whole) -> &'static str {
    if whole == Whole::Yes { "slot" } else { "changed_slot" }
}

fn field_name(whole: Whole) -> &'static str {
    if whole == Whole::Yes { "field" } else { "changed_field" }
}

fn definitions() -> Map<String, Json> {
    let text = described(json!({ "type": "string", "pattern": r"\S" }), "Text.");
    let by_language = |value: &str| object(LANGUAGES.map(|(name, _)| (name.to_owned(), reference(value))));
    let words = json!({ "anyOf": [reference("text"), by_language("text")] });
    let aliases = json!({ "anyOf": [reference("texts"), by_language("texts")] });
    let level = described(
        json!({ "enum": levels() }),
        "The level of a heading, a range of levels such as `2..4`, or `any`.",
    );
    let definitions = [
        ("text", text),
        ("texts", described(json!({ "type": "array", "items": reference("text") }), "A list of texts.")),
        ("words", described(words, "Text, or text in both languages.")),
        ("aliases", described(aliases, "Names, or names by language.")),
        (
            "pattern",
            described(json!({ "type": "string", "pattern": r"\S" }), "A regular expression of Rust."),
        ),
        ("level", level),
        ("slot", slot(Whole::Yes)),
        ("changed_slot", slot(Whole::No)),
        ("field", field(Whole::Yes)),
        ("changed_field", field(Whole::No)),
        ("column", column()),
        ("content", content()),
        ("citation", described(one_of(&CITATION), "`required` if each number needs a source.")),
        (
            "severity",
            described(one_of(&SEVERITIES), "How much a finding weighs, instead of what the rule says."),
        ),
        ("message", described(reference_to_words(), "What to tell whoever falls short of it.")),
    ];
    definitions.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

fn reference_to_words() -> Json {
    json!({ "allOf": [reference("words")] })
}

fn names<T>(choices: &[(&'static str, T)]) -> Vec<&'static str> {
    choices.iter().map(|(name, _)| *name).collect()
}

fn one_of<T>(choices: &[(&'static str, T)]) -> Json {
    json!({ "enum": names(choices) })
}

fn some_of<T>(choices: &[(&'static str, T)], least: usize) -> Json {
    json!({ "type": "array", "items": one_of(choices), "minItems": least })
}

fn number(least: u32) -> Json {
    json!({ "type": "integer", "minimum": least, "maximum": MOST })
}

fn flag() -> Json {
    json!({ "type": "boolean" })
}

/// A reference with words of its own, which draft 7 ignores beside a bare one.
fn referring(definition: &str, description: &str) -> Json {
    described(json!({ "allOf": [reference(definition)] }), description)
}

fn levels() -> Vec<Json> {
    let ranges =
        LEVELS.flat_map(|low| (low..=*LEVELS.end()).map(move |high| json!(format!("{low}..{high}"))));
    LEVELS.map(|level| json!(level)).chain(ranges).chain([json!(ANY)]).collect()
}

fn forms() -> Json {
    let schema = some_of(&Form::ALL.map(|form| (form.name(), form)), 1);
    described(schema, "How it may appear; a heading or a lead-in, unless this says otherwise.")
}

fn order() -> Json {
    described(one_of(&ORDER), "`declared` if the slots stand in the order of the contract.")
}

fn extras() -> Json {
    described(one_of(&EXTRAS), "What sections that are no slot are taken for.")
}

/// What a key at the top means.
fn of_key(key: &str) -> Json {
    match key {
        "contract" => described(name(), "How front matter, plans and configuration call it."),
        "lang" => described(some_of(&LANGUAGES, 1), "The languages that its names are given in."),
        "applies" => referring(
            "texts",
            "The documents that it holds for: patterns as in `casegate.toml`, from the folder of the configuration that \
             names it.",
        ),
        "extends" => referring(
            "text",
            "The contract that this one changes: the name of one that ships with casegate, or a file relative to this one.",
        ),
        "normalise" => described(
            object(NORMALISE_KEYS.map(|key| (key.to_owned(), of_normalise_key(key)))),
            "How titles are made comparable.",
        ),
        "unit" => unit(),
        "forms" => forms(),
        "order" => order(),
        "extras" => extras(),
        "defaults" => described(
            object(DEFAULTS_KEYS.map(|key| (key.to_owned(), of_default(key)))),
            "What is true of every slot that does not say otherwise.",
        ),
        "fields" => json!({ "description": "Values that each case gives by name." }),
        "slots" => json!({ "description": "What each case must contain." }),
        "groups" => described(json!({ "type": "array", "items": group() }), "What slots ask of each other."),
        "phases" => described(
            json!({ "type": "object", "additionalProperties": phase() }),
            "What counts less while the field 状态 or status of a document has a value.",
        ),
        _ => Json::Bool(false),
    }
}

fn name() -> Json {
    json!({ "type": "string", "pattern": r"^[^\s./\\]+$" })
}

fn of_normalise_key(key: &str) -> Json {
    match key {
        "numbering" => described(one_of(&STRIP), "Whether numbers in front are left out."),
        "emoji" => described(one_of(&STRIP), "Whether emoji and check marks are left out."),
        "optional_suffix" => {
            described(one_of(&STRIP), "Whether `（可选）`, `(v1.2)` and the like are left out at the end.")
        }
        "conjunctions" => described(one_of(&FOLD), "Whether `与`, `和`, `及`, `&` and `and` are the same."),
        _ => Json::Bool(false),
    }
}

fn unit() -> Json {
    let of_heading_key = |key| match key {
        "level" => reference("level"),
        "pattern" => {
            referring("pattern", "What the normalised title matches; named captures can tell cases apart.")
        }
        _ => Json::Bool(false),
    };
    let of_unit_key = |key| match key {
        "select" => {
            let heading = object(HEADING_KEYS.map(|key| (key.to_owned(), of_heading_key(key))));
            let heading = described(heading, "The headings that open a case.");
            let mut select = object(SELECT_KEYS.map(|key| (key.to_owned(), heading.clone())));
            select["required"] = json!(SELECT_KEYS);
            described(select, "What opens a case.")
        }
        "unless" => described(patterns(), "Titles that open no case although they match."),
        "identity" => referring("texts", "The captures that tell cases apart."),
        _ => Json::Bool(false),
    };
    let mut unit = object(UNIT_KEYS.map(|key| (key.to_owned(), of_unit_key(key))));
    unit["required"] = json!(["select"]);
    described(unit, "Where the cases of a document begin; without it a document is one case.")
}

fn patterns() -> Json {
    json!({ "type": "array", "items": reference("pattern") })
}

fn group() -> Json {
    let of_kind = |name: &'static str| {
        let says = match name {
            "one_of" => "Exactly one of these slots is there.",
            "any_of" => "At least one of these slots is there.",
            _ => "All of these slots are there, or none.",
        };
        let ids = json!({ "type": "array", "items": reference("text"), "minItems": 2 });
        (name.to_owned(), described(ids, says))
    };
    let mut group = object(names(&GROUPS).into_iter().map(of_kind));
    group["minProperties"] = json!(1);
    group["maxProperties"] = json!(1);
    group
}

fn phase() -> Json {
    let checks = described(some_of(&CHECKS, 0), "The checks whose findings only inform.");
    object(PHASE_KEYS.map(|key| (key.to_owned(), checks.clone())))
}

fn of_default(key: &str) -> Json {
    match key {
        "min" => least(&["chars", "count"]),
        "max" => most(&["chars"]),
        _ => of_slot_key(key, Whole::Yes),
    }
}

fn least(keys: &[&str]) -> Json {
    let of_key = |key: &&str| {
        let schema = match *key {
            "chars" => described(
                number(0),
                "How long: a Han or Kana character counts 1, a word of another script counts 1.",
            ),
            "times" => described(number(1), "How often it appears."),
            "count" => described(
                some_of(&COUNTED, 0),
                "What counts besides text; tables and code do, unless this says otherwise.",
            ),
            _ => Json::Bool(false),
        };
        ((*key).to_owned(), schema)
    };
    described(object(keys.iter().map(of_key)), "At least so much.")
}

fn most(keys: &[&str]) -> Json {
    let of_key = |key: &&str| {
        let schema = match *key {
            "chars" => described(number(1), "How long."),
            "times" => described(number(1), "How often it appears; once, unless this says more."),
            _ => Json::Bool(false),
        };
        ((*key).to_owned(), schema)
    };
    described(object(keys.iter().map(of_key)), "At most so much.")
}

fn slot(whole: Whole) -> Json {
    let mut slot = object(SLOT_KEYS.map(|key| (key.to_owned(), of_slot_key(key, whole))));
    slot["required"] = if whole == Whole::Yes { json!(["id", "name"]) } else { json!(["id"]) };
    described(slot, "A required idea with names.")
}

fn of_slot_key(key: &str, whole: Whole) -> Json {
    match key {
        "id" => described(name(), "Its name inside the contract."),
        "name" => referring("words", "What it is called."),
        "aliases" => referring("aliases", "What else it may be called."),
        "patterns" => described(patterns(), "What a normalised title may match instead."),
        "forms" => forms(),
        "level" => referring("level", "The levels that it may have as a heading."),
        "required" => described(
            json!({ "enum": [true, RECOMMENDED, false] }),
            "Whether a case must have it; it must, unless this says otherwise.",
        ),
        "min" => least(&MIN_KEYS),
        "max" => most(&MAX_KEYS),
        "placeholder" => {
            described(one_of(&PLACEHOLDER), "Whether content that is left to be filled in is a fault.")
        }
        "has" => described(
            json!({ "type": "array", "items": reference("content") }),
            "What its content must hold.",
        ),
        "order" => order(),
        "extras" => extras(),
        "guidance" => referring("words", "What to write there; a text that is still this is no content."),
        "message" => reference("message"),
        "severity" => reference("severity"),
        "citation" => reference("citation"),
        "kind" => referring("text", "What its numbers are, such as `results`."),
        "role" => referring("text", "What its numbers play, such as `target`."),
        "requires" => referring("texts", "The slots that must be there if it is."),
        "conflicts" => referring("texts", "The slots that must not be there if it is."),
        "slots" => described(slots(whole), "The slots in it."),
        _ => Json::Bool(false),
    }
}

fn field(whole: Whole) -> Json {
    let of_key = |key: &str| match key {
        "zh" => referring("text", "Its name in Chinese."),
        "en" => referring("text", "Its name in English."),
        "aliases" => referring("aliases", "What else it may be called."),
        "type" => described(one_of(&TYPES), "What its value is; text, unless this says otherwise."),
        "values" => values(),
        "required" => described(flag(), "Whether a case must have it."),
        "unique" => described(flag(), "Whether no two cases of a document may have the same value."),
        "citation" => reference("citation"),
        "severity" => reference("severity"),
        "message" => reference("message"),
        _ => Json::Bool(false),
    };
    let mut field = object(FIELD_KEYS.map(|key| (key.to_owned(), of_key(key))));
    if whole == Whole::Yes {
        values_of_enum(&mut field);
    }
    described(field, "A value by name.")
}

fn values() -> Json {
    described(
        json!({ "type": "array", "items": reference("text"), "minItems": 1 }),
        "The words that a value of the type `enum` may be.",
    )
}

/// Lets the values be listed where the type is an enumeration, and nowhere else.
fn values_of_enum(schema: &mut Json) {
    schema["if"] = json!({ "properties": { "type": { "const": "enum" } }, "required": ["type"] });
    schema["then"] = json!({ "required": ["values"] });
    schema["else"] = json!({ "properties": { "values": false } });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every place in a schema that describes a table, with whether each of its keys is described.
    fn undescribed(schema: &Json, whole: &Json, path: &str, found: &mut Vec<String>) {
        let Json::Object(parts) = schema else { return };
        for (name, part) in parts {
            match part {
                Json::Object(properties) if name == "properties" => {
                    // Conditions say again what is described elsewhere.
                    if parts.get("additionalProperties").is_some() {
                        let of = |part: &Json| {
                            let target = part["$ref"].as_str().map(|path| path.trim_start_matches('#'));
                            target.and_then(|path| whole.pointer(path)).unwrap_or(part).clone()
                        };
                        let bare = properties.iter().filter(|(_, part)| !of(part)["description"].is_string());
                        found.extend(bare.map(|(key, _)| format!("{path}/{key}")));
                    }
                    for (key, part) in properties {
                        undescribed(part, whole, &format!("{path}/{key}"), found);
                    }
                }
                Json::Array(parts) => {
                    parts.iter().for_each(|part| undescribed(part, whole, &format!("{path}/{name}"), found));
                }
                part => undescribed(part, whole, &format!("{path}/{name}"), found),
            }
        }
    }

    #[test]
    fn every_key_is_described() {
        let schema: Json = serde_json::from_str(&schema()).expect("JSON");
        let mut found = Vec::new();
        undescribed(&schema, &schema, "", &mut found);
        assert!(found.is_empty(), "{found:#?}");
        assert!(schema["definitions"]["slot"]["properties"]["id"]["description"].is_string());
    }
}
