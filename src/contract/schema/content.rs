//! What the content of a slot can be asked for, as a schema.

use serde_json::{Value as Json, json};

use super::{flag, number, one_of, referring, values, values_of_enum};
use crate::contract::read::content::{
    BLOCKS, CLASSES, COLUMN_KEYS, COUNT_KEYS, IDS_KEYS, Kind, MARKERS, QUANTIFIERS,
};
use crate::contract::read::fields::TYPES;
use crate::schema::{described, object, reference};

/// A column of a table.
pub(super) fn column() -> Json {
    let names = || json!({ "type": "string", "pattern": r"[^\s|]" });
    let of_key = |key: &str| match key {
        "name" => described(names(), "What its header may say, separated with `|`."),
        "type" => described(one_of(&TYPES), "What each of its cells must be."),
        "values" => values(),
        _ => Json::Bool(false),
    };
    let mut table = object(COLUMN_KEYS.map(|key| (key.to_owned(), of_key(key))));
    table["required"] = json!(["name"]);
    values_of_enum(&mut table);
    described(json!({ "anyOf": [names(), table] }), "A column of a table.")
}

/// One thing that content must hold, or must not.
pub(super) fn content() -> Json {
    let with = |head: &str, schema: Json, keys: &[&str]| {
        let rest = keys.iter().map(|key| ((*key).to_owned(), of_detail(key)));
        let mut schema = object([(head.to_owned(), schema)].into_iter().chain(rest));
        schema["required"] = json!([head]);
        schema
    };
    let quantity = described(one_of(&CLASSES), "Quantities of a class.");
    let marker = described(one_of(&MARKERS), "Words that say that nothing is known.");
    let ids = referring("pattern", "What a numbered name looks like; the last capture is the number.");
    let any_of = json!({ "type": "array", "items": reference("content"), "minItems": 1 });
    let others = [
        with("quantity", quantity, &COUNT_KEYS),
        with("marker", marker, &[]),
        with("ids", ids, &IDS_KEYS),
        with("any_of", described(any_of, "At least one of these holds."), &[]),
    ];
    let all: Vec<_> = BLOCKS.iter().map(|(name, kind)| blocks(name, *kind)).chain(others).collect();
    described(json!({ "anyOf": all }), "What the content of a slot must hold.")
}

/// What can be asked of blocks of a kind.
fn blocks(name: &str, kind: Kind) -> Json {
    let heads = QUANTIFIERS.map(|(quantifier, _)| {
        let says = match quantifier {
            "some" => "There are blocks of this kind.",
            "every" => "Each block of this kind is as described; none at all is fine.",
            _ => "There is no such block.",
        };
        (quantifier.to_owned(), described(json!({ "const": name }), says))
    });
    let details = kind.keys().iter().chain(&COUNT_KEYS).map(|key| ((*key).to_owned(), of_detail(key)));
    let mut schema = object(heads.into_iter().chain(details));
    let one = QUANTIFIERS.map(|(quantifier, _)| match quantifier {
        "some" => json!({ "required": [quantifier] }),
        _ => json!({ "required": [quantifier], "properties": { "min": false, "max": false } }),
    });
    schema["oneOf"] = json!(one);
    if kind == Kind::Text {
        schema["not"] = json!({ "required": ["text", "pattern"] });
    }
    schema
}

fn of_detail(key: &str) -> Json {
    match key {
        "columns" => described(
            json!({ "type": "array", "items": reference("column") }),
            "The columns that it must have, in any order.",
        ),
        "min_rows" => described(number(0), "At least so many rows below the header."),
        "max_rows" => described(number(0), "At most so many rows below the header."),
        "min_items" => described(number(0), "At least so many items."),
        "max_items" => described(number(0), "At most so many items."),
        "ordered" => described(flag(), "Whether it is numbered."),
        "language" => described(
            json!({ "anyOf": [reference("text"), reference("texts")] }),
            "The language of the code, or several that it may be in.",
        ),
        "text" => referring("text", "Words that it holds just so."),
        "pattern" => referring("pattern", "What it matches."),
        "min" => described(number(0), "At least so many."),
        "max" => described(number(1), "At most so many."),
        "unique" => described(flag(), "Whether no two may be the same."),
        "sequential" => described(flag(), "Whether their numbers follow each other."),
        _ => Json::Bool(false),
    }
}
