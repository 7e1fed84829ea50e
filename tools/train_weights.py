#!/usr/bin/env python3
"""Fits lexicon/weights.toml to annotated articles.

usage: train_weights.py GOLD.jsonl[=INPUT.jsonl] ... [--also GOLD.jsonl] [--attache PROGRAM] [--out FILE] [--folds N]
       [--other-news WEIGHTS.toml]

Each GOLD file holds one JSON object an article: {"doc_id", "story_id"?, "statements": [{"text", "kind", "importance"}]}
(importance 0 to 3), or {"id", "sentences": [...], "importance": [...]} for general news: these count for the score only.
INPUT holds the same articles as attache reads them; without it, GOLD.input.jsonl beside GOLD is taken. Articles of
--also are learnt from and never measured. The features come from `attache explain -f json`; gold and program sentences are matched by their words.

What is fitted
  score  a linear ranking: within an article the softmax of the scores is to come near the share of each statement
         in the article's importance (2^importance - 1; ListNet, Cao et al. 2007), with an L2 penalty.
  kind   multinomial logistic regression with an L2 penalty over the statements that are no furniture; kinds weigh by
         their frequency to the power of KIND_BALANCE.
  after  what the kind of a sentence adds to each kind of the sentence behind it: the logarithm of how much oftener than
         by chance the one follows the other, AFTER_PRIOR pairs added to both, times AFTER. Of all rows of kinds for an
         article the best is taken (Viterbi).
Where a desk officer knows which way a feature points (signs.toml), the fit may not turn it. `furniture` is pinned: it
outweighs all others. With --other-news the six weights of other news than diplomacy are not fitted but taken from that
file: tools/fit_other_news.py finds them.

What is printed
  Figures of cross-validation in which all articles of a story are left out together (--folds 0: each story in turn;
  N: N groups of stories). They tell what to expect on unseen pages; the fit to the gold itself is no measure.

Needs numpy and scipy.
"""
import argparse
import json
import math
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter

import numpy as np
from scipy.optimize import minimize

KINDS = "event agenda prior outcome position background assessment colour noise".split()

SCORE_L2 = 0.02
ALSO_WEIGHT = 2.0  # of an article of --also, in the fit of the kinds
KIND_L2 = 5.0
KIND_BALANCE = -0.4
AFTER = 0.2
AFTER_PRIOR = 8.0
NEIGHBOUR = 8.0  # times the penalty, for what the sentences around tell
UNEXPECTED = 6.0  # times the penalty, where a feature speaks for or against a kind that signs.toml does not name
FURNITURE = -30.0
LEAD = 1.0  # noise must lead by this much: score::NOISE_LEAD

# Features that are 0 in news of diplomacy: these are fitted on articles of general news.
OTHER_NEWS = {"other_news_early", "other_news_depth", "other_news_top", "other_news_tie", "other_news_length", "other_news_short"}
# Shares of the penalty: where a sentence stands counts in all news, so that these are held back less.
LIGHT = {
    "other_news_early": 0.05, "other_news_depth": 0.05, "other_news_top": 0.05, "early": 0.05,
    "other_news_tie": 0.25, "other_news_length": 0.25, "other_news_short": 0.25,
}

SIGNS_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "signs.toml")
with open(SIGNS_FILE, "rb") as signs_file:
    SIGNS = tomllib.load(signs_file)
NEIGHBOURS = {f"{side}_{group}" for side in ("after", "before") for group in SIGNS["neighbours"]["groups"]}
BOUNDS = {"+": (0, None), "-": (None, 0)}


def words(text):
    return re.findall(r"\w+", text.lower())


def overlap(a, b):
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b)) if a and b else 0.0


def align(gold, mine):
    """For each of my statements the number of its gold statement: equal words first, then the nearest of F1 >= 0.6."""
    gold, mine = [words(s["text"]) for s in gold], [words(s["text"]) for s in mine]
    pairs = []
    for m, a in enumerate(mine):
        for g, b in enumerate(gold):
            if a == b or min(len(a), len(b)) > 0.4 * max(len(a), len(b)):
                score = 1.0 if a == b else overlap(a, b)
                if score >= 0.6:
                    pairs.append((-score, abs(m - g), m, g))
    found, used = {}, set()
    for _, _, m, g in sorted(pairs):
        if m not in found and g not in used:
            found[m] = g
            used.add(g)
    return found


