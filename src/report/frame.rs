//! Turns the places of a finding into the lines to show, so that drawing them needs no document.
//!
//! A frame holds consecutive lines of one document. Its text is made for the terminal: control characters are
//! escaped, long lines are cut around what is marked, every line ends in `\n`; marks are moved along with it.

use std::ops::Range;
use std::sync::Arc;

use super::terminal::{char_width, escape, is_unsafe};
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Place, Position, Span};

/// How many columns of a line are shown.
const WIDTH: usize = 96;
/// How many of them lie before what is marked. The excerpt holds more than this, so a cut is always seen here.
const BEFORE: usize = 32;
/// How many frames a finding gets; further places are told in one line each.
const FRAMES: usize = 4;

/// What is drawn of one finding.
#[derive(Debug, Default)]
pub(super) struct Canvas<'a> {
    /// The lines of all frames.
    pub text: String,
    /// The frame of the finding's own place first.
    pub frames: Vec<Frame>,
    /// The finding's own place first.
    pub marks: Vec<Mark<'a>>,
    /// Labels that lie where nothing is shown.
    pub notes: Vec<&'a Label>,
}

/// Consecutive lines of one document.
#[derive(Debug)]
pub(super) struct Frame {
    pub path: Arc<str>,
    /// Line of the first one, from 1.
    pub line: u32,
    pub lines: usize,
    /// Where they are in the canvas.
    pub range: Range<usize>,
}

/// A range of the canvas to point at.
#[derive(Debug)]
pub(super) struct Mark<'a> {
    pub range: Range<usize>,
    pub start: Position,
    pub label: Option<&'a Label>,
}

/// A line of an excerpt, with its place in the document.
struct Line<'a> {
    path: &'a Arc<str>,
    number: u32,
    offset: usize,
    text: &'a str,
    /// The part to show if the line is too long for all of it.
    focus: Range<usize>,
    cut_before: bool,
    cut_behind: bool,
}

/// A line as it is shown.
struct Shown<'a> {
    /// Where the line starts and ends in the document, without its ending.
    line: Range<usize>,
    /// Where the part that is shown starts there.
    offset: usize,
    /// The part that is shown.
    text: &'a str,
    /// Where that starts in the canvas.
    at: usize,
    /// Where its `\n` is in the canvas.
    newline: usize,
}

impl<'a> Canvas<'a> {
    pub fn of(diagnostic: &'a Diagnostic) -> Canvas<'a> {
        let mut canvas = Canvas::default();
        let Some(place) = &diagnostic.place else {
            canvas.notes = diagnostic.labels.iter().collect();
            return canvas;
        };
        let mut lines = lines_of(&diagnostic.path, place);
        for label in &diagnostic.labels {
            lines.extend(lines_of(&label.path, &label.place));
        }

        let mut shown = Vec::new();
        for group in groups(lines).into_iter().take(FRAMES) {
            let start = canvas.text.len();
            shown.push(group.iter().map(|line| canvas.draw(line)).collect::<Vec<_>>());
            canvas.frames.push(Frame {
                path: group[0].path.clone(),
                line: group[0].number,
                lines: group.len(),
                range: start..canvas.text.len(),
            });
        }

        canvas.marks.push(Mark { range: range(&shown[0], place), start: place.start, label: None });
        for label in &diagnostic.labels {
            let frame = canvas.frames.iter().position(|frame| frame.holds(label));
            match frame.filter(|&frame| is_shown(&shown[frame], &label.place)) {
                Some(frame) => canvas.marks.push(Mark {
                    range: range(&shown[frame], &label.place),
                    start: label.place.start,
                    label: Some(label),
                }),
                None => canvas.notes.push(label),
            }
        }
        canvas
    }

    fn draw(&mut self, line: &Line<'a>) -> Shown<'a> {
        let window = window(line.text, &line.focus);
        let text = &line.text[window.clone()];
        if window.start > 0 || line.cut_before {
            self.text.push('…');
        }
        let at = self.text.len();
        self.text.push_str(&escape(text));
        if window.end < line.text.len() || line.cut_behind {
            self.text.push('…');
        }
        let newline = self.text.len();
        self.text.push('\n');
        let ends = line.offset + line.text.len();
        Shown { line: line.offset..ends, offset: line.offset + window.start, text, at, newline }
    }
}

impl Line<'_> {
    fn precedes(&self, next: &Line<'_>) -> bool {
        self.path == next.path && self.number + 1 == next.number
    }
}

impl Frame {
    fn holds(&self, label: &Label) -> bool {
        let lines = self.line..self.line + self.lines as u32;
        self.path == label.path && lines.contains(&label.place.start.line)
    }
}

impl Shown<'_> {
    /// Where an offset of the document is in the canvas, or the nearest place that is shown.
    fn find(&self, offset: usize) -> usize {
        if offset > self.line.end {
            return self.newline + 1;
        }
        let before = &self.text[..offset.saturating_sub(self.offset).min(self.text.len())];
        if !before.contains(is_unsafe) {
            return self.at + before.len();
        }
        self.at + escape(before).len()
    }

