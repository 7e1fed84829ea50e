"""Sends the messages of a folder with smtplib over one connection: mail_smtplib.py PORT FOLDER. Prints messages a second."""
import pathlib
import smtplib
import sys
import time

messages = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[2]).glob("*.eml"))]
began = time.monotonic()
with smtplib.SMTP("127.0.0.1", int(sys.argv[1])) as client:
    for n, message in enumerate(messages):
        client.sendmail("desk@desk.example", [f"reader{n}@a.example"], message)
seconds = time.monotonic() - began
print(f"mail: {len(messages) / seconds:.0f} messages a second into a sink, smtplib of Python, 1 connection, messages made before")
