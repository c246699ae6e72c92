//! Which place is which slot: level by level within the parent first, then what stands elsewhere.

use super::assign::{Edge, assign};
use super::places::{Place, Places};
use super::{Contract, Form, Presence, Slot};
use crate::document::Document;

/// Which places were found for each slot.
pub struct Matching<'m> {
    doc: &'m Document,
    contract: &'m Contract,
    found: &'m Places,
    places: &'m [Place],
    /// Per slot: its places, the best one first.
    pub of_slot: Vec<Vec<usize>>,
    /// Per place: the slot that it was taken for.
    pub of_place: Vec<Option<usize>>,
    /// Per slot: whether it was found outside the place that it belongs in.
    pub elsewhere: Vec<bool>,
    /// Per slot: whether a heading of the case bears its name, which then counts more than a mention further down.
    has_heading: Vec<bool>,
    /// Further sections under the name of a slot that may be there once, with that slot.
    pub repeated: Vec<(usize, usize)>,
    /// Per place: whether it is one of these.
    pub is_repeated: Vec<bool>,
}

/// How much a hundredth of fit weighs against the rest.
const FIT: f32 = 100_000.0;
const DEPTH: i64 = 400;
const FORM: i64 = 150;
const EMPTY: i64 = 1_200;
/// No title fits worse than this and counts as the section of that name again.
const WHOLE: f32 = 0.9;

impl<'m> Matching<'m> {
    /// The matching of the slots of `contract` with the places that were found.
    pub fn of(doc: &'m Document, contract: &'m Contract, found: &'m Places) -> Self {
        let places = found.places.as_slice();
        let mut matching = Matching {
            doc,
            contract,
            found,
            places,
            of_slot: vec![Vec::new(); contract.slots.len()],
            of_place: vec![None; places.len()],
            elsewhere: vec![false; contract.slots.len()],
            has_heading: vec![false; contract.slots.len()],
            repeated: Vec::new(),
            is_repeated: vec![false; places.len()],
        };
        for place in places.iter().filter(|place| place.form == Form::Heading && place.strayed.is_none()) {
            for fit in place.fits.iter().filter(|fit| fit.score >= WHOLE) {
                matching.has_heading[fit.slot] |= contract.slots[fit.slot].forms.contains(&Form::Heading);
            }
        }
        let home: Vec<usize> = (0..places.len()).filter(|&place| places[place].strayed.is_none()).collect();
        matching.group(None, &home);
        matching.search_elsewhere();
        matching
    }

    /// The slots directly in `parent`, or those at the top.
    fn children(&self, parent: Option<usize>) -> Vec<usize> {
        let slots = &self.contract.slots;
        let (mut next, end) = parent.map_or((0, slots.len()), |parent| (parent + 1, slots[parent].end));
        let mut children = Vec::new();
        while next < end {
            children.push(next);
            next = slots[next].end;
        }
        children
    }

    /// Assigns the slots in `parent` to places of `region`, which is in order.
    fn group(&mut self, parent: Option<usize>, region: &[usize]) {
        let inside =
            parent.map_or(0..self.contract.slots.len(), |parent| parent + 1..self.contract.slots[parent].end);
        let fits = |&place: &usize| self.places[place].fits.iter().any(|fit| inside.contains(&fit.slot));
        if !region.iter().any(fits) {
            return;
        }
        let children = self.children(parent);
        let open = self.open_places(&children, region);
        let edges = self.edges(&children, &open);
        let assigned = assign(&edges);
        for &(slot, place) in &assigned {
            self.take(slot, place);
        }
        self.take_more(&children, &open);
        self.share(&children, &open);
        // Those without a place may still have nested slots that stand beside them.
        let mut absent = Vec::new();
        let has_nested = |slot: &usize| self.contract.slots[*slot].end > slot + 1;
        for slot in children.into_iter().filter(has_nested) {
            match self.of_slot[slot].clone() {
                places if places.is_empty() => absent.push(slot),
                places => {
                    for place in places {
                        let inner = self.inside(place, region);
                        self.group(Some(slot), inner);
                    }
                }
            }
        }
        for slot in absent {
            let rest = self.rest(region);
            self.group(Some(slot), &rest);
        }
    }

