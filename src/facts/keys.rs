//! What a document cites from bibliographies, which may be named by the document itself and are read after it.

use std::sync::Arc;

use super::target;
use crate::document::{Document, Kind};
use crate::library::Library;
use crate::source::{Place, Span};
use crate::sources::{CarrierKind, Sources};

/// The bibliographies that a document names, and the keys that it cites.
#[derive(Debug, Default)]
pub struct KeyFacts {
    /// The BibTeX files that its front matter names, as paths from the current folder, with where it does so.
    pub bibliographies: Vec<(Arc<str>, Place)>,
    /// True if it names one in another format, whose keys nobody knows.
    pub has_unknown: bool,
    /// The keys that stand in brackets, such as `[@key]`, with the place of each. Only if there are bibliographies to
    /// cite from.
    pub cited: Vec<(Box<str>, Place)>,
    /// Every word behind an `@`, each once and in order; those in code too, for whoever shows how to cite a source uses it.
    pub mentioned: Vec<Box<str>>,
    /// True if all entries of its bibliographies are to be listed, cited or not: `nocite: "@*"`.
    pub lists_all: bool,
}

impl KeyFacts {
    /// Reads them off a document whose normalised path is `path`.
    pub(super) fn of(doc: &Document, path: &str, sources: &Sources<'_>, library: &Library) -> KeyFacts {
        let mut facts = KeyFacts::default();
        for (name, span) in &sources.bibliographies {
            let is_bibtex = name.rsplit_once('.').is_some_and(|(_, extension)| {
                ["bib", "bibtex", "biblatex"].iter().any(|known| extension.eq_ignore_ascii_case(known))
            });
            if is_bibtex && !name.contains("://") {
                let path = target::resolve(path, name, &library.root);
                facts.bibliographies.push((path, doc.source.place(*span)));
            } else {
                facts.has_unknown = true;
            }
        }
        if sources.bibliographies.is_empty() && library.bibliographies.files().is_empty() {
            return facts;
        }
        let keys = sources.carriers().iter().filter(|carrier| carrier.kind == CarrierKind::Key);
        facts.cited = keys.map(|key| (key.target.into(), doc.source.place(key.span))).collect();
        let text = doc.source.text();
        facts.mentioned = memchr::memchr_iter(b'@', text.as_bytes())
            .filter_map(|at| crate::sources::key(&text[at + 1..]))
            .map(Into::into)
            .collect();
        facts.mentioned.sort_unstable();
        facts.mentioned.dedup();
        let front_matter = doc.nodes().get(1).filter(|node| node.kind == Kind::FrontMatter);
        let front_matter = front_matter.map_or(Span::default(), |node| node.span);
        facts.lists_all = doc.source.slice(front_matter).contains("@*");
        facts
    }
}
