-- The web addresses that were asked, and what each of them gave.
--
-- Moments are RFC 3339 in UTC, by the clock of the machine that fetched; they tell a desk whether a source still lives
-- and go into nothing else.

CREATE TABLE addresses (
  address       TEXT    PRIMARY KEY,            -- as the desk names it, without user name and password
  source        TEXT,                           -- the name of its source in attache.toml
  rights        TEXT    NOT NULL,               -- {"publish", …}: those that the source had when it was last read
  etag          TEXT,                           -- sent with the next request. Kept only once everything behind that
  last_modified TEXT,                           --   answer is in the store, so that what failed is asked for again
  moved_to      TEXT,                           -- the address to ask, where this one was given up for good
  answered      TEXT,                           -- when it last answered as it should, changed or not
  gave          TEXT,                           -- when it last gave words that were new
  failures      INTEGER NOT NULL,               -- how often it has failed since then, in a row
  failure       TEXT,                           -- the last failure, in words; NULL while all is well
  gone          INTEGER NOT NULL,               -- 1: it says that it is gone for good (410)
  feed          INTEGER NOT NULL                -- 1: it gave a feed when it last answered
) STRICT, WITHOUT ROWID;

-- Which articles an address gave.
CREATE TABLE given (
  address TEXT NOT NULL REFERENCES addresses (address),
  article TEXT NOT NULL REFERENCES articles (id),
  entry   TEXT,                                 -- the address that the feed's entry gives, in the form of versions.address
  day     TEXT,                                 -- the day that the feed's entry gives, YYYY-MM-DD
  PRIMARY KEY (address, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX given_by_entry ON given (entry);
