//! Where the cases of a document are, and which of its sections belong to which of them.

use rustc_hash::FxHashMap;

use super::title::Title;
use super::{Contract, Unit};
use crate::contract::case::Reason;
use crate::document::{Document, Heading};

/// The headings at the top of a document with their titles, as one contract sees them.
pub struct Outline<'d> {
    /// Per heading.
    pub titles: Vec<(&'d Heading, Title<'d>)>,
}

/// A case, as far as headings tell.
pub struct Extent {
    /// The heading that opens it, as an index into the outline; `None` for a document without one.
    pub head: Option<usize>,
    /// What the pattern captured, in the order of the contract.
    pub identity: Vec<(String, String)>,
    /// The headings in it, in order, without `head` and what others own.
    pub own: Vec<usize>,
    /// The headings that stand elsewhere but belong to it by their number, with the case that they stand in.
    pub strayed: Vec<(usize, Option<usize>)>,
    /// Index behind the last heading that stands in it.
    pub end: usize,
    number: Vec<u32>,
}

impl Extent {
    /// True if a number begins with that of the case.
    pub fn claims(&self, number: &[u32]) -> bool {
        continues(number, &self.number)
    }
}

impl<'d> Outline<'d> {
    /// The outline of `doc`.
    pub fn of(doc: &'d Document, contract: &Contract) -> Self {
        let mut titles = Vec::with_capacity(doc.headings().len());
        let top = doc.headings().iter().filter(|heading| heading.top_level);
        titles.extend(top.map(|heading| (heading, Title::of(&heading.text, contract.normalise))));
        Outline { titles }
    }

    fn level(&self, heading: usize) -> u8 {
        self.titles[heading].0.level
    }

    /// The cases of the document in order; a contract without units makes the document one.
    pub fn cases(&self, contract: &Contract) -> Vec<Extent> {
        let Some(unit) = &contract.unit else { return vec![self.whole(contract)] };
        let mut cases: Vec<Extent> =
            (0..self.titles.len()).filter_map(|heading| self.opens(unit, heading, contract)).collect();
        self.close(&mut cases);
        self.drop_groups(&mut cases, contract);
        self.share(&mut cases);
        cases
    }

    /// The document as one case, headed by its title if the first heading is the only one at the highest level, and not the
    /// section of a slot.
    fn whole(&self, contract: &Contract) -> Extent {
        let highest = self.titles.iter().map(|(heading, _)| heading.level).min();
        let alone = self.titles.iter().filter(|(heading, _)| Some(heading.level) == highest).count() == 1;
        let is_title = |(heading, title): &&(&Heading, Title<'_>)| {
            alone && Some(heading.level) == highest && !is_slot(contract, title)
        };
        let head = self.titles.first().filter(is_title).map(|_| 0);
        let own = (head.map_or(0, |_| 1)..self.titles.len()).collect();
        let end = self.titles.len();
        Extent { head, identity: Vec::new(), own, strayed: Vec::new(), end, number: Vec::new() }
    }

    fn opens(&self, unit: &Unit, index: usize, contract: &Contract) -> Option<Extent> {
        let (heading, title) = &self.titles[index];
        if !unit.levels.contains(&heading.level) || unit.unless.iter().any(|no| no.is_match(&title.clean)) {
            return None;
        }
        let mut identity = Vec::new();
        if let Some(pattern) = &unit.pattern {
            let captures = pattern.captures(&title.clean)?;
            let value = |name: &String| Some((name.clone(), captures.name(name)?.as_str().trim().to_owned()));
            identity = unit.identity.iter().filter_map(value).collect();
        }
        // The section of a slot opens no case, even where its title looks like that of one.
        (!is_slot(contract, title)).then(|| Extent {
            head: Some(index),
            identity,
            own: Vec::new(),
            strayed: Vec::new(),
            end: index + 1,
            number: title.number.clone(),
        })
    }

