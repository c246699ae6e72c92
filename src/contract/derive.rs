//! Proposes a contract from a template or from samples, because nobody likes to start from an empty page.

mod align;
mod guidance;
mod sketch;
mod write;

use rustc_hash::{FxHashMap, FxHashSet};

use self::align::{Group, groups};
pub use self::sketch::Sketch;
use self::sketch::Value;
pub use self::sketch::is_chinese;
use super::{FieldKind, Form};
use crate::message::Lang;

/// A contract that is proposed.
#[derive(Debug)]
pub struct Draft {
    /// How it is called.
    pub name: String,
    /// The languages of its names.
    pub languages: Vec<Lang>,
    /// Whether the documents agree on the order of their sections.
    pub in_order: bool,
    /// How many documents it was made from; one is a template.
    pub documents: usize,
    /// True if there were more sections than a contract may have.
    pub cut: bool,
    fields: Vec<DraftField>,
    slots: Vec<DraftSlot>,
}

#[derive(Debug)]
struct DraftField {
    name: String,
    kind: Option<FieldKind>,
    required: bool,
    seen: usize,
}

#[derive(Debug, Default)]
struct DraftSlot {
    id: String,
    name: String,
    aliases: Vec<String>,
    forms: Vec<Form>,
    required: bool,
    /// True for 故障场景1, 故障场景2.
    series: bool,
    /// Whether it may be there several times.
    repeats: bool,
    columns: Vec<String>,
    guidance: String,
    in_order: bool,
    /// In how many documents it is, and in how many it might be.
    seen: (usize, usize),
    slots: Vec<DraftSlot>,
}

/// A contract has at most so many slots.
const MOST_SLOTS: usize = 500;
/// More fields than this are no fields but text with colons.
const MOST_FIELDS: usize = 100;
/// How deep slots are nested at most: deeper sections are the author's own.
const DEEPEST: usize = 4;

/// Proposes the contract called `name`: what a template shows, if there is one document, else what most of several have.
pub fn derive(sketches: &[Sketch], name: &str) -> Draft {
    let template = sketches.len() == 1;
    let tops: Vec<(usize, Vec<usize>)> =
        sketches.iter().enumerate().map(|(document, sketch)| (document, inside(sketch, None))).collect();
    let mut writer = Proposer { sketches, template, slots: 0 };
    let (slots, in_order) = writer.slots(&tops, 0);
    let titles = || sketches.iter().flat_map(|sketch| &sketch.marks).map(|mark| mark.title.as_str());
    let mut languages = Vec::new();
    if titles().any(is_chinese) {
        languages.push(Lang::ZhCn);
    }
    if titles().any(|title| !is_chinese(title)) || languages.is_empty() {
        languages.push(Lang::En);
    }
    let cut = writer.slots > MOST_SLOTS;
    let fields = fields(sketches);
    Draft { name: name.to_owned(), languages, in_order, documents: sketches.len(), cut, fields, slots }
}

/// The marks directly in another one, or at the top.
fn inside(sketch: &Sketch, outer: Option<usize>) -> Vec<usize> {
    let first = outer.map_or(0, |outer| outer + 1);
    let marks = sketch.marks.iter().enumerate().skip(first);
    let marks = marks.take_while(|(_, mark)| mark.parent >= outer);
    marks.filter(|(_, mark)| mark.parent == outer).map(|(index, _)| index).collect()
}

struct Proposer<'s> {
    sketches: &'s [Sketch],
    template: bool,
    /// How many slots there are so far.
    slots: usize,
}

