//! Mails, mailboxes, web archives, ZIP archives and feeds, as a user hands them over.

#[path = "../desk/mod.rs"]
mod desk;
mod make;

mod archives;
mod crawls;
mod feeds;
mod fuzz;
mod mails;
mod mixed;
mod named;
mod pages;
