"""attache over an archive, on Spark: each task gives its articles to `attache`, and nothing is decided here.

    spark-submit attache_spark.py --attache FILE --out DIR INPUT...

INPUT is JSON Lines (`.jsonl`, `.json`, also `.gz`; an article a line) or web archives (`.warc`, `.warc.gz`; each is the work of one
task, so its path has to be readable on the workers). Written below DIR, as Parquet:

    statements   a row a statement, as `attache score` prints it, with article_id, doc_id, event_key
    articles     a row an article: what it is, its main event, its event_key, its text
    stories      a row an event_key with its digest (attache/brief/1, which `attache verify` reads)
    failures     what could not be read, in attache's words

`event_key` is the id of the first article (by id) among those that tell of one event: it hangs on the articles alone, not on
their order, the partitions or the machines. Articles meet in blocks, one for each of the two states that an article names most and
for each of two weeks running; `attache stories` says which of a block tell of one event. Two that it joins in every block where they
meet are linked, and links are followed.
docs/scale.md has the figures.
"""
import argparse
import collections
import datetime
import functools
import json
import os
import subprocess

import pyarrow
from pyspark import SparkFiles, StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import _parse_datatype_string as schema_of

DATE = "struct<text:string,start:int,end:int,type:string,value:string,rule:string>"
ACTOR = "struct<name:string,role:string,country:string,org:string,start:int,end:int>"
EVENT = "struct<cameo:string,plover:string,source:array<string>,target:array<string>>"
QUOTE = "struct<speaker:string,verb:string,start:int,end:int>"
STATEMENT = (
    "i:int,text:string,start:int,end:int,kind:string,score:double,source:string,modality:string,certainty:string,"
    f"dates:array<{DATE}>,actors:array<{ACTOR}>,events:array<{EVENT}>,quote:{QUOTE}"
)
MAIN = "struct<type:string,actors:array<string>,place:string,start:string,end:string,status:string>"
READ = (
    "article_id:string,doc_id:string,title:string,date:string,lang:string,skipped:string,url:string,publisher:string,"
    f"event:{MAIN},blocks:array<string>,article:string,statements:array<struct<{STATEMENT}>>,failure:string"
)
LINK = "a:string,b:string,meet:int"
STORY = "event_key:string,articles:int,left_out:int,headline:string,digest:string"

# Articles that one process is given at once: its memory is bounded by them.
BATCH = 500
# States whose blocks an article is in; 0: a block is all of a week, which is as good as one process and needs its memory.
STATES = 2
# Others of its story, the first by id, that an article of a block is paired with.
OTHERS = 50
# Rounds in which links are followed; a chain of so many articles, each alike to the next alone, is not one story.
ROUNDS = 25
# What attache ends with when it is done, had nothing to report, or could not read a part.
DONE = (0, 3, 5)


def run(attache, arguments, lines):
    """Gives lines to attache; what it prints, and what it says of those that it cannot read."""
    # A task has one core.
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    program = SparkFiles.get(attache) if os.sep not in attache else attache
    done = subprocess.run(
        [program, "-q", *arguments], input="".join(line + "\n" for line in lines).encode(), capture_output=True, env=environment
    )
    said = done.stderr.decode("utf-8", errors="replace").splitlines()
    if done.returncode not in DONE and not (done.returncode == 1 and said):
        raise RuntimeError(f"attache {arguments}: exit code {done.returncode}: {said[-3:]}")
    # JSON Lines end at a line feed alone.
    return [line for line in done.stdout.decode().split("\n") if line], said


def blocks(row, most):
    """Where an article meets others: a state that it names most, and a week or the one after."""
    count = collections.Counter(a["country"] for s in row["statements"] for a in s["actors"] if a["country"])
    states = [state for state, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:most]] or ["-"]
    event = row["event"] or {}
    weeks = ["-"]
    for day in (row["date"], event.get("start")):
        try:
            week = datetime.date.fromisoformat((day or "")[:10]).toordinal() // 7
        except ValueError:
            continue
        weeks = [str(week), str(week + 1)]
        break
    return [f"{state} {week}" for state in states for week in weeks]


