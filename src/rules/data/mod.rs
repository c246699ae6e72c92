//! Data: do numbers have sources that resolve, and do they agree?

mod changes;
mod derived_percent;
mod formula;
mod lexicon;
mod percentile_order;
mod ratio;
mod row_identity;
mod share_total;
mod share_value;
mod shares;
mod sheet;
mod slips;
mod table_total;
mod unresolved_source;
mod vague_source;
mod verdict;

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[
    &derived_percent::RULE,
    &formula::RULE,
    &percentile_order::RULE,
    &ratio::RULE,
    &row_identity::RULE,
    &share_total::RULE,
    &share_value::RULE,
    &table_total::RULE,
    &unresolved_source::RULE,
    &vague_source::RULE,
    &verdict::RULE,
];
