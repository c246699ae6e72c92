//! Which findings a document silences itself, by comments and in its front matter.
//!
//! There are two dialects, which don't touch each other: casegate's own comments and those of markdownlint.

mod comments;
mod front_matter;
mod meaning;
mod regions;
mod timeline;
mod unused;

use std::sync::Arc;

use memchr::memmem;
use rustc_hash::FxHashMap;

pub use unused::{Claim, Mistake};

use crate::diagnostic::{Diagnostic, Edit, RuleId};
use crate::document::Document;
use crate::engine::RuleSet;
use crate::facts::Facts;
use crate::problem;
use crate::rules::Check;
use crate::source::{SourceFile, Span};
use crate::value::{Fault, Syntax, Table};
use comments::{Comment, Comments, Verb};
use meaning::{Dialect, Meanings};
use timeline::{State, Target, Timeline};

/// How the comments of markdownlint are heeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Heed {
    /// As it does, save that they don't count in code and turn on nothing that the configuration turned off.
    #[default]
    Careful,
    /// Exactly as it does.
    Exact,
    /// Not at all.
    Never,
}

/// What a document says about rules: its comments, and the entries of its front matter.
#[derive(Debug, Default)]
pub struct Directives<'d> {
    ours: Comments<'d>,
    theirs: Comments<'d>,
    heed: Heed,
    /// What is wrong with the front matter.
    problems: Vec<Diagnostic>,
}

impl<'d> Directives<'d> {
    /// Finds them; `heed` is about those of markdownlint.
    pub fn of(doc: &'d Document, heed: Heed) -> Self {
        let source = &doc.source;
        let mut ours = Comments::default();
        // In the order of the text.
        let problems = front_matter::read(doc, &mut ours);
        if memmem::find(source.text().as_bytes(), b"<!--").is_none() {
            return Directives { ours, problems, ..Directives::default() };
        }
        ours.add_ours(doc);
        let theirs = match heed {
            Heed::Careful => Comments::theirs(source, doc.html().iter().map(|&node| doc.span(node))),
            Heed::Exact => Comments::theirs(source, std::iter::once(regions::behind_front_matter(source))),
            Heed::Never => Comments::default(),
        };
        Directives { ours, theirs, heed, problems }
    }

    /// What is wrong with what the front matter says.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// What `markdownlint-configure-file` comments say about rules, in order, or why it can't be read.
    pub fn configurations(&self, doc: &Document) -> Vec<Result<Table, Vec<Fault>>> {
        let configuring = |comment: &&Comment<'_>| comment.verb == Verb::ConfigureFile;
        let mut comments: Vec<_> = self.theirs.list.iter().filter(configuring).collect();
        // One without an end swallows the next, and is no language of settings then.
        comments.reverse();
        comments.dedup_by_key(|comment| comment.span.end);
        let Some(last) = comments.first() else { return Vec::new() };
        // Settings keep the file that they are from, and all that they need of this one is its beginning.
        let text = doc.source.text()[..last.span.end as usize].to_owned();
        let file = Arc::new(SourceFile::new(doc.source.path.clone(), text));
        comments.into_iter().rev().map(|comment| table(&file, comment.arguments_span())).collect()
    }

    /// The names of rules of markdownlint that comments turn on even where the configuration has them off;
    /// an empty one stands for all rules.
    pub fn turned_on(&self) -> impl Iterator<Item = &str> {
        let enabling = |comment: &&Comment<'_>| matches!(comment.verb, Verb::Enable | Verb::EnableFile);
        let comments = self.theirs.list.iter().filter(|_| self.heed == Heed::Exact).filter(enabling);
        comments.flat_map(|comment| self.theirs.names_of(comment)).map(|name| &*name.text)
    }
}

/// The table at `span`, in the first language of markdownlint's configuration that it is written in.
fn table(file: &Arc<SourceFile>, span: Span) -> Result<Table, Vec<Fault>> {
    let faults = match Syntax::Json.parse(file, span) {
        Ok(value) => return value.into_table(),
        Err(faults) => faults,
    };
    let others = [Syntax::Toml, Syntax::Yaml].into_iter();
    let tables = others.filter_map(|language| language.parse(file, span).ok()?.into_table().ok());
    // What is meant is nearly always JSON.
    tables.into_iter().next().ok_or(faults)
}

