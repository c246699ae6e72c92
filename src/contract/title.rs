//! Titles made comparable, because people number, decorate and translate them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr_iter;
use regex::Regex;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::labels::dividers;
use super::numbering::strip_number;

/// The steps that make titles comparable, each of which a contract can switch off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Normalise {
    /// Numbering in front is left out.
    pub numbering: bool,
    /// Emoji and check marks are left out.
    pub emoji: bool,
    /// `（可选）`, `(Optional)`, `（续）`, `（v1.2）` at the end are left out.
    pub optional_suffix: bool,
    /// `与`, `和`, `及`, `&` and `and` are the same.
    pub conjunctions: bool,
}

impl Default for Normalise {
    fn default() -> Self {
        Normalise { numbering: true, emoji: true, optional_suffix: true, conjunctions: true }
    }
}

/// A title without what people put around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title<'t> {
    /// The title for people and for patterns: compatibility characters, case and blanks are as [`Title::of`] says.
    pub clean: Cow<'t, str>,
    /// The dotted number that stood in front, such as `[3, 1, 7]`; empty if there was none.
    pub number: Vec<u32>,
}

/// How far below the title as a whole a part of it counts.
pub const PART_PENALTY: f32 = 0.03;
/// How far below it counts what is left of a title when the name of its case is taken away.
pub const PREFIX_PENALTY: f32 = 0.05;

/// A title has no more parts than this that are looked at.
const MOST_PARTS: usize = 8;

static SUFFIX: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?xi)\s*[(\[]\s*(?:可选|选填|必填|必选|必需|推荐|建议填写|续|续前|接上|新增|新|更新|草稿|草案|已完成|完成|待完善
        |optional|required|recommended|mandatory|continued|cont\.?|cont'd|new|updated|draft|wip|if\ applicable|[0-9]{1,2}
        |v?[0-9]+(?:\.[0-9]+)+|v[0-9]+)\s*[)\]]\s*$";
    Regex::new(pattern).expect("the pattern is part of the program")
});

impl<'t> Title<'t> {
    /// The title `raw`, a text without markup, with the steps of `normalise` applied.
    ///
    /// Compatibility characters are folded (NFKC, so `：` is `:` and `（` is `(`), a colon at the end is left out; case,
    /// blanks and dashes inside stay, so that patterns can rely on them.
    pub fn of(raw: &'t str, normalise: Normalise) -> Self {
        let text = match without_ornaments(raw, normalise) {
            Cow::Borrowed(raw) => compatible(raw),
            Cow::Owned(raw) => Cow::Owned(compatible(&raw).into_owned()),
        };
        let (name, number) = name_in(&text, normalise);
        let clean = match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[name]),
            Cow::Owned(text) => Cow::Owned(text[name].to_owned()),
        };
        Title { clean, number }
    }

    /// The name that the title `raw` has, as it is written, with its full-width characters.
    pub fn name_as_written(raw: &str, normalise: Normalise) -> String {
        let raw = without_ornaments(raw, normalise);
        let text = compatible(&raw);
        let (name, _) = name_in(&text, normalise);
        // Where each character has become one, the name stands at the same place.
        if text.chars().count() != raw.chars().count() {
            return text[name].to_owned();
        }
        let (before, length) = (text[..name.start].chars().count(), text[name].chars().count());
        raw.chars().skip(before).take(length).collect()
    }

    /// What two titles have in common that mean the same.
    pub fn key(&self, normalise: Normalise) -> String {
        fold(&self.clean, normalise)
    }

    /// Parts of the title that may be the name that it is known under, with what they count below the whole.
    /// `prefixes` are names that a title may repeat in front, such as that of its case.
    pub fn parts(&self, prefixes: &[&str]) -> Vec<(&str, f32)> {
        let clean = &*self.clean;
        let mut parts = Vec::new();
        if let Some((before, inside)) = clean.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
            parts.extend([(before, PART_PENALTY), (inside, PART_PENALTY)]);
        }
        for (at, divider) in dividers(clean) {
            let (before, after) = (&clean[..at], &clean[at + divider.len_utf8()..]);
            let is_apart = before.ends_with(' ') && after.starts_with(' ');
            if is_apart || matches!(divider, ':' | '/') || clean[at..].starts_with("——") {
                parts.extend([(before, PART_PENALTY), (after, PART_PENALTY + 0.01)]);
            }
            if parts.len() >= MOST_PARTS {
                break;
            }
        }
        // Goals for the command line
        let is_for = |&at: &usize| clean[..at].ends_with(' ') && clean[at..].starts_with("for ");
        if let Some(at) = memchr_iter(b'f', clean.as_bytes()).find(is_for) {
            parts.push((&clean[..at - 1], PREFIX_PENALTY));
        }
        // 业务背景 Business background, Considered options 备选方案
        if !clean.is_ascii() {
            for (first, second) in [clean.split_once(' '), clean.rsplit_once(' ')].into_iter().flatten() {
                let in_two = |han: &str, latin: &str| han.chars().all(is_han) && !latin.chars().any(is_han);
                if in_two(first, second) || in_two(second, first) {
                    parts.extend([(first, PART_PENALTY), (second, PART_PENALTY)]);
                }
            }
        }
        let counted = clean.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        if counted.len() < clean.len() {
            parts.push((counted, PART_PENALTY));
        }
        for prefix in prefixes {
            if let Some(rest) = clean.strip_prefix(prefix).filter(|rest| !rest.is_empty()) {
                let rest = rest.trim_start_matches([' ', '-', '–', '—', ':', '的', '\'', '’']);
                parts.push((rest, PREFIX_PENALTY));
            }
        }
        parts.retain(|(part, _)| !part.trim().is_empty() && part.len() < clean.len());
        parts
    }
}

