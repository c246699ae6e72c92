//! Where in a case something may stand under a name of its own: sections, lead-ins, list items, table rows.

use std::ops::Range;

use memchr::{memchr, memchr3};

use super::labels::{Label, is_ornament};
use super::names::{Fit, Names};
use super::region::Region;
use super::title::Title;
use super::units::{Extent, Outline};
use super::{Contract, Form};
use crate::document::{Document, Kind, NodeId};
use crate::source::Span;

/// A place in a case.
#[derive(Debug)]
pub struct Place {
    /// How it appears.
    pub form: Form,
    /// Whether it is a list item too, which a lead-in may be.
    pub item: bool,
    /// Whether it is a list item that says nothing but its name, without so much as a colon behind it.
    pub bare: bool,
    /// Whether its title is strong text.
    pub strong: bool,
    /// Its title in the source.
    pub title: Span,
    /// The level of a heading; 0 for any other.
    pub level: u8,
    /// From its title to its end; a section that others own a part of ends before that part.
    pub span: Span,
    /// What stands in it, behind its title.
    pub body: Body,
    /// The place that it is in.
    pub parent: Option<usize>,
    /// Index behind the last place in it.
    pub end: usize,
    /// The slots that its title fits.
    pub fits: Vec<Fit>,
    /// For a section that stands elsewhere: whether its own number says whose it is.
    pub strayed: Option<bool>,
}

/// What stands behind a title; see [`Places::body`].
#[derive(Debug)]
pub enum Body {
    /// In one piece.
    Piece(Span),
    /// Between the headings of a section: some of the segments of the case.
    Segments(Range<usize>),
}

/// The value of a field, as it was found.
pub struct Value {
    /// The field.
    pub field: usize,
    /// The value in the source; empty if there is none.
    pub span: Span,
    /// Whether its label may be none: plain words in a section, which are content as often as not.
    pub doubtful: bool,
}

/// What can be found in one case.
#[derive(Default)]
pub struct Places {
    /// The places in pre-order: those that stand in the case, then those that strayed.
    pub places: Vec<Place>,
    /// The fields in order.
    pub values: Vec<Value>,
    /// What stands between the headings of the case, piece by piece.
    segments: Vec<Span>,
}

impl Places {
    /// The pieces that the body of a place consists of.
    pub fn pieces<'p>(&'p self, place: &'p Place) -> &'p [Span] {
        match &place.body {
            Body::Piece(span) => std::slice::from_ref(span),
            Body::Segments(segments) => &self.segments[segments.clone()],
        }
    }

    /// What stands in a place, behind its title.
    pub fn body(&self, place: &Place) -> Region {
        Region { spans: self.pieces(place).to_vec() }
    }
}

/// What a case is collected from.
pub struct Collector<'d, 'c> {
    pub(super) doc: &'d Document,
    pub(super) contract: &'c Contract,
    pub(super) names: &'c Names,
    pub(super) outline: &'c Outline<'d>,
    /// The blocks at the top of the document, in order.
    pub(super) blocks: &'c [NodeId],
    /// What titles may repeat in front.
    pub(super) prefixes: Vec<&'c str>,
    pub(super) found: Places,
    /// The sections that are open, from the outermost.
    pub(super) open: Vec<usize>,
    /// The lead-in that is open, as a place.
    pub(super) lead_in: Option<usize>,
}

