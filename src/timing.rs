//! Where the time of a run goes, measured only if somebody asks.

use std::cmp::Reverse;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::diagnostic::RuleId;

/// What a run spends time on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Finding documents and what governs them.
    Discover,
    /// Reading documents from disk.
    Read,
    /// Parsing and lowering them.
    Parse,
    /// Finding their cases and holding these to their contracts.
    Cases,
    /// Taking from them what others may ask.
    Facts,
    /// Looking up what links lead to. Threads share this work, and it counts from its start to its end.
    Resolve,
    /// A rule, in documents and across them.
    Rule(RuleId),
}

/// Time by what it was spent on, summed over documents and threads. It goes with the data that it was spent on.
#[derive(Debug, Default)]
pub struct Times {
    /// `None` if nobody asks.
    spent: Option<FxHashMap<Step, Duration>>,
}

impl Times {
    /// No time so far; none will be measured unless `asked`.
    pub fn new(asked: bool) -> Times {
        Times { spent: asked.then(FxHashMap::default) }
    }

    /// Does `work`, on account of `step`.
    pub fn measure<T>(&mut self, step: Step, work: impl FnOnce() -> T) -> T {
        let Some(spent) = &mut self.spent else { return work() };
        let start = Instant::now();
        let done = work();
        *spent.entry(step).or_default() += start.elapsed();
        done
    }

    /// Adds what was measured elsewhere.
    pub fn add(&mut self, other: Times) {
        let Some(spent) = &mut self.spent else { return };
        for (step, time) in other.spent.into_iter().flatten() {
            *spent.entry(step).or_default() += time;
        }
    }

    /// What was measured, the longest first; nothing if nobody asked.
    pub fn longest_first(&self) -> Vec<(Step, Duration)> {
        let mut all: Vec<_> = self.spent.iter().flatten().map(|(&step, &time)| (step, time)).collect();
        all.sort_by_key(|&(step, time)| (Reverse(time), step));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(entries: &[(Step, u64)]) -> Times {
        let spent = entries.iter().map(|&(step, ms)| (step, Duration::from_millis(ms))).collect();
        Times { spent: Some(spent) }
    }

    #[test]
    fn times_are_summed_and_sorted() {
        let mut all = Times::new(true);
        all.add(times(&[(Step::Read, 2), (Step::Rule("data/x"), 3), (Step::Rule("data/a"), 5)]));
        all.add(times(&[(Step::Read, 4), (Step::Rule("data/x"), 2)]));
        all.add(Times::default());
        let sorted = [(Step::Read, 6), (Step::Rule("data/a"), 5), (Step::Rule("data/x"), 5)];
        assert_eq!(all.longest_first(), sorted.map(|(step, ms)| (step, Duration::from_millis(ms))));
    }

    #[test]
    fn nothing_is_kept_unless_it_is_asked_for() {
        for asked in [false, true] {
            let mut all = Times::new(asked);
            assert_eq!(all.measure(Step::Parse, || 7), 7);
            all.add(times(&[(Step::Read, 2)]));
            let steps: Vec<_> = all.longest_first().into_iter().map(|(step, _)| step).collect();
            assert_eq!(steps.contains(&Step::Parse) && steps.contains(&Step::Read), asked);
            assert_eq!(steps.is_empty(), !asked);
        }
    }
}
