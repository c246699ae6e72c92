//! Words that say that something is not known, because a document that says so is complete.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

/// True if a text without markup says somewhere that something is not known or does not apply: `暂无公开数据`, `N/A`.
pub(super) fn says_absent(text: &str) -> bool {
    let is_meant = |hit: regex::Match<'_>| {
        let rest = &text[hit.end()..];
        let words = MARKERS.not_before.get(&hit.as_str().to_lowercase());
        !words.is_some_and(|words| words.iter().any(|word| rest.starts_with(word.as_str())))
    };
    MARKERS.anywhere.find_iter(text).any(is_meant) || is_word_for_nothing(text)
}

/// True if a value in a cell stands for nothing: it is empty, a dash, or says that it is absent.
pub(super) fn is_absent(text: &str) -> bool {
    !text.contains(char::is_alphanumeric) || says_absent(text)
}

fn is_word_for_nothing(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    MARKERS.alone.iter().any(|word| text.eq_ignore_ascii_case(word.trim_end_matches('.')))
}

/// The form of `absent.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    anywhere: Vec<String>,
    alone: Vec<String>,
    not_before: HashMap<String, Vec<String>>,
}

struct Markers {
    anywhere: Regex,
    alone: Vec<String>,
    not_before: HashMap<String, Vec<String>>,
}

static MARKERS: LazyLock<Markers> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../rules/completeness/absent.toml"))
        .expect("the embedded lists are checked by a test");
    let mut words = lists.anywhere;
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let words: Vec<_> = words
        .iter()
        .map(|word| {
            if word.is_ascii() {
                format!(r"(?-u:\b){}(?-u:\b)", regex::escape(word))
            } else {
                regex::escape(word)
            }
        })
        .collect();
    Markers {
        anywhere: Regex::new(&format!("(?i){}", words.join("|"))).expect("the words are escaped"),
        alone: lists.alone,
        not_before: lists.not_before,
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_said_in_words() {
        for text in [
            "暂无公开数据",
            "成本：暂无公开数据（取得它需要账单）",
            "该指标未公开。",
            "N/A",
            "n/a",
            "Not applicable.",
            "No public data on cost.",
            "未披露",
            "不适用",
            "无",
            "（无）",
            "None",
            "The price is undisclosed",
        ] {
            assert!(says_absent(text), "{text}");
        }
        for text in [
            "",
            "-",
            "无状态服务",
            "公开数据",
            "不适用于大规模场景",
            "not applicable to batch jobs",
            "published",
            "None of them failed",
            "CNA/AB",
            "数据来自公开材料",
            "the public data",
            "未知错误会重试",
        ] {
            assert!(!says_absent(text), "{text}");
        }
        for text in ["", " ", "-", "—", "/", "N/A", "暂无"] {
            assert!(is_absent(text), "{text}");
        }
        assert!(!is_absent("0"));
    }
}
