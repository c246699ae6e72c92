//! `casegate claims`: every number of a library with its role, its source and its verdict, in every format.

mod folder;

use std::collections::BTreeSet;

use casegate::audit::Verdict;
use casegate::ledger::Ledger;
use casegate::library::Library;
use casegate::markdown;
use casegate::report::claims;
use casegate::source::SourceFile;
use casegate::sources::Sources;
use folder::{Folder, Ran, ran};
use proptest::prelude::*;
use serde_json::{Value, json};

/// One number for each verdict, and a few ways in which a source may fail.
const REPORT: &str = "\
# 性能报告

实测吞吐量达到 5,000 QPS[^1]，目标是 <200ms。

系统节省了 90% 的成本。

峰值达到 12 万笔/秒[^2]，日均处理 3 亿笔[^2][^1]。

| 指标 | 延迟（ms） | 来源 |
|------|-----------|------|
| 读 | 195 | [压测](bench.md) |
| 写 | 210 | [压测](gone.md) |

| 项目 | 成本 |
|------|------|
| 计算 | $39,900 |
| 存储 | $18,000 |
| 总计 | $119,900 |

[^1]: 2024 年压测报告，表 3。
";

fn library() -> Folder {
    Folder::new(&[("docs/report.md", REPORT), ("docs/bench.md", "# 压测\n\n延迟实测为 195 ms。\n")])
}

fn claims(folder: &Folder, arguments: &[&str]) -> Ran {
    folder.run(&[&["claims"], arguments].concat())
}

fn report(folder: &Folder, arguments: &[&str]) -> Value {
    let ran = claims(folder, &[&["--format", "json"], arguments].concat());
    let report = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.err));
    let schema: Value = serde_json::from_str(&claims::schema()).expect("the schema is JSON");
    let validator = jsonschema::draft7::new(&schema).expect("a schema");
    let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    report
}

fn listed(report: &Value) -> &[Value] {
    report["claims"].as_array().expect("a list")
}

/// The numbers of the report with the verdict of each.
fn verdicts(report: &Value) -> Vec<(&str, &str)> {
    listed(report)
        .iter()
        .map(|claim| (claim["text"].as_str().expect("a word"), claim["verdict"].as_str().expect("a word")))
        .collect()
}

#[test]
fn each_number_has_its_verdict() {
    let report = report(&library(), &["docs/report.md"]);
    let expected = [
        ("5,000 QPS", "cited"),
        ("<200ms", "not-a-claim"),
        ("90%", "uncited"),
        ("12 万笔/秒", "unresolved"),
        // One of the two sources behind it is there.
        ("3 亿笔", "cited"),
        ("195", "cited"),
        ("210", "unresolved"),
        ("$39,900", "uncited"),
        ("$18,000", "uncited"),
        ("$119,900", "contradicted"),
    ];
    assert_eq!(verdicts(&report), expected);
    assert_eq!(
        report["summary"],
        json!({
            "documents": 1, "quantities": 10, "claims": 9, "cited": 3, "uncited": 3, "unresolved": 2,
            "contradicted": 1, "not_a_claim": 1,
        })
    );
}

#[test]
fn json_says_all_that_is_known_of_a_number() {
    let report = report(&library(), &["docs/report.md"]);
    let of = |text: &str| listed(&report).iter().find(|claim| claim["text"] == text).expect("it is listed");
    assert_eq!(
        *of("5,000 QPS"),
        json!({
            "path": "docs/report.md", "line": 3, "column": 9, "text": "5,000 QPS",
            "value": {"low": "5000", "high": "5000"},
            "unit": {"symbol": "QPS", "dimension": "per second", "factor": "1"}, "per": null,
            "class": "rate", "role": "measured", "cue": {"text": "实测", "scope": "clause"},
            "source": {"scope": "sentence", "kind": "footnote", "target": "1"}, "case": null, "verdict": "cited",
        })
    );
    assert_eq!(of("<200ms")["value"], json!({"low": null, "high": "200"}));
    assert_eq!(of("<200ms")["role"], "target");
    assert_eq!(of("12 万笔/秒")["value"], json!({"low": "120000", "high": "120000"}));
    assert_eq!(of("12 万笔/秒")["per"], "s");
    // The unit stands in the header of the column.
    assert_eq!(of("195")["unit"], json!({"symbol": "ms", "dimension": "second", "factor": "0.001"}));
    assert_eq!(of("195")["source"], json!({"scope": "row", "kind": "file", "target": "bench.md"}));
}

