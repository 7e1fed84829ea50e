//! The folder `digests/` shows what the examples yield; this renders them anew and compares byte for byte.
//!
//! `ATTACHE_UPDATE=1 cargo test --test digests` writes them instead: read the difference before you commit it.

use std::fs;
use std::path::Path;
use std::process::Command;

const EXAMPLES: [&str; 4] = ["visit", "talks", "sanctions", "agreement"];
const FORMS: [(&str, &str); 5] =
    [("md", "md"), ("html", "html"), ("text", "txt"), ("json", "json"), ("line", "line.txt")];

fn render(form: &str, source: &str) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_attache"))
        .args(["brief", "-f", form, source])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the binary runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn compare(name: &str, made: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("digests").join(name);
    if std::env::var_os("ATTACHE_UPDATE").is_some() {
        fs::write(&path, made).expect("digests/ can be written");
        return;
    }
    let kept = fs::read(&path).unwrap_or_default();
    assert!(kept == made, "digests/{name} is not what the example yields now:\n{}", String::from_utf8_lossy(made));
}

#[test]
fn the_digests_are_what_the_examples_yield() {
    for example in EXAMPLES {
        for (form, ending) in FORMS {
            compare(&format!("{example}.{ending}"), &render(form, &format!("examples/{example}.txt")));
        }
        compare(&format!("{example}.from-page.md"), &render("md", &format!("examples/{example}.html")));
    }
    compare("all.md", &render("md", "examples/articles.jsonl"));
}

#[test]
fn each_digest_is_proved() {
    for example in EXAMPLES {
        let status = Command::new(env!("CARGO_BIN_EXE_attache"))
            .args(["verify", &format!("digests/{example}.json")])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .expect("the binary runs");
        assert!(status.success(), "{example}");
    }
}
