//! A finding as plain data: complete when it leaves the document, shown by any reporter.

use std::sync::Arc;

use crate::message::{Message, Text};
use crate::source::{Place, Span};

/// How much a finding weighs.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a gate by default.
    Info,
    /// Should be mended; does not fail the gate by default.
    Warning,
    /// Must be mended; fails the gate.
    Error,
}

/// The id of a rule, such as `data/table-total`, or of a problem that is none, such as `internal-error`.
pub type RuleId = &'static str;

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Which rule found it.
    pub rule: RuleId,
    /// How much it weighs under the configuration of its document.
    pub severity: Severity,
    /// The document, relative to the current folder.
    pub path: Arc<str>,
    /// Where; `None` when it concerns the file as a whole, such as one that could not be read.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: Message,
    /// What to do about it; takes the arguments of `message`.
    pub help: Option<&'static Text>,
    /// Other places that belong to the finding.
    pub labels: Vec<Label>,
    /// How a machine could mend it.
    pub fix: Option<Fix>,
    /// The case of the library that the place belongs to.
    pub case: Option<Arc<str>>,
    /// How many of the things that the rule tallied fail by this finding; scores subtract it.
    pub fails: u32,
    /// Identity across edits: a hash of rule, path, line text and occurrence. Set by [`crate::engine`].
    pub fingerprint: String,
}

/// A place beside the main one, with its own words.
#[derive(Clone, Debug)]
pub struct Label {
    /// The document of the place.
    pub path: Arc<str>,
    /// Where.
    pub place: Place,
    /// What is there.
    pub message: Message,
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Changes no meaning: the rendered document stays the same except where the rule exists to change it.
    Safe,
    /// May change meaning; needs consent.
    Unsafe,
}

/// Edits that mend a finding.
#[derive(Clone, Debug)]
pub struct Fix {
    /// Whether consent is needed.
    pub safety: Safety,
    /// What applying it does; takes the arguments of the diagnostic's message.
    pub title: &'static Text,
    /// Replacements that don't overlap, in the order of the text.
    pub edits: Vec<Edit>,
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Bytes to replace; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Diagnostic {
    /// A finding with nothing but its message.
    pub fn new(
        rule: RuleId,
        severity: Severity,
        path: Arc<str>,
        place: Option<Place>,
        message: Message,
    ) -> Self {
        Diagnostic {
            rule,
            severity,
            path,
            place,
            message,
            help: None,
            labels: Vec::new(),
            fix: None,
            case: None,
            fails: 1,
            fingerprint: String::new(),
        }
    }

    /// The key that orders findings in a report: document, place, rule.
    pub fn order(&self) -> (&str, Option<Span>, RuleId) {
        (&self.path, self.place.as_ref().map(|place| place.span), self.rule)
    }
}
