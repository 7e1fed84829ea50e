#!/usr/bin/env python3
"""Counts the conflicts between articles that briefs show, and the differences that they flag without need.

    attache extract ARTICLES.jsonl > read.jsonl
    attache brief -f json ARTICLES.jsonl > briefs.json
    tools/score_disagreements.py DISAGREEMENTS.jsonl STATEMENTS.jsonl read.jsonl briefs.json [-v]

A row of the gold is met where one check of a brief has receipts of at least two of the row's values: the article, and
words of one of the sentences where the row names any. Where the row is no conflict the slot must be the same too: two
sentences may well conflict in one thing and agree in another.
"""
import json
import re
import sys


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def places(article, text):
    """Where the statements of an article stand in its text, by number."""
    found, at = {}, 0
    for statement in article["statements"]:
        pattern = r"\s+".join(map(re.escape, statement["text"].split()))
        match = re.compile(pattern).search(text, at) or re.search(pattern, text)
        if match:
            found[statement["i"]] = match.span()
            at = match.end()
    return found


def met(row, receipts, spans):
    """True where the receipts stand for two values of the row."""
    hit = 0
    for value in row["values"]:
        wanted = [spans[value["doc_id"]].get(i, (0, 0)) for i in value["i"]]
        of_doc = [(start, end) for doc, start, end in receipts if doc == value["doc_id"]]
        hit += any(not wanted or any(a < end and start < b for a, b in wanted) for start, end in of_doc)
    return hit >= 2


def main():
    verbose = "-v" in sys.argv
    gold, statements, read, briefs = [a for a in sys.argv[1:] if a != "-v"]
    docs = {row["id"]: row["doc_id"] for row in lines(read)}
    texts = {row["doc_id"]: row["text"] for row in lines(read)}
    spans = {a["doc_id"]: places(a, texts.get(a["doc_id"], "")) for a in lines(statements)}
    with open(briefs, encoding="utf-8") as file:
        checks = [c for brief in json.load(file)["briefs"] for c in brief["checks"]]
    told = [[(docs.get(r["article"]), r["start"], r["end"]) for r in c["receipts"]] for c in checks]
    used = set()
    for verdict in ["conflict", "compatible", "other event", "false friend"]:
        rows = [row for row in lines(gold) if row["verdict"] == verdict]
        slot = lambda n, row: verdict == "conflict" or checks[n]["slots"].get("slot") == row["slot"]
        hits = [[n for n, r in enumerate(told) if met(row, r, spans) and slot(n, row)] for row in rows]
        used.update(n for hit in hits for n in hit)
        print(f"{verdict:12} shown {sum(map(bool, hits)):2} of {len(rows)}")
        for row, hit in zip(rows, hits):
            if verbose and bool(hit) != (verdict == "conflict"):
                print("    ", row["story"], "|", row["slot"], "|", row["what"])
    print(f"checks of other things: {len(told) - len(used)}")
    if verbose:
        for n, check in enumerate(checks):
            if n not in used:
                print("    ", check["text"], told[n])


main()
