//! What a file of settings says, with the place of every word, so that TOML, JSON and YAML are read by the same code.

mod deserialize;
mod json;
mod toml;
mod write;
mod write_yaml;
mod yaml;

use std::fmt;
use std::sync::Arc;

pub use deserialize::{OptionError, from_table};
use rustc_hash::FxHashSet;
pub use write::{toml_key, toml_string};
pub use write_yaml::{yaml_block, yaml_string};

use crate::source::{Place, SourceFile, Span};

/// So deep may values nest; settings need a handful of levels, and what walks them may recurse.
const DEEPEST: usize = 64;

/// A place in a file of settings.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where in it.
    pub span: Span,
}

impl Origin {
    /// A place from byte offsets, moved to character boundaries inside the file.
    pub fn new(file: &Arc<SourceFile>, start: usize, end: usize) -> Self {
        let start = file.character_start(start);
        let end = file.character_start(end).max(start);
        Origin { file: file.clone(), span: Span::new(start, end) }
    }

    /// The place with what a reporter needs.
    pub fn place(&self) -> Place {
        self.file.place(self.span)
    }
}

impl fmt::Display for Origin {
    /// `path:line:column`, as it is, so that a control character in the path is still there.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.file.position(self.span.start);
        write!(f, "{}:{}:{}", self.file.path, start.line, start.column)
    }
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Where it stands.
    pub origin: Origin,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Data {
    /// Nothing, which TOML can't say.
    Null,
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// Text; dates count as text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Keys with their values.
    Table(Table),
}

/// Keys with their values in written order, each once.
pub type Table = Vec<(Key, Value)>;

/// A key and where it stands.
#[derive(Clone, Debug)]
pub struct Key {
    /// The key without quotes.
    pub name: String,
    /// Where it stands.
    pub origin: Origin,
}

impl Value {
    /// What kind of value it is, for people; these are the terms of the languages themselves.
    pub fn type_name(&self) -> &'static str {
        match self.data {
            Data::Null => "null",
            Data::Boolean(_) => "boolean",
            Data::Integer(_) => "integer",
            Data::Float(_) => "float",
            Data::String(_) => "string",
            Data::Array(_) => "array",
            Data::Table(_) => "table",
        }
    }

    /// The pairs, if it is a table.
    ///
    /// # Errors
    /// A fault at the value if it is none.
    pub fn into_table(self) -> Result<Table, Vec<Fault>> {
        let found = self.type_name();
        match self.data {
            Data::Table(table) => Ok(table),
            _ => Err(vec![Fault { origin: self.origin, reason: format!("expected a table, found {found}") }]),
        }
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }
}

/// A language of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// TOML 1.
    Toml,
    /// JSON with comments and trailing commas.
    Json,
    /// YAML 1.2, one document.
    Yaml,
}

impl Syntax {
    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Syntax::Toml => "TOML",
            Syntax::Json => "JSON",
            Syntax::Yaml => "YAML",
        }
    }

    /// Reads the part of `file` at `span`; an empty one is an empty table in TOML and YAML.
    ///
    /// # Errors
    /// Every fault that the parser could tell apart.
    pub fn parse(self, file: &Arc<SourceFile>, span: Span) -> Result<Value, Vec<Fault>> {
        let text = Text { file, start: span.start as usize, text: file.slice(span) };
        match self {
            Syntax::Toml => toml::parse(&text),
            Syntax::Json => json::parse(&text),
            Syntax::Yaml => yaml::parse(&text),
        }
    }

    /// Reads a whole file.
    ///
    /// # Errors
    /// Those of [`Syntax::parse`].
    pub fn parse_file(self, file: &Arc<SourceFile>) -> Result<Value, Vec<Fault>> {
        let mut span = file.span();
        if file.text().starts_with('\u{feff}') {
            span.start = '\u{feff}'.len_utf8() as u32;
        }
        self.parse(file, span)
    }
}

/// Why a text is not in its language.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Where.
    pub origin: Origin,
    /// What the parser says, in English.
    pub reason: String,
}

/// What a parser reads: a part of a file.
struct Text<'s> {
    file: &'s Arc<SourceFile>,
    start: usize,
    text: &'s str,
}

impl Text<'_> {
    fn origin(&self, start: usize, end: usize) -> Origin {
        Origin::new(self.file, self.start + start, self.start + end)
    }

    fn fault(&self, start: usize, end: usize, reason: impl Into<String>) -> Fault {
        let reason = reason.into();
        // Parsers speak in several lines; a finding has one.
        let reason =
            reason.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ");
        Fault { origin: self.origin(start, end), reason }
    }

    fn too_deep(&self, start: usize, end: usize) -> Fault {
        self.fault(start, end, format!("values nest deeper than {DEEPEST} levels"))
    }
}

