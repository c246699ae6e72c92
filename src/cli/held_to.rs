//! What the command line says about contracts, the same for every command that holds documents to some.

use clap::Args;

use crate::diagnostic::Diagnostic;
use crate::library::Library;
use crate::workspace::Workspace;

#[derive(Args)]
pub(super) struct HeldTo {
    /// Hold every document to this contract, whatever it says about where it applies (repeatable)
    #[arg(long = "contract", value_name = "NAME|FILE")]
    contracts: Vec<String>,
}

impl HeldTo {
    /// Lets `library` hold documents to what is asked for, and gives what is wrong with that.
    pub fn prepare(&self, workspace: &Workspace, library: &mut Library) -> Vec<Diagnostic> {
        if self.contracts.is_empty() {
            return Vec::new();
        }
        library.hold_all_to(workspace, &self.contracts)
    }
}
