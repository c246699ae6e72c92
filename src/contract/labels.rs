//! What a line or list item begins with: strong text, or words up to a colon, that may be a name.

use crate::document::{Document, Kind, NodeId};
use crate::source::{Span, character_start};

/// What a line begins with.
pub struct Label {
    /// The label without markup.
    pub text: String,
    /// Where it stands.
    pub title: Span,
    /// What is behind the label on its line.
    pub value: Span,
    /// Whether it is strong text.
    pub strong: bool,
    /// Whether it is text without markup.
    pub plain: bool,
    /// Whether a colon or dash divides label and value.
    pub colon: bool,
    /// Whether nothing but the label is on the line.
    pub alone: bool,
    /// Whether it is a link into this document and nothing else.
    pub internal: bool,
}

/// A label without a colon is not longer than this, in bytes; a sentence is no name.
const LONGEST: usize = 120;

impl Label {
    /// A label in strong text; `end` is the end of its paragraph.
    pub fn strong(doc: &Document, strong: NodeId, end: u32) -> Option<Label> {
        let text = doc.plain_text(strong);
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
        let start = start.min(line_end);
        let value = Span::new(start, start + value_length(&doc.source.text()[start..line_end]));
        let alone = line.trim().is_empty();
        (text.len() <= 2 * LONGEST).then_some(Label {
            text,
            title,
            value,
            strong: true,
            plain: false,
            colon,
            alone,
            internal: false,
        })
    }

    /// A label in plain text up to a colon or dash; the whole line if there is neither and it is short.
    pub fn text(doc: &Document, node: NodeId, end: u32) -> Option<Label> {
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
            text: doc.source.slice(title).to_owned(),
            title,
            value: Span::new(start + behind, start + behind + value_length(&line[behind..])),
            strong: false,
            plain: true,
            colon: divider.is_some(),
            alone: divider.is_none(),
            internal: false,
        })
    }

    /// A line of plain text that is nothing but a label and its colon.
    pub fn of_line(doc: &Document, node: NodeId, end: u32) -> Option<Label> {
        let text = doc.slice(node).trim_end();
        if !text.ends_with([':', '：']) || text.len() > LONGEST {
            return None;
        }
        Label::text(doc, node, end).filter(|label| label.colon && label.value.is_empty())
    }

    /// The label of a list item, from its first paragraph; one in plain text only if it is `wanted`.
    pub fn of_item(doc: &Document, paragraph: NodeId, wanted: impl Fn(&str) -> bool) -> Option<Label> {
        let end = doc.span(paragraph).end;
        for child in doc.children(paragraph) {
            match doc.node(child).kind {
                Kind::Strong => {
                    let mut label = Label::strong(doc, child, end)?;
                    // **name** - what it is
                    if !label.colon
                        && let Some((at, behind)) = divider(doc.source.slice(label.value))
                        && at == 0
                    {
                        label.value.start += behind as u32;
                    }
                    return Some(label);
                }
                Kind::Link => {
                    let text = doc.plain_text(child);
                    let title = doc.span(child);
                    let internal = doc.slice(child).contains("](#");
                    let value = Span { start: title.end, end };
                    let alone = doc.source.slice(value).trim().is_empty();
                    return Some(Label {
                        text,
                        title,
                        value,
                        strong: false,
                        plain: false,
                        colon: false,
                        alone,
                        internal,
                    });
                }
                Kind::Text { .. } if is_ornament(doc.slice(child)) => {}
                Kind::Text { .. } if !wanted(doc.slice(child)) => return None,
                Kind::Text { .. } => return Label::text(doc, child, end),
                _ => return None,
            }
        }
        None
    }
}

/// Where a name ends and where its value begins: around a colon, or a dash between blanks. A sentence is no name, so that
/// both are looked for in the first [`LONGEST`] bytes only.
fn divider(text: &str) -> Option<(usize, usize)> {
    let start = &text[..character_start(text, LONGEST)];
    start.match_indices([':', '：', '-', '–', '—']).find_map(|(at, mark)| {
        let (before, after) = (&text[..at], &text[at + mark.len()..]);
        match mark {
            ":" | "：" => (!after.starts_with("//")).then_some((at, at + mark.len())),
            "—" if after.starts_with('—') => Some((at, at + 2 * mark.len())),
            _ => {
                let is_apart = before.ends_with(' ') && after.starts_with(' ');
                is_apart.then(|| (before.trim_end().len(), at + mark.len()))
            }
        }
    })
}

/// How much of a line is the value of its label: up to what begins the next one, such as `|` or strong text.
fn value_length(line: &str) -> usize {
    let own = line.trim_start();
    let is_strong = own.starts_with("**") || own.starts_with("__");
    let marks: &[&str] = if is_strong { &["｜", "<br"] } else { &["|", "｜", "<br", "**", "__"] };
    let end = marks.iter().filter_map(|mark| line.find(mark)).min().unwrap_or(line.len());
    line[..end].trim_end_matches([' ', '·', '/', ',', '，', ';', '；', '、']).len()
}

/// True for what people put in front of a label: a number, a check mark, an emoji.
pub fn is_ornament(text: &str) -> bool {
    let numerals = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    text.len() <= 16
        && text.chars().all(|c| !c.is_alphanumeric() || numerals(c))
        && !text.contains([':', '：'])
}
