//! Patterns of a configuration, matched against paths relative to its folder.

use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::message::Text;

/// A list of patterns and the folder that they start from.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    folder: PathBuf,
    set: GlobSet,
    written: Vec<String>,
}

/// Whose rules a pattern follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// casegate's own, where a name without `/` is meant in any folder, as in ignore files.
    Own,
    /// markdownlint-cli2's, where every pattern starts at the folder.
    Markdownlint,
}

/// Collects [`Patterns`].
pub(super) struct PatternsBuilder {
    builder: GlobSetBuilder,
    written: Vec<String>,
}

/// Why a pattern is of no use.
pub(super) enum Useless {
    /// It is no pattern.
    Invalid(globset::Error),
    /// It is one, but no path can match it.
    NeverMatches(&'static Text),
}

const EMPTY: Text = Text { en: "it is empty", zh: "它是空的" };
const ABOVE: Text = Text {
    en: "patterns start at the folder of this file and can't leave it with `..`",
    zh: "模式从本文件所在文件夹开始，不能用 `..` 离开该文件夹",
};
const DOT: Text = Text {
    en: "no path holds `.` or an empty name between its slashes",
    zh: "路径的斜杠之间不会有 `.` 或空名称",
};
const NEGATED: Text = Text {
    en: "patterns are not negated with `!`; name what is meant",
    zh: "模式不能用 `!` 取反；请直接写明所指的路径",
};
const BACKSLASH: Text = Text {
    en: "`\\` takes the meaning of the next character away; folders are separated with `/`",
    zh: "`\\` 用于转义下一个字符；文件夹之间请用 `/` 分隔",
};
const DRIVE: Text = Text {
    en: "patterns are relative to the folder of this file and name no drive",
    zh: "模式相对于本文件所在的文件夹，不能带盘符",
};

impl PatternsBuilder {
    pub fn new() -> Self {
        PatternsBuilder { builder: GlobSetBuilder::new(), written: Vec::new() }
    }

    /// Adds a pattern.
    ///
    /// # Errors
    /// A pattern that is none, or that can't match anything.
    pub fn add(&mut self, pattern: &str, dialect: Dialect) -> Result<(), Useless> {
        if let Some(reason) = never_matches(pattern) {
            return Err(Useless::NeverMatches(reason));
        }
        let trimmed = pattern.strip_prefix("./").unwrap_or(pattern);
        let rooted = trimmed.trim_start_matches('/');
        let name = rooted.trim_end_matches('/');
        let anywhere = dialect == Dialect::Own && rooted.len() == trimmed.len() && !name.contains('/');
        let whole = if anywhere { format!("**/{name}") } else { name.to_owned() };
        let glob = GlobBuilder::new(&whole)
            .literal_separator(true)
            .backslash_escape(true)
            .build()
            .map_err(Useless::Invalid)?;
        self.builder.add(glob);
        self.written.push(match dialect {
            Dialect::Own => pattern.to_owned(),
            Dialect::Markdownlint => format!("/{rooted}"),
        });
        Ok(())
    }

    /// The patterns, starting from `folder`.
    ///
    /// # Errors
    /// Patterns that are too large together.
    pub fn build(self, folder: &Path) -> Result<Patterns, globset::Error> {
        let set = self.builder.build()?;
        Ok(Patterns { folder: folder.to_owned(), set, written: self.written })
    }
}

fn never_matches(pattern: &str) -> Option<&'static Text> {
    let body = pattern.strip_prefix("./").unwrap_or(pattern).trim_start_matches('/');
    let escapes = |pair: &[u8]| pair[0] == b'\\' && (pair[1].is_ascii_alphanumeric() || pair[1] >= 0x80);
    let drive = |bytes: &[u8]| matches!(bytes, [letter, b':', ..] if letter.is_ascii_alphabetic());
    if body.trim().is_empty() {
        Some(&EMPTY)
    } else if pattern.starts_with('!') {
        Some(&NEGATED)
    } else if drive(pattern.as_bytes()) {
        Some(&DRIVE)
    } else if body.as_bytes().windows(2).any(escapes) {
        Some(&BACKSLASH)
    } else if body.split('/').any(|name| name == "..") {
        Some(&ABOVE)
    } else if body.trim_end_matches('/').split('/').any(|name| name.is_empty() || name == ".") {
        Some(&DOT)
    } else {
        None
    }
}

