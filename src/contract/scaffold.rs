//! Writes the skeleton of a document that a contract finds whole in structure, so that only its text is left to write.

mod content;

use std::fmt::Write;

use self::content::{Body, MOST, body};
use super::title::{Title, fold};
use super::{Contract, Field, FieldKind, Form, GroupKind, Slot};
use crate::document::Document;
use crate::markdown;
use crate::message::{Lang, Message, Text};
use crate::source::SourceFile;

const NO_CASE: Text = Text {
    en: "no case of the contract {contract} is called “{title}”: its titles match {pattern}; name one with --title",
    zh: "契约 {contract} 的案例不能以“{title}”为标题：标题须匹配 {pattern}；请用 --title 指定",
};
const LENGTH: Text = Text { en: "At least {count} words.", zh: "至少 {count} 字。" };
const WHEN_OPTIONAL: Text = Text { en: "May be left out.", zh: "可以省略。" };
const CHOICES: Text = Text { en: "One of: {choices}", zh: "可选值：{choices}" };
const GAP: Text = Text { en: "TBD", zh: "待补充" };
const DRAFT: Text = Text { en: "Draft", zh: "草稿" };
const ROW: [Text; 2] = [Text { en: "Item", zh: "项目" }, Text { en: "Value", zh: "内容" }];

/// The longest line of a comment, in characters.
const WIDEST: usize = 80;

/// What a skeleton is made for.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// The language to write it in.
    pub lang: Lang,
    /// The title of the case, if it is known.
    pub title: Option<&'a str>,
    /// Values by name that are known already.
    pub values: &'a [(String, String)],
}

/// The skeleton of one case under `contract`.
///
/// # Errors
/// When the contract finds no case under the title.
pub fn scaffold(contract: &Contract, occasion: Occasion<'_>) -> Result<String, Message> {
    let title = title(contract, occasion)?;
    let blank = markdown::parse(SourceFile::new("", String::new()));
    let mut mason = Mason { contract, lang: occasion.lang, blank, text: String::new() };
    let level = contract.unit.as_ref().map_or(1, |unit| *unit.levels.start());
    mason.block(&format!("{} {title}", "#".repeat(level.into())));
    mason.known(occasion.values);
    let left_out = left_out(contract);
    mason.slots(None, level + 1, &left_out);
    mason.fields(occasion.values);
    Ok(mason.text)
}

/// A title that opens a case.
fn title(contract: &Contract, occasion: Occasion<'_>) -> Result<String, Message> {
    let gap = GAP.get(occasion.lang);
    let candidates = match occasion.title {
        Some(title) => vec![one_line(title)],
        None => vec![gap.to_owned(), format!("{gap} - {gap}")],
    };
    let Some(unit) = &contract.unit else { return Ok(candidates[0].clone()) };
    let opens = |title: &&String| {
        let title = Title::of(title, contract.normalise).clean;
        unit.pattern.as_ref().is_none_or(|pattern| pattern.is_match(&title))
            && !unit.unless.iter().any(|pattern| pattern.is_match(&title))
    };
    candidates.iter().find(opens).cloned().ok_or_else(|| {
        let pattern = unit.pattern.as_ref().map_or("", |pattern| pattern.as_str());
        let message = Message::new(&NO_CASE).with("contract", &contract.name);
        message.with("title", &candidates[0]).with("pattern", pattern)
    })
}

/// The slots that can't stand beside others: all but the first of which only one may be there, and what is in them.
fn left_out(contract: &Contract) -> Vec<bool> {
    let mut out = vec![false; contract.slots.len()];
    for group in contract.groups.iter().filter(|group| group.kind == GroupKind::OneOf) {
        group.slots.iter().skip(1).for_each(|&slot| out[slot] = true);
    }
    for (index, slot) in contract.slots.iter().enumerate() {
        out[index] |= slot.parent.is_some_and(|outer| out[outer]);
        if !out[index] {
            slot.conflicts.iter().for_each(|&other| out[other] = true);
        }
    }
    out
}

struct Mason<'c> {
    contract: &'c Contract,
    lang: Lang,
    /// A document in which everything is missing that content can lack.
    blank: Document,
    text: String,
}

