//! Finds links to files that aren't there.

use globset::{Glob, GlobSet, GlobSetBuilder};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::diagnostic::Severity;
use crate::facts::{Corpus, Destination, Facts, LocalLink};
use crate::message::Text;
use crate::rules::{Check, CorpusContext, CorpusRule, RuleDef};

/// `technical/broken-link`
pub const RULE: RuleDef = RuleDef {
    id: "technical/broken-link",
    aliases: &[],
    summary: Text { en: "a link to a file that is not there", zh: "链接的目标文件不存在" },
    severity: Severity::Error,
    recommended: true,
    texts: &[&MISSING, &NEAREST, &CHECK_PATH],
    docs: include_str!("../../../rules/technical/broken-link.md"),
    load: |options| Ok(Check::Corpus(Box::new(options.read::<Options>()?))),
    schema: || schemars::schema_for!(Options),
};

const MISSING: Text = Text {
    en: "`{target}` leads to `{path}`, which does not exist",
    zh: "`{target}` 指向的 `{path}` 不存在",
};
const NEAREST: Text = Text { en: "did you mean `{nearest}`?", zh: "是否应为 `{nearest}`？" };
const CHECK_PATH: Text = Text {
    en: "correct the path, add the file, or name it in `ignore` if a build makes it",
    zh: "请修正路径或补上该文件；若它由构建生成，请写入 `ignore`",
};

/// What a site generator leaves away at the end of a path.
const PAGES: [&str; 6] = [".md", ".mdx", "/index.md", "/_index.md", "/README.md", "/index.mdx"];

/// The options of `technical/broken-link`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Options {
    /// Globs of targets that are made elsewhere, matched against the target as written and the path that it means.
    ignore: Globs,
    /// Whether `guide` may stand for `guide.md` or `guide/index.md`, as in sites made by Docusaurus or VitePress.
    extensionless: bool,
}

impl CorpusRule for Options {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        for (index, facts) in cx.documents.iter().enumerate() {
            for link in &facts.links {
                if link.is_internal() || link.citation || self.ignore.matches(link) {
                    continue;
                }
                let missing = match cx.corpus.destination(&link.path) {
                    Destination::Missing(_) if self.extensionless && is_page(cx.corpus, link) => None,
                    Destination::Missing(_) if link.is_route() => continue,
                    Destination::Missing(nearest) => Some(nearest),
                    Destination::Present | Destination::Document(_) => None,
                };
                cx.looked_at(index, 1);
                if let Some(nearest) = missing {
                    report(cx, facts, link, nearest.filter(|&nearest| nearest != &*facts.path));
                }
            }
        }
    }
}

fn report(cx: &mut CorpusContext<'_>, facts: &Facts, link: &LocalLink, nearest: Option<&str>) {
    let finding =
        cx.report(&facts.path, &link.place, &MISSING).arg("target", &link.target).arg("path", &link.path);
    match nearest {
        _ if is_address(&link.target) => {
            finding.arg("nearest", format_args!("https://{}", link.target)).help(&NEAREST)
        }
        Some(nearest) => finding.arg("nearest", link.written(&facts.path, nearest)).help(&NEAREST),
        None => finding.help(&CHECK_PATH),
    };
}

/// True for `www.example.org/a`, an address whose scheme was forgotten.
fn is_address(target: &str) -> bool {
    let host = target.split('/').next().unwrap_or_default();
    let known = |end: &&str| host.strip_suffix(*end).is_some_and(|name| !name.trim_matches('.').is_empty());
    host.starts_with("www.") || [".com", ".org", ".net", ".io", ".dev", ".cn"].iter().any(known)
}

/// True if a document of the run is the page that a site makes of `link`.
fn is_page(corpus: &Corpus, link: &LocalLink) -> bool {
    PAGES.iter().any(|page| corpus.document(&format!("{}{page}", link.path)).is_some())
}

/// Globs, compiled while the configuration is read so that a mistake is shown there.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[serde(transparent)]
struct Globs {
    written: Vec<String>,
    #[serde(skip)]
    set: GlobSet,
}

impl Globs {
    fn matches(&self, link: &LocalLink) -> bool {
        let written = link.target.split(['#', '?']).next().unwrap_or_default();
        !self.set.is_empty() && (self.set.is_match(written) || self.set.is_match(&*link.path))
    }
}

impl<'de> Deserialize<'de> for Globs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut set = GlobSetBuilder::new();
        let written = Vec::<String>::deserialize(deserializer)?;
        for pattern in &written {
            set.add(Glob::new(pattern).map_err(serde::de::Error::custom)?);
        }
        let set = set.build().map_err(serde::de::Error::custom)?;
        Ok(Globs { written, set })
    }
}
