//! The only module that knows comrak: text in, [`Document`] out, with every span verified against the source.

mod anchor;
mod cells;
mod costs;
mod definitions;
mod inlines;
mod lowering;

use comrak::nodes::{ListType, NodeValue};
use comrak::{Anchorizer, Arena, Options, parse_document};

use crate::document::{Document, Kind};
use crate::source::SourceFile;
use inlines::Inline;

/// GFM with footnotes, math, alerts and front matter, positions in bytes.
fn options(text: &str) -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.strikethrough = true;
    extension.tasklist = true;
    extension.autolink = !costs::addresses_are_slow(text);
    extension.footnotes = true;
    extension.math_dollars = !costs::formulas_are_slow(text);
    extension.math_code = extension.math_dollars;
    extension.alerts = !costs::alerts_are_slow(text);
    let start = text.trim_start_matches('\u{feff}');
    extension.front_matter_delimiter = Some(if start.starts_with("+++") { "+++" } else { "---" }.to_owned());
    // Otherwise definitions that nothing refers to vanish, and the others move to the end.
    options.parse.leave_footnote_definitions = true;
    options
}

/// Parses a text and drops the tree: what comrak alone costs, for the bench to compare with.
///
/// Returns the number of its top-level blocks.
pub fn parse_only(text: &str) -> usize {
    let arena = Arena::new();
    parse_document(&arena, text, &options(text)).children().count()
}

/// Parses a text into a document.
pub fn parse(source: SourceFile) -> Document {
    let arena = Arena::new();
    let root = parse_document(&arena, source.text(), &options(source.text()));
    let document = lowering::lower(root, &source).finish(source);
    let definitions = definitions::scan(&document);
    document.with_definitions(definitions)
}

/// The anchors that GitHub gives to the headings with these texts, unique among them.
pub fn anchors<'t>(headings: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut anchorizer = Anchorizer::new();
    headings.map(|text| anchorizer.anchorize(text)).collect()
}

/// The text of an entity, by the parser's own table.
pub(crate) fn decode_entity(entity: &str) -> Option<String> {
    let arena = Arena::new();
    let text = parse_document(&arena, entity, &Options::default()).collect_text();
    (text != entity).then_some(text)
}

/// What an inline looks like; `first_text` is the text that it opens with.
fn inline<'v>(value: &'v NodeValue, first_text: Option<&'v str>) -> Option<Inline<'v>> {
    Some(match value {
        NodeValue::Text(text) => Inline::Text(text),
        NodeValue::Code(code) => Inline::Code { backticks: code.num_backticks },
        NodeValue::Math(math) => Inline::Math {
            opening: match (math.dollar_math, math.display_math) {
                (true, true) => "$$",
                (true, false) => "$",
                (false, _) => "$`",
            },
        },
        NodeValue::HtmlInline(html) => Inline::Html(html),
        NodeValue::Emph => Inline::Emphasis,
        NodeValue::Strong => Inline::Strong,
        NodeValue::Strikethrough => Inline::Strikethrough,
        NodeValue::Link(_) => Inline::Link { text: first_text },
        NodeValue::Image(_) => Inline::Image,
        NodeValue::FootnoteReference(_) => Inline::FootnoteReference,
        NodeValue::SoftBreak | NodeValue::LineBreak => Inline::Break,
        _ => return None,
    })
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
