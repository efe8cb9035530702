//! The office's own files: people, groups, forms, colleges and what else plans refer to.

use crate::read::records::Maybe;
use crate::read::toml::Fields;
use crate::source::{Span, Spanned};

/// `[[person]]` of `people.toml`.
#[derive(Clone, Debug)]
pub(crate) struct PersonRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) name: Maybe<String>,
    pub(crate) full_name: Maybe<String>,
    pub(crate) spellings: Vec<Spanned<String>>,
    pub(crate) position: Maybe<String>,
    pub(crate) email: Maybe<String>,
    pub(crate) span: Span,
}

impl PersonRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> PersonRecord {
        PersonRecord {
            id: fields.required("id"),
            name: fields.required("name"),
            full_name: fields.string("full_name"),
            spellings: fields.strings("spellings"),
            position: fields.string("position"),
            email: fields.string("email"),
            span: fields.span,
        }
    }
}

/// `[[group]]` of `groups.toml`.
#[derive(Clone, Debug)]
pub(crate) struct GroupRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) name: Maybe<String>,
    pub(crate) spellings: Vec<Spanned<String>>,
    pub(crate) members: Vec<Spanned<String>>,
    pub(crate) confirmed: Option<bool>,
    pub(crate) note: Maybe<String>,
    pub(crate) span: Span,
}

impl GroupRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> GroupRecord {
        GroupRecord {
            id: fields.required("id"),
            name: fields.required("name"),
            spellings: fields.strings("spellings"),
            members: fields.strings("members"),
            confirmed: fields.boolean("confirmed"),
            note: fields.string("note"),
            span: fields.span,
        }
    }
}

/// `[[form]]` of `forms.toml`.
#[derive(Clone, Debug)]
pub(crate) struct FormRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) name: Maybe<String>,
    pub(crate) one: Maybe<String>,
    pub(crate) spellings: Vec<Spanned<String>>,
    pub(crate) event: Option<bool>,
    pub(crate) span: Span,
}

impl FormRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> FormRecord {
        FormRecord {
            id: fields.required("id"),
            name: fields.required("name"),
            one: fields.string("one"),
            spellings: fields.strings("spellings"),
            event: fields.boolean("event"),
            span: fields.span,
        }
    }
}

/// `[[methodical_section]]` of `methodical-sections.toml`.
#[derive(Clone, Debug)]
pub(crate) struct MethodicalSectionRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) name: Maybe<String>,
    pub(crate) head: Vec<Spanned<String>>,
    pub(crate) item: Maybe<String>,
    pub(crate) span: Span,
}

impl MethodicalSectionRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> MethodicalSectionRecord {
        MethodicalSectionRecord {
            id: fields.required("id"),
            name: fields.required("name"),
            head: fields.strings("head"),
            item: fields.string("item"),
            span: fields.span,
        }
    }
}

/// `[[abbreviation]]` of `glossary.toml`.
#[derive(Clone, Debug)]
pub(crate) struct AbbreviationRecord {
    pub(crate) short: Maybe<String>,
    pub(crate) full: Maybe<String>,
    pub(crate) variants: Vec<Spanned<String>>,
    pub(crate) span: Span,
}

impl AbbreviationRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> AbbreviationRecord {
        AbbreviationRecord {
            short: fields.required("short"),
            full: fields.required("full"),
            variants: fields.strings("variants"),
            span: fields.span,
        }
    }
}

/// `[[synonym]]` of `glossary.toml`.
#[derive(Clone, Debug)]
pub(crate) struct SynonymRecord {
    pub(crate) word: Maybe<String>,
    pub(crate) means: Maybe<String>,
}

impl SynonymRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> SynonymRecord {
        SynonymRecord { word: fields.required("word"), means: fields.required("means") }
    }
}

/// `[[partner]]` of `partners.toml`.
#[derive(Clone, Debug)]
pub(crate) struct PartnerRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) name: Maybe<String>,
    pub(crate) agreement: Option<bool>,
    pub(crate) item: Maybe<String>,
    pub(crate) span: Span,
}

impl PartnerRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> PartnerRecord {
        PartnerRecord {
            id: fields.required("id"),
            name: fields.required("name"),
            agreement: fields.boolean("agreement"),
            item: fields.string("item"),
            span: fields.span,
        }
    }
}

/// `[[project]]` of `projects.toml`.
#[derive(Clone, Debug)]
pub(crate) struct ProjectRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) name: Maybe<String>,
    pub(crate) kind: Maybe<String>,
    pub(crate) funders: Vec<Spanned<String>>,
    pub(crate) item: Maybe<String>,
    pub(crate) span: Span,
}

impl ProjectRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> ProjectRecord {
        ProjectRecord {
            id: fields.required("id"),
            name: fields.required("name"),
            kind: fields.string("kind"),
            funders: fields.strings("funders"),
            item: fields.string("item"),
            span: fields.span,
        }
    }
}

/// `[[research_work]]` of `research-works.toml`.
#[derive(Clone, Debug)]
pub(crate) struct ResearchWorkRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) title: Maybe<String>,
    pub(crate) college: Maybe<String>,
    pub(crate) place: Maybe<String>,
    pub(crate) item: Maybe<String>,
    pub(crate) span: Span,
}

impl ResearchWorkRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> ResearchWorkRecord {
        ResearchWorkRecord {
            id: fields.required("id"),
            title: fields.required("title"),
            college: fields.string("college"),
            place: fields.string("place"),
            item: fields.string("item"),
            span: fields.span,
        }
    }
}

/// `[[college]]` of `colleges.toml`.
#[derive(Clone, Debug)]
pub(crate) struct CollegeRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) name: Maybe<String>,
    pub(crate) short_name: Maybe<String>,
    pub(crate) mentions: Vec<Spanned<String>>,
    pub(crate) kind: Maybe<String>,
    pub(crate) town: Maybe<String>,
    pub(crate) website: Maybe<String>,
    pub(crate) training_centers: Vec<TrainingCenterRecord>,
    pub(crate) span: Span,
}

impl CollegeRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> CollegeRecord {
        CollegeRecord {
            id: fields.required("id"),
            name: fields.required("name"),
            short_name: fields.string("short_name"),
            mentions: fields.strings("mentions"),
            kind: fields.string("kind"),
            town: fields.string("town"),
            website: fields.string("website"),
            training_centers: fields.tables("training_center", TrainingCenterRecord::take),
            span: fields.span,
        }
    }
}

/// `[[college.training_center]]`.
#[derive(Clone, Debug)]
pub(crate) struct TrainingCenterRecord {
    pub(crate) professions: Vec<Spanned<String>>,
    pub(crate) item: Maybe<String>,
}

impl TrainingCenterRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> TrainingCenterRecord {
        TrainingCenterRecord {
            professions: fields.strings("professions"),
            item: fields.string("item"),
        }
    }
}
