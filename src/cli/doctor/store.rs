use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use super::Finding;
use crate::cli::talk::counted;
use crate::config::Config;
use crate::model::StorePlace;
use crate::sources;
use crate::store::{RunLock, Store, StoreError, Writer};

/// Less free space than this, in octets, is too little for a day.
const LITTLE: u64 = 100 << 20;
/// This program was written after that day: an earlier clock is wrong.
const WRITTEN: &str = "2026-01-01T00:00:00Z";

/// The store, its locks, the clock against what it holds, the last run.
pub(super) fn findings(place: &StorePlace, config: &Config, now: DateTime<Utc>) -> Vec<Finding> {
    let mut findings = space(place.beside());
    let store = match Store::open_if_there(place) {
        Ok(Some(store)) => store,
        Ok(None) => {
            findings.push(Finding::note("store", format!("{place}: is not there yet: `attache fetch` makes it")));
            findings.push(clock(now, None));
            return findings;
        }
        Err(error) => {
            let remedy = match place.file() {
                Some(_) => "`attache restore BACKUP` puts a backup in its place",
                None => "see that the server runs, and that [store] url in attache.toml names it and its user",
            };
            findings.push(Finding::fault("store", error.to_string(), remedy));
            findings.push(clock(now, None));
            return findings;
        }
    };
    findings.push(soundness(&store));
    findings.push(locks(place));
    let last = last(&store, config);
    findings.push(clock(now, last));
    findings.push(match last {
        None => Finding::note("last run", "no digest yet: `attache run` makes the first"),
        Some(last) if now - last > TimeDelta::days(3) => {
            let said = format!("the last digest is of {}", last.format("%Y-%m-%d %H:%M UTC"));
            Finding::note("last run", format!("{said}: is `attache run` still started each day?"))
        }
        Some(last) => Finding::ok("last run", format!("the last digest is of {}", last.format("%Y-%m-%d %H:%M UTC"))),
    });
    findings.extend(failing(&store, config));
    findings.extend(config.desks.iter().filter_map(|desk| unsure(&store, &desk.name)));
    findings
}

fn soundness(store: &Store) -> Finding {
    let look = || -> Result<(Vec<String>, u32, u64), StoreError> {
        Ok((store.damages()?, store.schema()?, store.count_articles()?))
    };
    let remedy = "stop all of attache, keep a copy of the file, then `attache restore BACKUP`";
    match look() {
        Ok((damages, schema, articles)) if damages.is_empty() => {
            let place = store.place();
            let size = place.file().and_then(|path| path.metadata().ok()).map(|about| about.len() as f64 / 1e6);
            let size = size.map(|size| format!(", {size:.1} MB")).unwrap_or_default();
            let articles = counted(articles as usize, "article");
            Finding::ok("store", format!("{place}: sound, schema {schema}, {articles}{size}"))
        }
        Ok((damages, ..)) => Finding::fault("store", damages.join("; "), remedy),
        Err(error) => Finding::fault("store", error.to_string(), remedy),
    }
}

/// Whether others write or run now: that is no fault, unless it never ends.
fn locks(path: &StorePlace) -> Finding {
    match (Writer::open(path).map(drop), RunLock::take(path).map(drop)) {
        (Ok(()), Ok(())) => Finding::ok("lock", "nobody writes, no run is under way"),
        (Err(StoreError::Locked { .. }), _) => Finding::note("lock", "another attache writes to the store now"),
        (_, Err(StoreError::Locked { .. })) => Finding::note("lock", "a run is under way"),
        (Err(error), _) | (_, Err(error)) => {
            Finding::fault("lock", error.to_string(), "the user that runs attache has to own the folder of the store")
        }
    }
}

fn last(store: &Store, config: &Config) -> Option<DateTime<Utc>> {
    let moments = config.desks.iter().filter_map(|desk| {
        let number = store.last_digest(&desk.name).ok()?;
        let edition = store.digest(&desk.name, number).ok()??.revision.edition;
        Some(DateTime::parse_from_rfc3339(&edition.window.to).ok()?.to_utc())
    });
    moments.max()
}

fn clock(now: DateTime<Utc>, last: Option<DateTime<Utc>>) -> Finding {
    let said = format!("it is {}", now.format("%Y-%m-%d %H:%M:%S UTC"));
    let remedy = "set the clock (`timedatectl set-ntp true`): the days of digests and the links of mails depend on it";
    let written = WRITTEN.parse().unwrap_or(DateTime::UNIX_EPOCH);
    match last {
        Some(last) if now < last => Finding::fault(
            "clock",
            format!("{said}, before the last digest was made ({})", last.format("%Y-%m-%d %H:%M")),
            remedy,
        ),
        _ if now < written => Finding::fault("clock", format!("{said}, before this program was written"), remedy),
        _ => Finding::ok("clock", said),
    }
}

/// A desk whose store came from a backup, and that has not said what was sent since.
fn unsure(store: &Store, desk: &str) -> Option<Finding> {
    let is_unsure = store.is_unsure_since_restore(desk).ok()?;
    is_unsure.then(|| {
        Finding::note(
            "restored",
            format!("{desk}: the store came from a backup: nothing is sent until `attache send --after-restore N`"),
        )
    })
}

fn failing(store: &Store, config: &Config) -> Vec<Finding> {
    let Ok(states) = sources::states(config, store) else { return Vec::new() };
    let configured = states.into_iter().filter(|state| state.configured);
    let failing = configured.filter_map(|state| Some((state.name.unwrap_or(state.place), state.known?.failure?)));
    failing
        .map(|(name, why)| Finding::note("sources", format!("{name} failed when it was last asked: {why}")))
        .collect()
}

#[cfg(unix)]
fn space(path: &Path) -> Vec<Finding> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(about) = rustix::fs::statvfs(folder) else { return Vec::new() };
    let free = about.f_bavail.saturating_mul(about.f_frsize);
    let said = format!("{} MB free where the store lies", free >> 20);
    vec![if free < LITTLE {
        Finding::fault("space", said, "make room, or put \"store\" in attache.toml onto another disk")
    } else {
        Finding::ok("space", said)
    }]
}

#[cfg(not(unix))]
fn space(_: &Path) -> Vec<Finding> {
    Vec::new()
}
