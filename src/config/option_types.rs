//! Whether the value of an option is what its schema asks for, because serde would say so in the terms of Rust and in English only.

use serde_json::Value as Schema;

use super::file::strings;
use super::mistake::{self, Mistakes};
use crate::message::Message;
use crate::value::{Data, Value};

/// Tells what is wrong with the value of the option `name`, whose schema is a property of `whole`.
///
/// True if something is. What a schema says in other ways than options commonly do is left to the rule to judge.
pub(super) fn tell_of_type(
    whole: &schemars::Schema,
    name: &str,
    value: &Value,
    mistakes: &mut Mistakes,
) -> bool {
    let Some(schema) = whole.get("properties").and_then(|properties| properties.get(name)) else {
        return false;
    };
    let schema = resolve(whole, schema);
    if let Some(words) = words(schema) {
        return tell_of_word(name, value, &words, mistakes);
    }
    if schema.pointer("/items/type").and_then(Schema::as_str) == Some("string") {
        let before = mistakes.found.len();
        strings(name, value.clone(), mistakes);
        return mistakes.found.len() > before;
    }
    let wanted = match (schema.get("type").and_then(Schema::as_str), &value.data) {
        (Some("integer"), Data::Integer(number)) => {
            return tell_of_minimum(schema, name, *number, value, mistakes);
        }
        (Some("boolean"), Data::Boolean(_)) | (Some("string"), Data::String(_)) => return false,
        (Some("integer"), _) => &mistake::WANT_INTEGER,
        (Some("boolean"), _) => &mistake::WANT_BOOLEAN,
        (Some("string"), _) => &mistake::WANT_STRING,
        _ => return false,
    };
    mistakes.mistyped(wanted, name, value);
    true
}

/// The definition that a schema refers to, else the schema itself.
pub(super) fn resolve<'s>(whole: &'s schemars::Schema, schema: &'s Schema) -> &'s Schema {
    let reference = schema.get("$ref").and_then(Schema::as_str).and_then(|path| path.strip_prefix('#'));
    reference.and_then(|path| whole.pointer(path)).unwrap_or(schema)
}

/// The words of an enumeration.
fn words(schema: &Schema) -> Option<Vec<&str>> {
    let variants = schema.get("oneOf").or(schema.get("enum"))?.as_array()?;
    variants.iter().map(|variant| variant.get("const").unwrap_or(variant).as_str()).collect()
}

fn tell_of_word(name: &str, value: &Value, words: &[&str], mistakes: &mut Mistakes) -> bool {
    match &value.data {
        Data::String(word) if words.contains(&word.as_str()) => return false,
        Data::String(word) => {
            let message = Message::new(&mistake::UNKNOWN_WORD).with("option", name).with("key", word);
            mistakes.unknown(&value.origin, message, words);
        }
        _ => mistakes.mistyped(&mistake::WANT_STRING, name, value),
    }
    true
}

fn tell_of_minimum(schema: &Schema, name: &str, number: i64, value: &Value, mistakes: &mut Mistakes) -> bool {
    match schema.get("minimum").and_then(Schema::as_i64) {
        Some(least) if number < least => {
            let message = Message::new(&mistake::TOO_SMALL).with("key", name).with("least", least);
            mistakes.add(&value.origin, message.with("value", number));
            true
        }
        _ => false,
    }
}
