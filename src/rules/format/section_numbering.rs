//! A heading whose number is used twice, skipped or in the wrong place misleads everyone who refers to it.

pub(crate) mod number;
mod sequence;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use self::number::{Number, Series};
use self::sequence::{expected, follows, next};
use crate::diagnostic::Severity;
use crate::document::Document;
use crate::message::{Message, Text};
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;

pub const RULE: RuleDef = RuleDef {
    id: "format/section-numbering",
    aliases: &[],
    summary: Text {
        en: "a heading number that repeats, skips or leaves its parent's",
        zh: "标题编号重复、跳号或与上级不符",
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&TWICE, &SKIPPED, &ORDER, &ELSEWHERE, &RENUMBER, &FIRST, &PREVIOUS, &PARENT],
    docs: include_str!("../../../rules/format/section-numbering.md"),
    load: |options| {
        options.read::<NoOptions>()?;
        Ok(Check::Document(Box::new(SectionNumbering)))
    },
    schema: || schemars::schema_for!(NoOptions),
};

const TWICE: Text = Text {
    en: "`{number}` is used twice; `{expected}` was expected",
    zh: "编号“{number}”重复，此处应为“{expected}”",
};
const SKIPPED: Text = Text {
    en: "`{number}` follows `{before}`; `{expected}` was expected",
    zh: "编号从“{before}”跳到“{number}”，此处应为“{expected}”",
};
const ORDER: Text = Text {
    en: "`{number}` is out of order; `{expected}` was expected",
    zh: "编号“{number}”次序有误，此处应为“{expected}”",
};
const ELSEWHERE: Text = Text {
    en: "`{number}` stands under `{parent}`; `{expected}` was expected",
    zh: "编号“{number}”位于“{parent}”之下，此处应为“{expected}”",
};
const RENUMBER: Text = Text {
    en: "renumber the heading, or add or move the section that the number belongs to",
    zh: "请修正编号，或补上、移动该编号对应的章节",
};
const FIRST: Text = Text { en: "first used here", zh: "首次使用于此" };
const PREVIOUS: Text = Text { en: "the number before it", zh: "前一个编号" };
const PARENT: Text = Text { en: "the heading that it stands under", zh: "所在的上级标题" };

struct SectionNumbering;

impl Rule for SectionNumbering {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let headings = cx.doc.headings();
        let numbers: Vec<Option<Number>> = headings
            .iter()
            .map(|heading| heading.top_level.then(|| Number::of(&heading.text)).flatten())
            .collect();
        if numbers.iter().all(Option::is_none) {
            return;
        }
        let mut outline = Outline { numbers, meant: FxHashMap::default() };
        for siblings in sibling_groups(cx.doc) {
            for chain in outline.chains(cx.doc, &siblings) {
                outline.check(cx, &chain);
            }
        }
    }
}

/// Headings of one level under one parent, in order; parents come before their children.
fn sibling_groups(doc: &Document) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut index = FxHashMap::default();
    for section in doc.sections() {
        let heading = &doc.headings()[section.heading];
        if heading.top_level && !in_history(doc, section.heading) {
            let group = *index.entry((section.parent, heading.level)).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(section.heading);
        }
    }
    groups
}

/// True below a heading such as `Changelog`, where numbers are versions.
fn in_history(doc: &Document, heading: usize) -> bool {
    const HISTORIES: [&str; 8] = [
        "changelog",
        "change log",
        "release notes",
        "version history",
        "更新日志",
        "变更日志",
        "版本历史",
        "发布历史",
    ];
    std::iter::successors(Some(heading), |&at| doc.sections()[at].parent).any(|at| {
        let title = doc.headings()[at].text.to_lowercase();
        let title = title.trim_matches(|c: char| !c.is_alphabetic());
        HISTORIES.contains(&title)
    })
}

/// A numbered heading of a chain.
struct Link {
    heading: usize,
    /// A sibling without a number stands between it and the one before it.
    gap: bool,
}

struct Outline {
    numbers: Vec<Option<Number>>,
    /// What a heading should have been numbered, so that what stands under it may rely on that.
    meant: FxHashMap<usize, Vec<u32>>,
}

impl Outline {
    fn number(&self, heading: usize) -> &Number {
        self.numbers[heading].as_ref().expect("only numbered headings are in chains")
    }

