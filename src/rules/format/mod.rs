//! Format: is the Markdown well formed and consistent?

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[];
