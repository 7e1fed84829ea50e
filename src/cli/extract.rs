use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};
use rayon::prelude::*;
use serde::Serialize;

use super::inputs::{self, Outcome};
use super::output::{Output, Stop};
use super::talk;
use super::web::WebArgs;
use crate::annotate::masthead;
use crate::ingest::{SkipReason, skip_reason};
use crate::model::Article;
use crate::text::{CharIndex, Span, escape_controls, printable};

/// Arguments of `attache extract`.
#[derive(ClapArgs)]
pub struct Args {
    /// Files, folders, patterns or web addresses: text, Markdown, HTML, JSON Lines, mails (.eml, mbox), web archives (.warc), feeds, ZIP, also
    /// .gz; FILE!/ENTRY and FILE#N name a part; `-` is standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<OsString>,
    /// The form of the output.
    #[arg(short, long, value_enum, default_value_t = Form::Json)]
    format: Form,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    web: WebArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// One JSON object an article, a line each.
    Json,
    /// The text of each article, without page furniture.
    Text,
    /// Title, source and text of each article as Markdown.
    Md,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    doc_id: Option<&'a str>,
    source_path: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    byline: &'a [String],
    published: Option<String>,
    published_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    publisher: Option<&'a str>,
    origin: Option<&'a str>,
    lang: Option<&'a str>,
    text: &'a str,
    #[serde(rename = "articleBody")]
    body: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    excerpt: bool,
    dropped: Vec<DroppedRow<'a>>,
}

#[derive(Serialize)]
struct DroppedRow<'a> {
    start: usize,
    end: usize,
    rule: &'a str,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        match self.print() {
            Ok((outcome, printed)) => outcome.exit_code(printed > 0),
            Err(Stop(code)) => code,
        }
    }

    /// Prints the articles as they come; says how many that were.
    fn print(&self) -> Result<(Outcome, usize), Stop> {
        let mut output = Output::open(self.output.as_deref())?;
        let mut printed = 0;
        let outcome = inputs::read_in_batches(&self.inputs, &self.web, |articles| {
            let shown: Vec<_> = articles.into_par_iter().map(|article| self.show(&masthead(article))).collect();
            for text in shown {
                let Some(text) = text.map_err(talk::error).ok() else { continue };
                if printed > 0 && !matches!(self.format, Form::Json) {
                    output.line("")?;
                }
                output.line(&text)?;
                printed += 1;
            }
            Ok(())
        })?;
        output.finish()?;
        Ok((outcome, printed))
    }

    /// What is printed of an article; an error where there is nothing in it.
    fn show(&self, article: &Article) -> Result<String, String> {
        if skip_reason(article) == Some(SkipReason::Empty) && !self.shows(article) {
            let name = if article.source_path == "-" { "standard input" } else { &article.source_path };
            let is_page = article.title.is_some() || article.url.is_some();
            let way_out = if is_page { "; save the page as the browser shows it" } else { "" };
            return Err(format!("{}: no article text in it{way_out}", escape_controls(name)));
        }
        Ok(match self.format {
            Form::Json => serde_json::to_string(&row(article)).unwrap_or_default(),
            Form::Text => printable(&body(article)).trim_end().to_owned(),
            Form::Md => markdown(article).trim_end().to_owned(),
        })
    }

    /// True for an entry of a feed that is worth printing without text.
    fn shows(&self, article: &Article) -> bool {
        let says_something = article.title.is_some() || article.url.is_some() || article.published.is_some();
        !matches!(self.format, Form::Text) && article.excerpt && says_something
    }
}

fn row(article: &Article) -> Row<'_> {
    let index = CharIndex::new(&article.text);
    Row {
        id: &article.id,
        doc_id: article.doc_id.as_deref(),
        source_path: &article.source_path,
        url: article.url.as_deref(),
        title: article.title.as_deref(),
        byline: &article.byline,
        published: article.published.map(|d| d.to_string()),
        published_by: article.published_by,
        updated: article.updated.map(|d| d.to_string()),
        publisher: article.publisher.as_deref(),
        origin: article.origin.as_deref(),
        lang: article.lang.as_deref(),
        text: &article.text,
        body: body(article),
        excerpt: article.excerpt,
        dropped: article
            .dropped
            .iter()
            .map(|d| {
                let (start, end) = index.chars(&article.text, d.span);
                DroppedRow { start, end, rule: &d.rule }
            })
            .collect(),
    }
}

