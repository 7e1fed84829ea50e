use super::Report;
use crate::model::{Brief, Reading, SourceRef};

/// The articles read again, by id.
#[derive(Debug)]
pub(super) struct Sources {
    readings: Vec<Reading>,
}

impl Sources {
    pub fn new(readings: Vec<Reading>) -> Self {
        Sources { readings }
    }

    /// The article with this id; among copies that differ in white space alone the one that was read from this path.
    pub fn get(&self, article: &str, path: &str) -> Option<&Reading> {
        let mut copies = self.readings.iter().filter(|r| r.annotated.article().id == article);
        let first = copies.clone().next();
        copies.find(|r| r.annotated.article().source_path == path).or(first)
    }

    /// The copy that bears the publisher and the title which the brief gives it: one text may come twice in one file.
    fn named(&self, source: &SourceRef) -> Option<&Reading> {
        let mut copies = self.readings.iter().filter(|r| {
            let article = r.annotated.article();
            article.id == source.article && article.source_path == source.source_path
        });
        copies.find(|r| is_named(r, source))
    }

    /// The articles of a brief, in its order; a missing one is a fault.
    pub fn of(&self, brief: &Brief, report: &mut Report) -> Vec<&Reading> {
        if brief.sources.is_empty() {
            report.fault("sources", &brief.story_id, "the brief names no article");
        }
        let mut found = Vec::new();
        for source in &brief.sources {
            match self.named(source).or_else(|| self.get(&source.article, &source.source_path)) {
                Some(reading) => {
                    if !is_named(reading, source) {
                        report.fault("source", &source.source_path, "the article has another publisher or title");
                    }
                    found.push(reading);
                }
                None => report.fault(
                    "source",
                    &source.source_path,
                    format!("article {} is not among the sources", source.article),
                ),
            }
        }
        let sentences: usize = found.iter().map(|r| r.annotated.statements.len()).sum();
        if found.len() == brief.sources.len() && sentences != brief.statements {
            report.fault("coverage", &brief.statements.to_string(), format!("the sources have {sentences} sentences"));
        }
        if brief.articles != brief.sources.len() {
            report.fault(
                "coverage",
                &brief.articles.to_string(),
                format!("the brief names {} articles", brief.sources.len()),
            );
        }
        found
    }
}

/// True where the article has the publisher and the title that the brief gives it, as far as it gives any.
fn is_named(reading: &Reading, source: &SourceRef) -> bool {
    let article = reading.annotated.article();
    let told = |said: &Option<String>, is: &Option<String>| said.is_none() || said == is;
    told(&source.publisher, &article.publisher) && told(&source.title, &article.title)
}
