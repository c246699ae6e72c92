//! Link targets as paths: what is local, and which file it means.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::memchr3;
use percent_encoding::percent_decode_str;

/// What generators replace before anyone follows the link.
const TEMPLATES: [&str; 5] = ["{{", "{%", "${", "$(", "<"];
/// Roots that only the build of a site knows.
const ALIASES: [&str; 3] = ["@site/", "@/", "~"];

/// The path of a local target without query and fragment, as it stands; `None` for anything else.
pub fn path(target: &str) -> Option<&str> {
    let end = target.find(['/', '?', '#', ':']).unwrap_or(target.len());
    let first = target.as_bytes().get(end).copied();
    if target.is_empty() || (first == Some(b':') && end > 0) || target.starts_with("//") {
        return None;
    }
    if ALIASES.iter().any(|alias| target.starts_with(alias))
        || memchr3(b'{', b'$', b'<', target.as_bytes()).is_some()
            && TEMPLATES.iter().any(|template| target.contains(template))
    {
        return None;
    }
    let before = target.split('#').next().unwrap_or_default();
    let path = before.split('?').next().unwrap_or_default();
    // `?page=2` is a view of a page that some server makes.
    (!path.is_empty() || before.is_empty()).then_some(path)
}

/// The file that `path` means in the document `from`.
pub fn resolve(from: &str, path: &str, root: &str) -> Arc<str> {
    let path = decode(path);
    let folder = match path.strip_prefix('/') {
        Some(_) => root,
        None => from.rsplit_once('/').map_or("", |(folder, _)| if folder.is_empty() { "/" } else { folder }),
    };
    let path = path.trim_start_matches('/');
    // The stock of a root folder is the only path whose folder already ends in a slash.
    let joined =
        if folder.is_empty() { path.to_owned() } else { format!("{}/{path}", folder.trim_end_matches('/')) };
    normalise(&joined).into_owned().into()
}

/// A part of a target as the browser looks it up.
pub(super) fn decode(raw: &str) -> Cow<'_, str> {
    // What is no UTF-8 when decoded is more likely a name with a percent sign in it.
    percent_decode_str(raw).decode_utf8().unwrap_or(Cow::Borrowed(raw))
}

/// A path without `.`, `..`, empty parts and a slash at its end; `..` that leave the current folder stay.
pub fn normalise(path: &str) -> Cow<'_, str> {
    let dotted = |part: &str| part.is_empty() || part == "." || part == "..";
    if !path.trim_start_matches('/').split('/').any(dotted) {
        return Cow::Borrowed(path);
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|&last| last != "..") => {
                parts.pop();
            }
            ".." if path.starts_with('/') => {}
            part => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    Cow::Owned(format!("{root}{}", parts.join("/")))
}

/// How a link in the document `from` would write the path `to`; both relative to the current folder.
pub fn relative(from: &str, to: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut folders = folder.split('/').filter(|part| !part.is_empty()).peekable();
    let mut rest = to.split('/').filter(|part| !part.is_empty()).peekable();
    while let (Some(a), Some(b)) = (folders.peek(), rest.peek())
        && a == b
    {
        folders.next();
        rest.next();
    }
    let up = "../".repeat(folders.count());
    up + &rest.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalised_without_the_disk() {
        assert_eq!(normalise("a/./b/../c/"), "a/c");
        assert_eq!(normalise("../a/../../b"), "../../b");
        assert_eq!(normalise("/../a"), "/a");
        assert_eq!(normalise("./"), "");
        assert!(matches!(normalise("a/b"), Cow::Borrowed("a/b")));
        assert_eq!(&*resolve("/t/a.md", "b.md", ""), "/t/b.md");
        assert_eq!(&*resolve("/a.md", "b.md", ""), "/b.md");
    }

    #[test]
    fn a_suggestion_is_written_as_the_document_would() {
        assert_eq!(relative("docs/a.md", "docs/b.md"), "b.md");
        assert_eq!(relative("docs/x/a.md", "docs/y/b.md"), "../y/b.md");
        assert_eq!(relative("a.md", "b.md"), "b.md");
        assert_eq!(relative("/t/x/a.md", "/t/b.md"), "../b.md");
    }
}
