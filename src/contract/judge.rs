//! Holds the cases of a document to a contract: what each slot came to, and what is wrong with it.

use std::cell::OnceCell;
use std::sync::Arc;

use super::case::{Case, Displaced, FieldState, Gap, GapKind, Match, SlotState, Status};
use super::matching::Matching;
use super::names::Names;
use super::places::{self, Place, Value};
use super::region::Region;
use super::units::{Extent, Outline};
use super::{Check, Contract, Extras, GroupKind, Phase, Presence, fields, length, substance};
use crate::diagnostic::Severity;
use crate::document::{Document, NodeId};
use crate::message::Lang;
use crate::plan::Plan;
use crate::rules::completeness;
use crate::similar::similar;
use crate::source::Span;

/// Placeholders alone take up no more than this, in bytes.
const LONGEST_GAP: usize = 2_000;

/// What is known of a document when its cases are judged.
pub struct Judge<'d> {
    doc: &'d Document,
    /// The blocks at the top of the document.
    blocks: Vec<NodeId>,
    /// What is left to be filled in, looked for when the first short text asks.
    placeholders: OnceCell<Vec<Span>>,
    /// The values of its front matter by name.
    front_matter: &'d [(String, Span)],
}

impl<'d> Judge<'d> {
    /// A judge of the cases of `doc`, whose front matter has these values.
    pub fn new(doc: &'d Document, front_matter: &'d [(String, Span)]) -> Self {
        let blocks = doc.children(Document::ROOT).collect();
        Judge { doc, blocks, placeholders: OnceCell::new(), front_matter }
    }

    /// The cases of the document under `contract`, with what `plan` asks of each of them besides.
    ///
    /// `named` says whether the contract holds for this very document, so that it must have a case.
    pub fn cases(&self, contract: &Arc<Contract>, plan: Option<&Plan>, named: bool) -> Vec<Case> {
        let doc = self.doc;
        let names = Names::of(contract);
        let outline = Outline::of(doc, contract);
        let extents = outline.cases(contract, &names);
        let called: Vec<Arc<str>> = extents.iter().map(|extent| self.name(extent, &outline)).collect();
        let mut cases: Vec<Case> = extents
            .iter()
            .zip(&called)
            .map(|(extent, name)| {
                let planned = plan.and_then(|plan| plan.case_of(&doc.source.path, name));
                let owed = plan.zip(planned).map(|(plan, planned)| contract.owing(plan, planned, &names));
                let (contract, names) = match owed {
                    Some(owed) => {
                        let names = Names::of(&owed);
                        (Arc::new(owed), names)
                    }
                    None => (contract.clone(), names.clone()),
                };
                let case = Case {
                    head: extent.head.map_or(Span::default(), |head| outline.titles[head].0.span),
                    span: self.span(extent, &outline),
                    lang: self.language(extent, &outline),
                    name: name.clone(),
                    identity: extent.identity.clone(),
                    planned,
                    contract: contract.clone(),
                    slots: Vec::new(),
                    fields: Vec::new(),
                    gaps: Vec::new(),
                };
                let found = places::collect(doc, &contract, &names, &outline, &self.blocks, extent);
                let matching = Matching::of(doc, &contract, &found.places);
                let strayed_from = |place: &Place| {
                    let stray = |(heading, from): &(usize, Option<usize>)| {
                        (outline.titles[*heading].0.content == place.title).then_some(*from)
                    };
                    extent.strayed.iter().find_map(stray).flatten().map(|from| called[from].clone())
                };
                let opinion = Opinion { judge: self, case, places: &found.places, matching: &matching };
                opinion.finish(&found.values, &strayed_from)
            })
            .collect();
        if cases.is_empty() && named {
            cases.push(self.without_case(contract));
        }
        repeated_fields(doc, &mut cases);
        cases
    }

    /// True if nothing but what is left to be filled in stands in `region`.
    fn is_unfilled(&self, region: &Region) -> bool {
        let length: usize = region.spans.iter().map(|span| span.len()).sum();
        let placeholders = || self.placeholders.get_or_init(|| completeness::placeholders(self.doc));
        length <= LONGEST_GAP && substance::only_placeholders(self.doc, region, placeholders())
    }

