//! The run in a few lines for people: what was found, the four scores, and the verdict of the gate.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Ansi};
use unicode_width::UnicodeWidthStr;

use super::terminal::{BAD, BOLD, DIM, GOOD, Paint, pad, severity_style};
use super::{Report, Style, Verdict};
use crate::coverage::Coverage;
use crate::diagnostic::Severity;
use crate::message::{Lang, Message, Text};
use crate::rules::Family;
use crate::score::Ratio;

/// What is counted: in English for one and for many, in Chinese with its measure word.
struct Noun {
    one: &'static str,
    many: &'static str,
    zh: &'static str,
}

const DOCUMENTS: Noun = Noun { one: "document", many: "documents", zh: "篇文档" };
const CASES: Noun = Noun { one: "case", many: "cases", zh: "个案例" };
const ERRORS: Noun = Noun { one: "error", many: "errors", zh: "个错误" };
const WARNINGS: Noun = Noun { one: "warning", many: "warnings", zh: "个警告" };
const INFOS: Noun = Noun { one: "info", many: "infos", zh: "条提示" };
const FIXABLE: Noun = Noun { one: "fixable", many: "fixable", zh: "个可自动修复" };
const SUPPRESSED: Noun = Noun { one: "suppressed", many: "suppressed", zh: "个已抑制" };
const BASELINED: Noun = Noun { one: "in the baseline", many: "in the baseline", zh: "个在基线中" };

const CLEAN: Text = Text { en: "no findings", zh: "未发现问题" };
const PERFECT: Text = Text { en: "no findings, everything holds", zh: "未发现问题，全部达标" };
const NOTHING: Text = Text { en: "nothing to check", zh: "无可检查项" };
const QUANTITIES: Noun = Noun { one: "quantity", many: "quantities", zh: "个数值" };
const CLAIMS: Noun = Noun { one: "claim", many: "claims", zh: "个论断" };
const CITED: Noun = Noun { one: "cited", many: "cited", zh: "个论断有来源" };
const RECOMPUTED: Noun = Noun { one: "value recomputed", many: "values recomputed", zh: "个值已重算" };
const COVERAGE: Text = Text { en: "coverage", zh: "覆盖范围" };
const SKIPPED: Text = Text {
    en: "{skipped} of {formulas} formulas not recomputed",
    zh: "{formulas} 个算式中有 {skipped} 个未重算",
};
const GATE: Text = Text { en: "gate", zh: "质量门禁" };
const PASSED: Text = Text { en: "passed", zh: "通过" };
const FAILED: Text = Text { en: "failed", zh: "未通过" };

/// Writes the summary, which is no part of the report and belongs on standard error.
///
/// # Errors
/// What `out` says.
pub fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    let paint = Paint { color: style.color };
    let summary = &report.summary;

    let mut looked_at = vec![DOCUMENTS.count(summary.documents, lang)];
    if summary.cases > 0 {
        looked_at.push(CASES.count(summary.cases, lang));
    }
    let found: Vec<_> = [(Severity::Error, ERRORS), (Severity::Warning, WARNINGS), (Severity::Info, INFOS)]
        .into_iter()
        .map(|(severity, noun)| (severity, noun, report.count(severity)))
        .filter(|(_, _, count)| *count > 0)
        .map(|(severity, noun, count)| {
            paint.text(severity_style(severity), noun.count(count, lang)).to_string()
        })
        .collect();
    let found = if !found.is_empty() {
        list(&found, lang)
    } else if is_perfect(&summary.scores) {
        paint.text(GOOD, PERFECT.get(lang)).to_string()
    } else {
        paint.text(GOOD, CLEAN.get(lang)).to_string()
    };
    let aside: Vec<_> =
        [(FIXABLE, report.fixable()), (SUPPRESSED, summary.suppressed), (BASELINED, summary.baselined)]
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(noun, count)| noun.count(count, lang))
            .collect();
    let looked_at = list(&looked_at, lang);
    let aside = list(&aside, lang);
    match (lang, aside.is_empty()) {
        (Lang::En, true) => writeln!(out, "{looked_at}: {found}")?,
        (Lang::En, false) => writeln!(out, "{looked_at}: {found} ({aside})")?,
        (Lang::ZhCn, true) => writeln!(out, "{looked_at}：{found}")?,
        (Lang::ZhCn, false) => writeln!(out, "{looked_at}：{found}（{aside}）")?,
    }

    if summary.documents > 0 {
        write_scores(&summary.scores, lang, paint, out)?;
    }
    let colon = if lang == Lang::ZhCn { "：" } else { ": " };
    // Of documents without numbers nobody expects that these were checked.
    if let Some(coverage) = summary.coverage.filter(|it| it.quantities + it.formulas > 0) {
        let name = paint.text(BOLD, COVERAGE.get(lang));
        writeln!(out, "{name}{colon}{}", covered(&coverage, lang))?;
    }
    if let Some(verdict) = summary.gate {
        let (ansi, word) = match verdict {
            Verdict::Passed => (GOOD, PASSED),
            Verdict::Failed => (BAD, FAILED),
        };
        let name = paint.text(BOLD, GATE.get(lang));
        writeln!(out, "{name}{colon}{}", paint.text(ansi, word.get(lang)))?;
    }
    out.flush()
}

fn write_scores(scores: &[Ratio; 4], lang: Lang, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let names = Family::ALL.map(|family| family.title(lang));
    let name_width = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let digits = scores.iter().map(|score| score.passed.to_string().len()).max().unwrap_or(0);
    for (name, score) in names.into_iter().zip(scores) {
        let name = pad(name, name_width);
        match score.percent() {
            Some(percent) => {
                let value = paint.text(score_style(*score), format!("{percent:>5.1}%"));
                let ratio = format!("{:>digits$}/{}", score.passed, score.total);
                writeln!(out, "  {name}  {value}  {}", paint.text(DIM, ratio))?;
            }
            None => {
                writeln!(out, "  {name}       -  {}", paint.text(DIM, NOTHING.get(lang)))?;
            }
        }
    }
    Ok(())
}

/// How much of the numbers was looked at, in a line.
fn covered(coverage: &Coverage, lang: Lang) -> String {
    let &Coverage { quantities, claims, cited, recomputed, formulas, formulas_skipped } = coverage;
    let counts = [(QUANTITIES, quantities), (CLAIMS, claims), (CITED, cited), (RECOMPUTED, recomputed)];
    let mut parts: Vec<_> =
        counts.into_iter().map(|(noun, count)| noun.count(count as usize, lang)).collect();
    if formulas_skipped > 0 {
        let skipped = Message::new(&SKIPPED).with("skipped", formulas_skipped).with("formulas", formulas);
        parts.push(skipped.render(lang));
    }
    list(&parts, lang)
}

fn score_style(score: Ratio) -> Ansi {
    if score.passed == score.total { AnsiColor::Green.on_default() } else { AnsiColor::Yellow.on_default() }
}

/// True if something was looked at and all of it holds.
fn is_perfect(scores: &[Ratio; 4]) -> bool {
    scores.iter().any(|score| score.total > 0) && scores.iter().all(|score| score.passed == score.total)
}

impl Noun {
    fn count(&self, count: usize, lang: Lang) -> String {
        let noun = match lang {
            Lang::En if count == 1 => self.one,
            Lang::En => self.many,
            Lang::ZhCn => self.zh,
        };
        format!("{count} {noun}")
    }
}

fn list(items: &[String], lang: Lang) -> String {
    items.join(match lang {
        Lang::En => ", ",
        Lang::ZhCn => "、",
    })
}
