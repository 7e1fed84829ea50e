//! Joins the pieces of a sentence to mentions: role and name, state and role, state and group.

use std::ops::Range;

use super::Mention;
use super::places::{self, Spot, Use};
use super::scan::{Context, Item, What};
use crate::lexicon::{Entry, EntryKind, describes, is_also_noun, is_event_verb, is_plural_office, small_words};
use crate::model::ActorKind;
use crate::text::{Gap, Token};

/// The mentions and places of a sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Built {
    pub mentions: Vec<Mention>,
    pub places: Vec<Spot>,
}

/// Whom a role belongs to, and where its words are.
#[derive(Debug, Clone)]
struct Role {
    /// With the state before or after it.
    whole: Range<usize>,
    words: Range<usize>,
    holder: Option<Entry>,
    /// The item after it.
    next: usize,
}

struct Builder<'a> {
    context: &'a Context<'a>,
    items: &'a [Item],
    sentence: usize,
    built: Built,
    last_use: Option<Use>,
}

/// Joins the items of sentence number `sentence`.
pub(super) fn build(context: &Context, items: &[Item], sentence: usize) -> Built {
    let mut builder = Builder { context, items, sentence, built: Built::default(), last_use: None };
    let mut k = 0;
    while k < items.len() {
        let next = builder.step(k);
        k = next.max(k + 1);
    }
    builder.built
}

