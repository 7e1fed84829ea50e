"""`attache serve` under load: load.py PORT PID. wrk on its pages, slow clients beside it, 10,000 wrong links."""
import http.client
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time

PORT, PID = int(sys.argv[1]), sys.argv[2]
SLOW, WRONG = 200, 10_000
failed = []


def check(what, holds):
    print(f"{'ok' if holds else 'FAILED'}: {what}", flush=True)
    if not holds:
        failed.append(what)


def memory():
    """Megabytes of the server that lie in memory."""
    status = pathlib.Path(f"/proc/{PID}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def wrk(path):
    """Requests a second of 32 clients, and how long 99 of 100 wait at the most."""
    command = ["wrk", "-t1", "-c32", "-d5s", "--latency", f"http://127.0.0.1:{PORT}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    rate, late = re.search(r"Requests/sec:\s+([\d.]+)", said)[1], re.search(r"99%\s+(\S+)", said)[1]
    check(f"wrk {path}: {rate} requests a second, 99 of 100 within {late}, {memory():.0f} MB", bad is None)


def ask(path):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    began = time.monotonic()
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status, (time.monotonic() - began) * 1000


start = memory()
if shutil.which("wrk"):
    for path in ["/", "/subscribe", "/health"]:
        wrk(path)
else:
    print("skipped: wrk is not there")

# Clients that say a letter now and then, each over its own connection; ten addresses, as one has its share alone.
slow = []
for n in range(SLOW):
    client = socket.create_connection(("127.0.0.1", PORT), source_address=(f"127.0.0.{2 + n % 10}", 0))
    client.send(b"GET /subscribe HTTP/1.1\r\nHost: a\r\nX: ")
    slow.append(client)
began = time.monotonic()
times, statuses = [], set()
while time.monotonic() - began < 5:
    for client in slow:
        try:
            client.send(b"x")
        except OSError:
            pass
    status, took = ask("/subscribe")
    statuses.add(status)
    times.append(took)
    time.sleep(0.02)
check(f"{SLOW} slow clients: {len(times)} others were answered meanwhile, the slowest within {max(times):.0f} ms, "
      f"{memory():.0f} MB", statuses == {200} and max(times) < 1000)
for client in slow:
    client.close()

# 10,000 links that nobody signed.
before = memory()
counts, began = {}, time.monotonic()
connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
for n in range(WRONG):
    connection.request("GET", f"/u/{n:039d}")
    answer = connection.getresponse()
    answer.read()
    counts[answer.status] = counts.get(answer.status, 0) + 1
    if answer.will_close:
        connection.close()
seconds = time.monotonic() - began
status, took = ask("/subscribe")
check(f"{WRONG:,} wrong links in {seconds:.1f} s: answers {counts}, memory {before:.1f} MB before, {memory():.1f} after; "
      f"the form is answered within {took:.0f} ms", set(counts) <= {404, 429} and status == 200 and memory() < before + 5)
print(f"serve: {start:.0f} MB at first, {memory():.0f} MB in the end")
sys.exit(bool(failed))
