//! The timeline of a page: in it in two widths, and as a picture of its own beside it.

use std::collections::BTreeMap;

use minijinja::Value;
use schemars::JsonSchema;
use serde::Serialize;

use super::brief::href as page_href;
use super::{Site, value};
use crate::publish::marks::{drawing, of_story};
use crate::publish::record::{PageId, Record};
use crate::render::Catalogue;
use crate::render::timeline::{Mark, Timeline};

/// The widths of a drawing: for a page, and for a telephone.
const WIDE: u32 = 712;
const NARROW: u32 = 288;

#[derive(Serialize, JsonSchema)]
pub(super) struct TimelineView {
    /// The drawing as SVG, for a page.
    wide: String,
    /// The same, for a telephone.
    narrow: String,
    /// What it shows.
    caption: String,
    /// The same drawing as a file of its own, from the top of the archive.
    href: String,
}

/// The timeline of a page as templates see it, and its picture with its place; nothing where there is less than two marks
/// to compare.
pub(super) fn timeline(
    site: &Site<'_>,
    id: &PageId,
    title: &str,
    marks: Vec<Mark>,
) -> (Value, Option<(String, String)>) {
    let Some(timeline) = drawing(title, marks, site.words) else { return (Value::from(()), None) };
    let href = picture(id);
    let alone = timeline.svg_file(WIDE).unwrap_or_default();
    let caption = site.words.say("timeline_caption", &[("title", title)]);
    let draw = |id: &str, width| Timeline { id: id.to_owned(), ..timeline.clone() }.svg(width).unwrap_or_default();
    let view =
        TimelineView { wide: draw("tl-wide", WIDE), narrow: draw("tl-narrow", NARROW), caption, href: href.clone() };
    (value(view), Some((href, alone)))
}

/// The picture of a page lies beside it: `story/talks-in-quito-42abe304.svg`.
pub(super) fn picture(id: &PageId) -> String {
    format!("{id}.svg")
}

/// The pages of these stories that have a timeline, from the top of the archive, by the stories' ids.
pub fn timeline_pages<'a>(record: &Record, stories: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    let words = Catalogue::english();
    let page = |id: &str| {
        let story = record.stories_by_id(id)?;
        drawing("", of_story(record, story, &words), &words).map(|_| (id.to_owned(), page_href(&story.id)))
    };
    stories.filter_map(page).collect()
}
