//! The files of `content/files/`, copied as they are.

use crate::site::output::{Content, Output};
use crate::site::{List, Site};

/// Lists every attachment.
pub(in crate::site) fn list<'a>(site: &'a Site<'a>, list: &mut List<'a>) {
    for (_, file) in site.portal.attachments.iter() {
        let content = Content::Attachment(file.source.clone());
        list.outputs.list.push(Output { path: file.path.clone(), origin: None, content });
    }
}