/// The places of one case.
pub fn collect<'d, 'c>(
    doc: &'d Document,
    contract: &'c Contract,
    outline: &'c Outline<'d>,
    blocks: &'c [NodeId],
    case: &'c Extent,
) -> Places {
    let prefixes = case.identity.iter().map(|(_, value)| value.as_str()).collect();
    let names = contract.names();
    let found = Places { places: Vec::with_capacity(case.own.len()), ..Places::default() };
    let (open, lead_in) = (Vec::new(), None);
    let mut collector = Collector { doc, contract, names, outline, blocks, prefixes, found, open, lead_in };
    collector.segment(case.head);
    for &heading in &case.own {
        collector.section(heading, None);
        collector.segment(Some(heading));
    }
    collector.close_all();
    let mut before = None;
    for &(heading, _) in &case.strayed {
        // Sections that don't stand beside each other are not in each other.
        if before.is_none_or(|before| before + 1 != heading) {
            collector.close_all();
        }
        before = Some(heading);
        let own_number = &outline.titles[heading].1.number;
        collector.section(heading, Some(case.claims(own_number)));
        collector.segment(Some(heading));
    }
    collector.close_all();
    collector.found
}

impl<'d> Collector<'d, '_> {
    /// Opens the section of a heading.
    fn section(&mut self, index: usize, strayed: Option<bool>) {
        let (heading, title) = &self.outline.titles[index];
        self.close_lead_in();
        while let Some(&last) = self.open.last()
            && self.found.places[last].level >= heading.level
        {
            self.open.pop();
            self.found.places[last].end = self.found.places.len();
        }
        let fits = self.names.fits(title, &self.prefixes);
        let parent = self.open.last().copied();
        let (place, segment) = (self.found.places.len(), self.found.segments.len());
        self.push(Place {
            form: Form::Heading,
            item: false,
            bare: false,
            strong: false,
            title: heading.content,
            level: heading.level,
            span: heading.span,
            body: Body::Segments(segment..segment),
            parent,
            end: place + 1,
            fits,
            strayed,
        });
        self.open.push(place);
    }

    /// Looks through what stands directly under a heading, or before the first one.
    fn segment(&mut self, heading: Option<usize>) {
        let start = heading.map_or(0, |index| self.outline.titles[index].0.span.end);
        let next = heading.map_or(0, |index| index + 1);
        let end = self
            .outline
            .titles
            .get(next)
            .map_or(self.doc.source.text().len() as u32, |(next, _)| next.span.start);
        self.found.segments.push(Span { start, end });
        let behind = self.found.segments.len();
        for &section in &self.open {
            let section = &mut self.found.places[section];
            section.span.end = end;
            if let Body::Segments(segments) = &mut section.body {
                segments.end = behind;
            }
        }
        let first = self.blocks.partition_point(|&block| self.doc.span(block).start < start);
        for &block in &self.blocks[first..] {
            if self.doc.span(block).start >= end {
                break;
            }
            self.block(block, 0);
        }
        self.end_lead_in(end);
        self.close_lead_in();
    }

    pub(super) fn block(&mut self, node: NodeId, depth: usize) {
        match self.doc.node(node).kind {
            Kind::Paragraph => self.paragraph(node),
            Kind::List { .. } if depth < Document::DEEPEST => {
                for item in self.doc.children(node) {
                    self.item(item, depth);
                }
            }
            Kind::Table => self.table(node),
            Kind::BlockQuote | Kind::Alert if depth < Document::DEEPEST => {
                for inner in self.doc.children(node) {
                    self.block(inner, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// The lines of a paragraph that open with strong text are lead-ins.
    fn paragraph(&mut self, paragraph: NodeId) {
        let doc = self.doc;
        // Most paragraphs hold neither strong text nor a colon: 0xEF begins a full-width one.
        let text = doc.slice(paragraph).as_bytes();
        if memchr3(b'*', b':', 0xEF, text).is_none() && memchr(b'_', text).is_none() {
            return;
        }
        let end = doc.span(paragraph).end;
        let mut at_start = true;
        for child in doc.children(paragraph) {
            match doc.node(child).kind {
                Kind::SoftBreak | Kind::LineBreak => {
                    at_start = true;
                    continue;
                }
                Kind::Strong if at_start => {
                    if let Some(label) = Label::strong(doc, child, end)
                        && (label.colon || label.alone)
                        && self.may_be_lead_in(&label.text)
                    {
                        self.lead_in(&label, end);
                    }
                }
                Kind::Strong if self.names.has_fields() => {
                    if let Some(label) = Label::strong(doc, child, end).filter(|label| label.colon) {
                        self.value(&label);
                    }
                }
                Kind::Text { .. } if at_start => {
                    let text = doc.slice(child);
                    if is_ornament(text) {
                        continue;
                    }
                    if let Some(label) = Label::of_line(doc, child, end) {
                        if self.names.may_begin(&label.text) {
                            self.lead_in(&label, end);
                        }
                    } else if self.names.may_begin_field(text)
                        && let Some(label) = Label::text(doc, child, end).filter(|label| label.colon)
                    {
                        self.value(&label);
                    }
                }
                _ => {}
            }
            at_start = false;
        }
    }

    fn may_be_lead_in(&self, text: &str) -> bool {
        self.prefixes.iter().any(|prefix| text.starts_with(prefix)) || self.names.may_begin(text)
    }

    fn lead_in(&mut self, label: &Label<'_>, paragraph_end: u32) {
        let doc = self.doc;
        let title = Title::of(&label.text, self.contract.normalise);
        self.value_of(&title, || label.value(doc), !label.strong);
        let fits = self.names.fits(&title, &self.prefixes);
        // One that names no slot goes on with what the one before it is about.
        if fits.is_empty() {
            return;
        }
        let start = doc.source.line_start(doc.source.line_of(label.title.start)).max(self.lead_in_start());
        self.end_lead_in(start);
        self.close_lead_in();
        let parent = self.open.last().copied();
        let place = self.found.places.len();
        self.push(Place {
            form: Form::LeadIn,
            item: false,
            bare: false,
            strong: false,
            title: label.title,
            level: 0,
            span: Span { start: label.title.start, end: paragraph_end },
            body: Body::Piece(Span { start: label.behind.start, end: paragraph_end }),
            parent,
            end: place + 1,
            fits,
            strayed: self.strayed(parent),
        });
        self.lead_in = Some(place);
    }

    pub(super) fn lead_in_start(&self) -> u32 {
        self.lead_in.map_or(0, |place| self.found.places[place].span.start)
    }

    /// Lets the open lead-in end at `end`.
    pub(super) fn end_lead_in(&mut self, end: u32) {
        if let Some(place) = self.lead_in {
            let place = &mut self.found.places[place];
            place.span.end = end.max(place.span.start);
            if let Body::Piece(span) = &mut place.body {
                span.end = end.max(span.start);
            }
        }
    }

    pub(super) fn close_lead_in(&mut self) {
        if let Some(place) = self.lead_in.take() {
            self.found.places[place].end = self.found.places.len();
        }
    }

    fn close_all(&mut self) {
        self.close_lead_in();
        for section in std::mem::take(&mut self.open) {
            self.found.places[section].end = self.found.places.len();
        }
    }

    /// The innermost place that is open.
    pub(super) fn around(&self) -> Option<usize> {
        self.lead_in.or(self.open.last().copied())
    }

    pub(super) fn strayed(&self, parent: Option<usize>) -> Option<bool> {
        parent.and_then(|parent| self.found.places[parent].strayed).map(|_| false)
    }

    fn value(&mut self, label: &Label<'_>) {
        if self.names.may_begin(&label.text) {
            let title = Title::of(&label.text, self.contract.normalise);
            self.value_of(&title, || label.value(self.doc), !label.strong);
        }
    }

    pub(super) fn value_of(&mut self, title: &Title<'_>, span: impl FnOnce() -> Span, plain: bool) {
        if let Some(field) = self.names.field(title) {
            let doubtful =
                plain && self.open.iter().any(|&place| self.found.places[place].form == Form::Heading);
            self.found.values.push(Value { field, span: span(), doubtful });
        }
    }

    pub(super) fn push(&mut self, place: Place) {
        self.found.places.push(place);
    }
}
