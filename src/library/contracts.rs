//! Reads the contracts of a library with what they extend, each once.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use crate::config::mistake::{self, Mistakes};
use crate::config::{Base, ContractName, NamedContract};
use crate::contract::{Contract, SHIPPED, inherit, names_file, read, shipped_names};
use crate::diagnostic::Diagnostic;
use crate::message::{Message, Text};
use crate::problem::{self, INVALID_CONFIGURATION, INVALID_CONTRACT};
use crate::source::{ReadError, SourceFile};
use crate::value::{Origin, Syntax, Table};
use crate::workspace::Workspace;

const NO_CONTRACT: Text =
    Text { en: "the contract {path} can't be read: {reason}", zh: "无法读取契约 {path}：{reason}" };
const NO_MATCH: Text =
    Text { en: "the pattern {path} matches no contract", zh: "模式 {path} 没有匹配到任何契约" };
const SAME_NAME: Text = Text {
    en: "the contract {path} is called `{name}`, and so is {other}",
    zh: "契约 {path} 名为 `{name}`，与 {other} 重名",
};
const RENAME: Text = Text {
    en: "documents and plans name contracts: each needs a name of its own",
    zh: "文档和计划通过名称引用契约：每份契约的名称不得相同",
};
pub(crate) const NOT_SHIPPED: Text = Text {
    en: "`{key}` is neither a contract that ships with casegate nor a file, which ends in `.yml` or holds a slash",
    zh: "`{key}` 既不是 casegate 自带的契约，也不是文件（文件名以 `.yml` 结尾或含斜杠）",
};

/// The contracts that a configuration names, in its order, with what is wrong with them.
pub(super) fn load(workspace: &Workspace, base: &Base) -> (Vec<Arc<Contract>>, Vec<Diagnostic>) {
    let mut loader = Loader::new(workspace);
    let mut problems = Vec::new();
    let mut contracts: Vec<Arc<Contract>> = Vec::new();
    let mut known = FxHashSet::default();
    for named in base.contracts.iter().flat_map(|(contracts, _)| contracts) {
        for source in sources(named, workspace, &mut problems) {
            if !known.insert(source.clone()) {
                continue;
            }
            let Some(contract) = loader.load(&source, named, &mut problems) else { continue };
            if let Some(other) = contracts.iter().find(|other| other.name == contract.name) {
                let message = Message::new(&SAME_NAME).with("path", &contract.file.path);
                let message = message.with("name", &contract.name).with("other", &other.file.path);
                let (file, span) = (&named.origin.file, named.origin.span);
                let same = problem::in_file(INVALID_CONFIGURATION, file, span, message);
                problems.push(Diagnostic { help: Some(&RENAME), ..same });
                continue;
            }
            contracts.push(Arc::new(contract));
        }
    }
    problems.extend(loader.mistakes.take());
    (contracts, problems)
}

/// Reads the contract in `file`, whose patterns start at `folder`, with what is wrong with it.
pub fn read_contract(
    workspace: &Workspace,
    file: &Path,
    folder: &Path,
) -> (Option<Contract>, Vec<Diagnostic>) {
    let mut loader = Loader::new(workspace);
    let file = workspace.absolute(file);
    let path = workspace.shown(&file);
    match SourceFile::read(&file, path.as_str()) {
        Ok(text) => {
            let contract = loader.contract(&Source::File(file), Arc::new(text), folder);
            (contract, loader.told())
        }
        Err(error) => (None, vec![problem::unreadable_settings(&path, &error)]),
    }
}

/// The contract of this name that ships with casegate.
pub fn shipped(name: &str) -> Option<Arc<Contract>> {
    static READ: [OnceLock<Option<Arc<Contract>>>; SHIPPED.len()] =
        [const { OnceLock::new() }; SHIPPED.len()];
    let index = SHIPPED.iter().position(|(known, _)| *known == name)?;
    READ.get(index)?.get_or_init(|| read_shipped(name).0.map(Arc::new)).clone()
}

/// Reads a contract that ships with casegate, with what is wrong with it: nothing, as a test holds.
pub fn read_shipped(name: &str) -> (Option<Contract>, Vec<Diagnostic>) {
    // Nothing that ships extends a file.
    let workspace = Workspace { current: PathBuf::new() };
    let mut loader = Loader::new(&workspace);
    let source = Source::Shipped(name.to_owned());
    let contract = text_of_shipped(name).and_then(|text| loader.contract(&source, text, Path::new("")));
    (contract, loader.told())
}

fn text_of_shipped(name: &str) -> Option<Arc<SourceFile>> {
    let (_, text) = SHIPPED.iter().find(|(known, _)| *known == name)?;
    Some(Arc::new(SourceFile::new(format!("{name}.yml"), (*text).to_owned())))
}

/// Where a contract is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Source {
    Shipped(String),
    /// An absolute path.
    File(PathBuf),
}

/// What an entry of the configuration names: one contract, or those that a pattern matches.
fn sources(named: &NamedContract, workspace: &Workspace, problems: &mut Vec<Diagnostic>) -> Vec<Source> {
    let (folder, pattern) = match &named.name {
        ContractName::Shipped(name) => return vec![Source::Shipped((*name).to_owned())],
        ContractName::File(file) => return vec![Source::File(workspace.absolute(file))],
        ContractName::Files { folder, pattern } => (folder, pattern),
    };
    let whole = folder.to_str().map(glob::Pattern::escape).map(|folder| Path::new(&folder).join(pattern));
    let found = whole.as_ref().and_then(|whole| whole.to_str()).and_then(|whole| glob::glob(whole).ok());
    let files: Vec<_> = found.into_iter().flatten().flatten().filter(|file| file.is_file()).collect();
    if files.is_empty() {
        let message = Message::new(&NO_MATCH).with("path", pattern);
        let (file, span) = (&named.origin.file, named.origin.span);
        problems.push(problem::in_file(INVALID_CONFIGURATION, file, span, message));
    }
    files.into_iter().map(|file| Source::File(workspace.absolute(&file))).collect()
}

