//! How far a run is, for whoever waits at a terminal; gone from it before anything else is written.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::message::{Lang, Text};

/// Nobody has to be told about a run that takes no longer.
const PATIENCE: Duration = Duration::from_secs(1);

/// The words beside the bar; their arguments are those of indicatif's templates.
const CHECKING: Text =
    Text { en: "checking documents: {pos} of {len}", zh: "正在检查文档：{pos}/{len}" };

pub(super) struct Progress {
    bar: ProgressBar,
    start: Instant,
    patience: Duration,
    done: AtomicU64,
}

impl Progress {
    /// Progress on standard error, which shows nothing if that is no terminal.
    pub fn new(lang: Lang) -> Self {
        Self::on(ProgressDrawTarget::stderr(), PATIENCE, lang)
    }

    fn on(target: ProgressDrawTarget, patience: Duration, lang: Lang) -> Self {
        let template = format!("{{bar:24}} {}", CHECKING.get(lang));
        let style = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
        // This draws nothing yet.
        let bar = ProgressBar::with_draw_target(None, target).with_style(style);
        Progress { bar, start: Instant::now(), patience, done: AtomicU64::new(0) }
    }

    /// Counts one more document of `all`.
    pub fn document_done(&self, all: usize) {
        self.done.fetch_add(1, Ordering::Relaxed);
        if self.start.elapsed() >= self.patience {
            self.bar.update(|state| {
                state.set_len(all as u64);
                state.set_pos(self.done.load(Ordering::Relaxed));
            });
        }
    }

    /// Takes it off the terminal.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use indicatif::InMemoryTerm;

    use super::*;

    fn on_terminal(patience: Duration, lang: Lang) -> (InMemoryTerm, Progress) {
        let terminal = InMemoryTerm::new(4, 80);
        let target = ProgressDrawTarget::term_like(Box::new(terminal.clone()));
        (terminal, Progress::on(target, patience, lang))
    }

    #[test]
    fn a_long_run_is_shown_while_it_lasts() {
        for (lang, words) in [(Lang::En, " checking documents: 2 of 3"), (Lang::ZhCn, " 正在检查文档：2/3")]
        {
            let (terminal, progress) = on_terminal(Duration::ZERO, lang);
            for _ in 0..2 {
                progress.document_done(3);
            }
            let shown = terminal.contents();
            assert!(shown.starts_with("████████████████░") && shown.ends_with(words), "{shown:?}");
            progress.finish();
            assert_eq!(terminal.contents(), "");
        }
    }

    #[test]
    fn a_short_run_is_never_shown() {
        let (terminal, progress) = on_terminal(Duration::MAX, Lang::En);
        progress.document_done(1);
        progress.finish();
        assert_eq!(terminal.moves_since_last_check(), "Flush\n", "not a byte is written");
    }
}
