//! What slots owe each other and the case: that they are there at all, in groups, in order, and that nothing else is.

use super::case::{Case, Gap, GapKind};
use super::opinion::{Opinion, lighter};
use super::{Check, Extras, Form, GroupKind, Phase, Presence};
use crate::diagnostic::Severity;
use crate::similar::similar;
use crate::source::Span;

impl Opinion<'_, '_> {
    /// The slots that are nowhere. Those inside one that is missing go with it.
    pub fn missing(&mut self, phase: Option<&Phase>) {
        let contract = self.case.contract.clone();
        let is_absent = |case: &Case, slot: usize| case.slots[slot].places.is_empty();
        let titles = self.free_titles();
        for (slot, wanted) in contract.slots.iter().enumerate() {
            let state = &self.case.slots[slot];
            let least = *wanted.times.start();
            if !state.places.is_empty() {
                let found = state.places.len() as u32;
                if found < least {
                    let span = state.places[0].title;
                    let kind = GapKind::TooFew { slot, found, wanted: least };
                    self.gap(slot, span, lighter(phase, Check::Required), kind);
                }
                continue;
            }
            let outer_missing = wanted.parent.is_some_and(|outer| is_absent(&self.case, outer));
            let recommended = wanted.presence == Presence::Recommended
                && wanted.parent.is_none_or(|outer| !is_absent(&self.case, outer));
            if !state.required && !recommended
                || state.required && outer_missing && self.is_told(wanted.parent)
            {
                continue;
            }
            let nested = (slot + 1..wanted.end)
                .filter(|&inner| self.case.slots[inner].required && is_absent(&self.case, inner))
                .count();
            let severity = lighter(phase, Check::Required)
                .or((!state.required).then_some(Severity::Warning).filter(|_| wanted.severity.is_none()));
            let span = self.points_to(wanted.parent);
            let kind = GapKind::Missing { slot, nested, candidate: self.candidate(slot, &titles) };
            self.gap(slot, span, severity, kind);
        }
    }

    /// Whether a slot that is nowhere is told of, so that those in it need not be.
    fn is_told(&self, slot: Option<usize>) -> bool {
        slot.is_some_and(|slot| self.case.slots[slot].required)
    }

    /// The title of the slot that something is missing in, or of the case.
    fn points_to(&self, slot: Option<usize>) -> Span {
        let place = slot.and_then(|slot| self.case.slots[slot].places.first());
        place.map_or(self.case.head, |place| place.title)
    }

    /// The headings that are no slot, by their first letter: whoever misspells a name gets that right.
    fn free_titles(&self) -> Vec<(char, Span)> {
        let places = self.found.places.iter().zip(&self.matching.of_place);
        let free = places.filter(|(place, taken)| place.form == Form::Heading && taken.is_none());
        let source = &self.judge.doc.source;
        let lettered = |title| Some((first_letter(source.slice(title))?, title));
        let mut titles: Vec<(char, Span)> = free.filter_map(|(place, _)| lettered(place.title)).collect();
        titles.sort_by_key(|(first, _)| *first);
        titles
    }

    /// The title that is most like a name of a slot.
    fn candidate(&self, slot: usize, titles: &[(char, Span)]) -> Option<Span> {
        let wanted = &self.case.contract.slots[slot];
        let source = &self.judge.doc.source;
        wanted.names().find_map(|name| {
            let first = first_letter(name)?;
            let titles = &titles[titles.partition_point(|(other, _)| *other < first)..];
            let titles = || titles.iter().take_while(|(other, _)| *other == first).map(|(_, title)| *title);
            titles().next()?;
            let last = name.chars().next_back();
            let second = name.chars().nth(1);
            let is_near = |title: &&str| title.chars().next_back() == last || title.chars().nth(1) == second;
            let best = similar(name, titles().map(|title| source.slice(title)).filter(is_near))?;
            titles().find(|&title| source.slice(title) == best)
        })
    }

