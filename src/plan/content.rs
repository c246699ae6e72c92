//! What stands under the headings of a plan: fields with their values, and lists of dimensions.

use std::ops::Range;

use super::title::{bare, undecorated};
use crate::document::{Document, Kind, NodeId};

pub(super) const COMPANIES: [&str; 9] =
    ["公司", "公司名称", "企业", "企业名称", "机构", "company", "organisation", "organization", "enterprise"];
const SCENES: [&str; 6] = ["场景", "业务场景", "应用场景", "scenario", "use case", "scene"];
const STACKS: [&str; 6] = ["技术栈", "技术选型", "tech stack", "technology stack", "stack", "technology"];
const SCALES: [&str; 3] = ["规模", "业务规模", "scale"];
pub(super) const STATES: [&str; 4] = ["状态", "当前状态", "status", "state"];
pub(super) const INDUSTRIES: [&str; 5] = ["行业", "所属行业", "领域", "industry", "sector"];
const DIMENSIONS: [&str; 7] = [
    "分析维度",
    "必需维度",
    "必备维度",
    "dimensions",
    "analysis dimensions",
    "dimensions of analysis",
    "required dimensions",
];
/// What a label may have in characters; longer texts before a colon are sentences.
const LONGEST_LABEL: usize = 32;

/// What stands between a heading and the next one.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub fields: Vec<(String, String)>,
    pub dimensions: Vec<String>,
}

impl Content {
    /// How many of the fields that make a case are there.
    pub fn told(&self) -> usize {
        let groups: [&[&str]; 4] = [&COMPANIES, &SCENES, &STACKS, &SCALES];
        groups.iter().filter(|group| self.fields.iter().any(|(name, _)| is_one_of(name, group))).count()
    }
}

/// True if a bare title or label announces dimensions.
pub(super) fn names_dimensions(label: &str) -> bool {
    is_one_of(label, &DIMENSIONS)
}

pub(super) fn is_one_of(label: &str, labels: &[&str]) -> bool {
    labels.iter().any(|known| known.eq_ignore_ascii_case(label))
}

/// The content of each section, in the order of [`Document::sections`].
pub(super) fn of(doc: &Document) -> Vec<Content> {
    let mut contents = vec![Content::default(); doc.headings().len()];
    let mut headings = 0..contents.len();
    let mut section = None;
    let mut awaiting = false;
    let mut at = Document::ROOT + 1;
    while at < doc.node(Document::ROOT).end {
        let node = doc.node(at);
        let inside = at + 1;
        at = node.end;
        match node.kind {
            Kind::Heading { .. } => {
                // Headings inside quotes are skipped with them, those inside list items open no section.
                let Some(index) = headings.find(|&index| doc.headings()[index].node == inside - 1) else {
                    continue;
                };
                if doc.headings()[index].top_level {
                    section = Some(index);
                }
                awaiting = names_dimensions(bare(&doc.headings()[index].text).0);
            }
            Kind::List { .. } | Kind::Item { .. } if !awaiting => at = inside,
            Kind::List { .. } => {
                awaiting = false;
                if let Some(section) = section {
                    contents[section].dimensions.extend(items(doc, inside - 1));
                }
            }
            Kind::Item { .. } => at = inside,
            Kind::Paragraph => {
                for line in lines(doc, inside - 1) {
                    let Some((label, value)) = labelled(doc, line) else { continue };
                    awaiting = names_dimensions(&label) && value.is_empty();
                    if let Some(section) = section {
                        contents[section].add(label, value);
                    }
                }
            }
            Kind::ThematicBreak => awaiting = false,
            Kind::Table => {
                if let Some(section) = section {
                    for (label, value) in pairs(doc, inside - 1) {
                        contents[section].add(label, value);
                    }
                }
            }
            _ => {}
        }
    }
    contents
}

impl Content {
    fn add(&mut self, label: String, value: String) {
        if value.is_empty() {
            return;
        }
        if names_dimensions(&label) {
            let names = value.split(['、', '，', ',', '；', ';']).map(|name| undecorated(name).to_owned());
            self.dimensions.extend(names.filter(|name| !name.is_empty()));
        } else {
            self.fields.push((label, value));
        }
    }
}

