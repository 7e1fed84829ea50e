//! `attache explain`: the ranking laid open, as a reader and as a program see it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const TEXT: &str = "The foreign minister of Norway met his Danish colleague in Oslo on Tuesday.\n\nThey signed a fishing \
accord after four hours of talks. \"We have waited long for this day,\" the minister told reporters after the meeting.\n\n\
It was their third meeting since 2014.\n\nShare this article\n";

/// What a run gave: exit code, standard output, standard error.
struct Run(i32, String, String);

fn run(folder: &Path, args: &[&str]) -> Run {
    let mut command = Command::cargo_bin("attache").expect("the binary is built");
    let output = command.current_dir(folder).args(args).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run(output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, data) in files {
        fs::write(folder.path().join(name), data).expect("a file in it");
    }
    folder
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let Run(code, out, err) = run(folder, args);
    assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
    serde_json::from_str(out.lines().next().expect("a line")).expect("one JSON object a line")
}

fn statements(row: &Value) -> &Vec<Value> {
    row["statements"].as_array().expect("statements")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[test]
fn the_table_stands_in_straight_columns() {
    let f = folder(&[("a.txt", TEXT)]);
    let Run(code, out, _) = run(f.path(), &["explain", "a.txt"]);
    assert_eq!(code, 0);
    assert!(!out.contains('\u{1b}'), "no colours off a terminal");
    let header = out.lines().find(|line| line.contains("feature")).expect("a header");
    let column = |line: &str, word: &str| line.find(word).map(|at| line[..at].chars().count());
    let names: Vec<&str> = header.split_whitespace().collect();
    assert_eq!(names, ["rank", "i", "kind", "score", "statement", "feature", "value", "weight", "points"]);
    let (start, end) = (column(header, "feature").unwrap(), header.trim_end().chars().count());
    let rows: Vec<&str> = out.lines().filter(|line| line.contains('×')).collect();
    assert!(rows.len() > 10, "{out}");
    for row in rows {
        let before: String = row.chars().skip(start - 2).take(2).collect();
        let feature = row.chars().nth(start).expect("as wide as the header");
        assert!(before.trim().is_empty() && feature.is_ascii_lowercase(), "{row}");
        assert_eq!(row.trim_end().chars().count(), end, "numbers end in one column: {row}");
    }
}

#[test]
fn json_tells_rank_kind_and_every_contribution() {
    let f = folder(&[("a.txt", TEXT)]);
    let row = json(f.path(), &["explain", "-f", "json", "a.txt"]);
    let statements = statements(&row);
    let ranks: Vec<u64> = statements.iter().filter_map(|s| s["rank"].as_u64()).collect();
    assert_eq!(ranks, (1..=5).collect::<Vec<_>>());
    let scores: Vec<f64> = statements.iter().map(|s| number(&s["score"])).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    let last = statements.last().unwrap();
    assert_eq!((last["text"].as_str(), last["kind"].as_str()), (Some("Share this article"), Some("noise")));
    for s in statements {
        assert_eq!(s["kinds"].as_object().unwrap().len(), 9);
        for c in s["contributions"].as_array().unwrap() {
            let (value, weight, points) = (number(&c["value"]), number(&c["weight"]), number(&c["points"]));
            assert!((value * weight - points).abs() < 0.001, "{c}");
            assert_eq!(s["features"][c["feature"].as_str().unwrap()], c["value"]);
        }
    }
}

#[test]
fn the_contributions_add_up_to_the_score_that_score_prints() {
    let f = folder(&[("a.txt", TEXT)]);
    let (explained, scored) =
        (json(f.path(), &["explain", "-f", "json", "a.txt"]), json(f.path(), &["score", "a.txt"]));
    for s in statements(&explained) {
        let sum: i64 =
            s["contributions"].as_array().unwrap().iter().map(|c| (number(&c["points"]) * 1000.0).round() as i64).sum();
        let other = &scored["statements"][s["i"].as_u64().unwrap() as usize];
        assert_eq!(sum, (number(&other["score"]) * 1000.0).round() as i64, "{}", s["text"]);
        assert_eq!((&s["kind"], &s["text"]), (&other["kind"], &other["text"]));
    }
}

#[test]
fn a_weights_file_replaces_the_weights() {
    let weights = "[score]\nlength = 4\nfurniture = -9\n\n[kind.colour]\nconstant = 2\n";
    let f = folder(&[("a.txt", TEXT), ("w.toml", weights)]);
    for command in
        [&["explain", "-f", "json", "a.txt", "--weights", "w.toml"][..], &["score", "--weights", "w.toml", "a.txt"]]
    {
        let row = json(f.path(), command);
        let first = statements(&row).iter().find(|s| s["i"] == 0).unwrap();
        assert_eq!((number(&first["score"]), first["kind"].as_str()), (1.3, Some("colour")), "{command:?}");
    }
    let row = json(f.path(), &["explain", "-f", "json", "a.txt", "--weights", "w.toml"]);
    let used = statements(&row).iter().flat_map(|s| s["contributions"].as_array().unwrap());
    assert!(used.map(|c| c["feature"].as_str().unwrap()).all(|name| ["length", "furniture"].contains(&name)));
}

#[test]
fn a_faulty_weights_file_is_named_with_the_place_in_it() {
    for (weights, told) in [
        ("[score]\nlenght = 4\n", "w.toml: score.lenght: no such feature; did you mean \"length\"?"),
        ("[kind.color]\nlength = 4\n", "w.toml: color: no such table; did you mean \"colour\"?"),
        ("[score]\nlength = \"much\"\n", "w.toml: score.length: \"much\" is no weight"),
        ("[score]\nlength = = 4\n", "line 2, column 10"),
    ] {
        let f = folder(&[("a.txt", TEXT), ("w.toml", weights)]);
        for command in ["explain", "score"] {
            let Run(code, out, err) = run(f.path(), &[command, "a.txt", "--weights", "w.toml"]);
            assert_eq!((code, out.as_str()), (6, ""), "{weights}");
            assert!(err.contains("w.toml") && err.contains(told), "{weights}: {err}");
        }
    }
    let f = folder(&[("a.txt", TEXT)]);
    let Run(code, _, err) = run(f.path(), &["explain", "a.txt", "--weights", "gone.toml"]);
    assert!(code == 6 && err.contains("gone.toml: cannot be read"), "{err}");
}

#[test]
fn an_input_that_is_not_there_is_told() {
    let f = folder(&[("a.txt", TEXT)]);
    let Run(code, out, err) = run(f.path(), &["explain", "a.txt", "gone.txt"]);
    assert_eq!(code, 5);
    assert!(out.contains("fishing") && err.contains("gone.txt"), "{err}");
}
