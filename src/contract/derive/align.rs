//! Which sections of several documents are the same: those of one title, and titles that take each other's place.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::sketch::{Mark, Sketch, is_chinese};
use crate::contract::Form;

/// What several documents have in the same place.
#[derive(Debug, Default)]
pub struct Group {
    /// The titles, by what titles that mean the same have in common, with how often each is written so.
    pub titles: FxHashMap<String, FxHashMap<String, usize>>,
    /// The marks, as document and index in its sketch, in order.
    pub members: Vec<(usize, usize)>,
    /// True for titles that are numbered: 故障场景1, 故障场景2.
    pub series: bool,
}

/// More titles than this beside each other are not compared with one another.
const MOST_COMPARED: usize = 100;

impl Group {
    /// The documents that have it, in order, each once.
    pub fn documents(&self) -> Vec<usize> {
        let mut documents: Vec<usize> = self.members.iter().map(|(document, _)| *document).collect();
        documents.dedup();
        documents
    }

    /// How often the document that has it most often has it.
    pub fn most(&self) -> usize {
        let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
        self.members.iter().for_each(|(document, _)| *counts.entry(*document).or_default() += 1);
        counts.into_values().max().unwrap_or(0)
    }

    /// The title that is written most often, and the others, one for each meaning.
    pub fn names(&self) -> (String, Vec<String>) {
        let mut names: Vec<(usize, &String)> = self
            .titles
            .values()
            .filter_map(|written| {
                let all = written.values().sum();
                let (title, _) = written.iter().max_by_key(|(title, count)| (**count, Reverse(*title)))?;
                Some((all, title))
            })
            .collect();
        names.sort_by_key(|(count, title)| (Reverse(*count), *title));
        let mut names = names.into_iter().map(|(_, title)| title.clone());
        (names.next().unwrap_or_default(), names.collect())
    }

    /// The forms that its marks have.
    pub fn forms(&self, sketches: &[Sketch]) -> Vec<Form> {
        let of =
            |form| self.members.iter().any(|&(document, mark)| sketches[document].marks[mark].form == form);
        Form::ALL.into_iter().filter(|form| of(*form)).collect()
    }
}

/// Groups the marks of each document that stand beside each other, given as document and indexes.
pub fn groups(sketches: &[Sketch], beside: &[(usize, Vec<usize>)]) -> Vec<Group> {
    let series = series(sketches, beside);
    let mut groups: Vec<Group> = Vec::new();
    let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
    for (document, marks) in beside {
        for &index in marks {
            let mark = &sketches[*document].marks[index];
            let numbered = base(mark).filter(|(_, key)| series.contains(key));
            let is_numbered = numbered.is_some();
            let (title, key) = numbered.unwrap_or_else(|| (mark.title.clone(), mark.key.clone()));
            let group = *by_key.entry(key.clone()).or_insert_with(|| {
                groups.push(Group::default());
                groups.len() - 1
            });
            let group = &mut groups[group];
            *group.titles.entry(key).or_default().entry(title).or_default() += 1;
            group.members.push((*document, index));
            group.series |= is_numbered;
        }
    }
    if beside.len() > 1 {
        merge(sketches, beside, &mut groups);
    }
    groups
}

/// The titles that a document numbers: each is there at least twice in it, but for a number at its end.
fn series(sketches: &[Sketch], beside: &[(usize, Vec<usize>)]) -> FxHashSet<String> {
    let mut series = FxHashSet::default();
    for (document, marks) in beside {
        let mut seen = FxHashSet::default();
        for (_, key) in marks.iter().filter_map(|&mark| base(&sketches[*document].marks[mark])) {
            if !seen.insert(key.clone()) {
                series.insert(key);
            }
        }
    }
    series
}

/// What is left of a title and its key without a number at the end or before a colon, if it has one.
fn base(mark: &Mark) -> Option<(String, String)> {
    let cut = |text: &str| {
        let head = text.split([':', '-', '–', '—']).next().unwrap_or_default().trim_end();
        let base = head.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_name = base.len() < head.len() && base.trim().chars().count() >= 2;
        is_name.then(|| base.trim().to_owned())
    };
    Some((cut(&mark.title)?, cut(&mark.key)?))
}

/// Where a group stands among the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Position {
    /// The common groups before and behind it; `None` for the start and the end.
    before: Option<usize>,
    behind: Option<usize>,
    /// Whether nothing else stands between these.
    alone: bool,
}

/// Joins groups that are the same under other titles: no document has both, and they stand in the same place.
fn merge(sketches: &[Sketch], beside: &[(usize, Vec<usize>)], groups: &mut Vec<Group>) {
    for _ in 0..MOST_COMPARED {
        let Some((into, from)) = next_merge(sketches, beside, groups) else { return };
        let from = groups.remove(from);
        let into = &mut groups[into];
        for (key, written) in from.titles {
            let known = into.titles.entry(key).or_default();
            written.into_iter().for_each(|(title, count)| *known.entry(title).or_default() += count);
        }
        into.members.extend(from.members);
        into.members.sort_unstable();
        into.series |= from.series;
    }
}

