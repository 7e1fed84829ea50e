#!/usr/bin/env python3
"""Briefs of several articles as summaries, for score_summary.py.

usage: story_summaries.py STORIES.jsonl ATTACHE [--words 60] [--first N] [--group] > SUMMARIES.jsonl

STORIES holds one JSON object a story: {"id", "date", "excerpts": [{"title", "text"}, ...]}. attache writes one brief of
the excerpts (`--length short`); its lines without their receipts, cut at so many words, are the summary. attache is told that
they are of one story (`--one-story`); with --group it finds out itself, and a story that it takes for several gives the
first of its briefs.
"""
import argparse
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor


def summary(program, story, most, told):
    rows = [
        json.dumps({"id": f"{story['id']}-{n}", "date": story.get("date"), "title": e["title"], "text": e["text"]})
        for n, e in enumerate(story["excerpts"])
    ]
    command = [program, "brief", "-q", "--length", "short", "-f", "json", *told, "-"]
    out = subprocess.run(command, input="\n".join(rows), capture_output=True, text=True, check=False).stdout
    briefs = json.loads(out)["briefs"] if out.strip() else []
    words = [re.sub(r" \[[^\]]*\]", "", line["text"]).split() for brief in briefs[:1] for line in brief["lines"]]
    lines, left = [], most
    for line in words:
        if left > 0:
            lines.append(" ".join(line[:left]))
        left -= len(line)
    return {"id": story["id"], "summary": lines}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories")
    parser.add_argument("program")
    parser.add_argument("--words", type=int, default=60)
    parser.add_argument("--first", type=int)
    parser.add_argument("--group", action="store_true")
    options = parser.parse_args()
    with open(options.stories, encoding="utf-8") as file:
        stories = [json.loads(line) for line in file if line.strip()][: options.first]
    told = [] if options.group else ["--one-story"]
    with ThreadPoolExecutor() as pool:
        for row in pool.map(lambda story: summary(options.program, story, options.words, told), stories):
            print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
