//! What casegate.toml has to say so that documents are judged as other tools' files judge them: the differences.

use std::collections::BTreeMap;

use super::rumdl::Rumdl;
use crate::config::layer::{Layer, Level};
use crate::config::markdownlint::Theirs;
use crate::config::mistake::Mistakes;
use crate::config::patterns::{Dialect, PatternsBuilder};
use crate::config::{Patterns, Preset, RuleSettings, Settings, show};
use crate::diagnostic::Severity;
use crate::message::{Message, Text};
use crate::rules::RuleDef;
use crate::value::{Data, Origin, Value};

const CANT_TAKE_BACK: Text = Text {
    en: "the option `{key}` of {rule} can't be taken back for {paths}",
    zh: "无法对 {paths} 取消规则 {rule} 的选项 `{key}`",
};

/// The content of a configuration, save for comments.
#[derive(Default)]
pub(super) struct Plan {
    /// Patterns of documents; empty for every Markdown file.
    pub include: Vec<String>,
    /// Patterns of what is left out.
    pub exclude: Vec<String>,
    /// What differs from the preset for all documents.
    pub rules: Vec<Entry>,
    /// What differs for some documents, by their patterns; all that match apply, the last one counting most.
    pub overrides: Vec<(Vec<String>, Vec<Entry>)>,
    /// True if overrides stand in another order than in the file that they come from.
    pub reversed: bool,
}

/// What is said about one rule.
pub(super) struct Entry {
    pub rule: &'static RuleDef,
    /// Whether it is on; `None` where options say enough.
    pub level: Option<Level>,
    /// Its options.
    pub options: Vec<(String, Value)>,
}

impl Plan {
    /// What both tools' files say together, those of rumdl counting over those of markdownlint.
    pub fn new(theirs: Option<&Theirs>, rumdl: Option<&Rumdl>, mistakes: &mut Mistakes) -> Self {
        let preset = Preset::default();
        let mut plan = Plan::default();
        let mut exclude = |patterns: &[String]| {
            plan.exclude.extend(patterns.iter().map(|pattern| plain(pattern).to_owned()));
        };
        let step = theirs.map(|theirs| theirs.step(mistakes)).unwrap_or_default();
        if let Some(theirs) = theirs {
            let left_out = theirs.ignores.iter().chain(&theirs.negated_globs);
            left_out.for_each(|(patterns, _)| exclude(patterns.written()));
            let globs = theirs.globs.iter().flat_map(|(patterns, _)| patterns.written());
            plan.include = globs.map(|pattern| plain(pattern).to_owned()).collect();
        }
        if let Some(rumdl) = rumdl {
            exclude(&rumdl.exclude);
            if !rumdl.include.is_empty() {
                plan.include = rumdl.include.clone();
            }
        }

        let settings = |layer: &Layer| {
            let mut settings = Settings::of_preset(preset);
            settings.apply(layer);
            if let Some(rumdl) = rumdl {
                settings.apply(&rumdl.layer);
            }
            settings
        };
        let base = settings(&step.otherwise);
        // Options that are right one by one and wrong together are found by whoever loads them; those that are
        // wrong one by one would be told once more.
        let sound = mistakes.errors() == 0;
        if sound {
            base.load(mistakes);
        }
        plan.rules = base.rules.iter().filter_map(|rule| difference(rule, preset)).collect();

        let mut before: Vec<Before> = base.rules.iter().map(Before::new).collect();
        // There the first that matches counts, here the last.
        for (patterns, layer) in step.choices.iter().rev().filter(|(patterns, _)| !patterns.is_empty()) {
            let settings = settings(layer);
            if sound {
                settings.load(mistakes);
            }
            let entries = before.iter_mut().zip(&settings.rules);
            let entries = entries.filter_map(|(before, rule)| before.replace_by(rule, patterns, mistakes));
            plan.add_override(written(patterns), entries.collect());
        }
        plan.reversed = plan.overrides.len() > 1;
        for (paths, rules) in rumdl.iter().flat_map(|rumdl| &rumdl.ignores) {
            let off = |rule: &&'static RuleDef| Entry { rule, level: Some(Level::Off), options: Vec::new() };
            plan.add_override(paths.clone(), rules.iter().map(off).collect());
        }
        plan
    }

