//! Data: do numbers have sources that resolve, and do they agree?

mod availability_downtime;
mod contradicted_absence;
mod declared_count;
mod derived_percent;
mod fields;
mod impossible_unit;
mod lexicon;
mod percent_range;
mod prose;
mod rate_conversion;
mod ratio;
mod reversed_range;
mod slips;
mod table_total;
mod unresolved_source;
mod vague_quantity;

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[
    &availability_downtime::RULE,
    &contradicted_absence::RULE,
    &declared_count::RULE,
    &derived_percent::RULE,
    &impossible_unit::RULE,
    &percent_range::RULE,
    &rate_conversion::RULE,
    &ratio::RULE,
    &reversed_range::RULE,
    &table_total::RULE,
    &unresolved_source::RULE,
    &vague_quantity::RULE,
];
