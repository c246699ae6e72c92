//! A ledger as JSON for programs: every field is always there, and the schema is made from these types.

use std::io::{self, BufWriter, Write};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use super::{Listing, decimal, per_name};
use crate::audit::{self, Audit, Audited, Verdict};
use crate::ledger::{self, Role, Scope, SourceScope};
use crate::quantity::{self, Class};
use crate::report::escaped::write_pretty;
use crate::report::json::Tool;
use crate::schema::of_output;
use crate::sources::CarrierKind;

/// Raised when a field goes or changes its meaning; new fields don't raise it.
const SCHEMA_VERSION: u32 = 1;

pub(super) fn write(listing: Listing<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let output = Output {
        schema_version: SCHEMA_VERSION,
        tool: Tool::THIS,
        summary: Summary::of(listing.audit),
        claims: Claims(listing),
    };
    write_pretty(&mut out, &output)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// The JSON Schema (draft 7) of the format `json` of `casegate claims`.
pub fn schema() -> String {
    of_output::<Output<'static>>()
}

/// What `casegate claims --format json` writes.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "casegate claims --format json")]
struct Output<'a> {
    /// Raised when a field goes or changes its meaning; new fields don't raise it.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    schema_version: u32,
    /// Who wrote this.
    tool: Tool,
    /// The ledger in numbers, whatever of it is listed.
    summary: Summary,
    /// The quantities, ordered by path and place.
    claims: Claims<'a>,
}

/// The ledger in numbers. Each quantity has one verdict, so that those add up to all quantities.
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// Documents that were read.
    documents: usize,
    /// Quantities in them.
    quantities: usize,
    /// Quantities that claim something, whatever their verdict.
    claims: usize,
    /// Quantities with the verdict `cited`.
    cited: usize,
    /// Quantities with the verdict `uncited`.
    uncited: usize,
    /// Quantities with the verdict `unresolved`.
    unresolved: usize,
    /// Quantities with the verdict `contradicted`.
    contradicted: usize,
    /// Quantities with the verdict `not-a-claim`.
    not_a_claim: usize,
}

impl Summary {
    fn of(audit: &Audit) -> Summary {
        let [cited, uncited, unresolved, contradicted, not_a_claim] = audit.counts();
        let claims = audit.quantities.iter().filter(|quantity| quantity.claim).count();
        let (documents, quantities) = (audit.documents, audit.quantities.len());
        Summary { documents, quantities, claims, cited, uncited, unresolved, contradicted, not_a_claim }
    }
}

/// The quantities, each made when it is written.
struct Claims<'a>(Listing<'a>);

impl Serialize for Claims<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.quantities().map(Claim::of))
    }
}

impl JsonSchema for Claims<'_> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        <Vec<Claim<'_>>>::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Vec<Claim<'_>>>::json_schema(generator)
    }
}

/// A quantity, be it a claim or not.
#[derive(Serialize, JsonSchema)]
struct Claim<'a> {
    /// Its document, relative to the current folder and with `/`.
    path: &'a str,
    /// Its line, from 1.
    #[schemars(range(min = 1))]
    line: u32,
    /// Its column in Unicode code points, from 1; a byte order mark does not count.
    #[schemars(range(min = 1))]
    column: u32,
    /// All of it as it stands in the source: comparator, currency, number, magnitude, unit and what it is counted by.
    text: &'a str,
    /// What it comes to in its unit, magnitude applied.
    value: Value,
    /// Its unit, which may stand in the header of its column; null for a bare number.
    unit: Option<Unit<'a>>,
    /// What it is counted by: a unit of time such as `s`, `thing` for anything else, and `before` if that stands before
    /// the number; null for nothing.
    per: Option<&'a str>,
    /// What it is a quantity of.
    class: Class,
    /// What it is for.
    role: Role,
    /// The word that decided the role; null if none did.
    cue: Option<Cue<'a>>,
    /// The source in scope; null if there is none.
    source: Option<Source<'a>>,
    /// The case that it stands in; null if no contract finds one there.
    case: Option<&'a str>,
    /// What it comes to.
    verdict: Verdict,
}

impl<'a> Claim<'a> {
    fn of(quantity: &'a Audited) -> Claim<'a> {
        Claim {
            path: &quantity.path,
            line: quantity.line,
            column: quantity.column,
            text: &quantity.text,
            value: Value { low: quantity.low.map(decimal), high: quantity.high.map(decimal) },
            unit: quantity.unit.map(Unit::of),
            per: quantity.per.map(per_name),
            class: quantity.class,
            role: quantity.role,
            cue: quantity.cue.as_ref().map(Cue::of),
            source: quantity.source().map(Source::of),
            case: quantity.case.as_deref(),
            verdict: quantity.verdict(),
        }
    }
}

/// The ends of a range, which are the same for a number that is none. Decimals are strings, so that no digit is lost.
#[derive(Serialize, JsonSchema)]
struct Value {
    /// The least value; null if it is open.
    #[schemars(extend("pattern" = DECIMAL))]
    low: Option<String>,
    /// The greatest value; null if it is open.
    #[schemars(extend("pattern" = DECIMAL))]
    high: Option<String>,
}

const DECIMAL: &str = r"^-?[0-9]+(\.[0-9]+)?$";

/// A unit.
#[derive(Serialize, JsonSchema)]
struct Unit<'a> {
    /// How casegate writes it, whichever spelling the document has: `ms`, `毫秒` and `milliseconds` are `ms`.
    symbol: &'a str,
    /// What it measures, named by the base unit: `second`. Quantities of one dimension can be compared.
    dimension: &'a str,
    /// How many base units it is.
    #[schemars(extend("pattern" = DECIMAL))]
    factor: String,
}

impl<'a> Unit<'a> {
    fn of(unit: &'a quantity::Unit) -> Unit<'a> {
        Unit { symbol: &unit.symbol, dimension: &unit.dimension, factor: decimal(unit.factor) }
    }
}

/// A word that decided a role.
#[derive(Serialize, JsonSchema)]
struct Cue<'a> {
    /// The word as it stands; for the scope `slot` the role that the contract names.
    text: &'a str,
    /// Where it stands.
    scope: Scope,
}

impl<'a> Cue<'a> {
    fn of(cue: &'a ledger::Cue) -> Cue<'a> {
        Cue { text: &cue.text, scope: cue.scope }
    }
}

/// A source.
#[derive(Serialize, JsonSchema)]
struct Source<'a> {
    /// How far it reaches.
    scope: SourceScope,
    /// What carries it.
    kind: CarrierKind,
    /// Its target as written: a name, key, number, address, path or text, without the marks around it.
    target: &'a str,
}

impl<'a> Source<'a> {
    fn of(source: &'a audit::Cited) -> Source<'a> {
        Source { scope: source.scope, kind: source.kind, target: &source.target }
    }
}
