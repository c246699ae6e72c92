//! Reads `casegate: {disable: […]}` in front matter, which silences rules in the whole document.

use std::borrow::Cow;

use super::comments::{Comment, Comments, Name, Verb, our_names};
use crate::config::mistake::{Mistakes, WANT_STRING_OR_STRINGS, WANT_STRINGS, WANT_TABLE};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::front_matter::FrontMatter;
use crate::source::Span;
use crate::value::{Data, Value};

const KEY: &str = "casegate";
const DISABLE: &str = "disable";

/// Adds what the front matter of `doc` silences to `comments`, and gives what is wrong with it.
///
/// Front matter that can't be read says nothing to casegate; that it can't is for a rule to tell.
pub(super) fn read(doc: &Document, comments: &mut Comments<'_>) -> Vec<Diagnostic> {
    let mut mistakes = Mistakes::default();
    if let Some(value) = settings(doc) {
        for value in strings(value, &mut mistakes) {
            add(comments, value);
        }
    }
    mistakes.found
}

/// The value of `casegate`.
fn settings(doc: &Document) -> Option<Value> {
    let matter = FrontMatter::of(doc).filter(|matter| matter.text().contains(KEY))?;
    matter.read()?.into_iter().find(|(key, _)| key.name == KEY).map(|(_, value)| value)
}

/// The strings of `disable`.
fn strings(settings: Value, mistakes: &mut Mistakes) -> Vec<Value> {
    let Data::Table(table) = settings.data else {
        mistakes.mistyped(&WANT_TABLE, KEY, &settings);
        return Vec::new();
    };
    let mut strings = Vec::new();
    for (key, value) in table {
        match value.data {
            _ if key.name != DISABLE => mistakes.unknown_key(&key, &[DISABLE]),
            Data::String(_) => strings.push(value),
            Data::Array(items) => {
                for item in items {
                    match item.data {
                        Data::String(_) => strings.push(item),
                        _ => mistakes.mistyped(&WANT_STRINGS, DISABLE, &item),
                    }
                }
            }
            _ => mistakes.mistyped(&WANT_STRING_OR_STRINGS, DISABLE, &value),
        }
    }
    strings
}

fn add(comments: &mut Comments<'_>, value: Value) {
    let span = value.origin.span;
    let Data::String(text) = value.data else { return };
    // Where escapes stand between the text and its source, a name stands for all of it.
    let start = value.origin.file.slice(span).find(&text).map(|at| span.start as usize + at);
    let first = comments.names.len();
    comments.names.extend(our_names(&text).map(|(offset, name)| {
        let at = start.map(|start| Span::new(start + offset, start + offset + name.len()));
        Name { text: Cow::Owned(name.to_owned()), span: at.unwrap_or(span) }
    }));
    if first == comments.names.len() {
        comments.names.push(Name { text: Cow::Borrowed(""), span });
    }
    let names = first..comments.names.len();
    comments.list.push(Comment { verb: Verb::DisableFile, span, arguments: "", names, node: None });
}
