//! The rules of markdownlint with the names that its comments and configurations use, whether casegate has them or not.

/// One rule of markdownlint.
#[derive(Debug, PartialEq, Eq)]
pub struct Theirs {
    /// `MD` and three digits.
    pub id: &'static str,
    /// Its other names, such as `line-length`.
    pub aliases: &'static [&'static str],
    /// The groups that it is in; a tag names all rules that carry it.
    pub tags: &'static [&'static str],
}

/// Every rule of markdownlint 0.40, by id.
pub const RULES: [Theirs; 53] = [
    Theirs { id: "MD001", aliases: &["heading-increment"], tags: &["headings"] },
    Theirs { id: "MD003", aliases: &["heading-style"], tags: &["headings"] },
    Theirs { id: "MD004", aliases: &["ul-style"], tags: &["bullet", "ul"] },
    Theirs { id: "MD005", aliases: &["list-indent"], tags: &["bullet", "indentation", "ul"] },
    Theirs { id: "MD007", aliases: &["ul-indent"], tags: &["bullet", "indentation", "ul"] },
    Theirs { id: "MD009", aliases: &["no-trailing-spaces"], tags: &["whitespace"] },
    Theirs { id: "MD010", aliases: &["no-hard-tabs"], tags: &["hard_tab", "whitespace"] },
    Theirs { id: "MD011", aliases: &["no-reversed-links"], tags: &["links"] },
    Theirs { id: "MD012", aliases: &["no-multiple-blanks"], tags: &["blank_lines", "whitespace"] },
    Theirs { id: "MD013", aliases: &["line-length"], tags: &["line_length"] },
    Theirs { id: "MD014", aliases: &["commands-show-output"], tags: &["code"] },
    Theirs { id: "MD018", aliases: &["no-missing-space-atx"], tags: &["atx", "headings", "spaces"] },
    Theirs { id: "MD019", aliases: &["no-multiple-space-atx"], tags: &["atx", "headings", "spaces"] },
    Theirs {
        id: "MD020",
        aliases: &["no-missing-space-closed-atx"],
        tags: &["atx_closed", "headings", "spaces"],
    },
    Theirs {
        id: "MD021",
        aliases: &["no-multiple-space-closed-atx"],
        tags: &["atx_closed", "headings", "spaces"],
    },
    Theirs { id: "MD022", aliases: &["blanks-around-headings"], tags: &["blank_lines", "headings"] },
    Theirs { id: "MD023", aliases: &["heading-start-left"], tags: &["headings", "spaces"] },
    Theirs { id: "MD024", aliases: &["no-duplicate-heading"], tags: &["headings"] },
    Theirs { id: "MD025", aliases: &["single-title", "single-h1"], tags: &["headings"] },
    Theirs { id: "MD026", aliases: &["no-trailing-punctuation"], tags: &["headings"] },
    Theirs {
        id: "MD027",
        aliases: &["no-multiple-space-blockquote"],
        tags: &["blockquote", "indentation", "whitespace"],
    },
    Theirs { id: "MD028", aliases: &["no-blanks-blockquote"], tags: &["blockquote", "whitespace"] },
    Theirs { id: "MD029", aliases: &["ol-prefix"], tags: &["ol"] },
    Theirs { id: "MD030", aliases: &["list-marker-space"], tags: &["ol", "ul", "whitespace"] },
    Theirs { id: "MD031", aliases: &["blanks-around-fences"], tags: &["blank_lines", "code"] },
    Theirs { id: "MD032", aliases: &["blanks-around-lists"], tags: &["blank_lines", "bullet", "ol", "ul"] },
    Theirs { id: "MD033", aliases: &["no-inline-html"], tags: &["html"] },
    Theirs { id: "MD034", aliases: &["no-bare-urls"], tags: &["links", "url"] },
    Theirs { id: "MD035", aliases: &["hr-style"], tags: &["hr"] },
    Theirs { id: "MD036", aliases: &["no-emphasis-as-heading"], tags: &["emphasis", "headings"] },
    Theirs { id: "MD037", aliases: &["no-space-in-emphasis"], tags: &["emphasis", "whitespace"] },
    Theirs { id: "MD038", aliases: &["no-space-in-code"], tags: &["code", "whitespace"] },
    Theirs { id: "MD039", aliases: &["no-space-in-links"], tags: &["links", "whitespace"] },
    Theirs { id: "MD040", aliases: &["fenced-code-language"], tags: &["code", "language"] },
    Theirs { id: "MD041", aliases: &["first-line-heading", "first-line-h1"], tags: &["headings"] },
    Theirs { id: "MD042", aliases: &["no-empty-links"], tags: &["links"] },
    Theirs { id: "MD043", aliases: &["required-headings"], tags: &["headings"] },
    Theirs { id: "MD044", aliases: &["proper-names"], tags: &["spelling"] },
    Theirs { id: "MD045", aliases: &["no-alt-text"], tags: &["accessibility", "images"] },
    Theirs { id: "MD046", aliases: &["code-block-style"], tags: &["code"] },
    Theirs { id: "MD047", aliases: &["single-trailing-newline"], tags: &["blank_lines"] },
    Theirs { id: "MD048", aliases: &["code-fence-style"], tags: &["code"] },
    Theirs { id: "MD049", aliases: &["emphasis-style"], tags: &["emphasis"] },
    Theirs { id: "MD050", aliases: &["strong-style"], tags: &["emphasis"] },
    Theirs { id: "MD051", aliases: &["link-fragments"], tags: &["links"] },
    Theirs { id: "MD052", aliases: &["reference-links-images"], tags: &["images", "links"] },
    Theirs { id: "MD053", aliases: &["link-image-reference-definitions"], tags: &["images", "links"] },
    Theirs { id: "MD054", aliases: &["link-image-style"], tags: &["images", "links"] },
    Theirs { id: "MD055", aliases: &["table-pipe-style"], tags: &["table"] },
    Theirs { id: "MD056", aliases: &["table-column-count"], tags: &["table"] },
    Theirs { id: "MD058", aliases: &["blanks-around-tables"], tags: &["table"] },
    Theirs { id: "MD059", aliases: &["descriptive-link-text"], tags: &["accessibility", "links"] },
    Theirs { id: "MD060", aliases: &["table-column-style"], tags: &["table"] },
];

