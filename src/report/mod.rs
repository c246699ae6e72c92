//! What a run found, and the ways to write it; one file per format.

pub mod claims;
pub mod explanation;
pub mod json;
pub mod overview;
pub mod summary;

pub(crate) mod columns;
mod concise;
mod escaped;
mod frame;
mod pretty;
pub(crate) mod terminal;

use std::io;
use std::str::FromStr;

use rustc_hash::FxHashMap;

use crate::coverage::Coverage;
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::message::Lang;
use crate::rules::{self, RuleDef};
use crate::score::Scores;

/// The result of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings in the order of [`Diagnostic::order`].
    pub diagnostics: Vec<Diagnostic>,
    /// The run in numbers.
    pub summary: Summary,
}

/// A run in numbers.
#[derive(Debug, Default)]
pub struct Summary {
    /// Documents that were checked.
    pub documents: usize,
    /// Cases that they hold.
    pub cases: usize,
    /// Findings that a suppression silenced.
    pub suppressed: usize,
    /// Findings that the baseline already knew.
    pub baselined: usize,
    /// The four scores.
    pub scores: Scores,
    /// How much of the numbers was looked at; `None` if no rule was to look at them.
    pub coverage: Option<Coverage>,
    /// Whether the configured gate holds; `None` if there is none.
    pub gate: Option<Verdict>,
}

/// Whether the scores reach what `[gate]` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// They do.
    Passed,
    /// They don't.
    Failed,
}

impl Report {
    /// How many findings weigh `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// How many findings have a fix, be it safe or not.
    pub fn fixable(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.fix.is_some()).count()
    }
}

/// Writes a report in one format.
pub trait Reporter {
    /// Writes the whole report.
    ///
    /// # Errors
    /// What `out` says; a closed pipe is for the caller to judge.
    fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()>;
}

/// How a report is shown, whatever its format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// The language of messages.
    pub lang: Lang,
    /// Whether to colour.
    pub color: bool,
    /// Show at most this many findings and say how many more there are; machine formats show all.
    pub max_diagnostics: Option<usize>,
}

/// The formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Frames with carets, for people.
    Pretty,
    /// One line per finding.
    Concise,
    /// One JSON object.
    Json,
    /// One JSON object per line and finding, then one for the summary.
    Jsonl,
}

impl Format {
    /// All formats, in the order in which help lists them.
    pub const ALL: [Format; 4] = [Format::Pretty, Format::Concise, Format::Json, Format::Jsonl];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Pretty => "pretty",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Format::ALL.into_iter().find(|format| format.name() == name).ok_or(UnknownFormat)
    }
}

/// No format has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFormat;

/// The reporter for a format.
pub fn reporter(format: Format, style: Style) -> Box<dyn Reporter> {
    match format {
        Format::Pretty => Box::new(pretty::Pretty { style }),
        Format::Concise => Box::new(concise::Concise { style }),
        Format::Json => Box::new(json::Json { style }),
        Format::Jsonl => Box::new(json::JsonLines { style }),
    }
}

/// The rules by their exact ids, so that a report asks the registry once.
struct Catalogue(FxHashMap<RuleId, &'static RuleDef>);

impl Catalogue {
    fn new() -> Self {
        Catalogue(rules::all().map(|rule| (rule.id, rule)).collect())
    }

    /// `None` for what is no rule, such as `internal-error`.
    fn get(&self, id: RuleId) -> Option<&'static RuleDef> {
        self.0.get(id).copied()
    }

    fn aliases(&self, id: RuleId) -> &'static [&'static str] {
        self.get(id).map_or(&[], |rule| rule.aliases)
    }

    /// `error[format/line-length MD013]`: of the aliases those that are codes, since the rest are words like the id.
    fn code(&self, diagnostic: &Diagnostic) -> String {
        let mut code = format!("{}[{}", terminal::severity_name(diagnostic.severity), diagnostic.rule);
        let is_code = |alias: &&&str| !alias.contains(char::is_lowercase);
        for alias in self.aliases(diagnostic.rule).iter().filter(is_code) {
            code.push(' ');
            code.push_str(alias);
        }
        code.push(']');
        code
    }
}

/// The findings that a style shows, and how many it leaves out.
fn shown(report: &Report, style: Style) -> (&[Diagnostic], usize) {
    let all = &report.diagnostics;
    let count = style.max_diagnostics.unwrap_or(usize::MAX).min(all.len());
    (&all[..count], all.len() - count)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::message::{Message, Text};
    use crate::rules::{Check, Rule, RuleContext};

    struct Nothing;

    impl Rule for Nothing {
        fn check(&self, _: &mut RuleContext<'_>) {}
    }

    const SUMMARY: Text = Text { en: "a rule", zh: "规则" };
    const RULE: RuleDef = RuleDef {
        id: "format/line-length",
        aliases: &["MD013", "max-line"],
        summary: SUMMARY,
        severity: Severity::Error,
        recommended: true,
        texts: &[],
        docs: "",
        load: |_| Ok(Check::Document(Box::new(Nothing))),
        schema: || schemars::schema_for!(()),
    };

    #[test]
    fn a_code_names_the_rule_and_its_aliases() {
        static REGISTERED: RuleDef = RULE;
        let catalogue = Catalogue(FxHashMap::from_iter([(REGISTERED.id, &REGISTERED)]));
        let finding = |id| {
            Diagnostic::new(id, Severity::Error, Arc::from("a.md"), None, Message::new(&REGISTERED.summary))
        };
        assert_eq!(catalogue.code(&finding("format/line-length")), "error[format/line-length MD013]");
        assert_eq!(catalogue.code(&finding("internal-error")), "error[internal-error]");
    }

    #[test]
    fn formats_are_known_by_their_names() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert_eq!("html".parse::<Format>(), Err(UnknownFormat));
    }
}
