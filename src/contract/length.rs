//! How long a text is, in a measure that means the same in Chinese, English and a mixture of both.

use crate::contract::guidance::Guidance;
use crate::contract::passages::{code, is_autolink, literal, plain};
use crate::contract::region::Region;
use crate::contract::{Length, Words, html};
use crate::document::{Document, Kind};

/// The length of what stands in `region`: a Han or Kana character counts 1, a word of another script counts 1.
///
/// Nothing else counts: punctuation, markup, HTML comments and tags, targets of links, front matter, headings. `counts`
/// says whether tables and code blocks do. A formula and a bare address are a word each.
pub fn length(doc: &Document, region: &Region, counts: &Length) -> u32 {
    measure(doc, region, counts, &Guidance::default(), u32::MAX)
}

/// The [`length`] without the blocks that are still what `guidance` says in either language.
pub fn length_without_guidance(doc: &Document, region: &Region, counts: &Length, guidance: &Words) -> u32 {
    measure(doc, region, counts, &Guidance::of(guidance), u32::MAX)
}

/// A length that is out of bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The length.
    pub found: u32,
    /// The bound that it misses.
    pub wanted: u32,
    /// Whether it is too long.
    pub over: bool,
}

/// How the [`length_without_guidance`] misses the bounds that `bounds` gives; `None` if it doesn't. Unlike the length
/// itself this costs no more than it takes to be sure.
pub fn missed(doc: &Document, region: &Region, bounds: &Length, guidance: &Words) -> Option<Missed> {
    if bounds.min == 0 && bounds.max.is_none() {
        return None;
    }
    let enough = if bounds.max.is_none() { bounds.min } else { u32::MAX };
    let found = measure(doc, region, bounds, &Guidance::of(guidance), enough);
    match bounds.max {
        _ if found < bounds.min => Some(Missed { found, wanted: bounds.min, over: false }),
        Some(max) if found > max => Some(Missed { found, wanted: max, over: true }),
        _ => None,
    }
}

/// The length, or at least `enough` if it is that long.
fn measure(doc: &Document, region: &Region, counts: &Length, guidance: &Guidance, enough: u32) -> u32 {
    let region = guidance.cut_off(doc, region);
    let mut counter = Counter::default();
    let parts = region.parts(doc, |id| match doc.node(id).kind {
        Kind::Heading { .. } | Kind::FrontMatter => true,
        Kind::Table => !counts.tables,
        Kind::Link => is_autolink(doc, id),
        _ => guidance.is_block(doc, id),
    });
    for (id, span) in parts {
        if counter.count >= enough {
            break;
        }
        match doc.node(id).kind {
            Kind::Text { verbatim } => counter.read(&plain(doc.source.slice(span), verbatim)),
            Kind::Code => counter.read(code(doc, id)),
            Kind::Link if is_autolink(doc, id) => counter.word(),
            Kind::Math => counter.word(),
            Kind::CodeBlock { .. } if counts.code => counter.read(literal(doc, id)),
            Kind::HtmlBlock => html::texts(doc.source.slice(span)).for_each(|text| counter.read(text)),
            // A word may go on behind markup.
            Kind::Emphasis | Kind::Strong | Kind::Strikethrough | Kind::Link => {}
            _ => counter.in_word = false,
        }
    }
    counter.count
}

/// The length of a text without markup.
pub(super) fn length_of(text: &str) -> u32 {
    let mut counter = Counter::default();
    counter.read(text);
    counter.count
}

/// Counts while it reads.
#[derive(Default)]
struct Counter {
    count: u32,
    in_word: bool,
}

impl Counter {
    /// A word of its own.
    fn word(&mut self) {
        self.count += 1;
        self.in_word = false;
    }

    /// A text, which may go on with the word that the last one ended in.
    fn read(&mut self, text: &str) {
        let mut before = '\0';
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            if c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() && !is_han_or_kana(c) {
                self.count += u32::from(!self.in_word);
                self.in_word = true;
            } else if !c.is_ascii() && is_han_or_kana(c) {
                self.word();
            } else if self.in_word && !is_mark(c) {
                self.in_word = rest.clone().next().is_some_and(|after| joins(before, c, after));
            }
            before = c;
        }
    }
}

