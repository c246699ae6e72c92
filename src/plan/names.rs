//! The index of what planned cases are called, because nobody writes a name twice in quite the same way.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::PlannedCase;
use super::title::{bare, parts};
use crate::contract::title::is_han;

/// How many beginnings of a name are known; longer names are told apart by less.
const BEGINNINGS: usize = 24;
/// How many cases may share a name before it says nothing any more.
const MANY: usize = 64;

/// The names of the cases of a plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// By company and scene, and by title.
    whole: Index,
    companies: Beginnings,
    industries: Beginnings,
    documents: FxHashMap<Arc<str>, Vec<usize>>,
    /// Of each case.
    cases: Vec<Own>,
}

type Index = FxHashMap<String, Vec<usize>>;

/// What is compared of a case.
#[derive(Clone, Debug)]
struct Own {
    scene: String,
    industry: String,
}

impl Names {
    pub fn of(cases: &[PlannedCase]) -> Names {
        let mut names = Names::default();
        for (index, case) in cases.iter().enumerate() {
            let whole = key(&format!("{} {}", case.company, case.scene));
            let title = key(&case.name);
            if title != whole {
                add(&mut names.whole, title, index);
            }
            add(&mut names.whole, whole, index);
            names.companies.add(unbracketed(&case.company), index);
            names.industries.add(&case.industry, index);
            if let Some(document) = &case.document {
                names.documents.entry(document.clone()).or_default().push(index);
            }
            names.cases.push(Own { scene: key(&case.scene), industry: key(&case.industry) });
        }
        names
    }

    /// The case that the title `name` in the document at `path` (normalised) names.
    pub fn case_of(&self, path: &str, name: &str) -> Option<usize> {
        let title = bare(name).0;
        let linked = self.documents.get(path).map_or(&[][..], Vec::as_slice);
        if let Some(same) = self.whole.get(&key(title)) {
            return same.iter().find(|case| linked.contains(case)).or(same.first()).copied();
        }
        let (company, scene) = parts(title);
        let company = unbracketed(company);
        let mut of_company = self.companies.that_begin_with(company);
        // What follows a company in a title without a dash may as well be a scene.
        if !scene.is_empty() {
            of_company.extend(self.companies.that_begin(company));
        }
        of_company.sort_unstable();
        of_company.dedup();
        if let [only] = linked
            && (of_company.is_empty() || of_company.contains(only))
        {
            return Some(*only);
        }
        if linked.len() > 1 && of_company.iter().any(|case| linked.contains(case)) {
            of_company.retain(|case| linked.contains(case));
        }
        let scene = key(scene);
        let same_scene = of_company.iter().filter(|&&case| self.cases[case].scene == scene);
        let without_scene = |case: usize| scene.is_empty() || self.cases[case].scene.is_empty();
        match (only(same_scene), &of_company[..]) {
            (Some(case), _) => Some(case),
            (None, &[case]) if without_scene(case) => Some(case),
            _ => None,
        }
    }

    /// The case that a row of a table is about: `name` stands in it beside `industry`, which may be empty.
    pub fn case_of_row(&self, industry: &str, name: &str) -> Option<usize> {
        let title = bare(name).0;
        if let Some(&[case]) = self.whole.get(&key(title)).map(Vec::as_slice) {
            return Some(case);
        }
        let (company, scene) = parts(title);
        let mut cases = self.companies.alike(unbracketed(company));
        if !scene.is_empty() {
            let scene = key(scene);
            cases.retain(|&case| self.cases[case].scene == scene || self.cases[case].scene.is_empty());
        }
        // The plan knows the industry, and it is another one.
        let industries = self.industries.alike(industry);
        if !industries.is_empty() {
            let known = |case: &usize| {
                industries.iter().any(|&other| self.cases[other].industry == self.cases[*case].industry)
            };
            cases.retain(known);
        }
        only(cases.iter())
    }

    /// A case of the company that `name` names.
    pub fn of_same_company(&self, name: &str) -> Option<usize> {
        let (company, scene) = parts(bare(name).0);
        let alike = if scene.is_empty() { Beginnings::that_begin_with } else { Beginnings::alike };
        alike(&self.companies, unbracketed(company)).first().copied()
    }
}

/// Cases by the name of something and by every beginning of it that may stand for it.
#[derive(Clone, Debug, Default)]
struct Beginnings {
    names: Index,
    beginnings: Index,
}

