//! Fields that say that no data is public, and give a number.

use std::sync::LazyLock;

use serde::Deserialize;

use super::fields::plain;
use super::lexicon;
use super::prose::tail;
use super::slips::{Slip, Words, tell};
use crate::diagnostic::Severity;
use crate::document::{Document, Kind};
use crate::message::Text;
use crate::quantity::{Class, Passage, Quantity};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const CONTRADICTED: Text = Text {
    en: "“{derivation}” stands beside a value: {printed}",
    zh: "写有“{derivation}”，却又给出了数值：{printed}",
};
const FURTHER: Text = Text {
    en: "here “{derivation}” stands beside {printed}",
    zh: "此处“{derivation}”与 {printed} 并存",
};
const HELP: Text = Text {
    en: "keep one of the two; if the value is an estimate, say so",
    zh: "请只保留其一；若数值为估算，请写明",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/contradicted-absence",
    aliases: &[],
    summary: Text {
        en: "a field that says that no data is public, and gives a value",
        zh: "既称没有公开数据，又给出数值",
    },
    severity: Severity::Error,
    recommended: true,
    texts: &[&CONTRADICTED, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/contradicted-absence.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(ContradictedAbsence))),
    schema: || schemars::schema_for!(NoOptions),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    absent: Vec<String>,
    other: Vec<String>,
}

struct Patterns {
    /// A part of a value that says that nothing is known, and nothing else.
    absent: lexicon::Is,
    mention: lexicon::Holds,
    other: lexicon::Holds,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut lists: Lists = toml::from_str(include_str!("../../../rules/data/contradicted-absence.toml"))
        .expect("the embedded words are checked by a test");
    lists.absent.sort_by_key(|word| std::cmp::Reverse(word.len()));
    Patterns {
        absent: lexicon::Is::new(&lists.absent),
        mention: lexicon::Holds::new(&lists.absent),
        other: lexicon::Holds::new(&lists.other),
    }
});

struct ContradictedAbsence;

impl Rule for ContradictedAbsence {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let (doc, ledger) = (cx.doc, cx.ledger);
        let words = Words { first: &CONTRADICTED, further: &FURTHER, help: &HELP, fix: None };
        for passage in ledger.passages() {
            if PATTERNS.mention.mentions(&passage.prose.text) {
                cx.looked_at(1);
                tell(cx, &words, contradictions(doc, passage));
            }
        }
    }
}

/// The values of a passage that stand beside words for their absence.
fn contradictions(doc: &Document, passage: &Passage) -> Vec<Slip> {
    let is_cell = doc.node(passage.node).kind == Kind::Cell;
    let text = &passage.prose.text;
    let mut slips = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let start = at;
        at += line.len() + 1;
        // A field is a label with its value, or a cell.
        let value = match line.find(['：', ':']) {
            Some(colon) if !is_cell => start + colon,
            _ if is_cell => start,
            _ => continue,
        };
        let is_field = is_cell || line[..value - start].chars().count() <= 32;
        let rest = &text[value..start + line.len()];
        if is_field && !PATTERNS.other.is_match(rest) {
            slips.extend(contradiction(passage, value, rest));
        }
    }
    slips
}

/// The first value of `field`, which begins at byte `start`, if another part of it says that none is known.
fn contradiction(passage: &Passage, start: usize, field: &str) -> Option<Slip> {
    let ends = |c: char| "，。；、,;:：（）()/".contains(c);
    let absent = field
        .split(ends)
        .map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()))
        .find(|part| PATTERNS.absent.is_match(part))?;
    let end = start + field.len();
    let text = &passage.prose.text;
    // A value is all that its part says.
    let is_whole = |quantity: &&Quantity| {
        let behind = &text[quantity.range.end as usize..end];
        let before =
            tail(&text[start..quantity.range.start as usize], 60).rsplit(ends).next().unwrap_or_default();
        plain(before).is_empty() && plain(behind.split(ends).next().unwrap_or_default()).is_empty()
    };
    let from = passage.quantities.partition_point(|quantity| (quantity.range.start as usize) < start);
    let quantity = passage.quantities[from..]
        .iter()
        .take_while(|quantity| quantity.range.end as usize <= end)
        .filter(|quantity| is_measure(quantity))
        .find(is_whole)?;
    Some(Slip {
        span: passage.span(quantity.range.clone()),
        label: String::new(),
        derivation: absent.to_owned(),
        printed: passage.lexeme(quantity).trim().to_owned(),
        edits: Vec::new(),
    })
}

/// True for what is measured rather than counted in passing.
fn is_measure(quantity: &Quantity) -> bool {
    let is_large = quantity.value().is_some_and(|value| value >= rust_decimal::Decimal::ONE_HUNDRED);
    !quantity.approximate
        && match quantity.class {
            Class::Rate | Class::Time | Class::Percent | Class::Money | Class::Multiple | Class::Size => true,
            Class::Count => is_large,
            Class::Score | Class::Other => false,
        }
}
