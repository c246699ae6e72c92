//! No text makes the recogniser panic, leave the text, or work more per byte the longer it gets.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::found;

/// What is asked of the quantities of any text.
fn check(text: &str) -> Result<(), TestCaseError> {
    let mut last = 0;
    for quantity in found(text) {
        let (range, number) = (&quantity.range, &quantity.number);
        for end in [range.start, range.end, number.start, number.end] {
            prop_assert!(text.is_char_boundary(end as usize), "{end} in {text:?}");
        }
        prop_assert!(last <= range.start && range.start < range.end, "{range:?} in {text:?}");
        prop_assert!(
            range.start <= number.start && number.start < number.end && number.end <= range.end,
            "{number:?} of {range:?} in {text:?}"
        );
        prop_assert!(
            quantity.low.zip(quantity.high).is_none_or(|(low, high)| low <= high),
            "reversed interval of {range:?} in {text:?}"
        );
        // What rules make of it must not overflow either.
        let _ = (quantity.interval(), quantity.base());
        last = range.end;
    }
    Ok(())
}

/// Pieces of quantities and of what only looks like them, which random characters seldom make.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        r"[0-9]{1,4}",
        r"[0-9]{15,25}",
        r"[０-９]{1,4}",
        r"[0-9]{1,3}(,[0-9]{3}){1,7}",
        "[一二两三四五六七八九十百千万亿半数几上翻分之多余级第每约近超]{1,6}",
        "(万|亿|K|M|B|bn|million| billion)",
        "(ms|s|%|元|个|台|笔|天|年|月|日|小时|GB|MiB|QPS|x|倍|users|pods|KB/s|/秒|/天|per second|每天)",
        "(<|>|≥|<=|~|约|不到|超过|over |at least |up to |以上|左右|or more)",
        r"[-–~至到:/.,+*$¥€()（）：，。 \n\u{a0}\u{fffc}^_#×]{1,3}",
        "(two|five|ten|tenfold|two-fold|days|percent|version|RFC|in|from|between|and|to)",
        r"\PC{1,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn quantities_lie_in_the_text_in_order(pieces in prop::collection::vec(piece(), 0..12)) {
        check(&pieces.concat())?;
    }

    #[test]
    fn no_text_is_too_strange(text in r"\PC{0,60}") {
        check(&text)?;
    }
}

/// What has to be looked at again and again if anything looks too far.
const PATTERNS: [&str; 26] = [
    "1-",
    "9",
    "约",
    "5 ",
    "数百万",
    "1,111,",
    "1.",
    "一",
    "百",
    "5年",
    "5月",
    "1[",
    "1 一",
    "a1",
    "five ",
    "5 per ",
    "5/",
    "1+",
    "$",
    "~5",
    "5a-",
    "10:",
    "几",
    "第5",
    "5\n",
    "。",
];

fn time(text: &str) -> Duration {
    let start = Instant::now();
    std::hint::black_box(found(text));
    start.elapsed()
}

/// A hundred times the text takes a hundred times as long, and would take ten thousand times as long if every number looked
/// at all of it. Nothing is asked of the time itself, and a busy machine gets several chances.
fn assert_linear(pattern: &str, end: &str) {
    let [short, long] = [400, 40_000].map(|length: usize| pattern.repeat(length / pattern.len()) + end);
    let least = (0..5).map(|_| time(&short)).min().unwrap_or_default();
    // What takes no time to speak of is measured too badly to compare.
    let most = least.max(Duration::from_micros(50)) * 2000;
    assert!((0..5).any(|_| time(&long) < most), "{pattern:?} {end:?}: {least:?} for {} bytes", short.len());
}

#[test]
fn work_per_byte_stays_the_same() {
    // The lexicons are made at their first use.
    found("约 5 个 第一 two");
    for pattern in PATTERNS {
        check(&pattern.repeat(2000)).expect("the text is as any other");
        assert_linear(pattern, "");
    }
    for (pattern, end) in [("1 ", "个"), ("5", "天"), ("。", "5 个"), (" ", "5 个"), ("5 ", "]")] {
        assert_linear(pattern, end);
    }
}
