//! The ways in which a configuration can be wrong, each told with its place and a way out.

use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, Label, RuleId, Severity};
use crate::message::{Lang, Message, Text};
use crate::problem::{self, INVALID_CONFIGURATION, UNSUPPORTED_CONFIGURATION};
use crate::similar::{DID_YOU_MEAN, similar};
use crate::value::{Fault, Origin, Syntax, Value};

pub(crate) const SYNTAX: Text =
    Text { en: "not valid {syntax}: {reason}", zh: "不是有效的 {syntax}：{reason}" };
pub(super) const UNKNOWN_KEY: Text = Text { en: "unknown key `{key}`", zh: "未知的键 `{key}`" };
pub(super) const UNKNOWN_RULE: Text =
    Text { en: "there is no rule or family `{key}`", zh: "没有名为 `{key}` 的规则或规则族" };
pub(super) const NOT_HERE: Text = Text {
    en: "`{key}` is a rule of markdownlint that casegate does not have",
    zh: "`{key}` 是 markdownlint 的规则，casegate 没有这条规则",
};
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
pub(crate) const RELATIVE: Text = Text {
    en: "paths are relative to the folder of this file",
    zh: "路径相对于本配置文件所在的文件夹",
};
pub(crate) const NO_BASE: Text = Text {
    en: "`{path}`, which is to be extended, can't be read: {reason}",
    zh: "无法读取要继承的 `{path}`：{reason}",
};
pub(crate) const BASE_IS_FOLDER: Text = Text {
    en: "`{path}`, which is to be extended, is a folder and not a file",
    zh: "要继承的 `{path}` 是文件夹，而不是文件",
};
pub(super) const NO_SECTION: Text = Text {
    en: "`{path}`, which is to be extended, has no table `[tool.casegate]`",
    zh: "要继承的 `{path}` 中没有 `[tool.casegate]` 表",
};
pub(crate) const CIRCLE: Text =
    Text { en: "`extends` goes in a circle: {path}", zh: "`extends` 形成了循环：{path}" };
pub(crate) const BREAK_CIRCLE: Text = Text {
    en: "remove one `extends`; what all of them share can go into a file of its own",
    zh: "请去掉其中一处 `extends`；共用的部分可放入单独的文件",
};
pub(super) const NO_PATHS: Text = Text {
    en: "an override needs `paths`, the patterns of the files that it is for",
    zh: "覆盖项需要 `paths`，即它所适用文件的模式",
};
pub(super) const PATHS_EXAMPLE: Text =
    Text { en: "such as `paths = [\"drafts/**\"]`", zh: "例如 `paths = [\"drafts/**\"]`" };
pub(super) const NEVER_MATCHES: Text = Text {
    en: "the pattern `{pattern}` can't match anything",
    zh: "模式 `{pattern}` 不可能匹配任何文件",
};
pub(crate) const WANT_STRING: Text = Text {
    en: "`{key}` must be a string, not {found}",
    zh: "`{key}` 必须是字符串，而不是 {found}",
};
pub(crate) const WANT_STRINGS: Text = Text {
    en: "`{key}` must be an array of strings, not {found}",
    zh: "`{key}` 必须是字符串数组，而不是 {found}",
};
pub(crate) const WANT_STRING_OR_STRINGS: Text = Text {
    en: "`{key}` must be a string or an array of strings, not {found}",
    zh: "`{key}` 必须是字符串或字符串数组，而不是 {found}",
};
pub(crate) const WANT_TABLE: Text =
    Text { en: "`{key}` must be a table, not {found}", zh: "`{key}` 必须是表，而不是 {found}" };
pub(crate) const WANT_TABLES: Text = Text {
    en: "`{key}` must be an array of tables, not {found}",
    zh: "`{key}` 必须是表的数组，而不是 {found}",
};
pub(super) const WANT_NUMBER: Text =
    Text { en: "`{key}` must be a number, not {found}", zh: "`{key}` 必须是数字，而不是 {found}" };
pub(crate) const WANT_INTEGER: Text = Text {
    en: "`{key}` must be a whole number, not {found}",
    zh: "`{key}` 必须是整数，而不是 {found}",
};
pub(crate) const TOO_SMALL: Text = Text {
    en: "`{key}` must be at least {least}, not {value}",
    zh: "`{key}` 不得小于 {least}，而此处为 {value}",
};
pub(crate) const UNKNOWN_WORD: Text =
    Text { en: "`{option}` can't be `{key}`", zh: "`{option}` 不能是 `{key}`" };
pub(crate) const WANT_BOOLEAN: Text = Text {
    en: "`{key}` must be true or false, not {found}",
    zh: "`{key}` 必须是 true 或 false，而不是 {found}",
};
pub(super) const WANT_RULE: Text = Text {
    en: "`{key}` must be a severity, true, false or a table, not {found}",
    zh: "`{key}` 必须是严重级别、true、false 或表，而不是 {found}",
};
pub(super) const SEE_RULES: Text =
    Text { en: "`casegate rules` lists all rules", zh: "`casegate rules` 会列出所有规则" };
