//! An overview as lines with bars, and what each case still lacks.

use std::io::{self, BufWriter, Write};

use anstyle::{AnsiColor, Style as Ansi};
use unicode_width::UnicodeWidthStr;

use super::{Totals, industry, state_name};
use crate::contract::case::Status;
use crate::facts::{CaseFacts, SlotFacts};
use crate::message::{Lang, Message, Text};
use crate::overview::{CaseOverview, Overview};
use crate::plan::State;
use crate::report::Style;
use crate::report::terminal::{BOLD, DIM, GOOD, Paint, clip, escape, pad};

/// Columns of a bar.
const BAR: usize = 20;
/// No name takes more columns than this.
const LONGEST: usize = 44;

const UNPLANNED: Text = Text { en: "not in the plan", zh: "计划之外" };
const NO_INDUSTRY: Text = Text { en: "planned", zh: "计划之内" };
const LACKS: [(Status, Text); 5] = [
    (Status::Missing, Text { en: "missing: {slots}", zh: "缺失：{slots}" }),
    (Status::Empty, Text { en: "empty: {slots}", zh: "内容为空：{slots}" }),
    (Status::Placeholder, Text { en: "placeholder: {slots}", zh: "仅有占位内容：{slots}" }),
    (Status::TooShort, Text { en: "too short: {slots}", zh: "内容过短：{slots}" }),
    (Status::Misplaced, Text { en: "misplaced: {slots}", zh: "位置不当：{slots}" }),
];
const FIELDS: Text =
    Text { en: "fields missing or wrong: {count}", zh: "缺少或有误的字段：{count} 个" };

pub(super) fn write(overview: &Overview, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let paint = Paint { color: style.color };
    let names: Vec<String> = overview.cases.iter().map(|case| clip(&escape(&case.name), LONGEST)).collect();
    let widest = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let indent = if overview.plan().is_some() { "  " } else { "" };
    let mut before = None;
    for (case, name) in overview.cases.iter().zip(&names) {
        if overview.plan().is_some() {
            let group = group(overview, case, style.lang);
            if before.as_deref() != Some(&*group) {
                let separator = if before.is_some() { "\n" } else { "" };
                writeln!(out, "{separator}{}", paint.text(BOLD, &group))?;
                before = Some(group);
            }
        }
        let name = pad(name, widest);
        writeln!(out, "{indent}{name}  {}", measured(case, paint, style.lang))?;
        for line in case.found.iter().flat_map(|(_, facts)| lacking(facts, style.lang)) {
            writeln!(out, "{indent}  {}", paint.text(DIM, line))?;
        }
    }
    let separator = if overview.cases.is_empty() { "" } else { "\n" };
    writeln!(out, "{separator}{}", sum(overview.totals(), style.lang))?;
    out.flush()
}

/// What a case is listed under.
fn group(overview: &Overview, case: &CaseOverview, lang: Lang) -> String {
    match (industry(overview, case), case.planned) {
        (Some(industry), _) => escape(industry).into_owned(),
        (None, Some(_)) => NO_INDUSTRY.get(lang).to_owned(),
        (None, None) => UNPLANNED.get(lang).to_owned(),
    }
}

/// How far a case is, and where.
fn measured(case: &CaseOverview, paint: Paint, lang: Lang) -> String {
    let progress = case.progress();
    let state = progress.state();
    let full = progress.percent() as usize * BAR / 100;
    let style = style_of(state);
    let bar = paint.text(style, format!("{}{}", "█".repeat(full), "░".repeat(BAR - full)));
    let widest = [State::NotStarted, State::InProgress, State::Done]
        .into_iter()
        .map(|state| state_name(state, lang).width())
        .max();
    let state = paint.text(style, pad(state_name(state, lang), widest.unwrap_or(0)));
    let counted = match progress.required {
        0 => String::new(),
        required => format!("{}/{required}", progress.satisfied),
    };
    let place = case.found.as_ref().map(|(path, facts)| format!("{}:{}", escape(path), facts.lines.0));
    let place = place.map(|place| paint.text(DIM, place).to_string()).unwrap_or_default();
    let line = format!("{bar} {:>3}%  {counted:>7}  {state}  {place}", progress.percent());
    line.trim_end().to_owned()
}

fn style_of(state: State) -> Ansi {
    match state {
        State::NotStarted => DIM,
        State::InProgress => AnsiColor::Yellow.on_default(),
        State::Done => GOOD,
    }
}

/// A line for each way in which a case falls short.
fn lacking(facts: &CaseFacts, lang: Lang) -> Vec<String> {
    let separator = match lang {
        Lang::En => ", ",
        Lang::ZhCn => "、",
    };
    let mut lines = Vec::new();
    for (status, text) in &LACKS {
        let slots = facts.slots.iter().filter(|slot| slot.required && slot.status == *status);
        let slots: Vec<_> = slots.filter(|slot| !is_part_of_missing(facts, slot)).map(name).collect();
        if !slots.is_empty() {
            lines.push(Message::new(text).with("slots", slots.join(separator)).render(lang));
        }
    }
    let fields = facts.required_fields - facts.satisfied_fields;
    if fields > 0 {
        lines.push(Message::new(&FIELDS).with("count", fields).render(lang));
    }
    lines
}

/// True for what is missing because the section that it belongs in is.
fn is_part_of_missing(facts: &CaseFacts, slot: &SlotFacts) -> bool {
    let outer = slot.id.rsplit_once('.').map(|(outer, _)| outer);
    let is_missing = |other: &SlotFacts| other.status == Status::Missing && other.required;
    slot.status == Status::Missing
        && outer.is_some_and(|outer| facts.slots.iter().any(|other| other.id == outer && is_missing(other)))
}

fn name(slot: &SlotFacts) -> String {
    escape(if slot.name.is_empty() { &slot.id } else { &slot.name }).into_owned()
}

fn sum(totals: Totals, lang: Lang) -> String {
    let Totals { cases, not_started, in_progress, done, .. } = totals;
    let percent = totals.percent();
    match lang {
        Lang::En => {
            let noun = if cases == 1 { "case" } else { "cases" };
            format!(
                "{cases} {noun}: {done} done, {in_progress} in progress, {not_started} not started ({percent}%)"
            )
        }
        Lang::ZhCn => format!(
            "共 {cases} 个案例：完成 {done} 个，进行中 {in_progress} 个，待开始 {not_started} 个（{percent}%）"
        ),
    }
}
