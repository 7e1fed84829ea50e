"""soak.py MINUTES ATTACHE: scripts/soak says what it does."""
import datetime
import http.server
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
ARTICLES = 12
READERS = 20
FIRST = datetime.date(2031, 1, 6)
# A digest holds the visit diary, to which each article here adds a trip: so many kilobytes a trip are no leak.
TRIP_KB = 3
# What may pass for noise: so much more, and so many times as much, both.
SLACK = {"MB": (24, 1.3), "s": (0.4, 1.6), "files": (4, 1.2)}

PEOPLE = ["Mara Holt", "Ivo Brandt", "Lena Sorg", "Tomas Rey", "Ada Quist", "Pavel Orlin", "Nora Feld", "Juan Abarca"]
PLACES = [
    ("Norway", "Norwegian", "Oslo"), ("Chile", "Chilean", "Santiago"), ("Kenya", "Kenyan", "Nairobi"), ("Poland", "Polish", "Warsaw"),
    ("Japan", "Japanese", "Tokyo"), ("Portugal", "Portuguese", "Lisbon"), ("Estonia", "Estonian", "Tallinn"), ("Peru", "Peruvian", "Lima"),
]
SUBJECTS = ["fishing quotas", "a rail corridor", "port fees", "student visas", "a gas pipeline", "air links", "a water treaty", "grain exports"]


def article(day, n):
    draw = random.Random(f"{day} {n}")
    (_, guest_people, _), (host, host_people, city) = draw.sample(PLACES, 2)
    who, other, subject = *draw.sample(PEOPLE, 2), draw.choice(SUBJECTS)
    told = [
        f"{city.upper()}, {day:%B} {day.day}, {day.year} (Harbour Wire) -- {guest_people} Foreign Minister {who} arrived in {city} on "
        f"{day:%A} for a two-day visit to discuss {subject}, the {host_people} Foreign Ministry said.",
        f"{who} will meet {host_people} Foreign Minister {other} on {day + datetime.timedelta(1):%A}, the ministry said in a statement.",
        f"\"We have {draw.randint(2, 9)} points on {subject} to settle,\" {other} told reporters. Talks on {subject} broke off in {day.year - draw.randint(1, 6)}.",
        f"Diplomats who asked not to be named said that {host} may propose a joint commission of {draw.randint(4, 40)} members.",
    ]
    return f"{who} in {city} over {subject}", told


