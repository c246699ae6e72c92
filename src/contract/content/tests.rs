//! What content lacks, asked of small documents.

use std::sync::Arc;

use super::*;
use crate::contract::{FieldKind, Length, Words};
use crate::message::Lang;
use crate::source::{SourceFile, Span};

fn parse(text: &str) -> Document {
    crate::markdown::parse(SourceFile::new("a.md", text.to_owned()))
}

fn content(predicate: Predicate) -> Content {
    let file = Arc::new(SourceFile::new("contract.yml", String::new()));
    Content { origin: Origin::new(&file, 0, 0), predicate }
}

fn blocks(quantifier: Quantifier, block: Block, min: u32, max: u32) -> Predicate {
    Predicate::Blocks { quantifier, block, count: min..=max }
}

fn some(block: Block) -> Predicate {
    blocks(Quantifier::Some, block, 1, u32::MAX)
}

fn pattern(source: &str) -> Option<Regex> {
    Some(Regex::new(source).expect("a pattern of a test"))
}

/// What a text lacks, in English; empty if nothing.
fn lack(predicate: &Predicate, text: &str) -> String {
    let doc = parse(text);
    let lack = content(predicate.clone()).lack(&doc, &doc.source.span().into());
    lack.map_or(String::new(), |message| {
        assert!(TEXTS.contains(&message.text), "{:?} is not listed", message.text);
        for argument in message.text.arguments(Lang::En) {
            assert!(message.arguments.iter().any(|(name, _)| *name == argument), "{argument} is missing");
        }
        message.render(Lang::En)
    })
}

/// Checks what several texts lack of what is asked; an empty answer means nothing.
fn check(predicate: Predicate, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(lack(&predicate, text), *expected, "{text}");
    }
}

fn table(columns: &[(&[&str], Option<FieldKind>)], min_rows: u32) -> Block {
    let column = |(names, kind): &(&[&str], Option<FieldKind>)| Column {
        names: names.iter().map(|&name| name.to_owned()).collect(),
        kind: kind.clone(),
    };
    Block::Table { columns: columns.iter().map(column).collect(), rows: min_rows..=u32::MAX }
}

fn list(ordered: Option<bool>, min: u32, max: u32) -> Block {
    Block::List { ordered, items: min..=max }
}

#[test]
fn tables_have_columns_by_any_of_their_names() {
    let columns: [(&[&str], _); 3] = [
        (&["指标", "Metric"], None),
        (&["数值", "Value"], Some(FieldKind::Quantity)),
        (&["来源", "Source"], None),
    ];
    check(
        some(table(&columns, 0)),
        &[
            ("| 指标 | 数值 | 来源 |\n|-|-|-|\n| P99 | 5 ms | [^1] |", ""),
            ("| metric | VALUE（ms） | **Source** |\n|-|-|-|\n| P99 | 5 | a |", ""),
            (
                "| 来源 | 备注 | 数 值 | 指标：|\n|-|-|-|-|\n| a | b | - | c |\n| a | b | N/A | c |\n| a | b | 暂无公开数据 | c |\n| a | b | | c |",
                "",
            ),
            ("| 指标 | 数值 |\n|-|-|\n| P99 | 5 |", "the table has no column 来源/Source"),
            (
                "| 指标 | 数值 | 来源 |\n|-|-|-|\n| P99 | 5 | a |\n| QPS | 很高 | a |",
                "“很高” in the column “数值/Value” is no quantity",
            ),
            (
                "| a | b |\n|-|-|\n| 1 | 2 |",
                "a table with these columns is missing here: 指标/Metric, 数值/Value, 来源/Source",
            ),
            ("文字", "a table with these columns is missing here: 指标/Metric, 数值/Value, 来源/Source"),
            // One that fits is enough.
            ("| 指标 | 数值 |\n|-|-|\n| P99 | 5 |\n\n| 指标 | 数值 | 来源 |\n|-|-|-|\n| P99 | 5 | a |", ""),
            (
                "```\n| 指标 | 数值 | 来源 |\n|-|-|-|\n```",
                "a table with these columns is missing here: 指标/Metric, 数值/Value, 来源/Source",
            ),
        ],
    );
}

