//! Parsers that only say where a text stops being JSON, YAML or TOML, for every rule that finds such texts in documents.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScanError};
use serde::de::IgnoredAny;

use crate::source::character_start;

/// The first fault of a text.
pub(super) struct Fault {
    /// Byte offset in the text.
    pub offset: usize,
    /// What the parser says.
    pub reason: String,
}

impl Fault {
    /// A fault at `offset`, which parsers may put inside a character or behind the end.
    fn new(code: &str, offset: usize, reason: String) -> Fault {
        Fault { offset: character_start(code, offset), reason }
    }

    fn of_yaml(code: &str, error: &ScanError) -> Fault {
        let marker = error.marker();
        let offset = marker
            .byte_offset()
            .or_else(|| code.char_indices().nth(marker.index()).map(|(at, _)| at))
            .unwrap_or(code.len());
        Fault::new(code, offset, error.kind().to_string())
    }
}

/// One value or several, as in JSON Lines.
pub(super) fn json(code: &str) -> Result<(), Fault> {
    for value in serde_json::Deserializer::from_str(code).into_iter::<IgnoredAny>() {
        let Err(error) = value else { continue };
        let message = error.to_string();
        let line_start =
            code.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let reason = message.split(" at line ").next().unwrap_or_default().to_owned();
        return Err(Fault::new(code, line_start + error.column().saturating_sub(1), reason));
    }
    Ok(())
}

/// A stream of documents; tags and aliases are not followed, so that size in is time out.
pub(super) fn yaml(code: &str) -> Result<(), Fault> {
    yaml_events(code).find_map(Result::err).map_or(Ok(()), Err)
}

/// What a stream of documents consists of, each part with its bytes, up to the first fault. It ends where the parser
/// gives up because the text nests too deep, since nobody knows then what is wrong with the rest.
pub(super) fn yaml_events(code: &str) -> impl Iterator<Item = Result<(Event<'_>, Range<usize>), Fault>> {
    Parser::new_from_str(code).map_while(move |event| match event {
        Ok((event, span)) => Some(Ok((event, span.byte_range().unwrap_or_default()))),
        Err(error) if *error.kind() == ErrorKind::RecursionLimitExceeded => None,
        Err(error) => Some(Err(Fault::of_yaml(code, &error))),
    })
}

/// One document, up to where it nests too deep for the parser.
pub(super) fn toml(code: &str) -> Result<(), Fault> {
    let Err(error) = toml::de::DeTable::parse(code) else { return Ok(()) };
    // The only word for it, in two sentences: "recursion limit" and "cannot recurse further".
    if error.message().contains("recurs") {
        return Ok(());
    }
    let offset = error.span().map_or(0, |span| span.start);
    Err(Fault::new(code, offset, error.message().trim().replace('\n', "; ")))
}

/// True if a template engine has yet to write what `open` will be; strings are taken out before.
pub(super) fn has_template_marks(open: &str) -> bool {
    ["{{", "{%", "${", "<%"].iter().any(|mark| open.contains(mark))
}

/// The code without its strings between `quotes`, line by line.
pub(super) fn without_strings(code: &str, quotes: &[char]) -> String {
    let mut open = String::with_capacity(code.len());
    for line in code.lines() {
        let mut inside = None;
        let mut escaped = false;
        let mut behind_word = false;
        for c in line.chars() {
            match inside {
                Some(quote) if c == quote && !escaped => inside = None,
                Some(_) => {}
                // Where strings need no quotes, one behind a word is an apostrophe.
                None if quotes.contains(&c) && !behind_word => inside = Some(c),
                None => {
                    open.push(c);
                    behind_word = c.is_alphanumeric() || (behind_word && c == ' ');
                }
            }
            escaped = c == '\\' && !escaped;
        }
        open.push('\n');
    }
    open
}
