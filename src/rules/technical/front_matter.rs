//! Finds front matter that a site generator could not read.

mod block;
mod yaml;

use std::ops::Range;

use crate::diagnostic::Severity;
use crate::message::{Message, Text};
use crate::rules::options::NoOptions;
use crate::rules::technical::syntax::{has_template_marks, toml, without_strings};
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;
use block::{Block, Format};
use yaml::Flaw;

/// `technical/front-matter`
pub const RULE: RuleDef = RuleDef {
    id: "technical/front-matter",
    aliases: &[],
    summary: Text { en: "front matter that can't be read", zh: "前置元数据无法读取" },
    severity: Severity::Error,
    recommended: true,
    texts: &[
        &INVALID,
        &QUOTE,
        &CLOSE_ABOVE,
        &WRITE_TOML,
        &ENDLESS,
        &CLOSE,
        &REPEATED,
        &FIRST,
        &KEEP_ONE,
        &EXPLOSION,
        &WRITE_OUT,
        &KEYLESS,
        &WRITE_KEYS,
    ],
    docs: include_str!("../../../rules/technical/front-matter.md"),
    load: |options| {
        options.read::<NoOptions>()?;
        Ok(Check::Document(Box::new(FrontMatter)))
    },
    schema: || schemars::schema_for!(NoOptions),
};

const INVALID: Text = Text {
    en: "this front matter is no valid {language}: {reason}",
    zh: "前置元数据不是有效的 {language}：{reason}",
};
const QUOTE: Text = Text {
    en: "correct it here; a value that holds `: ` or starts with a sign such as `[`, `@` or `*` goes in quotes",
    zh: "请在此处改正；值中含有 `: `，或以 `[`、`@`、`*` 等符号开头时，须加引号",
};
const WRITE_TOML: Text = Text {
    en: "correct it here; TOML is written `key = \"value\"`",
    zh: "请在此处改正；TOML 的写法是 `键 = \"值\"`",
};
const CLOSE_ABOVE: Text = Text {
    en: "correct it here, or close the front matter with a line `{fence}` above if this is text already",
    zh: "请在此处改正；若此处已是正文，请在其上方加一行 `{fence}` 结束前置元数据",
};
const ENDLESS: Text = Text {
    en: "this front matter has no end: no line `{fence}` follows",
    zh: "前置元数据没有结束：其后没有 `{fence}` 行",
};
const CLOSE: Text = Text {
    en: "add a line `{fence}` below the last key, or all of it is shown as text",
    zh: "请在最后一个键之后加一行 `{fence}`，否则这些内容会显示为正文",
};
const REPEATED: Text = Text { en: "the key `{key}` is given twice", zh: "键 `{key}` 重复出现" };
const FIRST: Text = Text { en: "first given here", zh: "首次出现在此处" };
const KEEP_ONE: Text = Text { en: "keep one of them", zh: "请只保留一个" };
const EXPLOSION: Text = Text {
    en: "with this alias the front matter grows to more than {limit} values",
    zh: "加上此别名，前置元数据展开后超过 {limit} 个值",
};
const WRITE_OUT: Text = Text {
    en: "write out what is meant: aliases of aliases multiply until they exhaust the memory of whoever reads them",
    zh: "请直接写出所需的值：别名层层嵌套会成倍展开，直至耗尽读取程序的内存",
};
const KEYLESS: Text = Text {
    en: "this front matter is not made of keys with values",
    zh: "前置元数据不是由键和值组成的",
};
const WRITE_KEYS: Text = Text {
    en: "write `key: value`, with an ASCII colon and a blank behind it, and no `- ` in front of it",
    zh: "请写成 `键: 值`：使用半角冒号，冒号后留一个空格，行首不加 `- `",
};

struct FrontMatter;

impl Rule for FrontMatter {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        let Some(block) = Block::of(&doc.source) else { return };
        if !block.closed {
            if block.is_meant() && !is_template(&block.head().collect::<Vec<_>>().join("\n")) {
                cx.looked_at(1);
                let fence = block.fence();
                cx.report(Span::new(fence.start, fence.end), &ENDLESS)
                    .arg("fence", block.format.fence())
                    .help(&CLOSE);
            }
            return;
        }
        let range = block.text();
        let text = &doc.source.text()[range.clone()];
        let verdict = match block.format {
            Format::Yaml => yaml::check(text),
            Format::Toml => toml(text).map_err(Flaw::Syntax),
        };
        match verdict {
            Ok(()) => cx.looked_at(1),
            Err(flaw) if block.is_meant() && !is_template(text) => {
                cx.looked_at(1);
                report(cx, &block, text, range.start, flaw);
            }
            Err(_) => {}
        }
    }
}

/// True if the text is not what a site generator will read, but what makes it.
fn is_template(text: &str) -> bool {
    has_template_marks(&without_strings(text, &['"', '\'']))
}

/// Reports what is wrong with the front matter, whose text starts at byte `start`.
fn report(cx: &mut RuleContext<'_>, block: &Block<'_>, text: &str, start: usize, flaw: Flaw) {
    let source = &cx.doc.source;
    let span = |at: Range<usize>| Span::new(start + at.start, start + at.end);
    match flaw {
        Flaw::Syntax(fault) => {
            // What is missing at the end is missed on the last line that says anything.
            let last = text.trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
            let at = fault.offset.min(last);
            let width = text[at..].chars().next().map_or(0, char::len_utf8);
            let help = match block.format {
                _ if source.line_of((start + at) as u32) > block.head().count() => &CLOSE_ABOVE,
                Format::Yaml => &QUOTE,
                Format::Toml => &WRITE_TOML,
            };
            cx.report(span(at..at + width), &INVALID)
                .arg("language", block.format.name())
                .arg("reason", fault.reason)
                .arg("fence", block.format.fence())
                .help(help);
        }
        Flaw::Repeated { key, first, again } => {
            cx.report(span(again), &REPEATED)
                .arg("key", key)
                .label(span(first), Message::new(&FIRST))
                .help(&KEEP_ONE);
        }
        Flaw::Explosion(alias) => {
            cx.report(span(alias), &EXPLOSION).arg("limit", yaml::ALIASED_NODES).help(&WRITE_OUT);
        }
        Flaw::Keyless(root) => {
            let root = (start + root) as u32;
            let line_end = source.line_span(source.line_of(root)).end;
            cx.report(Span { start: root, end: line_end }, &KEYLESS).help(&WRITE_KEYS);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::library::Library;
    use crate::source::SourceFile;
    use crate::sources::Sources;

    proptest! {
        /// A place inside a character or behind the end would be a panic.
        #[test]
        fn whatever_stands_between_the_fences_has_at_most_one_finding(
            fence in "---|\\+\\+\\+",
            lines in "((a|标题|- a|  b)?(: |：| = |\t)?[a\\[\\]{}&*!|>'\"%@`#,?中é\u{feff}\r-]{0,3}\n){0,6}",
            end in "---|\\+\\+\\+|",
        ) {
            let text = format!("{fence}\n{lines}{end}");
            let doc = crate::markdown::parse(SourceFile::new("a.md", text));
            let library = Library::default();
            let sources = Sources::default();
            let ledger = crate::ledger::Ledger::new(&doc, &[], &sources);
            let mut cx = RuleContext::new(&doc, &library, &[], &sources, &ledger, &RULE, RULE.severity);
            FrontMatter.check(&mut cx);
            let (found, looked_at) = cx.finish();
            prop_assert!(found.len() <= looked_at as usize && looked_at <= 1);
        }
    }
}
