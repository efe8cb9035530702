//! placeholder until the term grammar lands
#[derive(Debug, Default)]
pub struct Term;
