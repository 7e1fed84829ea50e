"""The job on a small cluster against one machine, row for row: test_spark.py ATTACHE [MASTER]. Ends with 1 where they differ."""
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import pyarrow.parquet
from pyspark.sql import SparkSession

import attache_spark

TOP = pathlib.Path(__file__).resolve().parents[2]
# One event told three times, on both sides of a week's border, and one like it that is another.
TALKS = [
    ("2031-05-11", "BERN, May 11, 2031 (Alpine Wire) -- Foreign ministers Lea Frei of Switzerland and Tomasz Wilk of Poland met in Bern on Sunday and agreed to reopen the rail corridor between the two countries, the Swiss Foreign Ministry said.\n\nFrei and Wilk signed a memorandum on rail freight after talks of three hours."),
    ("2031-05-12", "WARSAW, May 12, 2031 (Vistula Post) -- Polish Foreign Minister Tomasz Wilk and his Swiss counterpart Lea Frei agreed in Bern on Sunday to reopen the rail corridor between Switzerland and Poland, the Polish Foreign Ministry said on Monday.\n\nThe two ministers signed a memorandum on rail freight in Bern."),
    ("2031-05-13", "BERN, May 13, 2031 (Lake Courier) -- The rail corridor between Switzerland and Poland is to reopen, as foreign ministers Lea Frei and Tomasz Wilk agreed in Bern on Sunday.\n\nFrei told parliament on Tuesday that the memorandum on rail freight was a beginning."),
    ("2031-11-20", "WARSAW, November 20, 2031 (Vistula Post) -- Swiss Foreign Minister Lea Frei arrived in Warsaw on Thursday for a two-day visit, the Polish Foreign Ministry said.\n\nFrei is to meet Polish Foreign Minister Tomasz Wilk on Friday."),
]
FRENCH = "Le ministre est arrivé hier à Berne pour une visite officielle de deux jours, a indiqué le porte-parole du gouvernement suisse."


def lines():
    found = [json.dumps({"id": f"talks-{n}", "date": day, "text": text}) for n, (day, text) in enumerate(TALKS)]
    found += [json.dumps({"text": FRENCH}), '{"text": 5}', "no JSON at all", found[0]]
    for path in (TOP / "examples/articles.jsonl", TOP / "tests/gold/written.input.jsonl"):
        found += path.read_text(encoding="utf-8").splitlines()
    return found


def archive():
    """The example pages as a web archive, a member of gzip a record; two of them are among the lines too."""
    packed = b""
    for n, path in enumerate(sorted((TOP / "examples").glob("*.html"))):
        body = path.read_bytes()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        record = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/{n}\r\nWARC-Date: 2031-06-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(head) + len(body)}\r\n\r\n"
        ).encode()
        packed += gzip.compress(record + head + body + b"\r\n\r\n")
    return packed


def alone(attache, arguments, text):
    done = subprocess.run([attache, "-q", *arguments], input=text, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 5), (arguments, done.returncode, done.stderr)
    return [line for line in done.stdout.split("\n") if line]


def table(path):
    return pyarrow.parquet.read_table(path).to_pylist()


def sorted_rows(rows):
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def same(what, ours, theirs):
    ours, theirs = sorted_rows(ours), sorted_rows(theirs)
    assert len(ours) == len(theirs), f"{what}: {len(ours)} rows on Spark, {len(theirs)} on one machine"
    for one, other in zip(ours, theirs):
        assert one == other, f"{what}: on Spark {one}\non one machine {other}"
    print(f"spark: {what}: {len(ours)} rows, all as on one machine")


def check(attache, out, source, pages):
    read = alone(attache, ["extract", "-f", "json", "-"], source) + alone(attache, ["extract", "-f", "json", pages], "")
    articles = {}
    for line in read:
        name = json.loads(line)["id"]
        articles[name] = min(line, articles.get(name, line))
    text = "".join(line + "\n" for line in articles.values())
    scored = dict(zip(articles, map(json.loads, alone(attache, ["score", "-"], text))))
    key = {row["article_id"]: row["event_key"] for row in table(f"{out}/articles")}
    rows = [
        {"article_id": name, "doc_id": row["doc_id"], "event_key": key[name], **statement}
        for name, row in scored.items()
        for statement in row["statements"]
    ]
    same("statements", table(f"{out}/statements"), rows)

    # The groups are those of one process that sees all articles.
    told = "".join(line + "\n" for name, line in articles.items() if "skipped" not in scored[name])
    stories = [json.loads(line)["articles"] for line in alone(attache, ["stories", "-"], told)]
    one = sorted(sorted(story) for story in stories)
    groups = {}
    for name in key:
        if "skipped" not in scored[name]:
            groups.setdefault(key[name], []).append(name)
    assert sorted(map(sorted, groups.values())) == one, (sorted(map(sorted, groups.values())), one)
    assert all(group == min(names) for group, names in groups.items())
    assert any(len(names) == 3 for names in groups.values()), "the talks are one event"
    print(f"spark: {len(groups)} event keys for {sum(map(len, groups.values()))} articles, the stories of one machine")

    digests = []
    for group, names in groups.items():
        names = sorted(names, key=lambda name: (scored[name]["date"] or "", name))
        digest = "\n".join(alone(attache, ["brief", "-f", "json", "-"], "".join(articles[name] + "\n" for name in names)))
        digests.append({"event_key": group, "articles": len(names), "left_out": 0, "digest": digest})
    found = table(f"{out}/stories")
    assert all(row.pop("headline") for row in found)
    same("digests", found, digests)

    failures = [row["failure"] for row in table(f"{out}/failures")]
    assert any('"text" is a number' in words for words in failures) and any("not JSON" in words for words in failures), failures


def main():
    attache, master = os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "local[2]"
    source = "".join(line + "\n" for line in lines())
    session = SparkSession.builder.master(master).appName("attache-test").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    spark = session.config("spark.sql.shuffle.partitions", "3").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.addPyFile(attache_spark.__file__)
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "news.jsonl").write_text(source, encoding="utf-8")
        pages = f"{folder}/pages.warc.gz"
        pathlib.Path(pages).write_bytes(archive())
        rows = []
        for partitions in (1, 5):
            began, out = time.monotonic(), f"{folder}/out-{partitions}"
            attache_spark.job(spark, attache, [f"{folder}/news.jsonl", pages], out, partitions, fewest=1)
            print(f"spark: {master}, {partitions} partitions: {time.monotonic() - began:.0f} s")
            check(attache, out, source, pages)
            rows.append(sorted_rows(table(f"{out}/statements") + table(f"{out}/stories") + table(f"{out}/articles")))
        assert rows[0] == rows[1], "the partitions show"
    spark.stop()
    print("spark: as on one machine")


if __name__ == "__main__":
    main()
