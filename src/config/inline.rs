//! What the comments of a document change about the rules that it is configured for.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::markdownlint::{layer, spread};
use super::mistake::Mistakes;
use super::{Config, RuleSettings, Settings};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::engine::{ActiveRule, RuleSet};
use crate::rules::markdownlint;
use crate::suppress::{Directives, Heed};
use crate::value::{Syntax, Table};

impl Config {
    /// The rules to run on a document that holds `directives`.
    ///
    /// What can't be understood in a comment changes nothing. It is told all the same: as a mistake, or as a warning
    /// where comments are heeded exactly, since markdownlint passes over it in silence.
    pub fn rules_under(
        &self,
        doc: &Document,
        directives: &Directives<'_>,
    ) -> (Arc<RuleSet>, Vec<Diagnostic>) {
        let mut mistakes = Mistakes::default();
        let mut tables = Vec::new();
        for configuration in directives.configurations(doc) {
            match configuration {
                Ok(table) => tables.push(table),
                Err(faults) => mistakes.syntax(Syntax::Json, &faults),
            }
        }
        let rules = self.rules_over(&tables, directives, &mut mistakes);
        if self.settings.heed() == Heed::Exact {
            mistakes.soften();
        }
        (rules, mistakes.take())
    }

    fn rules_over(
        &self,
        tables: &[Table],
        directives: &Directives<'_>,
        mistakes: &mut Mistakes,
    ) -> Arc<RuleSet> {
        let turned_on: FxHashSet<&str> = directives.turned_on().collect();
        if tables.is_empty() && turned_on.is_empty() {
            return self.rules.clone();
        }
        let mut settings =
            if tables.is_empty() { self.settings.clone() } else { self.settings_under(tables, mistakes) };
        let exact = settings.heed() == Heed::Exact;
        let mut dormant = Vec::new();
        for (rule, before) in settings.rules.iter_mut().zip(&self.settings.rules) {
            if !exact && before.severity.is_none() {
                rule.severity = None;
            }
            let theirs = markdownlint::RULES.iter().find(|theirs| rule.def.answers_to(theirs.id));
            let is_named = |theirs: &markdownlint::Theirs| {
                turned_on.iter().any(|name| name.is_empty() || theirs.is_named(name))
            };
            if rule.severity.is_none() && theirs.is_some_and(is_named) {
                rule.severity = Some(Severity::Error);
                dormant.push(rule.def.id);
            }
        }
        let rules = settings.rules.iter().zip(&self.settings.rules);
        let rules = rules.filter_map(|(rule, before)| self.active(&settings, rule, before)).collect();
        Arc::new(RuleSet { rules, dormant, heed: self.rules.heed })
    }

    /// What is asked of a document whose comments hold `tables`, which markdownlint merges with its configuration.
    fn settings_under(&self, tables: &[Table], mistakes: &mut Mistakes) -> Settings {
        let said = tables.iter().fold(Table::new(), |said, table| spread(&said, table));
        let mut settings =
            Settings { rules: Settings::of_preset(self.settings.preset).rules, ..self.settings.clone() };
        let own = layer(&said, mistakes);
        let mut merged = false;
        for (step, choice) in self.base.steps.iter().zip(&self.choices) {
            let below = step.layer(*choice);
            match &below.table {
                // What is wrong in the files was told when they were read.
                Some(table) => settings.apply(&layer(&spread(table, &said), &mut Mistakes::default())),
                None => settings.apply(below),
            }
            merged = below.table.is_some();
        }
        // What casegate's own files say counts less than the document.
        if !merged {
            settings.apply(&own);
        }
        settings
    }

    /// The rule under `settings`: the configured one where `before` says the same, so that documents go on sharing it.
    fn active(
        &self,
        settings: &Settings,
        rule: &RuleSettings,
        before: &RuleSettings,
    ) -> Option<Arc<ActiveRule>> {
        let severity = rule.severity?;
        let configured = self.rules.rules.iter().find(|active| active.def.id == rule.def.id).cloned();
        if configured.is_some() && rule.says_the_same_as(before) {
            return configured;
        }
        let check = (rule.def.load)(&settings.options(rule));
        check.map_or(configured, |check| Some(Arc::new(ActiveRule { def: rule.def, severity, check })))
    }
}

impl Settings {
    /// How the comments of markdownlint are heeded.
    pub fn heed(&self) -> Heed {
        match (self.markdownlint_comments, self.preset) {
            (false, _) => Heed::Never,
            (true, super::Preset::Markdownlint) => Heed::Exact,
            (true, _) => Heed::Careful,
        }
    }
}

impl RuleSettings {
    fn says_the_same_as(&self, other: &Self) -> bool {
        let options = |rule: &Self| -> Vec<_> {
            rule.options.iter().map(|(name, value)| (name.clone(), value.to_toml())).collect()
        };
        self.severity == other.severity && options(self) == options(other)
    }
}