    /// A case ends at the next heading of its level or above that does not continue its number, or at the next case.
    fn close(&self, cases: &mut [Extent]) {
        let heads: Vec<usize> = cases.iter().filter_map(|case| case.head).collect();
        for (index, case) in cases.iter_mut().enumerate() {
            let Some(head) = case.head else { continue };
            let next = heads.get(index + 1).copied().unwrap_or(self.titles.len());
            let level = self.level(head);
            let goes_on = |&heading: &usize| {
                let (other, title) = &self.titles[heading];
                other.level > level || other.level == level && continues(&title.number, &case.number)
            };
            case.end = (head + 1..next).find(|heading| !goes_on(heading)).unwrap_or(next);
        }
    }

    /// A heading that has cases under it and no section of its own groups them and is none.
    fn drop_groups(&self, cases: &mut Vec<Extent>, contract: &Contract) {
        let heads: Vec<usize> = cases.iter().filter_map(|case| case.head).collect();
        let mut index = 0;
        cases.retain(|case| {
            let inner = heads.get(index + 1).copied();
            index += 1;
            let Some(head) = case.head else { return true };
            let holds_cases =
                inner.is_some_and(|inner| inner == case.end && self.level(inner) > self.level(head));
            let has_slot = || {
                (head + 1..case.end)
                    .any(|heading| !contract.names().fits(&self.titles[heading].1, &[]).is_empty())
            };
            !holds_cases || has_slot()
        });
    }

    /// Gives each heading to the case that owns it.
    fn share(&self, cases: &mut [Extent]) {
        let mut numbered: FxHashMap<Vec<u32>, Vec<usize>> = FxHashMap::default();
        for (index, case) in cases.iter().enumerate().filter(|(_, case)| !case.number.is_empty()) {
            numbered.entry(case.number.clone()).or_default().push(index);
        }
        let locally: Vec<bool> = cases.iter().map(|case| self.counts_on_its_own(case, &numbered)).collect();
        let heads: Vec<usize> = cases.iter().filter_map(|case| case.head).collect();
        let mut open: Vec<(u8, Option<usize>)> = Vec::new();
        let mut before = None;
        for heading in 0..self.titles.len() {
            let next = heads.partition_point(|&head| head <= heading);
            let here = next.checked_sub(1).filter(|&case| heading < cases[case].end);
            if here != before {
                open.clear();
                before = here;
            }
            if next > 0 && heads[next - 1] == heading {
                continue;
            }
            let (level, number) = (self.level(heading), &self.titles[heading].1.number);
            while open.last().is_some_and(|(outer, _)| *outer >= level) {
                open.pop();
            }
            let counts_locally = here.is_some_and(|case| locally[case]);
            let by_number = || {
                let longest = (1..number.len()).rev().find_map(|end| numbered.get(&number[..end]))?;
                // Numbers that are given twice mean the case that comes before.
                let near =
                    longest.partition_point(|&case| cases[case].head.is_some_and(|head| head < heading));
                Some(longest[near.saturating_sub(1)])
            };
            let inherited = open.last().map_or(here, |(_, owner)| *owner);
            let owner = if counts_locally { here } else { by_number().or(inherited) };
            open.push((level, owner));
            match owner {
                Some(case) if owner == here => cases[case].own.push(heading),
                Some(case) => cases[case].strayed.push((heading, here)),
                None => {}
            }
        }
    }

    /// True if the sections of a case are numbered from one again, so that their numbers are none of other cases.
    fn counts_on_its_own(&self, case: &Extent, cases: &FxHashMap<Vec<u32>, Vec<usize>>) -> bool {
        let Some(head) = case.head else { return false };
        (head + 1..case.end).any(|heading| {
            let number = &self.titles[heading].1.number;
            let is_of_a_case = || (1..number.len()).any(|end| cases.contains_key(&number[..end]));
            !number.is_empty() && number.len() <= case.number.len() && !is_of_a_case()
        })
    }
}

/// True if a title is all the name of a slot.
fn is_slot(contract: &Contract, title: &Title<'_>) -> bool {
    let fits = contract.names().fits(title, &[]);
    fits.iter().any(|fit| !fit.part && fit.reason != Reason::Pattern)
}

/// True if a number begins with that of a case and goes on.
fn continues(number: &[u32], of: &[u32]) -> bool {
    !of.is_empty() && number.len() > of.len() && number.starts_with(of)
}
