//! What a new casegate.toml explains, section by section, with examples that are right as soon as they are uncommented.

use crate::message::Text;

/// A part of the file: what it is about, and what can be written there.
pub(super) struct Section {
    pub prose: &'static [Text],
    pub example: &'static [&'static str],
}

pub(super) const HEAD: [Text; 2] = [
    Text {
        en: "What casegate asks of the Markdown documents in this folder and below.",
        zh: "casegate 对本文件夹及其下 Markdown 文档的要求。",
    },
    Text {
        en: "`casegate rules` lists the rules, `casegate config show FILE` shows what counts for a document.",
        zh: "`casegate rules` 列出全部规则，`casegate config show FILE` 显示某个文档实际适用的设置。",
    },
];

pub(super) const PRESET: Section = Section {
    prose: &[Text {
        en: "Where the settings start: recommended, markdownlint (its rules only), strict (all rules) or off.",
        zh: "设置的起点：recommended（推荐）、markdownlint（仅其规则）、strict（全部规则）或 off（无）。",
    }],
    example: &[],
};

pub(super) const INCLUDE: Section = Section {
    prose: &[
        Text {
            en: "What is a document: patterns that start at this folder; a name without `/` is meant in any folder.",
            zh: "哪些文件是文档：模式从本文件夹开始；不含 `/` 的名称适用于任意文件夹。",
        },
        Text {
            en: "Unless this is set, every .md and .markdown file is one.",
            zh: "不设置时，所有 .md 和 .markdown 文件都是文档。",
        },
    ],
    example: &["include = [\"README.md\", \"docs/**/*.md\"]"],
};

pub(super) const EXCLUDE: Section = Section {
    prose: &[Text {
        en: "What is left out, besides what .gitignore names: files and whole folders.",
        zh: "除 .gitignore 所列之外还要排除的文件和整个文件夹。",
    }],
    example: &["exclude = [\"drafts\", \"/CHANGELOG.md\"]"],
};

pub(super) const RULES: Section = Section {
    prose: &[
        Text {
            en: "What differs from the preset. A rule is true, false or a severity: \"error\", \"warning\" or \"info\".",
            zh: "与预设不同之处。规则可设为 true、false 或严重级别：\"error\"、\"warning\"、\"info\"。",
        },
        Text {
            en: "A table holds its options, which `casegate rules RULE` explains, and its `severity`.",
            zh: "也可写成表，包含该规则的选项（见 `casegate rules RULE`）和 `severity`。",
        },
    ],
    example: &[
        "[rules.format]",
        "no-trailing-spaces = \"error\" # MD009",
        "no-multiple-blanks = false # MD012",
        "line-length = { line_length = 100, tables = false } # MD013",
    ],
};

pub(super) const OVERRIDES: Section = Section {
    prose: &[Text {
        en: "Rules for some documents only. All overrides that match apply, and the last one counts most.",
        zh: "仅用于部分文档的规则。所有匹配的覆盖项依次生效，最后一项优先。",
    }],
    example: &[
        "[[overrides]]",
        "paths = [\"drafts\", \"*.draft.md\"]",
        "rules.completeness = \"info\"",
        "rules.format.line-length = false",
    ],
};

pub(super) const GATE: Section = Section {
    prose: &[Text {
        en: "The least score of each family in percent; below it `casegate check` fails.",
        zh: "各规则族得分的下限（百分比）；低于下限时 `casegate check` 失败。",
    }],
    example: &["[gate]", "completeness = 95", "format = 90", "data = 100", "technical = 95"],
};

pub(super) const LIBRARY: Section = Section {
    prose: &[
        Text {
            en: "Where links such as /guide.md start, and BibTeX files for citations such as [@key].",
            zh: "/guide.md 这类链接的起始文件夹，以及 [@key] 这类引用所用的 BibTeX 文件。",
        },
        Text {
            en: "Contracts say what documents must contain, and a plan (plan = \"plan.md\") which cases there shall be.",
            zh: "契约规定文档必须包含的内容；计划（plan = \"plan.md\"）列出应有的案例。",
        },
        Text {
            en: "Paths are relative to this folder, such as \"docs\", [\"sources.bib\"] and [\"contracts/*.yml\"].",
            zh: "路径相对于本文件夹，例如 \"docs\"、[\"sources.bib\"] 和 [\"contracts/*.yml\"]。",
        },
    ],
    example: &["[library]", "root = \".\"", "bibliography = []", "contracts = []"],
};

pub(super) const CONVERTED: Text = Text {
    en: "Converted by `casegate init` from {files}.",
    zh: "由 `casegate init` 根据 {files} 转换而来。",
};
pub(super) const BOTH: Text = Text {
    en: "The settings of rumdl count over those of markdownlint.",
    zh: "rumdl 的设置优先于 markdownlint 的设置。",
};
pub(super) const REVERSED: [Text; 2] = [
    Text {
        en: "In markdownlint the first override that matches counts. The order is therefore reversed here,",
        zh: "markdownlint 以第一个匹配的覆盖项为准，因此这里的顺序与原文件相反，",
    },
    Text {
        en: "and each override says again what those before it may have changed.",
        zh: "且每一项都会重申前面各项可能改变的内容。",
    },
];
