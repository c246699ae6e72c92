//! Reads the carriers of sources off a document, each kind where the document keeps it.

use rustc_hash::FxHashSet;

use super::marks::{self, Mark, key, marks, numbers};
use super::{Carrier, CarrierKind, Position, References, Resolution, Sources, positions, references};
use crate::document::{Document, Kind, Link, NodeId};
use crate::facts::{attributes, local_path};
use crate::front_matter::FrontMatter;
use crate::library::Library;
use crate::source::Span;
use crate::value::{Data, Value};

/// Schemes of links that lead to somebody or do something.
const NO_SOURCES: [&str; 4] = ["mailto:", "tel:", "javascript:", "data:"];
/// What stands where a source is missing and somebody says so.
const BLANKS: [&str; 9] = ["n/a", "na", "none", "null", "tbd", "todo", "无", "暂无", "待补"];

impl<'d> Sources<'d> {
    /// Reads them off a document.
    pub fn of(doc: &'d Document, library: &Library) -> Sources<'d> {
        let listing = references::sections(doc);
        let mut sources = Sources {
            carriers: Vec::new(),
            positions: positions::find(doc, &listing),
            references: References::of(doc, &listing),
            bibliographies: bibliographies(doc),
        };
        sources.add_marks(doc, library);
        sources.add_mentions(doc, library);
        for &node in doc.footnote_references() {
            let name = doc.slice(node).trim_start_matches("[^").trim_end_matches(']');
            sources.add(CarrierKind::Footnote, name, doc.span(node), node, Resolution::Resolved);
        }
        for link in doc.links().iter().filter(|link| !link.image) {
            sources.add_link(doc, link);
        }
        for &node in doc.html() {
            let start = doc.span(node).start;
            for link in attributes(doc.slice(node)).filter(|attribute| attribute.is("href")) {
                sources.add_target(link.value, link.span(start), node);
            }
        }
        sources.add_broken_addresses(doc);
        sources.carriers.sort_by_key(|carrier| carrier.span.start);
        sources.add_texts(doc);
        sources
    }

    fn add(&mut self, kind: CarrierKind, target: &'d str, span: Span, node: NodeId, resolution: Resolution) {
        let position = self.position_at(span);
        self.carriers.push(Carrier { kind, target, span, node, resolution, position });
    }

    /// What stands in brackets. comrak makes a reference of every footnote that is defined, and a link of every label.
    fn add_marks(&mut self, doc: &'d Document, library: &Library) {
        let mut found = Vec::new();
        let mut texts = doc.texts().iter().peekable();
        let mut behind = 0;
        // Most texts have no bracket, and most brackets are no text.
        for at in memchr::memchr_iter(b'[', doc.source.text().as_bytes()) {
            while texts.next_if(|&&text| doc.span(text).end as usize <= at).is_some() {}
            let Some(&&node) = texts.peek() else { break };
            let start = doc.span(node).start as usize;
            if at < start.max(behind) {
                continue;
            }
            let text = doc.slice(node);
            behind = start + text.len();
            for (range, mark) in marks(text) {
                let span = Span::new(start + range.start, start + range.end);
                match mark {
                    Mark::Footnote(name) => {
                        self.add(CarrierKind::Footnote, name, span, node, Resolution::Unresolved)
                    }
                    Mark::Label(label) => {
                        self.add(CarrierKind::Link, label, span, node, Resolution::Unresolved)
                    }
                    Mark::Keys(keys) => {
                        for (at, key) in keys {
                            let span = Span::new(start + at, start + at + 1 + key.len());
                            let resolution = self.key_resolution(library, key);
                            self.add(CarrierKind::Key, key, span, node, resolution);
                        }
                    }
                    Mark::Numbers(inner) if !self.references.section.contains(span) => {
                        found.push((inner, span, node))
                    }
                    Mark::Numbers(_) => {}
                }
            }
        }
        if self.references.is_unnumbered() {
            return;
        }
        // Otherwise numbers in brackets mean something else.
        let is_any_there =
            |inner| numbers(inner).is_some_and(|all| all.into_iter().any(|it| self.references.has(it)));
        self.references.are_cited = found.iter().any(|(inner, ..)| is_any_there(inner));
        if !self.references.are_cited {
            return;
        }
        for (inner, span, node) in found {
            let is_missing = self.references.missing(inner).next().is_some();
            let resolution = if is_missing { Resolution::Unresolved } else { Resolution::Resolved };
            self.add(CarrierKind::Numbered, inner, span, node, resolution);
        }
    }

    /// Keys in running text. Called while the carriers are those of brackets only.
    fn add_mentions(&mut self, doc: &'d Document, library: &Library) {
        if self.bibliographies.is_empty() && library.bibliographies.files().is_empty() {
            return;
        }
        let text = doc.source.text();
        let in_brackets: FxHashSet<u32> = self.carriers.iter().map(|carrier| carrier.span.start).collect();
        for at in memchr::memchr_iter(b'@', text.as_bytes()) {
            // `user@host` is an address.
            let is_word = !text[..at].ends_with(|c: char| c.is_alphanumeric() || "_.+/@".contains(c));
            let Some(key) = key(&text[at + 1..]).filter(|_| is_word && !in_brackets.contains(&(at as u32)))
            else {
                continue;
            };
            let resolution = match library.bibliographies.knows(key) {
                Some(true) => Resolution::Resolved,
                _ if !self.bibliographies.is_empty() => Resolution::Open,
                _ => continue,
            };
            let behind = doc.texts().partition_point(|&node| doc.span(node).start as usize <= at);
            let Some(&node) = doc.texts()[..behind].last() else { continue };
            let span = Span::new(at, at + 1 + key.len());
            if doc.span(node).contains(span) {
                self.add(CarrierKind::Mention, key, span, node, resolution);
            }
        }
    }

    fn add_link(&mut self, doc: &'d Document, link: &'d Link) {
        let span = doc.span(link.node);
        // An item that is a link and nothing else says where to read on.
        let is_navigation = || {
            let block = doc.node(link.node).parent;
            doc.node(block).kind == Kind::Paragraph
                && doc.span(block) == span
                && matches!(doc.node(doc.node(block).parent).kind, Kind::Item { .. })
        };
        let is_local = || local_path(&link.target).is_some();
        if is_navigation() && is_local() && self.position_at(span).is_none() {
            return;
        }
        self.add_target(&link.target, span, link.node);
    }

    fn add_target(&mut self, target: &'d str, span: Span, node: NodeId) {
        let starts =
            |scheme: &&str| target.get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme));
        let path = if target.starts_with("http") { None } else { local_path(target) };
        match path {
            Some("") if self.position_at(span).is_none() => {}
            Some("") => self.add(CarrierKind::Link, target, span, node, Resolution::Open),
            Some(_) => self.add(CarrierKind::File, target, span, node, Resolution::Open),
            None if target.is_empty() || NO_SOURCES.iter().any(starts) => {}
            None => {
                let resolution =
                    if marks::is_broken(target) { Resolution::Unresolved } else { Resolution::Resolved };
                self.add(CarrierKind::Link, target, span, node, resolution);
            }
        }
    }

    fn key_resolution(&self, library: &Library, key: &str) -> Resolution {
        match library.bibliographies.knows(key) {
            Some(true) => Resolution::Resolved,
            // What its own front matter names is not read yet.
            Some(false) if self.bibliographies.is_empty() => Resolution::Unresolved,
            _ => Resolution::Open,
        }
    }

    /// Addresses in the place of a source that are so broken that no parser takes them for a link.
    fn add_broken_addresses(&mut self, doc: &'d Document) {
        let texts = doc.texts();
        for at in 0..self.positions.len() {
            let Position { span: around, outer: None, .. } = self.positions[at] else { continue };
            let first = texts.partition_point(|&text| doc.span(text).start < around.start);
            for &node in texts[first..].iter().take_while(|&&text| doc.span(text).start < around.end) {
                let start = doc.span(node).start as usize;
                let Some(range) = marks::broken_address(doc.slice(node)) else { continue };
                let span = Span::new(start + range.start, start + range.end);
                self.add(CarrierKind::Link, doc.source.slice(span), span, node, Resolution::Unresolved);
            }
        }
    }

    /// What stands in the place of a source and points nowhere.
    fn add_texts(&mut self, doc: &'d Document) {
        let mut texts = Vec::new();
        for (at, position) in self.positions.iter().enumerate() {
            let target = doc.source.slice(position.span);
            if position.kind.takes_text() && self.within(position.span).is_empty() && !is_blank(target) {
                texts.push(Carrier {
                    kind: CarrierKind::Text,
                    target,
                    span: position.span,
                    node: position.node,
                    resolution: Resolution::Resolved,
                    position: Some(at),
                });
            }
        }
        if !texts.is_empty() {
            self.carriers.append(&mut texts);
            self.carriers.sort_by_key(|carrier| carrier.span.start);
        }
    }
}

/// What the front matter says under `bibliography`, a name or a list of names, as Pandoc has it.
fn bibliographies(doc: &Document) -> Vec<(String, Span)> {
    let matter = FrontMatter::of(doc).filter(|matter| matter.text().contains("bibliography"));
    let table = matter.and_then(|matter| matter.read()).unwrap_or_default();
    let value = table.into_iter().find(|(key, _)| key.name == "bibliography").map(|(_, value)| value);
    let names = match value {
        Some(Value { data: Data::Array(names), .. }) => names,
        Some(name) => vec![name],
        None => Vec::new(),
    };
    let names = names.into_iter().filter_map(|name| match name.data {
        Data::String(path) => Some((path, name.origin.span)),
        _ => None,
    });
    names.collect()
}

/// True for what stands in a place to say that nothing does.
fn is_blank(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    text.is_empty() || BLANKS.iter().any(|blank| text.eq_ignore_ascii_case(blank))
}
