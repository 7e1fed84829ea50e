//! The sources of a desk: those that `attache.toml` names and the addresses that were asked without standing there, each
//! with what the store knows of it. A source that is missing from what the store holds never goes unsaid: [`coverage`].

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::config::{Config, Place, SourceConfig};
use crate::ingest::{self, FeedList, web};
use crate::model::Skipped;
use crate::store::{Asked, Store, StoreError};
use crate::text::escape_controls;

/// One place that a desk reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceState {
    /// The name of its source in `attache.toml`; `None` for an address that was only asked by hand and has none in the store.
    pub name: Option<String>,
    /// True where `attache.toml` names it now.
    pub configured: bool,
    /// A web address without user name and password; or the files, folders and patterns of the source, with commas between
    /// them.
    pub place: String,
    /// How many articles it gave.
    pub articles: usize,
    /// What the store knows of the address; `None` for files, and for an address that was never asked.
    pub known: Option<Asked>,
}

/// What a place names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    /// As inputs of the command line: a list of feeds (OPML) stands for the feeds in it. One that names none stays itself,
    /// so that reading it says so.
    pub inputs: Vec<String>,
    /// Lists of feeds in which something stands that is no web address, and what.
    pub left_out: Vec<(String, Vec<String>)>,
}

impl Inputs {
    /// Those of a place.
    pub fn of(place: &Place) -> Inputs {
        let mut found = Inputs::default();
        for input in place.inputs() {
            let FeedList { feeds, left_out } = ingest::feed_list(input).unwrap_or_default();
            if !left_out.is_empty() {
                found.left_out.push((input.clone(), left_out));
            }
            match feeds.is_empty() {
                true => found.inputs.push(input.clone()),
                false => found.inputs.extend(feeds),
            }
        }
        found
    }
}

/// In words, what stands in a list of feeds and cannot be read; the first few of it.
pub fn left_out_of(list: &[String]) -> String {
    const NAMED: usize = 3;
    let named: Vec<String> =
        list.iter().take(NAMED).map(|entry| format!("'{}'", escape_controls(&web::shown(entry)))).collect();
    let more = if list.len() > NAMED { format!(" and {} more", list.len() - NAMED) } else { String::new() };
    format!("what it names as {}{more} is no web address and is not read", named.join(", "))
}

/// All places: first those of `attache.toml`, in its order, then the others by address.
///
/// # Errors
/// What the database gives.
pub fn states(config: &Config, store: &Store) -> Result<Vec<SourceState>, StoreError> {
    Ok(states_and_left_out(config, store)?.0)
}

/// The same, and what cannot be read of the lists of feeds, which are opened once.
fn states_and_left_out(config: &Config, store: &Store) -> Result<(Vec<SourceState>, Vec<Skipped>), StoreError> {
    let asked: BTreeMap<String, (Asked, usize)> =
        store.all_asked()?.into_iter().map(|(known, articles)| (known.address.clone(), (known, articles))).collect();
    let (mut states, mut named, mut left) = (Vec::new(), BTreeSet::new(), Vec::new());
    for source in &config.sources {
        let Inputs { inputs, left_out } = Inputs::of(&source.place);
        left.extend(left_out.into_iter().map(|(list, entries)| Skipped {
            source_path: format!("{}, {list}", source.name),
            reason: left_out_of(&entries),
        }));
        let (addresses, paths): (Vec<String>, Vec<String>) =
            inputs.into_iter().partition(|input| web::is_address(input) && !web::is_part(input));
        for address in addresses {
            let place = web::shown(&address);
            // Two sources may name one address: it is asked once, and both have what it gave.
            let (known, articles) = asked.get(&place).cloned().unzip();
            named.insert(place.clone());
            states.push(SourceState::of(source, place, articles.unwrap_or_default(), known));
        }
        if !paths.is_empty() {
            let place = paths.join(", ");
            states.push(SourceState::of(source, place, store.len_of(&source.name)?, None));
        }
    }
    let others = asked.into_iter().filter(|(place, _)| !named.contains(place));
    states.extend(others.map(|(place, (known, articles))| SourceState {
        name: known.source.clone(),
        configured: false,
        place,
        articles,
        known: Some(known),
    }));
    Ok((states, left))
}

impl SourceState {
    fn of(source: &SourceConfig, place: String, articles: usize, known: Option<Asked>) -> SourceState {
        SourceState { name: Some(source.name.clone()), configured: true, place, articles, known }
    }

