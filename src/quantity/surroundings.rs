//! What stands in front of a number, and where the number stands: both say whether it counts anything.

use rust_decimal::Decimal;

use super::Per;
use super::lexicon::{LEXICON, Mark};
use super::scan::scan;
use super::unit::{Class, Unit};

/// Where a text stands, as far as that gives a number its unit or takes its meaning away.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setting {
    /// In a cell below the header of a table.
    pub cell: bool,
    /// In the first cell of a row, which names it.
    pub label: bool,
    /// In a heading.
    pub heading: bool,
    /// The unit that the column, or else the row, names.
    pub measured: Option<Measured>,
    /// The class that the column names without a unit.
    pub class: Option<Class>,
    /// The column holds names, years or numbers that count nothing.
    pub names: bool,
}

/// A unit that stands apart from its numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured {
    /// The class of the numbers.
    pub class: Class,
    /// The unit.
    pub unit: Option<&'static Unit>,
    /// What it is counted by.
    pub per: Option<Per>,
    /// The magnitude in front of the unit: 10,000 for 万元.
    pub factor: Decimal,
}

impl Setting {
    /// What the header of a column, or the label of a row, says about the numbers under or beside it.
    pub fn of_header(text: &str) -> Setting {
        let lower = text.trim().to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| is_in(&lower, word));
        let measured = unit_in(text.trim());
        let names = measured.is_none() && (NAMES.contains(&lower.as_str()) || has(&NAMING));
        let class = CLASSES.iter().find(|(_, words)| has(words)).map(|(class, _)| *class);
        Setting { measured, class, names, ..Setting::default() }
    }
}

/// True if a header holds a word; Latin ones stand alone.
fn is_in(header: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(at) = header[from..].find(word).map(|at| from + at) {
        let end = at + word.len();
        let is_letter = |c: char| c.is_ascii_alphabetic();
        let is_cut =
            word.is_ascii() && (header[..at].ends_with(is_letter) || header[end..].starts_with(is_letter));
        if !is_cut {
            return true;
        }
        from = end;
    }
    false
}

/// Headers of columns that number or name their rows.
const NAMES: [&str; 14] =
    ["#", "no", "no.", "id", "年", "rank", "step", "pr", "kep", "issue", "阶", "轮次", "级别", "等级"];
/// Words of headers whose numbers count nothing.
const NAMING: [&str; 27] = [
    "序号",
    "编号",
    "版本",
    "年份",
    "日期",
    "端口",
    "排名",
    "优先级",
    "状态码",
    "错误码",
    "章节",
    "行号",
    "页码",
    "步骤",
    "version",
    "year",
    "date",
    "port",
    "priority",
    "code",
    "number",
    "release",
    "milestone",
    "id",
    "index",
    "line",
    "tier",
];
/// What headers without a unit say about the class of bare numbers.
const CLASSES: [(Class, &[&str]); 8] = [
    (Class::Score, &["得分", "评分", "分数", "score", "rating", "打分"]),
    (Class::Other, &["权重", "系数", "weight", "factor", "coefficient"]),
    (
        Class::Rate,
        &[
            "qps",
            "tps",
            "rps",
            "iops",
            "吞吐",
            "throughput",
            "ops/s",
            "req/s",
            "per second",
            "per day",
            "per hour",
            "per minute",
            "/s",
            "/min",
            "/秒",
            "/天",
            "/日",
            "/小时",
        ],
    ),
    (
        Class::Money,
        &[
            "成本", "费用", "价格", "金额", "单价", "预算", "cost", "price", "budget", "revenue", "收入",
            "利润",
        ],
    ),
    (Class::Time, &["延迟", "耗时", "latency", "duration", "p50", "p90", "p95", "p99", "p999"]),
    (Class::Multiple, &["倍数", "加速比", "speedup"]),
    (
        Class::Count,
        &[
            "数量",
            "个数",
            "次数",
            "人数",
            "台数",
            "节点数",
            "并发数",
            "连接数",
            "线程数",
            "条数",
            "count",
            "number of",
            "threads",
            "nodes",
            "users",
            "characters",
            "chars",
            "cores",
        ],
    ),
    (Class::Percent, &["占比", "比例", "百分比", "percent", "percentage"]),
];

