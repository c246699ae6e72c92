//! Reads what slots ask of each other, once all slots are known.

use rustc_hash::FxHashSet;

use super::slots::Slots;
use super::values::Reader;
use crate::contract::{Group, GroupKind, mistake};
use crate::message::Message;
use crate::similar::DID_YOU_MEAN;
use crate::value::{Key, Origin, Value};

pub(in crate::contract) const GROUPS: [(&str, GroupKind); 3] =
    [("one_of", GroupKind::OneOf), ("any_of", GroupKind::AnyOf), ("all_or_none", GroupKind::AllOrNone)];

/// A slot that another one names.
pub(super) struct Reference {
    /// The slot that names it.
    from: usize,
    /// Whether both can't be there.
    conflict: bool,
    id: String,
    origin: Origin,
}

impl Reader<'_> {
    /// Keeps the ids that slot `from` names until all slots are known.
    pub fn refer(
        &mut self,
        key: &str,
        value: Value,
        from: usize,
        conflict: bool,
        references: &mut Vec<Reference>,
    ) {
        let ids = self.texts(key, value).into_iter();
        references.extend(ids.map(|(id, origin)| Reference { from, conflict, id, origin }));
    }

    /// Lets each slot know the slots that it names.
    pub fn resolve(&mut self, known: &mut Slots) {
        for reference in std::mem::take(&mut known.references) {
            let Reference { from, conflict, id, origin } = reference;
            let Some(to) = self.resolved(&id, &origin, known) else { continue };
            let (inner, outer) = (from.max(to), from.min(to));
            if from == to {
                let message = Message::new(&mistake::SELF).with("id", &id);
                self.mistakes.add(&origin, message).help = Some(&mistake::LEAVE_OUT);
            } else if !conflict {
                known.slots[from].requires.push(to);
            } else if inner < known.slots[outer].end {
                let message = Message::new(&mistake::CONFLICTING_FAMILY).with("id", &known.slots[from].id);
                self.mistakes.add(&origin, message.with("other", &id)).help = Some(&mistake::LEAVE_OUT);
            } else {
                known.slots[from].conflicts.push(to);
            }
        }
    }

    /// The groups of a list.
    pub fn groups(&mut self, value: Value, known: &Slots) -> Vec<Group> {
        let mut groups = Vec::new();
        for (table, origin) in self.tables("groups", value) {
            if table.len() != 1 {
                let message = Message::new(&mistake::WANT_GROUP).with("count", table.len());
                let message = message.with("known", GROUPS.map(|(name, _)| name).join(", "));
                self.mistakes.add(&origin, message).help = Some(&mistake::HEADS);
            }
            groups
                .extend(table.into_iter().filter_map(|(key, value)| self.group(&key, value, &origin, known)));
        }
        groups
    }

    fn group(&mut self, key: &Key, value: Value, origin: &Origin, known: &Slots) -> Option<Group> {
        let Some((_, kind)) = GROUPS.iter().find(|(name, _)| *name == key.name) else {
            self.mistakes.unknown_key(key, &GROUPS.map(|(name, _)| name));
            return None;
        };
        let whole = value.origin.clone();
        let before = self.mistakes.found.len();
        let ids = self.texts(&key.name, value);
        let distinct: FxHashSet<_> = ids.iter().map(|(id, _)| id).collect();
        if distinct.len() < 2 && self.mistakes.found.len() == before {
            self.mistakes.add(&whole, Message::new(&mistake::SMALL_GROUP)).help = Some(&mistake::NO_GROUP);
        }
        let slots = ids.iter().filter_map(|(id, place)| self.resolved(id, place, known)).collect();
        Some(Group { origin: origin.clone(), kind: *kind, slots })
    }

    /// The slot with an id.
    fn resolved(&mut self, id: &str, origin: &Origin, known: &Slots) -> Option<usize> {
        let found = known.by_id.get(id).copied();
        if found.is_none() {
            let message = Message::new(&mistake::NO_SLOT).with("key", id);
            let ids = || known.slots.iter().map(|slot| slot.id.as_str()).filter(|id| !id.is_empty());
            // Whoever forgets the slots around it means it all the same.
            match ids().find(|known| known.rsplit('.').next() == Some(id)) {
                Some(whole) => {
                    self.mistakes.add(origin, message.with("similar", whole)).help = Some(&DID_YOU_MEAN);
                }
                None => {
                    let ids: Vec<_> = ids().collect();
                    self.mistakes.unknown(origin, message, &ids);
                }
            }
        }
        found
    }
}
