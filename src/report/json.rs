//! The report as JSON for programs: every field is always there, and the schema is made from these types.

use std::io::{self, BufWriter, Write};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use super::escaped::{write_compact, write_pretty};
use super::{Catalogue, Report, Reporter, Style, Verdict};
use crate::coverage::Coverage;
use crate::diagnostic::{self, Diagnostic, Safety, Severity};
use crate::message::{Lang, Message};
use crate::schema::of_output;
use crate::score::Ratio;
use crate::source::{Place, Position};

/// Raised when a field goes or changes its meaning; new fields don't raise it.
const SCHEMA_VERSION: u32 = 1;

pub(super) struct Json {
    pub style: Style,
}

pub(super) struct JsonLines {
    pub style: Style,
}

impl Reporter for Json {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let catalogue = Catalogue::new();
        let output = Output {
            schema_version: SCHEMA_VERSION,
            tool: Tool::THIS,
            summary: Summary::of(report),
            diagnostics: Findings {
                diagnostics: &report.diagnostics,
                catalogue: &catalogue,
                lang: self.style.lang,
            },
        };
        write_pretty(&mut out, &output)?;
        out.write_all(b"\n")?;
        out.flush()
    }
}

impl Reporter for JsonLines {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        #[derive(Serialize)]
        struct Last {
            summary: Summary,
        }

        let mut out = BufWriter::new(out);
        let catalogue = Catalogue::new();
        for diagnostic in &report.diagnostics {
            write_compact(&mut out, &Finding::of(diagnostic, &catalogue, self.style.lang))?;
            out.write_all(b"\n")?;
        }
        write_compact(&mut out, &Last { summary: Summary::of(report) })?;
        out.write_all(b"\n")?;
        out.flush()
    }
}

/// The JSON Schema (draft 7) of the format `json`; a line of `jsonl` is one of its `diagnostics`, the last one
/// an object with its `summary`.
pub fn schema() -> String {
    of_output::<Output<'static>>()
}

/// What `casegate check --format json` writes.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "casegate check --format json")]
struct Output<'a> {
    /// Raised when a field goes or changes its meaning; new fields don't raise it.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    schema_version: u32,
    /// Who wrote this.
    tool: Tool,
    /// The run in numbers.
    summary: Summary,
    /// The findings, ordered by path, place and rule.
    diagnostics: Findings<'a>,
}

/// The program that wrote the report.
#[derive(Serialize, JsonSchema)]
pub(super) struct Tool {
    /// Always `casegate`.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

impl Tool {
    /// The one that runs.
    pub const THIS: Tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
}

/// The run in numbers.
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// Documents that were checked.
    documents: usize,
    /// Cases that they hold.
    cases: usize,
    /// Findings of severity `error`.
    errors: usize,
    /// Findings of severity `warning`.
    warnings: usize,
    /// Findings of severity `info`.
    infos: usize,
    /// Findings with a fix, be it safe or not.
    fixable: usize,
    /// Findings that a comment or front matter silenced.
    suppressed: usize,
    /// Findings that the baseline already knew.
    baselined: usize,
    /// How much of what was looked at holds.
    scores: Scores,
    /// How much of the numbers was looked at; null if no rule about data ran.
    coverage: Option<Coverage>,
    /// Whether the scores reach what the configured gate asks for; null if there is none.
    gate: Option<Verdict>,
}

impl Summary {
    fn of(report: &Report) -> Summary {
        let summary = &report.summary;
        let [completeness, format, data, technical] = summary.scores.map(Score::of);
        Summary {
            documents: summary.documents,
            cases: summary.cases,
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
            fixable: report.fixable(),
            suppressed: summary.suppressed,
            baselined: summary.baselined,
            scores: Scores { completeness, format, data, technical },
            coverage: summary.coverage,
            gate: summary.gate,
        }
    }
}

/// One score per family of rules.
#[derive(Serialize, JsonSchema)]
struct Scores {
    /// Is everything there?
    completeness: Score,
    /// Is it well formed and consistent?
    format: Score,
    /// Do numbers have sources, and do they agree?
    data: Score,
    /// Do code, links and terms hold?
    technical: Score,
}

/// How much of what was looked at holds.
#[derive(Serialize, JsonSchema)]
struct Score {
    /// What holds.
    passed: u64,
    /// What was looked at.
    total: u64,
    /// In percent, rounded down to a tenth; null if nothing was looked at.
    percent: Option<f64>,
}

impl Score {
    fn of(ratio: Ratio) -> Score {
        Score { passed: ratio.passed, total: ratio.total, percent: ratio.percent() }
    }
}

