//! The words of `formula.toml`, ready to look up, apart from the grammar that meets them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::token::power_of_ten;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// So many seconds.
    Time(Decimal),
    /// Bytes, or bits, times a power of 1,000 or 1,024.
    Size {
        steps: i8,
        bits: bool,
    },
    /// Bits in a second.
    BitRate(i8),
    /// Something in a second.
    Rate,
    Money(Currency),
    /// `倍`, `x`: a number without a unit.
    Multiple,
}

/// Money that is not converted into other money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Currency {
    Dollars,
    Yuan,
    Other,
}

/// How a word stands in a sentence with a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    About,
    AtLeast,
    AtMost,
    /// It may stand before a result and says nothing.
    Filler,
}

pub(super) struct Lexicon {
    units: FxHashMap<&'static str, Meaning>,
    letters: FxHashMap<&'static str, i8>,
    /// Longest first.
    magnitudes: Vec<(&'static str, Decimal)>,
    prefixes: FxHashMap<&'static str, Role>,
    words: &'static Words,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../rules/quantity/formula.toml"))
        .expect("the embedded words are checked by a test")
});

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&FILE));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    time: BTreeMap<String, String>,
    size: BTreeMap<String, i8>,
    bits: BTreeMap<String, i8>,
    bit_rate: BTreeMap<String, i8>,
    letters: BTreeMap<String, i8>,
    magnitudes: BTreeMap<String, u32>,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    rates: Vec<String>,
    money: Vec<String>,
    codes: Vec<String>,
    dollars: Vec<String>,
    yuan: Vec<String>,
    multiples: Vec<String>,
    not_magnitudes: Vec<String>,
    about: Vec<String>,
    at_least: Vec<String>,
    at_most: Vec<String>,
    fillers: Vec<String>,
    roughly: Vec<String>,
    or_more: Vec<String>,
    or_less: Vec<String>,
    function_words: Vec<String>,
    operators: Vec<String>,
    leads: Vec<String>,
    rounding: Vec<String>,
    denials: Vec<String>,
}

impl Lexicon {
    fn new(file: &'static File) -> Lexicon {
        let mut units = FxHashMap::default();
        for (name, seconds) in &file.time {
            let seconds = seconds.parse().expect("seconds are decimals");
            units.insert(name.as_str(), Meaning::Time(seconds));
        }
        for (names, bits) in [(&file.size, false), (&file.bits, true)] {
            units.extend(names.iter().map(|(name, &steps)| (name.as_str(), Meaning::Size { steps, bits })));
        }
        units.extend(file.bit_rate.iter().map(|(name, &steps)| (name.as_str(), Meaning::BitRate(steps))));
        let words = &file.words;
        units.extend(words.rates.iter().map(|name| (name.as_str(), Meaning::Rate)));
        units.extend(words.multiples.iter().map(|name| (name.as_str(), Meaning::Multiple)));
        units.extend(words.money.iter().map(|name| (name.as_str(), Meaning::Money(words.currency(name)))));
        let mut magnitudes: Vec<_> = file
            .magnitudes
            .iter()
            .map(|(name, &power)| (name.as_str(), power_of_ten(power).expect("a decimal holds it")))
            .collect();
        magnitudes.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let roles = [
            (&words.about, Role::About),
            (&words.at_least, Role::AtLeast),
            (&words.at_most, Role::AtMost),
            (&words.fillers, Role::Filler),
        ];
        Lexicon {
            units,
            letters: file.letters.iter().map(|(name, &steps)| (name.as_str(), steps)).collect(),
            magnitudes,
            prefixes: roles
                .into_iter()
                .flat_map(|(words, role)| words.iter().map(move |word| (word.as_str(), role)))
                .collect(),
            words,
        }
    }

    /// What the unit `word` measures; `个小时` is `小时`.
    pub fn unit(&self, word: &str) -> Option<Meaning> {
        self.units.get(word.strip_prefix('个').filter(|rest| !rest.is_empty()).unwrap_or(word)).copied()
    }

