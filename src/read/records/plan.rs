//! `plan.toml`, `section.toml` and the entries.

use crate::approved::ColumnKind;
use crate::read::records::Maybe;
use crate::read::toml::Fields;
use crate::source::{Span, Spanned};

/// `plan.toml`.
#[derive(Clone, Debug)]
pub(crate) struct PlanRecord {
    pub(crate) year: Maybe<i64>,
    pub(crate) school_year: Option<bool>,
    pub(crate) draft: Option<bool>,
    pub(crate) address: Maybe<String>,
    pub(crate) source: Maybe<String>,
    pub(crate) columns: Vec<Spanned<String>>,
    pub(crate) column_keys: Vec<Spanned<String>>,
    pub(crate) focus_lead: Maybe<String>,
    pub(crate) focus: Maybe<String>,
    pub(crate) approval: Vec<ApprovalRecord>,
    pub(crate) title: Option<TitleRecord>,
    pub(crate) contents: Option<ContentsRecord>,
    pub(crate) introduction: Option<Maybe<String>>,
    pub(crate) signature: Vec<SignatureRecord>,
    pub(crate) acknowledged: Vec<AcknowledgementRecord>,
    pub(crate) span: Span,
}

/// `[approval]`, or one of several `[[approval]]`.
#[derive(Clone, Debug)]
pub(crate) struct ApprovalRecord {
    pub(crate) heading: Maybe<String>,
    pub(crate) position: Maybe<String>,
    pub(crate) name: Maybe<String>,
    pub(crate) date: Maybe<String>,
}

/// `[title]`.
#[derive(Clone, Debug)]
pub(crate) struct TitleRecord {
    pub(crate) heading: Maybe<String>,
    pub(crate) text: Maybe<String>,
}

/// `[contents]`.
#[derive(Clone, Debug)]
pub(crate) struct ContentsRecord {
    pub(crate) heading: Maybe<String>,
    pub(crate) rows: Vec<ContentsRowRecord>,
}

/// `[[contents.row]]`.
#[derive(Clone, Debug)]
pub(crate) struct ContentsRowRecord {
    pub(crate) number: Maybe<String>,
    pub(crate) title: Maybe<String>,
    pub(crate) sheets: Maybe<String>,
}

/// `[signature]`, or one of several `[[signature]]`.
#[derive(Clone, Debug)]
pub(crate) struct SignatureRecord {
    pub(crate) position: Maybe<String>,
    pub(crate) name: Maybe<String>,
}

/// `[[acknowledged]]`.
#[derive(Clone, Debug)]
pub(crate) struct AcknowledgementRecord {
    pub(crate) code: Maybe<String>,
    pub(crate) at: Vec<Spanned<String>>,
    pub(crate) note: Maybe<String>,
}

impl PlanRecord {
    /// What stands below each head, where the plan says so of all of them.
    pub(crate) fn stated_columns(&self) -> Vec<(String, ColumnKind)> {
        let kinds = ColumnKind::of_keys(self.column_keys.iter().map(|key| key.value.as_str()));
        let kinds = kinds.filter(|kinds| kinds.len() == self.columns.len()).unwrap_or_default();
        self.columns.iter().map(|head| head.value.clone()).zip(kinds).collect()
    }

    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> PlanRecord {
        PlanRecord {
            year: fields.required_year(),
            school_year: fields.boolean("school_year"),
            draft: fields.boolean("draft"),
            address: fields.string("address"),
            source: fields.string("source"),
            columns: fields.strings("columns"),
            column_keys: fields.strings("column_keys"),
            focus_lead: fields.string("focus_lead"),
            focus: fields.string("focus"),
            approval: fields.one_or_more_tables("approval", |approval| ApprovalRecord {
                heading: approval.string("heading"),
                position: approval.string("position"),
                name: approval.string("name"),
                date: approval.string("date"),
            }),
            title: fields.table("title", |title| TitleRecord {
                heading: title.string("heading"),
                text: title.string("text"),
            }),
            contents: fields.table("contents", |contents| ContentsRecord {
                heading: contents.string("heading"),
                rows: contents.tables("row", |row| ContentsRowRecord {
                    number: row.string("number"),
                    title: row.string("title"),
                    sheets: row.string("sheets"),
                }),
            }),
            introduction: fields
                .table("introduction", |introduction| introduction.string("heading")),
            signature: fields.one_or_more_tables("signature", |signature| SignatureRecord {
                position: signature.string("position"),
                name: signature.string("name"),
            }),
            acknowledged: fields.tables("acknowledged", |acknowledged| AcknowledgementRecord {
                code: acknowledged.required("code"),
                at: acknowledged.strings("at"),
                note: acknowledged.string("note"),
            }),
            span: fields.span,
        }
    }
}

