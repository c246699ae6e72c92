//! `casegate init`: a first configuration in its place, and what somebody should know about it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::Status;
use super::config::complain;
use super::output::{self, NOT_WRITTEN, Terminal};
use crate::config::{Around, Draft, FILE_NAMES, unconverted};
use crate::message::{Message, Text};
use crate::report::terminal::escape;
use crate::value::toml_string;
use crate::workspace::Workspace;

const NO_FOLDER: Text = Text { en: "there is no folder {path}", zh: "没有文件夹 {path}" };
const NOT_A_FOLDER: Text = Text { en: "{path} is no folder", zh: "{path} 不是文件夹" };
const EXISTS: Text = Text {
    en: "{path} is there already, and is left as it is; --stdout prints what would be written",
    zh: "{path} 已存在，未作改动；使用 --stdout 可查看将写入的内容",
};
const NOTHING_WRITTEN: Text = Text {
    en: "nothing is written before these mistakes are mended",
    zh: "未写入任何内容，请先改正以上错误",
};
const WRITTEN: Text = Text { en: "{path} is written", zh: "已写入 {path}" };
const CONVERTED: Text = Text {
    en: "{path} is written, with the settings of {files}",
    zh: "已写入 {path}，其中包含 {files} 的设置",
};
const STILL_READ: Text = Text {
    en: "casegate goes on reading {files}, and {path} has the last word; remove what no other tool needs",
    zh: "casegate 仍会读取 {files}，但以 {path} 为准；其他工具不再需要的文件可以删除",
};
const ABOVE: Text = Text {
    en: "{file} no longer governs this folder; `extends = {extends}` would build on it",
    zh: "{file} 不再管辖本文件夹；如需以它为基础，请写 `extends = {extends}`",
};
const MARKDOWNLINT_ABOVE: Text = Text {
    en: "from now on this folder is not governed by {files}",
    zh: "{files} 对本文件夹不再有效",
};
const MARKDOWNLINT_BELOW: Text = Text {
    en: "the settings of {files} are left where they are, and build on {path} now",
    zh: "{files} 的设置保留原处，今后以 {path} 为基础",
};
const RUMDL_BELOW: Text = Text {
    en: "{files}: not converted; run `casegate init` for each of the folders",
    zh: "{files}：未转换；请对各文件夹分别运行 `casegate init`",
};
const NEXT: Text = Text {
    en: "next: `casegate check{folder}` checks the documents, `casegate config show FILE` shows what counts for one",
    zh: "接下来：`casegate check{folder}` 检查文档，`casegate config show FILE` 显示某个文档实际适用的设置",
};

#[derive(Args)]
pub(super) struct Init {
    /// Where to write casegate.toml [default: .]
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Print what would be written, and write nothing
    #[arg(long)]
    stdout: bool,
}

impl Init {
    pub fn run(&self, terminal: &Terminal) -> io::Result<Status> {
        let workspace = Workspace::here()?;
        let folder = workspace.absolute(self.folder.as_deref().unwrap_or(Path::new(".")));
        if !folder.is_dir() {
            let text = if folder.exists() { &NOT_A_FOLDER } else { &NO_FOLDER };
            terminal.tell(&Message::new(text).with("path", workspace.shown(&folder)));
            return Ok(Status::Trouble);
        }
        let around = Around::new(&workspace, &folder);
        if let Some(own) = around.own.as_ref().filter(|_| !self.stdout) {
            terminal.tell(&Message::new(&EXISTS).with("path", workspace.shown(own)));
            return Ok(Status::Trouble);
        }
        let draft = match Draft::new(&workspace, &folder, terminal.lang) {
            Ok(draft) => draft,
            Err(mistakes) => {
                complain(mistakes, terminal)?;
                terminal.tell(&Message::new(&NOTHING_WRITTEN));
                return Ok(Status::Trouble);
            }
        };

        if self.stdout {
            output::print(draft.text.as_bytes())?;
            tell_unconverted(&draft, terminal);
            return Ok(Status::Clean);
        }
        let file = folder.join(FILE_NAMES[0]);
        let shown = workspace.shown(&file);
        if let Err(reason) = write_new(&file, &draft.text) {
            terminal.tell(&Message::new(&NOT_WRITTEN).with("path", shown).with("reason", reason));
            return Ok(Status::Trouble);
        }
        terminal.tell(&written(&shown, &draft));
        tell_unconverted(&draft, terminal);
        for note in notes(&workspace, &folder, &shown, &draft, &around) {
            terminal.tell(&note);
        }
        let asked = self.folder.iter().map(|folder| format!(" {}", folder.display())).collect::<String>();
        terminal.tell(&Message::new(&NEXT).with("folder", asked));
        Ok(Status::Clean)
    }
}

/// Writes a file that must not be there yet, and leaves none behind that is not whole.
fn write_new(file: &Path, text: &str) -> io::Result<()> {
    let mut new = OpenOptions::new().write(true).create_new(true).open(file)?;
    new.write_all(text.as_bytes()).inspect_err(|_| {
        let _ = fs::remove_file(file);
    })
}

fn written(file: &str, draft: &Draft) -> Message {
    let files: Vec<_> = draft.markdownlint_files.iter().chain(&draft.rumdl_file).cloned().collect();
    if files.is_empty() {
        return Message::new(&WRITTEN).with("path", file);
    }
    Message::new(&CONVERTED).with("path", file).with("files", files.join(", "))
}

fn tell_unconverted(draft: &Draft, terminal: &Terminal) {
    for lost in &draft.unconverted {
        let line = unconverted(lost, &lost.path, terminal.lang);
        let _ = writeln!(io::stderr(), "  {}", escape(&line));
    }
}

/// What the new file changes for files that lie around it.
fn notes(workspace: &Workspace, folder: &Path, file: &str, draft: &Draft, around: &Around) -> Vec<Message> {
    let list = |files: &[PathBuf]| {
        let files: Vec<_> = files.iter().map(|file| workspace.shown(file)).collect();
        files.join(", ")
    };
    let mut notes = Vec::new();
    if !draft.markdownlint_files.is_empty() {
        let files = draft.markdownlint_files.join(", ");
        notes.push(Message::new(&STILL_READ).with("files", files).with("path", file));
    }
    if let Some(above) = &around.above {
        let extends = Workspace { current: folder.to_owned() }.shown(above);
        let message = Message::new(&ABOVE).with("file", workspace.shown(above));
        notes.push(message.with("extends", toml_string(&extends)));
    }
    for (text, files) in [
        (&MARKDOWNLINT_ABOVE, &around.markdownlint_above),
        (&MARKDOWNLINT_BELOW, &around.markdownlint_below),
        (&RUMDL_BELOW, &around.rumdl_below),
    ] {
        if !files.is_empty() {
            notes.push(Message::new(text).with("files", list(files)).with("path", file));
        }
    }
    notes
}
