//! Sources that nobody can look up, because a number with such a source has none.

mod words;

use crate::diagnostic::Severity;
use crate::document::{Document, Kind, NodeId};
use crate::message::Text;
use crate::rules::options::NoOptions;
use crate::rules::{Check, Rule, RuleContext, RuleDef};
use crate::source::Span;
use crate::sources::{CarrierKind, PositionKind};

use words::WORDS;

const VAGUE: Text = Text {
    en: "the source “{source}” can't be looked up",
    zh: "来源“{source}”过于笼统，无从查找",
};
const NAME_IT: Text = Text {
    en: "name what can be found: a link, a file, a title with its year, or a table of the appendix",
    zh: "请给出可以查到的来源：链接、文件、带年份的标题，或附录中的表号",
};

/// The rule.
pub const RULE: RuleDef = RuleDef {
    id: "data/vague-source",
    aliases: &[],
    summary: Text { en: "a source that nobody can look up", zh: "过于笼统、无从查找的来源" },
    severity: Severity::Warning,
    recommended: true,
    texts: &[&VAGUE, &NAME_IT],
    docs: include_str!("../../../rules/data/vague-source.md"),
    load: |options| options.read::<NoOptions>().map(|_| Check::Document(Box::new(VagueSource))),
    schema: || schemars::schema_for!(NoOptions),
};

struct VagueSource;

impl Rule for VagueSource {
    fn check(&self, cx: &mut RuleContext<'_>) {
        let (doc, sources) = (cx.doc, cx.sources);
        let mut surroundings = Surroundings::default();
        for carrier in sources.carriers().iter().filter(|carrier| carrier.kind == CarrierKind::Text) {
            let kind = carrier.position.map(|at| sources.positions()[at].kind);
            for span in statements(doc, carrier.node, carrier.span) {
                cx.looked_at(1);
                if !WORDS.are_vague(doc.source.slice(span)) {
                    continue;
                }
                let is_source = match kind {
                    Some(PositionKind::Column { ambiguous: true }) => {
                        surroundings.have_measures(doc, carrier.node)
                    }
                    Some(PositionKind::Label) => !surroundings.have_destination(doc, carrier.node),
                    _ => true,
                };
                if is_source {
                    report(cx, span);
                }
            }
        }
        for position in sources.positions().iter().filter(|position| position.kind == PositionKind::Footnote)
        {
            let text = doc.source.slice(position.span);
            if sources.within(position.span).is_empty() && WORDS.are_vague_alone(text) {
                cx.looked_at(1);
                report(cx, position.span);
            }
        }
    }
}

fn report(cx: &mut RuleContext<'_>, span: Span) {
    let source = cx.doc.source.slice(span).trim();
    cx.report(span, &VAGUE).arg("source", source).help(&NAME_IT);
}

/// What is said at `span`: each item of a list, and of a paragraph the lines before the next label.
fn statements(doc: &Document, node: NodeId, span: Span) -> Vec<Span> {
    if matches!(doc.node(node).kind, Kind::List { .. }) {
        let texts = doc.children(node).filter_map(|item| {
            let mut blocks = doc.children(item);
            blocks.next().filter(|_| blocks.next().is_none()).map(|text| doc.span(text))
        });
        return texts.collect();
    }
    let text = doc.source.slice(span);
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if end > 0 && WORDS.has_label(line) {
            break;
        }
        end += line.len();
    }
    let said = text[..end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '\\' | '*' | '_'));
    vec![Span::new(span.start as usize, span.start as usize + said.len())]
}

/// What stands around the place of a source; remembered, for places come in order and many share it.
#[derive(Default)]
struct Surroundings {
    last: Option<(NodeId, bool)>,
}

impl Surroundings {
    /// True if the table of a cell has a column of figures.
    fn have_measures(&mut self, doc: &Document, cell: NodeId) -> bool {
        let table = doc.node(doc.node(cell).parent).parent;
        self.of(table, || {
            doc.table(table).header().cells().any(|cell| WORDS.measures.is_match(cell.source()))
        })
    }

    /// True if what stands around a label, such as the other items of its list, also tells where something goes.
    fn have_destination(&mut self, doc: &Document, block: NodeId) -> bool {
        let mut around = doc.ancestors(block).take(Document::DEEPEST);
        let list = around.find(|&outer| matches!(doc.node(outer).kind, Kind::List { .. })).unwrap_or(block);
        self.of(list, || WORDS.destinations.is_match(doc.slice(list)))
    }

    fn of(&mut self, node: NodeId, look: impl FnOnce() -> bool) -> bool {
        match self.last {
            Some((last, known)) if last == node => known,
            _ => {
                let known = look();
                self.last = Some((node, known));
                known
            }
        }
    }
}
