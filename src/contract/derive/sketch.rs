//! What a document shows of the contract that it was written to: titled places, values by name, and guidance.

use rustc_hash::FxHashSet;

use super::guidance::{comments, quoted, says_more_than_a_gap};
use crate::contract::fields::{fits, front_matter_values};
use crate::contract::labels::{Label, is_ornament};
use crate::contract::length::length_of;
use crate::contract::title::{Normalise, Title, fold, is_han};
use crate::contract::{FieldKind, Form};
use crate::document::{Document, Kind, NodeId};
use crate::rules::completeness;
use crate::source::Span;

/// A longer label is a sentence and no name.
const LONGEST_NAME: u32 = 16;
/// A longer value in plain text is a sentence that happens to have a colon.
const LONGEST_VALUE: u32 = 30;
/// What front matter says for tools and not for readers.
const NOT_FIELDS: [&str; 7] = ["title", "contract", "casegate", "layout", "template", "permalink", "slug"];

/// The outline of a document, as far as names tell it.
#[derive(Debug, Default)]
pub struct Sketch {
    /// In pre-order.
    pub marks: Vec<Mark>,
    /// The values by name at its head and foot and in its front matter, each name once.
    pub values: Vec<Value>,
}

/// A place with a title.
#[derive(Debug)]
pub struct Mark {
    /// Its title without number and decoration.
    pub title: String,
    /// What titles that mean the same have in common.
    pub key: String,
    /// How it appears.
    pub form: Form,
    /// Whether its title says that it may be left out.
    pub optional: bool,
    /// The mark that it is in.
    pub parent: Option<usize>,
    /// What is said about what to write there.
    pub guidance: Vec<String>,
    /// The header of the first table directly in it.
    pub columns: Vec<String>,
}

/// A value by name.
#[derive(Debug)]
pub struct Value {
    /// Its name.
    pub name: String,
    /// What names that mean the same have in common.
    pub key: String,
    /// What it seems to be; `None` for text.
    pub kind: Option<FieldKind>,
}

impl Sketch {
    /// The outline of `doc`. A `template` shows what to write: its guidance counts, and its lists name points.
    pub fn of(doc: &Document, template: bool) -> Sketch {
        let (placeholders, sketch) = (completeness::placeholders(doc, doc.source.span()), Sketch::default());
        let (named, open, lead_in) = (FxHashSet::default(), Vec::new(), None);
        let mut artist = Artist { doc, template, placeholders, sketch, named, open, lead_in };
        for (name, span) in front_matter_values(doc) {
            if !NOT_FIELDS.contains(&name.as_str()) {
                artist.value(&name, span);
            }
        }
        artist.blocks();
        artist.sketch
    }
}

struct Artist<'d> {
    doc: &'d Document,
    template: bool,
    placeholders: Vec<Span>,
    sketch: Sketch,
    /// The names that have a value.
    named: FxHashSet<String>,
    /// The headings that are open, with their levels.
    open: Vec<(u8, usize)>,
    /// The lead-in that is open.
    lead_in: Option<usize>,
}

