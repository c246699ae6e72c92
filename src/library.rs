//! Everything that is known before the first document is read; immutable while documents are checked.

mod arguments;
mod contracts;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use biblatex::RawBibliography;
pub(crate) use contracts::NOT_SHIPPED;
pub use contracts::{read_contract, read_shipped, shipped};
use rustc_hash::FxHashSet;

use crate::config::{Base, NamedFile, is_repository};
use crate::contract::Contract;
use crate::contract::case::Case;
use crate::contract::judge::Judge;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::engine;
use crate::markdown;
use crate::message::{Message, Text};
use crate::plan::Plan;
use crate::problem::{self, INVALID_BIBLIOGRAPHY, INVALID_CONFIGURATION};
use crate::source::{ReadError, SourceFile, Span};
use crate::value::Origin;
use crate::workspace::Workspace;

const NO_BIBLIOGRAPHY: Text = Text {
    en: "the bibliography {path} can't be read: {reason}",
    zh: "无法读取参考文献库 {path}：{reason}",
};
const NO_PLAN: Text =
    Text { en: "the plan {path} can't be read: {reason}", zh: "无法读取计划 {path}：{reason}" };
const NOT_BIBTEX: Text = Text { en: "not valid BibTeX: {reason}", zh: "不是有效的 BibTeX：{reason}" };
const REPEATED_KEY: Text =
    Text { en: "the key `{key}` is defined twice", zh: "文献键 `{key}` 被重复定义" };

/// What a run knows beside its documents.
#[derive(Debug, Default)]
pub struct Library {
    /// The folder that root-absolute links start from, relative to the current folder and with `/`; empty for the current folder.
    pub root: String,
    /// The keys of the bibliographies that are configured; `None` if there is none, so that `[@key]` can't be judged.
    pub bibliography: Option<FxHashSet<String>>,
    /// The contracts that the configuration names.
    pub contracts: Vec<Arc<Contract>>,
    /// The plan, if the configuration names one.
    pub plan: Option<Arc<Plan>>,
    /// The contracts that arguments hold every document to, whatever documents, plan and contracts themselves say.
    pub all_held_to: Option<Vec<Arc<Contract>>>,
}

impl Library {
    /// The library of a run under `base`, whose first argument lies in `folder` (absolute), with what can't be read of it.
    pub fn load(workspace: &Workspace, base: &Base, folder: &Path) -> (Library, Vec<Diagnostic>) {
        let mut library = Library { root: workspace.shown(root(base, folder)), ..Library::default() };
        let mut diagnostics = Vec::new();
        for named in base.bibliography.iter().flat_map(|(files, _)| files) {
            let keys = library.bibliography.get_or_insert_default();
            diagnostics.extend(read_keys(workspace, named, keys).err().map(|problem| *problem));
        }
        // A key that could not be read is not missing.
        if !diagnostics.is_empty() {
            library.bibliography = None;
        }
        let (contracts, problems) = contracts::load(workspace, base);
        library.contracts = contracts;
        diagnostics.extend(problems);
        if let Some(named) = &base.plan {
            match read_plan(workspace, named, &library.root) {
                Ok(plan) => library.plan = Some(Arc::new(plan)),
                Err(problem) => diagnostics.push(*problem),
            }
        }
        (library, diagnostics)
    }

    /// The contract of this name: one that the configuration names, else one that ships with casegate.
    pub fn contract(&self, name: &str) -> Option<Arc<Contract>> {
        let configured = self.contracts.iter().find(|contract| contract.name == name);
        configured.cloned().or_else(|| shipped(name))
    }

    /// The cases of a document under every contract that holds for it.
    pub fn judge(&self, doc: &Document) -> Vec<Case> {
        let contracts = self.all_held_to.as_ref().unwrap_or(&self.contracts);
        if contracts.is_empty() {
            return Vec::new();
        }
        let front_matter = Vec::new();
        let judge = Judge::new(doc, &front_matter);
        contracts.iter().flat_map(|contract| judge.cases(contract, self.plan.as_deref(), false)).collect()
    }
}

/// The folder that root-absolute links start from under `base`, for a run whose first argument lies in `folder` (absolute).
pub(crate) fn root<'a>(base: &'a Base, folder: &'a Path) -> &'a Path {
    let configured = base.root.as_ref().map(|(root, _)| root.as_path());
    configured
        .or(base.folder())
        .or_else(|| folder.ancestors().find(|folder| is_repository(folder)))
        .unwrap_or(folder)
}

/// A file that the configuration names at `origin` and that can't be read; `text` says so.
fn unreadable(text: &'static Text, path: &str, error: &ReadError, origin: &Origin) -> Diagnostic {
    match error {
        ReadError::Io(error) => {
            let message = Message::new(text).with("path", path).with("reason", error);
            problem::in_file(INVALID_CONFIGURATION, &origin.file, origin.span, message)
        }
        error => problem::unreadable(path, error),
    }
}

fn read_plan(workspace: &Workspace, named: &NamedFile, root: &str) -> Result<Plan, Box<Diagnostic>> {
    let path = workspace.shown(&named.file);
    let source = SourceFile::read(&named.file, path.as_str())
        .map_err(|error| Box::new(unreadable(&NO_PLAN, &path, &error, &named.origin)))?;
    plan_in(source, root)
}

/// The plan that a document is; links in it start at `root` if they begin with a slash.
fn plan_in(source: SourceFile, root: &str) -> Result<Plan, Box<Diagnostic>> {
    let path = source.path.clone();
    catch_unwind(AssertUnwindSafe(|| Plan::read(&markdown::parse(source), root)))
        .map_err(|panic| Box::new(engine::internal_error("casegate", &path, &*panic)))
}

fn read_keys(
    workspace: &Workspace,
    named: &NamedFile,
    keys: &mut FxHashSet<String>,
) -> Result<(), Box<Diagnostic>> {
    let path = workspace.shown(&named.file);
    let source = SourceFile::read(&named.file, path.as_str())
        .map_err(|error| Box::new(unreadable(&NO_BIBLIOGRAPHY, &path, &error, &named.origin)))?;
    let mut own = FxHashSet::default();
    let problem = |at: Range<usize>, message| {
        let start = source.character_start(at.start);
        let end = source.character_start(at.end).max(start);
        Box::new(problem::in_file(INVALID_BIBLIOGRAPHY, &source, Span::new(start, end), message))
    };
    // Keys are all that is asked for. To resolve what the fields say would find fault with strings of a style that is
    // not read here, and may never end.
    let bibliography = RawBibliography::parse(source.text())
        .map_err(|error| problem(error.span, Message::new(&NOT_BIBTEX).with("reason", error.kind)))?;
    for entry in bibliography.entries {
        let key = entry.v.key;
        if !own.insert(key.v) {
            return Err(problem(key.span, Message::new(&REPEATED_KEY).with("key", key.v)));
        }
    }
    keys.extend(own.into_iter().map(str::to_owned));
    Ok(())
}
