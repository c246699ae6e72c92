//! What values are values of: the metric, what tells it from others of its kind, and the time that it is about.
//!
//! Two values can contradict each other only if all of that is the same, so whatever is not understood keeps them apart.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::roles::lead_in;
use super::text::clause;
use super::{Entry, Ledger, Role};
use crate::contract::case::{Case, SlotState};
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
    metrics: Metrics,
    labels: Labels,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Metrics {
    names: Vec<String>,
    qualifiers: Vec<String>,
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
    /// Names in lower case.
    names: Vec<String>,
    qualifiers: Vec<String>,
    /// Comparable as texts.
    plain: FxHashSet<String>,
    fillers: Vec<String>,
    others: Vec<String>,
    changes: Vec<String>,
    year: Regex,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../rules/quantity/metrics.toml"))
        .expect("the embedded words are checked by a test");
    let names = lists.metrics.names.iter().map(|name| name.to_ascii_lowercase()).collect();
    let mut fillers = lists.labels.fillers;
    fillers.sort_by_key(|filler| std::cmp::Reverse(filler.len()));
    Words {
        names,
        qualifiers: lists.metrics.qualifiers.iter().map(|word| bare_letters(word)).collect(),
        plain: lists.labels.plain.iter().map(|plain| without_fillers(plain, &fillers)).collect(),
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
///
/// A label of a list or table names a metric by itself; in running text a metric is one of those labels, or a name of the
/// lexicon.
pub fn metrics(doc: &Document, cases: &[Case], ledger: &Ledger<'_>) -> Vec<Metric> {
    if cases.is_empty() {
        return Vec::new();
    }
    let entries = ledger.entries().iter().enumerate();
    let measured = entries.filter(|(_, entry)| entry.role == Role::Measured);
    let stated: Vec<Stated> =
        measured.filter_map(|(index, entry)| stated(doc, cases, ledger, index, entry)).collect();
    // What running text of a case may mean: a label whose values all have the same key.
    let mut labels: FxHashMap<usize, Vec<Label<'_>>> = FxHashMap::default();
    for stated in stated.iter().filter(|it| it.is_label && it.name.chars().count() >= LEAST_LABEL) {
        let known = labels.entry(stated.case).or_default();
        let key = stated.key(doc);
        match known.iter_mut().find(|label| label.name == stated.name) {
            Some(label) => label.key = label.key.take().filter(|same| *same == key),
            None => known.push(Label { name: &stated.name, text: &stated.label, key: Some(key) }),
        }
    }
    stated
        .iter()
        .filter_map(|stated| {
            let (key, label) = if stated.is_label {
                (stated.key(doc), stated.label.as_str())
            } else {
                let label = mentioned(&stated.name, labels.get(&stated.case)?)?;
                (label.key.clone()?, label.text)
            };
            Some(Metric { entry: stated.entry, case: stated.case, key, label: label.to_owned() })
        })
        .collect()
}

/// Shorter labels, in characters, are words that stand in other words.
const LEAST_LABEL: usize = 3;
/// How much may stand between a label and its value in running text, in characters that tell something.
const MOST_BETWEEN: usize = 8;

/// A value with the words around it that may say what it is.
struct Stated {
    entry: usize,
    case: usize,
    /// The words that name it, comparable as a text.
    name: String,
    /// Whether they are a label of a list or table.
    is_label: bool,
    qualifiers: String,
    period: String,
    /// The words as they stand.
    label: String,
}

impl Stated {
    /// What a value has to share to be the same as this one. A label that is no metric by the lexicon is a name of its
    /// own: below another lead-in it may well mean something else.
    fn key(&self, doc: &Document) -> String {
        let own = if is_metric(&self.label) {
            String::new()
        } else {
            format!("{}:{}", doc.source.path, self.entry)
        };
        format!("{}|{}|{}|{own}", self.name, self.qualifiers, self.period)
    }
}

fn stated(
    doc: &Document,
    cases: &[Case],
    ledger: &Ledger<'_>,
    index: usize,
    entry: &Entry,
) -> Option<Stated> {
    let (case, _) = cases
        .iter()
        .enumerate()
        .filter(|(_, case)| !case.is_none() && case.span.contains(entry.span))
        .min_by_key(|(_, case)| case.span.len())?;
    let Labelled { label, mut qualifiers, is_label } = labelled(doc, ledger, entry)?;
    let sections = sections(doc, &cases[case], entry)?;
    if is_label {
        qualifiers.push_str(&lead_ins(doc, ledger.passages()[entry.passage].node));
        qualifiers.push_str(&sections.unknown);
    }
    let sections = sections.all;
    let around = format!("{label} {qualifiers} {sections}");
    let period = WORDS.year.find(&around).map_or("", |year| year.as_str());
    let name = bare(&label);
    let label = label.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    (!name.is_empty()).then(|| Stated {
        entry: index,
        case,
        name,
        is_label,
        qualifiers: bare(&qualifiers),
        period: bare(period),
        label,
    })
}

/// A label of a case.
struct Label<'s> {
    /// Comparable as a text.
    name: &'s str,
    /// As it stands.
    text: &'s str,
    /// What its values share; `None` if they are values of several things.
    key: Option<String>,
}

/// The longest label that running text in front of a value begins with, if little follows and nothing that would make
/// it the value of something else.
fn mentioned<'l, 's>(before: &str, labels: &'l [Label<'s>]) -> Option<&'l Label<'s>> {
    let found = labels.iter().filter(|label| before.starts_with(label.name));
    let label = found.max_by_key(|label| label.name.len())?;
    let between = &before[label.name.len()..];
    let is_other = between.contains(|c: char| c.is_ascii_digit())
        || WORDS.qualifiers.iter().any(|qualifier| between.contains(qualifier.as_str()));
    (!is_other && between.chars().count() <= MOST_BETWEEN).then_some(label)
}

