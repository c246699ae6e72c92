//! What a document cites and where it names its sources, read once for every rule, the facts and the ledger.

mod marks;
mod positions;
mod references;

pub(crate) use marks::key;
pub use marks::numbers;
pub use positions::{Position, PositionKind};
pub use references::{Entry, References};

use crate::document::{Document, Kind, Link, NodeId};
use crate::facts::{attributes, local_path};
use crate::front_matter::FrontMatter;
use crate::library::Library;
use crate::source::Span;
use crate::value::{Data, Value};
use marks::{Mark, marks};

/// Schemes of links that lead to somebody or do something.
const NO_SOURCES: [&str; 4] = ["mailto:", "tel:", "javascript:", "data:"];
/// What stands where a source is missing and somebody says so.
const BLANKS: [&str; 9] = ["n/a", "na", "none", "null", "tbd", "todo", "无", "暂无", "待补"];

/// The carriers of sources in a document, and the places where it names sources.
#[derive(Debug, Default)]
pub struct Sources<'d> {
    carriers: Vec<Carrier<'d>>,
    positions: Vec<Position>,
    /// The list of references.
    pub references: References,
    /// The bibliographies that the front matter names, with where it does so.
    pub bibliographies: Vec<(String, Span)>,
}

/// Something that carries a source: whoever reads it knows where to look, or is told that they should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carrier<'d> {
    /// What it is.
    pub kind: CarrierKind,
    /// The target as written: a name, key, number, address, path or text, without the marks around it.
    pub target: &'d str,
    /// The whole of it in the document; of several keys in one pair of brackets each has its own.
    pub span: Span,
    /// The node that it is, or that its text is part of.
    pub node: NodeId,
    /// Whether it leads anywhere, as far as the document alone can tell.
    pub resolution: Resolution,
    /// The innermost position of sources that it stands in, as an index of [`Sources::positions`].
    pub position: Option<usize>,
}

/// The kinds of carriers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CarrierKind {
    /// `[^name]`
    Footnote,
    /// A link to an address, or to an anchor of the same document in the place of a source.
    Link,
    /// A link to a file of the library.
    File,
    /// `[@key]`
    Key,
    /// `[3]`, `[1, 2]`, `[1-3]`
    Numbered,
    /// Words in the place of a source.
    Text,
}

impl CarrierKind {
    /// Its name in the output; never translated.
    pub fn name(self) -> &'static str {
        match self {
            CarrierKind::Footnote => "footnote",
            CarrierKind::Link => "link",
            CarrierKind::File => "file",
            CarrierKind::Key => "key",
            CarrierKind::Numbered => "numbered",
            CarrierKind::Text => "text",
        }
    }
}

/// Whether a carrier leads anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// It does: the footnote or entry is there, the address could be one. Text resolves for whoever understands it.
    Resolved,
    /// It does not.
    Unresolved,
    /// Only the library, the disk or a bibliography of the document can tell.
    Open,
}

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

    /// All carriers, in the order of the text.
    pub fn carriers(&self) -> &[Carrier<'d>] {
        &self.carriers
    }

    /// The carriers that start inside `span`, such as a sentence, row or paragraph.
    pub fn within(&self, span: Span) -> &[Carrier<'d>] {
        let start = self.carriers.partition_point(|carrier| carrier.span.start < span.start);
        let rest = &self.carriers[start..];
        &rest[..rest.partition_point(|carrier| carrier.span.start < span.end)]
    }

    /// The places where the document names sources, in the order of the text, outer ones before those inside.
    pub fn positions(&self) -> &[Position] {
        &self.positions
    }

    /// The innermost position of sources around `span`, as an index of [`Sources::positions`].
    pub fn position_at(&self, span: Span) -> Option<usize> {
        let behind = self.positions.partition_point(|position| position.span.start <= span.start);
        let mut at = behind.checked_sub(1);
        while let Some(index) = at
            && !self.positions[index].span.contains(span)
        {
            at = self.positions[index].outer;
        }
        at
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;
    use crate::source::SourceFile;

    /// Each carrier in words: what it is, its target, whether it leads anywhere, and the kind of its position.
    fn carriers(text: &str) -> Vec<String> {
        let doc = markdown::parse(SourceFile::new("a.md", text.to_owned()));
        let sources = Sources::of(&doc, &Library::default());
        let told = sources.carriers().iter().map(|carrier| {
            let position = carrier.position.map(|at| sources.positions()[at].kind);
            let place = position.map_or_else(String::new, |kind| format!(" {kind:?}"));
            format!("{:?} {} {:?}{place}", carrier.kind, carrier.target, carrier.resolution)
        });
        told.collect()
    }

    #[test]
    fn carriers_are_told_in_the_order_of_the_text() {
        let text = "达到 5000 QPS[^1]，见 [报告](https://example.org/a)、[表](b.md#t) 和 [3]。\n\n[^1]: 见 [@tpcc]。\n[^2]: x\n\n## 参考文献\n\n3. 报告\n";
        assert_eq!(
            carriers(text),
            [
                "Footnote 1 Resolved",
                "Link https://example.org/a Resolved",
                "File b.md#t Open",
                "Numbered 3 Resolved",
                "Key tpcc Open Footnote",
            ]
        );
        assert_eq!(
            carriers("a[^1] [report][c_d] [b][] [1]"),
            ["Footnote 1 Unresolved", "Link c_d Unresolved",]
        );
        assert_eq!(
            carriers("<a href='https://example.org'>x</a> https://example.org/b"),
            ["Link https://example.org Resolved", "Link https://example.org/b Resolved",]
        );
    }

    #[test]
    fn navigation_carries_nothing() {
        let text = "- [安装](install.md)\n- [使用](#use)\n\n见 [上文](#top)，![图](a.png)，[信](mailto:a@example.org)，`[x](y.md)`\n";
        assert_eq!(carriers(text), [""; 0]);
    }

    #[test]
    fn words_in_the_place_of_a_source_carry_it() {
        assert_eq!(carriers("**来源**：TPC-C 报告 2024 表3\n"), ["Text TPC-C 报告 2024 表3 Resolved Label"]);
        assert_eq!(carriers("- 数据来源：附录A\n- Source: -\n- 来源：暂无\n"), ["Text 附录A Resolved Label"]);
        assert_eq!(carriers("图 1\n*Source: page 3*\n图 2\n"), ["Text page 3 Resolved Label"]);
        assert_eq!(
            carriers("延迟 50ms（数据来源：压测(2024)）。\n来源于 A：B\n"),
            ["Text 压测(2024) Resolved Parentheses"]
        );
        let table =
            "| 指标 | 值 | 来源 |\n|---|---|---|\n| a | 1 | 网络 |\n| b | 2 | [c](c.md) |\n| c | 3 | — |\n";
        assert_eq!(
            carriers(table),
            ["Text 网络 Resolved Column { ambiguous: true }", "File c.md Open Column { ambiguous: true }",]
        );
        assert_eq!(carriers(&format!("{table}\n数据来源：年报\n"))[2], "Text 年报 Resolved Caption(1)");
        assert_eq!(carriers(&format!("{table}数据来源：年报\n"))[2], "Text 年报 Resolved Caption(1)");
        assert_eq!(carriers("数据来源：\n\n- [a](a.md)\n"), ["File a.md Open Label"]);
        assert_eq!(carriers("| Source | Target |\n|---|---|\n| a | b |\n"), [""; 0]);
        assert_eq!(carriers("open source: yes\n\n```yaml\nsource: x\n```\n\nThe source: x\n"), [""; 0]);
    }
}
