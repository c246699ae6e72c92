//! What a contract says of content that is not as asked; each sentence stands for itself.

use crate::contract::FieldKind;
use crate::contract::content::QuantityClass;
use crate::message::Text;

/// What is said of the blocks of a kind.
pub(super) struct Phrases {
    /// There is none.
    pub missing: Text,
    /// There are too few; with `found` and `wanted`.
    pub few: Text,
    /// There are too many; with `found` and `wanted`.
    pub many: Text,
    /// There is one although there must be none.
    pub unwanted: Text,
}

pub(super) const TABLE: Phrases = Phrases {
    missing: Text { en: "a table is missing here", zh: "此处缺少表格" },
    few: Text {
        en: "tables as asked for here: {found}; there must be at least {wanted}",
        zh: "此处符合要求的表格有 {found} 个，至少应有 {wanted} 个",
    },
    many: Text {
        en: "tables here: {found}; there may be at most {wanted}",
        zh: "此处有 {found} 个表格，至多可有 {wanted} 个",
    },
    unwanted: Text { en: "this table must not stand here", zh: "此处不应有这样的表格" },
};
pub(super) const LIST: Phrases = Phrases {
    missing: Text { en: "a list is missing here", zh: "此处缺少列表" },
    few: Text {
        en: "lists as asked for here: {found}; there must be at least {wanted}",
        zh: "此处符合要求的列表有 {found} 个，至少应有 {wanted} 个",
    },
    many: Text {
        en: "lists here: {found}; there may be at most {wanted}",
        zh: "此处有 {found} 个列表，至多可有 {wanted} 个",
    },
    unwanted: Text { en: "this list must not stand here", zh: "此处不应有这样的列表" },
};
pub(super) const CODE: Phrases = Phrases {
    missing: Text { en: "a code block is missing here", zh: "此处缺少代码块" },
    few: Text {
        en: "code blocks as asked for here: {found}; there must be at least {wanted}",
        zh: "此处符合要求的代码块有 {found} 个，至少应有 {wanted} 个",
    },
    many: Text {
        en: "code blocks here: {found}; there may be at most {wanted}",
        zh: "此处有 {found} 个代码块，至多可有 {wanted} 个",
    },
    unwanted: Text { en: "this code block must not stand here", zh: "此处不应有这样的代码块" },
};
pub(super) const MERMAID: Phrases = Phrases {
    missing: Text { en: "a mermaid diagram is missing here", zh: "此处缺少 mermaid 图" },
    few: Text {
        en: "mermaid diagrams here: {found}; there must be at least {wanted}",
        zh: "此处有 {found} 个 mermaid 图，至少应有 {wanted} 个",
    },
    many: Text {
        en: "mermaid diagrams here: {found}; there may be at most {wanted}",
        zh: "此处有 {found} 个 mermaid 图，至多可有 {wanted} 个",
    },
    unwanted: Text { en: "a mermaid diagram must not stand here", zh: "此处不应有 mermaid 图" },
};
pub(super) const IMAGE: Phrases = Phrases {
    missing: Text { en: "an image is missing here", zh: "此处缺少图片" },
    few: Text {
        en: "images here: {found}; there must be at least {wanted}",
        zh: "此处有 {found} 张图片，至少应有 {wanted} 张",
    },
    many: Text {
        en: "images here: {found}; there may be at most {wanted}",
        zh: "此处有 {found} 张图片，至多可有 {wanted} 张",
    },
    unwanted: Text { en: "an image must not stand here", zh: "此处不应有图片" },
};
pub(super) const LINK: Phrases = Phrases {
    missing: Text { en: "a link is missing here", zh: "此处缺少链接" },
    few: Text {
        en: "links as asked for here: {found}; there must be at least {wanted}",
        zh: "此处符合要求的链接有 {found} 个，至少应有 {wanted} 个",
    },
    many: Text {
        en: "links here: {found}; there may be at most {wanted}",
        zh: "此处有 {found} 个链接，至多可有 {wanted} 个",
    },
    unwanted: Text { en: "this link must not stand here", zh: "此处不应有这样的链接" },
};
pub(super) const FORMULA: Phrases = Phrases {
    missing: Text { en: "a formula is missing here", zh: "此处缺少公式" },
    few: Text {
        en: "formulas here: {found}; there must be at least {wanted}",
        zh: "此处有 {found} 个公式，至少应有 {wanted} 个",
    },
    many: Text {
        en: "formulas here: {found}; there may be at most {wanted}",
        zh: "此处有 {found} 个公式，至多可有 {wanted} 个",
    },
    unwanted: Text { en: "a formula must not stand here", zh: "此处不应有公式" },
};
pub(super) const WORDS: Phrases = Phrases {
    missing: Text { en: "text is missing here", zh: "此处缺少文字" },
    few: Text {
        en: "texts as asked for here: {found}; there must be at least {wanted}",
        zh: "此处符合要求的文字有 {found} 处，至少应有 {wanted} 处",
    },
    many: Text {
        en: "texts of this kind here: {found}; there may be at most {wanted}",
        zh: "此处这类文字有 {found} 处，至多可有 {wanted} 处",
    },
    unwanted: Text { en: "text must not stand here", zh: "此处不应有文字" },
};

