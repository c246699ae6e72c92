//! Text that was to be filled in and is not, because a document with gaps looks finished from afar.

mod lists;
mod slots;

use std::sync::LazyLock;

use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{ADVICE, is_template, report};
use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId};
use crate::message::Text;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;
use lists::Lists;

const FOUND: Text =
    Text { en: "“{text}” is still to be filled in", zh: "“{text}”是尚未填写的占位内容" };
const HELP: Text = Text {
    en: "write what belongs there, or remove it; if nothing is known, say so in words",
    zh: "请补上应有的内容，或将其删除；确无资料时，请用文字说明",
};
const GUIDANCE: Text = Text {
    en: "“{section}” holds nothing but the guidance of its template",
    zh: "“{section}”中只有模板的填写说明",
};
const REPLACE: Text =
    Text { en: "replace the guidance with what it asks for", zh: "请用实际内容替换填写说明" };

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "completeness/placeholder",
    aliases: &[],
    summary: Text { en: "text that is left to be filled in", zh: "尚未填写的占位内容" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&FOUND, &HELP, &GUIDANCE, &REPLACE, &ADVICE],
    docs: include_str!("../../../rules/completeness/placeholder.md"),
    load: |options| {
        let options = options.read::<Options>()?;
        Ok(Check::Document(Box::new(Placeholder { words: alternatives(&options.words), options })))
    },
    schema: || schemars::schema_for!(Options),
};

/// The options of the rule.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Options {
    /// Further placeholders, found wherever they stand as words of their own.
    words: Vec<String>,
    /// Placeholders to leave alone, as they stand in the text.
    ignore: Vec<String>,
}

/// The placeholders in a part of a document, in order, as the rule finds them unless options say otherwise.
pub fn find(doc: &Document, part: Span) -> Vec<Span> {
    static DEFAULT: Placeholder =
        Placeholder { options: Options { words: Vec::new(), ignore: Vec::new() }, words: None };
    DEFAULT.find(doc, part)
}

struct Placeholder {
    options: Options,
    /// The words of the options as one pattern.
    words: Option<Regex>,
}

impl Rule for Placeholder {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let doc = cx.doc;
        if is_template(doc) {
            return;
        }
        let top: Vec<u32> = super::top_sections(doc).map(|section| section.span.start).collect();
        cx.looked_at(top.len().max(1));
        let found = self.find(doc, doc.source.span());
        let mut gaps: Vec<_> =
            slots::untouched(cx, &found).into_iter().map(|it| (it.2.span, Some(it))).collect();
        gaps.extend(slots::unwanted(cx.cases, found).into_iter().map(|span| (span, None)));
        gaps.sort_unstable_by_key(|(span, _)| *span);
        let mut failed = None;
        for (span, untouched) in gaps {
            // What stands before the first heading counts with it.
            let section = top.partition_point(|&start| start <= span.start).max(1);
            let again = failed.replace(section) == Some(section);
            let finding = match untouched {
                Some((case, slot, gap)) => {
                    report(cx, gap, &GUIDANCE, &REPLACE).arg("section", case.slot_name(slot))
                }
                None => cx.report(span, &FOUND).arg("text", doc.source.slice(span)).help(&HELP),
            };
            finding.fails(usize::from(!again));
        }
    }
}

impl Placeholder {
    /// The placeholders in a part of a document, in order.
    fn find(&self, doc: &Document, part: Span) -> Vec<Span> {
        let mut found = Vec::new();
        for &node in within(doc, doc.texts(), part) {
            self.find_in(doc, node, &mut found);
        }
        // `<your name>` is a tag to CommonMark.
        let tags =
            within(doc, doc.html(), part).iter().filter(|&&node| doc.node(node).kind == Kind::HtmlInline);
        found.extend(tags.map(|&node| doc.span(node)).filter(|&span| {
            let inner = doc.source.slice(span).trim_matches(['<', '>']);
            GAPS.slot.is_match(inner) && inner.contains(' ') && !inner.contains('=') && self.is_wanted(inner)
        }));
        found.sort_unstable();
        found
    }

