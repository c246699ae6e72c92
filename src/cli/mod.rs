//! The command line: what can be asked for, and how the answer becomes an exit code. No check happens here.

mod check;
mod claims;
mod completions;
mod config;
mod configuration;
mod contract;
mod documents;
mod held_to;
mod init;
mod man;
mod new;
mod output;
mod progress;
mod rules;
mod schema;
mod statistics;
mod status;
mod timing;
mod usage;

use std::ffi::OsString;
use std::io::{self, Write};
use std::panic;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::message::Lang;
use crate::report::terminal::escape;

/// How a command ended. The numbers are what scripts rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing to object to.
    Clean = 0,
    /// Findings that count, or a score under its gate.
    Failed = 1,
    /// Something could not be checked.
    Trouble = 2,
}

/// A quality gate for Markdown documents: completeness, format, data and technical accuracy, measured.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Language of messages [default: CASEGATE_LANG, then the locale]
    #[arg(long, global = true, value_name = "LANG", value_parser = output::languages(), ignore_case = true)]
    lang: Option<Lang>,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: output::Color,
}

#[derive(Subcommand)]
enum Command {
    /// Check documents
    Check(check::Check),
    /// Show how far each case of the library is
    Status(status::ShowStatus),
    /// List every number with its role, its source and whether both hold
    Claims(claims::ShowClaims),
    /// Write the skeleton of a document: of a planned case, or under a contract
    New(new::New),
    /// Check, explain and propose contracts
    Contract(contract::Contract),
    /// List the rules, or explain one
    #[command(visible_alias = "explain")]
    Rules(rules::Rules),
    /// Write a first casegate.toml, with the settings of markdownlint and rumdl that lie there
    Init(init::Init),
    /// Show what governs a document
    Config(config::Config),
    /// Print a script that makes a shell complete arguments
    Completions(completions::Completions),
    /// Print a manual page
    #[command(hide = true)]
    Man(man::Man),
    /// Print a JSON Schema
    #[command(hide = true)]
    Schema(schema::Schema),
}

/// Runs the command that this process was started with.
pub fn run() -> ExitCode {
    // A panic becomes a diagnostic; the default hook would tell it a second time.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        panic::set_hook(Box::new(|_| {}));
    }
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let done = match Cli::try_parse_from(&arguments) {
        Ok(cli) => execute(&cli),
        Err(error) => usage::explain(&arguments, error),
    };
    let status = match done {
        Ok(status) => status,
        // Who closed the pipe has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Clean,
        Err(error) => {
            let _ = writeln!(io::stderr(), "casegate: {}", escape(&error.to_string()));
            Status::Trouble
        }
    };
    ExitCode::from(status as u8)
}

fn execute(cli: &Cli) -> io::Result<Status> {
    let terminal = output::Terminal { lang: cli.lang.unwrap_or_else(output::lang), color: cli.color };
    match &cli.command {
        Command::Check(check) => check.run(&terminal),
        Command::Status(status) => status.run(&terminal),
        Command::Claims(claims) => claims.run(&terminal),
        Command::New(new) => new.run(&terminal, cli.lang),
        Command::Contract(contract) => contract.run(&terminal),
        Command::Rules(rules) => rules.run(&terminal),
        Command::Init(init) => init.run(&terminal),
        Command::Config(config) => config.run(&terminal),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(&terminal),
        Command::Schema(schema) => schema.run(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_are_declared_without_contradiction() {
        super::Cli::command().debug_assert();
    }
}
