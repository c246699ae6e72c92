//! Whether anything stands in a slot, and whether it is more than gaps to fill in.

use crate::contract::guidance::Guidance;
use crate::contract::length::length_of;
use crate::contract::passages::{LEFT_OUT, Passage, literal, passages_without};
use crate::contract::region::Region;
use crate::contract::{Words, html};
use crate::document::{Document, Kind, NodeId};
use crate::source::Span;

/// What may stand before a gap and name it, at most so long: `目标：`, `具体数据`.
const LONGEST_LABEL: u32 = 10;
/// What may stand behind a gap and be its unit, at most so long.
const LONGEST_UNIT: u32 = 2;

/// True if `region` shows a reader anything besides headings, thematic breaks and punctuation.
/// Comments and link definitions are not shown; an image, a diagram or a table is content.
pub fn has_content(doc: &Document, region: &Region) -> bool {
    has_content_besides(doc, region, &Guidance::default())
}

/// True if `region` has content, but all of it is still what `guidance` says in either language.
pub fn only_guidance(doc: &Document, region: &Region, guidance: &Words) -> bool {
    let guidance = Guidance::of(guidance);
    !guidance.is_empty() && !has_content_besides(doc, region, &guidance) && has_content(doc, region)
}

fn has_content_besides(doc: &Document, region: &Region, guidance: &Guidance) -> bool {
    let region = guidance.cut_off(doc, region);
    let is_left_out = |id: NodeId| {
        matches!(doc.node(id).kind, Kind::Heading { .. } | Kind::FrontMatter) || guidance.is_block(doc, id)
    };
    region.parts(doc, is_left_out).any(|(id, span)| match doc.node(id).kind {
        Kind::Text { .. } => says_something(doc.source.slice(span)),
        Kind::HtmlBlock | Kind::HtmlInline => html::shows(doc.source.slice(span)),
        Kind::CodeBlock { .. } => !literal(doc, id).trim().is_empty(),
        Kind::Table => guidance.is_empty(),
        Kind::Code | Kind::Math | Kind::Image => true,
        _ => false,
    })
}

/// True unless a text is blanks and the punctuation that joins a name to a value or stands for none.
fn says_something(text: &str) -> bool {
    text.contains(|c: char| !c.is_whitespace() && !":：,，.。;；、|-–—_*…".contains(c))
}

/// True if all that stands in `region` is left to be filled in.
///
/// `placeholders` are those of the document in order. Besides them there may be punctuation, labels (`目标：`) and units,
/// and the header and first column of a table whose other cells are empty or placeholders too.
pub fn only_placeholders(doc: &Document, region: &Region, placeholders: &[Span]) -> bool {
    if region.among(placeholders, |span| span.start).next().is_none() {
        return false;
    }
    let is_filled =
        region.parts(doc, |id| matches!(doc.node(id).kind, Kind::Heading { .. })).any(|(id, span)| match doc
            .node(id)
            .kind
        {
            Kind::Code | Kind::Math | Kind::Image => true,
            Kind::CodeBlock { .. } => !literal(doc, id).trim().is_empty(),
            Kind::HtmlInline => {
                html::shows(doc.source.slice(span)) && placeholders.binary_search(&span).is_err()
            }
            _ => false,
        });
    let is_gap = |passage: &Passage| match doc.node(passage.block).kind {
        Kind::Heading { .. } => true,
        Kind::Cell if is_name(doc, region, passage.block) => true,
        _ => is_gap(&passage.text),
    };
    !is_filled && passages_without(doc, region, placeholders).iter().all(is_gap)
}

/// True for a cell of a header, or the first of a row with several, in a table that is all in the region.
fn is_name(doc: &Document, region: &Region, cell: NodeId) -> bool {
    let row = doc.node(cell).parent;
    let table = doc.node(row).parent;
    let is_first = cell == row + 1 && doc.node(cell).end < doc.node(row).end;
    region.contains(doc.span(table).start) && (is_first || doc.node(row).kind == Kind::Row { header: true })
}