impl Patterns {
    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// The patterns as casegate's own configuration writes them.
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// The same patterns, starting from another folder.
    pub(crate) fn starting_at(&self, folder: &Path) -> Patterns {
        Patterns { folder: folder.to_owned(), ..self.clone() }
    }

    /// True if one matches `path`, which is absolute, seen by itself.
    pub fn matches(&self, path: &Path) -> bool {
        !self.is_empty() && path.strip_prefix(&self.folder).is_ok_and(|inside| self.set.is_match(inside))
    }

    /// True if one matches a folder that `path` is in.
    pub fn matches_folder_of(&self, path: &Path) -> bool {
        !self.is_empty()
            && path.strip_prefix(&self.folder).is_ok_and(|inside| {
                let folders = inside.ancestors().skip(1);
                folders
                    .take_while(|folder| !folder.as_os_str().is_empty())
                    .any(|folder| self.set.is_match(folder))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(pattern: &str, dialect: Dialect) -> Patterns {
        let mut builder = PatternsBuilder::new();
        assert!(builder.add(pattern, dialect).is_ok(), "{pattern}");
        builder.build(Path::new("/library")).expect("patterns")
    }

    fn matches(pattern: &str, path: &str) -> bool {
        patterns(pattern, Dialect::Own).matches(&Path::new("/library").join(path))
    }

    #[test]
    fn a_name_matches_in_any_folder_and_a_path_from_the_root() {
        assert!(matches("drafts", "drafts") && matches("drafts/", "a/drafts"));
        assert!(matches("*.md", "a/b.md") && matches("./a/*.md", "a/b.md"));
        assert!(matches("/drafts", "drafts") && !matches("/drafts", "a/drafts"));
        assert!(!matches("a/*.md", "a/b/c.md") && matches("a/**/*.md", "a/b/c.md"));
        assert!(matches("{a,b}/**", "b/c.md") && matches("案例/*.md", "案例/一.md"));
        assert!(matches("a\\*.md", "a*.md") && !matches("a\\*.md", "ab.md"));
    }

    #[test]
    fn the_other_dialect_starts_every_pattern_at_the_folder() {
        let theirs = patterns("*.md", Dialect::Markdownlint);
        assert!(theirs.matches(Path::new("/library/a.md")) && !theirs.matches(Path::new("/library/b/a.md")));
        assert!(!theirs.matches(Path::new("/elsewhere/a.md")));
        assert_eq!(theirs.written(), ["/*.md"], "what means the same in the own dialect");
        assert_eq!(patterns("./a/*.md", Dialect::Own).written(), ["./a/*.md"]);
    }

    #[test]
    fn a_folder_stands_for_what_is_in_it() {
        let drafts = patterns("drafts", Dialect::Own);
        assert!(drafts.matches_folder_of(Path::new("/library/a/drafts/b/c.md")));
        assert!(!drafts.matches_folder_of(Path::new("/library/a/drafts")));
    }

    #[test]
    fn what_can_never_match_is_refused() {
        for pattern in [
            "",
            "  ",
            "/",
            "./",
            "../a.md",
            "a/../b",
            "a//b",
            "a/./b",
            "!a.md",
            "docs\\a.md",
            "C:/docs",
            "文档\\案例",
        ] {
            let added = PatternsBuilder::new().add(pattern, Dialect::Own);
            assert!(matches!(added, Err(Useless::NeverMatches(_))), "{pattern:?}");
        }
        assert!(matches!(PatternsBuilder::new().add("[", Dialect::Own), Err(Useless::Invalid(_))));
    }
}
