//! `casegate schema`: the JSON Schemas that editors and pipelines use.

use std::io;

use clap::{Args, ValueEnum};

use super::{Status, output};
use crate::config;
use crate::contract;
use crate::report::{claims, json, overview};

#[derive(Args)]
pub(super) struct Schema {
    #[arg(value_enum)]
    what: What,
}

/// What can be described.
#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// The report of `casegate claims --format json`
    Claims,
    /// The configuration file `casegate.toml`
    Config,
    /// Contracts, which say what documents must contain
    Contract,
    /// The report of `--format json`
    Output,
    /// The report of `casegate status --format json`
    Status,
}

impl Schema {
    pub fn run(&self) -> io::Result<Status> {
        let schema = match self.what {
            What::Claims => claims::schema(),
            What::Config => config::schema(),
            What::Contract => contract::schema(),
            What::Output => json::schema(),
            What::Status => overview::schema(),
        };
        output::print(schema.as_bytes())?;
        Ok(Status::Clean)
    }
}
