//! Finds in the source what the parser says is there, byte by byte, because its positions are not always right.

use memchr::{memchr, memchr2};

/// Follows rendered text through the source from byte `at`, past escapes and entities.
///
/// `decode` turns an entity such as `&amp;` into its text, or gives `None` if it is none. Returns the offset behind
/// the text and whether source and text are the same bytes; `None` if the text does not stand there.
pub(super) fn follow_text(
    source: &str,
    at: usize,
    text: &str,
    decode: impl Fn(&str) -> Option<String>,
) -> Option<(usize, bool)> {
    let rest = source.as_bytes().get(at..)?;
    let wanted = text.as_bytes();
    let same = rest.starts_with(wanted).then_some((at + wanted.len(), true));
    // Equal bytes are a coincidence where the source escapes what the text shows: `\\` for `\`, `&amp;` for `&`.
    if same.is_some() && memchr2(b'\\', b'&', wanted).is_none() {
        return same;
    }
    // An address that is a link by itself keeps its entities; in a table cell its pipes are escaped all the same.
    let spelled =
        follow_spelling(source, at, text, decode).or_else(|| follow_spelling(source, at, text, |_| None));
    spelled.map(|end| (end, source[at..end] == *text)).or(same)
}

/// Follows text through a source that may spell it with escapes and entities; returns the offset behind it.
fn follow_spelling(
    source: &str,
    at: usize,
    text: &str,
    decode: impl Fn(&str) -> Option<String>,
) -> Option<usize> {
    let rest = source.as_bytes().get(at..)?;
    let wanted = text.as_bytes();
    let (mut from, mut to) = (0, 0);
    while to < wanted.len() {
        let byte = *rest.get(from)?;
        if byte == b'\\'
            && rest.get(from + 1).is_some_and(|next| next.is_ascii_punctuation() && *next == wanted[to])
        {
            from += 2;
            to += 1;
        } else if byte == b'&'
            && let Some((length, decoded)) = entity_at(&source[at + from..], &decode)
        {
            if !wanted[to..].starts_with(decoded.as_bytes()) {
                return None;
            }
            from += length;
            to += decoded.len();
        } else if byte == wanted[to] {
            from += 1;
            to += 1;
        } else {
            return None;
        }
    }
    Some(at + from)
}

fn entity_at(source: &str, decode: &impl Fn(&str) -> Option<String>) -> Option<(usize, String)> {
    let length = entity_length(source)?;
    Some((length, decode(&source[..length])?))
}

/// The length of what looks like an entity at the start of `source`; the longest name that HTML knows has 31 letters.
fn entity_length(source: &str) -> Option<usize> {
    let name = source.strip_prefix('&')?;
    let length = name.bytes().take(33).position(|byte| byte == b';')?;
    let plausible = name[..length].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    (plausible && length > 1).then_some(length + 2)
}

/// The offset behind a code span that opens at `at` with so many backticks; only a run of as many closes it.
pub(super) fn behind_code(source: &str, at: usize, backticks: usize, limit: usize) -> Option<usize> {
    let mut from = at + backticks;
    while let Some(found) = memchr(b'`', source.as_bytes().get(from..limit)?) {
        from += found;
        let length = run(source, from, b'`');
        if length == backticks {
            return Some(from + length);
        }
        from += length;
    }
    None
}

/// The offset behind a formula that opens at `at` with `$`, `$$` or `` $` ``.
pub(super) fn behind_math(source: &str, at: usize, opening: &str, limit: usize) -> Option<usize> {
    let bytes = &source.as_bytes()[..limit];
    let mut from = at + opening.len();
    while let Some(found) = memchr(b'$', bytes.get(from..)?) {
        from += found;
        let before = bytes[from - 1];
        let closes = match opening {
            "$`" => before == b'`',
            "$$" => bytes.get(from + 1) == Some(&b'$'),
            _ => before != b'\\',
        };
        if closes {
            return Some(from + if opening == "$$" { 2 } else { 1 });
        }
        from += 1;
    }
    None
}

/// How many times `byte` stands in a row from `at` on.
pub(super) fn run(source: &str, at: usize, byte: u8) -> usize {
    source.as_bytes()[at.min(source.len())..].iter().take_while(|&&other| other == byte).count()
}

