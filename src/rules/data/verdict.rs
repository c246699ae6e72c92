//! Results that are said to meet a target that they miss, or to miss one that they meet.

mod words;

use rust_decimal::Decimal;

use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId};
use crate::message::{Message, Text};
use crate::quantity::{Amount, Bound, Operand, scale};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

use super::lexicon::Is;
use super::sheet::{Sheet, is_readable, plain_label};
use words::{LINE, WORDS};

const MISSED: Text = Text {
    en: "{actual} doesn't meet the target {target}, but is marked as met: {verdict}",
    zh: "实测 {actual} 未达到目标 {target}，却标为达标：{verdict}",
};
const MET: Text = Text {
    en: "{actual} meets the target {target}, but is marked as missed: {verdict}",
    zh: "实测 {actual} 已达到目标 {target}，却标为未达标：{verdict}",
};
const HELP: Text = Text {
    en: "correct the verdict, or the target or result that it was made from",
    zh: "请更正结论，或更正目标与实测值",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/verdict",
    aliases: &[],
    summary: Text {
        en: "a verdict that target and result contradict", zh: "达标结论与目标、实测值相矛盾"
    },
    severity: Severity::Error,
    recommended: true,
    texts: &[&MISSED, &MET, &HELP],
    docs: include_str!("../../../rules/data/verdict.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(Verdict))),
    schema: || schemars::schema_for!(NoOptions),
};

struct Verdict;

impl Rule for Verdict {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for table in doc.tables() {
            if WORDS.mention.mentions(doc.slice(table.header().node)) {
                let sheet = Sheet::read(doc, table);
                let rows = rows(&sheet);
                tell(cx, rows);
            }
        }
        if !is_marked(doc.source.text()) {
            return;
        }
        for &list in doc.lists() {
            let judged = items(doc, list);
            tell(cx, judged);
        }
        for (index, node) in doc.nodes().iter().enumerate() {
            if node.kind == Kind::Paragraph && is_marked(doc.source.slice(node.span)) {
                let judged = line(doc, index as NodeId);
                tell(cx, judged.into_iter().collect());
            }
        }
    }
}

/// A cheap look for what no verdict in running text can do without.
fn is_marked(text: &str) -> bool {
    let marks = ["✅", "❌", "达标", "✔", "✓"];
    marks.iter().any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some())
}

/// What a verdict says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Met,
    Missed,
}

/// A verdict with what it was made from.
struct Judged {
    span: Span,
    target: String,
    actual: String,
    verdict: String,
    /// What the verdict says, if that is wrong.
    wrong: Option<Says>,
}

fn tell(cx: &mut RuleContext<'_>, judged: Vec<Judged>) {
    cx.looked_at(judged.len());
    let wrong: Vec<(&Judged, Says)> = judged.iter().filter_map(|it| Some((it, it.wrong?))).collect();
    let Some(((first, says), further)) = wrong.split_first() else { return };
    let text = |says: Says| if says == Says::Met { &MISSED } else { &MET };
    let mut finding = cx
        .report(first.span, text(*says))
        .arg("actual", &first.actual)
        .arg("target", &first.target)
        .arg("verdict", &first.verdict)
        .help(&HELP)
        .fails(wrong.len());
    for (judged, says) in further {
        let message = Message::new(text(*says))
            .with("actual", &judged.actual)
            .with("target", &judged.target)
            .with("verdict", &judged.verdict);
        finding = finding.label(judged.span, message);
    }
}

