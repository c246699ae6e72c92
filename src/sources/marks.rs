//! Marks in running text that claim to point to a source, and addresses that can't.
//!
//! Whether something is there at the other end is for others to say.

use std::ops::Range;

use crate::source::character_start;

/// What a pair of brackets claims.
#[derive(Debug, PartialEq)]
pub enum Mark<'a> {
    /// `[^name]`
    Footnote(&'a str),
    /// `[text][label]`, or `[text][]` whose label is the text.
    Label(&'a str),
    /// `[3]`, `[1, 2]`, `[1-3]`: what stands in the brackets
    Numbers(&'a str),
    /// `[@a; see @b, p. 3]`: each key with where its `@` stands in the text
    Keys(Vec<(usize, &'a str)>),
}

/// The marks of a run of text, in order, with where they stand in it.
pub fn marks(text: &str) -> impl Iterator<Item = (Range<usize>, Mark<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let open = at + memchr::memchr(b'[', &text.as_bytes()[at..])?;
            at = open + 1;
            let Some((inner, end)) = bracket(text, open) else { continue };
            let before = text[..open].chars().next_back();
            if before == Some('\\') {
                continue;
            }
            let index = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ')' | ']' | '#' | '!' | '/');
            if before.is_some_and(index) && !inner.starts_with('^') {
                // What follows the index in `a[i][j]` belongs to it too.
                at = end;
                continue;
            }
            let after = text[end..].chars().next();
            if let Some((label, label_end)) = bracket(text, end) {
                at = label_end;
                if let Some(label) = reference(inner, label).filter(|_| !text[label_end..].starts_with('[')) {
                    return Some((open..label_end, Mark::Label(label)));
                }
                continue;
            }
            if matches!(after, Some(':' | '(' | '[')) {
                continue;
            }
            let mark = match inner.strip_prefix('^') {
                Some(name) => is_footnote(name, after).then_some(Mark::Footnote(name)),
                None if numbers(inner).is_some() => Some(Mark::Numbers(inner)),
                None => keys(inner, open + 1).map(Mark::Keys),
            };
            if let Some(mark) = mark {
                at = end;
                return Some((open..end, mark));
            }
        }
    })
}

/// What stands in the brackets that open at `open`, and the offset behind them.
fn bracket(text: &str, open: usize) -> Option<(&str, usize)> {
    let inner = text.get(open..)?.strip_prefix('[')?;
    let len = memchr::memchr3(b']', b'[', b'\n', inner.as_bytes())?;
    (inner.as_bytes()[len] == b']').then(|| (&inner[..len], open + len + 2))
}

/// The label of `[text][label]`, if that is a link to somebody who reads it.
fn reference<'a>(text: &'a str, label: &'a str) -> Option<&'a str> {
    let words = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let prose = |part: &str| {
        part.trim() == part
            && !part.contains("::")
            && !part.contains(['=', '"', '\'', '<', '>', '{', '}', '|', '*', '\\', '@'])
            && !part.starts_with(['^', '.', '-', '+', '`', '$', '#'])
            && !part.ends_with(',')
            // Tags of test suites: `[Slow][Feature:Quota]`.
            && part.split_once(':').is_none_or(|(_, rest)| rest.starts_with([' ', '/']))
    };
    let label = if label.is_empty() { text } else { label };
    let number = label.bytes().all(|byte| byte.is_ascii_digit());
    (words(text) && prose(text) && prose(label) && (number || words(label))).then_some(label)
}

/// True for a name of a footnote; a class of characters such as `[^a-z]*` is none.
fn is_footnote(name: &str, after: Option<char>) -> bool {
    let number = name.bytes().all(|byte| byte.is_ascii_digit());
    let name_like = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
    let range = name.split('-').all(|part| part.chars().count() <= 1);
    !name.is_empty()
        && name_like
        && (number || (name.chars().count() >= 2 && !range))
        && !matches!(after, Some('*' | '+' | '?' | '{' | '\\' | '$' | ']' | 'a'..='z'))
}

/// A longer range is one of values, not of references.
const LONGEST_RANGE: u32 = 50;

/// The numbers that `1, 3-5` stands for; `None` if it stands for none.
pub fn numbers(inner: &str) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    for part in inner.split([',', '，', '、', ';']) {
        let mut ends = part.trim().split(['-', '–', '—', '~']).map(|end| {
            let end = end.trim();
            // A year and a zero are no entries of a list.
            let plain = (1..=3).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_digit());
            end.parse::<u32>().ok().filter(|&number| plain && number > 0)
        });
        let first = ends.next()??;
        let last = ends.next().unwrap_or(Some(first))?;
        if ends.next().is_some() || last < first || last - first > LONGEST_RANGE {
            return None;
        }
        numbers.extend(first..=last);
    }
    Some(numbers)
}

