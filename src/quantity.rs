//! Numbers as people print them, read exactly, so that they can be compared and recomputed without inventing digits.

mod amount;
mod conversion;
pub mod interval;
mod operand;

pub use amount::{Amount, Bound};
pub(crate) use amount::{fold, power_of_ten};
pub use conversion::{Dimension, Scale, scale};
pub use operand::{Operand, rewritten, shown};
