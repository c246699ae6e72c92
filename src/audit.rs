//! The numbers of all documents with what vouches for each and what the rules say about it, for `casegate claims`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::coverage::{Places, is_about_targets};
use crate::diagnostic::{Diagnostic, RuleId};
use crate::discover::{Found, Input, Request};
use crate::engine::{self, Outcome, RuleSet};
use crate::ledger::{Cue, Entry, Ledger, Role, SourceScope};
use crate::library::Library;
use crate::quantity::{Class, Per, Unit};
use crate::rules::data;
use crate::source::Span;
use crate::sources::{Carrier, CarrierKind, Resolution};
use crate::suppress::{self, Directives};
use crate::timing::Times;
use crate::workspace::Workspace;
use crate::{corpus, discover, markdown, problem, rules};

/// The numbers of a run.
#[derive(Debug, Default)]
pub struct Audit {
    /// Every quantity, document by document and in the order of the text.
    pub quantities: Vec<Audited>,
    /// How many documents were read.
    pub documents: usize,
    /// What kept documents from being read or understood.
    pub diagnostics: Vec<Diagnostic>,
}

/// A quantity, and what is known of it.
#[derive(Debug)]
pub struct Audited {
    /// Its document, relative to the current folder.
    pub path: Arc<str>,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its line, from 1.
    pub line: u32,
    /// Its column in code points, from 1.
    pub column: u32,
    /// All of it as it stands in the source: comparator, currency, number, magnitude, unit and what it is counted by.
    pub text: Box<str>,
    /// The least value in its unit; `None` if it is open.
    pub low: Option<Decimal>,
    /// The greatest value in its unit; `None` if it is open.
    pub high: Option<Decimal>,
    /// Its unit, which may stand in the header of its column; `None` for a bare count.
    pub unit: Option<&'static Unit>,
    /// Whether the unit stands elsewhere: in the header, in the label.
    pub unit_elsewhere: bool,
    /// What it is counted by.
    pub per: Option<Per>,
    /// What it is a quantity of.
    pub class: Class,
    /// What it is for.
    pub role: Role,
    /// The word that says so.
    pub cue: Option<Cue>,
    /// Whether it claims something that needs a source.
    pub claim: bool,
    /// The carriers that vouch for it.
    pub sources: Vec<Cited>,
    /// The case that it stands in.
    pub case: Option<Arc<str>>,
    /// Whether a rule finds that it disagrees with other numbers.
    pub contradicted: bool,
}

/// A source as it is cited.
#[derive(Debug)]
pub struct Cited {
    /// How far it reaches.
    pub scope: SourceScope,
    /// What carries it.
    pub kind: CarrierKind,
    /// Its target as written.
    pub target: Box<str>,
    /// Whether it leads anywhere.
    pub resolves: bool,
    span: Span,
}

/// What a quantity comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A claim with a source in scope.
    Cited,
    /// A claim without a source.
    Uncited,
    /// A claim whose source leads nowhere.
    Unresolved,
    /// A number, claim or not, that disagrees with others.
    Contradicted,
    /// A number that needs no source.
    NotAClaim,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 5] =
        [Verdict::Cited, Verdict::Uncited, Verdict::Unresolved, Verdict::Contradicted, Verdict::NotAClaim];

    /// Its name in the output; never translated.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Cited => "cited",
            Verdict::Uncited => "uncited",
            Verdict::Unresolved => "unresolved",
            Verdict::Contradicted => "contradicted",
            Verdict::NotAClaim => "not-a-claim",
        }
    }
}

impl Audited {
    /// The source that counts: the first that leads anywhere, or else the first.
    pub fn source(&self) -> Option<&Cited> {
        self.sources.iter().find(|source| source.resolves).or(self.sources.first())
    }

    /// What it comes to. What disagrees with other numbers is told first, for no source mends that.
    pub fn verdict(&self) -> Verdict {
        match self.source() {
            _ if self.contradicted => Verdict::Contradicted,
            _ if !self.claim => Verdict::NotAClaim,
            None => Verdict::Uncited,
            Some(source) if source.resolves => Verdict::Cited,
            Some(_) => Verdict::Unresolved,
        }
    }

    /// True for a claim that no source vouches for, whatever else is said of it.
    pub fn lacks_source(&self) -> bool {
        self.claim && self.source().is_none_or(|source| !source.resolves)
    }

    fn of(ledger: &Ledger<'_>, entry: &Entry) -> Audited {
        let source = &ledger.doc().source;
        let quantity = ledger.quantity(entry);
        let position = source.position(entry.span.start);
        let cited = |carrier: &Carrier<'_>| {
            Some(Cited {
                scope: entry.source?.scope,
                kind: carrier.kind,
                target: carrier.target.into(),
                resolves: carrier.resolution != Resolution::Unresolved,
                span: carrier.span,
            })
        };
        Audited {
            path: source.path.clone(),
            span: entry.span,
            line: position.line,
            column: position.column,
            text: source.slice(entry.span).into(),
            low: quantity.low,
            high: quantity.high,
            unit: quantity.unit,
            unit_elsewhere: quantity.from_setting,
            per: quantity.per,
            class: quantity.class,
            role: entry.role,
            cue: entry.cue.clone(),
            claim: entry.claim,
            sources: ledger.carriers(entry).iter().filter_map(cited).collect(),
            case: engine::case_at(ledger.cases(), entry.span),
            contradicted: false,
        }
    }
}

