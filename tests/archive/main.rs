//! The archive from the command line: what is in it, what is not, and that a day changes what it has to change.

#[path = "../desk/mod.rs"]
mod desk;
#[path = "../desk/fill.rs"]
mod fill;

mod desks;
mod hostile;
mod keeping;
mod language;
mod large;
mod pages;
mod parts;
mod rights;
mod site;

use desk::Desk;
use site::Site;

/// The news of three days.
const NEWS: [&[(&str, &str)]; 3] = [
    &[
        ("visit.txt", include_str!("news/1/visit.txt")),
        ("expulsion.txt", include_str!("news/1/expulsion.txt")),
        ("talks.txt", include_str!("news/1/talks.txt")),
    ],
    &[("agreement.txt", include_str!("news/2/agreement.txt")), ("sanctions.txt", include_str!("news/2/sanctions.txt"))],
    &[
        ("visit.txt", include_str!("news/3/visit.txt")),
        ("talks.txt", include_str!("news/3/talks.txt")),
        ("summit.txt", include_str!("news/3/summit.txt")),
    ],
];

/// A desk with these settings below its sources.
fn with(settings: &str) -> Desk {
    let config = "[[source]]\nname = \"inbox\"\npath = \"inbox\"\n[digest]\ntitle = \"Northern digest\"\n";
    Desk::new().file("attache.toml", format!("{config}{settings}\n")).file("inbox/.keep.txt", "")
}

/// A day's news, its visits and its digest.
fn day(desk: Desk, number: usize) -> Desk {
    let news = NEWS[number - 1];
    let desk = news.iter().fold(desk, |desk, (name, text)| desk.file(&format!("inbox/{number}/{name}"), text));
    make(&desk, number);
    desk
}

/// Reads what came in, and makes the digest of that day.
fn make(desk: &Desk, number: usize) {
    desk.run(&["fetch", "-q"]).ok();
    desk.run(&["visits", "add", "--stored", "-q"]);
    desk.run(&["digest", "-q", "--now", &format!("2031-03-{}T18:00", 24 + number)]).ok();
}

/// A desk over the days up to this one.
fn days(settings: &str, until: usize) -> Desk {
    (1..=until).fold(with(settings), day)
}

/// Its archive.
fn archive(desk: &Desk) -> Site {
    desk.run(&["archive", "--now", "2031-03-28"]).ok();
    Site::read(desk.path("archive"))
}
