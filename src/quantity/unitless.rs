//! What makes a number without a unit a quantity: a mark of its own, the word before or behind it, or where it stands.

use rust_decimal::Decimal;

use super::assemble::{Meaning, Parts, is_ordinal_before};
use super::context::CONTEXT;
use super::header::{Measured, unit_in};
use super::lexicon::{LEXICON, Mark, PER_SECOND, latin_run};
use super::name::{ends_with_name, last_word};
use super::scan::Scanner;
use super::unit::Class;

impl Scanner<'_> {
    /// What a number without a unit is a quantity of, if it is one. A header may multiply it.
    pub(super) fn unitless(&self, parts: &mut Parts, end: usize) -> Option<Meaning> {
        let before = self.before(parts.start());
        if parts.first.figure.padded || self.is_version(parts, before) {
            return None;
        }
        let count = Meaning { class: Class::Count, unit: None, per: None, from_setting: false, end };
        if let Some(standing) = self.standing(parts, end) {
            return match standing {
                Standing::Counted(class) => Some(Meaning { class, ..count }),
                Standing::Measured(measured) => Some(measured.meaning(parts, end)),
                Standing::Naming => None,
            };
        }
        let words = front_words(before);
        if !is_ordinal_before(before) && LEXICON.is_metric(words) {
            return Some(Meaning {
                class: Class::Rate,
                unit: Some(*PER_SECOND),
                from_setting: true,
                ..count
            });
        }
        if let Some(is_one) = self.is_marked(parts, before) {
            return is_one.then_some(count);
        }
        // A range alone may be anything.
        if parts.second.is_some() {
            return None;
        }
        if CONTEXT.factors.ends(before.trim_end_matches(' ')) {
            return Some(Meaning { class: Class::Multiple, ..count });
        }
        if CONTEXT.addresses.are_in(self.sentence(parts.start())) {
            return None;
        }
        if let Some(measured) = self.labelled(parts, before, end) {
            return Some(measured.meaning(parts, end));
        }
        let is_one =
            !parts.first.is_year() && (self.counts_noun(parts, before, end) || CONTEXT.defaults.ends(words));
        is_one.then_some(count)
    }

    /// What the place of a number that stands alone in its cell makes it.
    fn standing(&self, parts: &Parts, end: usize) -> Option<Standing> {
        let setting = &self.setting;
        let is_free = !setting.label || setting.measured.is_some() || setting.class.is_some();
        if !setting.cell || !is_free || !self.opens(parts.start()) {
            return None;
        }
        let rest = self.rest(end);
        let is_followed = rest.starts_with(|c: char| c.is_alphanumeric() || c == '%');
        let closes = self.closes(end);
        if !closes && (setting.measured.is_none() || is_followed) {
            return None;
        }
        Some(match setting.measured {
            _ if setting.names => Standing::Naming,
            Some(measured) => Standing::Measured(measured),
            None if setting.class.is_none() && parts.first.is_year() && parts.front.mark.is_none() => {
                Standing::Naming
            }
            None => Standing::Counted(setting.class.unwrap_or(Class::Count)),
        })
    }

    /// True for versions that look like bounds: `Go 1.21+`, `Python (>=3.10)`, `MySQL 8+`.
    fn is_version(&self, parts: &Parts, before: &str) -> bool {
        let name = before.trim_end().trim_end_matches(['(', '（']).trim_end();
        let is_named = name.ends_with(|c: char| c.is_ascii_alphanumeric());
        let is_decimal = parts.first.figure.decimals > 0;
        let is_bound = parts.is_more() && !parts.first.has_magnitude && !parts.first.figure.grouped;
        is_bound && (is_decimal || is_named || name.ends_with("版本"))
            || parts.front.symbol && is_decimal && is_named
    }

    /// Whether a number with a magnitude, groups of digits, a comparator or a mark for more is a quantity; `None` if it has
    /// nothing of all that.
    fn is_marked(&self, parts: &Parts, before: &str) -> Option<bool> {
        let comparator = parts.front.mark.filter(|&mark| mark != Mark::Exactly);
        let is_large = parts.first.has_magnitude || parts.first.figure.grouped || parts.is_more();
        if !is_large && comparator.is_none() && parts.second.is_none_or(|second| !second.has_magnitude) {
            return None;
        }
        let is_limit = matches!(comparator, Some(Mark::AtLeast | Mark::AtMost));
        // `n > 3` and `大于 0` are conditions.
        let name = last_word(before.trim_end());
        let is_variable = parts.front.symbol && is_limit && !name.is_empty() && !is_metric_name(name);
        let is_condition = is_limit && parts.first.figure.value.is_zero();
        // `index=1+`
        let is_assigned = before.ends_with('=') && !is_large;
        let is_year = parts.first.is_year() && !parts.front.symbol;
        Some(!is_variable && !is_condition && !is_assigned && !is_year)
    }

    /// The unit that the label in front of a number names: `延迟（ms）：99`.
    fn labelled(&self, parts: &Parts, before: &str, end: usize) -> Option<Measured> {
        let label = before.trim_end().strip_suffix(['：', ':'])?.trim_end_matches(['*', '_', ' ']);
        if parts.front.negative || !self.is_value(end) {
            return None;
        }
        let clause = last_clause(label);
        let is_measured = label.ends_with([')', '）']);
        if is_measured
            && let Some(measured) = label.rfind(['(', '（']).and_then(|open| unit_in(&label[open..]))
        {
            return Some(measured);
        }
        let is_name = self.setting.heading
            || !clause.ends_with(char::is_alphanumeric) && !is_measured
            || clause.ends_with(|c: char| c.is_ascii_digit())
            || is_ordinal_before(clause)
            || CONTEXT.uncounted.ends(clause);
        let (_, class) = CONTEXT.header(clause);
        // A decimal behind a name may be a version.
        let is_whole = parts.first.figure.decimals == 0 && !parts.first.is_year();
        let class = class.or(is_whole.then_some(Class::Count))?;
        (!is_name).then_some(Measured { class, unit: None, per: None, factor: Decimal::ONE })
    }

    /// True if nothing but punctuation follows what a label stands in front of.
    fn is_value(&self, end: usize) -> bool {
        let rest = self.rest(end).trim_start_matches([' ', '*', '_']);
        rest.is_empty() || rest.starts_with(['，', '。', '；', '、', ',', ';', '（', '(', '\n'])
    }

    /// True if a number counts the English plural behind it.
    fn counts_noun(&self, parts: &Parts, before: &str, end: usize) -> bool {
        parts.first.figure.decimals == 0
            && !parts.front.negative
            && !before.ends_with('=')
            && is_plural(self.rest(end))
            && !is_ordinal_before(before)
            && !ends_with_name(before)
    }
}

