//! The passages of a document in which formulas may stand, as a reader sees them.

use super::token::Passage;
use crate::document::{Document, Kind, NodeId};

/// Stands for what is no text: code, images, formulas.
const OPAQUE: char = '\u{FFFC}';

/// The entities of signs are shorter.
const LONGEST_ENTITY: usize = 12;

/// Where in a document its signs of equality stand, so that most blocks are never looked at.
pub(super) struct Signs(Vec<u32>);

impl Signs {
    pub fn of(doc: &Document) -> Signs {
        let bytes = doc.source.text().as_bytes();
        let mut places: Vec<u32> = memchr::memchr_iter(b'=', bytes).map(|at| at as u32).collect();
        for sign in ["≈", "＝", "\\approx"] {
            places.extend(memchr::memmem::find_iter(bytes, sign).map(|at| at as u32));
        }
        places.sort_unstable();
        Signs(places)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True if a block may hold a formula: a sign of equality, and a digit.
    pub fn are_in(&self, doc: &Document, block: NodeId) -> bool {
        let span = doc.span(block);
        let first = self.0.partition_point(|&place| place < span.start);
        self.0.get(first).is_some_and(|&place| place < span.end)
            && doc.slice(block).contains(|c: char| c.is_numeric())
    }
}

/// The text of a paragraph, heading or cell.
pub(super) fn prose(doc: &Document, block: NodeId) -> Passage {
    let mut passage = Passage::default();
    let text = doc.source.text();
    let mut at = block + 1;
    let mut last_end = doc.span(block).start;
    while at < doc.node(block).end {
        let node = doc.node(at);
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        let mut next = at + 1;
        match node.kind {
            Kind::Text { verbatim } => {
                // `3*4 … 5*6` became emphasis and lost its signs.
                if last_end != node.span.start && is_sign(&passage.text, text, last_end as usize, start) {
                    passage.push('*', last_end as usize..start);
                }
                push_text(&mut passage, &text[start..end], start, verbatim);
                last_end = node.span.end;
            }
            Kind::SoftBreak | Kind::LineBreak => passage.push('\n', start..end),
            Kind::HtmlInline => {
                let is_break = text[start..end].get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br"));
                passage.push(if is_break { '\n' } else { OPAQUE }, start..end);
                last_end = node.span.end;
            }
            Kind::FootnoteReference => {
                passage.push(' ', start..end);
                next = node.end;
                last_end = node.span.end;
            }
            Kind::Code | Kind::Image | Kind::Math | Kind::Strikethrough => {
                passage.push(OPAQUE, start..end);
                next = node.end;
                last_end = node.span.end;
            }
            // An address is no prose.
            Kind::Link if !text[start..].starts_with('[') => {
                passage.push(OPAQUE, start..end);
                next = node.end;
                last_end = node.span.end;
            }
            _ => {}
        }
        at = next;
    }
    joined(passage)
}

/// True if nothing but the star of an emphasis stands between digits or letters.
fn is_sign(before: &str, text: &str, from: usize, to: usize) -> bool {
    text.get(from..to) == Some("*")
        && before.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && text[to..].starts_with(|c: char| c.is_alphanumeric() || c == '(')
}

fn push_text(passage: &mut Passage, text: &str, start: usize, verbatim: bool) {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let mut len = c.len_utf8();
        let mut seen = folded(c);
        if !verbatim {
            let behind = &text[at + len..];
            let escaped = behind.chars().next().filter(|next| c == '\\' && next.is_ascii_punctuation());
            let end = behind.bytes().take(LONGEST_ENTITY).position(|byte| c == '&' && byte == b';');
            if let Some(escaped) = escaped {
                seen = escaped;
                len += escaped.len_utf8();
            } else if let Some(end) = end {
                seen = entity(&behind[..end]);
                len += end + 1;
            }
        }
        passage.push(seen, start + at..start + at + len);
        at += len;
    }
}

fn entity(name: &str) -> char {
    match name {
        "times" => '×',
        "divide" => '÷',
        "minus" => '−',
        "middot" | "sdot" => '·',
        "asymp" => '≈',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "lt" => '<',
        "gt" => '>',
        "equals" => '=',
        "plus" => '+',
        "yen" => '¥',
        "euro" => '€',
        "sup2" => '²',
        "sup3" => '³',
        _ => OPAQUE,
    }
}

/// Full-width digits, letters and signs as their ASCII twins. Punctuation stays: a full-width comma parts no thousands.
fn folded(c: char) -> char {
    match c {
        '，' | '；' | '：' | '！' | '？' => c,
        '．' => '.',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{2009}' | '\u{202F}' | '\t' => ' ',
        '￥' => '¥',
        '\r' => '\n',
        _ => c,
    }
}

/// Lines of their own are formulas of their own, unless a sign at the break joins them.
fn joined(mut passage: Passage) -> Passage {
    let text = std::mem::take(&mut passage.text);
    let is_joined = |at: usize| {
        let ends_open = text[..at]
            .trim_end_matches(' ')
            .ends_with(['+', '-', '−', '×', '÷', '*', '/', '=', '≈', '(', '·', '^']);
        let behind = text[at + 1..].trim_start_matches(' ');
        ends_open || behind.starts_with(['×', '÷', '=', '≈', '+', '*', '/', ')', '·'])
    };
    passage.text =
        text.char_indices().map(|(at, c)| if c == '\n' && is_joined(at) { ' ' } else { c }).collect();
    passage
}

/// The inside of a formula in dollars, or of a block of TeX.
pub(super) fn tex(text: &str, start: usize) -> Passage {
    let mut passage = Passage::default();
    for (at, c) in text.char_indices() {
        passage.push(folded(c), start + at..start + at + c.len_utf8());
    }
    passage
}
