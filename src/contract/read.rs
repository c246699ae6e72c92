//! From the YAML of a contract to what it means, by hand, so that every mistake is told at its place and all of them at once.

pub(super) mod content;
pub(super) mod fields;
mod patterns;
mod reach;
pub(super) mod references;
pub(super) mod slots;
pub(super) mod values;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::title::Normalise;
use super::{Check, Contract, Extras, Phase, Unit, mistake};
use crate::config::mistake::Mistakes;
use crate::config::{Patterns, patterns_from};
use crate::message::{Lang, Message};
use crate::source::SourceFile;
use crate::value::{Data, Key, Origin, Table, Value};
use patterns::Against;
use slots::{Around, Defaults, Slots};
use values::{LANGUAGES, Reader};

pub(super) const KEYS: [&str; 14] = [
    "contract",
    "lang",
    "applies",
    "extends",
    "normalise",
    "unit",
    "forms",
    "order",
    "extras",
    "defaults",
    "fields",
    "slots",
    "groups",
    "phases",
];
pub(super) const NORMALISE_KEYS: [&str; 4] = ["numbering", "emoji", "optional_suffix", "conjunctions"];
pub(super) const STRIP: [(&str, bool); 2] = [("strip", true), ("keep", false)];
pub(super) const FOLD: [(&str, bool); 2] = [("fold", true), ("keep", false)];
pub(super) const UNIT_KEYS: [&str; 3] = ["select", "unless", "identity"];
pub(super) const SELECT_KEYS: [&str; 1] = ["heading"];
pub(super) const HEADING_KEYS: [&str; 2] = ["level", "pattern"];
pub(super) const PHASE_KEYS: [&str; 1] = ["downgrade"];
pub(super) const CHECKS: [(&str, Check); 6] = [
    ("required", Check::Required),
    ("min", Check::Min),
    ("has", Check::Has),
    ("order", Check::Order),
    ("type", Check::Type),
    ("citation", Check::Citation),
];
const UNIT_EXAMPLE: &str = "select: {heading: {level: 2}}";

/// Reads a contract from the table of `file`, which holds what it inherits; patterns of paths start at `folder`.
///
/// `None` if there are mistakes.
pub(crate) fn read(
    table: Table,
    file: &Arc<SourceFile>,
    folder: &Path,
    mistakes: &mut Mistakes,
) -> Option<Contract> {
    let before = mistakes.found.len();
    let mut reader = Reader { mistakes, patterns: 0, too_many_slots: false };
    let contract = reader.contract(table, file, folder);
    (mistakes.found.len() == before).then_some(contract)
}

