//! From a story to its brief: which lines, in which order, under which headings, with the headline built from slots.
//!
//! Every line is words of the source with listed edits, or slots put into words; nothing is paraphrased. Knows the model
//! and the lexicon; does not read files, does not rank, does not print.

mod check_lines;
mod days;
mod frame;
mod gloss;
mod ground;
mod headline;
mod key_dates;
mod lean;
mod length;
mod line;
mod not_stated;
mod ordinal;
mod passage;
mod positions;
mod quotation;
mod sections;
mod select;
mod signing;
mod spelling;
mod support;
mod toll;

pub use days::{Day, range};
pub use gloss::{Gloss, glosses_of};
pub use ground::{Ground, holds, words_stand};
pub use headline::{dateline_words, headline_words};
pub use length::Length;
pub use line::{allowed_changes, assemble, receipt};
pub use not_stated::open_slots;
pub use sections::counted_line;
pub use spelling::{as_written, house_spelled};

use chrono::NaiveDate;

use crate::model::{Brief, Check, Reading, Section, SourceRef, Story};
use crate::story::visits::HouseNames;
use frame::Frame;

/// What a brief is made from.
#[derive(Debug, Clone)]
pub struct Material<'a> {
    /// The story.
    pub story: &'a Story,
    /// Its articles, in the story's order.
    pub readings: Vec<&'a Reading>,
    /// Checks between the articles of the story; those within one article come with its reading.
    pub checks: Vec<Check>,
    /// How the house spells names, in what attache writes itself.
    pub names: HouseNames,
}

/// How long a brief may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The measure.
    pub length: Length,
    /// Overrides the number of lines.
    pub lines: Option<usize>,
    /// The reader's day: what lies before it is nothing to watch for.
    pub now: Option<NaiveDate>,
}

/// Composes one brief; `None` where no statement of the story can be printed.
pub fn brief(material: &Material<'_>, options: &Options) -> Option<Brief> {
    let frame = Frame::of(material);
    let lines = sections::lines(material, &frame, options);
    let headline = headline::headline(material, &frame)?;
    let dateline = headline::dateline(material, &frame);
    let whole = options.length.keeps_apparatus();
    let checks = if options.length == Length::Line { Vec::new() } else { check_lines::lines(material) };
    let statements = material.readings.iter().map(|r| r.annotated.statements.len()).sum();
    let mut brief = Brief {
        story_id: material.story.id.clone(),
        headline,
        dateline,
        lines: lines.into_iter().filter(|l| l.section != Section::Headline).collect(),
        checks,
        key_dates: if whole { key_dates::key_dates(material, &frame) } else { Vec::new() },
        not_stated: if whole { not_stated::not_stated(material, &frame) } else { Vec::new() },
        countries: frame.countries.clone(),
        origins: frame.origins.clone(),
        statements,
        articles: material.readings.len(),
        sources: material.readings.iter().map(|r| source(r)).collect(),
    };
    spelling::spell(&mut brief, &material.names);
    Some(brief)
}

fn source(reading: &Reading) -> SourceRef {
    let article = reading.annotated.article();
    SourceRef {
        article: article.id.clone(),
        source_path: article.source_path.clone(),
        publisher: article.publisher.clone(),
        title: article.title.clone(),
    }
}