    fn without_case(&self, contract: &Arc<Contract>) -> Case {
        let gap = Gap { span: Span::default(), severity: None, advice: None, kind: GapKind::NoCase };
        Case {
            contract: contract.clone(),
            name: self.doc.source.path.clone(),
            identity: Vec::new(),
            planned: None,
            head: Span::default(),
            span: Span::default(),
            lang: Lang::default(),
            slots: Vec::new(),
            fields: Vec::new(),
            gaps: vec![gap],
        }
    }

    fn name(&self, extent: &Extent, outline: &Outline<'_>) -> Arc<str> {
        let file = || self.doc.source.path.rsplit('/').next().unwrap_or_default();
        let title = |name: &str| self.front_matter.iter().find(|(key, _)| key == name);
        match (extent.head, title("title")) {
            (Some(head), _) => outline.titles[head].1.clean.as_str().into(),
            (None, Some((_, span))) => self.doc.source.slice(*span).into(),
            (None, None) => file().rsplit_once('.').map_or(file(), |(stem, _)| stem).into(),
        }
    }

    fn span(&self, extent: &Extent, outline: &Outline<'_>) -> Span {
        let start = extent.head.map_or(0, |head| outline.titles[head].0.span.start);
        let whole = extent.head.is_none_or(|head| head + extent.own.len() + 1 == outline.titles.len());
        let start = if whole && extent.identity.is_empty() { 0 } else { start };
        let end = outline
            .titles
            .get(extent.end)
            .map_or(self.doc.source.text().len() as u32, |(next, _)| next.span.start);
        Span { start, end }
    }

    /// Chinese, if its headings are; headings say it sooner than text with all its names and code.
    fn language(&self, extent: &Extent, outline: &Outline<'_>) -> Lang {
        let headings = extent.head.iter().chain(&extent.own);
        let is_chinese =
            |&heading: &usize| outline.titles[heading].0.text.chars().any(|c| ('一'..='鿿').contains(&c));
        let (chinese, other): (Vec<usize>, Vec<usize>) = headings.copied().partition(is_chinese);
        if chinese.len() >= other.len() && !chinese.is_empty() { Lang::ZhCn } else { Lang::En }
    }
}

/// A case on the way to its judgement.
struct Opinion<'o, 'd> {
    judge: &'o Judge<'d>,
    case: Case,
    places: &'o [Place],
    matching: &'o Matching<'o>,
}

impl Opinion<'_, '_> {
    fn finish(mut self, values: &[Value], strayed_from: &dyn Fn(&Place) -> Option<Arc<str>>) -> Case {
        self.fields(values);
        let phase = self.phase();
        let phase = phase.as_ref();
        for slot in 0..self.case.contract.slots.len() {
            self.slot(slot, strayed_from, phase);
        }
        self.missing(phase);
        self.groups(phase);
        self.order(phase);
        self.extras();
        for &(slot, place) in &self.matching.repeated {
            let first = self.places[self.matching.of_slot[slot][0]].title;
            self.gap(slot, self.places[place].title, None, GapKind::Duplicate { slot, first });
        }
        self.case
    }

    fn gap(&mut self, slot: usize, span: Span, severity: Option<Severity>, kind: GapKind) {
        let slot = &self.case.contract.slots[slot];
        let said = slot.message.get(self.case.lang);
        let advice = (!said.is_empty()).then(|| said.to_owned());
        let severity = severity.or(slot.severity);
        self.case.gaps.push(Gap { span, severity, advice, kind });
    }

