//! Titles made comparable, because people number, decorate and translate them.

/// The steps that make titles comparable, each of which a contract can switch off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Normalise {
    /// Numbering in front is left out.
    pub numbering: bool,
    /// Emoji and check marks are left out.
    pub emoji: bool,
    /// `（可选）`, `(Optional)`, `（续）`, `（v1.2）` at the end are left out.
    pub optional_suffix: bool,
    /// `与`, `和`, `及`, `&` and `and` are the same.
    pub conjunctions: bool,
}

impl Default for Normalise {
    fn default() -> Self {
        Normalise { numbering: true, emoji: true, optional_suffix: true, conjunctions: true }
    }
}
