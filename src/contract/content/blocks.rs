//! Counts the blocks of a kind that are as a contract describes them, and says what the nearest of the others lacks.

use std::ops::RangeInclusive;

use regex::Regex;

use crate::contract::content::texts::{self, Phrases};
use crate::contract::content::{Block, Quantifier, lists, tables};
use crate::contract::html;
use crate::contract::passages::passages;
use crate::contract::region::Region;
use crate::document::{CodeBlock, Document, Kind};
use crate::message::Message;

/// A block of the kind that is asked for.
pub(super) struct Candidate {
    /// What keeps it from being as described; `None` if it is.
    pub fault: Option<Fault>,
    /// What to show of it where it must not stand; `None` for a block.
    pub words: Option<String>,
}

/// What keeps a block from being as described.
pub(super) struct Fault {
    /// In words.
    pub message: Message,
    /// How far it is from what is asked for; `None` if it is something else altogether.
    pub distance: Option<usize>,
}

impl Candidate {
    /// A block with what is wrong with it.
    pub fn block(fault: Option<Fault>) -> Candidate {
        Candidate { fault, words: None }
    }
}

/// What the blocks in `region` lack.
pub(super) fn lack(
    doc: &Document,
    region: &Region,
    block: &Block,
    quantifier: Quantifier,
    count: &RangeInclusive<u32>,
) -> Option<Message> {
    let candidates = candidates(doc, region, block, quantifier);
    let (phrases, missing) = phrases(block);
    let fits = candidates.iter().filter(|candidate| candidate.fault.is_none());
    match quantifier {
        Quantifier::Some => {
            let found = fits.count();
            let bound =
                |phrase, wanted: &u32| Message::new(phrase).with("found", found).with("wanted", wanted);
            if found > *count.end() as usize {
                return Some(bound(&phrases.many, count.end()));
            }
            let short_of = (*count.start() as usize).checked_sub(found).filter(|&short_of| short_of > 0)?;
            let mut near: Vec<Fault> = candidates
                .into_iter()
                .filter_map(|candidate| candidate.fault.filter(|fault| fault.distance.is_some()))
                .collect();
            near.sort_by_key(|fault| fault.distance);
            if near.len() >= short_of {
                near.into_iter().next().map(|fault| fault.message)
            } else if found == 0 && short_of == 1 {
                Some(missing)
            } else {
                Some(bound(&phrases.few, count.start()))
            }
        }
        Quantifier::Every => {
            candidates.into_iter().find_map(|candidate| candidate.fault).map(|fault| fault.message)
        }
        Quantifier::None => fits.map(|candidate| unwanted(phrases, candidate)).next(),
    }
}

fn unwanted(phrases: &'static Phrases, candidate: &Candidate) -> Message {
    match &candidate.words {
        Some(words) => Message::new(&texts::UNWANTED_MATCH).with("found", words),
        None => Message::new(&phrases.unwanted),
    }
}

/// What is said of blocks of a kind, and where there is none.
fn phrases(block: &Block) -> (&'static Phrases, Message) {
    let phrases = match block {
        Block::Table { .. } => &texts::TABLE,
        Block::List { .. } => &texts::LIST,
        Block::Code(_) => &texts::CODE,
        Block::Mermaid => &texts::MERMAID,
        Block::Image => &texts::IMAGE,
        Block::Link(_) => &texts::LINK,
        Block::Formula => &texts::FORMULA,
        Block::Text(_) => &texts::WORDS,
    };
    let missing = match block {
        Block::Table { columns, .. } if !columns.is_empty() => {
            Message::new(&texts::TABLE_OF).with("columns", tables::names(columns))
        }
        Block::List { items, .. } if *items.start() > 1 => {
            Message::new(&texts::LIST_OF).with("wanted", items.start())
        }
        Block::Code(languages) if !languages.is_empty() => {
            Message::new(&texts::CODE_IN).with("languages", languages.join(", "))
        }
        Block::Link(Some(pattern)) => Message::new(&texts::LINK_TO).with("pattern", shown(pattern)),
        Block::Text(Some(pattern)) => Message::new(&texts::NO_MATCH).with("pattern", shown(pattern)),
        _ => Message::new(&phrases.missing),
    };
    (phrases, missing)
}

