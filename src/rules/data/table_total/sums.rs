//! The arithmetic of a column: which rows a total may sum, and whether it does.

use rust_decimal::Decimal;

use crate::quantity::{Amount, Bound};
use crate::rules::data::sheet::{Part, Value};
use crate::source::Span;

/// One row of a column, or one item of a list.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub part: Part,
    pub label: Box<str>,
    pub span: Span,
    pub value: Value,
}

/// A column with more totals is a log; each of them may sum all rows before it, so the time would grow with the square.
const MOST_TOTALS: usize = 100;

/// A column with what is known about it.
pub(super) struct Series {
    pub entries: Vec<Entry>,
    /// Whole numbers in it were counted, not rounded.
    pub counted: bool,
    /// It holds durations, which may overlap.
    pub durations: bool,
    /// Some rows take away or repeat others, so that a sum that fails proves nothing.
    pub uncertain: bool,
}

/// A total that was recomputed.
pub(super) struct Recomputed<'s> {
    pub total: &'s Entry,
    /// The derivation, if the total is wrong.
    pub wrong: Option<Wrong>,
}

/// Why a total is wrong, in the print of the table.
pub(super) struct Wrong {
    /// `39,900 + 18,000 = 57,900`
    pub sum: String,
    pub printed: String,
    pub slip: Slip,
    /// The total as it is printed, and what it should be.
    pub amount: Amount,
    pub value: Decimal,
}

/// A slip that explains a wrong total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    None,
    /// The sign is wrong.
    Sign,
    /// The total is the sum times this power of ten.
    PowerOfTen(Decimal),
}

impl Series {
    /// Every total of the series that can be recomputed.
    pub(super) fn recompute(&self) -> Vec<Recomputed<'_>> {
        if self.entries.iter().filter(|entry| entry.part == Part::Total).count() > MOST_TOTALS {
            return Vec::new();
        }
        let totals = self.entries.iter().enumerate();
        totals.filter_map(|(at, total)| self.judge(at, total)).collect()
    }

    fn judge<'s>(&'s self, at: usize, total: &'s Entry) -> Option<Recomputed<'s>> {
        let Value::Known(printed) = &total.value else { return None };
        if !matches!(total.part, Part::Total | Part::Subtotal) {
            return None;
        }
        let readings: Vec<Vec<usize>> =
            self.readings(at).into_iter().filter(|reading| reading.len() > 1).collect();
        let sums: Vec<Option<Sum<'_>>> = readings.iter().map(|reading| self.sum(reading, printed)).collect();
        if sums.iter().flatten().any(|sum| sum.holds(printed)) {
            return Some(Recomputed { total, wrong: None });
        }
        // A reading that can't be computed may be the right one.
        let sums: Vec<Sum<'_>> = sums.into_iter().collect::<Option<_>>()?;
        let sum = sums.first()?;
        let in_doubt = self.uncertain
            || sums.iter().any(|sum| {
                sum.is_open || sum.is_another_aggregate(printed) || sum.leaves_out_magnitude(printed)
            })
            || (self.durations && printed.value < sum.value);
        (!in_doubt).then(|| Recomputed { total, wrong: Some(sum.wrong(printed)) })
    }

    /// The rows that the total at `at` may sum, the likeliest first.
    fn readings(&self, at: usize) -> Vec<Vec<usize>> {
        let before = &self.entries[..at];
        let is_total = |entry: &Entry| matches!(entry.part, Part::Total | Part::Subtotal);
        let members = |from: usize| -> Vec<usize> {
            (from..at).filter(|&index| before[index].part == Part::Member).collect()
        };
        let behind = |is: &dyn Fn(&Entry) -> bool| before.iter().rposition(is).map_or(0, |last| last + 1);
        let since_total = members(behind(&is_total));
        if self.entries[at].part == Part::Subtotal {
            return vec![since_total];
        }
        let totals = |from: usize| -> Vec<usize> {
            (from..at).filter(|&index| is_total(&before[index])).chain(since_total.iter().copied()).collect()
        };
        let since_grand = behind(&|entry| entry.part == Part::Total);
        let mut readings = vec![totals(since_grand), members(0), since_total.clone(), totals(0)];
        if before[since_grand..].iter().all(|entry| !is_total(entry)) {
            readings.swap(0, 2);
        }
        readings
    }

    fn sum<'s>(&'s self, reading: &[usize], total: &Amount) -> Option<Sum<'s>> {
        let half = Decimal::new(5, 1);
        let roughly = Decimal::new(5, 2);
        let mut sum =
            Sum { members: Vec::new(), value: Decimal::ZERO, slack: Decimal::ZERO, ..Sum::default() };
        let mut whole = total.is_whole() && self.counted;
        let (mut unit, mut currency) = (&*total.unit, &*total.currency);
        for &index in reading {
            let member = match &self.entries[index].value {
                Value::Known(member) => member,
                Value::Unknown => {
                    sum.has_unknown = true;
                    continue;
                }
                Value::Unreadable => return None,
            };
            // All go together if each goes with the longest, since all are then its beginnings.
            unit = same_unit(unit, &member.unit)?;
            currency = longer(currency, &member.currency)?;
            sum.value = sum.value.checked_add(member.value)?;
            sum.slack = sum.slack.checked_add(member.ulp.checked_mul(half)?)?;
            whole &= member.is_whole();
            if member.approximate {
                sum.slack = sum.slack.checked_add(member.value.abs().checked_mul(roughly)?)?;
            }
            sum.is_open |= member.approximate || member.bound != Bound::Exact;
            sum.at_least |= member.bound == Bound::AtLeast;
            sum.at_most |= member.bound == Bound::AtMost;
            sum.members.push(member);
        }
        if sum.members.len() < 2 {
            return None;
        }
        let rounded = if whole { Decimal::ZERO } else { sum.slack.checked_add(total.ulp)? };
        let rough = if total.approximate { total.value.abs().checked_mul(roughly)? } else { Decimal::ZERO };
        sum.slack = rounded.checked_add(rough)?;
        Some(sum)
    }
}

