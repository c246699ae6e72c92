//! The files of rumdl: which one counts, and what its settings are called.

mod patterns;
mod rules;

use std::path::{Path, PathBuf};

use crate::config::file::{strings, table};
use crate::config::files::{Files, PYPROJECT, member};
use crate::config::layer::Layer;
use crate::config::markdownlint::NO_RULE;
use crate::config::mistake::Mistakes;
use crate::message::{Message, Text};
use crate::rules::{RuleDef, markdownlint};
use crate::value::{Data, Key, Origin, Syntax, Table, Value};

/// The files that hold settings; in one folder the first counts, and all before `pyproject.toml`.
const FILES: [&str; 3] = [".rumdl.toml", "rumdl.toml", ".config/rumdl.toml"];
const TOOL: [&str; 2] = ["tool", "rumdl"];
/// Settings that change nothing about what is found, or that rumdl itself gave up.
const WITHOUT_EFFECT: [&str; 7] =
    ["$schema", "cache", "cache-dir", "fixable", "force-exclude", "output-format", "unfixable"];

const NOTHING_LIKE_IT: Text =
    Text { en: "casegate has nothing like `{key}`", zh: "casegate 没有与 `{key}` 对应的设置" };
const NOT_FOLLOWED: Text = Text {
    en: "`{key}` is not followed: what that file says is missing here",
    zh: "没有读取 `{key}` 所指的文件：其中的设置未包含在内",
};

/// What rumdl's file says about the documents of a folder, in casegate's terms.
pub(super) struct Rumdl {
    pub file: PathBuf,
    /// Patterns of documents; empty for every Markdown file.
    pub include: Vec<String>,
    /// Patterns of what is left out.
    pub exclude: Vec<String>,
    /// What is said about rules.
    pub layer: Layer,
    /// The rules that are off for the documents of some patterns.
    pub ignores: Vec<(Vec<String>, Vec<&'static RuleDef>)>,
}

/// True for the name of a file of rumdl that is found by its name.
pub(super) fn is_found_by(name: &str) -> bool {
    FILES.contains(&name)
}

impl Rumdl {
    /// What the file in `folder` says; `None` if there is none, or with diagnostics if it can't be read.
    pub fn of_folder(folder: &Path, files: &mut Files) -> Option<Rumdl> {
        let own = FILES.iter().map(|name| folder.join(name)).find(|file| file.is_file());
        let (file, table) = match own {
            Some(file) => {
                let Data::Table(table) = files.value(&file, Syntax::Toml)?.data else { return None };
                (file, table)
            }
            None => {
                let file = Some(folder.join(PYPROJECT)).filter(|file| file.is_file())?;
                let table = table_of_tool(&file, files)?;
                (file, table)
            }
        };
        let (include, exclude, ignores) = Default::default();
        let mut rumdl = Rumdl { file, include, exclude, layer: Layer::default(), ignores };
        rumdl.read(folder, Words::new(table, &mut files.mistakes), &mut files.mistakes);
        Some(rumdl)
    }

