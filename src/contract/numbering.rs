//! Numbers in front of titles, which are left out where names are compared. Where `format/section-numbering` must be sure
//! that something is a number, this may be generous: a title without its first word is no name.

use std::sync::LazyLock;

use regex::Regex;

const COUNTED: &str = r"案例|步骤|阶段|部分|章节|附录|要点|任务|case(?:\ study)?|step|phase|stage|part|chapter|section|appendix";
/// The English words that [`COUNTED`] begins with.
const COUNTED_WORDS: [&str; 8] = ["case", "step", "phase", "stage", "part", "chapter", "section", "appendix"];
const HAN_NUMERALS: &str = "[0-9一二三四五六七八九十百零〇两]";

static NUMBERING: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?xi)^[\s\#*•·>–—§-]*(?:
            第\s*{HAN_NUMERALS}{{1,4}}\s*(?:章|节|篇|部分|卷|讲|课|步|阶段|期|条|点)[\s:、.,-]*
          | [(\[【]\s*(?:[0-9]{{1,3}}|{HAN_NUMERALS}{{1,3}}|[a-z]|[ivx]{{1,4}})\s*[)\]】][\s:、.]*
          | (?:{COUNTED})\s*(?:[0-9]{{1,3}}|{HAN_NUMERALS}{{1,3}}|[a-z]\b)(?:\s*[:、.)]\s*|\s+[-–—]\s+|\s+)
          | (?P<dotted>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})+)[.:、)]?(?:\s+|$|(?P<glued>\p{{Han}}))
          | (?P<dotted_letter>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})*)[:、)]\s*
          | (?P<single>[0-9]{{1,3}})(?:\.\s*(?P<title>[^0-9\s])|\s+(?P<name>[^0-9\s]))
          | {HAN_NUMERALS}{{1,3}}(?:[、.:]\s*|\s+)
          | [a-z](?:[.)]\s+|、\s*)
          | [ivx]{{2,4}}(?:[.)]\s+|、\s*)
        )"
    );
    Regex::new(&pattern).expect("the pattern is part of the program")
});

/// The numbers that most titles have, `1.` and `3.1.7` with a blank behind; what is less plain is for the pattern.
fn strip_decimal(text: &str) -> Option<(Vec<u32>, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = (&text[..end], text[end..].strip_prefix(' ')?.trim_start());
    let number = number.strip_suffix('.').or(number.contains('.').then_some(number))?;
    let parts: Option<Vec<u32>> =
        number.split('.').map(|part| if part.len() <= 3 { part.parse().ok() } else { None }).collect();
    let is_title = !rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.is_empty();
    parts.filter(|_| is_title).map(|parts| (parts, rest))
}

/// True for a character beyond ASCII that a number in front of a title may begin with.
pub(super) fn may_begin_number(c: char) -> bool {
    let is_numeral = matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇' | '两'
    );
    let counts = matches!(c, '第' | '案' | '步' | '阶' | '部' | '章' | '附' | '要' | '任');
    is_numeral || counts || matches!(c, '【' | '•' | '·' | '–' | '—' | '§')
}

/// Whether it is worth looking for a number: most titles begin with a word.
fn may_be_numbered(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    if !first.is_ascii_alphabetic() {
        return first.is_ascii() || may_begin_number(first);
    }
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = &text[..letters];
    letters == 1
        || letters <= 4 && word.bytes().all(|byte| b"ivxIVX".contains(&byte))
        || COUNTED_WORDS.iter().any(|counted| counted.eq_ignore_ascii_case(word))
}

/// A number in front of a title with what is behind it; the parts of a dotted number, else no parts.
pub(super) fn strip_number(text: &str) -> Option<(Vec<u32>, &str)> {
    if let Some(found) = strip_decimal(text) {
        return Some(found);
    }
    if !may_be_numbered(text) {
        return None;
    }
    let found = NUMBERING.captures(text)?;
    let whole = found.get(0)?;
    let end =
        ["glued", "title", "name"].iter().find_map(|group| found.name(group)).map(|group| group.start());
    let dotted = ["dotted", "dotted_letter", "single"].iter().find_map(|group| found.name(group));
    let parts = dotted.map_or_else(Vec::new, |dotted| {
        dotted.as_str().split('.').filter_map(|part| part.parse().ok()).collect()
    });
    let rest = &text[end.unwrap_or(whole.end())..];
    // A title that is a number alone is its own name.
    (!rest.trim().is_empty()).then_some((parts, rest))
}
