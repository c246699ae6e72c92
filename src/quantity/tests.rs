//! What is a quantity and of what, and what only looks like one; the cases are data, one a line.

use rust_decimal::Decimal;

use super::header::Setting;
use super::scan::scan;

use super::{Bound, Per, Quantity, Unit};

mod robust;
mod tables;

fn found(text: &str) -> Vec<Quantity> {
    scan(text, Setting::default())
}

fn lexeme<'t>(text: &'t str, quantity: &Quantity) -> &'t str {
    &text[quantity.range.start as usize..quantity.range.end as usize]
}

/// A sentence whose quantities are marked `«…»`: without the marks, and what they hold.
fn unmarked(marked: &str) -> (String, Vec<&str>) {
    let lexemes = marked.split('«').skip(1).filter_map(|part| part.split('»').next()).collect();
    (marked.replace(['«', '»'], ""), lexemes)
}

/// The values as the cases write them: `5`, `2..5` as printed, `5000..` and `..200` for bounds, `~` before what is approximate.
fn values(quantity: &Quantity) -> String {
    let end = |value: Option<Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
    let about = if quantity.approximate { "~" } else { "" };
    match (quantity.ends, quantity.bound) {
        (Some((first, last)), Bound::Exact) => format!("{about}{}..{}", first.normalize(), last.normalize()),
        _ if quantity.low == quantity.high => format!("{about}{}", end(quantity.low)),
        _ => format!("{about}{}..{}", end(quantity.low), end(quantity.high)),
    }
}

fn unit(unit: Option<&Unit>) -> String {
    match unit {
        None => "-".to_owned(),
        Some(unit) if unit.factor == Decimal::ONE => unit.dimension.to_string(),
        Some(unit) => format!("{} {}", unit.factor, unit.dimension),
    }
}

/// The unit with what it is counted by: `0.001 second`, `yuan/month`, `dollar/thing`.
fn measure(quantity: &Quantity) -> String {
    let counted_by = match quantity.per {
        None => String::new(),
        Some(Per::Time(span)) => format!("/{}", unit(Some(span))),
        Some(Per::Thing) => "/thing".to_owned(),
        Some(Per::Before) => "/before".to_owned(),
    };
    unit(quantity.unit) + &counted_by
}

#[test]
fn lexemes_are_found_whole_with_value_unit_and_class() {
    let mut failed = Vec::new();
    let mut seen = 0;
    for case in cases(include_str!("tests/lexemes.tsv")) {
        let [marked, value, of, class] = case.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not four columns: {case}");
        };
        let (text, expected) = unmarked(marked);
        let found = found(&text);
        let lexemes: Vec<&str> = found.iter().map(|quantity| lexeme(&text, quantity)).collect();
        seen += lexemes.len();
        if lexemes != expected {
            failed.push(format!("{marked}: found {lexemes:?}"));
        } else {
            let first = &found[0];
            let is = format!("{}\t{}\t{}", values(first), measure(first), first.class.name());
            if is != format!("{value}\t{of}\t{class}") {
                failed.push(format!("{marked}\t{value}\t{of}\t{class}: is\t{is}"));
            }
        }
    }
    assert!(failed.is_empty(), "{} of {seen}:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn what_only_looks_like_a_quantity_is_none() {
    let mut failed = Vec::new();
    for text in cases(include_str!("tests/none.txt")) {
        let found = found(text);
        let lexemes: Vec<&str> = found.iter().map(|quantity| lexeme(text, quantity)).collect();
        if !lexemes.is_empty() {
            failed.push(format!("{text}: found {lexemes:?}"));
        }
    }
    assert!(failed.is_empty(), "{}:\n{}", failed.len(), failed.join("\n"));
}

/// The lines of a file of cases without its comments.
fn cases(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}
