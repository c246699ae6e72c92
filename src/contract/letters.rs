//! The letters of a text in one number, because most titles lack a letter that a pattern can't do without.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Letters as bits; those that share a bit are not told apart, which capitals and small letters of English do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters(u32);

/// A class of more characters than this asks for none of them.
const MOST_IN_CLASS: usize = 8;

impl Letters {
    /// Those of a text.
    pub fn of(text: &[u8]) -> Letters {
        Letters(text.iter().fold(0, |bits, &byte| bits | 1u32.wrapping_shl(u32::from(byte))))
    }

    /// Those that are in whatever `pattern` matches without regard to case.
    pub fn needed_by(pattern: &str) -> Letters {
        let parsed = ParserBuilder::new().case_insensitive(true).build().parse(pattern);
        parsed.map_or(Letters(0), |hir| needed(&hir))
    }

    /// True if the others are among them.
    pub fn hold(self, others: Letters) -> bool {
        others.0 & !self.0 == 0
    }
}

fn needed(hir: &Hir) -> Letters {
    let bits = match hir.kind() {
        HirKind::Literal(literal) => Letters::of(&literal.0).0,
        HirKind::Class(Class::Unicode(class)) => {
            let mut chars = class.iter().flat_map(|range| range.start()..=range.end());
            let of = |c: char| Letters::of(c.encode_utf8(&mut [0; 4]).as_bytes()).0;
            let common = chars.by_ref().take(MOST_IN_CLASS).map(of).reduce(|common, bits| common & bits);
            common.filter(|_| chars.next().is_none()).unwrap_or_default()
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub).0,
        HirKind::Capture(capture) => needed(&capture.sub).0,
        HirKind::Concat(parts) => parts.iter().fold(0, |bits, part| bits | needed(part).0),
        HirKind::Alternation(parts) => parts.iter().fold(u32::MAX, |bits, part| bits & needed(part).0),
        _ => 0,
    };
    Letters(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_matches_has_the_letters() {
        for (pattern, text) in [
            ("^design details: ", "DESIGN Details: a"),
            ("quiz(zes)?|quaint", "Quaint"),
            ("[a-z]+实现架构$", "x实现架构"),
            ("[xX][aé]k", "XÉ\u{212A}"),
            ("(?:ab|ac){2,}d{0,3}", "ABac"),
            ("", ""),
        ] {
            let regex = regex::RegexBuilder::new(pattern).case_insensitive(true).build().expect("a pattern");
            assert!(regex.is_match(text), "{pattern}");
            assert!(Letters::of(text.as_bytes()).hold(Letters::needed_by(pattern)), "{pattern}");
        }
    }

    #[test]
    fn a_text_without_a_letter_is_told_from_those_that_may_match() {
        for (pattern, text) in [
            ("^design details: ", "Design"),
            ("quiz(zes)?|quaint", "quay"),
            ("[a-z]+实现架构$", "业务背景"),
            ("(?:ab|ac){2,}d{0,3}", "bcd"),
        ] {
            assert!(!Letters::of(text.as_bytes()).hold(Letters::needed_by(pattern)), "{pattern}");
        }
    }
}
