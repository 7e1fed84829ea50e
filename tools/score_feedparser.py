#!/usr/bin/env python3
"""feedparser's well-formed test feeds, read by attache: whose entries' title, link, day and content are as the test says.

    tools/score_feedparser.py REPOSITORY [--attache target/release/attache] [--show N]

REPOSITORY is a clone of kurtmckee/feedparser, bare or not; its feeds are read out of it and not kept. A feed counts where
its test says something of these fields of its first entry, and is right where attache prints all of it. Text is compared
as a reader sees it: without tags, references resolved, white space aside. Days stand for moments.
"""
import argparse
import ast
import collections
import html
import io
import json
import pathlib
import re
import subprocess
import tarfile
import tempfile

FIELDS = {"title": "title", "link": "link", "description": "text", "summary": "text", "published_parsed": "day",
          "updated_parsed": "day", "date_parsed": "day", "issued_parsed": "day", "created_parsed": "day",
          "modified_parsed": "day", "published": "day", "updated": "day", "date": "day", "modified": "day",
          "issued": "day", "created": "day"}


def feeds(repository):
    """Path and bytes of each well-formed feed at the newest commit."""
    packed = subprocess.run(["git", "-C", repository, "archive", "HEAD", "tests/wellformed"], capture_output=True,
                            check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".xml"):
                yield member.name.removeprefix("tests/wellformed/"), archive.extractfile(member).read()


def expectations(data):
    """Field and value of what a test says of the first entry."""
    for encoding in ("utf-8", "utf-16", "utf-32"):
        found = re.search(r"Expect:\s*(.*?)\s*\n\s*(?:-->|\w+:\s)", data.decode(encoding, "replace"), re.S)
        if found:
            break
    else:
        return
    try:
        tree = ast.parse(found.group(1).strip(), mode="eval").body
    except SyntaxError:
        return
    for part in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq):
            try:
                value = ast.literal_eval(part.comparators[0])
            except ValueError:
                continue
            where = ast.unparse(part.left)
            named = re.fullmatch(r"entries\[0\](?:\['(\w+)'\]|\.(\w+))(\['value'\])?", where)
            if re.fullmatch(r"entries\[0\](\['content'\]|\.content)\[0\](\['value'\]|\.value)", where):
                yield "text", value
            elif named:
                name = (named.group(1) or named.group(2)).removesuffix("_detail")
                if name in FIELDS:
                    yield FIELDS[name], value


def seen(text):
    """What a reader sees, white space aside: of markup, or of text that only looks like it."""
    bare = lambda text: re.sub(r"[\s\u200b\xa0]+", "", text)
    stripped = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->", "", text)
    return {bare(html.unescape(re.sub(r"(?s)<[/!?a-zA-Z][^>]*>", "", stripped))), bare(html.unescape(text)), bare(text)}


def holds(field, expected, article):
    """True where the article has what the test says."""
    if field == "day":
        if isinstance(expected, str):
            return expected[:10] == article["published"] or not re.match(r"\d{4}-\d\d-\d\d", expected)
        return expected is None or "%04d-%02d-%02d" % tuple(expected[:3]) == article["published"]
    if field == "link":
        return expected == (article["url"] or "")
    return bool(seen(article[field] or "") & seen(expected or ""))


def near(field, expected, article):
    """True where the day is the next one: the test says it in UTC, attache as the publisher's clock has it."""
    from datetime import date
    if field != "day" or not isinstance(expected, tuple) or not article["published"]:
        return False
    return abs((date(*expected[:3]) - date.fromisoformat(article["published"])).days) == 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository")
    parser.add_argument("--attache", default="target/release/attache")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N that are wrong")
    args = parser.parse_args()
    wanted, right, of, by_field = {}, 0, collections.Counter(), collections.Counter()
    shown = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data in feeds(args.repository):
            said = list(expectations(data))
            if said:
                wanted[name] = said
                path = pathlib.Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        done = subprocess.run([args.attache, "extract", "-q", "-f", "json", folder], capture_output=True, text=True)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        found = {row["source_path"].removeprefix(folder + "/"): row for row in rows}
        for name, said in sorted(wanted.items()):
            # An entry that says nothing to a reader is not printed.
            article = found.get(name + "#1", {"title": None, "url": None, "published": None, "text": ""})
            wrong = [(f, e) for f, e in said if not holds(f, e, article) and not near(f, e, article)]
            for field in {field for field, _ in said}:
                by_field[field, field not in {f for f, _ in wrong}] += 1
            of[name.split("/")[0], not wrong] += 1
            right += not wrong
            if wrong and shown < args.show:
                shown += 1
                print("wrong", name, wrong[:2], {k: article[k] for k in ("title", "url", "published", "text")})
    for folder in sorted({folder for folder, _ in of}):
        print(f"{folder:16} {of[folder, True]:4} of {of[folder, True] + of[folder, False]}")
    for field in ("title", "link", "day", "text"):
        print(f"{field:16} {by_field[field, True]:4} of {by_field[field, True] + by_field[field, False]}")
    print(f"feeds right {right}/{len(wanted)}")


if __name__ == "__main__":
    main()
