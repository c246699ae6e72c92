//! Which configuration governs a document: the nearest files upwards, at most to the root of the repository.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::base::{Base, Sources};
use super::file::ConfigFile;
use super::files::{Files, PYPROJECT};
use super::markdownlint::{Theirs, is_data};
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

/// What lies in a folder and above it.
struct Scope {
    /// The nearest file of casegate, behind what it extends.
    own: Vec<Arc<ConfigFile>>,
    /// What the files of markdownlint say up to there.
    theirs: Option<Theirs>,
    base: Arc<Base>,
}

/// The configurations of a run, each made once.
pub struct Configs {
    selection: Selection,
    files: Files,
    /// What the command line says itself.
    inline: Vec<Arc<ConfigFile>>,
    /// Governs everything if the command line says so.
    only: Option<Arc<Base>>,
    by_folder: FxHashMap<PathBuf, Arc<Scope>>,
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
        let mut configs = Configs {
            files,
            only: None,
            inline,
            by_folder: FxHashMap::default(),
            by_choices: FxHashMap::default(),
            rule_sets: FxHashMap::default(),
            selection,
        };
        if let Some(file) = configs.selection.file.clone() {
            configs.only = Some(configs.named(&workspace.absolute(&file)));
        } else if configs.selection.isolated {
            configs.only = Some(configs.base(Sources::default()));
        }
        configs
    }

    /// What governs the files that lie directly in `folder`, an absolute path.
    pub fn of_folder(&mut self, folder: &Path) -> Arc<Base> {
        match &self.only {
            Some(only) => only.clone(),
            None => self.scope(folder).base.clone(),
        }
    }

    fn scope(&mut self, folder: &Path) -> Arc<Scope> {
        if let Some(scope) = self.by_folder.get(folder) {
            return scope.clone();
        }
        // A folder that is not there holds nothing, and an argument can name thousands of them.
        let there = folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder);
        if there != folder {
            return self.scope(there);
        }
        let own = self.own_file(folder);
        let above = match folder.parent() {
            Some(parent) if own.is_none() && !is_repository(folder) => Some(self.scope(parent)),
            _ => None,
        };
        let theirs_above = above.as_ref().and_then(|above| above.theirs.as_ref());
        let theirs = Theirs::of_folder(folder, theirs_above, &mut self.files);
        let scope = match (own, theirs, above) {
            (None, None, Some(above)) => above,
            (own, theirs, above) => {
                let theirs_are_nearer = own.is_none() && theirs.is_some();
                let own = match (own, &above) {
                    (Some(own), _) => self.files.chain(own),
                    (None, above) => above.as_ref().map(|above| above.own.clone()).unwrap_or_default(),
                };
                let sources =
                    Sources { own: &own, theirs: theirs.as_ref(), theirs_are_nearer, ..Sources::default() };
                let base = self.base(sources);
                Arc::new(Scope { own, theirs, base })
            }
        };
        self.by_folder.insert(folder.to_owned(), scope.clone());
        scope
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
        let choices = key.1.clone();
        let config = Arc::new(Config { broken, base, choices, settings, rules: rules.unwrap_or_default() });
        self.by_choices.insert(key, config.clone());
        config
    }

    /// The mistakes that were found since the last call.
    pub fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        self.files.mistakes.take()
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

    /// What the one file says that the command line names.
    fn named(&mut self, file: &Path) -> Arc<Base> {
        if is_data(file) {
            let theirs = Theirs::of_file(file, &mut self.files);
            return self.base(Sources { theirs: Some(&theirs), ..Sources::default() });
        }
        let own = match self.files.get(file) {
            Some(file) => self.files.chain(file),
            None => vec![self.files.without_settings(file)],
        };
        self.base(Sources { own: &own, ..Sources::default() })
    }

    /// Settings with what the command line says over them.
    fn base(&mut self, sources: Sources<'_>) -> Arc<Base> {
        let sources = Sources { inline: &self.inline, preset: self.selection.preset, ..sources };
        Arc::new(Base::new(sources, &mut self.files.mistakes))
    }
}

/// True for the top folder of a working tree; `.git` is a file in worktrees and submodules.
pub(crate) fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}
