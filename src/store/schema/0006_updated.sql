-- The day on which the publisher last changed an article, YYYY-MM-DD.

ALTER TABLE articles ADD COLUMN updated TEXT;
