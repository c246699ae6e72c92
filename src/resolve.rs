//! Looks up what links point to outside the run: the one step after reading that touches the disk.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{Anchors, Corpus, Target};
use crate::library::Bibliography;
use crate::markdown;
use crate::source::SourceFile;

/// Suggestions are not searched for in larger folders, since every missing name is compared with every entry.
const LARGEST_FOLDER: usize = 500;
/// How alike two names must be for a suggestion, from 0 to 1.
const LIKENESS: f64 = 0.6;

impl Corpus {
    /// Looks up once each path that a link names and that is no document of the run, and reads the bibliographies that
    /// documents name.
    pub fn resolve(&mut self) {
        self.read_bibliographies();
        // Whether a link asks for an anchor decides whether a document is read.
        let mut wanted: BTreeMap<Arc<str>, bool> = BTreeMap::new();
        for link in self.documents.iter().flat_map(|facts| &facts.links) {
            if !self.by_path.contains_key(&link.path) {
                *wanted.entry(link.path.clone()).or_default() |= link.fragment().is_some();
            }
        }
        let disk = Disk::default();
        let mut names: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for facts in &self.documents {
            names.entry(name_of(&facts.path)).or_default().push(&facts.path);
        }
        let wanted: Vec<_> = wanted.into_iter().collect();
        self.targets = wanted
            .into_par_iter()
            .map(|(path, anchors)| {
                let target = disk.look_up(&path, anchors, &names);
                (path, target)
            })
            .collect();
    }

    /// Reads once each bibliography that a document names and that is not configured.
    fn read_bibliographies(&mut self) {
        let configured = self.bibliographies.files().iter();
        let mut read: FxHashMap<Arc<str>, Option<Arc<Bibliography>>> =
            configured.map(|bibliography| (bibliography.path.clone(), Some(bibliography.clone()))).collect();
        for facts in &self.documents {
            for (path, place) in &facts.keys.bibliographies {
                if read.contains_key(path) {
                    continue;
                }
                let bibliography = match Bibliography::read(Path::new(&**path), path) {
                    Ok(bibliography) => Some(Arc::new(bibliography)),
                    Err(error) => {
                        self.problems.push(error.named_at(&facts.path, path, place));
                        None
                    }
                };
                read.insert(path.clone(), bibliography);
            }
        }
        self.named = read;
    }
}

/// Folder listings, so that the case of names counts on file systems that ignore it.
#[derive(Default)]
struct Disk {
    folders: Mutex<FxHashMap<PathBuf, Arc<Folder>>>,
}

/// The names in a folder; none if it can't be read.
#[derive(Default)]
struct Folder(FxHashSet<OsString>);

impl Folder {
    fn read(path: &Path) -> Folder {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        Folder(fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.file_name()).collect())
    }

    /// True if the folder lists `name` in another case.
    fn has_other_case(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        self.0
            .iter()
            .any(|entry| entry.to_str().is_some_and(|entry| entry != name && entry.to_lowercase() == lower))
    }

    /// The name most like `name`, the first in order if several are.
    fn nearest(&self, name: &str) -> Option<&str> {
        if self.0.len() > LARGEST_FOLDER {
            return None;
        }
        let wanted = name.to_lowercase();
        let stem_and_extension = |name: &str| match name.rsplit_once('.') {
            Some((stem, extension)) => (stem.chars().count(), extension.to_owned()),
            None => (name.chars().count(), String::new()),
        };
        let (length, extension) = stem_and_extension(&wanted);
        let mut best: Option<(f64, &str)> = None;
        for entry in self.0.iter().filter_map(|entry| entry.to_str()) {
            let lower = entry.to_lowercase();
            let (other_length, other_extension) = stem_and_extension(&lower);
            let same_kind = extension.is_empty() || other_extension == extension;
            if !same_kind || length.abs_diff(other_length) > length.max(other_length) / 2 {
                continue;
            }
            let likeness =
                if lower == wanted { 2.0 } else { strsim::normalized_damerau_levenshtein(&wanted, &lower) };
            if likeness >= LIKENESS
                && best.is_none_or(|(most, name)| likeness > most || (likeness == most && entry < name))
            {
                best = Some((likeness, entry));
            }
        }
        best.map(|(_, entry)| entry)
    }
}

impl Disk {
    fn folder(&self, path: &Path) -> Arc<Folder> {
        if let Some(folder) = self.folders.lock().expect("no holder panics").get(path) {
            return folder.clone();
        }
        // Reading without the lock may read a folder twice, and makes nobody wait for the disk.
        let folder = Arc::new(Folder::read(path));
        self.folders.lock().expect("no holder panics").entry(path.to_owned()).or_insert(folder).clone()
    }

