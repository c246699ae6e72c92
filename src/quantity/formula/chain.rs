//! Finds what stands on the two sides of `=`: prose says nowhere where a formula begins.

use super::lexicon::{LEXICON, Meaning, Role};
use super::parse::{Parser, begins};
use super::token::{Kind, Tokens};
use super::tree::Expr;

/// One side of an equation, as far as the grammar reaches.
#[derive(Debug)]
pub(super) struct Side {
    pub expr: Expr,
    /// The token behind it.
    pub to: usize,
    /// A failing comparison proves nothing.
    pub doubt: bool,
    /// A word stands before it that may be the name of its first number: `阶段 1 + 2`.
    pub named: bool,
}

/// Sides joined by `=` and `≈`. A side may be two things: what the sign before it sees, and what the one behind it does.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub sides: Vec<Side>,
    /// Left side, right side, and whether they are only about equal.
    pub pairs: Vec<(usize, usize, bool)>,
}

/// Calls `found` for every chain in which numbers are computed with.
pub(super) fn chains(tokens: &Tokens<'_>, mut found: impl FnMut(Chain)) {
    let mut levels = vec![(0, tokens.list.len())];
    while let Some((from, to)) = levels.pop() {
        let mut start = from;
        let mut relations = Vec::new();
        let mut at = from;
        while at <= to {
            let kind = if at < to { tokens.kind(at) } else { Kind::Break };
            match kind {
                Kind::Break | Kind::Compare => {
                    if !relations.is_empty() && computes(tokens, start, at) {
                        found(chain(tokens, start, at, &relations));
                    }
                    relations.clear();
                    start = at + 1;
                }
                Kind::Open => {
                    let close = tokens.list[at].partner;
                    if tokens.has_relation(at, close) {
                        levels.push((at + 1, close));
                    }
                    at = close;
                }
                Kind::Equals | Kind::About => relations.push(at),
                _ => {}
            }
            at += 1;
        }
    }
}

/// True if a sign of arithmetic stands beside a number.
fn computes(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    let is_number = |at: usize| match tokens.kind(at) {
        Kind::Number { .. } | Kind::Currency => true,
        Kind::Open => tokens.has_number(at, tokens.list[at].partner),
        Kind::Close => tokens.has_number(tokens.list[at].partner, at),
        _ => false,
    };
    let mut at = from;
    while at < to && tokens.has_number(from, to) {
        let computes = match tokens.kind(at) {
            Kind::Operator(_) | Kind::Power => is_number(at + 1) || at > from && is_number(at - 1),
            Kind::Raised(_) => at > from && is_number(at - 1),
            Kind::Word => matches!(tokens.text(at), "x" | "X") && tokens.spaced(at) && is_number(at + 1),
            Kind::Fraction | Kind::Root | Kind::Log | Kind::Ln => true,
            _ => false,
        };
        if computes {
            return true;
        }
        at = behind_equation(tokens, at).unwrap_or(at + 1);
    }
    false
}

/// Where brackets end that hold an equation of their own, if they open here.
fn behind_equation(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let close = tokens.list.get(at).filter(|token| token.kind == Kind::Open)?.partner;
    tokens.has_relation(at, close).then_some(close + 1)
}

fn chain(tokens: &Tokens<'_>, from: usize, to: usize, relations: &[usize]) -> Chain {
    let mut chain = Chain::default();
    let mut left = find_left(tokens, from, relations[0]).map(|side| chain.push(side));
    for (index, &relation) in relations.iter().enumerate() {
        let end = relations.get(index + 1).copied();
        let right = read_right(tokens, relation + 1, end.unwrap_or(to), end.is_some());
        let is_whole = right.as_ref().is_some_and(|right| Some(right.to) == end);
        let right = right.map(|side| chain.push(side));
        if let Some((left, right)) = left.zip(right) {
            chain.pairs.push((left, right, tokens.kind(relation) == Kind::About));
        }
        left = match end {
            Some(_) if is_whole => right,
            Some(end) => find_left(tokens, relation + 1, end).map(|side| {
                // What the sign before it reads otherwise.
                chain.push(Side { doubt: true, ..side })
            }),
            None => None,
        };
    }
    chain
}

impl Chain {
    fn push(&mut self, side: Side) -> usize {
        self.sides.push(side);
        self.sides.len() - 1
    }
}

/// How what stands before a formula touches it.
enum Before {
    /// It begins here.
    Nothing,
    /// A word that may name its first number.
    Name,
    /// It may go on to the left.
    Doubt,
    /// It goes on to the left.
    More,
}

