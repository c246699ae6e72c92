//! Numbers as people print them, read exactly, so that they can be compared and recomputed without inventing digits.

mod amount;
pub mod formula;
pub mod interval;

pub(crate) use amount::fold;
pub use amount::{Amount, Bound};
