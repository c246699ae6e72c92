//! Reads regular expressions, and points into those that are none.

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind};
use regex_syntax::{Error, ParserBuilder};

use super::values::Reader;
use crate::contract::mistake;
use crate::message::Message;
use crate::value::{Origin, Value};

/// So many bytes may a pattern take when it is compiled; those that people write take a tenth.
const LARGEST: usize = 1 << 20;
/// So many patterns may a contract have; more would take longer to compile than to match.
const MOST_PATTERNS: usize = 500;
/// How far a full-width character lies behind its narrow one.
const WIDTH: u32 = 0xFEE0;

/// What a pattern is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// Normalised titles, where case and width are no difference.
    Titles,
    /// Text as it stands.
    Text,
}

impl Reader<'_> {
    /// The patterns of a list.
    pub fn patterns(&mut self, key: &str, value: Value, against: Against) -> Vec<Regex> {
        let texts = self.texts(key, value);
        texts.into_iter().filter_map(|(text, origin)| self.compiled(key, &text, &origin, against)).collect()
    }

    /// One pattern.
    pub fn pattern(&mut self, key: &str, value: Value, against: Against) -> Option<Regex> {
        let (text, origin) = self.text(key, value)?;
        self.compiled(key, &text, &origin, against)
    }

    fn compiled(&mut self, key: &str, text: &str, origin: &Origin, against: Against) -> Option<Regex> {
        self.patterns += 1;
        if self.patterns > MOST_PATTERNS {
            if self.patterns == MOST_PATTERNS + 1 {
                let message = Message::new(&mistake::TOO_MANY).with("most", MOST_PATTERNS).with("what", key);
                self.mistakes.add(origin, message).help = Some(&mistake::SPLIT);
            }
            return None;
        }
        let hir = match ParserBuilder::new().build().parse(text) {
            Ok(hir) => hir,
            Err(error) => {
                self.no_pattern(text, origin, &error);
                return None;
            }
        };
        if against == Against::Titles
            && let Some(wide) = needs_wide(&hir)
        {
            let narrow = char::from_u32(wide as u32 - WIDTH).unwrap_or(wide);
            let message = Message::new(&mistake::NEVER_WIDE).with("character", wide).with("narrow", narrow);
            let message = message.with("escaped", regex::escape(&narrow.to_string()));
            let origin = inside(text, origin, text.find(wide), wide.len_utf8());
            self.mistakes.add(&origin, message).help = Some(&mistake::NARROW);
            return None;
        }
        let mut builder = RegexBuilder::new(text);
        let built = builder.case_insensitive(against == Against::Titles).size_limit(LARGEST).build();
        if built.is_err() {
            let message = Message::new(&mistake::REGEX_TOO_LARGE).with("n", "{1000}");
            self.mistakes.add(origin, message).help = Some(&mistake::REPEAT_LESS);
        }
        built.ok()
    }

    fn no_pattern(&mut self, text: &str, origin: &Origin, error: &Error) {
        let (reason, span) = match error {
            Error::Parse(error) => (error.kind().to_string(), Some(error.span())),
            Error::Translate(error) => (error.kind().to_string(), Some(error.span())),
            error => (error.to_string(), None),
        };
        let at = span.map(|span| span.start.offset);
        let length = span.map_or(0, |span| span.end.offset - span.start.offset);
        let message = Message::new(&mistake::BAD_REGEX).with("reason", reason);
        self.mistakes.add(&inside(text, origin, at, length), message).help = Some(&mistake::REGEX_SYNTAX);
    }
}

/// A part of a text in its source; all of the text if it is written with escapes.
fn inside(text: &str, origin: &Origin, at: Option<usize>, length: usize) -> Origin {
    let written = origin.file.slice(origin.span);
    match (written.find(text), at) {
        (Some(start), Some(at)) => {
            let start = origin.span.start as usize + start + at;
            Origin::new(&origin.file, start, start + length)
        }
        _ => origin.clone(),
    }
}

/// A full-width character that every match holds, and no normalised title does.
fn needs_wide(hir: &Hir) -> Option<char> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).unwrap_or_default();
            text.chars().find(|c| matches!(c, '\u{FF01}'..='\u{FF5E}'))
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => needs_wide(&repetition.sub),
        HirKind::Capture(capture) => needs_wide(&capture.sub),
        HirKind::Concat(parts) => parts.iter().find_map(needs_wide),
        HirKind::Alternation(parts) => {
            parts.iter().map(needs_wide).collect::<Option<Vec<_>>>()?.into_iter().next()
        }
        _ => None,
    }
}
