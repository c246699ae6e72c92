//! Links, their definitions and footnotes: what a document points to.

use super::NodeId;
use crate::source::Span;

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkForm {
    /// `[text](target)`
    Inline,
    /// `[text][label]`
    Full,
    /// `[label][]`
    Collapsed,
    /// `[label]`
    Shortcut,
    /// `<https://example.org>`
    Angle,
    /// `https://example.org`, as GFM recognises it
    Bare,
}

/// A link or an image.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its node.
    pub node: NodeId,
    /// An image rather than a link.
    pub image: bool,
    /// How it is written.
    pub form: LinkForm,
    /// The target without escapes and entities.
    pub target: String,
    /// The title without escapes and entities; empty if it has none.
    pub title: String,
}

/// A link reference definition: `[label]: target "title"`.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The whole definition.
    pub span: Span,
    /// The label as it stands, without brackets.
    pub label: Span,
    /// The target as it stands, without angle brackets.
    pub target: Span,
}

/// A footnote definition: `[^name]: …`.
#[derive(Clone, Debug)]
pub struct FootnoteDefinition {
    /// Its node.
    pub node: NodeId,
    /// The name as it stands, without `[^` and `]`.
    pub name: String,
}
