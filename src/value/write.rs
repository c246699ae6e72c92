//! Writes values as TOML on one line, so that they can be shown, compared and pasted.

use std::fmt::Write;

use super::{Data, Value};
use crate::report::terminal::is_unsafe;

impl Value {
    /// The value in TOML; a null, which TOML lacks, as an empty array.
    pub fn to_toml(&self) -> String {
        match &self.data {
            Data::Null => "[]".to_owned(),
            Data::Boolean(value) => value.to_string(),
            Data::Integer(value) => value.to_string(),
            Data::Float(value) => toml::Value::Float(*value).to_string(),
            Data::String(text) => toml_string(text),
            Data::Array(items) => {
                let items: Vec<_> = items.iter().map(Value::to_toml).collect();
                format!("[{}]", items.join(", "))
            }
            Data::Table(table) => {
                let pairs =
                    table.iter().map(|(key, value)| format!("{} = {}", toml_key(&key.name), value.to_toml()));
                format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A text as TOML writes it on one line, with nothing in it that could steer a terminal.
pub fn toml_string(text: &str) -> String {
    let control = |c: char| is_unsafe(c) || c == '\t';
    // Regular expressions are easier to read without escapes.
    if text.contains(['"', '\\']) && !text.contains('\'') && !text.contains(control) {
        return format!("'{text}'");
    }
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if control(c) => write!(written, "\\u{:04X}", u32::from(c)).expect("a string takes everything"),
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// A key as TOML writes it.
pub fn toml_key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { toml_string(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were_and_steer_no_terminal() {
        for text in [
            "",
            "文档",
            "a\nb\r\n\tc",
            r#"^\s*"?title"?\s*[:=]"#,
            r"\u0000",
            "it's \"quoted\" \\",
            "\u{0}\u{1b}[31m\u{7f}\u{9b}\u{202e}\u{2066}",
            "'\u{1b}",
        ] {
            let written = format!("{} = {}", toml_key(text), toml_string(text));
            assert!(!written.contains(is_unsafe), "{text:?}: {written:?}");
            let table: toml::Table = written.parse().unwrap_or_else(|error| panic!("{written}: {error}"));
            assert_eq!(table.get(text).and_then(toml::Value::as_str), Some(text), "{written}");
        }
        assert_eq!(toml_string(r#"^\s*"a""#), r#"'^\s*"a"'"#);
    }
}
