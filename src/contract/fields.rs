//! Whether the value of a field or cell is what a contract asks for, however people write it.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::contract::FieldKind;
use crate::contract::absent::says_absent;
use crate::contract::passages::passages;
use crate::contract::region::Region;
use crate::contract::substance::has_content;
use crate::document::{Document, Kind};
use crate::front_matter::FrontMatter;
use crate::quantity;
use crate::source::Span;
use crate::value::Data;

/// The keys at the top of the front matter whose value is one word or several, or a list of such, in order; with the place
/// of the value in the document, without the quotes around it. Nothing for a document without front matter.
pub fn front_matter_values(doc: &Document) -> Vec<(String, Span)> {
    let table = FrontMatter::of(doc).and_then(|matter| matter.read()).unwrap_or_default();
    let values = table.into_iter().filter(|(_, value)| match &value.data {
        Data::Null | Data::Table(_) => false,
        Data::Array(items) => {
            !items.is_empty()
                && !items.iter().any(|item| matches!(item.data, Data::Table(_) | Data::Array(_)))
        }
        _ => true,
    });
    values.map(|(key, value)| (key.name, unquoted(doc, value.origin.span))).collect()
}

/// The place of what is between quotes, and of anything else as it is.
fn unquoted(doc: &Document, span: Span) -> Span {
    let text = doc.source.slice(span);
    let quote = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quote| text.len() >= 2 * quote.len() && text.starts_with(quote) && text.ends_with(quote));
    let width = quote.map_or(0, str::len) as u32;
    Span { start: span.start + width, end: span.end - width }
}

/// True if the source at `value` is a value of this kind. Of any kind but an enumeration is also what says that there
/// is none, such as `暂无公开数据`.
pub fn fits(doc: &Document, value: Span, kind: &FieldKind) -> bool {
    let is_in_front_matter = FrontMatter::of(doc).is_some_and(|matter| matter.span().contains(value));
    let region = Region::from(value);
    let text = if is_in_front_matter {
        doc.source.slice(value).to_owned()
    } else {
        passages(doc, &region).into_iter().map(|passage| passage.text).collect::<Vec<_>>().join(" ")
    };
    let text = text.trim();
    let has = |is_wanted: &dyn Fn(Kind) -> bool| region.nodes(doc).any(|id| is_wanted(doc.node(id).kind));
    match kind {
        FieldKind::Text if is_in_front_matter => !text.is_empty(),
        FieldKind::Text => has_content(doc, &region),
        FieldKind::Enum(words) => words.iter().any(|word| begins_with(text, word)),
        _ if says_absent(text) => true,
        FieldKind::Date => DATE.is_match(&folded(text)),
        FieldKind::Version => VERSION.is_match(&folded(text)),
        FieldKind::Url => {
            let mut links = region.among(doc.links(), |link| doc.span(link.node).start);
            URL.is_match(text) || links.any(|link| !link.image && URL.is_match(&link.target))
        }
        FieldKind::Ref => {
            has(&|kind| matches!(kind, Kind::Link | Kind::FootnoteReference)) || REFERENCE.is_match(text)
        }
        FieldKind::Quantity => holds_number(text),
    }
}

/// True if a text holds a number, with a unit or without, in digits or spelt out: `3:1`, `数百万`, `三台`.
fn holds_number(text: &str) -> bool {
    !quantity::in_cell(text, None, None).is_empty() || NUMBERS.is_match(text)
}

/// Ratios, and numerals that count nothing in a sentence.
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) ^[^0-9]{0,16} [0-9]{1,3} \s* [:：/] \s* [0-9]+ [^0-9]*$
        | [一二两三四五六七八九十百千几数上近过]+[万亿] | [万亿]级
        | [一二两三四五六七八九十百千几数]+[多余]?[个台家名人次条项笔套倍成]",
    )
    .expect("the pattern is fixed")
});

/// True if a text is a word, or goes on behind it with anything but a longer word: `🚀 实施中，8 个案例已完成 2 个`.
fn begins_with(text: &str, word: &str) -> bool {
    let [text, word] = [text, word].map(|it| folded(it).replace('-', " "));
    let rest = text.strip_prefix(&word).filter(|_| !word.is_empty());
    rest.is_some_and(|rest| {
        let next = rest.trim_start().chars().next();
        let goes_on = rest.starts_with(char::is_alphanumeric) || next.is_some_and(char::is_alphabetic);
        !goes_on
    })
}

