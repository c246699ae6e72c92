//! The attributes of raw HTML, because links and anchors hide there too.

use crate::source::Span;

/// An attribute of a start tag.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'a> {
    name: &'a str,
    /// What stands between the quotes, if there are any.
    pub value: &'a str,
    /// Offset of the value in the HTML.
    at: usize,
}

impl Attribute<'_> {
    /// True if this is the attribute `name`, whatever its case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Where the value stands if the HTML starts at `start`.
    pub fn span(&self, start: u32) -> Span {
        let start = start as usize + self.at;
        Span::new(start, start + self.value.len())
    }
}

/// The attributes with a value of all start tags in `html`; comments, scripts and styles hold none.
pub(crate) fn attributes(html: &str) -> impl Iterator<Item = Attribute<'_>> {
    let mut at = 0;
    let mut in_tag = false;
    std::iter::from_fn(move || {
        loop {
            if !in_tag {
                at += html[at..].find('<')?;
                let rest = &html[at..];
                if rest.starts_with("<!--") {
                    at += rest.find("-->")? + 3;
                } else if let Some(end) = raw_text(rest) {
                    at += end;
                } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
                    at += rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len());
                    in_tag = true;
                } else {
                    at += 1;
                }
                continue;
            }
            at += html[at..].find(|c: char| !c.is_whitespace() && c != '/')?;
            if html[at..].starts_with('>') {
                in_tag = false;
                continue;
            }
            let end = |from: usize, stop: &[char]| {
                html[from..]
                    .find(|c: char| c.is_whitespace() || stop.contains(&c))
                    .map_or(html.len(), |len| from + len)
            };
            let name_end = end(at, &['=', '>', '/']);
            let name = &html[at..name_end];
            let value = html[name_end..].trim_start();
            let Some(value) = value.strip_prefix('=').map(str::trim_start) else {
                // A lone character such as a quote must not stop the scan.
                at = name_end.max(at + html[at..].chars().next().map_or(1, char::len_utf8));
                continue;
            };
            let start = html.len() - value.len();
            let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                at = end(start, &['>']);
                // `href={page}` is a template's.
                if start == at || value.starts_with(['{', '$']) {
                    continue;
                }
                return Some(Attribute { name, value: &html[start..at], at: start });
            };
            let len = value[1..].find(quote)?;
            at = start + len + 2;
            return Some(Attribute { name, value: value[1..=len].trim(), at: start + 1 });
        }
    })
}

/// Length of a script or style element with which `html` starts.
fn raw_text(html: &str) -> Option<usize> {
    ["script", "style"].into_iter().find_map(|name| {
        let opening = html.get(1..=name.len())?;
        if !opening.eq_ignore_ascii_case(name) {
            return None;
        }
        Some(html.find("</").unwrap_or(html.len()).max(1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_attributes_of_start_tags_count() {
        let found: Vec<_> = attributes(
            "<p align=center disabled style={x}><a\n  HREF = 'x.md' id=\"y\"/> </a href='n'> a < b <!-- <i id='n'> --> <b name='z'",
        )
        .map(|attribute| (attribute.name, attribute.value))
        .collect();
        assert_eq!(found, [("align", "center"), ("HREF", "x.md"), ("id", "y"), ("name", "z")]);
        assert_eq!(attributes("<script>let a = \"<a href='n'>\";</script><i id='y'>").count(), 1);
        assert_eq!(attributes("<a '\"=> <a id=\"open").count(), 0);
    }
}
