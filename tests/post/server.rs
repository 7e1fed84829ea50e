//! An SMTP server on loopback that does what the first words of an address say.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A message that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    pub to: String,
    pub text: String,
}

impl Taken {
    /// The value of a header, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let (head, _) = self.text.split_once("\r\n\r\n")?;
        let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        head.split("\r\n").find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

/// How the server behaves beside what addresses say.
#[derive(Clone, Default)]
pub struct Manner {
    /// Offers AUTH, and takes this alone (the token of PLAIN).
    pub login: Option<String>,
    /// Offers no PIPELINING.
    pub in_turn: bool,
    /// Offers no SMTPUTF8.
    pub ascii: bool,
    /// Waits before each answer to a message.
    pub slow: Duration,
    /// TLS from the first octet on.
    pub tls: Option<Arc<rustls::ServerConfig>>,
}

#[derive(Default)]
struct State {
    taken: Vec<Taken>,
    seen: HashMap<String, usize>,
    connections: usize,
}

#[derive(Clone)]
pub struct Server {
    pub port: u16,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub fn start() -> Server {
        Server::of(Manner::default())
    }

    pub fn of(manner: Manner) -> Server {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let server = Server { port: listener.local_addr().expect("an address").port(), state: Arc::default() };
        let state = Arc::clone(&server.state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, manner) = (Arc::clone(&state), manner.clone());
                state.lock().expect("state").connections += 1;
                thread::spawn(move || serve(stream, &state, &manner));
            }
        });
        server
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.state.lock().expect("state").taken.clone()
    }

    /// How often each address got a message.
    pub fn counts(&self) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        self.taken().into_iter().for_each(|taken| *counts.entry(taken.to).or_insert(0) += 1);
        counts
    }

    pub fn connections(&self) -> usize {
        self.state.lock().expect("state").connections
    }

    pub fn forget(&self) {
        *self.state.lock().expect("state") = State::default();
    }
}

trait Both: Read + Write {}
impl<T: Read + Write> Both for T {}

fn serve(stream: TcpStream, state: &Mutex<State>, manner: &Manner) {
    stream.set_nodelay(true).expect("a socket");
    let both: Box<dyn Both> = match &manner.tls {
        None => Box::new(stream),
        Some(tls) => {
            let connection = rustls::ServerConnection::new(Arc::clone(tls)).expect("TLS");
            Box::new(rustls::StreamOwned::new(connection, stream))
        }
    };
    let mut both = BufReader::new(both);
    let _ = talk(&mut both, state, manner);
}

/// What to do with an address: its local part up to the first dot.
fn script(address: &str) -> &str {
    address.split(['.', '@']).next().unwrap_or_default()
}

fn talk(both: &mut BufReader<Box<dyn Both>>, state: &Mutex<State>, manner: &Manner) -> std::io::Result<()> {
    let mut to = String::new();
    say(both, "220 test ESMTP")?;
    loop {
        let mut line = String::new();
        if both.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let line = line.trim_end().to_owned();
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match verb.as_str() {
            "EHLO" => {
                let mut offers = vec!["test", "SIZE 1000000", "8BITMIME"];
                offers.extend((!manner.in_turn).then_some("PIPELINING"));
                offers.extend((!manner.ascii).then_some("SMTPUTF8"));
                offers.extend(manner.login.as_ref().map(|_| "AUTH PLAIN"));
                let last = offers.len() - 1;
                for (n, offer) in offers.iter().enumerate() {
                    say(both, &format!("250{}{offer}", if n == last { " " } else { "-" }))?;
                }
            }
            "AUTH" => {
                let is_right = manner.login.as_ref().is_some_and(|token| line.ends_with(token.as_str()));
                say(both, if is_right { "235 2.7.0 welcome" } else { "535 5.7.8 who are you" })?;
            }
            "MAIL" => {
                to.clear();
                say(both, "250 ok")?;
            }
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                let count = {
                    let mut state = state.lock().expect("state");
                    let count = state.seen.entry(address.clone()).or_insert(0);
                    *count += 1;
                    *count
                };
                match script(&address) {
                    "shut" => {
                        say(both, "421 4.3.2 shutting down")?;
                        return Ok(());
                    }
                    "busy" => say(both, "450 4.2.1 mailbox busy")?,
                    "grey" if count == 1 => say(both, "451 4.7.1 greylisted, come again")?,
                    "nobody" => say(both, &format!("550 5.1.1 <{address}>: no such user"))?,
                    "full" => say(both, "552 5.2.2 mailbox full")?,
                    "drop-rcpt" if count == 1 => return Ok(()),
                    "odd" => say(both, "hello, this is no SMTP")?,
                    _ => {
                        to = address;
                        say(both, "250 ok")?;
                    }
                }
            }
            "DATA" if to.is_empty() => say(both, "554 5.5.1 no valid recipients")?,
            "DATA" => {
                say(both, "354 go on")?;
                if script(&to) == "drop-data" {
                    // In the middle of the message.
                    both.read_exact(&mut [0; 200])?;
                    return Ok(());
                }
                let text = message(both)?;
                if script(&to) == "drop-end" {
                    take(state, &to, text);
                    return Ok(());
                }
                if script(&to) == "late" {
                    thread::sleep(Duration::from_secs(3));
                }
                thread::sleep(manner.slow);
                match script(&to) {
                    "store" => say(both, "452 4.3.1 no room")?,
                    "spam" => say(both, "550 5.7.1 we do not like this")?,
                    _ => {
                        take(state, &to, text);
                        say(both, "250 2.0.0 taken")?;
                    }
                }
                if script(&to) == "last" {
                    return Ok(());
                }
            }
            "QUIT" => {
                say(both, "221 bye")?;
                return Ok(());
            }
            _ => say(both, "250 ok")?,
        }
    }
}

fn take(state: &Mutex<State>, to: &str, text: String) {
    state.lock().expect("state").taken.push(Taken { to: to.to_owned(), text });
}

fn message(both: &mut BufReader<Box<dyn Both>>) -> std::io::Result<String> {
    let mut text = Vec::new();
    loop {
        let start = text.len();
        if both.read_until(b'\n', &mut text)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if &text[start..] == b".\r\n" {
            text.truncate(start);
            return Ok(String::from_utf8(text).expect("UTF-8"));
        }
        if text[start] == b'.' {
            text.remove(start);
        }
    }
}

fn say(both: &mut BufReader<Box<dyn Both>>, text: &str) -> std::io::Result<()> {
    both.get_mut().write_all(format!("{text}\r\n").as_bytes())?;
    both.get_mut().flush()
}