impl Reader<'_> {
    fn contract(&mut self, table: Table, file: &Arc<SourceFile>, folder: &Path) -> Contract {
        let mut contract = Contract {
            name: String::new(),
            file: file.clone(),
            languages: LANGUAGES.map(|(_, lang)| lang).to_vec(),
            applies: None,
            normalise: Normalise::default(),
            unit: None,
            in_order: false,
            extras: Extras::Allow,
            fields: Vec::new(),
            slots: Vec::new(),
            groups: Vec::new(),
            phases: Vec::new(),
            index: OnceLock::new(),
        };
        let (mut named, mut defaults) = (false, Defaults::default());
        let (mut slots, mut groups) = (None, None);
        for (key, value) in table {
            let name = key.name.as_str();
            match name {
                "contract" => {
                    named = true;
                    contract.name = self.name(name, value).map(|(name, _)| name).unwrap_or_default();
                }
                "lang" => contract.languages = self.languages_of(value),
                "applies" => contract.applies = Some(self.applies(name, value, folder)),
                // Whoever found the file has followed it.
                "extends" => {}
                "normalise" => contract.normalise = self.normalise(value),
                "unit" => contract.unit = self.unit(value),
                "forms" => defaults.forms = self.forms(value),
                "order" => self.set(name, value, &slots::ORDER, &mut contract.in_order),
                "extras" => self.set(name, value, &slots::EXTRAS, &mut contract.extras),
                "defaults" => self.defaults(value, &mut defaults),
                "fields" => contract.fields = self.fields(value),
                "slots" => slots = Some(value),
                "groups" => groups = Some(value),
                "phases" => contract.phases = self.phases(value),
                _ => self.mistakes.unknown_key(&key, &KEYS),
            }
        }
        if !named {
            self.missing(&Origin::new(file, 0, 0), "contract", "contract: case-study");
        }
        let mut known = Slots::default();
        if let Some(value) = slots {
            let around = Around { parent: None, in_order: contract.in_order, extras: contract.extras };
            self.slots(value, &defaults, &around, &mut known);
        }
        self.resolve(&mut known);
        contract.groups = groups.map(|value| self.groups(value, &known)).unwrap_or_default();
        contract.slots = known.slots;
        self.reach(&contract);
        contract
    }

    fn languages_of(&mut self, value: Value) -> Vec<Lang> {
        self.not_empty("lang", &value);
        self.choices("lang", value, &LANGUAGES)
    }

    fn applies(&mut self, key: &str, value: Value, folder: &Path) -> Patterns {
        let whole = value.origin.clone();
        let patterns = self.texts(key, value);
        patterns_from(patterns, folder, &whole, self.mistakes)
    }

    fn normalise(&mut self, value: Value) -> Normalise {
        let mut normalise = Normalise::default();
        for (key, value) in self.table("normalise", value) {
            let name = key.name.as_str();
            match name {
                "numbering" => self.set(name, value, &STRIP, &mut normalise.numbering),
                "emoji" => self.set(name, value, &STRIP, &mut normalise.emoji),
                "optional_suffix" => self.set(name, value, &STRIP, &mut normalise.optional_suffix),
                "conjunctions" => self.set(name, value, &FOLD, &mut normalise.conjunctions),
                _ => self.mistakes.unknown_key(&key, &NORMALISE_KEYS),
            }
        }
        normalise
    }

    fn unit(&mut self, value: Value) -> Option<Unit> {
        let whole = value.origin.clone();
        let is_table = matches!(&value.data, Data::Table(_));
        let (mut unit, mut selected) = (None, false);
        let (mut unless, mut identity) = (Vec::new(), Vec::new());
        for (key, value) in self.table("unit", value) {
            let name = key.name.as_str();
            match name {
                "select" => {
                    selected = true;
                    unit = self.select(value);
                }
                "unless" => unless = self.patterns(name, value, Against::Titles),
                "identity" => identity = self.texts(name, value),
                _ => self.mistakes.unknown_key(&key, &UNIT_KEYS),
            }
        }
        if !selected && is_table {
            self.missing(&whole, "select", UNIT_EXAMPLE);
        }
        let unit: Unit = unit?;
        let captures: Vec<_> =
            unit.pattern.iter().flat_map(|pattern| pattern.capture_names().flatten()).collect();
        for (name, origin) in &identity {
            if !captures.contains(&name.as_str()) {
                let message = Message::new(&mistake::NO_CAPTURE).with("key", name);
                if captures.is_empty() {
                    self.mistakes.add(origin, message).help = Some(&mistake::NAME_CAPTURE);
                } else {
                    self.mistakes.unknown(origin, message, &captures);
                }
            }
        }
        let identity = identity.into_iter().map(|(name, _)| name).collect();
        Some(Unit { unless, identity, ..unit })
    }

    /// The headings that open a case; `None` if they can't be told for a mistake.
    fn select(&mut self, value: Value) -> Option<Unit> {
        let whole = value.origin.clone();
        let before = self.mistakes.found.len();
        let mut heading = None;
        for (key, value) in self.table("select", value) {
            match key.name.as_str() {
                "heading" => heading = Some(value),
                _ => self.mistakes.unknown_key(&key, &SELECT_KEYS),
            }
        }
        if heading.is_none() && self.mistakes.found.len() == before {
            self.missing(&whole, "heading", UNIT_EXAMPLE);
        }
        let mut unit = Unit { levels: 1..=6, pattern: None, unless: Vec::new(), identity: Vec::new() };
        for (key, value) in self.table("heading", heading?) {
            let name = key.name.as_str();
            match name {
                "level" => {
                    if let Some(Some(levels)) = self.levels(name, value) {
                        unit.levels = levels;
                    }
                }
                "pattern" => unit.pattern = self.pattern(name, value, Against::Titles),
                _ => self.mistakes.unknown_key(&key, &HEADING_KEYS),
            }
        }
        (self.mistakes.found.len() == before).then_some(unit)
    }

    fn phases(&mut self, value: Value) -> Vec<Phase> {
        let phases = self.table("phases", value).into_iter();
        phases.map(|(key, value)| self.phase(key, value)).collect()
    }

    fn phase(&mut self, name: Key, value: Value) -> Phase {
        let mut downgrade = Vec::new();
        for (key, value) in self.table(&name.name, value) {
            match key.name.as_str() {
                "downgrade" => downgrade = self.choices("downgrade", value, &CHECKS),
                _ => self.mistakes.unknown_key(&key, &PHASE_KEYS),
            }
        }
        Phase { name: name.name, downgrade }
    }
}
