//! A web server for tests: on this machine alone, each connection a thread, one request a connection.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What is sent for a path.
#[derive(Clone, Default)]
pub struct Reply {
    status: u16,
    fields: String,
    body: Vec<u8>,
    /// A piece that is sent for ever, slowly, after the body.
    drip: Option<Vec<u8>>,
    /// Bytes of the body that are sent before the connection ends.
    cut: Option<usize>,
    with_length: bool,
    /// Answers 304 to whoever names one of its validators, or this one alone.
    conditional: bool,
    tag: Option<String>,
    /// How long the request is held before it is answered.
    hold: Duration,
}

impl Reply {
    pub fn status(status: u16) -> Self {
        Reply { status, with_length: true, ..Reply::default() }
    }

    pub fn page(body: impl Into<Vec<u8>>) -> Self {
        Reply { body: body.into(), ..Reply::status(200) }.field("Content-Type", "text/html; charset=utf-8")
    }

    pub fn text(body: impl Into<Vec<u8>>) -> Self {
        Reply { body: body.into(), ..Reply::status(200) }.field("Content-Type", "text/plain")
    }

    pub fn raw(body: impl Into<Vec<u8>>) -> Self {
        Reply { body: body.into(), ..Reply::status(200) }
    }

    pub fn redirect(status: u16, to: impl std::fmt::Display) -> Self {
        Reply::status(status).field("Location", to)
    }

    pub fn field(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.fields += &format!("{name}: {value}\r\n");
        self
    }

    /// The connection ends after so many bytes of the body.
    pub fn cut_after(self, bytes: usize) -> Self {
        Reply { cut: Some(bytes), ..self }
    }

    /// The body never ends: this piece comes again and again.
    pub fn dripping(self, piece: impl Into<Vec<u8>>) -> Self {
        Reply { drip: Some(piece.into()), with_length: false, ..self }
    }

    pub fn held(self, hold: Duration) -> Self {
        Reply { hold, ..self }
    }

    pub fn conditional(self) -> Self {
        Reply { conditional: true, ..self }
    }

    /// Answers 304 to whoever names this ETag.
    pub fn conditional_on(self, tag: &str) -> Self {
        Reply { conditional: true, tag: Some(tag.to_owned()), ..self }
    }
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    pub fields: BTreeMap<String, String>,
    pub at: Instant,
}

#[derive(Default)]
struct State {
    replies: BTreeMap<String, Vec<Reply>>,
    log: Vec<Request>,
    at_once: usize,
    most_at_once: usize,
}

pub struct Server {
    scheme: &'static str,
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start() -> Self {
        Server::start_with(None)
    }

    /// A server that speaks TLS.
    pub fn start_tls(config: rustls::ServerConfig) -> Self {
        Server::start_with(Some(Arc::new(config)))
    }

    fn start_with(tls: Option<Arc<rustls::ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (state, stop) = (Arc::new(Mutex::new(State::default())), Arc::new(AtomicBool::new(false)));
        let (to_serve, until) = (Arc::clone(&state), Arc::clone(&stop));
        let scheme = if tls.is_some() { "https" } else { "http" };
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if until.load(Ordering::SeqCst) {
                    break;
                }
                let (state, stop, tls) = (Arc::clone(&to_serve), Arc::clone(&until), tls.clone());
                if let Ok(stream) = stream {
                    std::thread::spawn(move || match tls {
                        None => serve(stream, &state, &stop),
                        Some(config) => {
                            let server = rustls::ServerConnection::new(config).expect("a connection");
                            serve(rustls::StreamOwned::new(server, stream), &state, &stop);
                        }
                    });
                }
            }
        });
        Server { scheme, address, state, stop, thread: Some(thread) }
    }

    /// Answers a path with this; several are sent one after the other, the last again and again.
    pub fn on(self, path: &str, reply: Reply) -> Self {
        self.add(path, reply);
        self
    }

    pub fn add(&self, path: &str, reply: Reply) {
        self.state.lock().expect("the state").replies.entry(path.to_owned()).or_default().push(reply);
    }

    /// Answers a path with this from now on.
    pub fn set(&self, path: &str, reply: Reply) {
        self.state.lock().expect("the state").replies.insert(path.to_owned(), vec![reply]);
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.address)
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The requests for a path.
    pub fn asked(&self, path: &str) -> Vec<Request> {
        self.log().into_iter().filter(|request| request.path == path).collect()
    }

    pub fn log(&self) -> Vec<Request> {
        self.state.lock().expect("the state").log.clone()
    }

    pub fn most_at_once(&self) -> usize {
        self.state.lock().expect("the state").most_at_once
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes it up.
        drop(TcpStream::connect(self.address));
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends");
        }
    }
}

fn serve(mut stream: impl Read + Write, state: &Mutex<State>, stop: &AtomicBool) {
    let Some(request) = read(&mut stream) else { return };
    let reply = {
        let mut state = state.lock().expect("the state");
        state.log.push(request.clone());
        state.at_once += 1;
        state.most_at_once = state.most_at_once.max(state.at_once);
        match state.replies.get_mut(&request.path) {
            Some(replies) if replies.len() > 1 => replies.remove(0),
            Some(replies) => replies[0].clone(),
            None => Reply::status(404),
        }
    };
    std::thread::sleep(reply.hold);
    // Counted before the answer: a client that has it may be quicker than this thread.
    state.lock().expect("the state").at_once -= 1;
    // A client that goes away is no fault of the server's.
    let _ = send(stream, &request, &reply, stop);
}

fn read(stream: impl Read) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines();
    let path = lines.next()?.ok()?.split(' ').nth(1)?.to_owned();
    let mut fields = BTreeMap::new();
    for line in lines {
        let line = line.ok()?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        fields.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    Some(Request { path, fields, at: Instant::now() })
}

fn send(mut stream: impl Write, request: &Request, reply: &Reply, stop: &AtomicBool) -> std::io::Result<()> {
    let named = match &reply.tag {
        Some(tag) => request.fields.get("if-none-match") == Some(tag),
        None => ["if-none-match", "if-modified-since"].iter().any(|name| request.fields.contains_key(*name)),
    };
    if reply.conditional && named {
        return stream.write_all(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
    }
    let length = if reply.with_length { format!("Content-Length: {}\r\n", reply.body.len()) } else { String::new() };
    let head = format!("HTTP/1.1 {} Said\r\nConnection: close\r\n{length}{}\r\n", reply.status, reply.fields);
    stream.write_all(head.as_bytes())?;
    let end = reply.cut.unwrap_or(reply.body.len());
    stream.write_all(&reply.body[..end])?;
    while let Some(piece) = &reply.drip
        && !stop.load(Ordering::SeqCst)
    {
        stream.write_all(piece)?;
        if piece.len() < 1000 {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    stream.flush()
}
