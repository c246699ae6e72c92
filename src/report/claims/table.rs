//! A ledger in columns, document by document, and what it comes to.

use std::io::{self, BufWriter, Write};

use anstyle::{AnsiColor, Style as Ansi};

use super::{CLASS, Listing, QUANTITY, ROLE, SOURCE, VERDICT, VERDICTS, class, role, source, sum, word};
use crate::audit::{Audited, Verdict};
use crate::message::{Lang, Text};
use crate::report::Style;
use crate::report::columns::{Side, lines};
use crate::report::terminal::{BAD, BOLD, DIM, GOOD, Paint, clip, escape};

const PLACE: Text = Text { en: "place", zh: "位置" };
/// Columns that the text, the role with its word, and the source take at most, so that a line fits on a terminal.
const LONGEST: [usize; 3] = [20, 24, 26];
const SIDES: [Side; 6] = [Side::Right, Side::Left, Side::Left, Side::Left, Side::Left, Side::Left];

pub(super) fn write(listing: Listing<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let paint = Paint { color: style.color };
    let quantities: Vec<_> = listing.quantities().collect();
    for document in quantities.chunk_by(|one, next| one.path == next.path) {
        writeln!(out, "{}", paint.text(BOLD, escape(&document[0].path)))?;
        let titles = [&PLACE, &QUANTITY, &CLASS, &ROLE, &SOURCE, &VERDICT].map(|title| title.get(style.lang));
        let titles = titles.map(str::to_owned);
        let rows = document.iter().map(|quantity| row(quantity, paint, style.lang));
        let rows: Vec<_> = std::iter::once(titles).chain(rows).collect();
        for line in lines(SIDES, &rows) {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", paint.text(BOLD, sum(listing.audit, style.lang)))?;
    out.flush()
}

fn row(quantity: &Audited, paint: Paint, lang: Lang) -> [String; 6] {
    let [text, decided, cited] = LONGEST;
    let verdict = quantity.verdict();
    [
        format!("{}:{}", quantity.line, quantity.column),
        cell(&quantity.text, text),
        class(quantity, lang).into_owned(),
        cell(&role(quantity, lang), decided),
        cell(&source(quantity), cited),
        // Last, for what colours it would count as columns.
        paint.text(style_of(verdict), word(&VERDICTS, verdict, lang)).to_string(),
    ]
}

/// A text of at most `columns`. A tab would take more of them than it seems to.
fn cell(text: &str, columns: usize) -> String {
    clip(&escape(text).replace('\t', " "), columns)
}

fn style_of(verdict: Verdict) -> Ansi {
    match verdict {
        Verdict::Cited => GOOD,
        Verdict::Uncited | Verdict::Unresolved => AnsiColor::Yellow.on_default(),
        Verdict::Contradicted => BAD,
        Verdict::NotAClaim => DIM,
    }
}
