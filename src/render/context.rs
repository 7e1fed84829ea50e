//! What templates see: the digest, grouped and numbered for reading. Every string is free of hidden signs.

use minijinja::Value;

use super::catalogue::{Catalogue, SOURCE_LANGUAGE};
use super::views::{
    BriefContext, BriefView, CoverageView, KeyDateView, LabelView, LineView, Mark, NotStatedView, SectionView,
    SourceView,
};
use crate::lexicon::wording;
use crate::model::{Brief, Coverage, Digest, Line, Receipt, Section, SourceRef};
use crate::text::{capitalised, is_ignorable};

/// The context of a digest.
pub(super) fn context(digest: &Digest, words: &Catalogue) -> Value {
    let count = digest.briefs.len();
    let context = BriefContext {
        lang: words.code().to_owned(),
        source_lang: SOURCE_LANGUAGE.to_owned(),
        briefs: digest.briefs.iter().enumerate().map(|(n, b)| brief(b, n, count, words)).collect(),
        coverage: coverage(&digest.coverage, words),
        labels: labels(words),
    };
    Value::from(minijinja::value::Serde(context))
}

pub(crate) fn labels(words: &Catalogue) -> LabelView {
    let labels = &wording().labels;
    LabelView {
        checks: words.label(&labels.checks),
        key_dates: words.label(&labels.key_dates),
        not_stated: words.label(&labels.not_stated),
        watch: words.label(&labels.watch),
    }
}

pub(super) fn coverage(c: &Coverage, words: &Catalogue) -> CoverageView {
    CoverageView {
        read: c.read,
        origins: c.origins,
        statements: c.statements,
        dropped: c.dropped,
        skipped: c.skipped.iter().map(|s| (clean(&s.source_path), clean(&words.reason(&s.reason)))).collect(),
    }
}

pub(super) fn brief(brief: &Brief, n: usize, briefs: usize, words: &Catalogue) -> BriefView {
    let numbers = Numbers::of(brief, if briefs > 1 { format!("b{}-", n + 1) } else { String::new() });
    let view = |line: &Line| line_view(line, &numbers, words);
    let dateline = clean(&words.line(&brief.dateline).0);
    let (headline, headline_lang) = words.line(&brief.headline);
    BriefView {
        story_id: brief.story_id.clone(),
        headline: clean(&headline),
        headline_lang: headline_lang.to_owned(),
        dateline_parts: dateline.split(" · ").map(str::to_owned).collect(),
        dateline,
        countries: brief.countries.iter().map(|c| clean(&words.place(c))).collect(),
        sections: sections(brief, &numbers, words),
        watch: brief.lines.iter().filter(|l| l.section == Section::Watch).map(view).collect(),
        checks: brief.checks.iter().map(view).collect(),
        key_dates: brief
            .key_dates
            .iter()
            .map(|row| {
                let (when, what, lang) = words.key_date(&row.line);
                let marks = numbers.marks(&row.line.receipts);
                KeyDateView { when: clean(&when), what: clean(&what), lang: lang.to_owned(), marks }
            })
            .collect(),
        not_stated: brief
            .not_stated
            .iter()
            .map(|open| NotStatedView {
                text: clean(&words.open(&open.slot, &open.text)),
                unclear: open.unclear,
                marks: numbers.marks(&open.receipts),
            })
            .collect(),
        sources: numbers.sources(brief),
        articles: brief.articles,
        statements: brief.statements,
    }
}

impl BriefView {
    /// Takes the words of the sentences off the marks that lead to them.
    pub(super) fn hide_sentences(&mut self) {
        let lines = self.sections.iter_mut().flat_map(|section| &mut section.lines);
        let lines = lines.chain(&mut self.watch).chain(&mut self.checks).map(|line| &mut line.marks);
        let rows = self.key_dates.iter_mut().map(|row| &mut row.marks);
        let open = self.not_stated.iter_mut().map(|row| &mut row.marks);
        let sources = self.sources.iter_mut().map(|source| &mut source.sentences);
        lines.chain(rows).chain(open).chain(sources).flatten().for_each(|mark| mark.text.clear());
    }
}

/// Lines of one section and label under one heading.
fn sections(brief: &Brief, numbers: &Numbers, words: &Catalogue) -> Vec<SectionView> {
    let mut sections: Vec<SectionView> = Vec::new();
    for line in brief.lines.iter().filter(|l| l.section != Section::Watch) {
        let view = line_view(line, numbers, words);
        match sections.last_mut().filter(|s| s.name == line.section && s.label == view.label) {
            Some(section) => section.lines.push(view),
            None => sections.push(SectionView { name: line.section, label: view.label.clone(), lines: vec![view] }),
        }
    }
    sections
}