/// `section.toml`.
#[derive(Clone, Debug)]
pub(crate) struct SectionRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) number: Maybe<String>,
    pub(crate) title: Maybe<String>,
    pub(crate) heading: Maybe<String>,
    pub(crate) introduction: Maybe<String>,
    pub(crate) notes: Maybe<String>,
    pub(crate) list: Maybe<String>,
    pub(crate) entries: Vec<EntryRecord>,
    pub(crate) span: Span,
}

impl SectionRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> SectionRecord {
        SectionRecord {
            id: fields.required("id"),
            number: fields.stated("number"),
            title: fields.required("title"),
            heading: fields.string("heading"),
            introduction: fields.string("introduction"),
            notes: fields.string("notes"),
            list: fields.string("list"),
            entries: fields.tables("entry", EntryRecord::take),
            span: fields.span,
        }
    }
}

/// `[[entry]]`, or the front matter of an entry's Markdown file.
#[derive(Clone, Debug)]
pub(crate) struct EntryRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) heading: Maybe<String>,
    pub(crate) number: Maybe<String>,
    pub(crate) text: Maybe<String>,
    pub(crate) responsible: Maybe<String>,
    pub(crate) form: Maybe<String>,
    pub(crate) term: Maybe<String>,
    pub(crate) remarks: Vec<Spanned<String>>,
    pub(crate) as_above: Vec<Spanned<String>>,
    pub(crate) former_numbers: Vec<Spanned<String>>,
    pub(crate) facts: Option<Box<FactsRecord>>,
    pub(crate) items: Vec<ItemRecord>,
    pub(crate) span: Span,
}

impl EntryRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> EntryRecord {
        EntryRecord {
            id: fields.required("id"),
            heading: fields.string("heading"),
            number: fields.stated("number"),
            text: fields.string("text"),
            responsible: fields.string("responsible"),
            form: fields.string("form"),
            term: fields.string("term"),
            remarks: fields.strings("remarks"),
            as_above: fields.strings("as_above"),
            former_numbers: fields.strings("former_numbers"),
            items: fields.tables("item", ItemRecord::take),
            facts: fields.more(FactsRecord::take),
            span: fields.span,
        }
    }
}

/// `[[entry.item]]`.
#[derive(Clone, Debug)]
pub(crate) struct ItemRecord {
    pub(crate) id: Maybe<String>,
    pub(crate) text: Maybe<String>,
    pub(crate) dash: Option<bool>,
    pub(crate) responsible: Maybe<String>,
    pub(crate) form: Maybe<String>,
    pub(crate) term: Maybe<String>,
    pub(crate) remarks: Vec<Spanned<String>>,
    pub(crate) as_above: Vec<Spanned<String>>,
    pub(crate) facts: Option<Box<FactsRecord>>,
}

impl ItemRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> ItemRecord {
        ItemRecord {
            id: fields.required("id"),
            text: fields.required("text"),
            dash: fields.boolean("dash"),
            responsible: fields.string("responsible"),
            form: fields.string("form"),
            term: fields.string("term"),
            remarks: fields.strings("remarks"),
            as_above: fields.strings("as_above"),
            facts: fields.more(FactsRecord::take),
        }
    }
}

