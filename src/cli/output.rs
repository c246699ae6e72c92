//! What the terminal and the environment ask of the output: language, colour, where it goes.

use std::env;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};

use crate::message::{Lang, Message};
use crate::report::terminal::escape;

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
        self.colors(AutoStream::choice(&io::stdout()))
    }

    /// Whether to colour what goes to standard error.
    pub fn colors_stderr(&self) -> bool {
        self.colors(AutoStream::choice(&io::stderr()))
    }

    fn colors(&self, choice: ColorChoice) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
                choice != ColorChoice::Never || set("FORCE_COLOR") && !set("NO_COLOR")
            }
        }
    }

    /// Tells people something on standard error.
    pub fn tell(&self, message: &Message) {
        let _ = writeln!(io::stderr(), "casegate: {}", escape(&message.render(self.lang)));
    }
}

/// Standard output, or the file that replaces it.
pub(super) fn open(file: Option<&Path>, color: bool) -> io::Result<Box<dyn Write>> {
    Ok(match file {
        Some(file) => Box::new(BufWriter::new(File::create(file)?)),
        // The wrapper teaches consoles of old Windows to colour.
        None if color && io::stdout().is_terminal() => {
            Box::new(BufWriter::new(AutoStream::always(io::stdout())))
        }
        None => Box::new(BufWriter::new(io::stdout())),
    })
}

/// The language of `--lang`.
pub(super) fn parse_lang(tag: &str) -> Result<Lang, String> {
    match tag.to_ascii_lowercase().as_str() {
        "en" => Ok(Lang::En),
        "zh-cn" | "zh" => Ok(Lang::ZhCn),
        _ => Err("possible values: en, zh-CN".to_owned()),
    }
}

/// The language that the environment asks for.
pub(super) fn lang() -> Lang {
    let asked = env::var("CASEGATE_LANG").ok().and_then(|tag| Lang::from_tag(&tag));
    asked.or_else(|| sys_locale::get_locale().and_then(|tag| Lang::from_tag(&tag))).unwrap_or_default()
}
