"""Looks at messages that arrived: mail_check.py FOLDER COUNT KEY. Each reader has one; the head is whole; dkimpy verifies
the signature of each fiftieth, and it covers the headers of the list."""
import base64
import email
import email.policy
import pathlib
import subprocess
import sys

import dkim

folder, count, key = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
der = subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout
is_rsa = len(der) > 100
public = base64.b64encode(der if is_rsa else der[-32:]).decode()
record = f"v=DKIM1; k={'rsa' if is_rsa else 'ed25519'}; p={public}".encode()
seen, verified = {}, 0
for n, path in enumerate(sorted(folder.iterdir())):
    raw = path.read_bytes()
    # What Postfix adds on delivery stands above; lines end as those of the system do.
    wire = raw.replace(b"\n", b"\r\n")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert not message.defects, (path, message.defects)
    to = message["X-Original-To"] or message["Delivered-To"]
    assert to not in seen, f"{to} got it twice"
    seen[to] = message["Message-ID"]
    assert message["List-Unsubscribe"].startswith("<https://desk.example/unsubscribe/"), message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain = message.get_body(("plain",)).get_content()
    page = message.get_body(("html",)).get_content()
    assert "Helena Vaz" in plain and "prefers-color-scheme" in page
    assert message["Subject"].startswith("Morning digest, No. 1: "), message["Subject"]
    if n % 50 == 0:
        fields = dkim.parse_tag_value(dict(dkim.rfc822_parse(wire)[0])[b"DKIM-Signature"])
        signed = [name.strip().lower() for name in fields[b"h"].split(b":")]
        assert b"list-unsubscribe" in signed and b"list-unsubscribe-post" in signed, signed
        assert b"content-type" not in signed
        assert dkim.verify(wire, dnsfunc=lambda name, timeout=5: record), path
        # A signature that holds of anything would prove nothing.
        assert not dkim.verify(wire.replace(b"List-Unsubscribe-Post:", b"List-Unsubscribe-Past:"), dnsfunc=lambda name, timeout=5: record)
        verified += 1
assert len(seen) == count, f"{len(seen)} of {count} arrived"
assert len(set(seen.values())) == count, "two messages share an id"
print(f"mail: {count} messages arrived, each once; {verified} signatures ({'RSA' if is_rsa else 'Ed25519'}) verified by dkimpy")