    /// The first value of each field, and what is wrong with it.
    fn fields(&mut self, values: &[Value]) {
        let doc = self.judge.doc;
        let contract = self.case.contract.clone();
        for (index, field) in contract.fields.iter().enumerate() {
            let in_body = values.iter().filter(|value| value.field == index).map(|value| value.span);
            let is_named = |name: &str| {
                let mut names = field.name.all().chain(field.aliases.iter().map(String::as_str));
                names.any(|known| known.eq_ignore_ascii_case(name))
            };
            let in_front =
                self.judge.front_matter.iter().filter(|(name, _)| is_named(name)).map(|(_, span)| *span);
            let written = in_body.chain(in_front).map(|span| trimmed(doc, span));
            let value = written
                .clone()
                .find(|&span| !span.is_empty() && !self.judge.is_unfilled(&Region::from(span)));
            let fits = value.is_none_or(|span| fields::fits(doc, span, &field.kind));
            let (span, kind) = match value {
                Some(span) if !fits => (span, Some(GapKind::FieldType { field: index })),
                None if field.required => {
                    let label = written
                        .clone()
                        .next()
                        .map(|span| doc.source.line_span(doc.source.line_of(span.start)));
                    (label.unwrap_or(self.case.head), Some(GapKind::MissingField { field: index }))
                }
                _ => (Span::default(), None),
            };
            if let Some(kind) = kind {
                let said = field.message.get(self.case.lang);
                let advice = (!said.is_empty()).then(|| said.to_owned());
                self.case.gaps.push(Gap { span, severity: field.severity, advice, kind });
            }
            self.case.fields.push(FieldState { value, fits });
        }
        let downgraded = self.phase().is_some_and(|phase| phase.downgrade.contains(&Check::Required));
        let type_too = self.phase().is_some_and(|phase| phase.downgrade.contains(&Check::Type));
        for gap in &mut self.case.gaps {
            let lighter = match gap.kind {
                GapKind::MissingField { .. } => downgraded,
                _ => type_too,
            };
            if lighter {
                gap.severity = Some(Severity::Info);
            }
        }
    }

    /// The phase that the field 状态 or status names, or the one that is called final.
    fn phase(&self) -> Option<Phase> {
        let contract = &self.case.contract;
        let is_status = |name: &str| name == "状态" || name.eq_ignore_ascii_case("status");
        let status = contract.fields.iter().position(|field| field.name.all().any(is_status));
        let in_field = status.and_then(|field| self.case.fields.get(field)?.value);
        let in_front =
            || self.judge.front_matter.iter().find(|(name, _)| is_status(name)).map(|(_, span)| *span);
        let said = in_field.or_else(in_front).map(|span| self.judge.doc.source.slice(span).to_lowercase());
        let named =
            |phase: &&Phase| said.as_ref().is_some_and(|said| said.contains(&phase.name.to_lowercase()));
        let phases = &contract.phases;
        phases.iter().find(named).or_else(|| phases.iter().find(|phase| phase.name == "final")).cloned()
    }

    /// What a slot came to, and what is wrong with its content.
    fn slot(
        &mut self,
        slot: usize,
        strayed_from: &dyn Fn(&Place) -> Option<Arc<str>>,
        phase: Option<&Phase>,
    ) {
        let contract = self.case.contract.clone();
        let wanted = &contract.slots[slot];
        let found = &self.matching.of_slot[slot];
        let required = wanted.presence == Presence::Required
            && !contract.groups.iter().any(|group| group.slots.contains(&slot))
            && wanted.parent.is_none_or(|outer| {
                self.case.slots[outer].required || !self.matching.of_slot[outer].is_empty()
            });
        let places = found.iter().map(|&place| self.as_match(slot, &self.places[place])).collect();
        let mut status = Status::Missing;
        for (nth, &place) in found.iter().enumerate() {
            let here = self.place(slot, &self.places[place], strayed_from, phase);
            // One good place is enough; what is wrong with the others is told all the same.
            if nth == 0 || here == Status::Present {
                status = here;
            }
        }
        self.case.slots.push(SlotState { status, required, places });
    }

    fn as_match(&self, slot: usize, place: &Place) -> Match {
        let fit = place.fits.iter().find(|fit| fit.slot == slot);
        let forms = &self.case.contract.slots[slot].forms;
        // A lead-in in a list is an item where lead-ins are not asked for.
        let form = match place.form {
            super::Form::LeadIn if place.item && !forms.contains(&place.form) => super::Form::ListItem,
            form => form,
        };
        Match {
            form,
            title: place.title,
            span: place.span,
            score: fit.map_or(0.0, |fit| fit.score),
            reason: fit.map_or(super::case::Reason::Name, |fit| fit.reason),
        }
    }

