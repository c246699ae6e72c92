//! The languages that blocks are checked in: one entry each.

use std::borrow::Cow;

use granit_parser::Parser;
use serde::de::IgnoredAny;

use crate::source::character_start;

/// A language and how to parse it.
pub(super) struct Language {
    /// For people.
    pub name: &'static str,
    /// In info strings, in lower case.
    pub tags: &'static [&'static str],
    /// The first thing that is wrong.
    pub parse: fn(&str) -> Result<(), Fault>,
    /// The code without what documents add to the language, every byte in its place.
    pub relax: fn(&str) -> Cow<'_, str>,
    /// What a fragment may lack around it.
    pub wrappers: &'static [(&'static str, &'static str)],
    /// Characters that only a diff has at the start of a line.
    pub diff_marks: &'static [char],
    /// What quotes strings, which hold no omissions; empty if the language also has strings without quotes.
    pub quotes: &'static [char],
}

/// The first fault of a block.
pub(super) struct Fault {
    /// Byte offset in the code.
    pub offset: usize,
    /// What the parser says.
    pub reason: String,
}

impl Fault {
    /// A fault at `offset`, which parsers may put inside a character or behind the end.
    fn new(code: &str, offset: usize, reason: String) -> Fault {
        Fault { offset: character_start(code, offset), reason }
    }
}

/// Every language.
pub(super) const LANGUAGES: &[Language] = &[
    Language {
        name: "JSON",
        tags: &["json"],
        parse: json,
        relax: without_comments,
        wrappers: &[("{", "}"), ("[", "]"), ("[{", "}]")],
        diff_marks: &['+', '-'],
        quotes: &['"'],
    },
    Language {
        name: "YAML",
        tags: &["yaml", "yml"],
        parse: yaml,
        relax: as_it_stands,
        wrappers: &[],
        diff_marks: &['+'],
        quotes: &[],
    },
    Language {
        name: "TOML",
        tags: &["toml"],
        parse: toml,
        relax: as_it_stands,
        wrappers: &[],
        diff_marks: &['+', '-'],
        quotes: &['"', '\''],
    },
];

/// One value or several, as in JSON Lines.
fn json(code: &str) -> Result<(), Fault> {
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
fn yaml(code: &str) -> Result<(), Fault> {
    for event in Parser::new_from_str(code) {
        let Err(error) = event else { continue };
        let marker = error.marker();
        let offset = marker
            .byte_offset()
            .or_else(|| code.char_indices().nth(marker.index()).map(|(at, _)| at))
            .unwrap_or(code.len());
        return Err(Fault::new(code, offset, error.kind().to_string()));
    }
    Ok(())
}

fn toml(code: &str) -> Result<(), Fault> {
    toml::de::DeTable::parse(code).map(drop).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        Fault::new(code, offset, error.message().trim().replace('\n', "; "))
    })
}

/// JSON with blanks for comments and for commas before a closing bracket.
fn without_comments(code: &str) -> Cow<'_, str> {
    let mut relaxed = code.as_bytes().to_vec();
    let mut comma = None;
    let mut at = 0;
    while at < relaxed.len() {
        let rest = &code.as_bytes()[at..];
        let length = match rest {
            [b'"', ..] => {
                comma = None;
                string_length(rest)
            }
            [b'#', ..] | [b'/', b'/', ..] => blank(&mut relaxed[at..], memchr::memchr(b'\n', rest)),
            [b'/', b'*', ..] => {
                blank(&mut relaxed[at..], memchr::memmem::find(&rest[2..], b"*/").map(|end| end + 4))
            }
            [b'}' | b']', ..] => {
                if let Some(comma) = comma.take() {
                    relaxed[comma] = b' ';
                }
                1
            }
            [byte, ..] => {
                if !byte.is_ascii_whitespace() {
                    comma = (*byte == b',').then_some(at);
                }
                1
            }
            [] => 1,
        };
        at += length;
    }
    if let Some(comma) = comma {
        relaxed[comma] = b' ';
    }
    // Whole comments were blanked, so nothing but text is left.
    String::from_utf8(relaxed).map_or(Cow::Borrowed(code), Cow::Owned)
}

/// Blanks up to `length`, or everything, but keeps line endings; returns how much.
fn blank(bytes: &mut [u8], length: Option<usize>) -> usize {
    let length = length.unwrap_or(bytes.len());
    for byte in &mut bytes[..length] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
    length.max(1)
}

/// Length of the string that starts `bytes`, up to its end or that of its line.
fn string_length(bytes: &[u8]) -> usize {
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            b'\n' => return at,
            b'"' if !escaped => return at + 1,
            _ => escaped = *byte == b'\\' && !escaped,
        }
    }
    bytes.len()
}

fn as_it_stands(code: &str) -> Cow<'_, str> {
    Cow::Borrowed(code)
}
