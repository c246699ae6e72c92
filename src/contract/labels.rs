//! What a line or list item begins with: strong text, or words up to a colon, that may be a name.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::document::{Document, Kind, NodeId};
use crate::source::{Span, character_start};

/// What a line begins with.
pub struct Label<'d> {
    /// The label without markup.
    pub text: Cow<'d, str>,
    /// Where it stands.
    pub title: Span,
    /// What is behind the label on its line; its value is what [`Label::value`] finds there.
    pub behind: Span,
    /// Whether it is strong text.
    pub strong: bool,
    /// Whether it is text without markup.
    pub plain: bool,
    /// Whether a colon or dash divides label and value.
    pub colon: bool,
    /// Whether nothing but the label is on the line.
    pub alone: bool,
}

/// A label without a colon is not longer than this, in bytes; a sentence is no name.
const LONGEST: usize = 120;

impl<'d> Label<'d> {
    /// A label in strong text; `end` is the end of its paragraph.
    pub fn strong(doc: &'d Document, strong: NodeId, end: u32) -> Option<Self> {
        let text = plain_text(doc, strong);
        let title = doc.span(strong);
        let after = doc.source.slice(Span { start: title.end, end });
        let line = after.lines().next().unwrap_or_default();
        let behind = line.trim_start();
        // （P99）may stand between the name and its colon.
        let bracket = behind.strip_prefix(['(', '（']).and_then(|rest| rest.find([')', '）']));
        let skipped = match bracket {
            Some(close) => {
                let open = behind.chars().next().map_or(0, char::len_utf8);
                let rest = &behind[open + close..];
                line.len() - rest.len() + rest.chars().next().map_or(0, char::len_utf8)
            }
            None => 0,
        };
        let colon_behind = line[skipped..].trim_start().starts_with([':', '：']);
        let inside = text.trim_end().ends_with([':', '：']);
        let colon = inside || colon_behind;
        let mut start = title.end as usize;
        if colon_behind {
            let at = line[skipped..].find([':', '：']).map_or(0, |at| skipped + at);
            start += at + line[at..].chars().next().map_or(0, char::len_utf8);
        }
        let line_end = title.end as usize + line.len();
        let behind = Span::new(start.min(line_end), line_end);
        let alone = line.trim().is_empty();
        (text.len() <= 2 * LONGEST).then_some(Label {
            text,
            title,
            behind,
            strong: true,
            plain: false,
            colon,
            alone,
        })
    }

    /// A label in plain text up to a colon or dash; the whole line if there is neither and it is short.
    pub fn text(doc: &'d Document, node: NodeId, end: u32) -> Option<Self> {
        let start = doc.span(node).start;
        let line = doc.source.slice(Span { start, end }).lines().next().unwrap_or_default();
        let blanks = line.len() - line.trim_start().len();
        let own = doc.slice(node);
        let divider = divider(own).filter(|(at, _)| *at <= LONGEST);
        let (at, behind) = match divider {
            Some(found) => found,
            None if line.len() <= LONGEST => (line.len(), line.len()),
            None => return None,
        };
        if at <= blanks {
            return None;
        }
        let start = start as usize;
        let title = Span::new(start + blanks, start + at);
        Some(Label {
            text: Cow::Borrowed(doc.source.slice(title)),
            title,
            behind: Span::new(start + behind, start + line.len()),
            strong: false,
            plain: true,
            colon: divider.is_some(),
            alone: divider.is_none(),
        })
    }

    /// A line of plain text that is nothing but a label and its colon.
    pub fn of_line(doc: &'d Document, node: NodeId, end: u32) -> Option<Self> {
        let text = doc.slice(node).trim_end();
        if !text.ends_with([':', '：']) || text.len() > LONGEST {
            return None;
        }
        Label::text(doc, node, end).filter(|label| label.colon && label.value(doc).is_empty())
    }

    /// The label of a list item, from its first paragraph; one in plain text only if it is `wanted`.
    pub fn of_item(doc: &'d Document, paragraph: NodeId, wanted: impl Fn(&str) -> bool) -> Option<Self> {
        let end = doc.span(paragraph).end;
        for child in doc.children(paragraph) {
            match doc.node(child).kind {
                Kind::Strong => {
                    let mut label = Label::strong(doc, child, end)?;
                    // **name** - what it is
                    if !label.colon
                        && let Some((at, behind)) = divider(doc.source.slice(label.value(doc)))
                        && at == 0
                    {
                        label.behind.start += behind as u32;
                    }
                    return Some(label);
                }
                Kind::Link => {
                    let text = plain_text(doc, child);
                    let title = doc.span(child);
                    let behind = Span { start: title.end, end };
                    let alone = doc.source.slice(behind).trim().is_empty();
                    let (strong, plain, colon) = (false, false, false);
                    return Some(Label { text, title, behind, strong, plain, colon, alone });
                }
                Kind::Text { .. } if is_ornament(doc.slice(child)) => {}
                Kind::Text { .. } if !wanted(doc.slice(child)) => return None,
                Kind::Text { .. } => return Label::text(doc, child, end),
                _ => return None,
            }
        }
        None
    }

