//! One file of the site: made by what makes the site, of which all else is left out.

use crate::failure::Failure;
use crate::publish::Sink;
use crate::publish::memory::MemorySite;
use crate::render;
use crate::render::theme::{Theme, ThemeFiles};
use crate::site::output::Outputs;

/// The bytes of the file at `path`, which must be listed and no page.
pub(super) fn bytes(mut outputs: Outputs<'_>, path: &str) -> Result<Vec<u8>, Failure> {
    outputs.archive = None;
    for part in &mut outputs.parts {
        part.list.retain(|output| output.path == path);
        part.shells.clear();
        part.named.clear();
    }
    // Data have no look; a broken theme does not hinder them.
    let theme = Theme::new(ThemeFiles::new())?;
    let sink = Sink::Memory(MemorySite::default());
    render::render(&outputs, &theme, &sink, &|| ())?;
    let Sink::Memory(site) = sink else { unreachable!("the sink is memory") };
    let file = site.into_files().remove(path);
    Ok(file.expect("every plan has its data listed"))
}
