//! Files for programs and spreadsheets: workbooks, the schema, pictures for social networks, the sitemap.

use std::io::{Cursor, Read};

use crate::portal::{Portal, Site};

const SECTION: &str = "plans/2030/01-robota/section.toml";
const ADDRESS: (&str, &str) = (
    "title = \"План роботи кабінету\"",
    "title = \"План роботи кабінету\"\nbase_url = \"https://plan.example.org/a/\"",
);

/// A file within a workbook.
fn part(site: &Site, path: &str, name: &str) -> String {
    let bytes = site.get(path).unwrap_or_else(|| panic!("the site has no {path}"));
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip");
    let mut part = book.by_name(name).unwrap_or_else(|_| panic!("{path} has no {name}"));
    let mut text = String::new();
    part.read_to_string(&mut text).expect("a workbook's parts are UTF-8");
    text
}

/// The cells of a workbook, row by row; those that are not there are empty.
fn cells(site: &Site, path: &str) -> Vec<Vec<String>> {
    let strings = part(site, path, "xl/sharedStrings.xml");
    let plain = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let between = |text: &str, open: &str, close: &str| {
        let (_, rest) = text.split_once(open).expect("it opens");
        plain(rest.split_once(close).expect("it closes").0)
    };
    let strings = strings.split("<si>").skip(1).map(|one| {
        assert!(one.starts_with("<t>") || one.starts_with("<t xml:space=\"preserve\">"), "{one}");
        between(one, ">", "</t></si>")
    });
    let strings = strings.collect::<Vec<_>>();
    let sheet = part(site, path, "xl/worksheets/sheet1.xml");
    let count = |name: &str| part(site, path, "xl/sharedStrings.xml").contains(name);
    assert!(count(&format!(" uniqueCount=\"{}\"", strings.len())), "{path}");
    assert!(count(&format!(" count=\"{}\"", sheet.matches("<c ").count())), "{path}");
    // Every column has a head.
    let columns = sheet.split("<row ").nth(1).map_or(0, |heads| heads.matches("<c ").count());
    let row = |(number, row): (usize, &str)| {
        assert!(row.starts_with(&format!("r=\"{}\"", number + 1)), "{path}: {row}");
        let mut cells = vec![String::new(); columns];
        for cell in row.split("<c ").skip(1) {
            let (letter, rest) = cell.split_at("r=\"A".len());
            assert!(rest.starts_with(&format!("{}\"", number + 1)), "{path}: {cell}");
            let column = letter.bytes().last().expect("an address has a letter") - b'A';
            assert!(cell.contains(" t=\"s\"><v>"), "{path}: {cell} is no text");
            let string = between(cell, "<v>", "</v>").parse::<usize>().expect("it is a number");
            cells[usize::from(column)].clone_from(&strings[string]);
        }
        cells
    };
    sheet.split("<row ").skip(1).enumerate().map(row).collect()
}

#[test]
fn workbooks_hold_the_same_cells_as_the_tables() {
    let site = Portal::real().build();
    let mut found = 0;
    for path in site.keys().filter(|path| path.ends_with(".xlsx")) {
        assert_same_cells(&site, path);
        let sheet = part(&site, path, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("state=\"frozen\""), "{path}: the heads stay in sight");
        found += 1;
    }
    assert!(found > 25, "the plan, its sections and people have workbooks: {found}");
}

/// Holds a workbook to the table beside it.
pub(crate) fn assert_same_cells(site: &Site, path: &str) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(Cursor::new(&site[&path.replace(".xlsx", ".csv")][3..]));
    let table = reader.records().map(|row| {
        let row = row.expect("a table is CSV");
        // A table keeps `'` before what a spreadsheet would take for a formula.
        let cell = |cell: &str| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
        row.iter().map(cell).collect::<Vec<_>>()
    });
    assert_eq!(cells(site, path), table.collect::<Vec<_>>(), "{path}");
}

#[test]
fn no_cell_of_a_workbook_is_a_formula() {
    let portal = Portal::smallest();
    let portal = portal.edit(SECTION, "Робота з молодими викладачами", "=HYPERLINK(1)");
    let site = portal.build();
    let sheet = part(&site, "data/plan.xlsx", "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "));
    let cells = cells(&site, "data/plan.xlsx");
    assert!(cells.iter().flatten().any(|cell| cell == "=HYPERLINK(1)"), "{cells:?}");
}

#[test]
fn a_workbook_is_told_how_far_it_goes_and_of_whom_it_is() {
    let site = Portal::smallest().build();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(Cursor::new(&site["data/plan.csv"]));
    let last = reader.records().count() + 1;
    let part = |name| part(&site, "data/plan.xlsx", name);
    let sheet = part("xl/worksheets/sheet1.xml");
    for range in ["<dimension ref=\"A1:", "<autoFilter ref=\"A1:"] {
        assert!(sheet.contains(&format!("{range}T{last}\"")), "{sheet}");
    }
    assert!(sheet.contains(&format!("<row r=\"{last}\"")));
    assert!(part("xl/workbook.xml").contains(&format!("План!$A$1:$T${last}<")));
    let core = part("docProps/core.xml");
    assert!(core.contains("<dc:title>План роботи на 2030 рік</dc:title>"), "{core}");
    assert!(!core.contains("«назва»") && !core.contains("«установа»"), "{core}");
}

