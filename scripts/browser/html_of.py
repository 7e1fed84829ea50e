"""Takes the HTML parts out of mails: html_of.py MAILS FOLDER."""
import email
import email.policy
import pathlib
import sys

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    pathlib.Path(sys.argv[2], path.stem + ".html").write_text(message.get_body(("html",)).get_content())
