//! Everything that is known before the first document is read; immutable while documents are checked.

mod arguments;
mod bibliography;
mod contracts;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bibliography::NO_BIBLIOGRAPHY;
pub use bibliography::{Bibliographies, Bibliography, BibliographyEntry, BibliographyError};
pub(crate) use contracts::NOT_SHIPPED;
pub use contracts::{read_contract, read_shipped, shipped};

use crate::config::{Base, NamedFile, is_repository};
use crate::contract::case::Case;
use crate::contract::fields::front_matter_values;
use crate::contract::judge::Judge;
use crate::contract::{Contract, shipped_names};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::engine;
use crate::markdown;
use crate::message::{Message, Text};
use crate::plan::Plan;
use crate::problem::{self, INVALID_CONFIGURATION, UNKNOWN_CONTRACT};
use crate::rules::completeness;
use crate::similar::{DID_YOU_MEAN, similar};
use crate::source::{ReadError, SourceFile, Span};
use crate::value::Origin;
use crate::workspace::Workspace;

const NO_PLAN: Text =
    Text { en: "the plan {path} can't be read: {reason}", zh: "无法读取计划 {path}：{reason}" };

const NO_SUCH_CONTRACT: Text =
    Text { en: "no contract is called `{name}`", zh: "没有名为 `{name}` 的契约" };
const NAME_CONTRACT: Text = Text {
    en: "name one that ships with casegate, or one of `contracts` under `[library]` in casegate.toml",
    zh: "请使用 casegate 自带的契约，或 casegate.toml 中 `[library]` 下 `contracts` 列出的契约",
};

/// The contract of planned cases that no other one holds for.
const PLANNED: &str = "case-study";

/// What a run knows beside its documents.
#[derive(Debug, Default)]
pub struct Library {
    /// The folder that root-absolute links start from, relative to the current folder and with `/`; empty for the current folder.
    pub root: String,
    /// The bibliographies that are configured.
    pub bibliographies: Bibliographies,
    /// The current folder, which the paths of documents are relative to.
    pub folder: PathBuf,
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
        let mut library = Library {
            root: workspace.shown(root(base, folder)),
            folder: workspace.current.clone(),
            ..Library::default()
        };
        let mut diagnostics = Vec::new();
        for named in base.bibliography.iter().flat_map(|(files, _)| files) {
            let path = workspace.shown(&named.file);
            match Bibliography::read(&named.file, &path) {
                Ok(bibliography) => library.bibliographies.add(&Arc::new(bibliography)),
                Err(error) => {
                    library.bibliographies.add_unknown();
                    diagnostics.push(match error {
                        BibliographyError::Invalid(problem) => *problem,
                        BibliographyError::Unreadable(error) => {
                            unreadable(&NO_BIBLIOGRAPHY, &path, &error, &named.origin)
                        }
                    });
                }
            }
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

    /// The cases of a document under every contract that holds for it, with what is wrong with its front matter.
    pub fn judge(&self, doc: &Document) -> (Vec<Case>, Vec<Diagnostic>) {
        let front_matter = front_matter_values(doc);
        let (held, problems) = match &self.all_held_to {
            Some(contracts) => {
                (contracts.iter().map(|contract| (contract.clone(), false)).collect(), Vec::new())
            }
            None => self.held_to(doc, &front_matter),
        };
        if held.is_empty() {
            return (Vec::new(), problems);
        }
        let judge = Judge::new(doc, &front_matter);
        let cases =
            held.iter().flat_map(|(contract, named)| judge.cases(contract, self.plan.as_deref(), *named));
        (cases.collect(), problems)
    }

    /// The contracts that hold for a document, each with whether it holds for this very one, and what is wrong with
    /// its front matter.
    ///
    /// Its front matter may name contracts; those that the configuration names hold for what they apply to, and if they don't
    /// say, for every document that is not the plan and names no contract; a planned case that none of them holds for is held to `case-study`.
    fn held_to(
        &self,
        doc: &Document,
        front_matter: &[(String, Span)],
    ) -> (Vec<(Arc<Contract>, bool)>, Vec<Diagnostic>) {
        let named = front_matter.iter().filter(|(name, _)| name == "contract").map(|(_, span)| *span);
        let mut problems = Vec::new();
        let mut held: Vec<(Arc<Contract>, bool)> = Vec::new();
        for span in named {
            let name = doc.source.slice(span);
            match self.contract(name) {
                Some(contract) => held.push((contract, true)),
                None => problems.push(self.unknown_contract(doc, span, name)),
            }
        }
        let workspace = Workspace { current: self.folder.clone() };
        let path = workspace.absolute(Path::new(&*doc.source.path));
        let is_plan = self.plan.as_ref().is_some_and(|plan| plan.path == doc.source.path);
        // What is meant for all documents is not meant for the plan of them, nor for one that names its own contract.
        let anything = held.is_empty() && !is_plan;
        for contract in self.contracts.iter().filter(|contract| anything || contract.applies.is_some()) {
            if contract.holds_for(&path) && held.iter().all(|(other, _)| other.name != contract.name) {
                held.push((contract.clone(), contract.applies.is_some()));
            }
        }
        let planned = || {
            self.plan.as_ref().is_some_and(|plan| {
                let title = doc.headings().first().map_or("", |heading| &heading.text);
                plan.path != doc.source.path && plan.case_of(&doc.source.path, title).is_some()
            })
        };
        if held.is_empty() && planned() {
            held.extend(shipped(PLANNED).map(|contract| (contract, true)));
        }
        if completeness::is_template(doc) {
            held.clear();
        }
        (held, problems)
    }

    fn unknown_contract(&self, doc: &Document, span: Span, name: &str) -> Diagnostic {
        let message = Message::new(&NO_SUCH_CONTRACT).with("name", name);
        let known = self.contracts.iter().map(|contract| contract.name.as_str()).chain(shipped_names());
        let problem = problem::in_file(UNKNOWN_CONTRACT, &doc.source, span, message);
        match similar(name, known) {
            Some(similar) => {
                let message = problem.message.with("similar", similar);
                Diagnostic { message, help: Some(&DID_YOU_MEAN), ..problem }
            }
            None => Diagnostic { help: Some(&NAME_CONTRACT), ..problem },
        }
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
