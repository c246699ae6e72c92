//! The patterns of rumdl, of which each setting has its own kind.

use std::path::Path;

use crate::config::file::strings;
use crate::config::markdownlint::PATTERN_NOT_HONOURED;
use crate::config::mistake::Mistakes;
use crate::config::patterns::{Dialect, PatternsBuilder, Useless};
use crate::message::{Message, Text};
use crate::value::{Key, Origin, Value};

/// What casegate takes for a document where a pattern names no extension.
const DOCUMENTS: &str = "*.{md,markdown}";

const HOME: Text = Text {
    en: "patterns start at the folder of casegate.toml and can't name a place outside it",
    zh: "模式从 casegate.toml 所在文件夹开始，不能指向该文件夹之外",
};

pub(super) struct Reader<'r> {
    pub folder: &'r Path,
    pub mistakes: &'r mut Mistakes,
}

impl Reader<'_> {
    /// Patterns of what is left out: as in ignore files, which is casegate's own kind.
    pub fn left_out(&mut self, key: &Key, value: Value) -> Vec<String> {
        let patterns = strings(&key.name, value, self.mistakes).into_iter();
        patterns.filter_map(|(pattern, origin)| self.own(&pattern, &origin)).collect()
    }

    /// Patterns of documents: as those of what is left out, but one without an extension means Markdown files only.
    pub fn documents(&mut self, key: &Key, value: Value) -> Vec<String> {
        let patterns = strings(&key.name, value, self.mistakes).into_iter();
        let patterns = patterns.map(|(pattern, origin)| {
            let (folder, name) =
                pattern.rsplit_once('/').map_or(("", &*pattern), |(folder, name)| (folder, name));
            let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            let pattern = match name {
                "*" => format!("{folder}{DOCUMENTS}"),
                "**" => format!("{folder}**/{DOCUMENTS}"),
                _ => pattern,
            };
            (pattern, origin)
        });
        patterns.filter_map(|(pattern, origin)| self.own(&pattern, &origin)).collect()
    }

    /// The pattern of files for which rules are ignored: from the folder on, and `*` goes through folders.
    pub fn file(&mut self, pattern: &Key) -> Option<String> {
        let own = self.own(&pattern.name, &pattern.origin)?;
        let mut path = String::with_capacity(own.len() + 3);
        let mut through = false;
        for (index, name) in own.split('/').enumerate() {
            if index > 0 {
                path.push('/');
            }
            if name.starts_with('*') && name != "**" && !through {
                path.push_str("**/");
            }
            path.push_str(name);
            through = name == "**";
        }
        if !path.contains('/') {
            path.insert(0, '/');
        }
        Some(path)
    }

    /// The pattern in casegate's own terms; `None` with a warning if it has none.
    fn own(&mut self, pattern: &str, origin: &Origin) -> Option<String> {
        let mut own = pattern.strip_prefix("./").unwrap_or(pattern).to_owned();
        let below = Path::new(pattern).strip_prefix(self.folder).ok().and_then(Path::to_str);
        if let Some(below) = below.filter(|_| Path::new(pattern).is_absolute()) {
            own = format!("/{}", below.replace('\\', "/"));
        }
        let reason = if pattern == "~" || pattern.starts_with("~/") {
            Some(&HOME)
        } else {
            match PatternsBuilder::new().add(&own, Dialect::Own) {
                Ok(()) => return Some(own),
                Err(Useless::NeverMatches(reason)) => Some(reason),
                Err(Useless::Invalid(_)) => None,
            }
        };
        let message = Message::new(&PATTERN_NOT_HONOURED).with("pattern", pattern);
        self.mistakes.unsupported(origin, message).help = reason;
        None
    }
}
