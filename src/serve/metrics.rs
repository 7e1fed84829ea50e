//! What was asked and answered, as Prometheus reads it. Nothing of it tells of a reader.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts since the start.
#[derive(Default)]
pub(super) struct Metrics {
    answers: [AtomicU64; 5],
    pub connections: AtomicU64,
    pub refused: AtomicU64,
    pub forged: AtomicU64,
    pub slowed: AtomicU64,
    pub kept: AtomicU64,
    pub applied: AtomicU64,
    pub questions: AtomicU64,
    pub unsent: AtomicU64,
    pub failures: AtomicU64,
}

impl Metrics {
    pub fn answered(&self, status: u16) {
        if let Some(count) = self.answers.get(usize::from(status / 100).saturating_sub(1)) {
            add(count);
        }
    }

    /// The text format, version 0.0.4.
    pub fn text(&self) -> String {
        let mut text = String::from(
            "# HELP attache_http_answers_total Answers by the class of their status.\n# TYPE attache_http_answers_total counter\n",
        );
        for (class, count) in (1..).zip(&self.answers) {
            let _ =
                writeln!(text, "attache_http_answers_total{{class=\"{class}xx\"}} {}", count.load(Ordering::Relaxed));
        }
        let rows = [
            ("http_connections", "gauge", "Connections that are open.", &self.connections),
            ("http_refused_total", "counter", "Connections refused because too many were open.", &self.refused),
            ("links_forged_total", "counter", "Links that were not ours or had expired.", &self.forged),
            ("slowed_total", "counter", "Requests answered with 429.", &self.slowed),
            ("requests_kept_total", "counter", "Wishes of readers that were kept.", &self.kept),
            ("requests_applied_total", "counter", "Wishes of readers that the store took.", &self.applied),
            ("questions_sent_total", "counter", "Mails that ask for a confirmation, sent.", &self.questions),
            ("questions_failed_total", "counter", "Tries to send such a mail that failed.", &self.unsent),
            ("failures_total", "counter", "Faults on our side.", &self.failures),
        ];
        for (name, kind, help, count) in rows {
            let _ = write!(
                text,
                "# HELP attache_{name} {help}\n# TYPE attache_{name} {kind}\nattache_{name} {}\n",
                count.load(Ordering::Relaxed)
            );
        }
        text
    }
}

pub(super) fn add(count: &AtomicU64) {
    count.fetch_add(1, Ordering::Relaxed);
}
