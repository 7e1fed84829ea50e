#!/usr/bin/env python3
"""run.py [--attache PROGRAM] [--python PYTHON] [--sizes 1000,10000,100000] [--write] - how time and memory grow.

Makes invented news (`news.py`), groups them with `attache stories`, and beside it, in the same run, with scikit-learn (`peer.py`,
where the Python named has it). Then `attache score` of up to a million articles, `attache send` to up to a hundred thousand readers,
a story of 1,000 articles, one article of 5 MB, and a digest of 1,000 stored articles beside a plain script that reads the same rows.
Prints tables; `--write` puts them into docs/performance.md between their marks and draws docs/growth.svg.

  --attache PROGRAM  target/release/attache
  --python PYTHON    a Python with scikit-learn; python3
  --peer-most N      no more articles than this for scikit-learn's average link, whose matrix is square (10000)
  --score-sizes N,…  articles for `score` (100 to 1000000; the largest takes a quarter of an hour)
  --readers N,…      readers for `send` (100 to 100000)
  --only NAME        one part alone

Standard library only. Seconds are of CPU, over all threads, children included; the clock is told too.
"""
import argparse
import collections
import itertools
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGE, PLOT = ROOT / "docs/performance.md", ROOT / "docs/growth.svg"


class Run:
    """A command that was run: seconds of CPU and by the clock, megabytes at the most, exit code."""

    def __init__(self, command, out=os.devnull, cwd=None):
        with open(out, "wb") as sink:
            began = time.monotonic()
            child = subprocess.Popen([str(c) for c in command], stdout=sink, stderr=subprocess.DEVNULL, cwd=cwd)
            _, status, usage = os.wait4(child.pid, 0)
        self.clock, self.cpu = time.monotonic() - began, usage.ru_utime + usage.ru_stime
        self.memory, self.code = usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)
        child.returncode = self.code


def bcubed(news, stories):
    """F1 of the stories against those that the generator told."""
    told = {a["id"]: a["story_id"] for a in map(json.loads, open(news, encoding="utf-8"))}
    found = {doc: n for n, line in enumerate(open(stories, encoding="utf-8")) for doc in json.loads(line)["docs"]}
    by_told, by_found, both = collections.Counter(told.values()), collections.Counter(found.values()), collections.Counter()
    for doc, story in told.items():
        both[story, found.get(doc)] += 1
    precision = sum(n * n / by_found[f] for (_, f), n in both.items() if f is not None) / len(told)
    recall = sum(n * n / by_told[s] for (s, f), n in both.items() if f is not None) / len(told)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def make(work, name, *args):
    path = work / f"{name}.jsonl"
    with open(path, "wb") as out:
        subprocess.run([sys.executable, HERE / "news.py", *map(str, args)], stdout=out, check=True)
    return path


def grown(args, work):
    """(articles, MB of text, run of attache, its F1, {peer: (run, F1)})"""
    rows = []
    for size in args.sizes:
        news, found = make(work, "news", size), work / "found.jsonl"
        run = Run([args.attache, "-q", "stories", news], found)
        f1 = bcubed(news, found)
        peers = {}
        for how in ("average", "threshold"):
            if how == "average" and size > args.peer_most:
                continue
            peer = Run([args.python, HERE / "peer.py", how, news], found)
            if peer.code == 0:
                peers[how] = peer, bcubed(news, found)
        rows.append((size, news.stat().st_size / 1e6, run, f1, peers))
        print(f"{size}: {run.cpu:.2f} s of CPU, {run.memory:.0f} MB", file=sys.stderr)
    return rows


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def number(n):
    return f"{n:,.0f}"


def growth_table(rows):
    out, before = [], None
    for size, megabytes, run, f1, _ in rows:
        grows = f"{run.cpu / before[1] / (size / before[0]):.2f}" if before else ""
        out.append([number(size), number(megabytes), f"{run.cpu:.1f}", f"{run.clock:.1f}", number(size / run.cpu),
                    number(run.memory), f"{run.memory * 1024 / size:.0f}", grows, f"{f1:.3f}"])  # fmt: skip
        before = size, run.cpu
    head = ["articles", "MB", "s of CPU", "s by the clock", "articles a second of CPU", "MB of memory", "KB an article",
            "work an article, by that of the row before", "BCubed F1"]  # fmt: skip
    return table(head, out)


def peer_table(rows):
    names = {"average": "scikit-learn, average link", "threshold": "scikit-learn, threshold"}
    out = []
    for size, _, run, f1, peers in rows:
        for how, (peer, other) in peers.items():
            out.append([number(size), names[how], f"{peer.cpu:.1f}", f"{run.cpu:.1f}", f"{peer.cpu / run.cpu:.2f}",
                        number(peer.memory), number(run.memory), f"{other:.3f}", f"{f1:.3f}"])  # fmt: skip
    head = ["articles", "peer", "its s of CPU", "attache", "ratio", "its MB", "attache", "its BCubed F1", "attache"]
    return table(head, out)


