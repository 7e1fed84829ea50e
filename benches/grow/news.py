#!/usr/bin/env python3
"""news.py COUNT [--seed N] [--a-day N] [--one-story] [--bytes N] > news.jsonl - invented news in any number.

Many events, each told by one to thirty outlets within two days: parties, places, people, days, numbers and subject are the event's,
the wording is each outlet's, and one in six is a reprint of another's text. The sentences come from `pool.toml`, the examples and
`tests/gold`, which are all ours; in those of the latter two the names become the event's. The cast of a state stays over the years,
so that events look alike as they do in a newspaper. `story_id` says which articles belong together.

  --a-day N      articles a day (500)
  --one-story    all articles tell of one event
  --bytes N      one article of about so many bytes instead

The same seed gives the same bytes. Standard library only (Python 3.11).
"""
import argparse
import collections
import csv
import datetime
import json
import pathlib
import random
import re
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
SLOT = re.compile(r"\{(\w+)\}")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")
MONTHS = "January February March April May June July August September October November December".split()
ORDINALS = "second third fourth fifth sixth seventh eighth".split()
POOL = tomllib.loads((HERE / "pool.toml").read_text(encoding="utf-8"))
START = datetime.date(2031, 1, 1)


def states():
    """(name, adjective, capital) of each state of the lexicon that has all three."""
    rows = csv.reader(line for line in open(ROOT / "lexicon/countries.csv", encoding="utf-8") if not line.startswith("#"))
    first = lambda cell: cell.split("|")[0].lstrip("=")
    return [(r[1], first(r[3]), first(r[5])) for r in rows if len(r) > 5 and r[3] and r[5]]


def own_sentences():
    """Sentences of the articles that lie in the repository, without furniture and headlines."""
    files = ["examples/articles.jsonl", "tests/gold/articles.input.jsonl", "tests/gold/written.input.jsonl"]
    texts = [json.loads(line)["text"] for name in files for line in open(ROOT / name, encoding="utf-8")]
    parts = [part for text in texts for line in text.split("\n") for part in re.split(r"(?<=[.!?])\s+(?=[A-Z\"])", line)]
    return sorted({p for p in parts if 60 < len(p) < 320 and p.endswith(".") and p.count('"') % 2 == 0})


class World:
    """The cast: who rules which state, whatever the day."""

    def __init__(self, rng):
        self.states = states()
        rng.shuffle(self.states)
        self.weights = [1 / (10 + n) for n in range(len(self.states))]
        self.sentences = own_sentences()
        words = collections.Counter(re.findall(r"\b[a-z]{5,}\b", " ".join(self.sentences)))
        self.rare = sorted(word for word, count in words.items() if count < 5)
        self.taken = set()
        self.cast = {state: {role: self.person(rng) for role in ("p", "f", "k")} for state in self.states}

    def word(self, rng):
        return "".join(rng.choice(POOL["syllables"]) for _ in range(rng.randint(1, 2))).capitalize() + rng.choice(POOL["endings"])

    def person(self, rng):
        while True:
            name = f"{rng.choice(POOL['given'])} {self.word(rng)}"
            if name not in self.taken:
                self.taken.add(name)
                return name

    def draw(self, rng, count):
        drawn = []
        while len(drawn) < count:
            state = rng.choices(self.states, self.weights)[0]
            if state not in drawn:
                drawn.append(state)
        return drawn


