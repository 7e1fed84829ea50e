use proptest::prelude::*;

use super::*;

const HEAD: &str = "From: Ann Ode, Baltic Wire <news@wire.example>\r\nSubject: [wire] =?utf-8?q?Talks_in_R=C4=ABga?=\r\n\
                    Date: Tue, 5 Mar 2024 23:30:00 -0500\r\nMessage-ID: <a1@wire.example>\r\nMIME-Version: 1.0\r\n";

fn mail(rest: &str) -> Result<Article, Reason> {
    read(format!("{HEAD}{rest}").as_bytes())
}

fn fault(rest: &str) -> Option<MailFault> {
    match mail(rest) {
        Err(Reason::Mail(fault)) => Some(fault),
        _ => None,
    }
}

#[test]
fn a_plain_mail() {
    let article =
        mail("Archived-At: <https://lists.example/1>\r\n\r\nThe ministers met.\r\n-- \r\nAnn\r\n").expect("a mail");
    assert_eq!(article.text, "The ministers met.\n");
    assert_eq!(article.title.as_deref(), Some("Talks in Rīga"));
    assert_eq!(article.byline, ["Ann Ode"]);
    assert_eq!(article.publisher.as_deref(), Some("Baltic Wire"));
    assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2024-03-05"));
    assert_eq!(article.doc_id.as_deref(), Some("a1@wire.example"));
    assert_eq!(article.url.as_deref(), Some("https://lists.example/1"));
}

#[test]
fn transfer_codings_and_character_sets_are_undone() {
    let quoted = "Content-Type: text/plain; charset=iso-8859-2\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nMinist=F8i se=\r\n=B9li.";
    assert_eq!(mail(quoted).map(|a| a.text).ok().as_deref(), Some("Ministři sešli."));
    let base64 =
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nVGFsa3MgaW4gUsSrZ2Eu\r\n";
    assert_eq!(mail(base64).map(|a| a.text).ok().as_deref(), Some("Talks in Rīga."));
}

fn alternative(plain: &str, html: &str) -> String {
    format!(
        "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n--b\r\n\
         Content-Type: text/html\r\n\r\n{html}\r\n--b--\r\n"
    )
}

#[test]
fn the_page_goes_before_the_plain_text_unless_it_says_less() {
    let long = "The foreign ministers met in the old town on Tuesday for talks on transit and visas.";
    let html = format!("<p style='display: none'>Preview</p><p>{long}</p><p>They meet again in May.</p>");
    let text = mail(&alternative("The foreign\r\nministers met", &html)).map(|a| a.text);
    assert_eq!(text.ok(), Some(format!("{long}\n\nThey meet again in May.")));
    let text = mail(&alternative(long, "<p>Your program shows no pages.</p>")).map(|a| a.text);
    assert_eq!(text.ok().as_deref(), Some(long));
}

#[test]
fn a_mail_that_only_carries_another_is_that_other() {
    let inner = "From: Desk <desk@other.example>\r\nSubject: Inner\r\nDate: Mon, 4 Mar 2024 10:00:00 +0000\r\n\r\nThey met.\r\n";
    let outer = format!(
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{inner}--b--\r\n"
    );
    let article = mail(&outer).expect("a mail");
    assert_eq!((article.title.as_deref(), article.text.trim()), (Some("Inner"), "They met."));
    assert_eq!(article.publisher.as_deref(), Some("Desk"));
}

#[test]
fn faults_are_named() {
    assert!(matches!(read(b"Just some text.\n\nMore."), Err(Reason::Mail(MailFault::NoHeader))));
    assert!(matches!(read(b""), Err(Reason::Mail(MailFault::NoHeader))));
    let pdf = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: Application/PDF; name=a.pdf\r\n\r\n%PDF\r\n--b--\r\n";
    assert_eq!(fault(pdf), Some(MailFault::NoText(vec!["application/pdf".into()])));
    let sealed =
        "Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n";
    assert_eq!(fault(sealed), Some(MailFault::Encrypted));
    assert_eq!(fault("\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEM\r\n"), Some(MailFault::Encrypted));
    assert_eq!(mail("\r\n\r\n").map(|a| a.text.trim().len()).ok(), Some(0));
}

#[test]
fn deep_nesting_takes_no_time() {
    let mut text = String::new();
    for n in 0..20_000 {
        text.push_str(&format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"));
    }
    let _ = mail(&text);
    let mut text = String::new();
    for _ in 0..20_000 {
        text.push_str("Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n");
    }
    let _ = mail(&text);
    let packed = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, &text);
    let _ = mail(&format!("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n{packed}"));
    let digest = "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    let _ = mail(&format!("{digest}{packed}\r\n--b--\r\n"));
}

proptest! {
    #[test]
    fn any_bytes_are_a_mail_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let _ = read(&[HEAD.as_bytes(), &bytes].concat());
    }

    #[test]
    fn pieces_of_mails_do_no_harm(text in "(Content-Type: (multipart/mixed|text/html|text/plain)|; boundary=b|--b|--b--|\r\n|<p>é|Content-Transfer-Encoding: base64|=E9|=\r\n|format=flowed){0,40}") {
        let _ = mail(&text);
    }

    #[test]
    fn plain_text_comes_out_as_it_went_in(text in "[A-Za-z][A-Za-z ,.]{0,60}") {
        prop_assert_eq!(mail(&format!("\r\n{text}")).map(|a| a.text).ok(), Some(text));
    }
}
