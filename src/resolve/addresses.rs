//! Addresses of the web and of mail, as content may state them.

use crate::diagnostic::Diagnostics;
use crate::markdown::is_mailbox;
use crate::source::Spanned;
use crate::text;

/// Whether words are an http(s) address with a host and without blanks or quotes.
fn is_web_address(words: &str) -> bool {
    let rest = words.strip_prefix("https://").or_else(|| words.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split('/').next().unwrap_or_default();
        // «https://htps://…» is no host with an empty port.
        rest.starts_with(char::is_alphanumeric)
            && !host.ends_with(':')
            && !rest
                .contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>\\".contains(c))
    })
}

fn report_address(url: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let words = &url.value;
    let message =
        text!(uk: "«{words}» не є адресою в мережі", en: "«{words}» is not a web address");
    let better = better_address(words);
    let help = if is_web_address(&better) && words.contains('.') {
        text!(uk: "може, «{better}»?", en: "did you mean «{better}»?")
    } else {
        text!(
            uk: "адреса починається з https:// і не має пропусків",
            en: "an address begins with https:// and has no blanks",
        )
    };
    diagnostics.error("bad-address", url.span, message).help(help);
}

/// The address that was meant, if it is one: «www.…», «htps://…», «https:/…», «https//…».
fn better_address(words: &str) -> String {
    let words = words.trim().replace('\\', "/");
    let slashes = words.find('/').unwrap_or(words.len());
    let (scheme, rest) = words.split_at_checked(slashes).unwrap_or((&words, ""));
    let scheme = scheme.trim_end_matches([':', ';']).to_lowercase();
    let known = ["https", "http"].map(|known| (strsim::damerau_levenshtein(known, &scheme), known));
    match known.into_iter().min() {
        Some((0..=2, known)) => {
            let rest = rest.trim_start_matches(['/', ':', ' ']);
            let is_again = rest.split('/').next().is_some_and(|host| host.ends_with(':'));
            if is_again { better_address(rest) } else { format!("{known}://{rest}") }
        }
        _ => format!("https://{words}"),
    }
}

/// Takes an optional web address; anything else is reported and left out.
pub(in crate::resolve) fn web_address(
    url: Option<Spanned<String>>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let url = url.filter(|url| !url.value.trim().is_empty())?;
    if is_web_address(&url.value) {
        return Some(url.value);
    }
    report_address(&url, diagnostics);
    None
}

/// Takes the address of the site itself: of its folder, for every page's address is made of it.
pub(in crate::resolve) fn site_address(
    url: Option<Spanned<String>>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let url = url.filter(|url| !url.value.trim().is_empty())?;
    let words = url.value.clone();
    let end = words.find(['?', '#']).unwrap_or(words.len());
    let path = words.get(..end).unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let is_page = path.matches('/').count() > 2
        && [".html", ".htm", ".php"].iter().any(|ending| last.ends_with(ending));
    let folder = if is_page { path.len() - last.len() } else { path.len() };
    let folder = path.get(..folder).unwrap_or_default();
    if is_web_address(&words) && folder != words {
        let message = text!(
            uk: "base_url — це адреса теки, у якій стоїть сайт, а не сторінки: «{words}»",
            en: "base_url is the address of the folder of the site, not of a page: «{words}»",
        );
        let help = text!(uk: "може, «{folder}»?", en: "did you mean «{folder}»?");
        diagnostics.error("bad-address", url.span, message).help(help);
        return None;
    }
    web_address(Some(url), diagnostics)
}

/// Takes an optional address of one mailbox; anything else is reported and left out.
pub(in crate::resolve) fn mail_address(
    mail: Option<Spanned<String>>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let mail = mail.filter(|mail| !mail.value.trim().is_empty())?;
    if is_mailbox(mail.value.trim()) {
        return Some(mail.value.trim().to_owned());
    }
    let words = &mail.value;
    let message = text!(
        uk: "«{words}» не є адресою електронної пошти",
        en: "«{words}» is not an e-mail address",
    );
    let help = text!(
        uk: "напишіть одну адресу без пропусків і додатків: name@example.org",
        en: "write one address without blanks and additions: name@example.org",
    );
    diagnostics.error("bad-address", mail.span, message).help(help);
    None
}

#[cfg(test)]
mod tests {
    use super::better_address;

    #[test]
    fn what_is_nearly_an_address_is_understood() {
        for (written, meant) in [
            ("www.example.org", "https://www.example.org"),
            ("htps://example.org/a", "https://example.org/a"),
            ("https:/example.org", "https://example.org"),
            ("https//example.org", "https://example.org"),
            ("HTTP://example.org", "http://example.org"),
            ("https://htps://example.org", "https://example.org"),
            (" https://example.org", "https://example.org"),
            ("example.org/a/b", "https://example.org/a/b"),
            ("https:\\\\example.org\\a", "https://example.org/a"),
        ] {
            assert_eq!(better_address(written), meant, "{written}");
        }
    }
}
