//! The pages of stories.

use serde::Serialize;

use super::brief::{BriefView, LinkView, Told, href};
use super::digest_pages::links;
use super::when::long_day;
use super::{ArchiveError, Site, marks, value};
use crate::publish::record::{Story, Telling};
use crate::render::clean;

#[derive(Serialize)]
struct StoryView {
    title: String,
    countries: Vec<LinkView>,
    people: Vec<LinkView>,
}

#[derive(Serialize)]
struct TellingView {
    number: u32,
    day: String,
    href: String,
    brief: BriefView,
}

/// The page of each story.
pub(super) fn stories(site: &mut Site<'_>) -> Result<(), ArchiveError> {
    for story in &site.record.stories {
        let tellings: Vec<TellingView> =
            story.tellings.iter().enumerate().map(|(n, telling)| view(site, story, telling, n)).collect();
        let title = clean(&story.title);
        let own = StoryView {
            title: title.clone(),
            countries: links(site, &story.countries),
            people: links(site, &story.people),
        };
        let about = tellings.first().map(|t| t.brief.dateline_parts.join(" · ")).unwrap_or_default();
        let context = minijinja::context! {
            story => value(&own),
            tellings => value(&tellings),
            timeline => marks::view(&title, marks::of_story(site.record, story)),
        };
        site.page("archive/story.html", &href(&story.id), &title, &about, "stories.html", context)?;
    }
    Ok(())
}

fn view(site: &Site<'_>, story: &Story, telling: &Telling, n: usize) -> TellingView {
    let told = Told {
        countries: &site.countries,
        sources: &site.sources,
        entry: &telling.entry,
        position: telling.position,
        marks: &telling.marks,
        story: None,
        prefix: format!("t{}-", story.tellings.len() - n),
    };
    TellingView {
        number: telling.number,
        day: long_day(telling.date),
        href: format!("{}#story-{}", href(&telling.digest), telling.position),
        brief: told.view(),
    }
}
