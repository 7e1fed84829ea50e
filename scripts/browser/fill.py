"""Fills a desk's store with digests like its first one, of other people, countries and days: fill.py STORE STORIES

For figures of what thousands of stories take. Each story has an article, a visit and a pair of countries of its own, drawn
from 60 countries and 1,800 people; a third of all stories are of the first country, as on a real desk. The same call gives
the same store.
"""

import datetime
import hashlib
import json
import random
import sqlite3
import sys

DAILY = 8
STATES = """Estonia:Tallinn:EST Lithuania:Vilnius:LTU Peru:Lima:PER Ecuador:Quito:ECU Norway:Oslo:NOR Kenya:Nairobi:KEN
Japan:Tokyo:JPN France:Paris:FRA Portugal:Lisbon:PRT Uruguay:Montevideo:URY Mongolia:Ulaanbaatar:MNG Ghana:Accra:GHA
Jordan:Amman:JOR Nepal:Kathmandu:NPL Chile:Santiago:CHL Malta:Valletta:MLT Finland:Helsinki:FIN Sweden:Stockholm:SWE
Denmark:Copenhagen:DNK Iceland:Reykjavik:ISL Latvia:Riga:LVA Poland:Warsaw:POL Austria:Vienna:AUT Hungary:Budapest:HUN
Romania:Bucharest:ROU Bulgaria:Sofia:BGR Greece:Athens:GRC Cyprus:Nicosia:CYP Turkey:Ankara:TUR Egypt:Cairo:EGY
Morocco:Rabat:MAR Tunisia:Tunis:TUN Senegal:Dakar:SEN Angola:Luanda:AGO Zambia:Lusaka:ZMB Uganda:Kampala:UGA
Rwanda:Kigali:RWA India:Delhi:IND Thailand:Bangkok:THA Vietnam:Hanoi:VNM Indonesia:Jakarta:IDN Australia:Canberra:AUS
Canada:Ottawa:CAN Mexico:Mexico:MEX Cuba:Havana:CUB Panama:Panama:PAN Colombia:Bogota:COL Bolivia:Sucre:BOL
Paraguay:Asuncion:PRY Argentina:Buenos:ARG Brazil:Brasilia:BRA Spain:Madrid:ESP Italy:Rome:ITA Belgium:Brussels:BEL
Ireland:Dublin:IRL Serbia:Belgrade:SRB Croatia:Zagreb:HRV Albania:Tirana:ALB Georgia:Tbilisi:GEO Armenia:Yerevan:ARM""".split()
GIVEN = "Ana Ola Eva Jan Ida Leo Mia Tor Una Pia Kai Lea Nils Olga Pavel Rita Sami Tea Uwe Vera Wim Yara Zoe Bo Cleo Dag Elin Finn Greta Hugo".split()
FAMILY = """Lind Berg Holm Dahl Falk Ek Lund Roos Sand Vik Arvo Bakke Costa Dieng Edgar Fonseka Gahr Hale Iversen Juhl Kask Laur
Moya Nunes Orav Prado Quist Rand Saar Tamsar Ulm Varga Wolde Xavi Yoder Zeman Abt Brandt Cole Duarte Elling Fabri Gomez Hart Isak
Jordis Kallas Lepik Mets Noor Oja Pent Raud Sild Teder Uibo Vaher Welk Ylis Zorn""".split()
TOPICS = """rail ports fisheries water grain visas customs aviation cables tariffs copper lithium pensions schools forests rivers
borders energy satellites vaccines archives bridges ferries textiles museums timber dairy insurance patents shipping""".split()


