//! A suppression that silences nothing hides the next fault at its place, and readers take it for a known one.

use crate::diagnostic::{Safety, Severity};
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, RuleDef};
use crate::similar::DID_YOU_MEAN;

pub const RULE: RuleDef = RuleDef {
    id: "format/unused-suppression",
    aliases: &[],
    summary: Text { en: "a suppression that silences nothing", zh: "没有起作用的抑制注释" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[
        &IDLE_NAME,
        &IDLE_COMMENT,
        &REMOVE_NAME,
        &REMOVE_COMMENT,
        &UNKNOWN_NAME,
        &UNKNOWN_VERB,
        &DID_YOU_MEAN,
        &NAMES,
        &VERBS,
    ],
    docs: include_str!("../../../rules/format/unused-suppression.md"),
    load: |options| {
        options.read::<NoOptions>()?;
        Ok(Check::Last(Box::new(UnusedSuppression)))
    },
    schema: || schemars::schema_for!(NoOptions),
};

const IDLE_NAME: Text =
    Text { en: "the suppression of {name} silences nothing", zh: "对 {name} 的抑制没有起作用" };
const IDLE_COMMENT: Text = Text { en: "the suppression silences nothing", zh: "此抑制没有起作用" };
const REMOVE_NAME: Text = Text {
    en: "remove {name} here, or put the suppression where the finding is",
    zh: "请移除此处的 {name}，或把抑制移到问题所在的位置",
};
const REMOVE_COMMENT: Text = Text {
    en: "remove the comment, or put it where the finding is",
    zh: "请移除该注释，或把它移到问题所在的位置",
};
const UNKNOWN_NAME: Text =
    Text { en: "there is no rule or family `{name}`", zh: "没有名为 `{name}` 的规则或规则族" };
const UNKNOWN_VERB: Text = Text {
    en: "`casegate-{name}` means nothing in a comment",
    zh: "注释中的 `casegate-{name}` 没有任何含义",
};
const NAMES: Text = Text {
    en: "`casegate rules` lists the names; a reason stands behind ` -- `",
    zh: "可用 `casegate rules` 查看全部名称；理由请写在 ` -- ` 之后",
};
const VERBS: Text = Text {
    en: "a comment begins with casegate-disable, casegate-enable, casegate-disable-line, \
         casegate-disable-next-line or casegate-disable-file",
    zh: "注释应以 casegate-disable、casegate-enable、casegate-disable-line、\
         casegate-disable-next-line 或 casegate-disable-file 开头",
};

struct UnusedSuppression;

impl CorpusRule for UnusedSuppression {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        for (index, facts) in cx.documents.iter().enumerate() {
            cx.looked_at(index, 1);
            for mistake in &facts.suppressions.mistakes {
                let (text, other) =
                    if mistake.is_name { (&UNKNOWN_NAME, &NAMES) } else { (&UNKNOWN_VERB, &VERBS) };
                let finding = cx.report(&facts.path, &mistake.place, text).arg("name", &mistake.word);
                match mistake.similar {
                    Some(similar) => {
                        let prefix = if mistake.is_name { "" } else { "casegate-" };
                        finding.arg("similar", format_args!("{prefix}{similar}")).help(&DID_YOU_MEAN)
                    }
                    None => finding.help(other),
                };
            }
            for (claim, removal) in facts.suppressions.idle() {
                let finding = match &claim.name {
                    Some(name) => {
                        cx.report(&facts.path, &claim.place, &IDLE_NAME).arg("name", name).help(&REMOVE_NAME)
                    }
                    None => cx.report(&facts.path, &claim.place, &IDLE_COMMENT).help(&REMOVE_COMMENT),
                };
                if let Some(edit) = removal {
                    finding.fix(Safety::Safe, &REMOVE_COMMENT, vec![edit.clone()]);
                }
            }
        }
    }
}
