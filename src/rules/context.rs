//! What a rule sees and where it reports, so that a rule is nothing but its question.

use std::sync::Arc;

use crate::contract::case::Case;
use crate::diagnostic::{Diagnostic, Edit, Fix, Label, Safety, Severity};
use crate::document::Document;
use crate::facts::{Corpus, Facts};
use crate::ledger::Ledger;
use crate::library::Library;
use crate::message::{Message, Text};
use crate::rules::RuleDef;
use crate::source::{Place, SourceFile, Span};
use crate::sources::Sources;

/// One rule on one document.
pub struct RuleContext<'a> {
    /// The document.
    pub doc: &'a Document,
    /// What is known before any document is read.
    pub library: &'a Library,
    /// The cases of the document, judged by the contracts that hold for it.
    pub cases: &'a [Case],
    /// What the document cites, and where it names its sources.
    pub sources: &'a Sources<'a>,
    /// The quantities of the document, read when the first rule asks for them.
    pub ledger: &'a Ledger<'a>,
    rule: &'static RuleDef,
    severity: Severity,
    diagnostics: Vec<Diagnostic>,
    looked_at: u32,
}

impl<'a> RuleContext<'a> {
    pub(crate) fn new(
        doc: &'a Document,
        library: &'a Library,
        cases: &'a [Case],
        sources: &'a Sources<'a>,
        ledger: &'a Ledger<'a>,
        rule: &'static RuleDef,
        severity: Severity,
    ) -> Self {
        RuleContext {
            doc,
            library,
            cases,
            sources,
            ledger,
            rule,
            severity,
            diagnostics: Vec::new(),
            looked_at: 0,
        }
    }

    /// Reports that `text` holds at `span`. Arguments, labels and a fix are added to what is returned.
    pub fn report(&mut self, span: Span, text: &'static Text) -> Finding<'_> {
        self.diagnostics.push(Diagnostic::new(
            self.rule.id,
            self.severity,
            self.doc.source.path.clone(),
            Some(self.doc.source.place(span)),
            Message::new(text),
        ));
        Finding {
            diagnostic: self.diagnostics.last_mut().expect("just pushed"),
            source: Some(&self.doc.source),
        }
    }

    /// Adds `count` to the things that the rule looked at. Each finding fails one of them
    /// (or what [`Finding::fails`] says), and the score is what is left over what was looked at.
    pub fn looked_at(&mut self, count: usize) {
        self.looked_at += count as u32;
    }

    pub(crate) fn finish(self) -> (Vec<Diagnostic>, u32) {
        (self.diagnostics, self.looked_at)
    }
}

/// One corpus rule on the documents whose configuration switches it on.
pub struct CorpusContext<'a> {
    /// The facts of all documents of the run, and what their links point to.
    pub corpus: &'a Corpus,
    /// The documents that the rule is on for.
    pub documents: &'a [&'a Facts],
    rule: &'static RuleDef,
    severity: Severity,
    diagnostics: Vec<Diagnostic>,
    looked_at: Vec<u32>,
}

impl<'a> CorpusContext<'a> {
    pub(crate) fn new(
        corpus: &'a Corpus,
        documents: &'a [&'a Facts],
        rule: &'static RuleDef,
        severity: Severity,
    ) -> Self {
        let looked_at = vec![0; documents.len()];
        CorpusContext { corpus, documents, rule, severity, diagnostics: Vec::new(), looked_at }
    }

    /// Where `facts` stands in `documents`; `None` if the rule is off for it.
    pub fn index_of(&self, facts: &Facts) -> Option<usize> {
        // Both are in the order of paths.
        self.documents.binary_search_by(|document| document.path.cmp(&facts.path)).ok()
    }

    /// Reports that `text` holds at a place of the document at `path`.
    pub fn report(&mut self, path: &Arc<str>, place: &Place, text: &'static Text) -> Finding<'_> {
        self.diagnostics.push(Diagnostic::new(
            self.rule.id,
            self.severity,
            path.clone(),
            Some(place.clone()),
            Message::new(text),
        ));
        Finding { diagnostic: self.diagnostics.last_mut().expect("just pushed"), source: None }
    }

    /// Adds `count` to the things that the rule looked at in `documents[document]`; see [`RuleContext::looked_at`].
    pub fn looked_at(&mut self, document: usize, count: usize) {
        self.looked_at[document] += count as u32;
    }

    pub(crate) fn finish(self) -> (Vec<Diagnostic>, Vec<u32>) {
        (self.diagnostics, self.looked_at)
    }
}

/// A finding that was just reported, to be completed.
pub struct Finding<'r> {
    diagnostic: &'r mut Diagnostic,
    source: Option<&'r SourceFile>,
}

impl Finding<'_> {
    /// Gives the argument `name` of the message, the help and the fix title.
    pub fn arg(self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.diagnostic.message.arguments.push((name, value.to_string()));
        self
    }

    /// Says what to do about it.
    pub fn help(self, text: &'static Text) -> Self {
        self.diagnostic.help = Some(text);
        self
    }

    /// Shows another place of the same document with its own words.
    pub fn label(self, span: Span, message: Message) -> Self {
        if let Some(source) = self.source {
            let place = source.place(span);
            self.diagnostic.labels.push(Label { path: source.path.clone(), place, message });
        }
        self
    }

    /// Shows a place of any document, for corpus rules.
    pub fn label_at(self, path: &Arc<str>, place: &Place, message: Message) -> Self {
        self.diagnostic.labels.push(Label { path: path.clone(), place: place.clone(), message });
        self
    }

    /// Names the case that it belongs to, for corpus rules; in a document the place says that.
    pub fn case(self, name: impl Into<Arc<str>>) -> Self {
        self.diagnostic.case = Some(name.into());
        self
    }

    /// Gives it another weight than the rule has; `None` leaves it.
    pub fn severity(self, severity: Option<Severity>) -> Self {
        self.diagnostic.severity = severity.unwrap_or(self.diagnostic.severity);
        self
    }

    /// Offers edits that mend it.
    pub fn fix(self, safety: Safety, title: &'static Text, edits: Vec<Edit>) -> Self {
        self.diagnostic.fix = Some(Fix { safety, title, edits });
        self
    }

    /// Says how many of the things looked at the finding fails; one unless said.
    pub fn fails(self, count: usize) -> Self {
        self.diagnostic.fails = count as u32;
        self
    }
}
