//! What clap says about arguments, help included: coloured as asked, and without what arguments could do to a terminal.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::{Parser, ValueEnum};

use super::output::{self, Color, Terminal};
use super::{Cli, Status};
use crate::message::Lang;
use crate::report::terminal::escape;

/// Shows the help that `arguments` ask for, or what is wrong with them.
pub(super) fn explain(arguments: &[OsString], error: clap::Error) -> io::Result<Status> {
    let terminal = Terminal { lang: Lang::En, color: color(arguments) };
    let error = harmless(arguments, error);
    let words = error.render();
    let words = |color| if color { words.ansi().to_string() } else { words.to_string() };
    if error.use_stderr() {
        let color = terminal.colors_stderr();
        let _ = output::stderr(color).write_all(words(color).as_bytes());
        return Ok(Status::Trouble);
    }
    let color = terminal.colors_stdout();
    let mut out = output::open(None, color)?;
    out.write_all(words(color).as_bytes())?;
    out.flush()?;
    Ok(Status::Clean)
}

/// The same error about escaped arguments, so that every control character left in it is one of clap's colours.
fn harmless(arguments: &[OsString], error: clap::Error) -> clap::Error {
    let escaped = arguments.iter().map(|argument| escape(&argument.to_string_lossy()).into_owned());
    Cli::try_parse_from(escaped).err().unwrap_or(error)
}

/// What the arguments say about colour. clap tells nobody if it refuses the rest.
fn color(arguments: &[OsString]) -> Color {
    let mut words = arguments.iter().take_while(|word| *word != "--").filter_map(|word| word.to_str());
    let mut asked = Color::default();
    while let Some(word) = words.next() {
        let value = if word == "--color" { words.next() } else { word.strip_prefix("--color=") };
        asked = value.and_then(|value| Color::from_str(value, false).ok()).unwrap_or(asked);
    }
    asked
}
