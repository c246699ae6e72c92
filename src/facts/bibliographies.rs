//! Which documents may cite which bibliography.

use rustc_hash::FxHashSet;

use super::{Corpus, Facts};
use crate::library::{Bibliographies, Bibliography};

/// A bibliography with the documents that may cite it.
#[derive(Debug)]
pub struct Shelf<'a> {
    /// The bibliography.
    pub bibliography: &'a Bibliography,
    /// The documents, in the order of their paths; at least one.
    pub readers: Vec<&'a Facts>,
    /// The document whose configuration says what is asked of the bibliography: the first that cites it, else the first
    /// reader.
    pub home: &'a Facts,
}

impl Corpus {
    /// The bibliographies of a run, each once: those that are configured, for all documents, and those that documents name.
    pub fn shelves(&self) -> Vec<Shelf<'_>> {
        let configured = self.bibliographies.files();
        let all = configured.iter().map(|bibliography| (&**bibliography, self.documents.iter().collect()));
        let mut named: Vec<_> = self.named.values().flatten().collect();
        named.sort_by(|a, b| a.path.cmp(&b.path));
        named.retain(|bibliography| configured.iter().all(|known| known.path != bibliography.path));
        let named = named.into_iter().map(|bibliography| {
            let names =
                |facts: &&Facts| facts.keys.bibliographies.iter().any(|(path, _)| *path == bibliography.path);
            (&**bibliography, self.documents.iter().filter(names).collect())
        });
        let shelves = all.chain(named).filter_map(|(bibliography, readers): (_, Vec<&Facts>)| {
            let cites = |facts: &&&Facts| facts.keys.cited.iter().any(|(key, _)| bibliography.has(key));
            let home = *readers.iter().find(cites).or(readers.first())?;
            Some(Shelf { bibliography, readers, home })
        });
        shelves.collect()
    }

    /// The bibliographies that a document may cite.
    pub fn bibliographies_of(&self, facts: &Facts) -> Bibliographies {
        let mut bibliographies = self.bibliographies.clone();
        for (path, _) in &facts.keys.bibliographies {
            match self.named.get(path) {
                Some(Some(bibliography)) => bibliographies.add(bibliography),
                // What was not looked up is not known either.
                Some(None) | None => bibliographies.add_unknown(),
            }
        }
        if facts.keys.has_unknown {
            bibliographies.add_unknown();
        }
        bibliographies
    }
}

impl Shelf<'_> {
    /// The keys that readers mention; `None` if one of them lists all entries, cited or not.
    pub fn mentioned(&self) -> Option<FxHashSet<&str>> {
        let all = self.readers.iter().all(|facts| !facts.keys.lists_all);
        all.then(|| self.readers.iter().flat_map(|facts| &facts.keys.mentioned).map(|key| &**key).collect())
    }
}