/// The verdicts of a table with a column of targets and one of results.
fn rows(sheet: &Sheet<'_>) -> Vec<Judged> {
    let only = |name: &Is| {
        let mut found = (1..sheet.headers.len()).filter(|&it| name.is_match(&sheet.headers[it].name));
        found.next().filter(|_| found.next().is_none())
    };
    let Some((target, actual)) = only(&WORDS.target).zip(only_but(sheet, &WORDS.actual)) else {
        return Vec::new();
    };
    let verdict =
        only_but(sheet, &WORDS.verdict).filter(|&it| it != actual && it != target).unwrap_or(actual);
    let text = |row: usize, column: usize| {
        sheet.rows[row].cells.get(column).map(|&cell| sheet.doc.plain_text(cell).trim().to_owned())
    };
    let judged = (0..sheet.rows.len()).filter_map(|row| {
        let verdict_text = text(row, verdict)?;
        let says = if verdict == actual { mark(&verdict_text)? } else { says(&verdict_text)? };
        let required = required(&text(row, target)?)?;
        let result = sheet.amount(row, actual)?;
        let (target_unit, actual_unit) = (&sheet.headers[target].unit, &sheet.headers[actual].unit);
        let name = format!("{} {}", sheet.rows[row].label, sheet.headers[0].text);
        let is_met = is_met(&required, target_unit, result, actual_unit, &name)?;
        Some(Judged {
            span: sheet.span(row, verdict),
            target: text(row, target)?,
            actual: result.text.to_string(),
            verdict: verdict_text,
            wrong: (is_met != (says == Says::Met)).then_some(says),
        })
    });
    judged.collect()
}

/// The column of a name; of 结果 twice, or 结果 and 实测, the first is meant.
fn only_but(sheet: &Sheet<'_>, name: &Is) -> Option<usize> {
    let found: Vec<usize> =
        (1..sheet.headers.len()).filter(|&it| name.is_match(&sheet.headers[it].name)).collect();
    match found[..] {
        [one] => Some(one),
        // `结果` may be what was measured or what was made of it: the numbers tell.
        [one, other] => {
            let numbers = |column: usize| {
                (0..sheet.rows.len()).filter(|&row| sheet.amount(row, column).is_some()).count()
            };
            let is_actual = name.is_match("实测");
            let prefers = (numbers(one) > numbers(other)) == is_actual;
            (numbers(one) != numbers(other)).then_some(if prefers { one } else { other })
        }
        _ => None,
    }
}

/// Longer lists are about more than one target.
const MOST_ITEMS: usize = 12;

/// The verdict of sibling items `目标：…`, `实测：…`, `结论：…`.
fn items(doc: &Document, list: NodeId) -> Vec<Judged> {
    let (mut target, mut actual, mut verdict) = (None, None, None);
    if !(3..=MOST_ITEMS).contains(&doc.children(list).take(MOST_ITEMS + 1).count()) {
        return Vec::new();
    }
    for item in doc.children(list) {
        let Some(paragraph) = doc.children(item).next().filter(|&it| doc.node(it).kind == Kind::Paragraph)
        else {
            continue;
        };
        // Most items are about something else, as their first words show.
        let source = doc.slice(paragraph);
        let name = source.split_once(['：', ':']).map_or("", |(name, _)| plain_label(name));
        let is_part = [&WORDS.target, &WORDS.actual, &WORDS.verdict].iter().any(|names| names.is_match(name));
        if source.len() > LONGEST_LINE || !is_part {
            continue;
        }
        let text = doc.plain_text(paragraph);
        let Some((label, value)) = text.split_once(['：', ':']).filter(|_| is_readable(doc, paragraph))
        else {
            continue;
        };
        let (label, value) = (plain_label(label), value.trim());
        let slot = if WORDS.target.is_match(label) {
            &mut target
        } else if WORDS.verdict.is_match(label) && says(value).is_some() {
            &mut verdict
        } else if WORDS.actual.is_match(label) {
            &mut actual
        } else {
            continue;
        };
        // Two of a kind belong to different things.
        if slot.is_some() {
            return Vec::new();
        }
        *slot = Some((value.to_owned(), doc.span(paragraph)));
    }
    let (Some((target, _)), Some((actual, _)), Some((verdict, span))) = (target, actual, verdict) else {
        return Vec::new();
    };
    judge(span, "", &target, &actual, &verdict).into_iter().collect()
}

/// A paragraph that says more than target, result and verdict isn't read as such.
const LONGEST_LINE: usize = 400;

