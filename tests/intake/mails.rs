use super::desk::Desk;
use super::make::*;

#[test]
fn a_plain_mail_is_an_article_in_whole_paragraphs() {
    let desk = Desk::new().file("a.eml", plain_mail("[wire] Tamm in Vilnius"));
    let ran = desk.run(&["extract", "a.eml"]).ok();
    let row = &rows(&ran)[0];
    assert_eq!(row["text"].as_str().map(str::trim_end), Some(paragraphs().join("\n\n").as_str()));
    assert_eq!((row["title"].as_str(), row["publisher"].as_str()), (Some("Tamm in Vilnius"), Some("Baltic Wire")));
    // The day is the sender's own: it is the 15th in universal time.
    assert_eq!((row["published"].as_str(), row["doc_id"].as_str()), (Some("2019-05-14"), Some("m1@wire.example")));
    desk.run(&["brief", "a.eml"]).ok().says("Karin Tamm in Vilnius, 14–15 May 2019").never_says("Tallinn");
    proves(&desk, "a.eml", &["a.eml"]);
}

#[test]
fn a_newsletter_loses_what_is_hidden_and_how_to_leave_the_list() {
    let table = format!(
        "<html><body><div style='display:none'>Your morning update</div><table><tr><td><a href=x>View in browser</a></td></tr><tr><td>{}</td></tr>\
         <tr><td>You are receiving this email because you signed up.<br><a href=u>Unsubscribe</a></td></tr></table></body></html>",
        html()
    );
    let desk = Desk::new().file("n.eml", mail("Tamm in Vilnius", "Content-Type: text/html; charset=utf-8\r\n", &table));
    let ran = desk.run(&["brief", "n.eml"]).ok().says("arrived in Vilnius");
    ran.never_says("morning update").never_says("Unsubscribe").never_says("View in browser");
    proves(&desk, "n.eml", &["n.eml"]);
}

#[test]
fn a_mail_is_told_by_its_content_too() {
    let desk = Desk::new().file("saved.txt", plain_mail("Tamm in Vilnius"));
    let ran = desk.run(&["extract", "saved.txt"]).ok();
    assert_eq!(column(&rows(&ran), "title"), ["Tamm in Vilnius"]);
    let ran = desk.run_with(&["extract", "-"], &plain_mail("Tamm in Vilnius")).ok();
    assert_eq!(column(&rows(&ran), "published"), ["2019-05-14"]);
    // Lines such as a memorandum has make no mail.
    let memo = "From: the desk\nSubject: Tamm\n\nThe minister arrived in Vilnius on Tuesday.\n";
    let ran = desk.run_with(&["extract", "-"], memo).ok();
    assert_eq!(column(&rows(&ran), "text"), [memo]);
}

#[test]
fn a_mailbox_is_many_articles() {
    let second = mail("Second", "", "From Vilnius the minister went on to Riga on Thursday, her office said.");
    let desk = Desk::new().file("box.mbox", mailbox(&[plain_mail("First"), second]));
    let ran = desk.run(&["extract", "box.mbox"]).ok();
    assert_eq!(column(&rows(&ran), "source_path"), ["box.mbox#1", "box.mbox#2"]);
    assert_eq!(column(&rows(&ran), "title"), ["First", "Second"]);
    assert!(column(&rows(&ran), "text")[1].starts_with("From Vilnius the minister"));
    let ran = desk.run(&["extract", "box.mbox#2"]).ok();
    assert_eq!(column(&rows(&ran), "title"), ["Second"]);
    desk.run(&["extract", "box.mbox#3"]).exits(1).complains("box.mbox#3: is not there");
    proves(&desk, "box.mbox#1", &["box.mbox#1"]);
}

#[test]
fn mails_in_a_mailbox_that_differ_in_line_ends_alone_prove_each_against_its_own() {
    let page = mail("Tamm in Vilnius", "Content-Type: text/html; charset=utf-8\r\n", &page("Tamm in Vilnius"));
    let desk = Desk::new().file("box.mbox", mailbox(&[plain_mail("Tamm in Vilnius"), page]));
    proves(&desk, "box.mbox", &["box.mbox#1", "box.mbox#2"]);
}

#[test]
fn damaged_mails_are_named_and_the_others_go_on() {
    let pdf = mail(
        "Scan",
        "Content-Type: multipart/mixed; boundary=b\r\n",
        "--b\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--",
    );
    let sealed = mail("Secret", "Content-Type: multipart/encrypted; boundary=b\r\n", "--b\r\n\r\nx\r\n--b--");
    let desk = Desk::new()
        .file("none.eml", "No header here.\n\nText.\n")
        .file("box.mbox", mailbox(&[pdf, sealed, plain_mail("Good")]));
    let ran = desk.run(&["extract", "none.eml", "box.mbox"]).exits(5);
    let ran = ran
        .complains("none.eml: is no mail: no header lines")
        .complains("box.mbox#1: the mail has no text part, only application/pdf; save what is attached")
        .complains("box.mbox#2: the mail is encrypted; decrypt it");
    assert_eq!(column(&rows(&ran), "source_path"), ["box.mbox#3"]);
}
