//! What markdownlint's files ask for and casegate.toml has no words for, so that a conversion loses nothing in silence.

use super::statements::NO_RULE;
use super::{Message, Mistakes, Table, Text, Theirs};
use crate::rules::{self, markdownlint};

const PART_OF_TAG: Text = Text {
    en: "of the rules that `{key}` names casegate does not have {rules}",
    zh: "`{key}` 所指的规则中，casegate 没有 {rules}",
};
const NO_INLINE_CONFIG: Text = Text {
    en: "casegate.toml can't say that markdownlint's comments in documents have no effect",
    zh: "casegate.toml 无法规定文档中的 markdownlint 注释不起作用",
};

impl Theirs {
    /// Tells what is honoured or passed over where it stands, and has no place in casegate.toml.
    pub fn tell_unconverted(&self, mistakes: &mut Mistakes) {
        tell_missing_rules(&self.config, mistakes);
        for some in &self.overrides {
            tell_missing_rules(&some.config, mistakes);
        }
        if let Some(origin) = &self.no_inline_config {
            mistakes.unsupported(origin, Message::new(&NO_INLINE_CONFIG));
        }
    }
}

/// Names that mean no rule of markdownlint's are told where statements are read.
fn tell_missing_rules(config: &Table, mistakes: &mut Mistakes) {
    for (key, _) in config {
        let named: Vec<_> = markdownlint::named(&key.name).map(|rule| rule.id).collect();
        let missing: Vec<_> = named.iter().copied().filter(|id| rules::find(id).is_none()).collect();
        if missing.is_empty() {
            continue;
        }
        let message = match named.len() {
            1 => Message::new(&NO_RULE).with("key", &key.name),
            _ => Message::new(&PART_OF_TAG).with("key", &key.name).with("rules", missing.join(", ")),
        };
        mistakes.unsupported(&key.origin, message);
    }
}
