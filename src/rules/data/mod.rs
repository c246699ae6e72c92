//! Data: do numbers have sources that resolve, and do they agree?

mod derived_percent;
mod lexicon;
mod prose;
mod ratio;
mod slips;
mod table_total;
mod unresolved_source;

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] =
    &[&derived_percent::RULE, &ratio::RULE, &table_total::RULE, &unresolved_source::RULE];
