//! throwaway
use casegate::markdown;
use casegate::quantity::passages;
use casegate::source::SourceFile;
fn main() {
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let doc = markdown::parse(SourceFile::new(path.as_str(), text));
        for p in passages(&doc) {
            for q in &p.quantities {
                let span = p.span(q.range.clone());
                let place = doc.source.place(span);
                println!(
                    "{}\t{}\t{}\t{}\t{:?}\t{:?}",
                    path,
                    place.start.line,
                    p.lexeme(q).replace('\n', " "),
                    q.class.name(),
                    q.low,
                    q.high
                );
            }
        }
    }
}
