//! plan-portal: an office's annual plan becomes its public website.

pub mod diagnostic;
pub mod failure;
pub mod source;
pub mod text;
