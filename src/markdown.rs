//! Markdown becomes HTML, plain text, or a list of its links: the one door to the crate `pulldown_cmark`.
//!
//! Content never becomes markup by accident: raw HTML is shown as the text it is, links lead only to http(s),
//! mailto or pages of the site, pictures only to files of the site. The words themselves are kept to the letter.
//! Start reading at [`to_html`]; what a link may be says [`Target`].

pub mod blocks;
pub mod unlinked;

use std::ops::Range;

use pulldown_cmark::{
    Alignment, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
    TextMergeStream, html,
};

use crate::language::typography::tie;
use crate::language::unseen::is_unseen;
use crate::plan::Markdown;

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// An http(s) or mailto address.
    External(&'a str),
    /// A file of the site, from its top: `files/program.pdf`, and the `#…` after it, which may be empty.
    Internal(&'a str, &'a str),
    /// Anything else: another scheme, another host without one, a place no file has.
    Refused,
}

impl<'a> Target<'a> {
    /// Reads the address of a link.
    pub fn of(address: &'a str) -> Target<'a> {
        if address.is_empty() || address.contains(|c: char| c.is_control() || c == '\\') {
            return Target::Refused;
        }
        if is_web(address) {
            return Target::External(address);
        }
        if has_prefix(address, "mailto:") {
            return if is_plain_mail(address) {
                Target::External(address)
            } else {
                Target::Refused
            };
        }
        let path = address.strip_prefix("./").unwrap_or(address);
        let at = path.find('#').unwrap_or(path.len());
        let (path, fragment) = path.split_at_checked(at).unwrap_or((path, ""));
        let is_outside = path.starts_with('/') || path.split('/').any(|part| part == "..");
        if path.is_empty() || is_outside || path.contains([':', '?']) {
            return Target::Refused;
        }
        Target::Internal(path, fragment)
    }
}

/// Whether an address is http or https: the only ones a page may lead to besides mail.
pub fn is_web(address: &str) -> bool {
    has_prefix(address, "http://") || has_prefix(address, "https://")
}

/// Whether words are one mailbox, without anything in which a link could hide other recipients (RFC 6068, section 2).
pub fn is_mailbox(words: &str) -> bool {
    let Some((local, domain)) = words.split_once('@') else { return false };
    let is_local = |letter: char| letter.is_alphanumeric() || ".!#$'*+-/=^_`{|}~".contains(letter);
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    let has_name = !local.is_empty() && local.chars().all(is_local);
    has_name && domain.contains('.') && domain.split('.').all(is_label)
}

/// A link to write to one mailbox; of what it may fill in, only the subject and the text.
fn is_plain_mail(address: &str) -> bool {
    let rest = address.split_once(':').map_or(address, |(_, rest)| rest);
    let (mailbox, fields) = rest.split_once('?').unwrap_or((rest, ""));
    let is_harmless = |field: &str| has_prefix(field, "subject=") || has_prefix(field, "body=");
    is_mailbox(mailbox) && fields.split('&').all(|field| field.is_empty() || is_harmless(field))
}

fn has_prefix(address: &str, prefix: &str) -> bool {
    address.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// HTML of a text; `link` gives the link of a file of the site (its path from the top) as seen from the page,
/// or `None` when there is no such file: then the words stand without a link.
///
/// Headings start at `h2` and skip no level. Blanks that typography ties are tied, and ends of lines in a paragraph with
/// them; code is left as it is.
pub fn to_html(markdown: &Markdown, link: &dyn Fn(&str) -> Option<String>) -> String {
    let mut writer = Writer::new(link);
    let in_line = parser(&markdown.text).map(|event| match event {
        Event::SoftBreak => Event::Text(" ".into()),
        other => other,
    });
    let events = TextMergeStream::new(in_line);
    let events = events.filter_map(|event| writer.take(event)).collect::<Vec<_>>();
    let mut html = String::with_capacity(markdown.text.len() * 3 / 2);
    html::push_html(&mut html, events.into_iter());
    html.retain(is_seen);
    html
}

/// The words alone, a line for each block: for the search index, descriptions and calendars.
pub fn to_text(markdown: &Markdown) -> String {
    let mut text = String::with_capacity(markdown.text.len());
    let mut lists = Vec::new();
    for event in TextMergeStream::new(parser(&markdown.text)) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::Html(words) | Event::InlineHtml(words) => text.push_str(&words),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak | Event::Rule => new_line(&mut text),
            Event::Start(Tag::List(first)) => {
                new_line(&mut text);
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::Item) => match lists.last_mut() {
                Some(Some(number)) => {
                    text.push_str(&format!("{number}. "));
                    *number += 1;
                }
                _ => text.push_str("– "),
            },
            Event::End(TagEnd::TableCell) => text.push(' '),
            Event::End(end) if is_block(end) => new_line(&mut text),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text.retain(is_seen);
    text
}

/// The text as written has no unseen character, but its «&#1;» becomes one.
fn is_seen(letter: char) -> bool {
    !is_unseen(letter)
}

/// Every link and picture: its address, and the bytes of the text where it stands.
pub fn links(markdown: &Markdown) -> Vec<(String, Range<usize>)> {
    let mut links = Vec::new();
    for (event, range) in parser(&markdown.text).into_offset_iter() {
        if let Event::Start(
            Tag::Link { dest_url, link_type, .. } | Tag::Image { dest_url, link_type, .. },
        ) = event
        {
            // Where the address itself is written, if it is written just here.
            let words = markdown.text.get(range.clone()).unwrap_or_default();
            let own = words
                .rfind(&*dest_url)
                .map(|at| range.start + at..range.start + at + dest_url.len());
            let address = address(link_type, &dest_url).into_string();
            links.push((address, own.unwrap_or(range)));
        }
    }
    links
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

/// `<name@example.org>` is mail, though it has no scheme.
fn address<'a>(kind: LinkType, dest: &CowStr<'a>) -> CowStr<'a> {
    match kind {
        LinkType::Email => CowStr::from(format!("mailto:{dest}")),
        _ => dest.clone(),
    }
}

fn new_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
}

