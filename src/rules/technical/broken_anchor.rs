//! Finds `#fragment`s that nothing in their document answers to.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::facts::{Destination, SlugStyle};
use crate::message::Text;
use crate::rules::{Check, CorpusContext, CorpusRule, RuleDef};

/// `technical/broken-anchor`
pub const RULE: RuleDef = RuleDef {
    id: "technical/broken-anchor",
    aliases: &[],
    summary: Text {
        en: "a link to an anchor that its document does not have",
        zh: "链接的锚点在目标文档中不存在",
    },
    severity: Severity::Error,
    recommended: true,
    texts: &[&MISSING, &NEAREST, &CHECK_HEADING],
    docs: include_str!("../../../rules/technical/broken-anchor.md"),
    load: |options| Ok(Check::Corpus(Box::new(options.read::<Options>()?))),
    schema: || schemars::schema_for!(Options),
};

const MISSING: Text =
    Text { en: "`{document}` has no anchor `#{fragment}`", zh: "`{document}` 中没有锚点 `#{fragment}`" };
const NEAREST: Text = Text { en: "did you mean `#{nearest}`?", zh: "是否应为 `#{nearest}`？" };
const CHECK_HEADING: Text = Text {
    en: "name the anchor of a heading that is there, or give the place an `id`",
    zh: "请改为现有标题的锚点，或为目标位置添加 `id`",
};

/// The options of `technical/broken-anchor`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Options {
    /// How the site that shows the documents makes anchors of headings.
    style: SlugStyle,
}

impl CorpusRule for Options {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        for (index, facts) in cx.documents.iter().enumerate() {
            for link in &facts.links {
                let Some(fragment) = link.anchor().filter(|_| !link.citation) else { continue };
                // A target that isn't there is another rule's; one that isn't Markdown has anchors that nobody knows.
                let Destination::Document(anchors) = cx.corpus.destination(&link.path) else { continue };
                cx.looked_at(index, 1);
                if anchors.has(&fragment, self.style) {
                    continue;
                }
                let nearest = anchors.nearest(&fragment, self.style);
                let finding = cx
                    .report(&facts.path, &link.place, &MISSING)
                    .arg("document", &link.path)
                    .arg("fragment", fragment);
                match nearest {
                    Some(nearest) => finding.arg("nearest", nearest).help(&NEAREST),
                    None => finding.help(&CHECK_HEADING),
                };
            }
        }
    }
}
