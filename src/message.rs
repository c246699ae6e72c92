//! What a reader is told, in English and Chinese side by side, so that no sentence exists in one language only.

use std::fmt::Display;

/// The language of messages; ids, keys and exit codes never change with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhCn,
}

impl Lang {
    /// The language that a tag such as `zh-CN`, `zh_CN.UTF-8` or `en` asks for; `None` for any other.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_', '.']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Some(Lang::ZhCn),
            "en" | "c" | "posix" => Some(Lang::En),
            _ => None,
        }
    }
}

/// A sentence in both languages; `{name}` stands for an argument.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Simplified Chinese.
    pub zh: &'static str,
}

impl Text {
    /// The sentence as it stands, without arguments.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::ZhCn => self.zh,
        }
    }

    /// The names of the arguments in one language, sorted and without repetition.
    pub fn arguments(&self, lang: Lang) -> Vec<&'static str> {
        let mut names: Vec<_> = self
            .get(lang)
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// A sentence with its arguments: plain data, put into words when it is shown.
#[derive(Clone, Debug)]
pub struct Message {
    /// The sentence, one of the texts of the rule.
    pub text: &'static Text,
    /// Values by name.
    pub arguments: Vec<(&'static str, String)>,
}

impl Message {
    /// A message without arguments.
    pub fn new(text: &'static Text) -> Self {
        Message { text, arguments: Vec::new() }
    }

    /// The message with one more argument.
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.arguments.push((name, value.to_string()));
        self
    }

    /// The message in words.
    pub fn render(&self, lang: Lang) -> String {
        let mut words = String::new();
        let mut rest = self.text.get(lang);
        // One pass over the text, so that braces in a value are left alone.
        while let Some((before, after)) = rest.split_once('{') {
            words.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                words.push('{');
                rest = after;
                continue;
            };
            if let Some((_, value)) = self.arguments.iter().find(|(known, _)| *known == name) {
                words.push_str(value);
            }
            rest = after;
        }
        words.push_str(rest);
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREETING: Text = Text { en: "{name} has {count}", zh: "{name}有{count}个" };

    #[test]
    fn arguments_stand_where_they_are_named() {
        let message = Message::new(&GREETING).with("name", "{count}").with("count", 3);
        assert_eq!(message.render(Lang::En), "{count} has 3");
        assert_eq!(message.render(Lang::ZhCn), "{count}有3个");
        assert_eq!(GREETING.arguments(Lang::En), ["count", "name"]);
    }

    #[test]
    fn language_tags_of_locales_are_understood() {
        assert_eq!(Lang::from_tag("zh_CN.UTF-8"), Some(Lang::ZhCn));
        assert_eq!(Lang::from_tag("zh-Hans"), Some(Lang::ZhCn));
        assert_eq!(Lang::from_tag("C"), Some(Lang::En));
        assert_eq!(Lang::from_tag("fr_FR"), None);
    }
}
