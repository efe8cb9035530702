//! Markdown files: practices, free pages, prose of an entry.

use crate::read::records::{MaterialRecord, Maybe};
use crate::read::toml::Fields;
use crate::source::{Span, Spanned};

/// Markdown below the front matter.
#[derive(Clone, Debug)]
pub(crate) struct ProseRecord {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// One file of `practices/`.
#[derive(Clone, Debug)]
pub(crate) struct PracticeRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) title: Maybe<String>,
    pub(crate) author: Maybe<String>,
    pub(crate) position: Maybe<String>,
    pub(crate) college: Maybe<String>,
    pub(crate) subject: Vec<Spanned<String>>,
    pub(crate) year: Maybe<i64>,
    pub(crate) item: Maybe<String>,
    pub(crate) annotation: Maybe<String>,
    pub(crate) materials: Vec<MaterialRecord>,
    pub(crate) prose: Option<ProseRecord>,
    pub(crate) span: Span,
}

impl PracticeRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> PracticeRecord {
        PracticeRecord {
            id: fields.required("id"),
            title: fields.required("title"),
            author: fields.string("author"),
            position: fields.string("position"),
            college: fields.string("college"),
            subject: fields.strings("subject"),
            year: fields.integer("year"),
            item: fields.string("item"),
            annotation: fields.string("annotation"),
            materials: fields.tables("materials", MaterialRecord::take),
            prose: None,
            span: fields.span,
        }
    }
}

/// One file of `pages/`.
#[derive(Clone, Debug)]
pub(crate) struct FreePageRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) title: Maybe<String>,
    pub(crate) nav: Option<bool>,
    pub(crate) order: Maybe<i64>,
    pub(crate) prose: Option<ProseRecord>,
    pub(crate) span: Span,
}

impl FreePageRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> FreePageRecord {
        FreePageRecord {
            id: fields.required("id"),
            title: fields.required("title"),
            nav: fields.boolean("nav"),
            order: fields.integer("order"),
            prose: None,
            span: fields.span,
        }
    }
}
