//! Same input, same bytes: whatever the folder, the locale, the time zone, the number of threads.

mod desk;

use desk::{Desk, examples};

const FORMS: [&str; 5] = ["md", "html", "text", "line", "json"];

fn desk() -> Desk {
    let mut desk = Desk::new();
    for name in ["visit.txt", "talks.html", "articles.jsonl"] {
        desk = desk.file(name, std::fs::read(examples().join(name)).unwrap());
    }
    desk
}

#[test]
fn two_runs_give_the_same_bytes() {
    let one = desk().environment("RAYON_NUM_THREADS", "1");
    let other = desk()
        .environment("RAYON_NUM_THREADS", "7")
        .environment("LC_ALL", "tr_TR.UTF-8")
        .environment("LANG", "ar_EG.UTF-8")
        .environment("TZ", "Pacific/Kiritimati");
    for form in FORMS {
        let arguments = ["brief", "-f", form, "visit.txt", "talks.html", "articles.jsonl"];
        assert_eq!(one.run(&arguments).ok().stdout(), other.run(&arguments).ok().stdout(), "{form}");
    }
    for command in ["score", "extract"] {
        let arguments = [command, "visit.txt", "talks.html", "articles.jsonl"];
        assert_eq!(one.run(&arguments).ok().stdout(), other.run(&arguments).ok().stdout(), "{command}");
    }
}
