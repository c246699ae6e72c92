//! A case judged by its contract: where each slot is, and what is wrong with it.

use std::sync::Arc;

use crate::contract::{Check, Contract, Form};
use crate::diagnostic::Severity;
use crate::message::{Lang, Message};
use crate::source::Span;

/// A unit of a document under one contract.
#[derive(Clone, Debug)]
pub struct Case {
    /// The contract, with what a plan asks of this case besides.
    pub contract: Arc<Contract>,
    /// What it is called: the title that opens it, without number and markup.
    pub name: Arc<str>,
    /// The named captures of its title in the order of the contract; empty if the contract names none.
    pub identity: Vec<(String, String)>,
    /// The planned case that it is, as an index into the cases of the plan.
    pub planned: Option<usize>,
    /// What to point to when something is missing: the heading that opens it, or the start of the document.
    pub head: Span,
    /// From its heading to its end.
    pub span: Span,
    /// The language that it is written in.
    pub lang: Lang,
    /// The state of each slot of the contract.
    pub slots: Vec<SlotState>,
    /// The value of each field of the contract.
    pub fields: Vec<FieldState>,
    /// The checks whose findings only inform, because of the state that the document is in.
    pub downgraded: Vec<Check>,
    /// What is wrong, in no particular order.
    pub gaps: Vec<Gap>,
}

impl Case {
    /// The name of a slot in the language of the case.
    pub fn slot_name(&self, slot: usize) -> &str {
        self.contract.slots[slot].name.get(self.lang)
    }

    /// The name of a field in the language of the case.
    pub fn field_name(&self, field: usize) -> &str {
        self.contract.fields[field].name.get(self.lang)
    }

    /// What the slots directly in `parent` are in: that slot, or the case.
    pub fn parent_name(&self, parent: Option<usize>) -> &str {
        parent.map_or(&self.name, |parent| self.slot_name(parent))
    }

    /// True if it stands for a document that has no case, though the contract holds for it.
    pub fn is_none(&self) -> bool {
        self.gaps.iter().any(|gap| matches!(gap.kind, GapKind::NoCase))
    }

    /// How many slots that the case must have came to `status`.
    pub fn required(&self, status: Status) -> usize {
        (0..self.slots.len()).filter(|&slot| self.is_required(slot, status)).count()
    }

    /// True if the case must have a slot, and it came to `status`.
    pub fn is_required(&self, slot: usize, status: Status) -> bool {
        self.slots[slot].required && self.slots[slot].status == status
    }
}

/// What became of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is there, with content.
    Present,
    /// It is nowhere.
    Missing,
    /// Nothing stands in it.
    Empty,
    /// It is there, at the wrong level or in the wrong place.
    Misplaced,
    /// All that stands in it is left to be filled in.
    Placeholder,
    /// Its content is shorter than the contract asks.
    TooShort,
}

/// What was found of a slot.
#[derive(Clone, Debug)]
pub struct SlotState {
    /// What became of it.
    pub status: Status,
    /// Whether this case must have it: it is required, and so is all that it is in, unless that is there.
    pub required: bool,
    /// Where it is, the best place first.
    pub places: Vec<Match>,
}

/// A place that was assigned to a slot.
#[derive(Clone, Debug)]
pub struct Match {
    /// How it appears.
    pub form: Form,
    /// Its title in the source.
    pub title: Span,
    /// From its title to its end.
    pub span: Span,
    /// How well its title fits, from 0 to 1.
    pub score: f32,
    /// Why it fits.
    pub reason: Reason,
}

/// Why a title fits a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It is the name.
    Name,
    /// It is an alias.
    Alias,
    /// It matches a pattern.
    Pattern,
}

impl Reason {
    /// How well a title fits for this reason, from 0 to 1.
    pub fn score(self) -> f32 {
        match self {
            Reason::Name => 1.0,
            Reason::Alias => 0.95,
            Reason::Pattern => 0.9,
        }
    }
}

/// What was found of a field.
#[derive(Clone, Debug, Default)]
pub struct FieldState {
    /// Its value in the source.
    pub value: Option<Span>,
    /// Whether the value is of the type that the contract asks for; true if there is none.
    pub fits: bool,
    /// Whether it is left to be filled in, which is seen without a contract.
    pub placeholder: bool,
}

/// Something that a case lacks or has wrong.
#[derive(Clone, Debug)]
pub struct Gap {
    /// Where it shows.
    pub span: Span,
    /// How much it weighs, if the contract has a say in that.
    pub severity: Option<Severity>,
    /// What the contract tells whoever falls short.
    pub advice: Option<String>,
    /// What is wrong.
    pub kind: GapKind,
}

/// What is wrong. Slots and fields are indexes into those of the contract.
#[derive(Clone, Debug)]
pub enum GapKind {
    /// A document that the contract holds for has no case.
    NoCase,
    /// A slot is nowhere, nor are `nested` required slots in it.
    Missing {
        /// The slot.
        slot: usize,
        /// How many required slots in it are missing with it.
        nested: usize,
        /// The title that is most like it.
        candidate: Option<Span>,
    },
    /// A slot is there less often than it must be.
    TooFew {
        /// The slot.
        slot: usize,
        /// How often it is there.
        found: u32,
        /// How often it must be.
        wanted: u32,
    },
    /// None of a group that asks for one of them is there, or not all of a group that asks for all.
    MissingOf {
        /// The slots that are not there.
        slots: Vec<usize>,
        /// Whether all of them are asked for, not just one.
        all: bool,
        /// The slot because of which they are.
        because: Option<usize>,
    },
    /// A slot that is no heading has no content.
    Empty {
        /// The slot.
        slot: usize,
    },
    /// What stands in a slot is what the contract says should be written there.
    Guidance {
        /// The slot.
        slot: usize,
    },
    /// The content is shorter or longer than asked.
    Length {
        /// The slot.
        slot: usize,
        /// Its length.
        found: u32,
        /// The bound that it misses.
        wanted: u32,
        /// Whether it is too long.
        over: bool,
    },
    /// A slot is there, but not where it belongs.
    Misplaced {
        /// The slot.
        slot: usize,
        /// Why it does not belong there.
        because: Displaced,
    },
    /// A slot stands behind one that it should precede.
    Order {
        /// The slot.
        slot: usize,
        /// The slot that it should directly follow; `None` if it should be the first.
        after: Option<usize>,
    },
    /// A slot is there more often than it may.
    Duplicate {
        /// The slot.
        slot: usize,
        /// Where it is first.
        first: Span,
    },
    /// A section is no slot.
    Unexpected,
    /// A slot is there although another one forbids it.
    Conflict {
        /// The slot.
        slot: usize,
        /// The other one.
        with: usize,
    },
    /// A field is nowhere, or has no value.
    MissingField {
        /// The field.
        field: usize,
    },
    /// The value of a field is of another type.
    FieldType {
        /// The field.
        field: usize,
    },
    /// The value of a field is that of another case.
    RepeatedField {
        /// The field.
        field: usize,
        /// Where it is first.
        first: Span,
    },
    /// Content is not as asked.
    Content {
        /// The slot.
        slot: usize,
        /// What it lacks.
        lack: Message,
    },
}

/// Why a place is not where a slot belongs.
#[derive(Clone, Debug)]
pub enum Displaced {
    /// The heading has a level that the slot must not have.
    Level(u8),
    /// It stands in the section of another slot, or outside the one that its slot is in.
    Parent(Option<usize>),
    /// Its number says that it belongs to this case, but it stands in another one, which is named.
    Case(Arc<str>),
}
