//! `attache run`: all of a day, once or on a schedule.

use super::desk::Desk;
use super::{EXPULSION, digest, stocked, with};

#[test]
fn a_run_fetches_and_makes_the_digest_and_stops_at_the_draft() {
    let desk = with("[digest]\nreview = true\n").file("inbox/a.txt", EXPULSION);
    desk.run(&["run", "--now", "2031-03-26T06:30", "--report", "run.json", "--metrics", "run.prom"])
        .ok()
        .complains("main: digest 1 does not go out: it waits for approval");
    let report: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(desk.path("run.json")).expect("a report")).expect("JSON");
    assert_eq!(
        (&report["schema"], &report["articles"], &report["new"]),
        (&"attache/run/1".into(), &1.into(), &1.into())
    );
    let main = &report["desks"][0];
    assert_eq!((&main["digest"], &main["state"], &main["stories"]), (&1.into(), &"draft".into(), &1.into()));
    assert_eq!(main["steps"][0], serde_json::json!({"step": "digest", "outcome": "done"}));
    let metrics = std::fs::read_to_string(desk.path("run.prom")).expect("metrics");
    assert!(
        metrics.contains("\nattache_digest{desk=\"main\"} 1\n") && metrics.contains("# TYPE attache_articles gauge\n"),
        "{metrics}"
    );
    desk.run(&["run", "--now", "2031-03-27T06:30"]).exits(3).complains("nothing to report: no article is new");
    desk.run(&["digest", "list"]).ok().says("   1  2031-03-26  draft");
}

#[test]
fn where_too_many_sources_failed_nothing_goes_out() {
    let desk = with("[[source]]\nname = \"a\"\npath = \"a\"\n[[source]]\nname = \"b\"\npath = \"b\"\n")
        .file("inbox/a.txt", EXPULSION);
    // Said also where a run says nothing but errors, as under cron.
    desk.run(&["run", "--now", "2031-03-26T06:30", "--quiet"])
        .exits(5)
        .complains("2 of 3 sources failed, more than 50 %; approve it to send it all the same");
}

#[test]
fn an_empty_day_is_said_where_the_owner_wants_to_know_of_it() {
    for (empty, is_said) in [("notify", true), ("skip", false)] {
        let desk = stocked(&format!("[digest]\nempty = \"{empty}\"\n"));
        desk.run(&["run", "--no-fetch", "--quiet", "--now", "2031-03-26T06:30"]).ok();
        let ran = desk.run(&["run", "--no-fetch", "--quiet", "--now", "2031-03-27T06:30"]).exits(3);
        assert_eq!(ran.stderr().contains("nothing to report"), is_said, "{empty}: {}", ran.stderr());
    }
}

#[test]
fn a_schedule_catches_up_once_and_minds_the_clock() {
    let desk = with("").file("inbox/a.txt", EXPULSION);
    let at = |desk: &Desk, now: &str| {
        desk.run(&["run", "--every", "day", "--at", "06:30", "--tz", "Europe/Paris", "--now", now])
    };
    // A desk that never ran waits for its first moment.
    at(&desk, "2031-03-28T05:00").exits(3).complains("the next run is at 2031-03-28T06:30:00+01:00");
    at(&desk, "2031-03-28T06:30").ok().complains("digest 1 is made");
    at(&desk, "2031-03-28T06:31").exits(3).complains("nothing is due; the next run is at 2031-03-29T06:30:00+01:00");
    // The clocks go forward on the 30th; the runs of the 29th and the 30th were missed.
    let desk = desk.file("inbox/b.txt", super::TALKS);
    at(&desk, "2031-03-30T12:00").ok().complains("digest 2 is made");
    at(&desk, "2031-03-30T12:01").exits(3).complains("the next run is at 2031-03-31T06:30:00+02:00");
    desk.run(&["digest", "list"]).ok().says("   2  2031-03-30");
    desk.run(&["run", "--every", "day", "--at", "6.30"]).exits(2).complains("write 06:30");
    desk.run(&["run", "--every", "day", "--at", "06:30", "--tz", "Mars"]).exits(2).complains("no time zone");
}

#[test]
fn of_two_runs_at_once_one_works_and_the_other_says_so() {
    let desk = stocked("");
    let mut first = desk.start(&["run", "--every", "day", "--at", "06:30"]);
    let lock = desk.path("attache.db.run.lock");
    let began = std::time::Instant::now();
    while std::fs::read_to_string(&lock).unwrap_or_default().is_empty() && began.elapsed().as_secs() < 30 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    desk.run(&["run"]).exits(1).complains(&format!("another `attache run` (process {}) is at work", first.id()));
    // Others may still read and write.
    digest(&desk, "2031-03-26").ok();
    first.kill().expect("killed");
    first.wait().expect("ended");
    desk.run(&["run", "--now", "2031-03-27"]).exits(3);
}

#[test]
fn units_are_printed() {
    let desk = with("[digest]\ntime_zone = \"Asia/Seoul\"\n");
    desk.run(&["run", "--unit", "systemd"]).ok().says("OnCalendar=*-*-* 06:30:00 Asia/Seoul");
    desk.run(&["run", "--unit", "cron", "--every", "day", "--at", "05:15"]).ok().says("CRON_TZ=Asia/Seoul\n15 5 * * *");
}