    /// The value on the line of the label.
    pub fn value(&self, doc: &Document) -> Span {
        let length = value_length(doc.source.slice(self.behind));
        Span { end: self.behind.start + length as u32, ..self.behind }
    }
}

/// True for an item of a table of contents, which begins with a link into this document.
pub fn is_entry_of_contents(doc: &Document, paragraph: NodeId) -> bool {
    let is_bare = |&id: &NodeId| matches!(doc.node(id).kind, Kind::Text { .. }) && is_ornament(doc.slice(id));
    let first = doc.children(paragraph).find(|id| !is_bare(id));
    first.filter(|&id| doc.node(id).kind == Kind::Link).is_some_and(|link| {
        let link = doc.slice(link).as_bytes();
        memchr_iter(b']', link).any(|at| link[at..].starts_with(b"](#"))
    })
}

/// [`Document::plain_text`], which few labels have to be put together from.
pub fn plain_text(doc: &Document, id: NodeId) -> Cow<'_, str> {
    let mut inner = doc.descendants(id);
    match (inner.next(), inner.next()) {
        (Some(only), None) if matches!(doc.node(only).kind, Kind::Text { .. }) => {
            Cow::Borrowed(doc.slice(only))
        }
        _ => Cow::Owned(doc.plain_text(id)),
    }
}

/// Where a name ends and where its value begins: around a colon, or a dash between blanks. A sentence is no name, so that
/// both are looked for in the first [`LONGEST`] bytes only.
fn divider(text: &str) -> Option<(usize, usize)> {
    let start = &text[..character_start(text, LONGEST)];
    dividers(start).find_map(|(at, mark)| {
        let length = mark.len_utf8();
        let (before, after) = (&text[..at], &text[at + length..]);
        match mark {
            '/' | '|' => None,
            ':' | '：' => (!after.starts_with("//")).then_some((at, at + length)),
            '—' if after.starts_with('—') => Some((at, at + 2 * length)),
            _ => {
                let is_apart = before.ends_with(' ') && after.starts_with(' ');
                is_apart.then(|| (before.trim_end().len(), at + length))
            }
        }
    })
}

/// What may divide a line or a title in two, with where it stands.
pub(super) fn dividers(text: &str) -> impl Iterator<Item = (usize, char)> {
    // Beyond ASCII the bytes are those that dashes and the full-width colon begin with.
    let may_divide = |byte: u8| matches!(byte, b':' | b'-' | b'/' | b'|' | 0xE2 | 0xEF);
    let found = text.bytes().enumerate().filter(move |&(_, byte)| may_divide(byte));
    found
        .filter_map(|(at, _)| Some((at, text[at..].chars().next()?)))
        .filter(|(_, c)| matches!(c, ':' | '：' | '-' | '–' | '—' | '/' | '|'))
}

/// How much of a line is the value of its label: up to what begins the next one, such as `|` or strong text.
fn value_length(line: &str) -> usize {
    let own = line.trim_start();
    let is_strong = own.starts_with("**") || own.starts_with("__");
    let marks: &[&str] = if is_strong { &["｜", "<br"] } else { &["|", "｜", "<br", "**", "__"] };
    // Each of them begins with one of these bytes, and 0xEF begins the full-width one.
    let may_end = |byte: u8| matches!(byte, b'|' | b'<' | b'*' | b'_' | 0xEF);
    let ends = |&at: &usize| marks.iter().any(|mark| line.as_bytes()[at..].starts_with(mark.as_bytes()));
    let end = (0..line.len()).filter(|&at| may_end(line.as_bytes()[at])).find(ends).unwrap_or(line.len());
    line[..end].trim_end_matches([' ', '·', '/', ',', '，', ';', '；', '、']).len()
}

/// True for what people put in front of a label: a number, a check mark, an emoji.
pub fn is_ornament(text: &str) -> bool {
    let numerals = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    text.len() <= 16
        && text.chars().all(|c| !c.is_alphanumeric() || numerals(c))
        && !text.contains([':', '：'])
}
