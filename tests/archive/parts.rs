//! Lists that are too long for one page.

use attache::store::Writer;

use super::{Site, archive, days};
use crate::fill::{DAILY, fill};

/// So many that there are more than a page holds, over two months.
const STORIES: usize = 240;

#[test]
fn a_long_list_has_parts_and_a_day_touches_the_newest() {
    let desk = days("", 1);
    let path = desk.path("attache.db");
    fill(&mut Writer::open(&path).expect("a store"), STORIES);
    let before = archive(&desk);
    assert_eq!(before.broken(), Vec::<String>::new());
    for list in ["stories", "country/peru", "pair/ecu-per", "person/rosa-quispe"] {
        let top = before.page(&format!("{list}.html"));
        assert!(top.contains(&format!("{list}/2031.html\">2031</a>")), "{top}");
        assert!(top.matches("<li>").count() < 120, "{list}: the newest alone");
        let year = before.page(&format!("{list}/2031.html"));
        assert!(year.contains(&format!("{list}/2031-03.html\">March 2031</a>")), "{year}");
        let april = before.page(&format!("{list}/2031-04.html"));
        assert!(april.contains(&format!("{list}/2031-03.html\">← March 2031</a>")), "{april}");
    }
    let march = before.page("stories/2031-03.html");
    assert!(march.contains("<h1>Stories, March 2031</h1>") && march.contains("31 March 2031, No. 7"), "{march}");
    let largest = before.files.iter().filter(|(name, _)| name.ends_with(".html")).map(|(_, text)| text.len()).max();
    assert!(largest.is_some_and(|bytes| bytes < 200_000), "{largest:?}");
    fill(&mut Writer::open(&path).expect("a store"), DAILY);
    let after = archive(&desk);
    let changed = after.differs(&before);
    for list in ["stories", "country/peru", "person/rosa-quispe"] {
        assert!(changed.contains(&format!("{list}/2031-04.html")), "{list}");
        assert!(!changed.contains(&format!("{list}/2031-03.html")), "{list}");
    }
}

#[test]
fn a_short_list_has_none() {
    let site: Site = archive(&days("", 1));
    assert!(site.files.keys().all(|name| !name.starts_with("stories/")));
    assert!(!site.page("stories.html").contains("2031.html"));
}
