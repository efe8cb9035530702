//! plan-portal: an office's annual plan becomes its public website.

pub mod approved;
pub mod diagnostic;
pub mod failure;
pub mod language;
pub mod plan;
pub mod publish;
pub mod read;
pub mod render;
pub mod resolve;
pub mod site;
pub mod source;
pub mod term;
pub mod text;
