//! `casegate new`: a document to start from, with all that is asked of it and nothing yet said.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueHint};

use super::Status;
use super::config::complain;
use super::configuration::Configuration;
use super::output::{self, NOT_WRITTEN, Terminal};
use crate::config::Configs;
use crate::contract::Contract;
use crate::contract::derive::is_chinese;
use crate::contract::scaffold::{Occasion, scaffold};
use crate::library::Library;
use crate::message::{Lang, Message, Text};
use crate::plan::{Plan, PlannedCase};
use crate::problem;
use crate::similar::similar;
use crate::workspace::Workspace;

const NEITHER: Text = Text {
    en: "name a planned case with --case, or a contract with --contract",
    zh: "请用 --case 指定计划中的案例，或用 --contract 指定契约",
};
const NO_PLAN: Text = Text {
    en: "there is no plan to look up {case} in: name one with --plan, or in casegate.toml (`[library] plan = \"plan.md\"`)",
    zh: "没有可供查找 {case} 的计划：请用 --plan 指定，或写入 casegate.toml（`[library] plan = \"plan.md\"`）",
};
const NO_CASE: Text = Text {
    en: "the plan {plan} has no case {case}; it has {known}",
    zh: "计划 {plan} 中没有案例 {case}；其中有 {known}",
};
const DID_YOU_MEAN: Text = Text {
    en: "the plan {plan} has no case {case}; did you mean {similar}?",
    zh: "计划 {plan} 中没有案例 {case}；是否想写 {similar}？",
};
const EMPTY_PLAN: Text = Text { en: "the plan {plan} has no cases", zh: "计划 {plan} 中没有案例" };
const EXISTS: Text = Text {
    en: "{path} is there already, and is left as it is; --force replaces it",
    zh: "{path} 已存在，未作改动；使用 --force 可覆盖",
};
const WRITTEN: Text = Text { en: "{path} is written", zh: "已写入 {path}" };
/// Fields of a planned case that lead to its document.
const PLACES: [&str; 5] = ["文档", "案例文档", "链接", "document", "link"];
/// More names than this help nobody.
const MOST_NAMES: usize = 24;

#[derive(Args)]
pub(super) struct New {
    /// The plan that announces the case [default: the one that the configuration names]
    #[arg(long, value_name = "PLAN.md", value_hint = ValueHint::FilePath, requires = "case")]
    plan: Option<PathBuf>,
    /// A planned case, by its title or company
    #[arg(long, value_name = "CASE")]
    case: Option<String>,
    /// The contract that asks for what the document contains [default: that of the planned case]
    #[arg(long, value_name = "NAME|FILE")]
    contract: Option<String>,
    /// The title of the document [default: that of the planned case]
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output_file: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long, requires = "output_file")]
    force: bool,
    #[command(flatten)]
    configuration: Configuration,
}

impl New {
    /// `lang` is the language that was asked for, if any was.
    pub fn run(&self, terminal: &Terminal, lang: Option<Lang>) -> io::Result<Status> {
        let Some(selection) = self.configuration.selection(terminal) else { return Ok(Status::Trouble) };
        let workspace = Workspace::here()?;
        let mut configs = Configs::new(workspace.clone(), selection);
        let base = configs.of_folder(&workspace.current);
        let (mut library, mut problems) = Library::load(&workspace, &base, &workspace.current);
        problems.extend(configs.take_diagnostics());
        if let Some(plan) = &self.plan {
            problems.extend(library.follow(&workspace, plan).err().map(|problem| *problem));
        }
        let named = self.contract.as_ref().map(|name| library.named(&workspace, name));
        let named = match named {
            Some(Err(found)) => {
                problems.extend(found);
                None
            }
            named => named.and_then(Result::ok),
        };
        let broken = problems.iter().any(|found| problem::ALL.contains(&found.rule));
        complain(problems, terminal)?;
        if broken {
            return Ok(Status::Trouble);
        }
        match self.text(&library, named, lang) {
            Ok(text) => self.write(&text, &workspace, terminal),
            Err(message) => {
                terminal.tell(&message);
                Ok(Status::Trouble)
            }
        }
    }

    /// The skeleton that is asked for.
    fn text(
        &self,
        library: &Library,
        named: Option<Arc<Contract>>,
        lang: Option<Lang>,
    ) -> Result<String, Message> {
        let Some(asked) = &self.case else {
            let contract = named.ok_or_else(|| Message::new(&NEITHER))?;
            let lang = lang.or(contract.languages.first().copied()).unwrap_or_default();
            return scaffold(&contract, Occasion { lang, title: self.title.as_deref(), values: &[] });
        };
        let plan = library.plan.as_deref().ok_or_else(|| Message::new(&NO_PLAN).with("case", asked))?;
        let index = planned(plan, asked)?;
        let case = &plan.cases[index];
        let document = case.document.as_deref();
        let contract = named.or_else(|| library.contract_of_planned(document));
        let contract = contract.ok_or_else(|| Message::new(&NEITHER))?.owing(plan, index);
        let lang = lang.unwrap_or_else(|| language(case));
        // Where the document is says the plan alone.
        let is_place = |name: &str| PLACES.iter().any(|place| name.eq_ignore_ascii_case(place));
        let values: Vec<_> = case.fields.iter().filter(|(name, _)| !is_place(name)).cloned().collect();
        let title = self.title.as_deref().unwrap_or(&case.name);
        scaffold(&contract, Occasion { lang, title: Some(title), values: &values })
    }

    fn write(&self, text: &str, workspace: &Workspace, terminal: &Terminal) -> io::Result<Status> {
        let Some(file) = &self.output_file else {
            output::print(text.as_bytes())?;
            return Ok(Status::Clean);
        };
        let path = workspace.shown(file);
        let open = || match self.force {
            true => File::create(file),
            false => OpenOptions::new().write(true).create_new(true).open(file),
        };
        let message = match open().and_then(|mut new| new.write_all(text.as_bytes())) {
            Ok(()) => Message::new(&WRITTEN),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Message::new(&EXISTS),
            Err(error) => Message::new(&NOT_WRITTEN).with("reason", error),
        };
        let status = if std::ptr::eq(message.text, &WRITTEN) { Status::Clean } else { Status::Trouble };
        terminal.tell(&message.with("path", path));
        Ok(status)
    }
}

/// The case of the plan that is asked for by title or company, as an index.
fn planned(plan: &Plan, asked: &str) -> Result<usize, Message> {
    if let Some(index) = plan.case_of("", asked).or_else(|| plan.case_of_same_company(asked)) {
        return Ok(index);
    }
    let names = plan.cases.iter().flat_map(|case| [case.name.as_str(), case.company.as_str()]);
    let known: Vec<&str> = plan.cases.iter().map(|case| case.name.as_str()).take(MOST_NAMES).collect();
    let message = match similar(asked, names) {
        Some(meant) => Message::new(&DID_YOU_MEAN).with("similar", meant),
        None if known.is_empty() => Message::new(&EMPTY_PLAN),
        None => Message::new(&NO_CASE).with("known", known.join(", ")),
    };
    Err(message.with("plan", &plan.path).with("case", asked))
}

/// The language in which the plan speaks of a case.
fn language(case: &PlannedCase) -> Lang {
    let texts = [&case.name, &case.industry].into_iter().chain(&case.dimensions);
    if texts.into_iter().any(|text| is_chinese(text)) { Lang::ZhCn } else { Lang::En }
}
