//! The only file that knows comrak: text in, [`Document`] out, with every span verified against the source.

use comrak::nodes::{AstNode, ListType, NodeValue, Sourcepos};
use comrak::{Anchorizer, Arena, Options, parse_document};

use crate::document::{
    CodeBlock, Document, DocumentBuilder, FootnoteDefinition, Heading, Kind, Link, LinkForm,
};
use crate::source::{SourceFile, Span};

/// GFM with footnotes, math, alerts and front matter, positions in bytes.
pub fn options(text: &str) -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.strikethrough = true;
    extension.tasklist = true;
    extension.autolink = true;
    extension.footnotes = true;
    extension.math_dollars = true;
    extension.math_code = true;
    extension.alerts = true;
    let start = text.trim_start_matches('\u{feff}');
    extension.front_matter_delimiter = Some(if start.starts_with("+++") { "+++" } else { "---" }.to_owned());
    // Otherwise definitions that nothing refers to vanish, and the others move to the end.
    options.parse.leave_footnote_definitions = true;
    options
}

/// Parses a text into a document.
pub fn parse(source: SourceFile) -> Document {
    let arena = Arena::new();
    let root = parse_document(&arena, source.text(), &options(source.text()));
    let mut lowering =
        Lowering { source: &source, builder: DocumentBuilder::default(), anchors: Anchorizer::new() };
    lowering.node(root);
    lowering.builder.finish(source)
}

struct Lowering<'s> {
    source: &'s SourceFile,
    builder: DocumentBuilder,
    anchors: Anchorizer,
}

impl Lowering<'_> {
    fn span(&self, at: Sourcepos) -> Span {
        let len = self.source.text().len();
        let offset = |line: usize, column: usize| {
            let line = line.saturating_sub(1).min(self.source.line_count() - 1);
            self.source.character_start((self.source.line_start(line) as usize + column).min(len))
        };
        let start = offset(at.start.line, at.start.column.saturating_sub(1));
        let end = offset(at.end.line, at.end.column);
        Span::new(start, end.max(start))
    }

    fn node<'a>(&mut self, node: &'a AstNode<'a>) {
        let span = self.span(node.data().sourcepos);
        let kind = kind(&node.data().value);
        let id = self.builder.open(kind, span);
        match &mut node.data_mut().value {
            NodeValue::CodeBlock(code) => self.builder.code_block(CodeBlock {
                node: id,
                fenced: code.fenced,
                info: std::mem::take(&mut code.info).into(),
                literal: std::mem::take(&mut code.literal).into(),
            }),
            NodeValue::FootnoteDefinition(footnote) => {
                self.builder.footnote(FootnoteDefinition { node: id, name: footnote.name.as_str().into() })
            }
            NodeValue::Link(link) | NodeValue::Image(link) => {
                self.builder.link(Link {
                    node: id,
                    image: kind == Kind::Image,
                    form: LinkForm::Inline,
                    target: link.url.as_str().into(),
                    title: link.title.as_str().into(),
                });
            }
            _ => {}
        }
        if let NodeValue::Heading(heading) = &node.data().value {
            let text = node.collect_text();
            let anchor = self.anchors.anchorize(&text).into();
            self.builder.heading(Heading {
                node: id,
                level: heading.level,
                setext: heading.setext,
                top_level: self.builder.open_nodes().len() == 2,
                span,
                content: span,
                text: text.into(),
                anchor,
            });
        }
        for child in node.children() {
            self.node(child);
        }
        self.builder.close();
    }
}

fn kind(value: &NodeValue) -> Kind {
    match value {
        NodeValue::Document => Kind::Document,
        NodeValue::FrontMatter(_) => Kind::FrontMatter,
        NodeValue::BlockQuote => Kind::BlockQuote,
        NodeValue::Alert(_) => Kind::Alert,
        NodeValue::List(list) => Kind::List { ordered: list.list_type == ListType::Ordered },
        NodeValue::Item(_) => Kind::Item { task: None },
        NodeValue::TaskItem(task) => Kind::Item { task: Some(task.symbol.is_some()) },
        NodeValue::Paragraph => Kind::Paragraph,
        NodeValue::Heading(heading) => Kind::Heading { level: heading.level, setext: heading.setext },
        NodeValue::ThematicBreak => Kind::ThematicBreak,
        NodeValue::CodeBlock(code) => Kind::CodeBlock { fenced: code.fenced },
        NodeValue::HtmlBlock(_) => Kind::HtmlBlock,
        NodeValue::FootnoteDefinition(_) => Kind::FootnoteDefinition,
        NodeValue::Table(_) => Kind::Table,
        NodeValue::TableRow(header) => Kind::Row { header: *header },
        NodeValue::TableCell => Kind::Cell,
        NodeValue::SoftBreak => Kind::SoftBreak,
        NodeValue::LineBreak => Kind::LineBreak,
        NodeValue::Code(_) => Kind::Code,
        NodeValue::HtmlInline(_) => Kind::HtmlInline,
        NodeValue::Emph => Kind::Emphasis,
        NodeValue::Strong => Kind::Strong,
        NodeValue::Strikethrough => Kind::Strikethrough,
        NodeValue::Link(_) => Kind::Link,
        NodeValue::Image(_) => Kind::Image,
        NodeValue::FootnoteReference(_) => Kind::FootnoteReference,
        NodeValue::Math(_) => Kind::Math,
        // Every extension that makes another kind of node is off.
        _ => Kind::Text { verbatim: true },
    }
}
