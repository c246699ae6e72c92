//! What belongs to a number in front of it: comparator, currency and sign.

use super::lexicon::{LEXICON, Mark};
use super::unit::Unit;

/// What belongs to a number in front of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Front {
    /// Its length in bytes.
    pub length: usize,
    pub mark: Option<Mark>,
    /// Whether the mark is a symbol rather than a word.
    pub symbol: bool,
    pub currency: Option<&'static Unit>,
    pub negative: bool,
}

/// Reads what belongs to a number off the text in front of it: `约 `, `> $`, `-`.
pub(super) fn front(before: &str) -> Front {
    let mut front = Front::default();
    let mut rest = before;
    front.sign(&mut rest);
    let inner = rest.trim_end_matches(' ');
    if let Some((length, unit)) = LEXICON.currency_before(inner) {
        rest = &inner[..inner.len() - length];
        front.currency = Some(unit);
        front.sign(&mut rest);
    }
    front.comparator(&mut rest);
    front.length = before.len() - rest.len();
    front
}

/// What stands in front of a number in words, which has neither sign nor currency.
pub(super) fn words_in_front(before: &str) -> Front {
    let mut front = Front::default();
    let mut rest = before;
    front.comparator(&mut rest);
    front.length = before.len() - rest.len();
    front
}

impl Front {
    fn sign(&mut self, rest: &mut &str) {
        let Some(sign) = rest.chars().next_back().filter(|c| matches!(c, '-' | '−' | '+')) else { return };
        let outer = &rest[..rest.len() - sign.len_utf8()];
        let is_sign = outer.is_empty()
            || outer.ends_with(|c: char| c.is_whitespace() || "（(：:，,、；;|[【“\"=≈~$¥￥€".contains(c));
        if is_sign {
            self.negative |= sign != '+';
            *rest = outer;
        }
    }

    fn comparator(&mut self, rest: &mut &str) {
        let inner = rest.trim_end_matches([' ', '\u{A0}', '\n']);
        if rest.len() - inner.len() > 2 {
            return;
        }
        let Some((length, mark)) = LEXICON.comparator_before(inner) else { return };
        let (outer, word) = inner.split_at(inner.len() - length);
        let is_symbol = !word.starts_with(char::is_alphabetic);
        // `a->5` and `=>` are arrows, and a tilde behind a number joins a range.
        let is_arrow = is_symbol && outer.ends_with(['-', '=', '<', '>']);
        let is_tilde = matches!(word, "~" | "～");
        let is_join = is_tilde && outer.ends_with(|c: char| c.is_ascii_digit())
            || is_tilde && inner.len() < rest.len() && outer.trim_end().ends_with(char::is_alphanumeric);
        if !is_arrow && !is_join {
            (self.mark, self.symbol) = (Some(mark), is_symbol);
            *rest = outer;
        }
    }
}
