//! TOML with places, read by the `toml` crate.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Data, Fault, Key, Table, Text, Value};

pub(super) fn parse(text: &Text<'_>) -> Result<Value, Vec<Fault>> {
    let (table, errors) = DeTable::parse_recoverable(text.text);
    // What the parser recovered from a broken text would only be blamed for the same fault again.
    if !errors.is_empty() {
        let end = text.text.len();
        let fault = |error: &toml::de::Error| {
            let span = error.span().unwrap_or(end..end);
            text.fault(span.start, span.end, error.message())
        };
        return Err(errors.iter().map(fault).collect());
    }
    let span = table.span();
    Ok(Value {
        data: Data::Table(pairs(text, table.into_inner())),
        origin: text.origin(span.start, span.end),
    })
}

fn pairs(text: &Text<'_>, table: DeTable<'_>) -> Table {
    let pairs = table.into_iter().map(|(key, value)| {
        let span = key.span();
        let origin = text.origin(span.start, span.end);
        (Key { name: key.into_inner().into_owned(), origin }, self::value(text, value))
    });
    let mut pairs: Table = pairs.collect();
    pairs.sort_by_key(|(key, _)| key.origin.span);
    pairs
}

/// The parser refuses towers itself, so that recursion is safe.
fn value(text: &Text<'_>, value: Spanned<DeValue<'_>>) -> Value {
    let span = value.span();
    let written = &text.text[span.clone()];
    let data = match value.into_inner() {
        DeValue::String(string) => Data::String(string.into_owned()),
        DeValue::Boolean(value) => Data::Boolean(value),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Data::Integer(number),
            Err(_) => Data::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        },
        DeValue::Float(number) => Data::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Datetime(_) => Data::String(written.to_owned()),
        DeValue::Array(items) => Data::Array(items.into_iter().map(|item| self::value(text, item)).collect()),
        DeValue::Table(table) => Data::Table(pairs(text, table)),
    };
    Value { data, origin: text.origin(span.start, span.end) }
}
