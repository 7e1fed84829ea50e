#!/usr/bin/env python3
"""peer.py average|threshold FILE.jsonl > stories.jsonl - what a user of scikit-learn would group news with.

TF-IDF over title and text (sublinear, English stop words), then

  average    agglomerative clustering, average link, cosine distance: all pairs at once, in a dense matrix
  threshold  each day with the three days before it: articles at least so much alike are joined, and so are all they are joined to

One line a story, {"story_id", "docs"}, as attache prints it.
"""
import collections
import json
import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

# Set once, not fitted.
AVERAGE, THRESHOLD, DAYS = 0.80, 0.30, 3


def threshold(vectors, days):
    order = np.argsort(days, kind="stable")
    vectors, days = vectors[order], days[order]
    pairs = [], []
    for day in np.unique(days):
        now = np.nonzero(days == day)[0]
        near = np.nonzero((days <= day) & (days >= day - DAYS))[0]
        alike = (vectors[now] @ vectors[near].T).tocoo()
        keep = alike.data >= THRESHOLD
        pairs[0].extend(now[alike.row[keep]])
        pairs[1].extend(near[alike.col[keep]])
    graph = coo_matrix((np.ones(len(pairs[0]), dtype=bool), pairs), shape=(len(days), len(days)))
    labels = np.empty(len(days), dtype=int)
    labels[order] = connected_components(graph, directed=False)[1]
    return labels


def main():
    how, path = sys.argv[1], sys.argv[2]
    articles = [json.loads(line) for line in open(path, encoding="utf-8")]
    texts = [f"{a['title']} {a['text']}" for a in articles]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    if how == "average":
        model = AgglomerativeClustering(None, metric="cosine", linkage="average", distance_threshold=AVERAGE)
        labels = model.fit_predict(vectors.toarray())
    else:
        labels = threshold(vectors, np.array([a["date"] for a in articles], dtype="datetime64[D]").astype(int))
    stories = collections.defaultdict(list)
    for article, label in zip(articles, labels):
        stories[label].append(article["id"])
    for label, docs in stories.items():
        print(json.dumps({"story_id": str(label), "docs": docs}))


if __name__ == "__main__":
    main()
