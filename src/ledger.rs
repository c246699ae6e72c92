//! The quantities of a document as evidence: what each is, what role it plays, and what vouches for it.
//!
//! Reading is put off until a rule asks, and done once for all rules.

mod cues;
mod evidence;
mod metrics;
mod roles;
mod text;

use std::cell::OnceCell;

use rust_decimal::Decimal;

use crate::contract::case::Case;
use crate::contract::title::is_han;
use crate::document::{Document, Kind};
use crate::quantity::formula::Formulas;
use crate::quantity::{Bound, Class, Passage, Quantity, passages};
use crate::source::Span;
use crate::sources::{Carrier, Sources};
use evidence::Evidence;
pub use evidence::{Source, SourceScope};
pub use metrics::{Metric, metrics};
use roles::Roles;
use text::Near;

/// What a number is for. Where several words speak, the first of this list decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Beside words that say that there is no number.
    Absent,
    /// Part of an example or an assumption.
    Hypothetical,
    /// What is asked for.
    Target,
    /// What a decision turns on.
    Threshold,
    /// What somebody expects.
    Estimate,
    /// What somebody set.
    Config,
    /// What follows from other numbers by arithmetic.
    Derived,
    /// What was found, and whatever nothing else is said of.
    Measured,
}

impl Role {
    /// Its name in the output; never translated.
    pub fn name(self) -> &'static str {
        match self {
            Role::Absent => "absent",
            Role::Hypothetical => "hypothetical",
            Role::Target => "target",
            Role::Threshold => "threshold",
            Role::Estimate => "estimate",
            Role::Config => "config",
            Role::Derived => "derived",
            Role::Measured => "measured",
        }
    }
}

/// Where a word stands that decided a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Between two commas.
    Clause,
    /// In the sentence.
    Sentence,
    /// In the header of the column.
    Header,
    /// In the label of the row.
    Row,
    /// In the line that introduces the list or table, or in the item around it.
    LeadIn,
    /// In a heading above.
    Section,
    /// In the contract.
    Slot,
}

impl Scope {
    /// Its name in the output; never translated.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Clause => "clause",
            Scope::Sentence => "sentence",
            Scope::Header => "header",
            Scope::Row => "row",
            Scope::LeadIn => "lead-in",
            Scope::Section => "section",
            Scope::Slot => "slot",
        }
    }
}

/// The word that decided a role, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The word as it stands.
    pub text: Box<str>,
    /// Where.
    pub scope: Scope,
}

/// A quantity with what it is to its document.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its passage, as an index of [`Ledger::passages`].
    pub passage: usize,
    /// Which quantity of the passage it is.
    pub quantity: usize,
    /// Where it stands in the source.
    pub span: Span,
    /// What it is for.
    pub role: Role,
    /// The word that says so; without one it is taken for measured.
    pub cue: Option<Cue>,
    /// Whether it claims something that needs a source.
    pub claim: bool,
    /// What vouches for it.
    pub source: Option<Source>,
    /// Whether the source is known to lead nowhere.
    pub broken: bool,
}

/// The quantities of one document.
pub struct Ledger<'a> {
    doc: &'a Document,
    cases: &'a [Case],
    sources: &'a Sources<'a>,
    passages: OnceCell<Vec<Passage>>,
    entries: OnceCell<Vec<Entry>>,
    formulas: OnceCell<Formulas>,
}

impl<'a> Ledger<'a> {
    /// The ledger of `doc`, with its cases and its sources.
    pub fn new(doc: &'a Document, cases: &'a [Case], sources: &'a Sources<'a>) -> Self {
        Ledger {
            doc,
            cases,
            sources,
            passages: OnceCell::new(),
            entries: OnceCell::new(),
            formulas: OnceCell::new(),
        }
    }

