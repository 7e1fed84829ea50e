//! Pages and feeds from the web, fetched by the real binary from a server of the tests' own.

#![cfg(feature = "fetch")]

#[path = "../desk/mod.rs"]
mod desk;
mod server;

mod feeds;
mod fetch;
mod forms;
mod kill;
mod library;
mod manners;
mod safety;
mod tls;
mod trouble;

use desk::{Desk, Ran, VISIT};
use serde_json::Value;

/// A desk that may reach this machine and loses no time.
fn desk() -> Desk {
    Desk::new().environment("ATTACHE_ALLOW_PRIVATE", "1").environment("ATTACHE_FETCH_SPACING", "0")
}

/// A page about the visit.
fn page(title: &str, head: &str) -> String {
    let paragraphs: String = VISIT.trim().split("\n\n").map(|p| format!("<p>{p}</p>\n")).collect();
    format!(
        "<!doctype html><html lang=en><head><title>{title} - Baltic Post</title>{head}\
         <meta property='og:site_name' content='Baltic Post'></head><body><nav><a href=/>Home</a></nav>\
         <article><h1>{title}</h1><p class=byline>By Ann Ode</p>{paragraphs}</article></body></html>"
    )
}

fn rows(ran: &Ran) -> Vec<Value> {
    ran.stdout().lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}

fn column(rows: &[Value], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].as_str().map_or_else(|| row[name].to_string(), str::to_owned)).collect()
}
