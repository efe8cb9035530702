//! Other programs that make sites, with the same entries: far less than ours, and what can be made with their own means.
//!
//! One that is not installed is left out.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use plan_portal::plan::{Entry, Portal, Who};

use crate::hugo::HUGO;
use crate::zola::ZOLA;

/// Those that are known.
const PEERS: [&Peer; 2] = [&HUGO, &ZOLA];

/// A program that makes sites.
pub(crate) struct Peer {
    /// How it is called in a report.
    pub(crate) name: &'static str,
    /// In `PATH`.
    pub(crate) program: &'static str,
    /// The argument with which it tells its version.
    pub(crate) version: &'static str,
    /// Its arguments for a site and the folder to make.
    pub(crate) build: fn(&mut Command, &Path, &Path),
    /// Settings and templates: paths and texts.
    pub(crate) site: &'static [(&'static str, &'static str)],
    /// The page of an entry.
    pub(crate) page: fn(&Facts<'_>) -> String,
    /// The path and the text of a page that a term needs beside the one that the program makes by itself.
    pub(crate) term: fn(&Term) -> Option<(String, String)>,
}

/// What pages are gathered by: a person, a section, a plan.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Term {
    /// One of [`Term::KINDS`].
    pub(crate) kind: &'static str,
    /// In letters that an address has.
    pub(crate) name: String,
}

impl Term {
    pub(crate) const KINDS: [&'static str; 3] = ["people", "plansections", "plans"];
}

/// An entry as other programs take it.
pub(crate) struct Facts<'p> {
    /// Its text first, as the title.
    pub(crate) fields: Vec<(&'static str, String)>,
    pub(crate) terms: Vec<Term>,
    /// Its items in Markdown.
    pub(crate) list: String,
    id: &'p str,
}

impl Facts<'_> {
    /// The names of its terms of a kind.
    pub(crate) fn terms_of(&self, kind: &str) -> Vec<&str> {
        let terms = self.terms.iter().filter(|term| term.kind == kind);
        terms.map(|term| term.name.as_str()).collect()
    }

    fn of<'p>(portal: &'p Portal, entry: &'p Entry) -> Facts<'p> {
        let section = &portal.sections[entry.section];
        let plan = &portal.plans[section.plan];
        let office = &portal.organizations[plan.organization].id;
        let people = entry.cells.responsible.meaning.iter().filter_map(|responsible| {
            match responsible.who {
                Who::Person(person) => Some(format!("{office}-{}", portal.people[person].id)),
                Who::Group(_) => None,
            }
        });
        let people = people.map(|name| Term { kind: "people", name }).collect::<BTreeSet<_>>();
        let mut terms = people.into_iter().collect::<Vec<_>>();
        let plan_name = format!("{office}-{}", plan.year);
        terms.push(Term { kind: "plansections", name: section.id.clone() });
        terms.push(Term { kind: "plans", name: plan_name });
        let cells = &entry.cells;
        let day = format!("{}0101", plan.year);
        let fields = [
            ("title", &entry.text),
            ("number", &entry.number),
            ("responsible", &cells.responsible.words),
            ("form", &cells.form.words),
            ("term", &cells.term.words),
            ("day", &day),
        ];
        let fields = fields.map(|(key, value)| (key, value.replace('\n', " "))).to_vec();
        let list = entry.items.iter().map(|item| format!("- {}\n", portal.items[item].text));
        Facts { fields, terms, list: list.collect(), id: &entry.id }
    }
}

/// Those that are installed.
pub(crate) fn installed() -> Vec<&'static Peer> {
    let is_there = |peer: &&Peer| {
        let mut command = Command::new(peer.program);
        command.arg(peer.version).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    PEERS.into_iter().filter(is_there).collect()
}

impl Peer {
    /// Builds the site anew; how long the process took.
    pub(crate) fn build(&self, site: &Path) -> Duration {
        let public = site.join("public");
        let _ = std::fs::remove_dir_all(&public);
        let mut command = Command::new(self.program);
        (self.build)(&mut command, site, &public);
        let begun = Instant::now();
        let status = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("the program starts");
        let took = begun.elapsed();
        assert!(status.success(), "{} could not build the converted site", self.name);
        took
    }

    /// Writes the portal's entries as a site of this program.
    pub(crate) fn convert(&self, content: &Path, site: &Path) {
        let loaded = plan_portal::load(content, plan_portal::drafts::Drafts::LeftOut)
            .expect("the content can be read");
        let portal = &loaded.portal;
        let put = |path: &str, text: &str| {
            let path = site.join(path);
            std::fs::create_dir_all(path.parent().expect("files lie in folders"))
                .expect("it can be made");
            std::fs::write(path, text).expect("the file can be written");
        };
        for (path, text) in self.site {
            put(path, text);
        }
        let mut terms = BTreeSet::new();
        for (_, entry) in portal.entries.iter() {
            let facts = Facts::of(portal, entry);
            put(&format!("content/entries/{}.md", facts.id), &(self.page)(&facts));
            terms.extend(facts.terms);
        }
        for (path, text) in terms.iter().filter_map(|term| (self.term)(term)) {
            put(&path, &text);
        }
    }
}
