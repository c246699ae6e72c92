//! What values are values of: the metric, what tells it from others of its kind, and the time that it is about.
//!
//! Two values can contradict each other only if all of that is the same, so whatever is not understood keeps them apart.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::text::clause;
use super::{Entry, Ledger, Role};
use crate::contract::case::Case;
use crate::document::{Document, Kind, NodeId};
use crate::quantity::Prose;

/// A value of a metric of a case.
#[derive(Clone, Debug)]
pub struct Metric {
    /// The entry, as an index of [`Ledger::entries`].
    pub entry: usize,
    /// The case, as an index of those of the document.
    pub case: usize,
    /// The metric and all that tells it from others, comparable as a text.
    pub key: String,
    /// What it is called where it stands, for people.
    pub label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    metrics: FxHashMap<String, Vec<String>>,
    labels: Labels,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    plain: Vec<String>,
    fillers: Vec<String>,
    others: Vec<String>,
    changes: Vec<String>,
}

struct Words {
    /// Names in lower case, the longest first, with the metric that each means.
    names: Vec<(String, String)>,
    plain: Vec<String>,
    fillers: Vec<String>,
    others: Vec<String>,
    changes: Vec<String>,
    year: Regex,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../rules/quantity/metrics.toml"))
        .expect("the embedded words are checked by a test");
    let mut names: Vec<(String, String)> = lists
        .metrics
        .into_iter()
        .flat_map(|(metric, names)| {
            names.into_iter().map(move |name| (name.to_ascii_lowercase(), metric.clone()))
        })
        .collect();
    names.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), name.clone()));
    let mut fillers = lists.labels.fillers;
    fillers.sort_by_key(|filler| std::cmp::Reverse(filler.len()));
    Words {
        names,
        plain: lists.labels.plain,
        fillers,
        others: lists.labels.others,
        changes: lists.labels.changes,
        year: Regex::new(
            r"(?:19|20)\d\d(?:\s*(?:年?\s*Q[1-4]|年?\s*上半年|年?\s*下半年|[-/年]\s*\d{1,2}\s*月?))?|Q[1-4]",
        )
        .expect("the pattern is fixed"),
    }
});

/// The values of metrics in the cases of a document, in order.
pub fn metrics(doc: &Document, cases: &[Case], ledger: &Ledger<'_>) -> Vec<Metric> {
    if cases.is_empty() {
        return Vec::new();
    }
    let entries = ledger.entries().iter().enumerate();
    let measured = entries.filter(|(_, entry)| entry.role == Role::Measured);
    measured
        .filter_map(|(index, entry)| {
            let (case, _) = cases
                .iter()
                .enumerate()
                .filter(|(_, case)| !case.is_none() && case.span.contains(entry.span))
                .min_by_key(|(_, case)| case.span.len())?;
            let (label, qualifiers) = labelled(doc, ledger, entry)?;
            let (metric, rest, end) = named(&label)?;
            let sections = sections(doc, &cases[case], entry)?;
            let around = format!("{label} {qualifiers} {sections}");
            let year = WORDS.year.find(&around).map_or("", |year| year.as_str());
            let key = format!("{metric}|{}|{}|{}", bare(&rest), bare(&qualifiers), bare(year));
            let label = label[..end].trim().to_owned();
            Some(Metric { entry: index, case, key, label })
        })
        .collect()
}