    /// The places of `region` that may be slots and are not inside a place with the name of another of `slots`; each with
    /// how many places of the region it is in.
    fn open_places(&self, slots: &[usize], region: &[usize]) -> Vec<(usize, usize)> {
        let is_child = |slot: usize| slots.binary_search(&slot).is_ok();
        let mut open = Vec::new();
        let mut around: Vec<usize> = Vec::new();
        let mut shadow_ends = 0;
        for &place in region {
            while around.last().is_some_and(|&outer| self.places[outer].end <= place) {
                around.pop();
            }
            let may_be_slot = !self.places[place].fits.is_empty() && self.of_place[place].is_none();
            if may_be_slot && place >= shadow_ends {
                open.push((place, around.len()));
                if self.places[place]
                    .fits
                    .iter()
                    .any(|fit| is_child(fit.slot) && self.may_be(fit.slot, place))
                {
                    shadow_ends = self.places[place].end;
                }
            }
            around.push(place);
        }
        open
    }

    fn edges(&self, slots: &[usize], open: &[(usize, usize)]) -> Vec<Edge> {
        let mut edges = Vec::new();
        for &(place, depth) in open {
            for fit in &self.places[place].fits {
                let is_aside =
                    depth > 0 && self.places[place].form != Form::Heading && self.has_heading[fit.slot];
                if slots.binary_search(&fit.slot).is_ok() && self.may_be(fit.slot, place) && !is_aside {
                    edges.push(Edge { slot: fit.slot, place, weight: self.weight(place, fit.score, depth) });
                }
            }
        }
        edges
    }

    fn weight(&self, place: usize, score: f32, depth: usize) -> i64 {
        let found = &self.places[place];
        let form = Form::ALL.iter().position(|&form| form == found.form).unwrap_or_default() as i64;
        let empty = if self.is_blank(place) { EMPTY } else { 0 };
        let fit = (score * FIT) as i64;
        // Of two that are alike the first counts.
        (fit - DEPTH * depth.min(20) as i64 - FORM * form - empty - (place as i64).min(100)).max(1)
    }

    /// True if nothing but blanks is in a place.
    fn is_blank(&self, place: usize) -> bool {
        let mut pieces = self.found.pieces(&self.places[place]).iter();
        pieces.all(|&span| self.doc.source.slice(span).trim().is_empty())
    }

    /// Whether a slot may have the form of a place.
    fn may_be(&self, slot: usize, place: usize) -> bool {
        let slot = &self.contract.slots[slot];
        let found = &self.places[place];
        let has = |form| slot.forms.contains(&form);
        match found.form {
            // A list of bare names says nothing, unless names are what is asked for.
            Form::ListItem if found.bare && !found.strong => has(Form::ListItem) && is_list_of_names(slot),
            Form::LeadIn => has(Form::LeadIn) || has(Form::Field) || found.item && has(Form::ListItem),
            Form::ListItem => has(Form::ListItem) || has(Form::Field),
            form => has(form),
        }
    }

    fn take(&mut self, slot: usize, place: usize) {
        self.of_slot[slot].push(place);
        self.of_place[place] = Some(slot);
    }

    /// Gives slots that may be there several times the other places under their name, and notes those of the rest.
    fn take_more(&mut self, slots: &[usize], open: &[(usize, usize)]) {
        for &(place, depth) in open {
            let Some(fit) = self.places[place].fits.iter().find(|fit| {
                slots.binary_search(&fit.slot).is_ok()
                    && self.may_be(fit.slot, place)
                    && self.of_place[place].is_none()
            }) else {
                continue;
            };
            let slot = fit.slot;
            let Some(&first) = self.of_slot[slot].first() else { continue };
            let most = *self.contract.slots[slot].times.end() as usize;
            if self.of_slot[slot].len() < most {
                self.take(slot, place);
                continue;
            }
            let alike = |place: usize| self.places[place].form == Form::Heading;
            let at = open.binary_search_by_key(&first, |(other, _)| *other);
            let beside = at.is_ok_and(|at| open[at].1 == depth);
            if fit.score >= WHOLE
                && alike(place)
                && alike(first)
                && beside
                && !self.is_repeated[place]
                && !self.goes_on(place)
            {
                self.is_repeated[place] = true;
                self.repeated.push((slot, place));
            }
        }
        for &slot in slots {
            self.of_slot[slot].sort_unstable_by_key(|&place| (self.places[place].span.start, place));
        }
    }

