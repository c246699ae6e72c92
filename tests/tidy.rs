//! The invariants of the source that no compiler holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use casegate::message::{Lang, Text};
use casegate::rules::{self, Family};
use regex::Regex;

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// The Rust files under `src/` by their path inside it, with their text.
fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    walk(Path::new("src"), &mut files);
    files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let name = path.strip_prefix("src").expect("inside").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).expect("a source is UTF-8"))
        })
        .collect()
}

/// The code of a file: no comments, and no tests, which may read what they like.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The names of the files in `folder` with this extension, without it.
fn stems(folder: &str, extension: &str) -> BTreeSet<String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeSet::new() };
    entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn one_file_knows_comrak_and_one_miette() {
    for (name, text) in sources() {
        let code = code(&text);
        for (library, home) in [("comrak", "markdown.rs"), ("miette", "report/pretty.rs")] {
            assert!(name == home || !code.contains(library), "src/{name} names {library}");
        }
    }
}

#[test]
fn files_are_read_in_few_places() {
    for (name, text) in sources() {
        let module = name.split(['/', '.']).next().unwrap_or_default();
        if ["source", "discover", "config", "library", "resolve"].contains(&module) {
            continue;
        }
        let code = code(&text);
        for reading in ["fs::read", "File::open", "read_to_string", "read_dir"] {
            assert!(!code.contains(reading), "src/{name} reads files: {reading}");
        }
    }
}

#[test]
fn every_source_file_says_why_it_exists_and_is_short() {
    for (name, text) in sources() {
        assert!(text.starts_with("//! "), "src/{name} does not begin with a sentence on why it exists");
        let lines = text.lines().count();
        assert!(lines <= 400, "src/{name} has {lines} lines");
    }
}

#[test]
fn rules_files_docs_and_fixtures_agree() {
    for family in Family::ALL {
        let name = family.name();
        let ids: BTreeSet<String> = family
            .rules()
            .iter()
            .map(|rule| rule.id.strip_prefix(&format!("{name}/")).expect("an id names its family").to_owned())
            .collect();
        assert_eq!(ids.len(), family.rules().len(), "a rule of {name} is listed twice");
        let files: BTreeSet<String> = stems(&format!("src/rules/{name}"), "rs")
            .into_iter()
            .filter(|stem| stem != "mod")
            .map(|stem| stem.replace('_', "-"))
            .collect();
        assert_eq!(files, ids, "src/rules/{name}/*.rs and its list");
        assert_eq!(stems(&format!("rules/{name}"), "md"), ids, "rules/{name}/*.md and the list");
        let folders: BTreeSet<String> = fs::read_dir(format!("fixtures/rules/{name}"))
            .map(|entries| {
                entries.map(|entry| entry.expect("read").file_name().to_string_lossy().into_owned()).collect()
            })
            .unwrap_or_default();
        assert_eq!(folders, ids, "fixtures/rules/{name}/* and the list");
        for rule in family.rules() {
            let docs = fs::read_to_string(format!("rules/{}.md", rule.id)).expect("docs are UTF-8");
            assert_eq!(rule.docs, docs, "{} includes other docs than its own", rule.id);
        }
    }
}

#[test]
fn a_name_means_one_rule() {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for rule in rules::all() {
        let short = rule.id.rsplit('/').next().unwrap_or_default();
        let names: BTreeSet<String> =
            rule.aliases.iter().copied().chain([rule.id, short]).map(str::to_ascii_lowercase).collect();
        for name in names {
            if let Some(other) = owners.insert(name.clone(), rule.id) {
                panic!("{name} means {other} and {}", rule.id);
            }
        }
        let unique: BTreeSet<_> = rule.aliases.iter().collect();
        assert_eq!(unique.len(), rule.aliases.len(), "{} repeats an alias", rule.id);
    }
}

/// What is wrong with a sentence in two languages.
fn flaw(text: &Text) -> Option<&'static str> {
    if text.en.trim().is_empty() || text.zh.trim().is_empty() {
        Some("a language is missing")
    } else if text.arguments(Lang::En) != text.arguments(Lang::ZhCn) {
        Some("the languages differ in their arguments")
    } else if !Regex::new(r"\p{Han}").expect("a regex").is_match(text.zh) {
        Some("the Chinese holds no Chinese")
    } else {
        None
    }
}

#[test]
fn rules_speak_both_languages() {
    for rule in rules::all() {
        assert!(!rule.texts.is_empty(), "{} has no texts", rule.id);
        for text in rule.texts.iter().copied().chain([&rule.summary]) {
            assert_eq!(flaw(text), None, "{}: {text:?}", rule.id);
        }
    }
}

#[test]
fn every_other_text_speaks_both_languages() {
    let text =
        Regex::new(r#"Text\s*\{\s*en:\s*"((?:[^"\\]|\\.)*)",\s*zh:\s*"((?:[^"\\]|\\.)*)""#).expect("a regex");
    let mut seen = 0;
    for (name, source) in sources() {
        for found in text.captures_iter(&code_with_strings(&source)) {
            let leak = |index: usize| -> &'static str { String::leak(found[index].to_owned()) };
            let text = Text { en: leak(1), zh: leak(2) };
            assert_eq!(flaw(&text), None, "src/{name}: {text:?}");
            seen += 1;
        }
    }
    assert!(seen > 4, "the texts are not found any more");
}

/// The source up to its tests; comments stay, for `//` may stand in a string.
fn code_with_strings(source: &str) -> String {
    source.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}
