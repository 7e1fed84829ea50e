use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::SmtpEndpoint;
use super::link::{Link, LinkError};
use super::reply::Reply;
use crate::deliver::message::Letter;
use crate::deliver::transport::{Begin, Handed, NOT_NOTED, Refusal};

/// A connection that is ready for messages.
pub(super) struct Dialogue {
    link: Link,
    offers: Offers,
    is_open: bool,
}

/// What a server can do.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Offers {
    pipelining: bool,
    utf8: bool,
    eight_bits: bool,
    size: bool,
    starttls: bool,
    auth: Vec<String>,
}

/// Where a dialogue broke.
#[derive(Debug)]
pub(super) enum Broken {
    /// Before the first answer to the message.
    AtFirst(String),
    /// Before the message was through.
    Before(String),
    /// Between its last octet and the answer.
    After(String),
}

impl Dialogue {
    /// Opens a connection: greeting, EHLO, TLS, login.
    pub fn open(endpoint: &SmtpEndpoint) -> Result<Dialogue, LinkError> {
        let name = format!("{}:{}", endpoint.host, endpoint.port);
        let unreachable = |error: std::io::Error| LinkError::Unreachable(format!("{name}: {error}"));
        let (mut link, is_near) = Link::open(endpoint)?;
        let mut is_encrypted = endpoint.is_implicit;
        if is_encrypted {
            link.encrypt(&endpoint.host, &endpoint.tls)?;
        }
        let greeting = link.reply().map_err(unreachable)?;
        if greeting.code != 220 {
            return Err(LinkError::Unreachable(format!("{name}: {}", greeting.shown())));
        }
        let mut offers = hello(&mut link, endpoint)?;
        let must = endpoint.wants_tls || !(is_near || endpoint.allows_plain);
        let may = must || (endpoint.allows_plain && !is_near);
        if !is_encrypted && offers.starttls && may {
            let answer = ask(&mut link, "STARTTLS").map_err(unreachable)?;
            if answer.code == 220 {
                link.encrypt(&endpoint.host, &endpoint.tls)?;
                offers = hello(&mut link, endpoint)?;
                is_encrypted = true;
            }
        }
        if must && !is_encrypted {
            return Err(LinkError::Hopeless(format!(
                "{name}: the server offers no TLS; a message that leaves this machine goes out encrypted. Use smtps://, or \
                 set allow_plain = true"
            )));
        }
        if let Some((user, password)) = &endpoint.login {
            login(&mut link, &offers, user, password).map_err(|error| match error {
                LoginError::Link(error) => unreachable(error),
                LoginError::Refused(what) => LinkError::Hopeless(format!("{name}: {what}")),
                LoginError::NotNow(what) => LinkError::Unreachable(format!("{name}: {what}")),
            })?;
        }
        Ok(Dialogue { link, offers, is_open: true })
    }

    /// True where another message can follow.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Ends it.
    pub fn quit(self) {
        self.link.quit();
    }

    /// Hands a message over. `begin` is asked before its text goes out: until then no server takes it.
    pub fn send(&mut self, letter: &Letter, begin: &mut Begin<'_>) -> Result<Handed, Broken> {
        let needs_utf8 = letter.to.needs_utf8() || !letter.octets.is_ascii();
        if needs_utf8 && !self.offers.utf8 {
            let answer = "the server does not take addresses beyond ASCII (SMTPUTF8)".to_owned();
            return Ok(Handed::Refused(Refusal { answer, is_temporary: false, is_dead: false }));
        }
        let mail = self.mail(letter, needs_utf8);
        let rcpt = format!("RCPT TO:<{}>", letter.to);
        let [mail, rcpt, data] =
            if self.offers.pipelining { self.at_once(&mail, &rcpt)? } else { self.in_turn(&mail, &rcpt)? };
        let refused = match (&mail, &rcpt, &data) {
            (Some(mail), ..) if !mail.is_positive() => Some((mail, false)),
            (_, Some(rcpt), _) if !rcpt.is_positive() => Some((rcpt, rcpt.says_dead())),
            (.., Some(data)) if data.code != 354 => Some((data, false)),
            _ => None,
        };
        if let Some((reply, is_dead)) = refused {
            let handed = self.refused(reply, is_dead);
            self.clear(data.as_ref());
            return Ok(handed);
        }
        if !begin() {
            return Err(Broken::Before(NOT_NOTED.to_owned()));
        }
        let written = self.link.write(&stuffed(&letter.octets));
        // What was not written in full lacks its dot: no server takes it.
        written.map_err(|error| Broken::Before(error.to_string()))?;
        let answer = self.link.reply().map_err(|error| Broken::After(error.to_string()))?;
        if answer.is_positive() {
            return Ok(Handed::Accepted(answer.shown()));
        }
        Ok(self.refused(&answer, false))
    }

