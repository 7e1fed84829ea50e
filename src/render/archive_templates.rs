/// The templates of the archive: (name, text). In a folder of one's own they lie in a folder `archive`.
pub const ARCHIVE: [(&str, &str); 15] = [
    ("archive/archive.css", include_str!("../../templates/archive/archive.css")),
    ("archive/calendar.html", include_str!("../../templates/archive/calendar.html")),
    ("archive/digest.html", include_str!("../../templates/archive/digest.html")),
    ("archive/feed.html", include_str!("../../templates/archive/feed.html")),
    ("archive/index.html", include_str!("../../templates/archive/index.html")),
    ("archive/layout.html", include_str!("../../templates/archive/layout.html")),
    ("archive/list.html", include_str!("../../templates/archive/list.html")),
    ("archive/macros.html", include_str!("../../templates/archive/macros.html")),
    ("archive/page.html", include_str!("../../templates/archive/page.html")),
    ("archive/part.html", include_str!("../../templates/archive/part.html")),
    ("archive/search.html", include_str!("../../templates/archive/search.html")),
    ("archive/search.js", include_str!("../../templates/archive/search.js")),
    ("archive/source.html", include_str!("../../templates/archive/source.html")),
    ("archive/story.html", include_str!("../../templates/archive/story.html")),
    ("archive/timeline.css", include_str!("../../templates/archive/timeline.css")),
];
