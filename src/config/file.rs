//! One configuration file of casegate, read without a key left over and without a look at any other file.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use super::layer::{Layer, Step};
use super::mistake::{self, Mistakes};
use super::patterns::{Dialect, Patterns, PatternsBuilder, Useless};
use super::{ContractName, NamedContract, NamedFile, Preset, rules};
use crate::contract::{SHIPPED, names_file, shipped_names};
use crate::library::NOT_SHIPPED;
use crate::message::Message;
use crate::rules::Family;
use crate::value::{Data, Key, Origin, Table, Value};

/// The keys of a file.
pub(super) const KEYS: [&str; 8] =
    ["extends", "preset", "include", "exclude", "rules", "overrides", "gate", "library"];
pub(super) const LIBRARY_KEYS: [&str; 4] = ["root", "bibliography", "contracts", "plan"];
pub(super) const OVERRIDE_KEYS: [&str; 2] = ["paths", "rules"];
/// What a gate may ask for, in percent.
pub(super) const PERCENT: RangeInclusive<f64> = 0.0..=100.0;

/// What one file says; what it does not say is `None` or empty.
#[derive(Debug, Default)]
pub struct ConfigFile {
    /// The file; `None` for the command line.
    pub file: Option<PathBuf>,
    /// The files that this one builds on, absolute, the last one counting most.
    pub extends: Vec<(PathBuf, Origin)>,
    /// The preset.
    pub preset: Option<(Preset, Origin)>,
    /// What is a document.
    pub include: Option<(Patterns, Origin)>,
    /// What is left out.
    pub exclude: Option<(Patterns, Origin)>,
    /// Rules, then overrides in their order.
    pub steps: Vec<Step>,
    /// The least score of each family in percent.
    pub gate: [Option<(f64, Origin)>; 4],
    /// The folder that root-absolute links start from.
    pub root: Option<(PathBuf, Origin)>,
    /// BibTeX files.
    pub bibliography: Option<(Vec<NamedFile>, Origin)>,
    /// Contracts.
    pub contracts: Option<(Vec<NamedContract>, Origin)>,
    /// The plan.
    pub plan: Option<NamedFile>,
    /// False if the file has mistakes.
    pub sound: bool,
}

/// Reads the table of a file; its patterns and paths start from `folder`.
pub(super) fn read(file: Option<&Path>, folder: &Path, table: Table, mistakes: &mut Mistakes) -> ConfigFile {
    let before = mistakes.found.len();
    let mut reader = Reader { mistakes, folder };
    let mut read = ConfigFile { file: file.map(Path::to_owned), ..ConfigFile::default() };
    let mut overrides = Vec::new();
    for (key, value) in table {
        match key.name.as_str() {
            "extends" => read.extends = reader.extends(value),
            "preset" => read.preset = reader.preset(value),
            "include" => read.include = reader.patterns(&key, value),
            "exclude" => read.exclude = reader.patterns(&key, value),
            "rules" => {
                if let Some(table) = reader.table(&key, value) {
                    read.steps.push(Step::always(rules::layer(table, reader.mistakes)));
                }
            }
            "overrides" => overrides = reader.overrides(&key, value),
            "gate" => reader.gate(&key, value, &mut read.gate),
            "library" => reader.library(&key, value, &mut read),
            name if rules::is_name(name) => reader.mistakes.key_of_rules(&key),
            _ => reader.mistakes.unknown_key(&key, &KEYS),
        }
    }
    read.steps.append(&mut overrides);
    read.sound = mistakes.found.len() == before;
    read
}

struct Reader<'m> {
    mistakes: &'m mut Mistakes,
    folder: &'m Path,
}