fn candidates(doc: &Document, region: &Region, block: &Block, quantifier: Quantifier) -> Vec<Candidate> {
    let start = |node| doc.span(node).start;
    let code_blocks = || region.among(doc.code_blocks(), |code| start(code.node));
    let nodes = |kind| region.nodes(doc).filter(move |&id| doc.node(id).kind == kind);
    let links =
        |image| region.among(doc.links(), |link| start(link.node)).filter(move |link| link.image == image);
    match block {
        Block::Table { columns, rows } => nodes(Kind::Table)
            .map(|node| Candidate::block(tables::fault(doc, doc.table(node), columns, rows)))
            .collect(),
        Block::List { ordered, items } => lists::lists(doc, region)
            .iter()
            .map(|list| Candidate::block(lists::fault(list, *ordered, items)))
            .collect(),
        Block::Code(languages) => code_blocks()
            .filter(|code| !languages.is_empty() || !is_mermaid(code))
            .map(|code| Candidate::block(language_fault(code, languages)))
            .collect(),
        Block::Mermaid => {
            code_blocks().filter(|code| is_mermaid(code)).map(|_| Candidate::block(None)).collect()
        }
        Block::Image => {
            let tags = region
                .among(doc.html(), |&node| start(node))
                .filter(|&&node| html::holds_image(doc.slice(node)));
            links(true).map(|_| ()).chain(tags.map(|_| ())).map(|()| Candidate::block(None)).collect()
        }
        Block::Link(pattern) => links(false)
            .map(|link| {
                let wanted = pattern.as_ref().filter(|pattern| !pattern.is_match(&link.target));
                let message = |pattern| {
                    Message::new(&texts::TARGET).with("found", &link.target).with("pattern", shown(pattern))
                };
                Candidate::block(wanted.map(|pattern| Fault { message: message(pattern), distance: None }))
            })
            .collect(),
        Block::Formula => {
            let is_formula =
                |code: &&CodeBlock| ["math", "latex", "tex", "katex"].contains(&language(code).as_str());
            let code = code_blocks().filter(is_formula).map(|_| ());
            nodes(Kind::Math).map(|_| ()).chain(code).map(|()| Candidate::block(None)).collect()
        }
        Block::Text(pattern) => texts_of(doc, region, pattern.as_ref(), quantifier),
    }
}

/// Each place where a pattern matches, or each block if all of them must match or there is no pattern.
fn texts_of(
    doc: &Document,
    region: &Region,
    pattern: Option<&Regex>,
    quantifier: Quantifier,
) -> Vec<Candidate> {
    let passages = passages(doc, region);
    let texts = passages.iter().map(|passage| passage.text.trim());
    let Some(pattern) = pattern else { return texts.map(|_| Candidate::block(None)).collect() };
    if quantifier == Quantifier::Every {
        let message = |text| {
            Message::new(&texts::NOT_IN).with("found", shortened(text)).with("pattern", shown(pattern))
        };
        let fault =
            |text| (!pattern.is_match(text)).then(|| Fault { message: message(text), distance: None });
        return texts.map(|text| Candidate::block(fault(text))).collect();
    }
    let hits = texts.flat_map(|text| pattern.find_iter(text));
    hits.map(|hit| Candidate { fault: None, words: Some(shortened(hit.as_str())) }).collect()
}

fn language_fault(code: &CodeBlock, languages: &[String]) -> Option<Fault> {
    let found = language(code);
    if languages.is_empty() || languages.iter().any(|wanted| canonical(wanted) == found) {
        return None;
    }
    let wanted = languages.join(", ");
    Some(if found.is_empty() {
        Fault { message: Message::new(&texts::NO_LANGUAGE).with("languages", wanted), distance: Some(0) }
    } else {
        let message = Message::new(&texts::LANGUAGE).with("found", code.language()).with("languages", wanted);
        Fault { message, distance: None }
    })
}

fn is_mermaid(code: &CodeBlock) -> bool {
    code.language().eq_ignore_ascii_case("mermaid")
}

fn language(code: &CodeBlock) -> String {
    canonical(code.language())
}

/// Names of one language; the first of each stands for all.
const LANGUAGES: [&[&str]; 20] = [
    &["go", "golang"],
    &["ts", "typescript"],
    &["py", "python", "python3", "py3"],
    &["js", "javascript", "node"],
    &["sh", "bash", "shell", "zsh", "console", "shell-session", "shellsession"],
    &["yml", "yaml"],
    &["rs", "rust"],
    &["rb", "ruby"],
    &["cpp", "c++", "cxx", "cc"],
    &["cs", "csharp", "c#"],
    &["kt", "kotlin"],
    &["ps1", "powershell", "pwsh"],
    &["dockerfile", "docker"],
    &["proto", "protobuf", "proto3"],
    &["tf", "terraform", "hcl"],
    &["md", "markdown"],
    &["json", "jsonc", "json5"],
    &["sql", "postgresql", "postgres", "pgsql", "mysql", "plsql", "tsql", "sqlite"],
    &["make", "makefile"],
    &["html", "htm"],
];

fn canonical(language: &str) -> String {
    let language = language.to_lowercase();
    let known = LANGUAGES.iter().find(|names| names.contains(&language.as_str()));
    known.map_or(language, |names| names[0].to_owned())
}

/// A pattern for people: in quotes what stands for itself, as it is what does not.
pub(super) fn shown(pattern: &Regex) -> String {
    let source = pattern.as_str();
    let plain: String = source.strip_prefix("(?i)").unwrap_or(source).replace('\\', "");
    if regex::escape(&plain) == source.strip_prefix("(?i)").unwrap_or(source) {
        format!("“{plain}”")
    } else {
        format!("`{source}`")
    }
}

/// A text that is short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
