//! What is met in a walk or named and can't be read: links to nowhere, folders that look like files, sockets.

use std::fs;

use serde_json::Value;

use crate::findings;
use crate::folder::{BLANK, CLEAN, Folder, text};
use crate::lines;

#[test]
fn a_folder_that_is_named_like_a_document_is_walked() {
    let folder = Folder::new(&[("a.md/b.md", BLANK), ("a.md/c.markdown/d.md", BLANK)]);
    let expected = ["a.md/b.md", "a.md/c.markdown/d.md"];
    for arguments in [&[][..], &["a.md"], &["a.md", "a.md/c.markdown"], &["*.md"]] {
        assert_eq!(folder.paths(arguments), expected, "{arguments:?}");
        assert_eq!(folder.json(arguments).0, 0, "{arguments:?}");
    }
}

#[test]
fn what_is_named_and_not_there_is_told() {
    let folder = Folder::new(&[("a.md", CLEAN)]);
    let long = "x".repeat(300);
    for (argument, message) in [
        ("no.md", "there is no file or folder no.md"),
        ("no/such/folder.md", "there is no file or folder no/such/folder.md"),
        ("*.rst", "the pattern *.rst matches no file"),
        ("no/**/a.md", "the pattern no/**/a.md matches no file"),
        ("a[.md", "a[.md is no valid pattern: "),
        ("a***.md", "a***.md is no valid pattern: "),
        (&long, &long),
    ] {
        let (code, report) = folder.json(&["a.md", argument]);
        let [found] = findings(&report) else { panic!("{report}") };
        assert_eq!(code, 2, "{argument}");
        assert_eq!(report["summary"]["documents"], 1, "other documents are checked");
        let (said, rule) = (text(&found["message"]), text(&found["rule"]));
        assert!(said.contains(message) && !text(&found["help"]).is_empty(), "{argument}: {said}");
        assert!(
            rule == "no-such-file" || argument == long && rule == "unreadable-file",
            "{argument}: {rule}"
        );
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    /// A folder with links: `dead.md` and `loop.md` lead nowhere, the others lead to what is met anyway.
    fn linked() -> Folder {
        let folder = Folder::new(&[("docs/a.md", BLANK), ("docs/b.md", BLANK)]);
        for (target, link) in [
            ("docs/a.md", "live.md"),
            ("docs", "again"),
            ("docs", "again.md"),
            (".", "docs/circle"),
            ("..", "docs/up.md"),
            ("gone.md", "dead.md"),
            ("other.md", "loop.md"),
            ("loop.md", "other.md"),
            ("self.md", "self.md"),
            ("gone.txt", "dead.txt"),
            ("gone", "dead"),
        ] {
            symlink(target, folder.path().join(link)).expect("a link");
        }
        folder
    }

    #[test]
    fn links_that_lead_nowhere_are_told_and_others_passed_over() {
        let (code, said) = lines(&linked(), &[]);
        let told: Vec<&str> = said.iter().map(|line| line.split_once(": ").expect("a path").0).collect();
        let checked = ["docs/a.md:3:6", "docs/b.md:3:6"];
        assert_eq!(told, ["dead.md", checked[0], checked[1], "loop.md", "other.md", "self.md"], "{said:#?}");
        assert_eq!(code, 2);
        for words in [
            "dead.md: error[unreadable-file] dead.md is a link to gone.md, which does not exist",
            "loop.md: error[unreadable-file] loop.md is a link to other.md, which leads in a circle",
            "self.md: error[unreadable-file] self.md is a link to self.md, which leads in a circle",
        ] {
            assert!(said.iter().any(|line| line == words), "{words}: {said:#?}");
        }
    }

    #[test]
    fn a_link_that_is_named_is_followed_as_far_as_it_goes() {
        let folder = linked();
        assert_eq!(folder.paths(&["live.md"]), ["live.md"]);
        assert_eq!(folder.paths(&["again.md"]), ["again.md/a.md", "again.md/b.md"]);
        assert_eq!(folder.paths(&["docs/circle"]), ["docs/circle/a.md", "docs/circle/b.md"]);
        for (link, end) in [
            ("dead.md", "is a link to gone.md, which does not exist"),
            ("loop.md", "is a link to other.md, which leads in a circle"),
            ("dead", "is a link to gone, which does not exist"),
            ("d?ad.md", "is a link to gone.md, which does not exist"),
        ] {
            let (code, report) = folder.json(&[link, "docs/a.md"]);
            let problem = |found: &&Value| text(&found["rule"]) == "unreadable-file";
            let found = findings(&report).iter().find(problem).expect("a problem");
            assert_eq!((code, findings(&report).len()), (2, 2), "{link}");
            assert!(text(&found["message"]).ends_with(end), "{link}: {found}");
            assert_eq!(text(&found["help"]), "correct or remove the link, or exclude it in casegate.toml");
        }
    }

    #[test]
    fn a_link_that_is_excluded_is_not_told() {
        let folder = linked();
        folder.write("casegate.toml", b"exclude = [\"dead.md\", \"loop.md\"]\n");
        folder.write(".gitignore", b"other.md\nself.md\n");
        assert_eq!(folder.paths(&[]), ["docs/a.md", "docs/b.md"]);
        assert_eq!(folder.paths(&["dead.md", "docs/a.md", "--force-exclude"]), ["docs/a.md"]);
        assert_eq!(folder.paths(&["dead.md"]), ["dead.md"]);
    }

    #[test]
    fn a_socket_is_no_document() {
        let folder = Folder::new(&[("a.md", BLANK)]);
        let _socket = UnixListener::bind(folder.path().join("socket.md")).expect("a socket");
        assert_eq!(folder.paths(&[]), ["a.md"], "a walk passes it over");
        let (code, report) = folder.json(&["socket.md", "a.md"]);
        let [_, found] = findings(&report) else { panic!("{report}") };
        assert_eq!((code, text(&found["rule"])), (2, "unreadable-file".into()));
        assert!(text(&found["message"]).starts_with("socket.md can't be read: "), "{found}");
    }

    #[test]
    fn what_may_not_be_read_is_told() {
        let folder = Folder::new(&[("a.md", BLANK), ("secret.md", CLEAN), ("closed/b.md", CLEAN)]);
        let forbid = |name: &str, mode| {
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(mode)).expect("set");
        };
        forbid("secret.md", 0);
        forbid("closed", 0);
        let superuser = fs::read(folder.path().join("secret.md")).is_ok();
        let (code, said) = lines(&folder, &[".", "closed/b.md"]);
        forbid("closed", 0o755);
        if superuser {
            return; // Nothing is forbidden to the superuser.
        }
        let told: Vec<&str> =
            said.iter().map(|line| line.split_once(" error[").map_or("", |(path, _)| path)).collect();
        assert_eq!(
            (code, told.as_slice()),
            (2, &["", "closed:", "closed/b.md:", "secret.md:"][..]),
            "{said:#?}"
        );
        assert!(said[1..].iter().all(|line| line.contains("[unreadable-file] ")), "{said:#?}");
    }
}
