//! Fields without a value, because lists of cases are made from fields and show a gap for each.

use super::{ADVICE, gaps, report};
use crate::contract::case::{Case, GapKind};
use crate::diagnostic::Severity;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const MISSING: Text =
    Text { en: "“{case}” lacks the field “{field}”", zh: "“{case}”缺少字段“{field}”" };
const WRITE: Text = Text {
    en: "write it as `**{field}**: value`, in a table, or in the front matter",
    zh: "请写成 `**{field}**：值`，或写入表格、前置元数据",
};
const BLANK: Text = Text { en: "the field “{field}” has no value", zh: "字段“{field}”没有值" };
const FILL_IN: Text = Text { en: "write its value", zh: "请填写其值" };

/// `completeness/missing-field`
pub const RULE: RuleDef = RuleDef {
    id: "completeness/missing-field",
    aliases: &[],
    summary: Text {
        en: "a field that the contract requires has no value", zh: "缺少契约要求的字段"
    },
    severity: Severity::Error,
    recommended: true,
    texts: &[&MISSING, &WRITE, &BLANK, &FILL_IN, &ADVICE],
    docs: include_str!("../../../rules/completeness/missing-field.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(MissingField))),
    schema: || schemars::schema_for!(NoOptions),
};

struct MissingField;

impl Rule for MissingField {
    fn check(&self, cx: &mut RuleContext<'_>) {
        for case in cx.cases {
            cx.looked_at(asked(case));
        }
        for (case, gap) in gaps(cx) {
            let GapKind::MissingField { field } = gap.kind else { continue };
            let (text, help) = if gap.span == case.head { (&MISSING, &WRITE) } else { (&BLANK, &FILL_IN) };
            report(cx, gap, text, help).arg("case", &case.name).arg("field", case.field_name(field));
        }
    }
}

/// The required fields, save those whose value is of another type or left to be filled in: other rules look at them.
fn asked(case: &Case) -> usize {
    let fields = case.contract.fields.iter().zip(&case.fields);
    fields.filter(|(field, state)| field.required && state.fits && !state.placeholder).count()
}