class Article:
    def __init__(self, gold, explained, also=False):
        self.also = also
        self.ranking_only = "statements" not in gold
        if self.ranking_only:
            labels = zip(gold["sentences"], gold["importance"])
            gold = {"doc_id": gold["id"], "statements": [{"text": t, "importance": n, "kind": None} for t, n in labels]}
        self.group = gold.get("story_id") or gold["doc_id"]
        self.doc_id = gold["doc_id"]
        self.gold = gold["statements"]
        self.mine = sorted(explained["statements"], key=lambda s: s["i"])
        self.match = align(self.gold, self.mine)
        labels = [self.gold[self.match[m]] if m in self.match else None for m in range(len(self.mine))]
        self.importance = np.array([l["importance"] if l else 0 for l in labels])
        self.kinds = [l["kind"] if l else None for l in labels]
        self.furniture = np.array(["furniture" in s["features"] for s in self.mine])


def load(pairs, program, also=False):
    articles = []
    for pair in pairs:
        gold_path, _, input_path = pair.partition("=")
        input_path = input_path or re.sub(r"\.jsonl$", ".input.jsonl", gold_path)
        if not os.path.exists(input_path):
            input_path = gold_path
        out = subprocess.run([program, "explain", "-f", "json", input_path], check=True, capture_output=True).stdout
        explained = {row["doc_id"]: row for row in map(json.loads, out.decode().splitlines())}
        with open(gold_path, encoding="utf-8") as lines:
            golds = [json.loads(line) for line in lines if line.strip()]
        golds = [g for g in golds if "statements" in g or any(g["importance"])]
        articles.append((gold_path, [Article(g, explained[g.get("doc_id", g.get("id"))], also) for g in golds]))
    return articles


class Data:
    """All statements of all articles as one matrix."""

    def __init__(self, articles):
        self.articles = articles
        self.names = sorted({n for a in articles for s in a.mine for n in s["features"]})
        at = {n: k for k, n in enumerate(self.names)}
        rows = sum(len(a.mine) for a in articles)
        self.x = np.zeros((rows, len(self.names)))
        self.doc = np.zeros(rows, int)
        row = 0
        for d, article in enumerate(articles):
            for statement in article.mine:
                self.doc[row] = d
                for name, value in statement["features"].items():
                    self.x[row, at[name]] = value
                row += 1
        self.importance = np.concatenate([a.importance for a in articles])
        self.kind = [k for a in articles for k in a.kinds]
        self.furniture = np.concatenate([a.furniture for a in articles])
        self.ranking_only = np.array([articles[d].ranking_only for d in self.doc])
        self.also = np.array([articles[d].also for d in self.doc])
        groups = sorted({a.group for a in articles})
        self.group = np.array([groups.index(articles[d].group) for d in self.doc])


def fit_score(x, gain, doc, weight, l2, bounds, offset=0):
    """Weights of the ranking; l2 has a value for each feature, offset what each sentence scores already."""
    order = np.argsort(doc, kind="stable")
    x, gain, doc, weight = x[order], gain[order], doc[order], weight[order]
    offset = np.broadcast_to(offset, len(doc))[order]
    starts = np.flatnonzero(np.r_[True, doc[1:] != doc[:-1]])
    sizes = np.diff(np.r_[starts, len(doc)])
    total = np.repeat(np.add.reduceat(gain, starts), sizes)
    keep = total > 0
    target = np.where(keep, gain / np.where(keep, total, 1), 0)
    documents = max(weight[starts][np.add.reduceat(gain, starts) > 0].sum(), 1e-9)

    def loss(w):
        s = x @ w + offset
        s = s - np.repeat(np.maximum.reduceat(s, starts), sizes)
        e = np.exp(s)
        z = np.repeat(np.add.reduceat(e, starts), sizes)
        p = e / z
        value = -(weight * target * (s - np.log(z)))[keep].sum() / documents + (l2 * w * w).sum() / 2
        gradient = x.T @ np.where(keep, weight * (p - target), 0) / documents + l2 * w
        return value, gradient

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x


