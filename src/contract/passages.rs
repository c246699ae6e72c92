//! The text of a region block by block, so that words are found across the markup inside a block and never across blocks.

use std::borrow::Cow;

use crate::contract::html;
use crate::contract::length::is_han_or_kana;
use crate::contract::region::{Region, leaf_block};
use crate::document::{Document, Kind, NodeId};
use crate::source::Span;

/// The text of a paragraph, heading, cell or HTML block without markup.
pub(super) struct Passage {
    /// The block.
    pub block: NodeId,
    /// What a reader sees of it in the region; breaks are blanks, but not between characters of Chinese.
    pub text: String,
}

/// The blocks of `region` that have text, in order. Code blocks are none.
pub(super) fn passages(doc: &Document, region: &Region) -> Vec<Passage> {
    passages_without(doc, region, &[])
}

/// What stands for each of the spans that [`passages_without`] leaves out.
pub(super) const LEFT_OUT: char = '\u{FFFC}';

/// The blocks of `region` that have text, with [`LEFT_OUT`] for each of the `spans`, which are in order.
pub(super) fn passages_without(doc: &Document, region: &Region, spans: &[Span]) -> Vec<Passage> {
    let mut all: Vec<Passage> = Vec::new();
    let mut breaks = false;
    for (id, span) in region.parts(doc, |id| doc.node(id).kind == Kind::FrontMatter) {
        let kind = doc.node(id).kind;
        let block = match kind {
            Kind::Paragraph | Kind::Heading { .. } | Kind::Cell | Kind::HtmlBlock => Some(id),
            // Of a block that the region cuts into only inlines are there.
            _ if kind.is_inline() && all.last().is_none_or(|last| id >= doc.node(last.block).end) => {
                leaf_block(doc, id)
            }
            _ => None,
        };
        if let Some(block) = block {
            all.push(Passage { block, text: String::new() });
            breaks = false;
        }
        let Some(passage) = all.last_mut() else { continue };
        let mut push = |piece: &str| {
            let last = passage.text.chars().next_back();
            let first = piece.chars().next();
            if breaks && !(last.is_some_and(is_han_or_kana) && first.is_some_and(is_han_or_kana)) {
                passage.text.push(' ');
            }
            breaks = false;
            passage.text.push_str(piece);
        };
        match kind {
            Kind::Text { verbatim } => {
                let mut start = span.start;
                let first = spans.partition_point(|it| it.end <= span.start);
                for hole in spans[first..].iter().take_while(|it| it.start < span.end) {
                    push(&plain(doc.source.slice(Span { start, end: hole.start.max(start) }), verbatim));
                    push(LEFT_OUT.encode_utf8(&mut [0; 4]));
                    start = hole.end.min(span.end);
                }
                push(&plain(doc.source.slice(Span { start, end: span.end }), verbatim));
            }
            Kind::HtmlInline if spans.binary_search(&span).is_ok() => push(LEFT_OUT.encode_utf8(&mut [0; 4])),
            Kind::Code => push(code(doc, id)),
            Kind::Math => push(doc.source.slice(span)),
            Kind::HtmlBlock => html::texts(doc.source.slice(span)).for_each(push),
            Kind::SoftBreak | Kind::LineBreak => breaks = true,
            Kind::HtmlInline => breaks |= doc.source.slice(span).to_ascii_lowercase().starts_with("<br"),
            _ => {}
        }
    }
    all.retain(|passage| !passage.text.trim().is_empty());
    all
}

/// What a reader sees of the source of a text: no escapes; of entities those that are common in prose.
pub(super) fn plain(source: &str, verbatim: bool) -> Cow<'_, str> {
    if verbatim {
        return Cow::Borrowed(source);
    }
    const ENTITIES: [(&str, &str); 5] =
        [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("nbsp", " ")];
    /// No entity has a longer name.
    const LONGEST: usize = 32;
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(['\\', '&']) {
        text.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let name =
            behind.bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
        let name = &behind[..name.count()];
        rest = behind;
        if source.as_bytes()[source.len() - rest.len() - 1] == b'\\' {
            if !behind.starts_with(|c: char| c.is_ascii_punctuation()) {
                text.push('\\');
            } else if behind.starts_with(['\\', '&']) {
                text.push_str(&behind[..1]);
                rest = &behind[1..];
            }
        } else if !name.is_empty() && behind[name.len()..].starts_with(';') {
            text.push_str(ENTITIES.iter().find(|(known, _)| *known == name).map_or(" ", |(_, shown)| shown));
            rest = &behind[name.len() + 1..];
        } else {
            text.push('&');
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// What a code span holds.
pub(super) fn code(doc: &Document, id: NodeId) -> &str {
    doc.slice(id).trim_matches('`').trim()
}

/// What a code block holds.
pub(super) fn literal(doc: &Document, id: NodeId) -> &str {
    let at = doc.code_blocks().binary_search_by_key(&id, |block| block.node);
    at.map_or("", |at| &doc.code_blocks()[at].literal)
}

/// True for a link that is written as its target.
pub(super) fn is_autolink(doc: &Document, id: NodeId) -> bool {
    doc.node(id).kind == Kind::Link && !doc.slice(id).starts_with('[')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn texts(text: &str) -> Vec<String> {
        let doc = crate::markdown::parse(SourceFile::new("a.md", text.to_owned()));
        passages(&doc, &doc.source.span().into()).into_iter().map(|passage| passage.text).collect()
    }

    #[test]
    fn a_passage_is_a_block_without_markup() {
        for (text, expected) in [
            ("暂无**公开**数据", &["暂无公开数据"][..]),
            ("暂无\n公开数据，no\npublic data", &["暂无公开数据，no public data"]),
            ("# A\n\n- b\n- [c](d)\n\n| e | f |\n|-|-|\n| g | |", &["A", "b", "c", "e", "f", "g"]),
            ("a \\* b &lt; c &amp; d\\\\e & f", &["a * b < c & d\\e & f"]),
            ("`a` $b$ ![c](d)<br>e", &["a $b$ c e"]),
            ("```\nno\n```\n\n<!-- no -->", &[]),
            ("---\na: no\n---", &[]),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }

    #[test]
    fn a_passage_may_begin_inside_a_block() {
        for (before, rest, expected) in [
            ("**延迟**", "：99 *ms*\n左右\n\nb", &["：99 ms 左右", "b"][..]),
            ("a\n\n- b **c**", " d\n- e", &[" d", "e"]),
        ] {
            let doc = crate::markdown::parse(SourceFile::new("a.md", format!("{before}{rest}")));
            let region = Span::new(before.len(), before.len() + rest.len()).into();
            let texts: Vec<_> = passages(&doc, &region).into_iter().map(|passage| passage.text).collect();
            assert_eq!(texts, expected, "{rest}");
        }
    }

    #[test]
    fn every_source_is_read_to_its_end() {
        for source in ["\\", "&", "&;", "a\\\\", "&amp", "\\&amp;", "&中;", "\\中"] {
            assert!(!plain(source, false).is_empty(), "{source}");
        }
    }
}
