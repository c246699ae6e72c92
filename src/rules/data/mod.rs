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

/// The rules that recompute printed values from others.
const RECOMPUTING: [&str; 11] = [
    "availability-downtime",
    "declared-count",
    "derived-percent",
    "formula",
    "mean",
    "rate-conversion",
    "ratio",
    "row-identity",
    "share-total",
    "share-value",
    "table-total",
];

/// The rules that hold printed values against each other, or against what their kind can be.
const COMPARING: [&str; 7] = [
    "conflicting-value",
    "contradicted-absence",
    "impossible-unit",
    "percent-range",
    "percentile-order",
    "reversed-range",
    "verdict",
];

/// True for a rule that recomputes printed values; what it looks at are these.
pub fn recomputes(rule: RuleId) -> bool {
    rule.strip_prefix("data/").is_some_and(|name| RECOMPUTING.contains(&name))
}

/// True for a rule of this family whose findings say that numbers are wrong, not that they lack something.
pub fn is_arithmetic(rule: RuleId) -> bool {
    recomputes(rule) || rule.strip_prefix("data/").is_some_and(|name| COMPARING.contains(&name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The rules that say that a number lacks something, and nothing against the number.
    const OTHERS: [&str; 10] = [
        "column-units",
        "duplicate-reference",
        "estimate-without-basis",
        "incomplete-source",
        "target-as-result",
        "uncited-claim",
        "unresolved-source",
        "unused-reference",
        "vague-quantity",
        "vague-source",
    ];

    #[test]
    fn every_rule_of_the_family_says_what_it_does_to_numbers() {
        let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.name()).collect();
        let lists = [&RECOMPUTING[..], &COMPARING[..], &OTHERS[..]].concat();
        assert_eq!(rules, lists.iter().copied().collect(), "the verdicts of `casegate claims` rest on this");
        assert_eq!(rules.len(), lists.len(), "a rule is in two lists");
    }
}