fn is_block(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::HtmlBlock
    )
}

/// Turns the crate's events into those that may be written.
struct Writer<'l> {
    link: &'l dyn Fn(&str) -> Option<String>,
    /// The open headings above, by the levels the text gives them.
    headings: Vec<HeadingLevel>,
    /// Of each open link or picture, what closes it.
    open: Vec<Closing>,
    is_code: bool,
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Closing {
    Link,
    Image,
    Nothing,
}

impl<'l> Writer<'l> {
    fn new(link: &'l dyn Fn(&str) -> Option<String>) -> Writer<'l> {
        Writer {
            link,
            headings: Vec::new(),
            open: Vec::new(),
            is_code: false,
            alignments: Vec::new(),
            column: 0,
            is_head: false,
        }
    }

    fn take<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        match event {
            Event::Text(words) if self.is_code => Some(Event::Text(words)),
            Event::Text(words) => Some(Event::Text(tie(&words).into_owned().into())),
            Event::Html(words) | Event::InlineHtml(words) => Some(Event::Text(words)),
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            other => Some(other),
        }
    }

    fn start<'e>(&mut self, tag: Tag<'e>) -> Option<Event<'e>> {
        match tag {
            Tag::Heading { level, .. } => {
                let level = self.heading(level);
                let (id, classes, attrs) = (None, Vec::new(), Vec::new());
                Some(Event::Start(Tag::Heading { level, id, classes, attrs }))
            }
            // A block of raw HTML is a paragraph of the text it is.
            Tag::HtmlBlock => Some(Event::Start(Tag::Paragraph)),
            Tag::CodeBlock(kind) => {
                self.is_code = true;
                Some(Event::Start(Tag::CodeBlock(kind)))
            }
            Tag::Link { dest_url, link_type, .. } => {
                self.start_link(&address(link_type, &dest_url))
            }
            Tag::Image { dest_url, title, .. } => self.start_image(&dest_url, title),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                // A wide table moves within its own box, which the keyboard can reach.
                raw(
                    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Таблиця\"><table>\n",
                )
            }
            Tag::TableHead => {
                (self.is_head, self.column) = (true, 0);
                raw("<thead><tr>")
            }
            Tag::TableRow => {
                self.column = 0;
                raw("<tr>")
            }
            Tag::TableCell => raw(self.cell()),
            other => Some(Event::Start(other)),
        }
    }

    fn end<'e>(&mut self, end: TagEnd) -> Option<Event<'e>> {
        match end {
            TagEnd::Heading(_) => {
                let level = heading_level(self.headings.len());
                Some(Event::End(TagEnd::Heading(level)))
            }
            TagEnd::HtmlBlock => Some(Event::End(TagEnd::Paragraph)),
            TagEnd::CodeBlock => {
                self.is_code = false;
                Some(Event::End(end))
            }
            TagEnd::Link | TagEnd::Image => match self.open.pop() {
                Some(Closing::Link) => inline("</a>"),
                Some(Closing::Image) => Some(Event::End(TagEnd::Image)),
                Some(Closing::Nothing) | None => None,
            },
            TagEnd::Table => raw("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.is_head = false;
                raw("</tr></thead>\n<tbody>\n")
            }
            TagEnd::TableRow => raw("</tr>\n"),
            TagEnd::TableCell => {
                self.column += 1;
                raw(if self.is_head { "</th>" } else { "</td>" })
            }
            other => Some(Event::End(other)),
        }
    }

    /// The level to write: one below the nearest shallower heading, so that no level is skipped.
    fn heading(&mut self, level: HeadingLevel) -> HeadingLevel {
        while self.headings.last().is_some_and(|above| *above >= level) {
            self.headings.pop();
        }
        self.headings.push(level);
        heading_level(self.headings.len())
    }

    fn start_link<'e>(&mut self, address: &str) -> Option<Event<'e>> {
        let is_within = self.open.iter().any(|open| *open != Closing::Nothing);
        let opening = match Target::of(address) {
            _ if is_within => None,
            Target::External(url) if is_web(url) => {
                Some(format!("<a class=\"external\" href=\"{}\" rel=\"noopener\">", escape(url)))
            }
            Target::External(url) => Some(format!("<a href=\"{}\">", escape(url))),
            Target::Internal(path, fragment) => (self.link)(path)
                .map(|href| format!("<a href=\"{}{}\">", escape(&href), escape(fragment))),
            Target::Refused => None,
        };
        self.open.push(if opening.is_some() { Closing::Link } else { Closing::Nothing });
        inline(opening?)
    }

    /// Pictures of other hosts are never loaded: their words become a link.
    fn start_image<'e>(&mut self, address: &str, title: CowStr<'e>) -> Option<Event<'e>> {
        let Target::Internal(path, _) = Target::of(address) else {
            return self.start_link(address);
        };
        let Some(href) = (self.link)(path) else {
            self.open.push(Closing::Nothing);
            return None;
        };
        self.open.push(Closing::Image);
        let (link_type, id) = (LinkType::Inline, CowStr::Borrowed(""));
        Some(Event::Start(Tag::Image { link_type, dest_url: href.into(), title, id }))
    }

    fn cell(&self) -> String {
        let name = if self.is_head { "th scope=\"col\"" } else { "td" };
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Left | Alignment::None) | None => "",
        };
        format!("<{name}{class}>")
    }
}

