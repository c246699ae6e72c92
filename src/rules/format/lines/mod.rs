//! What rules about lines ask of a line, so that all of them mean the same by blank, code and comment.

use crate::document::{Document, Kind};
use crate::source::{SourceFile, Span};

/// True for what markdownlint trims from a line: blanks of every width, and a byte order mark.
pub fn is_blank(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

/// True for a line that looks empty: blanks, quote markers and comments only.
pub fn looks_empty(line: &str) -> bool {
    let mut rest = line;
    loop {
        let text = rest.find("<!--").unwrap_or(rest.len());
        // What stands before the end of a comment began on an earlier line.
        let visible = &rest[rest[..text].rfind("-->").map_or(0, |end| end + 3)..text];
        if !visible.chars().all(|c| is_blank(c) || c == '>') {
            return false;
        }
        match rest[text..].find("-->") {
            Some(end) => rest = &rest[text + end + 3..],
            None => return true,
        }
    }
}

/// Runs of lines, in order, first and last included.
#[derive(Debug, Default)]
pub struct LineRuns(Vec<(usize, usize)>);

impl LineRuns {
    /// The lines of code blocks, with or without the fences of fenced ones.
    pub fn code(doc: &Document, fences: bool) -> LineRuns {
        let runs = doc.code_blocks().iter().filter_map(|block| {
            let (first, last) = lines_of(&doc.source, doc.span(block.node));
            if !block.fenced {
                return Some((first, indented_to(&doc.source, last)));
            }
            if fences {
                return Some((first, last));
            }
            let close = doc.source.line(last).trim_start_matches([' ', '\t', '>']);
            let closed = last > first && (close.starts_with("```") || close.starts_with("~~~"));
            let last = if closed { last - 1 } else { last };
            (first < last).then_some((first + 1, last))
        });
        LineRuns(runs.collect())
    }

    /// The lines of the nodes whose kind is `wanted`, which must not be inside each other.
    pub fn of(doc: &Document, wanted: impl Fn(Kind) -> bool) -> LineRuns {
        let nodes = doc.nodes().iter().filter(|node| wanted(node.kind));
        LineRuns(nodes.map(|node| lines_of(&doc.source, node.span)).collect())
    }

    /// The lines of spans that are in order.
    pub fn spans(source: &SourceFile, spans: impl Iterator<Item = Span>) -> LineRuns {
        LineRuns(spans.map(|span| lines_of(source, span)).collect())
    }

    /// The lines of comments whose end is inside the comment, wherever the comment stands.
    pub fn comments(source: &SourceFile) -> LineRuns {
        let text = source.text();
        let mut runs = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find("<!--").map(|start| at + start) {
            let Some(end) = text[start..].find("-->").map(|end| start + end) else { break };
            let (first, last) = (source.line_of(start as u32), source.line_of(end as u32));
            if first < last {
                runs.push((first, last - 1));
            }
            at = end + 3;
        }
        LineRuns(runs)
    }

    /// True if `line` is in one of the runs.
    pub fn contains(&self, line: usize) -> bool {
        let next = self.0.partition_point(|&(first, _)| first <= line);
        next > 0 && line <= self.0[next - 1].1
    }

    /// True if `line` is in one of the runs but is not its last line.
    pub fn continues(&self, line: usize) -> bool {
        let next = self.0.partition_point(|&(first, _)| first <= line);
        next > 0 && line < self.0[next - 1].1
    }
}

/// The last line of an indented code block that ends in line `last`, with the indented empty lines behind it.
fn indented_to(source: &SourceFile, last: usize) -> usize {
    let mut end = last;
    for line in last + 1..source.line_count() {
        let text = source.line(line);
        if !text.chars().all(is_blank) {
            break;
        }
        if text.len() >= 4 || text.starts_with('\t') {
            end = line;
        }
    }
    end
}

/// The first and the last line of a span.
pub fn lines_of(source: &SourceFile, span: Span) -> (usize, usize) {
    let first = source.line_of(span.start);
    (first, source.line_of(span.end.saturating_sub(1).max(span.start)))
}

/// The first line that is not front matter or a blank behind it.
pub fn first_line(doc: &Document) -> usize {
    let Some(matter) = doc.nodes().get(1).filter(|node| node.kind == Kind::FrontMatter) else { return 0 };
    let behind = matter.span.end as usize;
    let text = doc.source.text();
    let body = text[behind..].find(|c| !is_blank(c)).map_or(text.len(), |at| behind + at);
    doc.source.line_of(body as u32)
}

/// The line ending to write where one has to be added: that of the first line.
pub fn line_ending(source: &SourceFile) -> &'static str {
    let behind = source.line_span(0).end as usize;
    if source.text()[behind..].starts_with("\r\n") { "\r\n" } else { "\n" }
}
