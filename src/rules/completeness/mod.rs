//! Completeness: is everything there that a document owes its reader?

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[];
