//! Reports made by hand, with what documents can throw at a reporter.

use casegate::coverage::Coverage;
use casegate::diagnostic::{Diagnostic, Edit, Fix, Label, Safety, Severity};
use casegate::message::{Lang, Message, Text};
use casegate::report::{Format, Report, Style, Summary, Verdict, reporter};
use casegate::score::Ratio;
use casegate::source::{SourceFile, Span};

pub const TOTAL: Text = Text {
    en: "the rows add up to {sum}, the total says {total}",
    zh: "各行合计为 {sum}，合计行写的是 {total}",
};
pub const TOTAL_HELP: Text =
    Text { en: "write {sum}, or mend the row", zh: "改为 {sum}，或修正明细行" };
pub const TOTAL_FIX: Text = Text { en: "replace {total} by {sum}", zh: "将 {total} 替换为 {sum}" };
pub const ROW: Text = Text { en: "row {row}", zh: "第 {row} 行" };
pub const PLAIN: Text = Text { en: "something is wrong here", zh: "此处有误" };
pub const VALUE: Text = Text { en: "unknown word `{word}`", zh: "未知词“{word}”" };

/// A finding at the first `needle` of a text.
pub fn at(text: &str, needle: &str) -> Diagnostic {
    let start = text.find(needle).expect("the needle is in the text");
    spanned(text, start, start + needle.len())
}

/// A finding at a range of bytes of a text.
pub fn spanned(text: &str, start: usize, end: usize) -> Diagnostic {
    let source = SourceFile::new("docs/a.md", text.to_owned());
    let place = source.place(Span::new(start, end));
    let mut diagnostic = Diagnostic::new(
        "test/sample",
        Severity::Warning,
        source.path.clone(),
        Some(place),
        Message::new(&PLAIN),
    );
    diagnostic.fingerprint = "4f2a".to_owned();
    diagnostic
}

/// A label at the first `needle` of a text.
pub fn label(path: &str, text: &str, needle: &str, message: Message) -> Label {
    let source = SourceFile::new(path, text.to_owned());
    let start = text.find(needle).expect("the needle is in the text");
    Label { path: source.path.clone(), place: source.place(Span::new(start, start + needle.len())), message }
}

pub const TABLE: &str = "# 成本\n\n| 项目 | 金额（万元） |\n|---|---:|\n| 支付网关 | 12,400 |\n| 风控系统 | 45,500 |\n| 合计 | 58,900 |\n";

/// A wrong total in a Chinese table, with everything that a finding can have.
pub fn wrong_total() -> Diagnostic {
    let mut diagnostic = at(TABLE, "58,900");
    diagnostic.severity = Severity::Error;
    diagnostic.message = Message::new(&TOTAL).with("sum", "57,900").with("total", "58,900");
    diagnostic.help = Some(&TOTAL_HELP);
    diagnostic.case = Some("Square - 支付处理系统".into());
    diagnostic.labels = vec![
        label("docs/a.md", TABLE, "12,400", Message::new(&ROW).with("row", 1)),
        label("docs/a.md", TABLE, "45,500", Message::new(&ROW).with("row", 2)),
    ];
    let span = diagnostic.place.as_ref().expect("it has one").span;
    diagnostic.fix = Some(Fix {
        safety: Safety::Safe,
        title: &TOTAL_FIX,
        edits: vec![Edit { span, text: "57,900".to_owned() }],
    });
    diagnostic
}

/// A file that could not be checked.
pub fn no_place() -> Diagnostic {
    let message = Message::new(&VALUE).with("word", "\u{fffd}");
    let mut diagnostic =
        Diagnostic::new("unreadable-file", Severity::Error, "docs/坏.md".into(), None, message);
    diagnostic.fingerprint = "77".to_owned();
    diagnostic
}

pub fn report(diagnostics: Vec<Diagnostic>) -> Report {
    let ratio = |passed, total| Ratio { passed, total };
    Report {
        diagnostics,
        summary: Summary {
            documents: 8,
            cases: 8,
            suppressed: 3,
            baselined: 0,
            scores: [ratio(171, 172), ratio(120, 120), ratio(40, 41), ratio(0, 0)],
            coverage: Some(Coverage {
                quantities: 401,
                claims: 176,
                cited: 154,
                recomputed: 25,
                formulas: 16,
                formulas_skipped: 1,
            }),
            gate: Some(Verdict::Failed),
        },
    }
}

/// What a reporter writes.
pub fn written(report: &Report, format: Format, lang: Lang, color: bool) -> String {
    let mut out = Vec::new();
    reporter(format, Style { lang, color, max_diagnostics: None })
        .write(report, &mut out)
        .expect("a vector takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}