def odd_table(args, work):
    story, large = make(work, "story", 1000, "--one-story"), make(work, "large", 1, "--bytes", 5_000_000)
    rows = []
    for name, path in (("a story of 1,000 articles", story), ("one article of 5 MB", large)):
        for command in ("stories", "brief", "score"):
            run = Run([args.attache, "-q", command, path])
            rows.append([name, f"`{command}`", f"{run.cpu:.1f}", f"{run.clock:.1f}", number(run.memory)])
    return table(["input", "command", "s of CPU", "s by the clock", "MB of memory"], rows)


def growth_of(sizes, measured, unit):
    """A row each: what was measured, and how the work of one grows."""
    out, before = [], None
    for size, run in zip(sizes, measured):
        grows = f"{run.cpu / before[1] / (size / before[0]):.2f}" if before else ""
        out.append([number(size), f"{run.cpu:.1f}", f"{run.clock:.1f}", number(size / run.cpu), number(run.memory), grows])
        before = size, run.cpu
    return table([f"{unit}s", "s of CPU", "s by the clock", f"{unit}s a second of CPU", "MB of memory",
                  f"work a{'n' if unit[0] in 'aeiou' else ''} {unit}, by that of the row before"], out)  # fmt: skip


# Articles that are made for `score`; more are the same once more, for it takes each by itself.
SCORE_POOL = 20_000


def repeated(path):
    while True:
        with open(path, "rb") as lines:
            yield from lines


def score_table(args, work):
    runs, pool = [], make(work, "pool", min(max(args.score_sizes), SCORE_POOL))
    for size in args.score_sizes:
        news = work / "score.jsonl"
        with open(news, "wb") as out:
            out.writelines(itertools.islice(repeated(pool), size))
        runs.append(Run([args.attache, "-q", "score", news]))
        print(f"score {size}: {runs[-1].cpu:.2f} s of CPU, {runs[-1].memory:.0f} MB", file=sys.stderr)
    return growth_of(args.score_sizes, runs, "article")


def send_table(args, work):
    """One digest, sent to ever more readers through a sink that takes everything."""
    runs, news = [], make(work, "sent", 200)
    sink = subprocess.Popen([sys.executable, ROOT / "scripts/mail_sink.py"], stdout=subprocess.PIPE, text=True)
    try:
        port = int(sink.stdout.readline())
        for size in args.readers:
            desk = work / f"readers{size}"
            desk.mkdir()
            (desk / "attache.toml").write_text(
                f"[mail]\nurl = 'smtp://127.0.0.1:{port}'\nfrom = 'Desk <desk@harbour.example>'\n"
                "unsubscribe = 'https://harbour.example/u'\n"
            )
            (desk / "readers.csv").write_text("email,status\n" + "".join(f"r{n}@a.example,active\n" for n in range(size)))
            moment = ["--now", "2031-01-04T08:00:00Z"]
            for command in (["fetch", news], ["digest", *moment], ["subscribers", "import", "readers.csv"]):
                Run([args.attache, "-q", *command], cwd=desk)
            runs.append(Run([args.attache, "-q", "send", *moment], cwd=desk))
            print(f"send {size}: code {runs[-1].code}, {runs[-1].cpu:.2f} s of CPU, {runs[-1].memory:.0f} MB", file=sys.stderr)
    finally:
        sink.terminate()
    return growth_of(args.readers, runs, "reader")


def plain(store):
    """What reading costs at the least: every stored article, its words counted."""
    script = (
        "import re, sqlite3, sys\n"
        "rows = sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True).execute('select text from articles')\n"
        "print(sum(len(re.findall(r'\\w+', text)) for (text,) in rows))\n"
    )
    return Run([sys.executable, "-c", script, store])


def digest_table(args, work):
    news, desk = make(work, "stored", 1000), work / "desk"
    subprocess.run([args.attache, "-q", "init", desk], check=True, stdout=subprocess.DEVNULL)
    moment = "2031-01-04T08:00:00Z"
    fetch = Run([args.attache, "-q", "fetch", news], cwd=desk)
    store = next(path for path in desk.iterdir() if path.suffix in (".db", ".sqlite"))
    base = plain(store)
    made = Run([args.attache, "-q", "digest", "--now", moment], cwd=desk)
    rows = [["`fetch` into the store", fetch], ["`digest` of them", made], ["a plain script that counts their words", base]]
    print(f"digest: {made.code}", file=sys.stderr)
    return table(["1,000 articles", "s of CPU", "s by the clock", "ratio to the plain script"],
                 [[name, f"{r.cpu:.2f}", f"{r.clock:.2f}", f"{r.cpu / base.cpu:.1f}"] for name, r in rows])  # fmt: skip