/// Ids that markdownlint gave up or never gave: old documents and configurations still name them.
pub const RETIRED: [&str; 7] = ["MD002", "MD006", "MD008", "MD015", "MD016", "MD017", "MD057"];

impl Theirs {
    /// True if `name` is the id or an alias, whatever its case.
    pub fn answers_to(&self, name: &str) -> bool {
        [self.id].iter().chain(self.aliases).any(|known| known.eq_ignore_ascii_case(name))
    }

    /// True if `name` is the id, an alias or a tag, whatever its case.
    pub fn is_named(&self, name: &str) -> bool {
        self.answers_to(name) || self.tags.iter().any(|tag| tag.eq_ignore_ascii_case(name))
    }
}

/// The rules that `name` means: an id, an alias or a tag, whatever its case; none if it is unknown.
pub fn named(name: &str) -> impl Iterator<Item = &'static Theirs> {
    RULES.iter().filter(move |rule| rule.is_named(name))
}

/// True if `name` means rules of markdownlint, or one that is retired.
pub fn is_known(name: &str) -> bool {
    is_retired(name) || named(name).next().is_some()
}

/// True if `name` is the id of a rule that markdownlint doesn't have any more.
pub fn is_retired(name: &str) -> bool {
    RETIRED.iter().any(|id| id.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    fn ids(name: &str) -> Vec<&str> {
        named(name).map(|rule| rule.id).collect()
    }

    #[test]
    fn ids_aliases_and_tags_name_rules_in_any_case() {
        assert_eq!(ids("md025"), ["MD025"]);
        assert_eq!(ids("Single-H1"), ["MD025"]);
        assert_eq!(
            ids("WHITESPACE"),
            ["MD009", "MD010", "MD012", "MD027", "MD028", "MD030", "MD037", "MD038", "MD039"]
        );
        assert!(ids("MD002").is_empty() && ids("header-style").is_empty() && ids("").is_empty());
        assert!(is_known("hr") && is_known("md002") && !is_known("header-style"));
    }

    #[test]
    fn ids_are_in_order_and_no_name_means_two_things() {
        assert!(RULES.is_sorted_by(|a, b| a.id < b.id));
        for rule in &RULES {
            for name in [rule.id].iter().chain(rule.aliases) {
                assert_eq!(ids(name), [rule.id], "{name}");
                assert!(!RETIRED.contains(name), "{name}");
            }
        }
    }

    #[test]
    fn rules_that_have_an_original_carry_its_id_and_answer_to_its_names() {
        for theirs in &RULES {
            let Some(ours) = rules::find(theirs.id) else { continue };
            for alias in theirs.aliases {
                assert!(ours.answers_to(alias), "{} does not answer to {alias}", ours.id);
            }
        }
        for ours in rules::all() {
            for alias in ours.aliases.iter().filter(|alias| alias.starts_with("MD")) {
                assert_eq!(ids(alias), [*alias], "an alias of {}", ours.id);
            }
        }
    }
}
