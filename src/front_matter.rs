//! What the front matter of a document says, with the place of each word.

use std::sync::Arc;

use crate::document::{Document, Kind};
use crate::source::{SourceFile, Span};
use crate::value::{Data, Syntax, Table};

/// The front matter of a document that has one; reading it is left to whoever needs it.
pub(crate) struct FrontMatter<'d> {
    doc: &'d Document,
    /// With its fences, without a byte order mark before them and blanks behind.
    span: Span,
}

impl<'d> FrontMatter<'d> {
    /// `None` for a document without front matter.
    pub fn of(doc: &'d Document) -> Option<FrontMatter<'d>> {
        let matter = doc.nodes().get(1).filter(|node| node.kind == Kind::FrontMatter)?;
        let text = doc.source.slice(matter.span);
        let start = matter.span.start as usize + text.len() - text.trim_start_matches('\u{feff}').len();
        let end = matter.span.start as usize + text.trim_end().len();
        Some(FrontMatter { doc, span: Span::new(start, end.max(start)) })
    }

    /// Its source with the fences.
    pub fn text(&self) -> &'d str {
        self.doc.source.slice(self.span)
    }

    /// Where it stands in the document.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Its keys with their values; places are those in the document. `None` if it can't be read or is no table, which
    /// is for a rule to tell.
    pub fn read(&self) -> Option<Table> {
        let source = &self.doc.source;
        let syntax = if self.text().starts_with('+') { Syntax::Toml } else { Syntax::Yaml };
        let body =
            Span { start: source.line_start(1), end: source.line_start(source.line_of(self.span.end)) };
        // Values keep the file that they are from, and all that they need of this one is its beginning.
        let beginning = source.text()[..self.span.end as usize].to_owned();
        let file = Arc::new(SourceFile::new(source.path.clone(), beginning));
        match syntax.parse(&file, body).ok()?.data {
            Data::Table(table) => Some(table),
            _ => None,
        }
    }
}
