//! Arithmetic that a document writes out, read by a small grammar and recomputed; what is beyond the grammar is counted.

mod chain;
mod compare;
mod doubt;
mod evaluate;
mod judge;
mod lexicon;
mod operand;
mod parse;
mod passages;
mod prose;
mod show;
mod tex;
mod token;
mod tree;

pub use compare::Slip;

use crate::document::{Document, Kind, NodeId};
use crate::source::Span;
use judge::Verdict;
use passages::Signs;
use token::{Passage, Tokens};

/// The formulas of a document.
#[derive(Debug, Default)]
pub struct Formulas {
    /// The results that were recomputed, block by block.
    pub recomputed: Vec<Recomputed>,
    /// How many formulas hold numbers but are beyond the grammar, or have more than one reading.
    pub skipped: usize,
}

/// A printed result that was recomputed.
#[derive(Debug)]
pub struct Recomputed {
    /// The paragraph, heading, cell or code block that it stands in.
    pub block: NodeId,
    /// Where the result is printed.
    pub span: Span,
    /// What its formula gives instead, if it is wrong.
    pub wrong: Option<Derivation>,
}

/// What a wrong result should have been.
#[derive(Debug)]
pub struct Derivation {
    /// The formula on one line: `8.9 ÷ 1,200`.
    pub formula: String,
    /// What it gives, in the units of the result: `0.0074`.
    pub value: String,
    /// The result as printed.
    pub printed: String,
    /// The slip that explains it.
    pub slip: Slip,
}

impl Formulas {
    /// Recomputes every formula of a document: TeX, and arithmetic in paragraphs, headings and cells.
    pub fn of(doc: &Document) -> Formulas {
        let mut formulas = Formulas::default();
        let signs = Signs::of(doc);
        if signs.is_empty() {
            return formulas;
        }
        let mut code = doc.code_blocks().iter();
        let mut block = Document::ROOT;
        for (id, node) in (0..).zip(doc.nodes()) {
            match node.kind {
                Kind::Paragraph | Kind::Heading { .. } | Kind::Cell => {
                    block = id;
                    if signs.are_in(doc, id) {
                        formulas.read(id, &passages::prose(doc, id), prose::tokens);
                    }
                }
                Kind::Math if signs.are_in(doc, id) => {
                    let (text, start) = inside(doc, id);
                    formulas.read(block, &passages::tex(text, start), tex::tokens);
                }
                Kind::CodeBlock { .. } => {
                    let found = code.find(|found| found.node == id);
                    let is_tex = |language: &str| matches!(language, "math" | "latex" | "tex" | "katex");
                    if found.is_some_and(|found| is_tex(found.language())) && signs.are_in(doc, id) {
                        let (text, start) = fenced(doc, id);
                        formulas.read(id, &passages::tex(text, start), tex::tokens);
                    }
                }
                _ => {}
            }
        }
        formulas
    }

    fn read(&mut self, block: NodeId, passage: &Passage, tokens: for<'p> fn(&'p Passage) -> Tokens<'p>) {
        let tokens = tokens(passage);
        let is_crossed = lexicon::LEXICON.is_denied(&passage.text);
        chain::chains(&tokens, |chain| {
            let before = self.recomputed.len();
            for &(left, right, about) in &chain.pairs {
                let verdict = judge::judge(&passage.text, &chain.sides[left], &chain.sides[right], about);
                let (place, wrong) = match verdict {
                    Verdict::Right(place) => (place, None),
                    Verdict::Wrong(wrong) if !is_crossed => (wrong.place.clone(), Some(wrong)),
                    _ => continue,
                };
                let place = passage.place(place);
                let span = Span::new(place.start, place.end);
                let wrong = wrong.map(|wrong| Derivation {
                    formula: wrong.formula,
                    value: wrong.value,
                    printed: wrong.printed,
                    slip: wrong.slip,
                });
                self.recomputed.push(Recomputed { block, span, wrong });
            }
            self.skipped += usize::from(self.recomputed.len() == before);
        });
    }
}

/// The formula without its dollars.
fn inside(doc: &Document, id: NodeId) -> (&str, usize) {
    let whole = doc.slice(id);
    let marks = whole.len() - whole.trim_start_matches(['$', '`']).len();
    let text = &whole[marks..];
    (text.trim_end_matches(['$', '`']), doc.span(id).start as usize + marks)
}

/// A code block without its fences.
fn fenced(doc: &Document, id: NodeId) -> (&str, usize) {
    let whole = doc.slice(id);
    let first = whole.find('\n').map_or(whole.len(), |end| end + 1);
    let text = &whole[first..];
    let last = text.trim_end().rfind('\n').unwrap_or(0);
    (&text[..last], doc.span(id).start as usize + first)
}

#[cfg(test)]
mod tests;
