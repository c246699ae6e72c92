//! What headers, labels and places of a document make of the numbers there.

use super::{measure, values};
use crate::markdown;
use crate::quantity::{Passage, passages};
use crate::source::SourceFile;

fn read(text: &str) -> Vec<Passage> {
    passages(&markdown::parse(SourceFile::new("a.md", text.to_owned())))
}

/// The quantities of a document with value, unit and class: `5 0.001 second time`.
fn said(text: &str) -> Vec<String> {
    let passages = read(text);
    let of_passage = |passage: &Passage| -> Vec<String> {
        let said = |quantity| format!("{} {}", values(quantity), measure(quantity));
        passage
            .quantities
            .iter()
            .map(|quantity| format!("{} {}", said(quantity), quantity.class.name()))
            .collect()
    };
    passages.iter().flat_map(of_passage).collect()
}

/// What `cell` says in a column with the header `header`.
fn under(header: &str, cell: &str) -> Vec<String> {
    said(&format!("| 名称 | {header} |\n| --- | --- |\n| 甲 | {cell} |\n"))
}

#[test]
fn a_header_gives_bare_numbers_their_unit() {
    for (header, cell, expected) in [
        ("延迟（ms）", "5", "5 0.001 second time"),
        ("延迟 (ms)", "约 5", "~5 0.001 second time"),
        ("延迟（单位：ms）", "5", "5 0.001 second time"),
        ("Latency [ms]", "1,250", "1250 0.001 second time"),
        ("Latency (in ms)", "2-5", "2..5 0.001 second time"),
        ("耗时/秒", "30", "30 second time"),
        ("金额（万元）", "120", "1200000 yuan money"),
        ("金额（万元）", "1.2亿", "120000000 yuan money"),
        ("金额（万元）", "5-8", "50000..80000 yuan money"),
        ("Cost ($)", "1,200", "1200 dollar money"),
        ("Price (USD/month)", "20", "20 dollar/month money"),
        ("QPS", "5000", "5000 per second rate"),
        ("平均 QPS", "5.2", "5.2 per second rate"),
        ("写入 TPS", "10K", "10000 per second rate"),
        ("吞吐（MB/s）", "200", "200 1000000 byte/second size"),
        ("请求量（万次/天）", "3", "30000 time/86400 second rate"),
        ("CPU (%)", "75", "75 percent percent"),
        ("占比 %", "12.5", "12.5 percent percent"),
        ("内存（GB）", "64", "64 1000000000 byte size"),
        ("内存（GB）", "≥ 64", "64.. 1000000000 byte size"),
    ] {
        assert_eq!(under(header, cell), [expected], "{header}: {cell}");
    }
}

#[test]
fn a_header_without_a_unit_gives_a_class() {
    for (header, cell, expected) in [
        ("得分", "8.5", "8.5 - score"),
        ("评分", "8/10", "8 - score"),
        ("权重", "0.25", "0.25 - other"),
        ("吞吐量", "5000", "5000 - rate"),
        ("成本", "5000", "5000 - money"),
        ("P99", "12", "12 - time"),
        ("加速比", "3.5", "3.5 - multiple"),
        ("节点数", "3", "3 - count"),
        ("占比", "12.5", "12.5 - percent"),
        ("Score", "9.5", "9.5 - score"),
        ("Number of users", "12", "12 - count"),
        ("实测", "500", "500 - count"),
        ("实测", "500+", "500.. - count"),
        ("实测", "1.5万", "15000 - count"),
        ("实测", "~100", "~100 - count"),
        ("实测", "20ms", "20 0.001 second time"),
    ] {
        assert_eq!(under(header, cell), [expected], "{header}: {cell}");
    }
}

#[test]
fn columns_of_names_and_dates_hold_no_quantities() {
    for (header, cell) in [
        ("版本", "3"),
        ("版本", "5.7"),
        ("端口", "3306"),
        ("序号", "1"),
        ("年份", "2024"),
        ("年", "2024"),
        ("Port", "8080"),
        ("Version", "14"),
        ("Release", "1.27"),
        ("错误码", "1105"),
        ("状态码", "404"),
        ("优先级", "1"),
        ("ID", "4879"),
        ("#", "3"),
        ("Rust edition", "2021"),
        ("说明", "2021"),
        ("说明", "2024-05-01"),
        ("说明", "v1.2"),
        ("说明", "PostgreSQL 14"),
        ("说明", "*5"),
        ("说明", "\\*5"),
        ("说明", "10.0.0.1"),
        ("说明", "3/4"),
        ("说明", "1:4"),
        ("说明", "`5 ms`"),
        ("说明", "[5 ms](#a)"),
    ] {
        assert_eq!(under(header, cell), Vec::<String>::new(), "{header}: {cell}");
    }
}

#[test]
fn the_label_of_a_row_helps_where_the_header_is_silent() {
    let table = |rows: &str| said(&format!("| 指标 | 实测 |\n| --- | --- |\n{rows}"));
    assert_eq!(table("| P99 延迟（ms） | 12 |\n"), ["12 0.001 second time"]);
    assert_eq!(table("| QPS | 5000 |\n| 端口 | 3306 |\n"), ["5000 per second rate"]);
    assert_eq!(table("| 2 | 5 |\n"), ["5 - count"]);
    let both = "| 指标 | 秒（s） |\n| --- | --- |\n| 延迟（ms） | 12 |\n";
    assert_eq!(said(both), ["12 second time"], "the header is nearer");
}

#[test]
fn a_label_with_a_unit_in_a_list_gives_it_to_its_number() {
    assert_eq!(said("- 延迟（ms）：99\n"), ["99 0.001 second time"]);
    assert_eq!(said("- 金额（万元）：30\n"), ["300000 yuan money"]);
    assert_eq!(said("- 得分：8.5\n"), ["8.5 - score"]);
    assert_eq!(said("- 端口：3306\n- 版本：3\n- Beta: 1.27\n"), Vec::<String>::new());
}

#[test]
fn headings_number_themselves() {
    for text in ["## 3 服务\n", "## 2.1 架构\n", "## 1. 项目\n", "## 步骤 2：服务\n", "## 第 3 次\n"]
    {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(said("## 物流（4个案例）\n"), ["4 piece count"]);
}

#[test]
fn what_is_no_text_holds_no_quantities() {
    for text in [
        "`5 ms`\n",
        "    5 ms\n",
        "```text\n5 ms\n```\n",
        "<!-- 5 ms -->\n",
        "<https://example.com/5 ms>\n",
        "![5 ms](a.png)\n",
        "x[^5]\n\n[^5]: y\n",
        "<div>5 ms</div>\n",
    ] {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_quantity_is_where_it_stands_in_the_source() {
    let text = "成本&nbsp;降低 **30**%，用了 3 \\- 5 天\n";
    let doc = markdown::parse(SourceFile::new("a.md", text.to_owned()));
    let passages = passages(&doc);
    let places: Vec<_> = passages
        .iter()
        .flat_map(|passage| passage.quantities.iter().map(|quantity| passage.span(quantity.range.clone())))
        .map(|span| doc.source.slice(span).to_owned())
        .collect();
    assert_eq!(places, ["30**%", "3 \\- 5 天"]);
}
