//! From the headings of a plan to its cases: which headings are cases, and what stands under them.

use std::sync::Arc;

use super::content::{self, Content};
use super::names::key;
use super::title::{bare, industry, parts, undecorated};
use super::{PlannedCase, State};
use crate::document::Document;
use crate::facts::{local_path, normalise, resolve};

/// Headings inside a case that only give its fields.
const OVERVIEWS: [&str; 14] = [
    "案例概述",
    "案例信息",
    "案例简介",
    "概述",
    "简介",
    "基本信息",
    "企业信息",
    "背景",
    "overview",
    "case overview",
    "summary",
    "profile",
    "basics",
    "about",
];

/// The cases that `doc` announces; links in it start at `root` if they begin with a slash.
pub(super) fn cases(doc: &Document, root: &str) -> Vec<PlannedCase> {
    let contents = content::of(doc);
    let title = title(doc);
    let owners = owners(doc, &contents, title);
    let mut cases: Vec<(usize, PlannedCase)> = Vec::new();
    for (section, content) in contents.into_iter().enumerate() {
        let Some(owner) = owners[section] else { continue };
        if owner == section {
            cases.push((owner, headed(doc, owner, title)));
        }
        let Some(case) = owned(&mut cases, owner) else { continue };
        case.fields.extend(content.fields);
        case.dimensions.extend(content.dimensions);
    }
    link(doc, root, &owners, &mut cases);
    cases.into_iter().map(|(_, case)| completed(case)).filter(|case| !case.name.is_empty()).collect()
}

/// The case that the section `owner` opens.
fn owned(cases: &mut [(usize, PlannedCase)], owner: usize) -> Option<&mut PlannedCase> {
    let at = cases.binary_search_by_key(&owner, |(section, _)| *section).ok()?;
    Some(&mut cases[at].1)
}

/// The heading that is the title of the document: the only one of the first level.
fn title(doc: &Document) -> Option<usize> {
    let first = |index: &usize| doc.headings()[*index].level == 1 && doc.headings()[*index].top_level;
    let mut titles = (0..doc.headings().len()).filter(first);
    titles.next().filter(|_| titles.next().is_none())
}

/// The case that each section belongs to, as the index of the section that opens it.
fn owners(doc: &Document, contents: &[Content], title: Option<usize>) -> Vec<Option<usize>> {
    let sections = doc.sections();
    let titles: Vec<_> = doc.headings().iter().map(|heading| bare(&heading.text)).collect();
    // What a section says of a case, with what the overview in it says.
    let mut said: Vec<(usize, bool)> =
        contents.iter().map(|content| (content.told(), !content.dimensions.is_empty())).collect();
    let is_part = |index: usize| {
        let title = titles[index].0.to_lowercase();
        OVERVIEWS.contains(&&*title) || content::names_dimensions(&title)
    };
    for index in (0..sections.len()).rev().filter(|&index| is_part(index)) {
        if let Some(parent) = sections[index].parent {
            let (fields, dimensions) = std::mem::take(&mut said[index]);
            said[parent].0 += fields;
            said[parent].1 |= dimensions;
        }
    }
    let told = |index: usize| {
        let (fields, dimensions) = said[index];
        let two_parts = !parts(titles[index].0).1.is_empty();
        fields + usize::from(dimensions) > 0 && fields + usize::from(dimensions) + usize::from(two_parts) > 1
    };
    let mut is_case: Vec<bool> = Vec::with_capacity(sections.len());
    let mut in_case: Vec<bool> = Vec::with_capacity(sections.len());
    for (index, section) in sections.iter().enumerate() {
        let inside = section.parent.is_some_and(|parent| in_case[parent]);
        let named = titles[index].1;
        let may_be_one = doc.headings()[index].top_level && title != Some(index);
        is_case.push(may_be_one && (named || !inside && !is_part(index) && told(index)));
        in_case.push(inside || named);
    }
    // A section that holds cases is none because of what is told in it.
    let mut holds = vec![false; sections.len()];
    for index in (0..sections.len()).rev() {
        if holds[index] && !titles[index].1 {
            is_case[index] = false;
        }
        if (is_case[index] || holds[index])
            && let Some(parent) = sections[index].parent
        {
            holds[parent] = true;
        }
    }
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(sections.len());
    for (index, section) in sections.iter().enumerate() {
        let owner =
            if is_case[index] { Some(index) } else { section.parent.and_then(|parent| owners[parent]) };
        owners.push(owner);
    }
    owners
}

/// A case with what its headings say.
fn headed(doc: &Document, section: usize, title: Option<usize>) -> PlannedCase {
    let heading = &doc.headings()[section];
    let name = bare(&heading.text).0;
    let (company, scene) = parts(name);
    let above = doc.sections()[section].parent.filter(|&parent| title != Some(parent));
    PlannedCase {
        name: name.to_owned(),
        company: company.to_owned(),
        scene: scene.to_owned(),
        industry: above.map(|above| industry(&doc.headings()[above].text).to_owned()).unwrap_or_default(),
        fields: Vec::new(),
        dimensions: Vec::new(),
        document: None,
        place: doc.source.place(heading.span),
        state: State::NotStarted,
    }
}

/// A case with what its fields say that its headings did not.
fn completed(mut case: PlannedCase) -> PlannedCase {
    let field = |labels: &[&str]| {
        case.fields.iter().find(|(name, _)| content::is_one_of(name, labels)).map(|(_, value)| value.as_str())
    };
    let state = field(&content::STATES).and_then(State::of);
    let own_industry = field(&content::INDUSTRIES).map(|value| industry(value).to_owned());
    let company = field(&content::COMPANIES)
        .map(|value| undecorated(value.split(['（', '(']).next().unwrap_or_default()).to_owned());
    if let Some(company) = company.filter(|company| !company.is_empty()) {
        if case.name.is_empty() {
            case.name.clone_from(&company);
            case.company.clone_from(&company);
        } else if case.scene.is_empty() && !is_alike(&case.name, &company) {
            case.scene = std::mem::replace(&mut case.company, company);
        }
    }
    case.industry = own_industry.unwrap_or(case.industry);
    case.state = state.unwrap_or_default();
    case
}

/// True if one name begins with the other.
fn is_alike(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    a.starts_with(&b) || b.starts_with(&a)
}

/// Gives each case the document that it links to first.
fn link(doc: &Document, root: &str, owners: &[Option<usize>], cases: &mut [(usize, PlannedCase)]) {
    let plan = normalise(&doc.source.path);
    let mut section = 0;
    for link in doc.links().iter().filter(|link| !link.image) {
        let start = doc.span(link.node).start;
        while doc.headings().get(section + 1).is_some_and(|next| next.span.start <= start) {
            section += 1;
        }
        let Some(owner) = owners.get(section).copied().flatten() else { continue };
        let Some(case) = owned(cases, owner) else { continue };
        if case.document.is_none() && start >= doc.headings()[section].span.start {
            case.document = document(&plan, &link.target, root);
        }
    }
}

/// The Markdown document that `target` leads to, unless it is the plan itself.
fn document(plan: &str, target: &str, root: &str) -> Option<Arc<str>> {
    let path = local_path(target).filter(|path| !path.is_empty())?;
    let document = resolve(plan, path, root);
    let extension = document.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())?;
    (["md", "markdown", "mdx"].contains(&&*extension) && *document != *plan).then_some(document)
}
