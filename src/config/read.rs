//! Walks the tables of a configuration file and leaves no key unread.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::{self, Mistakes};
use super::patterns::PatternsBuilder;
use super::rules::Settings;
use super::{Config, LibrarySettings, NamedFile, Patterns, Preset};
use crate::diagnostic::Diagnostic;
use crate::engine::RuleSet;
use crate::message::Message;
use crate::rules::Family;
use crate::source::SourceFile;

const KEYS: [&str; 6] = ["preset", "include", "exclude", "rules", "gate", "library"];
const LIBRARY_KEYS: [&str; 2] = ["root", "bibliography"];

type Value<'s> = Spanned<DeValue<'s>>;

pub(super) fn config(file: &Path, source: &SourceFile, preset: Option<Preset>) -> (Config, Vec<Diagnostic>) {
    let mut reader = Reader { mistakes: Mistakes::new(source), folder: file.parent().unwrap_or(file) };
    let (table, errors) = DeTable::parse_recoverable(source.text());
    for error in &errors {
        let end = source.text().len();
        let message = Message::new(&mistake::SYNTAX).with("reason", error.message());
        reader.mistakes.add(error.span().unwrap_or(end..end), message);
    }
    let mut config = Config {
        file: Some(file.to_owned()),
        rules: Arc::new(RuleSet::default()),
        include: Patterns::default(),
        exclude: Patterns::default(),
        gate: [None; 4],
        library: LibrarySettings::default(),
        broken: false,
    };
    // What the parser recovered from a broken text would only be blamed for the same fault again.
    if errors.is_empty() {
        reader.tables(table.into_inner(), preset, &mut config);
    }
    config.broken = !reader.mistakes.found.is_empty();
    (config, reader.mistakes.found)
}

struct Reader<'s> {
    mistakes: Mistakes<'s>,
    folder: &'s Path,
}

impl<'s> Reader<'s> {
    fn tables(&mut self, table: DeTable<'s>, preset: Option<Preset>, config: &mut Config) {
        let mut chosen = Preset::default();
        let mut settings = Settings::default();
        for (key, value) in table {
            let at = key.span();
            match key.get_ref().as_ref() {
                "preset" => chosen = self.preset(value).unwrap_or_default(),
                "include" => config.include = self.patterns("include", value),
                "exclude" => config.exclude = self.patterns("exclude", value),
                "rules" => {
                    if let Some(rules) = self.table("rules", at, value) {
                        settings.read(rules, &mut self.mistakes);
                    }
                }
                "gate" => self.gate(at, value, &mut config.gate),
                "library" => self.library(at, value, &mut config.library),
                unknown => {
                    let message = Message::new(&mistake::UNKNOWN_KEY).with("key", unknown);
                    self.mistakes.unknown(at, message, &KEYS);
                }
            }
        }
        config.rules = Arc::new(settings.resolve(preset.unwrap_or(chosen), &mut self.mistakes));
    }

    fn preset(&mut self, value: Value<'s>) -> Option<Preset> {
        let (name, at) = self.string("preset", value)?;
        let preset = Preset::ALL.into_iter().find(|preset| preset.name() == name);
        if preset.is_none() {
            let message = Message::new(&mistake::UNKNOWN_PRESET).with("key", name);
            self.mistakes.unknown(at, message, &Preset::ALL.map(Preset::name));
        }
        preset
    }

    fn patterns(&mut self, key: &str, value: Value<'s>) -> Patterns {
        let mut builder = PatternsBuilder::new();
        let whole = value.span();
        for (pattern, at) in self.strings(key, value) {
            if let Err(error) = builder.add(&pattern) {
                self.bad_pattern(at, &pattern, error.kind());
            }
        }
        builder.build().unwrap_or_else(|error| {
            self.bad_pattern(whole, key, error.kind());
            Patterns::default()
        })
    }

    fn bad_pattern(&mut self, at: Range<usize>, pattern: &str, reason: &globset::ErrorKind) {
        let message = Message::new(&mistake::BAD_PATTERN).with("pattern", pattern).with("reason", reason);
        self.mistakes.add(at, message);
    }

