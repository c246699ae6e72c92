//! Data: do numbers have sources that resolve, and do they agree?

mod table_total;
mod unresolved_source;
mod vague_source;

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[&table_total::RULE, &unresolved_source::RULE, &vague_source::RULE];
