//! Data: do numbers have sources that resolve, and do they agree?

mod unresolved_source;

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[&unresolved_source::RULE];
