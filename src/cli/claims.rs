//! `casegate claims`: the ledger of documents, so that a reviewer audits them by their evidence.

use std::io::{self, Write};

use clap::Args;

use super::Status;
use super::config::complain;
use super::documents::Documents;
use super::held_to::HeldTo;
use super::output::{self, Terminal};
use super::progress::Progress;
use crate::audit::Audit;
use crate::library::Library;
use crate::message::{Message, Text};
use crate::report::Style;
use crate::report::claims::{self, ClaimsFormat, Filter};
use crate::workspace::Workspace;

const NOTHING: Text = Text {
    en: "no document to read: no Markdown file was found, or all are excluded",
    zh: "没有可读取的文档：未找到 Markdown 文件，或全部被排除",
};

#[derive(Args)]
pub(super) struct ShowClaims {
    /// How to write it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: ClaimsFormat,
    /// List claims, and numbers that others contradict, but none that needs no source
    #[arg(long)]
    claims_only: bool,
    /// List claims that have no source, or one that leads nowhere
    #[arg(long)]
    uncited: bool,
    #[command(flatten)]
    held_to: HeldTo,
    #[command(flatten)]
    documents: Documents,
}

impl ShowClaims {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let Some(request) = self.documents.request(terminal) else { return Ok(Status::Trouble) };
        let workspace = Workspace::here()?;
        let progress = Progress::new(terminal.lang);
        let prepare = |library: &mut Library| self.held_to.prepare(&workspace, library);
        let done = |all| progress.document_done(all);
        let audit = self.documents.on_threads(|| Audit::of(&workspace, &request, prepare, &done))?;
        progress.finish();

        let incomplete = audit.is_incomplete();
        complain(audit.diagnostics.clone(), terminal)?;
        if audit.documents == 0 {
            if !incomplete {
                terminal.tell(&Message::new(&NOTHING));
            }
            return Ok(Status::Trouble);
        }
        let color = self.format == ClaimsFormat::Table && terminal.colors_stdout();
        let style = Style { lang: terminal.lang, color, max_diagnostics: None };
        let filter = Filter { claims_only: self.claims_only, uncited: self.uncited };
        let mut out = output::open(None, color)?;
        claims::write(&audit, filter, self.format, style, &mut out)?;
        out.flush()?;
        Ok(if incomplete { Status::Trouble } else { Status::Clean })
    }
}
