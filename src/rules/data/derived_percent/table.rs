//! Columns of such comparisons, beside the two columns that they compare.

use crate::rules::RuleContext;
use crate::rules::data::changes::{Form, judge};
use crate::rules::data::slips::{Words, tell};

use super::{FURTHER, HELP, WRONG};

pub(super) fn check(cx: &mut RuleContext<'_>) {
    for judged in judge(cx.doc, Form::Percent) {
        cx.looked_at(judged.rows);
        tell(cx, &Words { first: &WRONG, further: &FURTHER, help: &HELP, fix: None }, judged.slips);
    }
}
