//! How a file becomes text, and what can be said of one that does not.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::{EXCERPT_MARGIN, Place, SourceFile, Span};

/// What byte offsets can address.
const LARGEST: u64 = u32::MAX as u64;
/// How many bytes tell UTF-16 without a byte order mark.
const SNIFFED: usize = 64;

/// Why there is no text.
#[derive(Debug)]
pub enum ReadError {
    /// What the system says.
    Io(io::Error),
    /// The file has more than 4 GiB.
    TooLarge,
    /// The file is in an encoding of two bytes, by the name that `iconv` knows.
    Utf16(&'static str),
    /// The file is in another encoding.
    NotUtf8 {
        /// Offset of the first byte that is no part of a character.
        byte: usize,
        /// Where that is, in a text with `?` for what can't be decoded.
        place: Box<Place>,
    },
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        ReadError::Io(error)
    }
}

impl SourceFile {
    /// Reads the file at `file`, to be shown as `path`.
    ///
    /// # Errors
    /// What keeps the file from being a text of at most 4 GiB in UTF-8.
    pub fn read(file: &Path, path: impl Into<Arc<str>>) -> Result<Self, ReadError> {
        let file = File::open(file)?;
        let length = file.metadata()?.len();
        Self::of_stream(file, length, path)
    }

    /// Reads standard input, to be shown as `path`.
    ///
    /// # Errors
    /// Those of [`SourceFile::read`].
    pub fn read_stdin(path: impl Into<Arc<str>>) -> Result<Self, ReadError> {
        Self::of_stream(io::stdin().lock(), 0, path)
    }

    /// Reads a stream that says of itself to have `length` bytes, as pipes and devices can't.
    fn of_stream(stream: impl Read, length: u64, path: impl Into<Arc<str>>) -> Result<Self, ReadError> {
        let mut bytes = Vec::new();
        if length <= LARGEST {
            bytes.try_reserve_exact(length as usize).map_err(io::Error::from)?;
            stream.take(LARGEST + 1).read_to_end(&mut bytes)?;
        }
        if length.max(bytes.len() as u64) > LARGEST {
            return Err(ReadError::TooLarge);
        }
        Self::decode(bytes, path)
    }

    fn decode(bytes: Vec<u8>, path: impl Into<Arc<str>>) -> Result<Self, ReadError> {
        if let Some(encoding) = utf16(&bytes) {
            return Err(ReadError::Utf16(encoding));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(path, text)),
            Err(error) => {
                let byte = error.utf8_error().valid_up_to();
                let length = error.utf8_error().error_len();
                let bytes = error.into_bytes();
                let end = byte + length.unwrap_or(bytes.len() - byte);
                Err(ReadError::NotUtf8 { byte, place: Box::new(undecodable(bytes, byte, end, path)) })
            }
        }
    }
}

/// The UTF-16 that a file is in if it has the mark of it, or a zero in each of its first pairs of bytes.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Some("UTF-16");
    }
    let pairs = bytes[..bytes.len().min(SNIFFED)].chunks_exact(2);
    let all_zero = |side: usize| pairs.clone().all(|pair| pair[side] == 0 && pair[1 - side] != 0);
    match pairs.len() {
        0 | 1 => None,
        _ if all_zero(1) => Some("UTF-16LE"),
        _ if all_zero(0) => Some("UTF-16BE"),
        _ => None,
    }
}

/// The place of the bytes from `start` to `end`, before which everything is UTF-8.
fn undecodable(mut bytes: Vec<u8>, start: usize, end: usize, path: impl Into<Arc<str>>) -> Place {
    bytes.truncate(end + EXCERPT_MARGIN);
    for byte in bytes[start..].iter_mut().filter(|byte| !byte.is_ascii()) {
        *byte = b'?';
    }
    let text = String::from_utf8(bytes).unwrap_or_default();
    SourceFile::new(path, text).place(Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(bytes: &[u8]) -> ReadError {
        SourceFile::decode(bytes.to_vec(), "a.md").expect_err("no UTF-8")
    }

    #[test]
    fn utf16_is_told_from_text_with_zeros_in_it() {
        let encode = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        for (bytes, wanted) in [
            (encode("\u{feff}# 标题\n", u16::to_le_bytes), "UTF-16"),
            (encode("\u{feff}# 标题\n", u16::to_be_bytes), "UTF-16"),
            (encode("# Title\n\nText.\n", u16::to_le_bytes), "UTF-16LE"),
            (encode("# Title\n\nText.\n", u16::to_be_bytes), "UTF-16BE"),
        ] {
            assert!(matches!(error(&bytes), ReadError::Utf16(found) if found == wanted), "{bytes:x?}");
        }
        for text in ["", "a\0", "\0\0\0\0", "a\0b\0cd\0e", "# Title\0\n"] {
            assert!(SourceFile::decode(text.into(), "a.md").is_ok(), "{text:?}");
        }
    }

    #[test]
    fn the_first_byte_that_is_no_character_has_a_place() {
        for (bytes, start, line, column, excerpt) in [
            (&b"# \xd6\xd0\xce\xc4\n"[..], 2..3, 1, 3, "# ????"),
            (b"\xff", 0..1, 1, 1, "?"),
            ("中文\n中".as_bytes().split_last().expect("bytes").1, 7..9, 2, 1, "??"),
            (b"\xef\xbb\xbfa\r\nb\xc3(c\r\nd", 7..8, 2, 2, "b?(c"),
        ] {
            let ReadError::NotUtf8 { byte, place } = error(bytes) else { panic!("{bytes:x?}") };
            assert_eq!((byte, place.span.range()), (start.start, start), "{bytes:x?}");
            assert_eq!((place.start.line, place.start.column), (line, column), "{bytes:x?}");
            assert_eq!(&*place.excerpt.text, excerpt, "{bytes:x?}");
        }
        let long = [&b"a".repeat(1000)[..], b"\xff", &b"\xff".repeat(1000)].concat();
        assert!(
            matches!(error(&long), ReadError::NotUtf8 { byte: 1000, place } if place.start.column == 1001)
        );
    }

    #[test]
    fn what_never_ends_is_not_read_to_its_end() {
        let endless = io::repeat(b'a');
        assert!(matches!(SourceFile::of_stream(endless, LARGEST + 1, "a.md"), Err(ReadError::TooLarge)));
    }
}
