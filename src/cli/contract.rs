//! `casegate contract`: contracts checked, explained and proposed.

mod check;
mod derive;
mod explain;

use std::io;

use clap::{Args, Subcommand};

use super::Status;
use super::output::Terminal;

#[derive(Args)]
pub(super) struct Contract {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Tell what is wrong with contracts
    Check(check::Check),
    /// Propose a contract: what a template shows, or what most of several documents have
    Derive(derive::Derive),
    /// Show for each case of documents where each slot is, and why
    Explain(explain::Explain),
}

impl Contract {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        match &self.command {
            Command::Check(check) => check.run(terminal),
            Command::Derive(derive) => derive.run(terminal),
            Command::Explain(explain) => explain.run(terminal),
        }
    }
}
