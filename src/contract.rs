//! What a document must contain, as the people who own a library wrote it down.

mod absent;
mod assign;
mod between;
pub mod case;
pub mod content;
pub mod derive;
mod dimensions;
pub mod explain;
pub mod fields;
mod guidance;
mod html;
pub(crate) mod inherit;
mod items;
pub mod judge;
mod labels;
pub mod length;
mod letters;
mod matching;
mod mistake;
mod names;
mod numbering;
mod opinion;
mod passages;
mod places;
mod quantities;
pub(crate) mod read;
pub mod region;
pub mod scaffold;
mod schema;
mod shipped;
pub mod substance;
pub mod title;
mod units;
mod words;

use std::fmt;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use regex::Regex;

use crate::config::Patterns;
use crate::contract::content::Content;
use crate::contract::names::Names;
use crate::contract::title::Normalise;
use crate::diagnostic::Severity;
use crate::message::Lang;
use crate::source::SourceFile;
use crate::value::Origin;
pub use schema::schema;
pub(crate) use shipped::names_file;
pub use shipped::{SHIPPED, shipped_names};
pub use words::Words;

/// A contract, read and checked.
#[derive(Clone, Debug)]
pub struct Contract {
    /// How front matter, plans and configuration call it.
    pub name: String,
    /// Where it was read.
    pub file: Arc<SourceFile>,
    /// The languages that its names are given in.
    pub languages: Vec<Lang>,
    /// The documents that it holds for; `None` if it does not say.
    pub applies: Option<Patterns>,
    /// How titles are made comparable.
    pub normalise: Normalise,
    /// Where cases begin; `None` if a document is one case.
    pub unit: Option<Unit>,
    /// Whether the slots at the top stand in the order of the contract.
    pub in_order: bool,
    /// What sections at the top of a case that are no slot are taken for.
    pub extras: Extras,
    /// Values that each case gives by name.
    pub fields: Vec<Field>,
    /// The slots in pre-order: the slots inside slot `i` are `i + 1 .. slots[i].end`.
    pub slots: Vec<Slot>,
    /// What slots ask of each other.
    pub groups: Vec<Group>,
    /// What counts less while a document is not finished.
    pub phases: Vec<Phase>,
    /// The index of its names; see [`Contract::names`].
    pub(crate) index: OnceLock<Names>,
}

impl Contract {
    /// The names of its slots and fields, indexed when the first document asks.
    fn names(&self) -> &Names {
        self.index.get_or_init(|| Names::of(self))
    }
}

impl Contract {
    /// True if the document at the absolute path `path` is one that it applies to, as all are if it does not say.
    pub fn holds_for(&self, path: &Path) -> bool {
        let applies = self.applies.as_ref();
        applies.is_none_or(|applies| applies.matches(path) || applies.matches_folder_of(path))
    }
}

/// Where the cases of a document begin.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The levels of headings that may open a case.
    pub levels: RangeInclusive<u8>,
    /// What the normalised title matches, with named captures for the identity; `None` for any title.
    pub pattern: Option<Regex>,
    /// Titles that open no case although they match.
    pub unless: Vec<Regex>,
    /// The captures that tell cases apart, in the order in which they make up a name.
    pub identity: Vec<String>,
}

/// A required idea with names.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its name inside the contract with those of the slots that it is in: `metrics.latency`.
    pub id: String,
    /// Where it stands in the contract.
    pub origin: Origin,
    /// The slot that it is in, as an index.
    pub parent: Option<usize>,
    /// Index behind its last nested slot.
    pub end: usize,
    /// What it is called.
    pub name: Words,
    /// What else it may be called, in any language.
    pub aliases: Vec<String>,
    /// What a normalised title may match instead.
    pub patterns: Vec<Regex>,
    /// How it may appear.
    pub forms: Vec<Form>,
    /// The levels that it may have as a heading; `None` for any.
    pub levels: Option<RangeInclusive<u8>>,
    /// Whether a case must have it.
    pub presence: Presence,
    /// How often it may appear; the lower bound is at least 1.
    pub times: RangeInclusive<u32>,
    /// How long its content is.
    pub length: Length,
    /// Whether content that is left to be filled in is a fault.
    pub placeholder_denied: bool,
    /// What its content must hold.
    pub has: Vec<Content>,
    /// Whether the slots in it stand in the order of the contract.
    pub in_order: bool,
    /// What sections directly in it that are no slot are taken for.
    pub extras: Extras,
    /// The slots that must be there if it is.
    pub requires: Vec<usize>,
    /// The slots that must not be there if it is.
    pub conflicts: Vec<usize>,
    /// What to write there, for skeletons; a text that is still this guidance is no content.
    pub guidance: Words,
    /// How much a finding about it weighs instead of what the rule says.
    pub severity: Option<Severity>,
    /// What to tell whoever falls short of it.
    pub message: Words,
    /// Whether each number in it needs a source; for the family `data`.
    pub citation: bool,
    /// What its numbers are, such as `results`; for the family `data`.
    pub kind: Option<String>,
    /// What its numbers play, such as `target`; for the family `data`.
    pub role: Option<String>,
}