def score(attache, states, articles):
    """Articles as `attache extract` prints them → rows of READ."""
    printed, said = run(attache, ["score", "-"], articles)
    if len(printed) != len(articles):
        raise RuntimeError(f"attache score: {len(articles)} articles went in, {len(printed)} came out: {said[-3:]}")
    for line, text in zip(articles, printed):
        article, row = json.loads(line), json.loads(text)
        kept = {name: row.get(name) for name in ("doc_id", "title", "date", "lang", "skipped", "event", "statements")}
        kept |= {"article_id": article["id"], "url": article.get("url"), "publisher": article.get("publisher")}
        yield kept | {"blocks": [] if row.get("skipped") else blocks(row, states), "article": line, "failure": None}


def in_batches(items):
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def read_lines(attache, states, schema, batches):
    """Lines of JSON → rows of READ."""
    for lines in in_batches(value for batch in batches for value in batch.column(0).to_pylist() if value.strip()):
        articles, said = run(attache, ["extract", "-f", "json", "-"], lines)
        rows = [{"failure": words} for words in said] + list(score(attache, states, articles))
        yield pyarrow.RecordBatch.from_pylist(rows, schema=schema)


def read_archives(attache, states, schema, batches):
    """Paths of web archives → rows of READ."""
    for path in (value for batch in batches for value in batch.column(0).to_pylist()):
        articles, said = run(attache, ["extract", "-f", "json", path], [])
        if said:
            yield pyarrow.RecordBatch.from_pylist([{"failure": words} for words in said], schema=schema)
        for some in in_batches(articles):
            yield pyarrow.RecordBatch.from_pylist(list(score(attache, states, some)), schema=schema)


def link(attache, schema, table):
    """A block → pairs of articles that tell of one event there, and in how many blocks the two meet."""
    rows = {row["article_id"]: row for row in sorted(table.to_pylist(), key=lambda row: row["article_id"])}
    pairs = []
    if len(rows) > 1:
        printed, _ = run(attache, ["stories", "-"], [row["article"] for row in rows.values()])
        for story in (sorted(json.loads(line)["articles"]) for line in printed):
            for n, one in enumerate(story[:OTHERS]):
                for other in story[n + 1 :]:
                    meet = len(set(rows[one]["blocks"]) & set(rows[other]["blocks"]))
                    pairs.append({"a": one, "b": other, "meet": meet})
    return pyarrow.Table.from_pylist(pairs, schema=schema)


def brief(attache, most, schema, table):
    """The articles of an event → its digest."""
    rows = sorted(table.to_pylist(), key=lambda row: (row["date"] or "", row["article_id"]))
    printed, said = run(attache, ["brief", "-f", "json", "-"], [row["article"] for row in rows[:most]])
    if not printed:
        return pyarrow.Table.from_pylist([], schema=schema)
    digest = "\n".join(printed)
    told = json.loads(digest)["briefs"]
    story = {
        "event_key": rows[0]["event_key"],
        "articles": len(rows),
        "left_out": max(0, len(rows) - most),
        "headline": told[0]["headline"]["text"] if told else None,
        "digest": digest,
    }
    return pyarrow.Table.from_pylist([story], schema=schema)


def arrow(ddl):
    return to_arrow_schema(schema_of(ddl))


def read(spark, attache, inputs, partitions=None, states=STATES):
    """Inputs → a data frame of READ, a row an article or failure."""
    archives = [path for path in inputs if path.endswith((".warc", ".warc.gz"))]
    texts = [path for path in inputs if path not in archives]
    frames = []
    if texts:
        lines = spark.read.text(texts)
        lines = lines.repartition(partitions) if partitions else lines
        frames.append(lines.mapInArrow(functools.partial(read_lines, attache, states, arrow(READ)), schema_of(READ)))
    if archives:
        paths = spark.createDataFrame([(path,) for path in archives], "path string").repartition(len(archives))
        frames.append(paths.mapInArrow(functools.partial(read_archives, attache, states, arrow(READ)), schema_of(READ)))
    return functools.reduce(lambda a, b: a.unionByName(b), frames)


