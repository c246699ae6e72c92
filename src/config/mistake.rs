//! The ways in which a configuration can be wrong, each told with its place and a way out.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::message::{Message, Text};
use crate::problem::{self, INVALID_CONFIGURATION};
use crate::similar::similar;
use crate::source::{SourceFile, Span};

pub(super) const SYNTAX: Text =
    Text { en: "not valid TOML: {reason}", zh: "不是有效的 TOML：{reason}" };
pub(super) const UNKNOWN_KEY: Text = Text { en: "unknown key `{key}`", zh: "未知的键 `{key}`" };
pub(super) const UNKNOWN_RULE: Text =
    Text { en: "there is no rule or family `{key}`", zh: "没有名为 `{key}` 的规则或规则族" };
pub(super) const UNKNOWN_FAMILY_RULE: Text = Text {
    en: "the family `{family}` has no rule `{key}`",
    zh: "规则族 `{family}` 中没有规则 `{key}`",
};
pub(super) const UNKNOWN_OPTION: Text =
    Text { en: "the rule {rule} has no option `{key}`", zh: "规则 {rule} 没有选项 `{key}`" };
pub(super) const UNKNOWN_PRESET: Text =
    Text { en: "there is no preset `{key}`", zh: "没有名为 `{key}` 的预设" };
pub(super) const UNKNOWN_SEVERITY: Text =
    Text { en: "`{key}` is no severity", zh: "`{key}` 不是有效的严重级别" };
pub(super) const BAD_OPTION: Text =
    Text { en: "an option of {rule} is wrong: {reason}", zh: "规则 {rule} 的选项有误：{reason}" };
pub(super) const BAD_PATTERN: Text = Text {
    en: "`{pattern}` is no valid pattern: {reason}",
    zh: "`{pattern}` 不是有效的模式：{reason}",
};
pub(super) const OUT_OF_RANGE: Text = Text {
    en: "the gate of `{key}` must lie between 0 and 100 percent, not at {value}",
    zh: "`{key}` 的门槛必须在 0 到 100（百分比）之间，而不是 {value}",
};
pub(super) const TWICE: Text = Text { en: "{rule} is configured twice", zh: "{rule} 被重复配置" };
pub(super) const FIRST: Text = Text { en: "here too", zh: "此处也配置了它" };
pub(super) const KEEP_ONE: Text = Text {
    en: "an alias and the id name the same rule: keep one table",
    zh: "别名与标识指同一条规则：请只保留一处",
};
pub(super) const NO_FOLDER: Text = Text { en: "there is no folder `{path}`", zh: "没有文件夹 `{path}`" };
pub(super) const RELATIVE: Text = Text {
    en: "paths are relative to the folder of this file",
    zh: "路径相对于本配置文件所在的文件夹",
};
pub(super) const WANT_STRING: Text = Text {
    en: "`{key}` must be a string, not {found}",
    zh: "`{key}` 必须是字符串，而不是 {found}",
};
pub(super) const WANT_STRINGS: Text = Text {
    en: "`{key}` must be an array of strings, not {found}",
    zh: "`{key}` 必须是字符串数组，而不是 {found}",
};
pub(super) const WANT_TABLE: Text =
    Text { en: "`{key}` must be a table, not {found}", zh: "`{key}` 必须是表，而不是 {found}" };
pub(super) const WANT_NUMBER: Text =
    Text { en: "`{key}` must be a number, not {found}", zh: "`{key}` 必须是数字，而不是 {found}" };
pub(super) const WANT_RULE: Text = Text {
    en: "`{key}` must be a severity, true, false or a table, not {found}",
    zh: "`{key}` 必须是严重级别、true、false 或表，而不是 {found}",
};
const DID_YOU_MEAN: Text = Text { en: "did you mean `{similar}`?", zh: "是否想写 `{similar}`？" };
const KNOWN: Text = Text { en: "what is known here: {known}", zh: "此处可用：{known}" };

/// Collects the mistakes of one file.
pub(super) struct Mistakes<'s> {
    pub source: &'s SourceFile,
    pub found: Vec<Diagnostic>,
}

impl<'s> Mistakes<'s> {
    pub fn new(source: &'s SourceFile) -> Self {
        Mistakes { source, found: Vec::new() }
    }

    /// The span of what the parser calls `range`.
    pub fn span(&self, range: Range<usize>) -> Span {
        let last = self.source.text().len();
        let start = self.source.character_start(range.start.min(last));
        let end = self.source.character_start(range.end.min(last));
        Span::new(start, end.max(start))
    }

    /// Adds a mistake.
    pub fn add(&mut self, range: Range<usize>, message: Message) -> &mut Diagnostic {
        let span = self.span(range);
        self.found.push(problem::in_file(INVALID_CONFIGURATION, self.source, span, message));
        self.found.last_mut().expect("just pushed")
    }

    /// Adds a name that is unknown among `known`, its argument `key`.
    pub fn unknown(&mut self, range: Range<usize>, message: Message, known: &[&str]) {
        let key = message.arguments.iter().find(|(name, _)| *name == "key");
        let meant = key.and_then(|(_, key)| similar(key, known.iter().copied()));
        let (message, help) = match meant {
            Some(meant) => (message.with("similar", meant), &DID_YOU_MEAN),
            None => (message.with("known", known.join(", ")), &KNOWN),
        };
        self.add(range, message).help = (!known.is_empty()).then_some(help);
    }

    /// Adds a value of another type than `wanted` says.
    pub fn mistyped(&mut self, range: Range<usize>, wanted: &'static Text, key: &str, found: &'static str) {
        self.add(range, Message::new(wanted).with("key", key).with("found", found));
    }
}
