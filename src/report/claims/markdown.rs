//! A ledger as a Markdown table, whose cells show what the documents say and do nothing else.

use std::io::{self, BufWriter, Write};

use super::{CLASS, Listing, QUANTITY, ROLE, SOURCE, VERDICT, VERDICTS, class, role, source, sum, word};
use crate::message::{Lang, Text};
use crate::report::terminal::escape;

const PLACE: Text = Text { en: "place", zh: "位置" };
const CASE: Text = Text { en: "case", zh: "案例" };

pub(super) fn write(listing: Listing<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    // Without contracts there are no cases, and nobody wants to see an empty column.
    let with_case = listing.quantities().any(|quantity| quantity.case.is_some());
    let mut row = |cells: [&str; 6], case: &str| {
        let [place, rest @ ..] = cells;
        let case = if with_case { format!("{case} | ") } else { String::new() };
        writeln!(out, "| {place} | {case}{} |", rest.join(" | "))
    };
    let titles = [&PLACE, &QUANTITY, &CLASS, &ROLE, &SOURCE, &VERDICT].map(|title| title.get(lang));
    row(titles, CASE.get(lang))?;
    row(["---"; 6], "---")?;
    for quantity in listing.quantities() {
        row(
            [
                &cell(&format!("{}:{}:{}", quantity.path, quantity.line, quantity.column)),
                &cell(&quantity.text),
                &cell(&class(quantity, lang)),
                &cell(&role(quantity, lang)),
                &cell(&source(quantity)),
                word(&VERDICTS, quantity.verdict(), lang),
            ],
            &cell(quantity.case.as_deref().unwrap_or_default()),
        )?;
    }
    writeln!(out, "\n{}", sum(listing.audit, lang))?;
    out.flush()
}

/// A text as it is, whatever marks it holds.
fn cell(text: &str) -> String {
    const MARKS: [char; 14] = ['\\', '|', '`', '*', '_', '[', ']', '<', '>', '&', '~', '$', '!', '#'];
    let text = escape(text.trim());
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if MARKS.contains(&c) {
            escaped.push('\\');
        }
        escaped.push(if c == '\t' { ' ' } else { c });
    }
    // An escape does not stop an address from becoming a link; an entity does.
    escaped.replace("://", "&#58;//").replace('@', "&#64;").replace("www.", "www&#46;")
}
