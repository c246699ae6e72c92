//! Clauses and sentences, the nearest surroundings of a number.

use std::ops::Range;

/// What stands around a number, as ranges of its text.
pub(super) struct Near {
    /// The number itself, with all that belongs to it.
    pub range: Range<usize>,
    /// See [`clause`].
    pub clause: Range<usize>,
    /// See [`sentence`].
    pub sentence: Range<usize>,
}

impl Near {
    /// What stands around the quantity at `range` of `text`, in bytes.
    pub fn of(text: &str, range: Range<u32>) -> Near {
        let range = range.start as usize..range.end as usize;
        Near { clause: clause(text, range.clone()), sentence: sentence(text, range.clone()), range }
    }
}

/// The clause of `text` that holds the byte at `at`: up to the next comma, semicolon or end of a sentence.
pub(super) fn clause(text: &str, at: Range<usize>) -> Range<usize> {
    around(text, at, &|c, next| {
        matches!(c, '，' | '；' | ';' | '|')
            || c == ',' && next.is_some_and(char::is_whitespace)
            || ends_sentence(c, next)
    })
}

/// The sentence of `text` that holds `at`.
pub(super) fn sentence(text: &str, at: Range<usize>) -> Range<usize> {
    around(text, at, &ends_sentence)
}

fn ends_sentence(c: char, next: Option<char>) -> bool {
    matches!(c, '。' | '！' | '？' | '\n')
        || matches!(c, '.' | '!' | '?') && next.is_none_or(char::is_whitespace)
}

/// How far a sentence is followed from a number, in characters; what stands further off says nothing of it.
const FURTHEST: usize = 400;

fn around(text: &str, at: Range<usize>, ends: &dyn Fn(char, Option<char>) -> bool) -> Range<usize> {
    let mut start = 0;
    let mut next = text[at.start..].chars().next();
    for (step, (index, c)) in text[..at.start].char_indices().rev().enumerate() {
        if step == FURTHEST || ends(c, next) {
            start = index + c.len_utf8();
            break;
        }
        next = Some(c);
    }
    let mut rest = text[at.end..].char_indices().peekable();
    let mut step = 0;
    while let Some((index, c)) = rest.next() {
        if step == FURTHEST || ends(c, rest.peek().map(|&(_, c)| c)) {
            return start..at.end + index;
        }
        step += 1;
    }
    start..text.len()
}
