//! Units that are converted into each other, so that `0.2s` and `180ms` can be compared.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Spans of time, in seconds.
    Time,
    /// Amounts of data, in bytes.
    Size,
}

/// A unit as a multiple of the first of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// What it measures.
    pub dimension: Dimension,
    /// The factor.
    pub factor: Decimal,
    /// The other factor of a size that may be meant by 1,024; the same as `factor` elsewhere.
    pub binary: Decimal,
}

static SCALES: LazyLock<FxHashMap<String, Scale>> = LazyLock::new(|| {
    let lists: Lists = toml::from_str(include_str!("../../rules/quantity/conversions.toml"))
        .expect("the embedded units are checked by a test");
    let scales = |dimension: Dimension, units: FxHashMap<String, Vec<Decimal>>| {
        units.into_iter().filter_map(move |(unit, factors)| {
            let (factor, binary) = (*factors.first()?, *factors.last()?);
            Some((unit, Scale { dimension, factor, binary }))
        })
    };
    scales(Dimension::Time, lists.time).chain(scales(Dimension::Size, lists.size)).collect()
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    time: FxHashMap<String, Vec<Decimal>>,
    size: FxHashMap<String, Vec<Decimal>>,
}

/// The scale of a unit; `None` if nothing is converted into it.
pub fn scale(unit: &str) -> Option<Scale> {
    let unit = unit.trim();
    SCALES.get(unit).or_else(|| SCALES.get(&unit.to_lowercase())).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_dimension_have_factors_to_one_base() {
        assert_eq!(
            scale("ms").map(|it| (it.dimension, it.factor)),
            Some((Dimension::Time, Decimal::new(1, 3)))
        );
        assert_eq!(scale("Hours").map(|it| it.factor), Some(Decimal::from(3600)));
        assert_eq!(scale("GB").map(|it| it.binary), Some(Decimal::from(1u64 << 30)));
        assert_eq!(scale("Gb"), None);
        assert_eq!(scale("QPS"), None);
    }
}
