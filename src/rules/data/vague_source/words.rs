//! The words of `vague-source.toml`, ready to match.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

/// No source that consists of vague words is longer.
const LONGEST: usize = 160;

pub(super) struct Words {
    /// All of a text that consists of known words.
    known: Regex,
    /// A word that names no source.
    vague: Regex,
    /// The same where a note may stand.
    vague_alone: Regex,
    label: Regex,
    /// A header of figures.
    pub measures: Regex,
    /// A label that tells where something goes.
    pub destinations: Regex,
}

impl Words {
    /// True if a text in the place of a source names none.
    pub fn are_vague(&self, text: &str) -> bool {
        text.len() <= LONGEST && self.known.is_match(text) && self.vague.is_match(text)
    }

    /// True if a text names no source and can be nothing else.
    pub fn are_vague_alone(&self, text: &str) -> bool {
        self.are_vague(text) && self.vague_alone.is_match(text)
    }

    /// True if a line starts with a label of its own.
    pub fn has_label(&self, line: &str) -> bool {
        self.label.is_match(line)
    }
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/vague-source.toml"))
        .expect("the embedded words are checked by a test");
    let all = [&lists.vague[..], &lists.weak, &lists.fillers].concat();
    let bare = [&lists.vague[..], &lists.weak].concat();
    Words {
        known: pattern(&format!(r"^(?:[\s*_、，,；;/&+。.()（）\\]|{})+$", words(&all))),
        vague: pattern(&words(&bare)),
        vague_alone: pattern(&words(&lists.vague)),
        label: pattern(r"^[\s>*_-]*[^\s:：]{1,24}(?: [^\s:：]{1,24})?[*_]*\s?[:：]"),
        measures: pattern(&words(&lists.measures)),
        destinations: pattern(&format!(r"(?:{})[^:：\n]{{0,8}}[:：]", words(&lists.destinations))),
    }
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    vague: Vec<String>,
    weak: Vec<String>,
    fillers: Vec<String>,
    measures: Vec<String>,
    destinations: Vec<String>,
}

/// Chinese words anywhere, Latin ones as words of their own.
fn words(words: &[String]) -> String {
    let word = |word: &String| {
        let escaped = regex::escape(word);
        if word.is_ascii() { format!(r"\b{escaped}\b") } else { escaped }
    };
    words.iter().map(word).collect::<Vec<_>>().join("|")
}

fn pattern(pattern: &str) -> Regex {
    RegexBuilder::new(pattern).case_insensitive(true).build().expect("the words are escaped")
}
