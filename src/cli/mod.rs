//! The command line: what can be asked for, and how the answer becomes an exit code. No check happens here.

mod check;
mod config;
mod configuration;
mod output;
mod rules;
mod schema;

use std::ffi::OsString;
use std::io::{self, Write};
use std::panic;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::message::Lang;

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
    /// Language of messages: en or zh-CN [default: CASEGATE_LANG, then the locale]
    #[arg(long, global = true, value_name = "LANG", value_parser = output::parse_lang)]
    lang: Option<Lang>,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: output::Color,
}

#[derive(Subcommand)]
enum Command {
    /// Check documents
    Check(check::Check),
    /// List the rules, or explain one
    #[command(visible_alias = "explain")]
    Rules(rules::Rules),
    /// Show what governs a document
    Config(config::Config),
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
    let status = match Cli::try_parse_from(std::env::args_os().collect::<Vec<OsString>>()) {
        Ok(cli) => execute(cli),
        Err(error) => {
            let _ = error.print();
            if error.use_stderr() { Status::Trouble } else { Status::Clean }
        }
    };
    ExitCode::from(status as u8)
}

fn execute(cli: Cli) -> Status {
    let terminal = output::Terminal { lang: cli.lang.unwrap_or_else(output::lang), color: cli.color };
    let done = match &cli.command {
        Command::Check(check) => check.run(&terminal),
        Command::Rules(rules) => rules.run(&terminal),
        Command::Config(config) => config.run(&terminal),
        Command::Schema(schema) => schema.run(),
    };
    match done {
        Ok(status) => status,
        // Who closed the pipe has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Clean,
        Err(error) => {
            let _ = writeln!(io::stderr(), "casegate: {error}");
            Status::Trouble
        }
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
