use std::io::{ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::SmtpEndpoint;
use super::reply::{self, Reply};

/// Octets of a line of an answer, at most. The standard has 512.
const LINE: usize = 4096;
/// Lines of an answer, at most.
const LINES: usize = 200;
/// The longest wait for the answer to QUIT.
const GOODBYE: Duration = Duration::from_millis(500);

/// A connection: octets go out in one write, answers come in line by line.
pub(super) struct Link {
    stream: Stream,
    timeout: Duration,
    /// What came in and was not read yet.
    rest: Vec<u8>,
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ClientConnection, TcpStream>>),
    /// While it changes from one to the other.
    None,
}

/// Why there is no connection.
#[derive(Debug)]
pub(super) enum LinkError {
    /// For now.
    Unreachable(String),
    /// Until somebody changes something.
    Hopeless(String),
}

impl Link {
    /// Opens a connection. Says whether it stays on this machine.
    pub fn open(endpoint: &SmtpEndpoint) -> Result<(Link, bool), LinkError> {
        let name = format!("{}:{}", endpoint.host, endpoint.port);
        let unreachable = |error: &dyn std::fmt::Display| LinkError::Unreachable(format!("{name}: {error}"));
        let addresses =
            (endpoint.host.as_str(), endpoint.port).to_socket_addrs().map_err(|error| unreachable(&error))?;
        let mut failed = None;
        for address in addresses {
            match TcpStream::connect_timeout(&address, endpoint.timeout) {
                Ok(stream) => {
                    // A message and its dot are one write; nothing is to wait for more.
                    let set = stream
                        .set_nodelay(true)
                        .and_then(|()| stream.set_read_timeout(Some(endpoint.timeout)))
                        .and_then(|()| stream.set_write_timeout(Some(endpoint.timeout)));
                    set.map_err(|error| unreachable(&error))?;
                    let link = Link { stream: Stream::Plain(stream), timeout: endpoint.timeout, rest: Vec::new() };
                    return Ok((link, address.ip().is_loopback()));
                }
                Err(error) => failed = Some(error),
            }
        }
        Err(failed.map_or_else(|| unreachable(&"has no address"), |error| unreachable(&error)))
    }

    /// Goes on in TLS. What the server said before counts no more: an answer that came too early is an attack.
    pub fn encrypt(&mut self, host: &str, tls: &Arc<ClientConfig>) -> Result<(), LinkError> {
        let hopeless = |what: String| LinkError::Hopeless(format!("{host}: {what}"));
        if !self.rest.is_empty() {
            return Err(hopeless("says more than was asked before TLS; somebody meddles with the connection".into()));
        }
        let name =
            ServerName::try_from(host.to_owned()).map_err(|_| hopeless("is no name for a certificate".into()))?;
        let client = ClientConnection::new(Arc::clone(tls), name).map_err(|error| hopeless(error.to_string()))?;
        let Stream::Plain(mut stream) = std::mem::replace(&mut self.stream, Stream::None) else {
            return Err(hopeless("is in TLS already".into()));
        };
        let mut client = client;
        // Shakes hands now, so that a bad certificate is known for one.
        while client.is_handshaking() {
            if let Err(error) = client.complete_io(&mut stream) {
                let what = format!("{host}: TLS: {error}");
                let is_refused = error.kind() == ErrorKind::InvalidData;
                return Err(if is_refused { LinkError::Hopeless(what) } else { LinkError::Unreachable(what) });
            }
        }
        self.stream = Stream::Tls(Box::new(StreamOwned::new(client, stream)));
        Ok(())
    }

    /// Writes all of it, at once.
    pub fn write(&mut self, octets: &[u8]) -> std::io::Result<()> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.write_all(octets),
            Stream::Tls(stream) => stream.write_all(octets).and_then(|()| stream.flush()),
            Stream::None => Err(ErrorKind::NotConnected.into()),
        }
    }

    /// Reads an answer; one that does not come in time, ends early or is none is an error.
    pub fn reply(&mut self) -> std::io::Result<Reply> {
        let until = Instant::now() + self.timeout;
        let wrong = |what: &str| std::io::Error::new(ErrorKind::InvalidData, what.to_owned());
        let mut reply = Reply { code: 0, lines: Vec::new() };
        loop {
            let text = self.line(until)?;
            let (code, is_last, text) = reply::line(&text).ok_or_else(|| wrong("the answer is not SMTP"))?;
            if reply.lines.len() >= LINES || (!reply.lines.is_empty() && code != reply.code) {
                return Err(wrong("the answer is not SMTP"));
            }
            reply.code = code;
            reply.lines.push(text.to_owned());
            if is_last {
                return Ok(reply);
            }
        }
    }

    fn line(&mut self, until: Instant) -> std::io::Result<String> {
        loop {
            if let Some(end) = self.rest.iter().position(|octet| *octet == b'\n') {
                let line: Vec<u8> = self.rest.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned());
            }
            if self.rest.len() > LINE {
                return Err(std::io::Error::new(ErrorKind::InvalidData, "a line of the answer is too long"));
            }
            // A server that sends a sign now and then must not hold a message for ever.
            if Instant::now() >= until {
                return Err(std::io::Error::new(ErrorKind::TimedOut, "no answer in time"));
            }
            let mut buffer = [0; 2048];
            let count = match &mut self.stream {
                Stream::Plain(stream) => stream.read(&mut buffer),
                Stream::Tls(stream) => stream.read(&mut buffer),
                Stream::None => Err(ErrorKind::NotConnected.into()),
            };
            match count {
                Ok(0) => return Err(std::io::Error::new(ErrorKind::UnexpectedEof, "the server closed the connection")),
                Ok(count) => self.rest.extend(buffer.iter().take(count)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                    return Err(std::io::Error::new(ErrorKind::TimedOut, "no answer in time"));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Says goodbye, and waits a moment for the answer.
    pub fn quit(mut self) {
        if self.write(b"QUIT\r\n").is_ok() {
            let stream = match &self.stream {
                Stream::Plain(stream) => Some(stream),
                Stream::Tls(stream) => Some(&stream.sock),
                Stream::None => None,
            };
            // Whatever comes of it, the messages are through.
            let _ = stream.map(|stream| stream.set_read_timeout(Some(GOODBYE)));
            self.timeout = GOODBYE;
            let _ = self.reply();
        }
    }
}
