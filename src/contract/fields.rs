//! stub
use super::FieldKind;
use crate::document::Document;
use crate::source::Span;
pub fn fits(_doc: &Document, _value: Span, _kind: &FieldKind) -> bool {
    true
}
pub fn front_matter_values(_doc: &Document) -> Vec<(String, Span)> {
    Vec::new()
}
