//! What HTML shows, because comments and tags are no content and the text between them is.

use memchr::memmem;

/// Tags that show nothing without what is between them and their end.
const PLAIN: [&str; 22] = [
    "a", "b", "br", "center", "code", "del", "em", "font", "hr", "i", "ins", "kbd", "mark", "p", "s",
    "small", "span", "strong", "sub", "sup", "tt", "u",
];
const IMAGES: [&str; 3] = ["img", "picture", "svg"];
/// Tags whose content is not for readers.
const HIDDEN: [&str; 2] = ["script", "style"];

enum Token<'h> {
    Text(&'h str),
    /// The name of a tag that opens something.
    Opening(&'h str),
    /// A comment, or a tag that closes something or is none.
    Other,
}

/// The texts between the tags and comments of `html`.
pub(super) fn texts(html: &str) -> impl Iterator<Item = &str> {
    tokens(html).filter_map(|token| match token {
        Token::Text(text) => Some(text),
        _ => None,
    })
}

/// True if `html` holds an image.
pub(super) fn holds_image(html: &str) -> bool {
    tokens(html).any(|token| matches!(token, Token::Opening(name) if is_one_of(name, &IMAGES)))
}

/// True if `html` shows something: a text, or what a tag stands for, such as an image.
pub(super) fn shows(html: &str) -> bool {
    tokens(html).any(|token| match token {
        Token::Text(text) => !text.trim().is_empty(),
        Token::Opening(name) => !is_one_of(name, &PLAIN) && !is_one_of(name, &HIDDEN),
        Token::Other => false,
    })
}

fn tokens(mut html: &str) -> impl Iterator<Item = Token<'_>> {
    std::iter::from_fn(move || {
        if html.is_empty() {
            return None;
        }
        let (token, end) = token(html);
        html = &html[end..];
        Some(token)
    })
}

/// The token that `html` begins with, and its length.
fn token(html: &str) -> (Token<'_>, usize) {
    let behind = |mark: &str, from: usize| {
        let found = memmem::find(&html.as_bytes()[from..], mark.as_bytes());
        found.map_or(html.len(), |at| from + at + mark.len())
    };
    if html.starts_with("<!--") {
        return (Token::Other, behind("-->", "<!--".len()));
    }
    let Some(inner) = html.strip_prefix('<').filter(|inner| inner.starts_with(is_markup)) else {
        let end = html.char_indices().skip(1).find(|&(_, c)| c == '<').map_or(html.len(), |(at, _)| at);
        return (Token::Text(&html[..end]), end);
    };
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return (Token::Other, behind(">", 1));
    }
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let end = if is_one_of(name, &HIDDEN) {
        html[1..].find("</").map_or(html.len(), |at| 1 + at)
    } else {
        behind(">", 1)
    };
    (Token::Opening(name), end)
}

fn is_markup(c: char) -> bool {
    c.is_ascii_alphabetic() || "/!?".contains(c)
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_what_is_between_tags() {
        for (html, expected) in [
            ("<p>中文 <b>bold</b></p>", "中文 bold"),
            ("<!-- a > b -->c<!-- never closed", "c"),
            ("a < b <i", "a < b "),
            ("<script>let a = 1;</script>b<style>p {}</style>", "b"),
            ("<img alt='中' src=\"x\">", ""),
            ("é<br/>é", "éé"),
        ] {
            assert_eq!(texts(html).collect::<String>(), expected, "{html}");
        }
    }

    #[test]
    fn comments_and_anchors_show_nothing() {
        for html in [
            "<!-- a -->\n<!-- b -->",
            "<a id=\"x\"></a>",
            "<br>",
            "</div>",
            "<style>p {}</style>",
            "<!doctype html>",
        ] {
            assert!(!shows(html), "{html}");
        }
        for html in ["<!-- a --> b", "<img src=x>", "<Chart />", "<p>a</p>", "<video></video>"] {
            assert!(shows(html), "{html}");
        }
    }
}
