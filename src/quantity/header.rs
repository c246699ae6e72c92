//! What headers of columns and labels of rows say about the numbers under and beside them.

use rust_decimal::Decimal;

use super::Per;
use super::context::CONTEXT;
use super::scan::scan;
use super::unit::{Class, Unit};

/// Where a text stands, as far as that gives a number its unit or takes its meaning away.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setting {
    /// In a cell below the header of a table.
    pub cell: bool,
    /// In the first cell of a row, which names it.
    pub label: bool,
    /// In a heading.
    pub heading: bool,
    /// The unit that the column, or else the row, names.
    pub measured: Option<Measured>,
    /// The class that the column names without a unit.
    pub class: Option<Class>,
    /// The column holds names, years or numbers that count nothing.
    pub names: bool,
}

/// A unit that stands apart from its numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured {
    /// The class of the numbers.
    pub class: Class,
    /// The unit.
    pub unit: Option<&'static Unit>,
    /// What it is counted by.
    pub per: Option<Per>,
    /// The magnitude in front of the unit: 10,000 for 万元.
    pub factor: Decimal,
}

impl Setting {
    /// What the header of a column, or the label of a row, says about the numbers under or beside it.
    pub fn of_header(text: &str) -> Setting {
        let text = text.trim();
        let measured = unit_in(text);
        let (holds_names, class) = CONTEXT.header(text);
        let is_name = || CONTEXT.names.iter().any(|name| name.eq_ignore_ascii_case(text));
        Setting {
            measured,
            class,
            names: measured.is_none() && (holds_names || is_name()),
            ..Setting::default()
        }
    }

    /// The setting of a cell in a column with the header `self`, in a row with the label `label`.
    pub fn of_cell(self, label: Setting, is_label: bool) -> Setting {
        Setting {
            cell: true,
            label: is_label,
            heading: false,
            measured: self.measured.or(label.measured),
            class: self.class.or(label.class),
            names: self.names || label.names,
        }
    }
}

/// The unit that a header or label names: `延迟（ms）`, `Cost ($)`, `QPS`, `耗时/秒`.
pub(super) fn unit_in(text: &str) -> Option<Measured> {
    let inner = text
        .rsplit_once(['(', '（', '[', '【'])
        .and_then(|(_, rest)| rest.split_once([')', '）', ']', '】']));
    if let Some((unit, _)) = inner {
        let unit = unit.trim().trim_start_matches("单位").trim_start_matches(['：', ':']).trim();
        let unit = unit.strip_prefix("in ").unwrap_or(unit);
        return unit.split([',', '，', '、']).find_map(|unit| measured(unit.trim()));
    }
    if let Some((_, unit)) = text.rsplit_once(['/', '／', ',', '，'])
        && let Some(found) = measured(unit.trim()).filter(|found| found.per.is_none())
    {
        return Some(found);
    }
    let last = text.rsplit([' ', '\n']).next().unwrap_or_default();
    if CONTEXT.metrics.contains(last) { measured(last) } else { None }
}

/// The unit that a text is and nothing else: `万元`, `MB/s`, `$`.
fn measured(text: &str) -> Option<Measured> {
    if text.is_empty() || text.len() > 40 || text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    [format!("1{text}"), format!("{text}1"), format!("1 {text}")].iter().find_map(|probe| {
        let found = scan(probe, Setting::default());
        let [quantity] = found.as_slice() else { return None };
        let whole = quantity.range.start == 0 && quantity.range.end as usize == probe.len();
        (whole && (quantity.unit.is_some() || quantity.per.is_some())).then(|| Measured {
            class: quantity.class,
            unit: quantity.unit,
            per: quantity.per,
            factor: quantity.value().unwrap_or(Decimal::ONE),
        })
    })
}
