//! What governs the files of a folder: the files of settings that count there, put together.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::ConfigFile;
use super::layer::Step;
use super::settings::Settings;
use super::{NamedFile, Patterns, Preset};
use crate::value::Origin;

/// The settings of a folder, before overrides are chosen for a document.
#[derive(Debug, Default)]
pub struct Base {
    /// The file that governs; `None` for the preset and the command line alone.
    pub file: Option<PathBuf>,
    /// The preset and where it is named; no place if it is the default or named by `--preset`.
    pub preset: (Preset, Option<Origin>),
    /// What is said about rules, the last word counting most.
    pub steps: Vec<Step>,
    /// What is a document; `None` for every Markdown file.
    pub include: Option<(Patterns, Origin)>,
    /// What is left out.
    pub exclude: Vec<(Patterns, Origin)>,
    /// The least score of each family in percent, in the order of [`crate::rules::Family::ALL`].
    pub gate: [Option<(f64, Origin)>; 4],
    /// The folder that root-absolute links start from, absolute.
    pub root: Option<(PathBuf, Origin)>,
    /// BibTeX files.
    pub bibliography: Option<(Vec<NamedFile>, Origin)>,
    /// True if a file has mistakes; then nothing that they govern is checked.
    pub broken: bool,
}

impl Base {
    /// Puts files together, of which the last one counts most; `preset` overrides what they say.
    pub fn new(files: &[Arc<ConfigFile>], preset: Option<Preset>) -> Self {
        let mut base = Base::default();
        for file in files {
            base.file = file.file.clone().or(base.file);
            if let Some((preset, origin)) = &file.preset {
                base.preset = (*preset, Some(origin.clone()));
            }
            base.steps.extend(file.steps.iter().cloned());
            base.include = file.include.clone().or(base.include);
            if let Some(exclude) = &file.exclude {
                base.exclude = vec![exclude.clone()];
            }
            for (gate, own) in base.gate.iter_mut().zip(&file.gate) {
                *gate = own.clone().or(gate.take());
            }
            base.root = file.root.clone().or(base.root);
            base.bibliography = file.bibliography.clone().or(base.bibliography);
            base.broken |= !file.sound;
        }
        if let Some(preset) = preset {
            base.preset = (preset, None);
        }
        base
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
        self.exclude.iter().any(|(exclude, _)| exclude.matches(path))
    }

    /// True if the file at the absolute path `path` is left out, or a folder that it is in.
    pub fn excludes_any_part(&self, path: &Path) -> bool {
        self.exclude.iter().any(|(exclude, _)| exclude.matches(path) || exclude.matches_folder_of(path))
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
