-- Who gets the digests, what they agreed to, and what was sent to whom. Moments are RFC 3339 in UTC.

-- One row a reader and list: status and consent hold for that list.
CREATE TABLE subscribers (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: links in old mails name it
  list      TEXT    NOT NULL,
  address   TEXT    NOT NULL,                   -- as mail goes to it
  known     TEXT    NOT NULL,                   -- its normal form: two with the same are one
  name      TEXT,
  status    TEXT    NOT NULL CHECK (status IN ('pending', 'active', 'paused', 'unsubscribed', 'bounced')),
  lang      TEXT,                               -- BCP 47
  format    TEXT    NOT NULL CHECK (format IN ('both', 'text')),
  days      TEXT    NOT NULL,                   -- JSON: mon … sun; [] for each digest
  time      TEXT,                               -- HH:MM in its zone: not before; NULL for at once
  zone      TEXT,                               -- IANA; NULL for the desk's
  topics    TEXT    NOT NULL,                   -- JSON: words; with countries [] for the whole digest
  countries TEXT    NOT NULL,                   -- JSON: English names
  soft      INTEGER NOT NULL DEFAULT 0,         -- soft bounces since the last message that arrived
  created   TEXT    NOT NULL,
  UNIQUE (list, known)
) STRICT;

-- What a reader agreed to and took back: rows are added, never changed.
CREATE TABLE consents (
  number     INTEGER PRIMARY KEY,
  subscriber INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
  at         TEXT    NOT NULL,
  status     TEXT    NOT NULL,                  -- from then on
  how        TEXT    NOT NULL,                  -- command, import, form, link, one-click, reply, bounce, server
  detail     TEXT                               -- the file, the words of a form, the answer of a server
) STRICT;
CREATE INDEX consents_of ON consents (subscriber);

-- Addresses that get nothing, as HMAC-SHA256 of their normal form under the key beside the store.
CREATE TABLE suppressions (
  hash   TEXT NOT NULL,                         -- hexadecimal
  list   TEXT NOT NULL,                         -- '' for all of them
  reason TEXT NOT NULL CHECK (reason IN ('forgotten', 'bounced', 'complaint')),
  at     TEXT NOT NULL,
  PRIMARY KEY (hash, list)
) STRICT, WITHOUT ROWID;

-- A digest, or the corrections of one, on its way to a list. What it says stays as it was when sending began.
CREATE TABLE mailings (
  id       INTEGER PRIMARY KEY,
  desk     TEXT    NOT NULL,
  digest   INTEGER NOT NULL,
  kind     TEXT    NOT NULL CHECK (kind IN ('digest', 'correction')),
  part     INTEGER NOT NULL,                    -- of corrections: the highest id of those it tells; 0 for a digest
  revision INTEGER NOT NULL,
  began    TEXT    NOT NULL,                    -- the Date of its messages
  UNIQUE (desk, digest, kind, part),
  FOREIGN KEY (desk, digest) REFERENCES digests (desk, number)
) STRICT;

-- One row a message. It is written before the message goes out: 'sending' before its first byte, 'accepted' after the
-- server took it. A row still 'sending' when no send is at work is one of which nobody knows: 'ambiguous'.
CREATE TABLE outbox (
  number     INTEGER PRIMARY KEY,
  mailing    INTEGER NOT NULL REFERENCES mailings (id),
  subscriber INTEGER NOT NULL,                  -- may have been forgotten since
  state      TEXT    NOT NULL CHECK (state IN ('queued', 'sending', 'accepted', 'ambiguous', 'failed', 'suppressed')),
  attempts   INTEGER NOT NULL DEFAULT 0,
  due        TEXT    NOT NULL,                  -- not to be tried before
  answer     TEXT,                              -- what the server said last
  changed    TEXT    NOT NULL,
  UNIQUE (mailing, subscriber)
) STRICT;
CREATE INDEX outbox_due ON outbox (state, due);
CREATE INDEX outbox_of ON outbox (subscriber);

-- What is known of the delivery as a whole.
CREATE TABLE delivery (
  name  TEXT PRIMARY KEY,                       -- key: a mark of the key beside the store, by which it is recognised
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
