//! Where front matter is, and whether lines between two fences are meant as such or are text between two thematic breaks.

use std::ops::Range;

use crate::source::SourceFile;

/// The language between the fences.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Format {
    Yaml,
    Toml,
}

impl Format {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Format::Yaml => "YAML",
            Format::Toml => "TOML",
        }
    }

    pub fn fence(self) -> &'static str {
        match self {
            Format::Yaml => "---",
            Format::Toml => "+++",
        }
    }

    fn closes(self, line: &str) -> bool {
        let line = line.trim_end();
        line == self.fence() || (self == Format::Yaml && line == "...")
    }

    /// True for `key: value` or `key = value`, and for the header of a table.
    fn is_pair(self, line: &str) -> bool {
        match (self, behind_key(line)) {
            (Format::Yaml, Some(rest)) => {
                rest.strip_prefix(':').is_some_and(|value| value.is_empty() || value.starts_with([' ', '\t']))
            }
            (Format::Toml, Some(rest)) => rest.trim_start().starts_with('='),
            (Format::Toml, None) => line.starts_with('[') && line.trim_end().ends_with(']'),
            (Format::Yaml, None) => false,
        }
    }
}

/// What stands behind a fence in the first line, up to its end or that of the document.
pub(super) struct Block<'d> {
    source: &'d SourceFile,
    pub format: Format,
    /// The lines between the fences.
    lines: Range<usize>,
    pub closed: bool,
}

impl<'d> Block<'d> {
    /// `None` for a document whose first line is no fence.
    pub fn of(source: &'d SourceFile) -> Option<Block<'d>> {
        let first = source.line(0).trim_start_matches('\u{feff}');
        let format = [Format::Yaml, Format::Toml].into_iter().find(|format| first == format.fence())?;
        let end = source.line_count();
        let close = (1..end).find(|&line| format.closes(source.line(line)));
        Some(Block { source, format, lines: 1..close.unwrap_or(end), closed: close.is_some() })
    }

    /// Bytes of the opening fence.
    pub fn fence(&self) -> Range<usize> {
        let end = self.source.line_span(0).end as usize;
        end - self.format.fence().len()..end
    }

    /// Bytes of the text to parse. A fence of YAML is part of YAML and stands at its start.
    pub fn text(&self) -> Range<usize> {
        let start = match self.format {
            Format::Yaml => self.fence().start,
            Format::Toml => self.source.line_start(1) as usize,
        };
        let end = if self.closed {
            self.source.line_start(self.lines.end) as usize
        } else {
            self.source.text().len()
        };
        start..end
    }

    /// The lines up to the first empty one.
    pub fn head(&self) -> impl Iterator<Item = &'d str> + use<'d> {
        let source = self.source;
        self.lines.clone().map(move |line| source.line(line)).take_while(|line| !line.trim().is_empty())
    }

    /// True if the lines are meant as front matter, right or wrong. Two thematic breaks may hold anything,
    /// so keys are what tells: at the start, or in a few lines without an empty one among them.
    pub fn is_meant(&self) -> bool {
        if !self.closed {
            return self.starts_with_pairs(self.head());
        }
        let compact = self.head().count() == self.lines.len();
        self.starts_with_pairs(self.head().skip_while(|line| line.starts_with('#')))
            || (compact && self.head().any(|line| self.format.is_pair(line)))
            || (compact && self.head().filter(|line| resembles_pair(line)).count() > 1)
    }

    /// True if the first two lines that are not nested are pairs. A single line such as `Note: …` may be
    /// a sentence, so its key must be lower case.
    fn starts_with_pairs(&self, mut head: impl Iterator<Item = &'d str>) -> bool {
        let Some(first) = head.next().filter(|line| self.format.is_pair(line)) else { return false };
        match head.find(|line| !line.starts_with([' ', '\t', '#']) && !line.starts_with("- ")) {
            Some(second) => self.format.is_pair(second),
            None => first.starts_with(|c: char| c.is_ascii_lowercase()),
        }
    }
}

/// What follows the key at the start of `line`; `None` if there is none.
fn behind_key(line: &str) -> Option<&str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let rest = line.trim_start_matches(is_part);
    (rest.len() < line.len() && !line.starts_with(|c: char| c.is_numeric() || c == '-')).then_some(rest)
}

/// True for a pair in any notation, with or without the blank that YAML asks for, and as an item of a list.
fn resembles_pair(line: &str) -> bool {
    let rest = behind_key(line.strip_prefix("- ").unwrap_or(line)).unwrap_or_default().trim_start();
    rest.starts_with([':', '：', '=']) && !rest.starts_with("://")
}
