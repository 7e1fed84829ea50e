//! The mail of a desk, against a server that does as it is told: `attache subscribers`, `attache send`.

#![cfg(feature = "mail")]

#[path = "../desk/mod.rs"]
mod desk;

mod faults;
mod heads;
mod interrupted;
mod keeping;
mod kill;
mod look;
mod post;
mod readers;
mod returned;
mod sending;
mod server;
mod tls;
