//! Templates and views become HTML: one of the two doors to the crate `tera`.

use std::borrow::Cow;

use tera::value::Key as Name;
use tera::{Context, Value};

use crate::key::Key;
use crate::render::theme::Theme;
use crate::render::told::told;
use crate::site::output::Shell;
use crate::text::Text;

/// A template could not be filled.
pub(in crate::render) struct TemplateFault {
    pub(in crate::render) template: String,
    pub(in crate::render) words: Text,
}

/// Fills a template with a view, in UTF-8, into an empty buffer; pages get their shell as `site`.
pub(in crate::render) fn page(
    theme: &Theme,
    template: &str,
    (view, shell): (Value, Option<&Value>),
    html: &mut Vec<u8>,
) -> Result<(), TemplateFault> {
    html.clear();
    let mut context = Context::new();
    for (key, value) in view.into_map().unwrap_or_default() {
        let name = match key {
            Name::Str(name) => Cow::Borrowed(name),
            other => Cow::Owned(other.to_string()),
        };
        context.insert_value(name, value);
    }
    if let Some(shell) = shell {
        context.insert_value("site", shell.clone());
    }
    let fault = |error: tera::Error| TemplateFault {
        template: template.to_owned(),
        words: told(&error.to_string()),
    };
    let name = format!("{template}.html");
    theme.tera.render_to(&name, &context, html).map_err(fault)
}

/// What all pages of a folder share.
pub(in crate::render) struct RenderedShell {
    pub(in crate::render) value: Value,
    /// Of what it is made: of its bytes.
    pub(in crate::render) key: Key,
}

/// Renders what all pages of a folder share.
pub(in crate::render) fn shell(
    theme: &Theme,
    shell: &Shell<'_>,
) -> Result<RenderedShell, TemplateFault> {
    let (view, mut all) = ((shell.view)(), Vec::new());
    let parts = ["head", "header", "footer"].map(|part| {
        let mut html = Vec::new();
        page(theme, &format!("shell-{part}"), (view.value(), None), &mut html)?;
        let html = std::str::from_utf8(&html).expect("templates and views are UTF-8");
        all.push(html.to_owned());
        Ok((format!("{part}_html"), Value::safe_string(html)))
    });
    let parts = parts.into_iter().collect::<Result<std::collections::BTreeMap<_, _>, _>>()?;
    Ok(RenderedShell { value: Value::from_serializable(&parts), key: Key::of(&all) })
}
