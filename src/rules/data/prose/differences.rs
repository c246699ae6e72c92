//! Numbers of running text that say by how much two values beside them differ.

use regex::Captures;

use crate::quantity::{Class, Passage, Quantity};

use crate::rules::data::slips::Slip;

pub(in crate::rules::data) use super::readings::Form;
use super::words::WORDS;
use super::{MULTIPLE, PERCENT, Skeleton, Token};

/// Two values that a text sets against each other.
struct Pair<'p> {
    a: Token<'p>,
    b: Token<'p>,
    /// Where it begins and ends in the skeleton.
    start: usize,
    end: usize,
}

/// What a number says about two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// By how much less there is.
    Less,
    /// By how much more or better it is.
    More,
    /// Which part or multiple of the other it is.
    Quotient,
    /// Either of the first two.
    Change,
}

/// A number that says how two values differ.
struct Claim<'p> {
    printed: &'p Quantity,
    sense: Sense,
    start: usize,
    end: usize,
    /// What it is said of, if the words around it tell.
    noun: String,
}

/// What came of recomputing the numbers of a passage.
#[derive(Default)]
pub(in crate::rules::data) struct Judged {
    /// How many could be recomputed.
    pub seen: usize,
    pub slips: Vec<Slip>,
}

/// Recomputes the differences of one form that a passage prints.
pub(in crate::rules::data) fn judge(passage: &Passage, form: Form) -> Judged {
    let mut judged = Judged::default();
    let class = match form {
        Form::Percent => Class::Percent,
        Form::Multiple => Class::Multiple,
    };
    if !passage.quantities.iter().any(|quantity| quantity.class == class) {
        return judged;
    }
    let skeleton = Skeleton::of(passage);
    if skeleton.tokens.len() < 3 {
        return judged;
    }
    let claims = claims(&skeleton, class);
    if claims.is_empty() {
        return judged;
    }
    let pairs = pairs(&skeleton);
    for claim in &claims {
        let Some(pair) = bound(&skeleton, &pairs, claim) else { continue };
        let Some(outcome) = super::readings::judge(passage, pair.a, pair.b, claim.printed, claim.sense, form)
        else {
            continue;
        };
        judged.seen += 1;
        if let Some(mut wrong) = outcome {
            wrong.label = label(passage, &skeleton, claim);
            judged.slips.push(wrong);
        }
    }
    judged
}

/// The words of a claim with its number as it is printed.
fn label(passage: &Passage, skeleton: &Skeleton<'_>, claim: &Claim<'_>) -> String {
    let words = skeleton.text[claim.start..claim.end]
        .replace([PERCENT, MULTIPLE], passage.lexeme(claim.printed).trim());
    words.trim_matches(['(', ')', ' ', ',']).to_owned()
}

fn pairs<'p>(skeleton: &Skeleton<'p>) -> Vec<Pair<'p>> {
    let mut pairs: Vec<Pair<'p>> = Vec::new();
    for pattern in &WORDS.pairs {
        for found in pattern.captures_iter(&skeleton.text) {
            let (Some(a), Some(b), Some(all)) = (found.name("a"), found.name("b"), found.get(0)) else {
                continue;
            };
            let (Some(one), Some(other)) = (skeleton.token(a.start()), skeleton.token(b.start())) else {
                continue;
            };
            let is_chain =
                |text: &str| text.trim_start().starts_with(['→', '⇒']) || text.trim_start().starts_with("->");
            let is_chained = is_chain(&skeleton.text[b.end()..])
                || skeleton.text[..a.start()].trim_end().ends_with(['→', '⇒', '>']);
            let is_named = [a, b].iter().any(|it| WORDS.names.is_match(&skeleton.text[..it.start()]));
            if is_chained
                || is_named
                || pairs.iter().any(|pair| pair.start <= a.start() && a.start() < pair.end)
            {
                continue;
            }
            pairs.push(Pair { a: one, b: other, start: all.start(), end: b.end() });
        }
    }
    pairs.sort_by_key(|pair| pair.start);
    pairs
}

fn claims<'p>(skeleton: &Skeleton<'p>, class: Class) -> Vec<Claim<'p>> {
    let mut claims: Vec<Claim<'p>> = Vec::new();
    for pattern in &WORDS.claims {
        for found in pattern.captures_iter(&skeleton.text) {
            let (Some(number), Some(all)) = (found.name("n").or_else(|| found.name("n2")), found.get(0))
            else {
                continue;
            };
            let Some(Token::Quantity(printed)) = skeleton.token(number.start()) else { continue };
            if printed.class != class
                || claims.iter().any(|claim| claim.start <= number.start() && number.start() < claim.end)
            {
                continue;
            }
            let sense = sense(&found);
            claims.push(Claim {
                printed,
                sense,
                start: all.start(),
                end: all.end(),
                noun: found.name("noun").map_or(String::new(), |noun| noun.as_str().trim().to_owned()),
            });
        }
    }
    claims.sort_by_key(|claim| claim.start);
    claims
}

