//! Hugo: a page for each entry, section, plan and person, a calendar for each section and person, one JSON with all
//! texts.

use std::path::Path;
use std::process::Command;

use crate::peers::{Facts, Peer, Term};

pub(crate) const HUGO: Peer = Peer {
    name: "Hugo",
    program: "hugo",
    version: "version",
    build,
    site: SITE,
    page,
    term: |_| None,
};

fn build(command: &mut Command, site: &Path, public: &Path) {
    command.args(["--quiet", "--source"]).arg(site).arg("--destination").arg(public);
}

fn page(facts: &Facts<'_>) -> String {
    let fields = facts.fields.iter().map(|(key, value)| format!("{key} = {value:?}\n"));
    let terms = Term::KINDS.map(|kind| format!("{kind} = {:?}\n", facts.terms_of(kind)));
    format!("+++\n{}{}+++\n{}", fields.collect::<String>(), terms.concat(), facts.list)
}

const SITE: &[(&str, &str)] = &[
    (
        "hugo.toml",
        "baseURL = 'https://plan.example/'\nlanguageCode = 'uk'\ntitle = 'План роботи'\n\
         disableKinds = ['rss', 'sitemap', 'section']\nuglyURLs = true\n\
         [taxonomies]\nperson = 'people'\nplansection = 'plansections'\nplan = 'plans'\n\
         [outputs]\nhome = ['html', 'json']\npage = ['html']\ntaxonomy = ['html']\nterm = ['html', 'calendar']\n",
    ),
    (
        "layouts/_default/baseof.html",
        "<!doctype html>\n<html lang=\"uk\"><head><meta charset=\"utf-8\"><title>{{ .Title }} — {{ site.Title }}</title>\
         <meta name=\"description\" content=\"{{ .Title }}\"><link rel=\"canonical\" href=\"{{ .Permalink }}\"></head>\n\
         <body><header><nav><a href=\"/\">Початок</a> <a href=\"/plans/\">Плани</a> <a href=\"/people/\">Люди</a></nav></header>\n\
         <main>{{ block \"main\" . }}{{ end }}</main><footer>{{ site.Title }}</footer></body></html>\n",
    ),
    (
        "layouts/_default/single.html",
        "{{ define \"main\" }}<article><p>{{ .Params.number }}</p><h1>{{ .Title }}</h1>\
         <dl><dt>Відповідальний</dt><dd>{{ .Params.responsible }}</dd><dt>Форма</dt><dd>{{ .Params.form }}</dd>\
         <dt>Термін</dt><dd>{{ .Params.term }}</dd></dl>{{ .Content }}\
         <ul>{{ range .GetTerms \"people\" }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>\
         <ul>{{ range .GetTerms \"plansections\" }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>\
         </article>{{ end }}\n",
    ),
    (
        "layouts/_default/list.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Params.number }} \
         {{ .Title }}</a> <span>{{ .Params.responsible }}</span> <span>{{ .Params.form }}</span> <span>{{ .Params.term }}</span></li>\
         {{ end }}</ul>{{ end }}\n",
    ),
    (
        "layouts/_default/term.calendar.ics",
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//plan//UK\n{{ range .Pages }}BEGIN:VEVENT\nUID:{{ .File.ContentBaseName }}@plan\n\
         DTSTAMP:{{ .Params.day }}T000000Z\nDTSTART;VALUE=DATE:{{ .Params.day }}\nSUMMARY:{{ .Title }}\nURL:{{ .Permalink }}\n\
         END:VEVENT\n{{ end }}END:VCALENDAR\n",
    ),
    (
        "layouts/index.json",
        "[{{ range $i, $p := site.RegularPages }}{{ if $i }},{{ end }}{{ dict \"title\" .Title \"number\" .Params.number \
         \"url\" .RelPermalink \"text\" .Plain | jsonify }}{{ end }}]\n",
    ),
];