/// What one document silences.
#[derive(Debug, Default)]
pub struct Suppressions {
    timelines: FxHashMap<RuleId, Vec<Timeline>>,
    claims: Vec<Claim>,
    /// Comments of casegate that it does not understand.
    pub mistakes: Vec<Mistake>,
}

impl Suppressions {
    /// What `directives` silence of the findings of `rules`.
    pub fn new(doc: &Document, directives: &Directives<'_>, rules: &RuleSet) -> Self {
        let mut suppressions = Suppressions::default();
        let asked = rules.rules.iter().any(|active| matches!(active.check, Check::Last(_)));
        // Theirs first: what the configuration has off is not there to be silenced by ours.
        for (dialect, comments) in [(Dialect::Theirs, &directives.theirs), (Dialect::Ours, &directives.ours)]
        {
            if !comments.list.is_empty() {
                suppressions.add(doc, dialect, comments, rules, asked);
            }
        }
        if asked {
            for &span in &directives.ours.unknown_verbs {
                suppressions.mistakes.push(Mistake::verb(doc, span));
            }
        }
        suppressions
    }

    /// Adds what the comments of one dialect silence; `asked` says whether anybody will ask what is of no use.
    fn add(
        &mut self,
        doc: &Document,
        dialect: Dialect,
        comments: &Comments<'_>,
        rules: &RuleSet,
        asked: bool,
    ) {
        let mut meanings = Meanings::new(dialect, rules);
        let known: Vec<_> = comments.names.iter().map(|name| meanings.of(&name.text)).collect();
        if asked && dialect == Dialect::Ours {
            self.mistakes.extend(comments.list.iter().filter_map(|comment| {
                let unknown = comment.names.clone().find(|&name| known[name].is_none())?;
                Some(Mistake::name(doc, &comments.names[unknown]))
            }));
        }
        let mut targets: Vec<Target> = known
            .into_iter()
            .map(|meaning| Target { meaning: meaning.unwrap_or_default(), claim: None })
            .collect();
        if asked {
            self.claims.extend(unused::claims(doc, dialect, comments, &mut targets, self.claims.len()));
        }

        let initial = rules.rules.iter().map(|active| {
            let dormant = dialect == Dialect::Theirs && rules.dormant.contains(&active.def.id);
            if dormant { State::Dormant } else { State::On }
        });
        let timelines =
            timeline::replay(&doc.source, dialect, comments, &targets, initial.collect(), &mut self.claims);
        for (active, timeline) in rules.rules.iter().zip(timelines) {
            if !timeline.is_always_on() {
                self.timelines.entry(active.def.id).or_default().push(timeline);
            }
        }
    }

    /// The suppressions that silenced nothing, each with what removes its comment if that is safe.
    pub fn idle(&self) -> impl Iterator<Item = (&Claim, Option<&Edit>)> {
        unused::idle(&self.claims)
    }

    /// What becomes of a finding of `rule` on `line` (from 0; `None` for one without a place).
    fn judge(&mut self, rule: RuleId, line: Option<u32>) -> State {
        let mut judged = State::On;
        for state in self.timelines.get(rule).into_iter().flatten().flat_map(|timeline| timeline.at(line)) {
            match state {
                State::On => {}
                State::Dormant => return State::Dormant,
                State::Silenced(claim) => {
                    judged = state;
                    if let Some(claim) = claim {
                        self.claims[claim as usize].used = true;
                    }
                }
            }
        }
        judged
    }
}

/// Takes out of `diagnostics` what `documents` silence, and counts it.
///
/// What keeps casegate from checking is no finding, and nothing silences it.
pub fn sift(diagnostics: &mut Vec<Diagnostic>, documents: &mut [Facts]) -> usize {
    let mut silencing: FxHashMap<Arc<str>, &mut Suppressions> = documents
        .iter_mut()
        .filter(|facts| !facts.suppressions.timelines.is_empty())
        .map(|facts| (facts.path.clone(), &mut facts.suppressions))
        .collect();
    if silencing.is_empty() {
        return 0;
    }
    let mut silenced = 0;
    diagnostics.retain(|diagnostic| {
        if problem::ALL.contains(&diagnostic.rule) {
            return true;
        }
        let Some(suppressions) = silencing.get_mut(&diagnostic.path) else { return true };
        let line = diagnostic.place.as_ref().map(|place| place.start.line - 1);
        let state = suppressions.judge(diagnostic.rule, line);
        silenced += usize::from(matches!(state, State::Silenced(_)));
        state == State::On
    });
    silenced
}
