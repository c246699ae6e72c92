//! Finds code blocks that are not what their tag says.

mod fragment;
mod languages;

use crate::diagnostic::Severity;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::technical::syntax::Fault;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use languages::{LANGUAGES, Language};

/// `technical/code-syntax`
pub const RULE: RuleDef = RuleDef {
    id: "technical/code-syntax",
    aliases: &[],
    summary: Text { en: "a code block that does not parse", zh: "代码块存在语法错误" },
    severity: Severity::Error,
    recommended: true,
    texts: &[&INVALID, &CORRECT],
    docs: include_str!("../../../rules/technical/code-syntax.md"),
    load: |options| {
        options.read::<NoOptions>()?;
        Ok(Check::Document(Box::new(CodeSyntax)))
    },
    schema: || schemars::schema_for!(NoOptions),
};

const INVALID: Text = Text {
    en: "this block is no valid {language}: {reason}",
    zh: "此代码块不是有效的 {language}：{reason}",
};
const CORRECT: Text = Text {
    en: "correct it here, or mark what was left out with `...`; a block that only looks like {language} is tagged `text`",
    zh: "请在此处改正，或用 `...` 标出省略的部分；若只是形似 {language}，请将标签改为 `text`",
};

struct CodeSyntax;

impl Rule for CodeSyntax {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        for block in doc.code_blocks() {
            let tag = block.language();
            let Some(language) = LANGUAGES
                .iter()
                .find(|language| language.tags.iter().any(|known| tag.eq_ignore_ascii_case(known)))
            else {
                continue;
            };
            match verdict(language, &block.literal) {
                Verdict::Skipped => {}
                Verdict::Valid => cx.looked_at(1),
                Verdict::Invalid(fault) => {
                    cx.looked_at(1);
                    let last = block.literal.trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
                    cx.report(block.span_of(doc, fault.offset.min(last)), &INVALID)
                        .arg("language", language.name)
                        .arg("reason", fault.reason)
                        .help(&CORRECT);
                }
            }
        }
    }
}

enum Verdict {
    /// A fragment: nobody claims that it parses.
    Skipped,
    Valid,
    Invalid(Fault),
}

fn verdict(language: &Language, code: &str) -> Verdict {
    if code.trim().is_empty() {
        return Verdict::Skipped;
    }
    if (language.parse)(code).is_ok() {
        return Verdict::Valid;
    }
    let code = (language.relax)(code);
    let Err(mut fault) = (language.parse)(&code) else { return Verdict::Valid };
    if fragment::dedented(&code).is_some_and(|code| (language.parse)(&code).is_ok()) {
        return Verdict::Valid;
    }
    for (before, after) in language.wrappers {
        let Err(inner) = (language.parse)(&format!("{before}{code}{after}")) else { return Verdict::Valid };
        let offset = inner.offset.saturating_sub(before.len());
        // What gets furthest has understood the block best.
        if offset > fault.offset {
            fault = Fault { offset, ..inner };
        }
    }
    if fragment::is_fragment(language, &code, &fault) { Verdict::Skipped } else { Verdict::Invalid(fault) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, code: &str) -> Option<usize> {
        let language = LANGUAGES.iter().find(|language| language.tags.contains(&tag)).expect("a known tag");
        match verdict(language, code) {
            Verdict::Invalid(fault) => Some(fault.offset),
            _ => None,
        }
    }

    #[test]
    fn a_fault_inside_a_character_is_no_panic() {
        assert!(check("json", "{\"a\": \"\\u1中\"}\n").is_some());
        assert!(check("json", "{\"a\": \"\\u12é\"} // 中\n").is_some());
    }

    #[test]
    fn faults_are_found_where_they_are() {
        assert_eq!(check("json", "{\"a\": 1\n \"b\": 2}\n"), Some(9));
        assert_eq!(check("json", "{'a': 1}\n"), Some(1));
        assert_eq!(check("toml", "a = 1\nb = \n"), Some(10));
        assert_eq!(check("yaml", "名: 值\na: b: c\n"), Some(13));
        assert_eq!(check("yaml", "a:\n\t- b\n"), Some(4));
    }

    #[test]
    fn fragments_and_relaxed_forms_are_not() {
        for code in [
            "{\"a\": 1, // 说明\n /* x */ \"b\": [1, 2,], # y\n}",
            "\"a\": 1,\n\"b\": {}\n",
            "{\"a\": 1},\n{\"b\": 2}\n",
            "{\"a\": 1}\n{\"b\": 2}\n",
            "{\"a\": 1, ...}",
            "{\"a\": <数量>}",
            "{\"a\": {{ .Values.a }}}",
            "- {\"a\": 1}\n+ {\"a\": 2}\n",
            "HTTP/1.1 200 OK\n\n{\"a\": 1}\n",
        ] {
            assert_eq!(check("json", code), None, "{code}");
        }
        for code in [
            "a: b\n---\nc: !Ref d\n",
            "a: &x 1\nb: *x\n<<: *x\n",
            "a: \"x\ty\"\n",
            "{{- if .Values.a }}\na: b\n{{- end }}\n",
            "    - a: b\n  c: d\n",
            "+ a: b\n  c: d\n",
        ] {
            assert_eq!(check("yaml", code), None, "{code}");
        }
        assert_eq!(check("toml", "[a]\n...\n"), None);
        assert_eq!(check("toml", "a = <your key>\n"), None);
    }

    #[test]
    fn hostile_blocks_end() {
        check("json", &"[".repeat(100_000));
        check("yaml", &"[".repeat(100_000));
        check("toml", &format!("a = {}", "[".repeat(100_000)));
    }
}