    fn mail(&self, letter: &Letter, needs_utf8: bool) -> String {
        let mut mail = format!("MAIL FROM:<{}>", letter.from);
        if self.offers.size {
            mail += &format!(" SIZE={}", letter.octets.len());
        }
        if needs_utf8 {
            mail += " SMTPUTF8";
            if self.offers.eight_bits {
                mail += " BODY=8BITMIME";
            }
        }
        mail
    }

    /// All commands in one write, then all answers (RFC 2920).
    fn at_once(&mut self, mail: &str, rcpt: &str) -> Result<[Option<Reply>; 3], Broken> {
        let at_first = |error: std::io::Error| Broken::AtFirst(error.to_string());
        self.link.write(format!("{mail}\r\n{rcpt}\r\nDATA\r\n").as_bytes()).map_err(at_first)?;
        let mail = self.link.reply().map_err(at_first)?;
        if mail.code == 421 {
            self.is_open = false;
            return Ok([Some(mail), None, None]);
        }
        let rcpt = self.link.reply().map_err(before)?;
        if rcpt.code == 421 {
            self.is_open = false;
            return Ok([Some(mail), Some(rcpt), None]);
        }
        let data = self.link.reply().map_err(before)?;
        Ok([Some(mail), Some(rcpt), Some(data)])
    }

    fn in_turn(&mut self, mail: &str, rcpt: &str) -> Result<[Option<Reply>; 3], Broken> {
        let mail = ask(&mut self.link, mail).map_err(|error| Broken::AtFirst(error.to_string()))?;
        if !mail.is_positive() {
            return Ok([Some(mail), None, None]);
        }
        let rcpt = ask(&mut self.link, rcpt).map_err(before)?;
        if !rcpt.is_positive() {
            return Ok([Some(mail), Some(rcpt), None]);
        }
        let data = ask(&mut self.link, "DATA").map_err(before)?;
        Ok([Some(mail), Some(rcpt), Some(data)])
    }

    fn refused(&mut self, reply: &Reply, is_dead: bool) -> Handed {
        if reply.code == 421 {
            self.is_open = false;
        }
        Handed::Refused(Refusal {
            answer: reply.shown(),
            is_temporary: reply.is_temporary(),
            is_dead: is_dead && !reply.is_temporary(),
        })
    }

    /// Makes the connection ready for the next message after a refusal.
    fn clear(&mut self, data: Option<&Reply>) {
        if !self.is_open {
            return;
        }
        // A server that wants the message though it refused its reader gets an empty one, which it must refuse.
        if data.is_some_and(|data| data.code == 354) {
            self.is_open = ask(&mut self.link, ".").is_ok();
        }
        self.is_open = self.is_open && ask(&mut self.link, "RSET").is_ok_and(|reply| reply.is_positive());
    }
}

fn before(error: std::io::Error) -> Broken {
    Broken::Before(error.to_string())
}

fn ask(link: &mut Link, command: &str) -> std::io::Result<Reply> {
    link.write(format!("{command}\r\n").as_bytes())?;
    link.reply()
}

