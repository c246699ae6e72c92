//! More than one empty line means no more than one does, and makes documents drift apart in style.

use schemars::JsonSchema;
use serde::Deserialize;

use super::lines::{LineRuns, first_line, is_blank};
use crate::diagnostic::{Edit, Safety, Severity};
use crate::document::Kind;
use crate::message::Text;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

pub const RULE: RuleDef = RuleDef {
    id: "format/no-multiple-blanks",
    aliases: &["MD012"],
    summary: Text { en: "several empty lines in a row", zh: "连续出现多个空行" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&MORE, &REMOVE],
    docs: include_str!("../../../rules/format/no-multiple-blanks.md"),
    load: |options| {
        let rule = NoMultipleBlanks { markdownlint: options.markdownlint, ..options.read()? };
        Ok(Check::Document(Box::new(rule)))
    },
    schema: || schemars::schema_for!(NoMultipleBlanks),
};

const MORE: Text = Text {
    en: "empty line {count} in a row; at most {maximum} may follow each other",
    zh: "连续第 {count} 个空行；最多允许连续 {maximum} 个",
};
const REMOVE: Text = Text { en: "remove the empty line", zh: "删除这个空行" };

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct NoMultipleBlanks {
    /// How many empty lines may follow each other.
    maximum: usize,
    #[serde(skip)]
    markdownlint: bool,
}

impl Default for NoMultipleBlanks {
    fn default() -> Self {
        NoMultipleBlanks { maximum: 1, markdownlint: false }
    }
}

impl Rule for NoMultipleBlanks {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let source = &cx.doc.source;
        let mut kept = None;
        let mut count = 0;
        for line in first_line(cx.doc)..source.line_count() {
            if !source.line(line).chars().all(is_blank) {
                count = 0;
                continue;
            }
            count += 1;
            if count <= self.maximum {
                continue;
            }
            let (code, html) = kept.get_or_insert_with(|| {
                (LineRuns::code(cx.doc, true), LineRuns::of(cx.doc, |kind| kind == Kind::HtmlBlock))
            });
            let raw = html.continues(line);
            // Inside `<pre>` an empty line shows.
            if code.contains(line) || (raw && !self.markdownlint) {
                count = 0;
                continue;
            }
            let span = source.line_span(line);
            let from = line.checked_sub(1).map_or(0, |before| source.line_span(before).end);
            let edit = Edit { span: Span { start: from, end: span.end }, text: String::new() };
            let finding =
                cx.report(span, &MORE).arg("count", count).arg("maximum", self.maximum).help(&REMOVE);
            if !raw {
                finding.fix(Safety::Safe, &REMOVE, vec![edit]);
            }
        }
    }
}