/// What entries and items may say beyond the approved row.
#[derive(Clone, Debug, Default)]
pub(crate) struct FactsRecord {
    pub(crate) date: Maybe<String>,
    pub(crate) start: Maybe<String>,
    pub(crate) end: Maybe<String>,
    pub(crate) place: Maybe<String>,
    pub(crate) link: Maybe<String>,
    pub(crate) audience: Maybe<String>,
    pub(crate) forms: Vec<Spanned<String>>,
    pub(crate) colleges: Vec<Spanned<String>>,
    pub(crate) methodical_sections: Vec<Spanned<String>>,
    pub(crate) status: Maybe<String>,
    pub(crate) result: Maybe<String>,
    pub(crate) materials: Vec<MaterialRecord>,
    pub(crate) note: Maybe<String>,
    pub(crate) changed: Maybe<String>,
    pub(crate) was: Maybe<String>,
    pub(crate) reason: Maybe<String>,
    pub(crate) occasions: Vec<OccasionRecord>,
}

impl FactsRecord {
    fn take(fields: &mut Fields<'_, '_>) -> FactsRecord {
        FactsRecord {
            date: fields.moment("date"),
            start: fields.moment("start"),
            end: fields.moment("end"),
            place: fields.string("place"),
            link: fields.string("link"),
            audience: fields.string("audience"),
            forms: fields.strings("forms"),
            colleges: fields.strings("colleges"),
            methodical_sections: fields.strings("methodical_sections"),
            status: fields.string("status"),
            result: fields.string("result"),
            materials: fields.tables("materials", MaterialRecord::take),
            note: fields.string("note"),
            changed: fields.moment("changed"),
            was: fields.moment("was"),
            reason: fields.string("reason"),
            occasions: fields.tables("occasion", OccasionRecord::take),
        }
    }
}

/// `[[entry.occasion]]`.
#[derive(Clone, Debug)]
pub(crate) struct OccasionRecord {
    pub(crate) was: Maybe<String>,
    pub(crate) date: Maybe<String>,
    pub(crate) start: Maybe<String>,
    pub(crate) end: Maybe<String>,
    pub(crate) status: Maybe<String>,
    pub(crate) changed: Maybe<String>,
    pub(crate) reason: Maybe<String>,
    pub(crate) span: Span,
}

impl OccasionRecord {
    fn take(fields: &mut Fields<'_, '_>) -> OccasionRecord {
        OccasionRecord {
            was: fields.required_moment("was"),
            date: fields.moment("date"),
            start: fields.moment("start"),
            end: fields.moment("end"),
            status: fields.string("status"),
            changed: fields.required_moment("changed"),
            reason: fields.string("reason"),
            span: fields.span,
        }
    }
}

/// `[[entry.materials]]`.
#[derive(Clone, Debug)]
pub(crate) struct MaterialRecord {
    pub(crate) title: Maybe<String>,
    pub(crate) file: Maybe<String>,
    pub(crate) link: Maybe<String>,
    pub(crate) span: Span,
}

impl MaterialRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> MaterialRecord {
        MaterialRecord {
            title: fields.string("title"),
            file: fields.string("file"),
            link: fields.string("link"),
            span: fields.span,
        }
    }
}

/// `[[change]]` of `changes.toml`.
#[derive(Clone, Debug)]
pub(crate) struct ChangeRecord {
    pub(crate) day: Maybe<String>,
    pub(crate) kind: Maybe<String>,
    pub(crate) entry: Maybe<String>,
    pub(crate) text: Maybe<String>,
    pub(crate) was: Maybe<String>,
    pub(crate) now: Maybe<String>,
    pub(crate) reason: Maybe<String>,
    pub(crate) span: Span,
}

impl ChangeRecord {
    pub(in crate::read) fn take(fields: &mut Fields<'_, '_>) -> ChangeRecord {
        ChangeRecord {
            day: fields.required_moment("day"),
            kind: fields.required("kind"),
            entry: fields.string("entry"),
            text: fields.string("text"),
            was: fields.moment("was"),
            now: fields.moment("now"),
            reason: fields.string("reason"),
            span: fields.span,
        }
    }
}
