use std::sync::Arc;

use attache::store::OutboxState;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::post::{bare, count, readers};
use crate::server::{Manner, Server};

#[test]
fn a_server_is_believed_whose_authority_is_known() {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(vec![cert.der().clone()], key))
        .expect("TLS");
    let server = Server::of(Manner { tls: Some(Arc::new(config)), ..Manner::default() });
    let desk = bare(&format!("smtps://localhost:{}", server.port), "").file("ca.pem", cert.pem());
    readers(&desk, &["ana@a.example", "ola@a.example"]);
    desk.run(&["send"]).exits(1).complains("TLS");
    assert_eq!(count(&desk, OutboxState::Queued), 2);
    assert!(server.taken().is_empty());
    let desk = desk.environment("ATTACHE_MAIL__CA_FILE", "ca.pem");
    desk.run(&["send"]).ok();
    assert_eq!(server.taken().len(), 2);
}

#[test]
fn tls_that_is_required_and_not_offered_stops_the_pass() {
    let server = Server::start();
    let desk = bare(&format!("{}?tls=required", server.url()), "");
    readers(&desk, &["ana@a.example"]);
    desk.run(&["send"]).exits(1).complains("offers no TLS");
    assert!(server.taken().is_empty());
}
