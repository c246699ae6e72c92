//! `[rules]`: what a file says about rules and families, and the rule set that it makes of a preset.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Preset;
use super::mistake::{self, Mistakes};
use crate::diagnostic::{Label, RuleId, Severity};
use crate::engine::{ActiveRule, RuleSet};
use crate::message::Message;
use crate::rules::{self, Family, Options, RuleDef};

const SEVERITIES: [&str; 4] = ["error", "warning", "info", "off"];
const SEVERITY: &str = "severity";

/// Whether something is on, and how much its findings weigh.
#[derive(Clone, Copy)]
enum Level {
    Off,
    /// On; without a severity at the one that it has anyway.
    On(Option<Severity>),
}

/// What the file says about one rule.
struct RuleSettings<'s> {
    level: Option<Level>,
    options: Option<Spanned<DeTable<'s>>>,
    /// The key of the rule.
    at: Range<usize>,
}

/// What the file says about all rules.
#[derive(Default)]
pub(super) struct Settings<'s> {
    families: [Option<Level>; 4],
    rules: FxHashMap<RuleId, RuleSettings<'s>>,
}

/// The rules of a preset with their default options.
pub(super) fn of_preset(preset: Preset) -> RuleSet {
    let markdownlint = preset == Preset::Markdownlint;
    let active = rules::all().filter_map(|def| {
        let severity = preset.severity(def)?;
        let options = Options { markdownlint, ..Options::DEFAULT };
        let check = (def.load)(&options).expect("tests hold every rule to its own defaults");
        Some(Arc::new(ActiveRule { def, severity, check }))
    });
    RuleSet { rules: active.collect(), heed: preset.heed(), ..RuleSet::default() }
}

impl<'s> Settings<'s> {
    /// Reads the table `rules`.
    pub fn read(&mut self, table: DeTable<'s>, mistakes: &mut Mistakes<'_>) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if let Some(family) = Family::ALL.into_iter().find(|family| family.name() == name) {
                self.family(family, value, mistakes);
            } else if let Some(rule) = rules::find(name) {
                self.rule(rule, key, value, mistakes);
            } else {
                let known: Vec<&str> =
                    Family::ALL.map(Family::name).into_iter().chain(rules::all().flat_map(names)).collect();
                let message = Message::new(&mistake::UNKNOWN_RULE).with("key", name);
                mistakes.unknown(key.span(), message, &known);
            }
        }
    }

    fn family(&mut self, family: Family, value: Spanned<DeValue<'s>>, mistakes: &mut Mistakes<'_>) {
        let span = value.span();
        let table = match value.into_inner() {
            DeValue::Table(table) => table,
            other => {
                self.families[family as usize] = level(family.name(), span, &other, mistakes);
                return;
            }
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if name == SEVERITY {
                self.families[family as usize] = level(SEVERITY, value.span(), value.get_ref(), mistakes);
            } else if let Some(rule) = family.rules().iter().find(|rule| rule.answers_to(name)) {
                self.rule(rule, key, value, mistakes);
            } else {
                let known: Vec<&str> =
                    family.rules().iter().flat_map(|rule| names(rule)).chain([SEVERITY]).collect();
                let message = Message::new(&mistake::UNKNOWN_FAMILY_RULE)
                    .with("family", family.name())
                    .with("key", name);
                mistakes.unknown(key.span(), message, &known);
            }
        }
    }

    fn rule(
        &mut self,
        rule: &'static RuleDef,
        key: Spanned<std::borrow::Cow<'s, str>>,
        value: Spanned<DeValue<'s>>,
        mistakes: &mut Mistakes<'_>,
    ) {
        let at = key.span();
        if let Some(first) = self.rules.get(rule.id) {
            let label = Label {
                path: mistakes.source.path.clone(),
                place: mistakes.source.place(mistakes.span(first.at.clone())),
                message: Message::new(&mistake::FIRST),
            };
            let twice = mistakes.add(at, Message::new(&mistake::TWICE).with("rule", rule.id));
            twice.help = Some(&mistake::KEEP_ONE);
            twice.labels.push(label);
            return;
        }
        let span = value.span();
        let settings = match value.into_inner() {
            DeValue::Table(mut table) => {
                let severity = table
                    .remove(SEVERITY)
                    .and_then(|value| level(SEVERITY, value.span(), value.get_ref(), mistakes));
                // Options without a severity say that the rule is wanted.
                let level = severity.or((!table.is_empty()).then_some(Level::On(None)));
                RuleSettings { level, options: Some(Spanned::new(span, table)), at }
            }
            other => RuleSettings { level: level(key.get_ref(), span, &other, mistakes), options: None, at },
        };
        self.rules.insert(rule.id, settings);
    }

    /// The rules that are on over `preset`; options are read even where the rule is off.
    pub fn resolve(mut self, preset: Preset, mistakes: &mut Mistakes<'_>) -> RuleSet {
        let mut active = RuleSet { heed: preset.heed(), ..RuleSet::default() };
        for def in rules::all() {
            let mut settings = self.rules.remove(def.id);
            let severity = self.severity(preset, def, settings.as_ref().and_then(|settings| settings.level));
            let table = settings.as_mut().and_then(|settings| settings.options.take());
            if severity.is_none() && table.is_none() {
                continue;
            }
            let options = Options { table, markdownlint: preset == Preset::Markdownlint };
            let check = load(def, options, mistakes);
            if let (Some(severity), Some(check)) = (severity, check) {
                active.rules.push(Arc::new(ActiveRule { def, severity, check }));
            }
        }
        active
    }

    fn severity(&self, preset: Preset, rule: &RuleDef, own: Option<Level>) -> Option<Severity> {
        let family = self.families[rule.family() as usize];
        let from_family = match (family, preset.severity(rule)) {
            (None, preset) => preset,
            (Some(Level::Off), _) => None,
            (Some(Level::On(severity)), Some(preset)) => Some(severity.unwrap_or(preset)),
            // A family that the preset leaves dark is switched on with what is recommended of it.
            (Some(Level::On(severity)), None) => {
                let dark = rule.family().rules().iter().all(|rule| preset.severity(rule).is_none());
                (dark && rule.recommended).then_some(severity.unwrap_or(rule.severity))
            }
        };
        match own {
            None => from_family,
            Some(Level::Off) => None,
            Some(Level::On(Some(severity))) => Some(severity),
            Some(Level::On(None)) => from_family.or(match family {
                Some(Level::On(Some(severity))) => Some(severity),
                _ => preset.severity(rule).or(Some(rule.severity)),
            }),
        }
    }
}

