//! Replays the comments of one dialect, so that each rule knows on which lines it is silenced and by what.

use std::rc::Rc;

use super::comments::{Comment, Comments, Verb};
use super::meaning::{Dialect, Meaning};
use super::unused::Claim;
use crate::source::SourceFile;

/// Whether the findings of a rule count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// They do.
    On,
    /// The configuration has the rule off, and no comment turned it on.
    Dormant,
    /// Something silences them: an index into the claims, or nothing where nobody will ask whether it was of use.
    Silenced(Option<u32>),
}

/// Where one rule is silenced by the comments of one dialect.
#[derive(Debug)]
pub(super) struct Timeline {
    /// What holds for findings about the file as a whole.
    whole: State,
    /// From which line (from 0) on which state holds.
    changes: Vec<(u32, State)>,
    /// Single lines, and what silences them.
    lines: Vec<(u32, State)>,
}

impl Timeline {
    fn new(initial: State) -> Self {
        Timeline { whole: initial, changes: vec![(0, initial)], lines: Vec::new() }
    }

    /// True if the rule is on throughout.
    pub fn is_always_on(&self) -> bool {
        let on = |state: &State| *state == State::On;
        on(&self.whole) && self.changes.iter().all(|(_, state)| on(state)) && self.lines.is_empty()
    }

    /// All that is said about a finding on `line` (from 0), or about one without a place.
    pub fn at(&self, line: Option<u32>) -> impl Iterator<Item = State> {
        let (state, lines) = match line {
            None => (self.whole, Default::default()),
            Some(line) => {
                let first = self.lines.partition_point(|(at, _)| *at < line);
                let count = self.lines[first..].partition_point(|(at, _)| *at == line);
                (self.on(line), &self.lines[first..first + count])
            }
        };
        std::iter::once(state).chain(lines.iter().map(|(_, state)| *state))
    }

    fn on(&self, line: u32) -> State {
        self.changes[self.changes.partition_point(|(from, _)| *from <= line) - 1].1
    }

    fn now(&self) -> State {
        self.changes.last().map_or(self.whole, |(_, state)| *state)
    }

    fn change(&mut self, line: u32, state: State) {
        match self.changes.last_mut() {
            Some((_, last)) if *last == state => {}
            Some((from, last)) if *from == line => *last = state,
            _ => self.changes.push((line, state)),
        }
    }
}

/// The rules that a name in a comment means, and the claim that they are silenced by.
pub(super) struct Target {
    pub meaning: Rc<Meaning>,
    pub claim: Option<u32>,
}

/// Replays the `comments` of a dialect, whose names mean `targets`, for rules that are in the states `initial` before any of them.
///
/// Gives a timeline for each rule, and marks the claims that silence what nothing silenced before.
pub(super) fn replay(
    source: &SourceFile,
    dialect: Dialect,
    comments: &Comments<'_>,
    targets: &[Target],
    initial: Vec<State>,
    claims: &mut [Claim],
) -> Vec<Timeline> {
    let mut timelines: Vec<_> = initial.iter().map(|state| Timeline::new(*state)).collect();
    // What is captured at first is the configuration, so that `restore` also undoes comments on the whole file.
    let mut captured = initial;
    let mut silence = |target: &Target| {
        if let Some(claim) = target.claim {
            claims[claim as usize].effective = true;
        }
        State::Silenced(target.claim)
    };
    let each = |comment: &Comment<'_>| {
        let targets = targets[comment.names.clone()].iter();
        targets.flat_map(|target| target.meaning.rules.iter().map(move |&rule| (target, rule)))
    };

    for comment in &comments.list {
        for (target, rule) in each(comment) {
            let whole = &mut timelines[rule].whole;
            match comment.verb {
                Verb::DisableFile if *whole == State::On => *whole = silence(target),
                Verb::EnableFile => *whole = State::On,
                _ => {}
            }
        }
    }
    for timeline in &mut timelines {
        timeline.changes = vec![(0, timeline.whole)];
    }
    for comment in &comments.list {
        let line = source.line_of(comment.span.start) as u32;
        match comment.verb {
            Verb::Capture => captured = timelines.iter().map(Timeline::now).collect(),
            Verb::Restore => {
                for (timeline, state) in timelines.iter_mut().zip(&captured) {
                    timeline.change(line, *state);
                }
            }
            Verb::Disable => {
                for (target, rule) in each(comment) {
                    if timelines[rule].now() == State::On {
                        timelines[rule].change(line, silence(target));
                    }
                }
            }
            Verb::Enable => {
                for (_, rule) in each(comment) {
                    // In casegate's dialect the whole file means the whole file.
                    let state = if dialect == Dialect::Ours { timelines[rule].whole } else { State::On };
                    timelines[rule].change(line, state);
                }
            }
            _ => {}
        }
    }
    for comment in &comments.list {
        let line = match comment.verb {
            Verb::DisableLine => source.line_of(comment.span.start),
            Verb::DisableNextLine => source.line_of(comment.span.end) + 1,
            _ => continue,
        } as u32;
        for (target, rule) in each(comment) {
            if timelines[rule].on(line) == State::On {
                timelines[rule].lines.push((line, silence(target)));
            }
        }
    }
    for timeline in &mut timelines {
        timeline.lines.sort_by_key(|(line, _)| *line);
    }
    timelines
}
