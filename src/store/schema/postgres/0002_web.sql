-- The web addresses that were asked, and what each of them gave.
--
-- Moments are RFC 3339 in UTC, by the clock of the machine that fetched; they tell a desk whether a source still lives
-- and go into nothing else.

CREATE TABLE addresses (
  address       TEXT COLLATE "C" PRIMARY KEY,   -- as the desk names it, without user name and password
  source        TEXT COLLATE "C",               -- the name of its source in attache.toml
  rights        TEXT COLLATE "C" NOT NULL,      -- {"publish", …}: those that the source had when it was last read
  etag          TEXT COLLATE "C",               -- sent with the next request. Kept only once everything behind that
  last_modified TEXT COLLATE "C",               --   answer is in the store, so that what failed is asked for again
  moved_to      TEXT COLLATE "C",               -- the address to ask, where this one was given up for good
  answered      TEXT COLLATE "C",               -- when it last answered as it should, changed or not
  gave          TEXT COLLATE "C",               -- when it last gave words that were new
  failures      BIGINT NOT NULL,                -- how often it has failed since then, in a row
  failure       TEXT COLLATE "C",               -- the last failure, in words; NULL while all is well
  gone          BOOLEAN NOT NULL,               -- true: it says that it is gone for good (410)
  feed          BOOLEAN NOT NULL                -- true: it gave a feed when it last answered
);

-- Which articles an address gave.
CREATE TABLE given (
  address TEXT COLLATE "C" NOT NULL REFERENCES addresses (address),
  article TEXT COLLATE "C" NOT NULL REFERENCES articles (id),
  entry   TEXT COLLATE "C",                     -- the address that the feed's entry gives, in the form of versions.address
  day     TEXT COLLATE "C",                     -- the day that the feed's entry gives, YYYY-MM-DD
  PRIMARY KEY (address, article)
);

CREATE INDEX given_by_entry ON given (entry);
