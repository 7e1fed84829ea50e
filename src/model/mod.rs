//! The types that pass between the stages, and nothing else: no input, no output, no rules.

mod actor;
mod address;
mod anchor;
mod article;
mod brief;
mod check;
mod document;
mod edition;
mod event;
mod fact;
mod kind;
mod mailbox;
mod partial_date;
mod place;
mod quote;
mod reading;
mod rights;
mod ruling;
mod stance;
mod statement;
mod store_place;
mod story;
mod subscriber;
mod visit;
mod when;

pub use actor::{Actor, ActorKind};
pub use address::{Address, AddressError};
pub use anchor::{Anchor, AnchorSource};
pub use article::{ADDRESS_RECORD, Article, DAY_RULES, Dateline, Dropped, ROW_RECORD};
pub use brief::{
    Brief, Coverage, Days, Digest, Edit, KeyDate, Line, NotStated, Receipt, SCHEMA, Section, Skipped, SourceRef,
};
pub use check::{Check, CheckValue, DIARY, Verdict};
pub use document::{Document, Sentence};
pub use edition::{
    Also, Change, Correction, CorrectionKind, EDITION_SCHEMA, EDITOR, Edition, EditionCoverage, Entry, FailedSource,
    Held, Link, MadeFrom, Unchanged, Update, Window,
};
pub use event::{Event, Plover};
pub use fact::{Contact, EventType, MainEvent, Status};
pub use kind::Kind;
pub use mailbox::{Mailbox, one_line};
pub use partial_date::PartialDate;
pub use place::Place;
pub use quote::Quote;
pub use reading::{Annotated, Reading};
pub use rights::{Publish, QuoteLimit, Rights};
pub use ruling::{Ruling, Rulings};
pub use stance::{Certainty, Modality, Source};
pub use statement::{Contribution, Statement};
pub use store_place::{StorePlace, StorePlaceError, StoreServer};
pub use story::{Origin, Story};
pub use subscriber::{Consent, How, MailFormat, Subscriber, SubscriberId, SubscriberStatus, Wishes};
pub use visit::{Complete, Evidence, Step, Visit, VisitChange, VisitEntry, VisitKind, VisitReport, VisitStatus, Who};
pub use when::{DAY_AFTER, Granularity, TimexType, When};
