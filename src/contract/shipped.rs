//! The contracts that are part of casegate, and how what names a contract is told from a file.

/// Their names with their text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("adr", include_str!("../../rules/contracts/adr.yml")),
    ("case-study", include_str!("../../rules/contracts/case-study.yml")),
    ("kep", include_str!("../../rules/contracts/kep.yml")),
    ("plan", include_str!("../../rules/contracts/plan.yml")),
];

/// The names of the contracts that are part of casegate.
pub fn shipped_names() -> Vec<&'static str> {
    SHIPPED.iter().map(|(name, _)| *name).collect()
}

/// True if `text` names a file, and not a contract that is part of casegate.
pub(crate) fn names_file(text: &str) -> bool {
    let is_yaml = |extension: &str| {
        let at = text.len().checked_sub(extension.len());
        at.and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(extension))
    };
    text.contains('/') || is_yaml(".yml") || is_yaml(".yaml")
}
