//! Titles of cases taken apart: the number in front, the company and the scene.

use std::sync::LazyLock;

use regex::Regex;

use crate::contract::title::is_han;
use crate::rules::format::section_numbering::number::{Number, Series};

/// What may open a title although it is no letter.
const OPENING: &str = "（(《「『【[“‘\"'";
/// What may close a title although it is no letter.
const CLOSING: &str = "）)》」』】]”’\"'!！?？+#%.";
/// Variation selector and key frame, which make an emoji of a digit.
const KEY: [char; 2] = ['\u{fe0f}', '\u{20e3}'];

static CASE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^(?: 案例(?:研究)? \s* | (?i:case) (?:\s+(?i:study))? \s* [\#№]? \s* )
        (?: [0-9]{1,3} | [零〇一二三四五六七八九十百]+ | [A-Z] )
        (?: \s* [：:、.．)）] | \s+ [-–—]+ \s | —— )",
    )
    .expect("a pattern")
});
static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s*[（(]\s*[0-9零〇一二两三四五六七八九十百]+\s*(?:个|篇|项|家|(?i:cases?))?\s*[)）]$")
        .expect("a pattern")
});

/// A title without emoji and number, and whether that number said that it is a case.
pub(super) fn bare(title: &str) -> (&str, bool) {
    let mut rest = undecorated(title);
    let mut is_case = false;
    // `1.1 案例1：` has two numbers; more of them are part of the title.
    for _ in 0..2 {
        if let Some(label) = CASE.find(rest) {
            is_case = true;
            rest = undecorated(&rest[label.end()..]);
        } else if let Some(title) = unnumbered(rest).filter(|_| !is_case) {
            rest = undecorated(title);
        }
    }
    (rest, is_case)
}

/// A title without its number; `None` if it has none.
fn unnumbered(title: &str) -> Option<&str> {
    let mut key = title.chars();
    if key.next()?.is_ascii_digit() && key.clone().next().is_some_and(|c| KEY.contains(&c)) {
        return Some(key.as_str().trim_start_matches(KEY));
    }
    let number = Number::of(title)?;
    // Part of a name, or of several cases.
    if number.bare || number.end != *number.parts.last()? {
        return None;
    }
    let rest = title.strip_prefix(&*number.text)?;
    let rest = match number.series {
        Series::Word(_) => rest.trim_start().trim_start_matches(['-', '–', '—']),
        _ => rest,
    };
    let rest = rest.trim_start_matches(['.', '．', '、', '，', ')', '）', ':', '：']);
    (!rest.trim().is_empty()).then_some(rest)
}

/// A text without the blanks, emoji, check marks and colons around it.
pub(super) fn undecorated(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphanumeric() && !OPENING.contains(c))
        .trim_end_matches(|c: char| !c.is_alphanumeric() && !CLOSING.contains(c))
}

/// What stands before and behind the dash or colon of a bare title; the whole title and nothing if it has neither.
pub(super) fn parts(title: &str) -> (&str, &str) {
    let mut before = ' ';
    for (at, c) in title.char_indices() {
        let behind = &title[at + c.len_utf8()..];
        let divides = match c {
            '—' | '–' | '－' | '：' => true,
            ':' => behind.starts_with(' '),
            // `7-Eleven` is one name.
            '-' => {
                before.is_whitespace() && behind.starts_with(' ')
                    || is_han(before)
                    || behind.starts_with(is_han)
            }
            _ => false,
        };
        let parts =
            (title[..at].trim(), behind.trim_matches(|c: char| c.is_whitespace() || "-–—".contains(c)));
        if divides && !parts.0.is_empty() && !parts.1.is_empty() {
            return parts;
        }
        before = c;
    }
    (title.trim(), "")
}

/// The industry that a heading names: without number, count and what says that cases follow.
pub(super) fn industry(heading: &str) -> &str {
    let bare = bare(heading).0;
    let unnumbered = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = if unnumbered.starts_with(' ') { unnumbered.trim_start() } else { bare };
    let counted = COUNT.find(bare).map_or(bare, |count| &bare[..count.start()]);
    let endings = [
        "案例研究",
        "案例规划",
        "案例",
        " case studies",
        " Case studies",
        " Case Studies",
        " cases",
        " Cases",
    ];
    let name = endings.iter().find_map(|ending| counted.strip_suffix(ending)).unwrap_or(counted).trim();
    if name.is_empty() { counted } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_emoji_are_no_part_of_a_title() {
        for (title, wanted, is_case) in [
            ("案例1：Square - 支付处理系统", "Square - 支付处理系统", true),
            ("案例 2: PayPal", "PayPal", true),
            ("案例一、阿里巴巴", "阿里巴巴", true),
            ("📊 1.1 案例1：Square", "Square", true),
            ("Case 1: Square - Payments", "Square - Payments", true),
            ("Case study 12 – Square", "Square", true),
            ("CASE A. Square", "Square", true),
            ("案例1", "案例1", false),
            ("Case law: an introduction", "Case law: an introduction", false),
            ("Case Closed: Square", "Case Closed: Square", false),
            ("案例分析模板", "案例分析模板", false),
            ("案例1-3：对比", "案例1-3：对比", false),
            ("案例1–3：对比", "案例1–3：对比", false),
            ("1.1 Square – Payments ✅", "Square – Payments", false),
            ("1️⃣ 金融科技", "金融科技", false),
            ("（一）金融科技：", "金融科技", false),
            ("7-Eleven - 补货", "7-Eleven - 补货", false),
            ("3M - 材料研发", "3M - 材料研发", false),
            ("58 同城 - 派单", "58 同城 - 派单", false),
            ("", "", false),
            ("🚀", "", false),
        ] {
            assert_eq!(bare(title), (wanted, is_case), "{title}");
        }
    }

    #[test]
    fn a_dash_or_colon_divides_company_and_scene() {
        for (title, company, scene) in [
            ("Square - 支付处理系统", "Square", "支付处理系统"),
            ("Square – Payments – part 2", "Square", "Payments – part 2"),
            ("阿里巴巴-双11购物节", "阿里巴巴", "双11购物节"),
            ("Square——支付", "Square", "支付"),
            ("7-Eleven - 补货", "7-Eleven", "补货"),
            ("T-Mobile", "T-Mobile", ""),
            ("Square：支付", "Square", "支付"),
            ("Square: Payments", "Square", "Payments"),
            ("10:30 club", "10:30 club", ""),
            ("- 支付", "- 支付", ""),
            ("", "", ""),
        ] {
            assert_eq!(parts(title), (company, scene), "{title}");
        }
    }

    #[test]
    fn a_heading_names_an_industry() {
        for (heading, wanted) in [
            ("1. 金融科技案例（2个）", "金融科技"),
            ("3. 游戏行业案例（2个）", "游戏行业"),
            ("二、电商", "电商"),
            ("1 物联网案例 (2)", "物联网"),
            ("🏦 FinTech cases (2 cases)", "FinTech"),
            ("3D 打印", "3D 打印"),
            ("案例", "案例"),
        ] {
            assert_eq!(industry(heading), wanted, "{heading}");
        }
    }
}
