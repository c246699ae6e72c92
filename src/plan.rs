//! The plan of a library, read as an input: which cases there shall be, and what each of them owes.

use std::sync::Arc;

use crate::document::Document;
use crate::source::Place;

/// A plan.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The document, relative to the current folder.
    pub path: Arc<str>,
    /// The cases in the order of the plan.
    pub cases: Vec<PlannedCase>,
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
    /// Reads the plan from its document; links in it start at `root` if they begin with a slash.
    pub fn read(doc: &Document, _root: &str) -> Plan {
        Plan { path: doc.source.path.clone(), cases: Vec::new() }
    }

    /// The planned case that the case called `name` in the document at `path` is, as an index into [`Plan::cases`].
    pub fn case_of(&self, _path: &str, _name: &str) -> Option<usize> {
        None
    }
}