def fit_kinds(x, labels, sample_weight, penalty, bounds, balance):
    """Weights of the kinds, a row each; penalty and bounds have a value for each weight."""
    y = np.array([KINDS.index(k) for k in labels])
    counts = np.bincount(y, weights=sample_weight, minlength=len(KINDS)).clip(1)
    weight = (counts / counts.mean())[y] ** balance
    weight = weight / weight.mean() * sample_weight
    onehot = np.eye(len(KINDS))[y]

    def loss(flat):
        w = flat.reshape(penalty.shape)
        s = x @ w.T
        s -= s.max(axis=1, keepdims=True)
        e = np.exp(s)
        p = e / e.sum(axis=1, keepdims=True)
        value = -(weight * np.log((p * onehot).sum(axis=1) + 1e-12)).sum() + (penalty * w * w).sum() / 2
        gradient = ((p - onehot) * weight[:, None]).T @ x + penalty * w
        return value, gradient.ravel()

    start = np.zeros(penalty.size)
    fit = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300})
    return fit.x.reshape(penalty.shape)


def kind_limits(names, l2):
    """Penalty and bounds of each weight of the kinds, by signs.toml."""
    penalty = np.full((len(KINDS), len(names)), l2)
    bounds = np.empty(penalty.shape, object)
    for column, name in enumerate(names):
        expected = SIGNS["kind"].get(name)
        for row, kind in enumerate(KINDS):
            bounds[row, column] = (0, None) if expected and kind in expected else (None, None)
            if expected and kind not in expected:
                penalty[row, column] *= UNEXPECTED
        if name in NEIGHBOURS:
            penalty[:, column] *= NEIGHBOUR
        if name == "constant":
            penalty[:, column] = 0.05
    return penalty, list(bounds.ravel())


class Model:
    """Names and weights, as they will stand in the file."""

    def __init__(self, names, score, kinds, after):
        self.names, self.score, self.kinds, self.after = names, score, kinds, after

    def predict(self, x, furniture, doc):
        score = x @ self.score + np.where(furniture, FURNITURE, 0)
        points = x @ self.kinds.T
        points[:, KINDS.index("noise")] -= LEAD
        kinds = ["noise"] * len(x)
        for d in np.unique(doc):
            body = np.flatnonzero((doc == d) & ~furniture)
            for row, kind in zip(body, best_row(points[body], self.after)):
                kinds[row] = KINDS[kind]
        return score, kinds


def best_row(points, after):
    """The row of kinds with most points (Viterbi)."""
    if not len(points):
        return []
    sums, steps = points[0], []
    for here in points[1:]:
        reached = sums[:, None] + after
        steps.append(reached.argmax(axis=0))
        sums = here + reached.max(axis=0)
    row = [int(sums.argmax())]
    for step in reversed(steps):
        row.append(int(step[row[-1]]))
    return row[::-1]


def fit_after(data, rows):
    """How the kinds follow each other; noise follows and leads by chance."""
    pairs = np.zeros((len(KINDS), len(KINDS)))
    for d in np.unique(data.doc[rows]):
        body = [i for i in np.flatnonzero((data.doc == d) & rows) if data.kind[i] is not None]
        for a, b in zip(body, body[1:]):
            pairs[KINDS.index(data.kind[a]), KINDS.index(data.kind[b])] += 1
    chance = np.outer(pairs.sum(axis=1), pairs.sum(axis=0)) / max(pairs.sum(), 1)
    after = AFTER * np.log((pairs + AFTER_PRIOR) / (chance + AFTER_PRIOR))
    noise = KINDS.index("noise")
    after[noise, :] = after[:, noise] = 0
    return after


def fit(data, rows, options):
    body = rows & ~data.furniture
    used = lambda part: [k for k, n in enumerate(data.names) if n not in SIGNS["unused"][part]]
    score = fit_all_scores(data, body, used("score"), options)
    return Model(data.names, score, fit_all_kinds(data, body, used("kind"), options), fit_after(data, body))


def fit_all_scores(data, body, columns, options):
    """The score on the news of diplomacy first; then, on other news, what place, length and the tie to the opening must add."""
    names = [data.names[k] for k in columns]
    diplomacy = [k for k, n in zip(columns, names) if n not in OTHER_NEWS]
    place = [k for k, n in zip(columns, names) if n in OTHER_NEWS]
    bounds = lambda part: [BOUNDS.get(SIGNS["score"].get(data.names[k]), (None, None)) for k in part]
    penalty = lambda part: np.array([options.score_l2 * LIGHT.get(data.names[k], 1) for k in part])
    gain = 2.0 ** np.minimum(data.importance, 3) - 1
    score = np.zeros(len(data.names))

    def add(rows, part, weight):
        offset = data.x[rows] @ score
        found = fit_score(data.x[rows][:, part], gain[rows], data.doc[rows], weight[rows], penalty(part), bounds(part), offset)
        score[part] = found

    weight = np.where(data.also, options.also_score, 1.0)
    add(body & ~data.ranking_only, diplomacy, weight)
    if options.other_news:
        with open(options.other_news, "rb") as file:
            kept = tomllib.load(file)["score"]
        score[place] = [kept.get(data.names[k], 0) for k in place]
    elif place and (body & data.ranking_only).any():
        add(body & data.ranking_only, place, np.ones(len(data.doc)))
    return score


