//! What an inline looks like in the source, so that each can be recognised where it should stand.

use super::anchor::{behind_code, behind_lines, behind_math, follow_text, label, run};

/// An inline as the parser describes it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Inline<'a> {
    Text(&'a str),
    Code {
        backticks: usize,
    },
    /// Opens with `$`, `$$` or `` $` ``.
    Math {
        opening: &'static str,
    },
    Html(&'a str),
    Emphasis,
    Strong,
    Strikethrough,
    /// With its first text, which is all that a bare address shows.
    Link {
        text: Option<&'a str>,
    },
    Image,
    FootnoteReference,
    /// A line ending with the blanks or the backslash before it.
    Break,
}

/// How an inline was recognised.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    /// Behind the inline, or behind its opening marker if it has children.
    pub end: usize,
    /// The length of the marker behind its children.
    pub closing: usize,
    /// False for text that the source spells differently.
    pub verbatim: bool,
}

impl Inline<'_> {
    /// Recognises the inline at byte `at` of a block that ends at `limit`.
    pub(super) fn recognise(
        self,
        source: &str,
        at: usize,
        limit: usize,
        decode: impl Fn(&str) -> Option<String>,
    ) -> Option<Match> {
        let rest = source.get(at..limit)?;
        let found = |end: usize| Some(Match { end, closing: 0, verbatim: true });
        let opens = |marker: &str| {
            let match_ = Match { end: at + marker.len(), closing: marker.len(), verbatim: true };
            rest.starts_with(marker).then_some(match_)
        };
        match self {
            Inline::Text(text) => {
                let (end, verbatim) = follow_text(source, at, text, decode)?;
                (end <= limit).then_some(Match { end, closing: 0, verbatim })
            }
            Inline::Code { backticks } => {
                let opening = run(rest, 0, b'`');
                (opening == backticks).then_some(())?;
                found(behind_code(source, at, backticks, limit)?)
            }
            Inline::Math { opening } => {
                rest.starts_with(opening).then_some(())?;
                found(behind_math(source, at, opening, limit)?)
            }
            Inline::Html(literal) => {
                let end = behind_lines(source, at, literal, limit)
                    .or_else(|| Some(follow_text(source, at, literal, decode)?.0))?;
                found(end)
            }
            Inline::Emphasis => opens("*").or_else(|| opens("_")),
            Inline::Strong => opens("**").or_else(|| opens("__")),
            Inline::Strikethrough => opens("~~").or_else(|| opens("~")),
            Inline::Image => opens("![").map(|match_| Match { closing: 0, ..match_ }),
            Inline::Link { .. } if rest.starts_with(['[', '<']) => found(at + 1),
            Inline::Link { text } => {
                follow_text(source, at, text?, decode)?;
                found(at)
            }
            Inline::Break => {
                let marker = rest.trim_start_matches([' ', '\t', '\\']);
                marker.starts_with(['\n', '\r']).then_some(())?;
                found(limit - marker.len() + 1)
            }
            Inline::FootnoteReference => {
                rest.starts_with("[^").then_some(())?;
                found(label(&source.as_bytes()[..limit], at)?)
            }
        }
    }
}