    /// What one place of a slot came to.
    fn place(
        &mut self,
        slot: usize,
        place: &Place,
        strayed_from: &dyn Fn(&Place) -> Option<Arc<str>>,
        phase: Option<&Phase>,
    ) -> Status {
        let contract = self.case.contract.clone();
        let wanted = &contract.slots[slot];
        let (doc, body) = (self.judge.doc, &place.body);
        let displaced = self.displaced(slot, place, strayed_from);
        let misplaced = displaced.is_some();
        if let Some(because) = displaced {
            self.gap(slot, place.title, None, GapKind::Misplaced { slot, because });
        }
        let or = |status| if misplaced { Status::Misplaced } else { status };
        let is_name = wanted
            .forms
            .iter()
            .all(|form| matches!(form, super::Form::ListItem | super::Form::TableRow | super::Form::Field));
        if is_name && place.form == super::Form::ListItem && place.item {
            return or(Status::Present);
        }
        if !substance::has_content(doc, body) {
            // A heading without content is seen without a contract.
            if place.form != super::Form::Heading {
                self.gap(slot, place.title, lighter(phase, Check::Required), GapKind::Empty { slot });
            }
            return or(Status::Empty);
        }
        if wanted.placeholder_denied && substance::only_guidance(doc, body, &wanted.guidance) {
            self.gap(slot, place.title, lighter(phase, Check::Required), GapKind::Guidance { slot });
            return or(Status::Placeholder);
        }
        if wanted.placeholder_denied && self.judge.is_unfilled(body) {
            return or(Status::Placeholder);
        }
        let mut status = Status::Present;
        let counted = &wanted.length;
        if counted.min > 0 || counted.max.is_some() {
            let found = length::length_without_guidance(doc, body, counted, &wanted.guidance);
            let over = counted.max.filter(|&max| found > max);
            if found < counted.min || over.is_some() {
                let kind = GapKind::Length {
                    slot,
                    found,
                    wanted: over.unwrap_or(counted.min),
                    over: over.is_some(),
                };
                self.gap(slot, place.title, lighter(phase, Check::Min), kind);
            }
            if found < counted.min {
                status = Status::TooShort;
            }
        }
        for content in &wanted.has {
            if let Some(lack) = content.lack(doc, body) {
                self.gap(slot, place.title, lighter(phase, Check::Has), GapKind::Content { slot, lack });
            }
        }
        or(status)
    }

    fn displaced(
        &self,
        slot: usize,
        place: &Place,
        strayed_from: &dyn Fn(&Place) -> Option<Arc<str>>,
    ) -> Option<Displaced> {
        let wanted = &self.case.contract.slots[slot];
        if place.strayed == Some(true) || place.strayed.is_some() && self.matching.elsewhere[slot] {
            return Some(match strayed_from(place) {
                Some(case) => Displaced::Case(case),
                None => Displaced::Parent(None),
            });
        }
        if self.matching.elsewhere[slot] {
            let mut outer = place.parent;
            while let Some(at) = outer
                && self.matching.of_place[at].is_none()
            {
                outer = self.places[at].parent;
            }
            return Some(Displaced::Parent(outer.and_then(|at| self.matching.of_place[at])));
        }
        let wrong =
            wanted.levels.as_ref().is_some_and(|levels| place.level > 0 && !levels.contains(&place.level));
        wrong.then_some(Displaced::Level(place.level))
    }