    fn look_up(&self, path: &str, anchors: bool, names: &FxHashMap<&str, Vec<&str>>) -> Target {
        if !self.exists(path) {
            return Target::Missing { nearest: self.nearest(path, names).map(Into::into) };
        }
        let markdown = path.rsplit_once('.').is_some_and(|(_, extension)| {
            extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
        });
        if !anchors || !markdown || !Path::new(path).is_file() {
            return Target::Present;
        }
        let Ok(source) = SourceFile::read(Path::new(path), path) else { return Target::Present };
        // A document that brings the parser down has anchors that nobody knows.
        catch_unwind(AssertUnwindSafe(|| Anchors::of(&markdown::parse(source))))
            .map_or(Target::Present, Target::Document)
    }

    /// True if `path` is there, in the same case.
    fn exists(&self, path: &str) -> bool {
        let full = if path.is_empty() { Path::new(".") } else { Path::new(path) };
        // This follows links, so a link to nothing and a loop are nothing.
        if fs::metadata(full).is_err() {
            return false;
        }
        let mut folder = if path.starts_with('/') { PathBuf::from("/") } else { PathBuf::new() };
        for name in path.split('/').filter(|name| !name.is_empty()) {
            if name != ".." {
                let entries = self.folder(&folder);
                // A name that is not listed although it is there is spelt in another normal form, or in a folder that can't be listed.
                if !entries.0.contains(OsStr::new(name)) && entries.has_other_case(name) {
                    return false;
                }
            }
            folder.push(name);
        }
        true
    }

    fn nearest(&self, path: &str, names: &FxHashMap<&str, Vec<&str>>) -> Option<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let join = |name: &str| if path.contains('/') { format!("{folder}/{name}") } else { name.to_owned() };
        let beside = self.folder(Path::new(folder));
        if !name.contains('.') && beside.0.contains(OsStr::new(&format!("{name}.md"))) {
            return Some(join(&format!("{name}.md")));
        }
        if beside.has_other_case(name) {
            return beside.nearest(name).map(join);
        }
        // A document of the same name elsewhere was moved; the one that shares most of the path is meant.
        let shared = |other: &str| path.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let generic =
            ["readme", "index", "_index"].iter().any(|stem| stem_of(name).eq_ignore_ascii_case(stem));
        if !generic
            && let Some(moved) =
                names.get(name).and_then(|same| same.iter().rev().max_by_key(|other| shared(other)))
        {
            return Some((*moved).to_owned());
        }
        beside.nearest(name).map(join)
    }
}

fn stem_of(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Destination, Facts, SlugStyle};
    use crate::library::Library;
    use crate::sources::Sources;

    fn corpus(folder: &Path, text: &str) -> Corpus {
        let path = format!("{}/docs/a.md", folder.to_str().expect("UTF-8"));
        let doc = markdown::parse(SourceFile::new(path, text.to_owned()));
        let root = folder.to_str().expect("UTF-8").to_owned();
        let library = Library { root, ..Library::default() };
        let mut corpus = Corpus::new(vec![Facts::of(&doc, &Sources::of(&doc, &library), &library)]);
        corpus.resolve();
        corpus
    }

    #[test]
    fn targets_are_looked_up_in_their_own_case() {
        let folder = tempfile::tempdir().expect("a folder");
        let docs = folder.path().join("docs");
        fs::create_dir_all(docs.join("部署")).expect("a folder");
        fs::write(docs.join("Guide.md"), "# Über uns\n\n## 部署\n").expect("a file");
        fs::write(docs.join("binary.md"), b"\xff\xfe").expect("a file");
        #[cfg(unix)]
        std::os::unix::fs::symlink("loop", docs.join("loop")).expect("a link");
        let text = "[1](Guide.md#部署) [2](guide.md) [3](部署/) [4](/docs/Guide.md) [5](loop/x.md) [6](binary.md#x) [7](Giude.md) [8](/) [9](nowhere/b.md) [10](Guide)\n";
        let corpus = corpus(folder.path(), text);
        let links = &corpus.documents[0].links;
        let found: Vec<_> = links.iter().map(|link| corpus.destination(&link.path)).collect();
        assert!(
            matches!(found[0], Destination::Document(anchors) if anchors.has("über-uns", SlugStyle::Github))
        );
        let guide = format!("{}/docs/Guide.md", folder.path().display());
        assert!(matches!(found[1], Destination::Missing(Some(near)) if near == guide));
        assert!(matches!(found[2], Destination::Present));
        assert!(matches!(found[3], Destination::Document(_)));
        assert!(matches!(found[4], Destination::Missing(None)));
        assert!(matches!(found[5], Destination::Present));
        assert!(matches!(found[6], Destination::Missing(Some(near)) if near == guide));
        assert!(matches!(found[7], Destination::Present));
        assert!(matches!(found[8], Destination::Missing(None)));
        assert!(matches!(found[9], Destination::Missing(Some(near)) if near == guide));
    }
}
