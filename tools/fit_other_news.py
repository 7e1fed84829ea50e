#!/usr/bin/env python3
"""Finds the weights of other news than diplomacy: importance as people see it, and summaries not far below the opening.

usage: fit_other_news.py SCORER IMPORTANCE.jsonl SUMMARIES.jsonl ... [--attache PROGRAM] [--weights FILE] [--seconds N]

SCORER is the folder of score_summary.py (ROUGE). IMPORTANCE holds {"id", "sentences", "importance"}, SUMMARIES
{"id", "sentences" or "text", "reference(s)"} a line. A random search from the weights in FILE: NDCG@5 on the first set
counts, less 8 times what ROUGE-1 and ROUGE-2 of the three best sentences lose beyond 0.0028 against the first three, on
each set of summaries. The signs of signs.toml hold. Prints each better point; put the last into the weights file.

Needs numpy.
"""
import argparse
import json
import subprocess
import sys
import time
import tomllib
from collections import Counter

import numpy as np

import train_weights as train

NAMES = sorted(train.OTHER_NEWS)
LOSS, PRICE = 0.0028, 8.0
STEP = np.array([1.5, 0.8, 0.6, 0.6, 1.2, 0.6])


def explained(program, path):
    out = subprocess.run([program, "explain", "-f", "json", path], check=True, capture_output=True).stdout
    return {row["doc_id"]: row for row in map(json.loads, out.decode().splitlines())}


class Article:
    def __init__(self, gold, row, weights, rouge):
        mine = sorted(row["statements"], key=lambda s: s["i"])
        self.texts = [s["text"] for s in mine]
        fixed = lambda s: sum(weights.get(n, 0) * v for n, v in s["features"].items() if n not in train.OTHER_NEWS)
        self.fixed = np.array([fixed(s) for s in mine])
        self.x = np.array([[s["features"].get(n, 0) for n in NAMES] for s in mine])
        self.known = {}
        if "importance" in gold:
            self.importance, self.ideal = train.Article(gold, row).importance, gold["importance"]
        else:
            self.rouge = rouge
            self.gold = [self.grams([t for s in rouge.as_sents(r) for t in rouge.tokens(s)]) for r in rouge.refs_of(gold)]

    def order(self, w):
        return np.argsort(-(self.fixed + self.x @ w), kind="stable")

    def ndcg(self, w):
        gain = lambda xs: [2 ** x - 1 for x in xs]
        return train.ndcg((gain(self.importance[k] for k in self.order(w)), gain(self.ideal)))

    @staticmethod
    def grams(tokens):
        return [Counter(zip(*(tokens[k:] for k in range(n)))) for n in (1, 2)]

    def summary(self, chosen):
        chosen = tuple(sorted(chosen))
        if chosen not in self.known:
            mine = self.grams([t for k in chosen for t in self.rouge.tokens(self.texts[k])])
            f1 = lambda a, b: 2 * sum((a & b).values()) / max(sum(a.values()) + sum(b.values()), 1)
            self.known[chosen] = [max(f1(mine[n], gold[n]) for gold in self.gold) for n in (0, 1)]
        return self.known[chosen]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer")
    parser.add_argument("importance")
    parser.add_argument("summaries", nargs="+")
    parser.add_argument("--attache", default="target/release/attache")
    parser.add_argument("--weights", default="lexicon/weights.toml")
    parser.add_argument("--seconds", type=float, default=420)
    options = parser.parse_args()
    sys.path.insert(0, options.scorer)
    import score_summary as rouge

    with open(options.weights, "rb") as file:
        weights = tomllib.load(file)["score"]

    def load(path):
        rows = explained(options.attache, path)
        with open(path, encoding="utf-8") as lines:
            golds = [json.loads(line) for line in lines if line.strip()]
        return [Article(g, rows[g["id"]], weights, rouge) for g in golds if rows[g["id"]]["statements"]]

    news = [a for a in load(options.importance) if any(a.ideal)]
    sets = [load(path) for path in options.summaries]
    lead = [np.mean([a.summary(range(min(3, len(a.texts)))) for a in s], axis=0) for s in sets]

    def value(w):
        ndcg = np.mean([a.ndcg(w) for a in news])
        gaps = [np.mean([a.summary(a.order(w)[:3]) for a in s], axis=0) - first for s, first in zip(sets, lead)]
        return ndcg - PRICE * sum(np.clip(-LOSS - gap, 0, None).sum() for gap in gaps), ndcg, gaps

    low = np.array([-np.inf if train.SIGNS["score"][n] == "-" else 0 for n in NAMES])
    high = np.array([np.inf if train.SIGNS["score"][n] == "+" else 0 for n in NAMES])
    best = np.array([weights.get(n, 0) for n in NAMES])
    found = value(best)
    random, step, start, tries = np.random.default_rng(3), 0.5, time.time(), 0
    while time.time() - start < options.seconds:
        tries += 1
        w = np.clip(best + random.normal(size=len(NAMES)) * STEP * step * (random.random(len(NAMES)) < 0.6), low, high)
        new = value(w)
        if new[0] > found[0]:
            best, found = w, new
            gaps = "  ".join("/".join(f"{x:+.4f}" for x in gap) for gap in found[2])
            print(f"{found[1]:.4f}  {gaps}  " + ", ".join(f"{n} = {x:.3f}" for n, x in zip(NAMES, best)), flush=True)
        step = max(0.15, step * 0.85) if tries % 150 == 0 else step


if __name__ == "__main__":
    sys.exit(main())
