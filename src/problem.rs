//! What keeps casegate from checking: each kind is a diagnostic and exit code 2, never a log line.

use std::io;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::engine::INTERNAL_ERROR;
use crate::message::{Message, Text};
use crate::similar::DID_YOU_MEAN;
use crate::source::{Place, ReadError, SourceFile, Span};

/// A mistake in a configuration file.
pub const INVALID_CONFIGURATION: RuleId = "invalid-configuration";
/// A setting of another tool that casegate can't honour: a warning, for what casegate has is checked all the same.
pub const UNSUPPORTED_CONFIGURATION: RuleId = "unsupported-configuration";
/// A document names a contract that there is not.
pub const UNKNOWN_CONTRACT: RuleId = "unknown-contract";
/// A mistake in a contract.
pub const INVALID_CONTRACT: RuleId = "invalid-contract";
/// A bibliography that is not BibTeX.
pub const INVALID_BIBLIOGRAPHY: RuleId = "invalid-bibliography";
/// An argument that names nothing.
pub const NO_SUCH_FILE: RuleId = "no-such-file";
/// A file or folder that the system does not let us read.
pub const UNREADABLE_FILE: RuleId = "unreadable-file";
/// A file in another encoding.
pub const NOT_UTF8: RuleId = "not-utf8";
/// A file that byte offsets can't address.
pub const FILE_TOO_LARGE: RuleId = "file-too-large";

/// Every kind that keeps a run from checking all it was asked to.
pub const ALL: [RuleId; 9] = [
    INVALID_CONFIGURATION,
    INVALID_CONTRACT,
    UNKNOWN_CONTRACT,
    INVALID_BIBLIOGRAPHY,
    NO_SUCH_FILE,
    UNREADABLE_FILE,
    NOT_UTF8,
    FILE_TOO_LARGE,
    INTERNAL_ERROR,
];

const NO_FILE: Text = Text { en: "there is no file or folder {path}", zh: "没有文件或文件夹 {path}" };
const CHECK_PATH: Text = Text {
    en: "check the spelling; paths are relative to the current folder",
    zh: "请检查拼写；路径相对于当前文件夹",
};
const NO_MATCH: Text =
    Text { en: "the pattern {path} matches no file", zh: "模式 {path} 没有匹配到任何文件" };
const CHECK_PATTERN: Text = Text {
    en: "`*` stays within a folder, `**` crosses folders; quote a pattern to keep the shell from expanding it",
    zh: "`*` 不跨文件夹，`**` 可跨文件夹；若不想让 shell 展开模式，请加引号",
};
const BAD_PATTERN: Text =
    Text { en: "{path} is no valid pattern: {reason}", zh: "{path} 不是有效的模式：{reason}" };
const NO_CONTRACT: Text = Text { en: "there is no contract {path}", zh: "没有名为 {path} 的契约" };
const NAME_CONTRACT: Text = Text {
    en: "name a contract that the configuration names or that ships with casegate ({known}), or a file such as ./own.yml",
    zh: "请使用配置中列出的或 casegate 自带的契约名称（{known}），或 ./own.yml 之类的文件",
};
const UNREADABLE: Text = Text { en: "{path} can't be read: {reason}", zh: "无法读取 {path}：{reason}" };
const CHECK_ACCESS: Text = Text {
    en: "check that it exists and that you may read it, or exclude it in casegate.toml",
    zh: "请确认该文件存在且有读取权限，或在 casegate.toml 中排除它",
};
const NO_CHARACTER: Text = Text {
    en: "{path} is not UTF-8: byte {byte}, in line {line} at column {column}, begins no character",
    zh: "{path} 不是 UTF-8 编码：第 {line} 行第 {column} 列（字节 {byte}）不是有效的字符",
};
const CHECK_SETTINGS: Text = Text {
    en: "check that it is a file and that you may read it",
    zh: "请确认它是文件，且有读取权限",
};
const CONVERT: Text = Text {
    en: "convert it from the encoding that it has, such as with `iconv -f GB18030 -t UTF-8`",
    zh: "请从原编码转换为 UTF-8，例如使用 `iconv -f GB18030 -t UTF-8`",
};
const UTF16: Text =
    Text { en: "{path} is in {encoding}, not in UTF-8", zh: "{path} 的编码是 {encoding}，不是 UTF-8" };
const CONVERT_UTF16: Text = Text {
    en: "convert it with `iconv -f {encoding} -t UTF-8`",
    zh: "请使用 `iconv -f {encoding} -t UTF-8` 转换",
};
const NOWHERE: Text = Text {
    en: "{path} is a link to {target}, which does not exist",
    zh: "{path} 是指向 {target} 的链接，但 {target} 不存在",
};
const CIRCLE: Text = Text {
    en: "{path} is a link to {target}, which leads in a circle",
    zh: "{path} 是指向 {target} 的链接，但链接形成了循环",
};
const CHECK_LINK: Text = Text {
    en: "correct or remove the link, or exclude it in casegate.toml",
    zh: "请修正或删除该链接，或在 casegate.toml 中排除它",
};
const TOO_LARGE: Text = Text { en: "{path} is larger than 4 GiB", zh: "{path} 超过 4 GiB" };
const SPLIT: Text = Text {
    en: "split the document, or exclude it in casegate.toml",
    zh: "请拆分该文档，或在 casegate.toml 中排除它",
};