    /// The slots that are nowhere. Those inside one that is missing go with it.
    fn missing(&mut self, phase: Option<&Phase>) {
        let contract = self.case.contract.clone();
        let is_absent = |case: &Case, slot: usize| case.slots[slot].places.is_empty();
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
            let kind = GapKind::Missing { slot, nested, candidate: self.candidate(slot) };
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

    /// The title that is most like the name of a slot and is none itself.
    fn candidate(&self, slot: usize) -> Option<Span> {
        let wanted = &self.case.contract.slots[slot];
        let doc = self.judge.doc;
        let free = |(at, place): &(usize, &Place)| {
            place.form == super::Form::Heading && self.matching.of_place[*at].is_none()
        };
        let titles: Vec<(&str, Span)> = (self.places.iter().enumerate().filter(free))
            .map(|(_, place)| (doc.source.slice(place.title), place.title))
            .collect();
        let names = wanted.name.all().chain(wanted.aliases.iter().map(String::as_str));
        let best = names.filter_map(|name| similar(name, titles.iter().map(|(title, _)| *title))).next()?;
        titles.iter().find(|(title, _)| *title == best).map(|(_, span)| *span)
    }

    fn groups(&mut self, phase: Option<&Phase>) {
        let contract = self.case.contract.clone();
        let is_there = |case: &Case, slot: usize| !case.slots[slot].places.is_empty();
        for group in &contract.groups {
            let (there, absent): (Vec<usize>, Vec<usize>) =
                group.slots.iter().partition(|&&slot| is_there(&self.case, slot));
            let Some(&any) = group.slots.first() else { continue };
            let parent = contract.slots[any].parent;
            let lighter = lighter(phase, Check::Required);
            match (group.kind, there.as_slice()) {
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
                if is_there(&self.case, with) {
                    self.gap(slot, span, None, GapKind::Conflict { slot, with });
                }
            }
        }
    }

    /// Sections that would have to move for the order of the contract; as few as there can be.
    fn order(&mut self, phase: Option<&Phase>) {
        let contract = self.case.contract.clone();
        let groups = std::iter::once((None, contract.in_order))
            .chain(contract.slots.iter().enumerate().map(|(slot, wanted)| (Some(slot), wanted.in_order)));
        for (parent, _) in groups.filter(|(_, in_order)| *in_order) {
            let there: Vec<(usize, u32)> = (0..contract.slots.len())
                .filter(|&slot| contract.slots[slot].parent == parent && !self.matching.elsewhere[slot])
                .filter_map(|slot| {
                    let place = self.matching.of_slot[slot].first()?;
                    (self.places[*place].strayed.is_none()).then_some((slot, self.places[*place].span.start))
                })
                .collect();
            let stay = longest_rise(&there);
            for (at, &(slot, _)) in there.iter().enumerate().filter(|(at, _)| !stay[*at]) {
                let after = (0..at).rev().find(|&before| stay[before]).map(|before| there[before].0);
                let span = self.case.slots[slot].places[0].title;
                self.gap(slot, span, lighter(phase, Check::Order), GapKind::Order { slot, after });
            }
        }
    }

    /// Sections that are no slot, directly in the case or in the section of a slot that minds.
    fn extras(&mut self) {
        let contract = self.case.contract.clone();
        let mut used = vec![false; self.places.len()];
        for at in (0..self.places.len()).rev() {
            used[at] |= self.matching.of_place[at].is_some();
            if let Some(parent) = self.places[at].parent
                && used[at]
            {
                used[parent] = true;
            }
        }
        let repeated = |at: usize| self.matching.repeated.iter().any(|(_, place)| *place == at);
        for (at, place) in self.places.iter().enumerate() {
            if place.form != super::Form::Heading || used[at] || repeated(at) || place.strayed.is_some() {
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

/// The weight of a finding that the phase of the document makes lighter.
fn lighter(phase: Option<&Phase>, check: Check) -> Option<Severity> {
    phase.filter(|phase| phase.downgrade.contains(&check)).map(|_| Severity::Info)
}

fn trimmed(doc: &Document, span: Span) -> Span {
    let text = doc.source.slice(span);
    let start = span.start + (text.len() - text.trim_start().len()) as u32;
    Span { start, end: start + text.trim().len() as u32 }
}

/// Which of the slots, given with their positions, belong to a longest run of rising positions.
fn longest_rise(there: &[(usize, u32)]) -> Vec<bool> {
    let mut length = vec![1usize; there.len()];
    let mut before = vec![None; there.len()];
    for at in 0..there.len() {
        for earlier in 0..at {
            if there[earlier].1 < there[at].1 && length[earlier] + 1 > length[at] {
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

/// Fields that must be unique and are not.
fn repeated_fields(doc: &Document, cases: &mut [Case]) {
    let mut seen: rustc_hash::FxHashMap<(usize, String), Span> = rustc_hash::FxHashMap::default();
    for case in cases {
        let contract = case.contract.clone();
        for (index, field) in contract.fields.iter().enumerate().filter(|(_, field)| field.unique) {
            let Some(span) = case.fields.get(index).and_then(|state| state.value) else { continue };
            let key = (index, doc.source.slice(span).to_lowercase());
            match seen.get(&key) {
                Some(&first) => {
                    let said = field.message.get(case.lang);
                    let advice = (!said.is_empty()).then(|| said.to_owned());
                    let kind = GapKind::RepeatedField { field: index, first };
                    case.gaps.push(Gap { span, severity: field.severity, advice, kind });
                }
                None => {
                    seen.insert(key, span);
                }
            }
        }
    }
}
