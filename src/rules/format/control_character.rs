//! Characters that no text has come from broken conversions and binary files: unseen, they break searches and tools.

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Edit, Safety, Severity};
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

pub const RULE: RuleDef = RuleDef {
    id: "format/control-character",
    aliases: &[],
    summary: Text { en: "a control character in the text", zh: "文本中有控制字符" },
    severity: Severity::Error,
    recommended: true,
    texts: &[&ONE, &SEVERAL, &MORE, &BINARY, &MEANT, &DELETE],
    docs: include_str!("../../../rules/format/control-character.md"),
    load: |options| {
        options.read::<NoOptions>()?;
        Ok(Check::Document(Box::new(ControlCharacter)))
    },
    schema: || schemars::schema_for!(NoOptions),
};

const ONE: Text = Text { en: "control character {code}", zh: "控制字符 {code}" };
const SEVERAL: Text = Text {
    en: "{count} control characters in a row, the first is {code}",
    zh: "连续 {count} 个控制字符，第一个是 {code}",
};
const MORE: Text = Text {
    en: "{count} control character(s) from {code} on, and {more} more such place(s) in this document",
    zh: "从 {code} 起有 {count} 个控制字符；此文档另有 {more} 处控制字符",
};
const BINARY: Text = Text {
    en: "delete it; U+0000 usually means that the file is UTF-16 or binary: convert it to UTF-8",
    zh: "请删除；出现 U+0000 通常说明文件是 UTF-16 编码或二进制文件，应转换为 UTF-8",
};
const MEANT: Text = Text {
    en: "write what was meant: such a character is what a faulty conversion leaves of a quotation mark, a dash or a line break",
    zh: "请改为原本的字符：这类字符往往是引号、破折号或换行经错误转换后留下的",
};
const DELETE: Text = Text { en: "delete the control characters", zh: "删除控制字符" };

/// A file of another encoding has them everywhere, and nobody reads on.
const MOST_FINDINGS: usize = 100;

/// All but tab, line feed, form feed, carriage return and the next line U+0085.
static RUN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\x00-\x08\x0B\x0E-\x1F\x7F\x{80}-\x{84}\x{86}-\x{9F}]+").expect("a valid pattern")
});

struct ControlCharacter;

impl Rule for ControlCharacter {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        if !may_hold_one(doc.source.text()) {
            return;
        }
        let mut runs = RUN.find_iter(doc.source.text());
        for nth in 1..=MOST_FINDINGS {
            let Some(run) = runs.next() else { break };
            let more = if nth == MOST_FINDINGS { runs.by_ref().count() } else { 0 };
            let count = run.as_str().chars().count();
            let text = match (more, count) {
                (0, 1) => &ONE,
                (0, _) => &SEVERAL,
                _ => &MORE,
            };
            let first = run.as_str().chars().next().unwrap_or_default();
            // These stand where a character is missing, so that deleting them loses a quotation mark or joins two words.
            let stands_for_text = run.as_str().contains(|c| c == '\u{b}' || c >= '\u{80}');
            let span = Span::new(run.start(), run.end());
            let finding = cx
                .report(span, text)
                .arg("code", format_args!("U+{:04X}", u32::from(first)))
                .arg("count", count)
                .arg("more", more)
                .fix(
                    if stands_for_text { Safety::Unsafe } else { Safety::Safe },
                    &DELETE,
                    vec![Edit { span, text: String::new() }],
                );
            if stands_for_text {
                finding.help(&MEANT);
            } else if run.as_str().contains('\0') {
                finding.help(&BINARY);
            } else {
                finding.help(&DELETE);
            }
        }
    }
}

/// False for nearly every text, told at the speed of memory. Bytes that lead to U+0080–U+00BF raise suspicion only.
fn may_hold_one(text: &str) -> bool {
    // Without a branch in it the inner loop becomes vector code.
    let suspicious = |byte: u8| {
        (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != 0x0c) & (byte != b'\r')
            | (byte == 0x7f)
            | (byte == 0xc2)
    };
    text.as_bytes()
        .chunks(4096)
        .any(|block| block.iter().fold(false, |found, &byte| found | suspicious(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::message::Lang;
    use crate::source::SourceFile;
    use crate::sources::Sources;

    fn messages(text: String) -> Vec<String> {
        let doc = crate::markdown::parse(SourceFile::new("a.md", text));
        let library = Library::default();
        let sources = Sources::default();
        let ledger = crate::ledger::Ledger::new(&doc, &[], &sources);
        let mut cx = RuleContext::new(&doc, &library, &[], &sources, &ledger, &RULE, RULE.severity);
        ControlCharacter.check(&mut cx);
        cx.finish().0.iter().map(|found| found.message.render(Lang::En)).collect()
    }

    #[test]
    fn adjacent_ones_are_one_finding() {
        let found = messages("\0".repeat(1_000_000));
        assert_eq!(found, ["1000000 control characters in a row, the first is U+0000"]);
    }

    #[test]
    fn the_last_of_too_many_findings_says_how_many_more_there_are() {
        let found = messages("a\0".repeat(MOST_FINDINGS));
        assert_eq!((found.len(), &*found[99]), (100, "control character U+0000"));
        let found = messages("a\0".repeat(MOST_FINDINGS + 7));
        assert_eq!(found.len(), 100);
        assert_eq!(
            found[99],
            "1 control character(s) from U+0000 on, and 7 more such place(s) in this document"
        );
    }
}
