//! Percentiles, minima and maxima that stand the wrong way round: half of all can't take longer than 95 % of them.

mod ranks;
mod runs;

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId, Row, Table};
use crate::message::{Message, Text};
use crate::quantity::{Amount, Bound, Operand, scale};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

use super::sheet::{Header, Sheet, is_readable};
use ranks::{Rank, WORDS, rank};

const WRONG: Text = Text {
    en: "{high} is below {low}, and can’t be",
    zh: "{high} 低于 {low}，而前者不可能更小",
};
const OTHER: Text = Text { en: "{low} here", zh: "此处为 {low}" };
const FURTHER: Text = Text { en: "{high} is below {low} too", zh: "此处 {high} 同样低于 {low}" };
const HELP: Text = Text {
    en: "correct the value that is wrong, or swap the two; if they were measured apart, say of what each is",
    zh: "请更正有误的数值或对调两者；若并非同一组测量，请写明各自的对象",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/percentile-order",
    aliases: &[],
    summary: Text {
        en: "percentiles that don't rise, and a minimum above the maximum",
        zh: "分位数未递增，或最小值大于最大值",
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&WRONG, &OTHER, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/percentile-order.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(PercentileOrder))),
    schema: || schemars::schema_for!(NoOptions),
};

struct PercentileOrder;

impl Rule for PercentileOrder {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for table in doc.tables() {
            if may_hold(doc, table) {
                let series = tables(doc, table);
                judge(cx, &series);
            }
        }
        if !WORDS.percentile.mentions(doc.source.text()) {
            return;
        }
        for &list in doc.lists() {
            judge(cx, &[items(doc, list)]);
        }
        for run in runs::runs(doc) {
            judge(cx, &[run]);
        }
    }
}

/// A value with its place among all that were measured.
#[derive(Clone, Debug)]
struct Measured {
    rank: Rank,
    name: String,
    amount: Amount,
    /// In the base of its unit.
    value: Operand,
    ulp: Decimal,
    /// What can be compared: the dimension of the unit, or the unit itself.
    kind: String,
    span: Span,
}

impl Measured {
    /// `None` for bounds, and for percentiles that are percentages or multiples, which say how others changed.
    fn new(
        rank: Rank,
        name: String,
        amount: Amount,
        unit: &str,
        factor: Decimal,
        span: Span,
    ) -> Option<Measured> {
        let is_relative = unit.starts_with(['%', '‰', 'x', '倍']) || WORDS.throughput.is_match(unit);
        if amount.bound != Bound::Exact || (is_relative && matches!(rank, Rank::Percentile(_))) {
            return None;
        }
        let found = scale(unit);
        let factor = found.map_or(Decimal::ONE, |it| it.factor).checked_mul(factor)?;
        let kind = found.map_or_else(|| unit.to_owned(), |it| format!("{:?}", it.dimension));
        let value = Operand::of(&amount, false).scaled(factor)?;
        Some(Measured { rank, name, value, ulp: amount.ulp.checked_mul(factor)?, amount, kind, span })
    }

    /// True if this is certainly more than `other`: what was rounded alike keeps its order.
    fn is_above(&self, other: &Measured) -> bool {
        let alike = self.ulp == other.ulp && !self.amount.approximate && !other.amount.approximate;
        if alike { self.value.value > other.value.value } else { self.value.is_above(&other.value) }
    }

    fn shown(&self) -> String {
        format!("{} {}", self.name, self.amount.text)
    }
}

