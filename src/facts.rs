//! What a document contributes to checks across documents, so that no document has to be kept.

mod anchors;
mod attributes;
mod bibliographies;
mod cases;
mod keys;
mod metrics;
mod target;

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use anchors::{Anchors, SlugStyle};
pub use bibliographies::Shelf;
pub use cases::{CaseFacts, SlotFacts};
pub use keys::KeyFacts;
pub use metrics::MetricFacts;
pub use target::normalise;
use target::relative;
pub(crate) use target::{path as local_path, resolve};

use crate::coverage::DocumentCoverage;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::library::{Bibliographies, Bibliography, Library};
use crate::plan::Plan;
use crate::source::Place;
use crate::sources::Sources;
use crate::suppress::Suppressions;
pub(crate) use attributes::attributes;

/// What other documents and corpus rules may know about one document.
#[derive(Debug, Default)]
pub struct Facts {
    /// The document, relative to the current folder.
    pub path: Arc<str>,
    /// What `#fragment` can point to.
    pub anchors: Anchors,
    /// Links, images and HTML attributes that point to a file or an anchor of the library.
    pub links: Vec<LocalLink>,
    /// What it cites from bibliographies.
    pub keys: KeyFacts,
    /// The cases in it, under every contract that holds for it.
    pub cases: Vec<CaseFacts>,
    /// What it states of its cases, if a rule asks for that.
    pub metrics: Vec<MetricFacts>,
    /// Its numbers, counted; `None` if no rule was to look at them.
    pub coverage: Option<DocumentCoverage>,
    /// Which findings it silences.
    pub suppressions: Suppressions,
}

/// A link to something in the library.
#[derive(Debug)]
pub struct LocalLink {
    /// The target as written, without escapes.
    pub target: Box<str>,
    /// The file that it means, relative to the current folder and without `.` and `..`; the document itself for `#fragment`.
    pub path: Arc<str>,
    /// True where the link is the source of a claim: such a link belongs to `data/unresolved-source`.
    pub citation: bool,
    /// The link in the document.
    pub place: Place,
}

impl LocalLink {
    /// True for `#fragment`, which names no file.
    pub fn is_internal(&self) -> bool {
        self.target.starts_with('#')
    }

    /// The part behind `#`, percent-decoded; `None` if there is none or it is empty.
    pub fn fragment(&self) -> Option<Cow<'_, str>> {
        let (_, fragment) = self.target.split_once('#')?;
        (!fragment.is_empty()).then(|| target::decode(fragment))
    }

    /// The fragment, if the document has to give it: not the top of a page, a line of a file or a passage of text.
    pub fn anchor(&self) -> Option<String> {
        let fragment = self.fragment()?;
        let line = |part: &str| part.strip_prefix(['L', 'l']).is_some_and(starts_with_digit);
        let generated = fragment.eq_ignore_ascii_case("top")
            || fragment.split('-').all(line)
            || fragment.starts_with(":~:")
            || fragment.starts_with(['/', '!']);
        (!generated).then(|| fragment.split(":~:").next().unwrap_or_default().to_owned())
    }

    /// True for `/guide/start`: only the site that is made of the documents knows its routes.
    pub fn is_route(&self) -> bool {
        self.target.starts_with('/') && !self.path.rsplit('/').next().unwrap_or_default().contains('.')
    }

    /// How the document at `from` would write `path` in the manner of this link.
    pub fn written(&self, from: &str, path: &str) -> String {
        let own = normalise(self.target.split(['#', '?']).next().unwrap_or_default());
        // The library root is what a root-absolute target lacks of its path.
        match own.strip_prefix('/').and_then(|own| self.path.strip_suffix(own)) {
            Some(root) if path.starts_with(root) => format!("/{}", &path[root.len()..]),
            _ => relative(from, path),
        }
    }
}

/// What a path on disk turned out to be.
#[derive(Debug)]
pub enum Target {
    /// Nothing; `nearest` is the most similar path that is there.
    Missing {
        /// A suggestion, relative to the current folder.
        nearest: Option<Box<str>>,
    },
    /// A folder or a file without anchors that we could know.
    Present,
    /// A Markdown document that is not part of the run.
    Document(Anchors),
}

/// What a link leads to.
#[derive(Clone, Copy, Debug)]
pub enum Destination<'a> {
    /// Nothing; with the most similar path that is there.
    Missing(Option<&'a str>),
    /// Something whose anchors nobody knows.
    Present,
    /// A Markdown document.
    Document(&'a Anchors),
}

/// The facts of all documents of a run, in the order of their paths.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Per document.
    pub documents: Vec<Facts>,
    /// The plan of the library, if it has one.
    pub plan: Option<Arc<Plan>>,
    /// The bibliographies that are configured.
    pub bibliographies: Bibliographies,
    /// True if the run is about all documents of the library.
    pub is_whole: bool,
    /// What kept files that documents name from being read.
    pub problems: Vec<Diagnostic>,
    /// The bibliographies that documents name, by normalised path; `None` for one that can't be read.
    pub(crate) named: FxHashMap<Arc<str>, Option<Arc<Bibliography>>>,
    /// By normalised path.
    pub(crate) by_path: FxHashMap<Arc<str>, usize>,
    /// What was looked up on disk; see [`Corpus::resolve`].
    pub(crate) targets: FxHashMap<Arc<str>, Target>,
}

impl Corpus {
    /// A corpus of these documents, whose links to anything else are not looked up yet.
    pub fn new(mut documents: Vec<Facts>) -> Corpus {
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let by_path = documents
            .iter()
            .enumerate()
            .map(|(index, facts)| {
                let normal = normalise(&facts.path);
                (if *normal == *facts.path { facts.path.clone() } else { normal.into() }, index)
            })
            .collect();
        Corpus { documents, by_path, ..Corpus::default() }
    }

