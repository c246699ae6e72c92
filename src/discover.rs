//! From the arguments of a run to the sorted list of its documents, each with the configuration that governs it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{fs, io};

use ignore::WalkBuilder;

use crate::config::{Base, Config, Configs, Selection};
use crate::diagnostic::Diagnostic;
use crate::library;
use crate::problem;
use crate::source::SourceFile;
use crate::workspace::Workspace;

/// What a run is asked to check.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files, folders, patterns, or `-` for standard input; none for the current folder.
    pub arguments: Vec<OsString>,
    /// The path that standard input stands for.
    pub stdin_filename: Option<PathBuf>,
    /// What the command line says about configuration.
    pub configuration: Selection,
    /// Walk hidden folders too.
    pub hidden: bool,
    /// Leave out arguments that the configuration excludes.
    pub force_exclude: bool,
}

/// A document to be read.
pub struct Input {
    /// The file; `None` for standard input.
    pub file: Option<PathBuf>,
    /// How reports show it: relative to the current folder, with `/`.
    pub path: Arc<str>,
    /// What governs it.
    pub config: Arc<Config>,
}

impl Input {
    /// Its text.
    ///
    /// # Errors
    /// Why it can't be read.
    pub fn read(&self) -> Result<SourceFile, Box<Diagnostic>> {
        let source = match &self.file {
            Some(file) => SourceFile::read(file, self.path.clone()),
            None => SourceFile::read_stdin(self.path.clone()),
        };
        source.map_err(|error| Box::new(problem::unreadable(&self.path, &error)))
    }
}

/// What the arguments came to.
pub struct Found {
    /// In the order of their paths, each once.
    pub inputs: Vec<Input>,
    /// What could not be found or understood.
    pub diagnostics: Vec<Diagnostic>,
    /// What governs the folder of the first argument, and with it the run.
    pub base: Arc<Base>,
    /// The folder of the first argument, absolute.
    pub folder: PathBuf,
    /// True if a folder was named that holds the whole library: its root, or one around it.
    pub is_whole: bool,
}

/// Finds the documents of `request`.
pub fn find(workspace: &Workspace, request: &Request) -> Found {
    let mut search = Search {
        workspace,
        request,
        configs: Arc::new(Mutex::new(Configs::new(workspace.clone(), request.configuration.clone()))),
        inputs: BTreeMap::new(),
        diagnostics: Vec::new(),
    };
    let here = [OsString::from(".")];
    let arguments = if request.arguments.is_empty() { &here } else { request.arguments.as_slice() };
    let folder = search.folder_of(&arguments[0]);
    let base = lock(&search.configs).of_folder(&folder);
    for argument in arguments {
        search.argument(argument);
    }
    let mut diagnostics = lock(&search.configs).take_diagnostics();
    diagnostics.append(&mut search.diagnostics);
    let inputs = search.inputs.into_values().filter(|input| !input.config.broken).collect();
    let root = library::root(&base, &folder);
    let is_around = |argument: &OsString| {
        let path = Path::new(argument);
        path.is_dir() && root.starts_with(workspace.absolute(path))
    };
    let is_whole = arguments.iter().any(is_around);
    Found { inputs, diagnostics, base, folder, is_whole }
}

struct Search<'a> {
    workspace: &'a Workspace,
    request: &'a Request,
    /// Shared with the filter of the walk, which must own what it uses.
    configs: Arc<Mutex<Configs>>,
    /// By path as shown and, for names that are not Unicode, as they are.
    inputs: BTreeMap<(Arc<str>, PathBuf), Input>,
    diagnostics: Vec<Diagnostic>,
}