impl Proposer<'_> {
    /// The slots for marks that stand beside each other, and whether documents agree on their order.
    fn slots(&mut self, beside: &[(usize, Vec<usize>)], depth: usize) -> (Vec<DraftSlot>, bool) {
        if depth == DEEPEST {
            return (Vec::new(), true);
        }
        let all = beside.len();
        let mut kept = groups(self.sketches, beside);
        kept.retain(|group| {
            let seen = group.documents().len();
            // What only one author set in bold is no section of all.
            let is_section = self.template || seen > 1 || group.forms(self.sketches).contains(&Form::Heading);
            is_section && seen * 5 >= all * 2
        });
        // Points that a template lists may be told in any order; its sections have one.
        let is_heading = |group: &Group| group.forms(self.sketches).contains(&Form::Heading);
        let in_order = sort(&mut kept, beside) && (!self.template || kept.iter().all(is_heading));
        let mut ids = FxHashSet::default();
        let mut slots = Vec::new();
        for group in &kept {
            self.slots += 1;
            if self.slots > MOST_SLOTS {
                break;
            }
            let slot = self.slot(group, all, depth);
            slots.push(DraftSlot { id: unique(&slot.name, &mut ids), ..slot });
        }
        (slots, in_order)
    }

    fn slot(&mut self, group: &Group, all: usize, depth: usize) -> DraftSlot {
        let documents = group.documents();
        let (name, aliases) = group.names();
        let marks = || group.members.iter().map(|&(document, mark)| &self.sketches[document].marks[mark]);
        let guidance: Vec<&str> = marks().flat_map(|mark| &mark.guidance).map(String::as_str).collect();
        let columns = marks().find(|mark| !mark.columns.is_empty()).map(|mark| mark.columns.clone());
        let mut slot = DraftSlot {
            name,
            aliases,
            forms: group.forms(self.sketches),
            required: documents.len() * 5 >= all * 4 && !marks().any(|mark| mark.optional),
            series: group.series,
            repeats: group.series || group.most() > 1,
            columns: columns.filter(|_| self.template).unwrap_or_default(),
            guidance: guidance.join("\n"),
            seen: (documents.len(), all),
            ..DraftSlot::default()
        };
        let mut within: Vec<(usize, Vec<usize>)> = Vec::new();
        for &(document, mark) in &group.members {
            let marks = inside(&self.sketches[document], Some(mark));
            match within.last_mut() {
                Some((last, known)) if *last == document => known.extend(marks),
                _ => within.push((document, marks)),
            }
        }
        (slot.slots, slot.in_order) = self.slots(&within, depth + 1);
        slot
    }
}

/// Puts groups into the order that most documents have them in; true if all agree.
fn sort(groups: &mut [Group], beside: &[(usize, Vec<usize>)]) -> bool {
    let first = |group: &Group, document: usize| {
        let at = group.members.partition_point(|member| member.0 < document);
        group.members.get(at).filter(|member| member.0 == document).map(|member| member.1)
    };
    // Where a section stands in a document, from 0 to 1.
    let share = |group: &Group| {
        let shares = beside.iter().filter_map(|(document, marks)| {
            let at = marks.binary_search(&first(group, *document)?).ok()?;
            Some(at as f64 / marks.len() as f64)
        });
        let (sum, count) = shares.fold((0.0, 0), |(sum, count), share| (sum + share, count + 1));
        sum / f64::from(count.max(1))
    };
    groups.sort_by(|a, b| share(a).total_cmp(&share(b)));
    beside.iter().all(|(document, _)| groups.iter().filter_map(|group| first(group, *document)).is_sorted())
}

/// The fields that most documents have.
fn fields(sketches: &[Sketch]) -> Vec<DraftField> {
    let all = sketches.len();
    let mut fields: Vec<(&Value, usize, bool)> = Vec::new();
    let mut by_key = FxHashMap::default();
    for value in sketches.iter().flat_map(|sketch| &sketch.values) {
        let at = *by_key.entry(value.key.as_str()).or_insert(fields.len());
        if at == fields.len() {
            fields.push((value, 0, true));
        }
        let (known, count, alike) = &mut fields[at];
        let type_of = |value: &Value| value.kind.as_ref().map(std::mem::discriminant);
        *count += 1;
        *alike &= type_of(known) == type_of(value);
    }
    let common = fields.into_iter().filter(|(_, seen, _)| seen * 5 >= all * 2).take(MOST_FIELDS);
    let field = |(value, seen, alike): (&Value, usize, bool)| {
        // Samples show some words of an enumeration, a template all of them.
        let is_sure = |kind: &FieldKind| alike && (all == 1 || !matches!(kind, FieldKind::Enum(_)));
        let kind = value.kind.clone().filter(is_sure);
        DraftField { name: value.name.clone(), kind, required: seen * 5 >= all * 4, seen }
    };
    common.map(field).collect()
}

/// An id made of a name, which no other one of `known` is.
fn unique(name: &str, known: &mut FxHashSet<String>) -> String {
    /// Longer ids are a burden to whoever refers to them.
    const LONGEST: usize = 32;
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut id = String::new();
    for word in words {
        if !id.is_empty() && id.chars().count() + word.chars().count() > LONGEST {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.to_lowercase().chars().take(LONGEST));
    }
    if id.is_empty() {
        id.push_str("slot");
    }
    let mut numbered = id.clone();
    let mut number = 1;
    while !known.insert(numbered.clone()) {
        number += 1;
        numbered = format!("{id}-{number}");
    }
    numbered
}