#[test]
fn cases_are_named_where_a_contract_finds_them() {
    let contract = "contract: note\nunit:\n  select: {heading: {level: 2, pattern: '^(?<name>.+)$'}}\n  identity: [name]\nslots:\n  - {id: a, name: {en: A}}\n";
    let folder = Folder::new(&[
        ("note.yml", contract),
        ("a.md", "# T\n\n## PayPal\n\nMeasured at 5,000 QPS.\n\n## Square\n\nMeasured at 6,000 QPS.\n"),
    ]);
    let report = report(&folder, &["--contract", "note.yml"]);
    let cases: Vec<_> = listed(&report).iter().map(|claim| claim["case"].clone()).collect();
    assert_eq!(cases, [json!("PayPal"), json!("Square")]);
    let markdown = claims(&folder, &["--contract", "note.yml", "--format", "markdown"]).out;
    assert!(markdown.starts_with("| place | case | quantity |"), "{markdown}");
    assert!(markdown.contains("\n| a.md:9:13 | Square | 6,000 QPS |"), "{markdown}");
}

#[test]
fn filters_list_less_and_count_the_same() {
    let folder = library();
    let all = report(&folder, &[]);
    let texts = |arguments: &[&str]| {
        let report = report(&folder, &[arguments, &["docs/report.md"]].concat());
        assert_eq!(report["summary"]["quantities"], 10);
        verdicts(&report).into_iter().map(|(text, _)| text.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed(&all).len(), 11);
    assert_eq!(all["summary"]["documents"], 2);
    assert!(!texts(&["--claims-only"]).contains(&"<200ms".to_owned()));
    assert_eq!(texts(&["--claims-only"]).len(), 9);
    // What is contradicted may lack a source as well.
    assert_eq!(texts(&["--uncited"]), ["90%", "12 万笔/秒", "210", "$39,900", "$18,000", "$119,900"]);
}

const TABLE: &str = "\
docs/report.md
place  quantity    class    role              source    verdict
  3:9  5,000 QPS   rate     measured (“实测”)  [^1]      cited
";

#[test]
fn the_table_lists_documents_one_by_one_in_both_languages() {
    let folder = library();
    let english = claims(&folder, &[]);
    assert_eq!((english.code, english.err.as_str()), (0, ""));
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<_> = english.out.lines().map(squeezed).collect();
    for line in TABLE.lines().map(squeezed) {
        assert!(lines.contains(&line), "{line}: {}", english.out);
    }
    assert_eq!(lines[0], "docs/bench.md");
    assert_eq!(
        lines.last().map(String::as_str),
        Some("11 quantities, 10 claims: 3 cited, 4 uncited, 2 unresolved, 1 contradicted")
    );
    let chinese = claims(&folder, &["--lang", "zh-CN"]).out;
    for line in ["位置 数值 类别 角色 来源 结论", "11:7 195 时间 ms 实测 bench.md 有来源"]
    {
        assert!(chinese.lines().any(|shown| squeezed(shown) == line), "{line}: {chinese}");
    }
    assert!(
        chinese.ends_with(
            "共 11 个数值，其中论断 10 个：有来源 3 个，无来源 4 个，来源无效 2 个，数据矛盾 1 个\n"
        )
    );
    let colored = claims(&folder, &["--color", "always"]).out;
    assert!(colored.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), english.out, "colour changes no text");
}

#[test]
fn csv_has_a_line_for_each_number_and_no_formulas() {
    let text = "# A\n\n实测成本变化为 -5%，来源见 [年报](=1+1.md)。\n\n延迟实测为 12,000 ms。\n";
    let folder = Folder::new(&[("=a.md", text), ("=1+1.md", "# B\n")]);
    let out = claims(&folder, &["--format", "csv"]).out;
    assert!(!out.replace("\r\n", "").contains(['\r', '\n']), "{out:?}");
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let cell = |row: usize, name: &str| {
        let column = headers.iter().position(|header| header == name).unwrap_or_else(|| panic!("{name}"));
        rows[row][column].to_owned()
    };
    assert_eq!(rows.len(), 2);
    assert_eq!(cell(0, "path"), "'=a.md");
    assert_eq!(cell(0, "text"), "'-5%");
    assert_eq!(cell(0, "low"), "-5");
    assert_eq!(cell(0, "source_target"), "'=1+1.md");
    assert_eq!(cell(1, "text"), "12,000 ms");
    assert_eq!(
        (cell(1, "verdict"), cell(1, "role"), cell(1, "cue")),
        ("uncited".into(), "measured".into(), "实测".into())
    );
    assert_eq!(claims(&folder, &["--format", "csv", "--lang", "zh-CN"]).out, out, "no language changes it");
}

