//! An overview as the Markdown table that plans show their progress in.

use std::io::{self, Write};

use super::{Totals, industry};
use crate::message::{Lang, Text};
use crate::overview::Overview;
use crate::report::terminal::escape;

const INDUSTRY: Text = Text { en: "Industry", zh: "行业" };
const CASE: Text = Text { en: "Case", zh: "案例" };
const STATE: Text = Text { en: "Status", zh: "状态" };
const COMPLETENESS: Text = Text { en: "Completeness", zh: "完成度" };
const TOTAL: Text = Text { en: "Total", zh: "总计" };

pub(super) fn write(overview: &Overview, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let grouped = overview.plan().is_some();
    let mut row = |group: &str, cells: [&str; 3]| {
        let group = if grouped { format!("{group} | ") } else { String::new() };
        writeln!(out, "| {group}{} |", cells.join(" | "))
    };
    row(INDUSTRY.get(lang), [CASE, STATE, COMPLETENESS].map(|text| text.get(lang)))?;
    row("---", ["---"; 3])?;
    for case in &overview.cases {
        let progress = case.progress();
        let state = progress.state().label(lang == Lang::En);
        let percent = format!("{}%", progress.percent());
        row(&cell(industry(overview, case).unwrap_or_default()), [&cell(&case.name), state, &percent])?;
    }
    let Totals { cases, done, .. } = overview.totals();
    let measure = match lang {
        Lang::En => "",
        Lang::ZhCn => "个",
    };
    let bold = |text: String| format!("**{text}**");
    let total = bold(TOTAL.get(lang).to_owned());
    let cases = bold(format!("{cases}{measure}"));
    // Without groups the word and the number share a cell.
    let cases = if grouped { cases } else { format!("{total} {cases}") };
    let done = bold(format!("{done}{measure}"));
    row(&total, [&cases, &done, &bold(format!("{}%", overview.totals().percent()))])
}

/// A text that can stand in a cell.
fn cell(text: &str) -> String {
    escape(text).replace('\\', "\\\\").replace('|', "\\|")
}