    fn read(&mut self, folder: &Path, mut words: Words, mistakes: &mut Mistakes) {
        let switches = rules::Switches::take(&mut words.settings, mistakes);
        let line_length = take(&mut words.settings, "line-length").map(|(_, value)| value);
        self.layer = rules::layer(&switches, words.rules, line_length, mistakes);
        let mut reader = patterns::Reader { folder, mistakes };
        for (key, value) in words.settings {
            match key.name.as_str() {
                "include" => self.include = reader.documents(&key, value),
                "exclude" => self.exclude = reader.left_out(&key, value),
                "per-file-ignores" => {
                    for (pattern, names) in table(&key, value, reader.mistakes).unwrap_or_default() {
                        let names = strings(&pattern.name, names, reader.mistakes);
                        let rules: Vec<_> =
                            names.iter().filter_map(|(name, at)| rule(name, at, reader.mistakes)).collect();
                        self.ignores.extend(reader.file(&pattern).map(|path| (vec![path], rules)));
                    }
                }
                "extends" => {
                    let message = Message::new(&NOT_FOLLOWED).with("key", &key.name);
                    reader.mistakes.unsupported(&key.origin, message);
                }
                name if WITHOUT_EFFECT.contains(&name) || changes_nothing(name, &value) => {}
                _ => nothing_like(&key, reader.mistakes),
            }
        }
    }
}

/// The table of a file that is shared with other tools.
fn table_of_tool(file: &Path, files: &mut Files) -> Option<Table> {
    // Whatever is wrong in a file that says nothing here is not ours to tell.
    if !files.source(file)?.text().contains(TOOL[1]) {
        return None;
    }
    let value = files.value(file, Syntax::Toml)?;
    let value = TOOL.iter().try_fold(value, |value, key| member(value, key))?;
    match value.data {
        Data::Table(table) => Some(table),
        _ => None,
    }
}

/// The content of a file, sorted into what is about one rule and what is not.
#[derive(Default)]
struct Words {
    /// In kebab-case, each name once.
    settings: Table,
    rules: Vec<(&'static RuleDef, Table)>,
}

impl Words {
    fn new(file: Table, mistakes: &mut Mistakes) -> Self {
        let mut words = Words::default();
        let mut global = Table::new();
        for (key, value) in file {
            match (key.name.as_str(), value.data) {
                ("global", Data::Table(table)) => global = table,
                ("rules", Data::Table(table)) => {
                    for (key, value) in table {
                        match value.data {
                            Data::Table(table) => words.rule(&key, table, mistakes),
                            _ => nothing_like(&key, mistakes),
                        }
                    }
                }
                ("per-file-ignores" | "per_file_ignores" | "per-file-flavor" | "code-block-tools", data) => {
                    words.set(key, Value { data, ..value });
                }
                (_, Data::Table(table)) => words.rule(&key, table, mistakes),
                (_, data) => words.set(key, Value { data, ..value }),
            }
        }
        // What stands under `[global]` counts more, wherever it stands.
        global.into_iter().for_each(|(key, value)| words.set(key, value));
        words
    }

    fn set(&mut self, key: Key, value: Value) {
        let key = Key { name: key.name.replace('_', "-"), ..key };
        take(&mut self.settings, &key.name);
        self.settings.push((key, value));
    }

    /// Adds a table about a rule; under two names the later key counts.
    fn rule(&mut self, key: &Key, table: Table, mistakes: &mut Mistakes) {
        let Some(rule) = rule(&key.name, &key.origin, mistakes) else { return };
        match self.rules.iter_mut().find(|(known, _)| known.id == rule.id) {
            Some((_, known)) => known.extend(table),
            None => self.rules.push((rule, table)),
        }
    }
}

/// Takes a pair out of a table.
fn take(table: &mut Table, name: &str) -> Option<(Key, Value)> {
    let at = table.iter().position(|(key, _)| key.name == name)?;
    Some(table.remove(at))
}

/// The rule that an id or alias means there, which knows no tags; `None` with a warning if casegate has none.
fn rule(name: &str, origin: &Origin, mistakes: &mut Mistakes) -> Option<&'static RuleDef> {
    let words = name.replace('_', "-");
    let theirs = markdownlint::RULES.iter().find(|theirs| theirs.answers_to(&words));
    let ours = theirs.and_then(|theirs| crate::rules::find(theirs.id));
    if ours.is_none() {
        mistakes.unsupported(origin, Message::new(&NO_RULE).with("key", name));
    }
    ours
}

fn nothing_like(key: &Key, mistakes: &mut Mistakes) {
    mistakes.unsupported(&key.origin, Message::new(&NOTHING_LIKE_IT).with("key", &key.name));
}

/// True if a setting says what casegate does anyway.
fn changes_nothing(name: &str, value: &Value) -> bool {
    match (name, &value.data) {
        ("flavor", Data::String(flavor)) => {
            ["standard", "gfm", "github", "commonmark"].contains(&flavor.as_str())
        }
        ("respect-gitignore", Data::Boolean(respected)) => *respected,
        ("editorconfig", Data::Boolean(read)) => !read,
        ("per-file-flavor" | "code-block-tools", Data::Table(table)) => table.is_empty(),
        _ => false,
    }
}
