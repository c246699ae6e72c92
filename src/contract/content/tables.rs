//! Tables with the columns that a contract names, whatever else their headers say.

use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;

use crate::contract::absent::is_absent;
use crate::contract::content::blocks::{Fault, shortened};
use crate::contract::content::{Column, texts};
use crate::contract::fields::fits;
use crate::contract::length::is_han_or_kana;
use crate::document::{Document, Row, Table};
use crate::message::{Message, Text};

/// What keeps a table from being as described.
pub(super) fn fault(
    doc: &Document,
    table: Table<'_>,
    columns: &[Column],
    rows: &RangeInclusive<u32>,
) -> Option<Fault> {
    let places = places(table, columns);
    let missing: Vec<&Column> =
        columns.iter().zip(&places).filter(|(_, place)| place.is_none()).map(|(column, _)| column).collect();
    if !missing.is_empty() {
        let message = Message::new(&texts::COLUMNS).with("columns", names(missing.iter().copied()));
        // A table that has nothing of what is asked for is another one.
        let distance = (missing.len() < columns.len() || columns.len() == 1).then_some(missing.len() + 1);
        return Some(Fault { message, distance });
    }
    let mut filled = 0;
    for row in table.rows() {
        filled += usize::from(is_filled(row));
    }
    let bound =
        |text: &'static Text, wanted: &u32| Message::new(text).with("found", filled).with("wanted", wanted);
    let message = if filled < *rows.start() as usize {
        bound(&texts::FEW_ROWS, rows.start())
    } else if filled > *rows.end() as usize {
        bound(&texts::MANY_ROWS, rows.end())
    } else {
        mistyped(doc, table, columns, &places)?
    };
    Some(Fault { message, distance: Some(0) })
}

fn is_filled(row: Row<'_>) -> bool {
    row.cells().any(|cell| !cell.source().trim().is_empty())
}

/// Where each of the columns stands in a table.
fn places(table: Table<'_>, columns: &[Column]) -> Vec<Option<usize>> {
    let headers: Vec<(String, String)> = table
        .header()
        .cells()
        .map(|cell| {
            let text = cell.text();
            (comparable(&text), comparable(without_unit(&text)))
        })
        .collect();
    let place = |column: &Column| {
        let names: Vec<String> = column.names.iter().map(|name| comparable(name)).collect();
        let bare: Vec<String> = column.names.iter().map(|name| comparable(without_unit(name))).collect();
        // A unit on either side makes no difference, unless another column has the very name.
        let at = |is_meant: &dyn Fn(&(String, String)) -> bool| headers.iter().position(is_meant);
        at(&|(whole, _)| names.contains(whole))
            .or_else(|| at(&|(_, header)| names.contains(header)))
            .or_else(|| at(&|(whole, _)| bare.contains(whole)))
    };
    columns.iter().map(place).collect()
}

/// The first cell that is not what its column asks for.
fn mistyped(
    doc: &Document,
    table: Table<'_>,
    columns: &[Column],
    places: &[Option<usize>],
) -> Option<Message> {
    let typed: Vec<_> = columns
        .iter()
        .zip(places)
        .filter_map(|(column, place)| Some((column, column.kind.as_ref()?, (*place)?)))
        .collect();
    if typed.is_empty() {
        return None;
    }
    table.rows().find_map(|row| {
        let cells: Vec<_> = row.cells().collect();
        typed.iter().find_map(|&(column, kind, place)| {
            let cell = cells.get(place)?;
            let text = cell.text();
            let is_wrong =
                !cell.source().trim().is_empty() && !is_absent(&text) && !fits(doc, cell.span(), kind);
            is_wrong.then(|| {
                Message::new(texts::mistyped(kind))
                    .with("cell", shortened(text.trim()))
                    .with("column", names([column]))
            })
        })
    })
}

/// The names of columns for people.
pub(super) fn names<'c>(columns: impl IntoIterator<Item = &'c Column>) -> String {
    columns.into_iter().map(|column| column.names.join("/")).collect::<Vec<_>>().join(", ")
}

/// A header in which case, width, decoration and the blanks around Chinese make no difference.
fn comparable(text: &str) -> String {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !"()%".contains(c));
    let mut comparable = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let before = comparable.chars().next_back();
        let joins = |c: char| is_han_or_kana(c) || !c.is_alphanumeric();
        if blank && !before.is_some_and(joins) && !joins(c) {
            comparable.push(' ');
        }
        blank = false;
        comparable.push(c);
    }
    comparable
}

/// A header without the unit in parentheses behind it.
fn without_unit(text: &str) -> &str {
    let text = text.trim_end();
    let open = match text.chars().next_back() {
        Some(')' | '）') => text.rfind(['(', '（']),
        Some(']' | '］' | '】') => text.rfind(['[', '［', '【']),
        _ => None,
    };
    text[..open.unwrap_or(text.len())].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn place(names: &[&str], headers: &str) -> Option<usize> {
        let text = format!("| {headers} |\n|{}", "-|".repeat(headers.matches('|').count() + 1));
        let doc = crate::markdown::parse(SourceFile::new("a.md", text));
        let column = Column { names: names.iter().map(|&name| name.to_owned()).collect(), kind: None };
        let table = doc.tables().next().expect("a table");
        places(table, &[column])[0]
    }

    #[test]
    fn headers_are_compared_without_what_makes_no_difference() {
        for (name, headers) in [
            ("P99延迟", "P99 延迟"),
            ("P99 延迟（ms）", "P99延迟"),
            ("延迟", "延迟（ms）"),
            ("延迟", "延迟 [ms]"),
            ("Ｖａｌｕｅ", "value"),
            ("Response  time", "response time"),
            ("成本（万元）", "成本(万元)"),
            ("来源", "📚 **来源**："),
            ("数值（2024）", "数值（2024）| 数值"),
        ] {
            assert_eq!(place(&[name], headers), Some(0), "{name} in {headers}");
        }
        for (name, headers) in [
            ("数值", "数值范围"),
            ("time", "times"),
            ("ab", "a b"),
            ("数值（2023）", "数值（2024）"),
            ("", "a"),
        ] {
            assert_eq!(place(&[name], headers), None, "{name} in {headers}");
        }
        assert_eq!(place(&["指标", "Metric"], "No. | metric"), Some(1));
        assert_eq!(place(&["数值"], "数值（ms） | 数值"), Some(1));
    }
}
