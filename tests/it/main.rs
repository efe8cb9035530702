//! The one test binary: what a visitor or an editor would notice.

mod errors;
mod import;
mod portal;