    /// The document of the run at a normalised path.
    pub fn document(&self, path: &str) -> Option<&Facts> {
        self.by_path.get(path).map(|&index| &self.documents[index])
    }

    /// What `path`, the [`LocalLink::path`] of a link, leads to.
    pub fn destination(&self, path: &str) -> Destination<'_> {
        if let Some(document) = self.document(path) {
            return Destination::Document(&document.anchors);
        }
        match self.targets.get(path) {
            Some(Target::Missing { nearest }) => Destination::Missing(nearest.as_deref()),
            Some(Target::Document(anchors)) => Destination::Document(anchors),
            // Without a look-up nothing is known, and what is not known is not held against the document.
            Some(Target::Present) | None => Destination::Present,
        }
    }
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

impl Facts {
    /// Reads the facts off a document.
    pub fn of(doc: &Document, sources: &Sources<'_>, library: &Library) -> Facts {
        let mut facts = Facts { path: doc.source.path.clone(), ..Facts::default() };
        facts.anchors = Anchors::of(doc);
        let own: Arc<str> = match normalise(&doc.source.path) {
            normal if *normal == *doc.source.path => doc.source.path.clone(),
            normal => normal.into(),
        };
        let mut links = Vec::new();
        let mut add = |target: &str, span| {
            let Some(path) = target::path(target) else { return };
            links.push(LocalLink {
                target: target.into(),
                path: if path.is_empty() { own.clone() } else { target::resolve(&own, path, &library.root) },
                citation: sources.position_at(span).is_some(),
                place: doc.source.place(span),
            });
        };
        for link in doc.links() {
            add(&link.target, doc.span(link.node));
        }
        for &node in doc.html() {
            for attribute in attributes(doc.slice(node)) {
                if attribute.is("href") || attribute.is("src") {
                    let target = attribute.value.replace("&amp;", "&");
                    add(&target, attribute.span(doc.span(node).start));
                }
            }
        }
        facts.links = links;
        facts.keys = KeyFacts::of(doc, &own, sources, library);
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;
    use crate::source::SourceFile;

    fn facts(text: &str) -> Facts {
        let doc = markdown::parse(SourceFile::new("docs/a.md", text.to_owned()));
        let library = Library { root: "site".to_owned(), ..Library::default() };
        Facts::of(&doc, &Sources::of(&doc, &library), &library)
    }

    fn paths(text: &str) -> Vec<String> {
        facts(text)
            .links
            .iter()
            .map(|link| match link.fragment() {
                Some(fragment) => format!("{}#{fragment}", link.path),
                None => link.path.to_string(),
            })
            .collect()
    }

    #[test]
    fn targets_become_paths_from_the_current_folder() {
        assert_eq!(
            paths("[a](b.md) [a](./c/../d.md) [a](../e.md?raw=1#x)"),
            ["docs/b.md", "docs/d.md", "e.md#x"]
        );
        assert_eq!(paths("[a](/f.md) [a](../../g.md)"), ["site/f.md", "../g.md"]);
        assert_eq!(
            paths("[a](%E6%96%87%20b.md#%E8%8A%82) [a](<文 c.md>)"),
            ["docs/文 b.md#节", "docs/文 c.md"]
        );
        assert_eq!(paths("[a](#x) [a](#)"), ["docs/a.md#x", "docs/a.md"]);
        assert_eq!(paths("![图](img/图.png)\n\n[a][b]\n\n[b]: b.md\n"), ["docs/img/图.png", "docs/b.md"]);
    }

    #[test]
    fn what_is_not_local_costs_nothing() {
        assert!(
            paths("[a](https://x.org/a.md) <mailto:a@b.org> [a](//x.org) [a](data:x) https://x.org")
                .is_empty()
        );
        assert!(paths("[a]() [a](?page=2) [a]({{ site.url }}/x) [a](${DOCS}/x.md) `[a](b.md)`").is_empty());
        assert!(paths("<!-- [a](b.md) <a href=\"b.md\"> -->").is_empty());
    }

    #[test]
    fn html_attributes_are_links_and_anchors() {
        let found = facts("<img src=\"a.png\" alt='>'> text <a href='b.md#x' id=\"Here\">b</a>\n");
        assert_eq!(found.links.len(), 2);
        assert_eq!(&*found.links[0].path, "docs/a.png");
        assert_eq!(&*found.links[1].target, "b.md#x");
        assert!(found.anchors.has("here", SlugStyle::Github));
        assert_eq!(found.links[0].place.start.column, 11);
        assert!(paths("<Tab :src=\"x.js\" href={link} data-src='y'>\n").is_empty());
    }

    #[test]
    fn links_in_source_position_are_citations() {
        let citations = |text: &str| facts(text).links.iter().map(|link| link.citation).collect::<Vec<_>>();
        assert_eq!(citations("[^1]: 见 [a](a.md)\n"), [true]);
        assert_eq!(citations("| 指标 | 数据来源 |\n|---|---|\n| [a](a.md) | [b](b.md) |\n"), [false, true]);
        assert_eq!(citations("**来源**：[a](a.md)\n"), [true]);
        assert_eq!(citations("- Data source: [a](a.md), [b](b.md)\n"), [true, true]);
        assert_eq!(citations("图 1\n*Source: [a](a.md)*\n"), [true]);
        assert_eq!(citations("## 9. 参考文献\n\n1. [a](a.md)\n\n## 附录\n\n1. [b](b.md)\n"), [true, false]);
        assert_eq!(citations("来源于 [a](a.md) 的设计\n\nSources of [b](b.md)\n"), [false, false]);
    }
}
