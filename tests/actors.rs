//! `attache actors` and `--people`: who is named, who is not known, and a desk's own people.

use std::fs;

use assert_cmd::Command;

const TEXT: &str = "Tomas Arregui arrived in Lima on Tuesday for talks on fish.\n\nForeign Minister Ana Lind of Norway met \
him on Wednesday. \"We agreed,\" Arregui said.\n";

/// Exit code, standard output, standard error.
fn run(folder: &tempfile::TempDir, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("attache").expect("the binary is built");
    let output = command.current_dir(folder.path()).args(args).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn folder(people: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), TEXT).expect("an article");
    fs::write(folder.path().join("people.csv"), people).expect("people");
    folder
}

#[test]
fn the_unknown_come_as_rows_to_fill_in() {
    let folder = folder("");
    let (code, out, _) = run(&folder, &["actors", "--unknown", "-f", "csv", "a.txt"]);
    assert_eq!(code, 0);
    assert!(out.lines().any(|l| l == "?,?,Tomas Arregui,,,,"), "{out}");
    assert!(!out.contains("Ana Lind"), "{out}");
    let (_, out, _) = run(&folder, &["actors", "-f", "json", "a.txt"]);
    let lind = out.lines().find(|l| l.contains("Ana Lind")).expect("a row");
    assert!(lind.contains("\"code\":\"NOR\"") && lind.contains("\"articles\":1"), "{lind}");
}

#[test]
fn a_desk_s_own_people_are_known() {
    let folder = folder("# ours\nURY,President,Tomas Arregui,,2023-03-01,,\n");
    let (_, out, _) = run(&folder, &["--people", "people.csv", "score", "a.txt"]);
    let row: serde_json::Value = serde_json::from_str(out.lines().next().expect("a row")).expect("JSON");
    assert_eq!(row["statements"][0]["actors"][0]["country"], "URY", "{out}");
    let (_, out, _) = run(&folder, &["score", "a.txt"]);
    assert!(!out.contains("URY"));
}

#[test]
fn a_faulty_row_is_named_with_its_line() {
    let folder = folder("URY,President,Tomas Arregui\nUruguay,Envoy,Ana Lind\n");
    let (code, out, err) = run(&folder, &["brief", "--people", "people.csv", "a.txt"]);
    assert_eq!((code, out.as_str()), (6, ""));
    assert!(err.contains("people.csv:2: \"Uruguay\" is no country code"), "{err}");
    assert_eq!(run(&folder, &["brief", "--people", "none.csv", "a.txt"]).0, 6);
}
