//! What one source of settings says about rules, before it is known which other sources it meets.

use std::path::Path;
use std::sync::Arc;

use super::patterns::Patterns;
use crate::diagnostic::Severity;
use crate::rules::{Family, RuleDef};
use crate::value::{Key, Origin, Table, Value};

/// Whether something is on, and how much its findings weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Off.
    Off,
    /// On; without a severity at the one that it has anyway.
    On(Option<Severity>),
}

/// What is said about one rule or family.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What it is about.
    pub subject: Subject,
    /// Whether it is on, and where that is said.
    pub level: Option<(Level, Origin)>,
    /// Options of the rule.
    pub options: Vec<(Key, Value)>,
    /// True if what was said before about severity and options counts no more.
    pub replaces: bool,
}

/// What a statement is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// All rules of a family.
    Family(Family),
    /// All rules that markdownlint has too; those that are off stay off.
    Markdownlint,
    /// One rule.
    Rule(&'static RuleDef),
}

/// Statements in the order in which they count.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// The statements.
    pub statements: Vec<Statement>,
    /// The table of markdownlint that says them: comments in documents are merged into it.
    pub table: Option<Table>,
}

/// One step from the preset to what governs a document: the first choice whose patterns match, else the other layer.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// Layers for some documents.
    pub choices: Vec<(Patterns, Arc<Layer>)>,
    /// The layer for all other documents.
    pub otherwise: Arc<Layer>,
}

impl Step {
    /// A layer for all documents.
    pub fn always(layer: Layer) -> Self {
        Step { choices: Vec::new(), otherwise: Arc::new(layer) }
    }

    /// A layer for the documents that `patterns` match.
    pub fn only(patterns: Patterns, layer: Layer) -> Self {
        Step { choices: vec![(patterns, Arc::new(layer))], otherwise: Arc::default() }
    }

    /// The same step with other patterns for its choices.
    pub(super) fn with_patterns(&self, change: impl Fn(&Patterns) -> Patterns) -> Self {
        let choices = self.choices.iter().map(|(patterns, layer)| (change(patterns), layer.clone()));
        Step { choices: choices.collect(), otherwise: self.otherwise.clone() }
    }

    /// Which choice counts for the document at the absolute path `path`; `None` for the layer of all others.
    pub fn choice(&self, path: &Path) -> Option<usize> {
        self.choices
            .iter()
            .position(|(patterns, _)| patterns.matches(path) || patterns.matches_folder_of(path))
    }

    /// The layer of a choice.
    pub fn layer(&self, choice: Option<usize>) -> &Layer {
        choice.map_or(&self.otherwise, |choice| &self.choices[choice].1)
    }
}