#[test]
fn tables_have_rows() {
    check(
        some(table(&[], 2)),
        &[
            ("|a|\n|-|\n|1|\n|2|", ""),
            ("|a|\n|-|\n|1|\n||", "rows in the table: 1; there must be at least 2"),
            ("", "a table is missing here"),
        ],
    );
    check(
        blocks(Quantifier::Every, table(&[], 1), 1, u32::MAX),
        &[("", ""), ("|a|\n|-|\n|1|\n\n|b|\n|-|", "rows in the table: 0; there must be at least 1")],
    );
    check(
        blocks(Quantifier::None, table(&[(&["b"], None)], 0), 1, u32::MAX),
        &[("|a|\n|-|", ""), ("|b|\n|-|", "this table must not stand here")],
    );
    check(
        blocks(Quantifier::Some, table(&[], 0), 2, 2),
        &[
            ("|a|\n|-|\n\n|b|\n|-|", ""),
            ("|a|\n|-|", "tables as asked for here: 1; there must be at least 2"),
            ("|a|\n|-|\n\nb\n\n|a|\n|-|\n\nb\n\n|a|\n|-|", "tables here: 3; there may be at most 2"),
        ],
    );
}

#[test]
fn lists_count_their_items_at_the_top() {
    check(
        some(list(None, 3, 5)),
        &[
            ("- a\n- b\n- c", ""),
            ("1. a\n2. b\n3. c", ""),
            ("- a\n  - x\n  - y\n- b", "items in the list: 2; there must be at least 3"),
            ("- a\n- b\n\ntext\n\n* c\n", "items in the list: 2; there must be at least 3"),
            // A code block at the margin ends a list only for the parser.
            ("1. a\n\n```\nx\n```\n\n2. b\n\n```\ny\n```\n\n3. c", ""),
            ("1. a\n2. b\n\ntext\n\n1. c", "items in the list: 2; there must be at least 3"),
            ("- 1\n- 2\n- 3\n- 4\n- 5\n- 6", "items in the list: 6; there may be at most 5"),
            ("text", "a list of at least 3 items is missing here"),
            ("> - a\n> - b\n> - c", ""),
        ],
    );
    check(
        some(list(Some(true), 1, u32::MAX)),
        &[("1. a", ""), ("- a", "the list is not numbered"), ("text", "a list is missing here")],
    );
    check(some(list(Some(false), 1, u32::MAX)), &[("- a", ""), ("1. a", "the list is numbered")]);
}

#[test]
fn items_behind_one_that_the_region_is_cut_from_are_a_list() {
    let lack_of = |before: &str, rest: &str, block| {
        let doc = parse(&format!("{before}{rest}"));
        let region = Span::new(before.len(), before.len() + rest.len()).into();
        content(some(block)).lack(&doc, &region).map(|message| message.render(Lang::En))
    };
    assert_eq!(lack_of("- **需求**：", "\n- a\n- b\n", list(None, 2, 9)), None);
    assert_eq!(lack_of("- **需求**：", "\n  - a\n  - b\n", list(None, 2, 9)), None);
    assert_eq!(lack_of("- **a**：\n", "- **需求**：\n  - a\n  - b\n", list(None, 2, 9)), None);
    let missing = "a list of at least 2 items is missing here";
    assert_eq!(lack_of("- **a**：\n", "- **需求**：b", list(None, 2, 9)).as_deref(), Some(missing));
}