impl Artist<'_> {
    fn blocks(&mut self) {
        let doc = self.doc;
        let title = title_of(doc);
        let blocks: Vec<NodeId> = doc.children(Document::ROOT).collect();
        let is_heading = |id: NodeId| matches!(doc.node(id).kind, Kind::Heading { .. });
        let sections = blocks.iter().any(|&id| is_heading(id) && Some(id) != title);
        // What stands behind the last line across the page is about the document.
        let last_section = blocks.iter().rposition(|&id| is_heading(id)).map_or(0, |at| at + 1);
        let foot = blocks.iter().rposition(|&id| doc.node(id).kind == Kind::ThematicBreak);
        let foot = foot.filter(|&at| at >= last_section && at > 0).unwrap_or(blocks.len());
        for (at, &id) in blocks.iter().enumerate() {
            if let Kind::Heading { level, .. } = doc.node(id).kind {
                if Some(id) != title {
                    self.heading(id, level);
                }
                continue;
            }
            let is_head = sections && self.open.is_empty();
            if is_head || at > foot {
                self.values_in(id, 0);
            } else {
                self.block(id, 0);
            }
        }
    }

    fn heading(&mut self, id: NodeId, level: u8) {
        let doc = self.doc;
        self.lead_in = None;
        while self.open.last().is_some_and(|(outer, _)| *outer >= level) {
            self.open.pop();
        }
        let at = doc.headings().binary_search_by_key(&id, |heading| heading.node);
        let Ok(at) = at else { return };
        let parent = self.open.last().map(|(_, mark)| *mark);
        if let Some(mark) = self.mark(&doc.headings()[at].text, Form::Heading, parent) {
            self.open.push((level, mark));
        }
    }

    /// Adds a mark, unless nothing is left of its title.
    fn mark(&mut self, title: &str, form: Form, parent: Option<usize>) -> Option<usize> {
        let optional = is_optional(title);
        let title = Title::of(title, Normalise::default()).clean.into_owned();
        let key = fold(&title, Normalise::default());
        if key.is_empty() {
            return None;
        }
        let (guidance, columns) = (Vec::new(), Vec::new());
        self.sketch.marks.push(Mark { title, key, form, optional, parent, guidance, columns });
        Some(self.sketch.marks.len() - 1)
    }

    /// The innermost mark that is open.
    fn around(&self) -> Option<usize> {
        self.lead_in.or(self.open.last().map(|(_, mark)| *mark))
    }

    fn block(&mut self, id: NodeId, depth: usize) {
        let doc = self.doc;
        if depth > Document::DEEPEST {
            return;
        }
        match doc.node(id).kind {
            Kind::Paragraph => self.paragraph(id),
            Kind::List { .. } => self.list(id, depth),
            Kind::Table => {
                if let Some(mark) = self.around().filter(|&mark| self.sketch.marks[mark].columns.is_empty()) {
                    self.sketch.marks[mark].columns = header(doc, id);
                }
            }
            Kind::BlockQuote | Kind::Alert if self.template => self.guidance(quoted(doc.slice(id))),
            Kind::BlockQuote | Kind::Alert => {
                for inner in doc.children(id) {
                    self.block(inner, depth + 1);
                }
            }
            Kind::HtmlBlock if self.template => self.guidance(comments(doc.slice(id))),
            _ => {}
        }
    }

    fn guidance(&mut self, text: Option<String>) {
        if let Some((mark, text)) = self.around().zip(text) {
            self.sketch.marks[mark].guidance.push(text);
        }
    }

    /// The lines of a paragraph that open with strong text are lead-ins.
    fn paragraph(&mut self, paragraph: NodeId) {
        for label in labels(self.doc, paragraph) {
            if label.strong && (label.colon || label.alone) && is_name(&label.text) {
                let parent = self.open.last().map(|(_, mark)| *mark);
                if let Some(mark) = self.mark(&label.text, Form::LeadIn, parent) {
                    self.lead_in = Some(mark);
                    self.said_behind(mark, &label);
                }
            }
        }
    }

    /// What a template says behind a label is about what to write there.
    fn said_behind(&mut self, mark: usize, label: &Label<'_>) {
        let text = self.doc.source.slice(label.value(self.doc)).trim();
        if self.template && says_more_than_a_gap(text) {
            self.sketch.marks[mark].guidance.push(text.to_owned());
        }
    }

    fn list(&mut self, list: NodeId, depth: usize) {
        let doc = self.doc;
        let items: Vec<NodeId> = doc.children(list).collect();
        let is_task = |&item: &NodeId| matches!(doc.node(item).kind, Kind::Item { task: Some(_) });
        if items.iter().any(is_task) {
            return;
        }
        let labels: Vec<Option<Label<'_>>> = items.iter().map(|&item| label_of(doc, item)).collect();
        let names_points = self.template && labels.iter().all(|label| label.as_ref().is_some_and(is_point));
        let parent = self.around();
        for (&item, label) in items.iter().zip(&labels) {
            let named = label.as_ref().filter(|label| {
                is_name(&label.text) && (names_points || label.colon || label.strong && label.alone)
            });
            let mark = named.and_then(|label| {
                let mark = self.mark(&label.text, Form::ListItem, parent)?;
                self.said_behind(mark, label);
                Some(mark)
            });
            let outer = self.lead_in;
            self.lead_in = mark.or(outer);
            for inner in doc.children(item).skip(1) {
                self.block(inner, depth + 1);
            }
            self.lead_in = outer;
        }
    }

    /// The values by name in a block at the head or foot of the document.
    fn values_in(&mut self, id: NodeId, depth: usize) {
        let doc = self.doc;
        match doc.node(id).kind {
            Kind::Paragraph => {
                for label in labels(doc, id).iter().filter(|label| label.colon && is_name(&label.text)) {
                    let value = label.value(doc);
                    if label.strong || length_of(doc.source.slice(value)) <= LONGEST_VALUE {
                        self.value(&label.text, value);
                    }
                }
            }
            Kind::List { .. } | Kind::Item { .. } | Kind::BlockQuote | Kind::Alert
                if depth < Document::DEEPEST =>
            {
                for inner in doc.children(id) {
                    self.values_in(inner, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn value(&mut self, name: &str, span: Span) {
        let name = Title::of(name, Normalise::default()).clean.into_owned();
        let key = fold(&name, Normalise::default());
        if key.is_empty() || !self.named.insert(key.clone()) {
            return;
        }
        let span = trimmed(self.doc, span);
        let kind = kind_of(self.doc, &name, span, self.is_gap(span));
        self.sketch.values.push(Value { name, key, kind });
    }
}

impl Artist<'_> {
    /// True for a value that is left to be filled in.
    fn is_gap(&self, value: Span) -> bool {
        let text = self.doc.source.slice(value);
        let at = self.placeholders.partition_point(|span| span.start < value.start);
        length_of(text) == 0
            || text.starts_with(['[', '【', '{', '<'])
            || text.to_ascii_uppercase().starts_with("YYYY")
            || self.placeholders.get(at).is_some_and(|span| span.start < value.end)
    }
}

/// The heading that is the title of the document: the first one, if no other is as high.
fn title_of(doc: &Document) -> Option<NodeId> {
    let top = || doc.headings().iter().filter(|heading| heading.top_level);
    let first = top().next()?;
    let alone = top().skip(1).all(|heading| heading.level > first.level);
    alone.then_some(first.node)
}

/// What the lines of a paragraph begin with.
fn labels(doc: &Document, paragraph: NodeId) -> Vec<Label<'_>> {
    let end = doc.span(paragraph).end;
    let mut labels = Vec::new();
    let mut at_start = true;
    for child in doc.children(paragraph) {
        match doc.node(child).kind {
            Kind::SoftBreak | Kind::LineBreak => {
                at_start = true;
                continue;
            }
            Kind::Strong if at_start => labels.extend(Label::strong(doc, child, end)),
            Kind::Text { .. } if at_start && is_ornament(doc.slice(child)) => continue,
            Kind::Text { .. } if at_start => labels.extend(Label::text(doc, child, end)),
            _ => {}
        }
        at_start = false;
    }
    labels
}

/// True for a title that says so at its end: `Drawbacks (Optional)`.
fn is_optional(title: &str) -> bool {
    let lower = title.trim_end().trim_end_matches([')', '）', ']']).to_lowercase();
    ["(optional", "[optional", "（可选", "(可选", "（选填", "(选填"].iter().any(|end| lower.ends_with(end))
}

fn label_of(doc: &Document, item: NodeId) -> Option<Label<'_>> {
    let first = doc.children(item).next().filter(|&id| doc.node(id).kind == Kind::Paragraph)?;
    // A link names what it leads to.
    if doc.slice(first).contains("](") {
        return None;
    }
    Label::of_item(doc, first, |_| true)
}

/// True for a text that may be a name: short, and no sentence.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let length = length_of(text);
    (1..=LONGEST_NAME).contains(&length) && !text.contains(['。', '；', '？', '！', ';', '?', '!', '，'])
}