impl Mason<'_> {
    fn block(&mut self, block: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(block);
        self.text.push('\n');
    }

    fn gap(&self) -> &'static str {
        GAP.get(self.lang)
    }

    /// What is known of the case, as a list below its title.
    fn known(&mut self, values: &[(String, String)]) {
        let colon = colon(self.lang);
        let items =
            values.iter().map(|(name, value)| format!("- **{}**{colon}{}", one_line(name), one_line(value)));
        let items: Vec<_> = items.collect();
        if !items.is_empty() {
            self.block(&items.join("\n"));
        }
    }

    /// The fields that nothing is known of, at the foot of the document.
    fn fields(&mut self, values: &[(String, String)]) {
        let normalise = self.contract.normalise;
        let key = |name: &str| fold(&Title::of(name, normalise).clean, normalise);
        let known: Vec<String> = values.iter().map(|(name, _)| key(name)).collect();
        let is_known = |field: &Field| {
            let mut names = field.names();
            names.any(|name| known.contains(&key(name)))
        };
        let contract = self.contract;
        let fields: Vec<&Field> = contract.fields.iter().filter(|field| !is_known(field)).collect();
        if fields.is_empty() {
            return;
        }
        self.block("---");
        for field in fields {
            self.block(&self.field(field));
        }
    }

    fn field(&self, field: &Field) -> String {
        let is_status = field.name.all().any(|name| name == "状态" || name.eq_ignore_ascii_case("status"));
        let (value, choices) = match &field.kind {
            FieldKind::Enum(words) if is_status => (words.first().map_or("", String::as_str), Some(words)),
            FieldKind::Enum(words) => (self.gap(), Some(words)),
            FieldKind::Text if is_status => (DRAFT.get(self.lang), None),
            _ => (self.gap(), None),
        };
        let mut line = format!("**{}**{}{value}", field.name.get(self.lang), colon(self.lang));
        if let Some(words) = choices {
            let message = Message::new(&CHOICES).with("choices", words.join(" | "));
            let _ = write!(line, " {}", comment(&message.render(self.lang)));
        }
        line
    }

    /// The slots directly in another one, as headings of `level` where they may be headings.
    fn slots(&mut self, outer: Option<usize>, level: u8, left_out: &[bool]) {
        let contract = self.contract;
        let own: Vec<usize> = (0..contract.slots.len())
            .filter(|&slot| contract.slots[slot].parent == outer && !left_out[slot])
            .collect();
        // What may be a row and nothing else stands in one table.
        let is_row = |slot: &usize| contract.slots[*slot].forms == [Form::TableRow];
        let (rows, places): (Vec<usize>, Vec<usize>) = own.into_iter().partition(is_row);
        if !rows.is_empty() {
            let cells = ROW.map(|text| text.get(self.lang));
            let rows = rows.iter().map(|&row| contract.slots[row].name.get(self.lang).replace('|', "\\|"));
            let rows: Vec<_> = rows.map(|name| format!("| {name} | {} |", self.gap())).collect();
            self.block(&format!("| {} |\n| --- | --- |\n{}", cells.join(" | "), rows.join("\n")));
        }
        // A lead-in holds the lists that follow it, and goes on to the next heading.
        let mut places = places;
        places.sort_by_key(|&slot| {
            let has = |form| contract.slots[slot].forms.contains(&form);
            (has(Form::Heading), has(Form::LeadIn))
        });
        for index in places {
            let slot = &contract.slots[index];
            let times = (*slot.times.start()).min(MOST);
            for nth in 1..=times {
                let number = if times > 1 { format!(" {nth}") } else { String::new() };
                let name = format!("{}{number}", one_line(slot.name.get(self.lang)));
                self.slot(index, slot, &name, level, left_out);
            }
        }
    }

    fn slot(&mut self, index: usize, slot: &Slot, name: &str, level: u8, left_out: &[bool]) {
        let has_nested = (index + 1..slot.end).any(|inner| !left_out[inner]);
        let Body { blocks, asked } = body(&slot.has, &self.blank, self.lang, self.gap());
        let mut notes = Vec::new();
        notes.extend(Some(slot.guidance.get(self.lang)).filter(|text| !text.is_empty()).map(str::to_owned));
        if slot.presence != super::Presence::Required {
            notes.push(WHEN_OPTIONAL.get(self.lang).to_owned());
        }
        if slot.length.min > 0 {
            notes.push(Message::new(&LENGTH).with("count", slot.length.min).render(self.lang));
        }
        notes.extend(asked);
        let note = (!notes.is_empty()).then(|| comment(&notes.join("\n")));

        if slot.forms.contains(&Form::Heading) {
            let level =
                slot.levels.as_ref().map_or(level, |levels| level.clamp(*levels.start(), *levels.end()));
            let level = level.min(6);
            self.block(&format!("{} {name}", "#".repeat(level.into())));
            note.iter().for_each(|note| self.block(note));
            blocks.iter().for_each(|block| self.block(block));
            if blocks.is_empty() && !has_nested {
                self.block(self.gap());
            }
            self.slots(Some(index), level + 1, left_out);
            return;
        }
        let marker = if slot.forms.contains(&Form::LeadIn) { "" } else { "- " };
        self.block(&format!("{marker}**{name}**{}{}", colon(self.lang), self.gap()));
        let indent = " ".repeat(marker.len());
        for block in note.iter().chain(&blocks) {
            let lines = block
                .lines()
                .map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") });
            self.block(&lines.collect::<Vec<_>>().join("\n"));
        }
        self.slots(Some(index), level, left_out);
    }
}

fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ": ",
        Lang::ZhCn => "：",
    }
}

/// A comment, which must not hold its own end, in lines that an editor shows whole.
fn comment(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines: Vec<String> = lines.flat_map(|line| wrapped(&line.replace("--", "—"))).collect();
    match lines.as_slice() {
        [line] if line.chars().count() + "<!--  -->".len() <= WIDEST => format!("<!-- {line} -->"),
        _ => format!("<!--\n{}\n-->", lines.join("\n")),
    }
}

/// A line in parts of at most [`WIDEST`] characters, as far as there are blanks or Chinese punctuation to break it at.
fn wrapped(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in line.split_inclusive([' ', '，', '。', '；', '、', '：']) {
        let last = lines.last_mut().expect("there is one from the start");
        if !last.is_empty() && (last.chars().count() + part.trim_end().chars().count()) > WIDEST {
            lines.push(part.to_owned());
        } else {
            last.push_str(part);
        }
    }
    lines.into_iter().map(|line| line.trim().to_owned()).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
