//! A headline that denies what the text tells: `No joint statement as ministers meet`, and one was signed.

use crate::lexicon::story_words;
use crate::model::{Annotated, Check, Verdict};
use crate::story::page::{Line, Page, check};
use crate::text::{Token, tokenize};

/// Words of what the headline denies.
const FEWEST: usize = 2;
const MOST: usize = 4;

pub(super) fn read(article: &Annotated, page: &Page) -> Option<Check> {
    let title = article.article().title.as_deref()?;
    let tokens = tokenize(title);
    let denied = denied(&tokens)?;
    let line = page.lines.iter().find(|line| tells(line, denied))?;
    let headline =
        article.statements.iter().find(|s| s.furniture.as_deref() == Some("headline")).map_or(0, |s| s.index);
    let span = denied.first()?.span.start..denied.last()?.span.end;
    let what = title.get(span)?.to_lowercase();
    let note = format!("The headline says that there is no {what}, the text that there is one.");
    let values = vec![(format!("no {what}"), headline), (what, line.i)];
    Some(check("outcome", Verdict::Contradicts, values, note))
}

/// The words behind `No` at the head, up to the next small word.
fn denied(tokens: &[Token]) -> Option<&[Token]> {
    tokens.first().filter(|t| t.is("no"))?;
    let rest = tokens.get(1..)?;
    let small =
        ["as", "in", "at", "after", "from", "on", "for", "of", "to", "by", "with", "yet", "is", "was", ",", ":", "–"];
    let end = rest.iter().position(|t| t.is_any(&small) || !t.is_word())?;
    rest.get(..end).filter(|words| (FEWEST..=MOST).contains(&words.len()))
}

/// True where the sentence tells, in the same words, that it was signed or adopted.
fn tells(line: &Line, denied: &[Token]) -> bool {
    let words = &story_words().words;
    let same = |at: usize| {
        line.tokens.get(at..at + denied.len()).is_some_and(|w| w.iter().zip(denied).all(|(a, b)| a.norm == b.norm))
    };
    let named = (0..line.tokens.len()).any(same);
    let done = line
        .tokens
        .iter()
        .any(|t| matches!(story_words().once(t), Some("sign" | "adopt" | "ratify")) && t.norm.ends_with("ed"));
    let open = words.negation.any(line.tokens)
        || line.tokens.iter().any(|t| t.is_any(&["would", "should", "could", "will", "if", "draft"]));
    named && done && !open
}

#[cfg(test)]
mod tests {
    use crate::annotate::annotate;
    use crate::model::Article;
    use crate::story::checks::checks;

    fn found(title: &str, text: &str) -> Vec<String> {
        let article = Article { title: Some(title.into()), text: text.into(), ..Article::default() };
        let article = annotate(article);
        checks(&article, None, &[]).into_iter().filter(|c| c.slot == "outcome").map(|c| c.note).collect()
    }

    #[test]
    fn a_headline_may_not_deny_what_was_signed() {
        let text =
            "The ministers of Norway and Chile met in Riga. A joint declaration was signed by both in the evening.";
        assert_eq!(
            found("No joint declaration as ministers meet", text),
            ["The headline says that there is no joint declaration, the text that there is one."]
        );
        assert!(found("No common programme as ministers meet", text).is_empty());
        let open = "The ministers of Norway and Chile met in Riga. A joint declaration will not be signed.";
        assert!(found("No joint declaration as ministers meet", open).is_empty());
    }
}
