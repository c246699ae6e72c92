//! Lists of words ready to be looked for, so that every rule of the family matches Chinese and Latin words the same way.
//!
//! One automaton looks for all words of a list at once: regular expressions of hundreds of words would take longer to
//! build than a small library takes to check, and words one by one as many looks at each text.

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexBuilder};
use rustc_hash::FxHashSet;

/// Words that a text may hold: Chinese ones anywhere, Latin ones as words of their own, in any case.
pub(super) struct Holds {
    automaton: AhoCorasick,
}

/// Names that a text may be, in any case.
pub(super) struct Is {
    names: FxHashSet<String>,
    suffixes: Vec<String>,
}

impl Holds {
    pub(super) fn new(words: &[String]) -> Holds {
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(words);
        Holds { automaton: automaton.expect("the words are few") }
    }

    /// True if `text` holds one of the words.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.automaton
            .find_overlapping_iter(text)
            .any(|word| is_apart(text, word.start(), &text[word.range()]))
    }

    /// True if `text` holds one of the words, be it in the middle of another.
    pub(super) fn mentions(&self, text: &str) -> bool {
        self.automaton.is_match(text)
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
fn is_apart(text: &str, at: usize, word: &str) -> bool {
    let bytes = text.as_bytes();
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let starts = is_letter(word.as_bytes().first()) && is_letter(before);
    let ends = is_letter(word.as_bytes().last()) && is_letter(bytes.get(at + word.len()));
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
