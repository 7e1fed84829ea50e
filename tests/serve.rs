//! The pages of subscribers over HTTP: the real binary on a free port.

#![cfg(feature = "serve")]

mod desk;

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::time::{Duration, Instant};

use attache::deliver::{Key, Purpose};
use attache::model::{Address, How, SubscriberId, SubscriberStatus, Wishes};
use attache::store::{Added, NewSubscriber, Step, Store, Writer};
use chrono::Utc;
use desk::Desk;

type Done = Result<(), Box<dyn Error>>;

const CONFIG: &str = "[digest]\ntitle = 'Harbour morning'\n[mail]\nurl = 'maildir:sent'\nfrom = 'Desk <desk@harbour.example>'\n\
                      unsubscribe = 'https://harbour.example/u'\n\
                      [serve]\nurl = 'https://harbour.example'\nper_minute = 40\n";

struct Server {
    desk: Desk,
    child: Running,
    port: String,
}

/// A server that ends with its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(desk: Desk) -> Result<Server, Box<dyn Error>> {
        let mut child = Running(desk.start(&["serve", "--listen", "127.0.0.1:0"]));
        let mut lines = BufReader::new(child.0.stderr.take().ok_or("no standard error")?).lines();
        let line = lines.by_ref().find(|line| line.as_ref().is_ok_and(|line| line.contains("listening")));
        let line = line.ok_or("it does not listen")??;
        // What it says later is read, or it would stand still.
        std::thread::spawn(move || lines.for_each(drop));
        let port = line.rsplit(':').next().ok_or("no port")?.to_owned();
        Ok(Server { desk, child, port })
    }

    fn connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect(format!("127.0.0.1:{}", self.port))
    }

    fn ask(&self, head: &str, body: &str) -> Result<Answer, Box<dyn Error>> {
        let mut stream = self.connect()?;
        let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        write!(stream, "{head}\r\nHost: harbour.example\r\nConnection: close\r\n{length}\r\n{body}")?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        let (head, body) = text.split_once("\r\n\r\n").ok_or("no head")?;
        let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
        Ok(Answer { status, head: head.to_lowercase(), body: body.to_owned() })
    }

    fn get(&self, path: &str) -> Result<Answer, Box<dyn Error>> {
        self.ask(&format!("GET {path} HTTP/1.1"), "")
    }

    fn post(&self, path: &str, body: &str) -> Result<Answer, Box<dyn Error>> {
        self.ask(&format!("POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded"), body)
    }

    /// Waits until the store says so.
    fn until(&self, is_so: impl Fn(&Store) -> bool) -> bool {
        let end = Instant::now() + Duration::from_secs(20);
        while Instant::now() < end {
            if Store::open(self.desk.place()).is_ok_and(|store| is_so(&store)) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(30));
        }
        false
    }

    fn end(mut self) -> Result<Desk, Box<dyn Error>> {
        let killed = std::process::Command::new("kill").arg(self.child.0.id().to_string()).status()?;
        assert!(killed.success());
        assert!(self.child.0.wait()?.success());
        Ok(self.desk)
    }
}

/// A desk with a reader, and the key.
fn with_reader(status: SubscriberStatus) -> Result<(Desk, Key, SubscriberId), Box<dyn Error>> {
    let desk = Desk::new().file("attache.toml", CONFIG).file("archive/index.html", "<p>All digests</p>");
    let mut writer = Writer::open(desk.place())?;
    let key = Key::open(&mut writer)?;
    let address = Address::parse("ana@reader.example")?;
    let hash = key.hash(&address);
    let new = NewSubscriber { list: "main".into(), address, hash, name: None, status, wishes: Wishes::default() };
    let step = Step { at: "2031-01-01T00:00:00Z", how: How::Command, detail: None };
    match writer.add_subscribers(&[new], step)?.pop() {
        Some(Added::New(id)) => Ok((desk, key, id)),
        other => Err(format!("{other:?}").into()),
    }
}

fn status_of(store: &Store, id: SubscriberId) -> Option<SubscriberStatus> {
    store.subscriber(id).ok().flatten().map(|reader| reader.status)
}

