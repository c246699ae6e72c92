//! The names of a contract's slots and fields, indexed once so that a title costs one look-up.

use regex::{Regex, RegexSet, RegexSetBuilder};
use rustc_hash::{FxHashMap, FxHashSet};

use super::case::Reason;
use super::title::{Title, fold, is_han, joins};
use super::{Contract, Form};

/// What is longer than this, in bytes, is a sentence, which no pattern is tried on unless it is a heading.
const LONGEST_PATTERNED: usize = 100;
/// How far below a title of its own counts one that names several slots.
const SHARED_PENALTY: f32 = 0.1;

/// What a place may stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The slot.
    pub slot: usize,
    /// How well the title fits, from 0 to 1.
    pub score: f32,
    /// Why.
    pub reason: Reason,
    /// Whether only a part of the title does.
    pub part: bool,
}

/// What the field is called that names the phase of a document.
pub const STATUS: [&str; 2] = ["状态", "status"];

/// The names of one contract.
#[derive(Clone, Debug, Default)]
pub struct Names {
    slots: FxHashMap<String, Vec<(usize, Reason)>>,
    fields: FxHashMap<String, usize>,
    /// Every pattern of a slot, and whose each of them is.
    patterns: RegexSet,
    patterned: Vec<usize>,
    /// What names begin with: most list items, rows and lead-ins can be told to be none by two characters.
    initials: FxHashSet<(char, char)>,
    /// Whether two characters tell nothing of some name, because one of them is no letter or digit.
    is_any_initial: bool,
    /// The forms that any slot may have.
    forms: Vec<Form>,
}

impl Names {
    /// The names of `contract`.
    pub fn of(contract: &Contract) -> Names {
        let mut names = Names::default();
        let key = |name: &str| Title::of(name, contract.normalise).key(contract.normalise);
        for (index, slot) in contract.slots.iter().enumerate() {
            let own = slot.name.all().map(|name| (name, Reason::Name));
            for (name, reason) in own.chain(slot.aliases.iter().map(|name| (name.as_str(), Reason::Alias))) {
                let named = names.slots.entry(key(name)).or_default();
                if named.iter().all(|(known, _)| *known != index) {
                    named.push((index, reason));
                }
            }
            names.patterned.extend(slot.patterns.iter().map(|_| index));
            names
                .forms
                .extend(slot.forms.iter().filter(|form| !names.forms.contains(form)).collect::<Vec<_>>());
        }
        for (index, field) in contract.fields.iter().enumerate() {
            for name in field.names() {
                names.fields.entry(key(name)).or_insert(index);
            }
        }
        // The field that names the phase need not be declared.
        if !contract.phases.is_empty() {
            for name in STATUS {
                names.fields.entry(key(name)).or_insert(contract.fields.len());
            }
        }
        let patterns = contract.slots.iter().flat_map(|slot| &slot.patterns).map(Regex::as_str);
        // Each of them was compiled before, so that only their sum can be too large.
        let set = RegexSetBuilder::new(patterns).case_insensitive(true).size_limit(usize::MAX).build();
        names.patterns = set.unwrap_or_default();
        let keys = names.slots.keys().chain(names.fields.keys());
        names.initials = keys.filter_map(|key| initials(key)).collect();
        let is_plain = |c: char| joins(c) || is_han(c);
        let tells =
            |key: &String| initials(key).is_some_and(|(first, second)| is_plain(first) && is_plain(second));
        names.is_any_initial = !names.slots.keys().all(tells);
        names
    }

    /// True if a slot may have the form.
    pub fn may_be(&self, form: Form) -> bool {
        self.forms.contains(&form)
    }

    /// True if a title that begins like this may be a name or match a pattern.
    pub fn may_begin(&self, raw: &str) -> bool {
        let text = raw.trim_start();
        // Behind a number, an emoji or a bracket may be anything.
        let Some((first, second)) = initials(text) else { return true };
        let plain = |c: char| if c.is_ascii() { c.is_ascii_alphabetic() } else { c.is_alphabetic() };
        !plain(first)
            || !plain(second)
            || "第案步阶部章附要任一二三四五六七八九十与和及以".contains(first)
            || "与和及以".contains(second)
            || self.initials.contains(&(first, second))
            || !self.patterned.is_empty() && self.may_match(text)
    }