impl Builder<'_> {
    /// Handles item `k`; gives the number of the next item to look at.
    fn step(&mut self, k: usize) -> usize {
        if let Some(role) = self.role(k) {
            return self.holder_of_role(role);
        }
        let Some(item) = self.items.get(k) else { return k + 1 };
        match item.what {
            What::Title if self.is(k + 1, What::Name) && self.adjacent(k + 1) => {
                self.person(item.range.start, k + 1, None)
            }
            What::Name => self.person(item.range.start, k, None),
            What::Body => self.body(k, None, item.range.start),
            What::Known(_) if self.names_waters(k) => k + 1,
            What::Known(entry) if self.shares_group(k) => {
                self.state(item.range.clone(), entry);
                k + 1
            }
            What::Known(entry) => self.known(k, entry),
            What::Title | What::Group | What::Role => k + 1,
        }
    }

    fn is(&self, k: usize, what: What) -> bool {
        self.items.get(k).is_some_and(|i| i.what == what)
    }

    /// `the Strait of Gibraltar`: neither the state nor a place where anything is.
    fn names_waters(&self, k: usize) -> bool {
        let at = self.items.get(k).map_or(0, |i| i.range.start);
        self.context.before_is(at, &["of"]) && self.context.before_one(at.saturating_sub(1), &small_words().waters)
    }

    /// True where nothing, or only a possessive, lies between item `k` and the one before.
    fn adjacent(&self, k: usize) -> bool {
        let Some((prev, here)) = k.checked_sub(1).and_then(|b| Some((self.items.get(b)?, self.items.get(k)?))) else {
            return false;
        };
        let close = self.context.token(here.range.start).is_some_and(|t| t.gap <= Gap::Space);
        close && (here.range.start == prev.range.end || self.possessive(prev.range.end) == Some(here.range.start))
    }

    /// Where a possessive at `at` ends.
    fn possessive(&self, at: usize) -> Option<usize> {
        (self.context.is(at, "'s") || self.context.is(at, "'")).then_some(at + 1)
    }

    /// A role at item `k`, with the state before it (`Turkish`, `Turkey's`) or after it (`of Turkey`).
    fn role(&self, k: usize) -> Option<Role> {
        let item = self.items.get(k)?;
        let (at, mut holder) = match item.what {
            What::Role => (k, None),
            What::Known(_) => {
                let holder = item.holder()?;
                let at = self.after_holder(k)?;
                (at, Some(holder))
            }
            _ => return None,
        };
        let words = self.items.get(at)?.range.clone();
        let (mut whole, mut next) = (item.range.start..words.end, at + 1);
        while self.is(next, What::Role) && self.adjacent(next) {
            whole.end = self.items.get(next)?.range.end;
            next += 1;
        }
        let words = words.start..whole.end;
        if let Some((entry, end, after)) = self.of_holder(whole.end, next) {
            holder = holder.or(Some(entry));
            (whole.end, next) = (end, after);
        }
        Some(Role { whole, words, holder, next })
    }

    /// The role item that follows a state at item `k`, perhaps after a second adjective (`Turkish Cypriot leader`).
    fn after_holder(&self, k: usize) -> Option<usize> {
        let next = self.items.get(k + 1)?;
        if next.what == What::Role && self.adjacent(k + 1) {
            return Some(k + 1);
        }
        let here = self.items.get(k)?;
        let gap = here.range.end..next.range.start;
        let small = gap.len() <= 2
            && gap.clone().all(|at| {
                self.context.token(at).is_some_and(|t| {
                    t.gap == Gap::Space && t.is_word() && !t.is_capitalised() && !t.is_one(&small_words().not_between)
                        || t.is("'s")
                })
            });
        let adjective =
            here.entry().is_some_and(|e| e.kind == EntryKind::Adjective) || self.context.is(here.range.end, "'s");
        (next.what == What::Role && small && adjective && !gap.is_empty()).then_some(k + 1)
    }

    /// `of the Republic of Turkey` after a role that ends at token `at`; item `k` is what follows.
    fn of_holder(&self, at: usize, k: usize) -> Option<(Entry, usize, usize)> {
        let item = self.items.get(k)?;
        let entry = item.holder()?;
        let linked = self.context.is(at, "of") || self.context.is(at, "for") || self.context.is(at, "to");
        let start = at + 1 + usize::from(self.context.is(at + 1, "the"));
        let fits = !matches!(entry.kind, EntryKind::People | EntryKind::City);
        if !linked || item.range.start != start || !fits {
            return None;
        }
        let envoy = self.context.is(at, "to") || self.context.is(at, "for");
        let state = !matches!(entry.kind, EntryKind::Adjective);
        if envoy {
            return None;
        }
        if state {
            let body = self.items.get(k + 1).filter(|b| matches!(b.what, What::Body | What::Group));
            let owned = body.filter(|b| self.possessive(item.range.end) == Some(b.range.start));
            return Some(owned.map_or((entry, item.range.end, k + 1), |b| (entry, b.range.end, k + 2)));
        }
        let body = self.items.get(k + 1).filter(|b| matches!(b.what, What::Body | What::Group))?;
        Some((entry, body.range.end, k + 2))
    }

    /// A name to a role, or an office without a name.
    fn holder_of_role(&mut self, role: Role) -> usize {
        let mut name = role.next;
        while self.is(name, What::Title) && (self.adjacent(name) || self.is_apposed(role.whole.end, name)) {
            name += 1;
        }
        let plural = self.is_plural(&role);
        let glued = self.items.get(name).is_some_and(|i| i.range.start == role.whole.end);
        if plural && glued && self.is(name, What::Name) {
            return self.holders(&role, name);
        }
        if plural && role.holder.is_some() && self.is(name, What::Name) && self.name_follows(role.whole.end, name) {
            return self.holders_apposed(&role, name);
        }
        if !plural && self.is(name, What::Name) && self.name_follows(role.whole.end, name) {
            let Role { whole, words, holder, .. } = role;
            return self.person(whole.start, name, Some((words, holder)));
        }
        self.office(role)
    }

    /// True for an office in the plural.
    fn is_plural(&self, role: &Role) -> bool {
        let last = role.words.end.checked_sub(1).and_then(|at| self.context.token(at));
        last.is_some_and(|t| is_plural_office(&t.norm))
    }

    /// `Presidents A of Norway, B and C of Peru`: each has the office.
    fn holders(&mut self, role: &Role, first: usize) -> usize {
        let from = self.built.mentions.len();
        let mut next = self.person(role.whole.start, first, Some((role.words.clone(), role.holder)));
        while let Some(item) = self.items.get(next).filter(|i| i.what == What::Name) {
            let (end, start) = (self.end_before(next), item.range.start);
            let joined = (end..start).all(|at| self.context.token(at).is_some_and(|t| t.is_any(&[",", "and"])));
            if !joined || start <= end || start - end > 2 {
                break;
            }
            next = self.person(start, next, Some((role.words.clone(), role.holder)));
        }
        self.hand_out(from, next);
        next
    }

    /// `Ministers A and B signed on behalf of Norway and Peru`: the states go to the persons since `from`, one each.
    fn hand_out(&mut self, from: usize, next: usize) {
        let persons = self.built.mentions.get(from..).unwrap_or_default();
        if persons.len() < 2 || persons.iter().any(|m| m.country.is_some() || m.org.is_some()) {
            return;
        }
        let behalf = |at: usize| at > 1 && self.context.is(at - 1, "of") && self.context.is(at - 2, "behalf");
        let first = (next..self.items.len()).find(|k| self.items.get(*k).is_some_and(|i| behalf(i.range.start)));
        let states = first.into_iter().flat_map(|k| self.items.get(k..).unwrap_or_default());
        let held: Vec<Option<Entry>> = states.map_while(|item| Some(item.holder())).collect();
        if held.len() == persons.len() && held.iter().all(Option::is_some) {
            for (mention, entry) in self.built.mentions.iter_mut().skip(from).zip(held) {
                (mention.country, mention.org) = split(entry);
            }
        }
    }

    /// `the presidents of Norway, A, and of Peru, B`: each has the office of the state before the name.
    fn holders_apposed(&mut self, role: &Role, first: usize) -> usize {
        let start = self.items.get(first).map_or(role.whole.start, |i| i.range.start);
        let mut next = self.person(start, first, Some((role.words.clone(), role.holder)));
        loop {
            let end = self.end_before(next);
            let of = (end..end + 3).find(|at| self.context.is(*at, "of"));
            let Some((holder, to, after)) = of.and_then(|of| self.of_holder(of, next)) else { return next };
            if !self.is(after, What::Name) || !self.name_follows(to, after) {
                return next;
            }
            let start = self.items.get(after).map_or(to, |i| i.range.start);
            next = self.person(start, after, Some((role.words.clone(), Some(holder))));
        }
    }

    /// One past the last token of the item before item `k`.
    fn end_before(&self, k: usize) -> usize {
        k.checked_sub(1).and_then(|b| self.items.get(b)).map_or(0, |i| i.range.end)
    }

    /// True where the name at item `k` belongs to the role that ends at token `end`: at once, or in apposition.
    fn name_follows(&self, end: usize, k: usize) -> bool {
        let Some(item) = self.items.get(k) else { return false };
        let close = self.context.token(item.range.start).is_some_and(|t| t.gap <= Gap::Space);
        let glued = item.range.start == end || self.adjacent(k);
        let titled = k.checked_sub(1).filter(|b| self.is(*b, What::Title) && self.adjacent(k));
        let apposed = self.is_apposed(end, titled.unwrap_or(k))
            && self.context.token(item.range.end).is_some_and(|t| t.is_any(&[",", ".", "–"]));
        close && (glued || apposed)
    }

    /// True where item `k` stands right behind a comma at token `end`.
    fn is_apposed(&self, end: usize, k: usize) -> bool {
        self.context.is(end, ",") && self.items.get(k).is_some_and(|item| item.range.start == end + 1)
    }

    fn office(&mut self, role: Role) -> usize {
        let (country, org) = split(role.holder);
        let article = self.context.before_is(role.whole.start, &["the", "a", "an", "his", "her", "their", "its"]);
        let start = role.whole.start;
        let (known, plural, next) = (role.holder.is_some(), self.is_plural(&role), role.next);
        let spoken = self.context.token(role.words.end - 1).is_some_and(|t| t.norm.starts_with("spokes"));
        if known || article || spoken {
            self.push(Mention {
                sentence: self.sentence,
                tokens: start..role.whole.end,
                name: start..role.whole.end,
                kind: ActorKind::Office,
                role: Some(role.words),
                country,
                org,
                usual: None,
                doubtful: false,
                sure: known,
            });
        }
        if known && plural { self.more_states(next) } else { next }
    }

    /// `the ministers of Norway, Peru and Chile`: the states behind the first one take part too.
    fn more_states(&mut self, mut next: usize) -> usize {
        while let Some((item, entry)) = self.items.get(next).and_then(|i| Some((i, i.entry()?))) {
            let (end, start) = (self.end_before(next), item.range.start);
            let joined = (end..start).all(|at| self.context.token(at).is_some_and(|t| t.is_any(&[",", "and", "the"])));
            if entry.kind != EntryKind::Country || !joined || start <= end || start - end > 3 {
                break;
            }
            self.state(item.range.clone(), entry);
            next += 1;
        }
        next
    }

    fn state(&mut self, range: Range<usize>, entry: Entry) {
        let (country, org) = split(Some(entry));
        self.push(Mention {
            sentence: self.sentence,
            tokens: range.clone(),
            name: range,
            kind: ActorKind::Country,
            role: None,
            country,
            org,
            usual: Some(entry.name),
            doubtful: false,
            sure: true,
        });
    }

    /// `Chilean` in `Chilean and Peruvian officials`: an adjective that the next one shares its group or office with.
    fn shares_group(&self, k: usize) -> bool {
        let adjective = |k: usize| {
            self.items.get(k).filter(|i| i.entry().is_some_and(|e| e.kind == EntryKind::Adjective && e.code.is_some()))
        };
        let (Some(here), Some(next)) = (adjective(k), adjective(k + 1)) else { return false };
        let between = here.range.end..next.range.start;
        let joined = !between.is_empty()
            && between.len() <= 2
            && between.clone().all(|at| self.context.token(at).is_some_and(|t| t.is_any(&[",", "and"])));
        let group = self.items.get(k + 2).is_some_and(|i| matches!(i.what, What::Group | What::Body | What::Role));
        let small = || self.items.get(k + 2).is_some_and(|i| i.range.start - next.range.end <= 2);
        joined && ((group && small()) || self.shares_group(k + 1))
    }

    /// A person whose name is item `k`; `start` is where its role or title begins.
    fn person(&mut self, start: usize, k: usize, role: Option<(Range<usize>, Option<Entry>)>) -> usize {
        let Some(item) = self.items.get(k) else { return k + 1 };
        let name = item.range.clone();
        if role.is_none()
            && start == name.start
            && let Some(spot) = places::unknown(self.context, item)
        {
            self.built.places.push(spot);
        }
        let sure = start < name.start || role.is_some();
        let (mut words, mut holder) = role.map_or((None, None), |(words, holder)| (Some(words), holder));
        let mut next = k + 1;
        if let Some((entry, _, after)) = self.of_holder(name.end, next).filter(|_| holder.is_none() && sure) {
            holder = Some(entry);
            next = after;
        }
        if words.is_none()
            && let Some(role) = self.apposition(&name, next)
        {
            (words, holder, next) = (Some(role.words), holder.or(role.holder), role.next);
        }
        let (country, org) = split(holder);
        let sure = sure || words.is_some();
        self.push(Mention {
            sentence: self.sentence,
            tokens: start..name.end,
            name,
            kind: ActorKind::Person,
            role: words,
            country,
            org,
            usual: None,
            doubtful: false,
            sure,
        });
        next
    }

    /// `, the Turkish foreign minister,` or `as Turkey's foreign minister` after a name.
    fn apposition(&self, name: &Range<usize>, k: usize) -> Option<Role> {
        let comma = self.context.is(name.end, ",");
        let mut role =
            self.role(k).filter(|role| comma || (self.context.is(name.end, "as") && role.holder.is_some()))?;
        let start = role.whole.start;
        let between = name.end + 1..start;
        let fits = between.len() <= 3
            && between.clone().all(|at| {
                self.context
                    .token(at)
                    .is_some_and(|t| t.is_word() && !t.is_capitalised() && !t.is_one(&small_words().no_apposition))
            });
        // In a row of names ("A, Minister B and C") the role belongs to the next name.
        let glued = self.items.get(role.next).is_some_and(|i| i.range.start == role.whole.end);
        let taken = self.is_plural(&role)
            || self.is(role.next, What::Name) && glued
            || self.possessive(role.whole.end).is_some();
        role.whole.start = start;
        (fits && !taken).then_some(role)
    }

    /// A ministry, parliament or force: item `k`, of the state before it or after it.
    fn body(&mut self, k: usize, holder: Option<Entry>, start: usize) -> usize {
        let Some(item) = self.items.get(k) else { return k + 1 };
        let (mut holder, mut end, mut next) = (holder, item.range.end, k + 1);
        if holder.is_none()
            && let Some((entry, to, after)) = self.of_holder(item.range.end, k + 1)
        {
            (holder, end, next) = (Some(entry), to, after);
        }
        let definite = self.context.before_is(start, &["the", "'s"])
            || self.context.token(start).is_some_and(|t| t.is_capitalised());
        if holder.is_none() && !definite {
            return next;
        }
        let (country, org) = split(holder);
        self.push(Mention {
            sentence: self.sentence,
            tokens: start..end,
            name: start..end,
            kind: ActorKind::Organisation,
            role: None,
            country,
            org,
            usual: None,
            doubtful: false,
            sure: holder.is_some(),
        });
        next
    }

    fn known(&mut self, k: usize, entry: Entry) -> usize {
        if let Some(at) = self.group_after(k, entry) {
            if self.items.get(at).is_some_and(|i| self.context.is(i.range.start, "capital")) {
                return self.capital(k, at, entry);
            }
            let start = self.items.get(k).map_or(0, |i| i.range.start);
            return self.body(at, Some(entry), start);
        }
        if let Some(name) = self.described_name(k, entry) {
            let start = self.items.get(name).map_or(0, |i| i.range.start);
            let next = self.person(start, name, None);
            let (country, org) = split(Some(entry));
            if let Some(last) = self.built.mentions.last_mut().filter(|m| m.country.is_none() && m.org.is_none()) {
                (last.country, last.org, last.sure) = (country, org, true);
            }
            return next;
        }
        self.plain(k, entry);
        k + 1
    }

    /// `the Ethiopian capital`: a place.
    fn capital(&mut self, k: usize, at: usize, entry: Entry) -> usize {
        let (Some(here), Some(noun)) = (self.items.get(k), self.items.get(at)) else { return at + 1 };
        let entry = Entry { kind: EntryKind::Capital, ..entry };
        let named = self.items.get(at + 1).is_some_and(|next| next.entry().is_some_and(|e| e.kind.is_place()));
        if !named {
            self.built.places.push(Spot { tokens: here.range.start..noun.range.end, entry: Some(entry) });
        }
        at + 1
    }

    /// The group or body that a state at item `k` qualifies, with at most two small words between.
    fn group_after(&self, k: usize, entry: Entry) -> Option<usize> {
        if matches!(entry.kind, EntryKind::People | EntryKind::City | EntryKind::Other | EntryKind::Seat) {
            return None;
        }
        let (here, next) = (self.items.get(k)?, self.items.get(k + 1)?);
        let from = self.possessive(here.range.end).unwrap_or(here.range.end);
        let gap = from..next.range.start;
        let small = gap.len() <= 2
            && gap.clone().all(|at| {
                self.context.token(at).is_some_and(|t| {
                    t.is_word() && t.gap == Gap::Space && !t.is_one(&small_words().not_between) && !acts(t) || t.is("-")
                })
            });
        let close = self.context.token(next.range.start).is_some_and(|t| t.gap <= Gap::Space);
        (matches!(next.what, What::Group | What::Body) && small && close).then_some(k + 1)
    }

    /// `Saudi journalist X`, `Turkey's X`: the name that a state describes.
    fn described_name(&self, k: usize, entry: Entry) -> Option<usize> {
        let (here, next) = (self.items.get(k)?, self.items.get(k + 1)?);
        let possessive = self.possessive(here.range.end);
        let from = possessive.unwrap_or(here.range.end);
        let gap = from..next.range.start;
        let qualifies = match entry.kind {
            EntryKind::Adjective => true,
            EntryKind::Country | EntryKind::Igo | EntryKind::Armed | EntryKind::Body => {
                possessive.is_some() || !gap.is_empty()
            }
            _ => false,
        };
        let small = gap.len() <= 2
            && gap.clone().all(|at| {
                self.context.token(at).is_some_and(|t| {
                    t.is_word()
                        && !t.is_capitalised()
                        && t.gap == Gap::Space
                        && !t.is_one(&small_words().not_between)
                        && describes(&t.norm)
                })
            });
        let verbless = gap.len() <= 1 || possessive.is_some();
        (next.what == What::Name
            && qualifies
            && small
            && verbless
            && (gap.is_empty() || entry.kind == EntryKind::Adjective || possessive.is_some()))
        .then_some(k + 1)
    }

    /// A state, organisation or place that stands alone.
    fn plain(&mut self, k: usize, entry: Entry) {
        let Some(item) = self.items.get(k) else { return };
        let range = item.range.clone();
        if entry.kind.is_place() {
            let used = places::use_of(self.context, self.items, k, self.last_use);
            self.last_use = Some(used);
            if used != Use::Agent {
                self.built.places.push(Spot { tokens: range.clone(), entry: Some(entry) });
            }
            if used == Use::Place {
                return;
            }
        }
        let kind = match entry.kind {
            EntryKind::Country | EntryKind::People | EntryKind::Capital => ActorKind::Country,
            EntryKind::Seat | EntryKind::Body | EntryKind::Armed => ActorKind::Organisation,
            EntryKind::Igo => ActorKind::Igo,
            EntryKind::Media | EntryKind::Company if !self.context.is(range.end, ")") => ActorKind::Organisation,
            _ => return,
        };
        let (country, org) = split(Some(entry));
        self.push(Mention {
            sentence: self.sentence,
            tokens: range.clone(),
            name: range,
            kind,
            role: None,
            country,
            org: org.or_else(|| (kind == ActorKind::Organisation).then(|| entry.name.to_owned())),
            usual: Some(entry.name),
            doubtful: entry.doubtful && !entry.kind.is_place(),
            sure: true,
        });
    }

    fn push(&mut self, mention: Mention) {
        self.built.mentions.push(mention);
    }
}

/// A verb between a state and a group: the state acts on the group (`Norway withdrew peacekeepers`).
fn acts(token: &Token) -> bool {
    let verb = token.norm.ends_with("ed") && token.gap == Gap::Space || token.is_one(&small_words().irregular_past);
    verb || is_event_verb(&token.norm) && !is_also_noun(&token.norm) && token.norm.ends_with('s')
}

/// The country and the organisation of a gazetteer entry.
fn split(entry: Option<Entry>) -> (Option<&'static str>, Option<String>) {
    let Some(entry) = entry else { return (None, None) };
    match entry.code {
        Some(code) if code.starts_with("IGO:") => (None, Some(code.to_owned())),
        code => {
            let named =
                matches!(entry.kind, EntryKind::Body | EntryKind::Armed | EntryKind::Company | EntryKind::Media);
            (code, named.then(|| entry.name.to_owned()))
        }
    }
}
