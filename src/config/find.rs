//! Which configuration governs a document: the nearest files upwards, at most to the root of the repository.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::base::Base;
use super::file::ConfigFile;
use super::files::{Files, PYPROJECT};
use super::settings::Settings;
use super::{Config, FILE_NAMES, Preset};
use crate::diagnostic::Diagnostic;
use crate::engine::RuleSet;
use crate::workspace::Workspace;

/// What the command line says about configuration.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// This file for all documents.
    pub file: Option<PathBuf>,
    /// Settings in TOML that count more than those of any file.
    pub inline: Vec<String>,
    /// No file at all.
    pub isolated: bool,
    /// This preset, whatever files say.
    pub preset: Option<Preset>,
}

/// The configurations of a run, each made once.
pub struct Configs {
    selection: Selection,
    files: Files,
    /// What the command line says itself.
    inline: Vec<Arc<ConfigFile>>,
    /// Governs everything if the command line says so.
    only: Option<Arc<Base>>,
    /// Governs folders without a file.
    fallback: Arc<Base>,
    by_folder: FxHashMap<PathBuf, Arc<Base>>,
    /// By the address of a base, which lives as long as this, and the choices that its steps make for a document.
    by_choices: FxHashMap<(usize, Vec<Option<usize>>), Arc<Config>>,
    /// By the words of their settings.
    rule_sets: FxHashMap<String, Arc<RuleSet>>,
}

impl Configs {
    /// Reads what the command line names; everything else is read when a folder asks for it.
    pub fn new(workspace: Workspace, selection: Selection) -> Self {
        let mut files = Files::new(workspace.clone());
        let inline: Vec<_> = selection.inline.iter().map(|text| Arc::new(files.inline(text))).collect();
        let inline: Vec<_> = inline.into_iter().flat_map(|said| files.chain(said)).collect();
        let fallback = Arc::new(Base::new(&inline, selection.preset));
        let mut configs = Configs {
            files,
            only: selection.isolated.then(|| fallback.clone()),
            fallback,
            inline,
            by_folder: FxHashMap::default(),
            by_choices: FxHashMap::default(),
            rule_sets: FxHashMap::default(),
            selection,
        };
        if let Some(file) = configs.selection.file.clone() {
            let read = configs.files.get(&workspace.absolute(&file));
            configs.only = Some(configs.base(read));
        }
        configs
    }

    /// What governs the files that lie directly in `folder`, an absolute path.
    pub fn of_folder(&mut self, folder: &Path) -> Arc<Base> {
        if let Some(only) = &self.only {
            return only.clone();
        }
        if let Some(base) = self.by_folder.get(folder) {
            return base.clone();
        }
        let base = match (self.own_file(folder), folder.parent()) {
            (Some(file), _) => self.base(Some(file)),
            (None, Some(parent)) if !is_repository(folder) => self.of_folder(parent),
            (None, _) => self.fallback.clone(),
        };
        self.by_folder.insert(folder.to_owned(), base.clone());
        base
    }

    /// What governs the file at the absolute path `path`.
    pub fn of_file(&mut self, path: &Path) -> Arc<Config> {
        let base = self.of_folder(path.parent().unwrap_or(path));
        let choices = base.choices(path);
        let key = (Arc::as_ptr(&base) as usize, choices);
        if let Some(config) = self.by_choices.get(&key) {
            return config.clone();
        }
        let settings = base.settings(&key.1);
        // Mistakes are told where they were read, and not once more for what they lead to.
        let rules = if base.broken { None } else { self.rules(&settings) };
        let broken = rules.is_none();
        let config = Arc::new(Config { broken, base, settings, rules: rules.unwrap_or_default() });
        self.by_choices.insert(key, config.clone());
        config
    }

    /// The mistakes that were found since the last call.
    pub fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.files.mistakes.found)
    }

    /// The rules of these settings; `None` with a mistake if they can't be read.
    fn rules(&mut self, settings: &Settings) -> Option<Arc<RuleSet>> {
        let key = settings.key();
        if let Some(rules) = self.rule_sets.get(&key) {
            return Some(rules.clone());
        }
        let before = self.files.mistakes.found.len();
        let rules = Arc::new(settings.load(&mut self.files.mistakes));
        if self.files.mistakes.found.len() > before {
            return None;
        }
        self.rule_sets.insert(key, rules.clone());
        Some(rules)
    }

    fn own_file(&mut self, folder: &Path) -> Option<Arc<ConfigFile>> {
        let is_there = |file: &PathBuf| file.symlink_metadata().is_ok_and(|data| !data.is_dir());
        if let Some(file) = FILE_NAMES.map(|name| folder.join(name)).into_iter().find(is_there) {
            return self.files.get(&file);
        }
        Some(folder.join(PYPROJECT)).filter(is_there).and_then(|file| self.files.get(&file))
    }

    fn base(&mut self, file: Option<Arc<ConfigFile>>) -> Arc<Base> {
        let mut chain = file.map(|file| self.files.chain(file)).unwrap_or_default();
        chain.extend(self.inline.iter().cloned());
        Arc::new(Base::new(&chain, self.selection.preset))
    }
}

/// True for the top folder of a working tree; `.git` is a file in worktrees and submodules.
pub(crate) fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}
