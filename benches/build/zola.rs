//! Zola: a page for each entry, section, plan and person, a calendar for each section and person and one JSON with all
//! texts, as pages with templates of their own: it writes no other files, and does not index Ukrainian.

use std::path::Path;
use std::process::Command;

use crate::peers::{Facts, Peer, Term};

pub(crate) const ZOLA: Peer = Peer {
    name: "Zola",
    program: "zola",
    version: "--version",
    build,
    site: SITE,
    page,
    term: |term| Some(calendar(term)),
};

fn build(command: &mut Command, site: &Path, public: &Path) {
    command.arg("--root").arg(site).args(["build", "--force", "--output-dir"]).arg(public);
}

fn page(facts: &Facts<'_>) -> String {
    let mut fields = facts.fields.iter();
    let field = |(key, value): &(&str, String)| format!("{key} = {value:?}\n");
    let title = fields.next().map(field).unwrap_or_default();
    let terms = Term::KINDS.map(|kind| format!("{kind} = {:?}\n", facts.terms_of(kind))).concat();
    let fields = fields.map(field).collect::<String>();
    format!("+++\n{title}[taxonomies]\n{terms}[extra]\n{fields}+++\n{}", facts.list)
}

/// A page that is the calendar of a section or a person.
fn calendar(term: &Term) -> (String, String) {
    let Term { kind, name } = term;
    let text = format!(
        "+++\ntitle = {name:?}\ntemplate = \"calendar.html\"\n[extra]\nkind = {kind:?}\nterm = {name:?}\n+++\n"
    );
    (format!("content/calendars/{kind}-{name}.md"), text)
}

const SITE: &[(&str, &str)] = &[
    (
        "zola.toml",
        "base_url = \"https://plan.example\"\ntitle = \"План роботи\"\ndefault_language = \"uk\"\n\
         generate_sitemap = false\ngenerate_robots_txt = false\n\
         taxonomies = [{ name = \"people\" }, { name = \"plansections\" }, { name = \"plans\" }]\n",
    ),
    ("content/_index.md", "+++\n+++\n"),
    ("content/entries/_index.md", "+++\nrender = false\npage_template = \"entry.html\"\n+++\n"),
    ("content/calendars/_index.md", "+++\nrender = false\n+++\n"),
    ("content/all.md", "+++\ntitle = \"all\"\ntemplate = \"all.html\"\n+++\n"),
    (
        "templates/base.html",
        "<!doctype html>\n<html lang=\"uk\"><head><meta charset=\"utf-8\"><title>{% block title %}{% endblock %} — {{ config.title }}</title>\
         <link rel=\"canonical\" href=\"{{ current_url }}\"></head>\n\
         <body><header><nav><a href=\"/\">Початок</a> <a href=\"/plans/\">Плани</a> <a href=\"/people/\">Люди</a></nav></header>\n\
         <main>{% block main %}{% endblock %}</main><footer>{{ config.title }}</footer></body></html>\n",
    ),
    (
        "templates/index.html",
        "{% extends \"base.html\" %}{% block main %}<h1>{{ config.title }}</h1>{% endblock %}",
    ),
    (
        "templates/entry.html",
        "{% extends \"base.html\" %}{% block title %}{{ page.title }}{% endblock %}{% block main %}<article>\
         <p>{{ page.extra.number }}</p><h1>{{ page.title }}</h1><dl><dt>Відповідальний</dt><dd>{{ page.extra.responsible }}</dd>\
         <dt>Форма</dt><dd>{{ page.extra.form }}</dd><dt>Термін</dt><dd>{{ page.extra.term }}</dd></dl>{{ page.content | safe }}\
         <ul>{% for name in page.taxonomies.people %}<li><a href=\"/people/{{ name }}/\">{{ name }}</a></li>{% endfor %}</ul>\
         <ul>{% for name in page.taxonomies.plansections %}<li><a href=\"/plansections/{{ name }}/\">{{ name }}</a></li>{% endfor %}</ul>\
         </article>{% endblock %}",
    ),
    (
        "templates/taxonomy_single.html",
        "{% extends \"base.html\" %}{% block title %}{{ term.name }}{% endblock %}{% block main %}<h1>{{ term.name }}</h1><ul>\
         {% for page in term.pages %}<li><a href=\"{{ page.path }}\">{{ page.extra.number }} {{ page.title }}</a> \
         <span>{{ page.extra.responsible }}</span> <span>{{ page.extra.form }}</span> <span>{{ page.extra.term }}</span></li>\
         {% endfor %}</ul>{% endblock %}",
    ),
    (
        "templates/taxonomy_list.html",
        "{% extends \"base.html\" %}{% block title %}{{ taxonomy.name }}{% endblock %}{% block main %}<ul>\
         {% for term in terms %}<li><a href=\"{{ term.path }}\">{{ term.name }}</a></li>{% endfor %}</ul>{% endblock %}",
    ),
    (
        "templates/calendar.html",
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//plan//UK\n\
         {% set term = get_taxonomy_term(kind=page.extra.kind, term=page.extra.term) %}{% for page in term.pages %}BEGIN:VEVENT\n\
         UID:{{ page.slug }}@plan\nDTSTAMP:{{ page.extra.day }}T000000Z\nDTSTART;VALUE=DATE:{{ page.extra.day }}\n\
         SUMMARY:{{ page.title | safe }}\nURL:{{ page.permalink | safe }}\nEND:VEVENT\n{% endfor %}END:VCALENDAR\n",
    ),
    (
        "templates/all.html",
        "{% set section = get_section(path=\"entries/_index.md\") %}[{% for page in section.pages %}{% if not loop.first %},{% endif %}\
         {\"title\":{{ page.title | json_encode | safe }},\"number\":{{ page.extra.number | json_encode | safe }},\
         \"url\":{{ page.path | json_encode | safe }},\"text\":{{ page.content | striptags | json_encode | safe }}}{% endfor %}]\n",
    ),
];
