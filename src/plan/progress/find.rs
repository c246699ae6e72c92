//! Finds the progress table of a plan by its columns, and the case that each of its rows is about.

use super::cell::CellText;
use super::{ProgressTable, Row};
use crate::document::{self, Document, Table};
use crate::plan::title::undecorated;
use crate::plan::{Plan, State, content};
use crate::source::SourceFile;

const CASES: [&str; 7] = ["案例", "案例名称", "企业", "公司", "case", "case study", "company"];
const INDUSTRIES: [&str; 5] = ["行业", "所属行业", "领域", "industry", "sector"];
const STATES: [&str; 5] = ["状态", "当前状态", "进展", "status", "state"];
const COMPLETIONS: [&str; 8] =
    ["完成度", "完成率", "完成比例", "进度", "completion", "completeness", "progress", "complete"];
const TOTALS: [&str; 8] = ["总计", "合计", "总体", "汇总", "total", "totals", "overall", "sum"];
const SUBTOTALS: [&str; 3] = ["小计", "subtotal", "sub-total"];

/// The columns of a progress table by their indexes.
struct Columns {
    case: usize,
    industry: Option<usize>,
    state: usize,
    completion: usize,
}

pub(super) fn table(doc: &Document, plan: &Plan) -> Option<ProgressTable> {
    doc.tables().find_map(|table| {
        let columns = Columns::of(&table)?;
        let rows: Vec<Row> = read(&doc.source, plan, &table, &columns)?;
        let english = table.header().cells().all(|cell| cell.source().is_ascii());
        let labels = labels(&rows, plan, english);
        let (total, rows) = rows.into_iter().partition::<Vec<_>, _>(|row| is_one_of(&row.name, &TOTALS));
        Some(ProgressTable { rows, total: total.into_iter().next_back(), labels })
    })
}

impl Columns {
    fn of(table: &Table<'_>) -> Option<Columns> {
        let headers: Vec<String> = table.header().cells().map(|cell| cell.text()).collect();
        let column = |names: &[&str]| headers.iter().position(|header| is_one_of(header, names));
        Some(Columns {
            case: column(&CASES)?,
            industry: column(&INDUSTRIES),
            state: column(&STATES)?,
            completion: column(&COMPLETIONS)?,
        })
    }
}

/// The rows of a table; `None` if none of them is about a case of the plan.
fn read(source: &SourceFile, plan: &Plan, table: &Table<'_>, columns: &Columns) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    let mut industry = String::new();
    for row in table.rows() {
        let cells: Vec<document::Cell<'_>> = row.cells().collect();
        let text = |column: usize| cells.get(column).map(|cell| cell.text()).unwrap_or_default();
        let named = text(columns.case);
        let beside = columns.industry.map(text).unwrap_or_default();
        let label =
            |names: &[&str]| [&beside, &named].into_iter().find(|text| is_one_of(text, names)).cloned();
        if label(&SUBTOTALS).is_some() {
            continue;
        }
        // An industry that stands once holds for the rows below it.
        if !beside.trim().is_empty() {
            industry = beside.clone();
        }
        let total = label(&TOTALS);
        let case = if total.is_some() { None } else { plan.names.case_of_row(&industry, &named) };
        let name = undecorated(&total.unwrap_or(named)).to_owned();
        let (Some(state), Some(completion)) = (cells.get(columns.state), cells.get(columns.completion))
        else {
            continue;
        };
        if name.is_empty() {
            continue;
        }
        let cell = |cell: &document::Cell<'_>| CellText::new(source.text(), row.span(), cell.span());
        rows.push(Row {
            case,
            name,
            place: source.place(row.span()),
            state: cell(state),
            completion: cell(completion),
        });
    }
    rows.iter().any(|row| row.case.is_some()).then_some(rows)
}

/// What each state is called: as in the first row that has it, as in a field of the plan, or as people usually do.
fn labels(rows: &[Row], plan: &Plan, english: bool) -> [String; 3] {
    let in_table = || rows.iter().map(|row| row.state.text());
    let fields = plan.cases.iter().flat_map(|case| &case.fields);
    let in_plan = || {
        fields
            .clone()
            .filter(|(name, _)| content::is_one_of(name, &content::STATES))
            .map(|(_, value)| &**value)
    };
    let plain = in_table().any(|text| State::of(text).is_some())
        && in_table().all(|text| State::of(text).is_none() || undecorated(text) == text);
    State::ALL.map(|state| {
        let is_it = |text: &&str| State::of(text) == Some(state);
        match in_table().find(is_it).or_else(|| in_plan().find(is_it)) {
            Some(label) => label.to_owned(),
            None if plain => undecorated(state.label(english)).to_owned(),
            None => state.label(english).to_owned(),
        }
    })
}

fn is_one_of(text: &str, names: &[&str]) -> bool {
    content::is_one_of(undecorated(text), names)
}
