//! Finds the texts for which the parser's time would grow with their square, since no input may hang a run.
//!
//! Such texts are made on purpose or by accident of a generator. They are parsed without the extension that is slow on
//! them, which is how CommonMark reads them.

use memchr::memmem;

/// Each `>` of a row opens a quote, and for each the parser looks through the rest of the row for an alert.
const LONGEST_ROW: usize = 256;
/// How many bytes the parser may look through in vain.
const MOST_IN_VAIN: usize = 1 << 26;
/// Shorter words hold too few addresses to matter.
const LONG_WORD: usize = 4096;

/// True if looking for alerts (`> [!NOTE]`) takes long.
pub(super) fn alerts_are_slow(text: &str) -> bool {
    memmem::find(text.as_bytes(), &[b'>'; LONGEST_ROW]).is_some()
}

/// True if looking for formulas (`$x$`, `` $`x`$ ``) takes long.
///
/// The parser looks for the end of a formula up to the end of the paragraph, and from each opening once more. An
/// opening is also an end for those before it, except `` $` `` and a `$` that it takes for an escaped one.
pub(super) fn formulas_are_slow(text: &str) -> bool {
    if memmem::find(text.as_bytes(), b"$`").is_none() && memmem::find(text.as_bytes(), b"\\\\$").is_none() {
        return false;
    }
    let (mut in_vain, mut start, mut end) = (0, 0, 0);
    for line in text.split_inclusive('\n') {
        end += line.len();
        if line.trim_ascii().is_empty() || end == text.len() {
            let paragraph = &text.as_bytes()[start..end];
            let behind_last = memmem::rfind(paragraph, b"`$").unwrap_or(0);
            let openings = memmem::find_iter(&paragraph[behind_last..], b"$`").count()
                + memmem::find_iter(paragraph, b"\\\\$").count();
            in_vain += openings * paragraph.len();
            start = end;
        }
    }
    in_vain > MOST_IN_VAIN
}

/// True if looking for addresses that are links by themselves takes long.
///
/// The parser looks for the end of an address up to the next blank, although a `<` ends it.
pub(super) fn addresses_are_slow(text: &str) -> bool {
    let in_vain = |word: &[u8]| {
        let count = |address: &[u8]| memmem::find_iter(word, address).count();
        if word.contains(&b'<') { (count(b"://") + count(b"www.")) * word.len() } else { 0 }
    };
    long_words(text.as_bytes()).map(in_vain).sum::<usize>() > MOST_IN_VAIN
}

/// What stands between blanks, if it is long.
fn long_words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    std::iter::from_fn(move || {
        loop {
            let window = text.get(start..start + LONG_WORD)?;
            // Seen from the end, most of the text is never looked at.
            if let Some(blank) = window.iter().rposition(u8::is_ascii_whitespace) {
                start += blank + 1;
                continue;
            }
            let rest = &text[start..];
            let length = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
            start += length;
            return Some(&rest[..length]);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_towers_lose_their_alerts() {
        assert!(!alerts_are_slow("> [!NOTE]\n> > text\n\n<<<<<<< ours\n>>>>>>> theirs\n"));
        assert!(alerts_are_slow(&format!("> [!NOTE]\n\n{}\n", ">".repeat(LONGEST_ROW))));
    }

    #[test]
    fn only_addresses_without_blanks_are_lost() {
        for written in ["https://x.org/ <br>", "https://x.org/,", "<https://x.org/>\n", "x<"] {
            assert!(!addresses_are_slow(&written.repeat(20_000)), "{written}");
        }
        for endless in ["https://x.org/<", "<b>www.x.org"] {
            assert!(!addresses_are_slow(&endless.repeat(500)), "{endless}");
            assert!(addresses_are_slow(&format!("text {}\n", endless.repeat(5_000))), "{endless}");
        }
    }

    #[test]
    fn only_formulas_without_end_are_lost() {
        for written in ["$a$ and $`b`$ ", "$a\n", "$`a`$\r\n\r\n$`b ", "\\\\$a\n \n", "`x$`y` \n\n"] {
            assert!(!formulas_are_slow(&written.repeat(20_000)), "{written}");
        }
        for endless in ["$`a ", "\\\\$a ", "$`a\n"] {
            assert!(!formulas_are_slow(&endless.repeat(100)), "{endless}");
            assert!(formulas_are_slow(&endless.repeat(20_000)), "{endless}");
        }
    }
}
