//! Features of what the annotators found: dates, actors, events, certainty.

use chrono::{Datelike, NaiveDate};

use super::features::{Feature, Values};
use super::view::View;
use crate::model::{ActorKind, Granularity, Modality, Source, Statement, TimexType, When};

/// Days to the publication's day from what lies ten years, or a fortnight, before it.
const DECADE: i64 = -3653;
const FORTNIGHT: i64 = -14;

/// Measures the facts of a statement.
pub(super) fn measure(view: &View, statement: &Statement, out: &mut Values) {
    dates(view.annotated.article().published, &statement.dates, out);
    actors(view, statement, out);
    events(statement, out);
    certainty(statement, out);
}

fn dates(published: Option<NaiveDate>, dates: &[When], out: &mut Values) {
    let calendar = || dates.iter().filter(|d| matches!(d.timex, TimexType::Date | TimexType::Time));
    out.flag(Feature::Day, calendar().any(|d| d.granularity <= Granularity::Day));
    let Some(published) = published else { return };
    // Days from the publication to the date: coarse periods count by their nearer end.
    let distance = |d: &When| {
        let (start, end) = d.days()?;
        let from = |day: NaiveDate| i64::from(day.num_days_from_ce() - published.num_days_from_ce());
        Some(if start > published { from(start) } else { from(end).min(0) })
    };
    let any = |fits: &dyn Fn(i64) -> bool| calendar().filter_map(distance).any(fits);
    out.flag(
        Feature::DayNear,
        calendar().filter(|d| d.granularity <= Granularity::Day).filter_map(distance).any(|n| (-3..=1).contains(&n)),
    );
    out.flag(Feature::DayFuture, any(&|n| n > 0));
    out.flag(Feature::MonthsAgo, any(&|n| (-400..=-4).contains(&n)));
    out.flag(Feature::YearsAgo, any(&|n| n < -400));
    out.flag(Feature::DecadesAgo, any(&|n| n < DECADE));
    let known = || calendar().filter_map(distance);
    out.flag(Feature::OldOnly, known().next().is_some() && known().all(|n| n < FORTNIGHT));
}

/// True where a state or an international organisation is named, or somebody who acts for one.
pub(super) fn names_a_party(statement: &Statement) -> bool {
    statement.actors.iter().any(|actor| actor.code().is_some())
}

/// The codes of the parties, each once.
fn codes(statement: &Statement) -> Vec<&str> {
    let mut codes: Vec<&str> = statement.actors.iter().filter_map(|a| a.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn actors(view: &View, statement: &Statement, out: &mut Values) {
    let actors = &statement.actors;
    let kind = |kind: ActorKind| actors.iter().any(|a| a.kind == kind);
    out.flag(Feature::Person, kind(ActorKind::Person));
    out.flag(Feature::Office, actors.iter().any(|a| a.role.is_some() || a.kind == ActorKind::Office));
    out.flag(Feature::Country, kind(ActorKind::Country));
    out.flag(Feature::Igo, kind(ActorKind::Igo));
    let codes = codes(statement);
    out.flag(Feature::TwoParties, codes.len() >= 2);
    let pair = view.top_codes.len() == 2 && view.top_codes.iter().all(|c| codes.binary_search(&c.as_str()).is_ok());
    out.flag(Feature::MainPair, pair);
}

fn events(statement: &Statement, out: &mut Values) {
    for event in &statement.events {
        let feature = match event.cameo {
            "01" => Feature::Statement,
            "02" | "03" | "10" => Feature::Appeal,
            "04" => Feature::Consult,
            "05" | "06" | "07" | "08" => Feature::Cooperate,
            "09" | "11" | "12" => Feature::Object,
            "13" | "14" => Feature::Threaten,
            "15" | "16" | "17" => Feature::Coerce,
            "18" | "19" | "20" => Feature::Force,
            _ => continue,
        };
        out.flag(feature, true);
    }
}

fn certainty(statement: &Statement, out: &mut Values) {
    out.flag(Feature::Official, statement.source == Source::Official);
    out.flag(Feature::Named, statement.source == Source::Named);
    out.flag(Feature::Unnamed, statement.source == Source::Unnamed);
    out.flag(Feature::Text, statement.source == Source::Document);
    out.flag(Feature::Planned, statement.modality == Modality::Planned);
    out.flag(Feature::Hedged, statement.modality == Modality::Hedged);
    out.flag(Feature::Conditional, statement.modality == Modality::Conditional);
    out.flag(Feature::Inferred, statement.modality == Modality::Inferred);
    out.flag(Feature::Denied, statement.modality == Modality::Denied);
}
