//! What the reporters show, on findings made by hand.

#[path = "report/sample.rs"]
mod sample;

use casegate::diagnostic::{Diagnostic, Safety, Severity};
use casegate::message::{Lang, Message};
use casegate::report::{Format, Report, Style, Summary, Verdict, reporter, summary};
use casegate::rules;
use casegate::score::Ratio;
use insta::assert_snapshot;
use proptest::prelude::*;
use sample::{PLAIN, ROW, TABLE, VALUE, at, label, no_place, report, spanned, written, wrong_total};
use serde_json::Value;

fn pretty(diagnostic: Diagnostic) -> String {
    written(&report(vec![diagnostic]), Format::Pretty, Lang::En, false)
}

/// Colours as words, so that snapshots can be read.
fn visible(text: &str) -> String {
    text.replace('\u{1b}', "␛")
}

#[test]
fn pretty_draws_a_whole_finding_in_both_languages() {
    let report = report(vec![wrong_total(), no_place()]);
    assert_snapshot!("pretty_en", written(&report, Format::Pretty, Lang::En, false));
    assert_snapshot!("pretty_zh", written(&report, Format::Pretty, Lang::ZhCn, false));
    assert_snapshot!("pretty_color", visible(&written(&report, Format::Pretty, Lang::ZhCn, true)));
}

#[test]
fn concise_takes_one_line_per_finding() {
    let report = report(vec![at("一二三 wrong\n", "wrong"), wrong_total(), no_place()]);
    assert_snapshot!("concise_en", written(&report, Format::Concise, Lang::En, false));
    assert_snapshot!("concise_zh", written(&report, Format::Concise, Lang::ZhCn, false));
    assert_snapshot!("concise_color", visible(&written(&report, Format::Concise, Lang::En, true)));
}

/// The line of the frame that holds `mark`, and the one below with the carets, as columns of the terminal.
fn carets(frame: &str) -> (String, std::ops::Range<usize>) {
    let lines: Vec<&str> = frame.lines().collect();
    let below = lines.iter().position(|line| line.contains(": ") && line.contains('^')).expect("carets");
    let line = lines[below];
    let first = line.find('^').expect("a caret");
    let last = line.rfind('^').expect("a caret");
    (lines[below - 1].to_owned(), first..last + 1)
}

/// Columns of the terminal that `needle` takes in `line`.
fn columns(line: &str, needle: &str) -> std::ops::Range<usize> {
    use unicode_width::UnicodeWidthStr;
    let at = line.find(needle).expect("the needle is on the line");
    let start = line[..at].width();
    start..start + needle.width()
}

#[test]
fn carets_stand_below_what_they_mark() {
    for (text, needle) in [
        ("支付网关的金额有误，应修正。\n", "金额"),
        ("前缀 👍 后缀 wrong\n", "wrong"),
        ("e\u{301}e\u{301} wrong\n", "wrong"),
        ("plain wrong text", "wrong"),
        ("一\r\n二 wrong\r\n三", "wrong"),
        ("一\r二 wrong\r三", "wrong"),
        ("\u{feff}wrong at the start\n", "wrong"),
        ("\u{feff}# 标题 wrong\n", "wrong"),
        ("\u{1b}[31mred\u{1b}[0m wrong", "wrong"),
        ("\u{202e}evil\u{2066} 金额", "金额"),
    ] {
        let frame = pretty(at(text, needle));
        let (line, range) = carets(&frame);
        assert_eq!(range, columns(&line, needle), "{text:?}\n{frame}");
    }
}

#[test]
fn tabs_are_drawn_as_blanks_with_the_carets_behind_them() {
    let frame = pretty(at("\ta\twrong\n", "wrong"));
    let (line, range) = carets(&frame);
    assert_eq!(range, columns(&line, "wrong"), "{frame}");
    assert!(frame.contains("[docs/a.md:1:4]"), "{frame}");
}

#[test]
fn long_lines_are_cut_around_the_mark() {
    let filler = "很长的中文内容，".repeat(400);
    for (text, left, right) in [
        (format!("{filler}金额{filler}"), true, true),
        (format!("金额{filler}"), false, true),
        (format!("{filler}金额"), true, false),
        (format!("{}金额", "x".repeat(90)), false, false),
        (format!("{}金额", "x".repeat(97)), true, false),
        (format!("{}金额", "\t".repeat(40)), true, false),
    ] {
        let frame = pretty(at(&text, "金额"));
        let (line, range) = carets(&frame);
        assert_eq!(range, columns(&line, "金额"), "{frame}");
        assert!(range.end < 110, "{frame}");
        assert_eq!(line.contains("| …"), left, "{frame}");
        assert_eq!(line.ends_with('…'), right, "{frame}");
    }
    let column = filler.chars().count() + 1;
    let frame = pretty(at(&format!("{filler}金额{filler}"), "金额"));
    assert!(frame.contains(&format!("[docs/a.md:1:{column}]")), "{frame}");
}

