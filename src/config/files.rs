//! Reads configuration files, each once, and follows what they extend.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::file::{self, ConfigFile};
use super::mistake::{self, Mistakes};
use crate::message::{Message, Text};
use crate::problem;
use crate::source::SourceFile;
use crate::value::{Data, Origin, Syntax, Value};
use crate::workspace::Workspace;

/// The name of the file in which Python projects keep the settings of all their tools.
pub(super) const PYPROJECT: &str = "pyproject.toml";
const TOOL: [&str; 2] = ["tool", "casegate"];

/// The files of a run.
pub(super) struct Files {
    workspace: Workspace,
    read: FxHashMap<PathBuf, Option<Arc<ConfigFile>>>,
    /// What files of other tools say.
    values: FxHashMap<PathBuf, Option<Value>>,
    pub mistakes: Mistakes,
}

impl Files {
    pub fn new(workspace: Workspace) -> Self {
        Files {
            workspace,
            read: FxHashMap::default(),
            values: FxHashMap::default(),
            mistakes: Mistakes::default(),
        }
    }

    /// What `file`, an absolute path, says; `None` for a `pyproject.toml` that does not speak of casegate.
    pub fn get(&mut self, file: &Path) -> Option<Arc<ConfigFile>> {
        // One file under two names would be read, and its mistakes be told, twice.
        let identity = identity(file);
        if let Some(known) = self.read.get(&identity) {
            return known.clone();
        }
        let read = self.read(file).map(Arc::new);
        self.read.insert(identity, read.clone());
        read
    }

    fn read(&mut self, file: &Path) -> Option<ConfigFile> {
        let unsound = ConfigFile { file: Some(file.to_owned()), ..ConfigFile::default() };
        let Some(source) = self.source(file) else { return Some(unsound) };
        let is_pyproject = file.file_name().is_some_and(|name| name == PYPROJECT);
        // Whatever else is wrong in a file of other tools is not ours to tell.
        if is_pyproject && !source.text().contains(TOOL[1]) {
            return None;
        }
        let mut value = match Syntax::Toml.parse_file(&source) {
            Ok(value) => value,
            Err(faults) => {
                self.mistakes.syntax(Syntax::Toml, &faults);
                return Some(unsound);
            }
        };
        if is_pyproject {
            value = TOOL.iter().try_fold(value, |value, key| member(value, key))?;
        }
        let Data::Table(table) = value.data else {
            self.mistakes.mistyped(&mistake::WANT_TABLE, TOOL[1], &value);
            return Some(unsound);
        };
        Some(file::read(Some(file), file.parent().unwrap_or(file), table, &mut self.mistakes))
    }

    /// What an argument of the command line says; its paths start from the current folder.
    pub fn inline(&mut self, text: &str) -> ConfigFile {
        let source = Arc::new(SourceFile::new("--config", text.to_owned()));
        match Syntax::Toml.parse_file(&source) {
            Ok(Value { data: Data::Table(table), .. }) => {
                file::read(None, &self.workspace.current.clone(), table, &mut self.mistakes)
            }
            Ok(_) => ConfigFile::default(),
            Err(faults) => {
                self.mistakes.syntax(Syntax::Toml, &faults);
                ConfigFile::default()
            }
        }
    }

    /// What a file of another tool says; `None` with a diagnostic if it can't be read.
    pub fn value(&mut self, file: &Path, syntax: Syntax) -> Option<Value> {
        if let Some(known) = self.values.get(file) {
            return known.clone();
        }
        let value = self.source(file).and_then(|source| {
            syntax.parse_file(&source).map_err(|faults| self.mistakes.syntax(syntax, &faults)).ok()
        });
        self.values.insert(file.to_owned(), value.clone());
        value
    }

    /// Tells of a file that was named although it has no settings of casegate, and stands in for it.
    pub fn without_settings(&mut self, file: &Path) -> Arc<ConfigFile> {
        self.mistakes.found.push(problem::no_settings(&self.workspace.shown(file)));
        Arc::new(ConfigFile { file: Some(file.to_owned()), ..ConfigFile::default() })
    }

