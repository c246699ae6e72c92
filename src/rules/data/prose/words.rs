//! The words of `differences.toml`, ready to match.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::rules::data::lexicon;

use super::{MULTIPLE, NUMBER, PERCENT, QUANTITY};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    pairs: Pairs,
    claims: Claims,
    gaps: Gaps,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairs {
    adverbs: Vec<String>,
    moves: Vec<String>,
    ends: Vec<String>,
    versus: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
    names: Vec<String>,
    reversed: Vec<String>,
    was: Vec<String>,
    now: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    less: Vec<String>,
    more: Vec<String>,
    between: Vec<String>,
    nouns: Vec<String>,
    less_verbs: Vec<String>,
    more_verbs: Vec<String>,
    less_nouns: Vec<String>,
    more_nouns: Vec<String>,
    quotients: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gaps {
    empty: Vec<String>,
    performance: Vec<String>,
    time: Vec<String>,
    money: Vec<String>,
    size: Vec<String>,
    gains: Vec<String>,
    settings: Vec<String>,
    delays: Vec<String>,
}

/// The patterns; each has the groups that its name says.
pub(super) struct Words {
    /// Groups `a` and `b`: two values, of which the second comes after the first.
    pub pairs: Vec<Regex>,
    /// What names the number behind it.
    pub names: Regex,
    /// Group `n`: the number that says by how much; `less` or `more` if a word does, `of` if it is a quotient.
    pub claims: Vec<Regex>,
    /// All that may stand between without meaning anything.
    pub empty: Regex,
    /// What may be said of values by how they perform, and of times, money and sizes.
    pub performance: lexicon::Is,
    pub time: lexicon::Is,
    pub money: lexicon::Is,
    pub size: lexicon::Is,
    /// What has an effect on something else when it is changed.
    pub settings: Regex,
    /// The same of times.
    pub delays: Regex,
    /// What says how well something performs.
    pub gains: Regex,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../../rules/data/differences.toml"))
        .expect("the embedded words are checked by a test");
    let Lists { pairs, claims, gaps } = lists;
    let value = format!("[{PERCENT}{MULTIPLE}{QUANTITY}{NUMBER}]");
    let number = format!("[{PERCENT}{MULTIPLE}]");
    // No number, and no end of a clause.
    let word = format!("[^,;。:()\\n{PERCENT}{MULTIPLE}{QUANTITY}{NUMBER}]");
    let names = pattern(&format!(r"(?:{})\s*$", any(pairs.names)));
    let [adverbs, moves, ends, versus, before, after] =
        [pairs.adverbs, pairs.moves, pairs.ends, pairs.versus, pairs.before, pairs.after].map(any);
    let [reversed, was, now] = [pairs.reversed, pairs.was, pairs.now].map(any);
    let turn = format!(r"(?:{adverbs})?(?:{moves})(?:{adverbs}|了)?(?:{ends})?|(?:{ends})");
    let pairs = [
        format!(r"(?:从|由|自){word}{{0,10}}?(?P<a>{value}){word}{{0,6}}?,?\s*(?:{turn})\s*(?P<b>{value})"),
        format!(r"(?P<a>{value})\s*(?:{adverbs})?(?:{moves})(?:了)?(?:{ends})\s*(?P<b>{value})"),
        format!(r"(?P<a>{value})\s*(?:→|->|=>|⇒|➜|➔|⟶|-->)\s*(?P<b>{value})"),
        format!(
            r"\bfrom {word}{{0,24}}?(?P<a>{value})(?: [a-z-]+){{0,4}}?(?: down| up)? to (?:[a-z]+ ){{0,2}}?(?P<b>{value})"
        ),
        format!(r"(?P<a>{value})\s*(?:{versus})\s*(?P<b>{value})"),
        format!(
            r"(?:{before}){word}{{0,8}}?[:(]?{word}{{0,8}}?(?P<a>{value})\)?{word}{{0,4}}?[,;/]?\s*(?:{after}){word}{{0,8}}?[:(]?{word}{{0,8}}?(?P<b>{value})"
        ),
        format!(r"(?P<a>{value}) before{word}{{0,24}}?[,;]?{word}{{0,16}}?(?P<b>{value}) after"),
        format!(
            r"(?:{was})[为是需要有]*\s*(?P<a>{value})\s*[,;(]?\s*(?:{now})[在仅只为有需要]*\s*(?P<b>{value})"
        ),
        format!(r"(?P<b>{value}),?\s*(?:{reversed})\s*(?P<a>{value})"),
        format!(r"(?P<b>{value})\s*[(,]?\s*(?:较|比|相较|相比|对比)于?(?:{was})的?\s*(?P<a>{value})"),
        format!(r"(?P<b>{value})\s*[(,]\s*(?:{was})[为是需要有]*\s*(?P<a>{value})"),
    ];
    let [less, more, between, nouns] = [claims.less, claims.more, claims.between, claims.nouns].map(any);
    let [less_verbs, more_verbs, less_nouns, more_nouns, quotients] =
        [claims.less_verbs, claims.more_verbs, claims.less_nouns, claims.more_nouns, claims.quotients]
            .map(any);
    let claims = [
        format!(
            r"(?P<of>{quotients})\s*(?P<n>{number})|(?P<n2>{number})\s*(?P<of2>of the original|of its original|of the previous)"
        ),
        format!(
            r"(?:(?P<less>{less})|(?P<more>{more}))(?:{between}|[\s:])*(?P<noun>(?:{nouns})?)(?:{between}|[\s:])*(?P<n>{number})"
        ),
        format!(
            r"\b(?:(?P<less>{less_verbs})|(?P<more>{more_verbs}))(?P<noun>(?: [a-z][a-z-]*){{0,4}}?) (?:by (?:a factor of |about |over |up to |nearly |almost )?)?(?P<n>{number})"
        ),
        format!(r"\b(?:(?P<less>{less_nouns})|(?P<more>{more_nouns})) (?:of|by) (?P<n>{number})"),
        format!(
            r"(?P<n>{number})[\s-]?的?(?P<noun>(?: ?[a-z][a-z-]*)?) ?\b(?:(?P<less>{less_nouns})|(?P<more>{more_nouns}))\b"
        ),
        format!(
            r"(?P<n>{number})\s*的?(?:(?P<less>降低|下降|减少|缩短|压缩|节省|节约|降幅)|(?P<more>提升|提高|改善|改进|增长|增幅|加速|提速))"
        ),
        format!(r"\(\s*[↓↑]?\s*(?P<n>{number})\s*(?:↓|↑)?\s*\)"),
    ];
    let compile = |patterns: &[String]| -> Vec<Regex> { patterns.iter().map(|it| pattern(it)).collect() };
    let (latin, han): (Vec<String>, Vec<String>) = gaps.empty.into_iter().partition(|word| word.is_ascii());
    let [performance, time, money, size] =
        [gaps.performance, gaps.time, gaps.money, gaps.size].map(|words| lexicon::Is::new(&words));
    Words {
        pairs: compile(&pairs),
        names,
        claims: compile(&claims),
        empty: pattern(&format!(r"^(?:[\s,:(=*_~—–、-]|\b(?:{})\b|{})*", any(latin), any(han))),
        performance,
        time,
        money,
        size,
        settings: pattern(&any(gaps.settings)),
        delays: pattern(&any(gaps.delays)),
        gains: pattern(&any(gaps.gains)),
    }
});

/// A choice of words, the longest first.
fn any(mut words: Vec<String>) -> String {
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    lexicon::any(&words)
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the words are escaped")
}
