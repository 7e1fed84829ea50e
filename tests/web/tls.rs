//! Certificates: those of a desk's own authority, and bad ones.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;

use super::server::{Reply, Server};
use super::*;

/// An authority that no browser knows.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).expect("a certificate").pem();
        Authority { pem, issuer: Issuer::new(params, key) }
    }

    /// A server whose certificate is for this name.
    fn server(&self, name: &str, change: impl FnOnce(&mut CertificateParams)) -> Server {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
        change(&mut params);
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
            .expect("a configuration");
        Server::start_tls(config).on("/a", Reply::page(page("Visit", "")))
    }
}

const UNKNOWN: &str = "has no valid certificate (nobody who is trusted vouches for it";

#[test]
fn an_authority_of_one_s_own_is_trusted_where_it_is_named() {
    let authority = Authority::new();
    let server = authority.server("127.0.0.1", |_| {});
    let url = server.url("/a");
    let desk = desk().file("ca.pem", &authority.pem);
    desk.run(&["extract", &url]).exits(1).complains(UNKNOWN).complains("ATTACHE_FETCH_CA");
    assert!(server.log().is_empty(), "nothing is asked of who proves nothing");
    let config = format!("[fetch]\nca_file = 'ca.pem'\n[[source]]\nname = 'post'\nurl = '{url}'\n");
    let desk = desk.file("attache.toml", config);
    desk.run(&["fetch"]).ok().complains("1 new");
    desk.run(&["brief", &url]).ok().says("Tamm");
    // The environment goes before the file.
    let desk = desk.file("other.pem", Authority::new().pem).environment("ATTACHE_FETCH_CA", "other.pem");
    desk.run(&["extract", &url]).exits(1).complains(UNKNOWN);
    let desk = desk.environment("ATTACHE_FETCH_CA", "ca.pem");
    desk.run(&["extract", &url]).ok().says("Tamm");
}

#[test]
fn what_is_wrong_with_a_certificate_is_told() {
    let authority = Authority::new();
    let desk = desk().file("ca.pem", &authority.pem).environment("ATTACHE_FETCH_CA", "ca.pem");
    let told = |server: Server, words: &str| {
        desk.run(&["extract", &server.url("/a")]).exits(1).complains("has no valid certificate").complains(words);
        assert!(server.log().is_empty());
    };
    told(authority.server("post.example", |_| {}), "it is for another name");
    told(authority.server("127.0.0.1", |params| params.not_after = date_time_ymd(2019, 5, 14)), "it has run out");
    told(authority.server("127.0.0.1", |params| params.not_before = date_time_ymd(2190, 5, 14)), "it is not valid yet");
    told(Authority::new().server("127.0.0.1", |_| {}), "nobody who is trusted vouches for it");
}

#[test]
fn a_file_without_certificates_is_no_authority() {
    let url = "https://127.0.0.1:1/a";
    let with =
        |file: &str| desk().file("empty.pem", "none").environment("ATTACHE_FETCH_CA", file).run(&["extract", url]);
    with("none.pem").exits(6).complains("ATTACHE_FETCH_CA=none.pem: cannot be read");
    with("empty.pem").exits(6).complains("holds no certificate; name a file of certificates in PEM");
    let desk = desk().file("attache.toml", "[fetch]\nca_file = 'none.pem'\n").file("a.txt", VISIT);
    desk.run(&["extract", url]).exits(6).complains("attache.toml: [fetch] ca_file: none.pem: cannot be read");
    desk.run(&["extract", "a.txt"]).ok();
}
