//! What the command line puts in the place of what the configuration says about contracts and the plan.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::{Library, PLANNED, contracts, plan_in, shipped};
use crate::contract::{Contract, names_file, shipped_names};
use crate::diagnostic::Diagnostic;
use crate::problem;
use crate::similar::similar;
use crate::source::{ReadError, SourceFile};
use crate::workspace::Workspace;

impl Library {
    /// Holds every document to the contracts that these arguments name, and to no other. A name is that of a contract
    /// that the configuration names or that ships with casegate, or of a file.
    ///
    /// Gives what is wrong with them; then no document is held to anything.
    pub fn hold_all_to(&mut self, workspace: &Workspace, names: &[String]) -> Vec<Diagnostic> {
        let (mut all, mut problems) = (Vec::new(), Vec::new());
        for name in names {
            match self.named(workspace, name) {
                Ok(contract) => all.push(contract),
                Err(found) => problems.extend(found),
            }
        }
        self.all_held_to = Some(if problems.is_empty() { all } else { Vec::new() });
        problems
    }

    /// The contract that an argument names.
    ///
    /// # Errors
    /// What is wrong with the contract or its name.
    pub fn named(&self, workspace: &Workspace, name: &str) -> Result<Arc<Contract>, Vec<Diagnostic>> {
        if names_file(name) {
            let (contract, problems) =
                contracts::read_contract(workspace, Path::new(name), &workspace.current);
            return contract.map(Arc::new).ok_or(problems);
        }
        self.contract(name).ok_or_else(|| {
            let shipped = shipped_names();
            let own = self.contracts.iter().map(|contract| contract.name.as_str());
            let meant = similar(name, own.chain(shipped.iter().copied()));
            vec![problem::no_such_contract(name, meant, &shipped)]
        })
    }

    /// The contract for a planned case whose document is or will be at `path`, if that is known: the first one of the
    /// configuration that holds there, or that holds everywhere, else that of all planned cases.
    pub fn contract_of_planned(&self, path: Option<&str>) -> Option<Arc<Contract>> {
        let path = path.map(|path| self.folder.join(path));
        let holds = |contract: &&Arc<Contract>| match (&contract.applies, &path) {
            (None, _) => true,
            (Some(applies), Some(path)) => applies.matches(path),
            (Some(_), None) => false,
        };
        self.contracts.iter().find(holds).cloned().or_else(|| shipped(PLANNED))
    }

    /// Reads the plan in `file`, which takes the place of the one that the configuration names.
    ///
    /// # Errors
    /// Why it can't be read; then there is no plan.
    pub fn follow(&mut self, workspace: &Workspace, file: &Path) -> Result<(), Box<Diagnostic>> {
        self.plan = None;
        let path = workspace.shown(file);
        let source = SourceFile::read(file, path.as_str()).map_err(|error| match error {
            ReadError::Io(error) if error.kind() == ErrorKind::NotFound => {
                Box::new(problem::no_such_file(&path))
            }
            error => Box::new(problem::unreadable(&path, &error)),
        })?;
        self.plan = Some(Arc::new(plan_in(source, &self.root)?));
        Ok(())
    }
}