/// The longest formula that ends at `end`.
fn find_left(tokens: &Tokens<'_>, from: usize, end: usize) -> Option<Side> {
    let mut at = from;
    while at < end {
        if let Some(behind) = behind_equation(tokens, at) {
            at = behind;
            continue;
        }
        if !begins(tokens, at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut parser = Parser::new(tokens, start, end);
        let expr = parser.expression();
        // Nothing is looked at twice, so that the time stays linear.
        at = parser.at.max(start + 1);
        let Some(expr) = expr.filter(|_| parser.at == end) else { continue };
        let (named, doubt) = match before(tokens, from, start) {
            Before::Nothing => (false, false),
            Before::Name => (true, false),
            Before::Doubt => (false, true),
            Before::More => return None,
        };
        return Some(Side { expr, to: end, doubt: doubt || parser.doubt, named });
    }
    None
}

fn before(tokens: &Tokens<'_>, from: usize, start: usize) -> Before {
    if start == from {
        return Before::Nothing;
    }
    let at = start - 1;
    match tokens.kind(at) {
        Kind::Break | Kind::Compare => Before::Nothing,
        Kind::Word => {
            let word = tokens.text(at);
            let is_call = tokens.kind(start) == Kind::Open && !tokens.spaced(start);
            let is_measured = matches!(LEXICON.unit(word), Some(Meaning::Time(_) | Meaning::Size { .. }));
            // `1小时30分钟 × 2`
            let is_compound = is_measured && at > from && matches!(tokens.kind(at - 1), Kind::Number { .. });
            // `5 and 3 + 1`
            let is_joined = matches!(word, "and" | "or")
                && at > from
                && !matches!(tokens.kind(at - 1), Kind::Word | Kind::Break | Kind::Compare);
            // `a total of 3 × 5`, but `half of 3 × 5`
            let is_total = word == "of" && at > from && LEXICON.is_lead(tokens.text(at - 1));
            if is_call && word.is_ascii() {
                Before::More
            } else if is_total {
                Before::Nothing
            } else if is_call || is_compound || is_joined || LEXICON.is_operator(word) {
                Before::Doubt
            } else if LEXICON.is_lead(word) {
                Before::Nothing
            } else {
                Before::Name
            }
        }
        _ if tokens.is_tex => Before::More,
        Kind::Close if !tokens.has_number(tokens.list[at].partner, at) => Before::Nothing,
        Kind::Close | Kind::Number { .. } => Before::Doubt,
        Kind::Opaque if tokens.spaced(start) => Before::Doubt,
        _ => Before::More,
    }
}

/// What stands behind `=`, up to where the grammar ends.
fn read_right(tokens: &Tokens<'_>, from: usize, end: usize, is_middle: bool) -> Option<Side> {
    let mut at = from;
    let mut role = None;
    while at < end && tokens.kind(at) == Kind::Word && !begins(tokens, at) {
        match LEXICON.prefix(tokens.text(at))? {
            Role::Filler => {}
            said => role = Some(said),
        }
        at += 1;
    }
    let mut parser = Parser::new(tokens, at, end);
    let mut expr = parser.expression()?;
    let to = parser.at;
    let mut doubt = parser.doubt;
    if tokens.is_tex && to != end {
        return None;
    }
    if let Some(role) = role {
        match &mut expr {
            Expr::Number(operand) => operand.role = Some(role),
            _ => doubt = true,
        }
    }
    if is_middle {
        // `retries = 3 * 2 x = 5`: the last word is the name of what follows.
        let last = tokens.text(end - 1);
        let is_name = tokens.kind(end - 1) == Kind::Word && tokens.spaced(end - 1) && last.is_ascii();
        doubt |= to != end || is_name && !tokens.is_tex;
    }
    Some(Side { expr, to, doubt: doubt || is_qualified(tokens, to), named: false })
}

/// True if what follows a result says that it is not simply the result.
fn is_qualified(tokens: &Tokens<'_>, to: usize) -> bool {
    let text = tokens.text(to);
    // `65,535 − 8 bytes UDP header − 20`: the words are longer than a unit, and the formula goes on.
    let behind_words = (to..tokens.list.len()).find(|&at| tokens.kind(at) != Kind::Word).unwrap_or(to);
    if matches!(tokens.kind(behind_words), Kind::Operator(_) | Kind::Power | Kind::Raised(_)) {
        return true;
    }
    match tokens.kind(to) {
        Kind::Break => text.starts_with(['!', '?', '？', '！', '…']) || text.starts_with("..."),
        Kind::Opaque | Kind::Number { .. } | Kind::Power => true,
        Kind::Word => text.starts_with('的') || LEXICON.says_rounded(text),
        Kind::Open => tokens.remark(to).is_none_or(|remark| LEXICON.says_rounded(remark)),
        _ => false,
    }
}
