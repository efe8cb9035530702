//! What a file is, as web servers say it: for the preview, and for stores that keep it with each file.

/// What a file is, by its ending.
pub(crate) fn media_type(path: &str) -> &'static str {
    const ATOM: &str = "application/atom+xml; charset=utf-8";
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "atom" => ATOM,
        "xml" if matches!(name, "atom.xml" | "feed.xml" | "changes.xml") => ATOM,
        "xml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "wasm" => "application/wasm",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn calendars_and_feeds_are_what_subscribers_expect() {
        assert_eq!(media_type("feeds/a.ics"), "text/calendar; charset=utf-8");
        assert_eq!(media_type("changes.atom"), "application/atom+xml; charset=utf-8");
        assert_eq!(media_type("o01/atom.xml"), "application/atom+xml; charset=utf-8");
        assert_eq!(media_type("sitemap.xml"), "application/xml; charset=utf-8");
        assert_eq!(media_type("files.d/README"), "application/octet-stream");
    }
}
