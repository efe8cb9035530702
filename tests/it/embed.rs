//! «This month» for other websites: a page for a frame, a piece of HTML, and the honest word where there is no address.

use crate::portal::Portal;

const SECTION: &str = "plans/2030/01-robota/section.toml";
const ADDRESS: (&str, &str) = (
    "title = \"План роботи кабінету\"",
    "title = \"План роботи кабінету\"\nbase_url = \"https://plan.example.org/a/\"",
);

#[test]
fn a_portal_without_an_address_shows_the_block_and_gives_no_code() {
    let site = Portal::smallest().build();
    let how = String::from_utf8_lossy(&site["embed.html"]).into_owned();
    assert!(how.contains("Адреси порталу ще не\u{a0}вказано") && !how.contains("&lt;iframe"));
    assert!(!site.contains_key("embed/month.txt"));
    let block = String::from_utf8_lossy(&site["embed/month.html"]).into_owned();
    assert_eq!(block.matches("data-embed-month=").count(), 12, "every month is a list");
    assert!(block.contains("href=\"../entries/1-1.html\" target=\"_top\""));
}

#[test]
fn the_code_names_the_address_and_the_piece_has_absolute_links_only() {
    let portal = Portal::smallest().edit("portal.toml", ADDRESS.0, ADDRESS.1);
    let site =
        portal.edit(SECTION, "Робота з молодими", "<script>alert(1)</script> молодими").build();
    let how = String::from_utf8_lossy(&site["embed.html"]).into_owned();
    assert!(how.contains("&lt;iframe src=&quot;https://plan.example.org/a/embed/month.html&quot;"));
    let piece = String::from_utf8_lossy(&site["embed/month.txt"]).into_owned();
    assert!(piece.contains("href=\"https://plan.example.org/a/entries/1-1.html\""));
    assert_eq!(piece.matches("href=\"").count(), piece.matches("href=\"https://").count());
    assert!(!piece.contains("<script") && piece.contains("&lt;script"), "words stay words");
    let sitemap = String::from_utf8_lossy(&site["sitemap.xml"]).into_owned();
    assert!(!sitemap.contains("embed/month") && sitemap.contains("embed.html"));
}
