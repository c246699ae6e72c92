//! Puts a changed document in the place of the old one, so that nobody ever sees half of it and nobody's work is lost.

use std::io::{self, Write};
use std::path::Path;
use std::{fmt, fs};

use tempfile::NamedTempFile;

use crate::source::{ReadError, SourceFile};

/// Why a file was left as it is.
#[derive(Debug)]
pub enum WriteError {
    /// What the system says.
    Io(io::Error),
    /// It is not what was read any more.
    Changed,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Io(error) => error.fmt(f),
            WriteError::Changed => f.write_str("it was changed meanwhile"),
        }
    }
}

impl std::error::Error for WriteError {}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        WriteError::Io(error)
    }
}

/// Writes `after` to the file at `path`, which held `before` when it was read, in one step: whoever reads it gets the one
/// or the other. Its permissions stay, and where `path` is a symbolic link, the file that it leads to is written.
///
/// # Errors
/// What the system says, also if the file may not be written; and [`WriteError::Changed`] if it holds another text than
/// `before` by now. Either way it is as it was.
pub fn write(path: &Path, before: &str, after: &str) -> Result<(), WriteError> {
    let file = fs::canonicalize(path)?;
    let permissions = fs::metadata(&file)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied).into());
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut new = NamedTempFile::new_in(folder)?;
    new.write_all(after.as_bytes())?;
    new.as_file().set_permissions(permissions)?;
    new.as_file().sync_all()?;
    let now = SourceFile::read(&file, "").map_err(|error| match error {
        ReadError::Io(error) => WriteError::Io(error),
        _ => WriteError::Changed,
    })?;
    if now.text() != before {
        return Err(WriteError::Changed);
    }
    new.persist(&file).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plan.md");
        fs::write(&path, text).expect("it can be written");
        (folder, path)
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).expect("the folder can be read");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let (folder, path) = plan("\u{feff}旧\r\n");
        write(&path, "\u{feff}旧\r\n", "\u{feff}新\r\n").expect("it is written");
        assert_eq!(fs::read_to_string(&path).expect("a text"), "\u{feff}新\r\n");
        assert_eq!(names(&folder), ["plan.md"]);
    }

    #[test]
    fn what_changed_meanwhile_is_left_alone() {
        let (folder, path) = plan("别人的改动");
        assert!(matches!(write(&path, "旧", "新"), Err(WriteError::Changed)));
        fs::write(&path, b"\xff").expect("it can be written");
        assert!(matches!(write(&path, "旧", "新"), Err(WriteError::Changed)));
        assert_eq!(fs::read(&path).expect("bytes"), b"\xff");
        assert!(matches!(write(&folder.path().join("none.md"), "", ""), Err(WriteError::Io(_))));
        assert_eq!(names(&folder), ["plan.md"]);
    }

    #[test]
    fn a_file_that_may_not_be_written_stays() {
        let (_folder, path) = plan("旧");
        let mut permissions = fs::metadata(&path).expect("metadata").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions.clone()).expect("permissions");
        assert!(matches!(write(&path, "旧", "新"), Err(WriteError::Io(_))));
        assert_eq!(fs::read_to_string(&path).expect("a text"), "旧");
        // Windows removes no folder with such a file in it.
        #[expect(clippy::permissions_set_readonly_false, reason = "the folder is thrown away")]
        permissions.set_readonly(false);
        fs::set_permissions(&path, permissions).expect("permissions");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_links_are_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, path) = plan("旧");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("permissions");
        let link = folder.path().join("link.md");
        symlink("plan.md", &link).expect("a link");
        write(&link, "旧", "新").expect("it is written");
        assert!(fs::symlink_metadata(&link).expect("metadata").is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("a text"), "新");
        assert_eq!(fs::metadata(&path).expect("metadata").permissions().mode() & 0o777, 0o640);
    }
}