/// Reports the values of one block that stand the wrong way round; each series is of one thing.
fn judge(cx: &mut RuleContext<'_>, series: &[Vec<Measured>]) {
    let mut wrong: Vec<(&Measured, &Measured)> = Vec::new();
    for series in series.iter().filter(|series| series.len() > 1) {
        cx.looked_at(1);
        wrong.extend(inversion(series));
    }
    wrong.sort_by_key(|(_, high)| high.span);
    let Some(((low, high), further)) = wrong.split_first() else { return };
    let mut finding = cx
        .report(high.span, &WRONG)
        .arg("low", low.shown())
        .arg("high", high.shown())
        .help(&HELP)
        .fails(wrong.len())
        .label(low.span, Message::new(&OTHER).with("low", low.shown()));
    for (low, high) in further {
        let message = Message::new(&FURTHER).with("low", low.shown()).with("high", high.shown());
        finding = finding.label(high.span, message);
    }
}

/// The first pair of a series that stands the wrong way round. A series has as many values as there are ranks, which are few.
fn inversion(series: &[Measured]) -> Option<(&Measured, &Measured)> {
    const MOST: usize = 12;
    let series = &series[..series.len().min(MOST)];
    series.iter().find_map(|low| {
        let is_higher = |high: &&Measured| {
            low.rank.order(high.rank) == Some(Ordering::Less) && low.kind == high.kind && low.is_above(high)
        };
        // A maximum of zero or less stands for no limit.
        let is_limit = |high: &Measured| high.rank == Rank::Maximum && high.value.value <= Decimal::ZERO;
        series.iter().filter(is_higher).find(|high| !is_limit(high)).map(|high| (low, high))
    })
}

/// A cheap look for ranks in the headers of a table or in the labels of two rows.
fn may_hold(doc: &Document, table: Table<'_>) -> bool {
    let is_named = |row: &Row<'_>| row.cells().take(2).any(|cell| WORDS.mention.mentions(cell.source()));
    WORDS.mention.mentions(doc.slice(table.header().node)) || table.rows().filter(is_named).nth(1).is_some()
}

/// The series of a table: along its rows, if the headers are ranks, and down its columns, if the labels are.
fn tables(doc: &Document, table: Table<'_>) -> Vec<Vec<Measured>> {
    let sheet = Sheet::read(doc, table);
    let mut series = Vec::new();
    // In parentheses `min` is a unit.
    let is_percentile = |(rank, _): &(Rank, String)| matches!(rank, Rank::Percentile(_));
    let named = |header: &Header| rank(&header.name).or_else(|| rank(&header.text).filter(is_percentile));
    let columns: Vec<(usize, Rank, String)> = (0..sheet.headers.len())
        .filter_map(|column| named(&sheet.headers[column]).map(|(rank, stem)| (column, rank, stem)))
        .collect();
    let label = |row: usize| {
        let texts = sheet.rows[row].cells.iter().take(2).map(|&cell| doc.plain_text(cell));
        texts.filter_map(|text| rank(&text)).next()
    };
    let rows: Vec<(usize, Rank, String)> =
        (0..sheet.rows.len()).filter_map(|row| label(row).map(|(rank, stem)| (row, rank, stem))).collect();
    let measured = |row: usize, column: usize, rank: Rank, name: &str| {
        let amount = sheet.amount(row, column)?.clone();
        let factor = sheet.factor(row, column);
        Measured::new(rank, name.to_owned(), amount, sheet.unit(row, column), factor, sheet.span(row, column))
    };
    for stems in groups(&columns) {
        if rows.len() > 1 && rows.len() * 2 > sheet.rows.len() {
            break;
        }
        for row in 0..sheet.rows.len() {
            let values = stems.iter().filter_map(|(column, rank)| {
                let name = &sheet.headers[*column].name;
                let throughput = WORDS.throughput.is_match(&sheet.rows[row].label)
                    || WORDS.not_values.is_match(&sheet.rows[row].label)
                    || WORDS.not_values.is_match(name);
                measured(row, *column, *rank, name).filter(|_| !throughput)
            });
            series.push(values.collect());
        }
    }
    for stems in groups(&rows) {
        for column in 1..sheet.headers.len() {
            let header = &sheet.headers[column].text;
            if WORDS.not_values.is_match(header) || WORDS.throughput.is_match(header) {
                continue;
            }
            let values = stems.iter().filter_map(|(row, rank)| {
                let name = doc.plain_text(*sheet.rows[*row].cells.first()?);
                measured(*row, column, *rank, name.trim())
            });
            series.push(values.collect());
        }
    }
    series.extend(slashed(&sheet));
    series
}