def main(path, stories):
    store = sqlite3.connect(path)
    store.row_factory = sqlite3.Row
    first = json.loads(store.execute("SELECT edition FROM digest_revisions ORDER BY number LIMIT 1").fetchone()[0])
    visit = next(entry for entry in first["briefs"] if "Karin Tamm" in entry["headline"]["text"])
    article = dict(store.execute("SELECT * FROM articles WHERE id = ?", [visit["sources"][0]["article"]]).fetchone())
    trips = [row[0] for row in store.execute("SELECT entry FROM visit_entries") if article["id"] in row[0]]
    last = store.execute("SELECT max(number) FROM digests").fetchone()[0]
    text, whole = json.dumps(visit, ensure_ascii=False), json.dumps(first | {"briefs": []}, ensure_ascii=False)
    start = datetime.date.fromisoformat(first["date"])
    version = store.execute("SELECT version FROM digests").fetchone()[0]
    for number in range(last + 1, last + 1 + stories // DAILY):
        day = start + datetime.timedelta(days=number - 1)
        edition = json.loads(whole.replace(first["date"], day.isoformat())) | {"number": number}
        for k in range(DAILY):
            change, source, id = told(text, article, number * DAILY + k, day)
            edition["briefs"].append(change)
            store.execute(f"INSERT INTO articles ({','.join(source)}) VALUES ({','.join('?' * len(source))})", list(source.values()))
            swap = swapper(number * DAILY + k, day)
            for trip in trips:
                entry = swap(trip).replace(article["id"], id)
                known = hashlib.sha256(entry.encode()).hexdigest()[:32]
                store.execute("INSERT INTO visit_entries (known, entry) VALUES (?, ?)", [known, entry])
        put(store, edition, version, day)
    store.commit()


def swapper(n, day):
    chance = random.Random(n)
    own = "Estonia:Tallinn:EST" if chance.random() < 1 / 3 else chance.choice(STATES)
    other = chance.choice([state for state in STATES if state != own])
    (home, _, code), (host, city, other_code) = own.split(":"), other.split(":")
    given, family, topic = chance.choice(GIVEN), chance.choice(FAMILY), chance.choice(TOPICS)
    prior = datetime.date(2029 + n // 4000, chance.randint(1, 12), 1)
    after = day + datetime.timedelta(days=1)
    days = f"{day.day}–{after.day} {day:%B %Y}" if after.month == day.month else f"{day.day} {day:%B} – {after.day} {after:%B %Y}"
    pairs = [("Lithuanian", "{B}"), ("Lithuania", "{B}"), ("Estonian", "{A}"), ("Estonia", "{A}"), ("Vilnius", "{C}"), ("VILNIUS", "{D}"),
             ("25–26 March 2031", "{E}"), ("2031-03-25", "{F}"), ("2031-03-26", "{G}"), ("October 2029", "{M}"), ("2029-10", "{N}"), ("Karin", "{H}"), ("Tamm", "{I}"), ("air transport", "{J}"), ('"EST"', '"{K}"'), ('"LTU"', '"{L}"')]
    new = {"{A}": home, "{B}": host, "{C}": city, "{D}": city.upper(), "{E}": days, "{F}": day.isoformat(), "{G}": after.isoformat(),
           "{H}": given, "{I}": family, "{J}": topic, "{K}": code, "{L}": other_code,
           "{M}": f"{prior:%B %Y}", "{N}": f"{prior:%Y-%m}"}

    def swap(text):
        for old, slot in pairs:
            text = text.replace(old, slot)
        for slot, word in new.items():
            text = text.replace(slot, word)
        return text
    return swap


def told(text, article, n, day):
    """The story, its article, and the article's id."""
    swap = swapper(n, day)
    words = swap(article["text"]) + f"\n\nThe ministry gave the visit the number {n}."
    # As src/ingest/id.rs has it.
    id = hashlib.sha256("".join(word + " " for word in words.split()).encode()).hexdigest()[:16]
    entry = json.loads(swap(text).replace(article["id"], id))
    entry["story_id"] = hashlib.sha256(str(n).encode()).hexdigest()[:16]
    place(entry, words)
    path = f"inbox/{n}.txt"
    return entry, article | {"number": None, "id": id, "source_path": path, "text": words}, id


def place(value, words):
    """Gives each receipt its characters in the new words."""
    if isinstance(value, list):
        for one in value:
            place(one, words)
    elif isinstance(value, dict):
        if "article" in value and "text" in value and "start" in value:
            value["start"] = words.find(value["text"])
            value["end"] = value["start"] + len(value["text"])
        for one in value.values():
            place(one, words)


def put(store, edition, version, day):
    text = json.dumps(edition, ensure_ascii=False)
    sum = hashlib.sha256(text.encode()).hexdigest()
    number = edition["number"]
    store.execute("INSERT INTO digests (desk, number, day, recipe, version, revision) VALUES ('main', ?, ?, '{}', ?, 0)", [number, day.isoformat(), version])
    store.execute("INSERT INTO digest_revisions VALUES ('main', ?, 0, '', ?, ?, '{}')", [number, text, sum])


main(sys.argv[1], int(sys.argv[2]))
