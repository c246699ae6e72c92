//! `casegate contract explain`: where each slot of each case is, and why.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use crate::cli::Status;
use crate::cli::config::complain;
use crate::cli::documents::Documents;
use crate::cli::held_to::HeldTo;
use crate::cli::output::{self, Terminal};
use crate::contract::explain::Explanation;
use crate::document::Document;
use crate::library::Library;
use crate::message::{Message, Text};
use crate::problem;
use crate::report::{Style, explanation};
use crate::survey::Survey;
use crate::workspace::Workspace;

const NO_CASE: Text = Text {
    en: "no case was found: no contract holds for these documents, or none of their headings opens a case; --contract NAME|FILE names a contract to hold them to",
    zh: "未找到案例：没有适用于这些文档的契约，或文档中没有开启案例的标题；可用 --contract NAME|FILE 指定契约",
};

#[derive(Args)]
pub(super) struct Explain {
    /// How to write it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    held_to: HeldTo,
    #[command(flatten)]
    documents: Documents,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for each case
    #[default]
    Table,
    /// One JSON object
    Json,
}

impl Explain {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let Some(request) = self.documents.request(terminal) else { return Ok(Status::Trouble) };
        let workspace = Workspace::here()?;
        let prepare = |library: &mut Library| self.held_to.prepare(&workspace, library);
        let explain = |doc: &Document, cases: Vec<_>, _: &Library| -> Vec<Explanation> {
            cases.iter().map(|case| Explanation::of(doc, case)).collect()
        };
        let survey =
            self.documents.on_threads(|| Survey::of(&workspace, &request, prepare, explain, &|_| ()))?;
        let incomplete = survey.diagnostics.iter().any(|found| problem::ALL.contains(&found.rule));
        complain(survey.diagnostics, terminal)?;
        let cases: Vec<Explanation> = survey.documents.into_iter().flat_map(|(_, cases)| cases).collect();
        if cases.is_empty() {
            if !incomplete {
                terminal.tell(&Message::new(&NO_CASE));
            }
            return Ok(Status::Trouble);
        }
        let color = self.format == Format::Table && terminal.colors_stdout();
        let style = Style { lang: terminal.lang, color, max_diagnostics: None };
        let mut out = output::open(None, color)?;
        match self.format {
            Format::Table => explanation::write_table(&cases, style, &mut out)?,
            Format::Json => explanation::write_json(&cases, &mut out)?,
        }
        out.flush()?;
        Ok(if incomplete { Status::Trouble } else { Status::Clean })
    }
}