    fn find_in(&self, doc: &Document, node: NodeId, found: &mut Vec<Span>) {
        let span = doc.span(node);
        let text = doc.source.slice(span);
        let own = self.words.iter().flat_map(|words| words.find_iter(text)).map(|found| (Group::Own, found));
        let mut ends = 0;
        for (group, hit) in GAPS.find(text).chain(own) {
            let place = Place::new(doc, node, hit.range(), span.start as usize);
            if self.is_wanted(hit.as_str()) && hit.start() >= ends && place.is_gap(group) {
                ends = hit.end();
                found.push(Span::new(place.start, place.end));
            }
        }
    }

    fn is_wanted(&self, text: &str) -> bool {
        !self.options.ignore.iter().any(|ignored| ignored == text)
    }
}

/// The nodes of a list in the order of the document that reach into `part`.
fn within<'d>(doc: &Document, nodes: &'d [NodeId], part: Span) -> &'d [NodeId] {
    let start = nodes.partition_point(|&node| doc.span(node).end <= part.start);
    let end = nodes.partition_point(|&node| doc.span(node).start < part.end);
    &nodes[start..end.max(start)]
}

/// Where a word counts as a placeholder; see the groups of `placeholders.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Mark,
    Note,
    Slot,
    Request,
    Letters,
    Sample,
    Own,
}

/// A hit with the line that it stands in.
struct Place<'d> {
    doc: &'d Document,
    node: NodeId,
    text: &'d str,
    start: usize,
    end: usize,
    /// The line up to the hit and from it on.
    before: &'d str,
    after: &'d str,
}

impl<'d> Place<'d> {
    fn new(doc: &'d Document, node: NodeId, hit: std::ops::Range<usize>, offset: usize) -> Self {
        let (start, end) = (offset + hit.start, offset + hit.end);
        let line = doc.source.line_span(doc.source.line_of(start as u32));
        let source = doc.source.text();
        Place {
            doc,
            node,
            text: &source[start..end],
            start,
            end,
            before: &source[line.start as usize..start],
            after: &source[end..(line.end as usize).max(end)],
        }
    }

    fn is_gap(&self, group: Group) -> bool {
        if self.is_quoted() || self.is_joined() || self.is_label() {
            return false;
        }
        match group {
            Group::Mark => self.is_mark(),
            Group::Note => self.is_note(),
            Group::Slot => self.is_slot(),
            Group::Letters => {
                let unit = self.text.trim_start_matches(['x', 'X', ' ']);
                // Further words begin with 万 and 亿: 万能, 亿联.
                let is_word = unit.ends_with(['万', '亿'])
                    && self.after.starts_with(|c: char| {
                        c.is_alphanumeric() && !"元美人笔个次台条件户家名份吨字行页张套的多余左以".contains(c)
                    });
                let is_longer = unit.ends_with(|c: char| c.is_ascii_alphabetic())
                    && self.after.starts_with(|c: char| c.is_ascii_alphanumeric());
                !is_word && !is_longer
            }
            Group::Sample => !GAPS.prose.is_match(self.after),
            Group::Request | Group::Own => true,
        }
    }

    /// In quotation marks it is spoken about.
    fn is_quoted(&self) -> bool {
        let open = self.before.trim_end_matches(['*', '_', ' ', '[', '【', '<', '\\']).chars().next_back();
        let close =
            self.after.trim_start_matches(['*', '_', ' ', ']', '】', '>', '.', ',', '\\']).chars().next();
        // A quotation may go on, or end on another line.
        open.is_some_and(|c| "\"“‘「『《`".contains(c)) || (open, close) == (Some('\''), Some('\''))
    }

