//! The words of `cues.toml`: by which of them a text says what its numbers are for.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use super::Role;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    absent: Vec<String>,
    hypothetical: Vec<String>,
    target: Vec<String>,
    threshold: Vec<String>,
    threshold_before_comparison: Vec<String>,
    estimate: Vec<String>,
    config: Vec<String>,
    derived: Vec<String>,
    measured: Vec<String>,
    sections: Sections,
    durations: Durations,
    own: Own,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Durations {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sections {
    hypothetical: Vec<String>,
    target: Vec<String>,
    threshold: Vec<String>,
    estimate: Vec<String>,
    config: Vec<String>,
    measured: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    counts: Vec<String>,
    progress: Vec<String>,
}

/// What a word is to the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Role(Role),
    /// A threshold, if a comparison follows.
    Condition,
    /// The document or its library counts what is in it.
    OwnCount,
    /// Something is told to be done to a part.
    Progress,
    /// A time near it was measured.
    Duration,
}

/// A word that says what numbers near it are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    meaning: Meaning,
    /// Where it stands, in bytes of the text.
    pub range: Range<usize>,
}

struct Words {
    automaton: AhoCorasick,
    meanings: Vec<Meaning>,
}

static LISTS: LazyLock<(Words, Words)> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../rules/quantity/cues.toml"))
        .expect("the embedded words are checked by a test");
    let near = Words::new([
        (Meaning::Role(Role::Absent), lists.absent),
        (Meaning::Role(Role::Hypothetical), lists.hypothetical),
        (Meaning::Role(Role::Target), lists.target),
        (Meaning::Role(Role::Threshold), lists.threshold),
        (Meaning::Condition, lists.threshold_before_comparison),
        (Meaning::Role(Role::Estimate), lists.estimate),
        (Meaning::Role(Role::Config), lists.config),
        (Meaning::Role(Role::Derived), lists.derived),
        (Meaning::Role(Role::Measured), lists.measured),
        (Meaning::OwnCount, lists.own.counts),
        (Meaning::Progress, lists.own.progress),
        (Meaning::Duration, lists.durations.words),
    ]);
    let sections = Words::new([
        (Meaning::Role(Role::Hypothetical), lists.sections.hypothetical),
        (Meaning::Role(Role::Target), lists.sections.target),
        (Meaning::Role(Role::Threshold), lists.sections.threshold),
        (Meaning::Role(Role::Estimate), lists.sections.estimate),
        (Meaning::Role(Role::Config), lists.sections.config),
        (Meaning::Role(Role::Measured), lists.sections.measured),
    ]);
    (near, sections)
});

impl Words {
    fn new<const N: usize>(lists: [(Meaning, Vec<String>); N]) -> Words {
        let mut words = Vec::new();
        let mut meanings = Vec::new();
        for (meaning, list) in lists {
            meanings.extend(list.iter().map(|_| meaning));
            words.extend(list);
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(words)
            .expect("the words are few");
        Words { automaton, meanings }
    }

    fn hits(&self, text: &str) -> Vec<Hit> {
        let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
        self.automaton
            .find_iter(text)
            .filter(|found| {
                let is_latin = text[found.range()].starts_with(is_letter);
                let is_cut =
                    text[..found.start()].ends_with(is_letter) || text[found.end()..].starts_with(is_letter);
                !(is_latin && is_cut)
            })
            .map(|found| Hit { meaning: self.meanings[found.pattern().as_usize()], range: found.range() })
            .collect()
    }
}

/// The words in `text`, in order. Of those that overlap the longest counts.
pub(super) fn hits(text: &str) -> Vec<Hit> {
    LISTS.0.hits(text)
}

/// Those of `hits`, which are in order, that stand in `range`.
pub(super) fn within<'h>(hits: &'h [Hit], range: &Range<usize>) -> &'h [Hit] {
    let first = hits.partition_point(|hit| hit.range.start < range.start);
    let count = hits[first..].partition_point(|hit| hit.range.end <= range.end);
    &hits[first..first + count]
}

/// The words of a heading that speak for what stands under it.
pub(super) fn section_hits(text: &str) -> Vec<Hit> {
    LISTS.1.hits(text)
}

/// The role that words give to a number, with the word that decides, if there is one among them.
///
/// `number` says where the number stands; a condition counts only in front of a number that is `compared`.
pub(super) fn decide<'h>(
    hits: impl Iterator<Item = &'h Hit>,
    number: Option<(Range<usize>, bool)>,
) -> Option<(Role, &'h Hit)> {
    hits.filter_map(|hit| {
        let role = match hit.meaning {
            Meaning::Role(role) => role,
            Meaning::Condition => {
                let (number, compared) = number.as_ref()?;
                (*compared && hit.range.end <= number.start).then_some(Role::Threshold)?
            }
            Meaning::OwnCount | Meaning::Progress | Meaning::Duration => return None,
        };
        // A word inside the lexeme is no word about it.
        let is_inside = number
            .as_ref()
            .is_some_and(|(number, _)| number.start <= hit.range.start && hit.range.end <= number.end);
        (!is_inside).then_some((role, hit))
    })
    .min_by_key(|(role, _)| *role)
}

/// True if one of the words says that the document counts what it holds itself.
pub(super) fn counts_own<'h>(mut hits: impl Iterator<Item = &'h Hit>) -> bool {
    hits.any(|hit| hit.meaning == Meaning::OwnCount)
}

/// True if one of the words says how far something is done.
pub(super) fn tells_progress<'h>(mut hits: impl Iterator<Item = &'h Hit>) -> bool {
    hits.any(|hit| hit.meaning == Meaning::Progress)
}

/// True if one of the words speaks of a time that was measured.
pub(super) fn tells_duration<'h>(mut hits: impl Iterator<Item = &'h Hit>) -> bool {
    hits.any(|hit| matches!(hit.meaning, Meaning::Duration | Meaning::Role(Role::Measured)))
}
