//! The form of `placeholders.toml`.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    pub marks: Marks,
    pub notes: Notes,
    pub slots: Slots,
    pub letters: Letters,
    pub sample: Sample,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marks {
    pub words: Vec<String>,
    pub anywhere: Vec<String>,
    pub topics: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Notes {
    pub words: Vec<String>,
    pub subjects: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slots {
    pub words: Vec<String>,
    pub openings: Vec<String>,
    pub requests: Vec<String>,
    pub controls: Vec<String>,
    pub controls_zh: Vec<String>,
    pub kinds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Letters {
    pub units: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sample {
    pub words: Vec<String>,
    pub prose: Vec<String>,
}
