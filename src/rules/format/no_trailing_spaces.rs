//! Blanks at the end of a line are invisible, make noise in diffs, and two of them are a line break that nobody sees.

use schemars::JsonSchema;
use serde::Deserialize;

use super::lines::{LineRuns, first_line, is_blank};
use crate::diagnostic::{Edit, Safety, Severity};
use crate::document::Kind;
use crate::message::Text;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

pub const RULE: RuleDef = RuleDef {
    id: "format/no-trailing-spaces",
    aliases: &["MD009"],
    summary: Text { en: "blanks at the end of a line", zh: "行尾有多余的空白" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&TRAILING, &BREAK, &USELESS, &REMOVE],
    docs: include_str!("../../../rules/format/no-trailing-spaces.md"),
    load: |options| Ok(Check::Document(Box::new(options.read::<NoTrailingSpaces>()?))),
    schema: || schemars::schema_for!(NoTrailingSpaces),
};

const TRAILING: Text = Text { en: "{count} trailing blank(s)", zh: "行尾有 {count} 个空白字符" };
const USELESS: Text = Text {
    en: "{count} trailing blanks that break no line",
    zh: "行尾的 {count} 个空白字符没有换行作用",
};
const BREAK: Text = Text {
    en: "remove them; exactly {break} blanks would be a line break",
    zh: "请删除；恰好 {break} 个空格才表示换行",
};
const REMOVE: Text = Text { en: "remove the trailing blanks", zh: "删除行尾空白" };

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct NoTrailingSpaces {
    /// This many blanks are a line break and allowed; less than 2 allows none.
    br_spaces: usize,
    /// Look into code blocks too.
    code_blocks: bool,
    /// Allow blanks on empty lines inside list items.
    list_item_empty_lines: bool,
    /// Report line breaks that break nothing too, such as those at the end of a paragraph.
    strict: bool,
}

impl Default for NoTrailingSpaces {
    fn default() -> Self {
        NoTrailingSpaces { br_spaces: 2, code_blocks: false, list_item_empty_lines: false, strict: false }
    }
}

impl Rule for NoTrailingSpaces {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        let expected = if self.br_spaces < 2 { 0 } else { self.br_spaces };
        let mut runs = None;
        for line in first_line(doc)..doc.source.line_count() {
            let text = doc.source.line(line);
            // A byte order mark is no blank of the first line.
            let text = if line == 0 { text.trim_start_matches('\u{feff}') } else { text };
            let kept = text.trim_end_matches(is_blank).len();
            if kept == text.len() {
                continue;
            }
            let runs = runs.get_or_insert_with(|| self.runs(cx));
            let count = text[kept..].chars().count();
            let is_break = count == expected;
            let useless = is_break
                && self.strict
                && (!runs.paragraphs.continues(line) || runs.code_spans.continues(line));
            if (is_break && !useless)
                || runs.code.contains(line)
                || runs.comments.contains(line)
                || (kept == 0 && runs.items.contains(line))
            {
                continue;
            }
            let end = doc.source.line_span(line).end as usize;
            let span = Span::new(end - (text.len() - kept), end);
            let finding = cx
                .report(span, if useless { &USELESS } else { &TRAILING })
                .arg("count", count)
                .arg("break", self.br_spaces)
                .fix(Safety::Safe, &REMOVE, vec![Edit { span, text: String::new() }]);
            if expected > 0 && !useless {
                finding.help(&BREAK);
            } else {
                finding.help(&REMOVE);
            }
        }
    }
}

#[derive(Default)]
struct Runs {
    code: LineRuns,
    comments: LineRuns,
    items: LineRuns,
    paragraphs: LineRuns,
    code_spans: LineRuns,
}

impl NoTrailingSpaces {
    fn runs(&self, cx: &RuleContext<'_>) -> Runs {
        let doc = cx.doc;
        let mut runs = Runs { comments: LineRuns::comments(&doc.source), ..Runs::default() };
        if !self.code_blocks {
            runs.code = LineRuns::code(doc, false);
        }
        if self.list_item_empty_lines {
            let outermost = doc.lists().iter().filter(|&&list| {
                !doc.ancestors(list).any(|outer| matches!(doc.node(outer).kind, Kind::List { .. }))
            });
            runs.items = LineRuns::spans(&doc.source, outermost.map(|&list| doc.span(list)));
        }
        if self.strict {
            runs.paragraphs = LineRuns::of(doc, |kind| kind == Kind::Paragraph);
            runs.code_spans = LineRuns::of(doc, |kind| kind == Kind::Code);
        }
        runs
    }
}
