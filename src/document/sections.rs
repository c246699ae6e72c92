//! Headings and the outline that they span, because people think of a document in sections.

use super::NodeId;
use crate::source::Span;

/// A heading with its text.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its node.
    pub node: NodeId,
    /// 1 to 6.
    pub level: u8,
    /// Underlined with `===` or `---`.
    pub setext: bool,
    /// True if it stands at the top of the document, not inside a quote, list item or footnote; only such a heading opens a section.
    pub top_level: bool,
    /// The whole heading, markers included.
    pub span: Span,
    /// The heading's text in the source, without its markers.
    pub content: Span,
    /// The text as rendered, without markup.
    pub text: String,
    /// The anchor that GitHub gives it, unique in the document.
    pub anchor: String,
}

/// A heading with all that stands under it up to the next heading of its level or above.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// Index in [`super::Document::headings`], and of this section in [`super::Document::sections`].
    pub heading: usize,
    /// The section that it is in, as an index.
    pub parent: Option<usize>,
    /// From its heading to the end of its last block.
    pub span: Span,
    /// What stands between its heading and the next heading of any level; empty if nothing does.
    pub body: Span,
    /// Index behind its last subsection, so that `heading + 1 .. end` are the sections inside it.
    pub end: usize,
}

/// The sections of `headings`, of which only those at the top of the document open one;
/// `end` is the length of the text in bytes.
pub(super) fn outline(headings: &[Heading], end: u32) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::with_capacity(headings.len());
    let mut open: Vec<usize> = Vec::new();
    let mut last_top: Option<usize> = None;
    for (index, heading) in headings.iter().enumerate() {
        if heading.top_level {
            while let Some(&outer) = open.last()
                && headings[outer].level >= heading.level
            {
                sections[outer].span.end = heading.span.start;
                sections[outer].end = index;
                open.pop();
            }
            if let Some(previous) = last_top {
                sections[previous].body.end = heading.span.start;
            }
            last_top = Some(index);
        }
        sections.push(Section {
            heading: index,
            parent: open.last().copied(),
            span: Span {
                start: heading.span.start,
                end: if heading.top_level { end } else { heading.span.end },
            },
            body: Span {
                start: heading.span.end,
                end: if heading.top_level { end } else { heading.span.end },
            },
            end: if heading.top_level { headings.len() } else { index + 1 },
        });
        if heading.top_level {
            open.push(index);
        }
    }
    sections
}