fn stamp(page: &str) -> &str {
    page.split("name=\"stamp\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

/// The one mail that was sent, where there is one.
fn sent(desk: &Desk) -> Vec<String> {
    let files = std::fs::read_dir(desk.path("sent/new")).into_iter().flatten().flatten();
    files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
}

#[test]
fn one_click_leaves_and_a_look_does_not() -> Done {
    let (desk, key, id) = with_reader(SubscriberStatus::Active)?;
    let server = Server::start(desk)?;
    let path = format!("/u/{}", key.token(Purpose::Unsubscribe, id, Utc::now()));
    let page = server.get(&path)?;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<button type=\"submit\">Leave the list</button>"), "{}", page.body);
    assert!(page.head.contains("content-security-policy: default-src 'none'"), "{}", page.head);
    assert!(
        page.head.contains("x-content-type-options: nosniff") && page.head.contains("referrer-policy: same-origin")
    );
    assert!(!page.head.contains("set-cookie"));
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(status_of(&Store::open(server.desk.place())?, id), Some(SubscriberStatus::Active));
    assert_eq!(server.post(&path, "List-Unsubscribe=One-Click")?.status, 200);
    assert!(server.until(|store| status_of(store, id) == Some(SubscriberStatus::Unsubscribed)));
    // Again is no fault, and is no further step.
    assert_eq!(server.post(&path, "List-Unsubscribe=One-Click")?.status, 200);
    let desk = server.end()?;
    let store = Store::open(desk.place())?;
    let steps = store.consents(id)?;
    assert_eq!(steps.iter().map(|step| step.how.as_str()).collect::<Vec<_>>(), ["command", "one-click"]);
    Ok(())
}

#[test]
fn a_reader_subscribes_by_two_steps_and_no_answer_tells_who_is_there() -> Done {
    let (desk, _, _) = with_reader(SubscriberStatus::Active)?;
    let server = Server::start(desk)?;
    let form = server.get("/subscribe")?.body;
    let body = |email: &str| format!("email={email}&name=Bea&topics=ports%2C+fish&website=&stamp={}", stamp(&form));
    let new = server.post("/subscribe", &body("bea%40reader.example"))?;
    let known = server.post("/subscribe", &body("ana%40reader.example"))?;
    assert_eq!((new.status, &new.body), (202, &known.body));
    assert!(server.until(|_| !sent(&server.desk).is_empty()));
    let mails = sent(&server.desk);
    assert_eq!(mails.len(), 1, "{mails:?}");
    let mail = mails[0].replace("=\r\n", "").replace("=3D", "=");
    assert!(
        mail.contains("To: bea@reader.example") && mail.contains("Subject: Please confirm: Harbour morning"),
        "{mail}"
    );
    let link = mail.split("https://harbour.example").nth(1).and_then(|rest| rest.split_whitespace().next());
    let link = link.ok_or("no link")?;
    let bea =
        |store: &Store| Some(store.subscriber_at("main", &Address::parse("bea@reader.example").ok()?).ok()??.status);
    assert!(server.get(link)?.body.contains("Confirm my subscription"));
    assert!(server.until(|store| bea(store) == Some(SubscriberStatus::Pending)));
    assert_eq!(server.post(link, "")?.status, 200);
    assert!(server.until(|store| bea(store) == Some(SubscriberStatus::Active)));
    server.end()?;
    Ok(())
}

#[test]
fn forms_of_other_sites_of_yesterday_and_of_programs_do_nothing() -> Done {
    let (desk, key, id) = with_reader(SubscriberStatus::Active)?;
    let server = Server::start(desk)?;
    assert_eq!(server.post("/subscribe", "email=bea%40reader.example&stamp=x")?.status, 400);
    let form = server.get("/subscribe")?.body;
    let stamp = stamp(&form);
    assert_eq!(server.post("/subscribe", &format!("email=no&stamp={stamp}"))?.status, 422);
    let shown = server.post("/subscribe", &format!("email=%22%3E%3Cscript%3E&stamp={stamp}"))?;
    assert!(!shown.body.contains("<script>"), "{}", shown.body);
    assert_eq!(server.post("/subscribe", &format!("email=bea%40reader.example&website=x&stamp={stamp}"))?.status, 202);
    let path = format!("/u/{}", key.token(Purpose::Unsubscribe, id, Utc::now()));
    let foreign = format!("POST {path} HTTP/1.1\r\nOrigin: https://evil.example");
    assert_eq!(server.ask(&foreign, "a=b")?.status, 403);
    let large = "a".repeat(20_000);
    assert_eq!(server.post("/subscribe", &large)?.status, 413);
    let desk = server.end()?;
    let store = Store::open(desk.place())?;
    assert_eq!(store.subscribers(None, None)?.len(), 1);
    assert_eq!(status_of(&store, id), Some(SubscriberStatus::Active));
    Ok(())
}