impl Beginnings {
    fn add(&mut self, name: &str, case: usize) {
        for beginning in beginnings(name) {
            add(&mut self.beginnings, beginning, case);
        }
        add(&mut self.names, key(name), case);
    }

    /// The cases whose name begins with `name`, or is it.
    fn that_begin_with(&self, name: &str) -> Vec<usize> {
        let name = key(name);
        let [longer, same] = [&self.beginnings, &self.names].map(|index| index.get(&name));
        longer.or(same).cloned().unwrap_or_default()
    }

    /// The cases with whose name `name` begins.
    fn that_begin(&self, name: &str) -> Vec<usize> {
        let mut found = beginnings(name).into_iter().filter_map(|beginning| self.names.get(&beginning));
        // The longest says most.
        found.next_back().cloned().unwrap_or_default()
    }

    fn alike(&self, name: &str) -> Vec<usize> {
        let longer = self.that_begin_with(name);
        if longer.is_empty() { self.that_begin(name) } else { longer }
    }
}

fn add(index: &mut Index, key: String, case: usize) {
    if !key.is_empty() {
        let cases = index.entry(key).or_default();
        if cases.len() < MANY && cases.last() != Some(&case) {
            cases.push(case);
        }
    }
}

fn only<'a>(mut cases: impl Iterator<Item = &'a usize>) -> Option<usize> {
    let first = cases.next()?;
    cases.next().is_none().then_some(*first)
}

/// `Square（Block, Inc.）` without what stands in brackets behind it.
fn unbracketed(company: &str) -> &str {
    let end = company.find(['（', '(']).filter(|&end| end > 0).unwrap_or(company.len());
    company[..end].trim_end()
}

/// A name without blanks, punctuation and letter case; `与`, `及`, `&` and `and` are `和`.
pub(crate) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for word in words(name) {
        key.push_str(&word);
    }
    key
}

/// The words that a name may be cut behind, each with those before it; in Han behind the second character and each that follows.
fn beginnings(name: &str) -> Vec<String> {
    let mut beginnings = Vec::new();
    let mut before = String::new();
    for word in words(name) {
        let first_han = word.starts_with(is_han).then(|| word.chars().next().map_or(0, char::len_utf8));
        for (at, c) in word.char_indices().filter(|&(at, _)| first_han.is_some_and(|first| at >= first)) {
            beginnings.push(format!("{before}{}", &word[..at + c.len_utf8()]));
            if beginnings.len() >= BEGINNINGS {
                return beginnings;
            }
        }
        before.push_str(&word);
        if first_han.is_none() {
            beginnings.push(before.clone());
        }
        if beginnings.len() >= BEGINNINGS {
            break;
        }
    }
    beginnings
}

/// Runs of Han characters and runs of other letters and digits, in lower case.
fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    let mut chars = name.chars().map(|c| match c {
        '与' | '及' => '和',
        // The wide forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    });
    let mut next = chars.next();
    std::iter::from_fn(move || {
        while let Some(c) = next {
            next = chars.next();
            if c == '&' {
                return Some("和".to_owned());
            }
            if !c.is_alphanumeric() {
                continue;
            }
            let mut word: String = c.to_lowercase().collect();
            while let Some(c) = next.filter(|&other| other.is_alphanumeric() && is_han(other) == is_han(c)) {
                word.extend(c.to_lowercase());
                next = chars.next();
            }
            return Some(if word == "and" { "和".to_owned() } else { word });
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_blanks_dashes_and_case() {
        for (a, b) in [
            ("Square - 支付处理系统", "square — 支付处理系统"),
            ("双11购物节", "双 11 购物节"),
            ("Payments and risk", "payments & risk"),
            ("数据采集和分析", "数据采集与分析"),
            ("ＡＢＣ１", "abc1"),
        ] {
            assert_eq!(key(a), key(b));
        }
        assert_ne!(key("Square - 支付"), key("Square - 退款"));
    }

    #[test]
    fn a_name_is_cut_between_words_and_han() {
        assert_eq!(beginnings("Epic Games"), ["epic", "epicgames"]);
        assert_eq!(beginnings("游戏行业"), ["游戏", "游戏行", "游戏行业"]);
        assert_eq!(beginnings("Squarespace"), ["squarespace"]);
        assert_eq!(beginnings("3M 中国"), ["3m", "3m中国"]);
        assert_eq!(beginnings(&"a ".repeat(1000)).len(), BEGINNINGS);
        assert_eq!(beginnings("").len(), 0);
    }
}
