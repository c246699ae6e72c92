//! Format: is the Markdown well formed and consistent?

mod lines;

mod blanks_around_headings;
mod control_character;
mod fenced_code_language;
mod heading_increment;
mod line_length;
mod no_multiple_blanks;
mod no_trailing_spaces;
pub(crate) mod section_numbering;
mod single_trailing_newline;
mod unused_suppression;

use super::RuleDef;

/// The rules of this family.
pub const RULES: &[&RuleDef] = &[
    &heading_increment::RULE,
    &no_trailing_spaces::RULE,
    &no_multiple_blanks::RULE,
    &line_length::RULE,
    &blanks_around_headings::RULE,
    &fenced_code_language::RULE,
    &single_trailing_newline::RULE,
    &section_numbering::RULE,
    &control_character::RULE,
    &unused_suppression::RULE,
];
