use std::net::TcpListener;

use super::Finding;
use crate::config::{Config, MailConfig};
use crate::deliver::Signer;
use crate::deliver::transport::Endpoint;

/// How digests go out, and the pages of subscribers.
pub(super) fn findings(config: &Config, offline: bool) -> Vec<Finding> {
    let Some(mail) = &config.mail else {
        return vec![Finding::note("mail", "attache.toml has no [mail]: this desk sends nothing")];
    };
    let mut findings = vec![way_out(mail, offline)];
    findings.extend(signature(mail));
    findings.push(leaving(mail));
    findings.extend(serving(config, mail));
    findings
}

fn way_out(mail: &MailConfig, offline: bool) -> Finding {
    let endpoint = match Endpoint::of(mail) {
        Ok(endpoint) => endpoint,
        Err(error) => return Finding::fault("mail", error.to_string(), "mend [mail] in attache.toml"),
    };
    let shown = endpoint.shown();
    if offline {
        return Finding::note("mail", format!("{shown}: not tried (--offline)"));
    }
    match endpoint.probe() {
        Ok(()) => Finding::ok("mail", format!("{shown}: takes messages")),
        Err(why) => Finding::fault(
            "mail",
            why,
            "see that the server of [mail] url runs and is reached from here, and that name, password and certificate are right",
        ),
    }
}

fn signature(mail: &MailConfig) -> Vec<Finding> {
    let Some(dkim) = &mail.dkim else {
        return vec![Finding::note(
            "dkim",
            "messages are not signed: large providers take them for unwanted, and one-click needs a signature; see dkim under [mail]",
        )];
    };
    let signer = match Signer::read(dkim) {
        Ok(signer) => signer,
        Err(error) => return vec![Finding::fault("dkim", error.to_string(), "see key_file of dkim under [mail]")],
    };
    let (name, value) = signer.record();
    let mut findings = match signer.sign(b"From: a@b.example\r\nSubject: x\r\n\r\nx\r\n", 0) {
        Ok(_) => vec![Finding::ok("dkim", format!("{}: signs", dkim.key_file.display()))],
        Err(error) => vec![Finding::fault("dkim", error.to_string(), "make a new key")],
    };
    findings.push(Finding::note("dkim", format!("the DNS of {} has to hold: {name} TXT \"{value}\"", dkim.domain)));
    let from = mail.from.address.domain();
    let domain = dkim.domain.as_str();
    if from != domain && !from.ends_with(&format!(".{domain}")) {
        findings.push(Finding::note(
            "dkim",
            format!("it signs for {domain}, but mail comes from {from}: DMARC wants one domain"),
        ));
    }
    findings
}

fn leaving(mail: &MailConfig) -> Finding {
    let ways = &mail.unsubscribe;
    match (&ways.https, &ways.mailto) {
        (None, None) => Finding::fault(
            "leaving",
            "readers have no way to leave",
            "write unsubscribe = [\"https://digest.example.org/u\", \"mailto:leave@example.org\"] under [mail]",
        ),
        (Some(https), None) => Finding::ok("leaving", format!("by one click at {https}")),
        (None, Some(mailto)) => Finding::ok("leaving", format!("by mail to {mailto}; `attache bounces` reads its box")),
        (Some(https), Some(mailto)) => Finding::ok("leaving", format!("by one click at {https}, by mail to {mailto}")),
    }
}

/// One click has to lead to where `attache serve` is.
fn serving(config: &Config, mail: &MailConfig) -> Vec<Finding> {
    const CHECK: &str = "serve";
    let serve = &config.serve;
    let mut findings = Vec::new();
    if let (Some(https), Some(url)) = (&mail.unsubscribe.https, &serve.url)
        && *https != format!("{url}/u")
    {
        let said = format!("mails lead to {https}, `attache serve` answers at {url}/u");
        findings.push(Finding::fault(CHECK, said, "give both the same address, in [mail] unsubscribe and [serve] url"));
    }
    match TcpListener::bind(serve.listen) {
        Ok(_) => findings
            .push(Finding::note(CHECK, format!("nobody listens at {}: `attache serve` does not run", serve.listen))),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            findings.push(Finding::ok(CHECK, format!("somebody listens at {}", serve.listen)));
        }
        Err(error) => findings.push(Finding::fault(
            CHECK,
            format!("{}: {error}", serve.listen),
            "take another address for \"listen\" under [serve]",
        )),
    }
    findings
}
