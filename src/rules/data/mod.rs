//! Data: do numbers have sources that resolve, and do they agree?

mod availability_downtime;
mod blocks;
mod changes;
mod column_units;
mod conflicting_value;
mod contradicted_absence;
mod declared_count;
mod derived_percent;
mod duplicate_reference;
mod estimate_without_basis;
mod fields;
mod formula;
mod impossible_unit;
mod incomplete_source;
mod lexicon;
mod mean;
mod percent_range;
mod percentile_order;
mod prose;
mod rate_conversion;
mod ratio;
mod reversed_range;
mod row_identity;
mod share_total;
mod share_value;
mod shares;
mod sheet;
mod slips;
mod table_total;
mod target_as_result;
mod uncited_claim;
mod unresolved_source;
mod unused_reference;
mod vague_quantity;
mod vague_source;
mod verdict;

use super::{RuleDef, RuleId};

/// The rule that compares what documents state of their cases, which is collected only where it is on.
pub(crate) const COMPARES_METRICS: RuleId = conflicting_value::RULE.id;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[
    &availability_downtime::RULE,
    &column_units::RULE,
    &conflicting_value::RULE,
    &contradicted_absence::RULE,
    &declared_count::RULE,
    &derived_percent::RULE,
    &duplicate_reference::RULE,
    &estimate_without_basis::RULE,
    &formula::RULE,
    &impossible_unit::RULE,
    &incomplete_source::RULE,
    &mean::RULE,
    &percent_range::RULE,
    &percentile_order::RULE,
    &rate_conversion::RULE,
    &ratio::RULE,
    &reversed_range::RULE,
    &row_identity::RULE,
    &share_total::RULE,
    &share_value::RULE,
    &table_total::RULE,
    &target_as_result::RULE,
    &uncited_claim::RULE,
    &unresolved_source::RULE,
    &unused_reference::RULE,
    &vague_quantity::RULE,
    &vague_source::RULE,
    &verdict::RULE,
];

/// The rules that recompute numbers or hold them against each other: what they find contradicts the numbers at its place,
/// and what they look at counts as recomputed.
const ARITHMETIC: &[&str] = &[
    "availability-downtime",
    "conflicting-value",
    "contradicted-absence",
    "declared-count",
    "derived-percent",
    "formula",
    "impossible-unit",
    "mean",
    "percent-range",
    "percentile-order",
    "rate-conversion",
    "ratio",
    "reversed-range",
    "row-identity",
    "share-total",
    "share-value",
    "table-total",
    "verdict",
];

/// True for a rule of this family whose findings say that numbers are wrong, not that they lack a source.
pub fn is_arithmetic(rule: RuleId) -> bool {
    rule.strip_prefix("data/").is_some_and(|name| ARITHMETIC.contains(&name))
}