/// The findings, each made when it is written.
struct Findings<'a> {
    diagnostics: &'a [Diagnostic],
    catalogue: &'a Catalogue,
    lang: Lang,
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            self.diagnostics.iter().map(|diagnostic| Finding::of(diagnostic, self.catalogue, self.lang)),
        )
    }
}

impl JsonSchema for Findings<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        <Vec<Finding<'_>>>::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Vec<Finding<'_>>>::json_schema(generator)
    }
}

/// One finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
struct Finding<'a> {
    /// The id of the rule, or of a problem that is none, such as `internal-error`.
    rule: &'static str,
    /// Other names of the rule, such as `MD013`.
    aliases: &'static [&'static str],
    /// How much the finding weighs.
    severity: Severity,
    /// What is wrong.
    message: String,
    /// What to do about it.
    help: Option<String>,
    /// The page that explains the rule; null for what is no rule.
    url: Option<String>,
    /// The document, relative to the current folder and with `/`.
    path: &'a str,
    /// The case that the place belongs to.
    case: Option<&'a str>,
    /// Where; null if the finding is about the whole file.
    span: Option<Span>,
    /// Other places that belong to the finding.
    labels: Vec<Label<'a>>,
    /// Edits that mend it.
    fix: Option<Fix<'a>>,
    /// Identity of the finding across edits of the document.
    fingerprint: &'a str,
}

impl<'a> Finding<'a> {
    fn of(diagnostic: &'a Diagnostic, catalogue: &Catalogue, lang: Lang) -> Finding<'a> {
        let words = |text| Message { text, arguments: diagnostic.message.arguments.clone() }.render(lang);
        let rule = catalogue.get(diagnostic.rule);
        Finding {
            rule: diagnostic.rule,
            aliases: catalogue.aliases(diagnostic.rule),
            severity: diagnostic.severity,
            message: diagnostic.message.render(lang),
            help: diagnostic.help.map(words),
            url: rule.map(|rule| rule.url()),
            path: &diagnostic.path,
            case: diagnostic.case.as_deref(),
            span: diagnostic.place.as_ref().map(Span::of),
            labels: diagnostic.labels.iter().map(|label| Label::of(label, lang)).collect(),
            fix: diagnostic.fix.as_ref().map(|fix| Fix {
                safety: fix.safety,
                title: words(fix.title),
                edits: fix.edits.iter().map(Edit::of).collect(),
            }),
            fingerprint: &diagnostic.fingerprint,
        }
    }
}

/// A range of a document; its end is exclusive.
#[derive(Serialize, JsonSchema)]
struct Span {
    /// Offset of the first byte; a byte order mark counts.
    byte_start: u32,
    /// Offset behind the last byte.
    byte_end: u32,
    /// Where it starts.
    start: Point,
    /// Where it ends.
    end: Point,
}

impl Span {
    fn of(place: &Place) -> Span {
        Span {
            byte_start: place.span.start,
            byte_end: place.span.end,
            start: Point::of(place.start),
            end: Point::of(place.end),
        }
    }
}

/// A place as people count it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Position")]
struct Point {
    /// Line, from 1.
    #[schemars(range(min = 1))]
    line: u32,
    /// Column in Unicode code points, from 1; a byte order mark does not count.
    #[schemars(range(min = 1))]
    column: u32,
}

impl Point {
    fn of(position: Position) -> Point {
        Point { line: position.line, column: position.column }
    }
}

/// A place beside the main one.
#[derive(Serialize, JsonSchema)]
struct Label<'a> {
    /// The document of the place.
    path: &'a str,
    /// Where.
    span: Span,
    /// What is there.
    message: String,
}

impl<'a> Label<'a> {
    fn of(label: &'a diagnostic::Label, lang: Lang) -> Label<'a> {
        Label { path: &label.path, span: Span::of(&label.place), message: label.message.render(lang) }
    }
}

/// Edits that mend a finding.
#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    /// Whether consent is needed.
    safety: Safety,
    /// What applying it does.
    title: String,
    /// Replacements that don't overlap, in the order of the text.
    edits: Vec<Edit<'a>>,
}

/// One replacement.
#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    /// Offset of the first byte to replace.
    byte_start: u32,
    /// Offset behind the last byte to replace; the same as `byte_start` to insert.
    byte_end: u32,
    /// What stands there afterwards.
    text: &'a str,
}

impl<'a> Edit<'a> {
    fn of(edit: &'a diagnostic::Edit) -> Edit<'a> {
        Edit { byte_start: edit.span.start, byte_end: edit.span.end, text: &edit.text }
    }
}