impl Reader<'_> {
    fn extends(&mut self, value: Value) -> Vec<(PathBuf, Origin)> {
        let names = match value.data {
            Data::String(name) => vec![(name, value.origin)],
            Data::Array(_) => self.strings("extends", value),
            _ => {
                self.mistakes.mistyped(&mistake::WANT_STRING_OR_STRINGS, "extends", &value);
                Vec::new()
            }
        };
        names.into_iter().map(|(name, origin)| (self.folder.join(name), origin)).collect()
    }

    fn preset(&mut self, value: Value) -> Option<(Preset, Origin)> {
        let (name, origin) = self.string("preset", value)?;
        let preset = Preset::ALL.into_iter().find(|preset| preset.name() == name);
        if preset.is_none() {
            let message = Message::new(&mistake::UNKNOWN_PRESET).with("key", name);
            self.mistakes.unknown(&origin, message, &Preset::ALL.map(Preset::name));
        }
        Some((preset?, origin))
    }

    fn patterns(&mut self, key: &Key, value: Value) -> Option<(Patterns, Origin)> {
        let origin = value.origin.clone();
        let patterns = self.strings(&key.name, value);
        Some((patterns_from(patterns, self.folder, &origin, self.mistakes), origin))
    }

    fn overrides(&mut self, key: &Key, value: Value) -> Vec<Step> {
        let Data::Array(items) = value.data else {
            self.mistakes.mistyped(&mistake::WANT_TABLES, &key.name, &value);
            return Vec::new();
        };
        items.into_iter().filter_map(|item| self.one_override(key, item)).collect()
    }

    fn one_override(&mut self, key: &Key, value: Value) -> Option<Step> {
        let Data::Table(table) = value.data else {
            self.mistakes.mistyped(&mistake::WANT_TABLES, &key.name, &value);
            return None;
        };
        let (mut paths, mut layer) = (None, Layer::default());
        for (key, value) in table {
            match key.name.as_str() {
                "paths" => {
                    if matches!(&value.data, Data::Array(items) if items.is_empty()) {
                        self.no_paths(&value.origin);
                    }
                    paths = self.patterns(&key, value).map(|(patterns, _)| patterns);
                }
                "rules" => {
                    if let Some(table) = self.table(&key, value) {
                        layer = rules::layer(table, self.mistakes);
                    }
                }
                _ => self.mistakes.unknown_key(&key, &OVERRIDE_KEYS),
            }
        }
        if paths.is_none() {
            self.no_paths(&value.origin);
        }
        paths.map(|paths| Step::only(paths, layer))
    }

    fn no_paths(&mut self, origin: &Origin) {
        self.mistakes.add(origin, Message::new(&mistake::NO_PATHS)).help = Some(&mistake::PATHS_EXAMPLE);
    }

    fn gate(&mut self, key: &Key, value: Value, gate: &mut [Option<(f64, Origin)>; 4]) {
        for (key, value) in self.table(key, value).unwrap_or_default() {
            let Some(family) = Family::ALL.into_iter().find(|family| family.name() == key.name) else {
                self.mistakes.unknown_key(&key, &Family::ALL.map(Family::name));
                continue;
            };
            let percent = match value.data {
                Data::Integer(number) => number as f64,
                Data::Float(number) => number,
                _ => {
                    self.mistakes.mistyped(&mistake::WANT_NUMBER, &key.name, &value);
                    continue;
                }
            };
            if PERCENT.contains(&percent) {
                gate[family as usize] = Some((percent, value.origin));
            } else {
                let written = value.origin.file.slice(value.origin.span);
                let message =
                    Message::new(&mistake::OUT_OF_RANGE).with("key", &key.name).with("value", written);
                self.mistakes.add(&value.origin, message);
            }
        }
    }

    fn library(&mut self, key: &Key, value: Value, read: &mut ConfigFile) {
        for (key, value) in self.table(key, value).unwrap_or_default() {
            match key.name.as_str() {
                "root" => {
                    let Some((root, origin)) = self.string("root", value) else { continue };
                    let folder = self.folder.join(&root);
                    if folder.is_dir() {
                        read.root = Some((folder, origin));
                    } else {
                        let message = Message::new(&mistake::NO_FOLDER).with("path", root);
                        self.mistakes.add(&origin, message).help = Some(&mistake::RELATIVE);
                    }
                }
                "bibliography" => {
                    let whole = value.origin.clone();
                    let names = self.strings("bibliography", value).into_iter();
                    let files =
                        names.map(|(name, origin)| NamedFile { file: self.folder.join(name), origin });
                    read.bibliography = Some((files.collect(), whole));
                }
                "contracts" => {
                    let whole = value.origin.clone();
                    let names = self.strings("contracts", value).into_iter();
                    let named = names.filter_map(|(name, origin)| self.contract(name, origin)).collect();
                    read.contracts = Some((named, whole));
                }
                "plan" => {
                    let plan = self.string("plan", value);
                    read.plan = plan.map(|(name, origin)| NamedFile { file: self.folder.join(name), origin });
                }
                _ => self.mistakes.unknown_key(&key, &LIBRARY_KEYS),
            }
        }
    }

    fn contract(&mut self, name: String, origin: Origin) -> Option<NamedContract> {
        let shipped = SHIPPED.iter().find(|(known, _)| *known == name).map(|(known, _)| *known);
        let name = match shipped {
            Some(name) => ContractName::Shipped(name),
            None if names_file(&name) => {
                let file = self.folder.join(&name);
                if name.contains(['*', '?', '[']) && !file.exists() {
                    ContractName::Files { folder: self.folder.to_owned(), pattern: name }
                } else {
                    ContractName::File(file)
                }
            }
            None => {
                let message = Message::new(&NOT_SHIPPED).with("key", name);
                self.mistakes.unknown(&origin, message, &shipped_names());
                return None;
            }
        };
        Some(NamedContract { name, folder: self.folder.to_owned(), origin })
    }

    fn table(&mut self, key: &Key, value: Value) -> Option<Table> {
        table(key, value, self.mistakes)
    }

    fn string(&mut self, key: &str, value: Value) -> Option<(String, Origin)> {
        match value.data {
            Data::String(text) => Some((text, value.origin)),
            _ => {
                self.mistakes.mistyped(&mistake::WANT_STRING, key, &value);
                None
            }
        }
    }

    fn strings(&mut self, key: &str, value: Value) -> Vec<(String, Origin)> {
        strings(key, value, self.mistakes)
    }
}

