//! The same entries as a Hugo site: a page for each entry, section, plan and person, a calendar for each section and
//! person, one JSON with all texts. Far less than ours, and what can be made with Hugo's own means.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use plan_portal::plan::{Entry, Portal, Who};

/// Whether there is a Hugo to compare with.
pub(crate) fn is_there() -> bool {
    let mut command = Command::new("hugo");
    command.arg("version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Builds the site anew; how long the process took.
pub(crate) fn build(site: &Path) -> Duration {
    let public = site.join("public");
    let _ = std::fs::remove_dir_all(&public);
    let mut command = Command::new("hugo");
    command.args(["--quiet", "--source"]).arg(site).arg("--destination").arg(&public);
    let begun = Instant::now();
    let status = command.stdout(Stdio::null()).status().expect("Hugo starts");
    let took = begun.elapsed();
    assert!(status.success(), "Hugo could not build the converted site");
    took
}

/// Writes the portal's entries as a Hugo site.
pub(crate) fn convert(content: &Path, site: &Path) {
    let loaded = plan_portal::load(content).expect("the content can be read");
    let portal = &loaded.portal;
    let put = |path: &str, text: &str| {
        let path = site.join(path);
        std::fs::create_dir_all(path.parent().expect("files lie in folders"))
            .expect("it can be made");
        std::fs::write(path, text).expect("the file can be written");
    };
    for (path, text) in SITE {
        put(path, text);
    }
    for (_, entry) in portal.entries.iter() {
        put(&format!("content/entries/{}.md", entry.id), &page(portal, entry));
    }
}

fn page(portal: &Portal, entry: &Entry) -> String {
    let section = &portal.sections[entry.section];
    let plan = &portal.plans[section.plan];
    let office = &portal.organizations[plan.organization].id;
    let people =
        entry.cells.responsible.meaning.iter().filter_map(|responsible| match responsible.who {
            Who::Person(person) => Some(format!("{office}-{}", portal.people[person].id)),
            Who::Group(_) => None,
        });
    let people = people.map(|person| format!("{person:?}")).collect::<Vec<_>>().join(", ");
    let cells = &entry.cells;
    let mut text = String::from("+++\n");
    let mut say = |key: &str, value: &str| {
        let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
        let _ = writeln!(text, "{key} = \"{value}\"");
    };
    say("title", &entry.text);
    say("number", &entry.number);
    say("responsible", &cells.responsible.words);
    say("form", &cells.form.words);
    say("term", &cells.term.words);
    say("day", &format!("{}0101", plan.year));
    let _ = write!(
        text,
        "people = [{people}]\nplansections = [\"{}\"]\nplans = [\"{office}-{}\"]\n+++\n",
        section.id, plan.year
    );
    for item in entry.items.iter().map(|item| &portal.items[item]) {
        let _ = writeln!(text, "- {}", item.text);
    }
    text
}

const SITE: [(&str, &str); 6] = [
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
