//! A heading two levels below the one before it hides a level from readers and from tools that build an outline.

use regex::{Regex, RegexBuilder};
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

use crate::diagnostic::Severity;
use crate::document::Kind;
use crate::message::{Message, Text};
use crate::rules::{Check, Rule, RuleContext, RuleDef};

pub const RULE: RuleDef = RuleDef {
    id: "format/heading-increment",
    aliases: &["MD001"],
    summary: Text { en: "a heading that skips a level", zh: "标题级别跳级" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&SKIPPED, &DEEPEN, &ABOVE, &TITLE],
    docs: include_str!("../../../rules/format/heading-increment.md"),
    load: |options| {
        let rule = HeadingIncrement { everywhere: options.markdownlint, ..options.read()? };
        Ok(Check::Document(Box::new(rule)))
    },
    schema: || schemars::schema_for!(HeadingIncrement),
};

const SKIPPED: Text = Text {
    en: "heading of level {level} follows level {before}; level {expected} is skipped",
    zh: "{before} 级标题之后直接出现 {level} 级标题，中间缺少 {expected} 级标题",
};
const DEEPEN: Text = Text {
    en: "make it level {expected}, or add the heading that is missing between",
    zh: "改为 {expected} 级标题，或补上缺失的中间标题",
};
const ABOVE: Text = Text { en: "the heading before it", zh: "前一个标题" };
const TITLE: Text = Text {
    en: "the title in the front matter counts as level 1",
    zh: "前置元数据中的标题视为 1 级标题",
};

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct HeadingIncrement {
    /// Regular expression for the line of the front matter that counts as a heading of level 1; empty for none.
    #[serde(deserialize_with = "pattern", serialize_with = "written")]
    #[schemars(with = "String")]
    front_matter_title: Option<Regex>,
    #[serde(skip)]
    everywhere: bool,
}

impl Default for HeadingIncrement {
    fn default() -> Self {
        let title = compile(r#"^\s*"?title"?\s*[:=]"#).expect("a regular expression");
        HeadingIncrement { front_matter_title: Some(title), everywhere: false }
    }
}

fn pattern<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Regex>, D::Error> {
    let pattern = String::deserialize(deserializer)?;
    if pattern.is_empty() {
        return Ok(None);
    }
    compile(&pattern).map(Some).map_err(|error| {
        // The lines above draw the place, which the configuration shows itself.
        let error = error.to_string();
        let reason = error.lines().last().unwrap_or_default();
        D::Error::custom(reason.trim_start_matches("error: "))
    })
}

fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).multi_line(true).case_insensitive(true).build()
}

/// The pattern as the configuration writes it.
fn written<S: Serializer>(pattern: &Option<Regex>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(pattern.as_ref().map_or("", Regex::as_str))
}

impl Rule for HeadingIncrement {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        let mut before =
            doc.nodes().get(1).filter(|node| node.kind == Kind::FrontMatter).and_then(|matter| {
                let title = self.front_matter_title.as_ref()?.find(doc.source.slice(matter.span))?;
                let start = matter.span.start as usize;
                let span = crate::source::Span::new(start + title.start(), start + title.end());
                Some((1, span, &TITLE))
            });
        // A heading inside a quote or list item belongs to what is quoted, not to the outline.
        for heading in doc.headings().iter().filter(|heading| heading.top_level || self.everywhere) {
            if let Some((level, span, label)) = before
                && heading.level > level + 1
            {
                cx.report(heading.span, &SKIPPED)
                    .arg("level", heading.level)
                    .arg("before", level)
                    .arg("expected", level + 1)
                    .help(&DEEPEN)
                    .label(span, Message::new(label));
            }
            before = Some((heading.level, heading.span, &ABOVE));
        }
    }
}
