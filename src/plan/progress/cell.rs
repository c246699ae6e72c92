//! One cell of the progress table, changed no more than what it says has to change.

use crate::diagnostic::Edit;
use crate::plan::State;
use crate::source::Span;

/// A cell as it stands in the source.
#[derive(Clone, Debug)]
pub(super) struct CellText {
    span: Span,
    source: String,
    room: Room,
}

/// Whether something can be written into a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// It has a text that can be replaced.
    Text,
    /// It is blank, with so many blanks between its pipes.
    Blank(usize),
    /// The row ends before it.
    Nowhere,
}

impl CellText {
    /// The cell at `span` of `text`, whose row is at `row`.
    pub fn new(text: &str, row: Span, span: Span) -> CellText {
        let source = text[span.range()].to_owned();
        let behind = &text[span.end as usize..row.end.max(span.end) as usize];
        let is_open = text[..span.start as usize].ends_with('|') && span.start > row.start;
        let rest = behind.trim_start_matches([' ', '\t']);
        let room = match rest.starts_with('|') {
            _ if !source.is_empty() => Room::Text,
            true if is_open => Room::Blank(behind.len() - rest.len()),
            _ => Room::Nowhere,
        };
        CellText { span, source, room }
    }

    /// What stands in it, without emphasis.
    pub fn text(&self) -> &str {
        self.emphasised().1
    }

    /// What will stand in it after `edit`, without emphasis.
    pub fn after(&self, edit: Option<&Edit>) -> String {
        let Some(edit) = edit else { return self.text().to_owned() };
        if self.source.is_empty() {
            return edit.text.trim().to_owned();
        }
        let mut source = self.source.clone();
        let at = edit.span.range();
        let offset = self.span.start as usize;
        source.replace_range(at.start - offset..at.end - offset, &edit.text);
        emphasis(&source).1.trim().to_owned()
    }

    /// The state that it says.
    pub fn state(&self) -> Option<State> {
        State::of(self.text())
    }

    /// The percentage that it says, rounded down.
    pub fn percent(&self) -> Option<u32> {
        let (start, end) = self.number()?;
        self.source[start..end].parse().ok()
    }

    /// What makes it say `state` in one of `labels`, which are in the order of [`State::ALL`]; `None` if it does, or if
    /// it uses a word that nobody knows.
    pub fn with_state(&self, state: State, labels: &[String; 3]) -> Option<Edit> {
        let label = &labels[state as usize];
        match self.state() {
            Some(said) => (said != state).then(|| self.replaced(label)),
            None => self.says_nothing().then(|| self.replaced(label)),
        }
    }

    /// What makes it say `percent`; `None` if it does, or if it says how far the case is in another way.
    pub fn with_percent(&self, percent: u32) -> Option<Edit> {
        if self.says_nothing() {
            return Some(self.replaced(&format!("{percent}%")));
        }
        let (start, end) = self.number()?;
        let said: Option<u32> = self.source[start..end].parse().ok();
        (said != Some(percent)).then(|| self.edit(start, self.decimals(end), percent.to_string()))
    }

    /// What makes it say `count` instead of the first number in it; `None` if it does, or if it has no number.
    pub fn with_count(&self, count: u64) -> Option<Edit> {
        let (start, end) = number(&self.source)?;
        let said: Option<u64> = self.source[start..end].parse().ok();
        (said != Some(count)).then(|| self.edit(start, end, count.to_string()))
    }

    /// True if it is blank or holds a dash, and can be written into.
    fn says_nothing(&self) -> bool {
        self.room != Room::Nowhere && self.text().chars().all(|c| "-–—/ ".contains(c))
    }

    /// Where the whole part of the percentage stands: before a percent sign, or alone.
    fn number(&self) -> Option<(usize, usize)> {
        let mut from = 0;
        while let Some((start, end)) = number(&self.source[from..]) {
            let (start, end) = (from + start, from + end);
            let behind = self.source[self.decimals(end)..].trim_start();
            let is_alone = self.text() == &self.source[start..end];
            if behind.starts_with(['%', '％']) || is_alone {
                return Some((start, end));
            }
            from = self.decimals(end);
        }
        None
    }

    /// Where the decimals end that may follow a whole number which ends at `end`.
    fn decimals(&self, end: usize) -> usize {
        let Some(rest) = self.source[end..].strip_prefix('.') else { return end };
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if length == 0 { end } else { end + 1 + length }
    }

    /// The whole text replaced by `label`, with its emphasis.
    fn replaced(&self, label: &str) -> Edit {
        let (marks, text) = self.emphasised();
        match self.room {
            Room::Blank(0) => self.edit(0, 0, format!(" {label} ")),
            Room::Blank(1) => self.edit(0, 0, format!(" {label}")),
            Room::Blank(_) => self.edit(1, 1, label.to_owned()),
            Room::Text | Room::Nowhere => self.edit(marks, marks + text.len(), label.to_owned()),
        }
    }

    fn edit(&self, start: usize, end: usize, text: String) -> Edit {
        let offset = self.span.start as usize;
        Edit { span: Span::new(offset + start, offset + end), text }
    }

    fn emphasised(&self) -> (usize, &str) {
        emphasis(&self.source)
    }
}

/// The marks that emphasise a whole text, by their length, and the text inside them.
fn emphasis(source: &str) -> (usize, &str) {
    for mark in ["**", "__", "*", "_"] {
        let inner = source.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains(mark)) {
            return (mark.len(), inner);
        }
    }
    (0, source)
}

/// Where the first run of digits stands.
fn number(text: &str) -> Option<(usize, usize)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let length = text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start);
    Some((start, start + length))
}
