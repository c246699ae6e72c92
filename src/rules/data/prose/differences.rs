//! Numbers of running text that say by how much two values beside them differ.

use regex::Captures;
use rustc_hash::FxHashSet;

use crate::quantity::{Class, Passage, Quantity};

use crate::rules::data::slips::Slip;

pub(in crate::rules::data) use super::readings::Form;
use super::words::WORDS;
use super::{MULTIPLE, PERCENT, Skeleton, Token, tail};

/// How far a claim may stand from its pair, in bytes.
const FAR: usize = 120;

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
    let claims = claims(&skeleton);
    if !claims.iter().any(|claim| claim.printed.class == class) {
        return judged;
    }
    let pairs = pairs(&skeleton);
    // Claims behind one another are about one pair: 缩短 4 倍，即降低 75%.
    let mut last: Option<(usize, usize)> = None;
    for claim in &claims {
        let Some(index) = bound(&skeleton, &pairs, claim, last) else { continue };
        last = Some((index, claim.end));
        let pair = &pairs[index];
        if claim.printed.class != class {
            continue;
        }
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
    let mut taken: FxHashSet<usize> = FxHashSet::default();
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
            let is_chained = is_chain(&skeleton.text[a.end().max(b.end())..])
                || skeleton.text[..a.start().min(b.start())].trim_end().ends_with(['→', '⇒', '>']);
            let is_named =
                [a, b].iter().any(|it| WORDS.names.is_match(tail(&skeleton.text[..it.start()], 24)));
            let is_taken = taken.contains(&a.start()) || taken.contains(&b.start());
            if is_chained || is_named || is_taken {
                continue;
            }
            taken.extend([a.start(), b.start()]);
            pairs.push(Pair { a: one, b: other, start: all.start(), end: a.end().max(b.end()) });
        }
    }
    pairs.sort_by_key(|pair| pair.start);
    pairs
}

fn claims<'p>(skeleton: &Skeleton<'p>) -> Vec<Claim<'p>> {
    let mut claims: Vec<Claim<'p>> = Vec::new();
    let mut taken: FxHashSet<usize> = FxHashSet::default();
    for pattern in &WORDS.claims {
        for found in pattern.captures_iter(&skeleton.text) {
            let (Some(number), Some(all)) = (found.name("n").or_else(|| found.name("n2")), found.get(0))
            else {
                continue;
            };
            let Some(Token::Quantity(printed)) = skeleton.token(number.start()) else { continue };
            if !taken.insert(number.start()) {
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

/// The pair that a claim is about, as an index, if the text leaves no doubt. `last` is the pair of the claim before and
/// where that claim ends.
fn bound(
    skeleton: &Skeleton<'_>,
    pairs: &[Pair<'_>],
    claim: &Claim<'_>,
    last: Option<(usize, usize)>,
) -> Option<usize> {
    let index = pairs.partition_point(|pair| pair.start < claim.start);
    let before = index.checked_sub(1);
    if before.is_some_and(|before| claim.start < pairs[before].end) {
        return None;
    }
    let next = pairs.get(index).filter(|pair| pair.start >= claim.end && pair.start - claim.end <= FAR);
    let behind = next.map(|pair| skeleton.text[claim.end..pair.start].trim_start());
    if let (Some(pair), Some(gap)) = (next, behind)
        && gap.starts_with('(')
    {
        return is_about(skeleton, pair, gap, claim, claim.start).then_some(index);
    }
    if let Some(before) = before {
        let pair = &pairs[before];
        let from = last.filter(|&(last, _)| last == before).map_or(pair.end, |(_, end)| end);
        let is_near = from <= claim.start && claim.start - from <= FAR;
        if is_near
            && is_about(skeleton, pair, &skeleton.text[from..claim.start], claim, pair.start)
            && tells_no_other(skeleton, claim, pair.start)
        {
            return Some(before);
        }
    }
    let (pair, gap) = (next?, behind?);
    let joined = gap.is_empty() || (gap.starts_with([',', ':']) && gap.len() < 48);
    (joined && is_about(skeleton, pair, gap, claim, claim.start)).then_some(index)
}

/// True if what stands between a pair and a claim names nothing but what the pair is about, which stands before `at`.
fn is_about(skeleton: &Skeleton<'_>, pair: &Pair<'_>, gap: &str, claim: &Claim<'_>, at: usize) -> bool {
    let gap = gap.trim_start().trim_start_matches(')').trim_start();
    if gap.contains(['。', '\n', ')']) {
        return false;
    }
    let is_apart = gap.contains(';');
    let mut named = names_in(gap);
    named.extend(claim.noun.split(' ').filter(|noun| !noun.is_empty()));
    if is_apart && !named.is_empty() {
        return false;
    }
    let context = clause_before(skeleton, at);
    // What is said of a setting that is changed is said of something else.
    let is_measured = matches!(pair.a, Token::Quantity(it) if matches!(it.class, Class::Time | Class::Rate));
    let settings = if is_measured { &WORDS.delays } else { &WORDS.settings };
    let is_setting = settings.is_match(context) || settings.is_match(&skeleton.text[pair.start..pair.end]);
    if is_setting && named.is_empty() && WORDS.gains.is_match(&skeleton.text[claim.start..claim.end]) {
        return false;
    }
    named
        .iter()
        .all(|name| is_nothing(name) || context.contains(name) || (!is_setting && is_said_of(pair, name)))
}
/// The words of a gap that mean something.
fn names_in(gap: &str) -> Vec<&str> {
    let mut named = Vec::new();
    let mut rest = gap;
    loop {
        rest = &rest[WORDS.empty.find(rest).map_or(0, |it| it.end())..];
        rest = rest.trim_start_matches(';');
        let Some(first) = rest.chars().next() else { return named };
        if WORDS.empty.find(rest).is_some_and(|it| it.end() > 0) {
            continue;
        }
        // A word of Latin letters, or all that is left of a clause.
        let end = if first.is_ascii_alphanumeric() {
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len())
        } else {
            rest.find([',', ':', '(', ' ', ';']).unwrap_or(rest.len())
        };
        let end = end.max(first.len_utf8());
        named.push(&rest[..end]);
        rest = &rest[end..];
    }
}

fn is_nothing(name: &str) -> bool {
    WORDS.empty.find(name).is_some_and(|it| it.end() == name.len())
}

/// True if a word says something of values of this class: of a time that it is shorter, of money that costs fall.
fn is_said_of(pair: &Pair<'_>, name: &str) -> bool {
    let class = match pair.a {
        Token::Quantity(quantity) => Some(quantity.class),
        Token::Number { .. } => None,
    };
    match class {
        Some(Class::Time) => WORDS.performance.is_match(name) || WORDS.time.is_match(name),
        Some(Class::Rate) | None => WORDS.performance.is_match(name),
        Some(Class::Money) => WORDS.money.is_match(name),
        Some(Class::Size) => WORDS.size.is_match(name) || WORDS.performance.is_match(name),
        _ => false,
    }
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
    let behind = behind.strip_prefix(')').unwrap_or(behind).trim_start();
    let named = if let Some(rest) = behind.strip_prefix('的') {
        Some(rest.split([',', ';', '。', '(', ')', '、', ':']).next().unwrap_or_default())
    } else {
        ["in ", "of ", "on "]
            .iter()
            .find_map(|word| behind.strip_prefix(word))
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
        .all(|word| is_nothing(word) || context.contains(word))
}
