#!/usr/bin/env python3
"""word_counts.py FILE.jsonl… > lexicon/word_counts.csv - in how many articles of general news each word stands.

The files hold {"sentences": [...]} a line; name only such whose licence allows counts of words to be given on. Words are cut as
`src/text/stem.rs` cuts them; those of fewer than three articles are left out, names (words that never stand in lower case) too.
Standard library only.
"""
import collections
import json
import re
import sys
import unicodedata

WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*")
ENDINGS = ("ing", "ed", "es", "s")


def fold(word):
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'")


def stem(word):
    word = word.rstrip(".")
    cut = next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    word = word[: len(word) - len(cut)]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    if word.endswith("e") and len(word) > 4:
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def main():
    counts, lower, articles = collections.Counter(), set(), 0
    for path in sys.argv[1:]:
        for line in open(path, encoding="utf-8"):
            found = set()
            for word in WORD.findall(" ".join(json.loads(line)["sentences"])):
                norm = fold(word)
                norm = norm[:-2] if norm.endswith("'s") else norm
                if len(norm) > 2:
                    found.add(stem(norm))
                    if word[0].islower():
                        lower.add(stem(norm))
            counts.update(found)
            articles += 1
    print("# In how many articles of general news a word stands (word,articles), made by tools/word_counts.py from the articles of REALSumm")
    print("# (CC BY 4.0, Bhandari et al. 2020) and SummEval (MIT, Fabbri et al. 2021). Words of one or two articles and names are left out.")
    print("# The first row is the number of all articles.")
    print(f"*,{articles}")
    for word, count in sorted(counts.items()):
        if count >= 3 and word in lower and word.isascii():
            print(f"{word},{count}")


if __name__ == "__main__":
    main()
