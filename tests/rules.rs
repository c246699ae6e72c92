//! Every rule keeps silent on its good fixtures and says what it should on its bad ones.

mod one_rule;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use casegate::diagnostic::{Diagnostic, Safety};
use casegate::message::{Lang, Message};
use casegate::rules::{self, Family, RuleDef};
use casegate::source::Place;

use one_rule::{Text, apply, findings, shown, texts};

const ROOT: &str = "fixtures/rules";

struct Fixture {
    path: PathBuf,
    text: String,
    settings: String,
    /// The documents of the folder of the same name, which are in the library with it.
    beside: Vec<Text>,
    bad: bool,
}

impl Fixture {
    fn findings(&self, rule: &'static RuleDef, text: &str) -> Vec<Diagnostic> {
        let own = (shown(&self.path).to_string(), text.to_owned());
        let documents: Vec<Text> = [own].into_iter().chain(self.beside.iter().cloned()).collect();
        findings(rule, &documents, &self.settings)
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort();
    paths
}

fn fixtures(rule: &RuleDef) -> Vec<Fixture> {
    let mut fixtures = Vec::new();
    for path in sorted(&Path::new(ROOT).join(rule.id)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.ends_with(".md") || !(name.starts_with("good") || name.starts_with("bad")) {
            continue;
        }
        fixtures.push(Fixture {
            text: fs::read_to_string(&path).expect("a fixture is UTF-8"),
            settings: settings(&path),
            beside: sorted(&path.with_extension("")).iter().map(|path| document(path)).collect(),
            bad: name.starts_with("bad"),
            path,
        });
    }
    fixtures
}

fn document(path: &Path) -> Text {
    (shown(path).to_string(), fs::read_to_string(path).expect("a fixture is UTF-8"))
}

/// What is set for a fixture, or for all of its folder that have no settings of their own.
fn settings(path: &Path) -> String {
    let files = [path.with_extension("toml"), path.with_file_name("default.toml")];
    files.iter().find_map(|file| fs::read_to_string(file).ok()).unwrap_or_default()
}

#[test]
fn rules_and_fixture_folders_agree() {
    let with_fixtures: BTreeSet<String> = Family::ALL
        .iter()
        .flat_map(|family| sorted(&Path::new(ROOT).join(family.name())))
        .map(|folder| shown(folder.strip_prefix(ROOT).expect("inside")).to_string())
        .collect();
    let known: BTreeSet<String> = rules::all().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(with_fixtures, known);
    for rule in rules::all() {
        for bad in [false, true] {
            assert!(
                fixtures(rule).iter().any(|fixture| fixture.bad == bad),
                "{} has no {} fixture",
                rule.id,
                if bad { "bad" } else { "good" }
            );
        }
    }
}

#[test]
fn good_fixtures_have_no_finding_and_bad_ones_those_of_their_snapshot() {
    let mut problems = String::new();
    for rule in rules::all() {
        for fixture in fixtures(rule) {
            let outcome = catch_unwind(AssertUnwindSafe(|| judge(rule, &fixture)));
            let problem = match outcome {
                Ok(problem) => problem,
                Err(panic) => {
                    panic.downcast_ref::<String>().cloned().unwrap_or_else(|| "panicked".to_owned())
                }
            };
            if !problem.is_empty() {
                writeln!(problems, "{}: {problem}", fixture.path.display()).expect("a string takes all");
            }
        }
    }
    assert!(problems.is_empty(), "\n{problems}");
}

/// What is wrong with a fixture or its rule; empty if nothing is.
fn judge(rule: &'static RuleDef, fixture: &Fixture) -> String {
    let found = fixture.findings(rule, &fixture.text);
    for diagnostic in &found {
        for text in texts(diagnostic) {
            if !rule.texts.contains(&text) {
                return format!("`{}` is not among the texts of {}", text.en, rule.id);
            }
        }
    }
    if !fixture.bad {
        return if found.is_empty() {
            String::new()
        } else {
            format!("findings\n{}", show(fixture, &found, Lang::En))
        };
    }
    if found.is_empty() {
        return "no finding".to_owned();
    }
    let problem = mend(rule, fixture, &found);
    if !problem.is_empty() {
        return problem;
    }
    let mut settings = insta::Settings::clone_current();
    let folder = fixture.path.parent().expect("a fixture is in a folder");
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let stem = fixture.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let shown = format!("{}\n{}", show(fixture, &found, Lang::En), show(fixture, &found, Lang::ZhCn));
    settings.bind(|| insta::assert_snapshot!(stem, shown));
    String::new()
}

/// Makes each fix alone, then all that are safe together.
fn mend(rule: &'static RuleDef, fixture: &Fixture, found: &[Diagnostic]) -> String {
    let own = found.iter().filter(|diagnostic| *diagnostic.path == *shown(&fixture.path));
    let own: Vec<&Diagnostic> = own.filter(|diagnostic| diagnostic.fix.is_some()).collect();
    for diagnostic in &own {
        let Some(fix) = &diagnostic.fix else { continue };
        let left = fixture.findings(rule, &apply(&fixture.text, &fix.edits));
        // What needs consent may bring up another flaw, but is done with its own.
        let said = diagnostic.message.render(Lang::En);
        let again = |all: &[Diagnostic]| all.iter().filter(|it| it.message.render(Lang::En) == said).count();
        let is_mended = match fix.safety {
            Safety::Safe => left.len() < found.len(),
            Safety::Unsafe => again(&left) < again(found),
        };
        if !is_mended {
            return format!("a fix mends nothing: {:?}\n{}", fix.edits, show(fixture, &left, Lang::En));
        }
    }
    let fixes = own.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let fixes: Vec<_> = fixes.filter(|fix| fix.safety == Safety::Safe).collect();
    let mended = apply(&fixture.text, fixes.iter().flat_map(|fix| &fix.edits));
    let left = fixture.findings(rule, &mended);
    if left.len() + fixes.len() != found.len() {
        return format!("after all fixes there is left\n{}", show(fixture, &left, Lang::En));
    }
    String::new()
}

fn show(fixture: &Fixture, found: &[Diagnostic], lang: Lang) -> String {
    let folder = shown(fixture.path.parent().expect("a fixture is in a folder"));
    // Another document is named, the fixture itself goes without saying.
    let named = |path: &str, place: String| match path.strip_prefix(&*folder) {
        Some(rest) if path != &*shown(&fixture.path) => format!("{}:{place}", rest.trim_start_matches('/')),
        _ => place,
    };
    let mut shown = String::new();
    for diagnostic in found {
        let place = diagnostic.place.as_ref().map_or_else(|| "-".to_owned(), range);
        let place = named(&diagnostic.path, place);
        let rule = rules::find(diagnostic.rule).expect("a rule");
        let severity = Some(diagnostic.severity).filter(|severity| *severity != rule.severity);
        let severity = severity.map_or_else(String::new, |severity| format!("{severity:?}: "));
        writeln!(shown, "{place} {severity}{}", diagnostic.message.render(lang)).expect("a string takes all");
        if let Some(help) = diagnostic.help {
            let help = Message { text: help, arguments: diagnostic.message.arguments.clone() };
            writeln!(shown, "    help: {}", help.render(lang)).expect("a string takes all");
        }
        for label in &diagnostic.labels {
            let place = named(&label.path, range(&label.place));
            writeln!(shown, "    label {place} {}", label.message.render(lang)).expect("a string takes all");
        }
    }
    shown
}

fn range(place: &Place) -> String {
    let (start, end) = (place.start, place.end);
    format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
}
