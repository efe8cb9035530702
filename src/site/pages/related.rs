//! Entries near an entry: of its group by number, then with the same college, then of the same rare form.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::plan::{Entry, Idx, RowIdx};
use crate::site::Site;
use crate::site::pages::section_class;
use crate::site::routes::relative;

/// A line of «Пов’язані пункти».
#[derive(Serialize)]
pub(in crate::site) struct RelatedLink {
    section_class: String,
    href: String,
    number: String,
    text: String,
    why: Option<String>,
}

/// As many as fit beside an entry.
const MOST: usize = 8;

/// Entries worth reading beside this one, the nearest first; those below a heading stand on its page itself.
pub(in crate::site) fn of(site: &Site<'_>, idx: Idx<Entry>, path: &str) -> Vec<RelatedLink> {
    let mut links = Vec::new();
    let parent = site.index.parent_of(idx);
    let siblings = parent.into_iter().flat_map(|parent| children(site, parent));
    let below = children(site, idx).filter(|_| !site.index.is_heading(idx));
    let near = below.chain(siblings).map(|entry| (entry, None));
    let alike = of_same_things(site, idx).chain(of_same_form(site, idx));
    let mut seen = BTreeSet::from([idx]);
    for (entry, why) in near.chain(alike.map(|(row, why)| (row.entry, Some(why)))) {
        if seen.insert(entry) {
            links.push(link(site, entry, path, why.map(str::to_owned)));
        }
        if links.len() == MOST {
            break;
        }
    }
    links
}

/// The entries right below an entry, by their numbers.
pub(in crate::site) fn children<'a>(
    site: &'a Site<'_>,
    idx: Idx<Entry>,
) -> impl Iterator<Item = Idx<Entry>> + 'a {
    let section = site.portal.entries[idx].section;
    let entries = site.portal.sections[section].entries;
    entries
        .iter()
        .skip(entries.place_of(idx) + 1)
        .take_while(move |entry| {
            let mut outer = site.index.parent_of(*entry);
            while let Some(parent) = outer.filter(|parent| *parent != idx) {
                outer = site.index.parent_of(parent);
            }
            outer.is_some()
        })
        .filter(move |entry| site.index.parent_of(*entry) == Some(idx))
}

/// Rows of the same plan that name the same college or methodical section.
fn of_same_things<'a>(
    site: &'a Site<'_>,
    idx: Idx<Entry>,
) -> impl Iterator<Item = (RowIdx, &'a str)> + 'a {
    let portal = site.portal;
    let plan = Some(portal.plan_of(idx));
    let entry = &portal.entries[idx];
    let items = entry.items.iter().flat_map(|item| &portal.items[item].colleges);
    let mut colleges = entry.colleges.iter().chain(items).copied().collect::<Vec<_>>();
    colleges.dedup();
    let sections = entry.facts.iter().flat_map(|facts| &facts.methodical_sections).copied();
    let by_section = sections.flat_map(move |section| {
        let why = portal.methodical_sections[section].name.as_str();
        let rows = site.index.of_methodical_section(section).of(plan).iter().take(10 * MOST);
        rows.map(move |row| (*row, why))
    });
    let by_college = colleges.into_iter().flat_map(move |college| {
        let named = &portal.colleges[college];
        let why = named.short_name.as_deref().unwrap_or(&named.name);
        let rows = site.index.of_college(college).of(plan).iter().take(10 * MOST);
        rows.map(move |row| (*row, why))
    });
    by_section.chain(by_college)
}

/// Rows of the same plan in the same form, where that is a rare one: «консультації» would bring half the plan.
fn of_same_form<'a>(
    site: &'a Site<'_>,
    idx: Idx<Entry>,
) -> impl Iterator<Item = (RowIdx, &'a str)> + 'a {
    const RARE: usize = 12;
    let portal = site.portal;
    let plan = Some(portal.plan_of(idx));
    let forms = portal.rows_of(idx).flat_map(|row| portal.row(row).forms());
    let forms = forms.filter(move |form| site.index.of_form(*form).of(plan).len() <= RARE);
    forms.flat_map(move |form| {
        let why = portal.forms[form].name.as_str();
        site.index.of_form(form).of(plan).iter().map(move |row| (*row, why))
    })
}

fn link(site: &Site<'_>, idx: Idx<Entry>, path: &str, why: Option<String>) -> RelatedLink {
    let portal = site.portal;
    let entry = &portal.entries[idx];
    RelatedLink {
        section_class: section_class(portal.sections[entry.section].ordinal),
        href: relative(path, &portal.entry_path(idx)),
        number: entry.number.clone(),
        text: site.tied_beginning(idx).to_owned(),
        why,
    }
}
