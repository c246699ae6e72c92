//! Holds the cases of a document to a contract: what each slot came to, and what is wrong with it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::case::{Case, Gap, GapKind};
use super::matching::Matching;
use super::opinion::Opinion;
use super::places::{self, Place};
use super::region::Region;
use super::title::{Title, is_han};
use super::units::{Extent, Outline};
use super::{Contract, substance};
use crate::document::{Document, Kind, NodeId};
use crate::message::Lang;
use crate::plan::Plan;
use crate::rules::completeness;
use crate::source::Span;

/// Placeholders alone take up no more than this, in bytes of text; comments beside them may be longer.
const LONGEST_GAP: usize = 400;

/// What is known of a document when its cases are judged.
pub struct Judge<'d> {
    pub(super) doc: &'d Document,
    /// The blocks at the top of the document.
    blocks: Vec<NodeId>,
    /// The values of its front matter by name.
    pub(super) front_matter: &'d [(String, Span)],
}

impl<'d> Judge<'d> {
    /// A judge of the cases of `doc`, whose front matter has these values.
    pub fn new(doc: &'d Document, front_matter: &'d [(String, Span)]) -> Self {
        let blocks = doc.children(Document::ROOT).collect();
        Judge { doc, blocks, front_matter }
    }

    /// The cases of the document under `contract`, with what `plan` asks of each of them besides.
    ///
    /// `named` says whether the contract holds for this very document, so that it must have a case.
    pub fn cases(&self, contract: &Arc<Contract>, plan: Option<&Plan>, named: bool) -> Vec<Case> {
        let doc = self.doc;
        let outline = Outline::of(doc, contract);
        let extents = outline.cases(contract);
        let called: Vec<Arc<str>> =
            extents.iter().map(|extent| self.name(extent, &outline, contract)).collect();
        let mut cases: Vec<Case> = extents
            .iter()
            .zip(&called)
            .map(|(extent, name)| {
                let planned = plan.and_then(|plan| plan.case_of(&doc.source.path, name));
                let owed = plan.zip(planned).map(|(plan, planned)| Arc::new(contract.owing(plan, planned)));
                let contract = owed.unwrap_or_else(|| contract.clone());
                let case = Case {
                    head: extent.head.map_or(Span::default(), |head| outline.titles[head].0.span),
                    span: self.span(extent, &outline),
                    lang: self.language(extent, &outline),
                    name: name.clone(),
                    identity: extent.identity.clone(),
                    planned,
                    contract: contract.clone(),
                    slots: Vec::new(),
                    fields: Vec::new(),
                    gaps: Vec::new(),
                };
                let found = places::collect(doc, &contract, &outline, &self.blocks, extent);
                let matching = Matching::of(doc, &contract, &found);
                let strayed_from = |place: &Place| {
                    let stray = |(heading, from): &(usize, Option<usize>)| {
                        (outline.titles[*heading].0.content == place.title).then_some(*from)
                    };
                    extent.strayed.iter().find_map(stray).flatten().map(|from| called[from].clone())
                };
                let opinion = Opinion { judge: self, case, found: &found, matching: &matching, status: None };
                opinion.finish(&strayed_from)
            })
            .collect();
        if cases.is_empty() && named {
            cases.push(self.without_case(contract));
        }
        repeated_fields(doc, &mut cases);
        cases
    }

    /// True if nothing but what is left to be filled in stands in `region`.
    pub(super) fn is_unfilled(&self, region: &Region) -> bool {
        let mut length = 0;
        for node in region.nodes(self.doc).map(|id| self.doc.node(id)) {
            length += if matches!(node.kind, Kind::Text { .. }) { node.span.len() } else { 0 };
            if length > LONGEST_GAP {
                return false;
            }
        }
        let placeholders: Vec<Span> =
            region.spans.iter().flat_map(|&span| completeness::placeholders(self.doc, span)).collect();
        substance::only_placeholders(self.doc, region, &placeholders)
    }

    fn without_case(&self, contract: &Arc<Contract>) -> Case {
        let gap = Gap { span: Span::default(), severity: None, advice: None, kind: GapKind::NoCase };
        Case {
            contract: contract.clone(),
            name: self.doc.source.path.clone(),
            identity: Vec::new(),
            planned: None,
            head: Span::default(),
            span: Span::default(),
            lang: Lang::default(),
            slots: Vec::new(),
            fields: Vec::new(),
            gaps: vec![gap],
        }
    }

    fn name(&self, extent: &Extent, outline: &Outline<'_>, contract: &Contract) -> Arc<str> {
        let file = || self.doc.source.path.rsplit('/').next().unwrap_or_default();
        let title = |name: &str| self.front_matter.iter().find(|(key, _)| key == name);
        match (extent.head, title("title")) {
            (Some(head), _) => {
                Title::name_as_written(&outline.titles[head].0.text, contract.normalise).into()
            }
            (None, Some((_, span))) => self.doc.source.slice(*span).into(),
            (None, None) => file().rsplit_once('.').map_or(file(), |(stem, _)| stem).into(),
        }
    }

    fn span(&self, extent: &Extent, outline: &Outline<'_>) -> Span {
        let start = extent.head.map_or(0, |head| outline.titles[head].0.span.start);
        let whole = extent.head.is_none_or(|head| head + extent.own.len() + 1 == outline.titles.len());
        let start = if whole && extent.identity.is_empty() { 0 } else { start };
        let end = outline
            .titles
            .get(extent.end)
            .map_or(self.doc.source.text().len() as u32, |(next, _)| next.span.start);
        Span { start, end }
    }

    /// Chinese, if its headings are; headings say it sooner than text with all its names and code.
    fn language(&self, extent: &Extent, outline: &Outline<'_>) -> Lang {
        let headings = extent.head.iter().chain(&extent.own);
        let is_chinese = |&heading: &usize| {
            let text = &outline.titles[heading].0.text;
            !text.is_ascii() && text.chars().any(is_han)
        };
        let (chinese, other): (Vec<usize>, Vec<usize>) = headings.copied().partition(is_chinese);
        if chinese.len() >= other.len() && !chinese.is_empty() { Lang::ZhCn } else { Lang::En }
    }
}

/// Fields that must be unique and are not.
fn repeated_fields(doc: &Document, cases: &mut [Case]) {
    let mut seen: FxHashMap<(usize, String), Span> = FxHashMap::default();
    for case in cases {
        let contract = case.contract.clone();
        for (index, field) in contract.fields.iter().enumerate().filter(|(_, field)| field.unique) {
            let Some(span) = case.fields.get(index).and_then(|state| state.value) else { continue };
            let key = (index, doc.source.slice(span).to_lowercase());
            match seen.get(&key) {
                Some(&first) => {
                    let advice = field.message.some(case.lang);
                    let kind = GapKind::RepeatedField { field: index, first };
                    case.gaps.push(Gap { span, severity: field.severity, advice, kind });
                }
                None => {
                    seen.insert(key, span);
                }
            }
        }
    }
}
