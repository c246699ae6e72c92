//! Percentages beyond what their metric can be: an availability of 100.5 %, a cost that falls by 120 %.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::fields::{Tables, is_alone, plain};
use super::lexicon;
use super::prose::{PERCENT, Skeleton, Token};
use super::slips::{Slip, Words, tell};
use crate::diagnostic::Severity;
use crate::message::Text;
use crate::quantity::{Bound, Class, Passage, Quantity};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const BEYOND: Text = Text {
    en: "“{label}” is beyond what is possible: {derivation}, printed {printed}",
    zh: "“{label}”超出了可能的范围：{derivation}，文中为 {printed}",
};
const FURTHER: Text = Text {
    en: "also beyond what is possible: {derivation}, printed {printed}",
    zh: "此处同样超出可能的范围：{derivation}，文中为 {printed}",
};
const HELP: Text = Text {
    en: "correct the value; if it says how many times better something is, write it as a multiple",
    zh: "请更正数值；若要表达提升到几倍，请改写为倍数",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/percent-range",
    aliases: &[],
    summary: Text {
        en: "a percentage beyond what its metric can be", zh: "百分比超出指标可能的范围"
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&BEYOND, &FURTHER, &HELP],
    docs: include_str!("../../../rules/data/percent-range.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(PercentRange))),
    schema: || schemars::schema_for!(NoOptions),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    shares: Vec<String>,
    joins: Vec<String>,
    decreases: Vec<String>,
    between: Vec<String>,
    decreases_after: Vec<String>,
    unbounded: Vec<String>,
}

struct Patterns {
    /// A metric right in front of a percentage; groups `label` and `n`.
    share: Regex,
    /// A word for a decrease beside a percentage; group `n`.
    decreases: [Regex; 2],
    /// A label that ends with the name of such a metric.
    label: Regex,
    /// What may fall by more than it is, or is counted per core.
    unbounded: lexicon::Holds,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../rules/data/percent-range.toml"))
        .expect("the embedded words are checked by a test");
    let [shares, joins, decreases, between, after] =
        [lists.shares, lists.joins, lists.decreases, lists.between, lists.decreases_after].map(
            |mut words| {
                words.sort_by_key(|word| std::cmp::Reverse(word.len()));
                lexicon::any(&words)
            },
        );
    Patterns {
        share: lexicon::pattern(&format!(
            r"(?P<label>[a-z\p{{Han}}]{{0,12}}(?:{shares}))(?:{joins}|(?:从|由|from)\s*{PERCENT}|[\s:])*(?P<n>{PERCENT})"
        )),
        decreases: [
            lexicon::pattern(&format!(r"(?P<label>(?:{decreases})(?:{between}|\s)*(?P<n>{PERCENT}))")),
            lexicon::pattern(&format!(r"(?P<label>(?P<n>{PERCENT})\s*的?(?:{after})\b)")),
        ],
        label: lexicon::pattern(&format!("(?:{shares})$")),
        unbounded: lexicon::Holds::new(&lists.unbounded),
    }
});

struct PercentRange;

impl Rule for PercentRange {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let (doc, ledger) = (cx.doc, cx.ledger);
        let mut tables = Tables::new(doc);
        for passage in ledger.passages() {
            let percentages = passage.quantities.iter().filter(|it| it.class == Class::Percent);
            cx.looked_at(percentages.clone().count());
            if percentages.clone().any(is_beyond) {
                let slips = slips(&mut tables, passage);
                tell(cx, &Words { first: &BEYOND, further: &FURTHER, help: &HELP, fix: None }, slips);
            }
        }
    }
}

/// True if all that a percentage stands for is more than the whole.
fn is_beyond(quantity: &Quantity) -> bool {
    quantity.class == Class::Percent
        && quantity.bound != Bound::AtMost
        && !quantity.approximate
        && quantity.unit.is_none_or(|unit| &*unit.dimension == "percent" && unit.factor == Decimal::ONE)
        && quantity.low.is_some_and(|low| low > Decimal::ONE_HUNDRED)
}

fn slips(tables: &mut Tables<'_>, passage: &Passage) -> Vec<Slip> {
    let slip = |label: &str, quantity: &Quantity, derivation: String| Slip {
        span: passage.span(quantity.range.clone()),
        label: label.to_owned(),
        derivation,
        printed: passage.lexeme(quantity).trim().to_owned(),
        edits: Vec::new(),
    };
    let more = |quantity: &Quantity| format!("{} % > 100 %", quantity.low.unwrap_or_default().normalize());
    if let Some(names) = tables.names(passage.node)
        && is_alone(passage)
    {
        let quantity = &passage.quantities[0];
        let named =
            [plain(names.header), plain(names.row)].into_iter().find(|label| PATTERNS.label.is_match(label));
        return named
            .filter(|_| is_beyond(quantity))
            .map(|label| slip(label, quantity, more(quantity)))
            .into_iter()
            .collect();
    }
    let skeleton = Skeleton::of(passage);
    let mut slips = Vec::new();
    let mut take = |pattern: &Regex, is_decrease: bool| {
        for found in pattern.captures_iter(&skeleton.text) {
            let Some((number, label)) = found.name("n").zip(found.name("label")) else { continue };
            let Some(Token::Quantity(quantity)) = skeleton.token(number.start()) else { continue };
            // What a sentence is about may stand in another clause.
            let around = if is_decrease {
                &format!(
                    "{}{}",
                    skeleton.sentence_before(number.start()),
                    skeleton.sentence_behind(number.start())
                )
            } else {
                clause(&skeleton, number.start())
            };
            if !is_beyond(quantity) || PATTERNS.unbounded.is_match(around) {
                continue;
            }
            let label = label.as_str().replace(PERCENT, passage.lexeme(quantity).trim());
            let derivation = if is_decrease {
                let low = quantity.low.unwrap_or_default();
                format!("100 % − {} % < 0", low.normalize())
            } else {
                more(quantity)
            };
            slips.push(slip(label.trim(), quantity, derivation));
        }
    };
    take(&PATTERNS.share, false);
    PATTERNS.decreases.iter().for_each(|pattern| take(pattern, true));
    slips
}

/// The clause around byte `at`.
fn clause<'s>(skeleton: &'s Skeleton<'_>, at: usize) -> &'s str {
    let ends = [',', ';', '。', '\n'];
    let start = skeleton.text[..at].rfind(ends).map_or(0, |end| end + 1);
    let start = (start..=at).find(|&start| skeleton.text.is_char_boundary(start)).unwrap_or(at);
    let end = skeleton.text[at..].find(ends).map_or(skeleton.text.len(), |end| at + end);
    &skeleton.text[start..end]
}
