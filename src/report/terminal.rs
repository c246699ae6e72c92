//! What a terminal may be sent: no control characters, colour only where asked, and columns that line up.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::Severity;
use crate::message::Lang;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const NOTE: Style = AnsiColor::Cyan.on_default();
pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();

/// How wide a tab may be at most.
pub(super) const TAB: usize = 4;

/// Colours text, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint {
    pub color: bool,
}

impl Paint {
    pub fn text<T: Display>(self, style: Style, text: T) -> Painted<T> {
        Painted { style: if self.color { style } else { Style::new() }, text }
    }
}

pub(super) struct Painted<T> {
    style: Style,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{:#}", self.style, self.text, self.style)
    }
}

pub(super) fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => BAD,
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Info => AnsiColor::Cyan.on_default().bold(),
    }
}

/// The word of the machine formats, which no language changes.
pub(crate) fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// True for what could steer the terminal or turn the order of what is read around.
pub(crate) fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Writes `c`, as an escape if it must not reach the terminal.
fn push_escaped(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        c if is_unsafe(c) => write!(out, "\\u{{{:x}}}", c as u32).expect("a string takes everything"),
        c => out.push(c),
    }
}

/// The text on one line and without control characters, tabs aside.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    text.chars().for_each(|c| push_escaped(&mut escaped, c));
    Cow::Owned(escaped)
}

/// Columns that a character takes once it is escaped.
pub(super) fn char_width(c: char) -> usize {
    if c == '\t' {
        TAB
    } else if is_unsafe(c) {
        c.escape_unicode().len()
    } else {
        c.width().unwrap_or(0)
    }
}

/// The text and the blanks that fill it up to `columns`.
pub(super) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{:1$}", "", columns.saturating_sub(text.width()))
}

/// The text cut off where it would take more than `columns`, of which an ellipsis takes one.
pub(super) fn clip(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut taken = 1;
    let fits = |c: &char| {
        taken += c.width().unwrap_or(0);
        taken <= columns
    };
    let start: String = text.chars().take_while(fits).collect();
    format!("{start}…")
}

/// What stands at the end of a report that was cut short.
pub(super) fn more(lang: Lang, hidden: usize) -> String {
    match lang {
        Lang::En => format!("… and {hidden} more"),
        Lang::ZhCn => format!("……另有 {hidden} 条"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        let text = "a\u{1b}[31m\tb\r\n\u{7f}\u{9b}\u{202e}中\u{2066}👩\u{200d}🔬\0";
        let expected = "a\\u{1b}[31m\tb\\r\\n\\u{7f}\\u{9b}\\u{202e}中\\u{2066}👩\u{200d}🔬\\u{0}";
        assert_eq!(escape(text), expected);
        assert!(matches!(escape("平安\t无事"), Cow::Borrowed(_)));
    }

    #[test]
    fn padding_counts_chinese_as_two_columns() {
        assert_eq!(pad("数据", 6), "数据  ");
        assert_eq!(pad("data", 6), "data  ");
        assert_eq!(pad("longer", 2), "longer");
    }

    #[test]
    fn clipping_counts_chinese_as_two_columns() {
        assert_eq!(clip("数据", 4), "数据");
        assert_eq!(clip("数据库", 5), "数据…");
        assert_eq!(clip("数据库", 4), "数…");
        assert_eq!(clip("data base", 5), "data…");
    }
}
