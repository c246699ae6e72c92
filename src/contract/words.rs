//! Words of a contract in Chinese and English, because documents of both languages are held to one contract.

use super::title::is_han;
use crate::message::Lang;

/// A word or sentence that may be given in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In Chinese.
    pub zh: Option<String>,
    /// In English.
    pub en: Option<String>,
}

impl Words {
    /// The words as [`Words::get`] gives them; `None` if there are none.
    pub fn some(&self, lang: Lang) -> Option<String> {
        Some(self.get(lang)).filter(|words| !words.is_empty()).map(str::to_owned)
    }

    /// The words in a language, or in the other one; empty if there are none.
    pub fn get(&self, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::En => (&self.en, &self.zh),
            Lang::ZhCn => (&self.zh, &self.en),
        };
        first.as_deref().or(second.as_deref()).unwrap_or_default()
    }

    /// Words in the language that they are written in.
    pub fn of(text: String) -> Words {
        if text.chars().any(is_han) {
            Words { zh: Some(text), en: None }
        } else {
            Words { zh: None, en: Some(text) }
        }
    }

    /// The words in every language that has them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.zh.iter().chain(&self.en).map(String::as_str)
    }
}
