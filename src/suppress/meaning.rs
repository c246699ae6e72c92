//! What a name in a comment means for the rules that run.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::unused;
use crate::diagnostic::RuleId;
use crate::engine::RuleSet;
use crate::rules::{self, Family, RuleDef, markdownlint};
use crate::similar::similar;

/// Whose comment a name stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// casegate's own.
    Ours,
    /// markdownlint's.
    Theirs,
}

/// The rules that a name, or a comment without one, means.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    /// Those that run, as indexes into [`RuleSet::rules`].
    pub rules: Vec<usize>,
    /// True if all that might be meant was looked for, so that finding nothing says something.
    pub sure: bool,
}

/// Looks names up, each once.
pub(super) struct Meanings<'d> {
    dialect: Dialect,
    positions: FxHashMap<RuleId, usize>,
    known: FxHashMap<&'d str, Option<Rc<Meaning>>>,
}

impl<'d> Meanings<'d> {
    /// The meanings that names have in `dialect` when `rules` run.
    pub fn new(dialect: Dialect, rules: &RuleSet) -> Self {
        let positions = rules.rules.iter().enumerate().map(|(at, active)| (active.def.id, at)).collect();
        Meanings { dialect, positions, known: FxHashMap::default() }
    }

    /// What `name` means, an empty one every rule; `None` if it is unknown.
    pub fn of(&mut self, name: &'d str) -> Option<Rc<Meaning>> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let meaning = self.look_up(name).map(Rc::new);
        self.known.insert(name, meaning.clone());
        meaning
    }

    fn look_up(&self, name: &str) -> Option<Meaning> {
        if self.dialect == Dialect::Theirs {
            let meant = markdownlint::RULES.iter().filter(|theirs| name.is_empty() || theirs.is_named(name));
            let meaning = self.group(meant.map(|theirs| rules::find(theirs.id)));
            return Some(meaning);
        }
        if name.is_empty() {
            return Some(self.group(rules::all().map(Some)));
        }
        if let Some(family) = Family::ALL.into_iter().find(|family| family.name().eq_ignore_ascii_case(name))
        {
            return Some(self.group(family.rules().iter().copied().map(Some)));
        }
        match rules::find(name) {
            Some(rule) => {
                let rules: Vec<usize> = self.positions.get(rule.id).copied().into_iter().collect();
                // What silences this rule can't also be found by it.
                Some(Meaning { sure: !rules.is_empty() && rule.id != unused::ID, rules })
            }
            // A rule that casegate does not have yet, or that is gone, is no mistake.
            None => {
                let theirs = markdownlint::RULES.iter().any(|theirs| theirs.answers_to(name));
                (theirs || markdownlint::is_retired(name)).then(Meaning::default)
            }
        }
    }

    /// What several rules at once mean; `None` stands for one that casegate does not have.
    fn group(&self, members: impl Iterator<Item = Option<&'static RuleDef>>) -> Meaning {
        let mut meaning = Meaning { rules: Vec::new(), sure: true };
        for member in members {
            let position = member.and_then(|rule| self.positions.get(rule.id));
            match (member, position) {
                // Otherwise no comment on many rules could be reported.
                (Some(rule), _) if rule.id == unused::ID => {}
                (Some(_), Some(&position)) => meaning.rules.push(position),
                // One that runs under other presets only is no reason to doubt.
                (Some(rule), None) if !rule.recommended => {}
                _ => meaning.sure = false,
            }
        }
        meaning.sure &= !meaning.rules.is_empty();
        meaning
    }
}

/// The known name most like `name`.
pub(super) fn similar_name(name: &str) -> Option<&'static str> {
    let names = rules::all().flat_map(|rule| rule.aliases.iter().copied().chain([rule.name(), rule.id]));
    similar(name, Family::ALL.map(Family::name).into_iter().chain(names))
}
