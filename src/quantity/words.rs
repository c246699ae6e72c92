//! Word lists that are asked what a text begins or ends with.

use rustc_hash::FxHashMap;

/// Words by their first character, the longest first, with what each means.
pub(super) struct ByStart<T>(FxHashMap<char, Vec<(String, T)>>);

impl<T: Copy> ByStart<T> {
    pub fn new(words: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut by_start: FxHashMap<char, Vec<(String, T)>> = FxHashMap::default();
        for (word, meaning) in words {
            let Some(first) = word.chars().next() else { continue };
            by_start.entry(first).or_default().push((word, meaning));
        }
        for words in by_start.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        ByStart(by_start)
    }

    /// The longest word that `text` begins with: its length and what it means.
    pub fn longest(&self, text: &str) -> Option<(usize, T)> {
        self.all(text).next()
    }

    /// All words that `text` begins with, the longest first.
    pub fn all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, T)> + 't {
        let words = text.chars().next().and_then(|first| self.0.get(&first));
        words
            .into_iter()
            .flatten()
            .filter(|(word, _)| text.starts_with(word.as_str()))
            .map(|(word, meaning)| (word.len(), *meaning))
    }
}

/// Words by their last character, the longest first, with what each means.
///
/// A Latin word is one in any case, and a blank in it may be a line ending of the text.
pub(super) struct ByEnd<T>(FxHashMap<char, Vec<(String, T)>>);

impl<T: Copy> ByEnd<T> {
    pub fn new(words: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut by_end: FxHashMap<char, Vec<(String, T)>> = FxHashMap::default();
        for (word, meaning) in words {
            let Some(last) = word.chars().next_back() else { continue };
            by_end.entry(last.to_ascii_lowercase()).or_default().push((word, meaning));
        }
        for words in by_end.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        ByEnd(by_end)
    }

    /// The longest word that `text` ends with as a word of its own: its length and what it means.
    pub fn longest(&self, text: &str) -> Option<(usize, T)> {
        let last = text.chars().next_back()?.to_ascii_lowercase();
        self.0.get(&last)?.iter().find_map(|(word, meaning)| {
            let at = text.len().checked_sub(word.len())?;
            let same =
                |(one, other): (u8, u8)| one.eq_ignore_ascii_case(&other) || one == b'\n' && other == b' ';
            let is_whole = !word.starts_with(|c: char| c.is_ascii_alphanumeric())
                || !text.get(..at)?.ends_with(|c: char| c.is_ascii_alphanumeric());
            let found =
                text.is_char_boundary(at) && text.bytes().skip(at).zip(word.bytes()).all(same) && is_whole;
            found.then_some((word.len(), *meaning))
        })
    }

    /// True if `text` ends with one of the words.
    pub fn ends(&self, text: &str) -> bool {
        self.longest(text).is_some()
    }
}

/// Words that mean no more than that they are there.
pub(super) fn alone(words: Vec<String>) -> impl Iterator<Item = (String, ())> {
    words.into_iter().map(|word| (word, ()))
}

/// The longest word that can be looked up in any case.
const LONGEST: usize = 32;

/// A short text in lower case, with blanks for line endings and hyphens, without an allocation.
pub(super) struct Lowered {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Lowered {
    /// `None` if `text` is longer than any word of the lists.
    pub fn new(text: &str) -> Option<Lowered> {
        let mut bytes = [0; LONGEST];
        let length = text.len();
        for (lowered, byte) in bytes.get_mut(..length)?.iter_mut().zip(text.bytes()) {
            *lowered = if matches!(byte, b'-' | b'\n') { b' ' } else { byte.to_ascii_lowercase() };
        }
        Some(Lowered { bytes, length })
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

/// A word in lower case, as [`Lowered`] has it, with what it means.
pub(super) fn keyed<T>((word, meaning): (String, T)) -> (Vec<u8>, T) {
    (word.replace('-', " ").to_ascii_lowercase().into_bytes(), meaning)
}

/// What words begin with, so that most others can be told by a look at three letters.
pub(super) struct Beginnings(Vec<u32>);

impl Beginnings {
    pub fn of<'w>(words: impl Iterator<Item = &'w [u8]>) -> Beginnings {
        let mut third = vec![0; 26 * 26];
        for word in words {
            if let Some((pair, last)) = Self::key(word) {
                third[pair] |= last;
            }
        }
        Beginnings(third)
    }

    /// True if a word of the list begins with the three letters that `text` begins with.
    pub fn begin(&self, text: &[u8]) -> bool {
        Self::key(text).is_some_and(|(pair, last)| self.0[pair] & last != 0)
    }

    fn key(text: &[u8]) -> Option<(usize, u32)> {
        let [first, second, third, ..] = text else { return None };
        let letter = |byte: &u8| (byte | 0x20).checked_sub(b'a').filter(|&letter| letter < 26);
        let (first, second, third) = (letter(first)?, letter(second)?, letter(third)?);
        Some((usize::from(first) * 26 + usize::from(second), 1 << third))
    }
}
