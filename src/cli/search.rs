use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};
use serde::Serialize;

use super::desk::{self, StoreArg};
use super::output::{Output, Stop};
use super::talk;
use crate::annotate::masthead;
use crate::model::Rights;
use crate::store::{Hit, Order, Query, Search, Store, StoreError};
use crate::text::{CharIndex, Span, escape_controls, printable};

/// Arguments of `attache search`.
#[derive(ClapArgs)]
pub struct Args {
    /// Words that must all be there; "two words" side by side, Vil* for any ending
    #[arg(required = true)]
    words: Vec<String>,
    /// For readers, or one JSON object an article for programs
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    /// At most so many articles
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// In which order
    #[arg(long, value_enum, default_value = "best")]
    sort: Sort,
    /// Also texts that a later version has taken the place of
    #[arg(long)]
    all_versions: bool,
    #[command(flatten)]
    store: StoreArg,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// `--sort`.
#[derive(Clone, Copy, ValueEnum)]
enum Sort {
    /// Those that match best first
    Best,
    /// The newest first
    Newest,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: Option<&'a str>,
    published: Option<String>,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    source_path: &'a str,
    desk_source: Option<&'a str>,
    /// Of BM25, in thousandths; larger is better.
    score: f64,
    snippet: &'a str,
    /// The matching words, in characters of the snippet.
    marks: Vec<(usize, usize)>,
    superseded: bool,
    #[serde(skip_serializing_if = "Rights::is_free")]
    rights: &'a Rights,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let Some(query) = Query::of(&self.words) else {
            talk::error("no word to look for: a word has a letter or a digit");
            return ExitCode::from(2);
        };
        let path = match self.store.place() {
            Ok(path) => path,
            Err(code) => return code,
        };
        let order = match self.sort {
            Sort::Best => Order::Best,
            Sort::Newest => Order::Newest,
        };
        let search = Search { query, order, limit: self.limit, superseded: self.all_versions };
        match Store::open(&path).and_then(|store| self.found(&store, &search)) {
            Err(error) => desk::fail(error),
            Ok(hits) if hits.is_empty() => {
                talk::error("nothing found");
                ExitCode::from(3)
            }
            Ok(hits) => match self.print(&hits) {
                Ok(()) => ExitCode::SUCCESS,
                Err(Stop(code)) => code,
            },
        }
    }

    /// What the store holds, with the headlines that stand in the texts themselves; for a reader a text without one shows
    /// its first words.
    fn found(&self, store: &Store, search: &Search) -> Result<Vec<Hit>, StoreError> {
        let mut hits = store.search(search)?;
        for hit in hits.iter_mut().filter(|hit| hit.title.is_none()) {
            if let Some(stored) = store.article(&hit.id)? {
                let article = masthead(stored.article);
                let opening = || matches!(self.format, Format::Text).then(|| opening(&article.text)).flatten();
                hit.title = article.title.clone().or_else(opening);
            }
        }
        Ok(hits)
    }

    fn print(&self, hits: &[Hit]) -> Result<(), Stop> {
        let mut output = Output::open(None)?;
        let marks = marks();
        for hit in hits {
            match self.format {
                Format::Json => output.line(&serde_json::to_string(&row(hit)).unwrap_or_default())?,
                Format::Text => output.line(&text(hit, marks))?,
            }
        }
        output.finish()
    }
}

/// Characters of the first words of a text.
const OPENING: usize = 76;

/// The first words of a text, cut where a word ends; `None` for one without words.
fn opening(text: &str) -> Option<String> {
    let words = one_line(text.trim_start().lines().next()?);
    let end = words.char_indices().nth(OPENING).map(|(end, _)| end);
    let cut = end.map(|end| words.get(..end).unwrap_or_default()).map(|cut| match cut.rsplit_once(' ') {
        Some((whole, _)) => format!("{whole} …"),
        None => format!("{cut}…"),
    });
    Some(cut.unwrap_or(words)).filter(|words| !words.is_empty())
}

fn row(hit: &Hit) -> Row<'_> {
    let index = CharIndex::new(&hit.snippet);
    Row {
        id: &hit.id,
        title: hit.title.as_deref(),
        published: hit.published.map(|day| day.to_string()),
        publisher: hit.publisher.as_deref(),
        url: hit.url.as_deref(),
        source_path: &hit.source_path,
        desk_source: hit.source.as_deref(),
        score: (hit.score * 1000.0).round() / 1000.0,
        snippet: &hit.snippet,
        marks: hit.marks.iter().map(|span| index.chars(&hit.snippet, *span)).collect(),
        superseded: hit.superseded,
        rights: &hit.rights,
    }
}

/// What stands around a matching word: bold on a terminal (unless NO_COLOR is set), else asterisks.
fn marks() -> (&'static str, &'static str) {
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if std::io::stdout().is_terminal() && !is_plain { ("\u{1b}[1m", "\u{1b}[0m") } else { ("*", "*") }
}

/// Day and headline, the words with what stands around them, where it is from.
fn text(hit: &Hit, marks: (&str, &str)) -> String {
    let day = hit.published.map_or_else(|| "undated   ".to_owned(), |day| day.to_string());
    let title = hit.title.as_deref().map(one_line).unwrap_or_else(|| "(no headline)".to_owned());
    let place = hit.url.as_deref().unwrap_or(&hit.source_path);
    let mut from: Vec<String> = hit.publisher.iter().map(|name| one_line(name)).collect();
    from.push(escape_controls(place).into_owned());
    from.extend(labels(hit));
    format!("{day}  {title}\n            {}\n            {}", marked(hit, marks), from.join(" · "))
}

fn labels(hit: &Hit) -> Vec<String> {
    let Rights { embargo_until, restricted, quote_limit, publish } = &hit.rights;
    let mut labels = Vec::new();
    labels.extend(embargo_until.map(|time| format!("EMBARGOED UNTIL {}", time.format("%Y-%m-%d %H:%M %:z"))));
    labels.extend(restricted.then(|| "restricted".to_owned()));
    labels.extend(quote_limit.map(|limit| format!("quote at most {limit}")));
    labels.extend((!publish.is_full()).then(|| format!("publish: {}", publish.as_str())));
    labels.extend(hit.superseded.then(|| "an earlier version".to_owned()));
    labels
}

fn one_line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn marked(hit: &Hit, (open, close): (&str, &str)) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for mark in &hit.marks {
        out.push_str(&printable(Span::new(at, mark.start).of(&hit.snippet)));
        out.push_str(open);
        out.push_str(&printable(mark.of(&hit.snippet)));
        out.push_str(close);
        at = mark.end;
    }
    out.push_str(&printable(Span::new(at, hit.snippet.len()).of(&hit.snippet)));
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_headline_shows_its_first_words() {
        assert_eq!(opening("They met.\n\nThey left.").as_deref(), Some("They met."));
        let long = opening(&"Ministers met in the old town. ".repeat(9)).unwrap_or_default();
        assert!(long.starts_with("Ministers met") && long.ends_with("met …"), "{long}");
        assert_eq!(opening(" \n"), None);
        assert_eq!(opening(&"é".repeat(100)).map(|text| text.chars().count()), Some(77));
    }
}
