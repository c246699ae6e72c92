//! The files around a folder that a new casegate.toml in it meets, so that nobody is surprised by them.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::rumdl;
use crate::config::{Base, Configs, FILE_NAMES, Selection, is_repository, markdownlint};
use crate::workspace::Workspace;

/// What lies around a folder.
#[derive(Debug, Default)]
pub struct Around {
    /// The file of casegate in the folder itself.
    pub own: Option<PathBuf>,
    /// The file of casegate above, which governs the folder as long as it has none of its own.
    pub above: Option<PathBuf>,
    /// Files of markdownlint above that count in the folder as long as it has no file of casegate.
    pub markdownlint_above: Vec<PathBuf>,
    /// Files of markdownlint in folders below, which build on a file of casegate above them.
    pub markdownlint_below: Vec<PathBuf>,
    /// Files of rumdl in folders below, which casegate does not read.
    pub rumdl_below: Vec<PathBuf>,
}

impl Around {
    /// Looks around `folder`, an absolute path; what ignore files name is passed over.
    pub fn new(workspace: &Workspace, folder: &Path) -> Self {
        let base = Configs::new(workspace.clone(), Selection::default()).of_folder(folder);
        let is_here = |file: &&PathBuf| file.parent() == Some(folder);
        let mut around = Around {
            own: base.file.iter().find(is_here).cloned(),
            above: base.file.iter().find(|file| !is_here(file)).cloned(),
            markdownlint_above: base
                .markdownlint_files
                .iter()
                .filter(|file| !is_here(file))
                .cloned()
                .collect(),
            ..Around::default()
        };
        around.look_below(folder, &base);
        around
    }

    fn look_below(&mut self, folder: &Path, base: &Base) {
        let left_out: Vec<_> = base.exclude.iter().chain(&base.ignores).map(|(it, _)| it.clone()).collect();
        let walk = WalkBuilder::new(folder)
            // The files that are looked for are hidden themselves; hidden folders are passed over below.
            .hidden(false)
            .require_git(false)
            .sort_by_file_path(Path::cmp)
            .filter_entry(move |entry| {
                let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
                entry.depth() == 0
                    || !is_folder
                    || !is_hidden
                        && !governs_itself(entry.path())
                        && !left_out.iter().any(|patterns| patterns.matches(entry.path()))
            })
            .build();
        for entry in walk.flatten().filter(|entry| entry.depth() > 1) {
            let name = entry.file_name().to_string_lossy();
            if markdownlint::is_found_by(&name) {
                self.markdownlint_below.push(entry.into_path());
            } else if rumdl::is_found_by(&name) {
                self.rumdl_below.push(entry.into_path());
            }
        }
    }
}

/// True for a folder to which no file above it speaks.
fn governs_itself(folder: &Path) -> bool {
    is_repository(folder) || FILE_NAMES.iter().any(|name| folder.join(name).exists())
}
