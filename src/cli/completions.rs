//! `casegate completions`: what a shell needs to complete the arguments of casegate.

use std::io;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Status, output};

#[derive(Args)]
pub(super) struct Completions {
    /// The shell whose script to print
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub fn run(&self) -> io::Result<Status> {
        // The generator panics where it can't write, and a vector takes everything.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), env!("CARGO_PKG_NAME"), &mut script);
        output::print(&script)?;
        Ok(Status::Clean)
    }
}
