//! Lists of words as patterns, so that every rule of the family matches Chinese and Latin words the same way.

use regex::{Regex, RegexBuilder};

/// A choice of `words`, each as it stands.
pub(super) fn any(words: &[String]) -> String {
    words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|")
}

/// Chinese words anywhere, Latin ones as words of their own.
pub(super) fn words(words: &[String]) -> String {
    let (latin, chinese): (Vec<String>, Vec<String>) =
        words.iter().cloned().partition(|word| word.contains(|c: char| c.is_ascii_alphanumeric()));
    let mut patterns = Vec::new();
    if !latin.is_empty() {
        patterns.push(format!(r"(?:^|[^A-Za-z])(?:{})(?:$|[^A-Za-z])", any(&latin)));
    }
    if !chinese.is_empty() {
        patterns.push(any(&chinese));
    }
    patterns.join("|")
}

/// A text that holds one of `list`, as [`words`] has it; nothing does if the list is empty.
pub(super) fn holds(list: &[String]) -> Regex {
    if list.is_empty() { pattern("[^\\s\\S]") } else { pattern(&words(list)) }
}

/// A text that is one of `list` and nothing else.
pub(super) fn is(list: &[String]) -> Regex {
    pattern(&format!("^(?:{})$", any(list)))
}

/// A pattern that takes no notice of case.
pub(super) fn pattern(pattern: &str) -> Regex {
    RegexBuilder::new(pattern).case_insensitive(true).build().expect("the words are escaped")
}
