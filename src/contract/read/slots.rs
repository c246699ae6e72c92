//! Reads the slots of a contract, each with what is true of all slots unless it says otherwise.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use super::fields::{CITATION, SEVERITIES};
use super::patterns::Against;
use super::references::Reference;
use super::values::{Bound, MOST, Reader};
use crate::config::mistake as config_mistake;
use crate::contract::{Extras, Form, Length, Presence, Slot, Words, mistake};
use crate::diagnostic::{Label, Severity};
use crate::message::Message;
use crate::value::{Data, Origin, Table, Value};

pub(in crate::contract) const SLOT_KEYS: [&str; 22] = [
    "id",
    "name",
    "aliases",
    "patterns",
    "forms",
    "level",
    "required",
    "min",
    "max",
    "placeholder",
    "has",
    "order",
    "extras",
    "guidance",
    "message",
    "severity",
    "citation",
    "kind",
    "role",
    "requires",
    "conflicts",
    "slots",
];
pub(in crate::contract) const DEFAULTS_KEYS: [&str; 7] =
    ["required", "level", "min", "max", "placeholder", "citation", "severity"];
pub(in crate::contract) const MIN_KEYS: [&str; 3] = ["chars", "times", "count"];
pub(in crate::contract) const MAX_KEYS: [&str; 2] = ["chars", "times"];
pub(in crate::contract) const ORDER: [(&str, bool); 2] = [("none", false), ("declared", true)];
pub(in crate::contract) const EXTRAS: [(&str, Extras); 3] =
    [("allow", Extras::Allow), ("warn", Extras::Warn), ("deny", Extras::Deny)];
pub(in crate::contract) const PLACEHOLDER: [(&str, bool); 2] = [("deny", true), ("allow", false)];
pub(in crate::contract) const COUNTED: [(&str, Counted); 2] =
    [("table", Counted::Table), ("code", Counted::Code)];
pub(in crate::contract) const RECOMMENDED: &str = "recommended";
/// So many slots may a contract have: matching compares each of them with each section.
const MOST_SLOTS: usize = 500;

/// What counts besides text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::contract) enum Counted {
    Table,
    Code,
}

/// What is true of slots that don't say otherwise.
#[derive(Clone)]
pub(super) struct Defaults {
    pub forms: Vec<Form>,
    levels: Option<RangeInclusive<u8>>,
    presence: Presence,
    length: Length,
    placeholder_denied: bool,
    citation: bool,
    severity: Option<Severity>,
}

impl Default for Defaults {
    fn default() -> Self {
        Defaults {
            forms: vec![Form::Heading, Form::LeadIn],
            levels: None,
            presence: Presence::Required,
            length: Length { min: 0, max: None, tables: true, code: true },
            placeholder_denied: true,
            citation: false,
            severity: None,
        }
    }
}

/// Where slots stand.
pub(super) struct Around {
    /// The slot that they are in.
    pub parent: Option<usize>,
    pub in_order: bool,
    pub extras: Extras,
}

/// The slots that were read so far, in pre-order.
#[derive(Default)]
pub(super) struct Slots {
    pub slots: Vec<Slot>,
    /// Indexes by id.
    pub by_id: FxHashMap<String, usize>,
    pub references: Vec<Reference>,
}

