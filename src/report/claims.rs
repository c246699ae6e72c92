//! The ledger of a run for reviewers: every number with its role, its source and its verdict, in four formats.

mod csv;
mod json;
mod markdown;
mod table;

use std::borrow::Cow;
use std::io;

use rust_decimal::Decimal;

pub use json::schema;

use super::Style;
use crate::audit::{Audit, Audited, Cited, Verdict};
use crate::ledger::Role;
use crate::message::{Lang, Text};
use crate::quantity::{Class, Per};
use crate::sources::CarrierKind;

const CLASSES: [(Class, Text); 9] = [
    (Class::Rate, Text { en: "rate", zh: "速率" }),
    (Class::Time, Text { en: "time", zh: "时间" }),
    (Class::Percent, Text { en: "percent", zh: "百分比" }),
    (Class::Money, Text { en: "money", zh: "金额" }),
    (Class::Multiple, Text { en: "multiple", zh: "倍数" }),
    (Class::Size, Text { en: "size", zh: "数据量" }),
    (Class::Score, Text { en: "score", zh: "评分" }),
    (Class::Count, Text { en: "count", zh: "计数" }),
    (Class::Other, Text { en: "other", zh: "其他" }),
];
const ROLES: [(Role, Text); 8] = [
    (Role::Absent, Text { en: "absent", zh: "无数据" }),
    (Role::Hypothetical, Text { en: "hypothetical", zh: "假设" }),
    (Role::Target, Text { en: "target", zh: "目标" }),
    (Role::Threshold, Text { en: "threshold", zh: "阈值" }),
    (Role::Estimate, Text { en: "estimate", zh: "估算" }),
    (Role::Config, Text { en: "config", zh: "配置" }),
    (Role::Derived, Text { en: "derived", zh: "推算" }),
    (Role::Measured, Text { en: "measured", zh: "实测" }),
];
const VERDICTS: [(Verdict, Text); 5] = [
    (Verdict::Cited, Text { en: "cited", zh: "有来源" }),
    (Verdict::Uncited, Text { en: "uncited", zh: "无来源" }),
    (Verdict::Unresolved, Text { en: "unresolved", zh: "来源无效" }),
    (Verdict::Contradicted, Text { en: "contradicted", zh: "数据矛盾" }),
    (Verdict::NotAClaim, Text { en: "not a claim", zh: "非论断" }),
];
const QUANTITY: Text = Text { en: "quantity", zh: "数值" };
const CLASS: Text = Text { en: "class", zh: "类别" };
const ROLE: Text = Text { en: "role", zh: "角色" };
const SOURCE: Text = Text { en: "source", zh: "来源" };
const VERDICT: Text = Text { en: "verdict", zh: "结论" };

/// The formats of a ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ClaimsFormat {
    /// Columns, for people
    #[default]
    Table,
    /// Comma-separated values, for spreadsheets
    Csv,
    /// A Markdown table, for reviews
    Markdown,
    /// One JSON object
    Json,
}

/// Which numbers are listed. What is counted are all of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// None that are no claims, unless they are contradicted.
    pub claims_only: bool,
    /// Only claims that no source vouches for.
    pub uncited: bool,
}

impl Filter {
    fn keeps(self, quantity: &Audited) -> bool {
        (!self.claims_only || quantity.verdict() != Verdict::NotAClaim)
            && (!self.uncited || quantity.lacks_source())
    }
}

/// A ledger to be written.
#[derive(Clone, Copy)]
struct Listing<'a> {
    audit: &'a Audit,
    filter: Filter,
}

impl<'a> Listing<'a> {
    /// The numbers that are listed.
    fn quantities(self) -> impl Iterator<Item = &'a Audited> {
        self.audit.quantities.iter().filter(move |quantity| self.filter.keeps(quantity))
    }
}

/// Writes the ledger.
///
/// # Errors
/// What `out` says.
pub fn write(
    audit: &Audit,
    filter: Filter,
    format: ClaimsFormat,
    style: Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let listing = Listing { audit, filter };
    match format {
        ClaimsFormat::Table => table::write(listing, style, out),
        ClaimsFormat::Csv => csv::write(listing, out),
        ClaimsFormat::Markdown => markdown::write(listing, style.lang, out),
        ClaimsFormat::Json => json::write(listing, out),
    }
}

fn word<K: PartialEq + Copy>(words: &[(K, Text)], key: K, lang: Lang) -> &'static str {
    words.iter().find(|(known, _)| *known == key).map_or("", |(_, text)| text.get(lang))
}

/// The role, and the word that decided it.
fn role(quantity: &Audited, lang: Lang) -> String {
    let role = word(&ROLES, quantity.role, lang);
    match (&quantity.cue, lang) {
        (Some(cue), Lang::En) => format!("{role} (“{}”)", cue.text),
        (Some(cue), Lang::ZhCn) => format!("{role}（“{}”）", cue.text),
        (None, _) => role.to_owned(),
    }
}

/// The class, and the unit where the number does not show it.
fn class(quantity: &Audited, lang: Lang) -> Cow<'static, str> {
    let class = word(&CLASSES, quantity.class, lang);
    match quantity.unit.filter(|_| quantity.unit_elsewhere) {
        Some(unit) => format!("{class} {}", unit.symbol).into(),
        None => class.into(),
    }
}

/// The source as a reader recognises it, with the marks that documents put around it.
fn source(quantity: &Audited) -> String {
    let Some(Cited { kind, target, .. }) = quantity.source() else { return String::new() };
    match kind {
        CarrierKind::Footnote => format!("[^{target}]"),
        CarrierKind::Key => format!("[@{target}]"),
        CarrierKind::Mention => format!("@{target}"),
        CarrierKind::Numbered => format!("[{target}]"),
        CarrierKind::Link | CarrierKind::File | CarrierKind::Text => target.to_string(),
    }
}

/// A decimal without zeros at its end that say nothing.
fn decimal(value: Decimal) -> String {
    value.normalize().to_string()
}

/// What a quantity is counted by, in a word of the output.
fn per_name(per: Per) -> &'static str {
    match per {
        Per::Time(unit) => &unit.symbol,
        Per::Thing => "thing",
        Per::Before => "before",
    }
}

/// The sum in a sentence.
fn sum(audit: &Audit, lang: Lang) -> String {
    let [cited, uncited, unresolved, contradicted, _] = audit.counts();
    let claims = audit.quantities.iter().filter(|quantity| quantity.claim).count();
    let quantities = audit.quantities.len();
    match lang {
        Lang::En => {
            let plural = |count: usize| if count == 1 { "" } else { "s" };
            let mut noun = "quantities";
            if quantities == 1 {
                noun = "quantity";
            }
            format!(
                "{quantities} {noun}, {claims} claim{}: {cited} cited, {uncited} uncited, {unresolved} unresolved, {contradicted} contradicted",
                plural(claims)
            )
        }
        Lang::ZhCn => format!(
            "共 {quantities} 个数值，其中论断 {claims} 个：有来源 {cited} 个，无来源 {uncited} 个，来源无效 {unresolved} 个，数据矛盾 {contradicted} 个"
        ),
    }
}
