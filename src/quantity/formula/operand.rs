//! Reads a printed number with its sign of money, magnitude and units, the part of a formula that has no fixed grammar.

use super::lexicon::{LEXICON, Meaning, Role, currency_of_sign};
use super::parse::Parser;
use super::token::{Kind, Operator, power_of_ten};
use super::tree::{Operand, Suffix};

/// How many Latin words the name of something counted has.
const MOST_WORDS: usize = 2;

/// More units behind one number are no unit.
const MOST_UNITS: usize = 6;

impl Parser<'_, '_> {
    pub(super) fn operand(&mut self) -> Option<Operand> {
        let start = self.at;
        let mut role = None;
        if self.kind(self.at) == Kind::Tilde {
            role = Some(Role::About);
            self.at += 1;
        }
        let mut currency = None;
        if self.kind(self.at) == Kind::Currency || self.is_currency_word() {
            let sign = self.tokens.text(self.at).trim_start_matches('\\');
            currency = Some(currency_of_sign(sign));
            self.at += 1;
        }
        let Kind::Number { value, ulp } = self.kind(self.at) else { return None };
        let digits = self.tokens.list[self.at].start..self.tokens.list[self.at].end;
        self.at += 1;
        let mut suffix = self.suffix(currency.is_some())?;
        if let Some(currency) = currency {
            suffix.unit.take(Meaning::Money(currency), false);
        }
        role = suffix_role(self, start).or(role);
        let text = self.tokens.list[start].start..self.tokens.list[self.units_end - 1].end;
        Some(Operand { value, ulp, role, suffix, digits, text })
    }

    /// Reads magnitude, percent sign and units. `None` if a variable or anything else unreadable is joined to the number.
    pub(super) fn suffix(&mut self, is_money: bool) -> Option<Suffix> {
        let mut suffix = Suffix::default();
        if let Kind::Percent | Kind::Permille = self.kind(self.at) {
            let power = if self.kind(self.at) == Kind::Percent { 2 } else { 3 };
            self.at += 1;
            // `17 % 5` is a remainder.
            if matches!(self.kind(self.at), Kind::Number { .. } | Kind::Open) && self.is_remainder() {
                return None;
            }
            suffix.factor = rust_decimal::Decimal::new(1, power);
            suffix.percent = true;
        }
        let mut words = 0;
        loop {
            if words > MOST_UNITS {
                return None;
            }
            match self.kind(self.at) {
                Kind::Word => {
                    if !self.word(&mut suffix, &mut words, is_money)? {
                        break;
                    }
                }
                // `5,000+` is a bound, `5+3` and `5+n` are sums.
                Kind::Operator(Operator::Plus) if !self.tokens.spaced(self.at) && self.is_bound() => {
                    self.at += 1
                }
                Kind::Operator(Operator::Divide { slash: true }) if self.per(&mut suffix, &mut words)? => {}
                // Digits or signs without a blank make something else of the number.
                Kind::Number { .. } | Kind::Opaque if !self.tokens.spaced(self.at) => return None,
                _ => break,
            }
        }
        self.units_end = self.at;
        if self.kind(self.at) == Kind::Open && !self.tokens.is_tex {
            self.remark();
        }
        Some(suffix)
    }

    fn is_remainder(&self) -> bool {
        matches!(self.kind(self.at), Kind::Number { .. })
            || self.tokens.spaced(self.at - 1)
                && self.tokens.has_number(self.at, self.tokens.list[self.at].partner)
    }

    fn is_bound(&self) -> bool {
        match self.kind(self.at + 1) {
            Kind::Operator(_) | Kind::Equals | Kind::About | Kind::Break | Kind::Compare | Kind::Close => {
                true
            }
            Kind::Word => self.tokens.spaced(self.at + 1) || !self.tokens.text(self.at + 1).is_ascii(),
            _ => false,
        }
    }

    /// Takes in a word behind a number; false if it belongs to what follows.
    fn word(&mut self, suffix: &mut Suffix, words: &mut usize, is_money: bool) -> Option<bool> {
        let word = self.tokens.text(self.at);
        let tight = !self.tokens.spaced(self.at);
        if self.is_times_word(self.at) {
            return Some(false);
        }
        if let Some(steps) = LEXICON.letter(word).filter(|_| tight && *words == 0) {
            suffix.letters = steps;
            self.at += 1;
            return Some(true);
        }
        if word == "B" && tight && is_money {
            suffix.factor = suffix.factor.checked_mul(power_of_ten(9)?)?;
            self.at += 1;
            return Some(true);
        }
        let mut rest = word;
        if let Some((factor, behind)) = LEXICON.magnitude(word).filter(|_| *words == 0) {
            suffix.factor = suffix.factor.checked_mul(factor)?;
            rest = behind;
        }
        let magnitude = word.len() - rest.len();
        if let Some((_, behind)) = LEXICON.suffix(rest) {
            rest = behind;
        }
        if rest.is_empty() {
            self.at += 1;
            return Some(true);
        }
        if let Some(meaning) = LEXICON.unit(rest) {
            suffix.unit.take(meaning, false);
            self.at += 1;
            *words += 1;
            return Some(true);
        }
        if LEXICON.is_function_word(rest) {
            return Some(false);
        }
        if rest.is_ascii() {
            let letters = rest.bytes().all(|byte| byte.is_ascii_alphabetic());
            let shortest = if tight { 3 } else { 2 };
            if !letters || rest.len() < shortest {
                return if tight { None } else { Some(false) };
            }
            if *words >= MOST_WORDS {
                return Some(false);
            }
        }
        *words += 1;
        if suffix.unit.label.is_none() {
            let start = self.tokens.list[self.at].start + magnitude;
            suffix.unit.label = Some(start..start + rest.len());
        }
        self.at += 1;
        Some(true)
    }

    /// Takes in `/小时` or `/node`; false if the slash divides.
    fn per(&mut self, suffix: &mut Suffix, words: &mut usize) -> Option<bool> {
        if self.kind(self.at + 1) != Kind::Word {
            return Some(false);
        }
        let word = self.tokens.text(self.at + 1);
        let meaning = LEXICON.unit(word);
        let tight = !self.tokens.spaced(self.at) && !self.tokens.spaced(self.at + 1);
        match meaning {
            Some(meaning) => suffix.unit.take(meaning, true),
            None if !tight => return Some(false),
            // `5/n` divides by a variable.
            None if word.len() < 2 || word.contains(|c: char| c.is_ascii_digit()) => return Some(false),
            None => {}
        }
        *words += 1;
        self.at += 2;
        Some(true)
    }

    /// Skips a remark in parentheses.
    fn remark(&mut self) {
        let close = self.tokens.list[self.at].partner;
        if close >= self.limit {
            return;
        }
        self.doubt |= self.tokens.has_number(self.at, close)
            || self.tokens.remark(self.at).is_none_or(|remark| LEXICON.says_rounded(remark));
        self.at = close + 1;
    }
}

/// What stands behind the number from token `start` on says whether it is a bound or rough.
fn suffix_role(parser: &Parser<'_, '_>, start: usize) -> Option<Role> {
    (start..parser.units_end).rev().find_map(|at| match parser.kind(at) {
        Kind::Operator(Operator::Plus) if at > start => Some(Role::AtLeast),
        Kind::Word => LEXICON.suffix(parser.tokens.text(at)).map(|(role, _)| role),
        _ => None,
    })
}
