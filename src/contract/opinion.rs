//! One case on its way to a judgement: its fields, and what each slot came to.

use std::sync::Arc;

use super::case::{Case, Displaced, FieldState, Gap, GapKind, Match, Reason, SlotState, Status};
use super::judge::Judge;
use super::length::{self, Missed};
use super::matching::{Matching, is_list_of_names};
use super::names::STATUS;
use super::places::{Place, Places, Value};
use super::region::Region;
use super::{Check, Form, Phase, Presence, Slot, Words, fields, substance};
use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId};
use crate::source::Span;

/// A case on the way to its judgement.
pub(super) struct Opinion<'o, 'd> {
    /// What is known of the document.
    pub judge: &'o Judge<'d>,
    /// The case as far as it is judged.
    pub case: Case,
    /// What can be found in it.
    pub found: &'o Places,
    /// Which of that is which slot.
    pub matching: &'o Matching<'o>,
    /// What the text says of its status, where the contract declares no field for that.
    pub status: Option<Span>,
}

impl Opinion<'_, '_> {
    /// The case with the state of its slots and fields, and all that is wrong with it.
    pub fn finish(mut self, strayed_from: &dyn Fn(&Place) -> Option<Arc<str>>) -> Case {
        self.fields(&self.found.values);
        let phase = self.phase();
        let phase = phase.as_ref();
        self.lighten_fields(phase);
        for slot in 0..self.case.contract.slots.len() {
            self.slot(slot, strayed_from, phase);
        }
        self.missing(phase);
        self.groups(phase);
        self.order(phase);
        self.extras();
        for &(slot, place) in &self.matching.repeated {
            let first = self.found.places[self.matching.of_slot[slot][0]].title;
            self.gap(slot, self.found.places[place].title, None, GapKind::Duplicate { slot, first });
        }
        self.case
    }

    /// Notes what is wrong with a slot.
    pub fn gap(&mut self, slot: usize, span: Span, severity: Option<Severity>, kind: GapKind) {
        let slot = &self.case.contract.slots[slot];
        let advice = slot.message.some(self.case.lang);
        let severity = severity.or(slot.severity);
        self.case.gaps.push(Gap { span, severity, advice, kind });
    }

    /// The first value of each field, and what is wrong with it.
    fn fields(&mut self, values: &[Value]) {
        let doc = self.judge.doc;
        let contract = self.case.contract.clone();
        let of_status = |value: &&Value| value.field == contract.fields.len() && !value.doubtful;
        self.status = values.iter().find(of_status).map(|value| trimmed(doc, value.span));
        for (index, field) in contract.fields.iter().enumerate() {
            let of_field = values.iter().filter(|value| value.field == index);
            let (doubtful, in_body): (Vec<&Value>, Vec<&Value>) = of_field.partition(|value| value.doubtful);
            let in_body = in_body.into_iter().map(|value| trimmed(doc, value.span));
            let is_named = |name: &str| {
                let mut names = field.names();
                names.any(|known| known.eq_ignore_ascii_case(name))
            };
            let in_front =
                self.judge.front_matter.iter().filter(|(name, _)| is_named(name)).map(|(_, span)| *span);
            let in_front = in_front.map(|span| trimmed(doc, span));
            let is_given = |span: &Span| !span.is_empty() && !self.judge.is_unfilled(&Region::from(*span));
            // A comment or a dash is no value; front matter is none of the content of a document.
            let shows = |span: &Span| substance::has_content(doc, &Region::from(*span));
            let is_fit = |span: Span| fields::fits(doc, span, &field.kind);
            let sure = in_front.clone().filter(is_given);
            let sure = sure.chain(in_body.clone().filter(|span| is_given(span) && shows(span)));
            let mut in_doubt = doubtful.iter().map(|value| trimmed(doc, value.span));
            let value = sure.clone().find(|&span| is_fit(span)).or_else(|| sure.clone().next());
            let value =
                value.or_else(|| in_doubt.find(|span| is_given(span) && shows(span) && is_fit(*span)));
            let fits = value.is_none_or(is_fit);
            let is_gap = |span: Span| !span.is_empty() && self.judge.is_unfilled(&Region::from(span));
            let placeholder = value.is_none() && in_body.clone().any(is_gap);
            let (span, kind) = match value {
                Some(span) if !fits => (span, Some(GapKind::FieldType { field: index })),
                None if field.required && !placeholder => {
                    let label = in_body
                        .chain(in_front)
                        .next()
                        .map(|span| doc.source.line_span(doc.source.line_of(span.start)));
                    (label.unwrap_or(self.case.head), Some(GapKind::MissingField { field: index }))
                }
                _ => (Span::default(), None),
            };
            if let Some(kind) = kind {
                let advice = field.message.some(self.case.lang);
                self.case.gaps.push(Gap { span, severity: field.severity, advice, kind });
            }
            self.case.fields.push(FieldState { value, fits, placeholder });
        }
    }

