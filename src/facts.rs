//! What a document contributes to checks across documents, so that no document has to be kept.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Document;
use crate::library::Library;
use crate::source::Place;

/// What other documents and corpus rules may know about one document.
#[derive(Debug, Default)]
pub struct Facts {
    /// The document, relative to the current folder.
    pub path: Arc<str>,
    /// What `#fragment` can point to.
    pub anchors: Anchors,
    /// Links, images and HTML attributes that point to a file or an anchor of the library.
    pub links: Vec<LocalLink>,
}

/// The anchors of a document, as they stand and with folded case.
#[derive(Debug, Default)]
pub struct Anchors {
    exact: FxHashSet<Box<str>>,
    folded: FxHashSet<Box<str>>,
}

/// A link to something in the library.
#[derive(Debug)]
pub struct LocalLink {
    /// The target as written, without escapes.
    pub target: Box<str>,
    /// The file that it means, relative to the current folder and without `.` and `..`; the document itself for `#fragment`.
    pub path: Arc<str>,
    /// The part behind `#`, percent-decoded.
    pub fragment: Option<Box<str>>,
    /// True where the link is the source of a claim: such a link belongs to `data/unresolved-source`.
    pub citation: bool,
    /// The link in the document.
    pub place: Place,
}

/// What a path on disk turned out to be.
#[derive(Debug)]
pub enum Target {
    /// Nothing; `nearest` is the most similar path that is there.
    Missing {
        /// A suggestion.
        nearest: Option<String>,
    },
    /// A folder or a file without anchors that we could know.
    Present,
    /// A Markdown document that is not part of the run.
    Document(Anchors),
}

/// The facts of all documents of a run, in the order of their paths.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Per document.
    pub documents: Vec<Facts>,
    by_path: FxHashMap<Arc<str>, usize>,
    targets: FxHashMap<Arc<str>, Target>,
}

impl Facts {
    /// Reads the facts off a document.
    pub fn of(doc: &Document, _library: &Library) -> Facts {
        Facts { path: doc.source.path.clone(), ..Facts::default() }
    }
}
