//! What a table of markdownlint's rules says about casegate's.

use super::{Key, Layer, Message, Mistakes, Table, Text, Value};
use crate::config::layer::{Level, Statement, Subject};
use crate::config::mistake;
use crate::config::rules::{check_options, option_names};
use crate::diagnostic::Severity;
use crate::rules::{self, RuleDef, markdownlint};
use crate::similar::similar;
use crate::value::{Data, Origin};

const DEFAULT: &str = "default";
const SCHEMA: &str = "$schema";
const SEVERITIES: [&str; 2] = ["error", "warning"];

const WANT_RULE: Text = Text {
    en: "`{key}` must be true, false, \"error\", \"warning\" or a table, not {found}",
    zh: "`{key}` 必须是 true、false、\"error\"、\"warning\" 或表，而不是 {found}",
};
const UNKNOWN_RULE: Text = Text {
    en: "markdownlint has no rule or tag `{key}`",
    zh: "markdownlint 没有名为 `{key}` 的规则或标签",
};
pub(in crate::config) const NO_RULE: Text = Text {
    en: "casegate has no rule `{key}`: what is said about it has no effect",
    zh: "casegate 没有规则 `{key}`：对它的设置无效",
};

/// The statements of a table, in an order in which the last word counts as it does there.
pub(in crate::config) fn layer(table: &Table, mistakes: &mut Mistakes) -> Layer {
    let mut statements = Vec::new();
    let default = table.iter().find(|(key, _)| key.name.eq_ignore_ascii_case(DEFAULT));
    statements.extend(default.and_then(|(key, value)| default_statement(key, value, mistakes)));
    for (key, value) in table {
        if key.name == SCHEMA || key.name.eq_ignore_ascii_case(DEFAULT) {
            continue;
        }
        let theirs: Vec<_> = markdownlint::named(&key.name).collect();
        if theirs.is_empty() {
            unknown(key, mistakes);
            continue;
        }
        let Some(Said { level, options }) = said(key, value, mistakes) else { continue };
        let is_tag = theirs.len() > 1;
        for ours in theirs.iter().filter_map(|rule| rules::find(rule.id)) {
            let options = match (is_tag, options.is_empty()) {
                (_, true) => Vec::new(),
                (false, false) => {
                    check_options(ours, &options, mistakes);
                    options.clone()
                }
                // Each rule of a tag takes from the options what it knows.
                (true, false) => known_options(ours, &options),
            };
            statements.push(Statement {
                subject: Subject::Rule(ours),
                level: Some(level.clone()),
                options,
                replaces: true,
            });
        }
    }
    Layer { statements, table: Some(table.clone()) }
}

fn known_options(rule: &'static RuleDef, options: &[(Key, Value)]) -> Vec<(Key, Value)> {
    let schema = (rule.schema)();
    let known = option_names(&schema);
    options.iter().filter(|(key, _)| known.contains(&key.name.as_str())).cloned().collect()
}

/// What is said about all rules; that they are on is what a preset decides.
fn default_statement(key: &Key, value: &Value, mistakes: &mut Mistakes) -> Option<Statement> {
    let level = match &value.data {
        Data::Boolean(true) => return None,
        Data::Boolean(false) => Level::Off,
        Data::String(name) => Level::On(Some(severity(name, &value.origin, mistakes)?)),
        _ => {
            mistakes.mistyped(&WANT_RULE, &key.name, value);
            return None;
        }
    };
    Some(Statement {
        subject: Subject::Markdownlint,
        level: Some((level, value.origin.clone())),
        options: Vec::new(),
        replaces: true,
    })
}

/// What a value says about a rule.
struct Said {
    level: (Level, Origin),
    options: Table,
}

/// Whether a rule is on, and its options.
fn said(key: &Key, value: &Value, mistakes: &mut Mistakes) -> Option<Said> {
    let at = value.origin.clone();
    let level = match &value.data {
        Data::Boolean(true) => Level::On(None),
        Data::Boolean(false) => Level::Off,
        Data::String(name) => Level::On(Some(severity(name, &at, mistakes)?)),
        Data::Table(table) => return said_in_table(key, table, mistakes),
        _ => {
            mistakes.mistyped(&WANT_RULE, &key.name, value);
            return None;
        }
    };
    Some(Said { level: (level, at), options: Table::new() })
}

fn said_in_table(key: &Key, table: &Table, mistakes: &mut Mistakes) -> Option<Said> {
    let mut said = Said { level: (Level::On(None), key.origin.clone()), options: Table::new() };
    let mut off = None;
    for (key, value) in table {
        match (key.name.as_str(), &value.data) {
            ("enabled", Data::Boolean(true)) => off = None,
            ("enabled", Data::Boolean(false)) => off = Some((Level::Off, value.origin.clone())),
            ("enabled", _) => mistakes.mistyped(&mistake::WANT_BOOLEAN, &key.name, value),
            ("severity", Data::String(name)) => {
                let severity = severity(name, &value.origin, mistakes)?;
                said.level = (Level::On(Some(severity)), value.origin.clone());
            }
            ("severity", _) => mistakes.mistyped(&mistake::WANT_STRING, &key.name, value),
            _ => said.options.push((key.clone(), value.clone())),
        }
    }
    said.level = off.unwrap_or(said.level);
    Some(said)
}

fn severity(name: &str, origin: &Origin, mistakes: &mut Mistakes) -> Option<Severity> {
    match name {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        unknown => {
            let message = Message::new(&mistake::UNKNOWN_SEVERITY).with("key", unknown);
            mistakes.unknown(origin, message, &SEVERITIES);
            None
        }
    }
}

/// A slip of the pen is a mistake; any other name may be that of a rule that somebody wrote.
fn unknown(key: &Key, mistakes: &mut Mistakes) {
    let known: Vec<&str> = markdownlint::RULES
        .iter()
        .flat_map(|rule| {
            [rule.id].into_iter().chain(rule.aliases.iter().copied()).chain(rule.tags.iter().copied())
        })
        .chain([DEFAULT])
        .collect();
    if similar(&key.name, known.iter().copied()).is_some() && !markdownlint::is_retired(&key.name) {
        mistakes.unknown(&key.origin, Message::new(&UNKNOWN_RULE).with("key", &key.name), &known);
    } else {
        mistakes.unsupported(&key.origin, Message::new(&NO_RULE).with("key", &key.name));
    }
}