/// The names that a rule answers to, the one that files use first.
fn names(rule: &'static RuleDef) -> impl Iterator<Item = &'static str> {
    rule.id.rsplit('/').take(1).chain(rule.aliases.iter().copied())
}

/// A severity, `"off"`, true or false.
fn level(key: &str, at: Range<usize>, value: &DeValue<'_>, mistakes: &mut Mistakes<'_>) -> Option<Level> {
    match value {
        DeValue::Boolean(true) if key != SEVERITY => Some(Level::On(None)),
        DeValue::Boolean(false) if key != SEVERITY => Some(Level::Off),
        DeValue::String(name) => match name.as_ref() {
            "error" => Some(Level::On(Some(Severity::Error))),
            "warning" => Some(Level::On(Some(Severity::Warning))),
            "info" => Some(Level::On(Some(Severity::Info))),
            "off" => Some(Level::Off),
            unknown => {
                let message = Message::new(&mistake::UNKNOWN_SEVERITY).with("key", unknown);
                mistakes.unknown(at, message, &SEVERITIES);
                None
            }
        },
        other => {
            let wanted = if key == SEVERITY { &mistake::WANT_STRING } else { &mistake::WANT_RULE };
            mistakes.mistyped(at, wanted, key, other.type_str());
            None
        }
    }
}

/// Reads the options of a rule and tells of every one that is unknown, not only of the first.
fn load(
    rule: &'static RuleDef,
    mut options: Options<'_>,
    mistakes: &mut Mistakes<'_>,
) -> Option<rules::Check> {
    let error = match (rule.load)(&options) {
        Ok(check) => return Some(check),
        Err(error) => error,
    };
    let schema = (rule.schema)();
    let properties = schema.get("properties").and_then(|properties| properties.as_object());
    let known: Vec<&str> = properties.into_iter().flat_map(|list| list.keys().map(String::as_str)).collect();
    let mut unknown = 0;
    if let Some(table) = &mut options.table {
        for (key, value) in std::mem::take(table.get_mut()) {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                table.get_mut().insert(key, value);
                continue;
            }
            unknown += 1;
            let message = Message::new(&mistake::UNKNOWN_OPTION).with("rule", rule.id).with("key", name);
            mistakes.unknown(key.span(), message, &known);
        }
    }
    let error = if unknown == 0 { Some(error) } else { (rule.load)(&options).err() };
    if let Some(error) = error {
        let table = options.table.as_ref().map_or(0..0, Spanned::span);
        let reason = error.message().lines().collect::<Vec<_>>().join("; ");
        let message = Message::new(&mistake::BAD_OPTION).with("rule", rule.id).with("reason", reason);
        mistakes.add(error.span().unwrap_or(table), message);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_accepts_its_own_defaults() {
        assert_eq!(of_preset(Preset::Strict).rules.len(), rules::all().count());
        assert_eq!(of_preset(Preset::Off).rules.len(), 0);
        let theirs = of_preset(Preset::Markdownlint);
        assert!(theirs.rules.iter().all(|rule| rule.def.aliases.iter().any(|alias| alias.starts_with("MD"))));
    }
}
