//! Chooses lines by score and coverage: each kind of news its share, nothing said twice, nothing that cannot stand alone.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};

use super::Material;
use super::frame::Frame;
use super::lean::Lean;
use super::length::Budget;
use super::line::{Part, taken};
use super::passage::{Passage, printable};
use super::positions::Sides;
use super::support::Support;
use super::{positions, quotation};
use crate::lexicon::{event_types, story_words};
use crate::model::{Certainty, Check, EventType, Granularity, Kind, Modality, Section, Statement, TimexType, Verdict, When};
use crate::text::Token;

/// A longer sentence is no line of a brief, in words, unless it is the event's own.
const LONGEST_WORDS: usize = 75;

/// A shorter sentence does not tell the news of several articles, in tokens.
const FEWEST_TOKENS: usize = 10;

/// What a whole quotation may weigh less than one that must be cut, in thousandths.
const CUT: i64 = 400;

/// What the words of a state, a body of states or somebody who acts for one weigh more among the positions, in thousandths.
const OFFICIAL: i64 = 200;

/// Statements from the top that can tell what the article is about.
const EVENT_DEPTH: usize = 14;

/// Tokens between `since`, or a word for a plan, and the contact that it goes before.
const BEFORE_CONTACT: usize = 5;

/// A line to be: one sentence, or two where the second leans on the first.
#[derive(Debug, Clone)]
pub(super) struct Choice<'a> {
    /// The sentence that was chosen.
    pub passage: Passage<'a>,
    /// Its section.
    pub section: Section,
    /// The statements to print, in order; all of one article.
    pub parts: Vec<usize>,
    /// Statements elsewhere that say the same: (article, statement).
    pub also: Vec<(usize, usize)>,
}

impl Choice<'_> {
    /// Words as printed, glosses and all.
    fn words(&self, frame: &Frame) -> usize {
        let parts: Vec<_> = self.parts.iter().map(|i| Part { reading: self.passage.reading, i: *i }).collect();
        taken(&parts, frame.year).text.split_whitespace().count()
    }
}

/// The sections of a brief and how many lines each may take (twice as many in a full brief).
const SHARES: [(Section, usize); 9] = [
    (Section::Event, 3),
    (Section::Outcome, 3),
    (Section::Prior, 3),
    (Section::Positions, 3),
    (Section::Agenda, 2),
    (Section::Unconfirmed, 2),
    (Section::Quotation, 1),
    (Section::Background, 2),
    (Section::Watch, 2),
];

/// Chooses within the budget; best first, not yet in print order.
pub(super) fn choose<'a>(
    material: &Material<'a>,
    frame: &Frame,
    budget: Budget,
    now: Option<NaiveDate>,
) -> Vec<Choice<'a>> {
    let by_support = budget.by_support && material.readings.len() > 1 && frame.event.is_none();
    let budget = if by_support { Budget { floor: 0, first: &[], ..budget } } else { Budget { by_support, ..budget } };
    let all = ranked(material, frame, by_support);
    let Some(best) = all.iter().map(|p| p.statement.score).max() else { return Vec::new() };
    let mut picker = Picker {
        frame,
        budget,
        chosen: Vec::new(),
        words: 0,
        floor: best.max(0) * budget.floor / 100,
        wide: budget.lines > 12,
        now,
    };
    picker.lead(&all);
    for section in budget.first {
        if *section == Section::Prior {
            picker.contacts(&all);
        }
        picker.first_of(*section, &all);
    }
    for passage in &all {
        picker.offer(passage, picker.section(passage));
    }
    positions::pair(&mut picker, &all);
    picker.chosen
}

fn ranked<'a>(material: &Material<'a>, frame: &Frame, by_support: bool) -> Vec<Passage<'a>> {
    let mut all: Vec<_> = printable(material).collect();
    let (support, sides) = (Support::of(material), Sides::of(material, frame));
    let bonus = |p: &Passage<'_>| if by_support { support.news(p) } else { support.bonus(p) };
    let official = |p: &Passage<'_>| i64::from(sides.is_official(p)) * OFFICIAL;
    let total = |p: &Passage<'_>| p.statement.score + bonus(p) + official(p);
    if by_support {
        let best = all.iter().map(total).max().unwrap_or_default();
        let tells = |p: &Passage<'_>| total(p) * 2 >= best && p.tokens().len() >= FEWEST_TOKENS;
        if all.iter().any(tells) {
            all.retain(tells);
        }
    }
    all.sort_by_cached_key(|p| (std::cmp::Reverse(total(p)), p.article, p.statement.index));
    all
}

pub(super) struct Picker<'a, 'f> {
    frame: &'f Frame,
    budget: Budget,
    pub(super) chosen: Vec<Choice<'a>>,
    /// Words of the chosen lines.
    words: usize,
    floor: i64,
    wide: bool,
    /// The reader's day; without one a plan is measured by the day of its article.
    now: Option<NaiveDate>,
}

