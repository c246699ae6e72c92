//! The languages that blocks are checked in: one entry each.

use std::borrow::Cow;

use crate::rules::technical::syntax::{Fault, json, toml, yaml};

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
