#!/usr/bin/env python3
"""Broken feeds, read by attache: how many give the entries, the first title and the first day that they should.

    tools/score_feeds.py FEEDS.jsonl [--attache target/release/attache]

A row of FEEDS is {"id", "xml_b64", "expect": {"items", "title"?, "date"?}}. Each feed goes through `attache extract`.
"""
import argparse
import base64
import json
import pathlib
import subprocess
import tempfile


def entries(attache, path):
    """The articles that attache gives for a feed saved as a file."""
    done = subprocess.run([attache, "extract", "-q", "-f", "json", path], capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def holds(expected, found):
    """True where the entries are as many as expected, and the first is as told."""
    if len(found) != expected["items"]:
        return False
    first = found[0] if found else {}
    title = "title" not in expected or first.get("title") == expected["title"]
    day = "date" not in expected or (first.get("published") or "")[:10] == expected["date"][:10]
    return title and day


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feeds")
    parser.add_argument("--attache", default="target/release/attache")
    args = parser.parse_args()
    rows = [json.loads(line) for line in open(args.feeds, encoding="utf-8")]
    right = 0
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            path = pathlib.Path(folder, row["id"].replace("/", "_") + ".xml")
            path.write_bytes(base64.b64decode(row["xml_b64"]))
            found = entries(args.attache, path)
            if holds(row["expect"], found):
                right += 1
            else:
                print("wrong", row["id"], row["expect"], [(f["title"], f["published"]) for f in found][:3])
    print(f"feeds right {right}/{len(rows)}")


if __name__ == "__main__":
    main()
