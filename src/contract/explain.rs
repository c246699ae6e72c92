//! Why each slot of a case is where it is, for whoever wonders about a finding or writes a contract.

use serde::Serialize;

use super::case::{Case, GapKind, Match, Reason, Status};
use super::passages::passages;
use super::title::{Title, fold};
use super::{Contract, Form, Slot};
use crate::document::Document;
use crate::facts::CaseFacts;
use crate::source::Span;

/// What a case was found to be, slot by slot.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// What it is called.
    pub name: String,
    /// Its document, relative to the current folder.
    pub path: String,
    /// The contract that it was judged by.
    pub contract: String,
    /// Its first line, from 1.
    pub line_start: u32,
    /// Its last line, from 1.
    pub line_end: u32,
    /// How many of the slots and fields that it must have are as they should be.
    pub satisfied: u32,
    /// How many slots and fields it must have.
    pub required: u32,
    /// The slots in the order of the contract.
    pub slots: Vec<SlotExplanation>,
    /// The fields in the order of the contract.
    pub fields: Vec<FieldExplanation>,
}

/// Where a slot is.
#[derive(Clone, Debug, Serialize)]
pub struct SlotExplanation {
    /// Its id in the contract, behind those of the slots that it is in.
    pub id: String,
    /// Its name, in the language of the case.
    pub name: String,
    /// Whether the case must have it.
    pub required: bool,
    /// What became of it.
    pub status: Status,
    /// Its places, the first one counting.
    pub places: Vec<PlaceExplanation>,
    /// If it is missing: the heading that is most like it.
    pub nearest: Option<Nearest>,
}

/// Why a place is that of a slot.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceExplanation {
    /// The line of its title, from 1.
    pub line: u32,
    /// How it appears.
    pub form: Form,
    /// Its title as written.
    pub title: String,
    /// How well the title fits, from 0 to 1.
    pub score: f64,
    /// Why it fits.
    pub reason: Reason,
    /// The part of the title that fits, if it is not the whole.
    pub part: Option<String>,
}

/// A heading that is no slot.
#[derive(Clone, Debug, Serialize)]
pub struct Nearest {
    /// Its line, from 1.
    pub line: u32,
    /// Its title as written.
    pub title: String,
}

/// What a field is.
#[derive(Clone, Debug, Serialize)]
pub struct FieldExplanation {
    /// Its name, in the language of the case.
    pub name: String,
    /// Whether the case must have it.
    pub required: bool,
    /// What became of it.
    pub status: FieldStatus,
    /// The line of its value, from 1.
    pub line: Option<u32>,
    /// Its value as written.
    pub value: Option<String>,
}

/// What became of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldStatus {
    /// It has a value of the right type.
    Present,
    /// It is nowhere, or has no value.
    Missing,
    /// Its value is left to be filled in.
    Placeholder,
    /// Its value is of another type.
    WrongType,
}

impl Explanation {
    /// What there is to say about `case` of `doc`.
    pub fn of(doc: &Document, case: &Case) -> Explanation {
        let facts = CaseFacts::of(doc, case);
        Explanation {
            name: case.name.to_string(),
            path: doc.source.path.to_string(),
            contract: case.contract.name.clone(),
            line_start: facts.lines.0,
            line_end: facts.lines.1,
            satisfied: facts.satisfied(),
            required: facts.required(),
            slots: (0..case.slots.len()).map(|slot| slot_of(doc, case, slot)).collect(),
            fields: fields_of(doc, case),
        }
    }
}

fn slot_of(doc: &Document, case: &Case, index: usize) -> SlotExplanation {
    let (slot, state) = (&case.contract.slots[index], &case.slots[index]);
    let nearest = case.gaps.iter().find_map(|gap| match gap.kind {
        GapKind::Missing { slot, candidate, .. } if slot == index => candidate,
        _ => None,
    });
    SlotExplanation {
        id: slot.id.clone(),
        name: slot.name.get(case.lang).to_owned(),
        required: state.required,
        status: state.status,
        places: state.places.iter().map(|place| place_of(doc, case, slot, place)).collect(),
        nearest: nearest.map(|span| Nearest { line: line(doc, span), title: written(doc, span) }),
    }
}

fn place_of(doc: &Document, case: &Case, slot: &Slot, place: &Match) -> PlaceExplanation {
    let is_whole = place.score >= place.reason.score();
    PlaceExplanation {
        line: line(doc, place.title),
        form: place.form,
        title: written(doc, place.title),
        // What is behind two decimals is the doing of binary numbers.
        score: (f64::from(place.score) * 100.0).round() / 100.0,
        reason: place.reason,
        part: if is_whole { None } else { part_of(doc, case, slot, place.title) },
    }
}

/// The part of a title that is a name of `slot`.
fn part_of(doc: &Document, case: &Case, slot: &Slot, title: Span) -> Option<String> {
    let contract: &Contract = &case.contract;
    let key = |text: &str| fold(&Title::of(text, contract.normalise).clean, contract.normalise);
    let names: Vec<String> = slot.names().map(key).collect();
    let text: String = passages(doc, &title.into()).into_iter().map(|passage| passage.text).collect();
    let title = Title::of(&text, contract.normalise);
    let prefixes: Vec<&str> = case.identity.iter().map(|(_, value)| value.as_str()).collect();
    let parts = title.parts(&prefixes);
    parts.into_iter().find(|(part, _)| names.contains(&key(part))).map(|(part, _)| part.trim().to_owned())
}

fn fields_of(doc: &Document, case: &Case) -> Vec<FieldExplanation> {
    let fields = case.contract.fields.iter().zip(&case.fields);
    fields
        .map(|(field, state)| FieldExplanation {
            name: field.name.get(case.lang).to_owned(),
            required: field.required,
            status: match state.value {
                None if state.placeholder => FieldStatus::Placeholder,
                None => FieldStatus::Missing,
                Some(_) if !state.fits => FieldStatus::WrongType,
                Some(_) => FieldStatus::Present,
            },
            line: state.value.map(|span| line(doc, span)),
            value: state.value.map(|span| written(doc, span)),
        })
        .collect()
}

fn line(doc: &Document, span: Span) -> u32 {
    doc.source.line_of(span.start) as u32 + 1
}

fn written(doc: &Document, span: Span) -> String {
    doc.source.slice(span).trim().to_owned()
}
