//! Reports that can't be written, or that nobody reads to their end.

use std::fs;

use crate::folder::{BLANK, Folder};

#[test]
fn a_report_that_cannot_be_written_is_told() {
    let folder = Folder::new(&[("a.md", BLANK), ("folder/b.md", BLANK)]);
    for place in ["no/such/report.txt", "folder", "a.md/report.txt"] {
        for format in ["pretty", "json"] {
            let ran = folder.run(&["check", "--format", format, "--output-file", place]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{place}");
            assert!(ran.err.starts_with(&format!("casegate: {place} can't be written: ")), "{}", ran.err);
            assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        }
    }
    let chinese = folder.run(&["check", "-o", "folder", "--lang", "zh-CN"]).err;
    assert!(chinese.starts_with("casegate: 无法写入 folder："), "{chinese}");
    assert_eq!(fs::read_to_string(folder.path().join("a.md")).expect("it is there"), BLANK);
}

#[cfg(unix)]
#[test]
fn a_report_does_not_go_to_a_read_only_folder() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new(&[("a.md", BLANK), ("closed/b.md", BLANK)]);
    let closed = folder.path().join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("set");
    if fs::write(closed.join("probe"), "").is_ok() {
        return; // The superuser may write everywhere.
    }
    let ran = folder.run(&["check", "-o", "closed/report.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("casegate: closed/report.txt can't be written: "), "{}", ran.err);
}

#[cfg(unix)]
mod unix {
    use std::io::Read;
    use std::process::{Command, Stdio};

    use super::*;
    use crate::folder::{Ran, ran};

    const FORMATS: [&str; 4] = ["pretty", "concise", "json", "jsonl"];

    /// Runs a check under a shell that redirects standard output as `redirection` says.
    fn redirected(folder: &Folder, redirection: &str, arguments: &[&str]) -> Ran {
        let mut shell = assert_cmd::Command::new("sh");
        let script = format!("exec \"$0\" check \"$@\" {redirection}");
        shell.current_dir(folder.path()).env("CASEGATE_LANG", "en");
        ran(shell.args(["-c", &script, env!("CARGO_BIN_EXE_casegate")]).args(arguments))
    }

    #[test]
    fn who_stops_reading_half_way_has_read_enough() {
        // More than any pipe holds.
        let folder = Folder::new(&[("a.md", &"text \n".repeat(20_000))]);
        for format in FORMATS {
            let mut child = Command::new(env!("CARGO_BIN_EXE_casegate"))
                .current_dir(folder.path())
                .args(["check", "--preset", "markdownlint", "--max-diagnostics", "20000", "--format", format])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program starts");
            let mut start = [0; 10];
            child.stdout.take().expect("a pipe").read_exact(&mut start).expect("a report");
            let output = child.wait_with_output().expect("it ends");
            assert_eq!(output.status.code(), Some(0), "{format}");
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
        }
    }

    #[test]
    fn a_closed_standard_output_is_no_trouble() {
        let folder = Folder::new(&[("a.md", BLANK)]);
        for format in FORMATS {
            let ran = redirected(&folder, ">&-", &["--format", format, "--fail-on", "warning"]);
            assert_eq!(ran.code, 1, "{format}: the findings are what they are");
            assert!(!ran.err.contains("casegate:"), "{format}: {}", ran.err);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_told() {
        let folder = Folder::new(&[("a.md", BLANK)]);
        for format in FORMATS {
            let ran = redirected(&folder, ">/dev/full", &["--format", format]);
            assert_eq!(ran.code, 2, "{format}");
            assert!(ran.err.starts_with("casegate: No space left on device"), "{format}: {}", ran.err);
            let ran = folder.run(&["check", "-o", "/dev/full", "--format", format]);
            assert_eq!(ran.code, 2, "{format}");
            assert!(ran.err.starts_with("casegate: /dev/full can't be written: No space"), "{}", ran.err);
        }
    }
}
