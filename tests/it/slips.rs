//! Slips in single values and lines of the guide's portal: each is one fault whose remedy is what was meant.

use crate::portal::Portal;

const SECTION: &str = "plans/2030/01-robota/section.toml";

/// Each slip is told once, with its code and these words.
#[track_caller]
fn told(path: &str, slips: &[(&str, &str, &str, &str)]) {
    for (from, to, code, words) in slips {
        let portal = Portal::of_guide().with("files/Звіт.docx", "x").edit(path, from, to);
        let checked = portal.check();
        let report = checked.report();
        assert_eq!(checked.codes(), [*code], "{to}: {report}");
        assert!(report.contains(words), "{to}: {words}: {report}");
    }
}

#[test]
fn a_date_is_proposed_as_it_is_written() {
    let day = "date = \"24.03.2030 14:00\"\nend = \"24.03.2030 15:30\"\n";
    let code = "impossible-date";
    told(
        SECTION,
        &[
            (day, "date = \"24-25.03\"\n", code, "start = \"24.03.2030\" і end = \"25.03.2030\""),
            (day, "date = \"24 березня\"\n", code, "може, \"24.03.2030\"?"),
            (day, "date = \"14:00-15:30\"\n", code, "date = \"ДД.ММ.РРРР 14:00\""),
            ("end = \"24.03.2030 15:30\"", "end = \"15:30\"", code, "\"24.03.2030 15:30\""),
        ],
    );
    let day = "day = \"12.02.2030\"";
    told("plans/2030/changes.toml", &[(day, "day = \"12.02\"", code, "\"12.02.2030\"")]);
}

#[test]
fn an_address_is_proposed_as_it_is_written() {
    let site = "\"https://plan.example.org/\"";
    let target = "to = \"sftp://olha@host.example.org/home/olha/public_html\"";
    let code = "bad-address";
    told(
        "portal.toml",
        &[
            (site, "\"https://plan.example.org/index.html\"", code, "«https://plan.example.org/»?"),
            (site, "\"https://plan.example.org/a/?x=1\"", code, "«https://plan.example.org/a/»?"),
            (site, "\"https://plan.example.org/#top\"", code, "«https://plan.example.org/»?"),
            (target, "to = \"host.example.org\"", "bad-target", "sftp://ім’я@host.example.org/"),
            (target, "to = \"ftp.host.ua/www\"", "bad-target", "ftps://ім’я@ftp.host.ua/www/"),
            (target, "to = \"olha@host.ua\"", "bad-target", "sftp://olha@host.ua"),
        ],
    );
    for folder in ["./host.example.org", "..\\\\sait", "sait", "D:/sait.org"] {
        let to = format!("to = \"{folder}\"");
        let checked = Portal::of_guide().edit("portal.toml", target, &to).check();
        assert_eq!(checked.report(), "", "{folder}");
    }
}

#[test]
fn a_link_is_proposed_as_it_is_written() {
    let link = "[перший розділ](sections/1.html)";
    let broken = "broken-link";
    let refused = "refused-link";
    told(
        "pages/about.md",
        &[
            (link, "[звіт](files/Звіт 1.docx)", broken, "(<files/Звіт 1.docx>)"),
            (link, "[розділ] (sections/1.html)", broken, "приберіть пропуск"),
            (link, "[МОН](www.mon.example.org)", broken, "«https://www.mon.example.org»?"),
            (link, "[ми](kabinet@example.org)", broken, "«mailto:kabinet@example.org»?"),
            (link, "![фото](foto.jpg)", broken, "files/foto.jpg"),
            (link, "[розділ](/sections/1.html)", refused, "«sections/1.html»?"),
            (link, "[розділ](sections\\1.html)", refused, "«sections/1.html»?"),
            (link, "![фото](C:\\Users\\foto.jpg)", refused, "покладіть файл у теку files/"),
        ],
    );
    let material = "link = \"https://video.example.org/1\"";
    let code = "missing-attachment";
    told(SECTION, &[(material, "file = \"files/zvit.pdf\"", code, "покладіть")]);
    told(SECTION, &[(material, "file = \"files/Звіт.pdf\"", code, "«files/Звіт.docx»?")]);
}
