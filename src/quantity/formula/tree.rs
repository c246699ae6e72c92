//! What a formula says, as a small tree that can be computed and written out.

use std::fmt::Write;
use std::ops::Range;

use rust_decimal::Decimal;

use super::lexicon::{Currency, Meaning, Role};

/// A formula or a part of it.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    Number(Operand),
    /// Something in parentheses, with what stands behind them.
    Group(Box<Expr>, Suffix),
    Negative(Box<Expr>),
    Sum(Vec<Term>),
    Product(Vec<Factor>),
    Fraction(Box<Expr>, Box<Expr>),
    Power(Box<Expr>, Box<Expr>),
    Root {
        degree: Option<Box<Expr>>,
        of: Box<Expr>,
    },
    Log {
        base: Option<Box<Expr>>,
        of: Box<Expr>,
    },
    Ln(Box<Expr>),
    /// The base of natural logarithms.
    Euler,
}

/// A member of a sum.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub minus: bool,
    /// The sign before it may be a dash that joins no numbers.
    pub dash: bool,
    /// That dash stands between numbers without blanks, as in a range.
    pub tight: bool,
    pub expr: Expr,
}

/// A member of a product.
#[derive(Clone, Debug)]
pub(super) struct Factor {
    pub divides: bool,
    /// `/`, whose reach a reader may see otherwise: `a / b × c`.
    pub slash: bool,
    pub expr: Expr,
}

/// A printed number with what belongs to it.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    /// As printed, without magnitude.
    pub value: Decimal,
    pub ulp: Decimal,
    pub role: Option<Role>,
    pub suffix: Suffix,
    /// Where the digits stand.
    pub digits: Range<usize>,
    /// Where all of it stands.
    pub text: Range<usize>,
}

/// What stands behind a number or a group: magnitude, percent sign, units.
#[derive(Clone, Debug)]
pub(super) struct Suffix {
    /// `万`: 10,000; `%`: 0.01.
    pub factor: Decimal,
    /// `K`: 1; `M`: 2. Each is 1,000 or 1,024.
    pub letters: i8,
    pub percent: bool,
    pub unit: Unit,
}

/// Units multiplied with and divided by each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    pub dimensions: Dimensions,
    /// Sizes by their power of 1,000 or 1,024.
    pub steps: i8,
    /// Seconds that one of it stands for, as a fraction that loses no digits; and bits, which are eighths of bytes.
    pub over: Option<Decimal>,
    pub under: Option<Decimal>,
    pub currency: Option<Currency>,
    /// The name of something counted.
    pub label: Option<Range<usize>>,
    pub multiple: bool,
}

/// The exponents of what units measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dimensions {
    pub time: i8,
    pub size: i8,
    pub money: i8,
}

impl Dimensions {
    pub const NONE: Dimensions = Dimensions { time: 0, size: 0, money: 0 };

    /// The dimensions of this multiplied `times` with `other`.
    pub fn times(self, other: Dimensions, times: i8) -> Dimensions {
        let add = |one: i8, other: i8| one.saturating_add(other.saturating_mul(times));
        Dimensions {
            time: add(self.time, other.time),
            size: add(self.size, other.size),
            money: add(self.money, other.money),
        }
    }
}

impl Default for Suffix {
    fn default() -> Self {
        Suffix { factor: Decimal::ONE, letters: 0, percent: false, unit: Unit::default() }
    }
}

impl Unit {
    /// Takes in one more unit, above or below the line.
    pub fn take(&mut self, meaning: Meaning, below: bool) {
        let times = if below { -1 } else { 1 };
        let mut scale = |factor: Decimal, below: bool| {
            let side = if below { &mut self.under } else { &mut self.over };
            *side = side.unwrap_or(Decimal::ONE).checked_mul(factor);
        };
        let measured = match meaning {
            Meaning::Time(seconds) => {
                scale(seconds, below);
                Dimensions { time: 1, ..Dimensions::NONE }
            }
            Meaning::Size { steps, bits } => {
                if bits {
                    scale(Decimal::from(8), !below);
                }
                self.steps = self.steps.saturating_add(steps * times);
                Dimensions { size: 1, ..Dimensions::NONE }
            }
            Meaning::BitRate(steps) => {
                scale(Decimal::from(8), !below);
                self.steps = self.steps.saturating_add(steps * times);
                Dimensions { size: 1, time: -1, ..Dimensions::NONE }
            }
            Meaning::Rate => Dimensions { time: -1, ..Dimensions::NONE },
            Meaning::Money(currency) => {
                self.currency = Some(currency);
                Dimensions { money: 1, ..Dimensions::NONE }
            }
            Meaning::Multiple => {
                self.multiple = true;
                Dimensions::NONE
            }
        };
        self.dimensions = self.dimensions.times(measured, times);
    }
}

