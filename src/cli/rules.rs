//! `casegate rules`: the catalogue, and the documentation of one rule in the reader's language.

use std::io::{self, Write};

use anstyle::Style;
use clap::Args;

use super::Status;
use super::output::{self, Terminal};
use crate::message::{Lang, Message, Text};
use crate::report::columns::{Side, lines};
use crate::report::terminal::{escape, severity_name};
use crate::rules::{self, Family, RuleDef};
use crate::similar::similar;

const UNKNOWN: Text = Text { en: "there is no rule {name}", zh: "没有名为 {name} 的规则" };
const DID_YOU_MEAN: Text = Text {
    en: "there is no rule {name}; did you mean {similar}?",
    zh: "没有名为 {name} 的规则；是否想写 {similar}？",
};
const ON: Text = Text { en: "on", zh: "开" };
const OFF: Text = Text { en: "off", zh: "关" };
const COLUMNS: [Text; 5] = [
    Text { en: "rule", zh: "规则" },
    Text { en: "aliases", zh: "别名" },
    Text { en: "severity", zh: "严重级别" },
    Text { en: "default", zh: "默认" },
    Text { en: "what it finds", zh: "检查内容" },
];
/// Sections of a rule's documentation that are in one language only.
const ENGLISH: [&str; 2] = ["What", "Why"];
const CHINESE: [&str; 2] = ["检查什么", "为什么"];

#[derive(Args)]
pub(super) struct Rules {
    /// Id, short name or alias of a rule
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

impl Rules {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let color = terminal.colors_stdout();
        let mut out = output::open(None, color)?;
        match &self.rule {
            None => catalogue(terminal.lang, color, &mut out)?,
            Some(name) => match rules::find(name) {
                Some(rule) => out.write_all(documentation(rule, terminal.lang).as_bytes())?,
                None => {
                    terminal.tell(&unknown(name));
                    return Ok(Status::Trouble);
                }
            },
        }
        out.flush()?;
        Ok(Status::Clean)
    }
}

fn unknown(name: &str) -> Message {
    let names =
        rules::all().flat_map(|rule| [rule.id, rule.name()].into_iter().chain(rule.aliases.iter().copied()));
    match similar(name, names) {
        Some(meant) => Message::new(&DID_YOU_MEAN).with("name", escape(name)).with("similar", meant),
        None => Message::new(&UNKNOWN).with("name", escape(name)),
    }
}

fn catalogue(lang: Lang, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = vec![COLUMNS.map(|title| title.get(lang).to_owned())];
    let mut titles = Vec::new();
    for family in Family::ALL {
        titles.push((rows.len(), family));
        rows.extend(family.rules().iter().map(|rule| {
            let on = if rule.recommended { &ON } else { &OFF };
            [
                rule.id.to_owned(),
                rule.aliases.join(" "),
                severity_name(rule.severity).to_owned(),
                on.get(lang).to_owned(),
                rule.summary.get(lang).to_owned(),
            ]
        }));
    }
    let bold = if color { Style::new().bold() } else { Style::new() };
    for (index, line) in lines([Side::Left; 5], &rows).iter().enumerate() {
        for (_, family) in titles.iter().filter(|(at, family)| *at == index && !family.rules().is_empty()) {
            writeln!(out, "\n{bold}{}{bold:#}", family.title(lang))?;
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The documentation without the sections of the other language.
fn documentation(rule: &RuleDef, lang: Lang) -> String {
    let foreign = match lang {
        Lang::En => CHINESE,
        Lang::ZhCn => ENGLISH,
    };
    let mut shown = String::with_capacity(rule.docs.len());
    let mut skipping = false;
    let mut fence: Option<&str> = None;
    for line in rule.docs.split_inclusive('\n') {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            None if ticks.len() >= 3 => fence = Some(ticks),
            Some(open) if ticks.len() >= open.len() && line[ticks.len()..].trim().is_empty() => fence = None,
            None => {
                if let Some(title) = line.strip_prefix("## ") {
                    skipping = foreign.contains(&title.trim());
                }
            }
            Some(_) => {}
        }
        if !skipping {
            shown.push_str(line);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    const DOCS: &str = "# data/x\n\n## What\n\nEnglish.\n\n## 检查什么\n\n中文。\n\n## Why\n\nSo.\n\n## 为什么\n\n因此。\n\n\
        ## Bad\n\n````markdown\n## Why\n\n```text\n````\n\n## Options\n\nNone. 无。\n";

    #[test]
    fn documentation_is_shown_in_one_language_and_examples_are_left_whole() {
        let rule = RuleDef {
            id: "data/x",
            aliases: &[],
            summary: Text { en: "x", zh: "乙" },
            severity: Severity::Error,
            recommended: true,
            texts: &[],
            docs: DOCS,
            load: |_| unreachable!("never run"),
            schema: || schemars::schema_for!(()),
        };
        let english = documentation(&rule, Lang::En);
        assert!(english.contains("English.") && !english.contains("中文") && !english.contains("因此"));
        let chinese = documentation(&rule, Lang::ZhCn);
        assert!(chinese.contains("中文。") && !chinese.contains("English") && !chinese.contains("So."));
        assert!(chinese.contains("## Why\n\n```text\n````\n\n## Options"));
    }
}