/// The verdict at the end of a paragraph: `目标 <100ms，实测 180ms，✅ 达标`.
fn line(doc: &Document, paragraph: NodeId) -> Option<Judged> {
    if doc.slice(paragraph).len() > LONGEST_LINE || !is_readable(doc, paragraph) {
        return None;
    }
    let text = doc.plain_text(paragraph);
    if !WORDS.mention.mentions(&text) {
        return None;
    }
    let found = LINE.captures(&text)?;
    judge(doc.span(paragraph), &found["name"], &found["target"], &found["actual"], &found["verdict"])
}

fn judge(span: Span, name: &str, target: &str, actual: &str, verdict: &str) -> Option<Judged> {
    let says = says(verdict)?;
    let result = Amount::parse(actual.trim_end_matches(['。', '.', '；', ';']))?;
    let is_met = is_met(&required(target)?, "", &result, "", name)?;
    Some(Judged {
        span,
        target: target.trim().to_owned(),
        actual: result.text.to_string(),
        verdict: verdict.trim().to_owned(),
        wrong: (is_met != (says == Says::Met)).then_some(says),
    })
}

/// What a text says about a target, if it says one thing and nothing else.
fn says(text: &str) -> Option<Says> {
    let word = text.trim_matches(|c: char| !c.is_alphanumeric());
    let marked = mark(text);
    let worded = if WORDS.good.is_match(word) {
        Some(Says::Met)
    } else if WORDS.bad.is_match(word) {
        Some(Says::Missed)
    } else if word.is_empty() || (marked.is_some() && Amount::parse(word).is_some()) {
        None
    } else {
        return None;
    };
    match (marked, worded) {
        (Some(one), Some(other)) => (one == other).then_some(one),
        (one, other) => one.or(other),
    }
}

/// The mark in a text, if there is one kind of it.
fn mark(text: &str) -> Option<Says> {
    let good = text.contains(['✅', '✔', '✓']);
    let bad = text.contains(['❌', '✗', '✘']);
    match (good, bad, text.contains('⚠')) {
        (true, false, false) => Some(Says::Met),
        (false, true, false) => Some(Says::Missed),
        _ => None,
    }
}

/// The target as a number with its comparator, behind the name of what is measured or without.
fn required(text: &str) -> Option<Amount> {
    let text = text.trim_end_matches(['。', '.', '；', ';']);
    let comparator = text.find(['<', '≤', '>', '≥', '＜', '＞']).unwrap_or_default();
    Amount::parse(text).or_else(|| Amount::parse(&text[comparator..]))
}

/// Whether `result` meets `target`; `None` if that isn't certain.
fn is_met(
    target: &Amount,
    target_unit: &str,
    result: &Amount,
    result_unit: &str,
    name: &str,
) -> Option<bool> {
    let unit = |amount: &Amount, header: &str| {
        if amount.unit.is_empty() { header.to_owned() } else { amount.unit.to_string() }
    };
    let (wanted, had) = (unit(target, target_unit), unit(result, result_unit));
    if target.currency != result.currency || target.approximate {
        return None;
    }
    let (one, other) = if wanted == had {
        (Decimal::ONE, Decimal::ONE)
    } else {
        let (wanted, had) = (scale(&wanted)?, scale(&had)?);
        if wanted.dimension != had.dimension || wanted.factor != wanted.binary || had.factor != had.binary {
            return None;
        }
        (wanted.factor, had.factor)
    };
    let limit = Operand::exactly(target.value).scaled(one)?;
    let value = if result.bound == Bound::Exact && !result.approximate {
        Operand::exactly(result.value)
    } else {
        Operand::of(result, false)
    }
    .scaled(other)?;
    let (above, below) = (value.is_above(&limit), limit.is_above(&value));
    let (less, more) = (WORDS.less.is_match(name), WORDS.more.is_match(name));
    match target.bound {
        Bound::AtMost => (above || below).then_some(below),
        Bound::AtLeast => (above || below).then_some(above),
        Bound::Exact if less && !more => (above || below).then_some(below),
        Bound::Exact if more && !less => (above || below).then_some(above),
        Bound::Exact => None,
    }
}