fn line_view(line: &Line, numbers: &Numbers, words: &Catalogue) -> LineView {
    let shown = line.receipts.iter().chain(&line.support);
    let (text, lang) = words.line(line);
    LineView {
        text: clean(&text),
        lang: lang.to_owned(),
        label: clean(&words.label(&line.label)),
        speaker: line.slots.get("speaker").filter(|s| !names(&line.text, s)).map(|s| capitalised(&clean(s))),
        certainty: line.certainty.clone(),
        generated: line.generated,
        marks: numbers.marks(shown),
    }
}

/// True where the words around the quoted ones name the speaker in full: "We came," Ana Lind said.
pub(crate) fn names(text: &str, speaker: &str) -> bool {
    let around = text.split(['"', '“', '”']).step_by(2);
    around.into_iter().any(|words| words.contains(speaker))
}

/// Numbers the receipts of a brief: by sentence, and by article where there are several.
struct Numbers {
    articles: Vec<(String, String)>,
    prefix: String,
    used: Vec<(usize, Mark)>,
}

impl Numbers {
    fn of(brief: &Brief, prefix: String) -> Self {
        let mut numbers = Numbers { articles: Vec::new(), prefix, used: Vec::new() };
        let lines = [&brief.headline, &brief.dateline].into_iter().chain(&brief.lines).chain(&brief.checks);
        let lines = lines.chain(brief.key_dates.iter().map(|r| &r.line));
        let receipts = lines.flat_map(|l| l.receipts.iter().chain(&l.support));
        let all: Vec<_> = receipts.chain(brief.not_stated.iter().flat_map(|n| &n.receipts)).collect();
        for receipt in &all {
            if !numbers.articles.iter().any(|(id, _)| *id == receipt.article) {
                numbers.articles.push((receipt.article.clone(), clean(&receipt.source_path)));
            }
        }
        let mut used: Vec<_> = all.iter().filter_map(|r| Some((numbers.article(r)?, numbers.mark(r)?, r.i))).collect();
        used.sort_by_key(|(article, _, i)| (*article, *i));
        used.dedup_by(|a, b| a.1.anchor == b.1.anchor);
        numbers.used = used.into_iter().map(|(article, mark, _)| (article, mark)).collect();
        numbers
    }

    fn article(&self, receipt: &Receipt) -> Option<usize> {
        self.articles.iter().position(|(id, _)| *id == receipt.article)
    }

    fn mark(&self, receipt: &Receipt) -> Option<Mark> {
        let article = self.article(receipt)? + 1;
        let sentence = receipt.i + 1;
        let number = if self.articles.len() > 1 { format!("{article}.{sentence}") } else { sentence.to_string() };
        let anchor = format!("{}s{}", self.prefix, number.replace('.', "-"));
        Some(Mark { number, anchor, text: clean(&receipt.text), start: receipt.start, end: receipt.end })
    }

    fn marks<'r>(&self, receipts: impl IntoIterator<Item = &'r Receipt>) -> Vec<Mark> {
        let mut receipts: Vec<&Receipt> = receipts.into_iter().collect();
        receipts.sort_by_key(|r| (self.article(r), r.i));
        let mut marks: Vec<Mark> = Vec::new();
        for mark in receipts.into_iter().filter_map(|r| self.mark(r)) {
            // Copies of an article share its number.
            if marks.iter().all(|shown| shown.number != mark.number) {
                marks.push(mark);
            }
        }
        marks
    }

    fn sources(&self, brief: &Brief) -> Vec<SourceView> {
        let sentences = |n: usize| self.used.iter().filter(|(a, _)| *a == n).map(|(_, m)| m.clone()).collect();
        let known = |article: &str| brief.sources.iter().find(|s| s.article == article);
        let alone = |path: &str| self.articles.iter().filter(|(_, other)| other == path).count() == 1;
        self.articles
            .iter()
            .enumerate()
            .map(|(n, (article, path))| SourceView {
                number: n + 1,
                name: known(article).filter(|_| !alone(path)).and_then(name),
                path: path.clone(),
                article: article.clone(),
                sentences: sentences(n),
            })
            .collect()
    }
}

fn name(source: &SourceRef) -> Option<String> {
    let name = source.publisher.as_ref().or(source.title.as_ref())?;
    Some(clean(name)).filter(|name| !name.trim().is_empty())
}

/// One line without hidden signs.
pub(crate) fn clean(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !is_ignorable(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_speaker_is_named_once() {
        assert!(names("“We came,” Ana Lind said.", "Ana Lind"));
        assert!(names("Ana Lind said: \"We came.\"", "Ana Lind"));
        assert!(!names("\"Ana Lind came,\" he said.", "Ana Lind"));
        assert!(!names("“We came,” Lind said.", "Ana Lind"));
    }
}