class News(http.server.BaseHTTPRequestHandler):
    """One feed: the articles of the day."""

    day = FIRST

    def do_GET(self):
        if self.path != "/feed.xml":
            self.send_response(404)
            self.end_headers()
            return
        items = []
        for n in range(ARTICLES):
            title, told = article(News.day, n)
            text = escape("".join(f"<p>{escape(line)}</p>" for line in told))
            items.append(
                f"<item><title>{escape(title)}</title><link>http://127.0.0.1/{News.day}/{n}</link><pubDate>{News.day:%a, %d %b %Y} 05:00:00 GMT"
                f"</pubDate><content:encoded>{text}</content:encoded></item>"
            )
        body = (
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour '
            f'Wire</title><link>http://127.0.0.1/</link>{"".join(items)}</channel></rss>'
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def open_files(pid):
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


def memory(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def run(attache, arguments, folder, figures):
    """A command to its end: seconds, the most memory, the most open files."""
    began = time.monotonic()
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen([attache, "-q", *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=said, env=environment())
        files = 0
        while True:
            pid, status, used = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            files = max(files, open_files(process.pid))
            time.sleep(0.01)
    code = os.waitstatus_to_exitcode(status)
    process.returncode = code
    if code != 0:
        sys.exit(f"soak: attache {' '.join(arguments)}: exit code {code}: {(folder / 'said').read_text(errors='replace')[-2000:]}")
    figures.setdefault(f"{arguments[0]} s", []).append(time.monotonic() - began)
    figures.setdefault(f"{arguments[0]} MB", []).append(used.ru_maxrss / 1024)
    figures.setdefault(f"{arguments[0]} files", []).append(files)


def environment():
    return {**os.environ, "ATTACHE_ALLOW_PRIVATE": "1", "ATTACHE_FETCH_SPACING": "0"}


def ask(address, figures):
    began = time.monotonic()
    for path in ("/health", "/", "/subscribe", "/metrics"):
        with urllib.request.urlopen(address + path, timeout=20) as answer:
            answer.read()
    figures.setdefault("serve s", []).append(time.monotonic() - began)


def serve(attache, folder):
    """The server, and where it listens."""
    process = subprocess.Popen(
        [attache, "serve", "--listen", "127.0.0.1:0"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment()
    )
    for line in process.stderr:
        at = line.find("http://127.0.0.1:")
        if at >= 0:
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return process, line[at:].split()[0].rstrip("/.,;")
    sys.exit("soak: attache serve does not say where it listens")


def grown(figures):
    """What is higher in the last quarter of the days than in the second, by more than noise."""
    found = []
    for name, values in figures.items():
        quarter = len(values) // 4
        if name == "digest MB":
            values = [value - day * ARTICLES * TRIP_KB / 1024 for day, value in enumerate(values)]
        if quarter < 3:
            continue
        # The quicker half of the days: what else the machine does shows in the slower one.
        typical = lambda part: statistics.median(sorted(part)[: max(1, len(part) // 2)])
        before, after = typical(values[quarter : 2 * quarter]), typical(values[-quarter:])
        more, times = SLACK[name.split()[1]]
        if after > before + more and after > before * times:
            found.append(f"{name} from {before:.2f} to {after:.2f}")
    return found


def main():
    minutes, attache = float(sys.argv[1]), sys.argv[2]
    news = http.server.ThreadingHTTPServer(("127.0.0.1", 0), News)
    threading.Thread(target=news.serve_forever, daemon=True).start()
    sink = subprocess.Popen([sys.executable, HERE / "mail_sink.py"], stdout=subprocess.PIPE, text=True)
    server = None
    try:
        with tempfile.TemporaryDirectory(prefix="attache-soak.") as folder:
            folder = pathlib.Path(folder)
            (folder / "attache.toml").write_text(
                f"[[source]]\nname = 'wire'\nurl = 'http://127.0.0.1:{news.server_address[1]}/feed.xml'\n[archive]\ndir = 'archive'\n"
                f"[mail]\nurl = 'smtp://127.0.0.1:{int(sink.stdout.readline())}'\nfrom = 'Desk <desk@harbour.example>'\n"
                "unsubscribe = 'https://harbour.example/u'\n[serve]\nurl = 'https://harbour.example'\nper_minute = 6000\n"
            )
            (folder / "readers.csv").write_text("email,status\n" + "".join(f"reader{n}@a.example,active\n" for n in range(READERS)))
            run(attache, ["subscribers", "import", "readers.csv"], folder, {})
            (folder / "archive").mkdir()
            (folder / "archive" / "index.html").write_text("<!doctype html><title>Archive</title>")
            server, address = serve(attache, folder)
            figures, began, day, shown = {}, time.monotonic(), 0, 0.0
            while time.monotonic() - began < minutes * 60:
                News.day = FIRST + datetime.timedelta(day)
                now = f"{News.day}T06:30:00Z"
                run(attache, ["fetch"], folder, figures)
                run(attache, ["digest", "--now", now], folder, figures)
                run(attache, ["send", "--now", now], folder, figures)
                ask(address, figures)
                figures.setdefault("serve MB", []).append(memory(server.pid))
                figures.setdefault("serve files", []).append(open_files(server.pid))
                day += 1
                if time.monotonic() - began >= shown:
                    shown += minutes * 60 / 10
                    last = "  ".join(f"{name} {values[-1]:.2f}" if name.endswith(" s") else f"{name} {values[-1]:.0f}" for name, values in figures.items())
                    print(f"soak: day {day}: {last}", flush=True)
            size = (folder / "attache.db").stat().st_size >> 10
            print(f"soak: {day} days, {day * ARTICLES} articles, {day * READERS} messages, a store of {size} KB")
    finally:
        sink.terminate()
        if server:
            server.terminate()
    if day < 12:
        print("soak: too few days to tell whether anything grows; give it more minutes")
    found = grown(figures)
    for what in found:
        print(f"soak: GROWS: {what}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
