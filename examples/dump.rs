//! throwaway
use casegate::{ledger::Ledger, library::Library, markdown, source::SourceFile, sources::Sources};
fn main() {
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let doc = markdown::parse(SourceFile::new(path.as_str(), text));
        let lib = Library::default();
        let s = Sources::of(&doc, &lib);
        let l = Ledger::new(&doc, &[], &s);
        for e in l.entries() {
            let q = l.quantity(e);
            let place = doc.source.place(e.span);
            println!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:?}",
                path,
                place.start.line,
                l.lexeme(e).replace('\n', " "),
                q.class.name(),
                e.role.name(),
                if e.claim { "yes" } else { "no" },
                e.cue.as_ref().map_or(String::new(), |c| format!("{}@{}", c.text, c.scope.name())),
                e.source.map(|s| s.scope)
            );
        }
    }
}