pub(super) const TABLE_OF: Text = Text {
    en: "a table with these columns is missing here: {columns}",
    zh: "此处缺少含有以下各列的表格：{columns}",
};
pub(super) const COLUMNS: Text =
    Text { en: "the table has no column {columns}", zh: "表格缺少列：{columns}" };
pub(super) const FEW_ROWS: Text = Text {
    en: "rows in the table: {found}; there must be at least {wanted}",
    zh: "表格有 {found} 行，至少应有 {wanted} 行",
};
pub(super) const MANY_ROWS: Text = Text {
    en: "rows in the table: {found}; there may be at most {wanted}",
    zh: "表格有 {found} 行，至多可有 {wanted} 行",
};
pub(super) const LIST_OF: Text = Text {
    en: "a list of at least {wanted} items is missing here",
    zh: "此处缺少至少 {wanted} 项的列表",
};
pub(super) const FEW_ITEMS: Text = Text {
    en: "items in the list: {found}; there must be at least {wanted}",
    zh: "列表有 {found} 项，至少应有 {wanted} 项",
};
pub(super) const MANY_ITEMS: Text = Text {
    en: "items in the list: {found}; there may be at most {wanted}",
    zh: "列表有 {found} 项，至多可有 {wanted} 项",
};
pub(super) const NOT_NUMBERED: Text = Text { en: "the list is not numbered", zh: "列表没有编号" };
pub(super) const NUMBERED: Text = Text { en: "the list is numbered", zh: "列表带有编号" };
pub(super) const CODE_IN: Text =
    Text { en: "a code block in {languages} is missing here", zh: "此处缺少 {languages} 代码块" };
pub(super) const LANGUAGE: Text = Text {
    en: "the code block is in “{found}”, not in {languages}",
    zh: "代码块的语言是“{found}”，而不是 {languages}",
};
pub(super) const NO_LANGUAGE: Text = Text {
    en: "the code block does not say that it is in {languages}",
    zh: "代码块没有标明语言 {languages}",
};
pub(super) const LINK_TO: Text =
    Text { en: "no link here leads to {pattern}", zh: "此处没有指向 {pattern} 的链接" };
pub(super) const TARGET: Text = Text {
    en: "the link to “{found}” does not lead to {pattern}",
    zh: "链接“{found}”指向的不是 {pattern}",
};
pub(super) const NO_MATCH: Text = Text { en: "{pattern} stands nowhere here", zh: "此处没有 {pattern}" };
pub(super) const NOT_IN: Text =
    Text { en: "“{found}” does not contain {pattern}", zh: "“{found}”中没有 {pattern}" };
pub(super) const UNWANTED_MATCH: Text =
    Text { en: "“{found}” must not stand here", zh: "此处不应出现“{found}”" };

pub(super) const FEW_QUANTITIES: Text = Text {
    en: "quantities such as “{example}” here: {found}; there must be at least {wanted}",
    zh: "此处类似“{example}”的数量有 {found} 个，至少应有 {wanted} 个",
};
pub(super) const MANY_QUANTITIES: Text = Text {
    en: "quantities such as “{example}” here: {found}; there may be at most {wanted}",
    zh: "此处类似“{example}”的数量有 {found} 个，至多可有 {wanted} 个",
};
const ANY_QUANTITY: Text = Text {
    en: "a quantity such as “{example}” is missing here",
    zh: "此处缺少数量，例如“{example}”",
};
const TIME: Text = Text {
    en: "a length of time such as “{example}” is missing here",
    zh: "此处缺少时长，例如“{example}”",
};
const MONEY: Text = Text {
    en: "an amount of money such as “{example}” is missing here",
    zh: "此处缺少金额，例如“{example}”",
};
const PERCENT: Text = Text {
    en: "a percentage such as “{example}” is missing here",
    zh: "此处缺少百分比，例如“{example}”",
};
const SIZE: Text = Text {
    en: "an amount of data such as “{example}” is missing here",
    zh: "此处缺少数据量，例如“{example}”",
};
const RATE: Text = Text {
    en: "a rate such as “{example}” is missing here",
    zh: "此处缺少速率，例如“{example}”",
};
const COUNT: Text = Text {
    en: "a count such as “{example}” is missing here",
    zh: "此处缺少计数，例如“{example}”",
};

/// What is said where a quantity is missing, and an example that both languages understand.
pub(super) fn quantity(class: QuantityClass) -> (&'static Text, &'static str) {
    match class {
        QuantityClass::Any => (&ANY_QUANTITY, "99 ms"),
        QuantityClass::Time => (&TIME, "99 ms"),
        QuantityClass::Money => (&MONEY, "$5"),
        QuantityClass::Percent => (&PERCENT, "5%"),
        QuantityClass::Size => (&SIZE, "5 GB"),
        QuantityClass::Rate => (&RATE, "5,000 TPS"),
        QuantityClass::Count => (&COUNT, "3 users"),
    }
}