/// True for what stands inside a word, such as `don't`, `3.5`, `1,000`, `10:30` and `well-known`.
fn joins(before: char, c: char, after: char) -> bool {
    match c {
        '\'' | '’' | '.' | '-' | '_' => after.is_alphanumeric() && !is_han_or_kana(after),
        ',' | ':' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

/// True for what belongs to the letter before it: accents and vowel signs, joiners, a soft hyphen.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{1FFF}' | '\u{200C}' | '\u{200D}' | '\u{AD}' | '\u{FE00}'..='\u{FE0F}')
}

/// True for a character of a script that sets no blanks between words.
pub(super) fn is_han_or_kana(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3041}'..='\u{3096}'
        | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}'
        | '\u{1B000}'..='\u{1B16F}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Span};

    fn parse(text: &str) -> Document {
        crate::markdown::parse(SourceFile::new("a.md", text.to_owned()))
    }

    fn measured(text: &str, tables: bool, code: bool, guidance: &Words) -> u32 {
        let doc = parse(text);
        let counts = Length { min: 0, max: None, tables, code };
        length_without_guidance(&doc, &doc.source.span().into(), &counts, guidance)
    }

    #[test]
    fn characters_of_chinese_and_words_of_other_scripts_count() {
        for (text, expected) in [
            ("", 0),
            ("支付处理系统。", 6),
            ("使用 Temporal 编排，99.9% 可用", 8),
            ("Temporal编排v1.2的Worker", 6),
            ("Don't stop: it’s 3.5 or v1.2, 1,000 or 10:30 (well-known).", 10),
            ("Привет, мир", 2),
            ("naïve café e\u{301}te\u{301}", 3),
            ("サーバーの数", 6),
            ("한국어 문장", 2),
            ("㐀𠮷々〇", 4),
            ("end.接着", 3),
            ("👍🏽 ✅ — … ！？", 0),
            ("node.js snake_case a/b", 4),
        ] {
            assert_eq!(measured(text, false, false, &Words::default()), expected, "{text}");
            assert_eq!(length_of(text), expected, "{text}");
        }
    }

    #[test]
    fn markup_does_not_count() {
        for (text, expected) in [
            ("**粗**体 and *it*alic", 4),
            ("[文字](https://example.com/a/b \"title\")", 2),
            ("[a b][c]\n\n[c]: https://example.com", 2),
            ("![架构图](a.png)", 3),
            ("<https://example.com/a> https://example.com/b", 2),
            ("text[^1]\n\n[^1]: 注", 2),
            ("`code span` $a+b$", 3),
            ("<!-- 注释\n\n还是 -->\n\n文", 1),
            ("<p align=\"center\">中文 <b>two words</b></p>", 4),
            ("a<br>b <!-- no -->", 2),
            ("# 标题\n\n文\n\n## Sub heading\n\n> ### In a quote\n> q", 2),
            ("---\ntitle: 不算\n---\n\n算", 1),
            ("- [ ] 做\n1. two\n\n***\n", 2),
            ("AT&amp;T &nbsp; a\\_b &#20013;", 3),
            ("两\\\n行\nthree", 3),
        ] {
            assert_eq!(measured(text, false, false, &Words::default()), expected, "{text}");
        }
    }

    #[test]
    fn tables_and_code_count_if_they_shall() {
        let table = "文\n\n| 指标 | 值 |\n|---|---|\n| P99 | 5 ms |\n";
        let code = "文\n\n```go\nfmt.Println(a)\n```\n";
        for (text, tables, code, expected) in
            [(table, false, true, 1), (table, true, false, 7), (code, true, false, 1), (code, false, true, 3)]
        {
            assert_eq!(measured(text, tables, code, &Words::default()), expected, "{text}");
        }
    }

    #[test]
    fn bounds_are_missed_on_either_side() {
        let doc = parse("# 标题\n\n一二三 four five\n\n描述背景\n\n六");
        let guidance = Words { zh: Some("描述背景".to_owned()), en: None };
        let missed = |min, max| {
            let bounds = Length { min, max, tables: true, code: true };
            let missed = super::missed(&doc, &doc.source.span().into(), &bounds, &guidance);
            missed.map(|missed| (missed.found, missed.wanted, missed.over))
        };
        assert_eq!(missed(0, None), None);
        assert_eq!(missed(6, None), None);
        assert_eq!(missed(3, Some(6)), None);
        assert_eq!(missed(7, None), Some((6, 7, false)));
        assert_eq!(missed(7, Some(9)), Some((6, 7, false)));
        assert_eq!(missed(0, Some(5)), Some((6, 5, true)));
    }

    #[test]
    fn a_row_of_a_table_counts_where_it_is_the_region() {
        let text = "| 指标 | 值 |\n|---|---|\n| 延迟 | 低 于 五 |\n";
        let doc = parse(text);
        let start = text.find("低").expect("a cell");
        let counts = Length { min: 0, max: None, tables: false, code: false };
        assert_eq!(length(&doc, &Span::new(start, text.len()).into(), &counts), 3);
    }

    #[test]
    fn guidance_counts_nothing_until_it_is_replaced() {
        let guidance = Words {
            zh: Some("描述业务背景。\n\n- 说明规模\n- 说明“现状”".to_owned()),
            en: Some("Describe the background.".to_owned()),
        };
        for (text, expected) in [
            ("描述业务背景。", 0),
            ("> *描述 业务\n> 背景*", 0),
            ("1. 说明规模\n2. 说明现状", 0),
            ("Describe the\nbackground", 0),
            ("| 描述业务背景 |\n|---|\n| 说明规模 |", 0),
            ("描述业务背景。已补充", 9),
            ("描述业务背景。\n\n内容", 2),
        ] {
            assert_eq!(measured(text, true, false, &guidance), expected, "{text}");
        }
    }

    #[test]
    fn guidance_behind_a_lead_in_counts_nothing() {
        let guidance = Words { zh: Some("请**描述**背景".to_owned()), en: None };
        let counts = Length { min: 0, max: None, tables: false, code: false };
        for (text, expected) in [("**背景**：请**描述**背景\n\n正文", 2), ("**背景**：请描述它\n\n正文", 6)]
        {
            let doc = parse(text);
            let region = Span::new("**背景**".len(), text.len()).into();
            assert_eq!(length_without_guidance(&doc, &region, &counts, &guidance), expected, "{text}");
        }
    }
}
