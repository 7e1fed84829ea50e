//! The visit diary: who went where, when, to see whom, told by reports that are added and never changed.
//!
//! [`Diary::of`] folds the log of [`VisitEntry`](crate::model::VisitEntry) into visits: names in their variants become one
//! person (`names`, `people`), reports of one trip become one visit (`draft`, `fold`), what the desk says beats what was read.
//! `extract` reads the trips of an article, `remarks` what a table remarks on them, `query` counts, `claims` sets what
//! articles say against the diary, `faults` looks for what does not fit in the diary itself.

mod claims;
mod draft;
mod extract;
mod faults;
mod fold;
mod names;
mod people;
mod query;
mod remarks;
mod roster;
mod state;

pub use claims::claims_against;
pub use extract::{LeftOut, Told, told};
pub use faults::{Fault, faults};
pub use fold::Diary;
pub use names::is_one_name;
pub use people::{HouseNames, Person};
pub use query::{Answer, Scope, Since};
pub use remarks::{counterparts, kind};
pub use roster::Roster;
pub use state::{state_code, state_name};
