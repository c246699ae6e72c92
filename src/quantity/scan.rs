//! Finds the quantities of a text: numbers with what makes them quantities, and no others.
//!
//! The text is walked once. Work is done at digits, numerals and number words only, and each looks no further than the
//! words that may belong to it, so that the cost is linear.

use rust_decimal::Decimal;

use super::figure::{Digits, Figure, digit, digits};
use super::lexicon::{COMPOUND, LEXICON, Mark, PER_SECOND, latin_run};
use super::numerals::{self, Numeral, Sense};
use super::surroundings::{Measured, Setting, front, is_name_before, is_ordinal_before};
use super::unit::{Class, Unit};
use super::{Bound, Per, Quantity};

/// How far words may stand from the number that they say something about, in bytes.
pub(super) const NEAR: usize = 36;

/// The quantities of `text` in order, none overlapping another.
pub(crate) fn scan(text: &str, setting: Setting) -> Vec<Quantity> {
    let mut scanner = Scanner { text, setting, found: Vec::new() };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at = match bytes[at] {
            b'0'..=b'9' => scanner.at_digit(at),
            0xEF if digit(text, at).is_some() => scanner.at_digit(at),
            0xE4..=0xE9 => scanner.at_han(at),
            b'a'..=b'z' | b'A'..=b'Z' => scanner.at_word(at),
            byte if byte < 0x80 => at + 1,
            byte => {
                at + if byte >= 0xF0 {
                    4
                } else if byte >= 0xE0 {
                    3
                } else {
                    2
                }
            }
        };
    }
    scanner.found
}

struct Scanner<'t> {
    text: &'t str,
    setting: Setting,
    found: Vec<Quantity>,
}

/// A number in digits with its magnitude and what says that it is more.
#[derive(Clone, Copy)]
struct Amount {
    value: Decimal,
    ulp: Decimal,
    factor: Decimal,
    has_magnitude: bool,
    more: bool,
    end: usize,
}

/// A unit with what it is counted by.
#[derive(Clone, Copy, Default)]
struct Measure {
    unit: Option<&'static Unit>,
    per: Option<Per>,
    end: usize,
}

