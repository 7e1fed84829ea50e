#!/usr/bin/env python3
"""Slots that a brief calls not stated although the article states them.

    tools/score_not_stated.py INPUT.jsonl GOLD.jsonl [--attache target/release/attache]

INPUT holds articles, GOLD their events and statements. Every article goes through `attache brief`. A slot is falsely
"not stated" where the gold fills it: a date, a place, a second party, or an outcome among the statements that matter.
Rows that the brief calls unclear, with a receipt, are counted apart; the kind of a visit is not in the gold.
"""
import argparse
import json
import os
import subprocess
import tempfile


def brief_of(attache, line):
    """The first brief of one article, or None."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False, encoding="utf-8") as file:
        file.write(line)
    try:
        done = subprocess.run([attache, "brief", "-q", "-f", "json", file.name], capture_output=True, text=True)
        return json.loads(done.stdout)["briefs"][0] if done.stdout else None
    finally:
        os.unlink(file.name)


def is_filled(slot, gold):
    """True where the gold says that the article states the slot."""
    event = gold.get("event") or {}
    if slot == "result":
        return any(s.get("kind") == "outcome" and s.get("importance", 0) >= 1 for s in gold["statements"])
    if slot == "counterpart":
        return len(event.get("actors", [])) > 1
    return bool(event.get({"date": "start", "place": "place"}.get(slot, "")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("gold")
    parser.add_argument("--attache", default="target/release/attache")
    args = parser.parse_args()
    gold = {row["doc_id"]: row for row in map(json.loads, open(args.gold, encoding="utf-8"))}
    said = unclear = false = 0
    for line in open(args.input, encoding="utf-8"):
        doc = json.loads(line)["doc_id"]
        brief = brief_of(args.attache, line)
        for row in brief["not_stated"] if brief else []:
            if row.get("unclear"):
                unclear += 1
                continue
            said += 1
            if is_filled(row["slot"], gold[doc]):
                false += 1
                print(f"{doc}: {row['slot']}")
    print(f"not stated: {said}, falsely {false}; unclear: {unclear}")


if __name__ == "__main__":
    main()
