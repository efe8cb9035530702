//! Words of the content stay words: no page runs, shows or interprets what an editor typed.

use crate::portal::Portal;

/// A portal in which every text of the content tries to be markup.
fn hostile() -> Portal {
    Portal::from(
        r#"
=== portal.toml
title = "План <script>alert(1)</script>"
[organization]
id = "office"
name = "Кабінет \"><img src=x onerror=alert(1)>"
=== people.toml
[[person]]
id = "bondar-i-v"
name = "Бондар І.В."
position = "<b>методист</b>"
=== plans/2031/plan.toml
year = 2031
focus = "</title><script>alert(1)</script>"
=== plans/2031/01-robota/section.toml
id = "2031-1"
number = "I"
title = "Робота <script>alert(1)</script>"
[[entry]]
id = "2031-1-1"
number = "1.1"
text = "Нарада <script>alert(1)</script> «& інше»"
responsible = "Бондар І.В."
term = "березень"
place = "<img src=x onerror=alert(1)>"
link = "https://example.org/?a=1&b=2"
[[entry.item]]
id = "2031-1-1-i01"
text = "{{ 7 * 7 }} {% raw %}"
=== pages/about.md
+++
id = "about"
title = "Про <i>нас</i>"
+++
<script>alert(1)</script> <img src=x onerror=alert(1)>

**добре**
"#,
    )
}

#[test]
fn text_of_the_content_never_becomes_markup() {
    let portal = hostile();
    let site = portal.build();
    let mut seen = 0;
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("<script>alert"), "{path} runs a script of the content");
        assert!(!page.contains("<img src=x"), "{path} shows a picture of the content");
        assert!(!page.contains("<b>методист") && !page.contains("<i>нас"), "{path}");
        seen += usize::from(page.contains("&lt;script&gt;alert(1)&lt;"));
    }
    assert!(seen > 3, "the words themselves are shown");
    let entry = portal.page("entries/1-1.html");
    assert!(entry.contains("{{ 7 * 7 }} {% raw %}"), "words of the content are no template");
    assert!(portal.page("about.html").contains("<strong>добре</strong>"));
}

#[test]
fn a_portal_without_optional_files_builds() {
    let portal = Portal::smallest().without("forms.toml").without("groups.toml");
    let portal = portal.edit("plans/2030/01-robota/section.toml", "form = \"вебінари\"\n", "");
    assert!(portal.build().contains_key("entries/1-1.html"));
}

/// What stands in many files is put in place of control characters; content must not be able to write one.
#[test]
fn content_cannot_mark_a_place_for_a_row() {
    let unseen = "&#1;0&#2; &#x1;4&#x2; &#1; один &#3; і \u{1}0\u{2} кінець `&#1;0&#2;`";
    let page = format!(
        "+++\nid = \"about\"\ntitle = \"Про нас \\u00010\\u0002\"\n+++\n{unseen}\n\n# {unseen}\n"
    );
    let portal = Portal::smallest().with("pages/about.md", page);
    let site = portal.build();
    for (path, bytes) in site.iter().filter(|(path, _)| !path.ends_with(".xlsx")) {
        let unseen = bytes.iter().find(|byte| matches!(byte, 1..=3));
        assert_eq!(unseen, None, "{path} has a control character");
    }
    let about = portal.page("about.html");
    assert!(about.contains("кінець"), "the words themselves are shown");
    assert!(
        !about.contains("class=\"row"),
        "a row of the plan stands on a page that does not list it"
    );
}