#[test]
fn places_that_are_hard_to_draw() {
    let long = format!("{}\n", "x".repeat(3_000));
    let many = "line\n".repeat(40);
    let cases = [
        ("zero width at the end of the file", spanned("one\ntwo", 7, 7)),
        ("zero width behind the last line ending", spanned("one\ntwo\n", 8, 8)),
        ("zero width in an empty file", spanned("", 0, 0)),
        ("a line ending", spanned("one\ntwo\n", 3, 4)),
        ("the line feed of a CRLF", spanned("one\r\ntwo\r\n", 4, 5)),
        ("a line with its ending", spanned("one\ntwo\nthree\n", 4, 8)),
        ("blank lines", spanned("one\n\n\n\ntwo\n", 4, 6)),
        ("a byte order mark", spanned("\u{feff}one\n", 0, 3)),
        ("two lines", spanned("# 一\n\n正文，第一行\n第二行到此为止。\n", 7, 38)),
        ("a span longer than a line is shown", spanned(&long, 10, 3_000)),
        ("a span over many lines", spanned(&many, 5, 150)),
    ];
    let mut text = String::new();
    for (name, diagnostic) in cases {
        text.push_str(&format!("-- {name}\n{}\n", pretty(diagnostic)));
    }
    assert!(!text.contains("Failed to read"), "{text}");
    assert_snapshot!(text);
}

#[test]
fn labels_get_their_frames_and_the_rest_is_told() {
    let other = "# 别处\n\n这里写的是 1,200 万元。\n";
    let long = format!("near {} far\n", "x".repeat(500));
    let mut diagnostic = at(&long, "near");
    let row = |row: usize| Message::new(&ROW).with("row", row);
    diagnostic.labels = vec![
        label("docs/a.md", &long, "far", row(1)),
        label("docs/b.md", other, "1,200", row(2)),
        label("docs/b.md", other, "万元", row(3)),
        label("docs/c.md", TABLE, "项目", row(4)),
        label("docs/d.md", TABLE, "项目", row(5)),
        label("docs/e.md", TABLE, "项目", row(6)),
    ];
    assert_snapshot!(pretty(diagnostic));
}

#[test]
fn a_label_without_a_main_place_is_told() {
    let mut diagnostic = no_place();
    diagnostic.labels = vec![label("docs/a.md", TABLE, "合计", Message::new(&PLAIN))];
    let text = pretty(diagnostic);
    assert!(text.contains("  note: docs/a.md:7:3: something is wrong here\n"), "{text}");
}

#[test]
fn an_unsafe_fix_is_called_one() {
    let mut diagnostic = wrong_total();
    diagnostic.fix.as_mut().expect("it has one").safety = Safety::Unsafe;
    let report = report(vec![diagnostic]);
    assert!(
        written(&report, Format::Pretty, Lang::En, false)
            .contains("  fix available (unsafe): replace 58,900 by 57,900\n")
    );
    assert!(
        written(&report, Format::Pretty, Lang::ZhCn, false)
            .contains("  可自动修复（可能改变含义）：将 58,900 替换为 57,900\n")
    );
}

/// A finding whose every text is hostile.
fn hostile() -> Diagnostic {
    let evil = "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}\u{202e}\u{2067}\0\n\r\u{7f}";
    let text = format!("a {evil} b\n");
    let mut diagnostic = at(&text, "b");
    diagnostic.path = format!("docs/{evil}.md").into();
    diagnostic.message = Message::new(&VALUE).with("word", evil);
    diagnostic.help = Some(&VALUE);
    diagnostic.labels = vec![
        label(&format!("{evil}.md"), &text, "a", Message::new(&VALUE).with("word", evil)),
        label("docs/far.md", &text, "a", Message::new(&VALUE).with("word", evil)),
    ];
    let mut fix = wrong_total().fix.expect("it has one");
    fix.title = &VALUE;
    diagnostic.fix = Some(fix);
    diagnostic
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let mut unplaced = hostile();
    unplaced.place = None;
    let report = report(vec![hostile(), unplaced]);
    for format in [Format::Pretty, Format::Concise] {
        let text = written(&report, format, Lang::En, false);
        assert!(
            !text.contains(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2067}')),
            "{text:?}"
        );
        assert!(text.contains("\\u{1b}[2J"), "{text}");
    }
    assert_eq!(written(&report, Format::Concise, Lang::En, false).lines().count(), 2);
}

#[test]
fn more_findings_than_asked_for_are_counted() {
    let report = report((0..5).map(|_| at("a wrong word\n", "wrong")).collect());
    let limited = |format, lang| {
        let mut out = Vec::new();
        let style = Style { lang, color: false, max_diagnostics: Some(2) };
        reporter(format, style).write(&report, &mut out).expect("a vector takes everything");
        String::from_utf8(out).expect("reports are UTF-8")
    };
    assert!(limited(Format::Pretty, Lang::En).ends_with("\n\n… and 3 more\n"));
    assert!(limited(Format::Pretty, Lang::ZhCn).ends_with("\n\n……另有 3 条\n"));
    assert_eq!(limited(Format::Concise, Lang::En).lines().count(), 3);
    assert_eq!(limited(Format::Jsonl, Lang::En).lines().count(), 6);
}

