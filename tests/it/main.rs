//! The one test binary: what a visitor or an editor would notice.

mod approved;
mod archive;
mod attachments;
mod catalogues;
mod changes;
mod cli;
mod copies;
mod data;
mod docs;
mod embed;
mod errors;
mod export;
mod feeds;
mod import;
mod kept;
mod markup;
mod months;
mod new;
mod other_offices;
mod pages;
mod portal;
mod publish;
mod publish_command;
mod serve;
mod tidy;
mod years;
