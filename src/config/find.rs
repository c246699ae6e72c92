//! Which configuration governs a folder: the nearest one upwards, at most to the root of the repository.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Config, FILE_NAMES, Preset};
use crate::diagnostic::Diagnostic;
use crate::problem;
use crate::source::SourceFile;
use crate::workspace::Workspace;

/// What the command line says about configuration.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// This file for all documents.
    pub file: Option<PathBuf>,
    /// No file at all.
    pub isolated: bool,
    /// This preset, whatever files say.
    pub preset: Option<Preset>,
}

/// The configurations of a run, each read once.
pub struct Configs {
    workspace: Workspace,
    selection: Selection,
    /// Governs everything if the command line says so.
    only: Option<Arc<Config>>,
    /// Governs folders without a file.
    fallback: Arc<Config>,
    by_folder: FxHashMap<PathBuf, Arc<Config>>,
    diagnostics: Vec<Diagnostic>,
}

impl Configs {
    /// Reads what the command line names; everything else is read when a folder asks for it.
    pub fn new(workspace: Workspace, selection: Selection) -> Self {
        let mut configs = Configs {
            fallback: Arc::new(Config::of_preset(selection.preset.unwrap_or_default())),
            workspace,
            selection,
            only: None,
            by_folder: FxHashMap::default(),
            diagnostics: Vec::new(),
        };
        if let Some(file) = configs.selection.file.clone() {
            let file = configs.workspace.absolute(&file);
            configs.only = Some(configs.read(&file));
        } else if configs.selection.isolated {
            configs.only = Some(configs.fallback.clone());
        }
        configs
    }

    /// The configuration of the files that lie directly in `folder`, an absolute path.
    pub fn of_folder(&mut self, folder: &Path) -> Arc<Config> {
        if let Some(only) = &self.only {
            return only.clone();
        }
        if let Some(config) = self.by_folder.get(folder) {
            return config.clone();
        }
        let here = FILE_NAMES.map(|name| folder.join(name)).into_iter().find(|file| file.is_file());
        let config = match (here, folder.parent()) {
            (Some(file), _) => self.read(&file),
            (None, Some(parent)) if !is_repository(folder) => self.of_folder(parent),
            (None, _) => self.fallback.clone(),
        };
        self.by_folder.insert(folder.to_owned(), config.clone());
        config
    }

    /// The mistakes of all files that were read since the last call.
    pub fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.diagnostics)
    }

    fn read(&mut self, file: &Path) -> Arc<Config> {
        let shown = self.workspace.shown(file);
        let config = match SourceFile::read(file, shown.as_str()) {
            Ok(source) => {
                let (config, mistakes) = Config::parse(file, &source, self.selection.preset);
                self.diagnostics.extend(mistakes);
                config
            }
            Err(error) => {
                self.diagnostics.push(problem::unreadable(&shown, &error));
                Config { file: Some(file.to_owned()), broken: true, ..Config::of_preset(Preset::Off) }
            }
        };
        Arc::new(config)
    }
}

/// True for the top folder of a working tree; `.git` is a file in worktrees and submodules.
pub(crate) fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}