/// Refuses a table that holds a key twice.
fn unique(table: &Table) -> Result<(), Fault> {
    let mut names = FxHashSet::default();
    match table.iter().find(|(key, _)| !names.insert(key.name.as_str())) {
        Some((key, _)) => {
            Err(Fault { origin: key.origin.clone(), reason: format!("duplicate key `{}`", key.name) })
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(syntax: Syntax, text: &str) -> Result<Value, Vec<Fault>> {
        syntax.parse_file(&Arc::new(SourceFile::new("x", text.to_owned())))
    }

    fn toml(syntax: Syntax, text: &str) -> String {
        parse(syntax, text).unwrap_or_else(|faults| panic!("{text}: {faults:?}")).to_toml()
    }

    #[test]
    fn three_languages_say_the_same() {
        let same = r#"{ a = 1, b = [true, "x\ny", 0.5], c = { "d e" = -2 } }"#;
        assert_eq!(toml(Syntax::Toml, "a = 1\nb = [true, \"x\\ny\", 0.5]\n[c]\n'd e' = -2\n"), same);
        let json = "\u{feff}{\"a\": 1, // one\n\"b\": [true, \"x\\ny\", 0.5,], \"c\": {\"d e\": -2}}";
        assert_eq!(toml(Syntax::Json, json), same);
        assert_eq!(toml(Syntax::Yaml, "a: 1\nb: [true, \"x\\ny\", .5]\nc:\n  d e: -2\n"), same);
    }

    #[test]
    fn yaml_knows_its_words_aliases_and_merges() {
        assert_eq!(
            toml(Syntax::Yaml, "[~, null, '', no, 0x1F, 1e3, '1', !!str 2]"),
            r#"[[], [], "", "no", 31, 1000.0, "1", "2"]"#
        );
        assert_eq!(
            toml(Syntax::Yaml, "a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\ne: *x\n"),
            "{ a = { b = 1, c = 2 }, d = { c = 3, b = 1 }, e = { b = 1, c = 2 } }"
        );
        assert_eq!(toml(Syntax::Yaml, ""), "{  }");
        assert_eq!(toml(Syntax::Yaml, "# nothing\n"), "{  }");
    }

    #[test]
    fn values_know_where_they_stand() {
        for (syntax, text) in [
            (Syntax::Toml, "# 中文\nkey = [1, \"值\"]\n"),
            (Syntax::Json, "// 中文\n{\"key\": [1, \"值\"]}"),
            (Syntax::Yaml, "# 中文\nkey: [1, \"值\"]\n"),
        ] {
            let value = parse(syntax, text).expect("valid");
            let Data::Table(table) = &value.data else { panic!("a table") };
            let (key, list) = &table[0];
            let Data::Array(items) = &list.data else { panic!("a list") };
            let slice = |origin: &Origin| origin.file.slice(origin.span).to_owned();
            assert_eq!(slice(&key.origin).trim_matches('"'), "key", "{syntax:?}");
            assert_eq!(slice(&items[1].origin), "\"值\"", "{syntax:?}");
            assert_eq!(slice(&list.origin), "[1, \"值\"]", "{syntax:?}");
        }
    }

    #[test]
    fn faults_are_told_with_their_place() {
        for (syntax, text, at, reason) in [
            (Syntax::Toml, "a = \n", 4, ""),
            (Syntax::Toml, "a = 1\na = 2\n", 6, "duplicate"),
            (Syntax::Json, "{\"a\": }", 6, ""),
            (Syntax::Json, "{\"a\": 1, \"a\": 2}", 9, "duplicate key `a`"),
            (Syntax::Json, "{a: 1}", 1, ""),
            (Syntax::Json, "", 0, "empty"),
            (Syntax::Yaml, "a: 1\nb: [\n", 8, ""),
            (Syntax::Yaml, "a: 1\na: 2\n", 5, "duplicate key `a`"),
            (Syntax::Yaml, "a: *x\n", 3, ""),
            (Syntax::Yaml, "a: 1\n---\nb: 2\n", 5, "one document"),
            (Syntax::Yaml, "? [a]\n: b\n", 2, "key"),
        ] {
            let faults = parse(syntax, text).expect_err(text);
            let fault = &faults[0];
            assert!(fault.reason.contains(reason), "{text}: {fault:?}");
            assert_eq!(fault.origin.span.start, at, "{text}: {}", fault.reason);
        }
    }

    #[test]
    fn bombs_and_towers_are_faults() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..12 {
            let refs = vec![format!("*a{}", n - 1); 10].join(", ");
            bomb.push_str(&format!("a{n}: &a{n} [{refs}]\n"));
        }
        assert!(parse(Syntax::Yaml, &bomb).expect_err("a bomb")[0].reason.contains("aliases"));
        let heavy = format!("a: &a {}\nb: [{}]\n", "x".repeat(200_000), "*a, ".repeat(10_000));
        assert!(parse(Syntax::Yaml, &heavy).expect_err("a bomb")[0].reason.contains("aliases"));
        for (syntax, open) in
            [(Syntax::Yaml, "["), (Syntax::Yaml, "- "), (Syntax::Json, "["), (Syntax::Toml, "[")]
        {
            let prefix = if syntax == Syntax::Toml { "a = " } else { "" };
            assert!(parse(syntax, &format!("{prefix}{}", open.repeat(20_000))).is_err(), "{syntax:?}");
        }
    }
}
