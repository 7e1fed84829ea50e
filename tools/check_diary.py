#!/usr/bin/env python3
"""check_diary.py TABLE.jsonl ATTACHE - does the visit diary count as a plain script does?

TABLE holds one trip a line (traveller, start, end, country, remarks …), each of a traveller's own name and country as written;
ATTACHE is the binary. Imports the table into a store of its own, then compares for every trip: its number among those of the
traveller to the country, ever and within the year, and the day of the trip before. Countries are compared by the code that the
diary gives, so that two names of one state count together; which names those are is printed. Standard library only.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile


def main():
    table, attache = sys.argv[1:3]
    rows = [json.loads(line) for line in open(table, encoding="utf-8")]
    with tempfile.TemporaryDirectory() as folder:
        store = os.path.join(folder, "a.db")
        run = lambda *args: subprocess.run([attache, *args], capture_output=True, text=True, check=True)
        said = run("visits", "import", table, "--office", "president", "--state", "USA", "--store", store)
        print(said.stderr.strip())
        again = run("visits", "import", table, "--office", "president", "--state", "USA", "--store", store)
        print("again:", again.stderr.strip())
        out = run("visits", "list", "-f", "json", "--store", store).stdout
        diary = [json.loads(line) for line in out.splitlines()]
        people = run("visits", "people", "list", "--store", store).stdout
    print(len(rows), "rows,", len(diary), "visits,", len(people.splitlines()), "people,", len({r["traveller"] for r in rows}), "names")
    code, names = {}, collections.defaultdict(set)
    for visit in diary:
        code[visit["country"]] = visit["code"] or visit["country"]
        names[code[visit["country"]]].add(visit["country"])
    print("one state under several names:", [sorted(n) for n in names.values() if len(n) > 1])
    print("no code:", sorted({v["country"] for v in diary if not v["code"]}))
    key = lambda r: (r["traveller"], code[r["country"]])
    order = sorted(range(len(rows)), key=lambda n: (rows[n]["start"], n))
    seen, expected = collections.defaultdict(list), {}
    for n in order:
        row = rows[n]
        before = seen[key(row)]
        year = sum(b["start"][:4] == row["start"][:4] for b in before)
        earlier = [b["start"] for b in before if b["start"] < row["start"]]
        expected[n + 1] = (len(before) + 1, year + 1, earlier[-1] if earlier else None)
        before.append(row)
    wrong = [v for v in diary if (v["ordinal"], v["ordinal_of_year"], v["last_before"]) != expected[v["id"]]]
    for visit in wrong[:10]:
        print("WRONG", visit["id"], visit["traveller"], visit["country"], visit["start"], expected[visit["id"]],
              visit["ordinal"], visit["ordinal_of_year"], visit["last_before"])
    print(f"{len(diary) - len(wrong)} of {len(rows)} counts and days of the trip before agree with the plain script's")
    sys.exit(bool(wrong) or len(diary) != len(rows))


if __name__ == "__main__":
    main()
