//! A first casegate.toml for a folder, with what the files of markdownlint and rumdl in it say already.

mod around;
mod plan;
mod rumdl;
mod template;
mod write;

use std::path::Path;

pub use around::Around;

use super::files::Files;
use super::markdownlint::{Theirs, is_data};
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::{Lang, Message, Text};
use crate::workspace::Workspace;
use plan::Plan;
use rumdl::Rumdl;

const FILE_NOT_CONVERTED: Text = Text { en: "not converted: {reason}", zh: "未转换：{reason}" };
const NOT_CONVERTED: Text =
    Text { en: "not converted: {place}: {reason}", zh: "未转换：{place}：{reason}" };
const NOT_CONVERTED_BECAUSE: Text = Text {
    en: "not converted: {place}: {reason} ({help})",
    zh: "未转换：{place}：{reason}（{help}）",
};

/// What is to be written into a folder.
#[derive(Debug)]
pub struct Draft {
    /// The text of casegate.toml.
    pub text: String,
    /// The files of markdownlint whose settings it holds, as reports show them.
    pub markdownlint_files: Vec<String>,
    /// The file of rumdl whose settings it holds.
    pub rumdl_file: Option<String>,
    /// What could not be converted, in the order of its places.
    pub unconverted: Vec<Diagnostic>,
}

impl Draft {
    /// Makes a file for `folder`, an absolute path, with comments in `lang`.
    ///
    /// # Errors
    /// The mistakes in the files that lie there, besides what could not be converted.
    pub fn new(workspace: &Workspace, folder: &Path, lang: Lang) -> Result<Draft, Vec<Diagnostic>> {
        let mut files = Files::new(workspace.clone());
        let theirs = Theirs::of_folder(folder, None, &mut files);
        let rumdl = Rumdl::of_folder(folder, &mut files);
        let plan = Plan::new(theirs.as_ref(), rumdl.as_ref(), &mut files.mistakes);
        if let Some(theirs) = &theirs {
            theirs.tell_unconverted(&mut files.mistakes);
        }
        let mut told = files.mistakes.take();
        told.sort_by(|a, b| a.order().cmp(&b.order()));
        if told.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            return Err(told);
        }

        // Comments name files as somebody sees them who reads the file where it lies.
        let here = Workspace { current: folder.to_owned() };
        let theirs = theirs.iter().flat_map(|theirs| &theirs.files).filter(|file| is_data(file));
        let theirs: Vec<_> = theirs.collect();
        let page = write::Page {
            lang,
            plan: &plan,
            markdownlint_files: theirs.iter().map(|file| here.shown(file)).collect(),
            rumdl_file: rumdl.as_ref().map(|rumdl| here.shown(&rumdl.file)),
            unconverted: told
                .iter()
                .map(|lost| {
                    let path = here.shown(&workspace.absolute(Path::new(&*lost.path)));
                    unconverted(lost, &path, lang)
                })
                .collect(),
        };
        Ok(Draft {
            text: page.write(),
            markdownlint_files: theirs.iter().map(|file| workspace.shown(file)).collect(),
            rumdl_file: rumdl.map(|rumdl| workspace.shown(&rumdl.file)),
            unconverted: told,
        })
    }
}

/// One line about what is not converted, in a file that is shown as `path`.
pub fn unconverted(lost: &Diagnostic, path: &str, lang: Lang) -> String {
    let mut message = lost.message.clone();
    let Some(at) = &lost.place else {
        // What is said about a whole file names it itself.
        let paths = message.arguments.iter_mut().filter(|(name, _)| *name == "path");
        paths.for_each(|(_, value)| *value = path.to_owned());
        return Message::new(&FILE_NOT_CONVERTED).with("reason", message.render(lang)).render(lang);
    };
    let place = format!("{path}:{}:{}", at.start.line, at.start.column);
    let line = Message::new(if lost.help.is_some() { &NOT_CONVERTED_BECAUSE } else { &NOT_CONVERTED })
        .with("place", place)
        .with("reason", message.render(lang));
    match lost.help {
        Some(help) => line.with("help", Message { text: help, ..message }.render(lang)),
        None => line,
    }
    .render(lang)
}
