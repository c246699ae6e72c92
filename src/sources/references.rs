//! The list of references that a document ends with, and which of its entries are where.

use rustc_hash::FxHashSet;

use super::marks;
use super::positions::leaf;
use crate::document::{Document, Kind, NodeId, Section};
use crate::source::Span;

/// Headings of lists of sources.
const HEADINGS: [&str; 6] = ["参考文献", "参考资料", "参考", "references", "bibliography", "sources"];
/// How many runs of entries a message lists.
const MOST_RUNS: usize = 8;

/// The list of references of a document; empty if it has none.
#[derive(Debug, Default)]
pub struct References {
    /// The section that it stands in.
    pub section: Span,
    /// What stands between the heading and the next one, in order, save that those of numbered lists come first.
    pub entries: Vec<Entry>,
    /// True if the text cites one of them as `[1]`; otherwise numbers in brackets mean something else.
    pub are_cited: bool,
    numbers: FxHashSet<u32>,
}

/// One entry of a list of references.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its number; `None` in a list of bullets.
    pub number: Option<u32>,
    /// True if the number is written as `[3]`, not counted by a list.
    pub is_marked: bool,
    /// What it says, without its number.
    pub span: Span,
}

impl References {
    /// Finds the entries; whether they are cited is for whoever reads the text to say.
    pub(super) fn of(doc: &Document, sections: &[Section]) -> References {
        let mut references = References::default();
        let Some(section) = sections.last() else { return references };
        references.section = section.span;
        let lists = doc.lists();
        let first = lists.partition_point(|&list| doc.span(list).start < section.span.start);
        for &list in lists[first..].iter().take_while(|&&list| doc.span(list).start < section.span.end) {
            references.add_list(doc, list, section.body);
        }
        references.add_lines(doc, section.body);
        references
    }

    fn add_list(&mut self, doc: &Document, list: NodeId, body: Span) {
        let ordered = doc.node(list).kind == (Kind::List { ordered: true });
        let first = ordered.then(|| marks::leading_number(doc.slice(list)).unwrap_or(1));
        // What is listed below an entry says something about it.
        let is_nested = doc
            .ancestors(list)
            .take(Document::DEEPEST)
            .any(|outer| matches!(doc.node(outer).kind, Kind::Item { .. }));
        for (at, item) in (0..).zip(doc.children(list)) {
            let number = first.map(|first: u32| first.saturating_add(at));
            self.numbers.extend(number);
            let Some(text) = doc.children(item).next() else { continue };
            if !is_nested && body.contains(doc.span(item)) && marks::entry_number(doc.slice(text)).is_none() {
                let span = Span { start: doc.span(text).start, end: doc.span(item).end };
                self.entries.push(Entry { number, is_marked: false, span });
            }
        }
    }

    /// Entries that are numbered as `[3] Author, Title`, in a list or not.
    fn add_lines(&mut self, doc: &Document, body: Span) {
        let source = &doc.source;
        let first_of_these = self.entries.len();
        for line in source.line_of(self.section.start)..=source.line_of(self.section.end) {
            let line = source.line_span(line);
            let Some((number, length)) = marks::entry_number(source.slice(line)) else { continue };
            self.numbers.insert(number);
            let start = line.start + length as u32;
            // A link definition is no text.
            let Some(block) = leaf(doc, start - 1).filter(|_| body.contains(line)) else { continue };
            if let Some(last) = self.entries[first_of_these..].last_mut() {
                last.span.end = last.span.end.min(line.start);
            }
            let span = Span { start, end: doc.span(block).end };
            self.entries.push(Entry { number: Some(number), is_marked: true, span });
        }
        for entry in &mut self.entries {
            let text = source.slice(entry.span);
            let behind = text.trim_start();
            let start = entry.span.start as usize + text.len() - behind.len();
            entry.span = Span::new(start, start + behind.trim_end().len());
        }
    }

    /// True if the list has the number.
    pub fn has(&self, number: u32) -> bool {
        self.numbers.contains(&number)
    }

    /// Those of the numbers in brackets, such as `1, 3-5`, that the list lacks.
    pub fn missing(&self, inner: &str) -> impl Iterator<Item = u32> {
        marks::numbers(inner).unwrap_or_default().into_iter().filter(|&number| !self.has(number))
    }

    /// True if there are no numbers to cite.
    pub fn is_unnumbered(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The numbers in order, shortened where they follow each other, and cut where they are too many to read.
    pub fn shown(&self) -> String {
        let mut numbers: Vec<u32> = self.numbers.iter().copied().collect();
        numbers.sort_unstable();
        let mut runs = numbers.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
            [first, .., last] => format!("{first}–{last}"),
            [only] => only.to_string(),
            [] => String::new(),
        });
        let mut shown: Vec<_> = runs.by_ref().take(MOST_RUNS).collect();
        shown.extend(runs.next().map(|_| "…".to_owned()));
        shown.join(", ")
    }
}

/// The sections whose heading says that they list references.
pub(super) fn sections(doc: &Document) -> Vec<Section> {
    let is_one = |section: &&Section| {
        let heading = &doc.headings()[section.heading];
        heading.top_level && is_references(&heading.text)
    };
    doc.sections().iter().filter(is_one).copied().collect()
}

/// True for the heading of a list of sources, numbered or not.
fn is_references(heading: &str) -> bool {
    let heading = heading.trim_end_matches([':', '：', ' ']);
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十第章节.、．:： \t".contains(c);
    HEADINGS.iter().any(|known| {
        let at = heading.len().saturating_sub(known.len());
        let is_behind = heading.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(known));
        is_behind && heading[..at].chars().all(number)
    })
}
