//! A page for each article that may be shown: its sentences, those that digests cite marked.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::sources::{Known, Piece, Shown, page};
use super::{ArchiveError, Site, value};
use crate::render::clean;

#[derive(Serialize, JsonSchema)]
pub(super) struct SourceView {
    /// The outlet.
    publisher: Option<String>,
    /// The day in words.
    day: Option<String>,
    /// The code of its language, where it is not that of the page.
    lang: Option<String>,
    /// The address, `http` or `https`.
    url: Option<String>,
    /// How much of it is shown, in words.
    shown: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct PieceView {
    /// The words.
    text: String,
    /// Its place on the page.
    anchor: Option<String>,
    /// The number.
    number: usize,
    /// The lines that cite it.
    uses: Vec<UseView>,
}

#[derive(Serialize, JsonSchema)]
struct UseView {
    /// The page that it leads to, from the top of the archive, where there is one.
    href: String,
    /// What is shown.
    name: String,
    /// Digest, story and line: `12:2.3`.
    short: String,
}

/// The pages.
pub(super) fn sources(site: &mut Site<'_>) -> Result<(), ArchiveError> {
    let shown: Vec<_> = site.sources.iter().filter(|(_, known)| known.has_page()).collect();
    let pages = shown.par_iter().filter_map(|(id, known)| Some((id, known, known.source.as_ref()?)));
    let pages = pages.map(|(id, known, source)| {
        let name = known.name.clone();
        let title = source.title.as_deref().map(clean).unwrap_or_else(|| name.clone());
        let view = SourceView {
            publisher: Some(name).filter(|name| *name != title),
            day: source.published.map(|day| site.words.days().date(day)),
            lang: known.lang.clone(),
            url: source.url.clone(),
            shown: match &known.shown {
                Shown::All(..) => site.words.say("source_whole", &[]),
                _ => site.words.say("source_quotes", &[]),
            },
        };
        let context = minijinja::context! {
            source => value(&view),
            paragraphs => value(paragraphs(known)),
        };
        site.rendered("archive/source.html", &page(id), (&title, "", ""), context)
    });
    let pages: Vec<(String, String)> = pages.collect::<Result<_, _>>()?;
    site.take(pages);
    Ok(())
}

fn paragraphs(known: &Known) -> Vec<Vec<PieceView>> {
    let mut begun = std::collections::BTreeSet::new();
    let mut view = |piece: Piece| {
        let cited = piece.sentence.and_then(|i| known.cited.get(&i).map(|cited| (i, cited)));
        // A sentence has one anchor, also where another one stands within it.
        let cited = cited.filter(|(i, _)| begun.insert(*i));
        let uses = cited.iter().flat_map(|(_, cited)| &cited.uses);
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