    /// The part of the document that is shown; the line ending belongs to it where the line was not cut.
    fn covers(&self, span: Span) -> bool {
        let end = self.offset + self.text.len();
        span.end as usize >= self.offset && (end == self.line.end || span.start as usize <= end)
    }
}

/// The lines of an excerpt. A last line that the span only touches with its end is left out.
fn lines_of<'a>(path: &'a Arc<str>, place: &'a Place) -> Vec<Line<'a>> {
    let excerpt = &place.excerpt;
    let span = place.span.range();
    let mut lines: Vec<Line<'a>> = Vec::new();
    let (mut offset, mut number) = (excerpt.start as usize, excerpt.line);
    let mut rest = Some(&*excerpt.text);
    while let Some(text) = rest {
        let (line, next) = match text.find(['\n', '\r']) {
            Some(at) => (at, Some(at + if text[at..].starts_with("\r\n") { 2 } else { 1 })),
            None => (text.len(), None),
        };
        if lines.is_empty() || offset < span.end {
            let clamp = |at: usize| at.saturating_sub(offset).min(line);
            lines.push(Line {
                path,
                number,
                offset,
                text: &text[..line],
                focus: clamp(span.start)..clamp(span.end),
                cut_before: lines.is_empty() && excerpt.column > 1,
                cut_behind: next.is_none() && span.end > offset + line,
            });
        }
        rest = next.map(|next| &text[next..]);
        offset += next.unwrap_or(line);
        number += 1;
    }
    lines
}

/// Consecutive lines of the same document, each once; the groups in the order in which the finding names them.
fn groups(lines: Vec<Line<'_>>) -> Vec<Vec<Line<'_>>> {
    let mut lines: Vec<_> = lines.into_iter().enumerate().collect();
    lines.sort_by(|(_, left), (_, right)| (left.path, left.number).cmp(&(right.path, right.number)));
    lines.dedup_by(|(_, next), (_, kept)| next.number == kept.number && next.path == kept.path);

    let mut groups: Vec<(usize, Vec<Line<'_>>)> = Vec::new();
    for (rank, line) in lines {
        match groups.last_mut() {
            Some((first, group)) if group.last().is_some_and(|last| last.precedes(&line)) => {
                *first = rank.min(*first);
                group.push(line);
            }
            _ => groups.push((rank, vec![line])),
        }
    }
    groups.sort_by_key(|(rank, _)| *rank);
    groups.into_iter().map(|(_, group)| group).collect()
}

/// The part of a line to show: all of it, or what fits around `focus`.
fn window(line: &str, focus: &Range<usize>) -> Range<usize> {
    if line.len() <= WIDTH && !line.contains(|c| c == '\t' || is_unsafe(c)) {
        return 0..line.len();
    }
    let (before, behind) = line.split_at(focus.start);
    let width_before: usize = before.chars().map(char_width).sum();
    let (right, width_behind) = fit(behind.char_indices(), WIDTH - width_before.min(BEFORE));
    let right = right.map_or(line.len(), |at| focus.start + at);
    let (left, _) = fit(before.char_indices().rev(), WIDTH - width_behind.min(WIDTH));
    let left = left.map_or(0, |at| at + line[at..].chars().next().map_or(0, char::len_utf8));
    left..right
}

/// Where the first character lies that no longer fits into `columns`, if one does not, and the columns used.
fn fit(chars: impl Iterator<Item = (usize, char)>, columns: usize) -> (Option<usize>, usize) {
    let mut used = 0;
    for (at, c) in chars {
        let width = char_width(c);
        if used + width > columns {
            return (Some(at), used);
        }
        used += width;
    }
    (None, used)
}

/// The range of the canvas for a place, clamped to what is shown.
fn range(lines: &[Shown<'_>], place: &Place) -> Range<usize> {
    let span = place.span.range();
    let first = line_before(lines, span.start + 1);
    let start = first.find(span.start).min(first.newline);
    if span.is_empty() {
        return start..start;
    }
    // Behind a line ending is where the next line starts, and nothing of that is meant.
    start..line_before(lines, span.end).find(span.end).max(start)
}

/// The last line that starts before an offset, or the first one.
fn line_before<'s, 'a>(lines: &'s [Shown<'a>], offset: usize) -> &'s Shown<'a> {
    &lines[lines.partition_point(|shown| shown.line.start < offset).saturating_sub(1)]
}

fn is_shown(lines: &[Shown<'_>], place: &Place) -> bool {
    line_before(lines, place.span.start as usize + 1).covers(place.span)
}
