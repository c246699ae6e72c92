//! The documentation of every rule is complete, and its examples do what it says.

mod one_rule;

use std::collections::BTreeMap;
use std::fs;

use casegate::document::{CodeBlock, Document};
use casegate::rules::{self, RuleDef};
use casegate::source::{SourceFile, Span};
use one_rule::Text;
use serde_json::Value;

const SECTIONS: [&str; 7] = ["What", "检查什么", "Why", "为什么", "Bad", "Good", "Options"];

fn docs(rule: &RuleDef) -> Document {
    casegate::markdown::parse(SourceFile::new(format!("rules/{}.md", rule.id), rule.docs.to_owned()))
}

fn section(doc: &Document, title: &str) -> Span {
    doc.sections()
        .iter()
        .find(|section| &*doc.headings()[section.heading].text == title)
        .unwrap_or_else(|| panic!("{}: no section {title}", doc.source.path))
        .span
}

/// The examples in the section `title` that are written in `language`.
fn examples<'d>(
    doc: &'d Document,
    title: &str,
    language: &'static str,
) -> impl Iterator<Item = &'d CodeBlock> {
    let section = section(doc, title);
    let blocks = doc.code_blocks().iter();
    blocks.filter(move |block| section.contains(doc.span(block.node)) && block.language() == language)
}

/// The examples of documents in the section `title`, each of one or several, with what editors would strip put back.
fn libraries(doc: &Document, title: &str) -> Vec<Vec<Text>> {
    examples(doc, title, "markdown")
        .map(|block| {
            let text = block.literal.replace('␠', " ").replace('⇥', "\t").replace('␀', "\0");
            documents(text.strip_suffix("\n∎\n").unwrap_or(&text))
        })
        .collect()
}

/// The documents of an example: a line `✂ path.md` starts another one.
fn documents(example: &str) -> Vec<Text> {
    let mut documents = vec![("example.md".to_owned(), String::new())];
    for line in example.split_inclusive('\n') {
        match line.strip_prefix("✂ ") {
            Some(path) => documents.push((path.trim().to_owned(), String::new())),
            None => documents.last_mut().expect("one at least").1.push_str(line),
        }
    }
    documents
}

#[test]
fn sections_are_there_in_order() {
    for rule in rules::all() {
        let doc = docs(rule);
        let titles: Vec<&str> = doc.headings().iter().map(|heading| &*heading.text).collect();
        let mut wanted = vec![rule.id];
        wanted.extend(SECTIONS);
        assert_eq!(titles, wanted, "{}", doc.source.path);
        for title in &SECTIONS[..4] {
            let span = section(&doc, title);
            let words = doc.source.slice(span).lines().skip(1).any(|line| !line.trim().is_empty());
            assert!(words, "{}: section {title} is empty", doc.source.path);
        }
    }
}

#[test]
fn bad_examples_have_findings_and_good_ones_none() {
    let mut problems = Vec::new();
    for rule in rules::all() {
        let doc = docs(rule);
        // The contract that a page begins with holds for its documents, bad and good, that name it.
        let folder = tempfile::tempdir().expect("a temporary folder");
        let contract = examples(&doc, "Bad", "yaml").next();
        let settings = contract.map_or_else(String::new, |contract| {
            let file = folder.path().join("contract.yml");
            fs::write(&file, &contract.literal).expect("written");
            format!("library.contracts = ['{}']", file.display())
        });
        for (title, bad) in [("Bad", true), ("Good", false)] {
            let examples = libraries(&doc, title);
            assert!(!examples.is_empty(), "{}: no example in section {title}", doc.source.path);
            for example in examples {
                let found = one_rule::findings(rule, &example, &settings);
                if found.is_empty() == bad {
                    let said: Vec<_> =
                        found.iter().map(|d| d.message.render(casegate::message::Lang::En)).collect();
                    problems.push(format!("{} {title}: {said:?} on\n{example:?}", rule.id));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn options_and_their_defaults_are_those_of_the_schema() {
    for rule in rules::all() {
        let doc = docs(rule);
        let section = section(&doc, "Options");
        let named: BTreeMap<String, String> = doc
            .tables()
            .filter(|table| section.contains(table.span()))
            .flat_map(|table| table.rows())
            .filter_map(|row| {
                let mut cells = row.cells().map(|cell| cell.text().trim().to_owned());
                Some((cells.next()?, cells.next()?))
            })
            .collect();
        let schema = (rule.schema)();
        let known = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        assert!(named.keys().eq(known.keys()), "{}: {named:?}", doc.source.path);
        for (name, property) in &known {
            let default = property.get("default").unwrap_or_else(|| {
                panic!(
                    "{}: the type of `{name}` is not `Serialize`, so that nobody can tell its default",
                    rule.id
                )
            });
            if !default.is_null() {
                let said: toml::Table = format!("x = {}", named[name]).parse().unwrap_or_default();
                let default = toml::Value::try_from(default).expect("it is no null");
                assert_eq!(said.get("x"), Some(&default), "{}: `{name}`", doc.source.path);
            }
        }
        if known.is_empty() {
            assert!(doc.source.slice(section).contains("None. 无。"), "{}", doc.source.path);
        }
    }
}