/// True if a text is gaps, with labels before them and a unit behind the last.
fn is_gap(text: &str) -> bool {
    let mut parts = text.split(LEFT_OUT);
    let last = parts.next_back().unwrap_or_default();
    let has_gap = text.contains(LEFT_OUT);
    length_of(last) <= if has_gap { LONGEST_UNIT } else { 0 } && parts.all(is_label)
}

/// True for what may stand directly before a gap: nothing, or a name of it in one piece.
fn is_label(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !"，,。.；;！!？?".contains(c));
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    text.is_empty()
        || length_of(text) <= LONGEST_LABEL
            && !text.contains(['，', '。', '；', ';', '！', '!', '？', '?'])
            && text.ends_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::completeness::placeholders;
    use crate::source::SourceFile;

    fn parse(text: &str) -> Document {
        crate::markdown::parse(SourceFile::new("a.md", text.to_owned()))
    }

    #[test]
    fn content_is_what_a_reader_sees() {
        for text in [
            "文",
            "word",
            "1",
            "✅",
            "`code`",
            "$x$",
            "![](a.png)",
            "```mermaid\ngraph TD\n```",
            "    code",
            "|a|\n|-|",
            "<img src=\"a.png\">",
            "<p>a</p>",
            "## Sub\n\ntext",
            "- item",
            "> quote",
            "[^1]: note",
            "https://example.com",
            "TBD",
        ] {
            let doc = parse(text);
            assert!(has_content(&doc, &doc.source.span().into()), "{text}");
        }
        for text in [
            "",
            "## Sub",
            "## Sub\n\n### Sub",
            "***",
            "<!-- 待写 -->",
            "[a]: https://example.com",
            "—",
            "：",
            "-",
            "<a id=\"x\"></a>",
            "---\na: b\n---",
            "> \n",
            "```\n```",
        ] {
            let doc = parse(text);
            assert!(!has_content(&doc, &doc.source.span().into()), "{text}");
        }
    }

    #[test]
    fn gaps_with_their_labels_are_only_placeholders() {
        for text in [
            "待补充",
            "TBD",
            "（待补充）",
            "**[数值]**",
            "- TBD\n- 待补充",
            "[数值] ms",
            "P99 延迟：[数值]",
            "- 平均：[数值]\n- P99：TBD",
            "具体数据待补充。",
            "| 指标 | 数值 |\n|---|---|\n| P99 | [数值] |\n| QPS | |",
            "### 延迟\n\nTBD",
            "公司：<your name>",
            "目标：[数值]，实际：[数值]",
        ] {
            let doc = parse(text);
            assert!(
                only_placeholders(&doc, &doc.source.span().into(), &placeholders(&doc, doc.source.span())),
                "{text}"
            );
        }
        for text in [
            "",
            "内容",
            "已经上线，待补充",
            "系统在 2024 年上线。成本：TBD",
            "TBD\n\n![](a.png)",
            "TBD\n\n```\ncode\n```",
            "| 指标 | 数值 |\n|---|---|\n| P99 | [数值] |\n| QPS | 5000 |",
            "P99 为 5 ms，P50 为 [数值]",
            "`x` TBD",
            "- TBD\n- 已完成全部迁移",
        ] {
            let doc = parse(text);
            assert!(
                !only_placeholders(&doc, &doc.source.span().into(), &placeholders(&doc, doc.source.span())),
                "{text}"
            );
        }
    }

    #[test]
    fn guidance_alone_is_told_from_content() {
        let guidance = Words { zh: Some("描述背景".to_owned()), en: Some("Describe it".to_owned()) };
        for (text, expected) in [
            ("描述背景。", true),
            ("Describe it.", true),
            ("描述背景\n\n![](a.png)", false),
            ("内容", false),
            ("", false),
            ("- 描述背景", true),
        ] {
            let doc = parse(text);
            assert_eq!(only_guidance(&doc, &doc.source.span().into(), &guidance), expected, "{text}");
        }
        let doc = parse("内容");
        assert!(!only_guidance(&doc, &doc.source.span().into(), &Words::default()));
    }
}
