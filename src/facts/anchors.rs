//! What `#fragment` can point to in a document, under the slug rules of the site that shows it.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::attributes;
use crate::document::Document;
use crate::markdown;

/// How a site makes anchors of headings.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum SlugStyle {
    /// GitHub's, which Docusaurus, VitePress and kramdown's GFM mode share: punctuation goes, each blank becomes a hyphen.
    #[default]
    Github,
    /// GitLab's: as GitHub's, but runs of hyphens become one and a number alone gets `anchor-` before it.
    Gitlab,
}

/// The anchors of a document.
#[derive(Debug, Default)]
pub struct Anchors {
    /// The headings in order, a line each; they become anchors when the first link asks, which for most documents is never.
    titles: String,
    /// Given by `id`, `name` and `{#id}`.
    explicit: Vec<Box<str>>,
    /// All of them in lower case.
    github: OnceLock<FxHashSet<Box<str>>>,
    gitlab: OnceLock<FxHashSet<Box<str>>>,
    /// Each with the name that suggestions compare, made when the first link fails.
    names: OnceLock<Vec<(String, String)>>,
}

/// Suggestions are not searched for among more anchors, since every broken link is compared with every one.
const MOST_COMPARED: usize = 300;
/// Longer names are not compared, since that takes the square of their bytes.
const LONGEST_COMPARED: usize = 300;

impl Anchors {
    /// The anchors of a document.
    pub fn of(doc: &Document) -> Anchors {
        let mut titles = String::new();
        for heading in doc.headings() {
            titles.push_str(&heading.text);
            titles.push('\n');
        }
        let mut explicit: Vec<Box<str>> =
            doc.headings().iter().filter_map(|heading| given_id(&heading.text)).map(Into::into).collect();
        for &node in doc.html() {
            explicit.extend(
                attributes(doc.slice(node))
                    .filter(|attribute| attribute.is("id") || attribute.is("name"))
                    .map(|attribute| Box::from(attribute.value)),
            );
        }
        Anchors { titles, explicit, ..Anchors::default() }
    }

    fn github(&self) -> Vec<String> {
        markdown::anchors(self.titles.lines())
    }

    /// True if a browser finds `fragment`, whatever its case.
    pub fn has(&self, fragment: &str, style: SlugStyle) -> bool {
        let set = match style {
            SlugStyle::Github => self.github.get_or_init(|| self.fold(self.github())),
            SlugStyle::Gitlab => self.gitlab.get_or_init(|| self.fold(gitlab(&self.github()))),
        };
        set.contains(fragment.to_lowercase().as_str())
    }

    fn fold(&self, headings: Vec<String>) -> FxHashSet<Box<str>> {
        let headings = headings.iter().map(|anchor| anchor.to_lowercase());
        headings.chain(self.explicit.iter().map(|id| id.to_lowercase())).map(Into::into).collect()
    }

    /// The anchor most like `fragment`, if one is like it at all; none in a document with very many anchors.
    pub fn nearest(&self, fragment: &str, style: SlugStyle) -> Option<String> {
        let names = self.names.get_or_init(|| {
            let given = self.explicit.iter().map(|id| id.to_string());
            self.github().into_iter().chain(given).map(|anchor| (bare(&anchor), anchor)).collect()
        });
        if names.len() > MOST_COMPARED {
            return None;
        }
        let wanted = bare(fragment);
        if wanted.len() > LONGEST_COMPARED {
            return None;
        }
        let nearest = names
            .iter()
            .enumerate()
            .filter(|(_, (found, _))| found.len() <= LONGEST_COMPARED)
            .map(|(at, (found, _))| {
                // A heading that was made longer or shorter is still the one that was meant.
                let part = !wanted.is_empty()
                    && !found.is_empty()
                    && (found.contains(&wanted) || wanted.contains(found.as_str()));
                let likeness =
                    strsim::normalized_damerau_levenshtein(&wanted, found) + if part { 0.2 } else { 0.0 };
                (likeness, at)
            })
            .filter(|(likeness, _)| *likeness >= 0.6)
            // The first of equals, so that the answer is the same in every run.
            .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        match style {
            SlugStyle::Github => Some(names[nearest.1].1.clone()),
            SlugStyle::Gitlab => {
                let headings = gitlab(&self.github());
                headings.into_iter().chain(self.explicit.iter().map(|id| id.to_string())).nth(nearest.1)
            }
        }
    }
}

/// An anchor without what slug rules differ in.
fn bare(anchor: &str) -> String {
    anchor.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The `id` of `Heading {#id}`, `{: #id .class}` or `{/* #id */}`.
fn given_id(heading: &str) -> Option<&str> {
    let (_, inner) = heading.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    inner.split([' ', ':', '/', '*']).find_map(|word| word.strip_prefix('#')).filter(|id| !id.is_empty())
}

/// GitLab's anchors for headings with these GitHub anchors.
fn gitlab(headings: &[String]) -> Vec<String> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    let mut anchors = Vec::with_capacity(headings.len());
    for heading in headings {
        let mut slug = String::with_capacity(heading.len());
        for c in heading.chars() {
            if c != '-' || !slug.ends_with('-') {
                slug.push(c);
            }
        }
        if !slug.is_empty() && slug.bytes().all(|byte| byte.is_ascii_digit()) {
            slug.insert_str(0, "anchor-");
        }
        let count = counts.entry(slug.clone()).and_modify(|count| *count += 1).or_insert(0);
        anchors.push(if *count == 0 { slug } else { format!("{slug}-{count}") });
    }
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn anchors(text: &str) -> Anchors {
        Anchors::of(&markdown::parse(SourceFile::new("a.md", text.to_owned())))
    }

    #[test]
    fn slugs_follow_github() {
        let found =
            anchors("# 1.1 系统架构（总览）\n\n## 🚀 Go & Rust\n\n## Go\n\n## Go\n\nSetext `x_y`\n---\n");
        for fragment in ["11-系统架构总览", "-go--rust", "go", "go-1", "Go-1", "setext-x_y"] {
            assert!(found.has(fragment, SlugStyle::Github), "{fragment}");
        }
        assert!(!found.has("go-2", SlugStyle::Github));
        assert_eq!(found.nearest("go-rust", SlugStyle::Github).as_deref(), Some("-go--rust"));
        assert_eq!(found.nearest("系统架构", SlugStyle::Github).as_deref(), Some("11-系统架构总览"));
        assert_eq!(found.nearest("unrelated", SlugStyle::Github), None);
    }

    #[test]
    fn slugs_follow_gitlab() {
        let found = anchors("# 2024\n\n## Go & Rust\n\n## Go Rust\n");
        for fragment in ["anchor-2024", "go-rust", "go-rust-1"] {
            assert!(found.has(fragment, SlugStyle::Gitlab), "{fragment}");
        }
        assert!(!found.has("go--rust", SlugStyle::Gitlab));
    }

    #[test]
    fn ids_are_given_in_headings_and_html() {
        let found = anchors(
            "## 安装 {#install}\n\n## B {: #Two .x}\n\n<a name='three'></a>\n\ntext <b id=\"four\">x</b>\n",
        );
        for fragment in ["install", "two", "three", "four"] {
            assert!(found.has(fragment, SlugStyle::Github), "{fragment}");
        }
        assert_eq!(given_id("The set {1, 2}"), None);
        assert_eq!(given_id("A {#}"), None);
    }
}