    fn gate(&mut self, at: Range<usize>, value: Value<'s>, gate: &mut [Option<f64>; 4]) {
        for (key, value) in self.table("gate", at, value).unwrap_or_default() {
            let name = key.get_ref().as_ref();
            let Some(family) = Family::ALL.into_iter().find(|family| family.name() == name) else {
                let message = Message::new(&mistake::UNKNOWN_KEY).with("key", name);
                self.mistakes.unknown(key.span(), message, &Family::ALL.map(Family::name));
                continue;
            };
            let number = match value.get_ref() {
                DeValue::Integer(number) => {
                    i64::from_str_radix(number.as_str(), number.radix()).map(|n| n as f64).ok()
                }
                DeValue::Float(number) => number.as_str().parse().ok(),
                other => {
                    let found = other.type_str();
                    self.mistakes.mistyped(value.span(), &mistake::WANT_NUMBER, name, found);
                    continue;
                }
            };
            match number {
                Some(percent) if (0.0..=100.0).contains(&percent) => gate[family as usize] = Some(percent),
                _ => {
                    let written = &self.mistakes.source.text()[value.span()];
                    let message =
                        Message::new(&mistake::OUT_OF_RANGE).with("key", name).with("value", written);
                    self.mistakes.add(value.span(), message);
                }
            }
        }
    }

    fn library(&mut self, at: Range<usize>, value: Value<'s>, library: &mut LibrarySettings) {
        for (key, value) in self.table("library", at, value).unwrap_or_default() {
            match key.get_ref().as_ref() {
                "root" => {
                    let Some((root, at)) = self.string("root", value) else { continue };
                    let folder = self.folder.join(&root);
                    if folder.is_dir() {
                        library.root = Some(folder);
                    } else {
                        let message = Message::new(&mistake::NO_FOLDER).with("path", root);
                        self.mistakes.add(at, message).help = Some(&mistake::RELATIVE);
                    }
                }
                "bibliography" => {
                    for (name, at) in self.strings("bibliography", value) {
                        let source = self.mistakes.source;
                        library.bibliography.push(NamedFile {
                            file: self.folder.join(name),
                            named_in: source.path.clone(),
                            place: source.place(self.mistakes.span(at)),
                        });
                    }
                }
                unknown => {
                    let message = Message::new(&mistake::UNKNOWN_KEY).with("key", unknown);
                    self.mistakes.unknown(key.span(), message, &LIBRARY_KEYS);
                }
            }
        }
    }

    /// A table, or `None` with a mistake; the place of the key stands for a table that has no text of its own.
    fn table(&mut self, key: &str, at: Range<usize>, value: Value<'s>) -> Option<DeTable<'s>> {
        match value.into_inner() {
            DeValue::Table(table) => Some(table),
            other => {
                self.mistakes.mistyped(at, &mistake::WANT_TABLE, key, other.type_str());
                None
            }
        }
    }

    fn string(&mut self, key: &str, value: Value<'s>) -> Option<(String, Range<usize>)> {
        let at = value.span();
        match value.into_inner() {
            DeValue::String(text) => Some((text.into_owned(), at)),
            other => {
                self.mistakes.mistyped(at, &mistake::WANT_STRING, key, other.type_str());
                None
            }
        }
    }

    fn strings(&mut self, key: &str, value: Value<'s>) -> Vec<(String, Range<usize>)> {
        let at = value.span();
        match value.into_inner() {
            DeValue::Array(list) => list
                .into_iter()
                .filter_map(|item| {
                    let at = item.span();
                    match item.into_inner() {
                        DeValue::String(text) => Some((text.into_owned(), at)),
                        other => {
                            self.mistakes.mistyped(at, &mistake::WANT_STRINGS, key, other.type_str());
                            None
                        }
                    }
                })
                .collect(),
            other => {
                self.mistakes.mistyped(at, &mistake::WANT_STRINGS, key, other.type_str());
                Vec::new()
            }
        }
    }
}
