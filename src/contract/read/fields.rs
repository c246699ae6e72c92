//! Reads the fields of a contract, and the types of values that columns of tables have too.

use super::values::Reader;
use crate::contract::{Field, FieldKind, Words, mistake};
use crate::diagnostic::Severity;
use crate::message::Message;
use crate::value::{Origin, Value};

pub(in crate::contract) const FIELD_KEYS: [&str; 10] =
    ["zh", "en", "aliases", "type", "values", "required", "unique", "citation", "severity", "message"];
pub(in crate::contract) const SEVERITIES: [(&str, Severity); 3] =
    [("info", Severity::Info), ("warning", Severity::Warning), ("error", Severity::Error)];
pub(in crate::contract) const CITATION: [(&str, bool); 2] = [("required", true), ("optional", false)];
pub(in crate::contract) const TYPES: [(&str, Type); 7] = [
    ("text", Type::Text),
    ("enum", Type::Enum),
    ("date", Type::Date),
    ("version", Type::Version),
    ("url", Type::Url),
    ("quantity", Type::Quantity),
    ("ref", Type::Ref),
];

/// The name of a [`FieldKind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::contract) enum Type {
    Text,
    Enum,
    Date,
    Version,
    Url,
    Quantity,
    Ref,
}

/// What says of which type a value is.
#[derive(Default)]
pub(super) struct Typed {
    kind: Option<Type>,
    /// True if a type is named that there is not.
    unknown: bool,
    values: Option<(Vec<String>, Origin)>,
}

impl Typed {
    pub fn read_type(&mut self, value: Value, reader: &mut Reader<'_>) {
        self.kind = reader.choice("type", value, &TYPES);
        self.unknown = self.kind.is_none();
    }

    pub fn read_values(&mut self, value: Value, reader: &mut Reader<'_>) {
        let origin = value.origin.clone();
        reader.not_empty("values", &value);
        let values = reader.texts("values", value).into_iter().map(|(text, _)| text).collect();
        self.values = Some((values, origin));
    }

    /// The type, if one is named; `whole` is what has it.
    pub fn kind(self, whole: &Origin, reader: &mut Reader<'_>) -> Option<FieldKind> {
        if self.kind == Some(Type::Enum) {
            if self.values.is_none() {
                reader.missing(whole, "values", "values: [high, low]");
            }
            return self.values.map(|(values, _)| FieldKind::Enum(values));
        }
        if let Some((_, origin)) = self.values.filter(|_| !self.unknown) {
            reader.mistakes.add(&origin, Message::new(&mistake::ONLY_OF_ENUM));
        }
        Some(match self.kind? {
            Type::Text | Type::Enum => FieldKind::Text,
            Type::Date => FieldKind::Date,
            Type::Version => FieldKind::Version,
            Type::Url => FieldKind::Url,
            Type::Quantity => FieldKind::Quantity,
            Type::Ref => FieldKind::Ref,
        })
    }
}

impl Reader<'_> {
    /// The fields of a contract.
    pub fn fields(&mut self, value: Value) -> Vec<Field> {
        let table = self.table("fields", value);
        table.into_iter().map(|(key, value)| self.field(key.name, key.origin, value)).collect()
    }

    fn field(&mut self, name: String, origin: Origin, value: Value) -> Field {
        let mut field = Field {
            name: Words::default(),
            aliases: Vec::new(),
            origin,
            kind: FieldKind::Text,
            required: false,
            unique: false,
            citation: false,
            severity: None,
            message: Words::default(),
        };
        if name.trim().is_empty() {
            self.mistakes.add(&field.origin, Message::new(&mistake::EMPTY).with("key", "fields"));
        }
        let mut typed = Typed::default();
        for (key, value) in self.table(&name, value) {
            let key_name = key.name.as_str();
            match key_name {
                "zh" => field.name.zh = self.text(key_name, value).map(|(text, _)| text),
                "en" => field.name.en = self.text(key_name, value).map(|(text, _)| text),
                "aliases" => field.aliases = self.aliases(key_name, value),
                "type" => typed.read_type(value, self),
                "values" => typed.read_values(value, self),
                "required" => field.required = self.flag(key_name, value).unwrap_or_default(),
                "unique" => field.unique = self.flag(key_name, value).unwrap_or_default(),
                "citation" => field.citation = self.choice(key_name, value, &CITATION).unwrap_or_default(),
                "severity" => field.severity = self.choice(key_name, value, &SEVERITIES),
                "message" => field.message = self.words(key_name, value),
                _ => self.mistakes.unknown_key(&key, &FIELD_KEYS),
            }
        }
        field.kind = typed.kind(&field.origin, self).unwrap_or(FieldKind::Text);
        // A key beside names in both languages is one more.
        let own = Words::of(name.clone());
        field.name.zh = field.name.zh.or(own.zh);
        field.name.en = field.name.en.or(own.en);
        if field.name.all().all(|known| known != name) {
            field.aliases.push(name);
        }
        field
    }
}
