//! dev only
use casegate::quantity::formula::Formulas;
use casegate::source::SourceFile;
#[test]
fn corpus() {
    for set in std::env::var("SETS").unwrap().split(',') {
        let (mut right, mut wrong, mut skipped) = (0, 0, 0);
        let start = std::time::Instant::now();
        let mut spent = std::time::Duration::ZERO;
        let out = std::process::Command::new("find").args([set, "-name", "*.md"]).output().unwrap();
        let mut files: Vec<_> = String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect();
        files.sort();
        for path in files {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let doc = casegate::markdown::parse(SourceFile::new(path.clone(), text));
            let t = std::time::Instant::now();
            let f = Formulas::of(&doc);
            spent += t.elapsed();
            skipped += f.skipped;
            for it in &f.recomputed {
                let line = doc.source.line_of(it.span.start);
                let text = doc.source.line(line);
                match &it.wrong {
                    None => {
                        right += 1;
                        if std::env::var("RIGHT").is_ok() {
                            println!("R {path}:{}: {} ||| {}", line + 1, doc.source.slice(it.span), text);
                        }
                    }
                    Some(w) => {
                        wrong += 1;
                        println!(
                            "W {path}:{}: {} = {} not {} {:?} ||| {}",
                            line + 1,
                            w.formula,
                            w.value,
                            w.printed,
                            w.slip,
                            text
                        );
                    }
                }
            }
            if std::env::var("SKIPPED").is_ok() && f.skipped > 0 {
                for (n, line) in doc.source.lines().enumerate() {
                    let one = casegate::markdown::parse(SourceFile::new("x", line.trim_start().to_owned()));
                    if Formulas::of(&one).skipped > 0 {
                        println!("S {path}:{}: {}", n + 1, line);
                    }
                }
            }
        }
        println!(
            "== {set}: right {right} wrong {wrong} skipped {skipped} in {:?} of {:?}",
            spent,
            start.elapsed()
        );
    }
}
