//! The daily desk: what a day is, which articles belong into its digest, what of it is new, what was wrong before, how
//! it is ranked, edited and made again.
//!
//! `gather` looks into the store and writes a [`Recipe`]; [`build`] makes the edition from the recipe and the texts it
//! names, and from nothing else: the same recipe gives the same bytes. `edits` changes an edition as an editor asks.
//! Stands above `pipeline`, `render` and `store`; reads no clock.

mod build;
mod corrections;
mod edits;
mod gather;
mod interests;
mod moment;
mod novelty;
mod page;
mod quota;
mod rank;
mod recipe;
mod retraction;
mod room;
mod schedule;
mod told;
mod words;

pub use build::{Made, build};
pub use corrections::corrected;
pub use edits::{Edit, EditError, Edits, LineRef, StoryEdit};
pub use gather::{GatherError, Inputs, Request, gather, material};
pub use moment::{Moment, MomentError};
pub use recipe::{DiaryPoint, Ingredient, Material, Recipe, sha256};
pub use schedule::{Schedule, ScheduleError};

/// Days after which a story that comes up again is a new one.
const MEMORY_DAYS: i64 = 7;
