//! Wrong values of one block as one finding, each with its derivation, and the edits that would put them right.

use rust_decimal::Decimal;

use crate::diagnostic::{Edit, Safety};
use crate::document::{Document, NodeId};
use crate::message::{Message, Text};
use crate::quantity::{Amount, rewritten};
use crate::rules::RuleContext;
use crate::source::Span;

/// A printed value that isn't what it should be.
pub(super) struct Slip {
    pub span: Span,
    /// What the value belongs to, such as the label of its row.
    pub label: String,
    /// How it is computed: `560,000 ÷ 749,200 = 74.75%`.
    pub derivation: String,
    /// What stands there instead.
    pub printed: String,
    /// What would put it right, if that is beyond doubt; else none.
    pub edits: Vec<Edit>,
}

/// The texts of a rule for such values; they take `label`, `derivation` and `printed`.
pub(super) struct Words {
    pub first: &'static Text,
    pub further: &'static Text,
    pub help: &'static Text,
    pub fix: Option<&'static Text>,
}

/// Reports the wrong values of one block; says nothing if there is none.
pub(super) fn tell(cx: &mut RuleContext<'_>, words: &Words, mut slips: Vec<Slip>) {
    slips.sort_by_key(|slip| slip.span);
    let Some((first, further)) = slips.split_first() else { return };
    let mut finding = cx
        .report(first.span, words.first)
        .arg("label", &first.label)
        .arg("derivation", &first.derivation)
        .arg("printed", &first.printed)
        .help(words.help)
        .fails(slips.len());
    for slip in further {
        let message = Message::new(words.further)
            .with("label", &slip.label)
            .with("derivation", &slip.derivation)
            .with("printed", &slip.printed);
        finding = finding.label(slip.span, message);
    }
    let edits: Vec<Edit> = slips.iter().flat_map(|slip| slip.edits.iter().cloned()).collect();
    if let Some(title) = words.fix
        && slips.iter().all(|slip| !slip.edits.is_empty())
    {
        finding.fix(Safety::Unsafe, title, edits);
    }
}

/// The edit that makes the number in node `id` the value `value`.
pub(super) fn edit(doc: &Document, id: NodeId, printed: &Amount, value: Decimal) -> Option<Edit> {
    let text = rewritten(doc.slice(id), printed, value)?;
    Some(Edit { span: doc.span(id), text })
}
