//! `attache explain --stories`: why articles are in one story, and why those that look alike are not.

use std::fmt::Write;

use serde::Serialize;

use super::output::{Output, Stop};
use crate::model::{Reading, Rulings, Story};
use crate::story::{Grouping, Why};
use crate::text::printable;

#[derive(Serialize)]
struct Row<'a> {
    one: &'a str,
    other: &'a str,
    one_story: bool,
    /// `merge` or `split`, where the desk has ruled so.
    ruling: Option<&'static str>,
    likeness: i64,
    mean: i64,
    needed: i64,
    days_apart: bool,
    parts: Vec<(&'static str, i64)>,
    words: Vec<(&'a str, i64)>,
    parties: &'a [String],
    places: &'a [String],
    days: &'a [String],
    numbers: &'a [String],
}

/// Prints, of each article, the pair with the one most like it within its story and with the one most like it outside.
pub(super) fn print(readings: &[Reading], rulings: &Rulings, json: bool) -> Result<(), Stop> {
    let grouping = Grouping::new(readings);
    let stories = grouping.stories(readings, rulings);
    let mut output = Output::open(None)?;
    let mut shown = std::collections::BTreeSet::new();
    let neighbours = grouping.neighbours(&stories);
    for story in &stories {
        if !json {
            output.text(&head(readings, story))?;
        }
        for n in &story.articles {
            let Some(near) = neighbours.get(*n) else { continue };
            for (other, inside) in [(near.inside, true), (near.outside, false)] {
                let Some(other) = other.filter(|other| shown.insert((*n.min(other), *n.max(other)))) else { continue };
                let Some(why) = grouping.why(*n, other, &stories) else { continue };
                let ruling = ruling(readings, rulings, *n, other);
                let (one, other) = (name(readings, *n), name(readings, other));
                let text = if json {
                    serde_json::to_string(&row(one, other, inside, ruling, &why)).unwrap_or_default() + "\n"
                } else {
                    printable(&words(one, other, inside, ruling, &why)).into_owned()
                };
                output.text(&text)?;
            }
        }
    }
    output.finish()
}

fn name(readings: &[Reading], n: usize) -> &str {
    let article = readings.get(n).map(|r| r.annotated.article());
    article.map_or("", |a| a.doc_id.as_deref().unwrap_or(&a.id))
}

fn ruling(readings: &[Reading], rulings: &Rulings, a: usize, b: usize) -> Option<&'static str> {
    let id = |n: usize| readings.get(n).map_or("", |r| r.annotated.article().id.as_str());
    let (a, b) = (id(a), id(b));
    rulings.is_merged(a, b).then_some("merge").or_else(|| rulings.is_split(a, b).then_some("split"))
}

fn head(readings: &[Reading], story: &Story) -> String {
    let title = |n: &usize| readings.get(*n).and_then(|r| r.annotated.article().title.clone());
    let title = story.articles.iter().find_map(title).map(|t| format!(": {t}")).unwrap_or_default();
    let count = story.articles.len();
    let s = if count == 1 { "" } else { "s" };
    printable(&format!("story {} ({count} article{s}){title}\n", story.id)).into_owned()
}

fn row<'a>(one: &'a str, other: &'a str, one_story: bool, ruling: Option<&'static str>, why: &'a Why) -> Row<'a> {
    Row {
        one,
        other,
        one_story,
        ruling,
        likeness: why.likeness.total(),
        mean: why.mean,
        needed: why.needed,
        days_apart: !why.meets,
        parts: why.likeness.parts().into_iter().filter(|(_, points)| *points != 0).collect(),
        words: why.words.iter().map(|w| (w.word.as_str(), w.points)).collect(),
        parties: &why.parties,
        places: &why.places,
        days: &why.days,
        numbers: &why.numbers,
    }
}

fn words(one: &str, other: &str, inside: bool, ruling: Option<&str>, why: &Why) -> String {
    let mut text = format!("  {one} {} {other}: ", if inside { "with" } else { "not with" });
    let parts = why.likeness.parts().into_iter().filter(|(_, points)| *points != 0);
    let parts: Vec<String> = parts.map(|(name, points)| format!("{name} {points}")).collect();
    let _ = write!(text, "likeness {} = {}", why.likeness.total(), parts.join(" + "));
    let reason = match (ruling, inside) {
        (Some("merge"), true) => "; the desk has joined them".to_owned(),
        (Some("split"), false) => "; the desk has parted them".to_owned(),
        (_, true) => format!("; {} is enough", why.needed),
        _ if !why.meets => "; their days lie apart".to_owned(),
        _ => format!("; between their stories {} on the mean, {} needed", why.mean, why.needed),
    };
    text += &reason;
    text.push('\n');
    let mut list = |label: &str, items: Vec<String>| {
        if !items.is_empty() {
            let _ = writeln!(text, "      {label}: {}", items.join(", "));
        }
    };
    list("words", why.words.iter().map(|w| format!("{} {}", w.word, w.points)).collect());
    list("parties of both", why.parties.clone());
    list(if why.places.len() > 1 { "places" } else { "place" }, why.places.clone());
    list("days of both", why.days.clone());
    list("numbers of both", why.numbers.clone());
    text
}
