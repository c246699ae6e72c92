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
use crate::diagnostic::RuleId;

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
