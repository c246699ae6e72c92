//! The ways in which a contract can be wrong that a configuration can't.

use crate::message::Text;

pub(super) const MISSING: Text = Text { en: "`{key}` is missing", zh: "缺少 `{key}`" };
pub(super) const EXAMPLE: Text = Text { en: "such as `{example}`", zh: "例如 `{example}`" };
pub(super) const EMPTY: Text = Text { en: "`{key}` must not be empty", zh: "`{key}` 不能为空" };
pub(super) const BAD_NAME: Text = Text {
    en: "`{name}` can't be a name here: blanks, dots and slashes have another meaning",
    zh: "`{name}` 不能用作此处的名称：空格、点号和斜杠另有含义",
};
pub(super) const RENAME: Text =
    Text { en: "write `{example}`, for instance", zh: "可改写为 `{example}` 之类的名称" };
pub(super) const QUOTE: Text =
    Text { en: "quotes make it a string: `'{written}'`", zh: "加引号即为字符串：`'{written}'`" };
pub(super) const WANT_WORDS: Text = Text {
    en: "`{key}` must be a string, or a table with `zh` and `en`, not {found}",
    zh: "`{key}` 必须是字符串，或含 `zh` 与 `en` 的表，而不是 {found}",
};
pub(super) const WANT_ALIASES: Text = Text {
    en: "`{key}` must be an array of strings, or a table of such arrays by language, not {found}",
    zh: "`{key}` 必须是字符串数组，或按语言列出此类数组的表，而不是 {found}",
};
pub(super) const WANT_PRESENCE: Text = Text {
    en: "`{key}` must be true, false or recommended, not {found}",
    zh: "`{key}` 必须是 true、false 或 recommended，而不是 {found}",
};
pub(super) const WANT_COLUMNS: Text = Text {
    en: "`{key}` must be an array of strings or tables, not {found}",
    zh: "`{key}` 必须是由字符串或表组成的数组，而不是 {found}",
};
pub(super) const WANT_LEVEL: Text = Text {
    en: "`{key}` must be a level from 1 to 6, a range such as 2..4, or any, not {written}",
    zh: "`{key}` 必须是 1 到 6 的层级、2..4 这样的范围或 any，而不是 {written}",
};
pub(super) const REVERSED: Text = Text { en: "the range {written} is empty", zh: "范围 {written} 为空" };
pub(super) const REVERSE: Text =
    Text { en: "the smaller number comes first: {turned}", zh: "较小的数在前：{turned}" };
pub(super) const TOO_LARGE: Text = Text {
    en: "`{key}` must be at most {most}, not {value}",
    zh: "`{key}` 不得大于 {most}，而此处为 {value}",
};
pub(super) const MIN_OVER_MAX: Text = Text {
    en: "nothing can satisfy this: at least {min}, but at most {max}",
    zh: "无法满足：至少 {min}，却至多 {max}",
};
pub(super) const BAD_REGEX: Text =
    Text { en: "not a valid regular expression: {reason}", zh: "不是有效的正则表达式：{reason}" };
pub(super) const REGEX_SYNTAX: Text = Text {
    en: "https://docs.rs/regex/#syntax has the syntax, which knows no look-around and no backreferences",
    zh: "语法见 https://docs.rs/regex/#syntax，不支持环视和反向引用",
};
pub(super) const REGEX_TOO_LARGE: Text = Text {
    en: "this regular expression needs more memory than any title is worth",
    zh: "该正则表达式占用的内存过大",
};
pub(super) const REPEAT_LESS: Text = Text {
    en: "lower the numbers in its repetitions such as `{n}`",
    zh: "请减小其中的重复次数，例如 `{n}`",
};
pub(super) const TOO_MANY: Text =
    Text { en: "a contract may have at most {most} {what}", zh: "一份契约至多有 {most} 个 {what}" };
pub(super) const SPLIT: Text = Text {
    en: "two contracts can hold for the same documents",
    zh: "同一批文档可以适用两份契约，请拆分",
};
pub(super) const NO_CAPTURE: Text =
    Text { en: "the pattern has no capture `{key}`", zh: "模式中没有名为 `{key}` 的捕获组" };
pub(super) const NAME_CAPTURE: Text = Text {
    en: "captures are named in the pattern of `select`: `(?<{key}>…)`",
    zh: "捕获组在 `select` 的模式中命名：`(?<{key}>…)`",
};
pub(super) const NO_NUMBER: Text = Text {
    en: "`sequential` needs a capture for the number in the pattern",
    zh: "`sequential` 要求模式中有捕获编号的分组",
};
pub(super) const TWO_SLOTS: Text =
    Text { en: "there are two slots `{id}`", zh: "有两个名为 `{id}` 的槽位" };
