//! The archive and the pages of subscribers over HTTP (axum). No cookies, no scripts of its own, nothing for an
//! administrator. What a reader asks for is on the disk before the answer goes out (`journal`); one thread (`worker`) puts
//! it into the store and sends the mails that ask for a confirmation. No answer says whether an address is on a list.

mod app;
mod files;
mod forms;
mod guard;
mod journal;
mod limits;
mod listen;
mod metrics;
mod pages;
mod readers;
mod worker;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use thiserror::Error;

use crate::config::{MailConfig, ServeConfig};
use crate::deliver::{Key, KeyError};
use crate::model::StorePlace;
use crate::render::{RenderError, Templates};
use crate::store::{StoreError, Writer};

/// What a server serves.
pub struct Settings {
    /// Where the store lies.
    pub store: StorePlace,
    /// The folder of the archive.
    pub folder: PathBuf,
    /// The list that readers come onto.
    pub list: String,
    /// What the desk calls its digests.
    pub site: String,
    /// How it listens.
    pub serve: ServeConfig,
    /// How mail goes out; without it nobody can subscribe over the web.
    pub mail: Option<MailConfig>,
    /// The pages.
    pub templates: Templates,
}

/// Why it does not serve.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address cannot be listened at.
    #[error("{address}: cannot be listened at: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The system gives no threads or no timers.
    #[error("cannot start: {0}")]
    Start(std::io::Error),
    /// What readers asked for cannot be kept.
    #[error("{}: {source}", path.display())]
    Journal {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The desk's secret.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A template does not hold.
    #[error(transparent)]
    Template(#[from] RenderError),
}

/// Serves until the process is asked to end; then ends what is under way, for ten seconds at most. `said` gets what is worth
/// saying: the address once it listens, what went wrong.
///
/// # Errors
/// [`ServeError`].
pub fn serve(settings: Settings, said: impl Fn(&str) + Send + Sync + 'static) -> Result<(), ServeError> {
    let key = Key::open(&mut Writer::open(&settings.store)?)?;
    let journal = Arc::new(journal::Journal::open(settings.store.beside())?);
    let settings = Arc::new(settings);
    let said: Arc<dyn Fn(&str) + Send + Sync> = Arc::new(said);
    let metrics = Arc::new(metrics::Metrics::default());
    let worker = worker::Worker {
        settings: Arc::clone(&settings),
        key: key.clone(),
        journal: Arc::clone(&journal),
        metrics: Arc::clone(&metrics),
        said: Arc::clone(&said),
    };
    let thread = std::thread::Builder::new().name("store".to_owned()).spawn(move || worker.run());
    let thread = thread.map_err(ServeError::Start)?;
    let app = app::App::new(settings, key, Arc::clone(&journal), metrics);
    let served = listen::listen(app, &said);
    journal.close();
    // A thread that fell over has said so.
    let _ = thread.join();
    served
}