def fit_all_kinds(data, body, columns, options):
    labelled = body & np.array([k is not None for k in data.kind])
    labels = [k for k, use in zip(data.kind, labelled) if use]
    weight = np.where(data.also, options.also_weight, 1.0)[labelled]
    penalty, bounds = kind_limits([data.names[k] for k in columns], options.kind_l2)
    kinds = np.zeros((len(KINDS), len(data.names)))
    kinds[:, columns] = fit_kinds(data.x[labelled][:, columns], labels, weight, penalty, bounds, options.balance)
    return kinds


def ndcg(gains, k=5):
    dcg = lambda xs: sum(x / math.log2(i + 2) for i, x in enumerate(xs[:k]))
    best = dcg(sorted(gains[1], reverse=True))
    return dcg(gains[0]) / best if best else 0.0


def measure(articles, data, scores, kinds):
    """NDCG@5, must-have recall, kind accuracy and macro-F1 (importance >= 1), noise precision and recall."""
    ranks, hits3, hits6, must = [], 0, 0, 0
    gold_kinds, my_kinds = [], []
    noise = Counter()
    at = {id(a): d for d, a in enumerate(data.articles)}
    for article in articles:
        rows = np.flatnonzero(data.doc == at[id(article)])
        order = sorted(range(len(rows)), key=lambda k: -scores[rows[k]])
        importance = [article.importance[k] for k in order]
        ideal = [2 ** s["importance"] - 1 for s in article.gold]
        ranks.append(ndcg(([2 ** i - 1 for i in importance], ideal)))
        must += sum(s["importance"] == 3 for s in article.gold)
        hits3 += sum(i == 3 for i in importance[:3])
        hits6 += sum(i == 3 for i in importance[:6])
        back = {g: m for m, g in article.match.items()}
        for g, statement in enumerate(article.gold):
            mine = kinds[rows[back[g]]] if g in back else None
            noise[statement["kind"] == "noise", mine == "noise"] += 1
            if statement["importance"] >= 1 and statement["kind"]:
                gold_kinds.append(statement["kind"])
                my_kinds.append(mine)
    if not gold_kinds:
        return {"ndcg5": sum(ranks) / len(ranks)}
    per = {}
    for kind in sorted(set(gold_kinds)):
        right = sum(a == b == kind for a, b in zip(gold_kinds, my_kinds))
        per[kind] = 2 * right / (gold_kinds.count(kind) + my_kinds.count(kind))
    ratio = lambda a, b: a / b if b else 0.0
    return {
        "ndcg5": sum(ranks) / len(ranks),
        "must3": ratio(hits3, must),
        "must6": ratio(hits6, must),
        "kind_acc": ratio(sum(a == b for a, b in zip(gold_kinds, my_kinds)), len(gold_kinds)),
        "kind_f1": sum(per.values()) / len(per),
        "noise_p": ratio(noise[True, True], noise[True, True] + noise[False, True]),
        "noise_r": ratio(noise[True, True], noise[True, True] + noise[True, False]),
        "per": per,
    }


def cross_validate(data, options):
    groups = sorted(set(data.group[~data.also]))
    folds = len(groups) if options.folds == 0 else options.folds
    scores, kinds = np.zeros(len(data.doc)), [None] * len(data.doc)
    for fold in range(folds):
        test = np.isin(data.group, groups[fold::folds]) & ~data.also
        model = fit(data, ~test, options)
        score, kind = model.predict(data.x[test], data.furniture[test], data.doc[test])
        scores[test] = score
        for row, k in zip(np.flatnonzero(test), kind):
            kinds[row] = k
    return scores, kinds


