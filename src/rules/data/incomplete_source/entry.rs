//! What an entry of a bibliography must say, by its kind.

use crate::library::BibliographyEntry;
use crate::message::Text;

/// Something that an entry leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    Title,
    Date { online: bool },
    Publisher,
}

impl Lack {
    pub fn text(self) -> &'static Text {
        match self {
            Lack::Title => &super::NO_TITLE,
            Lack::Date { .. } => &super::NO_DATE,
            Lack::Publisher => &super::NOBODY,
        }
    }

    /// The fields that would say it.
    pub fn fields(self) -> &'static str {
        match self {
            Lack::Title => "`title`",
            Lack::Date { online: false } => "`date`",
            Lack::Date { online: true } => "`date` / `urldate`",
            Lack::Publisher => "`author` / `publisher`",
        }
    }
}

/// Kinds that are no source of their own, or only a set of others.
const NO_SOURCES: [&str; 3] = ["xdata", "set", "control"];
/// Where the rest stands: in another entry, or in a register that anybody can ask.
const ELSEWHERE: [&str; 5] = ["crossref", "xref", "xdata", "doi", "entryset"];
const TITLES: [&str; 8] = [
    "title",
    "booktitle",
    "maintitle",
    "shorttitle",
    "titleaddon",
    "eventtitle",
    "issuetitle",
    "journaltitle",
];
/// What tells when, or that it is not known when.
const DATES: [&str; 10] = [
    "date",
    "year",
    "urldate",
    "eventdate",
    "origdate",
    "lastchecked",
    "pubstate",
    "version",
    "eprint",
    "lastaccessed",
];
const ANSWERABLE: [&str; 22] = [
    "author",
    "editor",
    "publisher",
    "organization",
    "institution",
    "school",
    "journal",
    "journaltitle",
    "booktitle",
    "howpublished",
    "holder",
    "translator",
    "editora",
    "shortauthor",
    "shorteditor",
    "collaborator",
    "eprint",
    "isbn",
    "issn",
    "series",
    "venue",
    "eventtitle",
];
/// Kinds that live at an address: whoever keeps the page answers for it.
const ONLINE: [&str; 7] = ["online", "electronic", "www", "misc", "software", "dataset", "webpage"];

/// What an entry certainly leaves out.
pub(super) fn lacking(entry: &BibliographyEntry) -> Vec<Lack> {
    if NO_SOURCES.contains(&&*entry.kind) || entry.has_any(&ELSEWHERE) {
        return Vec::new();
    }
    let is_online = entry.has_any(&["url", "howpublished"]) && ONLINE.contains(&&*entry.kind);
    // Old styles put the year into such a field.
    let has_year = ["note", "howpublished", "issue", "addendum", "url", "month"]
        .iter()
        .any(|field| entry.field(field).is_some_and(holds_year));
    let mut lacks = Vec::new();
    if !entry.has_any(&TITLES) {
        lacks.push(Lack::Title);
    }
    if !entry.has_any(&DATES) && !has_year {
        lacks.push(Lack::Date { online: is_online });
    }
    if !is_online && !entry.has_any(&ANSWERABLE) {
        lacks.push(Lack::Publisher);
    }
    lacks
}

fn holds_year(text: &str) -> bool {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    digits.into_iter().any(|run| run.len() >= 4 && (run.starts_with("19") || run.starts_with("20")))
}
