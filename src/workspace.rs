//! The current folder, because every path that a report shows is relative to it.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};
use std::{env, io};

/// Where the run was started.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The current folder, absolute.
    pub current: PathBuf,
}

impl Workspace {
    /// The workspace of this process.
    ///
    /// # Errors
    /// When the current folder is gone or may not be read.
    pub fn here() -> io::Result<Self> {
        Ok(Workspace { current: env::current_dir()? })
    }

    /// `path` from the root of the file system, without `.` and `..`; symbolic links are not followed.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        let mut absolute = PathBuf::new();
        for component in self.current.join(path).components() {
            match component {
                Component::CurDir => {}
                Component::ParentDir => {
                    absolute.pop();
                }
                other => absolute.push(other),
            }
        }
        absolute
    }

    /// `path` as reports show it: relative to the current folder and with `/`; empty for that folder itself.
    pub fn shown(&self, path: &Path) -> String {
        let path = self.absolute(path);
        let mut base = self.current.as_path();
        let mut up = 0;
        loop {
            if let Ok(below) = path.strip_prefix(base) {
                let names = below.components().map(|name| spelled(name.as_os_str()));
                return std::iter::repeat_n("..".into(), up).chain(names).collect::<Vec<_>>().join("/");
            }
            let Some(parent) = base.parent() else {
                // Another drive, which no relative path reaches.
                return spelled(path.as_os_str()).replace('\\', "/");
            };
            base = parent;
            up += 1;
        }
    }
}

/// A name with `\xFF` for a byte that is no Unicode, so that two names never look the same.
fn spelled(name: &OsStr) -> Cow<'_, str> {
    if let Some(name) = name.to_str() {
        return Cow::Borrowed(name);
    }
    let mut spelled = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        spelled.push_str(chunk.valid());
        for byte in chunk.invalid() {
            write!(spelled, "\\x{byte:02X}").expect("a string takes everything");
        }
    }
    Cow::Owned(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn paths_are_shown_relative_to_the_current_folder() {
        let workspace = Workspace { current: PathBuf::from("/home/me/docs") };
        for (path, shown) in [
            ("./a//b.md", "a/b.md"),
            ("a/../b.md", "b.md"),
            ("../other/c.md", "../other/c.md"),
            ("/home/me/docs/a.md", "a.md"),
            ("/etc/d.md", "../../../etc/d.md"),
            (".", ""),
            ("..", ".."),
        ] {
            assert_eq!(workspace.shown(Path::new(path)), shown, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_unicode_are_told_apart() {
        use std::os::unix::ffi::OsStrExt;

        let workspace = Workspace { current: PathBuf::from("/home/me") };
        let shown = |name: &[u8]| workspace.shown(Path::new(OsStr::from_bytes(name)));
        assert_eq!(shown(b"a/\xd6\xd0.md"), "a/\\xD6\\xD0.md");
        assert_eq!(shown("中\u{fffd}.md".as_bytes()), "中\u{fffd}.md");
    }
}
