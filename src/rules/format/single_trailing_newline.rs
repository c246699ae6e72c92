//! A text whose last line is not ended joins with whatever is appended to it.

use super::lines::{line_ending, looks_empty};
use crate::diagnostic::{Edit, Safety, Severity};
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

pub const RULE: RuleDef = RuleDef {
    id: "format/single-trailing-newline",
    aliases: &["MD047"],
    summary: Text { en: "a last line without a line ending", zh: "文件末行缺少换行符" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&UNFINISHED, &ADD],
    docs: include_str!("../../../rules/format/single-trailing-newline.md"),
    load: |options| {
        options.read::<NoOptions>()?;
        Ok(Check::Document(Box::new(SingleTrailingNewline { markdownlint: options.markdownlint })))
    },
    schema: || schemars::schema_for!(NoOptions),
};

const UNFINISHED: Text =
    Text { en: "the last line has no line ending", zh: "最后一行没有以换行符结束" };
const ADD: Text =
    Text { en: "add a line ending at the end of the file", zh: "在文件末尾添加换行符" };

struct SingleTrailingNewline {
    markdownlint: bool,
}

impl Rule for SingleTrailingNewline {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let source = &cx.doc.source;
        let last = source.line(source.line_count() - 1);
        let finished =
            if self.markdownlint { looks_empty(last) } else { last.is_empty() || last == "\u{feff}" };
        if finished {
            return;
        }
        let end = source.text().len();
        let width = last.chars().next_back().map_or(0, char::len_utf8);
        let edit = Edit { span: Span::new(end, end), text: line_ending(source).to_owned() };
        cx.report(Span::new(end - width, end), &UNFINISHED).help(&ADD).fix(Safety::Safe, &ADD, vec![edit]);
    }
}