#[test]
fn code_is_known_by_its_language() {
    let go = || Block::Code(vec!["go".to_owned()]);
    check(
        some(go()),
        &[
            ("```go\nx\n```", ""),
            ("```Golang title=\"a\"\nx\n```", ""),
            ("```go,ignore\nx\n```", ""),
            ("```python\nx\n```", "a code block in go is missing here"),
            ("```\nx\n```", "the code block does not say that it is in go"),
            ("`go`", "a code block in go is missing here"),
        ],
    );
    for (wanted, info) in [
        ("typescript", "ts"),
        ("Python", "py"),
        ("js", "javascript"),
        ("bash", "sh"),
        ("shell", "bash"),
        ("yaml", "yml"),
    ] {
        let code = Block::Code(vec![wanted.to_owned()]);
        assert_eq!(lack(&some(code), &format!("```{info}\nx\n```")), "", "{info}");
    }
    check(
        blocks(Quantifier::Every, go(), 1, 1),
        &[("", ""), ("```go\nx\n```\n\n```sql\ny\n```", "the code block is in “sql”, not in go")],
    );
    check(
        blocks(Quantifier::None, go(), 1, 1),
        &[("```sql\nx\n```", ""), ("```go\nx\n```", "this code block must not stand here")],
    );
    check(
        some(Block::Code(Vec::new())),
        &[
            ("```sql\nx\n```", ""),
            ("    indented", ""),
            ("```mermaid\nx\n```", "a code block is missing here"),
        ],
    );
}

#[test]
fn diagrams_images_and_formulas_are_found() {
    check(
        some(Block::Mermaid),
        &[
            ("```mermaid\nx\n```", ""),
            ("```{mermaid}\nx\n```", ""),
            ("```\nmermaid\n```", "a mermaid diagram is missing here"),
        ],
    );
    check(
        some(Block::Image),
        &[
            ("![a](b.png)", ""),
            ("text ![a](b.png)", ""),
            ("<img src=\"a.png\">", ""),
            ("<p><IMG src=\"a.png\"></p>", ""),
            ("[a](b.png)", "an image is missing here"),
            ("<!-- <img src=\"a.png\"> -->", "an image is missing here"),
        ],
    );
    check(
        blocks(Quantifier::Some, Block::Image, 2, 9),
        &[("![a](b.png)", "images here: 1; there must be at least 2")],
    );
    check(
        some(Block::Formula),
        &[
            ("$a+b$", ""),
            ("$$\na+b\n$$", ""),
            ("```math\na\n```", ""),
            ("```latex\na\n```", ""),
            ("a + b", "a formula is missing here"),
            ("$5 和 $6", "a formula is missing here"),
        ],
    );
    check(
        blocks(Quantifier::None, Block::Image, 1, 1),
        &[("", ""), ("![a](b.png)", "an image must not stand here")],
    );
}

#[test]
fn links_lead_where_they_shall() {
    let to = || Block::Link(pattern("^https://"));
    check(
        some(to()),
        &[
            ("[a](https://example.com)", ""),
            ("https://example.com", ""),
            ("[a][b]\n\n[b]: https://example.com", ""),
            ("[a](b.md)", "no link here leads to `^https://`"),
            ("![a](https://example.com/a.png)", "no link here leads to `^https://`"),
        ],
    );
    check(
        blocks(Quantifier::Every, to(), 1, 1),
        &[("", ""), ("[a](https://a.com) [b](c.md)", "the link to “c.md” does not lead to `^https://`")],
    );
    check(some(Block::Link(None)), &[("[a](b.md)", ""), ("a", "a link is missing here")]);
}

#[test]
fn text_is_found_across_markup() {
    let text = |source: &str| Block::Text(pattern(source));
    check(
        some(text("参考设计")),
        &[
            ("本文提出的**参考**设计", ""),
            ("参考\n设计", ""),
            ("| 参考设计 |\n|-|", ""),
            ("参考\n\n设计", "“参考设计” stands nowhere here"),
            ("```\n参考设计\n```", "“参考设计” stands nowhere here"),
            ("[文](参考设计)", "“参考设计” stands nowhere here"),
        ],
    );
    check(
        blocks(Quantifier::None, text("大约|可能"), 1, 1),
        &[("确定", ""), ("结果*可*能不同", "“可能” must not stand here")],
    );
    check(
        blocks(Quantifier::Every, text("^[A-Z]"), 1, 1),
        &[("One.\n\n- Two", ""), ("One.\n\n- two", "“two” does not contain `^[A-Z]`")],
    );
    check(
        blocks(Quantifier::Some, text("a"), 2, 3),
        &[
            ("a a", ""),
            ("a", "texts as asked for here: 1; there must be at least 2"),
            ("a a a a", "texts of this kind here: 4; there may be at most 3"),
        ],
    );
    check(some(Block::Text(None)), &[("a", ""), ("![](b.png)", "text is missing here")]);
}

