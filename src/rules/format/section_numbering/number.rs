//! Numbers in front of headings, and what is none although it begins with a digit.

use chinese_number::{ChineseCase, ChineseCountMethod, ChineseToNumber, ChineseVariant, NumberToChinese};

/// How a number is written; numbers of different series don't count with each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// `1.`, `1.1`, `1、`, `1)`, `1`
    Decimal,
    /// `一、`
    Chinese,
    /// `（一）`
    Bracketed,
    /// `A.`
    Letter,
    /// `Step 3:`, `步骤1：`, `第三章`: the words around the number.
    Word(String),
}

/// The number of a heading.
#[derive(Clone, Debug)]
pub struct Number {
    /// Its series.
    pub series: Series,
    /// `3.1.5` has three parts; every other series has one.
    pub parts: Vec<u32>,
    /// The last part of the last number, where the heading counts for several: 15 for `1.6-1.15`.
    pub end: u32,
    /// A number followed by a blank alone, which may as well be a quantity.
    pub bare: bool,
    /// As it is written, without what closes it.
    pub text: String,
    style: Style,
    before: String,
    after: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Arabic,
    Chinese,
    Letter,
}

/// Words that are counted, in lower case.
const WORDS: &[&str] = &[
    "step",
    "phase",
    "stage",
    "part",
    "chapter",
    "section",
    "appendix",
    "case",
    "example",
    "option",
    "alternative",
    "scenario",
    "story",
    "user story",
    "use case",
    "approach",
    "solution",
    "lesson",
    "question",
    "problem",
    "exercise",
    "task",
    "milestone",
    "附录",
    "步骤",
    "案例",
    "阶段",
    "方案",
    "场景",
    "示例",
    "实例",
    "例",
    "问题",
    "练习",
    "任务",
    "原则",
    "方法",
    "层次",
    "模块",
    "章节",
];
/// What 第…counts.
const UNITS: &[&str] =
    &["章", "节", "篇", "部分", "卷", "讲", "课", "步", "天", "周", "阶段", "期", "层", "条"];
/// What a number counts when it is none of a heading.
const CLASSIFIERS: &str = "个種种条項项年月日天次大层類类点倍步台家位份款篇章节部小分秒万亿元号";
/// Words that only begin like a classifier.
const NO_CLASSIFIERS: &[&str] = &[
    "分布",
    "分析",
    "分类",
    "分层",
    "分区",
    "分片",
    "分库",
    "部署",
    "元数据",
    "元信息",
    "日志",
    "日常",
    "项目",
    "条件",
    "秒杀",
    "类型",
    "层次",
    "位置",
    "年度",
    "月度",
    "台账",
    "步骤",
    "小结",
    "个人",
    "个性",
    "点击",
    "大模型",
    "大数据",
    "倍增",
    "天气",
    "家庭",
    "种子",
];
/// Units behind a quantity that a heading may begin with.
const QUANTITIES: &[&str] = &[
    "GHz", "MHz", "kHz", "KHz", "Hz", "TB", "GB", "MB", "KB", "GiB", "MiB", "KiB", "Gbps", "Mbps", "ms", "ns",
];
const NUMERALS: &str = "零〇一二三四五六七八九十百两";

impl Number {
    /// The number in front of the text of a heading.
    pub fn of(heading: &str) -> Option<Number> {
        let text = heading.trim_start_matches(|c: char| !c.is_alphanumeric() && !"（(".contains(c));
        decimal(text)
            .or_else(|| chinese(text))
            .or_else(|| bracketed(text))
            .or_else(|| ordinal(text))
            .or_else(|| word(text))
            .or_else(|| letter(text))
    }

    /// Other parts written as this number is.
    pub fn like(&self, parts: &[u32]) -> String {
        let numeral = match (self.style, parts) {
            (Style::Letter, [value @ 1..=26]) => char::from(b'A' + *value as u8 - 1).to_string(),
            (Style::Chinese, [value]) => value
                .to_chinese(ChineseVariant::Simple, ChineseCase::Lower, ChineseCountMethod::TenThousand)
                .map(|numeral| match numeral.strip_prefix("一十") {
                    Some(rest) => format!("十{rest}"),
                    None => numeral,
                })
                .unwrap_or_default(),
            _ => parts.iter().map(u32::to_string).collect::<Vec<_>>().join("."),
        };
        format!("{}{numeral}{}", self.before, self.after)
    }

    /// The letter that the number is written as.
    pub fn letter(&self) -> Option<char> {
        let value = (self.style == Style::Letter).then(|| self.parts[0])?;
        char::from_u32(u32::from('A') + value - 1)
    }

