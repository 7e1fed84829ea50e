//! The daily desk from the command line: set up, digest, review, what changed since, runs.

#[path = "../desk/mod.rs"]
mod desk;

mod days;
mod kill;
mod known;
mod make;
mod news;
mod review;
mod run;
mod start;

use desk::{Desk, Ran};
use serde_json::Value;

/// A visit, an expulsion, talks: three stories of one day.
const VISIT: &str = "VILNIUS, March 25, 2031 (Baltic Wire) -- Estonian Foreign Minister Karin Tamm arrived in Vilnius on Tuesday for a \
two-day visit, the Lithuanian Foreign Ministry said.\n\nTamm will meet her Lithuanian counterpart Jonas Petraitis on Wednesday, \
the ministry said in a statement.\n\nThis is her second visit to Lithuania. She earlier came to Vilnius in October 2029, when \
the two countries signed an agreement on air transport.\n";
const EXPULSION: &str = "OSLO, March 25, 2031 (Nordic Desk) -- Norway expelled 12 diplomats of Ruritania on Tuesday over a break-in at \
the parliament's archive, the Norwegian Foreign Ministry said.\n\nForeign Minister Ola Nordmann said that the break-in was an \
attack on the whole country. Ruritania denied any part in it and spoke of an unfriendly act.\n\nThe two countries have quarrelled over \
fishing off the northern coast since 2027.\n";
const TALKS: &str = "QUITO, March 25, 2031 (Andes News) -- Delegations of Peru and Ecuador began talks on a shared water reserve in \
Quito on Tuesday, both governments said.\n\nPeruvian Foreign Minister Rosa Quispe said that her country wanted a treaty by \
the end of the year.\n\nThe last round ended in Lima in 2030 without a result.\n";

/// A desk with a source, `inbox`, and these settings.
fn with(settings: &str) -> Desk {
    let config = format!("[[source]]\nname = \"inbox\"\npath = \"inbox\"\n\n{settings}");
    Desk::new().file("attache.toml", config).file("inbox/.keep.txt", "")
}

/// The same with the three stories, fetched.
fn stocked(settings: &str) -> Desk {
    let desk = with(settings)
        .file("inbox/visit.txt", VISIT)
        .file("inbox/expulsion.txt", EXPULSION)
        .file("inbox/talks.txt", TALKS);
    fetch(&desk);
    desk
}

/// Reads what came in; an empty file gives no article and is no fault of a day.
fn fetch(desk: &Desk) {
    desk.run(&["fetch", "-q"]).ok();
}

/// Makes the digest of a moment.
fn digest(desk: &Desk, now: &str) -> Ran {
    desk.run(&["digest", "--now", now])
}

/// A digest as JSON.
fn shown(desk: &Desk, number: &str) -> Value {
    desk.run(&["digest", "show", number, "-f", "json"]).ok().json()
}

/// The headlines of its stories.
fn headlines(edition: &Value) -> Vec<String> {
    let briefs = edition["briefs"].as_array().expect("briefs");
    briefs.iter().map(|brief| brief["headline"]["text"].as_str().expect("a headline").to_owned()).collect()
}