    /// Tells of a file of another tool that can't be honoured.
    pub fn unsupported_file(&mut self, file: &Path, text: &'static Text, help: &'static Text) {
        self.mistakes.found.push(problem::unsupported_file(&self.workspace.shown(file), text, help));
    }

    /// Tells that `extends` at `origin`, in the last file of `circle`, leads back to the first one.
    pub fn circle(&mut self, origin: &Origin, circle: &[PathBuf]) {
        let circle = circle.iter().chain(circle.first()).map(|path| self.workspace.shown(path));
        let message = Message::new(&mistake::CIRCLE).with("path", circle.collect::<Vec<_>>().join(" → "));
        self.mistakes.add(origin, message).help = Some(&mistake::BREAK_CIRCLE);
    }

    /// `path` from the root of the file system, without `.` and `..`.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        self.workspace.absolute(path)
    }

    /// The text of a file of settings; `None` with a problem if it can't be read.
    pub fn source(&mut self, file: &Path) -> Option<Arc<SourceFile>> {
        let shown = self.workspace.shown(file);
        match SourceFile::read(file, shown.as_str()) {
            Ok(source) => Some(Arc::new(source)),
            Err(error) => {
                self.mistakes.found.push(problem::unreadable_settings(&shown, &error));
                None
            }
        }
    }

    /// The files that `last` builds on and `last` itself, each once, the one that counts most at the end.
    pub fn chain(&mut self, last: Arc<ConfigFile>) -> Vec<Arc<ConfigFile>> {
        let mut chain = Vec::new();
        self.extend(last, &mut Vec::new(), &mut chain);
        chain
    }

    fn extend(&mut self, file: Arc<ConfigFile>, open: &mut Vec<PathBuf>, chain: &mut Vec<Arc<ConfigFile>>) {
        // By name: what stands in for a file without its bases is another one.
        if chain.iter().any(|known| known.file == file.file) {
            return;
        }
        open.extend(file.file.clone());
        let mut sound = true;
        for (base, origin) in &file.extends {
            sound &= self.extend_by(base, origin, open, chain);
        }
        if file.file.is_some() {
            open.pop();
        }
        // A file without what it builds on would be misread.
        chain.push(if sound {
            file
        } else {
            Arc::new(ConfigFile { file: file.file.clone(), ..ConfigFile::default() })
        });
    }

    /// Adds one base; false if that is not possible.
    fn extend_by(
        &mut self,
        base: &Path,
        origin: &Origin,
        open: &mut Vec<PathBuf>,
        chain: &mut Vec<Arc<ConfigFile>>,
    ) -> bool {
        let base = self.workspace.absolute(base);
        let name = origin.file.slice(origin.span).trim_matches(['"', '\'']).to_owned();
        let data = fs::metadata(&base);
        let message = if let Err(error) = data {
            Message::new(&mistake::NO_BASE).with("path", name).with("reason", error)
        } else if data.is_ok_and(|data| data.is_dir()) {
            Message::new(&mistake::BASE_IS_FOLDER).with("path", name)
        } else if let Some(at) = open.iter().position(|path| identity(path) == identity(&base)) {
            self.circle(origin, &open[at..]);
            return false;
        } else if let Some(file) = self.get(&base) {
            self.extend(file, open, chain);
            return true;
        } else {
            Message::new(&mistake::NO_SECTION).with("path", name)
        };
        self.mistakes.add(origin, message).help = Some(&mistake::RELATIVE);
        false
    }
}

fn identity(file: &Path) -> PathBuf {
    fs::canonicalize(file).unwrap_or_else(|_| file.to_owned())
}

/// What a table holds under `key`.
pub(super) fn member(value: Value, key: &str) -> Option<Value> {
    let Data::Table(table) = value.data else { return None };
    table.into_iter().find(|(known, _)| known.name == key).map(|(_, value)| value)
}
