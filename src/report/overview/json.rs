//! An overview as JSON for programs: every field is always there, and the schema is made from these types.

use std::io::{self, BufWriter, Write};

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::industry;
use crate::contract::Form;
use crate::contract::case::Status;
use crate::facts::SlotFacts;
use crate::overview::{CaseOverview, Overview, Totals};
use crate::plan::State;
use crate::report::escaped::write_pretty;
use crate::schema::of_output;

pub(super) fn write(overview: &Overview, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let cases = overview.cases.iter().map(|case| Case::of(overview, case)).collect();
    write_pretty(&mut out, &Output { cases, totals: Sum::of(overview.totals()) })?;
    out.write_all(b"\n")?;
    out.flush()
}

/// The JSON Schema (draft 7) of the format `json` of `casegate status`.
pub fn schema() -> String {
    of_output::<Output<'static>>()
}

/// What `casegate status --format json` writes.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "casegate status --format json")]
struct Output<'a> {
    /// The planned cases in the order of the plan, then the others by document.
    cases: Vec<Case<'a>>,
    /// The cases in numbers.
    totals: Sum,
}

/// A case.
#[derive(Serialize, JsonSchema)]
struct Case<'a> {
    /// What it is called.
    name: &'a str,
    /// What the plan puts it under; null if no plan lists it.
    industry: Option<&'a str>,
    /// Its document, relative to the current folder and with `/`; null if there is none.
    path: Option<&'a str>,
    /// Its first line, from 1; null if there is no document.
    #[schemars(range(min = 1))]
    line_start: Option<u32>,
    /// Its last line, from 1; null if there is no document.
    #[schemars(range(min = 1))]
    line_end: Option<u32>,
    /// Whether a plan lists it.
    planned: bool,
    /// The contract that it is held to; null if there is no document.
    contract: Option<&'a str>,
    /// How far it is.
    status: State,
    /// How much of what it must have it has, in percent, rounded down.
    #[schemars(range(max = 100))]
    completeness: u32,
    /// How many of the slots and fields that it must have are as they should be.
    satisfied: u32,
    /// How many slots and fields it must have.
    required: u32,
    /// The slots of its contract, in the order of the contract.
    slots: Vec<Slot<'a>>,
}

impl<'a> Case<'a> {
    fn of(overview: &'a Overview, case: &'a CaseOverview) -> Case<'a> {
        let progress = case.progress();
        let found = case.found.as_ref();
        let facts = found.map(|(_, facts)| facts);
        Case {
            name: &case.name,
            industry: industry(overview, case),
            path: found.map(|(path, _)| &**path),
            line_start: facts.map(|facts| facts.lines.0),
            line_end: facts.map(|facts| facts.lines.1),
            planned: case.planned.is_some(),
            contract: facts.map(|facts| facts.contract.as_str()),
            status: progress.state(),
            completeness: progress.percent(),
            satisfied: progress.satisfied,
            required: progress.required,
            slots: facts.map_or(&[][..], |facts| &facts.slots).iter().map(Slot::of).collect(),
        }
    }
}

/// A slot of a case.
#[derive(Serialize, JsonSchema)]
struct Slot<'a> {
    /// Its id in the contract, behind those of the slots that it is in: `metrics.latency`.
    id: &'a str,
    /// Its name, in the language of the case.
    name: &'a str,
    /// Whether the case must have it.
    required: bool,
    /// What became of it.
    status: Status,
    /// The line on which its place begins, from 1; null if there is none.
    #[schemars(range(min = 1))]
    line: Option<u32>,
    /// How it appears; null if it does not.
    form: Option<Form>,
    /// How well the title of its place fits, from 0 to 1; null if there is none.
    #[schemars(range(min = 0, max = 1))]
    score: Option<Score>,
}

impl<'a> Slot<'a> {
    fn of(slot: &'a SlotFacts) -> Slot<'a> {
        let SlotFacts { status, required, line, form, .. } = *slot;
        Slot { id: &slot.id, name: &slot.name, required, status, line, form, score: slot.score.map(Score) }
    }
}

/// A score with two decimals, for what is behind them is the doing of binary numbers.
#[derive(Clone, Copy, JsonSchema)]
#[schemars(inline)]
pub(in crate::report) struct Score(pub f32);

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((f64::from(self.0) * 100.0).round() / 100.0)
    }
}

/// The cases in numbers.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Totals")]
struct Sum {
    /// All cases.
    cases: u32,
    /// Those at 0 %.
    not_started: u32,
    /// Those in between.
    in_progress: u32,
    /// Those at 100 %.
    done: u32,
    /// How many of the cases are done, in percent, rounded down.
    #[schemars(range(max = 100))]
    completeness: u32,
    /// How many slots and fields are as they should be, in all cases.
    satisfied: u32,
    /// How many slots and fields the cases must have.
    required: u32,
}

impl Sum {
    fn of(totals: Totals) -> Sum {
        Sum {
            cases: totals.cases,
            not_started: totals.not_started,
            in_progress: totals.in_progress,
            done: totals.done,
            completeness: totals.percent(),
            satisfied: totals.satisfied,
            required: totals.required,
        }
    }
}
