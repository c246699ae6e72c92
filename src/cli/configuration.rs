//! What the command line says about configuration, the same for every command that needs one.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use super::output::Terminal;
use crate::config::{Preset, Selection};
use crate::message::{Message, Text};

const TWO_FILES: Text = Text {
    en: "--config names two files, and only one can govern all documents; what they share can be joined with `extends`",
    zh: "--config 指定了两个文件，而只能由一个文件管辖全部文档；共用的部分可用 `extends` 合并",
};
const ISOLATED_FILE: Text = Text {
    en: "--isolated ignores all configuration files, but --config names one",
    zh: "--isolated 会忽略所有配置文件，而 --config 又指定了一个",
};

#[derive(Args)]
pub(super) struct Configuration {
    /// Use this configuration file for all documents, or set a value: --config 'rules.MD013.line_length = 100'
    #[arg(long, value_name = "FILE|KEY=VALUE")]
    config: Vec<FileOrSetting>,
    /// Ignore all configuration files
    #[arg(long)]
    isolated: bool,
    /// Use this preset, whatever configuration files say
    #[arg(long, value_name = "NAME", value_enum)]
    preset: Option<Preset>,
}

/// A value of `--config`.
#[derive(Clone)]
enum FileOrSetting {
    File(PathBuf),
    Setting(String),
}

impl From<OsString> for FileOrSetting {
    fn from(value: OsString) -> Self {
        let file = PathBuf::from(value);
        match file.to_str() {
            // A file may have `=` in its name; a setting always has one.
            Some(text) if text.contains('=') && !file.exists() => FileOrSetting::Setting(text.to_owned()),
            _ => FileOrSetting::File(file),
        }
    }
}

impl Configuration {
    /// The selection that is asked for; `None` if it contradicts itself, which is told.
    pub fn selection(&self, terminal: &Terminal) -> Option<Selection> {
        self.selected().map_err(|contradiction| terminal.tell(&contradiction)).ok()
    }

    fn selected(&self) -> Result<Selection, Message> {
        let mut selection =
            Selection { isolated: self.isolated, preset: self.preset, ..Selection::default() };
        for said in &self.config {
            match said {
                FileOrSetting::Setting(text) => selection.inline.push(text.clone()),
                FileOrSetting::File(_) if selection.file.is_some() => {
                    return Err(Message::new(&TWO_FILES));
                }
                FileOrSetting::File(_) if self.isolated => {
                    return Err(Message::new(&ISOLATED_FILE));
                }
                FileOrSetting::File(file) => selection.file = Some(file.clone()),
            }
        }
        Ok(selection)
    }
}
