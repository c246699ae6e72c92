//! What a document states of its cases, so that two documents can be held to each other.

use crate::contract::case::Case;
use crate::document::Document;
use crate::ledger::{Ledger, metrics};
use crate::quantity::interval::Interval;
use crate::source::Place;

/// A measured value of a metric of a case.
#[derive(Clone, Debug)]
pub struct MetricFacts {
    /// The case, as an index of [`super::Facts::cases`].
    pub case: usize,
    /// The metric with all that tells it from others, comparable as a text.
    pub key: String,
    /// What it is called, as it stands.
    pub label: String,
    /// The value as it stands.
    pub lexeme: String,
    /// What it is measured in; empty for counts.
    pub dimension: Box<str>,
    /// What it stands for, in the base unit of its dimension.
    pub interval: Interval,
    /// Where it stands.
    pub place: Place,
}

impl MetricFacts {
    /// The values of metrics in the cases of a document.
    pub fn of(doc: &Document, cases: &[Case], ledger: &Ledger<'_>) -> Vec<MetricFacts> {
        let found = metrics(doc, cases, ledger);
        // Cases that stand for none are not among the facts.
        let index = |case: usize| cases[..case].iter().filter(|case| !case.is_none()).count();
        found
            .into_iter()
            .map(|metric| {
                let entry = &ledger.entries()[metric.entry];
                let quantity = ledger.quantity(entry);
                let per = if quantity.per.is_some() { "/" } else { "" };
                let dimension = quantity.unit.map_or("", |unit| &unit.dimension);
                MetricFacts {
                    case: index(metric.case),
                    key: metric.key,
                    label: metric.label.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(),
                    lexeme: ledger.lexeme(entry).replace('\n', " "),
                    dimension: format!("{}{per}{dimension}", quantity.class.name()).into(),
                    interval: quantity.base(),
                    place: doc.source.place(entry.span),
                }
            })
            .collect()
    }
}