#[test]
fn markdown_cells_show_what_they_hold() {
    let target = "https://example.org/a_b_c?x=*1*|2";
    let text = format!(
        "# A\n\n实测为 5,000 QPS，**来源**：[a]({target}) 。\n\n**来源**：<b>x</b> 与 `a|b` 与 @user\n"
    );
    let folder = Folder::new(&[("a_b_|c.md", &text)]);
    let out = claims(&folder, &["--format", "markdown"]).out;
    let doc = markdown::parse(SourceFile::new("out.md", out.clone()));
    assert!(doc.links().is_empty() && doc.html().is_empty(), "{out}");
    let row = out.lines().nth(2).expect("a row");
    let cells: Vec<_> = row.replace("\\|", "\u{1}").split('|').map(|cell| cell.trim().to_owned()).collect();
    assert_eq!(cells.len(), 8, "{row}");
    assert_eq!(cells[1], "a\\_b\\_\u{1}c.md:3:5");
    assert_eq!(cells[2], "5,000 QPS");
    assert!(cells[5].starts_with("https&#58;//example.org/a\\_b\\_c"), "{row}");
}

#[test]
fn standard_input_has_a_name() {
    let folder = library();
    let mut command = folder.command(&["claims", "--format", "json", "--stdin-filename", "docs/new.md", "-"]);
    let ran = ran(command.write_stdin("实测为 5,000 QPS[^1]，见 [压测](bench.md)。\n"));
    let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.err));
    assert_eq!(ran.code, 0);
    assert_eq!(report["claims"][0]["path"], "docs/new.md");
    assert_eq!(report["claims"][0]["column"], 5);
}