#[test]
fn a_workbook_is_as_old_as_the_last_change() {
    let properties = |portal: &Portal| part(&portal.build(), "data/plan.xlsx", "docProps/core.xml");
    let portal = Portal::smallest();
    assert!(properties(&portal).contains("2030-01-01T00:00:00Z"));
    let record = "[[change]]\nday = \"12.02.2030\"\nkind = \"done\"\nentry = \"2030-1-1\"\n";
    let portal = portal.with("plans/2030/changes.toml", record);
    assert!(properties(&portal).contains("2030-02-12T00:00:00Z"));
}

#[test]
fn the_schema_lies_beside_the_data() {
    let site = Portal::smallest().build();
    let schema: serde_json::Value =
        serde_json::from_slice(&site["data/plan.schema.json"]).expect("the schema is JSON");
    let plan: serde_json::Value =
        serde_json::from_slice(&site["data/plan.json"]).expect("the plan is JSON");
    for key in schema["$defs"]["planFile"]["required"].as_array().expect("it is a list") {
        let key = key.as_str().expect("keys are words");
        assert!(!plan[key].is_null(), "plan.json has no {key}");
    }
    let section = plan["sections"][0].as_object().expect("a section is an object");
    assert!(section.contains_key("url") && section["url"].is_null(), "an unknown address is null");
}

#[test]
fn pages_have_a_picture_only_where_its_address_is_known() {
    let is_picture = |path: &&String| path.ends_with(".png");
    assert_eq!(Portal::smallest().build().keys().filter(is_picture).count(), 0);
    let site = Portal::smallest().edit("portal.toml", ADDRESS.0, ADDRESS.1).build();
    for (path, picture) in
        [("index.html", "plan"), ("sections/1.html", "i-0"), ("entries/1-1.html", "i-0")]
    {
        let page = String::from_utf8_lossy(&site[path]);
        let address = format!("https://plan.example.org/a/assets/pictures/{picture}.png");
        assert!(page.contains(&format!("og:image\" content=\"{address}\"")), "{path}");
        assert!(site.contains_key(&format!("assets/pictures/{picture}.png")));
    }
}

#[test]
fn the_sitemap_knows_when_entries_changed() {
    let record = "[[change]]\nday = \"12.02.2031\"\nkind = \"done\"\nentry = \"2030-1-1\"\n";
    let portal = Portal::smallest().edit("portal.toml", ADDRESS.0, ADDRESS.1);
    let sitemap = portal.with("plans/2030/changes.toml", record).page("sitemap.xml");
    let entry = "entries/1-1.html</loc><lastmod>2031-02-12</lastmod>";
    assert!(sitemap.contains(entry) && sitemap.contains("/a/</loc><lastmod>2031-02-12</lastmod>"));
    assert!(sitemap.contains("plan.html</loc></url>"), "the approved words do not change");
}

#[test]
fn professions_lead_to_the_colleges_of_their_centers() {
    let page = Portal::real().page("professions.html");
    assert!(page.contains("Кухар") && page.contains("#npts"));
    let professions = Portal::real().text("colleges.toml");
    let named =
        professions.split("professions = [").skip(1).filter_map(|rest| rest.split(']').next());
    for profession in named.flat_map(|list| list.split('"').skip(1).step_by(2)) {
        let first = profession.split(' ').next().unwrap_or_default();
        assert!(page.contains(first), "{profession}");
    }
}

#[test]
fn search_engines_are_told_the_day_and_the_hour_as_far_as_they_are_known() {
    const SECTION: &str = "plans/2030/01-robota/section.toml";
    let event = |term: &str| {
        let portal = Portal::smallest().edit("portal.toml", ADDRESS.0, ADDRESS.1);
        let page = portal.edit(SECTION, "term = \"березень\"", term).page("entries/1-1.html");
        let (_, data) = page.split_once("application/ld+json\">").expect("it has breadcrumbs");
        let (data, _) = data.split_once("</script>").expect("the script ends");
        let data: serde_json::Value = serde_json::from_str(data).expect("it is JSON");
        let list = data.as_array().cloned().unwrap_or_default();
        let event = list.into_iter().find(|one| one["@type"] == "Event");
        let says = |event: &serde_json::Value| {
            let times = ["previousStartDate", "startDate", "endDate"];
            times.map(|key| event[key].as_str().unwrap_or_default().to_owned()).join(" ")
        };
        event.as_ref().map(says)
    };
    assert_eq!(event("term = \"березень\""), None, "a month has no day to invent");
    assert_eq!(event("term = \"до 12.03.2030\""), None, "a deadline is no event");
    let cases = [
        ("term = \"12.03.2030\"", " 2030-03-12 2030-03-12"),
        ("term = \"12–14 березня\"", " 2030-03-12 2030-03-14"),
        (
            "term = \"березень\"\ndate = \"12.03.2030 10:00\"",
            " 2030-03-12T10:00:00+02:00 2030-03-12",
        ),
        (
            "term = \"липень\"\nstatus = \"moved\"\nwas = \"08.07.2030 09:00\"\n\
             date = \"12.07.2030 10:00\"\nend = \"12.07.2030 12:30\"",
            "2030-07-08T09:00:00+03:00 2030-07-12T10:00:00+03:00 2030-07-12T12:30:00+03:00",
        ),
    ];
    for (term, times) in cases {
        assert_eq!(event(term).as_deref(), Some(times), "{term}");
    }
}
