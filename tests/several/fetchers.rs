//! Several processes that fetch share the addresses of their sources.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::desk::{Desk, VISIT};
use crate::is_there;

/// A site of slow pages, and how often each was asked for.
fn site() -> (u16, Arc<Mutex<HashMap<String, usize>>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let asked: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
    let counted = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let counted = Arc::clone(&counted);
            thread::spawn(move || {
                let mut lines = BufReader::new(stream.try_clone().expect("a socket")).lines().map_while(Result::ok);
                let first = lines.next().unwrap_or_default();
                let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
                let _ = lines.find(String::is_empty);
                *counted.lock().expect("counts").entry(path.clone()).or_default() += 1;
                thread::sleep(Duration::from_millis(300));
                let text = VISIT.replace("Tamm", &format!("Lind{}", path.trim_matches('/')));
                let paragraphs: String = text.split("\n\n").map(|p| format!("<p>{p}</p>")).collect();
                let body = format!("<html><body><article><h1>A visit</h1>{paragraphs}</article></body></html>");
                let (status, body) =
                    if path == "/robots.txt" { ("404 Not Found", String::new()) } else { ("200 OK", body) };
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                let _ = (&stream).write_all(format!("{head}{body}").as_bytes());
            });
        }
    });
    (port, asked)
}

#[test]
fn two_that_fetch_at_once_ask_each_address_once() {
    if !is_there() {
        return;
    }
    let (port, asked) = site();
    let pages = 6;
    let sources: String = (1..=pages)
        .map(|n| format!("[[source]]\nname = \"s{n}\"\nurl = \"http://127.0.0.1:{port}/page{n}\"\n"))
        .collect();
    let desk = Desk::new().file("attache.toml", sources).environment("ATTACHE_ALLOW_PRIVATE", "1");
    // The store is there before, so that both begin at once.
    desk.run(&["fetch", "attache.toml"]);
    let children: Vec<_> = (0..2).map(|_| desk.start(&["fetch"])).collect();
    let said: Vec<String> = children.into_iter().map(|child| desk.wait(child, &["fetch"]).stderr()).collect();
    let asked = asked.lock().expect("counts").clone();
    let pages_asked: Vec<usize> =
        asked.iter().filter(|(path, _)| path.contains("page")).map(|(_, count)| *count).collect();
    assert_eq!(pages_asked, vec![1; pages], "{asked:?} {said:?}");
    assert!(said.iter().any(|said| said.contains("are with another `attache fetch`")), "{said:?}");
}
