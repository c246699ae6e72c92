//! The other things that look like wrong arithmetic: ranges, dashes, names with numbers, other bases, other units.

use std::ops::Range;

use rust_decimal::Decimal;

use super::lexicon::Currency;
use super::tree::{Dimensions, Expr, Operand, Suffix, Term};

/// How many dashes are tried as the beginning of a formula.
const MOST_DASHES: usize = 4;

/// `阶段 1 + 2` and `Step 1 = …`: a word before a bare number may make it a name.
pub(super) fn may_be_named(expr: &Expr) -> bool {
    match expr {
        Expr::Number(operand) => is_bare(operand),
        Expr::Sum(terms) => {
            terms.iter().all(|term| matches!(&term.expr, Expr::Number(operand) if is_bare(operand)))
        }
        Expr::Product(factors) => factors
            .iter()
            .all(|factor| factor.slash && matches!(&factor.expr, Expr::Number(operand) if is_bare(operand))),
        _ => false,
    }
}

fn is_bare(operand: &Operand) -> bool {
    operand.ulp == Decimal::ONE
        && operand.suffix.factor == Decimal::ONE
        && operand.suffix.unit.dimensions == Dimensions::NONE
}

/// True if a difference between the two sides has an innocent explanation.
pub(super) fn is_doubtful(text: &str, computed: &Expr, printed: &Expr) -> bool {
    [computed, printed].into_iter().any(|side| is_ambiguous(text, side))
        || is_named_by_percent(printed)
        || is_of_other_base(text, computed, printed)
        || !is_comparable(text, &Units::of(computed), &Units::of(printed))
}

/// `99.9%可用性成本` is the name of something, not 0.999 of it.
fn is_named_by_percent(printed: &Expr) -> bool {
    printed.as_number().is_some_and(|operand| operand.suffix.percent && operand.suffix.unit.label.is_some())
}

/// True if a side may not be arithmetic, or not all of what is meant.
fn is_ambiguous(text: &str, side: &Expr) -> bool {
    let mut ambiguous = false;
    side.each(&mut |part| match part {
        Expr::Sum(terms) => {
            let outermost = std::ptr::eq(part, side);
            let tight = terms.iter().any(|term| term.tight);
            // `2-5` is a range; `(200-120)` is not, if it comes before another sign.
            let falls = terms.windows(2).all(|pair| value(&pair[0]) >= value(&pair[1]));
            ambiguous |= tight && (outermost || !falls) || mixes_percent(terms) || mixes_letters(terms);
        }
        Expr::Product(factors) => {
            // `2024/10/11`
            ambiguous |= factors.iter().filter(|factor| factor.slash).count() > 1
                && factors.iter().skip(1).all(|factor| factor.slash);
        }
        // `2x + 3`: a variable rather than a multiple.
        Expr::Number(operand) => {
            ambiguous |= operand.suffix.unit.multiple
                && !std::ptr::eq(part, side)
                && text[operand.text.clone()].ends_with(['x', 'X'])
        }
        _ => {}
    });
    ambiguous
}

fn value(term: &Term) -> Option<Decimal> {
    term.expr.as_number().map(|operand| operand.value)
}

/// `100 + 10%` means a tenth more.
fn mixes_percent(terms: &[Term]) -> bool {
    let percent = |term: &Term| term.expr.as_number().is_some_and(|operand| operand.suffix.percent);
    terms.iter().any(percent)
        && terms.iter().any(|term| !percent(term) && value(term).is_none_or(|value| value > Decimal::ONE))
}

/// `2K + 1` has a variable, or a magnitude that is not meant for all.
fn mixes_letters(terms: &[Term]) -> bool {
    let letter = |term: &Term| term.expr.as_number().is_some_and(|operand| operand.suffix.letters != 0);
    terms.iter().any(letter) && !terms.iter().all(letter)
}

/// Binary digits, truth values, exclusive or, strings that are joined, and the proverb that one and one are three.
fn is_of_other_base(text: &str, computed: &Expr, printed: &Expr) -> bool {
    let Some(result) = super::judge::printed(printed) else { return false };
    let digits = |operand: &Operand| text[operand.digits.clone()].to_owned();
    let is_binary = |operand: &Operand| digits(operand).bytes().all(|digit| matches!(digit, b'0' | b'1'));
    match computed {
        Expr::Sum(terms) => {
            let numbers: Option<Vec<&Operand>> = terms.iter().map(|term| term.expr.as_number()).collect();
            numbers.is_some_and(|numbers| {
                let joined: String = numbers.iter().map(|number| digits(number)).collect();
                numbers
                    .iter()
                    .all(|number| is_binary(number) && (is_binary(result) || number.value == Decimal::ONE))
                    || joined == digits(result)
            })
        }
        Expr::Power(base, exponent) => {
            let whole = |expr: &Expr| expr.as_number().and_then(|operand| u64::try_from(operand.value).ok());
            whole(base)
                .zip(whole(exponent))
                .is_some_and(|(one, other)| Decimal::from(one ^ other) == result.value)
        }
        _ => false,
    }
}

