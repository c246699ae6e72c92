//! Documents that vanish or change while they are checked.
//!
//! A pipe with a name among the documents tells how far the run is: opening it for writing waits until casegate opens
//! it for reading, which is when every document has been found and those before it in the report have been read.

#![cfg(unix)]

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;

use serde_json::Value;

use crate::findings;
use crate::folder::{BLANK, CLEAN, Folder, text};

/// Checks `a.md`, the pipe `m.md` and `z.md` one after the other, and calls `meanwhile` before `m.md` can be read.
fn check(folder: &Folder, meanwhile: impl FnOnce()) -> (Output, Value) {
    let pipe = folder.path().join("m.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo starts").success());
    let child = Command::new(env!("CARGO_BIN_EXE_casegate"))
        .current_dir(folder.path())
        .args(["check", "--threads", "1", "--format", "json", "--lang", "en", "z.md", "m.md", "a.md"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let (sender, receiver) = mpsc::channel();
    let other_end = pipe.clone();
    thread::spawn(move || {
        sender.send(child.wait_with_output()).expect("somebody waits");
        // If it ended without reading the pipe, this lets the writer go on.
        let _ = File::open(other_end);
    });
    let mut writer = OpenOptions::new().write(true).open(&pipe).expect("the pipe opens");
    meanwhile();
    writer.write_all(BLANK.as_bytes()).expect("the pipe is read");
    drop(writer);
    let output = receiver.recv().expect("it ends").expect("it can be waited for");
    let report = serde_json::from_slice(&output.stdout).expect("JSON");
    (output, report)
}

fn places(report: &Value) -> Vec<String> {
    findings(report)
        .iter()
        .map(|found| format!("{} {}", text(&found["path"]), text(&found["rule"])))
        .collect()
}

#[test]
fn a_document_that_vanished_is_told_and_the_rest_is_checked() {
    let folder = Folder::new(&[("a.md", BLANK), ("z.md", BLANK)]);
    let (output, report) =
        check(&folder, || fs::remove_file(folder.path().join("z.md")).expect("it was there"));
    assert_eq!(output.status.code(), Some(2));
    let blank = "format/no-trailing-spaces";
    assert_eq!(
        places(&report),
        [format!("a.md {blank}"), format!("m.md {blank}"), "z.md unreadable-file".into()]
    );
    let message = text(&findings(&report)[2]["message"]);
    assert!(message.starts_with("z.md can't be read: No such file or directory"), "{message}");
    assert_eq!(report["summary"]["documents"], 2);
}

#[test]
fn a_document_that_became_a_folder_is_told() {
    let folder = Folder::new(&[("a.md", CLEAN), ("z.md", BLANK)]);
    let (output, report) = check(&folder, || {
        fs::remove_file(folder.path().join("z.md")).expect("it was there");
        fs::create_dir(folder.path().join("z.md")).expect("created");
    });
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(places(&report)[1..], ["z.md unreadable-file"]);
}

#[test]
fn a_document_that_changed_is_reported_as_it_was_read() {
    let folder = Folder::new(&[("a.md", BLANK), ("z.md", CLEAN)]);
    let (output, report) = check(&folder, || {
        folder.write("a.md", b"");
        folder.write("z.md", "# Title\n\n\n\nLonger \n".as_bytes());
    });
    assert_eq!(output.status.code(), Some(0));
    let blank = "format/no-trailing-spaces";
    let multiple = "format/no-multiple-blanks";
    assert_eq!(
        places(&report),
        [
            format!("a.md {blank}"),
            format!("m.md {blank}"),
            format!("z.md {multiple}"),
            format!("z.md {multiple}"),
            format!("z.md {blank}")
        ]
    );
    // Read before it was emptied: the place is that of the text that casegate saw.
    assert_eq!(findings(&report)[0]["span"]["start"]["line"], 3);
    assert_eq!(findings(&report)[4]["span"]["start"]["line"], 5);
}
