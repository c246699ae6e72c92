//! The program in a folder of its own, as every test of the command line runs it.

#![allow(dead_code, reason = "not every test binary asks everything")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder of its own for a test.
pub struct Folder(TempDir);

/// What a run left behind.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub const CLEAN: &str = "# Title\n\nText.\n";
/// Two trailing blanks fewer than a line break: one finding of MD009.
pub const BLANK: &str = "# Title\n\nText. \n";

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Folder(tempfile::tempdir().expect("a temporary folder"));
        // Nothing above the folder decides about it.
        fs::create_dir(folder.path().join(".git")).expect("created");
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let file = self.path().join(name);
        fs::create_dir_all(file.parent().expect("a parent")).expect("created");
        fs::write(file, bytes).expect("written");
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casegate"));
        for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command.current_dir(self.path()).env("CASEGATE_LANG", "en").args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments))
    }

    pub fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let ran = self.run(&[&["check", "--format", "json"], arguments].concat());
        (ran.code, serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.err)))
    }

    /// The paths with findings, in the order of the report, each once.
    pub fn paths(&self, arguments: &[&str]) -> Vec<String> {
        let (_, report) = self.json(arguments);
        let list = report["diagnostics"].as_array().expect("a list");
        let mut paths: Vec<_> = list.iter().map(|found| text(&found["path"])).collect();
        paths.dedup();
        paths
    }
}

pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("the program starts");
    let words = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code().expect("a code"), out: words(output.stdout), err: words(output.stderr) }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