/// The unit that a header or label names: `延迟（ms）`, `Cost ($)`, `QPS`, `耗时/秒`.
fn unit_in(text: &str) -> Option<Measured> {
    let inner = text
        .rsplit_once(['(', '（', '[', '【'])
        .and_then(|(_, rest)| rest.split_once([')', '）', ']', '】']));
    if let Some((unit, _)) = inner {
        let unit = unit.trim().trim_start_matches("单位").trim_start_matches(['：', ':']).trim();
        let unit = unit.strip_prefix("in ").unwrap_or(unit);
        return unit.split([',', '，', '、']).find_map(|unit| measured(unit.trim()));
    }
    if let Some((_, unit)) = text.rsplit_once(['/', '／', ',', '，'])
        && let Some(found) = measured(unit.trim()).filter(|found| found.per.is_none())
    {
        return Some(found);
    }
    let last = text.rsplit([' ', '\n']).next().unwrap_or_default();
    let is_metric = ["QPS", "TPS", "RPS", "IOPS", "%"].contains(&last);
    measured(last).filter(|_| is_metric)
}

/// The unit that a text is and nothing else: `万元`, `MB/s`, `$`.
fn measured(text: &str) -> Option<Measured> {
    if text.is_empty() || text.len() > 40 || text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    [format!("1{text}"), format!("{text}1"), format!("1 {text}")].iter().find_map(|probe| {
        let found = scan(probe, Setting::default());
        let [quantity] = found.as_slice() else { return None };
        let whole = quantity.range.start == 0 && quantity.range.end as usize == probe.len();
        (whole && (quantity.unit.is_some() || quantity.per.is_some())).then(|| Measured {
            class: quantity.class,
            unit: quantity.unit,
            per: quantity.per,
            factor: quantity.value().unwrap_or(Decimal::ONE),
        })
    })
}

/// What belongs to a number in front of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Front {
    /// Its length in bytes.
    pub length: usize,
    pub mark: Option<Mark>,
    /// Whether the mark is a symbol rather than a word.
    pub symbol: bool,
    pub currency: Option<&'static Unit>,
    pub negative: bool,
}

/// Reads what belongs to a number off the text in front of it: `约 `, `> $`, `-`.
pub(super) fn front(before: &str) -> Front {
    let mut rest = before;
    let mut front = Front::default();
    let mut sign = |rest: &mut &str| {
        let Some(sign) = rest.chars().next_back().filter(|c| matches!(c, '-' | '−' | '+')) else { return };
        let outer = &rest[..rest.len() - sign.len_utf8()];
        let is_sign = outer.is_empty()
            || outer.ends_with(|c: char| c.is_whitespace() || "（(：:，,、；;|[【“\"=≈~".contains(c))
            || outer.ends_with(|c: char| "$¥￥€".contains(c));
        if is_sign {
            front.negative |= sign != '+';
            *rest = outer;
        }
    };
    sign(&mut rest);
    let inner = rest.trim_end_matches(' ');
    if let Some((length, unit)) = LEXICON.currency_before(inner) {
        rest = &inner[..inner.len() - length];
        front.currency = Some(unit);
        sign(&mut rest);
    }
    let blanks = if rest.len() - rest.trim_end_matches([' ', '\u{A0}']).len() > 2 { 0 } else { 1 };
    let inner = if blanks == 0 { rest } else { rest.trim_end_matches([' ', '\u{A0}']) };
    if let Some((length, mark)) = LEXICON.comparator_before(inner) {
        let word = &inner[inner.len() - length..];
        front.symbol = !word.starts_with(char::is_alphabetic);
        // `a->5` and `=>` are arrows.
        let outer = &inner[..inner.len() - length];
        let is_arrow = front.symbol && outer.ends_with(['-', '=', '<', '>']);
        // A tilde behind a number joins a range.
        let is_join = matches!(word, "~" | "～") && outer.ends_with(|c: char| c.is_ascii_digit());
        if !is_arrow && !is_join {
            front.mark = Some(mark);
            rest = outer;
        } else {
            front.symbol = false;
        }
    }
    front.length = before.len() - rest.len();
    // Blanks in front of all are none of it.
    if front.mark.is_none() && front.currency.is_none() && !front.negative {
        front.length = if rest.len() < before.len() && before.ends_with('+') { front.length } else { 0 };
    }
    front
}