const NO_SETTINGS: Text =
    Text { en: "{path} has no table `[tool.casegate]`", zh: "{path} 中没有 `[tool.casegate]` 表" };
const ADD_SETTINGS: Text = Text {
    en: "add the table, or name another file with --config",
    zh: "请添加该表，或用 --config 指定其他文件",
};

/// An argument that names nothing.
pub fn no_such_file(path: &str) -> Diagnostic {
    whole(NO_SUCH_FILE, path, &NO_FILE, None, &CHECK_PATH)
}

/// A pattern that matches nothing.
pub fn no_match(pattern: &str) -> Diagnostic {
    whole(NO_SUCH_FILE, pattern, &NO_MATCH, None, &CHECK_PATTERN)
}

/// A pattern that can't be understood.
pub fn bad_pattern(pattern: &str, reason: &str) -> Diagnostic {
    whole(NO_SUCH_FILE, pattern, &BAD_PATTERN, Some(reason), &CHECK_PATTERN)
}

/// An argument that names no contract; `meant` is the name most like it, and `known` are those that ship.
pub fn no_such_contract(name: &str, meant: Option<&str>, known: &[&str]) -> Diagnostic {
    let message = Message::new(&NO_CONTRACT).with("path", name);
    match meant {
        Some(meant) => with_help(NO_SUCH_FILE, name, message.with("similar", meant), &DID_YOU_MEAN),
        None => with_help(NO_SUCH_FILE, name, message.with("known", known.join(", ")), &NAME_CONTRACT),
    }
}

/// A file that [`SourceFile::read`] could not read.
pub fn unreadable(path: &str, error: &ReadError) -> Diagnostic {
    match error {
        ReadError::Io(error) => refused(path, error),
        ReadError::TooLarge => whole(FILE_TOO_LARGE, path, &TOO_LARGE, None, &SPLIT),
        ReadError::Utf16(encoding) => {
            let message = Message::new(&UTF16).with("path", path).with("encoding", encoding);
            with_help(NOT_UTF8, path, message, &CONVERT_UTF16)
        }
        ReadError::NotUtf8 { byte, place } => {
            let message = Message::new(&NO_CHARACTER)
                .with("path", path)
                .with("byte", byte)
                .with("line", place.start.line)
                .with("column", place.start.column);
            let diagnostic = with_help(NOT_UTF8, path, message, &CONVERT);
            Diagnostic { place: Some(Place::clone(place)), ..diagnostic }
        }
    }
}

/// A file or folder that the system does not hand out.
pub fn refused(path: &str, error: &io::Error) -> Diagnostic {
    whole(UNREADABLE_FILE, path, &UNREADABLE, Some(&error.to_string()), &CHECK_ACCESS)
}

/// A symbolic link to `target` that leads nowhere, or back to itself.
pub fn dead_link(path: &str, target: &str, in_circle: bool) -> Diagnostic {
    let text = if in_circle { &CIRCLE } else { &NOWHERE };
    let message = Message::new(text).with("path", path).with("target", target);
    with_help(UNREADABLE_FILE, path, message, &CHECK_LINK)
}

/// A file of settings that can't be read; excluding it would be of no use.
pub fn unreadable_settings(path: &str, error: &ReadError) -> Diagnostic {
    // The current folder has no name in reports.
    let unreadable = unreadable(if path.is_empty() { "." } else { path }, error);
    if unreadable.rule == UNREADABLE_FILE {
        return Diagnostic { help: Some(&CHECK_SETTINGS), ..unreadable };
    }
    unreadable
}

/// A mistake at a place in a file that casegate was told to read.
pub fn in_file(rule: RuleId, file: &SourceFile, span: Span, message: Message) -> Diagnostic {
    Diagnostic::new(rule, Severity::Error, file.path.clone(), Some(file.place(span)), message)
}

/// A configuration file that was named and has nothing for casegate.
pub fn no_settings(path: &str) -> Diagnostic {
    whole(INVALID_CONFIGURATION, path, &NO_SETTINGS, None, &ADD_SETTINGS)
}

/// A warning about a file of another tool as a whole.
pub fn unsupported_file(path: &str, text: &'static Text, help: &'static Text) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..whole(UNSUPPORTED_CONFIGURATION, path, text, None, help) }
}

fn whole(
    rule: RuleId,
    path: &str,
    text: &'static Text,
    reason: Option<&str>,
    help: &'static Text,
) -> Diagnostic {
    let mut message = Message::new(text).with("path", path);
    if let Some(reason) = reason {
        message = message.with("reason", reason);
    }
    with_help(rule, path, message, help)
}

fn with_help(rule: RuleId, path: &str, message: Message, help: &'static Text) -> Diagnostic {
    let diagnostic = Diagnostic::new(rule, Severity::Error, Arc::from(path), None, message);
    Diagnostic { help: Some(help), ..diagnostic }
}
