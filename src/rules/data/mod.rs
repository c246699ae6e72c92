//! Data: do numbers have sources that resolve, and do they agree?

mod changes;
mod column_units;
mod derived_percent;
mod lexicon;
mod mean;
mod percentile_order;
mod ratio;
mod row_identity;
mod share_total;
mod share_value;
mod shares;
mod sheet;
mod slips;
mod table_total;
mod target_as_result;
mod unresolved_source;
mod verdict;

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[
    &column_units::RULE,
    &derived_percent::RULE,
    &mean::RULE,
    &percentile_order::RULE,
    &ratio::RULE,
    &row_identity::RULE,
    &share_total::RULE,
    &share_value::RULE,
    &table_total::RULE,
    &target_as_result::RULE,
    &unresolved_source::RULE,
    &verdict::RULE,
];
