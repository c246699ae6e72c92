//! Data: do numbers have sources that resolve, and do they agree?

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[];
