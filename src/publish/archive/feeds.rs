//! Feeds of digests and of stories.

use super::brief::{BriefView, href};
use super::digest_pages::Tellings;
use super::{ArchiveError, Site, value};
use crate::publish::record::{PageId, Published};
use crate::publish::titles::{digest_title, story_title};
use crate::render::feed::{Feed, FeedEntry};
use crate::render::labels;

/// Entries of a feed.
const DIGESTS: usize = 30;
const STORIES: usize = 60;

/// Writes the four files.
pub(super) fn feeds<'a>(site: &mut Site<'a>, tellings: &Tellings<'a>) -> Result<(), ArchiveError> {
    let digests = digests(site, tellings)?;
    let stories = stories(site, tellings)?;
    for (feed, name) in [(digests, "feed"), (stories, "stories")] {
        site.file(format!("{name}.xml"), feed.atom());
        let json = feed.json().map_err(crate::render::RenderError::from)?;
        site.file(format!("{name}.json"), json);
    }
    Ok(())
}

fn digests<'a>(site: &Site<'a>, tellings: &Tellings<'a>) -> Result<Feed, ArchiveError> {
    let newest = site.record.digests.iter().take(DIGESTS);
    let entry = |digest: &'a Published| -> Result<FeedEntry, ArchiveError> {
        let briefs = tellings.briefs(site, digest);
        let heads: Vec<&str> = briefs.iter().map(|brief| brief.headline.text.as_str()).collect();
        let corrected = corrected(site, &digest.id);
        Ok(FeedEntry {
            id: tag(site, &digest.id, &digest.edition.window.to),
            url: site.address(&href(&digest.id)),
            title: digest_title(digest, site.words),
            published: digest.edition.window.to.clone(),
            updated: corrected.unwrap_or_else(|| digest.edition.window.to.clone()),
            summary: if heads.is_empty() { site.words.say("nothing_new", &[]) } else { heads.join(" · ") },
            content: content(site, &briefs)?,
        })
    };
    let entries = newest.map(entry).collect::<Result<_, _>>()?;
    Ok(feed(site, "digests", "index.html", "feed", entries))
}

fn stories<'a>(site: &Site<'a>, tellings: &Tellings<'a>) -> Result<Feed, ArchiveError> {
    let mut entries = Vec::new();
    for story in site.record.stories.iter().take(STORIES) {
        let (Some(last), Some(first)) = (story.last(), story.tellings.last()) else { continue };
        let moment = |page: &PageId| {
            let digest = site.record.digests.iter().find(|digest| digest.id == *page);
            digest.map(|digest| digest.edition.window.to.clone()).unwrap_or_default()
        };
        let digest = site.record.digests.iter().find(|digest| digest.id == last.digest);
        let briefs: Vec<BriefView> = digest.map(|digest| tellings.briefs(site, digest)).unwrap_or_default();
        let own: Vec<BriefView> = briefs.into_iter().filter(|brief| brief.href == Some(href(&story.id))).collect();
        let published = moment(&first.digest);
        entries.push(FeedEntry {
            id: tag(site, &story.id, &published),
            url: site.address(&href(&story.id)),
            title: story_title(story, site.words),
            updated: corrected(site, &last.digest).unwrap_or_else(|| moment(&last.digest)),
            published,
            summary: own.first().map(|brief| brief.dateline_parts.join(" · ")).unwrap_or_default(),
            content: content(site, &own)?,
        });
    }
    Ok(feed(site, "stories", "stories.html", "stories", entries))
}

fn feed(site: &Site<'_>, id: &str, home: &str, name: &str, entries: Vec<FeedEntry>) -> Feed {
    let own = &site.settings.title;
    let title = if id == "stories" { site.words.say("stories_of", &[("title", own)]) } else { own.clone() };
    let updated = entries.iter().map(|entry| entry.updated.clone()).max_by_key(|moment| utc(moment));
    Feed {
        id: format!("tag:{},2026:attache/{id}", site.domain()),
        author: site.settings.title.clone(),
        title,
        home: site.address(home),
        atom: site.address(&format!("{name}.xml")),
        json: site.address(&format!("{name}.json")),
        // A feed without entries has never changed.
        updated: updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()),
        entries,
    }
}

fn utc(moment: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(moment).map_or(0, |moment| moment.timestamp())
}

/// A `tag:` URI (RFC 4151): whose, since when, which page.
fn tag(site: &Site<'_>, id: &PageId, moment: &str) -> String {
    format!("tag:{},{}:attache/{id}", site.domain(), moment.get(..10).unwrap_or("2026"))
}

/// The moment of the last digest that corrects a line of this one.
fn corrected(site: &Site<'_>, digest: &PageId) -> Option<String> {
    let own = site.record.digests.iter().find(|other| other.id == *digest)?;
    let corrects = |other: &&Published| {
        let numbers = other.edition.corrections.iter().map(|correction| correction.digest);
        other.edition.desk == own.edition.desk && numbers.into_iter().any(|number| number == own.edition.number)
    };
    site.record.digests.iter().find(corrects).map(|digest| digest.edition.window.to.clone())
}

fn content(site: &Site<'_>, briefs: &[BriefView]) -> Result<String, ArchiveError> {
    let context = minijinja::context! {
        briefs => value(briefs),
        base => site.settings.url.clone().unwrap_or_default(),
        labels => value(labels(site.words)),
        lang => site.words.code(),
    };
    site.render("archive/feed.html", &context)
}