struct Loader<'w> {
    workspace: &'w Workspace,
    mistakes: Mistakes,
}

impl<'w> Loader<'w> {
    fn new(workspace: &'w Workspace) -> Self {
        Loader { workspace, mistakes: Mistakes::of_kind(INVALID_CONTRACT) }
    }

    /// What is wrong, in the order of the files.
    fn told(&mut self) -> Vec<Diagnostic> {
        let mut told = self.mistakes.take();
        told.sort_by(|a, b| a.order().cmp(&b.order()));
        told
    }

    /// A contract that the configuration names; `None` with a problem or mistake.
    fn load(
        &mut self,
        source: &Source,
        named: &NamedContract,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Contract> {
        let file = match source {
            Source::Shipped(name) => {
                let contract = shipped(name)?;
                let applies = contract.applies.as_ref().map(|applies| applies.starting_at(&named.folder));
                return Some(Contract { applies, ..Contract::clone(&contract) });
            }
            Source::File(file) => file,
        };
        let path = self.workspace.shown(file);
        match SourceFile::read(file, path.as_str()) {
            Ok(text) => self.contract(source, Arc::new(text), &named.folder),
            Err(error) => {
                problems.push(super::unreadable(&NO_CONTRACT, &path, &error, &named.origin));
                None
            }
        }
    }

    fn contract(&mut self, source: &Source, text: Arc<SourceFile>, folder: &Path) -> Option<Contract> {
        let table = self.table(source, &text, &mut Vec::new())?;
        read::read(table, &text, folder, &mut self.mistakes)
    }

    /// What a contract says, and what it inherits.
    fn table(&mut self, source: &Source, text: &Arc<SourceFile>, open: &mut Vec<Source>) -> Option<Table> {
        let value =
            Syntax::Yaml.parse_file(text).map_err(|faults| self.mistakes.syntax(Syntax::Yaml, &faults));
        let value = value.ok()?;
        let name = &text.path;
        let own = value.clone().into_table().map_err(|_| {
            self.mistakes.mistyped(&mistake::WANT_TABLE, name, &value);
        });
        let own = own.ok()?;
        let Some((_, extended)) = own.iter().find(|(key, _)| key.name == "extends") else {
            return Some(own);
        };
        let Some(name) = extended.as_str() else {
            self.mistakes.mistyped(&mistake::WANT_STRING, "extends", extended);
            return None;
        };
        let inherited = self.extended(name, &extended.origin, source, open)?;
        Some(inherit::over(inherited, own))
    }

    /// What the contract says that `source` extends.
    fn extended(
        &mut self,
        name: &str,
        origin: &Origin,
        source: &Source,
        open: &mut Vec<Source>,
    ) -> Option<Table> {
        let base = match source {
            _ if !names_file(name) => Source::Shipped(name.to_owned()),
            Source::File(file) => {
                Source::File(self.workspace.absolute(&file.parent().unwrap_or(file).join(name)))
            }
            Source::Shipped(_) => Source::File(PathBuf::from(name)),
        };
        open.push(source.clone());
        if let Some(at) = open.iter().position(|open| *open == base) {
            let circle = open[at..].iter().chain([&base]).map(|source| self.shown(source));
            let message = Message::new(&mistake::CIRCLE).with("path", circle.collect::<Vec<_>>().join(" → "));
            self.mistakes.add(origin, message).help = Some(&mistake::BREAK_CIRCLE);
            return None;
        }
        let text = self.text(&base, name, origin)?;
        self.table(&base, &text, open)
    }

    /// The text of a contract that another one extends at `origin`.
    fn text(&mut self, base: &Source, name: &str, origin: &Origin) -> Option<Arc<SourceFile>> {
        let file = match base {
            Source::Shipped(_) => {
                let text = text_of_shipped(name);
                if text.is_none() {
                    let message = Message::new(&NOT_SHIPPED).with("key", name);
                    self.mistakes.unknown(origin, message, &shipped_names());
                }
                return text;
            }
            Source::File(file) => file,
        };
        let path = self.workspace.shown(file);
        let error = match SourceFile::read(file, path.as_str()) {
            Ok(text) => return Some(Arc::new(text)),
            Err(error) => error,
        };
        match &error {
            _ if file.is_dir() => {
                let message = Message::new(&mistake::BASE_IS_FOLDER).with("path", name);
                self.mistakes.add(origin, message).help = Some(&mistake::RELATIVE);
            }
            ReadError::Io(reason) => {
                let message = Message::new(&mistake::NO_BASE).with("path", name).with("reason", reason);
                self.mistakes.add(origin, message).help = Some(&mistake::RELATIVE);
            }
            error => self.mistakes.found.push(problem::unreadable_settings(&path, error)),
        }
        None
    }

    fn shown(&self, source: &Source) -> String {
        match source {
            Source::Shipped(name) => name.clone(),
            Source::File(file) => self.workspace.shown(file),
        }
    }
}