impl Expr {
    /// The number, if it is nothing else.
    pub fn as_number(&self) -> Option<&Operand> {
        match self {
            Expr::Number(operand) => Some(operand),
            _ => None,
        }
    }

    /// Calls `visit` for every part, this one first.
    pub fn each<'e>(&'e self, visit: &mut impl FnMut(&'e Expr)) {
        visit(self);
        match self {
            Expr::Number(_) | Expr::Euler => {}
            Expr::Group(inner, _) | Expr::Negative(inner) | Expr::Ln(inner) => inner.each(visit),
            Expr::Sum(terms) => terms.iter().for_each(|term| term.expr.each(visit)),
            Expr::Product(factors) => factors.iter().for_each(|factor| factor.expr.each(visit)),
            Expr::Fraction(one, other) | Expr::Power(one, other) => {
                one.each(visit);
                other.each(visit);
            }
            Expr::Root { degree: extra, of } | Expr::Log { base: extra, of } => {
                if let Some(extra) = extra {
                    extra.each(visit);
                }
                of.each(visit);
            }
        }
    }

    /// The formula on one line, numbers as they are printed.
    pub fn written(&self, text: &str) -> String {
        let mut written = String::new();
        self.write(text, &mut written);
        written
    }

    fn write(&self, text: &str, out: &mut String) {
        match self {
            Expr::Number(operand) => out.push_str(&plain(&text[operand.text.clone()])),
            Expr::Group(inner, suffix) => {
                inner.write_in_parentheses(text, out);
                if suffix.percent {
                    out.push('%');
                }
            }
            Expr::Negative(inner) => {
                out.push('-');
                inner.write(text, out);
            }
            Expr::Sum(terms) => {
                for (at, term) in terms.iter().enumerate() {
                    out.push_str(match (at, term.minus) {
                        (0, _) => "",
                        (_, true) => " - ",
                        (_, false) => " + ",
                    });
                    term.expr.write(text, out);
                }
            }
            Expr::Product(factors) => {
                for (at, factor) in factors.iter().enumerate() {
                    out.push_str(match (at, factor.divides) {
                        (0, _) => "",
                        (_, true) => " ÷ ",
                        (_, false) => " × ",
                    });
                    factor.expr.write_atom(text, out);
                }
            }
            Expr::Fraction(one, other) => {
                one.write_atom(text, out);
                out.push_str(" ÷ ");
                other.write_atom(text, out);
            }
            Expr::Power(base, exponent) => {
                base.write_atom(text, out);
                out.push('^');
                exponent.write_atom(text, out);
            }
            Expr::Root { degree, of } => {
                if let Some(degree) = degree {
                    let _ = write!(out, "{}", degree.written(text));
                }
                out.push('√');
                of.write_in_parentheses(text, out);
            }
            Expr::Log { base, of } => {
                out.push_str("log");
                if let Some(base) = base {
                    let _ = write!(out, "_{}", base.written(text));
                }
                of.write_in_parentheses(text, out);
            }
            Expr::Ln(of) => {
                out.push_str("ln");
                of.write_in_parentheses(text, out);
            }
            Expr::Euler => out.push('e'),
        }
    }

    fn write_atom(&self, text: &str, out: &mut String) {
        match self {
            Expr::Sum(_) | Expr::Product(_) | Expr::Fraction(..) | Expr::Negative(_) => {
                self.write_in_parentheses(text, out);
            }
            _ => self.write(text, out),
        }
    }

    fn write_in_parentheses(&self, text: &str, out: &mut String) {
        out.push('(');
        self.write(text, out);
        out.push(')');
    }
}

/// A printed number without the notation of TeX.
pub(super) fn plain(printed: &str) -> String {
    if !printed.contains(['\\', '{']) {
        return printed.trim().to_owned();
    }
    let mut plain = String::new();
    let mut rest = printed;
    while let Some(at) = rest.find(['\\', '{', '}']) {
        plain.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        rest = if rest[at..].starts_with('\\') {
            let letters = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
            if letters > 0 {
                &behind[letters..]
            } else if behind.starts_with([',', ';', ' ', ':', '!', '>']) {
                // Between the digits of a number and before its unit alike a narrow blank.
                &behind[1..]
            } else {
                behind
            }
        } else {
            behind
        };
    }
    plain.push_str(rest);
    plain.trim().to_owned()
}
