//! Percentiles in a row of running text: `P50=12ms, P95=8ms` and `P50/P95/P99：12/8/30 ms`.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::document::{Document, Kind, NodeId};
use crate::quantity::Amount;
use crate::source::Span;

use super::Measured;
use super::ranks::{Rank, WORDS, percentile, stem};

static ONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) (?<stem> \p{Han}{0,6} | \b[a-z]{2,12}\s )
        \b?p(?<p> \d\d(?:\.\d+)? | 99\d{1,2} )
        \s* (?: 延迟 | 时延 | 响应时间 | 响应 | 耗时 | latency | 分位值? )?
        \s* (?: = | : | ： | 为 | 是 | 达 | 约 | \bis\b | \bof\b | \bwas\b | \bat\b )? \s*
        (?<value> [~≈约]? \s* \d+(?:[.,]\d+)* \s* (?: ms | µs | μs | us | ns | s | min | 毫秒 | 微秒 | 秒 | 分钟 ) )
        (?: $ | [^A-Za-z/每到至~-] )",
    )
    .expect("the pattern is fixed")
});

static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s,，、/|;；()（）和与及而]*(?:and|,\s*and)?\s*$").expect("the pattern is fixed")
});

static SLASHES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) (?<names> \bp?\d{2,4}(?:\.\d+)? (?: \s* [/／] \s* p?\d{2,4}(?:\.\d+)? ){1,4} )
        (?<between> [^\d]{0,8}? )
        (?<values> \d+(?:\.\d+)? \s* (?:ms|s|µs|us)? (?: \s* [/／] \s* \d+(?:\.\d+)? \s* (?:ms|s|µs|us)? ){1,4} )",
    )
    .expect("the pattern is fixed")
});

/// The runs of percentiles in the paragraphs of a document, each of one thing.
pub(super) fn runs(doc: &Document) -> Vec<Vec<Measured>> {
    let mut runs = Vec::new();
    for (index, node) in doc.nodes().iter().enumerate() {
        let is_block = matches!(node.kind, Kind::Paragraph | Kind::Cell);
        let source = doc.source.slice(node.span);
        if !is_block || !WORDS.percentile.mentions(source) {
            continue;
        }
        let id = index as NodeId;
        let text = doc.plain_text(id);
        runs.extend(chains(doc, id, &text));
        runs.extend(
            SLASHES
                .captures_iter(&text)
                .filter_map(|found| slashes(&found["names"], &found["values"], place(doc, id, &found[0]))),
        );
    }
    runs
}

/// `12/8/30 ms` below or behind `P50/P95/P99`.
pub(super) fn slashes(names: &str, values: &str, span: Span) -> Option<Vec<Measured>> {
    let names: Vec<&str> = names.split(['/', '／']).map(str::trim).collect();
    let values: Vec<&str> = values.split(['/', '／']).map(str::trim).collect();
    if names.len() != values.len() || names.len() < 2 || !names[0].starts_with(['p', 'P']) {
        return None;
    }
    // One unit at the end holds for all.
    let last = Amount::parse(values.last()?)?.unit;
    names
        .iter()
        .zip(values)
        .map(|(name, text)| {
            let amount = Amount::parse(text)?;
            let rank = Rank::Percentile(percentile(name.trim_start_matches(['p', 'P']))?);
            let unit = if amount.unit.is_empty() { last.to_string() } else { amount.unit.to_string() };
            Measured::new(rank, (*name).to_owned(), amount, &unit, Decimal::ONE, span)
        })
        .collect()
}

fn chains(doc: &Document, id: NodeId, text: &str) -> Vec<Vec<Measured>> {
    let mut chains: Vec<Vec<Measured>> = Vec::new();
    let mut first_stem = String::new();
    let mut end = None;
    let mut at = 0;
    // Matches may share the character that ends one of them.
    while let Some(found) = ONE.captures_at(text, at) {
        let (Some(stem_text), Some(value)) = (found.name("stem"), found.name("value")) else { break };
        at = value.end();
        let own = stem(stem_text.as_str());
        let start = stem_text.end();
        let Some(measured) = measured(doc, id, text, start..value.end(), &found["p"], value.as_str()) else {
            continue;
        };
        let follows = end.is_some_and(|end: usize| {
            end <= stem_text.start() && BETWEEN.is_match(&text[end..stem_text.start()])
        });
        let known = |chain: &Vec<Measured>| chain.iter().any(|it| it.rank == measured.rank);
        match chains.last_mut().filter(|chain| follows && !known(chain)) {
            Some(chain) if own.is_empty() || own == first_stem => chain.push(measured),
            _ => {
                first_stem = own;
                chains.push(vec![measured]);
            }
        }
        end = Some(value.end());
    }
    chains.retain(|chain| chain.len() > 1);
    chains
}

fn measured(
    doc: &Document,
    id: NodeId,
    text: &str,
    range: std::ops::Range<usize>,
    digits: &str,
    value: &str,
) -> Option<Measured> {
    let amount = Amount::parse(value)?;
    let unit = amount.unit.to_string();
    let rank = Rank::Percentile(percentile(digits)?);
    let span = place(doc, id, text.get(range)?);
    Measured::new(rank, format!("P{digits}"), amount, &unit, Decimal::ONE, span)
}

/// Where `text` stands in the source of node `id`; all of it, if markup stands between.
fn place(doc: &Document, id: NodeId, text: &str) -> Span {
    let whole = doc.span(id);
    doc.slice(id).find(text).map_or(whole, |at| {
        let start = whole.start + at as u32;
        Span { start, end: start + text.len() as u32 }
    })
}