impl Audit {
    /// Reads the documents of `request` and asks the rules that have a say about numbers and sources.
    ///
    /// `prepare` and `document_done` are as in [`crate::survey::Survey::of`].
    pub fn of(
        workspace: &Workspace,
        request: &Request,
        prepare: impl FnOnce(&mut Library) -> Vec<Diagnostic>,
        document_done: &(dyn Fn(usize) + Sync),
    ) -> Audit {
        let Found { inputs, mut diagnostics, base, folder, is_whole } = discover::find(workspace, request);
        let (mut library, problems) = Library::load(workspace, &base, &folder);
        diagnostics.extend(problems);
        diagnostics.extend(prepare(&mut library));
        let read = |input| {
            let read = read(input, &library);
            document_done(inputs.len());
            read
        };
        let outcomes: Vec<_> = inputs.par_iter().map(read).collect();
        let mut audit = Audit::default();
        let (mut rule_sets, mut facts) = (Vec::new(), Vec::new());
        for outcome in outcomes {
            match outcome {
                Ok((outcome, quantities)) => {
                    audit.documents += 1;
                    audit.quantities.extend(quantities);
                    diagnostics.extend(outcome.diagnostics);
                    rule_sets.push(outcome.rules);
                    facts.push(outcome.facts);
                }
                Err(problem) => diagnostics.push(*problem),
            }
        }
        let mut corpus = corpus(facts, &library, is_whole);
        diagnostics.append(&mut corpus.problems);
        for (active, documents) in crate::across(&rule_sets) {
            diagnostics.extend(engine::check_corpus(active, &corpus, &documents, &mut Times::default()).0);
        }
        suppress::sift(&mut diagnostics, &mut corpus.documents);
        audit.judge(&diagnostics);
        let is_finding = |found: &Diagnostic| rules::all().any(|rule| rule.id == found.rule);
        audit.diagnostics = diagnostics.into_iter().filter(|found| !is_finding(found)).collect();
        audit
    }

    /// True if not all that was asked for could be read.
    pub fn is_incomplete(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| problem::ALL.contains(&diagnostic.rule))
    }

    /// How many quantities come to each verdict, in the order of [`Verdict::ALL`].
    pub fn counts(&self) -> [usize; Verdict::ALL.len()] {
        let mut counts = [0; Verdict::ALL.len()];
        for quantity in &self.quantities {
            counts[quantity.verdict() as usize] += 1;
        }
        counts
    }

    /// Takes in what the rules found.
    fn judge(&mut self, diagnostics: &[Diagnostic]) {
        let wrong = Places::of(diagnostics, data::is_arithmetic);
        let nowhere = Places::of(diagnostics, is_about_targets);
        for document in self.quantities.chunk_by_mut(|one, next| Arc::ptr_eq(&one.path, &next.path)) {
            let (wrong, nowhere) =
                (wrong.in_document(&document[0].path), nowhere.in_document(&document[0].path));
            for quantity in document {
                quantity.contradicted = wrong.meet(quantity.span);
                for source in &mut quantity.sources {
                    source.resolves &= !nowhere.meet(source.span);
                }
            }
        }
    }
}

/// The quantities of one document, with what the rules that are of interest say about it.
fn read(input: &Input, library: &Library) -> Result<(Outcome, Vec<Audited>), Box<Diagnostic>> {
    let source = input.read()?;
    catch_unwind(AssertUnwindSafe(|| {
        let doc = markdown::parse(source);
        let directives = Directives::of(&doc, input.config.rules.heed);
        let (rules, problems) = input.config.rules_under(&doc, &directives);
        let rules = Arc::new(of_interest(&rules));
        let take = |ledger: &Ledger<'_>| {
            ledger.entries().iter().map(|entry| Audited::of(ledger, entry)).collect::<Vec<_>>()
        };
        let (mut outcome, quantities) =
            engine::check_and_take(&doc, 0, library, &rules, &directives, Times::default(), take);
        outcome.diagnostics.extend(problems);
        (outcome, quantities)
    }))
    .map_err(|panic| Box::new(engine::internal_error("casegate", &input.path, &*panic)))
}

/// The rules of `all` whose findings bear on a verdict.
fn of_interest(all: &RuleSet) -> RuleSet {
    let is_of_interest = |rule: RuleId| data::is_arithmetic(rule) || is_about_targets(rule);
    RuleSet {
        rules: all.rules.iter().filter(|active| is_of_interest(active.def.id)).cloned().collect(),
        dormant: all.dormant.clone(),
        heed: all.heed,
    }
}