impl Reader<'_> {
    /// What `defaults` says over what is said without it.
    pub fn defaults(&mut self, value: Value, defaults: &mut Defaults) {
        let mut bounds = Bounds::default();
        for (key, value) in self.table("defaults", value) {
            let name = key.name.as_str();
            match name {
                "required" => self.presence(name, value, &mut defaults.presence),
                "level" => defaults.levels = self.levels(name, value).unwrap_or_default(),
                "min" => self.min(value, &["chars", "count"], &mut defaults.length, &mut bounds),
                "max" => self.max(value, &["chars"], &mut bounds),
                "placeholder" => self.set(name, value, &PLACEHOLDER, &mut defaults.placeholder_denied),
                "citation" => self.set(name, value, &CITATION, &mut defaults.citation),
                "severity" => defaults.severity = self.choice(name, value, &SEVERITIES),
                _ => self.mistakes.unknown_key(&key, &DEFAULTS_KEYS),
            }
        }
        self.length(bounds, &mut defaults.length);
    }

    /// Adds the slots of a list to `known`.
    pub fn slots(&mut self, value: Value, defaults: &Defaults, around: &Around, known: &mut Slots) {
        for (table, origin) in self.tables("slots", value) {
            self.slot(table, origin, defaults, around, known);
        }
    }

    fn slot(
        &mut self,
        table: Table,
        origin: Origin,
        defaults: &Defaults,
        around: &Around,
        known: &mut Slots,
    ) {
        let index = known.slots.len();
        if index == MOST_SLOTS {
            if !std::mem::replace(&mut self.too_many_slots, true) {
                let message = Message::new(&mistake::TOO_MANY).with("most", MOST_SLOTS).with("what", "slots");
                self.mistakes.add(&origin, message).help = Some(&mistake::SPLIT);
            }
            return;
        }
        let (table, id) = self.id(table, &origin, around, known);
        let mut slot = Slot {
            id,
            origin,
            parent: around.parent,
            end: index + 1,
            name: Words::default(),
            aliases: Vec::new(),
            patterns: Vec::new(),
            forms: defaults.forms.clone(),
            levels: defaults.levels.clone(),
            presence: defaults.presence,
            times: 1..=1,
            length: defaults.length.clone(),
            placeholder_denied: defaults.placeholder_denied,
            has: Vec::new(),
            in_order: around.in_order,
            extras: around.extras,
            requires: Vec::new(),
            conflicts: Vec::new(),
            guidance: Words::default(),
            severity: defaults.severity,
            message: Words::default(),
            citation: defaults.citation,
            kind: None,
            role: None,
        };
        let nested = self.read_slot(table, index, &mut slot, known);
        known.slots.push(slot);
        if let Some(nested) = nested {
            let slot = &known.slots[index];
            let around = Around { parent: Some(index), in_order: slot.in_order, extras: slot.extras };
            self.slots(nested, defaults, &around, known);
            known.slots[index].end = known.slots.len();
        }
    }

    /// Reads all but the id, and returns the slots in it.
    fn read_slot(&mut self, table: Table, index: usize, slot: &mut Slot, known: &mut Slots) -> Option<Value> {
        let (mut bounds, mut nested, mut named) = (Bounds::default(), None, false);
        for (key, value) in table {
            let name = key.name.as_str();
            match name {
                "id" => {}
                "name" => {
                    named = true;
                    slot.name = self.words(name, value);
                }
                "aliases" => slot.aliases = self.aliases(name, value),
                "patterns" => slot.patterns = self.patterns(name, value, Against::Titles),
                "forms" => slot.forms = self.forms(value),
                "level" => slot.levels = self.levels(name, value).unwrap_or_default(),
                "required" => self.presence(name, value, &mut slot.presence),
                "min" => self.min(value, &MIN_KEYS, &mut slot.length, &mut bounds),
                "max" => self.max(value, &MAX_KEYS, &mut bounds),
                "placeholder" => self.set(name, value, &PLACEHOLDER, &mut slot.placeholder_denied),
                "has" => slot.has = self.contents(name, value),
                "order" => self.set(name, value, &ORDER, &mut slot.in_order),
                "extras" => self.set(name, value, &EXTRAS, &mut slot.extras),
                "guidance" => slot.guidance = self.words(name, value),
                "message" => slot.message = self.words(name, value),
                "severity" => slot.severity = self.choice(name, value, &SEVERITIES),
                "citation" => self.set(name, value, &CITATION, &mut slot.citation),
                "kind" => slot.kind = self.text(name, value).map(|(text, _)| text),
                "role" => slot.role = self.text(name, value).map(|(text, _)| text),
                "requires" => self.refer(name, value, index, false, &mut known.references),
                "conflicts" => self.refer(name, value, index, true, &mut known.references),
                "slots" => nested = Some(value),
                _ => {
                    named |= Self::resembles(&key, "name", &SLOT_KEYS);
                    self.mistakes.unknown_key(&key, &SLOT_KEYS);
                }
            }
        }
        if !named {
            self.missing(&slot.origin, "name", "name: {zh: 风险, en: Risks}");
        }
        slot.times = self.times(&mut bounds);
        self.length(bounds, &mut slot.length);
        nested
    }

    /// The id of a slot with those that it is in, which no other slot has.
    fn id(&mut self, table: Table, origin: &Origin, around: &Around, known: &mut Slots) -> (Table, String) {
        let (mut rest, mut id, mut named) = (Table::new(), None, false);
        for (key, value) in table {
            if key.name == "id" {
                named = true;
                id = self.name("id", value);
            } else {
                named |= Self::resembles(&key, "id", &SLOT_KEYS);
                rest.push((key, value));
            }
        }
        if !named {
            self.missing(origin, "id", "id: risks");
        }
        let Some((own, place)) = id else { return (rest, String::new()) };
        let id = match around.parent.map(|parent| &known.slots[parent].id) {
            Some(parent) if !parent.is_empty() => format!("{parent}.{own}"),
            _ => own,
        };
        match known.by_id.get(&id).map(|first| known.slots[*first].origin.clone()) {
            Some(first) => {
                let twice = self.mistakes.add(&place, Message::new(&mistake::TWO_SLOTS).with("id", &id));
                twice.help = Some(&mistake::RENAME_SLOT);
                twice.labels.push(Label {
                    path: first.file.path.clone(),
                    place: first.place(),
                    message: Message::new(&mistake::FIRST_SLOT),
                });
            }
            None => {
                known.by_id.insert(id.clone(), known.slots.len());
            }
        }
        (rest, id)
    }

    pub fn forms(&mut self, value: Value) -> Vec<Form> {
        self.not_empty("forms", &value);
        self.choices("forms", value, &Form::ALL.map(|form| (form.name(), form)))
    }

    /// Sets what a word means, if it means anything.
    pub fn set<T: Copy>(&mut self, key: &str, value: Value, choices: &[(&'static str, T)], setting: &mut T) {
        if let Some(chosen) = self.choice(key, value, choices) {
            *setting = chosen;
        }
    }

    fn presence(&mut self, key: &str, value: Value, presence: &mut Presence) {
        *presence = match &value.data {
            Data::Boolean(true) => Presence::Required,
            Data::Boolean(false) => Presence::Optional,
            Data::String(word) if word == RECOMMENDED => Presence::Recommended,
            Data::String(word) => {
                let message =
                    Message::new(&config_mistake::UNKNOWN_WORD).with("option", key).with("key", word);
                self.mistakes.unknown(&value.origin, message, &["true", RECOMMENDED, "false"]);
                return;
            }
            _ => {
                let message = Message::new(&mistake::WANT_PRESENCE).with("key", key);
                self.mistakes.add(&value.origin, message.with("found", value.type_name()));
                return;
            }
        };
    }
}

/// Bounds that were read, before they are held against each other.
#[derive(Default)]
struct Bounds {
    min_chars: Bound,
    max_chars: Bound,
    min_times: Bound,
    max_times: Bound,
}

impl Reader<'_> {
    fn min(&mut self, value: Value, keys: &[&str], length: &mut Length, bounds: &mut Bounds) {
        for (key, value) in self.bounds("min", value) {
            match key.name.as_str() {
                "chars" => bounds.min_chars = self.number("chars", value, 0),
                "times" if keys.contains(&"times") => bounds.min_times = self.number("times", value, 1),
                "count" => {
                    let counted = self.choices("count", value, &COUNTED);
                    length.tables = counted.contains(&Counted::Table);
                    length.code = counted.contains(&Counted::Code);
                }
                _ => self.mistakes.unknown_key(&key, keys),
            }
        }
    }

    /// The pairs of a table of bounds, for which a bare number is taken most readily.
    fn bounds(&mut self, key: &str, value: Value) -> Table {
        if !matches!(value.data, Data::Integer(_)) {
            return self.table(key, value);
        }
        let written = value.origin.file.slice(value.origin.span);
        let message = Message::new(&config_mistake::WANT_TABLE).with("key", key);
        let message = message.with("found", value.type_name());
        let message = message.with("example", format_args!("{key}: {{chars: {written}}}"));
        self.mistakes.add(&value.origin, message).help = Some(&mistake::EXAMPLE);
        Table::new()
    }

    fn max(&mut self, value: Value, keys: &[&str], bounds: &mut Bounds) {
        for (key, value) in self.bounds("max", value) {
            match key.name.as_str() {
                "chars" => bounds.max_chars = self.number("chars", value, 1),
                "times" if keys.contains(&"times") => bounds.max_times = self.number("times", value, 1),
                _ => self.mistakes.unknown_key(&key, keys),
            }
        }
    }

    /// Sets the bounds of a length that are said.
    fn length(&mut self, bounds: Bounds, length: &mut Length) {
        let has_max = bounds.max_chars.is_some() || length.max.is_some();
        let otherwise = length.min..=length.max.unwrap_or(MOST);
        let range = self.range(bounds.min_chars, bounds.max_chars, otherwise);
        length.min = *range.start();
        length.max = has_max.then_some(*range.end());
    }

    /// How often a slot may appear: once, unless it says more.
    fn times(&mut self, bounds: &mut Bounds) -> RangeInclusive<u32> {
        let several = bounds.min_times.as_ref().is_some_and(|(min, _)| *min > 1);
        let most = if several { u32::MAX } else { 1 };
        self.range(bounds.min_times.take(), bounds.max_times.take(), 1..=most)
    }
}
