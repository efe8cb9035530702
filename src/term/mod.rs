//! placeholder until the grammar lands
use crate::plan::schedule::Term;
use crate::text::Text;
pub enum TermRemarkKind {
    Ambiguous,
    Impossible,
    Unreadable,
    OtherYear,
    Typo,
}
pub struct TermRemark {
    pub range: std::ops::Range<usize>,
    pub kind: TermRemarkKind,
    pub message: Text,
}
pub fn parse(_: &str, _: i32) -> (Term, Vec<TermRemark>) {
    (Term, vec![])
}
