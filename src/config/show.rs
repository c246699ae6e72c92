//! What governs a document, as TOML with the place that each value comes from, so that it can be read, compared and pasted.

use std::path::Path;
use std::sync::Arc;

use serde_json::Value as Json;

use super::{Base, Config, ContractName, Patterns, Preset, RuleSettings};
use crate::contract::names_file;
use crate::library;
use crate::report::terminal::{escape, severity_name};
use crate::rules::Family;
use crate::source::SourceFile;
use crate::value::{Data, Origin, Syntax, Value, toml_key, toml_string};
use crate::workspace::Workspace;

const DEFAULT: &str = "default";

/// Shows what governs the document at the absolute path `document`, as `config` says; `asked` is the preset of
/// the command line.
///
/// In the folder of the file that governs, else in the current folder, the text is a configuration to the same effect,
/// save that patterns start at the folder of the file that their comment names.
pub fn show(config: &Config, document: &Path, workspace: &Workspace, asked: Option<Preset>) -> String {
    let base = &*config.base;
    let files = base.file.iter().chain(&base.markdownlint_files).map(|file| workspace.shown(file));
    let mut page = Page(String::new());
    page.comment(&format!("{}, governed by {}", workspace.shown(document), all_of(files.collect())));
    page.preset(base, asked);
    page.include(base);
    page.exclude(base);
    page.library(base, document, workspace);
    page.gate(base);
    if base.no_markdownlint_comments {
        page.comment("markdownlint's comments in documents have no effect: noInlineConfig");
    }
    for rule in &config.settings.rules {
        page.rule(rule, config.settings.preset);
    }
    page.0
}

/// What is written so far.
struct Page(String);

impl Page {
    fn comment(&mut self, text: &str) {
        self.push(&format!("# {}", escape(text)));
    }

    fn header(&mut self, name: &str) {
        self.push(&format!("\n[{name}]"));
    }

    fn entry(&mut self, name: &str, value: &str, origin: &str) {
        self.push(&format!("{} = {value} # {}", toml_key(name), escape(origin)));
    }

    /// Says that a value for which TOML has no word is missing.
    fn absent(&mut self, name: &str) {
        self.comment(&format!("{} is not set", toml_key(name)));
    }

    fn push(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn preset(&mut self, base: &Base, asked: Option<Preset>) {
        let (preset, origin) = &base.preset;
        let otherwise = if asked.is_some() { "--preset" } else { DEFAULT };
        self.entry("preset", &toml_string(preset.name()), &place_or(origin.as_ref(), otherwise));
    }

    fn include(&mut self, base: &Base) {
        match &base.include {
            Some((patterns, origin)) => self.entry("include", &list(patterns.written()), &origin.to_string()),
            None => self.comment("include is not set: every .md and .markdown file is a document"),
        }
    }

    fn exclude(&mut self, base: &Base) {
        let exclude: Vec<_> = base.exclude.iter().chain(&base.ignores).collect();
        match exclude.as_slice() {
            [] => self.entry("exclude", "[]", DEFAULT),
            [(patterns, origin)] => self.entry("exclude", &list(patterns.written()), &origin.to_string()),
            several => {
                self.push("exclude = [");
                for (patterns, origin) in several {
                    self.excluded(patterns, origin);
                }
                self.push("]");
            }
        }
    }

    fn excluded(&mut self, patterns: &Patterns, origin: &Origin) {
        for pattern in patterns.written() {
            self.push(&format!("    {}, # {}", toml_string(pattern), escape(&origin.to_string())));
        }
    }

    fn library(&mut self, base: &Base, document: &Path, workspace: &Workspace) {
        self.header("library");
        let start = Workspace { current: base.folder().unwrap_or(&workspace.current).to_owned() };
        let folder = document.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(document);
        let root = library::root(base, folder);
        let shown = match start.shown(root) {
            here if here.is_empty() => ".".to_owned(),
            elsewhere => elsewhere,
        };
        let origin = base.root.as_ref().map(|(_, origin)| origin);
        self.entry("root", &toml_string(&shown), &place_or(origin, DEFAULT));
        let named = base.bibliography.iter().flat_map(|(files, _)| files);
        let files: Vec<_> = named.map(|named| start.shown(&named.file)).collect();
        let origin = base.bibliography.as_ref().map(|(_, origin)| origin);
        self.entry("bibliography", &list(&files), &place_or(origin, DEFAULT));
        let named = base.contracts.iter().flat_map(|(contracts, _)| contracts);
        let contracts: Vec<_> = named.map(|named| contract(&named.name, &start)).collect();
        let origin = base.contracts.as_ref().map(|(_, origin)| origin);
        self.entry("contracts", &list(&contracts), &place_or(origin, DEFAULT));
        match &base.plan {
            Some(plan) => {
                self.entry("plan", &toml_string(&start.shown(&plan.file)), &plan.origin.to_string());
            }
            None => self.absent("plan"),
        }
    }

    fn gate(&mut self, base: &Base) {
        self.header("gate");
        for (family, gate) in Family::ALL.into_iter().zip(&base.gate) {
            match gate {
                Some((percent, origin)) => {
                    self.entry(family.name(), &percent.to_string(), &origin.to_string());
                }
                None => self.absent(family.name()),
            }
        }
    }

    fn rule(&mut self, rule: &RuleSettings, preset: Preset) {
        self.header(&format!("rules.{}", rule.def.id.replace('/', ".")));
        let severity = rule.severity.map_or("off", severity_name);
        let otherwise = format!("preset {}", preset.name());
        self.entry("severity", &toml_string(severity), &place_or(rule.level_origin.as_ref(), &otherwise));

        let schema = (rule.def.schema)();
        let known = schema.get("properties").and_then(Json::as_object);
        for (name, option) in known.into_iter().flatten() {
            let set = rule.options.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
            let origin = set.as_ref().map(|value| value.origin.clone());
            match set.or_else(|| default(option)) {
                Some(value) if !matches!(value.data, Data::Null) => {
                    self.entry(name, &value.to_toml(), &place_or(origin.as_ref(), DEFAULT));
                }
                _ => self.absent(name),
            }
        }
    }
}

/// A contract as a configuration in the folder of `start` names it.
fn contract(name: &ContractName, start: &Workspace) -> String {
    match name {
        ContractName::Shipped(name) => (*name).to_owned(),
        ContractName::Files { folder, pattern } => start.shown(&folder.join(pattern)),
        ContractName::File(file) => {
            let shown = start.shown(file);
            // Without a slash it might be the name of a contract.
            if names_file(&shown) { shown } else { format!("./{shown}") }
        }
    }
}

/// The names of files in a sentence.
fn all_of(files: Vec<String>) -> String {
    if files.is_empty() { "no file".to_owned() } else { files.join(", ") }
}

/// The default that the schema of an option names.
pub(super) fn default(option: &Json) -> Option<Value> {
    let json = SourceFile::new(DEFAULT, option.get("default")?.to_string());
    Syntax::Json.parse_file(&Arc::new(json)).ok()
}

fn place_or(origin: Option<&Origin>, otherwise: &str) -> String {
    origin.map_or_else(|| otherwise.to_owned(), Origin::to_string)
}

fn list(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| toml_string(text)).collect();
    format!("[{}]", texts.join(", "))
}