    pub fn groups(&mut self, phase: Option<&Phase>) {
        let contract = self.case.contract.clone();
        let is_there = |case: &Case, slot: usize| !case.slots[slot].places.is_empty();
        for group in &contract.groups {
            let (there, absent): (Vec<usize>, Vec<usize>) =
                group.slots.iter().partition(|&&slot| is_there(&self.case, slot));
            let Some(&any) = group.slots.first() else { continue };
            let is_out_of_reach =
                |&slot: &usize| contract.slots[slot].parent.is_some_and(|outer| !is_there(&self.case, outer));
            let parent = contract.slots[any].parent;
            let lighter = lighter(phase, Check::Required);
            match (group.kind, there.as_slice()) {
                // What a slot that is not there would have to hold is asked of nobody.
                (GroupKind::OneOf | GroupKind::AnyOf, []) if group.slots.iter().all(is_out_of_reach) => {}
                (GroupKind::OneOf | GroupKind::AnyOf, []) => {
                    let kind = GapKind::MissingOf { slots: absent, all: false, because: None };
                    self.gap(any, self.points_to(parent), lighter, kind);
                }
                (GroupKind::OneOf, [first, others @ ..]) => {
                    for &slot in others {
                        let span = self.case.slots[slot].places[0].title;
                        self.gap(slot, span, lighter, GapKind::Conflict { slot, with: *first });
                    }
                }
                (GroupKind::AllOrNone, [first, ..]) if !absent.is_empty() => {
                    let span = self.case.slots[*first].places[0].title;
                    let kind = GapKind::MissingOf { slots: absent, all: true, because: Some(*first) };
                    self.gap(*first, span, lighter, kind);
                }
                _ => {}
            }
        }
        for (slot, wanted) in contract.slots.iter().enumerate() {
            if !is_there(&self.case, slot) {
                continue;
            }
            let span = self.case.slots[slot].places[0].title;
            let absent: Vec<usize> =
                wanted.requires.iter().copied().filter(|&other| !is_there(&self.case, other)).collect();
            if !absent.is_empty() {
                let kind = GapKind::MissingOf { slots: absent, all: true, because: Some(slot) };
                self.gap(slot, span, lighter(phase, Check::Required), kind);
            }
            for &with in &wanted.conflicts {
                let is_told = with < slot && contract.slots[with].conflicts.contains(&slot);
                if is_there(&self.case, with) && !is_told {
                    self.gap(slot, span, None, GapKind::Conflict { slot, with });
                }
            }
        }
    }

    /// Sections that would have to move for the order of the contract; as few as there can be.
    pub fn order(&mut self, phase: Option<&Phase>) {
        let contract = self.case.contract.clone();
        let groups = std::iter::once((None, contract.in_order))
            .chain(contract.slots.iter().enumerate().map(|(slot, wanted)| (Some(slot), wanted.in_order)));
        for (parent, _) in groups.filter(|(_, in_order)| *in_order) {
            let (start, end) =
                parent.map_or((0, contract.slots.len()), |parent| (parent + 1, contract.slots[parent].end));
            let there: Vec<(usize, u32)> = (start..end)
                .filter(|&slot| contract.slots[slot].parent == parent && !self.matching.elsewhere[slot])
                .filter_map(|slot| {
                    let place = self.matching.of_slot[slot].first()?;
                    (self.found.places[*place].strayed.is_none())
                        .then_some((slot, self.found.places[*place].span.start))
                })
                .collect();
            let stay = longest_rise(&there);
            for (at, &(slot, _)) in there.iter().enumerate().filter(|(at, _)| !stay[*at]) {
                // It may have to move too: what counts is where both stand in the end.
                let after = at.checked_sub(1).map(|before| there[before].0);
                let span = self.case.slots[slot].places[0].title;
                self.gap(slot, span, lighter(phase, Check::Order), GapKind::Order { slot, after });
            }
        }
    }

    /// Sections that are no slot, directly in the case or in the section of a slot that minds.
    pub fn extras(&mut self) {
        let contract = self.case.contract.clone();
        let mut used = vec![false; self.found.places.len()];
        for at in (0..self.found.places.len()).rev() {
            used[at] |= self.matching.of_place[at].is_some();
            if let Some(parent) = self.found.places[at].parent
                && used[at]
            {
                used[parent] = true;
            }
        }
        for (at, place) in self.found.places.iter().enumerate() {
            if place.form != Form::Heading
                || used[at]
                || self.matching.is_repeated[at]
                || place.strayed.is_some()
            {
                continue;
            }
            let minds = match place.parent {
                None => contract.extras,
                Some(parent) => match self.matching.of_place[parent] {
                    Some(slot) => contract.slots[slot].extras,
                    None => Extras::Allow,
                },
            };
            let severity = match minds {
                Extras::Allow => continue,
                Extras::Warn => Some(Severity::Warning),
                Extras::Deny => None,
            };
            self.case.gaps.push(Gap { span: place.title, severity, advice: None, kind: GapKind::Unexpected });
        }
    }
}

fn first_letter(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase())
}

/// Which of the slots, given with their positions, belong to a longest run of rising positions.
fn longest_rise(there: &[(usize, u32)]) -> Vec<bool> {
    let mut length = vec![1usize; there.len()];
    let mut before = vec![None; there.len()];
    for at in 0..there.len() {
        for earlier in 0..at {
            if there[earlier].1 <= there[at].1 && length[earlier] + 1 > length[at] {
                length[at] = length[earlier] + 1;
                before[at] = Some(earlier);
            }
        }
    }
    let mut stay = vec![false; there.len()];
    let mut at = (0..there.len()).rev().max_by_key(|&at| length[at]);
    while let Some(current) = at {
        stay[current] = true;
        at = before[current];
    }
    stay
}
