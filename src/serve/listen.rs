//! Connections: how many, for how long, and how they end.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::extract::connect_info::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use super::ServeError;
use super::app::App;
use super::metrics::add;

/// How long a client may take for the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// How long a connection may last, however busy: a client that reads its answer drop by drop holds it no longer.
const WHOLE: Duration = Duration::from_secs(120);
/// How long what is under way may take once the process is asked to end.
const FAREWELL: Duration = Duration::from_secs(10);
/// Connections of one client, as a share of all.
const SHARE: usize = 4;

/// Answers until the process is asked to end.
pub(super) fn listen(app: Arc<App>, said: &Arc<dyn Fn(&str) + Send + Sync>) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Start)?;
    let done = runtime.block_on(accept(app, said));
    runtime.shutdown_timeout(Duration::from_secs(1));
    done
}

async fn accept(app: Arc<App>, said: &Arc<dyn Fn(&str) + Send + Sync>) -> Result<(), ServeError> {
    let address = app.settings.serve.listen;
    let failed = |source| ServeError::Listen { address, source };
    let ended = ended().map_err(ServeError::Start)?;
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    said(&format!("listening at http://{}", listener.local_addr().map_err(failed)?));
    let router = app.router();
    let (farewell, _) = watch::channel(());
    let most = app.settings.serve.connections;
    let room = Arc::new(Semaphore::new(most));
    let clients = Arc::new(Clients::default());
    tokio::pin!(ended);
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut ended => break,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, peer)) = accepted else {
            // The system has no more handles for now.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&room).try_acquire_owned() else {
            add(&app.metrics.refused);
            continue;
        };
        // Behind a proxy all connections come from one.
        let own = if app.settings.serve.trust_proxy { most } else { (most / SHARE).max(1) };
        let Some(own) = Clients::enter(&clients, peer.ip(), own) else {
            add(&app.metrics.refused);
            continue;
        };
        let (app, router, farewell) = (Arc::clone(&app), router.clone(), farewell.subscribe());
        tokio::spawn(async move {
            add(&app.metrics.connections);
            let _ = tokio::time::timeout(WHOLE, answer(stream, peer, router, farewell)).await;
            app.metrics.connections.fetch_sub(1, Ordering::Relaxed);
            drop((own, place));
        });
    }
    drop(listener);
    said("ending");
    let _ = farewell.send(());
    let all = u32::try_from(most).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(FAREWELL, room.acquire_many(all)).await;
    Ok(())
}

/// One connection, with one request after the other.
async fn answer(stream: TcpStream, peer: SocketAddr, router: Router, mut farewell: watch::Receiver<()>) {
    let _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(router.layer(axum::Extension(ConnectInfo(peer))));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(32 << 10).max_headers(64);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // What a client does wrong is its own affair.
        _ = connection.as_mut() => {}
        _ = farewell.changed() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

/// Connections by client.
#[derive(Default)]
struct Clients(std::sync::Mutex<std::collections::HashMap<std::net::IpAddr, usize>>);

/// A place of a client, given back when it is dropped.
struct Place(Arc<Clients>, std::net::IpAddr);

impl Clients {
    fn enter(clients: &Arc<Clients>, client: std::net::IpAddr, most: usize) -> Option<Place> {
        let mut open = clients.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let count = open.entry(client).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place(Arc::clone(clients), client))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.0.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.1);
            }
        }
    }
}

/// Ends when the process is asked to.
fn ended() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