/// Quotation marks and brackets that people put around titles.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '‘'..='’' | '“'..='”' | '〈'..='】')
}

/// Where the name is in a title, and the number in front of it.
fn name_in(text: &str, normalise: Normalise) -> (Range<usize>, Vec<u32>) {
    let mut rest = text.trim();
    let mut number = Vec::new();
    if normalise.numbering {
        // A chapter and its number may both be there: 第三章 3.1.
        for _ in 0..2 {
            let Some((parts, behind)) = strip_number(rest) else { break };
            rest = behind;
            number = if parts.is_empty() { number } else { parts };
        }
    }
    let start = text.trim_end().len() - rest.len();
    // An anchor that some renderers take from the title: {#background}.
    if rest.ends_with('}')
        && let Some((title, _)) = rest.rsplit_once("{#")
        && !title.trim().is_empty()
    {
        rest = title.trim_end();
    }
    let mut end = start + rest.trim_end_matches([':', ' ', '\t', '。', ';']).len();
    if normalise.optional_suffix
        && text[start..end].ends_with([')', ']'])
        && let Some(found) = SUFFIX.find(&text[start..end])
        && found.start() > 0
    {
        end = start + found.start();
    }
    let is_around = |c: char| c.is_whitespace() || is_quote(c) || c == '*';
    let name = text[start..end].trim_end_matches(|c| is_around(c) || c == ':');
    let end = start + name.len();
    (end - name.trim_start_matches(is_around).len()..end, number)
}

/// A title without circled numbers in front, of which NFKC makes digits like any other, and without emoji.
fn without_ornaments(raw: &str, normalise: Normalise) -> Cow<'_, str> {
    let raw = raw.trim_start_matches(|c: char| c.is_whitespace() || is_circled(c));
    if normalise.emoji { without_decoration(raw) } else { Cow::Borrowed(raw) }
}

fn without_decoration(raw: &str) -> Cow<'_, str> {
    if !raw.is_ascii() && raw.chars().any(is_decoration) {
        return Cow::Owned(raw.chars().filter(|&c| !is_decoration(c)).collect());
    }
    Cow::Borrowed(raw)
}

/// A text with compatibility characters folded.
fn compatible(raw: &str) -> Cow<'_, str> {
    let is_plain =
        |c: char| c.is_ascii() || matches!(c, '\u{4E00}'..='\u{9FFF}' | '、' | '。' | '“' | '”' | '–' | '—');
    if raw.is_ascii() || raw.chars().all(is_plain) || is_nfkc_quick(raw.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.nfkc().collect())
}

fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⓿' | '❶'..='➓' | '㈠'..='㈩')
}

/// Emoji, arrows, check marks and what joins them.
fn is_decoration(c: char) -> bool {
    matches!(c,
        '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{2190}'..='\u{21FF}'
        | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{25FF}' | '\u{FE0F}' | '\u{FE0E}' | '\u{200D}' | '\u{200B}'
        | '\u{20E3}' | '√')
}

/// True for the characters of Chinese words.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '々' | '〇')
}

/// A text in the form in which names are compared: without case, quotation marks and blanks that carry no meaning.
pub fn fold(clean: &str, normalise: Normalise) -> String {
    let mut folded = String::with_capacity(clean.len());
    let (mut blank, mut last_joins, mut holds_and) = (false, false, false);
    let mut rest = clean;
    while let Some(c) = rest.chars().next() {
        if c == ' ' {
            (blank, rest) = (true, &rest[1..]);
            continue;
        }
        let word = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (piece, behind) = rest.split_at(word.max(c.len_utf8()));
        rest = behind;
        if joins(c) {
            if blank && last_joins {
                folded.push(' ');
            }
            if word > 0 {
                folded.push_str(piece);
                holds_and |= piece.eq_ignore_ascii_case("and");
            } else {
                folded.extend(c.to_lowercase());
            }
            (blank, last_joins) = (false, true);
            continue;
        }
        match c {
            '与' | '和' | '及' | '、' if normalise.conjunctions => {
                if folded.ends_with('以') && c == '及' {
                    folded.pop();
                }
                folded.push('&');
            }
            _ if is_han(c) => folded.push(c),
            '-' | '–' | '—' | '_' | '‐' | '‑' | '·' => {
                blank = true;
                continue;
            }
            '*' | ',' | '.' | ';' | '!' | '?' | '。' => continue,
            _ if is_quote(c) => continue,
            _ if c.is_whitespace() => {
                blank = true;
                continue;
            }
            _ => folded.push(c),
        }
        (blank, last_joins) = (false, false);
    }
    folded.make_ascii_lowercase();
    if holds_and && normalise.conjunctions { folded.replace(" and ", "&") } else { folded }
}

