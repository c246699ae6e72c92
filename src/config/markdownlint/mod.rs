//! The files of markdownlint, so that a team that comes from it need not write its settings a second time.

mod options;
mod statements;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub(super) use options::is_options;

use super::files::Files;
use super::layer::{Layer, Step};
use super::mistake::{self, Mistakes};
use super::patterns::Patterns;
use crate::message::{Message, Text};
use crate::value::{Data, Key, Origin, Syntax, Table, Value};

/// The files that hold rules; in one folder the first counts.
const CONFIG_FILES: [&str; 6] = [
    ".markdownlint.jsonc",
    ".markdownlint.json",
    ".markdownlint.yaml",
    ".markdownlint.yml",
    ".markdownlint.cjs",
    ".markdownlint.mjs",
];
/// The files that hold the options of markdownlint-cli2; in one folder the first counts.
const OPTIONS_FILES: [&str; 4] = [
    ".markdownlint-cli2.jsonc",
    ".markdownlint-cli2.yaml",
    ".markdownlint-cli2.cjs",
    ".markdownlint-cli2.mjs",
];
const EXTENDS: &str = "extends";

const PROGRAM: Text = Text {
    en: "{path} is a program, which casegate does not run: its settings have no effect here",
    zh: "{path} 是程序，casegate 不会运行它：其中的设置在此无效",
};
const WRITE_DATA: Text = Text {
    en: "write what it exports as `.markdownlint.jsonc`, or as `casegate.toml` with `casegate init`",
    zh: "请将其导出的内容写入 `.markdownlint.jsonc`，或用 `casegate init` 写入 `casegate.toml`",
};
const NO_PACKAGE: Text = Text {
    en: "`{path}` is neither a file nor a JSON file of an installed package",
    zh: "`{path}` 既不是文件，也不是已安装软件包中的 JSON 文件",
};

/// What markdownlint's files say about the documents of a folder.
#[derive(Clone, Debug, Default)]
pub(super) struct Theirs {
    /// The rules that an options file names, merged with those of folders above.
    options_config: Option<Table>,
    /// The rules that count.
    config: Table,
    /// Rules for some documents only; the first that matches counts.
    overrides: Vec<Override>,
    /// What is left out.
    pub ignores: Option<(Patterns, Origin)>,
    /// What is checked if nothing is named.
    pub globs: Option<(Patterns, Origin)>,
    /// What `globs` takes back.
    pub negated_globs: Option<(Patterns, Origin)>,
    /// True if comments in documents have no say.
    pub no_inline_config: bool,
    /// The files that were read.
    pub files: Vec<PathBuf>,
    /// True if one of them has mistakes.
    pub broken: bool,
}

/// Rules for the documents that patterns match.
#[derive(Clone, Debug)]
struct Override {
    filter: Patterns,
    config: Table,
    /// True if the rules of all other documents don't count for these.
    replaces: bool,
}

impl Theirs {
    /// What the files in `folder` say over what `above`, the folder that it is in, says; `None` if there is no file.
    pub fn of_folder(folder: &Path, above: Option<&Theirs>, files: &mut Files) -> Option<Theirs> {
        let options = first(folder, &OPTIONS_FILES);
        let config = first(folder, &CONFIG_FILES);
        if options.is_none() && config.is_none() {
            return None;
        }
        let before = files.mistakes.errors();
        let mut theirs = above.cloned().unwrap_or_default();
        for file in options.iter().chain(&config) {
            theirs.files.push(file.clone());
        }
        if let Some(table) = options.and_then(|file| table_of(&file, files)) {
            theirs.add_options(folder, table, files);
        }
        if let Some(table) = config.and_then(|file| table_of(&file, files)) {
            theirs.config = with_bases(folder, table, files);
        }
        theirs.broken |= files.mistakes.errors() > before;
        Some(theirs)
    }

    /// What one file says that was named, be it of the one kind or of the other.
    pub fn of_file(file: &Path, files: &mut Files) -> Theirs {
        let before = files.mistakes.errors();
        let folder = file.parent().unwrap_or(file);
        let mut theirs = Theirs { files: vec![file.to_owned()], ..Theirs::default() };
        if let Some(table) = table_of(file, files) {
            if is_options(file, &table) {
                theirs.add_options(folder, table, files);
            } else {
                theirs.config = with_bases(folder, table, files);
            }
        }
        theirs.broken = files.mistakes.errors() > before;
        theirs
    }