/// What names a value.
struct Labelled {
    label: String,
    /// What tells it from others under the same name.
    qualifiers: String,
    /// Whether the label stands in a list or table rather than in running text.
    is_label: bool,
}

/// The words that name a value, and those that tell it from others under the same name.
fn labelled(doc: &Document, ledger: &Ledger<'_>, entry: &Entry) -> Option<Labelled> {
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
    if !(behind.is_empty() || remark) {
        return None;
    }
    let label = before.trim_end().strip_suffix(['：', ':']);
    let is_label = label.is_some_and(|label| clause.start == 0 && label.chars().count() <= LONGEST_LABEL);
    Some(Labelled { label: label.unwrap_or(before).to_owned(), qualifiers: String::new(), is_label })
}

/// In characters; a longer text before a colon is a sentence.
const LONGEST_LABEL: usize = 24;

/// The label of the row and the header of the column, whichever names a metric first.
fn in_table(doc: &Document, cell: NodeId) -> Option<Labelled> {
    let row = doc.node(cell).parent;
    let table = doc.node(row).parent;
    let column = doc.children(row).position(|other| other == cell).filter(|&column| column > 0)?;
    let header = Prose::of(doc, doc.children(table + 1).nth(column)?).text;
    let label = Prose::of(doc, row + 1).text;
    let is_plain = WORDS.plain.contains(&bare(&header));
    let (label, qualifiers) = match (is_metric(&label), is_metric(&header)) {
        (_, _) if is_plain => (label, String::new()),
        (false, true) => (header, label),
        (true, _) => (label, header),
        (false, false) => return None,
    };
    Some(Labelled { label, qualifiers, is_label: true })
}

/// The headings between a case and a value.
#[derive(Default)]
struct Sections {
    all: String,
    /// Those that are no slot of the contract: they may name a component.
    unknown: String,
}

/// The headings between a case and a value; `None` under one that is about somebody else.
fn sections(doc: &Document, case: &Case, entry: &Entry) -> Option<Sections> {
    let behind = doc.sections().partition_point(|section| section.span.start <= entry.span.start);
    let mut section = doc.sections()[..behind].last().map(|section| section.heading);
    let mut titles = Sections::default();
    while let Some(heading) = section {
        let title = &doc.headings()[heading];
        if !case.span.contains(title.span) || title.span.start <= case.head.start {
            break;
        }
        let lower = title.text.to_lowercase();
        if WORDS.others.iter().any(|other| lower.contains(other.as_str())) {
            return None;
        }
        titles.all.push_str(&title.text);
        titles.all.push(' ');
        let is_slot = |slot: &SlotState| slot.places.iter().any(|place| place.span.start == title.span.start);
        if !case.slots.iter().any(is_slot) {
            titles.unknown.push_str(&title.text);
        }
        section = doc.sections()[heading].parent;
    }
    Some(titles)
}

/// The lines that introduce the lists and the table that hold the block at `node`.
fn lead_ins(doc: &Document, node: NodeId) -> String {
    let around = doc.ancestors(node).take(Document::DEEPEST);
    let blocks = around.filter(|&outer| matches!(doc.node(outer).kind, Kind::List { .. } | Kind::Table));
    blocks.filter_map(|block| lead_in(doc, block)).map(|lead_in| Prose::of(doc, lead_in).text).collect()
}

/// True if a label holds the name of a metric.
fn is_metric(label: &str) -> bool {
    let lower = label.to_ascii_lowercase();
    let is_letter = |c: char| c.is_ascii_alphabetic();
    WORDS.names.iter().any(|name| {
        lower.rfind(name.as_str()).is_some_and(|at| {
            let is_cut = lower[..at].ends_with(is_letter) || lower[at + name.len()..].starts_with(is_letter);
            !(name.starts_with(is_letter) && is_cut)
        })
    })
}

/// Letters and digits alone, without the words that tell nothing apart.
fn bare(text: &str) -> String {
    without_fillers(text, &WORDS.fillers)
}

fn without_fillers(text: &str, fillers: &[String]) -> String {
    let mut text = text.to_lowercase();
    for filler in fillers {
        if filler.is_ascii() {
            let kept: Vec<&str> = text.split_whitespace().filter(|word| word != filler).collect();
            text = kept.join(" ");
        } else {
            text = text.replace(filler.as_str(), " ");
        }
    }
    bare_letters(&text)
}

fn bare_letters(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}
