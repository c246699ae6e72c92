//! `casegate.toml`: which rules run on which documents, decided once and without a question left open.

mod find;
mod mistake;
mod patterns;
mod read;
mod rules;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use find::is_repository;
pub use find::{Configs, Selection};
pub use patterns::Patterns;

use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::RuleSet;
use crate::rules::RuleDef;
use crate::source::{Place, SourceFile};
use crate::suppress::Heed;

/// The names of a configuration file; in one folder the first counts.
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

    /// How the comments of markdownlint are heeded.
    pub fn heed(self) -> Heed {
        if self == Preset::Markdownlint { Heed::Exact } else { Heed::Careful }
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

/// One configuration, checked.
pub struct Config {
    /// The file that it comes from; `None` for the preset alone.
    pub file: Option<PathBuf>,
    /// The rules that are on.
    pub rules: Arc<RuleSet>,
    /// What is a document; empty for every Markdown file.
    pub include: Patterns,
    /// What is left out.
    pub exclude: Patterns,
    /// The least score of each family in percent, in the order of [`crate::rules::Family::ALL`].
    pub gate: [Option<f64>; 4],
    /// `[library]`.
    pub library: LibrarySettings,
    /// True if the file has mistakes; then nothing that it governs is checked.
    pub broken: bool,
}

/// What `[library]` names.
#[derive(Debug, Default)]
pub struct LibrarySettings {
    /// The folder that root-absolute links start from, absolute.
    pub root: Option<PathBuf>,
    /// BibTeX files.
    pub bibliography: Vec<NamedFile>,
}

/// A file that the configuration names.
#[derive(Clone, Debug)]
pub struct NamedFile {
    /// The file, absolute.
    pub file: PathBuf,
    /// The configuration, as reports show it.
    pub named_in: Arc<str>,
    /// Where it is named there.
    pub place: Place,
}

impl Config {
    /// The configuration that a preset is without any file.
    pub fn of_preset(preset: Preset) -> Config {
        Config {
            file: None,
            rules: Arc::new(rules::of_preset(preset)),
            include: Patterns::default(),
            exclude: Patterns::default(),
            gate: [None; 4],
            library: LibrarySettings::default(),
            broken: false,
        }
    }

    /// Reads the text of a configuration file that lies at `file`, an absolute path.
    ///
    /// `preset` overrides what the text says. The diagnostics are all its mistakes; with one the configuration is broken.
    pub fn parse(file: &Path, source: &SourceFile, preset: Option<Preset>) -> (Config, Vec<Diagnostic>) {
        read::config(file, source, preset)
    }

    /// The folder that its patterns start from.
    pub fn folder(&self) -> Option<&Path> {
        self.file.as_deref().and_then(Path::parent)
    }

    /// True if the file or folder at the absolute path `path` is left out, seen by itself.
    pub fn excludes(&self, path: &Path) -> bool {
        self.folder().is_some_and(|folder| self.exclude.matches(folder, path))
    }

    /// True if the file at the absolute path `path` is left out, or a folder that it is in.
    pub fn excludes_any_part(&self, path: &Path) -> bool {
        let Some(folder) = self.folder() else { return false };
        path.ancestors().take_while(|&part| part != folder).any(|part| self.exclude.matches(folder, part))
    }

    /// True if a file that was met while walking is a document.
    pub fn includes(&self, path: &Path) -> bool {
        let folder = match self.folder() {
            Some(folder) if !self.include.is_empty() => folder,
            _ => return is_markdown(path),
        };
        // A pattern that names a folder means the Markdown in it.
        let folders = || path.ancestors().skip(1).take_while(|&part| part != folder);
        self.include.matches(folder, path)
            || is_markdown(path) && folders().any(|part| self.include.matches(folder, part))
    }
}

/// True for `.md` and `.markdown`.
pub fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
    })
}
