//! Technical: do code, links and terms hold?

mod syntax;

mod broken_anchor;
mod broken_link;
mod code_syntax;
mod front_matter;

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] =
    &[&broken_anchor::RULE, &broken_link::RULE, &code_syntax::RULE, &front_matter::RULE];