/// A table, or `None` with a mistake.
pub(super) fn table(key: &Key, value: Value, mistakes: &mut Mistakes) -> Option<Table> {
    match value.data {
        Data::Table(table) => Some(table),
        _ => {
            mistakes.mistyped(&mistake::WANT_TABLE, &key.name, &value);
            None
        }
    }
}

/// The texts of a list; what is none is a mistake.
pub(super) fn strings(key: &str, value: Value, mistakes: &mut Mistakes) -> Vec<(String, Origin)> {
    let Data::Array(items) = value.data else {
        mistakes.mistyped(&mistake::WANT_STRINGS, key, &value);
        return Vec::new();
    };
    let texts = items.into_iter().filter_map(|item| match item.data {
        Data::String(text) => Some((text, item.origin)),
        _ => {
            mistakes.mistyped(&mistake::WANT_STRINGS, key, &item);
            None
        }
    });
    texts.collect()
}

/// Patterns that start from `folder`; a useless one is a mistake.
pub(crate) fn patterns_from(
    patterns: Vec<(String, Origin)>,
    folder: &Path,
    whole: &Origin,
    mistakes: &mut Mistakes,
) -> Patterns {
    let mut builder = PatternsBuilder::new();
    for (pattern, origin) in patterns {
        match builder.add(&pattern, Dialect::Own) {
            Ok(()) => {}
            Err(Useless::Invalid(error)) => bad_pattern(&origin, &pattern, &error, mistakes),
            Err(Useless::NeverMatches(reason)) => {
                let message = Message::new(&mistake::NEVER_MATCHES).with("pattern", pattern);
                mistakes.add(&origin, message).help = Some(reason);
            }
        }
    }
    builder.build(folder).unwrap_or_else(|error| {
        bad_pattern(whole, "", &error, mistakes);
        Patterns::default()
    })
}

fn bad_pattern(origin: &Origin, pattern: &str, error: &globset::Error, mistakes: &mut Mistakes) {
    let message = Message::new(&mistake::BAD_PATTERN).with("pattern", pattern).with("reason", error.kind());
    mistakes.add(origin, message);
}