#[test]
fn what_can_not_be_read_is_told() {
    let folder = library();
    folder.write("docs/other.md", b"\xff\xfe\x00");
    let ran = claims(&folder, &["docs"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("docs/other.md"), "{}", ran.err);
    assert!(ran.out.contains("docs/report.md"), "the rest is listed: {}", ran.out);
    for (arguments, told) in [(&["none.md"][..], "none.md"), (&["--exclude-all"], "--exclude-all")] {
        let ran = claims(&folder, arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    let empty = claims(&Folder::new(&[]), &[]);
    assert_eq!((empty.code, empty.out.as_str()), (2, ""));
    assert!(empty.err.contains("no document to read"), "{}", empty.err);
}

#[test]
fn what_a_document_silences_contradicts_nothing() {
    let silenced = REPORT
        .replace("| 项目 |", "<!-- casegate-disable table-total -- the table is an example -->\n\n| 项目 |");
    let report = report(&Folder::new(&[("a.md", &silenced), ("bench.md", "# B\n")]), &[]);
    assert_eq!(report["summary"]["contradicted"], 0);
    assert_eq!(report["summary"]["uncited"], 4);
}

#[test]
fn control_characters_reach_no_terminal() {
    let text = "# A\u{1b}[31m\n\n实测\u{9b}为 5,000 QPS，来源：表\u{1b}]0;x\u{7}3\u{202e}。\n";
    let folder = Folder::new(&[("a\u{1b}[1m.md", text)]);
    for format in ["table", "csv", "markdown", "json"] {
        for lang in ["en", "zh-CN"] {
            let ran = claims(&folder, &["--format", format, "--lang", lang]);
            assert!(ran.out.contains("5,000 QPS"), "{format}: {}", ran.err);
            let is_unsafe = |c: char| {
                c.is_control() && !matches!(c, '\n' | '\r') || ('\u{202a}'..='\u{202e}').contains(&c)
            };
            assert!(!ran.out.contains(is_unsafe), "{format}: {:?}", ran.out);
        }
    }
}

#[test]
fn the_names_of_verdicts_are_those_of_json() {
    for verdict in Verdict::ALL {
        assert_eq!(serde_json::to_value(verdict).expect("a word"), verdict.name());
    }
}

#[test]
fn check_says_how_much_of_the_numbers_it_looked_at() {
    let folder = library();
    let (_, report) = folder.json(&[]);
    assert_eq!(
        report["summary"]["coverage"],
        json!({"quantities": 11, "claims": 10, "cited": 3, "recomputed": 1, "formulas": 0, "formulas_skipped": 0})
    );
    let formulas = "平均每天 $\\frac{700}{7} = 100$ 笔，$x_{1} = 2 \\cdot y + 3$。\n";
    folder.write("docs/formulas.md", formulas.as_bytes());
    let (_, report) = folder.json(&["docs/formulas.md"]);
    assert_eq!(report["summary"]["coverage"]["formulas"], 2);
    assert_eq!(report["summary"]["coverage"]["formulas_skipped"], 1);
    let told = |arguments: &[&str]| folder.run(&[&["check"], arguments].concat()).err;
    let english = told(&["docs/report.md"]);
    assert!(
        english.contains("\ncoverage: 10 quantities, 9 claims, 3 cited, 1 value recomputed\n"),
        "{english}"
    );
    let chinese = told(&["docs", "--lang", "zh-CN"]);
    assert!(chinese.contains("\n覆盖范围："), "{chinese}");
    assert!(chinese.contains("、2 个算式中有 1 个未重算\n"), "{chinese}");
}

#[test]
fn where_no_rule_looks_at_numbers_nothing_is_counted() {
    let folder = library();
    for arguments in [&["--preset", "markdownlint"][..], &["--config", "rules.data = 'off'"]] {
        let (_, report) = folder.json(arguments);
        assert_eq!(report["summary"]["coverage"], Value::Null, "{arguments:?}");
        let told = folder.run(&[&["check"], arguments].concat()).err;
        assert!(!told.contains("coverage"), "{told}");
    }
    // And of a document without numbers nobody has to be told that there are none.
    let words = Folder::new(&[("a.md", folder::CLEAN)]);
    assert_eq!(words.json(&[]).1["summary"]["coverage"]["quantities"], 0);
    assert!(!words.run(&["check"]).err.contains("coverage"));
}

/// The ledger of a text, as texts and spans.
fn entries(text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let doc = markdown::parse(SourceFile::new("a.md", text.to_owned()));
    let sources = Sources::of(&doc, &Library::default());
    let ledger = Ledger::new(&doc, &[], &sources);
    ledger.entries().iter().map(|entry| (ledger.lexeme(entry).to_owned(), entry.span.range())).collect()
}

#[test]
fn every_quantity_is_listed_once() {
    let folder = library();
    let report = report(&folder, &["docs/report.md"]);
    let places: BTreeSet<_> =
        listed(&report).iter().map(|claim| (claim["line"].as_u64(), claim["column"].as_u64())).collect();
    let source = SourceFile::new("a.md", REPORT.to_owned());
    let expected: BTreeSet<_> = entries(REPORT)
        .into_iter()
        .map(|(_, range)| source.position(range.start as u32))
        .map(|position| (Some(u64::from(position.line)), Some(u64::from(position.column))))
        .collect();
    assert_eq!(places, expected);
    assert_eq!(listed(&report).len(), expected.len());
}

/// Words that quantities are made of, and words around them; none of them means anything to Markdown.
const WORDS: [&str; 24] = [
    "5,000",
    "QPS",
    "约",
    "1.2",
    "亿",
    "元",
    "$",
    "99.99%",
    "<",
    "200",
    "ms",
    "P99",
    "2-5",
    "分钟",
    "近千",
    "𠮷",
    "👩‍🔬",
    "é",
    "三倍",
    "+",
    "/",
    "秒",
    "，",
    " ",
];
/// Words that do.
const MARKS: [&str; 16] = [
    "**", "*", "`", "\\", "&lt;", "&amp;", "[", "](a.md)", "[^1]", "|", "\n", "\n\n", "|-|\n", "> ", "- ",
    "<br>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lexemes_are_what_stands_in_the_source(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..40)) {
        // A letter in front keeps a plus from being the mark of a list.
        let text = format!("值{}", words.concat());
        for (lexeme, range) in entries(&text) {
            prop_assert_eq!(text.get(range), Some(lexeme.as_str()));
        }
    }

    #[test]
    fn spans_lie_in_the_source_and_in_order(
        words in prop::collection::vec(prop::sample::select([&WORDS[..], &MARKS[..]].concat()), 0..60)
    ) {
        let text = words.concat();
        let mut end = 0;
        for (lexeme, range) in entries(&text) {
            prop_assert!(text.get(range.clone()).is_some_and(|slice| !slice.is_empty()), "{:?}", range);
            prop_assert!(!lexeme.is_empty() && end <= range.start, "{:?} {:?}", lexeme, range);
            end = range.end;
        }
    }
}
