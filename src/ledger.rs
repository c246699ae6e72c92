//! The quantities of a document as evidence: what each is, what role it plays, and what vouches for it.
//!
//! Reading is put off until a rule asks, and done once for all rules.

use std::cell::OnceCell;

use crate::contract::case::Case;
use crate::document::Document;
use crate::quantity::{Passage, passages};
use crate::sources::Sources;

/// The quantities of one document.
pub struct Ledger<'a> {
    doc: &'a Document,
    passages: OnceCell<Vec<Passage>>,
}

impl<'a> Ledger<'a> {
    /// The ledger of `doc`, with its cases and its sources.
    pub fn new(doc: &'a Document, _cases: &'a [Case], _sources: &'a Sources<'a>) -> Self {
        Ledger { doc, passages: OnceCell::new() }
    }

    /// The paragraphs, headings and cells that hold quantities, in order.
    pub fn passages(&self) -> &[Passage] {
        self.passages.get_or_init(|| passages(self.doc))
    }
}
