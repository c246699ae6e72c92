//! `casegate contract check`: every mistake of a contract, at its place.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::cli::Status;
use crate::cli::config::complain;
use crate::cli::output::{self, Terminal};
use crate::contract::{Contract, Presence};
use crate::library::read_contract;
use crate::message::{Message, Text};
use crate::report::terminal::escape;
use crate::workspace::Workspace;

const SOUND: Text = Text {
    en: "{path}: the contract {name} has {slots} slots, {required} of them required, and {fields} fields",
    zh: "{path}：契约 {name} 有 {slots} 个槽位，其中 {required} 个必需，另有 {fields} 个字段",
};

#[derive(Args)]
pub(super) struct Check {
    /// Contracts
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
}

impl Check {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let workspace = Workspace::here()?;
        let mut mistakes = Vec::new();
        let mut out = output::open(None, false)?;
        for file in &self.files {
            let (contract, found) = read_contract(&workspace, file, &workspace.current);
            mistakes.extend(found);
            if let Some(contract) = contract {
                let path = workspace.shown(file);
                writeln!(out, "{}", escape(&in_numbers(&contract, &path).render(terminal.lang)))?;
            }
        }
        out.flush()?;
        let status = if mistakes.is_empty() { Status::Clean } else { Status::Trouble };
        complain(mistakes, terminal)?;
        Ok(status)
    }
}

fn in_numbers(contract: &Contract, path: &str) -> Message {
    let required = contract.slots.iter().filter(|slot| slot.presence == Presence::Required);
    Message::new(&SOUND)
        .with("path", path)
        .with("name", &contract.name)
        .with("slots", contract.slots.len())
        .with("required", required.count())
        .with("fields", contract.fields.len())
}