impl Search<'_> {
    fn argument(&mut self, argument: &OsString) {
        let path = Path::new(argument);
        if argument == "-" {
            self.stdin();
        } else if path.is_dir() {
            self.folder(path);
        } else if path.exists() || path.is_symlink() {
            self.file(path);
        } else {
            match (argument.to_str().filter(|text| text.contains(['*', '?', '['])), path.try_exists()) {
                (Some(pattern), _) => self.pattern(pattern),
                (None, Err(error)) => self.refused(path, &error),
                (None, Ok(_)) => self.diagnostics.push(problem::no_such_file(&self.workspace.shown(path))),
            }
        }
    }

    fn refused(&mut self, path: &Path, error: &io::Error) {
        self.diagnostics.push(problem::refused(&self.workspace.shown(path), error));
    }

    /// The folder whose configuration is that of the run if `argument` is the first.
    fn folder_of(&self, argument: &OsString) -> PathBuf {
        let path = match &self.request.stdin_filename {
            Some(name) if argument == "-" => name.as_path(),
            _ => Path::new(argument),
        };
        let path = self.workspace.absolute(path);
        path.ancestors().find(|folder| folder.is_dir()).unwrap_or(&self.workspace.current).to_owned()
    }

    fn stdin(&mut self) {
        match &self.request.stdin_filename {
            Some(name) => {
                let absolute = self.workspace.absolute(name);
                self.add(None, self.workspace.shown(name), absolute);
            }
            None => self.add(None, "<stdin>".to_owned(), self.workspace.current.join("<stdin>")),
        }
    }

    /// A file that was named is a document whatever its extension.
    fn file(&mut self, path: &Path) {
        self.add(Some(path.to_owned()), self.workspace.shown(path), self.workspace.absolute(path));
    }

    fn add(&mut self, file: Option<PathBuf>, shown: String, absolute: PathBuf) {
        let config = lock(&self.configs).of_file(&absolute);
        if self.request.force_exclude && config.base.excludes_any_part(&absolute) {
            return;
        }
        if let Some(link) = &file
            && let Some(problem) = dead_link(link, &shown)
        {
            return self.diagnostics.push(problem);
        }
        let path: Arc<str> = shown.into();
        self.inputs.entry((path.clone(), absolute)).or_insert(Input { file, path, config });
    }

    fn pattern(&mut self, pattern: &str) {
        let options = glob::MatchOptions {
            case_sensitive: true,
            require_literal_separator: true,
            require_literal_leading_dot: !self.request.hidden,
        };
        let matches = match glob::glob_with(pattern, options) {
            Ok(matches) => matches,
            Err(error) => return self.diagnostics.push(problem::bad_pattern(pattern, error.msg)),
        };
        // `*.txt` names text files; `*` names the documents among whatever there is.
        let names_extension =
            Path::new(pattern).extension().is_some_and(|extension| !extension.is_empty() && extension != "*");
        let mut any = false;
        for found in matches {
            any = true;
            match found {
                Ok(path) if path.is_dir() => self.folder(&path),
                Ok(path) => {
                    let absolute = self.workspace.absolute(&path);
                    let config = lock(&self.configs).of_folder(absolute.parent().unwrap_or(&absolute));
                    if names_extension || config.includes(&absolute) {
                        self.file(&path);
                    }
                }
                Err(error) => self.refused(error.path(), error.error()),
            }
        }
        if !any {
            self.diagnostics.push(problem::no_match(pattern));
        }
    }

    fn folder(&mut self, folder: &Path) {
        if self.request.force_exclude {
            let absolute = self.workspace.absolute(folder);
            let parent = absolute.parent().unwrap_or(&absolute);
            let config = lock(&self.configs).of_folder(parent);
            if config.excludes_any_part(&absolute) {
                return;
            }
        }
        let (configs, workspace) = (self.configs.clone(), self.workspace.clone());
        let walk = WalkBuilder::new(folder)
            .hidden(!self.request.hidden)
            .require_git(false)
            .filter_entry(move |entry| {
                if entry.depth() == 0 {
                    return true;
                }
                let path = workspace.absolute(entry.path());
                let config = lock(&configs).of_folder(path.parent().unwrap_or(&path));
                entry.file_name() != ".git" && !config.excludes(&path)
            })
            .build();
        for entry in walk {
            match entry {
                // What a symbolic link leads to is met where it lies, or is not of this folder; but one that leads
                // nowhere is a document that somebody expects here.
                Ok(entry)
                    if entry.file_type().is_some_and(|kind| kind.is_file())
                        || entry.path_is_symlink() && !entry.path().exists() =>
                {
                    let path = self.workspace.absolute(entry.path());
                    let config = lock(&self.configs).of_folder(path.parent().unwrap_or(&path));
                    if config.includes(&path) {
                        self.file(entry.path());
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    let path = path_of(&error).unwrap_or(folder).to_owned();
                    let reason = io::Error::other(error.to_string());
                    self.refused(&path, &error.into_io_error().unwrap_or(reason));
                }
            }
        }
    }
}

/// A panic elsewhere leaves configurations whole: they are added, never changed.
fn lock(configs: &Mutex<Configs>) -> MutexGuard<'_, Configs> {
    configs.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is wrong with the file at `path`, shown as `shown`, if it is a symbolic link that can't be followed.
fn dead_link(path: &Path, shown: &str) -> Option<Diagnostic> {
    let target = fs::read_link(path).ok()?;
    let error = fs::metadata(path).err()?;
    // Systems give up after 40 links or fewer.
    let next = |path: &PathBuf| Some(path.parent()?.join(fs::read_link(path).ok()?));
    let in_circle = std::iter::successors(Some(path.to_owned()), next).nth(40).is_some();
    Some(if in_circle || error.kind() == io::ErrorKind::NotFound {
        problem::dead_link(shown, &target.to_string_lossy(), in_circle)
    } else {
        problem::refused(shown, &error)
    })
}

/// The path that an error of the walk speaks of.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
