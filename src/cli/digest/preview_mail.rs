//! The mail of `attache digest preview`.

use std::collections::BTreeMap;
use std::process::ExitCode;

use crate::cli::desk;
use crate::config::{Config, DeskConfig};
use crate::deliver::{Body, ReaderLinks};
use crate::model::Edition;
use crate::render::{MailLinks, MailTemplate, Templates};

/// The mail as its readers get it, but for their own links, which lead nowhere here.
pub(super) fn mail(
    edition: &Edition,
    config: &Config,
    of: &DeskConfig,
    templates: &Templates,
) -> Result<[(&'static str, String); 2], ExitCode> {
    let mail = config.mail.as_ref();
    let links = MailLinks {
        list: of.list_name().to_owned(),
        unsubscribe: mail.map(|_| String::new()),
        preferences: mail.and_then(|mail| mail.preferences.clone()),
        archive: mail.and_then(|mail| mail.archive.clone()),
        timelines: BTreeMap::new(),
        imprint: mail.and_then(|mail| mail.imprint.clone()),
        cut: 0,
    };
    let body = Body::render(edition, MailTemplate::Digest, &links, templates).map_err(desk::fail)?;
    let nowhere = ReaderLinks { leave: Some("#"), choose: Some("#") };
    let text = format!("Subject: {}\n\n{}", body.subject(), body.text(nowhere));
    Ok([("mail.html", body.html(nowhere)), ("mail.txt", text)])
}