/// The offset behind a literal whose lines the parser has joined without their indentation and quote markers.
pub(super) fn behind_lines(source: &str, at: usize, literal: &str, limit: usize) -> Option<usize> {
    let mut lines = literal.split(['\n', '\r']);
    let first = lines.next()?;
    source[at..].starts_with(first).then_some(())?;
    let mut end = at + first.len();
    for line in lines.map(|line| line.trim_start_matches([' ', '\t'])).filter(|line| !line.is_empty()) {
        end += source.get(end..limit)?.find(line)? + line.len();
    }
    Some(end)
}

/// The offset of the first byte of content on the line that starts at `at`, behind indentation and up to `quotes` quote markers.
pub(super) fn behind_prefix(source: &str, mut at: usize, mut quotes: usize) -> usize {
    let bytes = source.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' => at += 1,
            b'>' if quotes > 0 => {
                quotes -= 1;
                at += 1;
            }
            _ => break,
        }
    }
    at
}

/// How the part of a link behind its text is written, and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// `(target "title")`
    Inline,
    /// `[label]`
    Full,
    /// `[]`
    Collapsed,
}

/// Reads what stands behind the `]` of a link's text at `at`; `None` if that is no part of the link.
pub(super) fn tail(source: &str, at: usize, limit: usize) -> Option<(Tail, usize)> {
    let bytes = &source.as_bytes()[..limit];
    match bytes.get(at)? {
        b'(' => Some((Tail::Inline, inline_tail(bytes, at)?)),
        b'[' => {
            let end = label(bytes, at)?;
            Some((if end == at + 2 { Tail::Collapsed } else { Tail::Full }, end))
        }
        _ => None,
    }
}

/// The offset behind `(target "title")` that opens at `at`.
fn inline_tail(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = skip_blank(bytes, at + 1);
    if bytes.get(at) != Some(&b')') {
        at = destination(bytes, at)?;
        let behind = skip_blank(bytes, at);
        if behind > at && bytes.get(behind) != Some(&b')') {
            at = skip_blank(bytes, title(bytes, behind)?);
        } else {
            at = behind;
        }
    }
    (bytes.get(at) == Some(&b')')).then_some(at + 1)
}

/// CommonMark's limits, which keep a bracket that nothing closes from being followed to the end of the text.
const LABEL_BYTES: usize = 999 * 4 + 2;
const MOST_PARENTHESES: u32 = 32;

/// The offset behind the label that opens with `[` at `at`.
pub(super) fn label(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(at + LABEL_BYTES)];
    let mut end = at + 1;
    loop {
        match bytes.get(end)? {
            b']' => return Some(end + 1),
            b'[' => return None,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
}

/// The offset behind a link destination at `at`, in angle brackets or with balanced parentheses.
pub(super) fn destination(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    if bytes.get(at) == Some(&b'<') {
        loop {
            end += 1;
            match bytes.get(end)? {
                b'>' => return Some(end + 1),
                b'\n' | b'\r' | b'<' => return None,
                b'\\' if bytes.get(end + 1).is_some_and(u8::is_ascii_punctuation) => end += 1,
                _ => {}
            }
        }
    }
    let mut depth = 0_u32;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'\\' if bytes.get(end + 1).is_some_and(u8::is_ascii_punctuation) => end += 1,
            b'(' if depth == MOST_PARENTHESES => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            1..=b' ' | 0x7F => break,
            _ => {}
        }
        end += 1;
    }
    (end > at && depth == 0).then_some(end)
}

/// The offset behind a title at `at`, in quotation marks or parentheses.
pub(super) fn title(bytes: &[u8], at: usize) -> Option<usize> {
    let closing = match bytes.get(at)? {
        b'"' => b'"',
        b'\'' => b'\'',
        b'(' => b')',
        _ => return None,
    };
    let mut end = at + 1;
    loop {
        match bytes.get(end)? {
            b'\\' => end += 2,
            &byte if byte == closing => return Some(end + 1),
            b'(' if closing == b')' => return None,
            _ => end += 1,
        }
    }
}

/// Skips blanks, at most one line ending, and the quote markers behind it.
pub(super) fn skip_blank(bytes: &[u8], mut at: usize) -> usize {
    let mut line_ended = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' => {}
            b'\n' | b'\r' => line_ended = true,
            b'>' if line_ended => {}
            _ => break,
        }
        at += 1;
    }
    at
}
