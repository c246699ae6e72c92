//! Technical: do code, links and terms hold?

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[];
