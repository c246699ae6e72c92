//! A table read once for arithmetic: what its columns are called, what its rows do, and the number in each cell.

mod labels;
mod surroundings;
mod words;

use rust_decimal::Decimal;

use crate::document::{Document, Kind, NodeId, Table};
use crate::quantity::{Amount, Operand, power_of_ten};
use crate::source::Span;

pub(super) use labels::{Part, part, plain_label};
pub(super) use surroundings::surroundings;
pub(super) use words::WORDS;

/// What stands in a cell or behind the label of a list item.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// A number.
    Known(Amount),
    /// Nothing, or a dash: anything from zero up.
    Unknown,
    /// Words, a range, two numbers: nothing can be computed over it.
    Unreadable,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// All of it, without markup.
    pub text: String,
    /// What is left without a unit or remark in parentheses.
    pub name: String,
    /// What stands in parentheses or behind a slash, if that is a unit.
    pub unit: String,
    /// What numbers without a magnitude of their own are multiplied by: 10,000 below `金额（万元）`.
    pub magnitude: Decimal,
}

/// A row below the header.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub part: Part,
    pub label: String,
    pub cells: Vec<NodeId>,
    pub values: Vec<Value>,
}

/// A table as headers and values.
pub(super) struct Sheet<'d> {
    pub doc: &'d Document,
    pub headers: Vec<Header>,
    pub rows: Vec<Row>,
}

impl<'d> Sheet<'d> {
    pub(super) fn read(doc: &'d Document, table: Table<'_>) -> Sheet<'d> {
        let headers = table.header().cells().map(|cell| Header::read(cell.text())).collect();
        let rows = table.rows().map(|row| Row::read(doc, row.cells().map(|cell| cell.node).collect()));
        Sheet { doc, headers, rows: rows.collect() }
    }

    /// Where a cell stands.
    pub(super) fn span(&self, row: usize, column: usize) -> Span {
        self.doc.span(self.rows[row].cells[column])
    }

    /// The number in a cell.
    pub(super) fn amount(&self, row: usize, column: usize) -> Option<&Amount> {
        match self.rows.get(row)?.values.get(column)? {
            Value::Known(amount) => Some(amount),
            _ => None,
        }
    }

    /// The number in a cell with the magnitude of its header, and between which values it may lie.
    pub(super) fn operand(&self, row: usize, column: usize) -> Option<Operand> {
        let amount = self.amount(row, column)?;
        let header = &self.headers[column];
        let unit = if amount.unit.is_empty() { &*header.unit } else { &*amount.unit };
        let counted = unit.is_empty() || WORDS.money.is_match(unit) || WORDS.counts.is_match(unit);
        Operand::of(amount, counted).scaled(self.factor(row, column))
    }

    /// What the number in a cell is multiplied by: the magnitude of its header, unless it has one of its own.
    pub(super) fn factor(&self, row: usize, column: usize) -> Decimal {
        let is_plain = self.amount(row, column).is_some_and(|amount| amount.magnitude == Decimal::ONE);
        if is_plain { self.headers[column].magnitude } else { Decimal::ONE }
    }

    /// The unit of a cell: its own, or that of the header.
    pub(super) fn unit(&self, row: usize, column: usize) -> &str {
        let own = self.amount(row, column).map_or("", |amount| &amount.unit);
        if own.is_empty() { &self.headers[column].unit } else { own }
    }

    /// The numbers of a column in the rows that are neither totals nor summaries.
    pub(super) fn members(&self, column: usize) -> impl Iterator<Item = (usize, &Amount)> {
        (0..self.rows.len())
            .filter(|&row| self.rows[row].part == Part::Member)
            .filter_map(move |row| Some((row, self.amount(row, column)?)))
    }

    /// True if rows are parts of other rows: `└ …` under one, `1.1` under `1`.
    pub(super) fn is_nested(&self) -> bool {
        let labels = self.rows.iter().filter_map(|row| Some(self.doc.plain_text(*row.cells.first()?)));
        labels.into_iter().any(|label| WORDS.nested.is_match(&label))
    }

    /// The columns that hold a number in at least half of the member rows.
    pub(super) fn numeric(&self) -> Vec<usize> {
        let members = self.rows.iter().filter(|row| row.part == Part::Member).count();
        (0..self.headers.len())
            .filter(|&column| {
                let known = self.members(column).count();
                known > 0 && known * 2 >= members
            })
            .collect()
    }
}

