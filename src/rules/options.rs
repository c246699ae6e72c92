//! The options of a rule as the configuration gives them, so that each rule reads its own and no other file knows them.

use serde::de::DeserializeOwned;

use crate::value::{Value, from_table};

pub use crate::value::OptionError;

/// The options of one rule that are set.
pub struct Options<'a> {
    /// By name, each once, without what all rules have.
    pub values: &'a [(String, Value)],
    /// True under the preset `markdownlint`, where a rule does exactly what the original does.
    pub markdownlint: bool,
}

impl Options<'_> {
    /// No options: every one has its default.
    pub const DEFAULT: Options<'static> = Options { values: &[], markdownlint: false };

    /// The options as the rule's own type; what is not set has the type's default.
    ///
    /// # Errors
    /// An unknown key or a value of the wrong type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, OptionError> {
        from_table(self.values.iter().map(|(name, value)| (name.as_str(), value)))
    }
}

/// The options of a rule that has none.
#[derive(Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NoOptions {}