impl<'t> Scanner<'t> {
    fn rest(&self, at: usize) -> &'t str {
        &self.text[at..]
    }

    fn before(&self, at: usize) -> &'t str {
        let mut from = at.saturating_sub(NEAR).max(self.floor());
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        &self.text[from..at]
    }

    /// Where the last quantity ended: what stands before belongs to it.
    fn floor(&self) -> usize {
        self.found.last().map_or(0, |quantity| quantity.range.end as usize)
    }

    /// Reads what begins with a digit; returns where to go on.
    fn at_digit(&mut self, start: usize) -> usize {
        let figure = match digits(self.text, start) {
            Digits::Figure(figure) => figure,
            Digits::Nothing(end) => return self.behind_name(end),
        };
        if is_name_before(self.text, start, self.floor()) {
            return self.behind_name(figure.end);
        }
        if let Some(end) = self.time_or_date(start, &figure) {
            return end;
        }
        if let Some((quantity, end)) = self.quantity(start, figure) {
            self.found.push(quantity);
            return end;
        }
        self.behind_name(figure.end)
    }

    /// Where the name or number that goes on at `at` ends, so that no part of it is taken for another one.
    fn behind_name(&self, at: usize) -> usize {
        let rest = self.rest(at);
        let mut end = 0;
        for (index, c) in rest.char_indices() {
            let joins = matches!(c, '.' | '-' | '_' | ':' | '/' | '–')
                && rest[index + c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit());
            if !(c.is_ascii_alphanumeric() || c == '_' || joins) {
                break;
            }
            end = index + c.len_utf8();
        }
        at + end.max(0)
    }

    /// Where a date, a time of day or a span of years ends that begins with `figure`.
    fn time_or_date(&self, start: usize, figure: &Figure) -> Option<usize> {
        let rest = self.rest(figure.end);
        let is_year = figure.decimals == 0
            && !figure.grouped
            && figure.value >= Decimal::from(1900)
            && figure.value <= Decimal::from(2100);
        let trimmed = rest.trim_start_matches(' ');
        if is_year {
            let behind = trimmed
                .strip_prefix(['-', '–', '—', '~', '至', '到', '/'])
                .map(|rest| rest.trim_start_matches(' '));
            if let Some(behind) = behind
                && behind.starts_with(|c: char| c.is_ascii_digit())
                && let Digits::Figure(second) = digits(behind, 0)
                && (second.end == 4 || second.end <= 2)
                && LEXICON.unit(&behind[second.end..]).is_none_or(|(_, unit)| unit.class == Class::Time)
            {
                let end = self.text.len() - behind.len() + second.end;
                return Some(self.behind_date(end));
            }
            if trimmed.starts_with('年') || rest.starts_with(['s', '.']) {
                return Some(self.behind_date(self.text.len() - trimmed.len()));
            }
        }
        // 10:30, 3:1
        if let Some(behind) = rest.strip_prefix([':', '：'])
            && figure.decimals == 0
            && behind.starts_with(|c: char| c.is_ascii_digit())
            && rest.starts_with(':')
        {
            return Some(self.behind_name(figure.end));
        }
        // 5月1日, but 1-6月 and 3个月 are spans.
        if figure.decimals == 0 && trimmed.starts_with('月') && !trimmed.starts_with("月活") {
            return Some(self.behind_date(self.text.len() - trimmed.len()));
        }
        // 7×24
        let around = [("7", "24"), ("24", "7")];
        let own = &self.text[start..figure.end];
        let times = trimmed.strip_prefix(['×', 'x', 'X', '*', '/']).map(|rest| rest.trim_start_matches(' '));
        if let Some(times) = times
            && around.iter().any(|(one, other)| {
                own == *one
                    && times
                        .strip_prefix(other)
                        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
            })
        {
            let end = self.text.len() - times.len() + if own == "7" { 2 } else { 1 };
            let hours = self.rest(end).trim_start();
            let hours = hours.strip_prefix("小时").unwrap_or(self.rest(end));
            return Some(self.text.len() - hours.len());
        }
        None
    }

    /// Where a date ends of which a part ends at `at`: 年3月15日.
    fn behind_date(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let rest = self.rest(end);
            let trimmed = rest.trim_start_matches(' ');
            let skipped = rest.len() - trimmed.len();
            let mark = trimmed.chars().next().filter(|c| matches!(c, '年' | '月' | '日' | '号'));
            if let Some(mark) = mark {
                end += skipped + mark.len_utf8();
                let inner = self.rest(end).trim_start_matches([' ', '-', '~', '至', '到', '底', '初']);
                if let Digits::Figure(next) = digits(self.text, self.text.len() - inner.len())
                    && next.end > self.text.len() - inner.len()
                    && self.rest(next.end).trim_start_matches(' ').starts_with(['月', '日', '号', '年'])
                    && mark != '日'
                {
                    end = next.end;
                    continue;
                }
                return end;
            }
            return self.behind_name(end);
        }
    }

    /// The quantity whose number is `figure`, and where it ends.
    fn quantity(&self, start: usize, figure: Figure) -> Option<(Quantity, usize)> {
        let front = front(self.before(start));
        let mut first = self.amount(start, figure);
        let mut measure =
            self.measure(first.end, first.has_magnitude || first.more, front.currency.is_some(), &figure);
        // `5万+`, `100ms+`
        if measure.unit.is_some()
            && let Some(length) = LEXICON
                .more(self.rest(measure.end))
                .filter(|_| self.rest(measure.end).starts_with(['+', '＋']))
            && !self.rest(measure.end + length).starts_with(|c: char| c.is_ascii_digit())
        {
            first.more = true;
            measure.end += length;
            if measure.per.is_none()
                && let Some((per, end)) = self.per(measure.end)
            {
                (measure.per, measure.end) = (Some(per), end);
            }
        }
        let first_end = if measure.unit.is_some() || measure.per.is_some() { measure.end } else { first.end };
        let mut low = first;
        let mut second = None;
        if let Some((amount, other, end)) = self.second(first_end, &first, &measure, front.currency.is_some())
        {
            if other.unit.is_some() || other.per.is_some() {
                measure = other;
            }
            measure.end = end;
            if low.factor == Decimal::ONE
                && amount.has_magnitude
                && low.value <= amount.value
                && measure_is_shared(&first, &amount)
            {
                low.factor = amount.factor;
                low.ulp = low.ulp.checked_mul(amount.factor)?;
            }
            second = Some(amount);
        }
        let mut end = if measure.unit.is_some() || measure.per.is_some() || second.is_some() {
            measure.end
        } else {
            first.end
        };
        if self.is_cut(first.end, end) || self.goes_on(end) {
            return None;
        }
        let mut unit = front.currency.or(measure.unit);
        let mut class = class_of(unit, measure.per);
        // `9.5/10`
        if unit.is_none()
            && second.is_none()
            && let Some(scale) = self.scale(first.end, &figure, start)
        {
            (class, end) = (Some(Class::Score), scale);
        }
        let (mut bound, mut approximate) = match front.mark {
            Some(Mark::AtLeast) => (Bound::AtLeast, false),
            Some(Mark::AtMost) => (Bound::AtMost, false),
            Some(Mark::About) => (Bound::Exact, true),
            Some(Mark::Exactly) | None => (Bound::Exact, false),
        };
        let is_more = first.more || second.is_some_and(|second| second.more);
        if is_more {
            bound = Bound::AtLeast;
        }
        if let Some((mark, behind)) = self.suffix(end, first.has_magnitude || unit.is_some()) {
            match mark {
                Mark::AtLeast => bound = Bound::AtLeast,
                Mark::AtMost => bound = Bound::AtMost,
                Mark::About | Mark::Exactly => approximate = true,
            }
            end = behind;
        }
        let mut from_setting = false;
        if class.is_none() {
            let has_number_marks = first.has_magnitude
                || figure.grouped
                || is_more
                || second.is_some_and(|second| second.has_magnitude)
                || front.mark.is_some_and(|mark| mark != Mark::Exactly);
            let evidence = Evidence {
                marked: has_number_marks,
                symbol: front.symbol,
                ranged: second.is_some(),
                plus_only: is_more && !first.has_magnitude && !figure.grouped,
            };
            (class, unit, from_setting) = self.unitless(start - front.length, end, &figure, evidence)?;
        } else if self.is_ordinal(
            start,
            &figure,
            first_end,
            unit,
            front.currency.is_some(),
            front.mark.is_some(),
        ) {
            return None;
        }
        let class = class?;
        let mut per =
            measure.per.or(self.setting.measured.filter(|_| from_setting).and_then(|measured| measured.per));
        let class = if matches!(class, Class::Count)
            && per.is_none()
            && LEXICON.is_rate_before(front_words(self.before(start - front.length)))
        {
            per = Some(Per::Before);
            Class::Rate
        } else {
            class
        };
        let sign = if front.negative { -Decimal::ONE } else { Decimal::ONE };
        let scaled = |amount: &Amount| amount.value.checked_mul(amount.factor)?.checked_mul(sign);
        let low_value = scaled(&low)?;
        let high_value = match &second {
            Some(second) => scaled(second)?,
            None => low_value,
        };
        let (least, greatest) =
            if low_value <= high_value { (low_value, high_value) } else { (high_value, low_value) };
        let range = (start - front.length) as u32..end as u32;
        Some((
            Quantity {
                range,
                number: start as u32..first.end as u32,
                low: (bound != Bound::AtMost || second.is_some()).then_some(least),
                high: (bound != Bound::AtLeast || (second.is_some() && !is_more)).then_some(greatest),
                ends: second.is_some().then_some((low_value, high_value)),
                ulp: low.ulp,
                bound,
                approximate,
                class,
                unit,
                per,
                from_setting,
                spelt_out: false,
            },
            end,
        ))
    }

    /// A figure with its magnitude and the mark that says more.
    fn amount(&self, start: usize, figure: Figure) -> Amount {
        let mut end = figure.end;
        let mut more = false;
        let ulp = Decimal::new(1, figure.decimals);
        let mut factor = Decimal::ONE;
        let mut has_magnitude = false;
        let mut take_more = |end: &mut usize| {
            let rest = self.text[*end..].trim_start_matches(' ');
            let Some(length) = LEXICON.more(rest) else { return };
            let behind = &rest[length..];
            let is_plus = rest.starts_with(['+', '＋']);
            let fits = if is_plus {
                self.text[*end..].starts_with(['+', '＋'])
                    && !behind.starts_with(|c: char| c.is_ascii_digit())
            } else {
                let behind = behind.trim_start_matches(' ');
                LEXICON.magnitude(behind).is_some() || LEXICON.unit(behind).is_some()
            };
            if fits {
                more = true;
                *end = self.text.len() - behind.len();
            }
        };
        take_more(&mut end);
        if let Some((length, power)) =
            LEXICON.magnitude(self.rest(end)).filter(|(length, _)| self.is_magnitude(start, end, *length))
        {
            factor = Decimal::from_i128_with_scale(10i128.pow(power), 0);
            has_magnitude = true;
            end += length;
            take_more(&mut end);
        }
        Amount {
            value: figure.value,
            ulp: ulp.checked_mul(factor).unwrap_or(ulp),
            factor,
            has_magnitude,
            more,
            end,
        }
    }

    /// False for `512B`, which are bytes, and `4K` where it names a format.
    fn is_magnitude(&self, start: usize, end: usize, length: usize) -> bool {
        let word = &self.text[end..end + length];
        let behind = self.rest(end + length);
        match word {
            "B" => {
                LEXICON.currency_before(self.before(start).trim_end()).is_some()
                    || behind.starts_with(['+', '＋'])
                    || ["参数", " 参数", " parameter", " user", " token", "用户", " 用户"]
                        .iter()
                        .any(|noun| behind.starts_with(noun))
            }
            // A format of pictures.
            "K" if matches!(&self.text[start..end], "2" | "4" | "8") => {
                self.setting.cell
                    || behind.starts_with(['+', '＋', '/'])
                    || LEXICON.unit(behind.trim_start()).is_some_and(|(_, unit)| unit.class == Class::Rate)
            }
            "T" => LEXICON.currency_before(self.before(start).trim_end()).is_some(),
            _ => true,
        }
    }

    /// The unit at `at` and what it is counted by. Counting `is_large` numbers, a noun may stand before the slash.
    fn measure(&self, at: usize, is_large: bool, has_currency: bool, figure: &Figure) -> Measure {
        let rest = self.rest(at);
        let trimmed = rest.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
        let blanks = rest.len() - trimmed.len();
        let nothing = Measure { end: at, ..Measure::default() };
        if blanks > 2 * '\u{202F}'.len_utf8() {
            return nothing;
        }
        let hyphened = trimmed.strip_prefix('-').filter(|word| {
            blanks == 0 && word.starts_with(|c: char| c.is_ascii_alphabetic()) && latin_run(word) > 2
        });
        let spelt = hyphened.unwrap_or(trimmed);
        let unit_at = self.text.len() - spelt.len();
        if let Some((length, unit)) = LEXICON.unit(spelt)
            && self.is_unit(unit_at, length, unit, blanks, figure, is_large)
            // The last noun before a slash is the one that is counted: 交易事件/秒.
            && !(unit.class == Class::Count && self.rate_of_noun(spelt, length).is_some())
        {
            let mut end = unit_at + length;
            // A product of units is a unit of its own: GB-秒.
            if let Some((more, other)) =
                self.rest(end).strip_prefix(['-', '·']).and_then(|rest| LEXICON.unit(rest))
                && unit.class == Class::Size
                && other.class == Class::Time
            {
                end += self.rest(end).chars().next().map_or(0, char::len_utf8) + more;
                return Measure { unit: Some(*COMPOUND), per: None, end };
            }
            let (per, end) = match self.per(end) {
                Some((per, end)) => (Some(per), end),
                None => (None, end),
            };
            return Measure { unit: Some(unit), per, end };
        }
        // `5000/s`, `10万交易事件/秒`
        if let Some((per, end)) = self.per(at).filter(|(per, _)| has_currency || matches!(per, Per::Time(_)))
        {
            return Measure { unit: None, per: Some(per), end };
        }
        match self.rate_of_noun(trimmed, 0) {
            Some((per, end)) => Measure { unit: None, per: Some(per), end },
            None => nothing,
        }
    }

    /// What the noun is counted by that `text` begins with and that is longer than `least` bytes, and where that ends.
    fn rate_of_noun(&self, text: &str, least: usize) -> Option<(Per, usize)> {
        let noun = text.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(text.len());
        let is_noun = noun > least && noun <= NEAR && !text.starts_with(|c: char| c.is_ascii_digit());
        let (per, end) = self
            .per(self.text.len() - text.len() + noun)
            .filter(|_| is_noun && text[noun..].starts_with(['/', '／', ' ']))?;
        matches!(per, Per::Time(_)).then_some((per, end))
    }

    /// False where the spelling of a unit is something else beside this number.
    fn is_unit(
        &self,
        at: usize,
        length: usize,
        unit: &Unit,
        blanks: usize,
        figure: &Figure,
        is_large: bool,
    ) -> bool {
        let word = &self.text[at..at + length];
        let behind = self.rest(at + length);
        // The number of a section or version before its title.
        if unit.class == Class::Count
            && figure.decimals > 0
            && !is_large
            && (blanks > 0 || word.chars().count() > 1)
        {
            return false;
        }
        if figure.padded && !matches!(unit.class, Class::Time) {
            return false;
        }
        match word {
            // 2024年, which `time_or_date` has told already; a year of two digits is one too.
            "年" => !(figure.decimals == 0 && figure.value > Decimal::from(1000)),
            "s" | "h" | "d" | "X" | "x" | "W" | "B" | "Ki" | "Mi" | "Gi" | "Ti" | "mo" | "wk" => {
                blanks == 0
                    || (matches!(word, "s" | "h" | "W" | "B")
                        && !behind.starts_with(|c: char| c.is_alphanumeric() || c == '\''))
            }
            "×" => blanks == 0,
            "分" | "星" => {
                blanks == 0 && figure.value <= Decimal::ONE_HUNDRED
                    || behind.is_empty()
                    || behind.starts_with(['（', '(', '，', '。', '、', '；', '/'])
            }
            // A width, not an amount.
            "bit" | "bits" => self.text[..at].ends_with(|c: char| c.is_ascii_digit()),
            // Idioms: `100% Rust`.
            "%" => !(figure.value == Decimal::ONE_HUNDRED && is_idiom(behind)),
            _ => true,
        }
    }

    /// What a quantity is counted by, if that stands at `at`: `/秒`, ` per second`, `每天`.
    fn per(&self, at: usize) -> Option<(Per, usize)> {
        let rest = self.rest(at);
        let trimmed = rest.trim_start_matches(' ');
        let join = LEXICON.join(trimmed)?;
        let is_word = trimmed.starts_with(|c: char| c.is_ascii_alphabetic());
        if rest.len() - trimmed.len() > 1 || is_word && rest.len() == trimmed.len() {
            return None;
        }
        let behind = trimmed[join..].trim_start_matches(' ');
        let start = self.text.len() - behind.len();
        if let Some((length, unit)) = LEXICON.unit(behind)
            && unit.class == Class::Time
        {
            return Some((Per::Time(unit), start + length));
        }
        if let Some(day) = ["日", "季度", "月", "分", "m"].iter().find(|day| behind.starts_with(**day)) {
            let cut = *day == "m" && behind[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
            let unit = ["日", "季度", "月", "分", "m"]
                .iter()
                .zip(["天", "个季度", "个月", "分钟", "分钟"])
                .find(|(word, _)| *word == day)
                .and_then(|(_, unit)| LEXICON.exact_unit(unit));
            if let Some(unit) = unit.filter(|_| !cut) {
                return Some((Per::Time(unit), start + day.len()));
            }
        }
        let length = LEXICON.thing(behind).filter(|_| !is_word || trimmed.starts_with("per "))?;
        let mut end = start + length;
        // GB-秒
        if let Some((more, unit)) = self.rest(end).strip_prefix('-').and_then(|rest| LEXICON.unit(rest))
            && unit.class == Class::Time
        {
            end += 1 + more;
        } else if let Some((length, unit)) =
            LEXICON.unit(self.rest(end).strip_prefix('/').unwrap_or_default())
            && unit.class == Class::Time
        {
            end += 1 + length;
        }
        Some((Per::Thing, end))
    }

    /// The other end of a range whose first one ends at `at`, with its measure and where it ends.
    fn second(
        &self,
        at: usize,
        first: &Amount,
        measure: &Measure,
        has_currency: bool,
    ) -> Option<(Amount, Measure, usize)> {
        let rest = self.rest(at);
        let trimmed = rest.trim_start_matches(' ');
        let join = ["--", "-", "–", "—", "~", "～", "〜", "−", "至", "到", "to "]
            .iter()
            .find(|join| trimmed.starts_with(**join));
        let between = || {
            trimmed.strip_prefix("and ").filter(|_| {
                self.text[..at].len() < NEAR || self.before(at).to_ascii_lowercase().contains("between ")
            })
        };
        let behind = match join {
            Some(join) => &trimmed[join.len()..],
            None => between()?,
        };
        let is_way = matches!(join, Some(&"到" | &"至" | &"to "));
        let behind = behind.trim_start_matches(' ');
        let behind = if has_currency {
            behind.strip_prefix(['$', '¥', '￥', '€']).unwrap_or(behind)
        } else {
            behind
        };
        let start = self.text.len() - behind.len();
        let (figure, value_end) = match digits(self.text, start) {
            Digits::Figure(figure) if figure.end > start => (figure, figure.end),
            _ => {
                // `100ms - 数秒`
                let numeral = numerals::numeral(self.text, start).filter(|_| !is_way)?;
                let other = self.measure(
                    numeral.end,
                    true,
                    false,
                    &Figure {
                        value: numeral.low?,
                        decimals: 0,
                        end: numeral.end,
                        grouped: false,
                        padded: false,
                    },
                );
                let amount = Amount {
                    value: numeral.high.or(numeral.low)?,
                    ulp: Decimal::ONE,
                    factor: Decimal::ONE,
                    has_magnitude: false,
                    more: false,
                    end: numeral.end,
                };
                other.unit?;
                return Some((amount, other, other.end));
            }
        };
        // From one value to another is a change.
        if is_way
            && ["从", "由", "from "].iter().any(|word| self.before(at).to_ascii_lowercase().contains(word))
        {
            return None;
        }
        if figure.padded {
            return None;
        }
        let amount = self.amount(start, figure);
        let other = self.measure(amount.end, amount.has_magnitude || amount.more, has_currency, &figure);
        let end = if other.unit.is_some() || other.per.is_some() { other.end } else { amount.end };
        // A third number makes it a date or an id.
        if self.rest(value_end).starts_with('-') && digit(self.text, value_end + 1).is_some() {
            return None;
        }
        match (measure.unit, other.unit) {
            (Some(one), Some(two)) if one.dimension != two.dimension && one.class != two.class => None,
            // `5ms-10` is no range, nor is `3-5` where only a word follows.
            (Some(_), None) if !has_currency && other.per.is_none() => None,
            _ if first.value == Decimal::ZERO && first.end == at && amount.value == Decimal::ZERO => None,
            _ => Some((amount, other, end)),
        }
    }

    /// True if letters or digits go on right behind the number, so that both are a name: `3D`, `2C4G`.
    fn is_cut(&self, number_end: usize, end: usize) -> bool {
        end == number_end && self.rest(end).starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    }

    /// True if the quantity that ends at `at` is only the start of something longer.
    fn goes_on(&self, at: usize) -> bool {
        let rest = self.rest(at);
        let mut chars = rest.chars();
        match (chars.next(), chars.next()) {
            (Some('-' | '/' | '.' | ':' | '_'), Some(next)) if next.is_ascii_digit() => {
                !self.text[..at].ends_with(|c: char| !c.is_ascii_digit())
            }
            (Some('^'), _) => true,
            _ => false,
        }
    }

    /// Where a scale ends that a mark is given on: `/10`.
    fn scale(&self, at: usize, figure: &Figure, start: usize) -> Option<usize> {
        let behind = self.rest(at).trim_start_matches(' ').strip_prefix('/')?.trim_start_matches(' ');
        let Digits::Figure(scale) = digits(behind, 0) else { return None };
        if scale.end == 0
            || scale.decimals > 0
            || behind[scale.end..].starts_with(|c: char| c.is_alphanumeric() || c == '/')
        {
            return None;
        }
        let is_scale = [5, 10, 100].iter().any(|&most| scale.value == Decimal::from(most))
            && figure.value <= scale.value;
        let named = || {
            ["评分", "得分", "分数", "打分", "score", "Score", "rating", "Rating", "评级"]
                .iter()
                .any(|word| self.before(start).contains(word))
        };
        let is_mark = is_scale && (figure.decimals > 0 || scale.value == Decimal::TEN || named());
        is_mark.then(|| self.text.len() - behind.len() + scale.end)
    }

    /// What words behind the quantity that ends at `at` say of it, and where they end.
    fn suffix(&self, at: usize, is_measured: bool) -> Option<(Mark, usize)> {
        let rest = self.rest(at);
        let trimmed = rest.trim_start_matches(' ');
        let (length, mark) = LEXICON.suffix(trimmed)?;
        let behind = &trimmed[length..];
        if trimmed.starts_with('级')
            && (rest.len() != trimmed.len()
                || !is_measured
                || behind.starts_with(['别', '联', '以', '数', '配']))
        {
            return None;
        }
        Some((mark, self.text.len() - behind.len()))
    }

    fn is_ordinal(
        &self,
        start: usize,
        figure: &Figure,
        end: usize,
        unit: Option<&Unit>,
        has_currency: bool,
        has_mark: bool,
    ) -> bool {
        if has_currency || has_mark {
            return false;
        }
        let is_count =
            unit.is_some_and(|unit| matches!(unit.class, Class::Count | Class::Score | Class::Other));
        let before = self.before(start);
        if before.ends_with('第') || before.ends_with("第 ") {
            return true;
        }
        is_count && figure.decimals == 0 && is_ordinal_before(before) && end > figure.end
            || self.setting.heading
                && is_count
                && before.trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
                && start < 4
    }

    /// The class of a number without a unit, if where it stands makes it a quantity.
    fn unitless(
        &self,
        start: usize,
        end: usize,
        figure: &Figure,
        evidence: Evidence,
    ) -> Option<(Option<Class>, Option<&'static Unit>, bool)> {
        let before = self.before(start);
        let is_version = evidence.plus_only
            && (figure.decimals > 0
                || before.trim_end().ends_with(|c: char| c.is_ascii_alphanumeric())
                || before.ends_with("版本"));
        if figure.padded || is_version {
            return None;
        }
        let nothing_but_number = |text: &str| !text.contains(|c: char| c.is_alphanumeric());
        let alone = nothing_but_number(&self.text[..start]) && nothing_but_number(self.rest(end));
        let in_cell = self.setting.cell
            && (!self.setting.label || self.setting.measured.is_some() || self.setting.class.is_some());
        // In a cell the header gives a number its unit.
        let measured = self.setting.measured;
        let is_followed = self.rest(end).starts_with(|c: char| c.is_alphanumeric() || c == '%');
        if in_cell && (alone || measured.is_some() && !is_followed && nothing_but_number(&self.text[..start]))
        {
            if self.setting.names {
                return None;
            }
            return Some(match measured {
                Some(Measured { class, unit, .. }) => (Some(class), unit, true),
                None => (Some(self.setting.class.unwrap_or(Class::Count)), None, false),
            });
        }
        let words = front_words(before);
        if !is_ordinal_before(before) && LEXICON.is_metric(words) {
            return Some((Some(Class::Rate), Some(*PER_SECOND), true));
        }
        let is_year = figure.decimals == 0
            && !figure.grouped
            && figure.value >= Decimal::from(1900)
            && figure.value <= Decimal::from(2100);
        if evidence.ranged && !evidence.marked {
            return None;
        }
        if evidence.marked && !(is_year && !evidence.symbol) {
            // `n > 3` is a condition.
            if evidence.symbol
                && before.trim_end().ends_with(|c: char| c.is_ascii_alphabetic())
                && !is_large_word(before)
            {
                return None;
            }
            return Some((Some(Class::Count), None, false));
        }
        if before.ends_with("factor of ") {
            return Some((Some(Class::Multiple), None, false));
        }
        let is_default = ["默认", "默认值", "默认为", "默认值为"].iter().any(|word| words.ends_with(word));
        let behind = self.rest(end);
        let counts_noun = figure.decimals == 0
            && !is_year
            && behind.strip_prefix(' ').is_some_and(|noun| LEXICON.is_plural(noun))
            && !is_ordinal_before(before)
            && !is_name(before);
        if counts_noun || is_default && !is_year {
            return Some((Some(Class::Count), None, false));
        }
        // `副本数：3`
        let label = before.trim_end().strip_suffix(['：', ':']);
        let ends = self.rest(end).trim_start_matches([' ', '*', '_']);
        let is_value =
            ends.is_empty() || ends.starts_with(['，', '。', '；', '、', ',', ';', '（', '(', '\n']);
        if let Some(label) = label
            && is_value
            && !is_year
            && super::surroundings::is_counted(label, self.setting.heading)
        {
            return Some((Some(Class::Count), None, false));
        }
        None
    }

    /// Reads what begins with a Chinese character; returns where to go on.
    fn at_han(&mut self, start: usize) -> usize {
        let Some(first) = self.rest(start).chars().next() else { return self.text.len() };
        let next = start + first.len_utf8();
        if !numerals::begins(first) {
            return next;
        }
        if let Some(length) = LEXICON.idiom(self.rest(start)) {
            return start + length;
        }
        let Some(numeral) = numerals::numeral(self.text, start) else { return next };
        match self.spelt_out(start, first, &numeral) {
            Some(quantity) => {
                let end = quantity.range.end as usize;
                self.found.push(quantity);
                end
            }
            None => numeral.end,
        }
    }

    fn spelt_out(&self, start: usize, first: char, numeral: &Numeral) -> Option<Quantity> {
        let text = self.before(start);
        let last = text.chars().next_back();
        let joined = |c: char| {
            "第每周期其之唯统同单任某万初专逐另另统线以网云马早晚路楼身海向地北南".contains(c)
                || c.is_ascii_digit()
        };
        if last.is_some_and(joined) || text.ends_with("星期") {
            return None;
        }
        let rest = self.rest(numeral.end);
        let more = LEXICON.more(rest).filter(|_| !rest.starts_with("来"));
        let number_end = numeral.end + more.unwrap_or(0);
        let figure =
            Figure { value: numeral.low?, decimals: 0, end: number_end, grouped: false, padded: false };
        let is_large = numeral.sense != Sense::Plain || figure.value >= Decimal::ONE_HUNDRED;
        let measure = self.measure(number_end, is_large, false, &figure);
        let unit = measure.unit;
        let class = match numeral.sense {
            Sense::Part => Class::Percent,
            Sense::Factor => Class::Multiple,
            Sense::Few => Class::Time,
            _ => match class_of(unit, measure.per) {
                Some(class) => class,
                // 百万 needs a unit, 三百万 does not.
                None if numeral.sense == Sense::Vague => Class::Count,
                None if is_large && !matches!(first, '百' | '千' | '万' | '亿' | '十' | '半') => {
                    Class::Count
                }
                None => return None,
            },
        };
        if numeral.sense == Sense::Plain && self.is_article(first, &figure, unit) {
            return None;
        }
        // 万元, 千元: a unit, not a number.
        let is_power = matches!(first, '百' | '千' | '万' | '亿');
        if is_power
            && numeral.sense == Sense::Plain
            && (numeral.end - start == first.len_utf8() || class == Class::Money)
        {
            return None;
        }
        if numeral.sense == Sense::Few && unit.is_none_or(|unit| unit.class != Class::Time) {
            return None;
        }
        let front = front(text);
        let mut bound = match front.mark {
            Some(Mark::AtLeast) => Bound::AtLeast,
            Some(Mark::AtMost) => Bound::AtMost,
            _ => Bound::Exact,
        };
        if more.is_some() {
            bound = Bound::AtLeast;
        }
        let mut approximate =
            front.mark == Some(Mark::About) || matches!(numeral.sense, Sense::Vague | Sense::Few);
        let has_measure = (unit.is_some() || measure.per.is_some()) && numeral.sense != Sense::Factor;
        let mut end = if has_measure { measure.end } else { number_end };
        if let Some((mark, behind)) = self.suffix(end, true) {
            match mark {
                Mark::AtLeast => bound = Bound::AtLeast,
                Mark::AtMost => bound = Bound::AtMost,
                Mark::About | Mark::Exactly => approximate = true,
            }
            end = behind;
        }
        Some(Quantity {
            range: (start - front.length) as u32..end as u32,
            number: start as u32..numeral.end as u32,
            low: numeral.low.filter(|_| bound != Bound::AtMost),
            high: numeral.high.filter(|_| bound != Bound::AtLeast),
            ends: None,
            ulp: Decimal::ONE,
            bound,
            approximate,
            class,
            unit,
            per: measure.per,
            from_setting: false,
            spelt_out: true,
        })
    }

    /// True for numerals that only point: 一个, 三方.
    fn is_article(&self, first: char, figure: &Figure, unit: Option<&Unit>) -> bool {
        let class = unit.map(|unit| unit.class);
        match class {
            Some(Class::Time | Class::Money | Class::Rate) => false,
            Some(Class::Percent | Class::Multiple) => false,
            Some(Class::Count) => first == '一' || first == '半' || figure.value < Decimal::TWO,
            Some(Class::Size | Class::Score | Class::Other) => figure.value < Decimal::TEN,
            None => figure.value < Decimal::ONE_HUNDRED,
        }
    }

    /// Reads a word; a number in words is a quantity with a unit of time, percent, money or a multiple.
    fn at_word(&mut self, start: usize) -> usize {
        let run = latin_run(self.rest(start)).max(1);
        let end = start + run;
        let word = &self.text[start..end];
        // Most words are none, and a look-up is dear.
        let may_be = (3..=7).contains(&run)
            && matches!(word.as_bytes()[0] | 0x20, b'o' | b't' | b'f' | b's' | b'e' | b'n' | b'h');
        let behind = self.rest(end);
        if may_be
            && behind.starts_with([' ', '-'])
            && let Some(value) = LEXICON.number_word(word)
            && !self.before(start).ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        {
            let figure =
                Figure { value: Decimal::from(value), decimals: 0, end, grouped: false, padded: false };
            let measure = self.measure(end, false, false, &figure);
            if let Some(unit) = measure.unit
                && matches!(unit.class, Class::Time | Class::Percent | Class::Money | Class::Multiple)
                && !(value == 1 && unit.class == Class::Time)
            {
                let front = front(self.before(start));
                let bound = match front.mark {
                    Some(Mark::AtLeast) => Bound::AtLeast,
                    Some(Mark::AtMost) => Bound::AtMost,
                    _ => Bound::Exact,
                };
                self.found.push(Quantity {
                    range: (start - front.length) as u32..measure.end as u32,
                    number: start as u32..end as u32,
                    low: (bound != Bound::AtMost).then_some(figure.value),
                    high: (bound != Bound::AtLeast).then_some(figure.value),
                    ends: None,
                    ulp: Decimal::ONE,
                    bound,
                    approximate: front.mark == Some(Mark::About),
                    class: unit.class,
                    unit: Some(unit),
                    per: measure.per,
                    from_setting: false,
                    spelt_out: true,
                });
                return measure.end;
            }
        }
        if let Some(stem) = word.strip_suffix("fold").filter(|stem| stem.len() > 2)
            && let Some(value) = LEXICON.number_word(stem)
        {
            let value = Decimal::from(value);
            self.found.push(Quantity {
                range: start as u32..end as u32,
                number: start as u32..end as u32,
                low: Some(value),
                high: Some(value),
                ends: None,
                ulp: Decimal::ONE,
                bound: Bound::Exact,
                approximate: false,
                class: Class::Multiple,
                unit: None,
                per: None,
                from_setting: false,
                spelt_out: true,
            });
            return end;
        }
        // A name takes the digits in it along.
        self.behind_name(end)
    }
}