    /// A part of a longer word, path or name: `context.TODO`, `xx-TODO`, `TODO()`.
    fn is_joined(&self) -> bool {
        let is_latin = self.text.ends_with(|c: char| c.is_ascii_alphanumeric());
        let joins = |c: char| c.is_ascii_alphanumeric() || "_./\\-@#$&=".contains(c);
        let starts_latin = self.text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let before = self.before.chars().next_back();
        let after = self.after.as_bytes();
        starts_latin && before.is_some_and(|c| joins(c) && c != '\\' && !(c == '_' && self.starts_text()))
            || is_latin
                && match after {
                    [b'(', b')', ..] => true,
                    [b'.' | b'-' | b'/', next, ..] => next.is_ascii_alphanumeric(),
                    [b'_', ..] if self.ends_text() => false,
                    [next, ..] => next.is_ascii_alphanumeric() || b"_=@".contains(next),
                    [] => false,
                }
    }

    /// What precedes is markup.
    fn starts_text(&self) -> bool {
        self.doc.span(self.node).start as usize == self.start
    }

    /// What follows is markup.
    fn ends_text(&self) -> bool {
        self.doc.span(self.node).end as usize == self.end
    }

    /// The text of a link or image: it names what it points to.
    fn is_label(&self) -> bool {
        let mut outer = self.doc.ancestors(self.node).take(Document::DEEPEST);
        outer.any(|id| matches!(self.doc.node(id).kind, Kind::Link | Kind::Image))
    }

    fn is_mark(&self) -> bool {
        let after = self.after.trim_start_matches(['*', '_', ' ']);
        let before = self.before.trim_end();
        let word = tail(before).rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let is_spelt_out = before.ends_with('(') && tail(before).to_ascii_lowercase().contains("to be ");
        let is_topic = is_spelt_out
            || GAPS.topics.find(after).is_some()
            || [
                "a", "an", "the", "any", "no", "each", "every", "these", "those", "your", "or", "and", "as",
                "with", "by",
            ]
            .iter()
            .any(|article| word.eq_ignore_ascii_case(article));
        if is_topic {
            return false;
        }
        let begins = before.is_empty()
            || before.ends_with(|c: char| !c.is_alphanumeric() && !"，、,".contains(c))
            || after.starts_with([':', '：']);
        begins || GAPS.anywhere.is_match(self.text) && !before.ends_with([',', '、'])
    }

    /// Nothing but punctuation follows, and a subject or punctuation precedes.
    fn is_note(&self) -> bool {
        let ends = self.after.chars().next().is_none_or(|c| !c.is_alphanumeric());
        let head = self.before.trim_end_matches(['*', '_', ' ']);
        let begins = head.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !"、，,/".contains(c));
        let state = ["状态", "进度", "Status", "State"];
        let is_state =
            state.iter().any(|word| head.trim_end_matches([':', '：']).trim_end_matches('*').ends_with(word));
        let is_enumerated = self.after.starts_with(['、', '/']);
        ends && !is_state && !is_enumerated && (begins || GAPS.subjects.is_match(tail(head)))
    }

    /// A bracket that is no link, no reference and no argument in a line of syntax.
    fn is_slot(&self) -> bool {
        let before = self.before.trim_end();
        let after = self.after.trim_start();
        let is_reference = self.after.starts_with(['(', '[', ':']);
        let is_argument = before.ends_with([']', '$']) || after.starts_with('[');
        !is_reference && !is_argument && !self.is_control() && !self.is_listed()
    }

    /// What is clicked, chosen or named as a field: `点击【内容】页签`.
    fn is_control(&self) -> bool {
        GAPS.controls.is_match(tail(self.before)) || GAPS.kinds.is_match(self.after)
    }

    /// One of several names of fields in a row, none of which asks for anything.
    fn is_listed(&self) -> bool {
        let comma = |c: char| "、，,/ 和与或".contains(c);
        let after = self.after.trim_start_matches(comma).trim_start_matches("and ");
        let before = self.before.trim_end_matches(comma).trim_end_matches(" and");
        let is_beside = after.len() < self.after.len() && after.starts_with(['[', '【'])
            || before.len() < self.before.len() && before.ends_with([']', '】']);
        is_beside && !GAPS.requests.is_match(self.text)
    }
}

