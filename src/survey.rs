//! Reads documents for the cases in them and asks no rule, for commands that show what there is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::contract::case::Case;
use crate::diagnostic::Diagnostic;
use crate::discover::{Found, Input, Request};
use crate::document::Document;
use crate::engine::internal_error;
use crate::library::Library;
use crate::workspace::Workspace;
use crate::{discover, markdown};

/// What documents gave.
#[derive(Debug)]
pub struct Survey<T> {
    /// The documents that could be read, in order, each with what was taken from it.
    pub documents: Vec<(Arc<str>, T)>,
    /// What they were held to.
    pub library: Library,
    /// What could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T: Send> Survey<T> {
    /// Reads the documents of `request` and takes from each, with its cases, what `take` is after.
    ///
    /// `prepare` may change what the documents are held to, and says what is wrong with that. `document_done` is called
    /// as [`crate::Watch::progress`] is.
    pub fn of(
        workspace: &Workspace,
        request: &Request,
        prepare: impl FnOnce(&mut Library) -> Vec<Diagnostic>,
        take: impl Fn(&Document, Vec<Case>, &Library) -> T + Sync,
        document_done: &(dyn Fn(usize) + Sync),
    ) -> Survey<T> {
        let Found { inputs, mut diagnostics, base, folder, .. } = discover::find(workspace, request);
        let (mut library, problems) = Library::load(workspace, &base, &folder);
        diagnostics.extend(problems);
        diagnostics.extend(prepare(&mut library));

        let read = |input| {
            let taken = taken_from(input, &library, &take);
            document_done(inputs.len());
            taken
        };
        let outcomes: Vec<_> = inputs.par_iter().map(read).collect();
        let mut documents = Vec::with_capacity(inputs.len());
        for (input, outcome) in inputs.iter().zip(outcomes) {
            match outcome {
                Ok((taken, problems)) => {
                    documents.push((input.path.clone(), taken));
                    diagnostics.extend(problems);
                }
                Err(problem) => diagnostics.push(*problem),
            }
        }
        Survey { documents, library, diagnostics }
    }
}

/// What `take` makes of one document, and what is wrong with what it says about contracts. Its text and its tree are gone afterwards.
fn taken_from<T>(
    input: &Input,
    library: &Library,
    take: &impl Fn(&Document, Vec<Case>, &Library) -> T,
) -> Result<(T, Vec<Diagnostic>), Box<Diagnostic>> {
    let source = input.read()?;
    catch_unwind(AssertUnwindSafe(|| {
        let doc = markdown::parse(source);
        let (cases, problems) = library.judge(&doc);
        (take(&doc, cases, library), problems)
    }))
    .map_err(|panic| Box::new(internal_error("casegate", &input.path, &*panic)))
}
