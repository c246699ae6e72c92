//! What makes two sources the same one, however they are written.

use std::sync::LazyLock;

use regex::Regex;

static DOI: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"\b10\.[0-9]{4,9}/[^\s"<>{}|\\^`\[\]，。；）]+"#).expect("the pattern is fixed")
});

/// The first DOI in a text, in lower case, as these are compared.
pub(crate) fn doi(text: &str) -> Option<String> {
    let found = DOI.find(text)?.as_str();
    // Without the parenthesis or full stop that ends the sentence around it.
    let mut doi = found.trim_end_matches(['.', ',', ';', ':', '/']);
    while doi.ends_with(')') && !doi.contains('(') {
        doi = doi.trim_end_matches(')').trim_end_matches(['.', ',', ';', ':']);
    }
    Some(doi.to_ascii_lowercase())
}

/// What an address and its variants have in common; `None` for what is no address, and for the front page of a site, which
/// many sources share.
pub(crate) fn address(url: &str) -> Option<String> {
    if let Some(doi) = url.to_ascii_lowercase().contains("doi.org/").then(|| doi(url)).flatten() {
        return Some(doi);
    }
    let (scheme, rest) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let (host, path) = rest.split_once('/')?;
    let path = path.trim_end_matches('/');
    (!path.is_empty()).then(|| format!("{}/{path}", host.to_ascii_lowercase().trim_start_matches("www.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_it_is_written() {
        assert_eq!(address("http://www.Example.org/a/"), address("https://example.org/a"));
        assert_eq!(address("https://doi.org/10.1000/ABC"), doi("doi: 10.1000/abc."));
        assert_ne!(address("https://example.org/a"), address("https://example.org/A"));
        assert_eq!(address("https://example.org/"), None);
        assert_eq!(address("a.md"), None);
        assert_eq!(doi("(10.1000/1)"), Some("10.1000/1".to_owned()));
        assert_eq!(doi("见 10.1000/a(b)c，第 3 页"), Some("10.1000/a(b)c".to_owned()));
        assert_eq!(doi("10.1 / 2"), None);
    }
}
