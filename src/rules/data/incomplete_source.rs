//! Sources that leave out what a reader needs to find them again: a title, a date, somebody who answers for them.

mod entry;

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::Severity;
use crate::document::Document;
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, CorpusContext, CorpusRule, Rule, RuleContext, RuleDef};
use crate::source::Span;
use crate::sources::{Carrier, CarrierKind, PositionKind, Sources};

use entry::lacking;

const NO_TITLE: Text = Text { en: "`{key}` has no title", zh: "`{key}` 缺少标题" };
const NO_DATE: Text = Text { en: "`{key}` has no date", zh: "`{key}` 缺少日期" };
const NOBODY: Text = Text {
    en: "`{key}` names neither an author nor a publisher",
    zh: "`{key}` 既无作者，也无出版者",
};
const ADD_FIELD: Text = Text { en: "add {fields}", zh: "请补充 {fields}" };
const BARE: Text = Text {
    en: "this source is nothing but an address: when the page moves, nobody knows what it was",
    zh: "该来源只有网址：页面一旦变动，便无从得知所指何物",
};
const ADD_TITLE: Text = Text {
    en: "add the title and the date: `[title](address), date`",
    zh: "请补充标题和日期，例如 `[标题](网址)，日期`",
};
const NAME: Text = Text {
    en: "“{name}” alone can't be looked up: a title or a date is missing",
    zh: "只写“{name}”无从查找：缺少标题或日期",
};
const SAY_WHICH: Text =
    Text { en: "say which work of theirs is meant, and of when", zh: "请写明具体的文献及其日期" };

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/incomplete-source",
    aliases: &[],
    summary: Text {
        en: "a source without a title, a date or a publisher",
        zh: "缺少标题、日期或出版者的来源",
    },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&NO_TITLE, &NO_DATE, &NOBODY, &ADD_FIELD, &BARE, &ADD_TITLE, &NAME, &SAY_WHICH],
    docs: include_str!("../../../rules/data/incomplete-source.md"),
    load: |options| {
        options.read::<NoOptions>()?;
        Ok(Check::Both(Box::new(IncompleteSource), Box::new(IncompleteSource)))
    },
    schema: || schemars::schema_for!(NoOptions),
};

struct IncompleteSource;

impl Rule for IncompleteSource {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let (doc, sources) = (cx.doc, cx.sources);
        let footnotes = sources.positions().iter().filter(|position| position.kind == PositionKind::Footnote);
        let entries = sources.references.entries.iter().filter(|entry| entry.number.is_some());
        for span in footnotes.map(|footnote| footnote.span).chain(entries.clone().map(|entry| entry.span)) {
            let Some(address) = only_address(doc, sources, span) else { continue };
            cx.looked_at(1);
            if !TELLING.is_match(address.target) {
                cx.report(address.span, &BARE).help(&ADD_TITLE);
            }
        }
        if !sources.references.are_cited {
            return;
        }
        for entry in entries {
            cx.looked_at(1);
            let text = doc.source.slice(entry.span).trim_end_matches(['.', '。']);
            if sources.within(entry.span).is_empty() && is_name(text) {
                let length = text.len();
                let start = entry.span.start as usize;
                cx.report(Span::new(start, start + length), &NAME).arg("name", text).help(&SAY_WHICH);
            }
        }
    }
}

/// The address that an entry or a footnote consists of.
fn only_address<'s>(doc: &Document, sources: &'s Sources<'_>, span: Span) -> Option<&'s Carrier<'s>> {
    let [link] = sources.within(span) else { return None };
    if link.kind != CarrierKind::Link || !span.contains(link.span) {
        return None;
    }
    let is_address = link.target.starts_with("http://") || link.target.starts_with("https://");
    let shown = doc.source.slice(link.span);
    // In a link with a text of its own the text is a title, however short.
    let is_bare =
        || shown.trim_matches(['<', '>']) == link.target || shown.starts_with(&format!("[{}]", link.target));
    let rest = || {
        let before = Span { end: link.span.start, ..span };
        let after = Span { start: link.span.end, ..span };
        [before, after].map(|part| doc.source.slice(part)).concat()
    };
    let is_short = span.len() - link.span.len() <= LONGEST_REST;
    (is_short && is_address && is_bare() && SAYS_NOTHING.is_match(&rest())).then_some(link)
}

/// No words that say nothing are longer, in bytes.
const LONGEST_REST: usize = 100;

/// What around an address adds nothing to it.
static SAYS_NOTHING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s.,;:*_()。，；：（）]*(?:(?:参?见|参考|详见|来源|数据来源|网址|链接|see|see also|source|url|link|from|via)[\s.,;:*_()。，；：（）]*)*$")
        .expect("the pattern is fixed")
});

/// Addresses that say themselves what they lead to: a DOI, a standard, a commit, an issue, a day.
static TELLING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)doi\.org/|arxiv\.org/|rfc-?[0-9]|/(?:issues?|pull|merge_requests|commit|blob|tree|discussions|questions)/|web\.archive\.org|(?:19|20)[0-9]{2}[/-]?[0-9]{2}|[/-](?:19|20)[0-9]{2}\b")
        .expect("the pattern is fixed")
});

/// How many words, or Chinese characters, a name has at most.
const LONGEST_NAME: usize = 3;
const LONGEST_CHINESE_NAME: usize = 8;

/// True if a text is the name of somebody or something and nothing else.
fn is_name(text: &str) -> bool {
    let is_word = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '&' | '·');
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let chinese = text.chars().filter(|&c| is_chinese(c)).count();
    let words = text.split(' ').filter(|word| word.chars().any(|c| !is_chinese(c))).count();
    let is_short = words <= LONGEST_NAME && chinese <= LONGEST_CHINESE_NAME;
    text.chars().all(is_word) && is_short && text.chars().any(char::is_alphabetic)
}

impl CorpusRule for IncompleteSource {
    fn check(&self, cx: &mut CorpusContext<'_>) {
        for shelf in cx.corpus.shelves() {
            if cx.index_of(shelf.home).is_none() {
                continue;
            }
            for entry in &shelf.bibliography.entries {
                for lack in lacking(entry) {
                    cx.report(&shelf.bibliography.path, &entry.place, lack.text())
                        .arg("key", &entry.key)
                        .arg("fields", lack.fields())
                        .help(&ADD_FIELD);
                }
            }
        }
    }
}