#[test]
fn frames_are_parted_by_one_blank_line() {
    let report = report((0..600).map(|_| at("a wrong word\n", "wrong")).collect());
    let text = written(&report, Format::Pretty, Lang::En, false);
    assert_eq!(text.matches("\n\nwarning[test/sample]\n").count(), 599);
    assert!(!text.contains("\n\n\n"));
    assert!(text.starts_with("warning[") && text.ends_with("----\n"));
    assert_eq!(written(&Report::default(), Format::Pretty, Lang::En, false), "");
}

#[test]
fn json_has_every_field_whether_or_not_there_is_a_value() {
    let mut report = report(vec![wrong_total(), no_place()]);
    report.diagnostics[1].labels = vec![label("docs/a.md", TABLE, "合计", Message::new(&PLAIN))];
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let text = written(&report, Format::Json, Lang::ZhCn, false);
    assert!(text.contains(&version));
    assert_snapshot!("json_zh", text.replace(&version, "\"version\": \"…\""));
    assert_snapshot!("jsonl_en", written(&report, Format::Jsonl, Lang::En, false));
}

#[test]
fn json_keeps_control_characters_as_escapes() {
    let report = report(vec![hostile()]);
    for format in [Format::Json, Format::Jsonl] {
        let text = written(&report, format, Lang::En, false);
        let steers = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2067}');
        assert!(!text.contains(steers), "{text:?}");
    }
    let text = written(&report, Format::Json, Lang::En, false);
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    assert!(value["diagnostics"][0]["message"].as_str().is_some_and(|it| it.contains('\u{1b}')));
}

#[test]
fn json_links_rules_to_their_page() {
    let Some(rule) = rules::all().next() else { return };
    let mut diagnostic = at("a wrong word\n", "wrong");
    diagnostic.rule = rule.id;
    let text = written(&report(vec![diagnostic]), Format::Json, Lang::En, false);
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(value["diagnostics"][0]["url"], rule.url());
    assert_eq!(value["diagnostics"][0]["aliases"], serde_json::json!(rule.aliases));
}

fn summarised(report: &Report, lang: Lang, color: bool) -> String {
    let mut out = Vec::new();
    summary::write(report, Style { lang, color, max_diagnostics: None }, &mut out).expect("a vector");
    String::from_utf8(out).expect("it is UTF-8")
}

#[test]
fn the_summary_fits_the_run() {
    let ratio = |passed, total| Ratio { passed, total };
    let mixed = report(vec![wrong_total(), at("a b\n", "b"), at("a b\n", "b"), {
        let mut info = at("a b\n", "a");
        info.severity = Severity::Info;
        info
    }]);
    let perfect = Report {
        diagnostics: Vec::new(),
        summary: Summary {
            documents: 1,
            cases: 1,
            scores: [ratio(32, 32), ratio(27, 27), ratio(4_100, 4_100), ratio(9, 9)],
            gate: Some(Verdict::Passed),
            ..Summary::default()
        },
    };
    let known = Report {
        diagnostics: Vec::new(),
        summary: Summary {
            documents: 2,
            baselined: 7,
            scores: [ratio(0, 0), ratio(50, 54), ratio(0, 3), ratio(0, 0)],
            ..Summary::default()
        },
    };
    let mut text = String::new();
    for (name, report) in
        [("mixed", &mixed), ("perfect", &perfect), ("known", &known), ("empty", &Report::default())]
    {
        for lang in [Lang::En, Lang::ZhCn] {
            text.push_str(&format!("-- {name} {lang:?}\n{}", summarised(report, lang, false)));
        }
    }
    assert_snapshot!("summary", text);
    assert_snapshot!("summary_color", visible(&summarised(&mixed, Lang::En, true)));
}

proptest! {
    /// Whatever the text and wherever the span: a frame is drawn, and nothing that steers a terminal gets out.
    #[test]
    fn every_place_can_be_drawn(
        text in "([a-z ]|[一-十]|\t|\n|\r\n|\r|\u{feff}|👍🏽|\u{1b}|x{90}){0,60}",
        cuts in prop::collection::vec(0.0..=1.0_f64, 4),
    ) {
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| {
            let mut at = (cut * text.len() as f64) as usize;
            while !text.is_char_boundary(at) { at -= 1; }
            at
        }).collect();
        cuts[..2].sort_unstable();
        cuts[2..].sort_unstable();
        let mut diagnostic = spanned(&text, cuts[0], cuts[1]);
        let other = spanned(&text, cuts[2], cuts[3]);
        diagnostic.labels.push(casegate::diagnostic::Label {
            path: other.path,
            place: other.place.expect("it has one"),
            message: Message::new(&PLAIN),
        });
        let frame = pretty(diagnostic);
        prop_assert!(!frame.contains("Failed"), "{}", frame);
        prop_assert!(!frame.contains(|c: char| c.is_control() && c != '\n'), "{:?}", frame);
    }
}
