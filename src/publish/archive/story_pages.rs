//! The pages of stories.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::brief::{BriefView, LinkView, Told, href};
use super::digest_pages::{HeadView, links};
use super::timelines::timeline;
use super::{ArchiveError, Site, value};
use crate::publish::marks;
use crate::publish::record::{Story, Telling};
use crate::publish::titles::story_title;

#[derive(Serialize, JsonSchema)]
pub(super) struct StoryView {
    /// The code of the title's language, where it is not that of the page.
    lang: Option<String>,
    /// The title.
    title: String,
    /// Countries that it is about.
    countries: Vec<LinkView>,
    /// People whom it names.
    people: Vec<LinkView>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct TellingView {
    /// The number.
    number: u32,
    /// The day in words.
    day: String,
    /// The page that it leads to, from the top of the archive, where there is one.
    href: String,
    /// What was told.
    brief: BriefView,
}

/// The page of each story, with its picture.
pub(super) fn stories(site: &mut Site<'_>) -> Result<(), ArchiveError> {
    let pages = site.record.stories.par_iter().map(|story| page(site, story));
    let pages: Vec<_> = pages.collect::<Result<_, _>>()?;
    for (page, picture) in pages {
        site.take(std::iter::once(page).chain(picture));
    }
    Ok(())
}

type Drawn = ((String, String), Option<(String, String)>);

fn page(site: &Site<'_>, story: &Story) -> Result<Drawn, ArchiveError> {
    let tellings: Vec<TellingView> =
        story.tellings.iter().enumerate().map(|(n, telling)| view(site, story, telling, n)).collect();
    let title = story_title(story, site.words);
    let own = StoryView {
        lang: story.last().and_then(|telling| HeadView::of(site, &telling.entry.brief.headline).lang),
        title: title.clone(),
        countries: links(site, &story.countries),
        people: links(site, &story.people),
    };
    let about = tellings.first().map(|t| t.brief.dateline_parts.join(" · ")).unwrap_or_default();
    let (timeline, picture) = timeline(site, &story.id, &title, marks::of_story(site.record, story, site.words));
    let context = minijinja::context! {
        story => value(&own),
        tellings => value(&tellings),
        timeline,
    };
    let page = site.rendered("archive/story.html", &href(&story.id), (&title, &about, "stories.html"), context)?;
    Ok((page, picture))
}

fn view(site: &Site<'_>, story: &Story, telling: &Telling, n: usize) -> TellingView {
    let told = Told {
        countries: &site.countries,
        sources: &site.sources,
        words: site.words,
        entry: &telling.entry,
        position: telling.position,
        marks: &telling.marks,
        story: None,
        prefix: format!("t{}-", story.tellings.len() - n),
    };
    TellingView {
        number: telling.number,
        day: site.words.days().dated(telling.date),
        href: format!("{}#story-{}", href(&telling.digest), telling.position),
        brief: told.view(),
    }
}
