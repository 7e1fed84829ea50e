//! What the commands of the daily desk share: `attache.toml` and the store.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use chrono_tz::Tz;
use clap::Args;

use super::talk;
use crate::config::{self, Config, DeskConfig};
use crate::desk::Moment;
use crate::model::{Rulings, StorePlace};
use crate::render::Templates;
use crate::store::Store;

/// The option `--store`.
#[derive(Args, Clone, Default)]
pub struct StoreArg {
    /// The store: a file, or postgres://USER@HOST/DATABASE [default: ATTACHE_STORE, "store" in attache.toml, attache.db]
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
}

impl StoreArg {
    /// Where the store lies: flag, then environment, then `attache.toml`, then the default.
    pub fn place(&self) -> Result<StorePlace, ExitCode> {
        match self.named() {
            Some(place) => Ok(place),
            None => Ok(self.place_with(&config()?)),
        }
    }

    /// The same, where `attache.toml` was read already.
    pub fn place_with(&self, config: &Config) -> StorePlace {
        self.named().or_else(|| config.store.clone()).unwrap_or_else(|| StorePlace::File(config::STORE.into()))
    }

    /// What the desk has ruled on stories: of the store that the flag, the environment or `attache.toml` names; nothing where
    /// none is named or there is none yet.
    pub fn rulings(&self) -> Result<Rulings, ExitCode> {
        let place = match self.named() {
            Some(place) => Some(place),
            None => config()?.store,
        };
        match place.map_or(Ok(None), Store::open_if_there).map_err(fail)? {
            Some(store) => store.rulings().map_err(fail),
            None => Ok(Rulings::default()),
        }
    }

    fn named(&self) -> Option<StorePlace> {
        let variable = || std::env::var_os("ATTACHE_STORE").filter(|path| !path.is_empty()).map(PathBuf::from);
        let name = self.store.clone().or_else(variable);
        name.map(|name| StorePlace::named(&name, Path::new(config::STORE)))
    }
}

/// The options of the commands that work on a desk's digests.
#[derive(Args)]
pub struct DeskArg {
    /// The desk, where attache.toml names several
    #[arg(long, value_name = "NAME")]
    desk: Option<String>,
    #[command(flatten)]
    store: StoreArg,
}

impl DeskArg {
    /// The configuration, the desk and where its store lies.
    pub fn read(&self) -> Result<(Config, DeskConfig, StorePlace), ExitCode> {
        let config = config()?;
        let desk = self.select(&config)?.clone();
        let place = self.store.place_with(&config);
        Ok((config, desk, place))
    }

    /// The name that was asked for.
    pub fn name(&self) -> Option<&str> {
        self.desk.as_deref()
    }

    /// The options of the store.
    pub fn store(&self) -> &StoreArg {
        &self.store
    }

    fn select<'c>(&self, config: &'c Config) -> Result<&'c DeskConfig, ExitCode> {
        let names = || config.desks.iter().map(|desk| desk.name.as_str()).collect::<Vec<_>>().join(", ");
        match (&self.desk, &config.desks[..]) {
            (None, [only]) => Ok(only),
            (None, _) => {
                talk::error(format!("there are several desks; name one: --desk {}", names()));
                Err(ExitCode::from(2))
            }
            (Some(name), desks) => desks.iter().find(|desk| desk.name == *name).ok_or_else(|| {
                talk::error(format!("attache.toml has no desk {name:?}; it has {}", names()));
                ExitCode::from(2)
            }),
        }
    }
}

/// The option `--now`.
#[derive(Args, Clone, Default)]
pub struct MomentArg {
    /// The moment, instead of the clock's: 2031-05-14, 2031-05-14T06:30, RFC 3339
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
}

impl MomentArg {
    /// The moment that is named, else the clock's.
    pub fn at(&self, zone: Tz) -> Result<Moment, ExitCode> {
        moment(self.now.as_deref(), zone)
    }
}

/// The moment that `--now` names; without it the clock's.
pub(super) fn moment(now: Option<&str>, zone: Tz) -> Result<Moment, ExitCode> {
    match now {
        None => Ok(Moment::of(SystemTime::now().into(), zone)),
        Some(text) => Moment::parse(text, zone).map_err(|error| {
            talk::error(error);
            ExitCode::from(2)
        }),
    }
}

/// `attache.toml` of the working folder; one that cannot be used is reported, with the exit code for that.
pub(super) fn config() -> Result<Config, ExitCode> {
    Config::read(Path::new(config::FILE)).map_err(|error| {
        talk::error(error);
        ExitCode::from(6)
    })
}

/// "1 article", "2 articles".
pub(super) fn articles(count: usize) -> String {
    talk::counted(count, "article")
}

/// ", 2 web addresses with what is known of them"; nothing where there are none.
pub(super) fn addresses(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => ", 1 web address with what is known of it".to_owned(),
        count => format!(", {count} web addresses with what is known of them"),
    }
}

/// ", 12 rows of the diary, stories and digests"; nothing where there are none.
pub(super) fn rows(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => ", 1 row of the diary, stories and digests".to_owned(),
        count => format!(", {count} rows of the diary, stories and digests"),
    }
}

/// Reports an error that ends the command.
pub(super) fn fail(error: impl Display) -> ExitCode {
    talk::error(error);
    ExitCode::FAILURE
}

/// What is wrong with the configuration.
pub fn misconfigured(error: impl Display) -> ExitCode {
    talk::error(error);
    ExitCode::from(6)
}

/// The templates of what several desks publish together: those of the first desk that has its own, in a language, else in
/// that of the first desk.
pub fn templates(desks: &[DeskConfig], lang: Option<&str>) -> Result<Templates, ExitCode> {
    let folder = desks.iter().find_map(|desk| desk.templates.as_deref());
    let templates = folder.map_or_else(|| Ok(Templates::built_in()), Templates::in_folder).map_err(misconfigured)?;
    let own = desks.first().map(|desk| desk.lang.as_str());
    match lang.or(own) {
        Some(lang) => templates.in_language(lang).map_err(misconfigured),
        None => Ok(templates),
    }
}
