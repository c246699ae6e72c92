//! Reads the plain parts that everything in a contract is made of: texts, words, numbers, ranges and names.

use std::ops::RangeInclusive;

use crate::config::mistake::{self as config_mistake, Mistakes};
use crate::contract::{Words, mistake};
use crate::message::{Lang, Message};
use crate::similar::similar;
use crate::value::{Data, Key, Origin, Table, Value};

/// The keys of words in both languages, and of aliases by language.
pub(in crate::contract) const LANGUAGES: [(&str, Lang); 2] = [("zh", Lang::ZhCn), ("en", Lang::En)];
/// What a level may be.
pub(in crate::contract) const LEVELS: RangeInclusive<i64> = 1..=6;
pub(in crate::contract) const ANY: &str = "any";
/// What a length or a count may be.
pub(in crate::contract) const MOST: u32 = 1_000_000;

/// Turns values into what they mean, and collects what they can't mean.
pub(super) struct Reader<'m> {
    pub mistakes: &'m mut Mistakes,
    /// How many patterns there are so far.
    pub patterns: usize,
    /// True if there are more slots than there may be.
    pub too_many_slots: bool,
}

/// A number that bounds something, and where it stands.
pub(super) type Bound = Option<(u32, Origin)>;

impl Reader<'_> {
    /// The pairs of a table.
    pub fn table(&mut self, key: &str, value: Value) -> Table {
        match value.data {
            Data::Table(table) => table,
            _ => {
                self.mistakes.mistyped(&config_mistake::WANT_TABLE, key, &value);
                Table::new()
            }
        }
    }

    /// The items of a list of tables.
    pub fn tables(&mut self, key: &str, value: Value) -> Vec<(Table, Origin)> {
        let Data::Array(items) = value.data else {
            self.mistakes.mistyped(&config_mistake::WANT_TABLES, key, &value);
            return Vec::new();
        };
        let tables = items.into_iter().filter_map(|item| match item.data {
            Data::Table(table) => Some((table, item.origin)),
            _ => {
                self.mistakes.mistyped(&config_mistake::WANT_TABLES, key, &item);
                None
            }
        });
        tables.collect()
    }

    /// Tells of a list without items.
    pub fn not_empty(&mut self, key: &str, list: &Value) {
        if matches!(&list.data, Data::Array(items) if items.is_empty()) {
            self.mistakes.add(&list.origin, Message::new(&mistake::EMPTY).with("key", key));
        }
    }

    /// A text that is not empty.
    pub fn text(&mut self, key: &str, value: Value) -> Option<(String, Origin)> {
        match value.data {
            Data::String(text) if text.trim().is_empty() => {
                self.mistakes.add(&value.origin, Message::new(&mistake::EMPTY).with("key", key));
                None
            }
            Data::String(text) => Some((text, value.origin)),
            _ => {
                self.no_text(&config_mistake::WANT_STRING, key, &value);
                None
            }
        }
    }

    /// The texts of a list, none of them empty.
    pub fn texts(&mut self, key: &str, value: Value) -> Vec<(String, Origin)> {
        let Data::Array(items) = value.data else {
            self.mistakes.mistyped(&config_mistake::WANT_STRINGS, key, &value);
            return Vec::new();
        };
        items.into_iter().filter_map(|item| self.text(key, item)).collect()
    }

    /// Tells of a value that is no text. A word that YAML takes for something else only lacks its quotes.
    fn no_text(&mut self, wanted: &'static crate::message::Text, key: &str, value: &Value) {
        let message = Message::new(wanted).with("key", key).with("found", value.type_name());
        let written = value.origin.file.slice(value.origin.span);
        let is_word = matches!(value.data, Data::Boolean(_) | Data::Integer(_) | Data::Float(_));
        let told = self.mistakes.add(&value.origin, message.with("written", written));
        told.help = is_word.then_some(&mistake::QUOTE);
    }

    /// True or false.
    pub fn flag(&mut self, key: &str, value: Value) -> Option<bool> {
        match value.data {
            Data::Boolean(flag) => Some(flag),
            _ => {
                self.mistakes.mistyped(&config_mistake::WANT_BOOLEAN, key, &value);
                None
            }
        }
    }

    /// A whole number from `least` to [`MOST`].
    pub fn number(&mut self, key: &str, value: Value, least: u32) -> Bound {
        let Data::Integer(number) = value.data else {
            self.mistakes.mistyped(&config_mistake::WANT_INTEGER, key, &value);
            return None;
        };
        let message = if number < i64::from(least) {
            Message::new(&config_mistake::TOO_SMALL).with("key", key).with("least", least)
        } else if number > i64::from(MOST) {
            Message::new(&mistake::TOO_LARGE).with("key", key).with("most", MOST)
        } else {
            return Some((number as u32, value.origin));
        };
        self.mistakes.add(&value.origin, message.with("value", number));
        None
    }

    /// What lies between two bounds; `otherwise` where one is not set.
    pub fn range(&mut self, min: Bound, max: Bound, otherwise: RangeInclusive<u32>) -> RangeInclusive<u32> {
        let least = min.as_ref().map_or(*otherwise.start(), |(min, _)| *min);
        let most = max.as_ref().map_or(*otherwise.end(), |(max, _)| *max);
        if least > most
            && let Some((_, origin)) = min.or(max)
        {
            let message = Message::new(&mistake::MIN_OVER_MAX).with("min", least).with("max", most);
            self.mistakes.add(&origin, message);
        }
        least..=most
    }

    /// What a word means, which is one of a few.
    pub fn choice<T: Copy>(&mut self, key: &str, value: Value, choices: &[(&'static str, T)]) -> Option<T> {
        // What YAML takes for something else is a wrong word here, whatever its type.
        let word = match &value.data {
            Data::Array(_) | Data::Table(_) => return self.text(key, value).and(None),
            Data::String(word) => word.clone(),
            _ => value.origin.file.slice(value.origin.span).to_owned(),
        };
        let origin = value.origin;
        let known = choices.iter().find(|(name, _)| *name == word);
        if known.is_none() {
            let message = Message::new(&config_mistake::UNKNOWN_WORD).with("option", key).with("key", word);
            let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
            self.mistakes.unknown(&origin, message, &names);
        }
        known.map(|(_, meaning)| *meaning)
    }

    /// What the words of a list mean.
    pub fn choices<T: Copy>(&mut self, key: &str, value: Value, choices: &[(&'static str, T)]) -> Vec<T> {
        let Data::Array(items) = value.data else {
            self.mistakes.mistyped(&config_mistake::WANT_STRINGS, key, &value);
            return Vec::new();
        };
        items.into_iter().filter_map(|item| self.choice(key, item, choices)).collect()
    }

    /// Words: one string, or one for each language.
    pub fn words(&mut self, key: &str, value: Value) -> Words {
        match value.data {
            Data::Table(table) => {
                let mut words = Words::default();
                for (key, value) in table {
                    match key.name.as_str() {
                        "zh" => words.zh = self.text("zh", value).map(|(text, _)| text),
                        "en" => words.en = self.text("en", value).map(|(text, _)| text),
                        _ => self.mistakes.unknown_key(&key, &LANGUAGES.map(|(name, _)| name)),
                    }
                }
                words
            }
            Data::String(_) => self.text(key, value).map(|(text, _)| Words::of(text)).unwrap_or_default(),
            _ => {
                self.no_text(&mistake::WANT_WORDS, key, &value);
                Words::default()
            }
        }
    }

    /// Other names: a list, or a list for each language.
    pub fn aliases(&mut self, key: &str, value: Value) -> Vec<String> {
        let texts = match value.data {
            Data::Array(_) => self.texts(key, value),
            Data::Table(table) => {
                let mut texts = Vec::new();
                for (key, value) in table {
                    if LANGUAGES.iter().any(|(name, _)| *name == key.name) {
                        texts.extend(self.texts(&key.name, value));
                    } else {
                        self.mistakes.unknown_key(&key, &LANGUAGES.map(|(name, _)| name));
                    }
                }
                texts
            }
            _ => {
                self.mistakes.mistyped(&mistake::WANT_ALIASES, key, &value);
                Vec::new()
            }
        };
        texts.into_iter().map(|(text, _)| text).collect()
    }

    /// A name that others refer to.
    pub fn name(&mut self, key: &str, value: Value) -> Option<(String, Origin)> {
        let (name, origin) = self.text(key, value)?;
        let other = |c: char| c.is_whitespace() || matches!(c, '.' | '/' | '\\');
        if !name.contains(other) {
            return Some((name, origin));
        }
        let example = name.split(other).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let message = Message::new(&mistake::BAD_NAME).with("name", &name).with("example", &example);
        self.mistakes.add(&origin, message).help = (!example.is_empty()).then_some(&mistake::RENAME);
        None
    }

    /// Levels of headings: a number, a range, or any, which is `None`.
    pub fn levels(&mut self, key: &str, value: Value) -> Option<Option<RangeInclusive<u8>>> {
        let written = value.origin.file.slice(value.origin.span);
        let digit = |byte: u8| byte.wrapping_sub(b'0');
        match &value.data {
            Data::String(text) if text == ANY => return Some(None),
            Data::Integer(level) if LEVELS.contains(level) => {
                return Some(Some(*level as u8..=*level as u8));
            }
            Data::String(text) => {
                if let [low @ b'1'..=b'6', b'.', b'.', high @ b'1'..=b'6'] = text.as_bytes() {
                    let levels = digit(*low)..=digit(*high);
                    if levels.is_empty() {
                        let turned = format!("{}..{}", levels.end(), levels.start());
                        let message = Message::new(&mistake::REVERSED).with("written", written);
                        self.mistakes.add(&value.origin, message.with("turned", turned)).help =
                            Some(&mistake::REVERSE);
                        return None;
                    }
                    return Some(Some(levels));
                }
            }
            _ => {}
        }
        let message = Message::new(&mistake::WANT_LEVEL).with("key", key).with("written", written);
        self.mistakes.add(&value.origin, message);
        None
    }

    /// True if an unknown key is probably meant to be `wanted` of the `known` ones, which is not missing then.
    pub fn resembles(key: &Key, wanted: &str, known: &[&str]) -> bool {
        !known.contains(&key.name.as_str()) && similar(&key.name, known.iter().copied()) == Some(wanted)
    }

    /// Tells that a table lacks a key.
    pub fn missing(&mut self, origin: &Origin, key: &str, example: &str) {
        let message = Message::new(&mistake::MISSING).with("key", key).with("example", example);
        self.mistakes.add(origin, message).help = Some(&mistake::EXAMPLE);
    }
}