    /// Lets the phase, which a field names, count for what is wrong with the fields.
    fn lighten_fields(&mut self, phase: Option<&Phase>) {
        for gap in &mut self.case.gaps {
            let check = match gap.kind {
                GapKind::MissingField { .. } => Check::Required,
                _ => Check::Type,
            };
            gap.severity = lighter(phase, check).or(gap.severity);
        }
    }

    /// The phase that the field 状态 or status names, or the one that is called final.
    fn phase(&self) -> Option<Phase> {
        let contract = &self.case.contract;
        let is_status = |name: &str| STATUS.iter().any(|status| name.eq_ignore_ascii_case(status));
        let status = contract.fields.iter().position(|field| field.name.all().any(is_status));
        let in_field = status.and_then(|field| self.case.fields.get(field)?.value);
        let in_front =
            || self.judge.front_matter.iter().find(|(name, _)| is_status(name)).map(|(_, span)| *span);
        let said = in_field
            .or(self.status)
            .or_else(in_front)
            .map(|span| self.judge.doc.source.slice(span).to_lowercase());
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
        let places = found.iter().map(|&place| self.as_match(slot, &self.found.places[place])).collect();
        let mut status = Status::Missing;
        for (nth, &place) in found.iter().enumerate() {
            let here = self.place(slot, &self.found.places[place], strayed_from, phase);
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
            Form::LeadIn if place.item && !forms.contains(&place.form) => Form::ListItem,
            form => form,
        };
        Match {
            form,
            title: place.title,
            span: place.span,
            score: fit.map_or(0.0, |fit| fit.score),
            reason: fit.map_or(Reason::Name, |fit| fit.reason),
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
        let (doc, body) = (self.judge.doc, &self.found.body(place));
        let displaced = self.displaced(slot, place, strayed_from);
        let misplaced = displaced.is_some();
        if let Some(because) = displaced {
            // What may be missing altogether is no error where it stands elsewhere.
            let severity = (wanted.presence != Presence::Required && wanted.severity.is_none())
                .then_some(Severity::Warning);
            self.gap(slot, place.title, severity, GapKind::Misplaced { slot, because });
        }
        let or = |status| if misplaced { Status::Misplaced } else { status };
        // Where names are asked for, a name is content.
        if place.bare && is_list_of_names(wanted) {
            return or(Status::Present);
        }
        if !substance::has_content(doc, body) {
            // A heading without content is seen without a contract.
            if place.form != Form::Heading {
                self.gap(slot, place.title, lighter(phase, Check::Required), GapKind::Empty { slot });
            }
            return or(Status::Empty);
        }
        if wanted.placeholder_denied && self.is_guidance(wanted, body) {
            self.gap(slot, place.title, lighter(phase, Check::Required), GapKind::Guidance { slot });
            return or(Status::Placeholder);
        }
        if wanted.placeholder_denied && self.judge.is_unfilled(body) {
            return or(Status::Placeholder);
        }
        let mut status = Status::Present;
        if let Some(missed) = length::missed(doc, body, &wanted.length, &wanted.guidance) {
            let Missed { found, wanted, over } = missed;
            let kind = GapKind::Length { slot, found, wanted, over };
            self.gap(slot, place.title, lighter(phase, Check::Min), kind);
            if !over {
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

    /// True if nothing but what the contract says should be written there stands in `body`.
    fn is_guidance(&self, wanted: &Slot, body: &Region) -> bool {
        let length: usize = body.spans.iter().map(|span| span.len()).sum();
        let longest = wanted.guidance.all().map(str::len).sum::<usize>();
        longest > 0
            && length <= 3 * longest + 100
            && self.begins_like(body, &wanted.guidance)
            && substance::only_guidance(self.judge.doc, body, &wanted.guidance)
    }

    /// True if the guidance holds what `body` begins with.
    fn begins_like(&self, body: &Region, guidance: &Words) -> bool {
        let doc = self.judge.doc;
        let is_text = |&id: &NodeId| matches!(doc.node(id).kind, Kind::Text { .. });
        let Some(first) = body.nodes(doc).find(is_text) else { return false };
        let start: String = doc.slice(first).chars().filter(|c| c.is_alphanumeric()).take(3).collect();
        guidance.all().any(|words| words.contains(&start))
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
                outer = self.found.places[at].parent;
            }
            return Some(Displaced::Parent(outer.and_then(|at| self.matching.of_place[at])));
        }
        let wrong =
            wanted.levels.as_ref().is_some_and(|levels| place.level > 0 && !levels.contains(&place.level));
        wrong.then_some(Displaced::Level(place.level))
    }
}

/// The weight of a finding that the phase of the document makes lighter.
pub fn lighter(phase: Option<&Phase>, check: Check) -> Option<Severity> {
    phase.filter(|phase| phase.downgrade.contains(&check)).map(|_| Severity::Info)
}

fn trimmed(doc: &Document, span: Span) -> Span {
    let text = doc.source.slice(span);
    let start = span.start + (text.len() - text.trim_start().len()) as u32;
    Span { start, end: start + text.trim().len() as u32 }
}