def plot(rows):
    """Seconds and memory over articles, both on logarithmic axes; a dashed line is linear growth from the first row."""
    import math

    series = [("seconds of CPU", "#1f6feb", [(size, run.cpu) for size, _, run, _, _ in rows]),
              ("memory, MB", "#b35900", [(size, run.memory) for size, _, run, _, _ in rows])]  # fmt: skip
    for how, colour in (("average", "#888888"), ("threshold", "#2b8a3e")):
        points = [(size, peers[how][0].cpu) for size, _, _, _, peers in rows if how in peers]
        if len(points) > 1:
            series.append((f"scikit-learn, {how}: seconds", colour, points))
    every = [p for _, _, points in series for p in points]
    low = [math.floor(math.log10(min(p[k] for p in every))) for k in (0, 1)]
    high = [math.ceil(math.log10(max(p[k] for p in every))) for k in (0, 1)]
    width, height, left, top, right, bottom = 760, 420, 64, 18, 250, 46
    x = lambda v: left + (math.log10(v) - low[0]) / (high[0] - low[0]) * (width - left - right)
    y = lambda v: height - bottom - (math.log10(v) - low[1]) / (high[1] - low[1]) * (height - top - bottom)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           "<title>attache stories: seconds of CPU and memory over the number of articles</title>",
           f'<rect width="{width}" height="{height}" fill="#fff"/>']  # fmt: skip
    for power in range(low[0], high[0] + 1):
        at = x(10**power)
        out.append(f'<path d="M{at:.1f} {top}V{height - bottom}" stroke="#ddd"/>'
                   f'<text x="{at:.1f}" y="{height - bottom + 18}" text-anchor="middle">{10**power:,}</text>')  # fmt: skip
    for power in range(low[1], high[1] + 1):
        at = y(10**power)
        out.append(f'<path d="M{left} {at:.1f}H{width - right}" stroke="#ddd"/>'
                   f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')  # fmt: skip
    out.append(f'<text x="{(left + width - right) / 2}" y="{height - 8}" text-anchor="middle">articles</text>')
    for n, (name, colour, points) in enumerate(series):
        path = "L".join(f"{x(a):.1f} {y(b):.1f}" for a, b in points)
        out.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3.5" fill="{colour}"/>' for a, b in points]
        if n < 2:
            (a, b), (end, _) = points[0], points[-1]
            out.append(f'<path d="M{x(a):.1f} {y(b):.1f}L{x(end):.1f} {y(b * end / a):.1f}" stroke="{colour}" stroke-dasharray="4 4"/>')
        at = top + 20 + 20 * n
        out.append(f'<path d="M{width - right + 14} {at - 4}h18" stroke="{colour}" stroke-width="2"/>'
                   f'<text x="{width - right + 38}" y="{at}">{name}</text>')  # fmt: skip
    out.append(f'<text x="{width - right + 14}" y="{top + 24 + 20 * len(series)}">dashed: linear growth</text></svg>')
    return "\n".join(out) + "\n"


def write(name, text):
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    new = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: f"{begin}\n\n{text}\n\n{end}", page, flags=re.S)
    PAGE.write_text(new, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--attache", type=lambda p: pathlib.Path(p).resolve(), default=ROOT / "target/release/attache")
    parser.add_argument("--python", default="python3")
    parser.add_argument("--sizes", type=lambda text: [int(n) for n in text.split(",")], default=[1000, 10_000, 100_000])
    parser.add_argument("--peer-most", type=int, default=10_000)
    numbers = lambda text: [int(n) for n in text.split(",")]
    parser.add_argument("--score-sizes", type=numbers, default=[100, 1000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--readers", type=numbers, default=[100, 1000, 10_000, 100_000])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", choices=["growth", "score", "send", "odd", "digest"])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        tables = {}
        if args.only in (None, "growth"):
            rows = grown(args, work)
            tables |= {"growth": growth_table(rows), "peers": peer_table(rows)}
            if args.write:
                PLOT.write_text(plot(rows), encoding="utf-8")
        if args.only in (None, "score"):
            tables["score"] = score_table(args, work)
        if args.only in (None, "send"):
            tables["send"] = send_table(args, work)
        if args.only in (None, "odd"):
            tables["odd"] = odd_table(args, work)
        if args.only in (None, "digest"):
            tables["digest"] = digest_table(args, work)
    for name, text in tables.items():
        print(text, end="\n\n")
        if args.write:
            write(name, text)


if __name__ == "__main__":
    main()