/// The words that name a value, and those that tell it from others under the same name.
fn labelled(doc: &Document, ledger: &Ledger<'_>, entry: &Entry) -> Option<(String, String)> {
    let passage = &ledger.passages()[entry.passage];
    let quantity = ledger.quantity(entry);
    let text = &passage.prose.text;
    let range = quantity.range.start as usize..quantity.range.end as usize;
    let node = doc.node(passage.node);
    let outside = |text: &str| text.contains(char::is_alphanumeric);
    if node.kind == Kind::Cell {
        // A cell that is one value; anything beside it may tell it from others.
        let alone =
            passage.quantities.len() == 1 && !outside(&text[..range.start]) && !outside(&text[range.end..]);
        return alone.then(|| in_table(doc, passage.node)).flatten();
    }
    if node.kind != Kind::Paragraph {
        return None;
    }
    let clause = clause(text, range.clone());
    let before = &text[clause.start..range.start];
    let own = passage
        .quantities
        .iter()
        .filter(|other| other.class == quantity.class && clause.contains(&(other.range.start as usize)))
        .count();
    let lower = text[clause.clone()].to_lowercase();
    if own > 1 || WORDS.changes.iter().any(|word| lower.contains(word.as_str())) {
        return None;
    }
    // What follows a value in its clause may be a condition: `5,800 TPS 时的延迟`.
    let behind = text[range.end..clause.end].trim_matches(|c: char| !c.is_alphanumeric());
    let remark = text[range.end..clause.end].trim_start().starts_with(['（', '(', '[', '\u{FFFC}']);
    (behind.is_empty() || remark).then(|| (before.to_owned(), String::new()))
}

/// The label of the row and the header of the column, whichever names the metric first.
fn in_table(doc: &Document, cell: NodeId) -> Option<(String, String)> {
    let row = doc.node(cell).parent;
    let table = doc.node(row).parent;
    let column = doc.children(row).position(|other| other == cell).filter(|&column| column > 0)?;
    let header = doc.children(table + 1).nth(column)?;
    let header = Prose::of(doc, header).text;
    let label = Prose::of(doc, row + 1).text;
    let is_plain = WORDS.plain.iter().any(|plain| bare(&header) == bare(plain));
    Some(match (named(&label).is_some(), named(&header).is_some()) {
        (true, _) if is_plain => (label, String::new()),
        (true, _) => (label, header),
        (false, true) => (header, label),
        (false, false) => return None,
    })
}

/// The headings between a case and a value; `None` under one that is about somebody else.
fn sections(doc: &Document, case: &Case, entry: &Entry) -> Option<String> {
    let behind = doc.sections().partition_point(|section| section.span.start <= entry.span.start);
    let mut section = doc.sections()[..behind].last().map(|section| section.heading);
    let mut titles = String::new();
    while let Some(heading) = section {
        let title = &doc.headings()[heading];
        if !case.span.contains(title.span) || title.span.start <= case.head.start {
            break;
        }
        let lower = title.text.to_lowercase();
        if WORDS.others.iter().any(|other| lower.contains(other.as_str())) {
            return None;
        }
        titles.push_str(&title.text);
        titles.push(' ');
        section = doc.sections()[heading].parent;
    }
    Some(titles)
}

/// The metric that a label names, the rest of the label, and where the name ends in it.
fn named(label: &str) -> Option<(&'static str, String, usize)> {
    let words: &'static Words = &WORDS;
    let lower = label.to_ascii_lowercase();
    let (at, name, metric) = words.names.iter().find_map(|(name, metric)| {
        let at = lower.rfind(name.as_str())?;
        let is_letter = |c: char| c.is_ascii_alphabetic();
        let cut = name.starts_with(is_letter)
            && (lower[..at].ends_with(is_letter) || lower[at + name.len()..].starts_with(is_letter));
        (!cut).then_some((at, name, metric.as_str()))
    })?;
    let end = at + name.len();
    Some((metric, format!("{} {}", &lower[..at], &lower[end..]), end))
}

/// Letters and digits alone, without the words that tell nothing apart.
fn bare(text: &str) -> String {
    let mut text = text.to_lowercase();
    for filler in &WORDS.fillers {
        if filler.is_ascii() {
            let kept: Vec<&str> = text.split_whitespace().filter(|word| word != filler).collect();
            text = kept.join(" ");
        } else {
            text = text.replace(filler.as_str(), " ");
        }
    }
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