    /// The document.
    pub fn doc(&self) -> &'a Document {
        self.doc
    }

    /// Its cases.
    pub fn cases(&self) -> &'a [Case] {
        self.cases
    }

    /// Its sources, which the [`Source`] of an entry is an index into.
    pub fn sources(&self) -> &'a Sources<'a> {
        self.sources
    }

    /// The formulas that the document writes out, recomputed.
    pub fn formulas(&self) -> &Formulas {
        self.formulas.get_or_init(|| Formulas::of(self.doc))
    }

    /// [`Ledger::formulas`], if somebody has asked for them.
    pub fn formulas_if_asked(&self) -> Option<&Formulas> {
        self.formulas.get()
    }

    /// The paragraphs, headings and cells that hold quantities, in order.
    pub fn passages(&self) -> &[Passage] {
        self.passages.get_or_init(|| passages(self.doc))
    }

    /// All quantities in order.
    pub fn entries(&self) -> &[Entry] {
        self.entries.get_or_init(|| self.read())
    }

    /// The quantity of an entry.
    pub fn quantity(&self, entry: &Entry) -> &Quantity {
        &self.passages()[entry.passage].quantities[entry.quantity]
    }

    /// An entry as it stands in the text.
    pub fn lexeme(&self, entry: &Entry) -> &str {
        self.passages()[entry.passage].lexeme(self.quantity(entry))
    }

    /// The carriers that vouch for an entry: in its sentence the next one behind it, else its source; with those side by
    /// side with that one, as in `[^1][^2]`.
    pub fn carriers(&self, entry: &Entry) -> &[Carrier<'a>] {
        let Some(source) = entry.source else { return &[] };
        let mut from = &self.sources.carriers()[source.carrier..];
        if source.scope == SourceScope::Sentence {
            let passage = &self.passages()[entry.passage];
            let range = self.quantity(entry).range.clone();
            let sentence = text::sentence(&passage.prose.text, range.start as usize..range.end as usize);
            let end = passage.span(sentence.start as u32..sentence.end as u32).end;
            let behind = from.partition_point(|carrier| carrier.span.start < entry.span.end);
            if from.get(behind).is_some_and(|carrier| carrier.span.start < end) {
                from = &from[behind..];
            }
        }
        let is_beside = |pair: &&[Carrier<'_>]| {
            let between = pair[0].span.range().end..pair[1].span.range().start;
            let between = self.doc.source.text().get(between);
            between.is_some_and(|text| !text.contains(|c: char| c.is_alphanumeric() || c == '\n'))
        };
        &from[..1 + from.windows(2).take_while(is_beside).count()]
    }

    fn read(&self) -> Vec<Entry> {
        let mut roles = Roles::new(self.doc);
        let evidence = Evidence::new(self.doc, self.sources);
        let slots = Slots::of(self.cases);
        let mut entries = Vec::new();
        for (index, passage) in self.passages().iter().enumerate() {
            let hits = cues::hits(&passage.prose.text);
            for (number, quantity) in passage.quantities.iter().enumerate() {
                let span = passage.span(quantity.range.clone());
                let slot = slots.at(span);
                let near = Near::of(&passage.prose.text, quantity.range.clone());
                let (mut role, mut cue) = roles.of(passage, quantity, &near, &hits);
                let is_near = cue.as_ref().is_some_and(|cue| cue.scope != Scope::Section);
                if let Some((declared, name)) = slot.role.filter(|_| !is_near) {
                    role = declared;
                    cue = Some(Cue { text: name.into(), scope: Scope::Slot });
                }
                let Near { range, clause, sentence } = near;
                let source =
                    evidence.of(passage.node, span, passage.span(sentence.start as u32..sentence.end as u32));
                let is_running = self.doc.node(passage.node).kind == Kind::Paragraph
                    && !passage.prose.text[sentence.start..range.start].contains([':', '：']);
                let is_own = || {
                    let near = cues::within(&hits, &clause).iter();
                    match quantity.class {
                        Class::Count => is_small(quantity) && cues::counts_own(near),
                        Class::Percent => cues::tells_progress(near),
                        // Of the times in English running text most are set, not measured.
                        Class::Time => {
                            let around = &passage.prose.text[sentence.clone()];
                            is_running && !around.contains(is_han) && !cues::tells_duration(near)
                        }
                        _ => false,
                    }
                };
                let in_heading = matches!(self.doc.node(passage.node).kind, Kind::Heading { .. });
                let claim = role == Role::Measured
                    && !in_heading
                    && is_claim(quantity, slot.results, cue.is_some())
                    && !is_own();
                let broken = source.is_some_and(|source| evidence.is_broken(source));
                entries.push(Entry {
                    passage: index,
                    quantity: number,
                    span,
                    role,
                    cue,
                    claim,
                    source,
                    broken,
                });
            }
        }
        entries
    }
}

/// True if a measured quantity claims something: whatever has a unit that is measured, and counts that are not small.
fn is_claim(quantity: &Quantity, in_results: bool, is_told: bool) -> bool {
    // `三项` and `数天` are words rather than figures.
    let is_word = quantity.spelt_out && quantity.high.is_none_or(|value| value < Decimal::ONE_HUNDRED);
    if is_word && (quantity.approximate || quantity.class == Class::Count) {
        return false;
    }
    match quantity.class {
        Class::Other => false,
        Class::Count => {
            let is_large = quantity.low.or(quantity.high).is_some_and(|value| value >= Decimal::ONE_HUNDRED);
            // A large number without a unit may be anything, unless something says that it was found.
            let is_large = is_large && (is_told || quantity.unit.is_some() || quantity.per.is_some());
            // A count with decimals or a magnitude was computed, not seen.
            in_results || is_large || quantity.bound != Bound::Exact || quantity.ulp != Decimal::ONE
        }
        _ => true,
    }
}

/// True for counts of which a document can hold as many itself.
fn is_small(quantity: &Quantity) -> bool {
    quantity.ulp == Decimal::ONE
        && quantity.low.or(quantity.high).is_some_and(|value| value < Decimal::ONE_THOUSAND)
}

/// What contracts say about the numbers in their slots.
struct Slots<'a> {
    /// Inner slots behind outer ones.
    spans: Vec<(Span, Option<&'a str>, Option<&'a str>)>,
}

/// What holds for one place.
#[derive(Clone, Copy, Default)]
struct Declared<'a> {
    role: Option<(Role, &'a str)>,
    results: bool,
}

impl<'a> Slots<'a> {
    fn of(cases: &'a [Case]) -> Slots<'a> {
        let mut spans = Vec::new();
        for case in cases {
            for (state, slot) in case.slots.iter().zip(&case.contract.slots) {
                if slot.kind.is_some() || slot.role.is_some() {
                    spans.extend(
                        state
                            .places
                            .iter()
                            .map(|place| (place.span, slot.kind.as_deref(), slot.role.as_deref())),
                    );
                }
            }
        }
        Slots { spans }
    }

    fn at(&self, span: Span) -> Declared<'a> {
        let mut declared = Declared::default();
        for (_, kind, role) in self.spans.iter().filter(|(around, ..)| around.contains(span)) {
            declared.results |= matches!(kind, Some("results" | "scale"));
            let named = role.and_then(|name| Some((role_named(name)?, name)));
            declared.role = named.or(declared.role);
        }
        declared
    }
}

fn role_named(name: &str) -> Option<Role> {
    use Role::*;
    [Absent, Hypothetical, Target, Threshold, Estimate, Config, Derived, Measured]
        .into_iter()
        .find(|role| role.name() == name)
}
