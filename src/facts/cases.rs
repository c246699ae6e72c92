//! What a document contributes about its cases, for rules and reports that look at the library as a whole.

use std::sync::Arc;

use crate::contract::Form;
use crate::contract::case::{Case, Status};
use crate::document::Document;
use crate::source::Place;

/// A case in numbers.
#[derive(Clone, Debug)]
pub struct CaseFacts {
    /// What it is called.
    pub name: Arc<str>,
    /// The contract that it was judged by.
    pub contract: String,
    /// What tells it from other cases under the contract, such as company and scene; empty if the contract does not say.
    pub identity: Vec<(String, String)>,
    /// The planned case that it is, as an index into the cases of the plan.
    pub planned: Option<usize>,
    /// Its heading, or the start of its document.
    pub place: Place,
    /// Its first and its last line, from 1.
    pub lines: (u32, u32),
    /// The slots in the order of the contract.
    pub slots: Vec<SlotFacts>,
    /// How many fields it must have.
    pub required_fields: u32,
    /// How many of these have a value of the right type.
    pub satisfied_fields: u32,
}

/// A slot of a case.
#[derive(Clone, Debug)]
pub struct SlotFacts {
    /// Its name inside the contract.
    pub id: String,
    /// Its name for people, in the language of the case.
    pub name: String,
    /// What became of it.
    pub status: Status,
    /// Whether the case must have it.
    pub required: bool,
    /// The line on which its place begins, from 1.
    pub line: Option<u32>,
    /// How it appears.
    pub form: Option<Form>,
    /// How well its title fits, from 0 to 1.
    pub score: Option<f32>,
}

impl CaseFacts {
    /// What is told of `case`.
    pub fn of(doc: &Document, case: &Case) -> CaseFacts {
        let line = |offset| doc.source.line_of(offset) as u32 + 1;
        let slots = case.contract.slots.iter().zip(&case.slots).map(|(slot, state)| {
            let place = state.places.first();
            SlotFacts {
                id: slot.id.clone(),
                name: slot.name.get(case.lang).to_owned(),
                status: state.status,
                required: state.required,
                line: place.map(|place| line(place.title.start)),
                form: place.map(|place| place.form),
                score: place.map(|place| place.score),
            }
        });
        let required = || case.contract.fields.iter().zip(&case.fields).filter(|(field, _)| field.required);
        let last = doc.source.slice(case.span).trim_end().len() as u32;
        CaseFacts {
            name: case.name.clone(),
            contract: case.contract.name.clone(),
            identity: case.identity.clone(),
            planned: case.planned,
            place: doc.source.place(case.head),
            lines: (line(case.span.start), line(case.span.start + last)),
            slots: slots.collect(),
            required_fields: required().count() as u32,
            satisfied_fields: required().filter(|(_, state)| state.value.is_some() && state.fits).count()
                as u32,
        }
    }

    /// How many slots and fields the case must have.
    pub fn required(&self) -> u32 {
        self.slots.iter().filter(|slot| slot.required).count() as u32 + self.required_fields
    }

    /// How many of these it has as they should be.
    pub fn satisfied(&self) -> u32 {
        let present = |slot: &&SlotFacts| slot.required && slot.status == Status::Present;
        self.slots.iter().filter(present).count() as u32 + self.satisfied_fields
    }
}
