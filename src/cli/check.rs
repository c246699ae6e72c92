//! `casegate check`: from its arguments to a report and an exit code.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::documents::Documents;
use super::output::{self, NOT_WRITTEN, Terminal};
use super::progress::Progress;
use super::{Status, statistics, timing};
use crate::diagnostic::Severity;
use crate::message::{Message, Text};
use crate::report::{Format, Style, Verdict, reporter, summary};
use crate::score::Shortfall;
use crate::workspace::Workspace;
use crate::{Run, Watch};

/// So many frames with carets fit a reader; lines and machine formats have no limit.
const MOST_FRAMES: usize = 100;

const NOTHING: Text = Text {
    en: "no document to check: no Markdown file was found, or all are excluded (--allow-empty accepts that)",
    zh: "没有可检查的文档：未找到 Markdown 文件，或全部被排除（使用 --allow-empty 可允许这种情况）",
};
const SHORTFALL: Text = Text {
    en: "{family}: {passed} of {total} ({percent}%), and the gate asks for {wanted}%",
    zh: "{family}：{passed}/{total}（{percent}%），门槛为 {wanted}%",
};

#[derive(Args)]
pub(super) struct Check {
    /// How to write the report [default: pretty on a terminal, else concise]
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    format: Option<Format>,
    /// Write the report to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// From which severity on findings fail the run
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t)]
    fail_on: FailOn,
    /// Exit with 0 even if there are findings or a gate fails
    #[arg(long)]
    exit_zero: bool,
    /// Show at most so many findings (pretty and concise) [default: 100 for pretty]
    #[arg(long, value_name = "N")]
    max_diagnostics: Option<usize>,
    /// Tell on standard error which rules the findings come from
    #[arg(long)]
    statistics: bool,
    /// Tell on standard error what took how long
    #[arg(long)]
    timing: bool,
    #[command(flatten)]
    documents: Documents,
    /// Accept that there is no document to check
    #[arg(long)]
    allow_empty: bool,
}

/// From which severity on findings fail a run.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum FailOn {
    #[default]
    Error,
    Warning,
    Info,
    Never,
}

impl Check {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let Some(request) = self.documents.request(terminal) else { return Ok(Status::Trouble) };
        let workspace = Workspace::here()?;
        let progress = Progress::new(terminal.lang);
        let watch = Watch { timing: self.timing, progress: Some(&|all| progress.document_done(all)) };
        let run = self.documents.on_threads(|| crate::check(&workspace, &request, watch))?;
        progress.finish();

        match self.write(terminal, &run) {
            Ok(()) => Ok(self.status(terminal, &run)),
            Err(error) => match &self.output_file {
                Some(file) => {
                    let path = file.to_string_lossy();
                    terminal.tell(&Message::new(&NOT_WRITTEN).with("path", path).with("reason", error));
                    Ok(Status::Trouble)
                }
                None => Err(error),
            },
        }
    }

    fn write(&self, terminal: &Terminal, run: &Run) -> io::Result<()> {
        let to_terminal = self.output_file.is_none() && io::stdout().is_terminal();
        let format = self.format.unwrap_or(if to_terminal { Format::Pretty } else { Format::Concise });
        let for_people = matches!(format, Format::Pretty | Format::Concise);
        let color = for_people && self.output_file.is_none() && terminal.colors_stdout();
        let limit = match (format, self.max_diagnostics) {
            (Format::Pretty, limit) => limit.or(Some(MOST_FRAMES)),
            (_, limit) => limit,
        };
        let style = Style { lang: terminal.lang, color, max_diagnostics: limit };
        let mut out = output::open(self.output_file.as_deref(), color)?;
        reporter(format, style).write(&run.report, &mut out)?;
        out.flush()?;
        // Who closed standard error misses what is told there; the report and the exit code stay what they are.
        let _ = self.tell(terminal, run, for_people);
        Ok(())
    }

    /// What people are told about the run, beside the report.
    fn tell(&self, terminal: &Terminal, run: &Run, for_people: bool) -> io::Result<()> {
        let style = Style { lang: terminal.lang, color: terminal.colors_stderr(), max_diagnostics: None };
        let mut err = output::stderr(style.color);
        if for_people {
            summary::write(&run.report, style, &mut err)?;
            for missed in &run.shortfalls {
                writeln!(err, "  {}", shortfall(missed, terminal).render(terminal.lang))?;
            }
        }
        let statistics = self.statistics.then(|| statistics::table(&run.report.diagnostics, terminal.lang));
        let timing = self.timing.then(|| timing::table(&run.times, terminal.lang));
        let mut separator = if for_people { "\n" } else { "" };
        for table in statistics.into_iter().chain(timing).filter(|table| !table.is_empty()) {
            writeln!(err, "{separator}{}", table.join("\n"))?;
            separator = "\n";
        }
        err.flush()
    }

    fn status(&self, terminal: &Terminal, run: &Run) -> Status {
        if run.incomplete {
            return Status::Trouble;
        }
        if run.report.summary.documents == 0 && !self.allow_empty {
            terminal.tell(&Message::new(&NOTHING));
            return Status::Trouble;
        }
        let least = match self.fail_on {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        };
        let found = |least| run.report.diagnostics.iter().any(|finding| finding.severity >= least);
        let failed = least.is_some_and(found) || run.report.summary.gate == Some(Verdict::Failed);
        if failed && !self.exit_zero { Status::Failed } else { Status::Clean }
    }
}

fn shortfall(missed: &Shortfall, terminal: &Terminal) -> Message {
    Message::new(&SHORTFALL)
        .with("family", missed.family.title(terminal.lang))
        .with("passed", missed.ratio.passed)
        .with("total", missed.ratio.total)
        .with("percent", missed.ratio.percent().unwrap_or_default())
        .with("wanted", missed.wanted)
}

fn parse_format(name: &str) -> Result<Format, String> {
    name.parse().map_err(|_| format!("possible values: {}", Format::ALL.map(Format::name).join(", ")))
}
