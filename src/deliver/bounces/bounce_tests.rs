use super::*;

const TOKEN: &str = "dQAAAAAAAAAqdzbLgP4r8Wc1m0VQxkq9bWl0YQA";

fn news(mail: &str) -> News {
    read(mail.as_bytes()).expect("a mail").news
}

fn dsn(status: &str, action: &str, code: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nTo: bounces@desk.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; ana@a.example\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; {code}\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nList-Unsubscribe: <mailto:leave+{TOKEN}@desk.example>\r\n\r\n--b--\r\n"
    )
}

#[test]
fn a_delivery_status_says_hard_soft_or_late() {
    assert_eq!(news(&dsn("5.1.1", "failed", "550 5.1.1 no such user")), News::Bounced(Bounce::Hard));
    assert_eq!(news(&dsn("5.2.2", "failed", "552 mailbox full")), News::Bounced(Bounce::Soft));
    assert_eq!(news(&dsn("5.0.0", "failed", "550 Mailbox quota exceeded")), News::Bounced(Bounce::Soft));
    assert_eq!(news(&dsn("5.0.0", "failed", "550 gone fishing")), News::Bounced(Bounce::Hard));
    assert_eq!(news(&dsn("5.7.1", "failed", "554 message rejected as spam")), News::Bounced(Bounce::Soft));
    assert_eq!(news(&dsn("4.4.1", "failed", "timed out")), News::Bounced(Bounce::Soft));
    assert_eq!(news(&dsn("4.4.1", "delayed", "timed out")), News::Underway);
    assert_eq!(news(&dsn("2.0.0", "delivered", "250 ok")), News::Underway);
    let read = read(dsn("5.1.1", "failed", "550\r\n  no such user").as_bytes()).expect("a mail");
    assert_eq!((read.tokens, read.detail.as_str()), (vec![TOKEN.to_owned()], "smtp; 550 no such user"));
}

#[test]
fn free_forms_are_read_up_to_the_copy_of_the_message() {
    let mail =
        |body: &str| format!("Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n{body}");
    let copy = format!("Subject: Mailbox full of news\nList-Unsubscribe: <https://d.example/u/{TOKEN}>\n");
    let qmail = format!(
        "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message.\n\n<ana@a.example>:\n\
         Sorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n{copy}"
    );
    let read = read(mail(&qmail).as_bytes()).expect("a mail");
    assert_eq!((read.news, read.tokens), (News::Bounced(Bounce::Hard), vec![TOKEN.to_owned()]));
    assert_eq!(read.detail, "Sorry, no mailbox here by that name. (#5.1.1)");
    let exim = format!(
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered.\n\n  \
         ana@a.example\n    SMTP error from remote mail server after RCPT TO: 452 mailbox over quota\n\n\
         ------ This is a copy of the message, including all the headers. ------\n\n{copy}"
    );
    assert_eq!(news(&mail(&exim)), News::Bounced(Bounce::Soft));
    let sendmail = format!(
        "The original message was received at Mon, 3 Jun 2030\n\n   ----- The following addresses had permanent fatal errors -----\n\
         <ana@a.example>\n    (reason: 550 User unknown)\n\n   ----- Original message follows -----\n{copy}"
    );
    assert_eq!(news(&mail(&sendmail)), News::Bounced(Bounce::Hard));
    let exchange = format!(
        "Delivery has failed to these recipients or groups:\n\nana@a.example\nThe e-mail address you entered couldn't be found.\n\
         #550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found ##\n\nOriginal message headers:\n{copy}"
    );
    assert_eq!(news(&mail(&exchange)), News::Bounced(Bounce::Hard));
    assert_eq!(news(&mail("Delivery to the following recipient failed: no reason that anybody knows")), News::Unclear);
    // The same words from a reader are no report.
    assert_eq!(news(&mail(&qmail).replace("Return-Path: <>\n", "").replace("MAILER-DAEMON", "ana")), News::Other);
}

#[test]
fn a_reader_leaves_by_the_address_or_the_subject() {
    let mail = |to: &str, subject: &str, more: &str| {
        format!("From: ana@a.example\nTo: {to}\nSubject: {subject}\n{more}\nbye\n")
    };
    assert_eq!(news(&mail(&format!("leave+{TOKEN}@d.example"), "", "")), News::Leave);
    assert_eq!(news(&mail("leave@d.example", &format!("unsubscribe {TOKEN}"), "")), News::Leave);
    assert_eq!(news(&mail("leave@d.example", "hello", "")), News::Other);
    let holiday = mail(&format!("leave+{TOKEN}@d.example"), "Out of office", "Auto-Submitted: auto-replied\n");
    assert_eq!(news(&holiday), News::Other);
}

#[test]
fn a_complaint_is_read() {
    let mail = format!(
        "From: fbl@isp.example\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n\
         --b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n\n\
         --b\nContent-Type: message/rfc822\n\nList-Unsubscribe: <https://d.example/u/{TOKEN}>\nSubject: x\n\nx\n--b--\n"
    );
    let read = read(mail.as_bytes()).expect("a mail");
    assert_eq!((read.news, read.tokens), (News::Complaint, vec![TOKEN.to_owned()]));
}

#[test]
fn the_mark_is_that_of_the_mail_and_not_of_its_line_ends() {
    let mark = |mail: &str| read(mail.as_bytes()).expect("a mail").mark;
    let mail = dsn("5.1.1", "failed", "550 x");
    assert_eq!(mark(&mail), mark(&mail.replace("\r\n", "\n")));
    assert_ne!(mark(&mail), mark(&mail.replace("550", "551")));
}

#[test]
fn hostile_mails_end() {
    let deep: String =
        (0..3000).map(|n| format!("Content-Type: multipart/mixed; boundary=\"b{n}\"\r\n\r\n--b{n}\r\n")).collect();
    assert_eq!(read(deep.as_bytes()), Err(ReturnedError::Nested));
    assert_eq!(read(b""), Err(ReturnedError::NoMail));
    let many = format!("From: x@y.example\n\n{}", format!("{TOKEN} ").repeat(20_000));
    assert!(read(many.as_bytes()).is_ok());
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_a_mail_or_an_error(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn any_status_is_read(text in "(Action: (failed|delayed)\n|Status: [0-9.]{0,9}\n|\\PC{0,30}\n|\n){0,8}") {
        let _ = status::read(&text);
    }
}