fn sense(found: &Captures<'_>) -> Sense {
    let has = |name: &str| found.name(name).is_some();
    if has("of") || has("of2") {
        Sense::Quotient
    } else if has("less") {
        Sense::Less
    } else if has("more") {
        Sense::More
    } else {
        Sense::Change
    }
}

/// The pair that a claim is about, if the text leaves no doubt.
fn bound<'s, 'p>(skeleton: &Skeleton<'p>, pairs: &'s [Pair<'p>], claim: &Claim<'p>) -> Option<&'s Pair<'p>> {
    let index = pairs.partition_point(|pair| pair.start < claim.start);
    let next = pairs.get(index).filter(|pair| pair.start >= claim.end);
    if pairs.iter().any(|pair| pair.start <= claim.start && claim.start < pair.end) {
        return None;
    }
    let behind = |pair: &Pair<'_>| &skeleton.text[claim.end..pair.start];
    if let Some(pair) = next.filter(|pair| behind(pair).trim_start().starts_with('(')) {
        return is_about(skeleton, behind(pair), claim, claim.start).then_some(pair);
    }
    if let Some(pair) = index.checked_sub(1).and_then(|index| pairs.get(index))
        && pair.end <= claim.start
    {
        let gap = &skeleton.text[pair.end..claim.start];
        if is_about(skeleton, gap, claim, pair.start) && tells_no_other(skeleton, claim, pair.start) {
            return Some(pair);
        }
    }
    let pair = next?;
    let gap = behind(pair);
    let joined = gap.trim_start().starts_with([',', ':']) && gap.len() < 48;
    (joined && is_about(skeleton, gap, claim, claim.start) && !gap.contains(';')).then_some(pair)
}

/// True if what stands between a pair and a claim names nothing but what the pair is about, which stands before `at`.
fn is_about(skeleton: &Skeleton<'_>, gap: &str, claim: &Claim<'_>, at: usize) -> bool {
    if gap.contains(['。', '\n', ';', ')']) && !gap.trim_start().starts_with(')') {
        return false;
    }
    let gap = gap.trim_start().trim_start_matches(')');
    let mut rest = gap;
    let mut named = Vec::new();
    loop {
        rest = &rest[WORDS.empty.find(rest).map_or(0, |it| it.end())..];
        let Some(first) = rest.chars().next() else { break };
        // A word of Latin letters, or all that is left of a clause.
        let end = if first.is_ascii_alphanumeric() {
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len())
        } else {
            rest.find([',', ':', '(', ' ']).unwrap_or(rest.len())
        };
        named.push(&rest[..end.max(first.len_utf8())]);
        rest = &rest[end.max(first.len_utf8())..];
    }
    named.extend(claim.noun.split(' ').filter(|noun| !noun.is_empty()));
    let context = clause_before(skeleton, at);
    named.iter().all(|name| {
        WORDS.same.is_match(name)
            || WORDS.empty.find(name).is_some_and(|it| it.end() == name.len())
            || context.contains(name)
    })
}

/// The clause that ends at `at`, or the one before it if that says nothing.
fn clause_before<'s>(skeleton: &'s Skeleton<'_>, at: usize) -> &'s str {
    let sentence = skeleton.sentence_before(at);
    let mut context = sentence;
    for (index, _) in sentence.rmatch_indices([',', ';', ':', '(']) {
        context = &sentence[index + 1..];
        if context.chars().any(char::is_alphanumeric) {
            break;
        }
        context = sentence;
    }
    context
}

/// False if the words behind a claim say that it is about something else: `a 60% reduction in memory`.
fn tells_no_other(skeleton: &Skeleton<'_>, claim: &Claim<'_>, at: usize) -> bool {
    let behind = skeleton.sentence_behind(claim.end);
    let behind = behind.strip_prefix(')').unwrap_or(behind);
    let named = if let Some(rest) = behind.strip_prefix('的') {
        Some(rest.split([',', ';', '。', '(', ')', '、', ':']).next().unwrap_or_default())
    } else {
        let rest = behind.trim_start();
        ["in ", "of ", "on "]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .map(|rest| rest.split([',', ';', '(', ')', ':']).next().unwrap_or_default())
    };
    let Some(named) = named else { return true };
    let context = clause_before(skeleton, at);
    named
        .split(' ')
        .filter(|word| {
            !word.is_empty() && !matches!(*word, "the" | "a" | "its" | "total" | "overall" | "average")
        })
        .take(2)
        .all(|word| WORDS.same.is_match(word) || context.contains(word))
}
