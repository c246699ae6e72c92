//! The unit behind a number and what it is counted by.

use rust_decimal::Decimal;

use super::Per;
use super::lexicon::{COMPOUND, LEXICON, blanks, latin_run};
use super::number::Number;
use super::scan::{NEAR, Scanner};
use super::unit::{Class, Unit};

/// A unit with what it is counted by.
#[derive(Clone, Copy, Default)]
pub(super) struct Measure {
    pub unit: Option<&'static Unit>,
    pub per: Option<Per>,
    /// Where it ends; where the number does if there is none.
    pub end: usize,
}

impl Measure {
    /// True if there is one.
    pub fn is_some(&self) -> bool {
        self.unit.is_some() || self.per.is_some()
    }

    /// The class of its unit with what it is counted by.
    pub fn class(&self) -> Option<Class> {
        class_of(self.unit, self.per)
    }
}

/// The class of a unit with what it is counted by.
pub(super) fn class_of(unit: Option<&Unit>, per: Option<Per>) -> Option<Class> {
    match (unit.map(|unit| unit.class), per) {
        (None | Some(Class::Count | Class::Multiple), Some(Per::Time(_))) => Some(Class::Rate),
        (class, _) => class,
    }
}

impl Scanner<'_> {
    /// What `number` is measured in. Behind a currency it may be counted by things: `$0.023/GB`.
    pub(super) fn measure(&self, number: &Number, has_currency: bool) -> Measure {
        let at = number.end;
        let rest = self.rest(at);
        let (word, is_spaced) = unit_word(rest);
        let unit_at = self.text.len() - word.len();
        if let Some((length, unit)) = LEXICON.unit(word)
            && self.is_unit(unit_at, length, unit, is_spaced, number)
            // The last noun before a slash is the one that is counted: 交易事件/秒.
            && !(unit.class == Class::Count && self.rate_of_noun(unit_at, length).is_some())
        {
            return self.compound(unit, unit_at + length);
        }
        // `5000/s`
        if let Some((per, end)) = self.per(at).filter(|(per, _)| has_currency || matches!(per, Per::Time(_)))
        {
            return Measure { unit: None, per: Some(per), end };
        }
        match self.rate_of_noun(at + blanks(rest), 0) {
            Some((per, end)) => Measure { unit: None, per: Some(per), end },
            None => Measure { end: at, ..Measure::default() },
        }
    }

    /// A unit that ends at `end`, with what it is counted by. A product of units is a unit of its own: GB-秒.
    fn compound(&self, unit: &'static Unit, end: usize) -> Measure {
        if unit.class == Class::Size
            && let Some(rest) = self.rest(end).strip_prefix(['-', '·'])
            && let Some((length, other)) = LEXICON.unit(rest)
            && other.class == Class::Time
        {
            return Measure { unit: Some(*COMPOUND), per: None, end: self.text.len() - rest.len() + length };
        }
        let (per, end) = self.per(end).map_or((None, end), |(per, end)| (Some(per), end));
        Measure { unit: Some(unit), per, end }
    }

    /// What the noun at `at` that is longer than `least` bytes is counted by, and where that ends: `交易事件/秒`.
    fn rate_of_noun(&self, at: usize, least: usize) -> Option<(Per, usize)> {
        let text = self.rest(at);
        // Most nouns are counted by nothing, and Chinese letters are dear to tell.
        let near = &text.as_bytes()[..text.len().min(NEAR + '／'.len_utf8())];
        if !near.contains(&b'/')
            && !near.windows(2).any(|pair| pair == b" p" || pair[0] == 0xEF || pair == b" \xE6")
        {
            return None;
        }
        let is_noun = |c: &char| c.is_alphanumeric() || *c == '-';
        let noun: usize = text.chars().take(NEAR).take_while(is_noun).map(char::len_utf8).sum();
        if noun <= least || noun > NEAR || text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (per, end) = self.per(at + noun)?;
        (text[noun..].starts_with(['/', '／', ' ']) && matches!(per, Per::Time(_))).then_some((per, end))
    }

    /// False where the spelling of a unit is something else beside this number.
    fn is_unit(&self, at: usize, length: usize, unit: &Unit, is_spaced: bool, number: &Number) -> bool {
        let figure = &number.figure;
        let word = &self.text[at..at + length];
        let behind = self.rest(at + length);
        if figure.padded && unit.class != Class::Time {
            return false;
        }
        // The number of a section or version before its title.
        if unit.class == Class::Count && figure.decimals > 0 && number.is_plain() {
            return &*unit.dimension == "core" || !is_spaced && word.chars().count() == 1;
        }
        let ends = || !behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '\'');
        match word {
            // 1850年
            "年" => !number.is_plain() || figure.decimals > 0 || !is_old_year(figure.value),
            "s" | "h" | "W" | "B" | "Ki" | "Mi" | "Gi" | "Ti" => !is_spaced || ends(),
            "d" | "X" | "x" | "mo" | "wk" | "×" => !is_spaced,
            "分" | "星" => {
                !is_spaced && figure.value <= Decimal::ONE_HUNDRED
                    || behind.is_empty()
                    || behind.starts_with(['（', '(', '，', '。', '、', '；', '/'])
            }
            // A width, not an amount: 32bit ARM.
            "bit" => {
                !is_spaced && self.text[..at].ends_with(|c: char| c.is_ascii_digit()) && !is_adjective(behind)
            }
            "%" => !(figure.value == Decimal::ONE_HUNDRED && is_idiom(behind)),
            _ => true,
        }
    }

    /// What a quantity is counted by, if that stands at `at`: `/秒`, ` per second`, `每天`.
    pub(super) fn per(&self, at: usize) -> Option<(Per, usize)> {
        let rest = self.rest(at);
        let blank = usize::from(rest.starts_with([' ', '\n']));
        let joined = &rest[blank..];
        let join = LEXICON.join(joined)?;
        let is_word = joined.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_word && blank == 0 {
            return None;
        }
        let behind = joined[join..].trim_start_matches(' ');
        let start = self.text.len() - behind.len();
        if let Some((length, unit)) = LEXICON.period(behind) {
            return Some((Per::Time(unit), start + length));
        }
        let end = start + LEXICON.thing(behind)?;
        // GB-秒, GB/月
        let time = self.rest(end).strip_prefix(['-', '/']).and_then(|rest| LEXICON.period(rest));
        Some((Per::Thing, end + time.map_or(0, |(length, _)| 1 + length)))
    }
}

/// The word behind a number that may be its unit, and whether it stands apart. English ones may follow a hyphen, and a line
/// may end before them.
fn unit_word(rest: &str) -> (&str, bool) {
    let hyphened = rest.strip_prefix('-').filter(|word| latin_run(word) > 2);
    if let Some(word) = hyphened {
        return (word, true);
    }
    let wrapped = rest.strip_prefix('\n').filter(|word| latin_run(word) > 2);
    let blanks = blanks(rest);
    (wrapped.unwrap_or(&rest[blanks..]), wrapped.is_some() || blanks > 0)
}

/// True for the number of a year that is too long ago for most documents.
fn is_old_year(value: Decimal) -> bool {
    (Decimal::from(1800)..Decimal::from(2200)).contains(&value)
}

/// True for `100%` before a name: the whole of something, and no measure.
fn is_idiom(behind: &str) -> bool {
    let mut chars = behind.chars();
    chars.next() == Some(' ')
        && chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && chars.next().is_some_and(|c| c.is_ascii_lowercase())
}

/// True if a unit is followed by what it describes.
fn is_adjective(behind: &str) -> bool {
    behind.strip_prefix([' ', '\n']).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))
}