/// True if an English plural follows, or adjectives and a plural.
fn is_plural(behind: &str) -> bool {
    let mut behind = behind;
    for _ in 0..3 {
        let Some(word) = behind.strip_prefix([' ', '\n']) else { return false };
        if LEXICON.is_plural(word) {
            return true;
        }
        let length = latin_run(word);
        if !CONTEXT.adjectives.contains(&word[..length]) {
            return false;
        }
        behind = &word[length..];
    }
    false
}

/// What the place of a number makes it.
enum Standing {
    /// Numbers of this class.
    Counted(Class),
    /// Its unit stands in the header or label.
    Measured(Measured),
    /// The number names something.
    Naming,
}

impl Measured {
    /// What a number is that stands under or beside this.
    fn meaning(self, parts: &mut Parts, end: usize) -> Meaning {
        let Measured { class, unit, per, factor } = self;
        if !parts.first.has_magnitude {
            parts.multiply(factor);
        }
        Meaning { class, unit, per, from_setting: unit.is_some() || per.is_some(), end }
    }
}

/// The words in front of a number, without what joins them to it: `QPS 达到`, `吞吐量：`.
pub(super) fn front_words(before: &str) -> &str {
    let mut words = last_clause(before).trim_end_matches([' ', '：', ':', '*', '=', '(', '（']);
    while let Some((length, ())) = CONTEXT.joins.longest(words) {
        words = words[..words.len() - length].trim_end();
    }
    words
}

/// What follows the last comma or full stop.
fn last_clause(text: &str) -> &str {
    text.rsplit(['，', '。', '；', ',', ';', '\n', '、']).next().unwrap_or_default()
}

/// True for a word in front of a comparator that is a metric rather than a variable.
fn is_metric_name(word: &str) -> bool {
    word.len() > 2 && word.starts_with(|c: char| c.is_ascii_uppercase())
}