/// The end of a text, long enough for the words that may precede a gap: a line may hold any number of gaps.
fn tail(text: &str) -> &str {
    let from = (text.len().saturating_sub(32)..=text.len()).find(|&at| text.is_char_boundary(at));
    &text[from.unwrap_or_default()..]
}

/// The words of `placeholders.toml`, ready to match.
struct Gaps {
    all: Regex,
    slot: Regex,
    topics: Regex,
    anywhere: Regex,
    subjects: Regex,
    controls: Regex,
    kinds: Regex,
    requests: Regex,
    prose: Regex,
}

impl Gaps {
    fn find<'t>(&self, text: &'t str) -> impl Iterator<Item = (Group, regex::Match<'t>)> {
        const GROUPS: [(&str, Group); 6] = [
            ("slot", Group::Slot),
            ("request", Group::Request),
            ("mark", Group::Mark),
            ("note", Group::Note),
            ("letters", Group::Letters),
            ("sample", Group::Sample),
        ];
        // Most texts hold nothing: whether there is a match at all is cheaper to know than its groups.
        let first = self.all.is_match(text).then(|| self.all.captures_iter(text));
        first.into_iter().flatten().filter_map(|found| {
            GROUPS.iter().find_map(|&(name, group)| found.name(name).map(|hit| (group, hit)))
        })
    }
}

static GAPS: LazyLock<Gaps> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../../rules/completeness/placeholders.toml"))
        .expect("the embedded words are checked by a test");
    let [words, openings] = [any(&lists.slots.words), any(&lists.slots.openings)];
    // A pattern for what stands inside brackets of one kind.
    let inner = |close: &str| format!(r"\s*(?i:{words}|(?:{openings})[^{close}\n]{{0,60}})\s*");
    let slot = format!(
        r"\[{}\]|【{}】|\{{\{{{}\}}\}}|\\?<{}\\?>",
        inner(r"\]\["),
        inner("】"),
        inner("}"),
        inner("<>")
    );
    let all = format!(
        r"(?P<slot>{slot})|(?P<request>[(（](?i:{requests})[^()（）\n]{{1,60}}[)）])|(?-u:\b)(?P<mark>{marks})(?-u:\b)|(?P<note>{notes})|(?-u:\b)(?P<letters>(?:X{{2,}}|x{{2,}})\s?(?i:{units}))|(?P<sample>(?i:{sample}))",
        requests = any(&lists.slots.requests),
        marks = any(&lists.marks.words),
        notes = any(&lists.notes.words),
        units = any(&lists.letters.units),
        sample = any(&lists.sample.words),
    );
    Gaps {
        all: pattern(&all),
        slot: pattern(&format!("^(?:{})$", inner("<>"))),
        topics: pattern(&format!(r"^(?i:(?:{})(?:$|[^a-z]))", any(&lists.marks.topics))),
        anywhere: pattern(&format!("^(?:{})$", any(&lists.marks.anywhere))),
        subjects: pattern(&format!("(?:{})$", any(&lists.notes.subjects))),
        controls: pattern(&format!(
            r"(?i)(?:(?:^|[^a-z])(?:{})|{})[\s*_：:]*$",
            any(&lists.slots.controls),
            any(&lists.slots.controls_zh)
        )),
        kinds: pattern(&format!(r"^(?i)[\s*_]*(?:{})", any(&lists.slots.kinds))),
        requests: pattern(&format!(r"^\W*(?i:{})", any(&lists.slots.openings))),
        prose: pattern(&format!(r"^(?i)\s*(?:{})", any(&lists.sample.prose))),
    }
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the words are escaped")
}

/// The words as alternatives, the longest first.
fn any(words: &[String]) -> String {
    let mut words: Vec<_> = words.iter().map(|word| regex::escape(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
}

fn alternatives(words: &[String]) -> Option<Regex> {
    (!words.is_empty()).then(|| pattern(&any(words)))
}
