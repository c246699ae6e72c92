//! Lets serde read values, and keeps the place of what it can't read.

use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, SeqDeserializer};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::{Data, Origin, Value};

/// Why options could not be read.
#[derive(Clone, Debug)]
pub struct OptionError {
    /// What is wrong, in English.
    pub message: String,
    /// Where; `None` if it is about the table as a whole.
    pub origin: Option<Origin>,
}

impl OptionError {
    fn at(mut self, origin: &Origin) -> Self {
        self.origin.get_or_insert_with(|| origin.clone());
        self
    }
}

impl fmt::Display for OptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for OptionError {}

impl de::Error for OptionError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        OptionError { message: message.to_string(), origin: None }
    }
}

/// Reads a type from options by name.
///
/// # Errors
/// The first value that the type does not take.
pub fn from_table<'v, T: DeserializeOwned>(
    options: impl Iterator<Item = (&'v str, &'v Value)>,
) -> Result<T, OptionError> {
    T::deserialize(MapAccessDeserializer::new(Pairs { pairs: options, value: None }))
}

/// Pairs of a table. What a type says of a value that it read well, such as a pattern, gets the place of the value.
struct Pairs<'v, I> {
    pairs: I,
    value: Option<&'v Value>,
}

impl<'v, I: Iterator<Item = (&'v str, &'v Value)>> MapAccess<'v> for Pairs<'v, I> {
    type Error = OptionError;

    fn next_key_seed<K: DeserializeSeed<'v>>(&mut self, seed: K) -> Result<Option<K::Value>, OptionError> {
        let Some((name, value)) = self.pairs.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'v>>(&mut self, seed: V) -> Result<V::Value, OptionError> {
        let value = self.value.take().ok_or_else(|| OptionError::custom("a value without a key"))?;
        seed.deserialize(value).map_err(|error| error.at(&value.origin))
    }
}

impl<'v> IntoDeserializer<'v, OptionError> for &'v Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for &'de Value {
    type Error = OptionError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, OptionError> {
        let read = match &self.data {
            Data::Null => visitor.visit_unit(),
            Data::Boolean(value) => visitor.visit_bool(*value),
            Data::Integer(value) => visitor.visit_i64(*value),
            Data::Float(value) => visitor.visit_f64(*value),
            Data::String(value) => visitor.visit_borrowed_str(value),
            Data::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            Data::Table(table) => {
                let pairs = table.iter().map(|(key, value)| (key.name.as_str(), value));
                visitor.visit_map(Pairs { pairs, value: None })
            }
        };
        read.map_err(|error| error.at(&self.origin))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, OptionError> {
        match self.data {
            Data::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, OptionError> {
        let read = match &self.data {
            Data::String(value) => IntoDeserializer::<OptionError>::into_deserializer(value.as_str())
                .deserialize_enum(name, variants, visitor),
            _ => Err(de::Error::custom(format!("expected one of {}", variants.join(", ")))),
        };
        read.map_err(|error| error.at(&self.origin))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, OptionError> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