def show(name, figures):
    line = "  ".join(f"{k} {v:.3f}" for k, v in figures.items() if k != "per")
    print(f"{name:<28} {line}")
    if "per" in figures:
        print(" " * 29 + "  ".join(f"{k} {v:.2f}" for k, v in figures["per"].items()))


def confusion(data, kinds, wanted):
    """Gold kinds in rows, predicted kinds in columns, importance >= 1; then the errors of one kind."""
    table = Counter((a, b) for a, b, i, also in zip(data.kind, kinds, data.importance, data.also) if a and i >= 1 and not also)
    print(f"{'':<12}" + "".join(f"{k[:9]:>10}" for k in KINDS))
    for a in KINDS:
        print(f"{a:<12}" + "".join(f"{table[a, b]:>10}" for b in KINDS))
    texts = [s["text"] for article in data.articles for s in article.mine]
    for a, b, i, text in zip(data.kind, kinds, data.importance, texts):
        if b and a != b and wanted in (a, b) and i >= 1:
            print(f"{a} taken for {b}: {text[:220]}")


def write(path, model, order, about):
    place = {n: k for k, n in enumerate(model.names)}
    lines = [
        "# How much each feature counts for the score and for each kind. Written by tools/train_weights.py; may be edited:",
        "# points = value x weight, score = sum of points. Of the kinds the row with most points is taken for an article: each",
        "# sentence's sum for its kind (noise less 1), and what [after.<kind>] adds where one kind stands behind another.",
        "# A feature that is left out counts 0. `attache explain` shows the sums of every statement.",
    ]

    def table(name, weights):
        lines.append(f"\n[{name}]")
        rows = [(f, round(weights[place[f]], 3)) for f in order if f in place and round(weights[place[f]], 3) != 0]
        width = max((len(f) for f, _ in rows), default=0)
        lines.extend(f"{f:<{width}} = {w:>7.3f}  # {about[f]}" if about.get(f) else f"{f:<{width}} = {w:>7.3f}" for f, w in rows)

    score = model.score.copy()
    if "furniture" in place:
        score[place["furniture"]] = FURNITURE
    table("score", score)
    for k, kind in enumerate(KINDS):
        table(f"kind.{kind}", model.kinds[k])
    for k, kind in enumerate(KINDS):
        rows = [(b, round(w, 3)) for b, w in zip(KINDS, model.after[k]) if round(w, 3) != 0]
        lines.extend([f"\n[after.{kind}]"] if rows else [])
        lines.extend(f"{b:<10} = {w:>7.3f}" for b, w in rows)
    text = "\n".join(lines) + "\n"
    if "furniture" not in place:
        text = text.replace("[score]\n", f"[score]\nfurniture = {FURNITURE:.3f}\n", 1)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--attache", default="target/release/attache")
    parser.add_argument("--out")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--report", action="store_true", help="also print the fit to the gold itself")
    parser.add_argument("--errors", metavar="KIND", help="print the confusion matrix and the errors of a kind (or none)")
    parser.add_argument("--also", action="append", default=[], metavar="GOLD.jsonl", help="learnt from, never measured")
    parser.add_argument("--other-news", metavar="WEIGHTS.toml", help="keep the weights of other news than diplomacy from here")
    parser.add_argument("--also-weight", type=float, default=ALSO_WEIGHT)
    parser.add_argument("--also-score", type=float, default=0.0)
    parser.add_argument("--score-l2", type=float, default=SCORE_L2)
    parser.add_argument("--kind-l2", type=float, default=KIND_L2)
    parser.add_argument("--balance", type=float, default=KIND_BALANCE)
    options = parser.parse_args()
    sets = load(options.gold, options.attache)
    also = load(options.also, options.attache, also=True)
    data = Data([a for _, articles in sets + also for a in articles])
    scores, kinds = cross_validate(data, options)
    for name, articles in sets:
        show(name.rsplit("/", 1)[-1] + " (held out)", measure(articles, data, scores, kinds))
    if options.errors:
        confusion(data, kinds, options.errors)
    if options.report or options.out:
        model = fit(data, np.ones(len(data.doc), bool), options)
        scores, kinds = model.predict(data.x, data.furniture, data.doc)
        for name, articles in sets if options.report else []:
            show(name.rsplit("/", 1)[-1] + " (fit)", measure(articles, data, scores, kinds))
    if options.out:
        write(options.out, model, data.names, {})


if __name__ == "__main__":
    sys.exit(main())
