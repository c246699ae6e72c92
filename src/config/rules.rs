//! `[rules]`: what a file says about rules and families.

use rustc_hash::FxHashMap;

use super::layer::{Layer, Level, Statement, Subject};
use super::mistake::{self, Mistakes};
use super::option_types::tell_of_type;
use super::settings::bad_option;
use crate::diagnostic::{RuleId, Severity};
use crate::message::Message;
use crate::rules::{self, Family, Options, RuleDef, markdownlint};
use crate::value::{Data, Key, Origin, Table, Value};

/// What may stand for how much something weighs.
pub(super) const SEVERITIES: [&str; 4] = ["error", "warning", "info", "off"];
/// The key of the severity beside options.
pub(super) const SEVERITY: &str = "severity";

/// Reads the table `rules`.
pub(super) fn layer(table: Table, mistakes: &mut Mistakes) -> Layer {
    let mut reader = Reader { mistakes, families: Vec::new(), rules: Vec::new(), seen: FxHashMap::default() };
    for (key, value) in table {
        reader.entry(key, value);
    }
    // A rule wins over its family, whatever stands first.
    let mut statements = reader.families;
    statements.append(&mut reader.rules);
    Layer { statements, table: None }
}

struct Reader<'m> {
    mistakes: &'m mut Mistakes,
    families: Vec<Statement>,
    rules: Vec<Statement>,
    seen: FxHashMap<RuleId, Origin>,
}

impl Reader<'_> {
    fn entry(&mut self, key: Key, value: Value) {
        if let Some(family) = Family::ALL.into_iter().find(|family| family.name() == key.name) {
            self.family(family, value);
        } else if let Some(rule) = rules::find(&key.name) {
            self.rule(rule, key, value);
        } else if is_missing(&key.name) {
            self.missing(&key);
        } else {
            let families = Family::ALL.map(Family::name).into_iter();
            let known: Vec<&str> = families.chain(rules::all().flat_map(names)).collect();
            let message = Message::new(&mistake::UNKNOWN_RULE).with("key", &key.name);
            self.mistakes.unknown(&key.origin, message, &known);
        }
    }

    fn family(&mut self, family: Family, value: Value) {
        let mut said = None;
        match value.data {
            Data::Table(table) => {
                for (key, value) in table {
                    if key.name == SEVERITY {
                        said = level(SEVERITY, &value, self.mistakes);
                    } else if let Some(rule) = family.rules().iter().find(|rule| rule.answers_to(&key.name)) {
                        self.rule(rule, key, value);
                    } else if is_missing(&key.name) {
                        self.missing(&key);
                    } else {
                        let members = family.rules().iter().flat_map(|rule| names(rule));
                        let known: Vec<&str> = members.chain([SEVERITY]).collect();
                        let message = Message::new(&mistake::UNKNOWN_FAMILY_RULE)
                            .with("family", family.name())
                            .with("key", &key.name);
                        self.mistakes.unknown(&key.origin, message, &known);
                    }
                }
            }
            _ => said = level(family.name(), &value, self.mistakes),
        }
        if said.is_some() {
            let subject = Subject::Family(family);
            let (options, replaces) = (Vec::new(), false);
            self.families.push(Statement { subject, level: said, options, replaces });
        }
    }

    /// Tells of a rule of markdownlint: the name most like it would be that of quite another rule.
    fn missing(&mut self, key: &Key) {
        let message = Message::new(&mistake::NOT_HERE).with("key", &key.name);
        self.mistakes.add(&key.origin, message).help = Some(&mistake::SEE_RULES);
    }

    fn rule(&mut self, rule: &'static RuleDef, key: Key, value: Value) {
        if let Some(first) = self.seen.insert(rule.id, key.origin.clone()) {
            return self.mistakes.twice(&key.origin, rule.id, &first);
        }
        let mut options = Vec::new();
        let said = match value.data {
            Data::Table(table) => {
                let mut said = None;
                for (key, value) in table {
                    if key.name == SEVERITY {
                        said = level(SEVERITY, &value, self.mistakes);
                    } else {
                        options.push((key, value));
                    }
                }
                // Options without a severity say that the rule is wanted.
                said.or_else(|| (!options.is_empty()).then(|| (Level::On(None), key.origin.clone())))
            }
            _ => level(&key.name, &value, self.mistakes),
        };
        check_options(rule, &options, self.mistakes);
        let subject = Subject::Rule(rule);
        self.rules.push(Statement { subject, level: said, options, replaces: false });
    }
}

/// True for a rule that markdownlint has and casegate has not.
fn is_missing(name: &str) -> bool {
    rules::find(name).is_none() && markdownlint::RULES.iter().any(|theirs| theirs.answers_to(name))
}

/// True if `name` is that of a rule or family.
pub(super) fn is_name(name: &str) -> bool {
    rules::find(name).is_some() || Family::ALL.into_iter().any(|family| family.name() == name)
}

/// The names that a rule answers to, the one that files use first.
pub(super) fn names(rule: &RuleDef) -> impl Iterator<Item = &'static str> {
    [rule.name()].into_iter().chain(rule.aliases.iter().copied())
}

/// A severity, `"off"`, true or false.
fn level(key: &str, value: &Value, mistakes: &mut Mistakes) -> Option<(Level, Origin)> {
    let level = match &value.data {
        Data::Boolean(true) if key != SEVERITY => Level::On(None),
        Data::Boolean(false) if key != SEVERITY => Level::Off,
        Data::String(name) => match name.as_str() {
            "error" => Level::On(Some(Severity::Error)),
            "warning" => Level::On(Some(Severity::Warning)),
            "info" => Level::On(Some(Severity::Info)),
            "off" => Level::Off,
            unknown => {
                let message = Message::new(&mistake::UNKNOWN_SEVERITY).with("key", unknown);
                mistakes.unknown(&value.origin, message, &SEVERITIES);
                return None;
            }
        },
        _ => {
            let wanted = if key == SEVERITY { &mistake::WANT_STRING } else { &mistake::WANT_RULE };
            mistakes.mistyped(wanted, key, value);
            return None;
        }
    };
    Some((level, value.origin.clone()))
}

/// The options that a schema describes.
pub(super) fn option_names(schema: &schemars::Schema) -> Vec<&str> {
    let properties = schema.get("properties").and_then(|properties| properties.as_object());
    properties.into_iter().flat_map(|properties| properties.keys().map(String::as_str)).collect()
}

/// Tells of every option that the rule does not have or that has another type, and else of the first that it can't read.
pub(super) fn check_options(rule: &'static RuleDef, options: &[(Key, Value)], mistakes: &mut Mistakes) {
    if options.is_empty() {
        return;
    }
    let schema = (rule.schema)();
    let known = option_names(&schema);
    let mut read = Vec::with_capacity(options.len());
    for (key, value) in options {
        if known.contains(&key.name.as_str()) {
            if !tell_of_type(&schema, &key.name, value, mistakes) {
                read.push((key.name.clone(), value.clone()));
            }
            continue;
        }
        let message = Message::new(&mistake::UNKNOWN_OPTION).with("rule", rule.id).with("key", &key.name);
        mistakes.unknown(&key.origin, message, &[&known[..], &[SEVERITY]].concat());
    }
    if let Err(error) = (rule.load)(&Options { values: &read, ..Options::DEFAULT }) {
        let origin = error.origin.as_ref().unwrap_or(&options[0].0.origin);
        mistakes.add(origin, bad_option(rule, &error));
    }
}
