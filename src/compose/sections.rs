//! The body of a brief: chosen passages become lines, in print order, under their headings.

use super::frame::Frame;
use super::lean::Lean;
use super::length::Budget;
use super::line::{Part, receipt, taken};
use super::positions::Sides;
use super::select::{Choice, choose};
use super::{Length, Material, Options, quotation};
use crate::lexicon::wording;
use crate::model::{Certainty, Check, Line, Reading, Section, Verdict};

/// Words of "Count: 2 + 1 = 3, agrees."
const COUNT_WORDS: usize = 7;
/// Sentences of one line, at most.
const MOST_JOINED: usize = 3;

/// The lines of the body.
pub(super) fn lines(material: &Material<'_>, frame: &Frame, options: &Options) -> Vec<Line> {
    if options.length == Length::Line {
        return Vec::new();
    }
    let mut budget = options.length.budget(options.lines);
    if counted(&material.readings).is_some() {
        budget.lines = budget.lines.saturating_sub(1).max(1);
        budget.words = budget.words.saturating_sub(COUNT_WORDS);
    }
    let choices = choices(material, frame, budget, options);
    let mut lines: Vec<Line> = choices.iter().map(|c| line(material, frame, c)).collect();
    count_line(material, frame, &mut lines);
    lines
}

/// What is printed, in print order. Sentences that become one line leave room for others.
fn choices<'a>(material: &Material<'a>, frame: &Frame, budget: Budget, options: &Options) -> Vec<Choice<'a>> {
    let joined = |spare: usize| {
        let mut choices = choose(material, frame, Budget { lines: budget.lines + spare, ..budget }, options.now);
        sort(&mut choices);
        join(&mut choices);
        parties_first(material, frame, &mut choices);
        choices
    };
    let first = joined(0);
    let spare = budget.lines.saturating_sub(first.len());
    let second = if spare == 0 { Vec::new() } else { joined(spare) };
    if second.len() > first.len() && second.len() <= budget.lines { second } else { first }
}

/// Print order: by section, and as the articles tell it; the article of the event's best line first.
fn sort(choices: &mut [Choice<'_>]) {
    let lead = choices.first().map(|c| c.passage.article);
    choices.sort_by_key(|c| {
        let article = c.passage.article;
        (c.section, Some(article) != lead, article, c.passage.statement.index)
    });
}

/// Of the positions those of the event's own parties come first, those of other states behind them.
fn parties_first<'a>(material: &Material<'a>, frame: &Frame, choices: &mut [Choice<'a>]) {
    let sides = Sides::of(material, frame);
    choices.sort_by_key(|c| (c.section, c.section == Section::Positions && sides.is_third(&c.passage)));
}

/// Sentences that follow each other in the article and lean on each other become one line.
fn join(choices: &mut Vec<Choice<'_>>) {
    let mut n = 1;
    while n < choices.len() {
        let (before, here) = (&choices[n - 1], &choices[n]);
        let follows = before.passage.article == here.passage.article
            && before.parts.last().is_some_and(|last| here.parts.first() == Some(&(last + 1)));
        let leans = here.passage.lean() != Lean::Alone || same_quotation(before, here);
        let short = before.parts.len() + here.parts.len() <= MOST_JOINED;
        if follows && leans && short && before.section == here.section {
            let here = choices.remove(n);
            choices[n - 1].parts.extend(here.parts);
            choices[n - 1].also.extend(here.also);
        } else {
            n += 1;
        }
    }
}

fn same_quotation(one: &Choice<'_>, other: &Choice<'_>) -> bool {
    match (&one.passage.statement.quote, &other.passage.statement.quote) {
        (Some(one), Some(other)) => one.first == other.first && one.first != one.last,
        _ => false,
    }
}

fn line(material: &Material<'_>, frame: &Frame, choice: &Choice<'_>) -> Line {
    let statement = choice.passage.statement;
    let parts: Vec<_> = choice.parts.iter().map(|i| Part { reading: choice.passage.reading, i: *i }).collect();
    let mut line = taken(&parts, frame.year);
    line.section = choice.section;
    line.label = label(choice, frame);
    line.certainty = statement.certainty().as_str().to_owned();
    line.score = statement.score as f64 / 1000.0;
    if statement.quote.as_ref().is_some_and(|q| q.whole)
        && matches!(choice.section, Section::Positions | Section::Quotation | Section::Unconfirmed)
    {
        quotation::attribute(&mut line, &choice.passage);
        if !quotation::needs_name(&line, &choice.passage) && choice.section != Section::Quotation {
            line.slots.remove("speaker");
            line.support.clear();
        }
    }
    line.support.extend(choice.also.iter().filter_map(|(article, i)| receipt(material.readings.get(*article)?, *i)));
    line
}

fn label(choice: &Choice<'_>, frame: &Frame) -> String {
    let labels = &wording().labels;
    let words = wording().event(frame.kind());
    match choice.section {
        Section::Event => &words.label,
        Section::Outcome => &labels.outcome,
        Section::Prior => &words.prior,
        Section::Positions => &labels.positions,
        Section::Agenda => &labels.agenda,
        Section::Unconfirmed if choice.passage.statement.certainty() != Certainty::Unconfirmed => &labels.assessment,
        Section::Unconfirmed => &labels.unconfirmed,
        Section::Quotation => &labels.quotation,
        Section::Background => &labels.background,
        Section::Watch => &labels.watch,
        Section::Checks => &labels.checks,
        Section::KeyDates => &labels.key_dates,
        Section::Headline | Section::Dateline => "",
    }
    .to_owned()
}

/// "Count: 2 + 1 = 3, agrees", after the earlier visits, where one whose count was checked is printed.
fn count_line(material: &Material<'_>, frame: &Frame, lines: &mut Vec<Line>) {
    let Some(mut line) = counted_line(&material.readings) else { return };
    if lines.iter().flat_map(|l| &l.receipts).any(|r| line.receipts.contains(r)) {
        line.label.clone_from(&wording().event(frame.kind()).prior);
        lines.insert(lines.partition_point(|l| l.section <= Section::Prior), line);
    }
}

/// The line on a count of earlier contacts that the articles prove, without its heading.
pub fn counted_line(readings: &[&Reading]) -> Option<Line> {
    let (reading, check) = counted(readings)?;
    let mut receipts: Vec<_> = check.values.iter().filter_map(|v| receipt(reading, v.i)).collect();
    receipts.dedup();
    Some(Line { receipts, ..count(check) })
}

/// The check that proved a count of earlier contacts, and its article.
fn counted<'a>(readings: &[&'a Reading]) -> Option<(&'a Reading, &'a Check)> {
    let proved = |c: &&Check| c.slot == "ordinal" && c.verdict == Verdict::Agrees && c.values.len() > 2;
    readings.iter().find_map(|reading| Some((*reading, reading.checks.iter().find(proved)?)))
}

fn count(check: &Check) -> Line {
    let earlier = check.values.len() - 1;
    let slots = [("earlier", earlier.to_string()), ("total", (earlier + 1).to_string())];
    Line {
        section: Section::Prior,
        text: count_words(earlier),
        generated: true,
        slots: slots.into_iter().map(|(k, v)| (k.to_owned(), v)).collect(),
        certainty: "stated".to_owned(),
        ..Line::default()
    }
}

/// The words of a checked count, from the number of earlier contacts that the article names.
pub(super) fn count_words(earlier: usize) -> String {
    format!("Count: {earlier} + 1 = {}, agrees.", earlier + 1)
}
