//! Finds slots that no place in any document can ever be assigned to, because a demand that nothing meets is a mistake.

use std::ops::RangeInclusive;

use rustc_hash::{FxHashMap, FxHashSet};

use super::values::Reader;
use crate::contract::title::{Normalise, Title};
use crate::contract::{Contract, Form, Slot, mistake};
use crate::message::Message;

impl Reader<'_> {
    /// Tells of slots that can never match; only what is certain is told.
    pub fn reach(&mut self, contract: &Contract) {
        // By parent and name: the slots that have it, in order.
        let mut owners: FxHashMap<(Option<usize>, String), Vec<usize>> = FxHashMap::default();
        for (index, slot) in contract.slots.iter().enumerate() {
            let names = names(slot, contract.normalise);
            let named = slot.name.all().next().is_some();
            if named && names.is_empty() && slot.patterns.is_empty() {
                let message = Message::new(&mistake::NEVER_NAMED).with("id", &slot.id);
                self.mistakes.add(&slot.origin, message).help = Some(&mistake::KEEP_NAME);
            }
            if let Some(outer) = outer_level(contract, slot)
                && let Some(level) = heading_levels(slot).map(|levels| *levels.end())
                && level < outer.least
            {
                let message = Message::new(&mistake::NEVER_SO_HIGH).with("id", &slot.id).with("level", level);
                self.mistakes.add(&slot.origin, message.with("outer", outer.opened)).help =
                    Some(&mistake::LOWER);
            }
            if let Some(other) = owner_of_all(contract, index, &names, &owners) {
                let message = Message::new(&mistake::NAMES_TAKEN).with("id", &slot.id);
                let message = message.with("other", &contract.slots[other].id);
                self.mistakes.add(&slot.origin, message).help = Some(&mistake::NAME_APART);
            }
            for name in names {
                owners.entry((slot.parent, name)).or_default().push(index);
            }
        }
    }
}

/// The names of a slot as titles are compared with them; those of which nothing is left are no names.
fn names(slot: &Slot, normalise: Normalise) -> FxHashSet<String> {
    let all = slot.names();
    all.map(|name| Title::of(name, normalise).key(normalise)).filter(|key| !key.is_empty()).collect()
}

/// An earlier slot beside this one that has all its names and forms.
fn owner_of_all(
    contract: &Contract,
    index: usize,
    names: &FxHashSet<String>,
    owners: &FxHashMap<(Option<usize>, String), Vec<usize>>,
) -> Option<usize> {
    let slot = &contract.slots[index];
    if !slot.patterns.is_empty() {
        return None;
    }
    let of = |name: &String| owners.get(&(slot.parent, name.clone()));
    let mut shared: Option<FxHashSet<usize>> = None;
    for name in names {
        let others = of(name)?;
        shared = Some(match shared {
            None => others.iter().copied().collect(),
            Some(shared) => others.iter().copied().filter(|other| shared.contains(other)).collect(),
        });
    }
    let forms = |slot: &Slot| slot.forms.iter().copied().collect::<FxHashSet<Form>>();
    let same = |other: &usize| {
        let other = &contract.slots[*other];
        forms(other) == forms(slot) && other.levels == slot.levels
    };
    shared?.into_iter().filter(same).min()
}

/// The levels of a slot that can be nothing but a heading.
fn heading_levels(slot: &Slot) -> Option<&RangeInclusive<u8>> {
    slot.levels.as_ref().filter(|_| slot.forms == [Form::Heading])
}

/// What a heading has around it.
struct Outer {
    /// The level of what opens it.
    opened: u8,
    /// The least level inside.
    least: u8,
}

/// What the headings of a slot stand in, if that is a heading.
fn outer_level(contract: &Contract, slot: &Slot) -> Option<Outer> {
    match slot.parent {
        Some(parent) => {
            let opened = *heading_levels(&contract.slots[parent])?.start();
            Some(Outer { opened, least: opened + 1 })
        }
        // Numbered headings of the level of a case may belong to it.
        None => contract.unit.as_ref().map(|unit| {
            let opened = *unit.levels.start();
            Outer { opened, least: opened }
        }),
    }
}