#[test]
fn ten_thousand_wrong_links_give_nothing_and_a_right_one_still_works() -> Done {
    let (desk, key, id) = with_reader(SubscriberStatus::Active)?;
    let server = Server::start(desk)?;
    let right = key.token(Purpose::Unsubscribe, id, Utc::now());
    let (mut missing, mut slowed) = (0, 0);
    for first in (0..10_000).step_by(1_000) {
        let mut stream = server.connect()?;
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        for n in first..first + 1_000 {
            let other = |(at, c): (usize, char)| match (at == n % 39, c) {
                (true, 'x') => 'y',
                (true, _) => 'x',
                (false, c) => c,
            };
            let wrong: String = right.chars().enumerate().map(other).collect();
            let body = "List-Unsubscribe=One-Click";
            let request =
                format!("POST /u/{wrong} HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            stream.write_all(request.as_bytes())?;
            match next_status(&mut reader)? {
                404 => missing += 1,
                429 => slowed += 1,
                other => return Err(format!("{other}").into()),
            }
        }
    }
    assert_eq!(missing + slowed, 10_000);
    assert!(missing < 200, "{missing} were not slowed down");
    assert_eq!(status_of(&Store::open(server.desk.place())?, id), Some(SubscriberStatus::Active));
    assert_eq!(server.post(&format!("/u/{right}"), "List-Unsubscribe=One-Click")?.status, 200);
    assert!(server.until(|store| status_of(store, id) == Some(SubscriberStatus::Unsubscribed)));
    server.end()?;
    Ok(())
}

/// Reads an answer of a connection that stays open, and gives its status.
fn next_status(reader: &mut impl BufRead) -> Result<u16, Box<dyn Error>> {
    let (mut status, mut length) = (0, 0);
    for n in 0.. {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if n == 0 {
            status = line.split(' ').nth(1).ok_or("no status")?.parse()?;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
        if line.trim().is_empty() {
            break;
        }
    }
    std::io::copy(&mut reader.take(length), &mut std::io::sink())?;
    Ok(status)
}

#[test]
fn slow_clients_hold_nobody_up() -> Done {
    let (desk, _, _) = with_reader(SubscriberStatus::Active)?;
    let server = Server::start(desk)?;
    let slow: Vec<TcpStream> = (0..100)
        .map(|_| {
            let mut stream = server.connect()?;
            stream.write_all(b"POST /subscribe HTTP/1.1\r\nHost: a\r\nContent-Le")?;
            Ok(stream)
        })
        .collect::<std::io::Result<_>>()?;
    let began = Instant::now();
    assert_eq!(server.get("/health")?.body, "ok\n");
    assert!(began.elapsed() < Duration::from_secs(3));
    // The head of a request may take ten seconds.
    let mut first = slow.into_iter().next().ok_or("none")?;
    first.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut rest = Vec::new();
    let _ = first.read_to_end(&mut rest);
    assert!((5..19).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    server.end()?;
    Ok(())
}

#[test]
fn the_archive_is_handed_out_and_nothing_beside_it() -> Done {
    let (desk, _, _) = with_reader(SubscriberStatus::Active)?;
    let server = Server::start(desk.file("archive/days/a.html", "day").file("secret.txt", "SECRET"))?;
    let home = server.get("/")?;
    assert_eq!((home.status, home.body.as_str()), (200, "<p>All digests</p>"));
    let tag = home.head.lines().find_map(|line| line.strip_prefix("etag: ")).ok_or("no tag")?;
    assert_eq!(server.ask(&format!("GET / HTTP/1.1\r\nIf-None-Match: {tag}"), "")?.status, 304);
    assert_eq!(server.get("/days")?.status, 308);
    assert_eq!(server.get("/days/a.html")?.body, "day");
    for path in
        ["/../secret.txt", "/%2e%2e/secret.txt", "/days/..%2f..%2fsecret.txt", "/attache.db", "/..%5csecret.txt"]
    {
        let answer = server.get(path)?;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("SECRET"));
    }
    assert_eq!(server.post("/days/a.html", "x=y")?.status, 405);
    assert!(server.get("/metrics")?.body.contains("attache_http_answers_total{class=\"2xx\"}"));
    server.end()?;
    Ok(())
}

#[test]
fn a_reader_chooses() -> Done {
    let (desk, key, id) = with_reader(SubscriberStatus::Active)?;
    let server = Server::start(desk)?;
    let path = format!("/p/{}", key.token(Purpose::Preferences, id, Utc::now()));
    assert!(server.get(&path)?.body.contains("What you get"));
    assert_eq!(server.post(&path, "zone=Nowhere")?.status, 422);
    let body = "name=Ana&topics=ports&countries=Uruguay&format=text&day=Mon&time=07%3A30&zone=Europe%2FVilnius&pause=1";
    assert_eq!(server.post(&path, body)?.status, 200);
    assert!(server.until(|store| status_of(store, id) == Some(SubscriberStatus::Paused)));
    let page = server.get(&path)?.body;
    for shown in ["value=\"Ana\"", "value=\"ports\"", "value=\"07:30\"", "value=\"Mon\" checked", "value=\"1\" checked"]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    // A token for one thing is none for another.
    let other = key.token(Purpose::Preferences, id, Utc::now());
    assert_eq!(server.post(&format!("/u/{other}"), "List-Unsubscribe=One-Click")?.status, 404);
    server.end()?;
    Ok(())
}

#[test]
fn what_was_answered_survives_a_kill() -> Done {
    let (desk, key, id) = with_reader(SubscriberStatus::Active)?;
    let mut server = Server::start(desk)?;
    let path = format!("/u/{}", key.token(Purpose::Unsubscribe, id, Utc::now()));
    // Another program writes, so that the wish has to wait.
    let busy = Writer::open(server.desk.place())?;
    assert_eq!(server.post(&path, "List-Unsubscribe=One-Click")?.status, 200);
    server.child.0.kill()?;
    server.child.0.wait()?;
    drop(busy);
    assert_eq!(status_of(&Store::open(server.desk.place())?, id), Some(SubscriberStatus::Active));
    let server = Server::start(server.desk)?;
    assert!(server.until(|store| status_of(store, id) == Some(SubscriberStatus::Unsubscribed)));
    server.end()?;
    Ok(())
}

#[test]
fn one_click_out_of_the_head_of_a_message_that_was_sent() -> Done {
    let (desk, _, id) = with_reader(SubscriberStatus::Active)?;
    let desk = desk
        .file("visit.txt", desk::VISIT)
        .file("talks.txt", desk::VISIT.replace("Vilnius", "Riga").replace("Karin Tamm", "Liis Saar"));
    desk.run(&["digest", "--now", "2019-05-15T06:30", "visit.txt"]).ok();
    desk.run(&["send"]).ok();
    let mails = sent(&desk);
    assert_eq!(mails.len(), 1, "{mails:?}");
    let head = mails[0].split("\r\n\r\n").next().ok_or("no head")?.replace("\r\n ", " ");
    let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let body = field("List-Unsubscribe-Post:").ok_or("no List-Unsubscribe-Post")?;
    let link =
        field("List-Unsubscribe:").and_then(|value| value.split(['<', '>']).find(|way| way.starts_with("https:")));
    let path = link.and_then(|link| link.strip_prefix("https://harbour.example")).ok_or("no link")?;
    let server = Server::start(desk)?;
    // The foot of the mail leads to the page where she chooses.
    let text = mails[0].replace("=\r\n", "");
    let behind = text.split("https://harbour.example/p/").nth(1).ok_or("no link to choose")?;
    let token = behind.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').next().unwrap_or_default();
    assert!(server.get(&format!("/p/{token}"))?.body.contains("What you get"));
    assert_eq!(server.post(path, body)?.status, 200);
    assert!(server.until(|store| status_of(store, id) == Some(SubscriberStatus::Unsubscribed)));
    let desk = server.end()?;
    desk.run(&["digest", "--now", "2019-05-16T06:30", "talks.txt"]).ok();
    let _ = desk.run(&["send"]);
    assert_eq!(sent(&desk).len(), 1);
    Ok(())
}
