//! Data: do numbers have sources that resolve, and do they agree?

mod duplicate_reference;
mod incomplete_source;
mod table_total;
mod unresolved_source;
mod unused_reference;
mod vague_source;

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[
    &duplicate_reference::RULE,
    &incomplete_source::RULE,
    &table_total::RULE,
    &unresolved_source::RULE,
    &unused_reference::RULE,
    &vague_source::RULE,
];
