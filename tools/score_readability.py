#!/usr/bin/env python3
"""score_readability.py CLONE ATTACHE [--show N] - article bodies on the test pages of mozilla/readability.

CLONE is a clone of the repository; its pages are read in place. For each page the words in fours that `attache extract` and the
page's expected body share: precision, recall and F1, each the mean over pages. Pages whose text is filler (lorem ipsum) or shorter
than 60 words are left out. The expected body is that of another extractor, with its captions and credits: .95 is as good as it gets.
`--show` prints the N worst pages. Standard library only.
"""
import collections
import html
import json
import pathlib
import re
import subprocess
import sys


def words(text):
    return re.findall(r"\w+", text.lower())


def fours(found):
    return collections.Counter(zip(found, found[1:], found[2:], found[3:]))


def expected(page):
    text = (page / "expected.html").read_text(encoding="utf-8", errors="replace")
    text = re.sub(r"(?s)<(script|style)[^>]*>.*?</\1>", " ", text)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def main():
    clone, attache = pathlib.Path(sys.argv[1]), sys.argv[2]
    show = int(sys.argv[4]) if sys.argv[3:4] == ["--show"] else 0
    rows = []
    for page in sorted((clone / "test/test-pages").iterdir()):
        told = expected(page) if (page / "expected.html").exists() else ""
        if len(words(told)) < 60 or re.search(r"dolor sit|Lorem", told):
            continue
        run = subprocess.run([attache, "-q", "extract", "-f", "json", page / "source.html"], capture_output=True, text=True)
        found = " ".join(json.loads(line)["articleBody"] for line in run.stdout.splitlines())
        want, got = fours(words(told)), fours(words(found))
        both = (want & got).total()
        precision, recall = both / max(1, got.total()), both / max(1, want.total())
        rows.append((2 * precision * recall / max(1e-9, precision + recall), precision, recall, page.name))
    for f1, precision, recall, name in sorted(rows)[:show]:
        print(f"{name}: F1 {f1:.2f}, precision {precision:.2f}, recall {recall:.2f}")
    means = [sum(row[k] for row in rows) / len(rows) for k in range(3)]
    print("{} pages: F1 {:.3f}, precision {:.3f}, recall {:.3f}".format(len(rows), *means))


if __name__ == "__main__":
    main()