    fn add_override(&mut self, paths: Vec<String>, entries: Vec<Entry>) {
        if !entries.is_empty() {
            self.overrides.push((paths, entries));
        }
    }
}

fn written(patterns: &Patterns) -> Vec<String> {
    patterns.written().iter().map(|pattern| plain(pattern).to_owned()).collect()
}

/// A pattern without its leading slash where another one ties it to the folder as well.
fn plain(pattern: &str) -> &str {
    let tied = |rest: &&str| rest.trim_end_matches('/').contains('/');
    let taken = |rest: &&str| PatternsBuilder::new().add(rest, Dialect::Own).is_ok();
    pattern.strip_prefix('/').filter(tied).filter(taken).unwrap_or(pattern)
}

/// What has to be said about a rule over the preset; `None` if nothing.
fn difference(rule: &RuleSettings, preset: Preset) -> Option<Entry> {
    let usual = preset.severity(rule.def);
    let options = options_of(rule);
    let level = match rule.severity {
        None => usual.map(|_| Level::Off),
        // What a rule has when it is switched on without a severity.
        Some(severity) if severity == usual.unwrap_or(rule.def.severity) => {
            (usual.is_none() && options.is_empty()).then_some(Level::On(None))
        }
        severity => Some(Level::On(severity)),
    };
    (level.is_some() || !options.is_empty()).then_some(Entry { rule: rule.def, level, options })
}

/// The options that count: none if the rule is off, and no null, which TOML has no word for.
fn options_of(rule: &RuleSettings) -> Vec<(String, Value)> {
    let on = rule.severity.is_some();
    let options = rule.options.iter().filter(|(_, value)| on && !matches!(value.data, Data::Null));
    options.cloned().collect()
}

/// What may have been said about a rule before an override has its say.
struct Before {
    /// The severity and the options in TOML that all of it comes to; `None` if that differs.
    same: Option<(Option<Severity>, String)>,
    /// Every option that may be set, and where.
    options: BTreeMap<String, Origin>,
}

impl Before {
    fn new(rule: &RuleSettings) -> Self {
        let mut before = Before { same: Some(words(rule)), options: BTreeMap::new() };
        before.add_options(rule);
        before
    }

    fn add_options(&mut self, rule: &RuleSettings) {
        let options = options_of(rule).into_iter().map(|(name, value)| (name, value.origin));
        self.options.extend(options);
    }

    /// What an override has to say so that `rule` counts whatever was said before; `None` if nothing.
    fn replace_by(
        &mut self,
        rule: &RuleSettings,
        patterns: &Patterns,
        mistakes: &mut Mistakes,
    ) -> Option<Entry> {
        if self.same.as_ref() == Some(&words(rule)) {
            return None;
        }
        self.same = None;
        let mut entry = Entry {
            rule: rule.def,
            level: Some(rule.severity.map_or(Level::Off, |severity| Level::On(Some(severity)))),
            options: options_of(rule),
        };
        for (name, origin) in self.options.iter().filter(|_| rule.severity.is_some()) {
            if entry.options.iter().any(|(known, _)| known == name) {
                continue;
            }
            match default(rule.def, name) {
                Some(value) => entry.options.push((name.clone(), value)),
                None => {
                    let message = Message::new(&CANT_TAKE_BACK).with("key", name).with("rule", rule.def.id);
                    mistakes.unsupported(origin, message.with("paths", written(patterns).join(", ")));
                }
            }
        }
        self.add_options(rule);
        Some(entry)
    }
}

fn words(rule: &RuleSettings) -> (Option<Severity>, String) {
    let options = options_of(rule).into_iter().map(|(name, value)| format!("{name}={}", value.to_toml()));
    (rule.severity, options.collect::<Vec<_>>().join(" "))
}

/// The default of an option; `None` if it is one that TOML has no word for.
fn default(rule: &RuleDef, option: &str) -> Option<Value> {
    let value = show::default((rule.schema)().get("properties")?.get(option)?)?;
    Some(value).filter(|value| !matches!(value.data, Data::Null))
}