#[test]
fn quantities_may_have_their_unit_in_a_label() {
    let time = |min, max| Predicate::Quantity { class: QuantityClass::Time, count: min..=max };
    check(
        time(1, u32::MAX),
        &[
            ("P99 为 **99** ms", ""),
            ("| 指标 | 数值（ms） |\n|-|-|\n| P99 | 99 |", ""),
            ("| 指标 | 数值 |\n|-|-|\n| P99（ms） | 99 |", ""),
            ("延迟（ms）：99", ""),
            (
                "| 指标 | 数值（GB） |\n|-|-|\n| P99 | 99 |",
                "a length of time such as “99 ms” is missing here",
            ),
            ("在 2024 年上线 v1.2", "a length of time such as “99 ms” is missing here"),
            ("```\n99 ms\n```", "a length of time such as “99 ms” is missing here"),
        ],
    );
    check(
        time(2, 3),
        &[
            ("1 s 2 s", ""),
            ("1 s", "quantities such as “99 ms” here: 1; there must be at least 2"),
            ("1 s 2 s 3 s 4 s", "quantities such as “99 ms” here: 4; there may be at most 3"),
        ],
    );
    check(
        Predicate::Quantity { class: QuantityClass::Money, count: 1..=9 },
        &[
            ("成本为 $5 和 $6", ""),
            ("约 $100-$200", ""),
            ("5 ms", "an amount of money such as “$5” is missing here"),
        ],
    );
}

#[test]
fn any_of_several_is_enough() {
    let cost = Predicate::AnyOf(vec![
        content(Predicate::Quantity { class: QuantityClass::Money, count: 1..=u32::MAX }),
        content(Predicate::AbsentMarker),
    ]);
    check(
        cost,
        &[
            ("每月 3 万元", ""),
            ("成本：**暂无公开**数据", ""),
            ("N/A", ""),
            ("很低", "at least one of these must be here: quantity: money | marker: absent"),
        ],
    );
    check(
        Predicate::AbsentMarker,
        &[
            ("not applicable", ""),
            ("3", "nothing here says that no data is public, or that it does not apply"),
        ],
    );
}

#[test]
fn a_region_is_all_that_counts() {
    let text = "# A\n\n| a |\n|-|\n\n# B\n\n- x\n";
    let doc = parse(text);
    let second = Region::from(Span::new(text.find("# B").expect("a heading"), text.len()));
    assert!(content(some(table(&[], 0))).lack(&doc, &second).is_some());
    assert!(content(some(list(None, 1, 9))).lack(&doc, &Region::default()).is_some());
}

proptest::proptest! {
    #[test]
    fn no_region_is_too_strange(
        text in "((#|-|1\\.|>|\\|a\\|\n\\|-\\||```|<!--|\\*\\*中\\*\\*：|\\[a\\]\\(b\\)|\\$)? ?[中aé5万 <&;\\\\\\[$*`|]{0,6}\n){0,8}",
        cuts in proptest::collection::vec(0usize..200, 4),
    ) {
        let doc = parse(&text);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| doc.source.character_start(cut)).collect();
        cuts.sort_unstable();
        let region = Region { spans: cuts.chunks(2).map(|cut| Span::new(cut[0], cut[1])).collect() };
        let guidance = Words { zh: Some("中a".to_owned()), en: None };
        let placeholders = crate::rules::completeness::placeholders(&doc, doc.source.span());
        let counts = Length { min: 1, max: Some(9), tables: true, code: true };
        crate::contract::length::missed(&doc, &region, &counts, &guidance);
        crate::contract::substance::only_guidance(&doc, &region, &guidance);
        crate::contract::substance::only_placeholders(&doc, &region, &placeholders);
        crate::contract::fields::fits(&doc, region.spans[0], &FieldKind::Url);
        for block in [list(None, 1, 2), table(&[(&["a"], Some(FieldKind::Quantity))], 1), Block::Text(pattern("a")), Block::Image] {
            content(some(block)).lack(&doc, &region);
        }
        content(Predicate::Quantity { class: QuantityClass::Any, count: 1..=2 }).lack(&doc, &region);
    }
}