impl Slot {
    /// How many slots it is in.
    pub fn depth(&self) -> usize {
        self.id.matches('.').count()
    }

    /// Its names and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.name.all().chain(self.aliases.iter().map(String::as_str))
    }
}

/// How a slot may appear.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A heading with all that stands under it.
    Heading,
    /// A paragraph or list item that opens with strong text and a colon, or a line of strong text alone.
    LeadIn,
    /// A list item that opens with the name.
    ListItem,
    /// A table row whose first cell is the name.
    TableRow,
    /// A name with its value behind a colon.
    Field,
}

impl Form {
    /// All of them, the most telling first.
    pub const ALL: [Form; 5] = [Form::Heading, Form::LeadIn, Form::ListItem, Form::TableRow, Form::Field];

    /// The name in contracts and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Form::Heading => "heading",
            Form::LeadIn => "lead_in",
            Form::ListItem => "list_item",
            Form::TableRow => "table_row",
            Form::Field => "field",
        }
    }
}

/// Whether a case must have a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is incomplete without it.
    Required,
    /// It would be better with it.
    Recommended,
    /// Either way.
    Optional,
}

/// How long the content of a slot is: a Han or Kana character counts 1, a word of another script counts 1, the rest 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// At least so much.
    pub min: u32,
    /// At most so much.
    pub max: Option<u32>,
    /// Whether tables count.
    pub tables: bool,
    /// Whether code counts.
    pub code: bool,
}

/// What a section that is no slot is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extras {
    /// Nobody minds.
    Allow,
    /// A warning.
    Warn,
    /// A fault.
    Deny,
}

/// A value that each case gives by name.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, which findings show.
    pub name: Words,
    /// What else it may be called.
    pub aliases: Vec<String>,
    /// Where it stands in the contract.
    pub origin: Origin,
    /// What its value is.
    pub kind: FieldKind,
    /// Whether a case must have it.
    pub required: bool,
    /// Whether no two cases of a document may have the same value.
    pub unique: bool,
    /// Whether its number needs a source; for the family `data`.
    pub citation: bool,
    /// How much a finding about it weighs instead of what the rule says.
    pub severity: Option<Severity>,
    /// What to tell whoever falls short of it.
    pub message: Words,
}

impl Field {
    /// Its names and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.name.all().chain(self.aliases.iter().map(String::as_str))
    }
}

/// What the value of a field is.
#[derive(Clone, Debug)]
pub enum FieldKind {
    /// Anything but nothing.
    Text,
    /// One of some words.
    Enum(Vec<String>),
    /// `2024-05-01`, `2024年5月`, `2024`, `May 2024`.
    Date,
    /// `v1.2`, `1.2.3-rc.1`.
    Version,
    /// An address with a scheme, as a link or not.
    Url,
    /// A number, with a unit or without.
    Quantity,
    /// A link, citation or footnote.
    Ref,
}

impl FieldKind {
    /// The name in contracts.
    pub fn name(&self) -> &'static str {
        match self {
            FieldKind::Text => "text",
            FieldKind::Enum(_) => "enum",
            FieldKind::Date => "date",
            FieldKind::Version => "version",
            FieldKind::Url => "url",
            FieldKind::Quantity => "quantity",
            FieldKind::Ref => "ref",
        }
    }
}

/// What slots ask of each other.
#[derive(Clone, Debug)]
pub struct Group {
    /// Where it stands in the contract.
    pub origin: Origin,
    /// What it asks.
    pub kind: GroupKind,
    /// The slots.
    pub slots: Vec<usize>,
}

/// What a group of slots asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// Exactly one of them is there.
    OneOf,
    /// At least one of them is there.
    AnyOf,
    /// All of them are there, or none.
    AllOrNone,
}

/// What counts less while a document is in a state.
#[derive(Clone, Debug)]
pub struct Phase {
    /// The value of the field 状态 or status.
    pub name: String,
    /// The checks whose findings only inform.
    pub downgrade: Vec<Check>,
}

/// A kind of check that a phase can downgrade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Required slots and fields.
    Required,
    /// Lengths.
    Min,
    /// Content.
    Has,
    /// Order.
    Order,
    /// Types of fields.
    Type,
    /// Sources of numbers; for the family `data`.
    Citation,
}

impl fmt::Display for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
