//! The options of markdownlint-cli2: rules, and which documents they are for.

use std::path::Path;

use super::{Override, Theirs, spread, with_bases};
use crate::config::file::{strings, table};
use crate::config::files::Files;
use crate::config::mistake;
use crate::config::patterns::{Dialect, Patterns, PatternsBuilder, Useless};
use crate::message::{Message, Text};
use crate::value::{Data, Key, Origin, Table, Value};

/// The options that casegate honours.
const HONOURED: [&str; 5] = ["config", "overrides", "globs", "ignores", "noInlineConfig"];
/// Options that change nothing about what is found, or that casegate has its own way for.
const WITHOUT_EFFECT: [&str; 8] =
    ["$schema", "fix", "gitignore", "modulePaths", "noBanner", "noProgress", "outputFormatters", "showFound"];
/// Options that change what is found, and that casegate can't honour.
const UNSUPPORTED: [&str; 3] = ["customRules", "frontMatter", "markdownItPlugins"];
const OVERRIDE_KEYS: [&str; 3] = ["filter", "config", "combine"];
const COMBINE: [&str; 2] = ["merge", "replace"];

const NOT_HONOURED: Text = Text {
    en: "casegate does not have `{key}`: findings may differ from markdownlint's",
    zh: "casegate 不支持 `{key}`：检查结果可能与 markdownlint 不同",
};
pub(in crate::config) const PATTERN_NOT_HONOURED: Text = Text {
    en: "casegate can't honour the pattern `{pattern}`",
    zh: "casegate 无法支持模式 `{pattern}`",
};
const UNKNOWN_COMBINE: Text =
    Text { en: "`{key}` is no way to combine", zh: "`{key}` 不是有效的合并方式" };

/// True for a file of options rather than of rules.
pub(crate) fn is_options(file: &Path, table: &Table) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.contains("markdownlint-cli2")
        || table
            .iter()
            .any(|(key, _)| HONOURED.contains(&key.name.as_str()) || UNSUPPORTED.contains(&key.name.as_str()))
}

impl Theirs {
    /// Takes over the options of a file in `folder`.
    pub(super) fn add_options(&mut self, folder: &Path, options: Table, files: &mut Files) {
        for (key, value) in options {
            match key.name.as_str() {
                "config" => {
                    let Some(config) = table(&key, value, &mut files.mistakes) else { continue };
                    let own = with_bases(folder, config, files);
                    let above = self.options_config.take().unwrap_or_default();
                    let merged = spread(&above, &own);
                    self.config = merged.clone();
                    self.options_config = Some(merged);
                }
                "overrides" => self.overrides = overrides(folder, &key, value, files),
                "globs" => {
                    let origin = value.origin.clone();
                    let globs = strings(&key.name, value, &mut files.mistakes);
                    let (negated, globs): (Vec<_>, Vec<_>) =
                        globs.into_iter().partition(|(glob, _)| glob.starts_with('!'));
                    let negated = negated.into_iter().map(|(glob, origin)| (glob[1..].to_owned(), origin));
                    self.globs = Some((patterns(folder, globs, files), origin.clone()));
                    self.negated_globs = Some((patterns(folder, negated.collect(), files), origin));
                }
                "ignores" => {
                    let origin = value.origin.clone();
                    let ignores = strings(&key.name, value, &mut files.mistakes);
                    self.ignores = Some((patterns(folder, ignores, files), origin));
                }
                "noInlineConfig" => match value.data {
                    Data::Boolean(value) => self.no_inline_config = value.then(|| key.origin.clone()),
                    _ => files.mistakes.mistyped(&mistake::WANT_BOOLEAN, &key.name, &value),
                },
                name if UNSUPPORTED.contains(&name) => {
                    if !is_nothing(&value) {
                        let message = Message::new(&NOT_HONOURED).with("key", name);
                        files.mistakes.unsupported(&key.origin, message);
                    }
                }
                name if WITHOUT_EFFECT.contains(&name) => {}
                _ => {
                    let known = [&HONOURED[..], &WITHOUT_EFFECT, &UNSUPPORTED].concat();
                    files.mistakes.unknown_key(&key, &known);
                }
            }
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    match &value.data {
        Data::Null => true,
        Data::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn overrides(folder: &Path, key: &Key, value: Value, files: &mut Files) -> Vec<Override> {
    let Data::Array(items) = value.data else {
        files.mistakes.mistyped(&mistake::WANT_TABLES, &key.name, &value);
        return Vec::new();
    };
    items.into_iter().filter_map(|item| one_override(folder, key, item, files)).collect()
}

fn one_override(folder: &Path, key: &Key, value: Value, files: &mut Files) -> Option<Override> {
    let (mut filter, mut config, mut replaces) = (None, Table::new(), false);
    for (key, value) in table(key, value, &mut files.mistakes)? {
        match key.name.as_str() {
            "filter" => {
                let globs = match value.data {
                    Data::String(glob) => vec![(glob, value.origin)],
                    _ => strings(&key.name, value, &mut files.mistakes),
                };
                filter = Some(patterns(folder, globs, files));
            }
            "config" => {
                let own = table(&key, value, &mut files.mistakes)?;
                config = with_bases(folder, own, files);
            }
            "combine" => match value.as_str() {
                Some("merge") => replaces = false,
                Some("replace") => replaces = true,
                Some(unknown) => {
                    let message = Message::new(&UNKNOWN_COMBINE).with("key", unknown);
                    files.mistakes.unknown(&value.origin, message, &COMBINE);
                }
                None => files.mistakes.mistyped(&mistake::WANT_STRING, &key.name, &value),
            },
            _ => files.mistakes.unknown_key(&key, &OVERRIDE_KEYS),
        }
    }
    // Without a filter it is for no document there.
    Some(Override { filter: filter?, config, replaces })
}

/// Patterns that start from `folder`; what can't be honoured is told and left out, since markdownlint accepts it.
fn patterns(folder: &Path, globs: Vec<(String, Origin)>, files: &mut Files) -> Patterns {
    let mut builder = PatternsBuilder::new();
    for (glob, origin) in globs {
        // `:` marks a path that is no pattern.
        let added = match glob.strip_prefix(':') {
            Some(path) => builder.add(&globset::escape(path), Dialect::Markdownlint),
            None => builder.add(&glob, Dialect::Markdownlint),
        };
        if let Err(useless) = added {
            let message = Message::new(&PATTERN_NOT_HONOURED).with("pattern", &glob);
            let unsupported = files.mistakes.unsupported(&origin, message);
            if let Useless::NeverMatches(reason) = useless {
                unsupported.help = Some(reason);
            }
        }
    }
    builder.build(folder).unwrap_or_default()
}
