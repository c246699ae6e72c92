//! Puts a plan into TOML with comments, as somebody would write it who knows the format.

use unicode_width::UnicodeWidthStr;

use super::plan::{Entry, Plan};
use super::template::{self, Section};
use crate::config::Preset;
use crate::config::layer::Level;
use crate::message::{Lang, Message, Text};
use crate::report::terminal::{escape, severity_name};
use crate::rules::Family;
use crate::value::{Data, Value, toml_key, toml_string};

/// A line with more columns than this is broken up where TOML allows it.
const WIDTH: usize = 100;

/// What the file is made of.
pub(super) struct Page<'p> {
    pub lang: Lang,
    pub plan: &'p Plan,
    pub markdownlint_files: Vec<String>,
    pub rumdl_file: Option<String>,
    /// Lines about what is not converted.
    pub unconverted: Vec<String>,
}

impl Page<'_> {
    /// The text of the file.
    pub fn write(&self) -> String {
        let mut out = Out { lang: self.lang, text: String::new() };
        self.head(&mut out);
        out.section(&template::PRESET);
        out.line(&format!("preset = {}", toml_string(Preset::default().name())));
        out.list_or_example("include", &self.plan.include, &template::INCLUDE);
        out.list_or_example("exclude", &self.plan.exclude, &template::EXCLUDE);
        out.section(&template::RULES);
        if self.plan.rules.is_empty() {
            out.example(&template::RULES);
        }
        out.rules("rules", &self.plan.rules);
        self.overrides(&mut out);
        out.section(&template::GATE);
        out.example(&template::GATE);
        out.section(&template::LIBRARY);
        out.example(&template::LIBRARY);
        if !self.unconverted.is_empty() {
            out.gap();
        }
        self.unconverted.iter().for_each(|line| out.comment(line));
        out.text
    }

    fn head(&self, out: &mut Out) {
        template::HEAD.iter().for_each(|text| out.prose(text));
        let files: Vec<_> = self.markdownlint_files.iter().chain(&self.rumdl_file).cloned().collect();
        if files.is_empty() {
            return;
        }
        out.comment("");
        out.comment(&Message::new(&template::CONVERTED).with("files", files.join(", ")).render(self.lang));
        if self.rumdl_file.is_some() && !self.markdownlint_files.is_empty() {
            out.prose(&template::BOTH);
        }
    }

    fn overrides(&self, out: &mut Out) {
        out.section(&template::OVERRIDES);
        let overrides = &self.plan.overrides;
        if overrides.is_empty() {
            out.example(&template::OVERRIDES);
        }
        if self.plan.reversed {
            template::REVERSED.iter().for_each(|text| out.prose(text));
        }
        for (index, (paths, entries)) in overrides.iter().enumerate() {
            if index > 0 {
                out.gap();
            }
            out.line("[[overrides]]");
            out.list("paths", paths);
            out.gap();
            out.rules("overrides.rules", entries);
        }
    }
}

struct Out {
    lang: Lang,
    text: String,
}

impl Out {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn gap(&mut self) {
        self.line("");
    }

    /// A comment, whatever a name in it holds.
    fn comment(&mut self, text: &str) {
        self.line(format!("# {}", escape(text)).trim_end());
    }

    fn prose(&mut self, text: &Text) {
        self.comment(text.get(self.lang));
    }

    fn section(&mut self, section: &Section) {
        self.gap();
        section.prose.iter().for_each(|text| self.prose(text));
    }

    fn example(&mut self, section: &Section) {
        section.example.iter().for_each(|line| self.comment(line));
    }

    fn list_or_example(&mut self, key: &str, texts: &[String], section: &Section) {
        self.section(section);
        match texts {
            [] => self.example(section),
            texts => self.list(key, texts),
        }
    }

    fn list(&mut self, key: &str, texts: &[String]) {
        self.items(key, texts.iter().map(|text| toml_string(text)).collect());
    }

    /// A list of what is TOML already, one on a line if they are too many for one.
    fn items(&mut self, key: &str, items: Vec<String>) {
        let line = format!("{key} = [{}]", items.join(", "));
        if line.width() <= WIDTH {
            return self.line(&line);
        }
        self.line(&format!("{key} = ["));
        items.iter().for_each(|item| self.line(&format!("    {item},")));
        self.line("]");
    }

    /// The tables of families under `prefix`, and one of its own for each rule that is too long for a line.
    fn rules(&mut self, prefix: &str, entries: &[Entry]) {
        let mut first = true;
        for family in Family::ALL {
            let members = entries.iter().filter(|entry| entry.rule.family() == family);
            let (short, long): (Vec<_>, Vec<_>) =
                members.partition(|entry| entry.options.is_empty() || inline(entry).width() <= WIDTH);
            let header = format!("{prefix}.{}", family.name());
            if !short.is_empty() {
                self.header(&header, "", &mut first);
                for entry in short {
                    self.line(&format!("{}{}", inline(entry), alias(entry)));
                }
            }
            for entry in long {
                self.header(&format!("{header}.{}", entry.rule.name()), &alias(entry), &mut first);
                if let Some(severity) = severity(entry) {
                    self.line(&severity);
                }
                for (key, value) in &entry.options {
                    match &value.data {
                        Data::Array(items) => {
                            self.items(&toml_key(key), items.iter().map(Value::to_toml).collect());
                        }
                        _ => self.line(&pair(key, value)),
                    }
                }
            }
        }
    }

    fn header(&mut self, name: &str, comment: &str, first: &mut bool) {
        if !std::mem::take(first) {
            self.gap();
        }
        self.line(&format!("[{name}]{comment}"));
    }
}

/// The code by which people from other tools know the rule, as a comment.
fn alias(entry: &Entry) -> String {
    entry.rule.aliases.first().map_or_else(String::new, |alias| format!(" # {alias}"))
}

fn inline(entry: &Entry) -> String {
    let value = match (entry.level, entry.options.is_empty()) {
        (Some(Level::Off), _) => "false".to_owned(),
        (Some(Level::On(Some(severity))), true) => toml_string(severity_name(severity)),
        (Some(Level::On(None)) | None, true) => "true".to_owned(),
        (_, false) => {
            let options = entry.options.iter().map(|(key, value)| pair(key, value));
            let pairs: Vec<_> = severity(entry).into_iter().chain(options).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    };
    format!("{} = {value}", entry.rule.name())
}

fn severity(entry: &Entry) -> Option<String> {
    match entry.level {
        Some(Level::On(Some(severity))) => {
            Some(format!("severity = {}", toml_string(severity_name(severity))))
        }
        _ => None,
    }
}

fn pair(key: &str, value: &Value) -> String {
    format!("{} = {}", toml_key(key), value.to_toml())
}