    /// What keeps its news out of the store at this moment, in words: that it fails, is gone, is quiet, or that nothing of
    /// it was read yet.
    pub fn trouble(&self, now: DateTime<Utc>) -> Option<String> {
        match &self.known {
            Some(known) => known.trouble(now).map(|trouble| trouble.to_string()),
            None if self.articles == 0 => Some("nothing of it was read yet".to_owned()),
            None => None,
        }
    }
}

/// The lines that a digest of the store owes to its reader: which sources of `attache.toml` are missing from it, or may be,
/// and why, in the order of the file. They go into [`Coverage::skipped`](crate::model::Coverage) as they are; in
/// `source_path` stands the name of the source, with the address where it has several. `now` is the moment that the digest is made for.
///
/// # Errors
/// What the database gives.
pub fn coverage(config: &Config, store: &Store, now: DateTime<Utc>) -> Result<Vec<Skipped>, StoreError> {
    let (states, left) = states_and_left_out(config, store)?;
    let mut places: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for state in states.iter().filter(|state| state.configured) {
        *places.entry(state.name.as_deref()).or_default() += 1;
    }
    let missing = |state: &SourceState| {
        let reason = state.trouble(now).filter(|_| state.configured)?;
        let several = places.get(&state.name.as_deref()).is_some_and(|count| *count > 1);
        let source_path = match &state.name {
            Some(name) if several => format!("{name}, {}", state.place),
            name => name.as_ref().unwrap_or(&state.place).clone(),
        };
        Some(Skipped { source_path, reason })
    };
    Ok(states.iter().filter_map(missing).chain(left).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::content_id;
    use crate::model::Article;
    use crate::store::{Incoming, Writer};

    #[test]
    fn a_source_that_is_missing_from_the_store_is_named() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let mut writer = Writer::open(folder.path().join("a.db"))?;
        let source = |name: &str, place: &str| format!("[[source]]\nname = '{name}'\n{place}\n");
        let web = |name: &str| source(name, &format!("url = 'https://{name}.example/feed'"));
        let names = ["fails", "quiet", "fresh", "new"];
        let list = folder.path().join("press.opml");
        std::fs::write(
            &list,
            "<opml><outline xmlUrl='https://fresh.example/feed'/><outline xmlUrl='news/feed'/></opml>",
        )?;
        let listed = source("listed", &format!("path = '{}'", list.display()));
        let local = [source("inbox", "path = 'inbox'"), source("empty", "path = ['a', 'b']"), listed].concat();
        let config = Config::from_toml(&(names.map(web).concat() + &local))?;

        let at = |day: u32| format!("2019-05-{day:02}T10:00:00Z").parse::<DateTime<Utc>>();
        let asked = |name: &str| Asked { address: format!("https://{name}.example/feed"), ..Asked::default() };
        writer.put_from(Vec::new(), &asked("fails").answered(at(1)?).failed("status 500".to_owned(), false))?;
        writer.put_from(Vec::new(), &Asked { gave: Some(at(1)?), ..asked("quiet") }.answered(at(20)?))?;
        writer.put_from(Vec::new(), &Asked { gave: Some(at(19)?), ..asked("fresh") }.answered(at(20)?))?;
        writer.put_from(Vec::new(), &asked("elsewhere").failed("status 404".to_owned(), true))?;
        let article = Article { id: content_id("They met."), text: "They met.".to_owned(), ..Article::default() };
        let source = Some("inbox".to_owned());
        writer.put(vec![Incoming { article, source, ..Incoming::default() }])?;

        let said: Vec<_> = coverage(&config, &writer, at(20)?)?
            .into_iter()
            .map(|s| {
                format!("{}: {}", s.source_path, s.reason).replace(&list.to_string_lossy().into_owned(), "press.opml")
            })
            .collect();
        assert_eq!(
            said,
            [
                "fails: failed: status 500; last answered 2019-05-01",
                "quiet: nothing new for 19 days, since 2019-05-01",
                "new: nothing of it was read yet",
                "empty: nothing of it was read yet",
                "listed, press.opml: what it names as 'news/feed' is no web address and is not read",
            ]
        );
        let all: Vec<_> = states(&config, &writer)?.into_iter().map(|state| (state.place, state.configured)).collect();
        assert_eq!(all.len(), 8);
        assert_eq!(all[5], ("a, b".to_owned(), true));
        assert_eq!(all[7], ("https://elsewhere.example/feed".to_owned(), false));
        Ok(())
    }
}
