//! Whatever a document holds, its quantities lie in its text, in order, on character boundaries, and in its source.
#![no_main]

use casegate::markdown;
use casegate::quantity::passages;
use casegate::source::SourceFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let doc = markdown::parse(SourceFile::new("a.md", text.to_owned()));
    for passage in passages(&doc) {
        let mut last = 0;
        for quantity in &passage.quantities {
            assert!(last <= quantity.range.start && quantity.range.start < quantity.range.end);
            assert!(quantity.range.start <= quantity.number.start && quantity.number.end <= quantity.range.end);
            last = quantity.range.end;
            // Slicing panics off a boundary.
            let _ = passage.lexeme(quantity);
            let _ = doc.source.slice(passage.span(quantity.range.clone()));
            let _ = (quantity.interval(), quantity.base());
        }
    }
});
