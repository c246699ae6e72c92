//! Finds the comments that speak to casegate or to markdownlint, and cuts them into a verb and names.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;
use rustc_hash::FxHashSet;

use crate::document::{Document, NodeId};
use crate::rules::markdownlint;
use crate::source::{SourceFile, Span};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// What a comment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Disable,
    Enable,
    DisableLine,
    DisableNextLine,
    DisableFile,
    EnableFile,
    Capture,
    Restore,
    ConfigureFile,
}

impl Verb {
    /// True if it silences rules.
    pub fn silences(self) -> bool {
        matches!(self, Verb::Disable | Verb::DisableLine | Verb::DisableNextLine | Verb::DisableFile)
    }
}

/// The verbs of markdownlint; those of casegate come first.
const VERBS: [(&str, Verb); 9] = [
    ("disable", Verb::Disable),
    ("enable", Verb::Enable),
    ("disable-line", Verb::DisableLine),
    ("disable-next-line", Verb::DisableNextLine),
    ("disable-file", Verb::DisableFile),
    ("enable-file", Verb::EnableFile),
    ("capture", Verb::Capture),
    ("restore", Verb::Restore),
    ("configure-file", Verb::ConfigureFile),
];

/// The verbs of casegate.
pub(super) fn our_verbs() -> impl Iterator<Item = (&'static str, Verb)> {
    VERBS.into_iter().take(5)
}

/// A name as it stands in a comment; an empty one, at the whole comment, is that of a comment on all rules.
#[derive(Debug)]
pub(super) struct Name<'d> {
    pub text: Cow<'d, str>,
    pub span: Span,
}

/// One comment, or one entry in the front matter, which is a comment on the whole file.
#[derive(Debug)]
pub(super) struct Comment<'d> {
    pub verb: Verb,
    /// From `<!--` to `-->`.
    pub span: Span,
    /// What stands between the verb and `-->`.
    pub arguments: &'d str,
    /// Where its names are in [`Comments::names`].
    pub names: Range<usize>,
    /// The HTML that it is in, where that is known.
    pub node: Option<NodeId>,
}

impl Comment<'_> {
    /// Where its arguments stand.
    pub fn arguments_span(&self) -> Span {
        let end = self.span.end as usize - CLOSE.len();
        Span::new(end - self.arguments.len(), end)
    }
}

/// The comments of one dialect, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Comments<'d> {
    pub list: Vec<Comment<'d>>,
    /// The names of all comments.
    pub names: Vec<Name<'d>>,
    /// Words that stand where a verb should.
    pub unknown_verbs: Vec<Span>,
}

impl<'d> Comments<'d> {
    /// Adds the comments of casegate: those that HTML takes for comments.
    pub fn add_ours(&mut self, doc: &'d Document) {
        for &node in doc.html() {
            let start = doc.span(node).start as usize;
            let text = doc.slice(node);
            let mut at = 0;
            while let Some(open) = text[at..].find(OPEN).map(|open| at + open) {
                // `<!-->` is a comment too.
                let Some(close) = text[open + 2..].find(CLOSE).map(|close| open + 2 + close) else { break };
                at = close + CLOSE.len();
                let Some(word) = keyword(&text[..close], open, "casegate-") else { continue };
                let end = text[word..close].find(char::is_whitespace).map_or(close, |len| word + len);
                let named = our_verbs().find(|(name, _)| name.eq_ignore_ascii_case(&text[word..end]));
                let Some((_, verb)) = named else {
                    self.unknown_verbs.push(Span::new(start + word, start + end));
                    continue;
                };
                let names = self.names.len();
                self.names.extend(our_names(&text[end..close]).map(|(offset, name)| {
                    let from = start + end + offset;
                    Name { text: Cow::Borrowed(name), span: Span::new(from, from + name.len()) }
                }));
                let span = Span::new(start + open, start + at);
                if names == self.names.len() {
                    self.names.push(Name { text: Cow::Borrowed(""), span });
                }
                self.list.push(Comment {
                    verb,
                    span,
                    arguments: &text[end..close],
                    names: names..self.names.len(),
                    node: Some(node),
                });
            }
        }
    }