impl Header {
    fn read(text: String) -> Header {
        let text = text.trim().to_owned();
        let mut name = text.as_str();
        let mut unit = "";
        if let Some((before, inner)) = text.split_once(['（', '(', '[', '【']) {
            name = before;
            let inner = inner.split(['）', ')', ']', '】']).next().unwrap_or_default().trim();
            let inner = inner.trim_start_matches("单位").trim_start_matches(['：', ':']).trim();
            let inner = inner.strip_prefix("in ").unwrap_or(inner);
            let short = inner.chars().count() <= 10 && !inner.contains(|c: char| c.is_ascii_digit());
            unit = if short { inner } else { "" };
        } else if let Some((before, behind)) = text.rsplit_once(['/', ',']) {
            let behind = behind.trim();
            if WORDS.unit.is_match(behind) && !before.trim().is_empty() {
                (name, unit) = (before, behind);
            }
        }
        let found = WORDS.magnitude.captures(unit);
        let power = found.map_or(0, |found| power_of_ten(&found["magnitude"]));
        let name = name.trim().trim_matches(|c: char| !c.is_alphanumeric() && c != '%').to_owned();
        let magnitude = Decimal::from_i128_with_scale(10i128.pow(power), 0);
        Header { name, unit: unit.to_owned(), magnitude, text }
    }
}

impl Row {
    fn read(doc: &Document, cells: Vec<NodeId>) -> Row {
        let texts: Vec<String> = cells.iter().map(|&cell| doc.plain_text(cell)).collect();
        let values: Vec<Value> =
            cells.iter().zip(&texts).map(|(&cell, text)| value(doc, cell, text)).collect();
        // The label stands before the first number, and not always in the first cell.
        let before = values.iter().take_while(|value| !matches!(value, Value::Known(_))).count();
        let labels = &texts[..before];
        let (part, label) = labels
            .iter()
            .map(|label| (part(label), label))
            .find(|(part, _)| *part != Part::Member)
            .or_else(|| labels.first().map(|label| (Part::Member, label)))
            .map_or((Part::Member, String::new()), |(part, label)| (part, plain_label(label).to_owned()));
        // Between two columns a blank cell is a number that is not known yet, like a dash.
        let is_divider =
            (cells.len() > 2 || label.is_empty()) && texts.iter().skip(1).all(|text| text.trim().is_empty());
        // `8 GPUs` is a number and a label.
        let label =
            if label.is_empty() { texts.first().map_or("", |it| plain_label(it)).to_owned() } else { label };
        Row { part: if is_divider { Part::Neither } else { part }, label, cells, values }
    }
}

/// The value of a node with the plain text `text`.
fn value(doc: &Document, id: NodeId, text: &str) -> Value {
    const LONGEST: usize = 200;
    let text = text.trim();
    if !is_readable(doc, id) {
        Value::Unreadable
    } else if text.is_empty() || matches!(text, "-" | "--" | "—" | "——" | "–" | "/" | "无" | "N/A" | "n/a")
    {
        Value::Unknown
    } else if text.len() > LONGEST || !text.contains(char::is_numeric) {
        // Most cells are words, and to read them as numbers takes time.
        Value::Unreadable
    } else {
        Amount::parse(text).or_else(|| score(text)).map_or(Value::Unreadable, Value::Known)
    }
}

/// The number in front of `7/10`, of which ten is the most that there is.
fn score(text: &str) -> Option<Amount> {
    let (score, most) = text.rsplit_once('/')?;
    let is_scale = matches!(most.trim_end_matches(['*', ' ', '分']).trim(), "5" | "10" | "100");
    Amount::parse(score).filter(|amount| is_scale && amount.unit.is_empty() && amount.currency.is_empty())
}

/// False where the plain text leaves out what a reader sees, or joins what a reader sees apart.
pub(super) fn is_readable(doc: &Document, id: NodeId) -> bool {
    doc.descendants(id).all(|inner| {
        !matches!(
            doc.node(inner).kind,
            Kind::HtmlInline | Kind::Image | Kind::Math | Kind::Strikethrough | Kind::LineBreak
        )
    })
}