pub(super) const FIRST_SLOT: Text = Text { en: "here is the first one", zh: "第一个在此处" };
pub(super) const RENAME_SLOT: Text = Text {
    en: "slots beside each other need ids of their own; what may appear twice says so with `max`",
    zh: "同级槽位的 id 不得相同；若允许出现多次，请用 `max` 说明",
};
pub(super) const NO_SLOT: Text = Text { en: "there is no slot `{key}`", zh: "没有槽位 `{key}`" };
pub(super) const SELF: Text =
    Text { en: "the slot `{id}` names itself", zh: "槽位 `{id}` 引用了自身" };
pub(super) const CONFLICTING_FAMILY: Text = Text {
    en: "one of `{id}` and `{other}` is in the other, so they can't exclude each other",
    zh: "`{id}` 与 `{other}` 互为内外层，不可能互斥",
};
pub(super) const WANT_GROUP: Text = Text {
    en: "a group asks one thing, and this one asks {count}",
    zh: "一个分组只能有一种要求，而此处有 {count} 种",
};
pub(super) const SMALL_GROUP: Text =
    Text { en: "a group needs two slots at least", zh: "一个分组至少需要两个槽位" };
pub(super) const NO_GROUP: Text = Text {
    en: "one slot alone says with `required` whether it must be there",
    zh: "若只涉及一个槽位，请用 `required` 说明它是否必需",
};
pub(super) const NO_PREDICATE: Text =
    Text { en: "this does not say what must be there", zh: "此处没有说明要求什么内容" };
pub(super) const HEADS: Text = Text { en: "it needs one of {known}", zh: "需要以下之一：{known}" };
pub(super) const TWO_PREDICATES: Text =
    Text { en: "`{first}` and `{second}` are two demands", zh: "`{first}` 与 `{second}` 是两项要求" };
pub(super) const SEPARATE: Text =
    Text { en: "list them one by one under `has`", zh: "请在 `has` 下分别列出" };
pub(super) const TEXT_OR_PATTERN: Text = Text {
    en: "`text` and `pattern` say the same thing twice",
    zh: "`text` 与 `pattern` 重复说明了同一件事",
};
pub(super) const LEAVE_OUT: Text = Text { en: "leave it out", zh: "请删去" };
pub(super) const KEEP_ONE: Text = Text { en: "keep one of them", zh: "请只保留其一" };
pub(super) const ONLY_OF_SOME: Text = Text {
    en: "`{key}` counts blocks, which only `some` does",
    zh: "`{key}` 用于计数，只能与 `some` 一起使用",
};
pub(super) const ONLY_OF_ENUM: Text =
    Text { en: "`values` needs `type: enum`", zh: "`values` 只能与 `type: enum` 一起使用" };
pub(super) const NEVER_NAMED: Text = Text {
    en: "the slot `{id}` can never match: nothing is left of its names once titles are compared",
    zh: "槽位 `{id}` 永远不会匹配：比较标题时，它的名称会被完全去掉",
};
pub(super) const KEEP_NAME: Text = Text {
    en: "give it a name with letters in it, or keep under `normalise` what the name is made of",
    zh: "请使用含文字的名称，或在 `normalise` 中保留构成该名称的部分",
};
pub(super) const NAMES_TAKEN: Text = Text {
    en: "the slot `{id}` can never match: its names are all those of `{other}`",
    zh: "槽位 `{id}` 永远不会匹配：它的名称全都属于 `{other}`",
};
pub(super) const NAME_APART: Text = Text {
    en: "give it a name of its own; what may appear twice says so with `max`",
    zh: "请给它单独的名称；若允许出现多次，请用 `max` 说明",
};
pub(super) const NEVER_SO_HIGH: Text = Text {
    en: "the slot `{id}` can never match: under a heading of level {outer} there is none of level {level}",
    zh: "槽位 `{id}` 永远不会匹配：{outer} 级标题之下不会有 {level} 级标题",
};
pub(super) const LOWER: Text = Text {
    en: "sections have a level below that of the heading that they are under",
    zh: "小节的层级应低于其上级标题",
};
pub(super) const NEVER_WIDE: Text = Text {
    en: "this pattern can never match: normalised titles hold no `{character}`, but `{narrow}`",
    zh: "该模式永远不会匹配：规范化后的标题中没有 `{character}`，只有 `{narrow}`",
};
pub(super) const NARROW: Text = Text { en: "write `{escaped}` instead", zh: "请改写为 `{escaped}`" };
