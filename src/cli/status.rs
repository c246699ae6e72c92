//! `casegate status`: how far each case is, and the progress table of the plan kept true.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};

use super::Status;
use super::config::complain;
use super::documents::Documents;
use super::held_to::HeldTo;
use super::output::{self, NOT_WRITTEN, Terminal};
use super::progress::Progress;
use crate::library::Library;
use crate::message::{Message, Text};
use crate::overview::Overview;
use crate::plan::{self, WriteError};
use crate::problem;
use crate::report::Style;
use crate::report::overview::{self, OverviewFormat};
use crate::source::SourceFile;
use crate::workspace::Workspace;

const NO_CASE: Text = Text {
    en: "no case was found: name contracts or a plan in casegate.toml (`[library] contracts = [\"case-study\"]`, `plan = \"plan.md\"`), use --contract NAME|FILE, or let `casegate contract derive` propose a contract",
    zh: "未找到案例：请在 casegate.toml 中列出契约或计划（`[library] contracts = [\"case-study\"]`、`plan = \"plan.md\"`），或使用 --contract NAME|FILE，也可由 `casegate contract derive` 生成契约草案",
};
const NO_TABLE: Text = Text {
    en: "{path} has no progress table: one with columns for the case, its status and its completeness",
    zh: "{path} 中没有进度表，即含“案例”“状态”“完成度”三列的表格",
};
const UP_TO_DATE: Text =
    Text { en: "{path} is up to date, and is left as it is", zh: "{path} 已是最新，未作改动" };
const CHANGED: Text = Text {
    en: "{path}:{line}: {name}: {said} → {truth}",
    zh: "{path}:{line}：{name} 由 {said} 改为 {truth}",
};
const UNREAD: Text = Text {
    en: "{path} is left as it is, because not everything could be read",
    zh: "部分内容无法读取，因此未改动 {path}",
};
const MEANWHILE: Text = Text {
    en: "{path} was changed meanwhile, and is left as it is; run the command again",
    zh: "{path} 在此期间已被修改，未作改动；请重新运行该命令",
};

#[derive(Args)]
pub(super) struct ShowStatus {
    /// How to write it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: OverviewFormat,
    #[command(flatten)]
    held_to: HeldTo,
    /// Bring the progress table of this plan up to date, and change nothing else in it
    #[arg(long, value_name = "PLAN.md", value_hint = ValueHint::FilePath)]
    write: Option<PathBuf>,
    #[command(flatten)]
    documents: Documents,
}

impl ShowStatus {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let Some(request) = self.documents.request(terminal) else { return Ok(Status::Trouble) };
        let workspace = Workspace::here()?;
        let progress = Progress::new(terminal.lang);
        let prepare = |library: &mut Library| {
            let mut problems = self.held_to.prepare(&workspace, library);
            let followed = self.write.as_ref().map(|plan| library.follow(&workspace, plan));
            problems.extend(followed.and_then(Result::err).map(|problem| *problem));
            problems
        };
        let done = |all| progress.document_done(all);
        let overview = self.documents.on_threads(|| Overview::of(&workspace, &request, prepare, &done))?;
        progress.finish();

        let incomplete = overview.is_incomplete();
        complain(overview.diagnostics.clone(), terminal)?;
        if overview.cases.is_empty() && overview.plan().is_none() {
            if !incomplete {
                terminal.tell(&Message::new(&NO_CASE));
            }
            return Ok(Status::Trouble);
        }
        let style = Style { lang: terminal.lang, color: self.colors(terminal), max_diagnostics: None };
        let mut out = output::open(None, style.color)?;
        overview::write(&overview, self.format, style, &mut out)?;
        out.flush()?;
        let written = self.write.as_ref().is_none_or(|plan| self.update(plan, overview, terminal));
        Ok(if incomplete || !written { Status::Trouble } else { Status::Clean })
    }

    fn colors(&self, terminal: &Terminal) -> bool {
        self.format == OverviewFormat::Table && terminal.colors_stdout()
    }

    /// Brings the plan up to date and says what changed; false if that can't be done.
    fn update(&self, file: &Path, overview: Overview, terminal: &Terminal) -> bool {
        let Some(path) = overview.plan().map(|plan| plan.path.clone()) else { return false };
        let tell = |text| terminal.tell(&Message::new(text).with("path", &path));
        if overview.is_incomplete() {
            tell(&UNREAD);
            return false;
        }
        let source = match SourceFile::read(file, path.clone()) {
            Ok(source) => source,
            Err(error) => {
                let _ = complain(vec![problem::unreadable(&path, &error)], terminal);
                return false;
            }
        };
        let Some(update) = overview.update(source, self.documents.paths.is_empty()) else {
            tell(&NO_TABLE);
            return false;
        };
        if update.rows.is_empty() {
            tell(&UP_TO_DATE);
            return true;
        }
        match plan::write(file, &update.before, &update.after) {
            Ok(()) => {}
            Err(WriteError::Changed) => {
                tell(&MEANWHILE);
                return false;
            }
            Err(WriteError::Io(error)) => {
                terminal.tell(&Message::new(&NOT_WRITTEN).with("path", &path).with("reason", error));
                return false;
            }
        }
        for row in &update.rows {
            let message = Message::new(&CHANGED).with("path", &path).with("line", row.place.start.line);
            let message = message.with("name", &row.name).with("said", &row.said);
            terminal.tell(&message.with("truth", &row.truth));
        }
        true
    }
}
