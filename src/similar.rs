//! "Did you mean": the known name that a wrong one was probably meant to be.

use crate::message::Text;

/// The help of whatever names something that is not there, with the argument `similar`.
pub const DID_YOU_MEAN: Text = Text { en: "did you mean `{similar}`?", zh: "是否想写 `{similar}`？" };

/// How alike two names must be, from 0 to 1; below it a suggestion puzzles more than it helps.
const LIKENESS: f64 = 0.8;

/// The candidate most like `name`, if one is alike enough; letter case is no difference.
pub fn similar<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let mut best = (LIKENESS, None);
    for candidate in candidates {
        let likeness = strsim::jaro_winkler(&name, &candidate.to_lowercase());
        if likeness > best.0 {
            best = (likeness, Some(candidate));
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::similar;

    #[test]
    fn slips_are_understood_and_strangers_are_not() {
        assert_eq!(similar("exlude", ["include", "exclude", "preset"]), Some("exclude"));
        assert_eq!(similar("Recomended", ["recommended", "strict"]), Some("recommended"));
        assert_eq!(similar("colour", ["include", "exclude", "preset"]), None);
    }
}