/// True if the number at `start` is part of a name: `P99`, `GPT-4`, `v1.2`, `#4879`. What stands before `floor` belongs
/// to another quantity.
pub(super) fn is_name_before(text: &str, start: usize, floor: usize) -> bool {
    let before = &text[floor..start];
    let mut chars = before.chars().rev();
    let Some(last) = chars.next() else {
        return floor > 0 && text[..floor].ends_with(|c: char| c.is_ascii_alphanumeric());
    };
    let previous = chars.next();
    match last {
        '_' | '#' | '@' | '\\' | '№' | '&' | '^' | '{' | '$' if last != '$' => true,
        '.' => previous.is_some_and(|c| c.is_alphanumeric()),
        '-' | '–' => previous.is_some_and(|c| c.is_ascii_alphanumeric() || c == ')' || c == ']'),
        '/' => {
            previous.is_some_and(|c| c.is_ascii_digit() || c == '/' || c == '.')
                || (previous.is_some_and(|c| c.is_ascii_alphabetic()))
        }
        ':' => previous.is_some_and(|c| c.is_ascii_digit()),
        '[' => text[start..].find(']').is_some_and(|end| end <= 3),
        c if c.is_ascii_alphabetic() => {
            // Currencies and comparators in letters: `US$`, `over5`.
            LEXICON.currency_before(before).is_none()
        }
        _ => false,
    }
}

/// Words that a number behind them names or orders instead of counting.
const ORDINALS: [&str; 66] = [
    "第",
    "图",
    "表",
    "章",
    "节",
    "步骤",
    "阶段",
    "案例",
    "附录",
    "版本",
    "方案",
    "方法",
    "示例",
    "例",
    "问题",
    "任务",
    "场景",
    "路径",
    "层级",
    "级别",
    "选项",
    "公式",
    "定理",
    "引理",
    "定义",
    "命题",
    "推论",
    "算法",
    "模块",
    "规则",
    "原则",
    "策略",
    "端口",
    "编号",
    "序号",
    "行号",
    "页码",
    "错误码",
    "状态码",
    "返回码",
    "窗口",
    "figure",
    "fig.",
    "table",
    "section",
    "chapter",
    "step",
    "phase",
    "stage",
    "level",
    "tier",
    "appendix",
    "version",
    "rfc",
    "issue",
    "pr",
    "kep",
    "port",
    "page",
    "line",
    "part",
    "option",
    "milestone",
    "http",
    "step",
    "case",
];

/// True if `before` ends with a word that a number behind it orders.
pub(super) fn is_ordinal_before(before: &str) -> bool {
    let words = before.trim_end_matches([' ', '*', '#', '-']);
    ORDINALS.iter().any(|word| {
        let Some(at) = words.len().checked_sub(word.len()) else { return false };
        words.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(word))
            && !(word.is_ascii() && words[..at].ends_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// Labels whose number counts nothing.
const UNCOUNTED: [&str; 36] = [
    "端口",
    "版本",
    "编号",
    "序号",
    "年份",
    "日期",
    "电话",
    "页码",
    "行号",
    "章节",
    "状态码",
    "错误码",
    "邮编",
    "时间",
    "优先级",
    "级别",
    "等级",
    "id",
    "port",
    "version",
    "date",
    "year",
    "number",
    "code",
    "priority",
    "level",
    "phone",
    "issue",
    "kep",
    "pr",
    "step",
    "phase",
    "no",
    "chapter",
    "section",
    "milestone",
];

/// True if the number behind this label and a colon counts something.
pub(super) fn is_counted(label: &str, heading: bool) -> bool {
    let label = label.trim_end_matches([' ', '*', '_']);
    let label = label
        .rsplit(['\n', '，', '。', '；', ',', ';', '、', '（', '(', '：', ':'])
        .next()
        .unwrap_or_default();
    let lower = label.trim().to_lowercase();
    !heading
        && !lower.is_empty()
        && !lower.ends_with(|c: char| c.is_ascii_digit())
        && !is_ordinal_before(&lower)
        && !UNCOUNTED.iter().any(|word| lower.ends_with(word))
}
