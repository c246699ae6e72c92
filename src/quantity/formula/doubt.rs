//! The other things that look like wrong arithmetic: ranges, dashes, names with numbers, other bases, other units.

use std::ops::Range;

use rust_decimal::Decimal;

use super::lexicon::Currency;
use super::tree::{Dimensions, Expr, Operand, Suffix, Term};

/// Nobody counts phases or figures so far.
const LEAST_UNNAMED: u32 = 10_000;

/// How many dashes are tried as the beginning of a formula.
const MOST_DASHES: usize = 4;

/// `阶段 1 + 2` and `Step 1 = …`: a word before a bare number may make it a name.
pub(super) fn may_be_named(expr: &Expr) -> bool {
    let mut first = None;
    expr.each(&mut |part| first = first.or(part.as_number()));
    if first.is_some_and(|first| first.value >= Decimal::from(LEAST_UNNAMED)) {
        return false;
    }
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
        || printed.as_number().is_some_and(|printed| is_name(text, printed))
        || is_of_other_base(text, computed, printed)
        || !is_comparable(text, &Units::of(computed), &Units::of(printed))
}

/// `99.9%可用性成本` is the name of something, not 0.999 of it, and `4K` that of a resolution.
fn is_name(text: &str, printed: &Operand) -> bool {
    let suffix = &printed.suffix;
    suffix.percent && suffix.unit.label.is_some()
        || suffix.letters == 1 && matches!(&text[printed.digits.clone()], "1" | "2" | "4" | "5" | "8")
}

/// `3 – 5 = 4`: a range with blanks around its dash, and its mean.
pub(super) fn rises(computed: &Expr) -> bool {
    match computed {
        Expr::Sum(terms) => match &terms[..] {
            [from, to] => to.dash && value(from) < value(to),
            _ => false,
        },
        _ => false,
    }
}

/// True if a side may not be arithmetic, or not all of what is meant.
fn is_ambiguous(text: &str, side: &Expr) -> bool {
    let mut ambiguous = false;
    side.each(&mut |part| match part {
        Expr::Sum(terms) => {
            let outermost = std::ptr::eq(part, side);
            let tight = terms.iter().any(|term| term.tight);
            // `2-5` is a range; `(200-120)` before another sign is not, nor is `$500-$200`.
            let falls = terms.windows(2).all(|pair| value(&pair[0]) >= value(&pair[1]));
            let is_plain = outermost && terms.iter().any(|term| term.expr.as_number().is_none_or(is_bare));
            ambiguous |= tight && (is_plain || !falls) || mixes_percent(terms) || mixes_letters(terms);
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
    any_suffix(side, |suffix| suffix.unit.dimensions != Dimensions::NONE)
}

/// True if a number has a magnitude: `万`, `K`.
pub(super) fn has_magnitude(side: &Expr) -> bool {
    any_suffix(side, |suffix| suffix.letters != 0 || suffix.factor != Decimal::ONE && !suffix.percent)
}

fn any_suffix(side: &Expr, is: impl Fn(&Suffix) -> bool) -> bool {
    let mut found = false;
    side.each(&mut |part| {
        if let Expr::Number(Operand { suffix, .. }) | Expr::Group(_, suffix) = part {
            found |= is(suffix);
        }
    });
    found
}

/// True if units convert into each other, and the formula doesn't do that itself.
pub(super) fn is_convertible(computed: &Expr, printed: &Expr) -> bool {
    let gives = Units::of(computed).dimensions;
    let is_same = gives == Dimensions::NONE || gives == Units::of(printed).dimensions;
    is_measured(computed) && is_same && !has_conversion(computed)
}

/// `1亿笔/天 ÷ 86,400`: a bare factor between units.
fn has_conversion(side: &Expr) -> bool {
    const FACTORS: [u32; 8] = [12, 24, 60, 365, 1000, 1024, 3600, 86_400];
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

/// Tells whether the formula holds over another part of what is printed: behind a dash (`选项 1 - 3 × 4 = 12`), or with
/// all of a sum above the slash (`9 + 8 + 7 / 3 = 8`).
pub(super) fn has_other_extent(expr: &Expr, holds: impl Fn(&Expr) -> bool) -> bool {
    let Expr::Sum(terms) = expr else { return false };
    let dashes = (1..terms.len()).rev().filter(|&at| terms[at].dash).take(MOST_DASHES);
    let begins = dashes.into_iter().any(|at| {
        let mut rest = terms[at..].to_vec();
        rest[0].minus = false;
        holds(&if rest.len() == 1 { rest.remove(0).expr } else { Expr::Sum(rest) })
    });
    let Some(Term { expr: Expr::Product(factors), .. }) = terms.last() else { return begins };
    let [first, divisor] = &factors[..] else { return begins };
    let mut above = terms.clone();
    if let Some(last) = above.last_mut() {
        last.expr = first.expr.clone();
    }
    begins
        || divisor.slash && holds(&Expr::Fraction(Box::new(Expr::Sum(above)), Box::new(divisor.expr.clone())))
}

/// `5 + 3 = 8 × 2 = 16`: tells whether a formula holds for the first number behind the sign, with which another begins.
pub(super) fn goes_on(printed: &Expr, holds: impl Fn(&Expr) -> bool) -> bool {
    match printed {
        Expr::Sum(terms) => holds(&terms[0].expr) || goes_on(&terms[0].expr, holds),
        Expr::Product(factors) => holds(&factors[0].expr),
        _ => false,
    }
}

/// `2 周 = 2 × 7`: the number before the sign has a unit that the formula explains. Money is no such unit.
pub(super) fn is_definition(printed: &Expr, computed: &Expr) -> bool {
    let Some(Operand { suffix, .. }) = printed.as_number() else { return false };
    let (one, other) = (Units::of(printed), Units::of(computed));
    let has_unit = suffix.letters != 0 || !one.labels.is_empty() || one.dimensions != Dimensions::NONE;
    has_unit && one.dimensions.money == 0 && !other.is_measured && other.labels.is_empty()
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
        if let Some(currency) = suffix.unit.currency.filter(|currency| !self.currencies.contains(currency)) {
            self.currencies.push(currency);
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