    /// The numbered ones among siblings, series by series, without what only looks like numbers.
    fn chains(&self, doc: &Document, siblings: &[usize]) -> Vec<Vec<Link>> {
        let bare = |heading: usize| self.numbers[heading].as_ref().is_some_and(|number| number.bare);
        let bares: Vec<Link> = siblings
            .iter()
            .filter(|&&heading| bare(heading))
            .map(|&heading| Link { heading, gap: false })
            .collect();
        let bares_count = !bares.is_empty() && self.counts(doc, &bares);
        let mut chains: BTreeMap<&Series, Vec<Link>> = BTreeMap::new();
        let mut gap = false;
        for &heading in siblings {
            match &self.numbers[heading] {
                Some(number) if !number.bare || bares_count => {
                    chains.entry(&number.series).or_default().push(Link { heading, gap });
                    gap = false;
                }
                _ => gap = true,
            }
        }
        let lettered = chains.values().flatten().any(|link| self.number(link.heading).letter().is_some());
        let roman =
            lettered && siblings.iter().any(|&heading| number::is_roman(&doc.headings()[heading].text));
        let mut chains: Vec<Vec<Link>> = chains.into_values().collect();
        for chain in &mut chains {
            self.drop_roman(chain, roman);
            self.drop_versions(doc, chain);
        }
        chains.into_iter().filter(|chain| !chain.is_empty() && self.counts(doc, chain)).collect()
    }

    /// `I.` is a letter only beside `H.` or `J.`; beside `II.` even `C.` may be Roman.
    fn drop_roman(&self, chain: &mut Vec<Link>, roman: bool) {
        let letters: Vec<Option<char>> =
            chain.iter().map(|link| self.number(link.heading).letter()).collect();
        let beside = |at: usize, letter: char| {
            let is = |at: Option<usize>, offset: i32| {
                let other = at.and_then(|at| *letters.get(at)?);
                other.is_some_and(|other| other as i32 == letter as i32 + offset)
            };
            is(at.checked_sub(1), -1) || is(Some(at + 1), 1)
        };
        let mut at = 0;
        chain.retain(|_| {
            at += 1;
            letters[at - 1].is_none_or(|letter| !roman && (!"IVX".contains(letter) || beside(at - 1, letter)))
        });
    }

    /// Under `3. 版本` or beside `8.0` a number that leaves its parent's is a version.
    fn drop_versions(&self, doc: &Document, chain: &mut Vec<Link>) {
        let versions = chain.iter().any(|link| {
            let parts = &self.number(link.heading).parts;
            let named = |heading: usize| number::names_version(&doc.headings()[heading].text);
            self.misplaced(doc, link.heading).is_some_and(|(parent, _)| {
                matches!(parts[..], [_, 0]) || named(link.heading) || named(parent)
            })
        });
        if versions {
            chain.retain(|link| self.misplaced(doc, link.heading).is_none());
        }
    }

    fn counts(&self, doc: &Document, chain: &[Link]) -> bool {
        let first = self.number(chain[0].heading);
        let value = first.parts.last().copied().unwrap_or_default();
        let under_number = self.parent(doc, chain[0].heading).is_some();
        if chain.len() == 1 {
            return under_number && first.parts.len() > 1;
        }
        let second = self.number(chain[1].heading);
        let mut rises = chain
            .windows(2)
            .any(|pair| self.number(pair[0].heading).parts < self.number(pair[1].heading).parts);
        // One that fits its parent shows that the others should.
        rises |= first.parts.len() > 1
            && self.misplaced(doc, chain[0].heading).is_some()
            && chain[1..].iter().any(|link| self.misplaced(doc, link.heading).is_none());
        match first.series {
            // `I.` and its like are Roman.
            Series::Letter => value == 1,
            _ if first.bare => value <= 1 && follows(&first.last(), &second.parts),
            // A descending list, or versions such as 1.21 under a title without a number.
            _ => {
                rises_or_repeats(rises, first, second)
                    && (under_number || first.parts.len() == 1 || value <= 1)
            }
        }
    }

    /// The nearest heading above with a number that `1.1` can continue.
    fn parent(&self, doc: &Document, heading: usize) -> Option<usize> {
        let mut above =
            std::iter::successors(doc.sections()[heading].parent, |&at| doc.sections()[at].parent);
        above.find(|&at| {
            self.numbers[at].as_ref().is_some_and(|number| match &number.series {
                Series::Decimal => !number.bare,
                Series::Chinese => true,
                Series::Word(word) => word == "第章" || word == "chapter",
                Series::Bracketed | Series::Letter => false,
            })
        })
    }

    /// The heading under which `heading` is misplaced, with the parts that it should begin with.
    fn misplaced(&self, doc: &Document, heading: usize) -> Option<(usize, Vec<u32>)> {
        let parts = &self.number(heading).parts;
        let parent = self.parent(doc, heading)?;
        let above = self.number(parent);
        let wanted = self.meant.get(&parent).unwrap_or(&above.parts);
        let fits = |prefix: &[u32]| parts.starts_with(prefix);
        if parts.len() <= above.parts.len() || fits(&above.parts) || fits(wanted) {
            return None;
        }
        let sections = doc.sections();
        let ancestors = |of: usize| std::iter::successors(sections[of].parent, |&at| sections[at].parent);
        // What stands under a step may count with the step.
        if ancestors(heading).take_while(|&at| at != parent).any(|at| self.numbers[at].is_some()) {
            return None;
        }
        if above.parts.len() == 1 {
            let range = (above.parts[0]..=above.end).contains(&parts[0]);
            let higher = ancestors(parent).any(|at| {
                self.numbers[at].as_ref().is_some_and(|number| !number.bare && fits(&number.parts))
            });
            if range || higher {
                return None;
            }
        }
        let level = doc.headings()[parent].level;
        let direct = sections[heading].parent == Some(parent);
        let binds = if level == 1 {
            // The number of a title counts documents, not sections.
            doc.headings().iter().filter(|other| other.top_level && other.level == 1).count() > 1
        } else {
            direct && !matches!(above.series, Series::Word(_))
        };
        let siblings = || {
            sections.iter().any(|section| {
                section.heading != parent
                    && section.parent == sections[parent].parent
                    && self.numbers[section.heading]
                        .as_ref()
                        .is_some_and(|other| other.series == above.series)
            })
        };
        (binds || siblings()).then(|| (parent, above.parts.clone()))
    }

