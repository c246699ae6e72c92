//! The plan of a library, read as an input: which cases there shall be, and what each of them owes.

mod content;
pub mod coverage;
mod names;
pub mod progress;
mod reading;
mod state;
mod title;
mod writing;

use std::sync::Arc;

pub use writing::{WriteError, write};

use crate::document::Document;
use crate::facts::normalise;
use crate::source::Place;
use names::Names;
pub(crate) use names::key;
use progress::ProgressTable;

/// A plan.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The document, relative to the current folder.
    pub path: Arc<str>,
    /// The cases in the order of the plan.
    pub cases: Vec<PlannedCase>,
    /// Its progress table, if it has one.
    pub progress: Option<ProgressTable>,
    names: Names,
}

/// A case that a plan announces.
#[derive(Clone, Debug)]
pub struct PlannedCase {
    /// Its title without number: `Square - 支付处理系统`.
    pub name: String,
    /// The part of the title before the dash: `Square`.
    pub company: String,
    /// The part of the title behind the dash: `支付处理系统`; empty if there is none.
    pub scene: String,
    /// The heading that it is under, without number and count: `金融科技`.
    pub industry: String,
    /// Its fields, such as 公司 and 规模, with their values.
    pub fields: Vec<(String, String)>,
    /// What its document must deal with.
    pub dimensions: Vec<String>,
    /// The document that the plan links to, relative to the current folder.
    pub document: Option<Arc<str>>,
    /// Its heading.
    pub place: Place,
    /// What the plan says of its progress.
    pub state: State,
}

/// What a plan says of the progress of a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待开始
    #[default]
    NotStarted,
    /// 进行中
    InProgress,
    /// 完成
    Done,
}

impl Plan {
    /// A plan without a progress table.
    pub fn new(path: Arc<str>, cases: Vec<PlannedCase>) -> Plan {
        Plan { names: Names::of(&cases), path, cases, progress: None }
    }

    /// Reads the plan from its document; links in it start at `root` if they begin with a slash.
    ///
    /// A planned case is a heading that says so (`案例1：`, `Case 1:`), or that has fields such as 公司 and 场景 or a list of
    /// dimensions under it. A document that has none is a plan without cases.
    pub fn read(doc: &Document, root: &str) -> Plan {
        let mut plan = Plan::new(doc.source.path.clone(), reading::cases(doc, root));
        plan.progress = ProgressTable::find(doc, &plan);
        let rows = plan.progress.iter().flat_map(ProgressTable::states);
        for (case, state) in rows {
            plan.cases[case].state = state;
        }
        plan
    }

    /// The planned case that the case called `name` in the document at `path` is, as an index into [`Plan::cases`].
    ///
    /// It is the one of that name; else the one that links to the document, unless the title names the company of another;
    /// else the only one of that company, unless the title names another scene.
    pub fn case_of(&self, path: &str, name: &str) -> Option<usize> {
        self.names.case_of(&normalise(path), name)
    }

    /// A planned case of the company that `name` begins with, as an index into [`Plan::cases`].
    pub fn case_of_same_company(&self, name: &str) -> Option<usize> {
        self.names.of_same_company(name)
    }
}