/// True if a number has a unit of time, size or money.
pub(super) fn is_measured(side: &Expr) -> bool {
    let mut found = false;
    side.each(&mut |part| {
        if let Expr::Number(Operand { suffix, .. }) | Expr::Group(_, suffix) = part {
            found |= suffix.unit.dimensions != Dimensions::NONE;
        }
    });
    found
}

/// True if units convert into each other, and the formula doesn't do that itself.
pub(super) fn is_convertible(computed: &Expr, printed: &Expr) -> bool {
    is_measured(computed)
        && Units::of(computed).dimensions == Units::of(printed).dimensions
        && !has_conversion(computed)
}

/// `1亿笔/天 ÷ 86,400`: a bare factor between units.
fn has_conversion(side: &Expr) -> bool {
    const FACTORS: [u32; 11] = [7, 8, 12, 24, 30, 60, 365, 1000, 1024, 3600, 86_400];
    let mut found = false;
    side.each(&mut |part| {
        found |= part.as_number().is_some_and(|operand| {
            is_bare(operand) && FACTORS.iter().any(|&factor| operand.value == Decimal::from(factor))
        });
    });
    found
}

/// True if a factor of the formula is a hundred.
pub(super) fn has_hundred(expr: &Expr) -> bool {
    let mut found = false;
    expr.each(&mut |part| {
        found |= part.as_number().is_some_and(|operand| operand.value == Decimal::ONE_HUNDRED)
    });
    found
}

/// `选项 1 - 3 × 4 = 12`: tells whether the formula holds behind a dash.
pub(super) fn dash_begins(expr: &Expr, holds: impl Fn(&Expr) -> bool) -> bool {
    let Expr::Sum(terms) = expr else { return false };
    let dashes = (1..terms.len()).rev().filter(|&at| terms[at].dash).take(MOST_DASHES);
    dashes.into_iter().any(|at| {
        let mut rest = terms[at..].to_vec();
        rest[0].minus = false;
        holds(&if rest.len() == 1 { rest.remove(0).expr } else { Expr::Sum(rest) })
    })
}

/// The units that occur on a side.
#[derive(Default)]
struct Units {
    dimensions: Dimensions,
    is_measured: bool,
    currencies: Vec<Currency>,
    labels: Vec<Range<usize>>,
    is_ratio: bool,
    adds: bool,
}

impl Units {
    fn of(side: &Expr) -> Units {
        let mut units = Units::default();
        let reading = super::evaluate::Reading::PLAIN;
        units.dimensions =
            super::evaluate::evaluate(side, reading).map_or(Dimensions::NONE, |value| value.dimensions);
        side.each(&mut |part| match part {
            Expr::Number(Operand { suffix, .. }) | Expr::Group(_, suffix) => units.take(suffix),
            Expr::Sum(_) => units.adds = true,
            _ => {}
        });
        units
    }

    fn take(&mut self, suffix: &Suffix) {
        self.is_measured |= suffix.unit.dimensions != Dimensions::NONE;
        self.is_ratio |= suffix.percent || suffix.unit.multiple;
        self.labels.extend(suffix.unit.label.clone());
        if let Some(currency) = suffix.unit.currency {
            if !self.currencies.contains(&currency) {
                self.currencies.push(currency);
            }
        }
    }
}

/// True if the numbers of two sides may be compared: their units are the same, convert, or are left out on one side.
fn is_comparable(text: &str, computed: &Units, printed: &Units) -> bool {
    if computed.currencies.len() + printed.currencies.len() > 1 {
        let mut all = computed.currencies.iter().chain(&printed.currencies);
        let first = all.next();
        if all.any(|currency| Some(currency) != first) {
            return false;
        }
    }
    let named = |units: &Units| !units.labels.is_empty();
    // What cancels out leaves a number.
    let is_measured = |units: &Units| units.is_measured && units.dimensions != Dimensions::NONE;
    match (is_measured(computed), is_measured(printed)) {
        (true, true) => {
            let (mut one, mut other) = (computed.dimensions, printed.dimensions);
            // A price for a month times twelve is one for a year.
            if one.money != 0 && one.money == other.money {
                (one.time, other.time) = (0, 0);
            }
            one == other
        }
        (true, false) => !named(printed) && (!printed.is_ratio || computed.dimensions == Dimensions::NONE),
        (false, true) => !named(computed),
        (false, false) => {
            let related = |one: &Range<usize>, other: &Range<usize>| {
                let (one, other) =
                    (text[one.clone()].trim_end_matches('s'), text[other.clone()].trim_end_matches('s'));
                one.contains(other) || other.contains(one)
            };
            !named(computed)
                || !named(printed)
                || printed
                    .labels
                    .iter()
                    .any(|label| computed.labels.iter().any(|other| related(label, other)))
        }
    }
}
