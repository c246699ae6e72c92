//! casegate: a quality gate for Markdown documents.

pub mod diagnostic;
pub mod document;
pub mod engine;
pub mod facts;
pub mod library;
pub mod markdown;
pub mod message;
pub mod quantity;
pub mod report;
pub mod rules;
pub mod score;
pub mod source;
