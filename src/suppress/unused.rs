//! Keeps account of what each suppression silences, so that one that silences nothing can be told.

use super::comments::{Comment, Comments, Name, our_verbs};
use super::meaning::{Dialect, similar_name};
use super::timeline::Target;
use crate::diagnostic::{Edit, RuleId};
use crate::document::{Document, Kind};
use crate::similar::similar;
use crate::source::{Place, Span};

/// The rule that reports what is told here.
pub(super) const ID: RuleId = "format/unused-suppression";

/// A name in a comment, or a comment without names, of which it can be said whether it silences anything.
#[derive(Debug)]
pub struct Claim {
    /// The name as written; `None` for a comment on all rules.
    pub name: Option<Box<str>>,
    /// The name, or the comment.
    pub place: Place,
    /// What takes the whole comment out, once nothing in it is of use.
    pub removal: Option<Edit>,
    /// Where the comment that it belongs to starts, which no other comment of either dialect does.
    pub(super) comment: u32,
    /// True if it silences some rule that nothing else silences already.
    pub(super) effective: bool,
    /// True if it silenced a finding.
    pub(super) used: bool,
}

impl Claim {
    fn is_idle(&self) -> bool {
        self.effective && !self.used
    }
}

/// A comment that can't be understood.
#[derive(Debug)]
pub struct Mistake {
    /// The word that is not known.
    pub word: Box<str>,
    /// The known word most like it.
    pub similar: Option<&'static str>,
    /// Where it stands.
    pub place: Place,
    /// True if it stands where the name of a rule should, false if where a verb should.
    pub is_name: bool,
}

impl Mistake {
    pub(super) fn name(doc: &Document, name: &Name<'_>) -> Self {
        Mistake {
            word: (&*name.text).into(),
            similar: similar_name(&name.text),
            place: doc.source.place(name.span),
            is_name: true,
        }
    }

    pub(super) fn verb(doc: &Document, span: Span) -> Self {
        let word = doc.source.slice(span);
        Mistake {
            word: word.into(),
            similar: similar(word, our_verbs().map(|(name, _)| name)),
            place: doc.source.place(span),
            is_name: false,
        }
    }
}

/// The claims of `comments`, to be told apart by numbers from `first` on; each is noted at its target.
pub(super) fn claims(
    doc: &Document,
    dialect: Dialect,
    comments: &Comments<'_>,
    targets: &mut [Target],
    first: usize,
) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for comment in comments.list.iter().filter(|comment| comment.verb.silences()) {
        let own = claims.len();
        for name in comment.names.clone() {
            let target = &mut targets[name];
            if !target.meaning.sure || target.claim.is_some() {
                continue;
            }
            target.claim = Some((first + claims.len()) as u32);
            let name = &comments.names[name];
            claims.push(Claim {
                name: (!name.text.is_empty()).then(|| (&*name.text).into()),
                place: doc.source.place(name.span),
                removal: None,
                comment: comment.span.start,
                effective: false,
                used: false,
            });
        }
        // Another tool may have a use for its own comment.
        if dialect == Dialect::Ours && claims.len() - own == comment.names.len() {
            let removal = removal(doc, comment);
            claims[own..].iter_mut().for_each(|claim| claim.removal = removal.clone());
        }
    }
    claims
}

/// The claims that silenced nothing, each with what removes its comment if it is safe to.
pub(super) fn idle(claims: &[Claim]) -> impl Iterator<Item = (&Claim, Option<&Edit>)> {
    claims.chunk_by(|a, b| a.comment == b.comment).flat_map(|comment| {
        let all = comment.iter().all(Claim::is_idle);
        let idle = comment.iter().filter(|claim| claim.is_idle());
        idle.map(move |claim| (claim, claim.removal.as_ref().filter(|_| all)))
    })
}

/// What removes a comment that stands alone between blank lines, where the blocks around it stay what they are.
fn removal(doc: &Document, comment: &Comment<'_>) -> Option<Edit> {
    let node = comment.node?;
    let block = doc.node(node);
    let source = &doc.source;
    let line = source.line_of(comment.span.start);
    let text = source.slice(comment.span);
    let alone = block.kind == Kind::HtmlBlock
        && block.parent == Document::ROOT
        && doc.slice(node).trim() == text
        && source.line(line).trim_start_matches('\u{feff}').trim() == text;
    if !alone {
        return None;
    }
    // The first node below the root on the way up from the one before is the block before.
    let before = doc.ancestors(node - 1).take_while(|&id| id != Document::ROOT).last().unwrap_or(node - 1);
    // What would go on behind it.
    let separates = matches!(
        doc.node(before).kind,
        Kind::List { .. } | Kind::FootnoteDefinition | Kind::CodeBlock { fenced: false }
    );
    if separates {
        return None;
    }
    let is_blank = |line: usize| source.line(line).trim().is_empty();
    let last = source.line_count() - 1;
    let ends = line == last || line + 1 == last && is_blank(last);
    let (from, to) = if ends && line > 0 && is_blank(line - 1) {
        (source.line_start(line - 1), source.text().len() as u32)
    } else if ends && line == 0 {
        (comment.span.start, source.text().len() as u32)
    } else if !ends && is_blank(line + 1) && line == 0 {
        // What comes to stand first must not become front matter.
        let to = source.line_start(line + 2);
        let first = &source.text()[to as usize..];
        if first.starts_with(['-', '+', '{']) {
            return None;
        }
        (comment.span.start, to)
    } else if !ends && is_blank(line + 1) && is_blank(line - 1) {
        (source.line_start(line), source.line_start(line + 2))
    } else {
        return None;
    };
    Some(Edit { span: Span { start: from, end: to }, text: String::new() })
}