    /// Lets slots without a place have one that is another slot's, if its title names both: Goals / Non-goals.
    fn share(&mut self, slots: &[usize], open: &[(usize, usize)]) {
        for &(place, _) in open {
            let fits = &self.places[place].fits;
            let part_of = |slot: usize| fits.iter().any(|fit| fit.slot == slot && fit.part);
            if !self.of_place[place].is_some_and(part_of) {
                continue;
            }
            for fit in fits.iter().filter(|fit| slots.binary_search(&fit.slot).is_ok()) {
                if self.of_slot[fit.slot].is_empty() && self.may_be(fit.slot, place) {
                    self.of_slot[fit.slot].push(place);
                }
            }
        }
    }

    /// True for a section that says that it continues another one.
    fn goes_on(&self, place: usize) -> bool {
        let title = self.doc.source.slice(self.places[place].title).to_lowercase();
        title.contains('续') || title.contains("cont")
    }

    /// The places inside `place`; for a lead-in the lead-ins that follow it too, up to one that is a slot itself.
    fn inside<'r>(&self, place: usize, region: &'r [usize]) -> &'r [usize] {
        let at = region.partition_point(|&other| other <= place);
        let found = &self.places[place];
        let follows = |&&other: &&usize| {
            let is_lead_in = found.form == Form::LeadIn && !found.item;
            other < found.end
                || is_lead_in
                    && self.of_place[other].is_none()
                    && self.places[other].form != Form::Heading
                    && self.is_beside(place, other)
        };
        let count = region[at..].iter().take_while(follows).count();
        &region[at..at + count]
    }

    fn is_beside(&self, place: usize, other: usize) -> bool {
        let parent = self.places[place].parent;
        let mut at = Some(other);
        // Forms other than headings nest a few levels at most.
        while let Some(current) = at.filter(|&at| at > place) {
            at = self.places[current].parent;
        }
        at == parent
    }

    /// What is left of `region` without the places that are taken and what is in them.
    fn rest(&self, region: &[usize]) -> Vec<usize> {
        let mut taken_to = 0;
        let mut rest = Vec::new();
        for &place in region {
            if self.of_place[place].is_some() {
                taken_to = taken_to.max(self.places[place].end);
            } else if place >= taken_to {
                rest.push(place);
            }
        }
        rest
    }

    /// Looks for slots without a place in the rest of the case, and in what strayed from it.
    fn search_elsewhere(&mut self) {
        loop {
            let assigned = assign(&self.edges_elsewhere());
            let depth = |slot: usize| self.contract.slots[slot].depth();
            let Some(outermost) = assigned.iter().map(|(slot, _)| depth(*slot)).min() else { return };
            // What is in a section that is found now is no longer elsewhere.
            for (slot, place) in assigned {
                if self.contract.slots[slot].depth() == outermost && self.of_place[place].is_none() {
                    self.take(slot, place);
                    self.elsewhere[slot] = true;
                    let inner: Vec<usize> = (place + 1..self.places[place].end).collect();
                    self.group(Some(slot), &inner);
                }
            }
        }
    }

    fn edges_elsewhere(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        for (place, found) in self.places.iter().enumerate() {
            if self.of_place[place].is_some() || found.bare && !found.strong {
                continue;
            }
            for fit in &found.fits {
                let slot = &self.contract.slots[fit.slot];
                let telling = slot.presence == Presence::Required || found.form == Form::Heading;
                if self.of_slot[fit.slot].is_empty() && telling && self.may_be(fit.slot, place) {
                    edges.push(Edge { slot: fit.slot, place, weight: self.weight(place, fit.score, 0) });
                }
            }
        }
        edges
    }
}

/// True if a slot can be nothing but a name in a list or table.
pub fn is_list_of_names(slot: &Slot) -> bool {
    slot.forms.iter().all(|form| matches!(form, Form::ListItem | Form::TableRow | Form::Field))
}