/// True for a letter or digit of a script that puts blanks between words.
pub(super) fn joins(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && !is_han(c) && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(raw: &str) -> Cow<'_, str> {
        Title::of(raw, Normalise::default()).clean
    }

    fn same(a: &str, b: &str) -> bool {
        let key = |raw| Title::of(raw, Normalise::default()).key(Normalise::default());
        key(a) == key(b)
    }

    #[test]
    fn what_people_put_around_a_title_is_left_out() {
        for (raw, wanted) in [
            ("一、业务背景", "业务背景"),
            ("1. 业务背景", "业务背景"),
            ("1.1 业务背景：", "业务背景"),
            ("3.1.7业务背景", "业务背景"),
            ("第三章 业务背景", "业务背景"),
            ("第三章：3.1 业务背景", "业务背景"),
            ("（二）业务背景", "业务背景"),
            ("(2) Background", "Background"),
            ("A. Background", "Background"),
            ("II. Background", "Background"),
            ("案例1：Square - 支付处理系统", "Square - 支付处理系统"),
            ("步骤2：案例分析", "案例分析"),
            ("Step 3: Review", "Review"),
            ("Case Study 4 - Tesla", "Tesla"),
            ("① 业务背景", "业务背景"),
            ("✅ 业务背景", "业务背景"),
            ("🎯 1.2 业务背景 ✔️", "业务背景"),
            ("业务背景（可选）", "业务背景"),
            ("Drawbacks (Optional)", "Drawbacks"),
            ("业务背景（续）", "业务背景"),
            ("实践案例扩展计划（v15.0）", "实践案例扩展计划"),
            ("【业务背景】", "业务背景"),
            ("§4 Prior art {#prior}", "Prior art"),
        ] {
            assert_eq!(clean(raw), wanted, "{raw}");
        }
    }

    #[test]
    fn a_name_is_shown_as_it_is_written() {
        let written = |raw| Title::name_as_written(raw, Normalise::default());
        assert_eq!(written("案例1：事故复盘：支付（上）"), "事故复盘：支付（上）");
        assert_eq!(written("🎯 二、Square（Block, Inc.）："), "Square（Block, Inc.）");
        assert_eq!(written("①背景"), "背景");
    }

    #[test]
    fn what_is_no_number_stays() {
        for title in [
            "2024 年报",
            "一致性",
            "十二要素",
            "58同城",
            "3层架构",
            "A/B 测试",
            "步骤1",
            "Case",
            "CI.CD",
            "5G 网络",
            "I/O",
        ] {
            assert_eq!(clean(title), title, "{title}");
        }
    }

    #[test]
    fn numbers_are_kept_for_ownership() {
        let number = |raw| Title::of(raw, Normalise::default()).number;
        assert_eq!(number("3.1.7 性能指标"), [3, 1, 7]);
        assert_eq!(number("2.1. Coinbase"), [2, 1]);
        assert_eq!(number("2.1、Coinbase"), [2, 1]);
        assert_eq!(number("3 业务"), [3]);
        assert_eq!(number("业务"), [0u32; 0]);
    }

    #[test]
    fn the_same_name_is_the_same_however_it_is_written() {
        for (a, b) in [
            ("挑战和痛点", "挑战与痛点"),
            ("挑战、痛点", "挑战及痛点"),
            ("Temporal 实现架构", "Temporal实现架构"),
            ("Risks and Mitigations", "Risks & mitigations"),
            ("Upgrade / Downgrade Strategy", "Upgrade/Downgrade Strategy"),
            ("Non-Goals", "non goals"),
            ("性能指标＆量化分析", "性能指标与量化分析"),
            ("“业务背景”", "业务背景"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
        for (a, b) in [("业务背景", "业务场景"), ("Goals", "Non-Goals"), ("Brand", "Br")] {
            assert!(!same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn steps_can_be_switched_off() {
        let none = Normalise { numbering: false, emoji: false, optional_suffix: false, conjunctions: false };
        assert_eq!(Title::of("✅ 1. A（可选）", none).clean, "✅ 1. A(可选)");
        assert_ne!(fold("甲和乙", none), fold("甲与乙", none));
    }

    #[test]
    fn a_title_may_say_more_than_its_name() {
        let parts = |raw: &str| -> Vec<String> {
            let title = Title::of(raw, Normalise::default());
            title.parts(&["Square"]).into_iter().map(|(part, _)| part.to_owned()).collect()
        };
        assert_eq!(parts("延迟指标（P99）"), ["延迟指标", "P99"]);
        assert_eq!(parts("业务背景 Business background"), ["业务背景", "Business background"]);
        assert_eq!(parts("Considered options 备选方案"), ["Considered options", "备选方案"]);
        assert_eq!(parts("故障场景1：数据库宕机"), ["故障场景1", "数据库宕机"]);
        assert_eq!(parts("Square的业务背景"), ["业务背景"]);
        assert!(parts("业务背景").is_empty());
    }
}
