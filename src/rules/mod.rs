//! The rules: what one is, how it reports, and the registry that every catalogue is a loop over.

pub mod completeness;
pub mod data;
pub mod format;
pub mod technical;

pub mod markdownlint;

mod context;
mod options;

use std::fmt;

pub use context::{CorpusContext, Finding, RuleContext};
pub use options::{OptionError, Options};

use crate::diagnostic::{RuleId, Severity};
use crate::message::{Lang, Text};

/// A check of one document. It reads `cx.doc`, reports, and can't fail.
pub trait Rule: Send + Sync {
    /// Looks at the whole document once.
    fn check(&self, cx: &mut RuleContext<'_>);
}

/// A check across documents. It sees only their facts and what links point to.
pub trait CorpusRule: Send + Sync {
    /// Looks at all documents of the run once.
    fn check(&self, cx: &mut CorpusContext<'_>);
}

/// A rule with its options read, ready to run.
pub enum Check {
    /// Runs once per document.
    Document(Box<dyn Rule>),
    /// Runs once per run.
    Corpus(Box<dyn CorpusRule>),
    /// Decides what it can in the document, and the rest once all documents are known.
    Both(Box<dyn Rule>, Box<dyn CorpusRule>),
    /// Runs once per run, when every other finding is known and those that a document silences are taken out.
    Last(Box<dyn CorpusRule>),
}

/// What casegate knows about a rule without running it.
pub struct RuleDef {
    /// `family/name`; never reused.
    pub id: RuleId,
    /// Other names under which configuration and comments may call it, such as `MD009`; first the one that reports show.
    pub aliases: &'static [&'static str],
    /// One line for the catalogue.
    pub summary: Text,
    /// How much a finding weighs by default.
    pub severity: Severity,
    /// On in the preset `recommended`; every rule is on in `strict`.
    pub recommended: bool,
    /// Every text that the rule may show.
    pub texts: &'static [&'static Text],
    /// Its documentation: `rules/<family>/<name>.md`.
    pub docs: &'static str,
    /// Reads its options.
    pub load: fn(&Options<'_>) -> Result<Check, OptionError>,
    /// JSON Schema of its options.
    pub schema: fn() -> schemars::Schema,
}

impl fmt::Debug for RuleDef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl RuleDef {
    /// The family, which is the part of the id before the slash.
    pub fn family(&self) -> Family {
        let name = self.id.split('/').next().unwrap_or_default();
        Family::ALL
            .into_iter()
            .find(|family| family.name() == name)
            .expect("tests/tidy.rs holds every id to a family")
    }

    /// The short name, which is the part of the id behind the slash.
    pub fn name(&self) -> &'static str {
        self.id.rsplit('/').next().unwrap_or_default()
    }

    /// The page that explains the rule.
    pub fn url(&self) -> String {
        format!("{}/blob/main/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), self.id)
    }

    /// True if `name` is the id, the short name or an alias, whatever the case.
    pub fn answers_to(&self, name: &str) -> bool {
        self.id.eq_ignore_ascii_case(name)
            || self.name().eq_ignore_ascii_case(name)
            || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }
}

/// The four questions that a run answers about every document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Is everything there?
    Completeness,
    /// Is it well formed and consistent?
    Format,
    /// Do numbers have sources, and do they agree?
    Data,
    /// Do code, links and terms hold?
    Technical,
}

impl Family {
    /// All four, in the order of reports.
    pub const ALL: [Family; 4] = [Family::Completeness, Family::Format, Family::Data, Family::Technical];

    /// The name in rule ids, configuration and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Family::Completeness => "completeness",
            Family::Format => "format",
            Family::Data => "data",
            Family::Technical => "technical",
        }
    }

    /// The name for people.
    pub fn title(self, lang: Lang) -> &'static str {
        const TITLES: [Text; 4] = [
            Text { en: "completeness", zh: "内容完整性" },
            Text { en: "format", zh: "格式一致性" },
            Text { en: "data", zh: "数据准确性" },
            Text { en: "technical", zh: "技术准确性" },
        ];
        TITLES[self as usize].get(lang)
    }

    /// The rules of the family.
    pub fn rules(self) -> &'static [&'static RuleDef] {
        match self {
            Family::Completeness => completeness::RULES,
            Family::Format => format::RULES,
            Family::Data => data::RULES,
            Family::Technical => technical::RULES,
        }
    }
}

/// Every rule, family by family.
pub fn all() -> impl Iterator<Item = &'static RuleDef> {
    Family::ALL.into_iter().flat_map(|family| family.rules().iter().copied())
}

/// The rule that answers to `name`: its id, short name or an alias.
pub fn find(name: &str) -> Option<&'static RuleDef> {
    all().find(|rule| rule.answers_to(name))
}
