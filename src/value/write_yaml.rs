//! Writes texts as YAML: a library that writes whole values has no place for the comments that a proposal needs.

use std::fmt::Write;

use crate::report::terminal::is_unsafe;

/// Words that YAML takes for something else than text, in one of its versions.
const WORDS: [&str; 10] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan"];

/// A text as YAML writes it on one line, inside brackets too, with nothing in it that could steer a terminal.
pub fn yaml_string(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || " -_()/&+（）、，。：《》“”".contains(c);
    let begins_plainly = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let is_word = WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    if begins_plainly && text.chars().all(is_plain) && !text.ends_with(' ') && !is_word {
        return text.to_owned();
    }
    if !text.contains(|c: char| is_escaped(c) || c == '\t') {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if is_escaped(c) => {
                write!(written, "\\U{:08X}", u32::from(c)).expect("a string takes everything");
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// A text as YAML writes it behind a key: its lines as they are, each behind `indent`, if it has several.
pub fn yaml_block(text: &str, indent: &str) -> String {
    let is_block = text.contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && !text.ends_with('\n')
        && !text.contains(|c: char| c != '\n' && is_escaped(c));
    if !is_block {
        return yaml_string(text);
    }
    let lines = text.split('\n').map(|line| match line {
        "" => "\n".to_owned(),
        line => format!("\n{indent}{line}"),
    });
    format!("|-{}", lines.collect::<String>())
}

/// True for what YAML does not take as it is, or takes for the end of a line, and what could steer a terminal.
fn is_escaped(c: char) -> bool {
    is_unsafe(c) || matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::source::SourceFile;
    use crate::value::Syntax;

    const TEXTS: [&str; 34] = [
        "",
        " ",
        "业务背景",
        "Risks and Mitigations",
        "a: b",
        "a #b",
        "#a",
        "- a",
        "-",
        "---",
        "a-",
        "a ",
        " a",
        "true",
        "No",
        "~",
        "null",
        "1.0",
        "1e3",
        "0x1F",
        ".5",
        "[a]",
        "{a: b}",
        "a, b",
        "'a'",
        "\"a\" \\",
        "it's",
        "a\nb",
        "a\n\n  b\nc",
        "a\r\nb\t",
        "\u{0}\u{1b}[31m\u{7f}\u{85}\u{9b}\u{202e}\u{feff}",
        "a\u{2028}b",
        "& * ! | > % @ `",
        "：",
    ];

    #[test]
    fn texts_come_back_as_they_were_and_steer_no_terminal() {
        for text in TEXTS {
            for written in [
                format!("- {{a: [{}]}}", yaml_string(text)),
                format!("{}: 1", yaml_string(text)),
                format!("- a:\n    b: {}\n    c: 1", yaml_block(text, "      ")),
            ] {
                assert!(!written.contains(|c| is_unsafe(c) && c != '\n'), "{text:?}: {written:?}");
                let file = Arc::new(SourceFile::new("a.yml", written.clone()));
                let value = Syntax::Yaml.parse_file(&file);
                let value = value.unwrap_or_else(|faults| panic!("{written:?}: {:?}", faults[0].reason));
                let found = format!("{:?}", without_places(&value));
                assert!(found.contains(&format!("{text:?}")), "{text:?}: {written:?}: {found}");
            }
        }
        assert_eq!(yaml_string("业务背景（可选）"), "业务背景（可选）");
        assert_eq!(yaml_string(r"^\s*\d+"), r"'^\s*\d+'");
        assert_eq!(yaml_block("a\n\nb", "  "), "|-\n  a\n\n  b");
    }

    /// The texts in a value, keys too.
    fn without_places(value: &crate::value::Value) -> Vec<String> {
        use crate::value::Data;
        match &value.data {
            Data::String(text) => vec![text.clone()],
            Data::Array(items) => items.iter().flat_map(without_places).collect(),
            Data::Table(table) => table
                .iter()
                .flat_map(|(key, value)| [vec![key.name.clone()], without_places(value)].concat())
                .collect(),
            _ => Vec::new(),
        }
    }
}
