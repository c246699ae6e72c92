//! Bibliographies: which keys a document may cite, and what their entries say.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use biblatex::{Field, RawBibliography, RawChunk, RawEntry, Spanned};
use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::{Message, Text};
use crate::problem::{self, INVALID_BIBLIOGRAPHY};
use crate::source::{Place, ReadError, SourceFile, Span};

const NOT_BIBTEX: Text = Text { en: "not valid BibTeX: {reason}", zh: "不是有效的 BibTeX：{reason}" };
const REPEATED_KEY: Text =
    Text { en: "the key `{key}` is defined twice", zh: "文献键 `{key}` 被重复定义" };
/// A bibliography that is not there.
pub(super) const NO_BIBLIOGRAPHY: Text = Text {
    en: "the bibliography {path} can't be read: {reason}",
    zh: "无法读取参考文献库 {path}：{reason}",
};
const NAME_ANOTHER: Text = Text {
    en: "correct `bibliography` in the front matter; paths in it are relative to the document",
    zh: "请更正前置元数据中的 `bibliography`；其中的路径相对于该文档",
};
const MEND: Text = Text {
    en: "correct the file here; what stands in it can't be cited until it can be read",
    zh: "请更正此处；文件无法解析时，其中的条目均无法引用",
};
const RENAME: Text = Text {
    en: "remove one of the entries, or give it a key of its own",
    zh: "请删除其中一个条目，或另取一个文献键",
};

/// A BibTeX file.
#[derive(Debug, Default)]
pub struct Bibliography {
    /// The file, relative to the current folder.
    pub path: Arc<str>,
    /// In order.
    pub entries: Vec<BibliographyEntry>,
    by_key: FxHashMap<Box<str>, usize>,
}

/// An entry of a bibliography.
#[derive(Debug)]
pub struct BibliographyEntry {
    /// What it is cited by.
    pub key: Box<str>,
    /// What it is, in lower case: `article`, `online`.
    pub kind: Box<str>,
    /// Where its key stands.
    pub place: Place,
    /// The fields that say something, by their names in lower case.
    fields: Vec<(Box<str>, Box<str>)>,
}

impl BibliographyEntry {
    /// What the field `name` says, as it is written; `None` if it is missing or empty.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| &**field == name).map(|(_, value)| &**value)
    }

    /// True if one of these fields says something.
    pub fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.field(name).is_some())
    }
}

/// Why a bibliography can't be read.
#[derive(Debug)]
pub enum BibliographyError {
    /// There is no such file, or it is no text.
    Unreadable(ReadError),
    /// It is no BibTeX; the diagnostic says where.
    Invalid(Box<Diagnostic>),
}

impl BibliographyError {
    /// The diagnostic for the bibliography at `path`, which the front matter of `document` names at `place`.
    pub(crate) fn named_at(self, document: &Arc<str>, path: &str, place: &Place) -> Diagnostic {
        match self {
            BibliographyError::Invalid(problem) => *problem,
            BibliographyError::Unreadable(ReadError::Io(error)) => {
                let message = Message::new(&NO_BIBLIOGRAPHY).with("path", path).with("reason", error);
                let place = Some(place.clone());
                let problem =
                    Diagnostic::new(INVALID_BIBLIOGRAPHY, Severity::Error, document.clone(), place, message);
                Diagnostic { help: Some(&NAME_ANOTHER), ..problem }
            }
            BibliographyError::Unreadable(error) => problem::unreadable(path, &error),
        }
    }
}

impl Bibliography {
    /// Reads the BibTeX in `file`, which reports call `path`.
    ///
    /// # Errors
    /// Why it can't be read.
    pub fn read(file: &Path, path: &str) -> Result<Bibliography, BibliographyError> {
        let source = SourceFile::read(file, path).map_err(BibliographyError::Unreadable)?;
        Bibliography::of(&source).map_err(BibliographyError::Invalid)
    }

    fn of(source: &SourceFile) -> Result<Bibliography, Box<Diagnostic>> {
        let span = |at: Range<usize>| {
            let start = source.character_start(at.start);
            Span::new(start, source.character_start(at.end).max(start))
        };
        let problem = |at, message, help| {
            let problem = problem::in_file(INVALID_BIBLIOGRAPHY, source, span(at), message);
            Box::new(Diagnostic { help: Some(help), ..problem })
        };
        // To resolve what the fields say would find fault with strings of a style that is not read here, and may never end.
        let raw = RawBibliography::parse(source.text()).map_err(|error| {
            problem(error.span, Message::new(&NOT_BIBTEX).with("reason", error.kind), &MEND)
        })?;
        let mut bibliography = Bibliography { path: source.path.clone(), ..Bibliography::default() };
        for Spanned { v: RawEntry { key, kind, fields }, .. } in raw.entries {
            let index = bibliography.entries.len();
            if bibliography.by_key.insert(key.v.into(), index).is_some() {
                return Err(problem(key.span, Message::new(&REPEATED_KEY).with("key", key.v), &RENAME));
            }
            let fields = fields
                .into_iter()
                .map(|field| (field.key.v.to_ascii_lowercase().into(), said(&field.value.v)));
            bibliography.entries.push(BibliographyEntry {
                key: key.v.into(),
                kind: kind.v.to_ascii_lowercase().into(),
                place: source.place(span(key.span)),
                fields: fields.filter(|(_, value): &(_, Box<str>)| !value.is_empty()).collect(),
            });
        }
        Ok(bibliography)
    }

    /// True if there is an entry with this key.
    pub fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }
}

/// A value as it is written, without the braces and quotes around it.
fn said(field: &Field<'_>) -> Box<str> {
    let chunks = field.iter().map(|chunk| match chunk.v {
        RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text,
    });
    let whole: String = chunks.collect();
    whole.trim_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | '"')).into()
}

/// The bibliographies that documents may cite.
#[derive(Clone, Debug, Default)]
pub struct Bibliographies {
    files: Vec<Arc<Bibliography>>,
    /// True if there are others, which could not be read.
    is_partial: bool,
}

impl Bibliographies {
    /// Adds one that was read, unless it is there.
    pub fn add(&mut self, bibliography: &Arc<Bibliography>) {
        if self.files.iter().all(|known| known.path != bibliography.path) {
            self.files.push(bibliography.clone());
        }
    }

    /// Says that there is one more, whose keys nobody knows.
    pub fn add_unknown(&mut self) {
        self.is_partial = true;
    }

    /// Those that were read.
    pub fn files(&self) -> &[Arc<Bibliography>] {
        &self.files
    }

    /// Whether one of them has the key; `None` if nobody can tell, for there are none or not all could be read.
    pub fn knows(&self, key: &str) -> Option<bool> {
        let is_known = self.files.iter().any(|bibliography| bibliography.has(key));
        let is_certain = is_known || !self.is_partial && !self.files.is_empty();
        is_certain.then_some(is_known)
    }
}
