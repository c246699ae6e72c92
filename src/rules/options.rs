//! The options of a rule as the configuration gives them, so that each rule reads its own and no other file knows them.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// Why options could not be read; its span points into the configuration file.
pub type OptionError = toml::de::Error;

/// The option table of one rule.
pub struct Options<'a> {
    /// The table in the configuration, without the keys that all rules have.
    pub table: Option<Spanned<DeTable<'a>>>,
    /// True under the preset `markdownlint`, where a rule does exactly what the original does.
    pub markdownlint: bool,
}

impl Options<'_> {
    /// No options: every one has its default.
    pub const DEFAULT: Options<'static> = Options { table: None, markdownlint: false };

    /// The options as the rule's own type; what is not set has the type's default.
    ///
    /// # Errors
    /// An unknown key or a value of the wrong type.
    pub fn read<T: DeserializeOwned + Default>(&self) -> Result<T, OptionError> {
        match &self.table {
            None => Ok(T::default()),
            Some(table) => {
                let value = Spanned::new(table.span(), DeValue::Table(table.get_ref().clone()));
                T::deserialize(ValueDeserializer::from(value))
            }
        }
    }
}

/// The options of a rule that has none.
#[derive(Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoOptions {}
