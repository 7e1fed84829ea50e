use clap::Args;

use super::usage;
use crate::cli::output::Stop;
use crate::model::{PartialDate, VisitChange, VisitKind, VisitStatus};
use crate::story::visits::{state_code, state_name};

/// What a visit is made of, on the command line.
#[derive(Args, Default)]
pub(super) struct Fields {
    /// Who travels
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// The office held
    #[arg(long)]
    pub office: Option<String>,
    /// The country: name or ISO code
    #[arg(long, value_name = "COUNTRY")]
    pub to: Option<String>,
    /// First day; a month or a year where no more is known
    #[arg(long, value_name = "DATE")]
    pub start: Option<PartialDate>,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub end: Option<PartialDate>,
    /// Cities and venues
    #[arg(long)]
    pub place: Option<String>,
    /// state, official, working, summit, margins, informal, private or transit
    #[arg(long)]
    pub kind: Option<VisitKind>,
    /// Whom the traveller meets; may be given more than once
    #[arg(long = "with", value_name = "NAME")]
    pub with: Vec<String>,
    /// planned, confirmed, under-way, done, postponed or cancelled
    #[arg(long)]
    pub status: Option<VisitStatus>,
}

impl Fields {
    /// As a change of a visit that is there.
    pub fn change(self) -> Result<VisitChange, Stop> {
        let country = self.to.as_deref().map(country).transpose()?;
        Ok(VisitChange {
            traveller: self.who,
            office: self.office,
            start: self.start,
            end: self.end,
            country,
            place: self.place,
            kind: self.kind,
            counterparts: Some(self.with).filter(|w| !w.is_empty()),
            status: self.status,
        })
    }
}

/// A country by name or code: its usual name, and its code where that is known.
pub(super) fn country(words: &str) -> Result<(String, Option<String>), Stop> {
    match (state_code(words), words.trim()) {
        (_, "") => Err(usage("--to: no country is named")),
        (Some(code), _) => Ok((state_name(&code).to_owned(), Some(code))),
        (None, words) => Ok((words.to_owned(), None)),
    }
}
