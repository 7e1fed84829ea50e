-- The articles that a desk has read, and where each of them was found.
--
-- Ranges (in dateline, presplit, dropped) are [first, past the last] in characters of the text.
-- Days are YYYY-MM-DD. Lists and ranges are JSON.

CREATE TABLE articles (
  number        INTEGER PRIMARY KEY,            -- the order in which they came
  id            TEXT    NOT NULL UNIQUE,        -- hash of the normalised text: the same words are the same article
  doc_id        TEXT,                           -- the name that the input gave it
  source_path   TEXT    NOT NULL,               -- the file that it was first read from
  url           TEXT,
  title         TEXT,
  byline        TEXT    NOT NULL,               -- ["name", …]
  publisher     TEXT,
  origin        TEXT,                           -- who said it first
  published     TEXT,
  published_by  TEXT,                           -- what told that day
  lang          TEXT,
  dateline      TEXT,                           -- {"span": […], "place", "agency", "date"}
  text          TEXT    NOT NULL,
  presplit      TEXT,                           -- [[first, past the last], …]: sentences that came already split
  dropped       TEXT    NOT NULL,               -- [{"span": […], "rule"}, …]: what is no part of the article
  excerpt       INTEGER NOT NULL,               -- 1 where only a summary of it was at hand
  source        TEXT,                           -- the name of its source in attache.toml
  embargo_until TEXT,                           -- RFC 3339, in the zone that it was given in
  restricted    INTEGER NOT NULL,               -- 1: for the desk alone
  quote_limit   TEXT,                           -- "50 words" or "10 %"
  publish       TEXT    NOT NULL                -- full, quote or link
) STRICT;

-- What stood at an address (a web address, else a file): the texts of one page over time, the highest version last.
CREATE TABLE versions (
  address TEXT    NOT NULL,
  version INTEGER NOT NULL,                     -- from 1
  article TEXT    NOT NULL REFERENCES articles (id),
  PRIMARY KEY (address, version),
  UNIQUE (address, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX versions_of_article ON versions (article);

-- Articles that no later version has taken the place of everywhere.
CREATE VIEW current_articles AS
SELECT number, id FROM articles AS a
WHERE NOT EXISTS (SELECT 1 FROM versions WHERE article = a.id)
   OR EXISTS (
     SELECT 1 FROM versions AS v
     WHERE v.article = a.id
       AND v.version = (SELECT max(version) FROM versions WHERE address = v.address));

-- Full text: words without accents and endings.
CREATE VIRTUAL TABLE words USING fts5 (
  title, byline, publisher, text,
  content = 'articles', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2');

CREATE TRIGGER words_of_new_article AFTER INSERT ON articles BEGIN
  INSERT INTO words (rowid, title, byline, publisher, text)
  VALUES (new.number, new.title, new.byline, new.publisher, new.text);
END;

CREATE TRIGGER words_of_old_article AFTER DELETE ON articles BEGIN
  INSERT INTO words (words, rowid, title, byline, publisher, text)
  VALUES ('delete', old.number, old.title, old.byline, old.publisher, old.text);
END;

CREATE TRIGGER words_of_changed_article AFTER UPDATE OF title, byline, publisher, text ON articles BEGIN
  INSERT INTO words (words, rowid, title, byline, publisher, text)
  VALUES ('delete', old.number, old.title, old.byline, old.publisher, old.text);
  INSERT INTO words (rowid, title, byline, publisher, text)
  VALUES (new.number, new.title, new.byline, new.publisher, new.text);
END;
