#!/usr/bin/env python3
"""vary_news.py FILE.jsonl COUNT [SEED] > news.jsonl - many articles out of few, to see how time and memory grow.

Each story takes one article of FILE ({"text", "title"?} a line), gives every name in it other letters (the same for all of the story),
puts it on a day, and tells it one to four times, each time with some sentences left out and the rest in the words of the first. A
hundred stories fall on a day. `story_id` says which belong together. The same seed gives the same bytes. Standard library only.
"""
import datetime
import json
import random
import re
import sys

NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")
SYLLABLES = "ba be bo da de di fa ga go ha ka ke ki la le lo ma me mi na ne no pa pe ra re ri sa se so ta te ti va vo za".split()


def pseudo(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()


def story(base, rng):
    """The article with other names; one in three names stays, so that stories share some."""
    names = {}

    def swap(found):
        word = found.group(0)
        if word not in names:
            names[word] = word if rng.random() < 0.33 else pseudo(rng)
        return names[word]

    return {key: NAME.sub(swap, base.get(key) or "") for key in ("title", "text")}


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    bases = [json.loads(line) for line in open(path, encoding="utf-8")]
    written = number = 0
    while written < count:
        day = datetime.date(2031, 1, 1) + datetime.timedelta(days=number // 100)
        told = story(rng.choice(bases), rng)
        sentences = re.split(r"(?<=[.!?])\s+", told["text"])
        for copy in range(min(rng.randint(1, 4), count - written)):
            kept = [s for n, s in enumerate(sentences) if n == 0 or copy == 0 or rng.random() < 0.7]
            print(json.dumps({"id": f"s{number}-{copy}", "story_id": f"s{number}", "date": str(day), "title": told["title"],
                              "publisher": f"Paper {rng.randint(1, 40)}", "text": " ".join(kept)}, ensure_ascii=False))
            written += 1
        number += 1


if __name__ == "__main__":
    main()
