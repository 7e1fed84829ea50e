-- The visit diary, and what the desk has ruled on stories.

-- The log of the diary: entries are added and never changed; the visits are what they come to together.
CREATE TABLE visit_entries (
  number INTEGER PRIMARY KEY,                   -- the order in which they came; a visit is known by its first report's
  known  TEXT    NOT NULL UNIQUE,               -- hash of the entry: the same report is kept once
  entry  TEXT    NOT NULL                       -- {"report": {"traveller", "start", "country", …, "evidence"}},
                                                --   {"amend": {"visit", "change", "note"}}, {"retract": {"visit", "note"}},
                                                --   {"merge": {"name", "other"}}, {"split": …}, {"complete": {"who", …}}
) STRICT;

-- Which story an article belongs to, so that a story keeps its id from day to day.
CREATE TABLE story_articles (
  article TEXT PRIMARY KEY,                     -- the article's id, whether or not it is in the store
  story   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX articles_of_story ON story_articles (story);

-- What the desk has ruled: two articles tell of one event, or of two; a story is not to be shown.
CREATE TABLE story_rulings (
  number INTEGER PRIMARY KEY,
  ruling TEXT NOT NULL CHECK (ruling IN ('merge', 'split', 'mute', 'unmute')),
  one    TEXT NOT NULL,                         -- an article's id; of mute and unmute a story's
  other  TEXT,                                  -- the other article's
  note   TEXT NOT NULL
) STRICT;