impl<'a> Picker<'a, '_> {
    /// The sentence that carries the main event comes first, whatever its score; where no event is told, what most bear out.
    fn lead(&mut self, all: &[Passage<'a>]) {
        // A rumour that is no event in itself stands among the rumours.
        let doubtful = |s: &Statement| s.certainty() == Certainty::Unconfirmed && s.kind != Kind::Event;
        let carries =
            |p: &&Passage<'_>| self.frame.receipts.contains(&(p.article, p.statement.index)) && !doubtful(p.statement);
        let tells = |p: &&Passage<'_>| carries(p) || self.tells_event(p.statement);
        if self.budget.by_support {
            let sound = |p: &&Passage<'_>| p.lean() == Lean::Alone && !doubtful(p.statement);
            if let Some(lead) = all.iter().find(sound) {
                self.take(lead, self.section(lead));
            }
            return;
        }
        let alone = || all.iter().filter(|p| tells(p) && p.lean() == Lean::Alone);
        let lead = alone().find(|p| self.names_event(p)).or_else(|| alone().next()).or_else(|| all.iter().find(carries));
        let stated = || all.iter().find(|p| self.is_news_itself(p, lead) && !doubtful(p.statement));
        if let Some(lead) = stated().or(lead).cloned() {
            self.take(&lead, Section::Event);
        }
    }

    /// True for words at the top that are the news: an article on what somebody said opens with them and is headed by nothing
    /// else, so that what else happened, told further down, is no better `lead`.
    fn is_news_itself(&self, told: &Passage<'_>, lead: Option<&Passage<'_>>) -> bool {
        let opening = told.reading.annotated.statements.iter().find(|s| !s.is_noise()).map(|s| s.index);
        let stated = self.frame.event.as_ref().is_none_or(|e| e.kind == EventType::Statement);
        let weaker = lead.is_none_or(|lead| lead.statement.score < told.statement.score);
        let opens = opening == Some(told.statement.index) && told.statement.kind == Kind::Position;
        stated && weaker && opens && told.lean() == Lean::Alone
    }

    /// True for a sentence that says what the headline says, and not what goes with it: one with words for the meeting or
    /// visit, where the event is one. Other events are told in too many words to ask for them.
    fn names_event(&self, passage: &Passage<'_>) -> bool {
        let Some(event) = self.frame.event.as_ref().filter(|e| e.kind.is_in_person()) else { return true };
        let carries = self.frame.receipts.contains(&(passage.article, passage.statement.index));
        carries || event_types().all(passage.tokens()).any(|(_, m)| m.value.0 == event.kind)
    }

    /// True for an event; where the articles are about none, one far down is not what they are about either.
    fn tells_event(&self, statement: &Statement) -> bool {
        statement.kind == Kind::Event && (self.frame.event.is_some() || statement.index <= EVENT_DEPTH)
    }

    /// The sentences that name the earlier contacts, where the brief counts them.
    fn contacts(&mut self, all: &[Passage<'a>]) {
        let counts = |c: &&Check| c.slot == "ordinal" && c.verdict == Verdict::Agrees;
        let Some(reading) = all.iter().map(|p| p.reading).find(|r| r.checks.iter().any(|c| counts(&c))) else { return };
        let counted: HashSet<usize> =
            reading.checks.iter().find(counts).into_iter().flat_map(|c| &c.values).map(|v| v.i).collect();
        for passage in all {
            if counted.contains(&passage.statement.index) && std::ptr::eq(passage.reading, reading) {
                self.offer(passage, Section::Prior);
            }
        }
    }

    fn first_of(&mut self, section: Section, all: &[Passage<'a>]) {
        if !self.lacks(section) {
            return;
        }
        if section == Section::Quotation {
            return self.quotation(all);
        }
        for passage in all {
            if self.section(passage) == section && self.offer(passage, section) {
                return;
            }
        }
    }

    /// The best quotation; one that need not be cut before one that goes on, where it weighs nearly as much.
    fn quotation(&mut self, all: &[Passage<'a>]) {
        let fits = |p: &&Passage<'_>| quotation::can_stand(p);
        let Some(best) = all.iter().find(fits).map(|p| p.statement.score) else { return };
        let whole = |p: &&Passage<'_>| !quotation::is_cut(p) && p.statement.score + CUT >= best;
        let (first, rest): (Vec<_>, Vec<_>) = all.iter().filter(fits).partition(whole);
        for passage in first.into_iter().chain(rest) {
            if self.offer(passage, Section::Quotation) {
                return;
            }
        }
    }

    /// Takes the passage if it adds something and there is room.
    fn offer(&mut self, passage: &Passage<'a>, section: Section) -> bool {
        // What looks back is short and scores low, wherever it stands.
        let looks_back = section == Section::Prior || passage.statement.kind == Kind::Prior;
        // What comes next with its day is wanted, and short too.
        let ahead =
            matches!(section, Section::Agenda | Section::Watch) && self.lacks(section) && self.is_ahead(passage);
        let light = section == Section::Quotation || looks_back || ahead;
        let weak = passage.statement.score < self.floor && !light;
        if self.is_full() || self.has(passage) || weak || self.share_is_full(section) {
            return false;
        }
        if passage.statement.kind == Kind::Colour && !self.wide {
            return false;
        }
        if let Some(same) = self.chosen.iter_mut().find(|c| c.passage.repeats(passage)) {
            if same.passage.article != passage.article {
                same.also.push((passage.article, passage.statement.index));
            }
            return false;
        }
        // What is disputed is said by the checks; what is told twice is told once.
        if self.chosen.iter().any(|c| c.passage.retells(passage)) {
            return false;
        }
        self.take(passage, section)
    }

    fn lacks(&self, section: Section) -> bool {
        self.chosen.iter().all(|c| c.section != section)
    }

    pub(super) fn is_full(&self) -> bool {
        self.chosen.len() >= self.budget.lines
    }

    pub(super) fn has(&self, passage: &Passage<'_>) -> bool {
        self.chosen.iter().any(|c| c.passage.article == passage.article && c.parts.contains(&passage.statement.index))
    }

    fn share_is_full(&self, section: Section) -> bool {
        let share = SHARES.iter().find(|(s, _)| *s == section).map_or(0, |(_, n)| if self.wide { n * 2 } else { *n });
        self.chosen.iter().filter(|c| c.section == section).count() >= share
    }

    fn take(&mut self, passage: &Passage<'a>, section: Section) -> bool {
        let Some(parts) = self.parts(passage) else { return false };
        let section = self.section_of_support(passage).unwrap_or(section);
        let choice = Choice { passage: passage.clone(), section, parts, also: Vec::new() };
        let words = choice.words(self.frame);
        let (few, stretched) = self.budget.least;
        let room = if self.chosen.len() < few { stretched } else { self.budget.words };
        let first = self.chosen.is_empty();
        if !first && (words > LONGEST_WORDS || self.words + words > room) {
            return false;
        }
        self.words += words;
        self.chosen.push(choice);
        true
    }

    /// Adds a line that belongs to another, in the place of line `at` where one is given. It may take the words that a
    /// brief of few lines may.
    pub(super) fn add(&mut self, choice: Choice<'a>, at: Option<usize>) {
        let old = at.and_then(|at| self.chosen.get(at)).map_or(0, |c| c.words(self.frame));
        let words = self.words - old + choice.words(self.frame);
        if words > self.budget.words.max(self.budget.least.1) {
            return;
        }
        self.words = words;
        match at.and_then(|at| self.chosen.get_mut(at)) {
            Some(old) => *old = choice,
            None => self.chosen.push(choice),
        }
    }

    /// The statements to print for a passage; `None` where it cannot stand and has nothing to lean on.
    fn parts(&self, passage: &Passage<'a>) -> Option<Vec<usize>> {
        let i = passage.statement.index;
        if passage.lean() != Lean::Leans {
            return Some(vec![i]);
        }
        let before = passage.before()?;
        let b = before.statement.index;
        if self.has(&before) {
            return Some(vec![i]);
        }
        // One label stands over both: what is plain must not come under a doubt that is the other's.
        let sound = |p: &Passage<'_>| p.statement.certainty() != Certainty::Unconfirmed;
        let stands = before.is_printable()
            && before.lean() != Lean::Leans
            && before.statement.kind != Kind::Colour
            && (sound(passage) || !sound(&before));
        stands.then(|| vec![b, i])
    }

    /// What leans on a sentence already chosen stands where that one does, so that the two are printed together.
    fn section_of_support(&self, passage: &Passage<'a>) -> Option<Section> {
        let before = passage.before().filter(|_| passage.lean() == Lean::Leans)?;
        let holds = |c: &&Choice<'_>| {
            let printed = c.passage.article == before.article && c.parts.contains(&before.statement.index);
            printed && c.section != Section::Quotation
        };
        self.chosen.iter().find(holds).map(|c| c.section)
    }

    /// Where a passage would stand.
    fn section(&self, passage: &Passage<'_>) -> Section {
        let statement = passage.statement;
        let doubtful = statement.certainty() == Certainty::Unconfirmed;
        match statement.kind {
            Kind::Event if !self.tells_event(statement) => Section::Background,
            Kind::Event => Section::Event,
            _ if doubtful => Section::Unconfirmed,
            Kind::Assessment => Section::Unconfirmed,
            Kind::Outcome if self.is_history(passage) => Section::Background,
            // What somebody thinks may come of it is his view, no result.
            Kind::Outcome if statement.modality == Modality::Hedged => Section::Positions,
            Kind::Outcome => Section::Outcome,
            // Only a contact that has been stands among the earlier ones.
            Kind::Prior if statement.modality == Modality::Planned => Section::Agenda,
            Kind::Prior if self.is_all_ahead(passage) => Section::Agenda,
            Kind::Prior if !is_read(passage) && is_unreal(passage.tokens()) => Section::Agenda,
            Kind::Prior if !self.tells_contact(passage) => Section::Background,
            Kind::Prior => Section::Prior,
            Kind::Position => Section::Positions,
            // What was called off does not come, and that it was is news.
            Kind::Agenda if calls_off(passage.tokens()) => Section::Outcome,
            Kind::Agenda if self.is_ahead(passage) => Section::Watch,
            Kind::Agenda => Section::Agenda,
            Kind::Background | Kind::Colour | Kind::Noise => Section::Background,
        }
    }

    /// True for a sentence of which an earlier contact was read, or that has a word for one and leaves nothing open. Where
    /// no event is told whose parties they could have been, only what was read is one.
    fn tells_contact(&self, passage: &Passage<'_>) -> bool {
        let open = || passage.tokens().iter().any(|t| t.is_any(&["whether", "if", "possibility", "might"]));
        let worded = || tells_of_contact(passage.tokens()) && !open();
        is_read(passage) || (self.frame.event.is_some() && worded())
    }

    /// True where the only day or month of the sentence is still to come: a plan that looks back (`the first since 2015`).
    fn is_all_ahead(&self, passage: &Passage<'_>) -> bool {
        let published = passage.reading.annotated.article().published;
        let fine =
            |w: &&When| w.timex == TimexType::Date && matches!(w.granularity, Granularity::Day | Granularity::Month);
        let behind = |w: &When| w.start.zip(published).is_some_and(|(day, today)| day <= today);
        self.is_ahead(passage) && !passage.statement.dates.iter().filter(fine).any(behind)
    }

    /// True where every date of the sentence lies more than a year before the event.
    fn is_history(&self, passage: &Passage<'_>) -> bool {
        let Some(year) = self.frame.year else { return false };
        let mut years = passage.statement.dates.iter().filter_map(|w| w.end).map(|d| d.year()).peekable();
        years.peek().is_some() && years.all(|y| y + 1 < year)
    }

    /// True for a plan with a day that lies after the event, and after the reader's day.
    fn is_ahead(&self, passage: &Passage<'_>) -> bool {
        let today = self.now.or(passage.reading.annotated.article().published);
        let dated = passage.statement.dates.iter().filter(|w| w.timex == TimexType::Date);
        dated.filter_map(|w| w.start).any(|day| {
            let after_event = self.frame.days.is_none_or(|(_, end)| super::Day::from(day) > end);
            after_event && today.is_some_and(|today| day > today)
        })
    }
}

/// True for a sentence of which an earlier contact was read.
fn is_read(passage: &Passage<'_>) -> bool {
    passage.reading.prior.iter().any(|c| c.i == passage.statement.index)
}

/// True for words of a contact that has been; not `since the last summit`, which tells of something else.
fn tells_of_contact(tokens: &[Token]) -> bool {
    let dates_only = |at: usize| before_contact(tokens, at).iter().any(|t| t.is("since"));
    (0..tokens.len()).any(|at| story_words().contact_kind(tokens.get(at).into_iter()).is_some() && !dates_only(at))
}

/// `had been due to hold talks`: a contact that was to be.
fn is_unreal(tokens: &[Token]) -> bool {
    let planned = |at: usize| before_contact(tokens, at).iter().any(|t| t.is_any(&["due", "scheduled", "planned"]));
    (0..tokens.len()).any(|at| story_words().contact_kind(tokens.get(at).into_iter()).is_some() && planned(at))
}

/// `cancelled a visit`, `called off the talks`: told of as done.
fn calls_off(tokens: &[Token]) -> bool {
    let words = &story_words().words;
    let done = |at: usize| {
        let two = matches!(tokens.get(at..at + 2), Some([verb, off]) if verb.is("called") && off.is("off"));
        two || tokens.get(at).is_some_and(|t| words.called_off.has(t) && t.norm.ends_with("ed"))
    };
    let led = |at: usize| before_contact(tokens, at).iter().any(|t| words.wished.has(t) || t.is_any(&["to", "be"]));
    (0..tokens.len()).any(|at| done(at) && !led(at))
}

fn before_contact(tokens: &[Token], at: usize) -> &[Token] {
    tokens.get(at.saturating_sub(BEFORE_CONTACT)..at).unwrap_or_default()
}
