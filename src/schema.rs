//! What JSON Schemas are made of, of files that people write and of what is written for programs, so that they all say the
//! same thing the same way.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value as Json, json};

/// The JSON Schema (draft 7) with these parts, as text.
pub(crate) fn written(
    title: &str,
    description: &str,
    mut root: Json,
    definitions: Map<String, Json>,
) -> String {
    root["title"] = json!(title);
    root["description"] = json!(description);
    root["definitions"] = Json::Object(definitions);
    let mut schema = Schema::try_from(root).expect("an object is a schema");
    let mut settings = SchemaSettings::draft07();
    // The options of rules are described in a younger draft.
    settings.transforms.iter_mut().for_each(|transform| transform.transform(&mut schema));
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    text(&schema)
}

/// The JSON Schema (draft 7) of what is written as a `T`, as text.
pub(crate) fn of_output<T: JsonSchema>() -> String {
    text(&SchemaSettings::draft07().for_serialize().into_generator().into_root_schema_for::<T>())
}

fn text(schema: &Schema) -> String {
    let mut text = serde_json::to_string_pretty(schema).expect("a schema is JSON");
    text.push('\n');
    text
}

/// A table with these keys and no other.
pub(crate) fn object(properties: impl IntoIterator<Item = (String, Json)>) -> Json {
    let properties: Map<String, Json> = properties.into_iter().collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// A schema with what it is about.
pub(crate) fn described(mut schema: Json, description: &str) -> Json {
    schema["description"] = json!(description);
    schema
}

/// What a definition says.
pub(crate) fn reference(definition: &str) -> Json {
    json!({ "$ref": format!("#/definitions/{definition}") })
}

/// A list of texts.
pub(crate) fn texts() -> Json {
    json!({ "type": "array", "items": { "type": "string" } })
}
