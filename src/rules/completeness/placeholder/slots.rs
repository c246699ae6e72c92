//! What a contract has to say about gaps: where they are allowed, and which texts are still those of its template.

use std::cmp::Reverse;

use crate::contract::case::{Case, Gap, GapKind};
use crate::rules::RuleContext;
use crate::rules::completeness::gaps;
use crate::source::Span;

/// The placeholders of `found`, which is in order, without those in slots that may have some.
pub(super) fn unwanted(cases: &[Case], mut found: Vec<Span>) -> Vec<Span> {
    let slots = cases.iter().flat_map(|case| case.contract.slots.iter().zip(&case.slots));
    let mut places: Vec<(Span, bool)> = slots
        .flat_map(|(slot, state)| state.places.iter().map(|place| (place.span, slot.placeholder_denied)))
        .collect();
    if places.iter().all(|(_, denied)| *denied) {
        return found;
    }
    places.sort_unstable_by_key(|(place, _)| (place.start, Reverse(place.end)));
    let mut ahead = places.into_iter().peekable();
    let mut around: Vec<(Span, bool)> = Vec::new();
    found.retain(|span| {
        while let Some(place) = ahead.next_if(|(place, _)| place.start <= span.start) {
            around.push(place);
        }
        while around.last().is_some_and(|(place, _)| place.end <= span.start) {
            around.pop();
        }
        around.last().is_none_or(|(_, denied)| *denied)
    });
    found
}

/// The slots that hold nothing but the guidance of their template, save those with a placeholder of `found` in them.
pub(super) fn untouched<'c>(cx: &RuleContext<'c>, found: &[Span]) -> Vec<(&'c Case, usize, &'c Gap)> {
    let mut untouched = Vec::new();
    for (case, gap) in gaps(cx) {
        let GapKind::Guidance { slot } = gap.kind else { continue };
        let place = case.slots[slot].places.iter().find(|place| place.title == gap.span);
        let is_told = place.is_some_and(|place| {
            let next = found.partition_point(|span| span.start < place.span.start);
            found.get(next).is_some_and(|span| span.start < place.span.end)
        });
        if !is_told {
            untouched.push((case, slot, gap));
        }
    }
    untouched
}
