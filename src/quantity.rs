//! Numbers as people print them, read exactly, so that they can be compared and recomputed without inventing digits.

mod amount;
pub mod interval;
mod operand;

pub(crate) use amount::{fold, power_of_ten};
pub use amount::{Amount, Bound};
pub use operand::{Operand, rewritten, shown};
