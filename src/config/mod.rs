//! Configuration: which rules run on which documents, decided once and without a question left open.

mod base;
mod convert;
mod file;
mod files;
mod find;
mod inline;
mod layer;
mod markdownlint;
pub(crate) mod mistake;
mod option_types;
mod patterns;
mod rules;
mod schema;
mod settings;
mod show;

use std::path::PathBuf;
use std::sync::Arc;

pub use base::{Base, is_markdown};
pub use convert::{Around, Draft, unconverted};
pub(crate) use file::patterns_from;
pub(crate) use find::is_repository;
pub use find::{Configs, Selection};
pub use patterns::Patterns;
pub use schema::schema;
pub use settings::{RuleSettings, Settings};
pub use show::show;

use crate::diagnostic::Severity;
use crate::engine::RuleSet;
use crate::rules::RuleDef;
use crate::value::Origin;

/// The names of a configuration file; in one folder the first counts, and all before `pyproject.toml`.
pub const FILE_NAMES: [&str; 2] = ["casegate.toml", ".casegate.toml"];

/// Which rules are on before a configuration says more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Preset {
    /// What nearly every library wants.
    #[default]
    Recommended,
    /// The rules with an MD number, just as markdownlint has them, each an error; other families are off.
    Markdownlint,
    /// Every rule.
    Strict,
    /// No rule.
    Off,
}

impl Preset {
    /// All presets.
    pub const ALL: [Preset; 4] = [Preset::Recommended, Preset::Markdownlint, Preset::Strict, Preset::Off];

    /// The name in configuration and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Recommended => "recommended",
            Preset::Markdownlint => "markdownlint",
            Preset::Strict => "strict",
            Preset::Off => "off",
        }
    }

    /// How much findings of `rule` weigh; `None` where the preset leaves it off.
    pub fn severity(self, rule: &RuleDef) -> Option<Severity> {
        match self {
            Preset::Recommended => rule.recommended.then_some(rule.severity),
            Preset::Markdownlint => {
                let theirs = |alias: &&str| {
                    alias.strip_prefix("MD").is_some_and(|number| number.bytes().all(|c| c.is_ascii_digit()))
                };
                rule.aliases.iter().any(theirs).then_some(Severity::Error)
            }
            Preset::Strict => Some(rule.severity),
            Preset::Off => None,
        }
    }
}

/// What governs a document, checked and complete.
pub struct Config {
    /// What governs its folder.
    pub base: Arc<Base>,
    /// Which choice of each of its steps counts.
    choices: Vec<Option<usize>>,
    /// What is asked of each rule, and where that is said.
    pub settings: Settings,
    /// The rules that are on; documents with the same settings share them.
    pub rules: Arc<RuleSet>,
    /// True if there are mistakes; then nothing that it governs is checked.
    pub broken: bool,
}

/// A contract that the configuration names.
#[derive(Clone, Debug)]
pub struct NamedContract {
    /// What names it.
    pub name: ContractName,
    /// The folder that its patterns start from, absolute.
    pub folder: PathBuf,
    /// Where it is named.
    pub origin: Origin,
}

/// What names a contract.
#[derive(Clone, Debug)]
pub enum ContractName {
    /// Its name; it ships with casegate.
    Shipped(&'static str),
    /// Its file, absolute.
    File(PathBuf),
    /// A pattern of files.
    Files {
        /// The folder that the pattern starts from, absolute.
        folder: PathBuf,
        /// The pattern.
        pattern: String,
    },
}

/// A file that the configuration names.
#[derive(Clone, Debug)]
pub struct NamedFile {
    /// The file, absolute.
    pub file: PathBuf,
    /// Where it is named.
    pub origin: Origin,
}