/// The keys in brackets whose inside starts at `at`.
fn keys(inner: &str, mut at: usize) -> Option<Vec<(usize, &str)>> {
    let mut keys = Vec::new();
    for part in inner.split(';') {
        let (before, rest) = part.split_once('@')?;
        if before.ends_with(|c: char| c != ' ' && c != '-') {
            return None;
        }
        keys.push((at + before.len(), key(rest)?));
        at += part.len() + 1;
    }
    Some(keys)
}

/// The key that a text starts with, as Pandoc reads one.
pub(crate) fn key(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && !"_:.#$%&-+?~/".contains(c)).unwrap_or(text.len());
    let key = text[..end].trim_end_matches(['.', ':', '?', '-']);
    (!key.is_empty()).then_some(key)
}

/// The number with which an ordered list starts.
pub(super) fn leading_number(list: &str) -> Option<u32> {
    list[..list.find(|c: char| !c.is_ascii_digit())?].parse().ok()
}

/// The number of a reference written as `[3] Author, Title`, in a list or not, and the offset behind its brackets.
pub(super) fn entry_number(line: &str) -> Option<(u32, usize)> {
    let marker = line.trim_start_matches([' ', '\t', '-', '*', '+', '>', '\\']);
    let (number, rest) = marker.strip_prefix('[')?.split_once([']', '\\'])?;
    let number = number.trim_start_matches('^').parse().ok()?;
    Some((number, line.len() - rest.strip_prefix(']').unwrap_or(rest).len()))
}

/// True for an address in which nothing can be found.
pub(super) fn is_broken(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https").or_else(|| address.strip_prefix("http")) else {
        return false;
    };
    let Some(rest) = rest.strip_prefix(':') else { return false };
    match rest.strip_prefix("//") {
        // Blanks are encoded in every target that works.
        Some(host) => host.is_empty() || host.starts_with(['/', '?', '#']) || host.contains(' '),
        None => rest.starts_with('/') && rest.len() > 1,
    }
}

/// How many bytes of an address tell that it is broken: `https:///`, or `https:/` and a character.
const LONGEST_BROKEN: usize = 11;

/// An address in running text that is none: `https://` with nothing behind it, or `http:/x`.
pub(super) fn broken_address(text: &str) -> Option<Range<usize>> {
    let mut end = 0;
    for start in memchr::memmem::find_iter(text.as_bytes(), b"http") {
        if start >= end {
            let stop = |c: char| c.is_whitespace() || "，。；）)|".contains(c);
            end = start + text[start..].find(stop)?;
        }
        // The first bytes tell; without the rest a text of nothing but addresses is read once.
        let first = &text[start..character_start(text, end.min(start + LONGEST_BROKEN))];
        if is_broken(first) {
            return Some(start..end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Mark<'_>> {
        marks(text).map(|(_, mark)| mark).collect()
    }

    #[test]
    fn marks_point_to_sources() {
        assert_eq!(found("达到 5000 QPS[^1]。"), [Mark::Footnote("1")]);
        assert_eq!(found("见 [^来源], [^a-b-note]"), [Mark::Footnote("来源"), Mark::Footnote("a-b-note")]);
        assert_eq!(found("[the report][tpcc] and [报告][]"), [Mark::Label("tpcc"), Mark::Label("报告")]);
        assert_eq!(
            found("如[3]和 [1, 2] 及 [4-6]"),
            [Mark::Numbers("3"), Mark::Numbers("1, 2"), Mark::Numbers("4-6")]
        );
        assert_eq!(numbers("1, 4-6"), Some(vec![1, 4, 5, 6]));
        assert_eq!(
            found("[@a; see @b, p. 3] [-@c]"),
            [Mark::Keys(vec![(1, "a"), (9, "b")]), Mark::Keys(vec![(21, "c")])]
        );
    }

    #[test]
    fn other_brackets_do_not() {
        for text in [
            "a[i][j] and m[3] and f()[1]",
            "- [ ] task, [x] done",
            "[^a-z]* [^\"]+ [^x] a[^bc]d",
            "[Feature:Quota][Slow] [Slow][Feature:Quota]",
            "[`Vec`][] [Foo::bar][] [`x`][std::vec]",
            "#[derive(Debug)] #![no_std]",
            "[0] [2024] [3-1] [1-999] [1.2] [a] [NOTE]",
            "\\[^1] \\[1]",
            "[user@host] [a@b; c]",
            "int[][] [][] [a][b] [1][2]",
            "[key]: value",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn addresses_are_checked_for_form_only() {
        for address in ["https://", "http:/example.org", "https:///x", "https://exa mple.org"] {
            assert!(is_broken(address), "{address}");
        }
        for address in ["https://example.org", "http", "httpd", "https://例子.中国/a"] {
            assert!(!is_broken(address), "{address}");
        }
        assert_eq!(broken_address("来源：https:// （待补）"), Some(9..17));
        assert_eq!(broken_address("see https://"), None);
    }
}
