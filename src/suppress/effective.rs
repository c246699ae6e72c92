//! The rules that a document runs under where its comments say otherwise than its configuration.

use std::sync::{Arc, LazyLock};

use super::Directives;
use crate::diagnostic::Severity;
use crate::engine::{ActiveRule, RuleSet};
use crate::rules::{self, Options, RuleDef, markdownlint};

/// Every rule that markdownlint has too, as comments turn it on where no configuration says more.
static THEIRS: LazyLock<Vec<Arc<ActiveRule>>> = LazyLock::new(|| {
    let defs = rules::all().filter(|def| original(def).is_some());
    let active = defs.map(|def| {
        let options = Options { markdownlint: true, ..Options::DEFAULT };
        let check = (def.load)(&options).expect("tests hold every rule to its own defaults");
        Arc::new(ActiveRule { def, severity: Severity::Error, check })
    });
    active.collect()
});

/// The rules to run on a document that is configured to run `configured` and holds `directives`.
///
/// Rules that comments turn on are added with their default options; they are [`RuleSet::dormant`].
pub fn rule_set(configured: &Arc<RuleSet>, directives: &Directives<'_>) -> Arc<RuleSet> {
    let names: Vec<&str> = directives.turned_on().collect();
    if names.is_empty() {
        return configured.clone();
    }
    let turned_on = |active: &&Arc<ActiveRule>| {
        let theirs = original(active.def);
        let named = |name: &&str| name.is_empty() || theirs.is_some_and(|theirs| theirs.is_named(name));
        names.iter().any(named) && configured.rules.iter().all(|known| known.def.id != active.def.id)
    };
    let added: Vec<_> = THEIRS.iter().filter(turned_on).cloned().collect();
    if added.is_empty() {
        return configured.clone();
    }
    let dormant = added.iter().map(|active| active.def.id).collect();
    let rules = configured.rules.iter().cloned().chain(added).collect();
    Arc::new(RuleSet { rules, dormant, heed: configured.heed })
}

/// The rule of markdownlint that `def` is.
fn original(def: &RuleDef) -> Option<&'static markdownlint::Theirs> {
    markdownlint::RULES.iter().find(|theirs| def.answers_to(theirs.id))
}
