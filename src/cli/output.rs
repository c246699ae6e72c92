//! What the terminal and the environment ask of the output: language, colour, where it goes.

use std::env;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, StderrLock, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::message::{Lang, Message, Text};
use crate::report::terminal::escape;

/// A file that was to be written, and why it is not.
pub(super) const NOT_WRITTEN: Text =
    Text { en: "{path} can't be written: {reason}", zh: "无法写入 {path}：{reason}" };

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR, CLICOLOR, CLICOLOR_FORCE or FORCE_COLOR say otherwise
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How to speak to whoever reads.
pub(super) struct Terminal {
    pub lang: Lang,
    pub color: Color,
}

impl Terminal {
    /// Whether to colour what goes to standard output.
    pub fn colors_stdout(&self) -> bool {
        wants_color(self.color, |name| env::var_os(name), io::stdout().is_terminal())
    }

    /// Whether to colour what goes to standard error.
    pub fn colors_stderr(&self) -> bool {
        wants_color(self.color, |name| env::var_os(name), io::stderr().is_terminal())
    }

    /// Tells people something on standard error.
    pub fn tell(&self, message: &Message) {
        let _ = writeln!(io::stderr(), "casegate: {}", escape(&message.render(self.lang)));
    }
}

/// Whether to colour: the command line decides, else the environment, else what is at the other end.
fn wants_color(asked: Color, variable: impl Fn(&str) -> Option<OsString>, is_terminal: bool) -> bool {
    let value = |name| variable(name).filter(|value| !value.is_empty());
    match asked {
        Color::Always => return true,
        Color::Never => return false,
        Color::Auto => {}
    }
    if value("NO_COLOR").is_some() {
        return false;
    }
    // The tools of Node, from where the variable comes, take it for a number of colours.
    if let Some(level) = value("FORCE_COLOR") {
        return level != "0" && level != "false";
    }
    if value("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    let refused = value("CLICOLOR").is_some_and(|value| value == "0");
    let able = value("TERM").map_or(cfg!(windows), |term| term != "dumb");
    is_terminal && able && !refused
}

/// Standard output, or the file that replaces it.
pub(super) fn open(file: Option<&Path>, color: bool) -> io::Result<Box<dyn Write>> {
    Ok(match file {
        Some(file) => Box::new(BufWriter::new(File::create(file)?)),
        // The wrapper teaches consoles of old Windows to colour.
        None if color => Box::new(BufWriter::new(AutoStream::always(io::stdout()))),
        None => Box::new(BufWriter::new(io::stdout())),
    })
}

/// Writes a whole text to standard output.
pub(super) fn print(text: &[u8]) -> io::Result<()> {
    let mut out = open(None, false)?;
    out.write_all(text)?;
    out.flush()
}

/// Standard error.
pub(super) fn stderr(color: bool) -> AutoStream<StderrLock<'static>> {
    AutoStream::new(io::stderr().lock(), if color { ColorChoice::Always } else { ColorChoice::Never })
}

/// The languages of `--lang`.
pub(super) fn languages() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new([PossibleValue::new("en"), PossibleValue::new("zh-CN").alias("zh")])
        .map(|tag| Lang::from_tag(&tag).unwrap_or_default())
}

/// The language that the environment asks for. A locale that casegate does not speak is nobody's mistake; its own
/// variable with another language is one.
pub(super) fn lang() -> Lang {
    let asked = env::var_os("CASEGATE_LANG").filter(|tag| !tag.is_empty());
    if let Some(tag) = asked {
        let tag = tag.to_string_lossy();
        if let Some(lang) = Lang::from_tag(&tag) {
            return lang;
        }
        // In English like what clap says about `--lang`: who reads it can't be told in the language that was asked for.
        let _ = writeln!(
            io::stderr(),
            "casegate: CASEGATE_LANG: unknown language {}; possible values: en, zh-CN",
            escape(&tag)
        );
    }
    sys_locale::get_locale().and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    type Values = &'static [Option<&'static str>];

    const ANY: Values = &[None, Some(""), Some("0"), Some("1")];
    const SET: Values = &[Some("0"), Some("1")];
    const UNSET: Values = &[None, Some("")];
    const ON: Values = &[Some("1")];
    const OFF: Values = &[Some("0")];
    const NOT_ON: Values = &[None, Some(""), Some("0")];
    const NOT_OFF: Values = &[None, Some(""), Some("1")];

    const TERMS: Values = &[Some("dumb"), Some("xterm")];
    const DUMB: Values = &[Some("dumb")];
    const XTERM: Values = &[Some("xterm")];

    const EITHER: &[bool] = &[false, true];
    const VARIABLES: [&str; 5] = ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM"];

    /// Which values, beside whether there is a terminal, lead to which answer. Each combination is in one row.
    const TABLE: [(Color, [Values; 5], &[bool], bool); 10] = [
        (Color::Always, [ANY, ANY, ANY, ANY, TERMS], EITHER, true),
        (Color::Never, [ANY, ANY, ANY, ANY, TERMS], EITHER, false),
        (Color::Auto, [SET, ANY, ANY, ANY, TERMS], EITHER, false),
        (Color::Auto, [UNSET, ON, ANY, ANY, TERMS], EITHER, true),
        (Color::Auto, [UNSET, OFF, ANY, ANY, TERMS], EITHER, false),
        (Color::Auto, [UNSET, UNSET, ON, ANY, TERMS], EITHER, true),
        (Color::Auto, [UNSET, UNSET, NOT_ON, OFF, TERMS], EITHER, false),
        (Color::Auto, [UNSET, UNSET, NOT_ON, NOT_OFF, DUMB], EITHER, false),
        (Color::Auto, [UNSET, UNSET, NOT_ON, NOT_OFF, XTERM], &[false], false),
        (Color::Auto, [UNSET, UNSET, NOT_ON, NOT_OFF, XTERM], &[true], true),
    ];

    /// All ways to take one value from each set.
    fn combinations(sets: [Values; 5]) -> Vec<[Option<&'static str>; 5]> {
        let mut all = vec![[None; 5]];
        for (index, set) in sets.into_iter().enumerate() {
            all = all
                .into_iter()
                .flat_map(|known| {
                    set.iter().map(move |value| {
                        let mut more = known;
                        more[index] = *value;
                        more
                    })
                })
                .collect();
        }
        all
    }

    #[test]
    fn every_combination_of_what_is_asked_has_its_answer() {
        let mut seen = HashSet::new();
        for (asked, sets, terminals, expected) in TABLE {
            for values in combinations(sets) {
                for &is_terminal in terminals {
                    let variable = |name: &str| {
                        let index = VARIABLES.iter().position(|known| *known == name).expect("it is listed");
                        values[index].map(OsString::from)
                    };
                    let case = format!("{asked:?} {VARIABLES:?} = {values:?}, terminal: {is_terminal}");
                    assert_eq!(wants_color(asked, variable, is_terminal), expected, "{case}");
                    assert!(seen.insert(case), "a combination has two rows");
                }
            }
        }
        assert_eq!(seen.len(), 3 * 4 * 4 * 4 * 4 * 2 * 2, "a combination has no row");
    }

    #[test]
    fn a_terminal_that_has_no_name_colours_on_windows_only() {
        assert_eq!(wants_color(Color::Auto, |_| None, true), cfg!(windows));
        assert!(!wants_color(Color::Auto, |name| (name == "FORCE_COLOR").then(|| "false".into()), true));
    }
}
