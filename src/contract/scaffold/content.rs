//! What a skeleton shows of the content that a contract asks for, and what it can only ask for in words.

use crate::contract::content::{Block, Column, Content, Predicate, Quantifier};
use crate::contract::title::is_han;
use crate::document::Document;
use crate::message::{Lang, Text};

const COLUMNS: [Text; 2] = [Text { en: "Item", zh: "项目" }, Text { en: "Value", zh: "内容" }];

/// Nobody fills in more rows, items or blocks than this one by one.
pub const MOST: u32 = 20;

/// What stands in a slot of a skeleton.
#[derive(Default)]
pub struct Body {
    /// Tables, lists and code blocks to fill in.
    pub blocks: Vec<String>,
    /// What else is asked for, each in a sentence.
    pub asked: Vec<String>,
}

/// What stands in a slot that must hold `contents`. In the document `blank` everything that they ask for is missing, and
/// `gap` stands for what is to be filled in.
pub fn body(contents: &[Content], blank: &Document, lang: Lang, gap: &str) -> Body {
    let mut body = Body::default();
    for content in contents {
        let shown = blocks_of(content, lang, gap);
        if shown.is_empty()
            && let Some(lack) = content.lack(blank, &blank.source.span().into())
        {
            body.asked.push(lack.render(lang));
        }
        body.blocks.extend(shown);
    }
    body
}

fn blocks_of(content: &Content, lang: Lang, gap: &str) -> Vec<String> {
    match &content.predicate {
        Predicate::Blocks { quantifier: Quantifier::Some, block, count } => {
            let shown = block_of(block, lang, gap);
            let times = shown.as_ref().map_or(0, |_| *count.start());
            shown.into_iter().cycle().take(times.min(MOST) as usize).collect()
        }
        Predicate::AnyOf(all) => all
            .iter()
            .map(|content| blocks_of(content, lang, gap))
            .find(|shown| !shown.is_empty())
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// A block of the kind, as far as one can be shown without inventing what is in it.
fn block_of(block: &Block, lang: Lang, gap: &str) -> Option<String> {
    match block {
        Block::Table { columns, rows } => {
            let mut names: Vec<&str> = columns.iter().map(|column| name_of(column, lang)).collect();
            if names.is_empty() {
                names.extend(COLUMNS.map(|text| text.get(lang)));
            }
            let row = |cell: &str| format!("| {} |", vec![cell; names.len()].join(" | "));
            let mut lines = vec![format!("| {} |", names.join(" | ")), row("---")];
            lines.extend((0..(*rows.start()).clamp(1, MOST)).map(|_| row(gap)));
            Some(lines.join("\n"))
        }
        Block::List { ordered, items } => {
            let marker = |nth: u32| match ordered {
                Some(true) => format!("{nth}."),
                _ => "-".to_owned(),
            };
            let items = (1..=(*items.start()).clamp(1, MOST)).map(|nth| format!("{} {gap}", marker(nth)));
            Some(items.collect::<Vec<_>>().join("\n"))
        }
        Block::Code(languages) => {
            let language = languages.first().map_or("text", String::as_str);
            Some(format!("{gap}\n\n```{language}\n```"))
        }
        Block::Mermaid => Some(format!("{gap}\n\n```mermaid\n```")),
        Block::Image | Block::Link(_) | Block::Formula | Block::Text(_) => None,
    }
}

/// The name of a column in the language, or the first one.
fn name_of(column: &Column, lang: Lang) -> &str {
    let is_own = |name: &&String| name.contains(is_han) == (lang == Lang::ZhCn);
    column.names.iter().find(is_own).or(column.names.first()).map_or("", String::as_str)
}