fn hello(link: &mut Link, endpoint: &SmtpEndpoint) -> Result<Offers, LinkError> {
    let name = format!("{}:{}", endpoint.host, endpoint.port);
    let unreachable = |error: std::io::Error| LinkError::Unreachable(format!("{name}: {error}"));
    let answer = ask(link, &format!("EHLO {}", endpoint.hello)).map_err(unreachable)?;
    if answer.is_positive() {
        return Ok(offers(&answer));
    }
    let answer = ask(link, &format!("HELO {}", endpoint.hello)).map_err(unreachable)?;
    if answer.is_positive() {
        Ok(Offers::default())
    } else {
        Err(LinkError::Unreachable(format!("{name}: {}", answer.shown())))
    }
}

fn offers(answer: &Reply) -> Offers {
    let mut offers = Offers::default();
    for line in answer.lines.iter().skip(1) {
        let mut words = line.split([' ', '=']).map(str::to_ascii_uppercase);
        match words.next().as_deref() {
            Some("PIPELINING") => offers.pipelining = true,
            Some("SMTPUTF8") => offers.utf8 = true,
            Some("8BITMIME") => offers.eight_bits = true,
            Some("SIZE") => offers.size = true,
            Some("STARTTLS") => offers.starttls = true,
            Some("AUTH") => offers.auth.extend(words),
            _ => {}
        }
    }
    offers
}

enum LoginError {
    Link(std::io::Error),
    Refused(String),
    NotNow(String),
}

fn login(link: &mut Link, offers: &Offers, user: &str, password: &str) -> Result<(), LoginError> {
    let has = |name: &str| offers.auth.iter().any(|offered| offered == name);
    let answer = if has("PLAIN") {
        let token = STANDARD.encode(format!("\0{user}\0{password}"));
        ask(link, &format!("AUTH PLAIN {token}")).map_err(LoginError::Link)?
    } else if has("LOGIN") {
        let mut answer = ask(link, "AUTH LOGIN").map_err(LoginError::Link)?;
        for word in [user, password] {
            if answer.code == 334 {
                answer = ask(link, &STANDARD.encode(word)).map_err(LoginError::Link)?;
            }
        }
        answer
    } else {
        return Err(LoginError::Refused("the server offers no login that attache knows (PLAIN, LOGIN)".to_owned()));
    };
    match answer.code {
        235 => Ok(()),
        400..500 => Err(LoginError::NotNow(format!("the login is not taken for now: {}", answer.shown()))),
        _ => Err(LoginError::Refused(format!("name or password are refused: {}", answer.shown()))),
    }
}

/// The message with its dot, as it goes over the line: a dot at the start of a line is doubled (RFC 5321, 4.5.2).
fn stuffed(octets: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(octets.len() + 64);
    if octets.starts_with(b".") {
        out.push(b'.');
    }
    let mut from = 0;
    for at in memchr::memmem::find_iter(octets, b"\n.") {
        out.extend(octets.get(from..=at).unwrap_or_default());
        out.push(b'.');
        from = at + 1;
    }
    out.extend(octets.get(from..).unwrap_or_default());
    if !out.ends_with(b"\r\n") {
        out.extend(b"\r\n");
    }
    out.extend(b".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_at_the_start_of_a_line_is_doubled() {
        assert_eq!(stuffed(b".a\r\n..\r\nb.\r\n"), b"..a\r\n...\r\nb.\r\n.\r\n");
        assert_eq!(stuffed(b"a"), b"a\r\n.\r\n");
    }

    #[test]
    fn what_a_server_offers_is_read_in_any_case() {
        let lines = ["mx", "Pipelining", "SIZE 100", "auth=LOGIN plain", "8bitmime"];
        let answer = Reply { code: 250, lines: lines.map(str::to_owned).to_vec() };
        let found = offers(&answer);
        assert!(found.pipelining && found.size && found.eight_bits && !found.utf8 && !found.starttls);
        assert_eq!(found.auth, ["LOGIN", "PLAIN"]);
    }
}