    /// The parts that the next number follows.
    pub fn last(&self) -> Vec<u32> {
        let mut parts = self.parts.clone();
        if let Some(last) = parts.last_mut() {
            *last = self.end;
        }
        parts
    }

    fn single(series: Series, style: Style, value: u32, around: (&str, &str), numeral: &str) -> Number {
        let (before, after) = (around.0.to_owned(), around.1.to_owned());
        let text = format!("{before}{numeral}{after}");
        Number { series, parts: vec![value], end: value, bare: false, text, style, before, after }
    }
}

/// Up to two digits at the start of `text`; more are years, ports and codes.
fn digits(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if !(1..=2).contains(&end) {
        return None;
    }
    Some((text[..end].parse().ok()?, &text[end..]))
}

fn dotted(text: &str) -> Option<(Vec<u32>, &str)> {
    let (first, mut rest) = digits(text)?;
    let mut parts = vec![first];
    while let Some(more) = rest.strip_prefix('.')
        && more.starts_with(|c: char| c.is_ascii_digit())
    {
        let (part, behind) = digits(more)?;
        parts.push(part);
        rest = behind;
    }
    Some((parts, rest))
}

/// The last number of a range such as `-1.15`, `~3`.
fn range(text: &str) -> Option<(u32, &str)> {
    let rest = text.trim_start().strip_prefix(['-', '–', '~', '～', '至', '到'])?.trim_start();
    let (parts, rest) = dotted(rest)?;
    Some((*parts.last()?, rest))
}

fn decimal(text: &str) -> Option<Number> {
    let (parts, rest) = dotted(text)?;
    let mut end = *parts.last()?;
    let lexeme = &text[..text.len() - rest.len()];
    let mut rest = rest;
    if let Some((last, behind)) = range(rest) {
        (end, rest) = (last.max(end), behind);
    }
    let closed = rest.strip_prefix(['.', '、', ')', '）', '．', ':', '：']);
    let blank = rest.starts_with(char::is_whitespace);
    let behind = closed.unwrap_or(rest);
    let title = behind.trim_start();
    let first = title.chars().next()?;
    if closed.is_none() {
        let word = NO_CLASSIFIERS.iter().any(|word| title.starts_with(word));
        let counts = parts.len() == 1 && CLASSIFIERS.contains(first) && !word
            || parts.len() < 3 && "亿万元倍".contains(first) && !word
            || parts.len() < 3 && is_time_or_score(title);
        let latin = title.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(title.len());
        let units = parts.len() < 3 && (title.starts_with("x ") || QUANTITIES.contains(&&title[..latin]));
        let opens = first.is_alphabetic() || "`\"“《（(".contains(first);
        if !blank || counts || units || !(opens || parts.len() > 1 && first.is_ascii_digit()) {
            return None;
        }
    } else if behind.len() == title.len() && (first.is_ascii_digit() || first.is_ascii_lowercase()) {
        // `1:1`, `1.x`
        return None;
    }
    if parts.len() > 1 && is_version(title) {
        return None;
    }
    let bare = closed.is_none() && parts.len() == 1;
    if bare && end != parts[0] {
        return None;
    }
    Some(Number {
        series: Series::Decimal,
        parts,
        end,
        bare,
        text: lexeme.to_owned(),
        style: Style::Arabic,
        before: String::new(),
        after: String::new(),
    })
}

/// `9.5 分` and `1.5 秒`, but not `2.3 分布式事务` or `2.4 秒杀`.
fn is_time_or_score(title: &str) -> bool {
    title
        .strip_prefix(['分', '秒'])
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) || rest.starts_with('钟'))
}

/// True if a heading speaks of versions, so that a number in it may well be one.
pub fn names_version(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    ["特性", "版本", "发布", "release", "version", "changelog"].iter().any(|word| heading.contains(word))
}

/// True for headings such as `II. Method`, `Appendix IV`.
pub fn is_roman(heading: &str) -> bool {
    let text = heading.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = text.to_ascii_lowercase();
    let word = WORDS.iter().filter(|word| lower.starts_with(**word)).map(|word| word.len()).max();
    let inner = text[word.unwrap_or(0)..].trim_start();
    let end = inner.find(|c| !"IVX".contains(c)).unwrap_or(inner.len());
    let rest = &inner[end..];
    let closed = rest.starts_with(['.', '、', ')', '）', ':', '：']);
    end > 1 && (closed || word.is_some() && !rest.starts_with(char::is_alphanumeric))
}

/// True if what follows a number says that it is a version.
fn is_version(title: &str) -> bool {
    let title = title.to_lowercase();
    let words = [
        "release",
        "新特性",
        "旧特性",
        "版本发布",
        "版本说明",
        "版本更新",
        "发布说明",
        "发布日期",
        "发布于",
        "-rc",
        "beta",
        "alpha",
        "(20",
        "（20",
    ];
    title == "版本" || title == "发布" || words.iter().any(|word| title.starts_with(word))
}