    /// The power of 1,000 or 1,024 of a letter behind a number.
    pub fn letter(&self, word: &str) -> Option<i8> {
        self.letters.get(word).copied()
    }

    /// The magnitude that `word` begins with, and the rest of it.
    pub fn magnitude<'w>(&self, word: &'w str) -> Option<(Decimal, &'w str)> {
        if self.words.not_magnitudes.iter().any(|other| word.starts_with(other.as_str())) {
            return None;
        }
        self.magnitudes.iter().find_map(|&(name, factor)| {
            let head = word.get(..name.len())?;
            let rest = &word[name.len()..];
            let matches = if name.is_ascii() {
                head.eq_ignore_ascii_case(name) && rest.is_empty()
            } else {
                head == name
            };
            matches.then_some((factor, rest))
        })
    }

    /// What a word before a number says about it.
    pub fn prefix(&self, word: &str) -> Option<Role> {
        self.prefixes.get(word).copied()
    }

    /// What the end of a unit says about its number, and the unit without it.
    pub fn suffix<'w>(&self, word: &'w str) -> Option<(Role, &'w str)> {
        let words = self.words;
        [(&words.roughly, Role::About), (&words.or_more, Role::AtLeast), (&words.or_less, Role::AtMost)]
            .into_iter()
            .find_map(|(endings, role)| {
                Some((role, endings.iter().find_map(|end| word.strip_suffix(end.as_str()))?))
            })
    }

    /// True for the name of a currency that may stand before a number.
    pub fn is_currency_code(&self, word: &str) -> bool {
        self.words.codes.iter().any(|code| code == word)
    }

    /// True for a word that is no part of a unit.
    pub fn is_function_word(&self, word: &str) -> bool {
        is_one_of(&self.words.function_words, word)
    }

    /// True if what follows the word is not the whole of what is computed.
    pub fn is_operator(&self, word: &str) -> bool {
        ends_in_one_of(&self.words.operators, word)
    }

    /// True if a formula may well begin behind the word.
    pub fn is_lead(&self, word: &str) -> bool {
        ends_in_one_of(&self.words.leads, word)
    }

    /// True if a passage shows how not to compute.
    pub fn is_denied(&self, text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        self.words.denials.iter().any(|word| lower.contains(word.as_str()))
    }

    /// True if the text says that a result was rounded on purpose, or is wrong on purpose.
    pub fn says_rounded(&self, text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        self.words.rounding.iter().any(|word| lower.contains(word.as_str()))
    }
}

impl Words {
    fn currency(&self, name: &str) -> Currency {
        if is_one_of(&self.dollars, name) {
            Currency::Dollars
        } else if is_one_of(&self.yuan, name) {
            Currency::Yuan
        } else {
            Currency::Other
        }
    }
}

/// The money that a sign stands for.
pub(super) fn currency_of_sign(sign: &str) -> Currency {
    LEXICON.words.currency(sign)
}

fn is_one_of(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Latin words as a whole, Chinese ones as the end of a run.
fn ends_in_one_of(words: &[String], word: &str) -> bool {
    words.iter().any(|known| if known.is_ascii() { known == word } else { word.ends_with(known.as_str()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_can_be_read() {
        assert_eq!(LEXICON.unit("个小时"), LEXICON.unit("hours"));
        assert_eq!(LEXICON.unit("QPS"), Some(Meaning::Rate));
        assert_eq!(LEXICON.unit("节点"), None);
        assert_eq!(LEXICON.magnitude("万亿元").map(|(_, rest)| rest), Some("元"));
        assert_eq!(LEXICON.magnitude("千米"), None);
        assert_eq!(LEXICON.suffix("小时左右"), Some((Role::About, "小时")));
        assert!(LEXICON.is_lead("总成本为") && LEXICON.is_operator("阶段第") && !LEXICON.is_lead("节点"));
        assert_eq!(currency_of_sign("¥"), Currency::Yuan);
    }
}
