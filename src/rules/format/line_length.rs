//! Lines that fit a screen can be read, reviewed and compared without scrolling.

use schemars::JsonSchema;
use serde::Deserialize;

use super::lines::{LineRuns, first_line, is_blank};
use crate::diagnostic::Severity;
use crate::document::{Document, Kind};
use crate::message::Text;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

pub const RULE: RuleDef = RuleDef {
    id: "format/line-length",
    aliases: &["MD013"],
    summary: Text { en: "a line that is too long", zh: "行过长" },
    severity: Severity::Warning,
    recommended: false,
    texts: &[&LONG, &BREAK],
    docs: include_str!("../../../rules/format/line-length.md"),
    load: |options| {
        let rule = LineLength { markdownlint: options.markdownlint, ..options.read()? };
        Ok(Check::Document(Box::new(rule)))
    },
    schema: || schemars::schema_for!(LineLength),
};

const LONG: Text = Text {
    en: "the line is {actual} characters long; the limit is {limit}",
    zh: "该行长 {actual} 个字符，超过 {limit} 的上限",
};
const BREAK: Text =
    Text { en: "break the line where a sentence or clause ends", zh: "请在句子或分句结束处换行" };

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct LineLength {
    /// Characters a line; 0 for no limit.
    line_length: usize,
    /// Characters a heading; 0 for no limit, and `line_length` if it is not set.
    #[schemars(with = "usize")]
    heading_line_length: Option<usize>,
    /// Characters a line of code; 0 for no limit, and `line_length` if it is not set.
    #[schemars(with = "usize")]
    code_block_line_length: Option<usize>,
    /// Look into code blocks.
    code_blocks: bool,
    /// Look into tables.
    tables: bool,
    /// Look at headings.
    headings: bool,
    /// Report every line that is too long, even one that can't be broken.
    strict: bool,
    /// Report every line that is too long and could be broken somewhere.
    stern: bool,
    #[serde(skip)]
    markdownlint: bool,
}

impl Default for LineLength {
    fn default() -> Self {
        LineLength {
            line_length: 80,
            heading_line_length: None,
            code_block_line_length: None,
            code_blocks: true,
            tables: true,
            headings: true,
            strict: false,
            stern: false,
            markdownlint: false,
        }
    }
}

struct Runs {
    code: LineRuns,
    headings: LineRuns,
    tables: LineRuns,
    definitions: LineRuns,
    footnotes: LineRuns,
    paragraphs: LineRuns,
}

impl Rule for LineLength {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        let [heading, code] = [self.heading_line_length, self.code_block_line_length];
        let limits =
            [self.line_length, heading.unwrap_or(self.line_length), code.unwrap_or(self.line_length)];
        let least = limits.into_iter().min().unwrap_or_default();
        let mut runs = None;
        for line in first_line(doc)..doc.source.line_count() {
            let text = doc.source.line(line).trim_start_matches('\u{feff}');
            // A character takes at least one byte, so that most lines are never counted.
            if text.len() <= least {
                continue;
            }
            let runs = runs.get_or_insert_with(|| Runs {
                code: LineRuns::code(doc, true),
                headings: LineRuns::of(doc, |kind| matches!(kind, Kind::Heading { .. })),
                tables: LineRuns::of(doc, |kind| kind == Kind::Table),
                definitions: LineRuns::spans(&doc.source, doc.definitions().iter().map(|it| it.span)),
                footnotes: LineRuns::of(doc, |kind| kind == Kind::FootnoteDefinition),
                paragraphs: LineRuns::of(doc, |kind| kind == Kind::Paragraph),
            });
            let (code, heading) = (runs.code.contains(line), runs.headings.contains(line));
            let limit = limits[if code { 2 } else { usize::from(heading) }];
            if limit == 0 || text.len() <= limit || !self.too_long(text, limit) {
                continue;
            }
            let exempt = (code && !self.code_blocks)
                || (heading && !self.headings)
                || (!self.tables && runs.tables.contains(line))
                || runs.definitions.contains(line)
                || runs.footnotes.contains(line)
                || (!self.strict && !code && only_links(doc, line, runs.paragraphs.contains(line)));
            if exempt {
                continue;
            }
            let end = doc.source.line_span(line).end as usize;
            let beyond = self.beyond(text, limit);
            cx.report(Span::new(end - (text.len() - beyond), end), &LONG)
                .arg("actual", self.measure(text))
                .arg("limit", limit)
                .help(&BREAK);
        }
    }
}

impl LineLength {
    /// Characters as this rule counts them: those that take place, or UTF-16 units as markdownlint does.
    fn measure(&self, text: &str) -> usize {
        text.chars().map(|c| self.width(c)).sum()
    }

    fn width(&self, c: char) -> usize {
        if self.markdownlint { c.len_utf16() } else { usize::from(!joins(c)) }
    }

    /// Byte offset of the first character beyond the limit.
    fn beyond(&self, text: &str, limit: usize) -> usize {
        let mut width = 0;
        for (at, c) in text.char_indices() {
            width += self.width(c);
            if width > limit {
                return at;
            }
        }
        text.len()
    }

    fn too_long(&self, text: &str, limit: usize) -> bool {
        let breaks = |c: char| is_blank(c) || (!self.markdownlint && is_ideograph(c));
        // Where the last part that can't be broken begins.
        let tail = text.char_indices().rev().find(|&(_, c)| breaks(c)).map_or(0, |(at, c)| at + c.len_utf8());
        if self.strict {
            return self.measure(text) > limit;
        }
        if self.stern {
            let marker = text[..tail].trim_end();
            let unbreakable = marker.chars().all(|c| c == '#' || c == '>' || is_blank(c));
            return !unbreakable && self.measure(text) > limit;
        }
        let tail_width = usize::from(self.markdownlint || tail < text.len());
        self.measure(&text[..tail]) + tail_width > limit
    }
}

/// True if the line shows nothing but links and images, which can't be broken without breaking their address.
fn only_links(doc: &Document, line: usize, in_paragraph: bool) -> bool {
    let span = doc.source.line_span(line);
    let nodes = doc.nodes();
    let mut at = nodes.partition_point(|node| node.span.start < span.start);
    let mut links = false;
    // A link that began on an earlier line.
    if at > 0 {
        let before = at as u32 - 1;
        let link = std::iter::once(before).chain(doc.ancestors(before)).take(Document::DEEPEST).find(|&id| {
            matches!(nodes[id as usize].kind, Kind::Link | Kind::Image)
                && nodes[id as usize].span.end > span.start
        });
        if let Some(link) = link {
            links = true;
            at = nodes[link as usize].end as usize;
        }
    }
    while at < nodes.len() && nodes[at].span.start < span.end {
        match nodes[at].kind {
            Kind::Link | Kind::Image => {
                links = true;
                at = nodes[at].end as usize;
                continue;
            }
            // The text of headings and table cells can't be broken either.
            Kind::Text { .. } | Kind::Code | Kind::Strikethrough
                if !nodes[at].span.is_empty() && in_paragraph =>
            {
                return false;
            }
            Kind::Item { task: Some(_) } => return false,
            _ => {}
        }
        at += 1;
    }
    links
}

/// True for a character that takes no place of its own: a combining mark, a joiner or a selector.
fn joins(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}')
}

/// True for a character behind which a line may be broken without a blank.
fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff5e}' | '\u{20000}'..='\u{3ffff}')
}
