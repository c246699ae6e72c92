//! Lists of words ready to be looked for, so that every rule of the family matches Chinese and Latin words the same way.
//!
//! They are looked for one by one: headers and labels are short, and patterns of hundreds of words would take longer
//! to build than a small library takes to check.

use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashSet;

/// Words that a text may hold: Chinese ones anywhere, Latin ones as words of their own, in any case.
pub(super) struct Holds {
    words: Vec<Finder<'static>>,
}

/// Names that a text may be, in any case.
pub(super) struct Is {
    names: FxHashSet<String>,
    suffixes: Vec<String>,
}

impl Holds {
    pub(super) fn new(words: &[String]) -> Holds {
        let finder = |word: &String| Finder::new(word.to_lowercase().as_bytes()).into_owned();
        Holds { words: words.iter().map(finder).collect() }
    }

    /// True if `text` holds one of the words.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let text = text.as_bytes();
        self.words.iter().any(|word| word.find_iter(text).any(|at| is_apart(text, at, word.needle())))
    }

    /// True if `text` holds one of the words, be it in the middle of another.
    pub(super) fn mentions(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.words.iter().any(|word| word.find(text.as_bytes()).is_some())
    }
}

impl Is {
    pub(super) fn new(names: &[String]) -> Is {
        Is::with_suffixes(names, &[])
    }

    /// The names, each with one of `suffixes` or without.
    pub(super) fn with_suffixes(names: &[String], suffixes: &[String]) -> Is {
        let lower = |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect::<Vec<_>>();
        Is { names: lower(names).into_iter().collect(), suffixes: lower(suffixes) }
    }

    /// True if `text` is one of the names and nothing else.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let mut stems = self.suffixes.iter().filter_map(|suffix| text.strip_suffix(suffix.as_str()));
        self.names.contains(&text) || stems.any(|stem| self.names.contains(stem))
    }
}

/// True if no letter touches a Latin word on the side where it has one itself.
fn is_apart(text: &[u8], at: usize, word: &[u8]) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let starts = is_letter(word.first()) && is_letter(before);
    let ends = is_letter(word.last()) && is_letter(text.get(at + word.len()));
    !starts && !ends
}

/// A choice of `words`, each as it stands, for a pattern.
pub(super) fn any(words: &[String]) -> String {
    words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|")
}

/// A pattern that takes no notice of case.
pub(super) fn pattern(pattern: &str) -> Regex {
    RegexBuilder::new(pattern).case_insensitive(true).build().expect("the words are escaped")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn latin_words_stand_alone_and_chinese_ones_anywhere() {
        let words = Holds::new(&list(&["Rate", "占比", "%", "/s"]));
        for text in ["rate", "Hit RATE (%)", "rate2", "成本占比", "5%", "req/s"] {
            assert!(words.is_match(text), "{text}");
        }
        for text in ["iterate", "rates", "占", "/sec"] {
            assert!(!words.is_match(text), "{text}");
        }
        assert!(words.mentions("iterate"));
    }

    #[test]
    fn names_are_all_of_a_text_but_a_suffix() {
        let names = Is::with_suffixes(&list(&["目标", "Target"]), &list(&["数", " count"]));
        for text in ["目标", "目标数", "TARGET", "target count"] {
            assert!(names.is_match(text), "{text}");
        }
        assert!(!names.is_match("目标值") && !names.is_match("数"));
    }
}
