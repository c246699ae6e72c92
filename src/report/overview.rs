//! How far the cases of a library are, as a table, as Markdown and as JSON.

mod json;
mod markdown;
mod table;

use std::io;

pub use json::schema;

use super::Style;
use crate::message::{Lang, Text};
use crate::overview::{CaseOverview, Overview, Totals};
use crate::plan::State;

const NOT_STARTED: Text = Text { en: "not started", zh: "待开始" };
const IN_PROGRESS: Text = Text { en: "in progress", zh: "进行中" };
const DONE: Text = Text { en: "done", zh: "完成" };

/// The formats of an overview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum OverviewFormat {
    /// Lines with bars, for people
    #[default]
    Table,
    /// A Markdown table, as plans have it
    Markdown,
    /// One JSON object
    Json,
}

/// Writes an overview.
///
/// # Errors
/// What `out` says.
pub fn write(
    overview: &Overview,
    format: OverviewFormat,
    style: Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    match format {
        OverviewFormat::Table => table::write(overview, style, out),
        OverviewFormat::Markdown => markdown::write(overview, style.lang, out),
        OverviewFormat::Json => json::write(overview, out),
    }
}

fn state_name(state: State, lang: Lang) -> &'static str {
    match state {
        State::NotStarted => &NOT_STARTED,
        State::InProgress => &IN_PROGRESS,
        State::Done => &DONE,
    }
    .get(lang)
}

/// The industry that the plan puts a case under.
fn industry<'o>(overview: &'o Overview, case: &CaseOverview) -> Option<&'o str> {
    let planned = overview.plan()?.cases.get(case.planned?)?;
    Some(planned.industry.as_str()).filter(|industry| !industry.is_empty())
}
