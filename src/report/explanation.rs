//! Why the slots of cases are where they are, as tables and as JSON.

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::Style;
use super::columns::{Side, lines};
use super::escaped::write_pretty;
use super::terminal::{BOLD, Paint, clip, escape};
use crate::contract::Form;
use crate::contract::case::{Reason, Status};
use crate::contract::explain::{
    Explanation, FieldExplanation, FieldStatus, PlaceExplanation, SlotExplanation,
};
use crate::message::{Lang, Message, Text};

const COLUMNS: [Text; 7] = [
    Text { en: "slot", zh: "槽位" },
    Text { en: "name", zh: "名称" },
    Text { en: "status", zh: "状态" },
    Text { en: "line", zh: "行" },
    Text { en: "form", zh: "形式" },
    Text { en: "score", zh: "得分" },
    Text { en: "title and why it fits", zh: "标题与匹配依据" },
];
const PRESENT: Text = Text { en: "present", zh: "存在" };
const MISSING: Text = Text { en: "missing", zh: "缺失" };
const EMPTY: Text = Text { en: "empty", zh: "内容为空" };
const MISPLACED: Text = Text { en: "misplaced", zh: "位置不当" };
const PLACEHOLDER: Text = Text { en: "placeholder", zh: "占位内容" };
const TOO_SHORT: Text = Text { en: "too short", zh: "内容过短" };
const WRONG_TYPE: Text = Text { en: "wrong type", zh: "类型不符" };
const OPTIONAL: Text = Text { en: "{status} (optional)", zh: "{status}（可选）" };
const HEADING: Text = Text { en: "heading", zh: "标题" };
const LEAD_IN: Text = Text { en: "lead-in", zh: "粗体引导" };
const LIST_ITEM: Text = Text { en: "list item", zh: "列表项" };
const TABLE_ROW: Text = Text { en: "table row", zh: "表格行" };
const FIELD: Text = Text { en: "field", zh: "字段" };
const NAME: Text = Text { en: "name", zh: "名称" };
const ALIAS: Text = Text { en: "alias", zh: "别名" };
const PATTERN: Text = Text { en: "pattern", zh: "模式" };
const WHOLE: Text = Text { en: "{title} ({reason})", zh: "{title}（{reason}）" };
const PART: Text =
    Text { en: "{title} ({reason}: “{part}”)", zh: "{title}（{reason}：“{part}”）" };
const NEAREST: Text =
    Text { en: "nearest: {title} in line {line}", zh: "最接近的标题：{title}，第 {line} 行" };
/// No title takes more columns than this.
const LONGEST: usize = 60;

/// Writes a table for each case.
///
/// # Errors
/// What `out` says.
pub fn write_table(cases: &[Explanation], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let paint = Paint { color: style.color };
    let mut separator = "";
    for case in cases {
        let Explanation { path, line_start, line_end, contract, satisfied, required, .. } = case;
        let name = escape(&case.name);
        let path = escape(path);
        writeln!(
            out,
            "{separator}{}",
            paint.text(BOLD, format!("{name} · {contract} · {satisfied}/{required}"))
        )?;
        writeln!(out, "{path}:{line_start}-{line_end}")?;
        for line in lines(SIDES, &rows(case, style.lang)) {
            writeln!(out, "{line}")?;
        }
        separator = "\n";
    }
    out.flush()
}

/// Writes one JSON object with all cases.
///
/// # Errors
/// What `out` says.
pub fn write_json(cases: &[Explanation], out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Output<'a> {
        cases: &'a [Explanation],
    }

    let mut out = BufWriter::new(out);
    write_pretty(&mut out, &Output { cases })?;
    out.write_all(b"\n")?;
    out.flush()
}

const SIDES: [Side; 7] =
    [Side::Left, Side::Left, Side::Left, Side::Right, Side::Left, Side::Right, Side::Left];

fn rows(case: &Explanation, lang: Lang) -> Vec<[String; 7]> {
    let mut rows = vec![COLUMNS.map(|title| title.get(lang).to_owned())];
    for slot in &case.slots {
        rows.extend(rows_of(slot, lang));
    }
    rows.extend(case.fields.iter().map(|field| row_of(field, lang)));
    rows
}

/// A row for each place of a slot, or one that says that it is nowhere.
fn rows_of(slot: &SlotExplanation, lang: Lang) -> Vec<[String; 7]> {
    let named = |status: String, [line, form, score, title]: [String; 4]| {
        [escape(&slot.id).into_owned(), escape(&slot.name).into_owned(), status, line, form, score, title]
    };
    let status = with_presence(status_name(slot.status), slot.required, lang);
    if slot.places.is_empty() {
        let nearest = slot.nearest.as_ref().map(|nearest| {
            let title = clip(&escape(&nearest.title), LONGEST);
            Message::new(&NEAREST).with("title", title).with("line", nearest.line).render(lang)
        });
        return vec![named(
            status,
            [String::new(), String::new(), String::new(), nearest.unwrap_or_default()],
        )];
    }
    let first = std::iter::once(status).chain(std::iter::repeat(String::new()));
    slot.places.iter().zip(first).map(|(place, status)| named(status, cells(place, lang))).collect()
}

fn cells(place: &PlaceExplanation, lang: Lang) -> [String; 4] {
    let title = clip(&escape(&place.title), LONGEST);
    let reason = match place.reason {
        Reason::Name => &NAME,
        Reason::Alias => &ALIAS,
        Reason::Pattern => &PATTERN,
    };
    let message = match &place.part {
        Some(part) => Message::new(&PART).with("part", escape(part)),
        None => Message::new(&WHOLE),
    };
    let title = message.with("title", title).with("reason", reason.get(lang)).render(lang);
    let form = match place.form {
        Form::Heading => &HEADING,
        Form::LeadIn => &LEAD_IN,
        Form::ListItem => &LIST_ITEM,
        Form::TableRow => &TABLE_ROW,
        Form::Field => &FIELD,
    };
    [place.line.to_string(), form.get(lang).to_owned(), format!("{:.2}", place.score), title]
}

fn row_of(field: &FieldExplanation, lang: Lang) -> [String; 7] {
    let status = match field.status {
        FieldStatus::Present => &PRESENT,
        FieldStatus::Missing => &MISSING,
        FieldStatus::Placeholder => &PLACEHOLDER,
        FieldStatus::WrongType => &WRONG_TYPE,
    };
    [
        String::new(),
        escape(&field.name).into_owned(),
        with_presence(status, field.required, lang),
        field.line.map(|line| line.to_string()).unwrap_or_default(),
        FIELD.get(lang).to_owned(),
        String::new(),
        field.value.as_deref().map(|value| clip(&escape(value), LONGEST)).unwrap_or_default(),
    ]
}

fn with_presence(status: &'static Text, required: bool, lang: Lang) -> String {
    match required {
        true => status.get(lang).to_owned(),
        false => Message::new(&OPTIONAL).with("status", status.get(lang)).render(lang),
    }
}

fn status_name(status: Status) -> &'static Text {
    match status {
        Status::Present => &PRESENT,
        Status::Missing => &MISSING,
        Status::Empty => &EMPTY,
        Status::Misplaced => &MISPLACED,
        Status::Placeholder => &PLACEHOLDER,
        Status::TooShort => &TOO_SHORT,
    }
}