    /// True if a title may match a pattern: all of it, or what precedes a colon or bracket.
    fn may_match(&self, text: &str) -> bool {
        let name = text.find([':', '：', '(', '（']).map_or(text, |end| &text[..end]);
        if name.len() > LONGEST_PATTERNED {
            return false;
        }
        self.patterns.is_match(name.trim()) || name.len() < text.len() && self.patterns.is_match(text)
    }

    /// The slots that a title may be that of, in any form. `prefixes` are names that it may repeat in front.
    pub fn fits(&self, contract: &Contract, title: &Title, prefixes: &[&str]) -> Vec<Fit> {
        let mut fits = Vec::new();
        if self.may_hold(&title.clean) || prefixes.iter().any(|prefix| title.clean.starts_with(prefix)) {
            self.look_up(&mut fits, contract, title, prefixes);
        }
        // To know which patterns match costs more than to know that none does.
        if !self.patterned.is_empty() && self.patterns.is_match(&title.clean) {
            for pattern in &self.patterns.matches(&title.clean) {
                let slot = self.patterned[pattern];
                if fits.iter().all(|fit| fit.slot != slot) {
                    let reason = Reason::Pattern;
                    fits.push(Fit { slot, score: reason.score(), reason, part: false });
                }
            }
        }
        fits
    }

    /// True if a name may begin somewhere in a title that is made comparable: at the start of a word, or anywhere in
    /// Chinese.
    fn may_hold(&self, clean: &str) -> bool {
        if self.is_any_initial {
            return true;
        }
        let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
        let mut is_in_word = false;
        let mut chars = clean.chars().peekable();
        while let Some(first) = chars.next() {
            let begins = !is_in_word && (joins(first) || is_han(first));
            if begins
                && let Some(&second) = chars.peek()
                && self.initials.contains(&(lower(first), lower(second)))
            {
                return true;
            }
            is_in_word = joins(first) && !first.is_ascii_digit();
        }
        false
    }

    fn look_up(&self, fits: &mut Vec<Fit>, contract: &Contract, title: &Title, prefixes: &[&str]) {
        let key = title.key(contract.normalise);
        self.add(fits, &key, None);
        if fits.is_empty() {
            for (part, penalty) in title.parts(prefixes) {
                self.add(fits, &fold(part, contract.normalise), Some(penalty));
            }
        }
        // A section may be two: Motivation and drawbacks.
        if fits.is_empty() && key.contains('&') {
            for part in key.split('&') {
                self.add(fits, part, Some(SHARED_PENALTY));
            }
        }
    }

    fn add(&self, fits: &mut Vec<Fit>, key: &str, penalty: Option<f32>) {
        for &(slot, reason) in self.slots.get(key).into_iter().flatten() {
            if fits.iter().all(|fit| fit.slot != slot) {
                let score = reason.score() - penalty.unwrap_or_default();
                fits.push(Fit { slot, score, reason, part: penalty.is_some() });
            }
        }
    }

    /// The field that a title is the name of; one behind the last for a status that the contract does not declare.
    pub fn field(&self, contract: &Contract, title: &Title) -> Option<usize> {
        if self.fields.is_empty() {
            return None;
        }
        self.fields.get(&fold(&title.clean, contract.normalise)).copied()
    }

    /// True if a label that begins like this may be the name of a field.
    pub fn may_begin_field(&self, raw: &str) -> bool {
        self.has_fields() && self.may_begin(raw)
    }

    /// True if the contract has fields.
    pub fn has_fields(&self) -> bool {
        !self.fields.is_empty()
    }
}

/// The first two characters of a text in lower case; `None` if it has no two.
fn initials(text: &str) -> Option<(char, char)> {
    let mut letters = text.chars().map(|c| c.to_lowercase().next().unwrap_or(c));
    Some((letters.next()?, letters.next()?))
}