def once(articles):
    """Each article once: of those with the same text the first by what is known of them, wherever it was read."""
    whole = F.min_by(F.struct(*articles.columns), "article").alias("one")
    return articles.groupBy("article_id").agg(whole).select("one.*")


def keys(attache, articles):
    """(article_id, event_key) of each article: the least id among those that links lead to."""
    meeting = articles.select(F.explode("blocks").alias("block"), "article_id", "article", "blocks")
    pairs = meeting.groupBy("block").applyInArrow(functools.partial(link, attache, arrow(LINK)), schema_of(LINK))
    # Two that are parted in one of the blocks where they meet are two: a chain of likenesses is no story.
    pairs = pairs.groupBy("a", "b", "meet").count().filter(F.col("count") == F.col("meet")).select("a", "b")
    pairs = pairs.union(pairs.select("b", "a")).persist(StorageLevel.MEMORY_AND_DISK)
    known = articles.select("article_id", F.col("article_id").alias("event_key")).persist(StorageLevel.MEMORY_AND_DISK)
    for _ in range(ROUNDS):
        offered = pairs.join(known, pairs.a == known.article_id).groupBy("b").agg(F.min("event_key").alias("offered"))
        least = F.least("event_key", F.coalesce("offered", "event_key"))
        new = known.join(offered, known.article_id == offered.b, "left")
        new = new.select("article_id", "event_key", least.alias("least")).localCheckpoint()
        changed = new.filter("least < event_key").limit(1).count()
        known = new.select("article_id", F.col("least").alias("event_key"))
        if not changed:
            break
    return known


def job(spark, attache, inputs, out, partitions=None, fewest=2, most=1000, states=STATES):
    """Does all of it."""
    spark.sparkContext.addFile(attache)
    attache = os.path.basename(attache)
    found = read(spark, attache, inputs, partitions, states).persist(StorageLevel.DISK_ONLY)
    write(found.filter("failure is not null").select("failure"), f"{out}/failures")
    articles = once(found.filter("failure is null")).persist(StorageLevel.DISK_ONLY)
    articles = articles.join(keys(attache, articles), "article_id").persist(StorageLevel.DISK_ONLY)
    statements = articles.select("article_id", "doc_id", "event_key", F.explode("statements").alias("s"))
    write(statements.select("article_id", "doc_id", "event_key", "s.*"), f"{out}/statements")
    write(articles.drop("statements", "blocks", "failure"), f"{out}/articles")
    told = articles.filter("skipped is null").select("event_key", "article_id", "date", "article")
    several = told.groupBy("event_key").count().filter(F.col("count") >= fewest).select("event_key")
    make = functools.partial(brief, attache, most, arrow(STORY))
    write(told.join(several, "event_key").groupBy("event_key").applyInArrow(make, schema_of(STORY)), f"{out}/stories")


def write(frame, path):
    # Smaller than snappy, whose native library is not found where musl's loader lies beside that of glibc.
    frame.write.mode("overwrite").option("compression", "zstd").parquet(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", metavar="INPUT")
    parser.add_argument("--attache", required=True, help="the binary; it is sent to the workers, so best a static one")
    parser.add_argument("--out", required=True, help="the folder that Parquet is written below")
    parser.add_argument("--partitions", type=int, help="of lines; as Spark reads them where it is not given")
    parser.add_argument("--fewest", type=int, default=2, help="articles that an event needs for a brief")
    parser.add_argument("--most", type=int, default=1000, help="articles of an event that its brief reads, earliest first")
    parser.add_argument("--states", type=int, default=STATES, help="states whose blocks an article is in; 0: whole weeks")
    options = parser.parse_args()
    spark = SparkSession.builder.appName("attache").getOrCreate()
    given = (options.partitions, options.fewest, options.most, options.states)
    job(spark, options.attache, options.inputs, options.out, *given)
    spark.stop()


if __name__ == "__main__":
    main()
