//! The house spelling of names, in what attache writes itself: headline, dateline and key dates. Words of a source keep
//! theirs, and each line remembers how its source spells the name.

use super::headline::{dateline_words, headline_words};
use super::key_dates::key_date_words;
use super::length::Length;
use crate::model::{Brief, Line, Section};
use crate::story::visits::HouseNames;
use crate::text::fold;

/// The slots that hold names, each with the slot that keeps the name as its source has it.
const NAMES: [(&str, &str); 3] = [("who", "who_source"), ("with", "with_source"), ("place", "place_source")];

/// Puts the house spelling into the lines that are made of slots. A line that it would make too long stays as it is.
pub(super) fn spell(brief: &mut Brief, house: &HouseNames) {
    if house.is_empty() {
        return;
    }
    let rows = brief.key_dates.iter_mut().map(|row| &mut row.line);
    [&mut brief.headline, &mut brief.dateline].into_iter().chain(rows).for_each(|line| spell_line(line, house));
}

fn spell_line(line: &mut Line, house: &HouseNames) {
    let mut slots = line.slots.clone();
    for (slot, source) in NAMES {
        let written = line.slots.get(slot);
        if let Some((written, name)) = written.and_then(|written| Some((written, house_name(written, house)?))) {
            slots.insert(source.to_owned(), written.clone());
            slots.insert(slot.to_owned(), name.to_owned());
        }
    }
    if slots == line.slots {
        return;
    }
    let spelled = Line { slots, ..line.clone() };
    if let Some(text) = words(&spelled).filter(|text| text.chars().count() <= Length::LINE_CHARS) {
        *line = Line { text, ..spelled };
    }
}

/// How the house spells this name, where it spells it otherwise.
fn house_name<'h>(written: &str, house: &'h HouseNames) -> Option<&'h str> {
    let is_meant = |name: &str| same_words(name, written);
    let found = house.iter().find(|(name, variants)| is_meant(name) || variants.iter().any(|v| is_meant(v)));
    found.map(|(name, _)| name.as_str()).filter(|name| *name != written)
}

/// True whatever the accents, hyphens and capitals.
fn same_words(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let split = |c: char| !c.is_alphanumeric();
    one.split(split).filter(|w| !w.is_empty()).eq(other.split(split).filter(|w| !w.is_empty()))
}

/// What attache writes with the slots of such a line.
fn words(line: &Line) -> Option<String> {
    match line.section {
        Section::Headline => Some(headline_words(&line.slots)),
        Section::Dateline => Some(dateline_words(&line.slots)),
        Section::KeyDates => Some(key_date_words(&line.slots)),
        _ => None,
    }
}

/// The line with its names as the sources have them: what it was before the house spelled it. Any other line as it is.
pub fn as_written(line: &Line) -> Line {
    let mut written = line.clone();
    for (slot, source) in NAMES {
        if let Some(name) = written.slots.remove(source) {
            written.slots.insert(slot.to_owned(), name);
        }
    }
    if written.slots != line.slots
        && let Some(text) = words(&written)
    {
        written.text = text;
    }
    written
}

/// The names of a line that the house spells its own way, each with the spelling of the source.
pub fn house_spelled(line: &Line) -> impl Iterator<Item = (&str, &str)> {
    NAMES.iter().filter_map(|(slot, source)| Some((line.slots.get(*slot)?.as_str(), line.slots.get(*source)?.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline() -> Line {
        let slots = [("type", "visit"), ("who", "Ana-Maria Lind"), ("place", "Kiev"), ("days", "3 May 2031")];
        let slots = slots.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        Line { section: Section::Headline, text: headline_words(&slots), slots, generated: true, ..Line::default() }
    }

    fn house() -> HouseNames {
        let list = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        HouseNames::from([("Ana Maria Lind".into(), list(&["A. M. Lind"])), ("Kyiv".into(), list(&["Kiev"]))])
    }

    #[test]
    fn a_name_is_spelled_as_the_house_does_and_can_be_read_back() {
        let mut line = headline();
        spell_line(&mut line, &house());
        assert_eq!(line.text, "Ana Maria Lind in Kyiv, 3 May 2031");
        assert_eq!(house_spelled(&line).collect::<Vec<_>>(), [("Ana Maria Lind", "Ana-Maria Lind"), ("Kyiv", "Kiev")]);
        assert_eq!(as_written(&line), headline());
    }

    #[test]
    fn a_line_that_would_be_too_long_and_one_without_such_names_stay() {
        let mut line = headline();
        spell_line(&mut line, &HouseNames::from([("x".repeat(150), vec!["Ana-Maria Lind".to_owned()])]));
        assert_eq!(line, headline());
        spell_line(&mut line, &HouseNames::from([("Ola Berg".to_owned(), vec!["Berg".to_owned()])]));
        assert_eq!(line, headline());
    }
}
