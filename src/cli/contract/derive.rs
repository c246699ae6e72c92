//! `casegate contract derive`: a first contract from a template, or from documents that are as they should be.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::Status;
use crate::cli::config::complain;
use crate::cli::documents::Documents;
use crate::cli::output::{self, Terminal};
use crate::contract::case::Case;
use crate::contract::derive::{Sketch, derive};
use crate::document::Document;
use crate::library::Library;
use crate::message::{Message, Text};
use crate::problem;
use crate::survey::Survey;
use crate::workspace::Workspace;

const NOTHING: Text =
    Text { en: "there is no document to derive a contract from", zh: "没有可用于生成契约的文档" };

#[derive(Args)]
pub(super) struct Derive {
    /// What to call the contract [default: as the template or the folder of the samples is called]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    documents: Documents,
}

impl Derive {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let Some(request) = self.documents.request(terminal) else { return Ok(Status::Trouble) };
        let workspace = Workspace::here()?;
        // What is to be a contract is held to none.
        let prepare = |library: &mut Library| library.hold_all_to(&workspace, &[]);
        // Whether there is one document only is not known before all are found.
        let draw =
            |doc: &Document, _: Vec<Case>, _: &Library| (Sketch::of(doc, true), Sketch::of(doc, false));
        let survey =
            self.documents.on_threads(|| Survey::of(&workspace, &request, prepare, draw, &|_| ()))?;
        let incomplete = survey.diagnostics.iter().any(|found| problem::ALL.contains(&found.rule));
        complain(survey.diagnostics, terminal)?;
        let files: Vec<PathBuf> =
            survey.documents.iter().map(|(path, _)| workspace.absolute(Path::new(&**path))).collect();
        if files.is_empty() {
            if !incomplete {
                terminal.tell(&Message::new(&NOTHING));
            }
            return Ok(Status::Trouble);
        }
        let is_template = files.len() == 1;
        let name = self.name.clone().unwrap_or_else(|| name_of(&files));
        let sketches: Vec<Sketch> = survey
            .documents
            .into_iter()
            .map(|(_, (template, sample))| if is_template { template } else { sample })
            .collect();
        output::print(derive(&sketches, &as_name(&name)).to_yaml(terminal.lang).as_bytes())?;
        Ok(if incomplete { Status::Trouble } else { Status::Clean })
    }
}

/// The name of a template, or of the folder that all samples are in. A template may have the name of its folder.
fn name_of(files: &[PathBuf]) -> String {
    let mut folder = files[0].parent();
    while let Some(around) = folder.filter(|folder| !files.iter().all(|file| file.starts_with(folder))) {
        folder = around.parent();
    }
    let own = files[0].file_stem().filter(|stem| {
        let says_nothing = |name: &str| stem.eq_ignore_ascii_case(name);
        files.len() == 1 && !["readme", "index", "template", "<stdin>"].into_iter().any(says_nothing)
    });
    let named = own.or(folder.and_then(Path::file_name));
    named.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A text as the name of a contract, which has no blank, dot or slash.
fn as_name(text: &str) -> String {
    let words: Vec<_> = text.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let name = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    if name.is_empty() { "contract".to_owned() } else { name }
}