    fn check(&mut self, cx: &mut RuleContext<'_>, chain: &[Link]) {
        let doc = cx.doc;
        let mut seen: Vec<(Vec<u32>, usize)> = Vec::new();
        let mut early: FxHashSet<Vec<u32>> = FxHashSet::default();
        let mut allowed: Vec<Vec<u32>> = Vec::new();
        let mut last: Option<(Vec<u32>, usize)> = None;
        let mut wrong_prefix: Option<Vec<u32>> = None;
        for (at, link) in chain.iter().enumerate() {
            let number = self.number(link.heading).clone();
            let parts = number.parts.clone();
            if let Some((parent, mut expected)) = self.misplaced(doc, link.heading) {
                let prefix = parts[..expected.len()].to_vec();
                expected.extend_from_slice(&parts[expected.len()..]);
                self.meant.insert(link.heading, expected.clone());
                if wrong_prefix.as_ref() != Some(&prefix) {
                    wrong_prefix = Some(prefix);
                    let parent_text = self.number(parent).text.clone();
                    cx.report(self.span(doc, link.heading), &ELSEWHERE)
                        .arg("number", &number.text)
                        .arg("parent", parent_text)
                        .arg("expected", number.like(&expected))
                        .help(&RENUMBER)
                        .label(self.span(doc, parent), Message::new(&PARENT));
                    // The slip is in the first part; the rest of the list goes on from it.
                    if at > 0 && last.as_ref().is_some_and(|(last, _)| follows(last, &expected)) {
                        last = Some((expected, link.heading));
                        continue;
                    }
                    last = Some((number.last(), link.heading));
                    continue;
                }
            } else if wrong_prefix.take().is_some()
                && last.as_ref().is_none_or(|(last, _)| !follows(last, &parts))
            {
                last = None;
            }
            let restarts = link.gap && parts.last().is_some_and(|&part| part <= 1);
            let Some((before, previous)) = last.clone().filter(|_| !restarts) else {
                seen.clear();
                seen.push((parts, link.heading));
                last = Some((number.last(), link.heading));
                continue;
            };
            let mut reached = before.clone();
            while early.remove(&next(&reached)) {
                reached = next(&reached);
            }
            if follows(&reached, &parts) || allowed.contains(&parts) {
                allowed.clear();
                seen.push((parts, link.heading));
                last = Some((number.last(), link.heading));
                continue;
            }
            let expected = expected(&reached, &parts);
            let known = seen.iter().find(|(known, _)| *known == parts).map(|&(_, heading)| heading);
            let ahead = parts > reached;
            let then = chain.get(at + 1).map(|link| &self.number(link.heading).parts);
            let moved = ahead && then == Some(&expected);
            let text = match (ahead, known) {
                (true, _) if !moved => &SKIPPED,
                (false, Some(_)) => &TWICE,
                _ => &ORDER,
            };
            let (label, label_text) = known.map_or((previous, &PREVIOUS), |first| (first, &FIRST));
            let before_text = number.like(&before);
            cx.report(self.span(doc, link.heading), text)
                .arg("number", &number.text)
                .arg("before", before_text)
                .arg("expected", number.like(&expected))
                .help(&RENUMBER)
                .label(self.span(doc, label), Message::new(label_text));
            self.meant.insert(link.heading, expected.clone());
            seen.push((parts.clone(), link.heading));
            if moved {
                early.insert(parts);
                continue;
            }
            allowed = vec![next(&expected), expected];
            last = Some((number.last(), link.heading));
        }
    }

    /// The number of a heading in the source, or the heading where markup hides it.
    fn span(&self, doc: &Document, heading: usize) -> Span {
        let whole = doc.headings()[heading].span;
        let text = &self.number(heading).text;
        match doc.source.slice(whole).find(text.as_str()) {
            Some(at) => Span::new(whole.start as usize + at, whole.start as usize + at + text.len()),
            None => whole,
        }
    }
}

/// False for a list that only descends.
fn rises_or_repeats(rises: bool, first: &Number, second: &Number) -> bool {
    rises || first.parts == second.parts
}
