//! A contract with what a plan asks of one case besides, because each case has a question of its own.

use std::sync::OnceLock;

use super::title::{Title, fold};
use super::{Contract, Form, Length, Presence, Slot, Words};
use crate::plan::Plan;

impl Contract {
    /// The contract for the case `planned` of `plan`: what the plan lists for it is required, and what it lists for other
    /// cases only is not.
    pub fn owing(&self, plan: &Plan, planned: usize) -> Contract {
        let mut owing = Contract { index: OnceLock::new(), ..self.clone() };
        let own = &plan.cases[planned].dimensions;
        let key = |text: &str| fold(&Title::of(text, self.normalise).clean, self.normalise);
        let of = |dimension: &str| {
            let fits = self.names().fits(&Title::of(dimension, self.normalise), &[]);
            fits.into_iter().find(|fit| self.slots[fit.slot].parent.is_none()).map(|fit| fit.slot)
        };
        let listed: Vec<usize> = own.iter().filter_map(|dimension| of(dimension)).collect();
        if !listed.is_empty() {
            let others =
                plan.cases.iter().flat_map(|case| &case.dimensions).filter_map(|dimension| of(dimension));
            for slot in others {
                if !listed.contains(&slot) {
                    owing.slots[slot].presence = Presence::Optional;
                }
            }
        }
        // New ones go behind the dimension that the plan names before them.
        let mut behind = None;
        for dimension in own {
            match owing
                .slots
                .iter()
                .position(|slot| slot.parent.is_none() && slot.is_called(&key(dimension), &key))
            {
                Some(slot) => behind = Some(slot),
                None => match of(dimension) {
                    Some(slot) => {
                        let id = &self.slots[slot].id;
                        behind = owing.slots.iter().position(|slot| &slot.id == id);
                        if let Some(slot) = behind {
                            owing.slots[slot].presence = Presence::Required;
                        }
                    }
                    None => {
                        let at = behind.map_or(0, |slot| owing.slots[slot].end);
                        owing.insert(at, dimension);
                        behind = Some(at);
                    }
                },
            }
        }
        owing
    }

    /// Adds a required slot at the top, in front of the slot at `at`.
    fn insert(&mut self, at: usize, name: &str) {
        let shift = |slot: &mut usize| {
            if *slot >= at {
                *slot += 1;
            }
        };
        for slot in &mut self.slots {
            slot.parent.iter_mut().for_each(shift);
            if slot.end > at {
                slot.end += 1;
            }
            slot.requires.iter_mut().chain(&mut slot.conflicts).for_each(shift);
        }
        self.groups.iter_mut().flat_map(|group| &mut group.slots).for_each(shift);
        let like = self.slots.first();
        let slot = Slot {
            id: name.to_owned(),
            origin: crate::value::Origin { file: self.file.clone(), span: Default::default() },
            parent: None,
            end: at + 1,
            name: Words::of(name.to_owned()),
            aliases: Vec::new(),
            patterns: Vec::new(),
            forms: vec![Form::Heading, Form::LeadIn],
            levels: None,
            presence: Presence::Required,
            times: 1..=1,
            length: like
                .map_or(Length { min: 0, max: None, tables: true, code: true }, |slot| slot.length.clone()),
            placeholder_denied: true,
            has: Vec::new(),
            in_order: false,
            extras: super::Extras::Allow,
            requires: Vec::new(),
            conflicts: Vec::new(),
            guidance: Words::default(),
            severity: None,
            message: Words::default(),
            citation: false,
            kind: None,
            role: None,
        };
        self.slots.insert(at, slot);
    }
}

impl Slot {
    fn is_called(&self, wanted: &str, key: &dyn Fn(&str) -> String) -> bool {
        self.names().any(|name| key(name) == wanted)
    }
}
