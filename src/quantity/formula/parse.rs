//! From tokens to a tree: a grammar so small that what it reads has one meaning only.

use super::lexicon::LEXICON;
use super::token::{Kind, Operator, Tokens};
use super::tree::{Expr, Factor, Operand, Suffix, Term};

/// Deeper formulas were not written by hand.
const DEEPEST: usize = 40;

/// Reads one formula from the front. What can't be read ends it.
pub(super) struct Parser<'t, 'p> {
    pub tokens: &'t Tokens<'p>,
    /// The next token; after a failure one that was never looked behind.
    pub at: usize,
    /// Where the formula must end.
    pub limit: usize,
    /// It has a second reading, so that a result that fails proves nothing.
    pub doubt: bool,
    /// The token behind the last unit that was read, before any remark.
    pub(super) units_end: usize,
    depth: usize,
}

impl<'t, 'p> Parser<'t, 'p> {
    pub fn new(tokens: &'t Tokens<'p>, at: usize, limit: usize) -> Self {
        Parser { tokens, at, limit, doubt: false, units_end: at, depth: 0 }
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        if at < self.limit { self.tokens.kind(at) } else { Kind::Break }
    }

    /// A sum, or what is less.
    pub fn expression(&mut self) -> Option<Expr> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let sum = self.sum();
        self.depth -= 1;
        sum
    }

    fn sum(&mut self) -> Option<Expr> {
        let first = self.product()?;
        let mut terms = vec![Term { minus: false, dash: false, tight: false, expr: first }];
        while let Kind::Operator(sign @ (Operator::Plus | Operator::Minus { .. })) = self.kind(self.at) {
            let tight = !self.tokens.spaced(self.at) && !self.tokens.spaced(self.at + 1);
            let dash = sign == Operator::Minus { certain: false };
            self.at += 1;
            let expr = self.product()?;
            terms.push(Term { minus: sign != Operator::Plus, dash, tight: tight && dash, expr });
        }
        Some(if terms.len() == 1 { terms.remove(0).expr } else { Expr::Sum(terms) })
    }

    fn product(&mut self) -> Option<Expr> {
        let first = self.factor()?;
        let mut factors = vec![Factor { divides: false, slash: false, expr: first }];
        loop {
            let (divides, slash, len) = match self.kind(self.at) {
                Kind::Operator(Operator::Times) => (false, false, 1),
                Kind::Operator(Operator::Divide { slash }) => (true, slash, 1),
                _ if self.is_times_word(self.at) => (false, false, 1),
                // In TeX factors may stand beside each other.
                Kind::Open | Kind::Fraction | Kind::Root | Kind::Log | Kind::Ln if self.tokens.is_tex => {
                    self.doubt |= self.kind(self.at) == Kind::Fraction;
                    (false, false, 0)
                }
                _ => break,
            };
            self.at += len;
            let expr = self.factor()?;
            factors.push(Factor { divides, slash, expr });
        }
        Some(if factors.len() == 1 { factors.remove(0).expr } else { Expr::Product(factors) })
    }

    /// `x` between numbers, with blanks around it.
    pub(super) fn is_times_word(&self, at: usize) -> bool {
        self.kind(at) == Kind::Word
            && matches!(self.tokens.text(at), "x" | "X")
            && self.tokens.spaced(at)
            && self.tokens.spaced(at + 1)
            && matches!(self.kind(at + 1), Kind::Number { .. } | Kind::Currency | Kind::Open)
    }

    /// A power with its sign.
    fn factor(&mut self) -> Option<Expr> {
        if let Kind::Operator(sign @ (Operator::Plus | Operator::Minus { .. })) = self.kind(self.at) {
            // `- 5` after nothing is an item of a list or a dash.
            if !self.tokens.is_tex && self.tokens.spaced(self.at + 1) {
                return None;
            }
            self.at += 1;
            let inner = self.power()?;
            return Some(if sign == Operator::Plus { inner } else { Expr::Negative(Box::new(inner)) });
        }
        self.power()
    }

    fn power(&mut self) -> Option<Expr> {
        let base = self.atom()?;
        match self.kind(self.at) {
            Kind::Power => {
                self.at += 1;
                let is_negative = matches!(self.kind(self.at), Kind::Operator(Operator::Minus { .. }))
                    && !self.tokens.spaced(self.at + 1);
                self.at += usize::from(is_negative);
                let exponent = self.exponent()?;
                let exponent = if is_negative { Expr::Negative(Box::new(exponent)) } else { exponent };
                // Which of two powers comes first is a matter of opinion.
                if matches!(self.kind(self.at), Kind::Power | Kind::Raised(_)) {
                    return None;
                }
                let power = Expr::Power(Box::new(base), Box::new(exponent));
                self.with_suffix(power)
            }
            Kind::Raised(_) => {
                let start = self.at;
                let mut exponent = 0u32;
                while let Kind::Raised(digit) = self.kind(self.at) {
                    exponent = exponent.checked_mul(10)?.checked_add(u32::from(digit))?;
                    self.at += 1;
                }
                let digits = self.tokens.list[start].start..self.tokens.list[self.at - 1].end;
                let exponent = Expr::Number(Operand {
                    value: exponent.into(),
                    ulp: 1.into(),
                    role: None,
                    suffix: Suffix::default(),
                    text: digits.clone(),
                    digits,
                });
                let power = Expr::Power(Box::new(base), Box::new(exponent));
                self.with_suffix(power)
            }
            _ => Some(base),
        }
    }

    /// `10^6 bytes`: what stands behind a power belongs to all of it.
    fn with_suffix(&mut self, power: Expr) -> Option<Expr> {
        let start = self.at;
        let suffix = self.suffix(false)?;
        Some(if self.at == start { power } else { Expr::Group(Box::new(power), suffix) })
    }

    /// In TeX one digit is an exponent by itself: `2^10` is 2¹ and a 0.
    fn exponent(&mut self) -> Option<Expr> {
        if let Kind::Number { value, ulp } = self.kind(self.at) {
            let token = self.tokens.list[self.at];
            if self.tokens.is_tex && token.end - token.start > 1 {
                self.doubt = true;
            }
            self.at += 1;
            return Some(Expr::Number(Operand {
                value,
                ulp,
                role: None,
                suffix: Suffix::default(),
                digits: token.start..token.end,
                text: token.start..token.end,
            }));
        }
        self.atom()
    }

    fn atom(&mut self) -> Option<Expr> {
        match self.kind(self.at) {
            Kind::Number { .. } | Kind::Currency | Kind::Tilde => self.operand().map(Expr::Number),
            Kind::Open => {
                let inner = self.group()?;
                let suffix = self.suffix(false)?;
                Some(Expr::Group(Box::new(inner), suffix))
            }
            Kind::Fraction => {
                self.at += 1;
                let above = self.braces()?;
                let below = self.braces()?;
                let fraction = Expr::Fraction(Box::new(above), Box::new(below));
                self.with_suffix(fraction)
            }
            Kind::Root => {
                self.at += 1;
                let degree =
                    if self.tokens.text(self.at) == "[" { Some(Box::new(self.group()?)) } else { None };
                Some(Expr::Root { degree, of: Box::new(self.braces()?) })
            }
            Kind::Log => {
                self.at += 1;
                let mut base = None;
                if self.tokens.text(self.at) == "_" {
                    self.at += 1;
                    base = Some(Box::new(match self.kind(self.at) {
                        Kind::Open => self.group()?,
                        _ => self.exponent()?,
                    }));
                }
                Some(Expr::Log { base, of: Box::new(self.power()?) })
            }
            Kind::Ln => {
                self.at += 1;
                Some(Expr::Ln(Box::new(self.power()?)))
            }
            Kind::Word if self.tokens.text(self.at) == "e" && self.kind(self.at + 1) == Kind::Power => {
                self.at += 1;
                Some(Expr::Euler)
            }
            Kind::Word if self.is_currency_word() => self.operand().map(Expr::Number),
            _ => None,
        }
    }

    /// `USD 500`
    pub(super) fn is_currency_word(&self) -> bool {
        is_currency_word(self.tokens, self.at) && self.at + 1 < self.limit
    }

    fn braces(&mut self) -> Option<Expr> {
        if self.tokens.text(self.at) == "{" { self.group() } else { None }
    }

    /// What stands in brackets, all of it.
    fn group(&mut self) -> Option<Expr> {
        let close = self.tokens.list.get(self.at).filter(|token| token.kind == Kind::Open)?.partner;
        if close >= self.limit {
            return None;
        }
        self.at += 1;
        let limit = std::mem::replace(&mut self.limit, close);
        let inner = self.expression();
        self.limit = limit;
        let inner = inner.filter(|_| self.at == close)?;
        self.at += 1;
        Some(inner)
    }
}

/// True if a formula may begin at a token.
pub(super) fn begins(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or(Kind::Break, |before| tokens.kind(before));
    match tokens.kind(at) {
        Kind::Number { .. }
        | Kind::Currency
        | Kind::Fraction
        | Kind::Root
        | Kind::Log
        | Kind::Ln
        | Kind::Open => true,
        Kind::Tilde => true,
        Kind::Operator(Operator::Minus { .. }) => {
            (tokens.is_tex || !tokens.spaced(at + 1))
                && matches!(before, Kind::Break | Kind::Compare | Kind::Equals | Kind::Open)
        }
        Kind::Word => {
            (tokens.text(at) == "e" && tokens.kind(at + 1) == Kind::Power) || is_currency_word(tokens, at)
        }
        _ => false,
    }
}

fn is_currency_word(tokens: &Tokens<'_>, at: usize) -> bool {
    LEXICON.is_currency_code(tokens.text(at)) && matches!(tokens.kind(at + 1), Kind::Number { .. })
}