/// What the items of a list name, each without number, markup and explanation.
fn items(doc: &Document, list: NodeId) -> impl Iterator<Item = String> + '_ {
    doc.children(list).filter_map(|item| {
        let paragraph = doc.children(item).find(|&block| doc.node(block).kind == Kind::Paragraph)?;
        let line = lines(doc, paragraph).into_iter().next()?;
        let name = match strong(doc, &line) {
            Some(strong) => doc.plain_text(strong),
            None => {
                let text = plain(doc, line);
                text.split(['：', ':']).next().unwrap_or_default().to_owned()
            }
        };
        let name = bare(&name).0;
        (!name.is_empty()).then(|| name.to_owned())
    })
}

/// The lines of a paragraph as runs of its children, which may be none.
fn lines(doc: &Document, paragraph: NodeId) -> Vec<Range<NodeId>> {
    let mut lines = Vec::new();
    let mut start = paragraph + 1;
    for child in doc.children(paragraph) {
        if matches!(doc.node(child).kind, Kind::SoftBreak | Kind::LineBreak) {
            lines.push(start..child);
            start = child + 1;
        }
    }
    lines.push(start..doc.node(paragraph).end);
    lines
}

/// The strong text that a line opens with.
fn strong(doc: &Document, line: &Range<NodeId>) -> Option<NodeId> {
    let mut at = line.start;
    while at < line.end {
        match doc.node(at).kind {
            Kind::Strong => return Some(at),
            // An emoji in front is no text.
            Kind::Text { .. } if !doc.slice(at).contains(char::is_alphanumeric) => at = doc.node(at).end,
            _ => return None,
        }
    }
    None
}

/// The text of a line without markup.
fn plain(doc: &Document, line: Range<NodeId>) -> String {
    let mut text = String::new();
    let mut at = line.start;
    while at < line.end {
        text.push_str(&doc.plain_text(at));
        at = doc.node(at).end;
    }
    text
}

/// The label that a line opens with, and what stands behind its colon: any label that is strong, and any that is known.
fn labelled(doc: &Document, line: Range<NodeId>) -> Option<(String, String)> {
    let Some(strong) = strong(doc, &line) else {
        let text = plain(doc, line);
        let (label, value) = text.split_once(['：', ':'])?;
        let label = undecorated(label);
        return is_known(label).then(|| (label.to_owned(), value.trim().to_owned()));
    };
    let label = doc.plain_text(strong);
    let rest = plain(doc, doc.node(strong).end..line.end);
    let colon = ['：', ':'];
    let value = rest.trim();
    let value = match value.strip_prefix(colon) {
        Some(value) => value.trim(),
        None if label.trim_end().ends_with(colon) || value.is_empty() => value,
        None => return None,
    };
    let label = undecorated(&label);
    let fits = !label.is_empty() && label.chars().nth(LONGEST_LABEL).is_none();
    fits.then(|| (label.to_owned(), value.to_owned()))
}

/// True for the labels that mean something to whoever reads a plan.
fn is_known(label: &str) -> bool {
    let groups: [&[&str]; 7] = [&COMPANIES, &SCENES, &STACKS, &SCALES, &STATES, &INDUSTRIES, &DIMENSIONS];
    groups.iter().any(|group| is_one_of(label, group))
}

/// The rows of a table of two columns as labels and values, if it is one of fields.
fn pairs(doc: &Document, table: NodeId) -> Vec<(String, String)> {
    let rows = doc.children(table).map(|row| {
        let mut cells = doc.children(row).map(|cell| doc.plain_text(cell));
        match (cells.next(), cells.next(), cells.next()) {
            (Some(label), Some(value), None) => {
                Some((undecorated(&label).to_owned(), value.trim().to_owned()))
            }
            _ => None,
        }
    });
    let mut pairs = rows.collect::<Option<Vec<_>>>().unwrap_or_default();
    // `项目 | 内容` above the fields is none.
    if pairs.first().is_some_and(|(label, _)| !is_known(label)) {
        pairs.remove(0);
    }
    if pairs.iter().any(|(label, _)| is_known(label)) { pairs } else { Vec::new() }
}
