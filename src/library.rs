//! Everything that is known before the first document is read; immutable while documents are checked.

use rustc_hash::FxHashSet;

/// What a run knows beside its documents.
#[derive(Debug, Default)]
pub struct Library {
    /// The folder that root-absolute links start from, relative to the current folder and with `/`; empty for the current folder.
    pub root: String,
    /// The keys of the bibliographies that are configured; `None` if there is none, so that `[@key]` can't be judged.
    pub bibliography: Option<FxHashSet<String>>,
}