const NO_TEXT: Text = Text {
    en: "“{cell}” in the column “{column}” is no text",
    zh: "“{column}”列中的“{cell}”不是文字",
};
const NO_ENUM: Text = Text {
    en: "“{cell}” in the column “{column}” is none of the words that may stand there",
    zh: "“{column}”列中的“{cell}”不在可选值之内",
};
const NO_DATE: Text = Text {
    en: "“{cell}” in the column “{column}” is no date",
    zh: "“{column}”列中的“{cell}”不是日期",
};
const NO_VERSION: Text = Text {
    en: "“{cell}” in the column “{column}” is no version",
    zh: "“{column}”列中的“{cell}”不是版本号",
};
const NO_URL: Text = Text {
    en: "“{cell}” in the column “{column}” is no web address",
    zh: "“{column}”列中的“{cell}”不是网址",
};
const NO_QUANTITY: Text = Text {
    en: "“{cell}” in the column “{column}” is no quantity",
    zh: "“{column}”列中的“{cell}”不是数量",
};
const NO_REF: Text = Text {
    en: "“{cell}” in the column “{column}” is no reference",
    zh: "“{column}”列中的“{cell}”不是引用",
};

/// What is said of a cell that is not of a kind.
pub(super) fn mistyped(kind: &FieldKind) -> &'static Text {
    match kind {
        FieldKind::Text => &NO_TEXT,
        FieldKind::Enum(_) => &NO_ENUM,
        FieldKind::Date => &NO_DATE,
        FieldKind::Version => &NO_VERSION,
        FieldKind::Url => &NO_URL,
        FieldKind::Quantity => &NO_QUANTITY,
        FieldKind::Ref => &NO_REF,
    }
}

pub(super) const NO_MARKER: Text = Text {
    en: "nothing here says that no data is public, or that it does not apply",
    zh: "此处没有说明“暂无公开数据”或“不适用”",
};
pub(super) const NO_IDS: Text =
    Text { en: "no number such as {pattern} stands here", zh: "此处没有形如 {pattern} 的编号" };
pub(super) const REPEATED: Text =
    Text { en: "the number “{id}” is given twice", zh: "编号“{id}”重复出现" };
pub(super) const GAP: Text = Text {
    en: "“{id}” comes after “{before}”, so the numbers don't follow each other",
    zh: "“{before}”之后是“{id}”，编号不连续",
};
pub(super) const NONE_OF: Text =
    Text { en: "at least one of these must be here: {what}", zh: "此处至少应有以下一项：{what}" };

/// Every text that [`super::Content::lack`] may give.
pub const TEXTS: &[&Text] = &[
    &TABLE.missing,
    &TABLE.few,
    &TABLE.many,
    &TABLE.unwanted,
    &LIST.missing,
    &LIST.few,
    &LIST.many,
    &LIST.unwanted,
    &CODE.missing,
    &CODE.few,
    &CODE.many,
    &CODE.unwanted,
    &MERMAID.missing,
    &MERMAID.few,
    &MERMAID.many,
    &MERMAID.unwanted,
    &IMAGE.missing,
    &IMAGE.few,
    &IMAGE.many,
    &IMAGE.unwanted,
    &LINK.missing,
    &LINK.few,
    &LINK.many,
    &LINK.unwanted,
    &FORMULA.missing,
    &FORMULA.few,
    &FORMULA.many,
    &FORMULA.unwanted,
    &WORDS.missing,
    &WORDS.few,
    &WORDS.many,
    &WORDS.unwanted,
    &TABLE_OF,
    &COLUMNS,
    &FEW_ROWS,
    &MANY_ROWS,
    &LIST_OF,
    &FEW_ITEMS,
    &MANY_ITEMS,
    &NOT_NUMBERED,
    &NUMBERED,
    &CODE_IN,
    &LANGUAGE,
    &NO_LANGUAGE,
    &LINK_TO,
    &TARGET,
    &NO_MATCH,
    &NOT_IN,
    &UNWANTED_MATCH,
    &FEW_QUANTITIES,
    &MANY_QUANTITIES,
    &ANY_QUANTITY,
    &TIME,
    &MONEY,
    &PERCENT,
    &SIZE,
    &RATE,
    &COUNT,
    &NO_TEXT,
    &NO_ENUM,
    &NO_DATE,
    &NO_VERSION,
    &NO_URL,
    &NO_QUANTITY,
    &NO_REF,
    &NO_MARKER,
    &NO_IDS,
    &REPEATED,
    &GAP,
    &NONE_OF,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Lang;

    #[test]
    fn every_text_is_listed_once_and_in_both_languages() {
        for (at, text) in TEXTS.iter().enumerate() {
            assert_eq!(text.arguments(Lang::En), text.arguments(Lang::ZhCn), "{text:?}");
            assert!(!TEXTS[..at].contains(text), "{text:?} is listed twice");
        }
    }
}
