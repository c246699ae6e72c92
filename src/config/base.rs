//! What governs the files of a folder: the files of settings that count there, put together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::ConfigFile;
use super::layer::Step;
use super::markdownlint::Theirs;
use super::mistake::Mistakes;
use super::settings::Settings;
use super::{NamedContract, NamedFile, Patterns, Preset};
use crate::value::Origin;

/// The settings of a folder, before overrides are chosen for a document.
#[derive(Debug, Default)]
pub struct Base {
    /// The file of casegate that governs; `None` for the preset and the command line alone.
    pub file: Option<PathBuf>,
    /// The files of markdownlint that have a say.
    pub markdownlint_files: Vec<PathBuf>,
    /// The preset and where it is named; no place if it is the default or named by `--preset`.
    pub preset: (Preset, Option<Origin>),
    /// What is said about rules, the last word counting most.
    pub steps: Vec<Step>,
    /// What is a document; `None` for every Markdown file.
    pub include: Option<(Patterns, Origin)>,
    /// What is left out.
    pub exclude: Option<(Patterns, Origin)>,
    /// What markdownlint's files leave out besides.
    pub ignores: Vec<(Patterns, Origin)>,
    /// The least score of each family in percent, in the order of [`crate::rules::Family::ALL`].
    pub gate: [Option<(f64, Origin)>; 4],
    /// The folder that root-absolute links start from, absolute.
    pub root: Option<(PathBuf, Origin)>,
    /// BibTeX files.
    pub bibliography: Option<(Vec<NamedFile>, Origin)>,
    /// Contracts.
    pub contracts: Option<(Vec<NamedContract>, Origin)>,
    /// The plan.
    pub plan: Option<NamedFile>,
    /// True if markdownlint's comments in documents have no say.
    pub no_markdownlint_comments: bool,
    /// True if a file has mistakes; then nothing that they govern is checked.
    pub broken: bool,
}

/// What settings of a folder are put together from.
#[derive(Clone, Copy, Default)]
pub(super) struct Sources<'s> {
    /// Files of casegate, the last one counting most.
    pub own: &'s [Arc<ConfigFile>],
    /// Files of markdownlint.
    pub theirs: Option<&'s Theirs>,
    /// True if markdownlint's files lie nearer to the documents than casegate's.
    pub theirs_are_nearer: bool,
    /// What the command line says.
    pub inline: &'s [Arc<ConfigFile>],
    /// The preset of the command line.
    pub preset: Option<Preset>,
}

impl Base {
    /// Puts settings together; the last word counts.
    pub(super) fn new(sources: Sources<'_>, mistakes: &mut Mistakes) -> Self {
        let mut base = Base::default();
        if let Some(theirs) = sources.theirs.filter(|_| !sources.theirs_are_nearer) {
            base.add_theirs(theirs, mistakes);
        }
        base.file = sources.own.last().and_then(|file| file.file.clone());
        sources.own.iter().for_each(|file| base.add(file));
        if let Some(theirs) = sources.theirs.filter(|_| sources.theirs_are_nearer) {
            base.add_theirs(theirs, mistakes);
        }
        sources.inline.iter().for_each(|said| base.add(said));
        if let Some(preset) = sources.preset {
            base.preset = (preset, None);
        }
        base
    }

    fn add(&mut self, file: &ConfigFile) {
        if let Some((preset, origin)) = &file.preset {
            self.preset = (*preset, Some(origin.clone()));
        }
        // What starts at a folder beside the documents, such as that of a shared house style, would never match.
        let own = file.file.as_deref().and_then(Path::parent);
        let home = self.folder().filter(|home| own.is_some_and(|own| !home.starts_with(own)));
        let at_home = |patterns: &Patterns| match home {
            Some(home) => patterns.starting_at(home),
            None => patterns.clone(),
        };
        let moved = |said: &(Patterns, Origin)| (at_home(&said.0), said.1.clone());
        let (include, exclude) = (file.include.as_ref().map(moved), file.exclude.as_ref().map(moved));
        let contracts = file.contracts.as_ref().map(|(contracts, origin)| {
            let at_home = |named: &NamedContract| {
                let folder = home.unwrap_or(&named.folder).to_owned();
                NamedContract { folder, ..named.clone() }
            };
            (contracts.iter().map(at_home).collect(), origin.clone())
        });
        let steps: Vec<_> = file.steps.iter().map(|step| step.with_patterns(at_home)).collect();
        self.steps.extend(steps);
        self.include = include.or(self.include.take());
        self.exclude = exclude.or(self.exclude.take());
        for (gate, own) in self.gate.iter_mut().zip(&file.gate) {
            *gate = own.clone().or(gate.take());
        }
        self.root = file.root.clone().or(self.root.take());
        self.bibliography = file.bibliography.clone().or(self.bibliography.take());
        self.contracts = contracts.or(self.contracts.take());
        self.plan = file.plan.clone().or(self.plan.take());
        self.broken |= !file.sound;
    }

    fn add_theirs(&mut self, theirs: &Theirs, mistakes: &mut Mistakes) {
        let before = mistakes.errors();
        self.steps.push(theirs.step(mistakes));
        self.broken |= theirs.broken || mistakes.errors() > before;
        self.ignores = theirs.ignores.iter().chain(&theirs.negated_globs).cloned().collect();
        self.include = self.include.take().or_else(|| theirs.globs.clone());
        self.no_markdownlint_comments = theirs.no_inline_config.is_some();
        self.markdownlint_files = theirs.files.clone();
    }

    /// The folder of the file that governs.
    pub fn folder(&self) -> Option<&Path> {
        self.file.as_deref().and_then(Path::parent)
    }

    /// Which choice of each step counts for the document at the absolute path `path`.
    pub(super) fn choices(&self, path: &Path) -> Vec<Option<usize>> {
        self.steps.iter().map(|step| step.choice(path)).collect()
    }

    /// What is asked of a document for which the steps make these choices.
    pub(super) fn settings(&self, choices: &[Option<usize>]) -> Settings {
        let mut settings = Settings::of_preset(self.preset.0);
        settings.markdownlint_comments = !self.no_markdownlint_comments;
        for (step, choice) in self.steps.iter().zip(choices) {
            settings.apply(step.layer(*choice));
        }
        settings
    }

    /// The least scores in percent.
    pub fn gate(&self) -> [Option<f64>; 4] {
        std::array::from_fn(|family| self.gate[family].as_ref().map(|(percent, _)| *percent))
    }

    /// True if the file or folder at the absolute path `path` is left out, seen by itself.
    pub fn excludes(&self, path: &Path) -> bool {
        self.left_out().any(|exclude| exclude.matches(path))
    }

    /// True if the file at the absolute path `path` is left out, or a folder that it is in.
    pub fn excludes_any_part(&self, path: &Path) -> bool {
        self.left_out().any(|exclude| exclude.matches(path) || exclude.matches_folder_of(path))
    }

    fn left_out(&self) -> impl Iterator<Item = &Patterns> {
        self.exclude.iter().chain(&self.ignores).map(|(patterns, _)| patterns)
    }

    /// True if a file that was met while walking is a document.
    pub fn includes(&self, path: &Path) -> bool {
        match &self.include {
            Some((include, _)) if !include.is_empty() => {
                // A pattern that names a folder means the Markdown in it.
                include.matches(path) || is_markdown(path) && include.matches_folder_of(path)
            }
            _ => is_markdown(path),
        }
    }
}

/// True for `.md` and `.markdown`.
pub fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
    })
}
