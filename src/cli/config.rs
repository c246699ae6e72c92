//! `casegate config`: what governs a document, and where each value comes from.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Status;
use super::configuration::Configuration;
use super::output::{self, Terminal};
use crate::config::{Configs, show};
use crate::diagnostic::Diagnostic;
use crate::report::{Format, Report, Style, Summary, reporter};
use crate::workspace::Workspace;

/// A folder is shown as any Markdown document in it; patterns such as `*.md` match this name, and names don't.
const ANY_DOCUMENT: &str = "*.md";

#[derive(Args)]
pub(super) struct Config {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print all values that govern a document, as TOML, and where each one comes from
    ///
    /// Mistakes are told on standard error, and then nothing is printed.
    Show(Show),
}

#[derive(Args)]
struct Show {
    /// A document or folder, be it there or not [default: .]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    #[command(flatten)]
    configuration: Configuration,
}

impl Config {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let Command::Show(show) = &self.command;
        show.run(terminal)
    }
}

impl Show {
    fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let Some(selection) = self.configuration.selection(terminal) else { return Ok(Status::Trouble) };
        let workspace = Workspace::here()?;
        let mut configs = Configs::new(workspace.clone(), selection.clone());
        let document = self.document(&workspace);
        let config = configs.of_file(&document);
        complain(configs.take_diagnostics(), terminal)?;
        if config.broken {
            return Ok(Status::Trouble);
        }
        output::print(show(&config, &document, &workspace, selection.preset).as_bytes())?;
        Ok(Status::Clean)
    }

    /// The absolute path of what is asked about.
    fn document(&self, workspace: &Workspace) -> PathBuf {
        let asked = self.path.clone().unwrap_or_else(|| PathBuf::from("."));
        let ends_in_slash = asked.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
        let path = workspace.absolute(&asked);
        if ends_in_slash || path.is_dir() { path.join(ANY_DOCUMENT) } else { path }
    }
}

/// Reports mistakes as `check` would, but leaves standard output to configurations.
pub(super) fn complain(mut mistakes: Vec<Diagnostic>, terminal: &Terminal) -> io::Result<()> {
    mistakes.sort_by(|a, b| a.order().cmp(&b.order()));
    let format = if io::stderr().is_terminal() { Format::Pretty } else { Format::Concise };
    let style = Style { lang: terminal.lang, color: terminal.colors_stderr(), max_diagnostics: None };
    let report = Report { diagnostics: mistakes, summary: Summary::default() };
    let mut err = output::stderr(style.color);
    reporter(format, style).write(&report, &mut err)?;
    err.flush()
}
