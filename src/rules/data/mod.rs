//! Data: do numbers have sources that resolve, and do they agree?

mod formula;
mod table_total;
mod unresolved_source;

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[&formula::RULE, &table_total::RULE, &unresolved_source::RULE];