fn chinese_numeral(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c| !NUMERALS.contains(c)).unwrap_or(text.len());
    let value: u32 = (&text[..end]).to_number(ChineseCountMethod::TenThousand).ok()?;
    Some((value, &text[end..]))
}

fn chinese(text: &str) -> Option<Number> {
    let (value, rest) = chinese_numeral(text)?;
    let behind = rest.strip_prefix(['、', '.', '．', '：', ':', '，'])?;
    // 一、二级缓存 counts nothing.
    if let Some((_, rest)) = chinese_numeral(behind)
        && rest.starts_with(['级', '期', '层', '阶', '线'])
    {
        return None;
    }
    Some(Number::single(Series::Chinese, Style::Chinese, value, ("", ""), &text[..text.len() - rest.len()]))
}

/// A number in digits, in Chinese or, where `letters` says so, as a letter.
fn numeral(text: &str, letters: bool) -> Option<(Style, u32, &str)> {
    if let Some((value, rest)) = digits(text) {
        return Some((Style::Arabic, value, rest));
    }
    if let Some((value, rest)) = chinese_numeral(text) {
        return Some((Style::Chinese, value, rest));
    }
    let first = text.chars().next().filter(|c| letters && c.is_ascii_uppercase())?;
    Some((Style::Letter, u32::from(first) - u32::from('A') + 1, &text[1..]))
}

fn bracketed(text: &str) -> Option<Number> {
    let inner = text.strip_prefix(['（', '('])?;
    let (style, value, rest) = numeral(inner, false)?;
    let behind = rest.strip_prefix(['）', ')'])?;
    let around = (&text[..text.len() - inner.len()], &rest[..rest.len() - behind.len()]);
    Some(Number::single(Series::Bracketed, style, value, around, &inner[..inner.len() - rest.len()]))
}

fn ordinal(text: &str) -> Option<Number> {
    let inner = text.strip_prefix('第')?.trim_start();
    let (style, value, rest) = numeral(inner, false)?;
    let unit = UNITS.iter().find(|unit| rest.trim_start().starts_with(*unit))?;
    let written = &inner[..inner.len() - rest.len()];
    let series = Series::Word(format!("第{unit}"));
    let blank = &rest[..rest.len() - rest.trim_start().len()];
    let before = &text[..text.len() - inner.len()];
    Some(Number::single(series, style, value, (before, &format!("{blank}{unit}")), written))
}

fn word(text: &str) -> Option<Number> {
    let end = text.find(|c: char| !c.is_alphabetic() && c != ' ' || NUMERALS.contains(c));
    // Letters that number, `Appendix A`, are alphabetic themselves.
    let candidate = WORDS.iter().filter_map(|word| {
        let head = text.get(..word.len())?;
        (head.to_lowercase() == **word && end.is_none_or(|end| end >= word.len())).then_some(*word)
    });
    let word = candidate.max_by_key(|word| word.len())?;
    let rest = &text[word.len()..];
    let inner = rest.trim_start();
    if word.is_ascii() && inner.len() == rest.len() {
        return None;
    }
    let (style, value, behind) = numeral(inner, true)?;
    let (behind, end) = match range(behind) {
        Some((last, behind)) if style == Style::Arabic => (behind, last.max(value)),
        _ => (behind, value),
    };
    let closed = behind.is_empty()
        || behind.starts_with([':', '：', '、', '）', ')', '—', '–', '-'])
        || behind.starts_with(". ")
        || [" - ", " – ", " — ", " : "].iter().any(|dash| behind.starts_with(dash));
    if !closed || behind.starts_with("-") && !behind[1..].starts_with(' ') {
        return None;
    }
    let before = &text[..text.len() - inner.len()];
    let lexeme = &inner[..inner.len() - behind.len()];
    let series = Series::Word(if word == "步骤" { "第步".to_owned() } else { word.to_owned() });
    Some(Number { end, ..Number::single(series, style, value, (before, ""), lexeme) })
}

fn letter(text: &str) -> Option<Number> {
    let mut chars = text.chars();
    let letter = chars.next().filter(char::is_ascii_uppercase)?;
    let rest = &text[1..];
    let behind = rest.strip_prefix(['.', '、', ')', '）'])?;
    // `A.B`, `S.O.L.I.D` and the like are names.
    if !rest.starts_with('、') && !behind.starts_with(' ') {
        return None;
    }
    let value = u32::from(letter) - u32::from('A') + 1;
    Some(Number::single(Series::Letter, Style::Letter, value, ("", ""), &text[..1]))
}
