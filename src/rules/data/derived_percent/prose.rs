//! Such numbers in running text, beside the two values that they compare.

use crate::rules::RuleContext;
use crate::rules::data::prose::differences::{Form, judge};
use crate::rules::data::slips::{Words, tell};

use super::{FIX, FURTHER, HELP, WRONG};

pub(super) fn check(cx: &mut RuleContext<'_>) {
    let ledger = cx.ledger;
    for passage in ledger.passages() {
        let judged = judge(passage, Form::Percent);
        cx.looked_at(judged.seen);
        tell(cx, &Words { first: &WRONG, further: &FURTHER, help: &HELP, fix: Some(&FIX) }, judged.slips);
    }
}
