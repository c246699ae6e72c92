//! Names in lists and tables: items that open with one, and rows whose first cell is one.

use super::Form;
use super::labels::{Label, is_entry_of_contents, plain_text};
use super::places::{Body, Collector, Place};
use super::title::Title;
use crate::document::{Kind, NodeId};
use crate::source::Span;

impl Collector<'_, '_> {
    pub(super) fn item(&mut self, item: NodeId, depth: usize) {
        let doc = self.doc;
        let mut blocks = doc.children(item).peekable();
        let first = blocks.peek().copied().filter(|&block| doc.node(block).kind == Kind::Paragraph);
        let mut place = None;
        if let Some(paragraph) = first {
            // It says where something is, and is not it.
            if is_entry_of_contents(doc, paragraph) {
                return;
            }
            let plain = self.names.may_be(Form::ListItem)
                || self.names.may_be(Form::Field)
                || self.names.has_fields();
            let label = Label::of_item(doc, paragraph, |text| plain && self.names.may_begin(text));
            // Plain text was looked at before.
            let may_be_name = |label: &Label<'_>| label.plain || self.names.may_begin(&label.text);
            if let Some(label) = label.filter(may_be_name) {
                place = self.named_item(item, &label);
            }
            blocks.next();
        }
        let outer = (self.lead_in, place);
        if let (_, Some(place)) = outer {
            self.open.push(place);
            self.lead_in = None;
        }
        for block in blocks {
            match doc.node(block).kind {
                // Loose items may hold lead-ins, which end with them.
                Kind::Paragraph if outer.1.is_some() => {}
                _ => self.block(block, depth + 1),
            }
        }
        if let (lead_in, Some(place)) = outer {
            self.close_lead_in();
            self.open.pop();
            self.found.places[place].end = self.found.places.len();
            self.lead_in = lead_in;
        }
    }

    fn named_item(&mut self, item: NodeId, label: &Label<'_>) -> Option<usize> {
        let doc = self.doc;
        let title = Title::of(&label.text, self.contract.normalise);
        if label.colon {
            self.value_of(&title, || label.value(doc), !label.strong);
        }
        let fits = self.names.fits(&title, &self.prefixes);
        if fits.is_empty() {
            return None;
        }
        let end = doc.span(item).end;
        let parent = self.around();
        let place = self.found.places.len();
        self.push(Place {
            form: if label.strong && label.colon { Form::LeadIn } else { Form::ListItem },
            item: true,
            strong: label.strong,
            bare: !label.colon && doc.source.slice(Span { start: label.behind.start, end }).trim().is_empty(),
            title: label.title,
            level: 0,
            span: Span { start: label.title.start, end },
            body: Body::Piece(Span { start: label.behind.start, end }),
            parent,
            end: place + 1,
            fits,
            strayed: self.strayed(parent),
        });
        Some(place)
    }

    pub(super) fn table(&mut self, node: NodeId) {
        if !self.names.may_be(Form::TableRow) && !self.names.has_fields() {
            return;
        }
        let doc = self.doc;
        for row in doc.children(node).filter(|&row| doc.node(row).kind == Kind::Row { header: false }) {
            let mut cells = doc.children(row);
            let Some(first) = cells.next() else { continue };
            if !self.names.may_begin(doc.slice(first).trim_start_matches(['*', '_', '`', '[', ' '])) {
                continue;
            }
            let name = plain_text(doc, first);
            let title = Title::of(&name, self.contract.normalise);
            let end = doc.span(row).end;
            let second = cells.next().map_or(Span { start: end, end }, |cell| doc.span(cell));
            self.value_of(&title, || second, true);
            let fits = self.names.fits(&title, &self.prefixes);
            if fits.is_empty() {
                continue;
            }
            let parent = self.around();
            let place = self.found.places.len();
            self.push(Place {
                form: Form::TableRow,
                item: false,
                bare: false,
                strong: false,
                title: doc.span(first),
                level: 0,
                span: doc.span(row),
                body: Body::Piece(Span { start: second.start, end }),
                parent,
                end: place + 1,
                fits,
                strayed: self.strayed(parent),
            });
        }
    }
}
