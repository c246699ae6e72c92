//! `casegate check --statistics`: which rules the findings come from, the most frequent first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::message::{Lang, Text};
use crate::report::columns::{Side, lines};
use crate::report::terminal::severity_name;
use crate::rules;

const COLUMNS: [Text; 5] = [
    Text { en: "findings", zh: "数量" },
    Text { en: "rule", zh: "规则" },
    Text { en: "severity", zh: "严重级别" },
    Text { en: "fixable", zh: "可修复" },
    Text { en: "what it finds", zh: "检查内容" },
];

/// A table of the rules that have findings; nothing if none has. Where configurations weigh a rule differently, each
/// severity has its own row.
pub(super) fn table(diagnostics: &[Diagnostic], lang: Lang) -> Vec<String> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics {
        let (found, fixable) =
            counts.entry((diagnostic.rule, Reverse(diagnostic.severity))).or_insert((0_usize, 0_usize));
        *found += 1;
        *fixable += usize::from(diagnostic.fix.is_some());
    }
    if counts.is_empty() {
        return Vec::new();
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    // The map had them in the order of ids, which this leaves among equals.
    counts.sort_by_key(|(_, (found, _))| Reverse(*found));

    let mut rows = vec![COLUMNS.map(|title| title.get(lang).to_owned())];
    rows.extend(counts.into_iter().map(|((id, Reverse(severity)), (found, fixable))| {
        let summary = rules::all().find(|rule| rule.id == id).map_or("", |rule| rule.summary.get(lang));
        [
            found.to_string(),
            id.to_owned(),
            severity_name(severity).to_owned(),
            fixable.to_string(),
            summary.to_owned(),
        ]
    }));
    lines([Side::Right, Side::Left, Side::Left, Side::Right, Side::Left], &rows)
}
