//! A page for each article that may be shown: its sentences, those that digests cite marked.

use serde::Serialize;

use super::sources::{Known, Piece, Shown, page};
use super::when::day_words;
use super::{ArchiveError, Site, value};
use crate::render::clean;

#[derive(Serialize)]
struct SourceView {
    publisher: Option<String>,
    day: Option<String>,
    lang: Option<String>,
    url: Option<String>,
    shown: &'static str,
}

#[derive(Serialize)]
struct PieceView {
    text: String,
    anchor: Option<String>,
    number: usize,
    uses: Vec<UseView>,
}

#[derive(Serialize)]
struct UseView {
    href: String,
    name: String,
    short: String,
}

/// Lines that a sentence leads back to, at most.
const USES: usize = 6;

/// The pages.
pub(super) fn sources(site: &mut Site<'_>) -> Result<(), ArchiveError> {
    let mut pages = Vec::new();
    for (id, known) in site.sources.iter().filter(|(_, known)| known.has_page()) {
        let Some(source) = &known.source else { continue };
        let name = known.name.clone();
        let title = source.title.as_deref().map(clean).unwrap_or_else(|| name.clone());
        let view = SourceView {
            publisher: Some(name).filter(|name| *name != title),
            day: source.published.map(day_words),
            lang: known.lang.clone(),
            url: source.url.clone(),
            shown: match &known.shown {
                Shown::All(..) => {
                    "The article as it was read. What digests cite is underlined; small numbers lead back: digest, story, line."
                }
                _ => {
                    "The sentences that digests quote; the rest stands with the publisher. Small numbers lead back: digest, story, line."
                }
            },
        };
        let context = minijinja::context! {
            source => value(&view),
            paragraphs => value(paragraphs(known)),
        };
        pages.push((page(id), title, context));
    }
    for (path, title, context) in pages {
        site.page("archive/source.html", &path, &title, "", "", context)?;
    }
    Ok(())
}

fn paragraphs(known: &Known) -> Vec<Vec<PieceView>> {
    let mut begun = std::collections::BTreeSet::new();
    let mut view = |piece: Piece| {
        let cited = piece.sentence.and_then(|i| known.cited.get(&i).map(|cited| (i, cited)));
        // A sentence has one anchor, also where another one stands within it.
        let cited = cited.filter(|(i, _)| begun.insert(*i));
        let uses = cited.iter().flat_map(|(_, cited)| cited.uses.iter().take(USES));
        PieceView {
            text: piece.text,
            anchor: cited.as_ref().map(|(i, _)| format!("s{}", i + 1)),
            number: cited.as_ref().map_or(0, |(i, _)| i + 1),
            uses: uses
                .map(|one| UseView { href: one.href.clone(), name: one.name.clone(), short: one.short.clone() })
                .collect(),
        }
    };
    known.paragraphs().into_iter().map(|paragraph| paragraph.into_iter().map(&mut view).collect()).collect()
}
