//! A ledger as comma-separated values (RFC 4180) that no spreadsheet takes for formulas.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::{Listing, decimal, per_name};
use crate::report::terminal::escape;

/// The names are those of JSON, whatever the language.
const COLUMNS: [&str; 19] = [
    "path",
    "line",
    "column",
    "text",
    "low",
    "high",
    "unit",
    "dimension",
    "factor",
    "per",
    "class",
    "role",
    "cue",
    "cue_scope",
    "source_scope",
    "source_kind",
    "source_target",
    "case",
    "verdict",
];

pub(super) fn write(listing: Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    out.write_record(COLUMNS)?;
    for quantity in listing.quantities() {
        let (unit, cue, source) = (quantity.unit, quantity.cue.as_ref(), quantity.source());
        let value = |value: Option<_>| Cow::from(value.map(decimal).unwrap_or_default());
        let row: [Cow<'_, str>; COLUMNS.len()] = [
            text(&quantity.path),
            quantity.line.to_string().into(),
            quantity.column.to_string().into(),
            text(&quantity.text),
            value(quantity.low),
            value(quantity.high),
            text(unit.map_or("", |unit| &unit.symbol)),
            unit.map_or("", |unit| &unit.dimension).into(),
            value(unit.map(|unit| unit.factor)),
            quantity.per.map_or("", per_name).into(),
            quantity.class.name().into(),
            quantity.role.name().into(),
            text(cue.map_or("", |cue| &cue.text)),
            cue.map_or("", |cue| cue.scope.name()).into(),
            source.map_or("", |source| source.scope.name()).into(),
            source.map_or("", |source| source.kind.name()).into(),
            text(source.map_or("", |source| &source.target)),
            text(quantity.case.as_deref().unwrap_or_default()),
            quantity.verdict().name().into(),
        ];
        out.write_record(row.iter().map(|cell| cell.as_bytes()))?;
    }
    out.flush()
}

/// A text of somebody else as a cell. Spreadsheets run what begins like a formula, unless it is quoted as they do it.
fn text(text: &str) -> Cow<'_, str> {
    const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let escaped = escape(text);
    if escaped.starts_with(STARTS) { format!("'{escaped}").into() } else { escaped }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_like_a_formula() {
        for formula in ["=1+1", "+5%", "-5%", "@a", "\t=1", "＝1"] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        assert_eq!(text("\r=1"), "\\r=1");
        assert_eq!(text("<200ms"), "<200ms");
        assert_eq!(text("5,000+"), "5,000+");
        assert_eq!(text("a\u{1b}[31m\n"), "a\\u{1b}[31m\\n");
    }
}
