//! Patterns of a configuration, matched against paths relative to its folder.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A list of patterns.
#[derive(Clone, Debug, Default)]
pub struct Patterns(GlobSet);

/// Collects [`Patterns`].
pub(super) struct PatternsBuilder(GlobSetBuilder);

impl PatternsBuilder {
    pub fn new() -> Self {
        PatternsBuilder(GlobSetBuilder::new())
    }

    /// Adds a pattern; one without `/` means a name in any folder.
    ///
    /// # Errors
    /// A pattern that is none.
    pub fn add(&mut self, pattern: &str) -> Result<(), globset::Error> {
        let trimmed = pattern.strip_prefix("./").unwrap_or(pattern);
        let rooted = trimmed.trim_start_matches('/');
        let name = rooted.trim_end_matches('/');
        let anywhere = rooted.len() == trimmed.len() && !name.contains('/');
        let whole = if anywhere { format!("**/{name}") } else { name.to_owned() };
        self.0.add(GlobBuilder::new(&whole).literal_separator(true).build()?);
        Ok(())
    }

    /// # Errors
    /// Patterns that are too large together.
    pub fn build(self) -> Result<Patterns, globset::Error> {
        self.0.build().map(Patterns)
    }
}

impl Patterns {
    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True if one matches `path`, which lies in `folder`; both are absolute.
    pub fn matches(&self, folder: &Path, path: &Path) -> bool {
        !self.is_empty() && path.strip_prefix(folder).is_ok_and(|inside| self.0.is_match(inside))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        let mut builder = PatternsBuilder::new();
        builder.add(pattern).expect("a pattern");
        let root = Path::new("/library");
        builder.build().expect("patterns").matches(root, &root.join(path))
    }

    #[test]
    fn a_name_matches_in_any_folder_and_a_path_from_the_root() {
        assert!(matches("drafts", "drafts") && matches("drafts/", "a/drafts"));
        assert!(matches("*.md", "a/b.md") && matches("./a/*.md", "a/b.md"));
        assert!(matches("/drafts", "drafts") && !matches("/drafts", "a/drafts"));
        assert!(!matches("a/*.md", "a/b/c.md") && matches("a/**/*.md", "a/b/c.md"));
        assert!(matches("{a,b}/**", "b/c.md") && matches("案例/*.md", "案例/一.md"));
    }
}
