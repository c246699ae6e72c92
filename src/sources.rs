//! What a document cites and where it names its sources, read once for every rule, the facts and the ledger.

mod identity;
mod marks;
mod positions;
mod reading;
mod references;

pub(crate) use identity::{address, doi};
pub(crate) use marks::key;
pub use marks::numbers;
pub use positions::{Position, PositionKind};
pub use references::{Entry, References};

use crate::document::NodeId;
use crate::source::Span;

/// The carriers of sources in a document, and the places where it names sources.
#[derive(Debug, Default)]
pub struct Sources<'d> {
    carriers: Vec<Carrier<'d>>,
    positions: Vec<Position>,
    /// The list of references.
    pub references: References,
    /// The bibliographies that the front matter names, with where it does so.
    pub bibliographies: Vec<(String, Span)>,
}

/// Something that carries a source: whoever reads it knows where to look, or is told that they should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carrier<'d> {
    /// What it is.
    pub kind: CarrierKind,
    /// The target as written: a name, key, number, address, path or text, without the marks around it.
    pub target: &'d str,
    /// The whole of it in the document; of several keys in one pair of brackets each has its own.
    pub span: Span,
    /// The node that it is, or that its text is part of.
    pub node: NodeId,
    /// Whether it leads anywhere, as far as the document alone can tell.
    pub resolution: Resolution,
    /// The innermost position of sources that it stands in, as an index of [`Sources::positions`].
    pub position: Option<usize>,
}

/// The kinds of carriers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CarrierKind {
    /// `[^name]`
    Footnote,
    /// A link to an address, or to an anchor of the same document in the place of a source.
    Link,
    /// A link to a file of the library.
    File,
    /// `[@key]`
    Key,
    /// `@key` in running text, if bibliographies have the key or may have it; otherwise such a word calls somebody.
    Mention,
    /// `[3]`, `[1, 2]`, `[1-3]`
    Numbered,
    /// Words in the place of a source.
    Text,
}

impl CarrierKind {
    /// Its name in the output; never translated.
    pub fn name(self) -> &'static str {
        match self {
            CarrierKind::Footnote => "footnote",
            CarrierKind::Link => "link",
            CarrierKind::File => "file",
            CarrierKind::Key => "key",
            CarrierKind::Mention => "mention",
            CarrierKind::Numbered => "numbered",
            CarrierKind::Text => "text",
        }
    }
}

/// Whether a carrier leads anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// It does: the footnote or entry is there, the address could be one. Text resolves for whoever understands it.
    Resolved,
    /// It does not.
    Unresolved,
    /// Only the library, the disk or a bibliography of the document can tell.
    Open,
}

impl<'d> Sources<'d> {
    /// All carriers, in the order of the text.
    pub fn carriers(&self) -> &[Carrier<'d>] {
        &self.carriers
    }

    /// The carriers that start inside `span`, such as a sentence, row or paragraph.
    pub fn within(&self, span: Span) -> &[Carrier<'d>] {
        let start = self.carriers.partition_point(|carrier| carrier.span.start < span.start);
        let rest = &self.carriers[start..];
        &rest[..rest.partition_point(|carrier| carrier.span.start < span.end)]
    }

    /// The places where the document names sources, in the order of the text, outer ones before those inside.
    pub fn positions(&self) -> &[Position] {
        &self.positions
    }

    /// The innermost position of sources around `span`, as an index of [`Sources::positions`].
    pub fn position_at(&self, span: Span) -> Option<usize> {
        let behind = self.positions.partition_point(|position| position.span.start <= span.start);
        let mut at = behind.checked_sub(1);
        while let Some(index) = at
            && !self.positions[index].span.contains(span)
        {
            at = self.positions[index].outer;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::markdown;
    use crate::source::SourceFile;

    /// Each carrier in words: what it is, its target, whether it leads anywhere, and the kind of its position.
    fn carriers(text: &str) -> Vec<String> {
        let doc = markdown::parse(SourceFile::new("a.md", text.to_owned()));
        let sources = Sources::of(&doc, &Library::default());
        let told = sources.carriers().iter().map(|carrier| {
            let position = carrier.position.map(|at| sources.positions()[at].kind);
            let place = position.map_or_else(String::new, |kind| format!(" {kind:?}"));
            format!("{:?} {} {:?}{place}", carrier.kind, carrier.target, carrier.resolution)
        });
        told.collect()
    }

    #[test]
    fn carriers_are_told_in_the_order_of_the_text() {
        let text = "达到 5000 QPS[^1]，见 [报告](https://example.org/a)、[表](b.md#t) 和 [3]。\n\n[^1]: 见 [@tpcc]。\n[^2]: x\n\n## 参考文献\n\n3. 报告\n";
        assert_eq!(
            carriers(text),
            [
                "Footnote 1 Resolved",
                "Link https://example.org/a Resolved",
                "File b.md#t Open",
                "Numbered 3 Resolved",
                "Key tpcc Open Footnote",
            ]
        );
        assert_eq!(
            carriers("a[^1] [report][c_d] [b][] [1]"),
            ["Footnote 1 Unresolved", "Link c_d Unresolved",]
        );
        assert_eq!(
            carriers("<a href='https://example.org'>x</a> https://example.org/b"),
            ["Link https://example.org Resolved", "Link https://example.org/b Resolved",]
        );
    }

    #[test]
    fn navigation_carries_nothing() {
        let text = "- [安装](install.md)\n- [使用](#use)\n\n见 [上文](#top)，![图](a.png)，[信](mailto:a@example.org)，`[x](y.md)`\n";
        assert_eq!(carriers(text), [""; 0]);
    }

    #[test]
    fn words_in_the_place_of_a_source_carry_it() {
        assert_eq!(carriers("**来源**：TPC-C 报告 2024 表3\n"), ["Text TPC-C 报告 2024 表3 Resolved Label"]);
        assert_eq!(carriers("- 数据来源：附录A\n- Source: -\n- 来源：暂无\n"), ["Text 附录A Resolved Label"]);
        assert_eq!(carriers("图 1\n*Source: page 3*\n图 2\n"), ["Text page 3 Resolved Label"]);
        assert_eq!(
            carriers("延迟 50ms（数据来源：压测(2024)）。\n来源于 A：B\n"),
            ["Text 压测(2024) Resolved Parentheses"]
        );
        let table =
            "| 指标 | 值 | 来源 |\n|---|---|---|\n| a | 1 | 网络 |\n| b | 2 | [c](c.md) |\n| c | 3 | — |\n";
        assert_eq!(
            carriers(table),
            ["Text 网络 Resolved Column { ambiguous: true }", "File c.md Open Column { ambiguous: true }",]
        );
        assert_eq!(carriers(&format!("{table}\n数据来源：年报\n"))[2], "Text 年报 Resolved Caption(1)");
        assert_eq!(carriers(&format!("{table}数据来源：年报\n"))[2], "Text 年报 Resolved Caption(1)");
        assert_eq!(carriers("数据来源：\n\n- [a](a.md)\n"), ["File a.md Open Label"]);
        assert_eq!(carriers("| Source | Target |\n|---|---|\n| a | b |\n"), [""; 0]);
        assert_eq!(carriers("open source: yes\n\n```yaml\nsource: x\n```\n\nThe source: x\n"), [""; 0]);
    }
}
