//! YAML with places, built from the events of the `granit-parser` crate under a budget that no alias can blow up.

use granit_parser::{Event, Parser, ScalarStyle};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{DEEPEST, Data, Fault, Key, Table, Text, Value, unique};

/// So many values may a text hold once its aliases are followed.
const MOST_VALUES: usize = 100_000;
/// So many bytes of a text weigh as much as a value.
const BYTES_PER_VALUE: usize = 1_000;
const MERGE: &str = "<<";

/// A list or table that is not closed yet.
struct Open {
    value: Value,
    anchor: usize,
    /// The key that waits for its value.
    key: Option<Key>,
    /// The tables of `<<`, whose keys count where the table does not have them itself.
    merged: Vec<Table>,
}

struct Builder<'t, 's> {
    text: &'t Text<'s>,
    open: Vec<Open>,
    anchors: FxHashMap<usize, (Value, usize)>,
    values: usize,
    root: Option<Value>,
}

pub(super) fn parse(text: &Text<'_>) -> Result<Value, Vec<Fault>> {
    let mut builder =
        Builder { text, open: Vec::new(), anchors: FxHashMap::default(), values: 0, root: None };
    for event in Parser::new_from_str(text.text) {
        let (event, span) = event.map_err(|error| {
            let at = error.marker().byte_offset().unwrap_or(text.text.len());
            vec![text.fault(at, at, error.kind().to_string())]
        })?;
        let range = span.byte_range().unwrap_or(0..0);
        builder.event(event, range.start, range.end).map_err(|fault| vec![fault])?;
    }
    let nothing = || Value { data: Data::Null, origin: text.origin(0, 0) };
    let mut root = builder.root.unwrap_or_else(nothing);
    // A text of comments says as much as an empty one.
    if matches!(root.data, Data::Null) {
        root.data = Data::Table(Table::new());
    }
    Ok(root)
}

impl Builder<'_, '_> {
    fn event(&mut self, event: Event<'_>, start: usize, end: usize) -> Result<(), Fault> {
        let origin = self.text.origin(start, end);
        let (data, anchor) = match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(self.text.fault(start, end, "there may be one document only"));
            }
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let data = if plain { scalar(&text) } else { Data::String(text.into_owned()) };
                let value = Value { data, origin };
                let size = size(&value);
                return self.add(value, size, anchor);
            }
            Event::Alias(anchor) => {
                let Some((value, size)) = self.anchors.get(&anchor).cloned() else {
                    return Err(self.text.fault(start, end, "an alias inside its own anchor"));
                };
                return self.add(Value { origin, ..value }, size, 0);
            }
            Event::SequenceStart(_, anchor, _) => (Data::Array(Vec::new()), anchor),
            Event::MappingStart(_, anchor, _) => (Data::Table(Table::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(mut open) = self.open.pop() else { return Ok(()) };
                if let Data::Table(table) = &mut open.value.data {
                    unique(table)?;
                    merge(table, open.merged);
                }
                // The end of a block is where the next one starts; what is in it ends earlier.
                let last = self.text.text[..end].trim_end().len();
                let start = open.value.origin.span.start as usize - self.text.start;
                open.value.origin = self.text.origin(start, last.max(start));
                let size = size(&open.value);
                self.values -= size.min(self.values);
                return self.add(open.value, size, open.anchor);
            }
            _ => return Ok(()),
        };
        if self.open.len() > DEEPEST {
            return Err(self.text.too_deep(start, end));
        }
        self.open.push(Open { value: Value { data, origin }, anchor, key: None, merged: Vec::new() });
        Ok(())
    }

    /// Adds a finished value of `size` values to what is open.
    fn add(&mut self, value: Value, size: usize, anchor: usize) -> Result<(), Fault> {
        // What an anchor names is kept a second time.
        self.values += if anchor == 0 { size } else { 2 * size };
        if self.values > MOST_VALUES {
            let reason = format!("aliases expand to more than {MOST_VALUES} values");
            return Err(Fault { origin: value.origin, reason });
        }
        if anchor != 0 {
            self.anchors.insert(anchor, (value.clone(), size));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(value);
            return Ok(());
        };
        match &mut open.value.data {
            Data::Array(items) => items.push(value),
            Data::Table(table) => match open.key.take() {
                None => {
                    let name = match value.data {
                        Data::String(name) => name,
                        Data::Null | Data::Boolean(_) | Data::Integer(_) | Data::Float(_) => {
                            value.origin.file.slice(value.origin.span).to_owned()
                        }
                        Data::Array(_) | Data::Table(_) => {
                            let reason = "a key must be a single word or text".to_owned();
                            return Err(Fault { origin: value.origin, reason });
                        }
                    };
                    open.key = Some(Key { name, origin: value.origin });
                }
                Some(key) if key.name == MERGE => match value.data {
                    Data::Table(merged) => open.merged.push(merged),
                    Data::Array(list) => {
                        open.merged.extend(list.into_iter().filter_map(|item| match item.data {
                            Data::Table(merged) => Some(merged),
                            _ => None,
                        }))
                    }
                    _ => {
                        let reason = "`<<` must name a table".to_owned();
                        return Err(Fault { origin: value.origin, reason });
                    }
                },
                Some(key) => table.push((key, value)),
            },
            _ => unreachable!("only lists and tables are open"),
        }
        Ok(())
    }
}

/// Adds the pairs of `merged` whose keys `table` does not have yet.
fn merge(table: &mut Table, merged: Vec<Table>) {
    if merged.is_empty() {
        return;
    }
    let mut names: FxHashSet<String> = table.iter().map(|(key, _)| key.name.clone()).collect();
    table.extend(merged.into_iter().flatten().filter(|(key, _)| names.insert(key.name.clone())));
}

/// How many values a value is, itself included; long texts count as several.
fn size(value: &Value) -> usize {
    let of_text = |text: &str| text.len() / BYTES_PER_VALUE;
    1 + match &value.data {
        Data::String(text) => of_text(text),
        Data::Array(items) => items.iter().map(size).sum(),
        Data::Table(table) => table.iter().map(|(key, value)| 1 + of_text(&key.name) + size(value)).sum(),
        _ => 0,
    }
}

/// What an unquoted word means in the core schema of YAML 1.2.
fn scalar(text: &str) -> Data {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Data::Null,
        "true" | "True" | "TRUE" => return Data::Boolean(true),
        "false" | "False" | "FALSE" => return Data::Boolean(false),
        ".nan" | ".NaN" | ".NAN" => return Data::Float(f64::NAN),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(digits, ".inf" | ".Inf" | ".INF") {
        return Data::Float(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY });
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(number) = text.strip_prefix(prefix).and_then(|rest| i64::from_str_radix(rest, radix).ok())
        {
            return Data::Integer(number);
        }
    }
    // Rust reads `inf` and `nan` as numbers too, which are words here.
    if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        if let Ok(number) = text.parse() {
            return Data::Integer(number);
        }
        if let Ok(number) = text.parse() {
            return Data::Float(number);
        }
    }
    Data::String(text.to_owned())
}
