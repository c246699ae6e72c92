//! From a preset and layers to what is finally asked of each rule, with where each answer comes from.

use std::fmt::Write;

use super::Preset;
use super::layer::{Layer, Level, Statement, Subject};
use super::mistake::{self, Mistakes};
use crate::diagnostic::Severity;
use crate::engine::{ActiveRule, RuleSet};
use crate::message::Message;
use crate::rules::{self, Family, OptionError, Options, RuleDef};
use crate::value::{Origin, Value};

/// What is asked of all rules.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The preset that they start from.
    pub preset: Preset,
    /// One entry for each rule, in the order of the registry.
    pub rules: Vec<RuleSettings>,
    /// False if markdownlint's comments in documents have no say.
    pub markdownlint_comments: bool,
}

/// What is asked of one rule.
#[derive(Clone, Debug)]
pub struct RuleSettings {
    /// The rule.
    pub def: &'static RuleDef,
    /// How much its findings weigh; `None` if it is off.
    pub severity: Option<Severity>,
    /// Where that severity is said; `None` for the preset.
    pub level_origin: Option<Origin>,
    /// The options that are set, by name.
    pub options: Vec<(String, Value)>,
}

impl Settings {
    /// What a preset asks.
    pub fn of_preset(preset: Preset) -> Self {
        let rules = rules::all().map(|def| RuleSettings {
            def,
            severity: preset.severity(def),
            level_origin: None,
            options: Vec::new(),
        });
        Settings { preset, rules: rules.collect(), markdownlint_comments: true }
    }

    /// Lets a layer have its say over what was said before.
    pub fn apply(&mut self, layer: &Layer) {
        let mut families = [None; 4];
        for statement in &layer.statements {
            match statement.subject {
                Subject::Family(family) => {
                    families[family as usize] = statement.level.as_ref().map(|(level, _)| *level);
                    self.apply_to_family(family, statement);
                }
                Subject::Markdownlint => {
                    let theirs = |rule: &&mut RuleSettings| Preset::Markdownlint.severity(rule.def).is_some();
                    for rule in self.rules.iter_mut().filter(theirs) {
                        rule.weigh(statement);
                    }
                }
                Subject::Rule(def) => {
                    let preset = self.preset;
                    let Some(rule) = self.rules.iter_mut().find(|rule| rule.def.id == def.id) else {
                        continue;
                    };
                    rule.apply(statement, families[def.family() as usize], preset);
                }
            }
        }
    }

    fn apply_to_family(&mut self, family: Family, statement: &Statement) {
        let Some((level, origin)) = &statement.level else { return };
        let members = || self.rules.iter().filter(|rule| rule.def.family() == family);
        // A family that was left dark is switched on with what is recommended of it.
        let dark = members().all(|rule| rule.severity.is_none());
        for rule in self.rules.iter_mut().filter(|rule| rule.def.family() == family) {
            let severity = match *level {
                Level::Off => None,
                // Who is on already owes nothing to being asked for once more.
                Level::On(None) if rule.severity.is_some() => continue,
                Level::On(severity) if rule.severity.is_some() => severity,
                Level::On(severity) if dark && rule.def.recommended => severity.or(Some(rule.def.severity)),
                Level::On(_) => continue,
            };
            rule.severity = severity;
            rule.level_origin = Some(origin.clone());
        }
    }

    /// The same words for the same settings, wherever they come from.
    pub fn key(&self) -> String {
        let mut key = format!("{} {}", self.preset.name(), self.markdownlint_comments);
        for rule in &self.rules {
            let Some(severity) = rule.severity else { continue };
            let _ = write!(key, "\n{} {severity:?}", rule.def.id);
            for (name, value) in &rule.options {
                let _ = write!(key, " {name}={}", value.to_toml());
            }
        }
        key
    }

    /// The rules that are on, with their options read.
    pub(super) fn load(&self, mistakes: &mut Mistakes) -> RuleSet {
        let mut set = RuleSet::default();
        for rule in &self.rules {
            let Some(severity) = rule.severity else { continue };
            match (rule.def.load)(&self.options(rule)) {
                Ok(check) => set.rules.push(ActiveRule { def: rule.def, severity, check }),
                Err(error) => rule.complain(&error, mistakes),
            }
        }
        set
    }

    fn options<'s>(&self, rule: &'s RuleSettings) -> Options<'s> {
        Options { values: &rule.options, markdownlint: self.preset == Preset::Markdownlint }
    }
}

impl RuleSettings {
    /// Takes over a severity if the rule is on.
    fn weigh(&mut self, statement: &Statement) {
        if let (Some(_), Some((level, origin))) = (self.severity, &statement.level) {
            self.severity = match *level {
                Level::Off => None,
                Level::On(severity) => severity.or(self.severity),
            };
            self.level_origin = Some(origin.clone());
        }
    }

    fn apply(&mut self, statement: &Statement, family: Option<Level>, preset: Preset) {
        if statement.replaces {
            self.options.clear();
        }
        for (key, value) in &statement.options {
            match self.options.binary_search_by(|(name, _)| name.as_str().cmp(&key.name)) {
                Ok(at) => self.options[at].1 = value.clone(),
                Err(at) => self.options.insert(at, (key.name.clone(), value.clone())),
            }
        }
        let Some((level, origin)) = &statement.level else { return };
        self.severity = match *level {
            Level::Off => None,
            Level::On(Some(severity)) => Some(severity),
            Level::On(None) if statement.replaces => preset.severity(self.def).or(Some(self.def.severity)),
            // Who is on already owes nothing to being asked for once more.
            Level::On(None) if self.severity.is_some() => return,
            Level::On(None) => match family {
                Some(Level::On(Some(severity))) => Some(severity),
                _ => preset.severity(self.def).or(Some(self.def.severity)),
            },
        };
        self.level_origin = Some(origin.clone());
    }

    /// Tells of options that are right one by one and wrong together.
    fn complain(&self, error: &OptionError, mistakes: &mut Mistakes) {
        let origin = error.origin.as_ref().or(self.options.last().map(|(_, value)| &value.origin));
        if let Some(origin) = origin.or(self.level_origin.as_ref()) {
            mistakes.add(origin, bad_option(self.def, error));
        }
    }
}

/// The mistake of an option that a rule does not take.
pub(super) fn bad_option(rule: &RuleDef, error: &OptionError) -> Message {
    Message::new(&mistake::BAD_OPTION).with("rule", rule.id).with("reason", &error.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_preset(preset: Preset) -> RuleSet {
        let mut mistakes = Mistakes::default();
        let set = Settings::of_preset(preset).load(&mut mistakes);
        assert!(mistakes.found.is_empty());
        set
    }

    #[test]
    fn every_rule_accepts_its_own_defaults() {
        assert_eq!(of_preset(Preset::Strict).rules.len(), rules::all().count());
        assert_eq!(of_preset(Preset::Off).rules.len(), 0);
        let theirs = of_preset(Preset::Markdownlint);
        assert!(theirs.rules.iter().all(|rule| rule.def.aliases.iter().any(|alias| alias.starts_with("MD"))));
    }
}
