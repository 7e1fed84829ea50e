"""Coders of events after the manner of PETRARCH2, which itself wants trees of a parser that is not on PyPI: actors from a
dictionary, a verb from a dictionary between two of them, the code of that verb. `Coder` takes the words as they stand, the
least that any such program does; `Parsed` takes subject and object from a parser. The dictionaries are attache's own.
"""
import csv
import pathlib
import re
import tomllib

LEXICON = pathlib.Path(__file__).resolve().parents[2] / "lexicon"
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
# Words of an actor's name, at most.
LONGEST = 4


def actors():
    """Names and adjectives of states → code."""
    found = {}
    lines = (line for line in (LEXICON / "countries.csv").open(encoding="utf-8") if not line.startswith("#"))
    for row in csv.reader(lines):
        for cell in row[1:]:
            for name in re.split(r"[;|]", cell):
                if name.strip():
                    found.setdefault(tuple(WORD.findall(name.strip())), row[0])
    return found


def verbs():
    """Forms of a verb → CAMEO root."""
    data = tomllib.loads((LEXICON / "events.toml").read_text(encoding="utf-8"))
    irregular, found = data.get("irregular", {}), {}
    for rule in data["rule"]:
        patterns = rule["pattern"] if isinstance(rule["pattern"], list) else [rule["pattern"]]
        for pattern in patterns:
            for verb in re.findall(r"([a-z|]+)/v", pattern):
                for stem in verb.split("|"):
                    root = stem.removesuffix("e")
                    for form in [stem, stem + "s", root + "ed", root + "ing", *irregular.get(stem, [])]:
                        found.setdefault(form, rule["root"])
    return found


class Coder:
    """Actor, verb, actor in the order of the words."""

    def __init__(self):
        self.actors, self.verbs = actors(), verbs()

    def code(self, sentence):
        words = WORD.findall(sentence)
        marks, at = [], 0
        while at < len(words):
            for length in range(LONGEST, 0, -1):
                actor = self.actors.get(tuple(words[at : at + length]))
                if actor:
                    marks.append((at, "actor", actor))
                    at += length
                    break
            else:
                root = self.verbs.get(words[at].lower())
                if root:
                    marks.append((at, "verb", root))
                at += 1
        found = []
        for n, (_, kind, root) in enumerate(marks):
            if kind == "verb":
                source = next((m[2] for m in reversed(marks[:n]) if m[1] == "actor"), None)
                target = next((m[2] for m in marks[n + 1 :] if m[1] == "actor"), None)
                if source and target:
                    found.append((source, root, target))
        return found


class Parsed(Coder):
    """Actor, verb, actor as subject, head and object of a parsed sentence."""

    def code(self, sentence):
        found = []
        for token in sentence:
            root = self.verbs.get(token.text.lower()) if token.pos_ == "VERB" else None
            if root:
                source = self.below(token, ("nsubj", "nsubjpass", "agent"))
                target = self.below(token, ("dobj", "prep", "pobj", "dative"))
                if source and target:
                    found.append((source, root, target))
        return found

    def below(self, token, relations):
        for child in token.children:
            if child.dep_ in relations:
                words = WORD.findall(" ".join(t.text for t in child.subtree))
                for at in range(len(words)):
                    for length in range(LONGEST, 0, -1):
                        actor = self.actors.get(tuple(words[at : at + length]))
                        if actor:
                            return actor
        return None
