//! What the desk has ruled on stories, and the story that each article was in.

use std::collections::BTreeMap;

use super::sql::{self, Row, params};

use super::error::{At, StoreError};
use super::{Store, Writer};
use crate::model::{Ruling, Rulings};

impl Store {
    /// All rulings in their order, and the remembered stories.
    ///
    /// # Errors
    /// What the database gives.
    pub fn rulings(&self) -> Result<Rulings, StoreError> {
        let all = || -> sql::Result<Rulings> {
            let sql = "SELECT ruling, one, other FROM story_rulings ORDER BY number";
            let read = |row: &Row| {
                let (ruling, one, other): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let other = other.unwrap_or_default();
                Ok(match ruling.as_str() {
                    "merge" => Ruling::Merge(one, other),
                    "split" => Ruling::Split(one, other),
                    "mute" => Ruling::Mute(one),
                    _ => Ruling::Unmute(one),
                })
            };
            let rulings = self.connection.query(sql, params![], read)?;
            let sql = "SELECT article, story FROM story_articles";
            let known = self.connection.query(sql, params![], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(Rulings::new(rulings, known.into_iter().collect::<BTreeMap<String, String>>()))
        };
        all().at(&self.path)
    }
}

impl Writer {
    /// Adds a ruling, with the reason.
    ///
    /// # Errors
    /// What the database gives.
    pub fn rule(&mut self, ruling: &Ruling, note: &str) -> Result<(), StoreError> {
        let (name, one, other) = match ruling {
            Ruling::Merge(one, other) => ("merge", one, Some(other)),
            Ruling::Split(one, other) => ("split", one, Some(other)),
            Ruling::Mute(story) => ("mute", story, None),
            Ruling::Unmute(story) => ("unmute", story, None),
        };
        let sql = "INSERT INTO story_rulings (ruling, one, other, note) VALUES (?1, ?2, ?3, ?4)";
        self.store.connection.execute(sql, params![name, one, other, note]).at(&self.store.path)?;
        Ok(())
    }

    /// Remembers the story of each article, by id: all of them or, where anything fails, none. An article that has gone to
    /// another story is remembered there.
    ///
    /// # Errors
    /// What the database gives.
    pub fn remember_stories<'a>(
        &mut self,
        articles: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<(), StoreError> {
        self.in_one(|connection| {
            for (article, story) in articles {
                let sql = "INSERT INTO story_articles (article, story) VALUES (?1, ?2)
                           ON CONFLICT (article) DO UPDATE SET story = ?2";
                connection.execute(sql, params![article, story])?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rulings_and_stories_last() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = super::super::test_place::place(folder.path(), "a.db");
        let mut writer = Writer::open(&path)?;
        writer.rule(&Ruling::Split("b".into(), "a".into()), "two visits")?;
        writer.rule(&Ruling::Mute("s".into()), "")?;
        writer.remember_stories([("a", "s"), ("b", "t"), ("a", "t")])?;
        drop(writer);
        let rulings = Store::open(&path)?.rulings()?;
        assert!(rulings.is_split("a", "b") && rulings.is_muted("s") && !rulings.is_merged("a", "b"));
        let known = BTreeMap::from([("a".to_owned(), "t".to_owned()), ("b".to_owned(), "t".to_owned())]);
        let expected = [Ruling::Split("a".into(), "b".into()), Ruling::Mute("s".into())];
        assert_eq!(rulings, Rulings::new(expected, known));
        Ok(())
    }
}