/// What speaks for a number without a unit.
struct Evidence {
    /// It has a magnitude, groups of digits, a comparator or a mark for more.
    marked: bool,
    /// Its comparator is a symbol.
    symbol: bool,
    /// It is a range.
    ranged: bool,
    /// Nothing but a `+`.
    plus_only: bool,
}

/// The class of a unit with what it is counted by.
fn class_of(unit: Option<&Unit>, per: Option<Per>) -> Option<Class> {
    match (unit.map(|unit| unit.class), per) {
        (None, None) => None,
        (None | Some(Class::Count | Class::Multiple), Some(Per::Time(_))) => Some(Class::Rate),
        (Some(class), _) => Some(class),
        (None, Some(_)) => None,
    }
}

/// True if the magnitude behind the second number of a range holds for the first one too: `2-5万`.
fn measure_is_shared(first: &Amount, second: &Amount) -> bool {
    !first.has_magnitude && second.has_magnitude
}

/// The words in front of a number, without what joins them to it: `QPS 达到`, `吞吐量：`.
fn front_words(before: &str) -> &str {
    let clause = before.rfind(['，', '。', '；', ',', ';', '\n', '、']).map_or(before, |at| {
        let length = before[at..].chars().next().map_or(1, char::len_utf8);
        &before[at + length..]
    });
    let mut words = clause.trim_end_matches([' ', '：', ':', '*', '=', '(', '（']);
    for join in [
        "能够达到",
        "可达",
        "达到",
        "处理",
        "提升到",
        "提升至",
        "达",
        "约为",
        "约",
        "为",
        "是",
        "超过",
        "of",
        "is",
    ] {
        words = words.strip_suffix(join).unwrap_or(words).trim_end();
    }
    words
}

/// True for `100%` before a name or an adjective: the whole of something, and no measure.
fn is_idiom(behind: &str) -> bool {
    let word = behind.trim_start();
    behind.starts_with(' ') && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// True if the last word before a number is a name that the number belongs to: `Python 3`.
fn is_name(before: &str) -> bool {
    let trimmed = before.trim_end_matches(' ');
    let word = trimmed
        .rsplit(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')))
        .next()
        .unwrap_or_default();
    let opens = trimmed.len() == word.len()
        || trimmed[..trimmed.len() - word.len()].trim_end().ends_with(['.', '!', '?', '\n']);
    trimmed.len() < before.len() && word.starts_with(|c: char| c.is_ascii_uppercase()) && !opens
}

/// True if the last word before a comparator is long enough to be a metric rather than a variable.
fn is_large_word(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    word.len() > 2 && word.starts_with(|c: char| c.is_ascii_uppercase())
}