/// True for an item that is a name and nothing else, as templates list the points of a section.
fn is_point(label: &Label<'_>) -> bool {
    let is_sentence = label.text.trim_end().ends_with('.') || label.text.contains(['[', '{', '<']);
    (label.alone || label.colon) && is_name(&label.text) && !is_sentence
}

fn header(doc: &Document, table: NodeId) -> Vec<String> {
    let rows = doc.children(table).next();
    let cells = rows.into_iter().flat_map(|row| doc.children(row)).map(|cell| doc.plain_text(cell));
    let names = cells.map(|cell| cell.trim().to_owned());
    // A bar in a contract divides alternatives.
    names.filter(|name| !name.is_empty() && !name.contains(['|', '\\'])).collect()
}

/// What a value seems to be; its name tells where there is none yet.
fn kind_of(doc: &Document, name: &str, value: Span, is_gap: bool) -> Option<FieldKind> {
    let text = doc.source.slice(value);
    let inner = text.trim_matches(|c| "[]【】{}<>` ".contains(c));
    let choices: Vec<&str> = inner.split([' ', '/', '|', '、']).filter(|word| !word.is_empty()).collect();
    let divided = inner.contains(" / ") || inner.contains(" | ") || is_gap && inner.contains(['/', '|']);
    if divided && choices.len() >= 2 && choices.iter().all(|word| (1..=6).contains(&length_of(word))) {
        return Some(FieldKind::Enum(choices.into_iter().map(str::to_owned).collect()));
    }
    let lower = name.to_lowercase();
    let named = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let guess = if named(&["日期", "时间", "date", "created", "updated"]) {
        FieldKind::Date
    } else if named(&["版本", "version"]) {
        FieldKind::Version
    } else if named(&["链接", "网址", "url", "link"]) || text.contains("://") {
        FieldKind::Url
    } else {
        return None;
    };
    (is_gap || fits(doc, value, &guess)).then_some(guess)
}

fn trimmed(doc: &Document, span: Span) -> Span {
    let text = doc.source.slice(span);
    let start = span.start + (text.len() - text.trim_start().len()) as u32;
    Span { start, end: start + text.trim().len() as u32 }
}

/// True for a text in Chinese.
pub fn is_chinese(text: &str) -> bool {
    text.chars().any(is_han)
}
