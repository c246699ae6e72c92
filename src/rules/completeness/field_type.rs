//! Values that are not what their field says, because a date that is none can't be sorted by.

use super::{ADVICE, gaps, report};
use crate::contract::FieldKind;
use crate::contract::case::{Case, GapKind};
use crate::diagnostic::Severity;
use crate::message::{Message, Text};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};

const TEXT: Text =
    Text { en: "“{value}” is no value of “{field}”", zh: "“{value}”不是“{field}”的值" };
const ENUM: Text = Text {
    en: "“{value}” is none of the values that “{field}” may have",
    zh: "“{value}”不在“{field}”的可选值之列",
};
const CHOOSE: Text = Text { en: "choose one of them: {values}", zh: "请从中选择：{values}" };
const DATE: Text = Text {
    en: "“{field}” must be a date, not “{value}”",
    zh: "“{field}”应为日期，而不是“{value}”",
};
const VERSION: Text = Text {
    en: "“{field}” must be a version, not “{value}”",
    zh: "“{field}”应为版本号，而不是“{value}”",
};
const URL: Text = Text {
    en: "“{field}” must be an address, not “{value}”",
    zh: "“{field}”应为网址，而不是“{value}”",
};
const QUANTITY: Text = Text {
    en: "“{field}” must be a number, not “{value}”",
    zh: "“{field}”应为数值，而不是“{value}”",
};
const REF: Text = Text {
    en: "“{field}” must be a reference, not “{value}”",
    zh: "“{field}”应为引用，而不是“{value}”",
};
const WRITE_LIKE: Text = Text { en: "write it like this: {values}", zh: "请按此写法填写：{values}" };
const REPEATED: Text = Text {
    en: "“{value}” is the “{field}” of another case already",
    zh: "“{value}”已是另一案例的“{field}”",
};
const FIRST: Text = Text { en: "first here", zh: "首次出现在此处" };
const CHANGE: Text = Text { en: "give each case its own", zh: "请为每个案例使用各自的值" };

/// `completeness/field-type`
pub const RULE: RuleDef = RuleDef {
    id: "completeness/field-type",
    aliases: &[],
    summary: Text {
        en: "a value that is not what the contract says of its field",
        zh: "字段的值不符合契约规定的类型",
    },
    severity: Severity::Error,
    recommended: true,
    texts: &[
        &TEXT,
        &ENUM,
        &CHOOSE,
        &DATE,
        &VERSION,
        &URL,
        &QUANTITY,
        &REF,
        &WRITE_LIKE,
        &REPEATED,
        &FIRST,
        &CHANGE,
        &ADVICE,
    ],
    docs: include_str!("../../../rules/completeness/field-type.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(FieldType))),
    schema: || schemars::schema_for!(NoOptions),
};

struct FieldType;

impl Rule for FieldType {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for case in cx.cases {
            cx.looked_at(asked(case));
        }
        for (case, gap) in gaps(cx) {
            let value = doc.source.slice(gap.span);
            match gap.kind {
                GapKind::FieldType { field } => {
                    let known = &case.contract.fields[field];
                    let (text, help, values) = wanted(&known.kind);
                    report(cx, gap, text, help)
                        .arg("field", case.field_name(field))
                        .arg("value", value)
                        .arg("values", values)
                        .fails(usize::from(known.required));
                }
                GapKind::RepeatedField { field, first } => {
                    report(cx, gap, &REPEATED, &CHANGE)
                        .arg("field", case.field_name(field))
                        .arg("value", value)
                        .label(first, Message::new(&FIRST));
                }
                _ => {}
            }
        }
    }
}

/// The required fields whose value is of another type, and the values that no other case may have.
fn asked(case: &Case) -> usize {
    let fields = || case.contract.fields.iter().zip(&case.fields);
    let unfit = fields().filter(|(field, state)| field.required && !state.fits).count();
    unfit + fields().filter(|(field, state)| field.unique && state.value.is_some()).count()
}

/// What is said of a value of another kind, what to do about it, and values that fit.
fn wanted(kind: &FieldKind) -> (&'static Text, &'static Text, String) {
    let like = |text, values: &str| (text, &WRITE_LIKE, values.to_owned());
    match kind {
        FieldKind::Text => like(&TEXT, "…"),
        FieldKind::Enum(values) => (&ENUM, &CHOOSE, values.join(" | ")),
        FieldKind::Date => like(&DATE, "`2024-05-01`"),
        FieldKind::Version => like(&VERSION, "`v1.2`"),
        FieldKind::Url => like(&URL, "`https://example.com`"),
        FieldKind::Quantity => like(&QUANTITY, "`120 ms`"),
        FieldKind::Ref => like(&REF, "`[name](page.md)`, `[^1]`"),
    }
}