/// What two units have in common: one may be left out or spelled out in the other (`个` and `个案例`), unless it may
/// be another size of the same thing, since nothing is converted.
fn same_unit<'u>(one: &'u str, other: &'u str) -> Option<&'u str> {
    longer(one, other).filter(|unit| one == other || super::is_plain_counter(unit))
}

fn longer<'u>(one: &'u str, other: &'u str) -> Option<&'u str> {
    if one.starts_with(other) { Some(one) } else { other.starts_with(one).then_some(other) }
}

/// The sum of some rows, and how far rounding may move it.
#[derive(Default)]
struct Sum<'s> {
    members: Vec<&'s Amount>,
    value: Decimal,
    slack: Decimal,
    /// A row is a bound or approximate.
    is_open: bool,
    at_least: bool,
    at_most: bool,
    has_unknown: bool,
}

impl Sum<'_> {
    fn holds(&self, total: &Amount) -> bool {
        let (low, high) = (self.value - self.slack, self.value + self.slack);
        let reaches =
            self.at_least || self.has_unknown || total.bound == Bound::AtMost || high >= total.value;
        let stays = self.at_most || total.bound == Bound::AtLeast || low <= total.value;
        reaches && stays
    }

    /// True if the printed value is the largest, smallest or mean row: the column is then no sum but its title doesn't say so.
    fn is_another_aggregate(&self, total: &Amount) -> bool {
        let mean = self.value / Decimal::from(self.members.len());
        self.members.iter().map(|member| member.value).max() == Some(total.value)
            || self.members.iter().map(|member| member.value).min() == Some(total.value)
            || (mean - total.value).abs() <= total.ulp
    }

    /// `5`, `7` and `12 万` below a header that says 万.
    fn leaves_out_magnitude(&self, total: &Amount) -> bool {
        total.magnitude != Decimal::ONE
            && self.members.iter().all(|member| member.magnitude == Decimal::ONE)
            && self.value.checked_mul(total.magnitude) == Some(total.value)
    }

    fn wrong(&self, total: &Amount) -> Wrong {
        let slip = if self.value == -total.value {
            Slip::Sign
        } else {
            let factor = total.value.checked_div(self.value);
            let factor = factor.filter(|_| power_of_ten(total.value, self.value));
            factor.map_or(Slip::None, |factor| Slip::PowerOfTen(factor.normalize()))
        };
        Wrong {
            sum: format!("{} = {}", self.terms(), total.print(self.value)),
            printed: total.text.to_string(),
            slip,
            amount: total.clone(),
            value: self.value,
        }
    }

    /// `1 + 2 + 3`, with the middle of a long sum left out.
    fn terms(&self) -> String {
        const SHOWN: usize = 8;
        let mut terms = String::new();
        let count = self.members.len();
        for (index, member) in self.members.iter().enumerate() {
            if count > SHOWN && (3..count - 1).contains(&index) {
                if index == 3 {
                    terms.push_str(&format!(" + … ({}×) …", count - 4));
                }
                continue;
            }
            let (sign, text) = match member.text.strip_prefix('-') {
                Some(text) if index > 0 => (" - ", text),
                _ => (" + ", member.text.trim_start_matches('+')),
            };
            terms.push_str(if index > 0 { sign } else { "" });
            terms.push_str(text);
        }
        terms
    }
}

/// True if two numbers differ by a power of ten and nothing else.
fn power_of_ten(one: Decimal, other: Decimal) -> bool {
    let digits = |number: Decimal| number.mantissa().to_string().trim_end_matches('0').to_owned();
    !one.is_zero() && one != other && digits(one) == digits(other)
}
