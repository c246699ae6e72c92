//! Frames with carets, for people. The only file that names miette.

use std::fmt;
use std::io::{self, BufWriter, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};
use rayon::prelude::*;

use super::frame::Canvas;
use super::terminal::{DIM, NOTE, Paint, TAB, escape, more};
use super::{Catalogue, Report, Reporter, Style, shown};
use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::message::{Lang, Message, Text};

const HELP: Text = Text { en: "help", zh: "建议" };
const NOTE_LABEL: Text = Text { en: "note", zh: "参见" };
const FIX: Text = Text { en: "fix available", zh: "可自动修复" };
const UNSAFE_FIX: Text = Text { en: "fix available (unsafe)", zh: "可自动修复（可能改变含义）" };

/// How many findings are drawn before they are written.
const CHUNK: usize = 256;

pub(super) struct Pretty {
    pub style: Style,
}

impl Reporter for Pretty {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let theme = if self.style.color { GraphicalTheme::unicode() } else { GraphicalTheme::none() };
        let painter = Painter {
            theme,
            catalogue: Catalogue::new(),
            paint: Paint { color: self.style.color },
            lang: self.style.lang,
        };
        let (diagnostics, hidden) = shown(report, self.style);
        let mut separator = "";
        for chunk in diagnostics.chunks(CHUNK) {
            let drawn: Vec<_> = chunk.par_iter().map(|diagnostic| painter.draw(diagnostic)).collect();
            for frame in drawn {
                write!(out, "{separator}{}", frame.map_err(io::Error::other)?)?;
                separator = "\n";
            }
        }
        if hidden > 0 {
            writeln!(out, "{separator}{}", more(self.style.lang, hidden))?;
        }
        out.flush()
    }
}

struct Painter {
    theme: GraphicalTheme,
    catalogue: Catalogue,
    paint: Paint,
    lang: Lang,
}

impl Painter {
    fn draw(&self, diagnostic: &Diagnostic) -> Result<String, fmt::Error> {
        let canvas = Canvas::of(diagnostic);
        let mut message = self.say(&diagnostic.message);
        if diagnostic.place.is_none() {
            message = format!("{}: {message}", escape(&diagnostic.path));
        }
        let view = View {
            severity: diagnostic.severity,
            code: self.catalogue.code(diagnostic),
            message,
            labels: canvas
                .marks
                .iter()
                .map(|mark| {
                    let span = SourceSpan::from(mark.range.clone());
                    match mark.label {
                        None => LabeledSpan::new_primary_with_span(None, span),
                        Some(label) => LabeledSpan::new_with_span(Some(self.say(&label.message)), span),
                    }
                })
                .collect(),
            source: Source(&canvas),
        };
        let mut text = String::new();
        self.handler(diagnostic.severity, &canvas).render_report(&mut text, &view)?;
        self.draw_notes(&mut text, diagnostic, &canvas)?;
        Ok(text)
    }

    /// The finding's own place in the colour of its severity, labels in that of notes: miette gives colours out in
    /// the order of the text, whatever they would mean.
    fn handler(&self, severity: Severity, canvas: &Canvas<'_>) -> GraphicalReportHandler {
        let mut theme = self.theme.clone();
        let styles = &mut theme.styles;
        let own = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        };
        styles.highlights = vec![styles.help; canvas.marks.len().max(1)];
        if let Some((main, labels)) = canvas.marks.split_first() {
            let before = labels.iter().filter(|label| label.range.start < main.range.start).count();
            styles.highlights[before] = if self.paint.color { own.bold() } else { own };
        }
        // A terminal wraps better than a guess of its width, and what is copied from it stays whole.
        GraphicalReportHandler::new_themed(theme).with_wrap_lines(false).tab_width(TAB)
    }

    /// What stands below the frames. miette would write `help` in English whatever the language.
    fn draw_notes(
        &self,
        text: &mut impl fmt::Write,
        diagnostic: &Diagnostic,
        canvas: &Canvas<'_>,
    ) -> fmt::Result {
        let mut line = |name: &Text, words: &str| {
            let colon = if self.lang == Lang::ZhCn { "：" } else { ": " };
            writeln!(text, "  {}{colon}{words}", self.paint.text(NOTE, name.get(self.lang)))
        };
        for label in &canvas.notes {
            let start = label.place.start;
            let place = format!("{}:{}:{}:", escape(&label.path), start.line, start.column);
            line(&NOTE_LABEL, &format!("{} {}", self.paint.text(DIM, place), self.say(&label.message)))?;
        }
        let arguments = &diagnostic.message.arguments;
        let words = |text| self.say(&Message { text, arguments: arguments.clone() });
        if let Some(help) = diagnostic.help {
            line(&HELP, &words(help))?;
        }
        if let Some(fix) = &diagnostic.fix {
            let name = if fix.safety == Safety::Safe { &FIX } else { &UNSAFE_FIX };
            line(name, &words(fix.title))?;
        }
        Ok(())
    }

    fn say(&self, message: &Message) -> String {
        escape(&message.render(self.lang)).into_owned()
    }
}

/// A finding as miette wants it, for as long as it is drawn.
#[derive(Debug)]
struct View<'a> {
    severity: Severity,
    code: String,
    message: String,
    labels: Vec<LabeledSpan>,
    source: Source<'a>,
}

impl fmt::Display for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for View<'_> {}

impl miette::Diagnostic for View<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// The canvas as a source: each frame is all the context there is, and positions are those of the document.
#[derive(Debug)]
struct Source<'a>(&'a Canvas<'a>);

impl SourceCode for Source<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _behind: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        // A span over two frames is miette asking whether to draw them as one.
        let frame = self
            .0
            .frames
            .iter()
            .find(|frame| frame.range.contains(&start) && end <= frame.range.end)
            .ok_or(MietteError::OutOfBounds)?;
        // Without context miette asks for the position of a mark, to print it above the frame.
        let mark = self.0.marks.iter().find(|mark| before == 0 && mark.range == (start..end));
        let (line, column) = mark.map_or((frame.line, 1), |mark| (mark.start.line, mark.start.column));
        Ok(Box::new(MietteSpanContents::new_named(
            escape(&frame.path).into_owned(),
            &self.0.text.as_bytes()[frame.range.clone()],
            SourceSpan::from(frame.range.clone()),
            line as usize - 1,
            column as usize - 1,
            frame.lines,
        )))
    }
}