/// `12/8/30 ms` below `P50/P95/P99`.
fn slashed(sheet: &Sheet<'_>) -> Vec<Vec<Measured>> {
    let columns = (1..sheet.headers.len()).filter(|&column| sheet.headers[column].text.contains(['/', '／']));
    let mut series = Vec::new();
    for column in columns {
        let text = &sheet.headers[column].text;
        let Some(start) = text.find(['P', 'p']) else { continue };
        let names = text[start..].split([' ', '(', '（', '延', '时', '响']).next().unwrap_or_default();
        let unit = &sheet.headers[column].unit;
        for row in 0..sheet.rows.len() {
            let Some(&cell) = sheet.rows[row].cells.get(column) else { continue };
            let values = sheet.doc.plain_text(cell);
            let values = if values.ends_with(|c: char| c.is_ascii_digit()) {
                format!("{values} {unit}")
            } else {
                values
            };
            series.extend(runs::slashes(names, &values, sheet.doc.span(cell)));
        }
    }
    series
}

/// Columns or rows by what they are of; one of which a rank comes twice is left out, for nobody says which belong together.
fn groups(named: &[(usize, Rank, String)]) -> Vec<Vec<(usize, Rank)>> {
    let mut groups: Vec<(&str, Vec<(usize, Rank)>)> = Vec::new();
    for (at, rank, stem) in named {
        match groups.iter_mut().position(|(known, _)| known == stem) {
            Some(group) => groups[group].1.push((*at, *rank)),
            // Ranks of many things are a list of settings.
            None if groups.len() > 50 => return Vec::new(),
            None => groups.push((stem, vec![(*at, *rank)])),
        }
    }
    let is_plain = |group: &Vec<(usize, Rank)>| {
        group.len() > 1
            && group.len() <= 12
            && group
                .iter()
                .enumerate()
                .all(|(at, (_, rank))| group[..at].iter().all(|(_, other)| other != rank))
    };
    groups.into_iter().map(|(_, group)| group).filter(is_plain).collect()
}

/// An item that says more isn't a name and a value.
const LONGEST_ITEM: usize = 200;

/// The items `P50：12ms` of a list, if they are of one thing.
fn items(doc: &Document, list: NodeId) -> Vec<Measured> {
    let mut found: Vec<(Measured, String)> = Vec::new();
    for item in doc.children(list) {
        let Some(paragraph) = doc.children(item).next().filter(|&it| doc.node(it).kind == Kind::Paragraph)
        else {
            continue;
        };
        if doc.slice(paragraph).len() > LONGEST_ITEM {
            continue;
        }
        let text = doc.plain_text(paragraph);
        let Some((name, value)) = text.split_once(['：', ':', '=']).filter(|_| is_readable(doc, paragraph))
        else {
            continue;
        };
        let Some((rank, stem)) = rank(name) else { continue };
        let Some(amount) = Amount::parse(value.trim_end_matches(['。', '；', ';', '，', ',', '.'])) else {
            continue;
        };
        let unit = amount.unit.to_string();
        let measured =
            Measured::new(rank, name.trim().to_owned(), amount, &unit, Decimal::ONE, doc.span(paragraph));
        if let Some(measured) = measured {
            found.push((measured, stem));
        }
    }
    let named: Vec<(usize, Rank, String)> =
        found.iter().enumerate().map(|(at, (it, stem))| (at, it.rank, stem.clone())).collect();
    let group = groups(&named).into_iter().next().unwrap_or_default();
    group.into_iter().map(|(at, _)| found[at].0.clone()).collect()
}
