//! One line per finding, for pipes, logs and editors that read `path:line:column`.

use std::io::{self, BufWriter, Write};

use super::terminal::{BOLD, Paint, escape, more, severity_style};
use super::{Catalogue, Report, Reporter, Style, shown};

pub(super) struct Concise {
    pub style: Style,
}

impl Reporter for Concise {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let paint = Paint { color: self.style.color };
        let catalogue = Catalogue::new();
        let (diagnostics, hidden) = shown(report, self.style);
        for diagnostic in diagnostics {
            write!(out, "{}:", paint.text(BOLD, escape(&diagnostic.path)))?;
            if let Some(place) = &diagnostic.place {
                write!(out, "{}:{}:", place.start.line, place.start.column)?;
            }
            let code = paint.text(severity_style(diagnostic.severity), catalogue.code(diagnostic));
            let message = diagnostic.message.render(self.style.lang);
            writeln!(out, " {code} {}", escape(&message))?;
        }
        if hidden > 0 {
            writeln!(out, "{}", more(self.style.lang, hidden))?;
        }
        out.flush()
    }
}