const KNOWN: Text = Text { en: "what is known here: {known}", zh: "此处可用：{known}" };

/// More names than this help nobody.
const MOST_NAMES: usize = 24;

/// Collects the mistakes of configuration files, or of others that are written as they are.
pub(crate) struct Mistakes {
    /// What kind of problem each of them is.
    kind: RuleId,
    pub found: Vec<Diagnostic>,
}

impl Default for Mistakes {
    fn default() -> Self {
        Mistakes::of_kind(INVALID_CONFIGURATION)
    }
}

impl Mistakes {
    /// No mistake yet; each will be a problem of this kind.
    pub fn of_kind(kind: RuleId) -> Self {
        Mistakes { kind, found: Vec::new() }
    }

    /// Adds a mistake.
    pub fn add(&mut self, origin: &Origin, message: Message) -> &mut Diagnostic {
        self.found.push(problem::in_file(self.kind, &origin.file, origin.span, message));
        self.found.last_mut().expect("just pushed")
    }

    /// Adds what casegate can't honour although it is right where it comes from: a warning, which stops nothing.
    pub fn unsupported(&mut self, origin: &Origin, message: Message) -> &mut Diagnostic {
        let unsupported = self.add(origin, message);
        unsupported.rule = UNSUPPORTED_CONFIGURATION;
        unsupported.severity = Severity::Warning;
        unsupported
    }

    /// Makes warnings of all that was found.
    pub fn soften(&mut self) {
        for mistake in &mut self.found {
            mistake.rule = UNSUPPORTED_CONFIGURATION;
            mistake.severity = Severity::Warning;
        }
    }

    /// Adds what are no mistakes where they come from, since another tool takes them.
    pub fn add_as_unsupported(&mut self, mut objections: Mistakes) {
        objections.soften();
        self.found
            .extend(objections.found.into_iter().map(|objection| Diagnostic { help: None, ..objection }));
    }

    /// How many mistakes there are, warnings aside.
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|mistake| mistake.severity == Severity::Error).count()
    }

    /// What was found since the last call; a file that several folders build on is blamed once.
    pub fn take(&mut self) -> Vec<Diagnostic> {
        let mut told = FxHashSet::default();
        let mut found = std::mem::take(&mut self.found);
        found.retain(|mistake| {
            let span = mistake.place.as_ref().map(|place| place.span);
            told.insert((mistake.path.clone(), span, mistake.message.render(Lang::En)))
        });
        found
    }

    /// Adds what a parser found.
    pub fn syntax(&mut self, syntax: Syntax, faults: &[Fault]) {
        for fault in faults {
            let message = Message::new(&SYNTAX).with("syntax", syntax.name()).with("reason", &fault.reason);
            self.add(&fault.origin, message);
        }
    }

    /// Adds a name that is unknown among `known`, its argument `key`.
    pub fn unknown(&mut self, origin: &Origin, message: Message, known: &[&str]) {
        let key = message.arguments.iter().find(|(name, _)| *name == "key");
        let meant = key.and_then(|(_, key)| similar(key, known.iter().copied()));
        let (message, help) = match meant {
            Some(meant) => (message.with("similar", meant), &DID_YOU_MEAN),
            None if known.len() > MOST_NAMES && self.kind == INVALID_CONFIGURATION => (message, &SEE_RULES),
            None => {
                let more = if known.len() > MOST_NAMES { ", …" } else { "" };
                let names = known.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join(", ");
                (message.with("known", names + more), &KNOWN)
            }
        };
        self.add(origin, message).help = (!known.is_empty()).then_some(help);
    }

    /// Adds a key that is unknown among `known`.
    pub fn unknown_key(&mut self, key: &crate::value::Key, known: &[&str]) {
        self.unknown(&key.origin, Message::new(&UNKNOWN_KEY).with("key", &key.name), known);
    }

    /// Adds a key that stands where `[rules]` is left out.
    pub fn key_of_rules(&mut self, key: &crate::value::Key) {
        let message = Message::new(&UNKNOWN_KEY).with("key", &key.name);
        let message = message.with("similar", format_args!("rules.{}", key.name));
        self.add(&key.origin, message).help = Some(&DID_YOU_MEAN);
    }

    /// Adds a value of another type than `wanted` says.
    pub fn mistyped(&mut self, wanted: &'static Text, key: &str, value: &Value) {
        let message = Message::new(wanted).with("key", key).with("found", value.type_name());
        self.add(&value.origin, message);
    }

    /// Adds something that was configured at `first` already.
    pub fn twice(&mut self, origin: &Origin, rule: &str, first: &Origin) {
        let label =
            Label { path: first.file.path.clone(), place: first.place(), message: Message::new(&FIRST) };
        let twice = self.add(origin, Message::new(&TWICE).with("rule", rule));
        twice.help = Some(&KEEP_ONE);
        twice.labels.push(label);
    }
}