/// The first two groups to join; the second one goes into the first.
fn next_merge(
    sketches: &[Sketch],
    beside: &[(usize, Vec<usize>)],
    groups: &[Group],
) -> Option<(usize, usize)> {
    let documents: Vec<FxHashSet<usize>> =
        groups.iter().map(|group| group.documents().into_iter().collect()).collect();
    let mut common: Vec<usize> = (0..groups.len()).collect();
    common.sort_by_key(|&group| Reverse(documents[group].len()));
    common.truncate(MOST_COMPARED);
    common.sort_unstable();
    let positions = positions(beside, groups, &documents);
    let alike = share_a_word(groups);
    let names: Vec<String> = groups.iter().map(|group| group.names().0).collect();
    for (nth, &a) in common.iter().enumerate() {
        for &b in &common[nth + 1..] {
            if !documents[a].is_disjoint(&documents[b]) {
                continue;
            }
            let (here, there) = (&positions[a], &positions[b]);
            let same = here.before == there.before && here.behind == there.behind;
            let near = same || here.before == there.before || here.behind == there.behind;
            let alone = here.alone && there.alone;
            let [a_name, b_name] = [a, b].map(|group| &*names[group]);
            if near && is_variant(a_name, b_name)
                || same && alone && (alike.contains(&(a, b)) || is_translation(a_name, b_name))
                || same && alone && share_points(sketches, &groups[a], &groups[b])
            {
                let b_is_larger = documents[b].len() > documents[a].len();
                return Some(if b_is_larger { (b, a) } else { (a, b) });
            }
        }
    }
    None
}

/// Where each group stands most often.
fn positions(
    beside: &[(usize, Vec<usize>)],
    groups: &[Group],
    documents: &[FxHashSet<usize>],
) -> Vec<Position> {
    let mut group_of: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for (index, group) in groups.iter().enumerate() {
        group_of.extend(group.members.iter().map(|&member| (member, index)));
    }
    let is_anchor = |group: &usize| documents[*group].len() * 5 >= beside.len() * 2;
    let mut seen: Vec<FxHashMap<Position, usize>> = vec![FxHashMap::default(); groups.len()];
    for (document, marks) in beside {
        let order: Vec<usize> =
            marks.iter().filter_map(|&mark| group_of.get(&(*document, mark)).copied()).collect();
        let mut behind: Vec<Option<usize>> = vec![None; order.len()];
        for at in (0..order.len().saturating_sub(1)).rev() {
            behind[at] = Some(at + 1).filter(|&next| is_anchor(&order[next])).or(behind[at + 1]);
        }
        let mut before = None;
        for at in 0..order.len() {
            let first = before.map_or(0, |before: usize| before + 1);
            let last = behind[at].unwrap_or(order.len());
            let alone = last - first == 1;
            let around = [before, behind[at]].map(|at| at.map(|at| order[at]));
            let position = Position { before: around[0], behind: around[1], alone };
            *seen[order[at]].entry(position).or_default() += 1;
            if is_anchor(&order[at]) {
                before = Some(at);
            }
        }
    }
    let most = |positions: FxHashMap<Position, usize>| {
        let found = positions.into_iter().max_by_key(|(position, count)| (*count, Reverse(position.clone())));
        found.map(|(position, _)| position).unwrap_or_default()
    };
    seen.into_iter().map(most).collect()
}

/// True for titles of which one is in the other, or that differ by a letter or two.
fn is_variant(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(str::to_lowercase);
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let is_word = short.chars().count() >= if is_chinese(short) { 2 } else { 4 };
    is_word && long.contains(short.as_str()) || strsim::jaro_winkler(&a, &b) > 0.93
}

/// True for titles of which one is in Chinese and one is not.
fn is_translation(a: &str, b: &str) -> bool {
    is_chinese(a) != is_chinese(b)
}

/// The groups, two by two, that have a word in common that no other group has: 恢复 tells little where there are 恢复策略
/// and 恢复时间. In Chinese two characters are a word.
fn share_a_word(groups: &[Group]) -> FxHashSet<(usize, usize)> {
    let mut owners: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (index, group) in groups.iter().enumerate() {
        for word in group.titles.keys().flat_map(|key| words_of(key)) {
            let owners = owners.entry(word).or_default();
            if owners.last() != Some(&index) {
                owners.push(index);
            }
        }
    }
    let pairs = owners.values().filter_map(|owners| match owners.as_slice() {
        &[a, b] => Some((a, b)),
        _ => None,
    });
    pairs.collect()
}

fn words_of(key: &str) -> Vec<String> {
    if is_chinese(key) {
        let chars: Vec<char> = key.chars().collect();
        return chars.windows(2).map(|pair| pair.iter().collect()).collect();
    }
    let words = key.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.len() > 3).map(str::to_owned).collect()
}

/// True if at least half of what stands in one group stands in the other too.
fn share_points(sketches: &[Sketch], a: &Group, b: &Group) -> bool {
    let [a, b] = [a, b].map(|group| {
        let inside = |&(document, outer): &(usize, usize)| {
            let marks = sketches[document].marks[outer + 1..].iter();
            let marks = marks.take_while(move |mark| mark.parent.is_some_and(|parent| parent >= outer));
            marks.filter(move |mark| mark.parent == Some(outer)).map(|mark| mark.key.as_str())
        };
        group.members.iter().flat_map(inside).collect::<FxHashSet<&str>>()
    });
    let shared = a.intersection(&b).count();
    shared > 0 && 2 * shared >= a.len().min(b.len())
}
