//! Commands that go through articles one by one hold no more than some of them: what comes in goes out while more comes.

use std::io::{BufRead, BufReader, Error, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

/// More than is held at once.
const ROWS: usize = 4_000;

fn row(n: usize) -> String {
    format!(
        "{{\"doc_id\": \"{n}\", \"date\": \"2031-05-14\", \"text\": \"Foreign Minister Ada Holm met envoys in Tallinn. They spoke of port fees.\"}}\n"
    )
}

#[test]
fn rows_go_out_in_their_order_while_others_come_in() -> Result<(), Box<dyn std::error::Error>> {
    for command in ["score", "extract"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
            .args([command, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("no pipes".into());
        };
        let (seen, wait) = std::sync::mpsc::channel::<()>();
        let writer = std::thread::spawn(move || -> std::io::Result<()> {
            (0..ROWS).try_for_each(|n| input.write_all(row(n).as_bytes()))?;
            input.write_all(b"{\"text\": \n")?;
            // The input stays open until something of it was seen to come out.
            wait.recv_timeout(Duration::from_secs(120)).map_err(|_| Error::other("nothing came out before the end"))?;
            input.write_all(row(ROWS).as_bytes())
        });
        let mut names = Vec::new();
        for line in BufReader::new(output).lines() {
            let row: serde_json::Value = serde_json::from_str(&line?)?;
            names.push(row["doc_id"].as_str().map(str::to_owned));
            let _ = seen.send(());
        }
        writer.join().map_err(|_| "the writer fell")??;
        let ended = child.wait_with_output()?;
        assert_eq!(names, (0..=ROWS).map(|n| Some(n.to_string())).collect::<Vec<_>>(), "{command}");
        assert_eq!(ended.status.code(), Some(5), "{command}");
        let said = String::from_utf8(ended.stderr)?;
        assert!(said.contains(&format!("standard input:{}: not JSON", ROWS + 1)), "{command}: {said}");
    }
    Ok(())
}