fn raw<'e>(html: impl Into<CowStr<'e>>) -> Option<Event<'e>> {
    Some(Event::Html(html.into()))
}

fn inline<'e>(html: impl Into<CowStr<'e>>) -> Option<Event<'e>> {
    Some(Event::InlineHtml(html.into()))
}

/// The page's title is the one `h1`.
fn heading_level(depth: usize) -> HeadingLevel {
    HeadingLevel::try_from((depth + 1).min(6)).expect("between 1 and 6")
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Markdown, Target, links, to_html, to_text};
    use crate::source::{Sources, Span};

    fn markdown(text: &str) -> Markdown {
        let file = Sources::default().add("pages/a.md".to_owned(), text.to_owned());
        Markdown { text: text.to_owned(), span: Span::new(file, 0..text.len()) }
    }

    fn html(text: &str) -> String {
        to_html(&markdown(text), &|path| (path != "files/none.pdf").then(|| format!("../{path}")))
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        assert_eq!(
            html("a <b onclick=x>b</b> <script>alert(1)</script>"),
            "<p>a &lt;b onclick=x&gt;b&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
        );
        assert!(!html("<script>\nalert(1)\n</script>\n\n<!-- x -->").contains("<s"));
        assert!(!html("- <img src=x onerror=alert(1)>\n\n| <b> |\n| - |\n| <i> |").contains("<i"));
    }

    #[test]
    fn links_lead_only_to_the_web_mail_and_the_site() {
        for address in [
            "javascript:alert(1)",
            "JaVaScript:alert(1)",
            "&#106;avascript:alert(1)",
            "java&#10;script:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "/\\evil.example",
            "\\\\\\\\evil.example",
            "../../etc",
            "file:///etc/passwd",
            "mailto:a@b.ua?bcc=evil@example.org",
            "mailto:a@b.ua?subject=x&CC=evil@example.org",
            "mailto:a@b.ua,evil@example.org",
            "mailto:?to=evil@example.org",
            "files/none.pdf",
        ] {
            assert_eq!(html(&format!("[слово](<{address}>)")), "<p>слово</p>\n", "{address}");
            assert!(!html(&format!("![слово](<{address}>)")).contains("<img"), "{address}");
        }
        assert_eq!(
            html("[a](https://a.ua/?b=1&c=%22) <x@y.ua> [f](files/a.pdf#page=2)"),
            "<p><a class=\"external\" href=\"https://a.ua/?b=1&amp;c=%22\" rel=\"noopener\">a</a> \
             <a href=\"mailto:x@y.ua\">x@y.ua</a> <a href=\"../files/a.pdf#page=2\">f</a></p>\n"
        );
        let quoted = html("[a](<https://a.ua/\" onclick=\"x>)");
        assert!(quoted.contains("href=\"https://a.ua/&quot; onclick=&quot;x\""), "{quoted}");
    }

    #[test]
    fn pictures_of_other_hosts_become_links() {
        assert_eq!(
            html("![фото](https://a.ua/a.png) [![схема](files/a.png)](about.html)"),
            "<p><a class=\"external\" href=\"https://a.ua/a.png\" rel=\"noopener\">фото</a> \
             <a href=\"../about.html\"><img src=\"../files/a.png\" alt=\"схема\" /></a></p>\n"
        );
    }

    #[test]
    fn headings_skip_no_level() {
        let html = html("### а\n# б\n### в\n#### г\n## ґ");
        let levels =
            html.matches("<h").zip(html.split("<h").skip(1)).map(|(_, at)| at.chars().next());
        assert_eq!(levels.flatten().collect::<String>(), "22343");
        assert_eq!(html.matches("</h2>").count(), 2);
    }

    #[test]
    fn the_end_of_a_line_is_a_blank_that_may_be_tied() {
        let tied = "<p>освіти у\u{a0}Житомирі\u{a0}— <strong>далі</strong> кінець</p>\n";
        assert_eq!(html("освіти у\nЖитомирі\n— **далі**\nкінець"), tied);
    }

    #[test]
    fn tables_have_heads_and_no_styles() {
        let html = html("| а | б |\n|---|--:|\n| 1 | 2 |");
        assert!(
            html.contains("<th scope=\"col\">а</th><th scope=\"col\" class=\"align-right\">б</th>")
        );
        assert!(html.contains("<td class=\"align-right\">2</td>"));
        assert!(!html.contains("style="));
    }

    #[test]
    fn plain_text_keeps_the_words() {
        let text = to_text(&markdown(
            "# Тема\n\nперше\nречення **дуже** важливе\n\n- а\n- б\n\n3. в\n4. г",
        ));
        assert_eq!(text, "Тема\nперше речення дуже важливе\n– а\n– б\n3. в\n4. г");
    }

    #[test]
    fn links_are_told_with_their_place() {
        let text = "є [програма](files/a.pdf) і [погане](javascript:x)";
        let found = links(&markdown(text));
        let places = found.iter().map(|(_, range)| text.get(range.clone())).collect::<Vec<_>>();
        assert_eq!(places, [Some("files/a.pdf"), Some("javascript:x")]);
        assert_eq!(Target::of(&found[1].0), Target::Refused);
        assert_eq!(Target::of("about.html#x"), Target::Internal("about.html", "#x"));
    }
}