    /// The comments of markdownlint in these parts of the text, read as it does.
    pub fn theirs(source: &'d SourceFile, regions: impl Iterator<Item = Span>) -> Self {
        let mut found = Comments::default();
        for region in regions {
            let start = region.start as usize;
            let text = source.slice(region);
            let (mut close, mut read) = (0, 0);
            for open in memmem::find_iter(text.as_bytes(), OPEN) {
                let Some(word) = keyword(text, open, "markdownlint-") else { continue };
                let Some((verb, end)) = their_verb(text, word) else { continue };
                // Comments that are not closed share the next end: it must be looked for once.
                if close < end {
                    let Some(next) = memmem::find(&text.as_bytes()[end..], CLOSE.as_bytes()) else { break };
                    close = end + next;
                }
                let span = Span::new(start + open, start + close + CLOSE.len());
                let on_one_line = source.line_of(span.start) == source.line_of(span.end);
                if verb != Verb::ConfigureFile && !on_one_line {
                    continue;
                }
                let arguments = &text[end..close];
                let mut first = found.names.len();
                if verb == Verb::ConfigureFile {
                    // Its arguments are no names.
                } else if arguments.chars().all(is_blank) {
                    found.names.push(Name { text: Cow::Borrowed(""), span });
                } else if read < close {
                    found.add_their_names(arguments, start + end);
                    read = close;
                } else {
                    let from = (start + end) as u32;
                    // A comment inside one that is not closed shares the names behind it with that one.
                    first = found.names.partition_point(|name| name.span.start < from);
                }
                let names = first..found.names.len();
                found.list.push(Comment { verb, span, arguments, names, node: None });
            }
        }
        found
    }

    /// Adds the names that markdownlint knows among `arguments`, which start at `start`.
    ///
    /// Each is kept where it stands last: comments that share an end then share a few names and not thousands.
    fn add_their_names(&mut self, arguments: &'d str, start: usize) {
        let first = self.names.len();
        let mut seen = FxHashSet::default();
        for (offset, name) in words(arguments, is_blank).rev() {
            if markdownlint::named(name).next().is_some() && seen.insert(name.to_ascii_lowercase()) {
                let span = Span::new(start + offset, start + offset + name.len());
                self.names.push(Name { text: Cow::Borrowed(name), span });
            }
        }
        self.names[first..].reverse();
    }

    /// The names of one of these comments.
    pub fn names_of(&self, comment: &Comment<'_>) -> &[Name<'d>] {
        &self.names[comment.names.clone()]
    }
}

/// Where the word behind `prefix` starts, if that is what the comment that opens at `open` begins with.
fn keyword(text: &str, open: usize, prefix: &str) -> Option<usize> {
    let behind = text.get(open + OPEN.len()..)?;
    let rest = behind.trim_start_matches(is_blank);
    let at = text.len() - rest.len();
    rest.get(..prefix.len())?.eq_ignore_ascii_case(prefix).then_some(at + prefix.len())
}

/// The verb at `word`, and where it ends.
fn their_verb(text: &str, word: usize) -> Option<(Verb, usize)> {
    VERBS.iter().find_map(|(name, verb)| {
        let end = word + name.len();
        let behind = text.get(end..)?;
        let ended = behind.starts_with(is_blank) || behind.starts_with(CLOSE);
        (ended && text[word..end].eq_ignore_ascii_case(name)).then_some((*verb, end))
    })
}

/// The names in what casegate reads behind a verb, with their offsets; ` -- `, or the dash of a Chinese text, ends them.
pub(super) fn our_names(arguments: &str) -> impl Iterator<Item = (usize, &str)> {
    words(arguments, |c| c.is_whitespace() || matches!(c, ',' | '，' | '、'))
        .take_while(|(_, word)| *word != "--" && !word.starts_with('—'))
        // The marker of a quote that a comment of several lines stands in.
        .filter(|(_, word)| *word != ">")
}

/// The words of `text` with their offsets.
fn words(text: &str, separates: impl Fn(char) -> bool) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    let offset = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split(separates).filter(|word| !word.is_empty()).map(move |word| (offset(word), word))
}

/// What JavaScript calls a blank.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}' || c == '\u{feff}'
}
