//! A code block that names its language can be highlighted, and checked.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::message::Text;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

pub const RULE: RuleDef = RuleDef {
    id: "format/fenced-code-language",
    aliases: &["MD040"],
    summary: Text {
        en: "a fenced code block that does not name its language", zh: "围栏代码块没有标明语言"
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&NONE, &NAME_IT, &UNKNOWN, &ALLOWED, &MORE, &ONLY],
    docs: include_str!("../../../rules/format/fenced-code-language.md"),
    load: |options| Ok(Check::Document(Box::new(options.read::<FencedCodeLanguage>()?))),
    schema: || schemars::schema_for!(FencedCodeLanguage),
};

const NONE: Text = Text { en: "the code block names no language", zh: "代码块没有标明语言" };
const NAME_IT: Text = Text {
    en: "name it behind the fence; `text` says that there is none",
    zh: "请在围栏后写明语言；没有语言时写 `text`",
};
const UNKNOWN: Text =
    Text { en: "the language `{language}` is not allowed", zh: "语言 `{language}` 不在允许范围内" };
const ALLOWED: Text = Text { en: "allowed are: {allowed}", zh: "允许的语言：{allowed}" };
const MORE: Text =
    Text { en: "`{more}` follows the language", zh: "语言之后还有多余内容 `{more}`" };
const ONLY: Text = Text { en: "leave only the language", zh: "只保留语言名称" };

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct FencedCodeLanguage {
    /// The languages that may be named, case-sensitive; any if empty.
    allowed_languages: Vec<String>,
    /// Nothing may follow the language.
    language_only: bool,
}

impl Rule for FencedCodeLanguage {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for block in doc.code_blocks().iter().filter(|block| block.fenced) {
            let start = doc.span(block.node).start as usize;
            let line_end = doc.source.line_span(doc.source.line_of(start as u32)).end as usize;
            let opening = doc.source.text()[start..line_end].trim_end();
            let info = opening.trim_start_matches(['`', '~']).trim_start();
            let language = info.split_whitespace().next().unwrap_or_default();
            let info_start = start + opening.len() - info.len();
            if language.is_empty() {
                cx.report(Span::new(start, start + opening.len()), &NONE).help(&NAME_IT);
            } else if !self.allowed_languages.is_empty()
                && !self.allowed_languages.iter().any(|allowed| allowed == language)
            {
                cx.report(Span::new(info_start, info_start + language.len()), &UNKNOWN)
                    .arg("language", language)
                    .arg("allowed", self.allowed_languages.join(", "))
                    .help(&ALLOWED);
            }
            let more = info[language.len()..].trim_start();
            if self.language_only && !more.is_empty() {
                let end = start + opening.len();
                cx.report(Span::new(end - more.len(), end), &MORE).arg("more", more).help(&ONLY);
            }
        }
    }
}