/// What a brief leaves out but a reader of the page would call part of the article.
const BODY_RULES: [&str; 4] = ["subhead", "duplicate-paragraph", "other-language", "headline-repeated"];

/// The text without its dropped spans, but with its subheads and repeats; where nothing is dropped, the text itself.
fn body(article: &Article) -> String {
    let cut = article.dropped.iter().filter(|d| !BODY_RULES.contains(&d.rule.as_str()));
    let mut spans: Vec<Span> = cut.map(|d| d.span).collect();
    if spans.is_empty() {
        return article.text.clone();
    }
    spans.sort_unstable();
    let (mut out, mut at) = (String::with_capacity(article.text.len()), 0);
    for span in spans {
        push_piece(&mut out, Span::new(at, span.start).of(&article.text));
        at = at.max(span.end);
    }
    push_piece(&mut out, Span::new(at, article.text.len()).of(&article.text));
    out.truncate(out.trim_end().len());
    out
}

/// Appends what stands between two cuts, with one gap where the cut leaves two.
fn push_piece(out: &mut String, piece: &str) {
    let lead = piece.len() - piece.trim_start().len();
    let (gap, rest) = piece.split_at(lead);
    if rest.is_empty() {
        return;
    }
    let kept = out.trim_end().len();
    let before = out.split_off(kept);
    let breaks = |s: &str| s.matches('\n').count();
    let wider = if breaks(gap) > breaks(&before) { gap } else { &before };
    if !out.is_empty() {
        out.push_str(if wider.is_empty() { gap } else { wider });
    }
    out.push_str(rest);
}

/// Title, where it is from, and the paragraphs; nothing in it comes alive as markup.
fn markdown(article: &Article) -> String {
    let mut out = String::new();
    if let Some(title) = &article.title {
        out.push_str(&format!("# {}\n\n", escape_markdown(&title.replace('\n', " "))));
    }
    let day = article.published.map(|d| d.to_string());
    let from: Vec<&str> =
        article.byline.iter().map(String::as_str).chain(article.publisher.as_deref()).chain(day.as_deref()).collect();
    if !from.is_empty() {
        out.push_str(&format!("*{}*\n\n", escape_markdown(&from.join(" · "))));
    }
    out.push_str(&escape_markdown(&body(article)));
    out
}

/// Backslashes before what Markdown would take for markup; indents, which would make code, are taken away.
fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for (n, line) in printable(text).lines().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        let line = line.trim();
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        for (at, c) in line.char_indices() {
            let starts =
                at == 0 && matches!(c, '-' | '+' | '=') || digits > 0 && at == digits && matches!(c, '.' | ')');
            if starts || "\\`*_[]<>#|!~&{}".contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dropped;

    fn article(text: &str, dropped: &[&str]) -> Article {
        let span = |piece: &&str| text.find(*piece).map(|at| Span::new(at, at + piece.len())).unwrap_or_default();
        let dropped = dropped.iter().map(|p| Dropped { span: span(p), rule: "test".into() }).collect();
        Article { text: text.into(), dropped, ..Article::default() }
    }

    #[test]
    fn the_body_is_the_text_less_what_was_dropped() {
        assert_eq!(body(&article("One.\r\n\r\nTwo. \n", &[])), "One.\r\n\r\nTwo. \n");
        assert_eq!(
            body(&article("Share this\n\nOne. Two. Three.\n\nMore news", &["Share this", "Two.", "More news"])),
            "One. Three."
        );
        assert_eq!(body(&article("One.\n\nAdvert\nTwo.", &["Advert"])), "One.\n\nTwo.");
        assert_eq!(body(&article("One.", &["One."])), "");
    }

    #[test]
    fn markup_in_an_article_stays_text() {
        assert_eq!(escape_markdown("# Big\n- a [x](y) <b>\n12. c"), "\\# Big\n\\- a \\[x\\](y) \\<b\\>\n12\\. c");
    }
}
