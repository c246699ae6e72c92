//! JSON that may be printed on a terminal: what could steer it is escaped, and decodes to the same text.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::terminal::is_unsafe;

/// Writes `value` over several lines.
///
/// # Errors
/// What `out` says.
pub(super) fn write_pretty(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    write(out, value, PrettyFormatter::new())
}

/// Writes `value` on one line, without its end.
///
/// # Errors
/// What `out` says.
pub(super) fn write_compact(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    write(out, value, CompactFormatter)
}

fn write(out: &mut impl Write, value: &impl Serialize, formatter: impl Formatter) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Escaped(formatter)))?)
}

/// A formatter that escapes more than the control characters below U+0020, which serde_json cares for itself.
struct Escaped<F>(F);

impl<F: Formatter> Formatter for Escaped<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut written = 0;
        for (at, c) in fragment.match_indices(is_unsafe) {
            out.write_all(&fragment.as_bytes()[written..at])?;
            for unit in c.encode_utf16() {
                write!(out, "\\u{unit:04x}")?;
            }
            written = at + c.len();
        }
        out.write_all(&fragment.as_bytes()[written..])
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn written(value: &Value, pretty: bool) -> String {
        let mut out = Vec::new();
        if pretty { write_pretty(&mut out, value) } else { write_compact(&mut out, value) }
            .expect("a vector takes everything");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[test]
    fn every_character_comes_back_and_none_that_is_unsafe_gets_out() {
        let all: String = ('\0'..=char::MAX).collect();
        let value = json!([all]);
        for pretty in [false, true] {
            let text = written(&value, pretty);
            assert!(!text.contains(|c| is_unsafe(c) && c != '\n'));
            assert!(serde_json::from_str::<Value>(&text).expect("it is JSON") == value);
        }
        assert_eq!(
            written(&json!("a\u{7f}\u{9b}中\u{202e}\u{1f600}\u{1b}"), false),
            r#""a\u007f\u009b中\u202e😀\u001b""#
        );
    }

    #[test]
    fn the_layout_is_that_of_serde_json() {
        let value = json!({"a": [1, 2.5, "x", null, true, [], {}], "b": {"c": [{"d": ""}]}});
        assert_eq!(written(&value, true), serde_json::to_string_pretty(&value).expect("JSON"));
        assert_eq!(written(&value, false), value.to_string());
    }
}