    /// The step from other settings to these.
    pub fn step(&self, mistakes: &mut Mistakes) -> Step {
        let choices = self.overrides.iter().map(|some| {
            let config = if some.replaces { some.config.clone() } else { spread(&self.config, &some.config) };
            (some.filter.clone(), Arc::new(statements::layer(&config, mistakes)))
        });
        Step { choices: choices.collect(), otherwise: Arc::new(statements::layer(&self.config, mistakes)) }
    }
}

fn first(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    names.iter().map(|name| folder.join(name)).find(|file| file.is_file())
}

/// True for a file whose name is one of markdownlint's kinds of data.
pub(super) fn is_data(file: &Path) -> bool {
    syntax(file).is_some_and(|syntax| syntax != Syntax::Toml)
}

fn syntax(file: &Path) -> Option<Syntax> {
    match file.extension()?.to_str()? {
        "json" | "jsonc" => Some(Syntax::Json),
        "yaml" | "yml" => Some(Syntax::Yaml),
        "toml" => Some(Syntax::Toml),
        _ => None,
    }
}

/// The table that a file holds; `None`, with a diagnostic, if it holds none.
fn table_of(file: &Path, files: &mut Files) -> Option<Table> {
    let Some(syntax) = syntax(file) else {
        files.unsupported_file(file, &PROGRAM, &WRITE_DATA);
        return None;
    };
    let value = files.value(file, syntax)?;
    match value.data {
        Data::Table(table) => Some(table),
        _ => {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            files.mistakes.mistyped(&mistake::WANT_TABLE, &name, &value);
            None
        }
    }
}

/// The pairs of `base` with those of `own` in their place or behind them, as JavaScript spreads objects.
fn spread(base: &Table, own: &Table) -> Table {
    let mut table = base.clone();
    let known: FxHashMap<&str, usize> =
        base.iter().enumerate().map(|(at, (key, _))| (key.name.as_str(), at)).collect();
    for pair in own {
        match known.get(pair.0.name.as_str()) {
            Some(&at) => table[at] = pair.clone(),
            None => table.push(pair.clone()),
        }
    }
    table
}

/// A table of rules over the files that it extends.
fn with_bases(folder: &Path, table: Table, files: &mut Files) -> Table {
    follow(folder, table, files, &mut Vec::new())
}

fn follow(folder: &Path, mut table: Table, files: &mut Files, open: &mut Vec<PathBuf>) -> Table {
    let Some(at) = table.iter().position(|(key, _)| key.name == EXTENDS) else { return table };
    let (key, value) = table.remove(at);
    let Data::String(name) = &value.data else {
        // `null` stands for no base there.
        if !matches!(value.data, Data::Null) {
            files.mistakes.mistyped(&mistake::WANT_STRING, &key.name, &value);
        }
        return table;
    };
    let Some(base) = find_base(folder, name).map(|file| files.absolute(&file)) else {
        let message = Message::new(&NO_PACKAGE).with("path", name);
        files.mistakes.add(&value.origin, message).help = Some(&mistake::RELATIVE);
        return table;
    };
    if let Some(at) = open.iter().position(|path| *path == base) {
        files.circle(&value.origin, &open[at..]);
        return table;
    }
    open.push(base.clone());
    let below = table_of(&base, files)
        .map(|base_table| follow(base.parent().unwrap_or(folder), base_table, files, open));
    open.pop();
    spread(&below.unwrap_or_default(), &table)
}

/// The file that `extends` names: beside the file, or in a package that is installed above it.
fn find_base(folder: &Path, name: &str) -> Option<PathBuf> {
    let beside = [folder.join(name)].into_iter();
    let installed = folder.ancestors().flat_map(|folder| {
        let package = folder.join("node_modules").join(name);
        let with_extension = folder.join("node_modules").join(format!("{name}.json"));
        [package, with_extension]
    });
    beside.chain(installed).find(|file| file.is_file())
}
