//! The one test binary: what a visitor or an editor would notice.

mod approved;
mod cli;
mod errors;
mod import;
mod portal;
mod publish;
