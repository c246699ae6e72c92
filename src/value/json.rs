//! JSON with comments and trailing commas and with places, read by the `jsonc-parser` crate.

use jsonc_parser::ast::{self, ObjectPropName};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use super::{DEEPEST, Data, Fault, Key, Table, Text, Value, unique};

/// What editors call JSONC, and nothing of what they would complain about.
const DIALECT: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub(super) fn parse(text: &Text<'_>) -> Result<Value, Vec<Fault>> {
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let parsed = parse_to_ast(text.text, &collect, &DIALECT).map_err(|error| {
        let range = error.range();
        vec![text.fault(range.start, range.end, error.kind().to_string())]
    })?;
    match parsed.value {
        Some(value) => self::value(text, value, 0).map_err(|fault| vec![fault]),
        None => Err(vec![text.fault(0, 0, "the text is empty")]),
    }
}

fn value(text: &Text<'_>, value: ast::Value<'_>, depth: usize) -> Result<Value, Fault> {
    let range = value.range();
    if depth > DEEPEST {
        return Err(text.too_deep(range.start, range.end));
    }
    let data = match value {
        ast::Value::NullKeyword(_) => Data::Null,
        ast::Value::BooleanLit(literal) => Data::Boolean(literal.value),
        ast::Value::StringLit(literal) => Data::String(literal.value.into_owned()),
        ast::Value::NumberLit(literal) => match literal.value.parse() {
            Ok(number) => Data::Integer(number),
            Err(_) => Data::Float(literal.value.parse().unwrap_or(f64::NAN)),
        },
        ast::Value::Array(array) => {
            let items = array.elements.into_iter().map(|item| self::value(text, item, depth + 1));
            Data::Array(items.collect::<Result<_, _>>()?)
        }
        ast::Value::Object(object) => {
            let mut table = Table::new();
            for property in object.properties {
                let (ObjectPropName::String(ast::StringLit { range, .. })
                | ObjectPropName::Word(ast::WordLit { range, .. })) = &property.name;
                let origin = text.origin(range.start, range.end);
                let key = Key { name: property.name.into_string(), origin };
                table.push((key, self::value(text, property.value, depth + 1)?));
            }
            unique(&table)?;
            Data::Table(table)
        }
    };
    Ok(Value { data, origin: text.origin(range.start, range.end) })
}