/// A text in which case, width, joining marks and what stands before the first letter make no difference.
pub(super) fn folded(text: &str) -> String {
    let text: String = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '_' || is_dash(c) { '-' } else { c })
        .collect();
    text.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end().to_owned()
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '−')
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let year = r"(?:1[89]|20|21)[0-9]{2}";
    let month = "(?:1[0-2]|0?[1-9])";
    let day = "(?:3[01]|[12][0-9]|0?[1-9])";
    let name = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
    let season = r"(?:(?:第?[一二三四1-4]季度|[上下]半年)|[qh][1-4])";
    let time =
        r"(?:[t\x20]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\x20?(?:z|[+-][0-9]{2}:?[0-9]{2})?)";
    let dates = [
        format!("{year}[-/.]{month}[-/.]{day}{time}?"),
        format!("{year}{month2}{day2}", month2 = "(?:0[1-9]|1[0-2])", day2 = "(?:0[1-9]|[12][0-9]|3[01])"),
        format!("{year}[-/.]{month}"),
        format!(r"{year}\s*年\s*(?:{month}\s*月\s*(?:{day}\s*[日号]?)?|{season})?[初中底末]?"),
        format!(r"{year}[-\s]*{season}"),
        format!(r"{season}[-,\s]*{year}"),
        format!(r"(?:{day}(?:st|nd|rd|th)?\s+)?{name}(?:\s+{day}(?:st|nd|rd|th)?)?[,\s]+{year}"),
        year.to_owned(),
    ]
    .join("|");
    let end = format!(r"{dates}|{month}\s*月(?:\s*{day}\s*日)?|{day}\s*日|至今|今|present|now|ongoing");
    Regex::new(&format!(r"^(?:{dates})(?:\s*(?:-|~|〜|至|到|to)\s*(?:{end}))?\s*(?:\([^()]*\))?[。.]?$"))
        .expect("the pattern is fixed")
});

static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:version|release|版本)\s*:?\s*)?(?:v\.?\s?)?[0-9]+(?:\.(?:[0-9]+|x|\*))*(?:[-+.]?[a-z][0-9a-z]*(?:[-+.][0-9a-z]+)*|[-+][0-9]+)?\+?(?:\s*\([^()]*\))?$|^第\s*[0-9]+\s*版$",
    )
    .expect("the pattern is fixed")
});

static URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[^a-z0-9])(?:[a-z][a-z0-9+.-]{1,16}://[^\s/]|mailto:[^\s@]+@)")
        .expect("the pattern is fixed")
});

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\[-?@[^\]\s][^\]]*\]|\[\^[^\]\s]+\]|\[[0-9]+(?:[-,，、\s]+[0-9]+)*\]|[a-z]://[^\s/]|\bdoi:\s*10\.")
        .expect("the pattern is fixed")
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn fits_text(value: &str, kind: &FieldKind) -> bool {
        let text = format!("- **字段**：{value}\n\n[^1]: note\n\n[r]: https://example.com\n");
        let doc = crate::markdown::parse(SourceFile::new("a.md", text));
        let start = "- **字段**：".len();
        fits(&doc, Span::new(start, start + value.len()), kind)
    }

    fn check(kind: &FieldKind, good: &[&str], bad: &[&str]) {
        let wrong: Vec<_> = good.iter().filter(|value| !fits_text(value, kind)).collect();
        assert!(wrong.is_empty(), "{kind:?} should fit: {wrong:?}");
        let wrong: Vec<_> = bad.iter().filter(|value| fits_text(value, kind)).collect();
        assert!(wrong.is_empty(), "{kind:?} should not fit: {wrong:?}");
    }

    #[test]
    fn dates() {
        check(
            &FieldKind::Date,
            &[
                "2024-05-01",
                "2024/5/1",
                "2024.05.01",
                "2024年5月1日",
                "2024 年 5 月",
                "2024年5月",
                "2024年",
                "2024",
                "May 2024",
                "1 May 2024",
                "May 1, 2024",
                "2024-Q1",
                "Q1 2024",
                "2024年第一季度",
                "2024年上半年",
                "２０２４年５月",
                "**2024-05**",
                "`2024-05-01`",
                "2024-05-01（初稿）",
                "2024年1月至3月",
                "2023 - present",
                "2024-05-01T10:00:00Z",
                "2024-05-01 10:30",
                "未公开",
                "Sept. 2024",
                "2024-01 ~ 2024-06",
                "20240501",
            ],
            &[
                "",
                "-",
                "v1.2",
                "2024-13-01",
                "5",
                "99 ms",
                "5 月",
                "下周",
                "2024年度计划",
                "10:30",
                "TBD",
                "1234",
                "May",
                "2024-05-01 上线了三个系统",
            ],
        );
    }

    #[test]
    fn versions() {
        check(
            &FieldKind::Version,
            &[
                "v1.2",
                "1.2.3-rc.1",
                "v15.0",
                "V3",
                "1.0",
                "1.2.3+build.5",
                "1.x",
                "v2.0（草案）",
                "版本 1.2",
                "Version 1.2",
                "2.0beta1",
                "第3版",
                "*v1.2*",
            ],
            &["", "最新", "latest", "a1.2", "1,2", "v", "1.2 和 1.3", "1..2", "TBD"],
        );
    }

    #[test]
    fn addresses() {
        check(
            &FieldKind::Url,
            &[
                "https://example.com/a",
                "<https://example.com>",
                "[文档](https://example.com)",
                "[文档][r]",
                "见 https://example.com。",
                "mailto:a@example.com",
            ],
            &["", "example", "[文档](a.md)", "![图](https://example.com/a.png)", "a/b", "C: 盘", "://"],
        );
    }

    #[test]
    fn references() {
        check(
            &FieldKind::Ref,
            &[
                "[文档](a.md)",
                "数据[^1]",
                "[@smith2020]",
                "[@a; @b]",
                "[1]",
                "[1, 2]",
                "https://example.com",
                "[r]",
                "[^missing]",
                "doi:10.1000/1",
            ],
            &["", "公开材料", "1", "[ ]", "[TODO]", "@user", "(1)"],
        );
    }

    #[test]
    fn quantities() {
        check(
            &FieldKind::Quantity,
            &[
                "5000",
                "处理数百万笔交易/天",
                "约 3 亿用户",
                "99 ms",
                "100+",
                "30%",
                "-5",
                "3:1",
                "`5 GB`",
                "58.3 万笔/秒（2020-11-11）",
                "三台",
                "暂无公开数据",
                "N/A",
                "千万级",
                "↓ 30%",
            ],
            &["", "高", "很多", "v1.2", "2024-05-01", "P99", "一般", "TBD", "[数值]"],
        );
    }

    #[test]
    fn enumerations() {
        let words = ["待开始", "实施中", "完成", "in progress", "Final"].map(str::to_owned);
        check(
            &FieldKind::Enum(words.to_vec()),
            &[
                "完成",
                "✅ 完成",
                "🚀 实施中，8 个案例已完成 2 个",
                "**完成**",
                "完成（v1.2）",
                "final",
                "In-Progress",
                "FINAL.",
                "完成 100%",
                "待开始 ⏳",
                "- 完成",
            ],
            &["", "完成度", "已完成", "final draft", "Finalised", "进行中", "未公开", "finals"],
        );
    }

    #[test]
    fn texts() {
        check(
            &FieldKind::Text,
            &["Square（Block, Inc.）", "1", "![](a.png)", "`x`"],
            &["", "-", "—", "<!-- 待写 -->"],
        );
    }

    #[test]
    fn front_matter_gives_values_with_their_places() {
        for (text, expected) in [
            (
                "---\ntitle: \"标题\"\nstatus: 'final'\nversion: 1.2\ndate: 2024-05-01\ntags: [a, b]\nnone:\nmap: {a: 1}\n---\n\ntext",
                &[
                    ("title", "标题"),
                    ("status", "final"),
                    ("version", "1.2"),
                    ("date", "2024-05-01"),
                    ("tags", "[a, b]"),
                ][..],
            ),
            ("\u{feff}---\r\n状态: 完成 # note\r\n---\r\n", &[("状态", "完成")]),
            (
                "+++\ntitle = \"T\"\ndate = 2024-05-01\n[params]\na = 1\n+++\n",
                &[("title", "T"), ("date", "2024-05-01")],
            ),
            ("# No front matter\n\nstatus: final", &[]),
            ("---\n- a\n---\n", &[]),
            ("---\na: [\n---\n", &[]),
        ] {
            let doc = crate::markdown::parse(SourceFile::new("a.md", text.to_owned()));
            let found = front_matter_values(&doc);
            let found: Vec<_> =
                found.iter().map(|(key, span)| (key.as_str(), doc.source.slice(*span))).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn values_in_front_matter_have_a_kind_too() {
        let doc = crate::markdown::parse(SourceFile::new(
            "a.md",
            "---\nstatus: Final\ndate: 2024-05-01\n---\n".to_owned(),
        ));
        let values = front_matter_values(&doc);
        assert!(fits(&doc, values[0].1, &FieldKind::Enum(vec!["final".to_owned()])));
        assert!(fits(&doc, values[0].1, &FieldKind::Text));
        assert!(fits(&doc, values[1].1, &FieldKind::Date));
        assert!(!fits(&doc, values[0].1, &FieldKind::Date));
    }
}
