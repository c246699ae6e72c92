//! The names of a contract's slots and fields, indexed once so that a title costs one look-up.

use memchr::{memchr, memchr2_iter};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::case::Reason;
use super::letters::Letters;
use super::numbering::may_begin_number;
use super::title::{Normalise, Title, fold, is_han, joins};
use super::{Contract, Form, Slot};

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
    /// By what a name is folded to, and by the name as the contract writes it, which is how most titles do too.
    slots: FxHashMap<String, Vec<(usize, Reason)>>,
    fields: FxHashMap<String, usize>,
    patterns: Vec<Pattern>,
    /// What names begin with: most titles, list items, rows and lead-ins can be told to be none by two characters.
    initials: FxHashSet<(char, char)>,
    /// Whether two characters tell nothing of some name, because one of them is no letter or digit.
    is_any_initial: bool,
    /// The forms that any slot may have.
    forms: Vec<Form>,
    normalise: Normalise,
}

/// A pattern that titles of a slot may match.
#[derive(Clone, Debug)]
struct Pattern {
    slot: usize,
    regex: Regex,
    /// What is in every title that matches.
    letters: Letters,
}

impl Names {
    /// The names of `contract`.
    pub fn of(contract: &Contract) -> Names {
        let mut names = Names { normalise: contract.normalise, ..Names::default() };
        let key = |name: &str| Title::of(name, contract.normalise).key(contract.normalise);
        for (index, slot) in contract.slots.iter().enumerate() {
            let own = slot.name.all().map(|name| (name, Reason::Name));
            for (name, reason) in own.chain(slot.aliases.iter().map(|name| (name.as_str(), Reason::Alias))) {
                let named = names.slots.entry(key(name)).or_default();
                if named.iter().all(|(known, _)| *known != index) {
                    named.push((index, reason));
                }
            }
            names.patterns.extend(slot.patterns.iter().map(|regex| Pattern {
                slot: index,
                regex: regex.clone(),
                letters: Letters::needed_by(regex.as_str()),
            }));
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
        let keys = names.slots.keys().chain(names.fields.keys());
        names.initials = keys.filter_map(|key| initials(key)).collect();
        names.is_any_initial = !names.slots.keys().all(|key| plain_initials(key).is_some());
        for name in contract.slots.iter().flat_map(Slot::names) {
            let title = Title::of(name, contract.normalise);
            let named = names.slots.get(&title.key(contract.normalise)).cloned().unwrap_or_default();
            names.slots.insert(title.clean.into_owned(), named);
        }
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
            || may_begin_number(first)
            || [first, second].into_iter().any(is_conjunction)
            || self.initials.contains(&(first, second))
            || self.may_match(text)
    }

    /// True if a title may match a pattern: all of it, or what precedes a colon or bracket.
    fn may_match(&self, text: &str) -> bool {
        let name = text.find([':', '：', '(', '（']).map_or(text, |end| &text[..end]);
        if name.len() > LONGEST_PATTERNED {
            return false;
        }
        let is_match = |text: &str| self.matching(text).next().is_some();
        is_match(name.trim()) || name.len() < text.len() && is_match(text)
    }

    /// The slots of the patterns that a text matches.
    fn matching(&self, text: &str) -> impl Iterator<Item = usize> {
        let letters = Letters::of(text.as_bytes());
        let matches = move |pattern: &&Pattern| letters.hold(pattern.letters) && pattern.regex.is_match(text);
        self.patterns.iter().filter(matches).map(|pattern| pattern.slot)
    }

    /// The slots that a title may be that of, in any form. `prefixes` are names that it may repeat in front.
    pub fn fits(&self, title: &Title<'_>, prefixes: &[&str]) -> Vec<Fit> {
        let mut fits = Vec::new();
        self.add(&mut fits, &title.clean, None);
        if fits.is_empty() {
            for (part, penalty) in title.parts(prefixes) {
                self.add(&mut fits, part, Some(penalty));
            }
        }
        // A section may be two: Motivation and drawbacks.
        if fits.is_empty() && may_be_two(&title.clean) {
            for part in fold(&title.clean, self.normalise).split('&') {
                self.add_key(&mut fits, part, Some(SHARED_PENALTY));
            }
        }
        for slot in self.matching(&title.clean) {
            if fits.iter().all(|fit| fit.slot != slot) {
                let reason = Reason::Pattern;
                fits.push(Fit { slot, score: reason.score(), reason, part: false });
            }
        }
        fits
    }

    /// Adds the slots with the name that a text is, if it may be one at all.
    fn add(&self, fits: &mut Vec<Fit>, text: &str, penalty: Option<f32>) {
        let text = text.trim();
        // What the first two letters of a name are folded to does not depend on what is behind them.
        let is_other = |initials| !self.is_any_initial && !self.initials.contains(&initials);
        if plain_initials(text).is_some_and(is_other) {
            return;
        }
        if self.slots.contains_key(text) {
            self.add_key(fits, text, penalty);
        } else {
            self.add_key(fits, &fold(text, self.normalise), penalty);
        }
    }

    fn add_key(&self, fits: &mut Vec<Fit>, key: &str, penalty: Option<f32>) {
        for &(slot, reason) in self.slots.get(key).into_iter().flatten() {
            if fits.iter().all(|fit| fit.slot != slot) {
                let score = reason.score() - penalty.unwrap_or_default();
                fits.push(Fit { slot, score, reason, part: penalty.is_some() });
            }
        }
    }

    /// The field that a title is the name of; one behind the last for a status that the contract does not declare.
    pub fn field(&self, title: &Title<'_>) -> Option<usize> {
        if self.fields.is_empty() {
            return None;
        }
        self.fields.get(&fold(&title.clean, self.normalise)).copied()
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

/// The first two characters of a text in lower case, if both are letters or digits, which names keep.
fn plain_initials(text: &str) -> Option<(char, char)> {
    let is_plain = |c: char| joins(c) || is_han(c);
    initials(text).filter(|&(first, second)| is_plain(first) && is_plain(second))
}

/// True for what may be folded with what is behind it, or with another character of its meaning.
fn is_conjunction(c: char) -> bool {
    matches!(c, '与' | '和' | '及' | '以')
}

/// True if a text may hold what joins two names.
fn may_be_two(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_and = |at: usize| at > 1 && bytes[at - 2..at].eq_ignore_ascii_case(b"an");
    !text.is_ascii() || memchr(b'&', bytes).is_some() || memchr2_iter(b'd', b'D', bytes).any(is_and)
}
