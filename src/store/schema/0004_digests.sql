-- The numbered digests of each desk: what they were made from, how they were edited, what became of them.
--
-- A number is given once. What a row of digest_revisions says never changes: an edit adds a row.

CREATE TABLE digests (
  desk          TEXT    NOT NULL,               -- the name of the desk in attache.toml
  number        INTEGER NOT NULL,               -- from 1, without gaps
  day           TEXT    NOT NULL,               -- YYYY-MM-DD, in the desk's time zone
  recipe        TEXT    NOT NULL,               -- JSON: all that the same digest can be made from again
  version       TEXT    NOT NULL,               -- of the attache that made it
  revision      INTEGER NOT NULL,               -- the newest row of digest_revisions
  approved      TEXT,                           -- when, RFC 3339
  approved_hash TEXT,                           -- of the edition that was approved
  sent          TEXT,                           -- when, RFC 3339
  sent_hash     TEXT,                           -- of the edition that was sent
  PRIMARY KEY (desk, number)
) STRICT, WITHOUT ROWID;

-- A digest as made (revision 0) and after each edit.
CREATE TABLE digest_revisions (
  desk     TEXT    NOT NULL,
  number   INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  edits    TEXT    NOT NULL,                    -- TOML: all edits up to here
  edition  TEXT    NOT NULL,                    -- JSON, attache/digest/1
  hash     TEXT    NOT NULL,                    -- SHA-256 of edition, hexadecimal
  forms    TEXT    NOT NULL,                    -- {"md": "SHA-256", …}: of each form as it was first rendered
  PRIMARY KEY (desk, number, revision),
  FOREIGN KEY (desk, number) REFERENCES digests (desk, number)
) STRICT, WITHOUT ROWID;

-- Which articles a digest has dealt with: those are no longer new to its desk.
CREATE TABLE digest_articles (
  desk    TEXT    NOT NULL,
  article TEXT    NOT NULL REFERENCES articles (id),
  number  INTEGER NOT NULL,
  fate    TEXT    NOT NULL,                     -- told, headline, link, nothing-new, muted, skipped, superseded, notice, withdrawn, restricted
  PRIMARY KEY (desk, article, number),
  FOREIGN KEY (desk, number) REFERENCES digests (desk, number)
) STRICT, WITHOUT ROWID;

-- Lines of a digest that do not hold.
CREATE TABLE corrections (
  id     INTEGER PRIMARY KEY,
  desk   TEXT    NOT NULL,
  digest INTEGER NOT NULL,                      -- the digest that printed the line
  line   TEXT    NOT NULL,                      -- story and line as printed, "2.3"; 0 is the headline
  reason TEXT    NOT NULL,
  opens  INTEGER,                               -- the digest that opens with it; NULL while it waits for one
  text   TEXT,                                  -- JSON: the correction as that digest prints it
  FOREIGN KEY (desk, digest) REFERENCES digests (desk, number),
  FOREIGN KEY (desk, opens) REFERENCES digests (desk, number)
) STRICT;

-- The moments of a schedule that `attache run` has dealt with.
CREATE TABLE runs (
  desk    TEXT    NOT NULL,
  slot    TEXT    NOT NULL,                     -- the moment that was due, RFC 3339 in UTC
  outcome TEXT    NOT NULL,                     -- made, empty
  digest  INTEGER,
  PRIMARY KEY (desk, slot)
) STRICT, WITHOUT ROWID;
