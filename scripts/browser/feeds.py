"""Reads the feeds and the calendar of an archive with the parsers that others use: feeds.py SITE

Both parsers forgive much, so what they do not look at is checked here: ids, days in order, moments with a zone, entries
that are there twice.
"""

import datetime
import json
import pathlib
import sys

import feedparser
import icalendar

SITE = pathlib.Path(sys.argv[1])
BASE = "https://desk.example/digests/"
failures = []


def check(what, holds, more=""):
    print(f"ok: {what}" if holds else f"FAILED: {what} {more}")
    if not holds:
        failures.append(what)


def path_of(url):
    return url.removeprefix(BASE)


def feeds():
    for name, count in (("feed", 3), ("stories", 5)):
        atom = feedparser.parse(SITE / f"{name}.xml")
        check(f"{name}.xml is well formed Atom 1.0", not atom.bozo and atom.version == "atom10", atom.get("bozo_exception"))
        ids = [entry.id for entry in atom.entries]
        check(f"{name}.xml has its entries", len(ids) == count and len(set(ids)) == count, ids)
        check(f"{name}.xml has tag: ids", all(one.startswith("tag:desk.example,2031-03-") for one in ids), ids)
        check(f"{name}.xml links to pages that are there", all((SITE / path_of(entry.link)).exists() for entry in atom.entries))
        check(f"{name}.xml changed after it came out", all(entry.updated_parsed >= entry.published_parsed for entry in atom.entries))
        check(f"{name}.xml changed when its last entry did", atom.feed.updated_parsed == max(entry.updated_parsed for entry in atom.entries))
        check(f"{name}.xml names its author and itself", bool(atom.feed.author) and any(link.rel == "self" for link in atom.feed.links))
        feed = json.loads((SITE / f"{name}.json").read_text())
        check(f"{name}.json is JSON Feed 1.1", feed["version"] == "https://jsonfeed.org/version/1.1" and feed["feed_url"] == f"{BASE}{name}.json")
        same = [(item["id"], item["url"], item["title"]) for item in feed["items"]] == [(e.id, e.link, e.title) for e in atom.entries]
        check(f"{name}.json says what {name}.xml says", same)
        moments = [datetime.datetime.fromisoformat(item[key]) for item in feed["items"] for key in ("date_published", "date_modified")]
        check(f"{name}.json has moments with a zone", all(moment.tzinfo for moment in moments))
        empty = [item["id"] for item in feed["items"] if "<p" not in item["content_html"]]
        check(f"{name}.json has all of each entry", not empty, empty)
    digests = feedparser.parse(SITE / "feed.xml").entries
    check("the newest digest comes first", digests[0].title == "Northern digest 3, 27 March 2031", digests[0].title)
    check("a digest that was corrected changed then", digests[2].updated.startswith("2031-03-26T18:00"), digests[2].updated)
    body = digests[2].content[0].value
    check("words come through the feed as they are", '"We have a good deal to talk about, and two days are short,"' in body.replace("&quot;", '"').replace("&#34;", '"'), body)


def calendar():
    data = (SITE / "calendar.ics").read_bytes()
    lines = data.split(b"\r\n")
    check("lines of the calendar have 75 octets at most", all(len(line) <= 75 for line in lines))
    check("lines of the calendar end in CRLF", b"\n" not in data.replace(b"\r\n", b"") and lines[-1] == b"")
    events = [part for part in icalendar.Calendar.from_ical(data).walk("VEVENT")]
    uids = [str(event["UID"]) for event in events]
    check("no two events have one UID", len(uids) == len(set(uids)) > 2, uids)
    check("no event has an error", not any(event.errors for event in events))
    check("events are of whole days and end after they start", all(
        type(event["DTSTART"].dt) is datetime.date and event["DTEND"].dt > event["DTSTART"].dt for event in events))
    check("stamps are in universal time", all(event["DTSTAMP"].dt.utcoffset() == datetime.timedelta(0) for event in events))
    check("changes are counted", all(int(event["SEQUENCE"]) >= 0 for event in events))
    by_name = {str(event["SUMMARY"]): event for event in events}
    riga = by_name["Karin Tamm in Riga"]
    check("a visit has its days", (riga["DTSTART"].dt, riga["DTEND"].dt) == (datetime.date(2031, 4, 14), datetime.date(2031, 4, 16)))
    check("a visit has its place", str(riga["LOCATION"]) == "Riga, Latvia", riga.get("LOCATION"))
    check("a visit says who says so", "Baltic Wire" in str(riga["DESCRIPTION"]) or "sentence" in str(riga["DESCRIPTION"]))
    summit = by_name["summit, Arusha (Kenya)"]
    check("a plan is tentative", str(summit["STATUS"]) == "TENTATIVE" and summit["DTSTART"].dt == datetime.date(2031, 5, 6))
    check("events lead to pages that are there", all((SITE / path_of(str(event["URL"]))).exists() for event in events if "URL" in event))


feeds()
calendar()
sys.exit(1 if failures else 0)