class Event:
    """What happened; what all reports of it have in common."""

    def __init__(self, world, rng, day, name):
        self.world, self.day, self.name = world, day, name
        self.kind = rng.choice(POOL["kind"])
        self.topic = rng.choice(list(POOL["topics"]))
        self.slots = self.fill(rng)
        self.slots["t"] = SLOT.sub(lambda m: self.slots[m[1]], self.topic)
        self.names = {}
        self.own = [self.slots[key] for key in ("As", "Bs", "place", "place2", "A")] + [world.word(rng) for _ in range(10)]
        # Each outlet has a part of what is known; numbers in it are the same for all.
        common = POOL["common"]
        pool = POOL["topics"][self.topic] + rng.sample(self.kind["details"], 5) + common["own"]
        pool += rng.sample(common["background"], 4) + rng.sample(common["quotes"], 4)
        self.facts = [self.frozen(line, rng) for line in pool]
        self.history = [self.renamed(line, rng) for line in rng.sample(world.sentences, 12)]

    def fill(self, rng):
        world, day = self.world, self.day
        a, b, c = world.draw(rng, 3)
        slots = {"word": world.word(rng), "river": world.word(rng)}
        for key, (state, adjective, capital) in zip("ABC", (a, b, c)):
            slots |= {key: state, f"{key}adj": adjective, f"{key}cap": capital}
            for role, name in world.cast[(state, adjective, capital)].items():
                slots[f"{key}{role}"] = name
            slots[f"{key}s"] = slots[f"{key}p"].split()[-1]
        slots |= {key: world.word(rng) for key in ("place", "place2")}
        slots |= {key: world.person(rng) for key in ("person", "person2")}
        slots |= {key: rng.choice(POOL["firms"]).format(word=world.word(rng)) for key in ("firm", "firm2")}
        slots["body"] = rng.choice(POOL["bodies"]).format(word=world.word(rng))
        slots["city"] = rng.choice([a[2], b[2], c[2], slots["place"]])
        slots["p_he"], slots["p_his"] = rng.choice([("he", "his"), ("she", "her")])
        slots |= {"wd": day.strftime("%A"), "date": f"{MONTHS[day.month - 1]} {day.day}"}
        later, after = day + datetime.timedelta(days=1), day + datetime.timedelta(days=rng.randint(20, 90))
        slots |= {"wd2": later.strftime("%A"), "date2": f"{MONTHS[after.month - 1]} {after.day}", "year3": str(day.year + 1)}
        slots |= {f"v{n}": word for n, word in enumerate(rng.sample(world.rare, 24), 1)}
        slots["mag"] = f"{rng.randint(5, 7)}.{rng.randint(0, 9)}"
        return slots

    def loose(self, rng):
        """Slots that differ from sentence to sentence."""
        return {
            "n1": str(rng.randint(2, 12)), "n1b": str(rng.randint(0, 9)), "n2": str(rng.randint(13, 90)),
            "n3": str(rng.randint(100, 460)), "n4": f"{rng.randint(2, 60)},{rng.randint(0, 9)}00",
            "month": rng.choice(MONTHS), "year": str(rng.randint(1954, 2019)), "year2": str(self.day.year - rng.randint(1, 8)),
            "ord": rng.choice(ORDINALS),
        }  # fmt: skip

    def frozen(self, line, rng):
        """A sentence whose numbers are settled and whose wording is not."""
        slots = self.slots | self.loose(rng)
        return SLOT.sub(lambda m: slots[m[1]], line)

    def renamed(self, line, rng):
        """A sentence of another article with this event's names in it."""
        return NAME.sub(lambda m: self.names.setdefault(m[0], rng.choice(self.own)), line)

    def aside(self, rng):
        """What one outlet alone has to say."""
        if rng.random() < 0.5:
            return self.renamed(rng.choice(self.world.sentences), rng)
        lines = POOL["topics"][rng.choice(list(POOL["topics"]))]
        return worded(self.frozen(rng.choice(lines), rng), rng)


def worded(line, rng):
    line = CHOICE.sub(lambda m: rng.choice(m[1].split("|")), line)
    return line[:1].upper() + line[1:]


class Teller:
    """The reports of one event."""

    def __init__(self, event, rng):
        self.event = event
        slots = event.slots | event.loose(rng)
        settled = lambda lines: [SLOT.sub(lambda m: slots[m[1]], line) for line in lines]
        self.titles, self.leads = settled(event.kind["titles"]), settled(event.kind["leads"])
        self.more, self.after = settled(POOL["common"]["titles"]), settled(POOL["common"]["after"])
        self.told = []

    def report(self, rng, number, length):
        event = self.event
        if self.told and rng.random() < 1 / 6:
            title, lines = rng.choice(self.told)
            lines = lines[: max(3, len(lines) - rng.randint(0, 4))]
        else:
            title = worded(rng.choice(self.titles) + rng.choice(self.more), rng)
            lines = [worded(f"{rng.choice(self.leads)} {rng.choice(self.after)}", rng)]
            facts = rng.sample(event.facts, min(len(event.facts), rng.randint(4, 13)))
            lines += [worded(line, rng) for line in facts]
            lines += rng.sample(event.history, rng.randint(0, 4))
            lines[1:] = rng.sample(lines[1:], len(lines) - 1)
            size = sum(map(len, lines))
            while size < length:
                lines.append(event.aside(rng))
                size += len(lines[-1])
            self.told.append((title, lines))
        text = [lines[0]]
        if rng.random() < 0.5:
            text[0] = f"{event.slots['Acap'].upper()} — {text[0]}"
        for line in lines[1:]:
            glue = " " if rng.random() < 0.6 else "\n\n"
            text.append(glue + line)
        if rng.random() < 0.4:
            text.append("\n\n" + worded(event.frozen(rng.choice(POOL["common"]["furniture"]), rng), rng))
        day = event.day + datetime.timedelta(days=int(rng.random() < 0.3))
        return {
            "id": f"{event.name}-{number}", "story_id": event.name, "date": str(day), "title": title,
            "publisher": rng.choice(POOL["outlets"]), "text": "".join(text),
        }  # fmt: skip


def size(rng):
    """How many outlets tell of an event: mostly a few, at times thirty."""
    return min(30, int(rng.paretovariate(1.1)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--a-day", type=int, default=500)
    parser.add_argument("--one-story", action="store_true")
    parser.add_argument("--bytes", type=int, default=0)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    world = World(rng)
    out = sys.stdout
    put = lambda article: out.write(json.dumps(article, ensure_ascii=False) + "\n")
    written = events = 0
    while written < args.count:
        day = START + datetime.timedelta(days=written // args.a_day)
        event = Event(world, rng, day, f"e{events}")
        teller = Teller(event, rng)
        reports = args.count if args.one_story else min(size(rng), args.count - written)
        for number in range(reports):
            put(teller.report(rng, number, args.bytes or rng.choice((600, 900, 1200, 1800, 3000))))
        written, events = written + reports, events + 1


if __name__ == "__main__":
    main()
