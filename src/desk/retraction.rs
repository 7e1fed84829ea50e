//! Texts that withdraw an article.

use crate::lexicon::digest_words;
use crate::model::Article;
use crate::text::{Token, tokenize};

/// Characters of a text that a notice stands in.
const OPENING: usize = 300;
/// A notice of so many words needs no mark behind it.
const WHOLE: usize = 4;

/// True where headline or text open with a notice that the article is withdrawn.
pub(super) fn is_notice(article: &Article) -> bool {
    let opening: String = article.text.chars().take(OPENING).collect();
    article.title.as_deref().is_some_and(opens) || opens(&opening)
}

fn opens(text: &str) -> bool {
    let tokens = tokenize(text);
    let start = tokens.iter().position(|token| token.is_word()).unwrap_or(tokens.len());
    let words: Vec<&Token> = tokens.get(start..).unwrap_or_default().iter().collect();
    digest_words().withdrawn.iter().any(|notice| is_at(&words, notice))
}

/// The notice, whatever marks stand between its words.
fn is_at(tokens: &[&Token], notice: &[String]) -> bool {
    let mut at = 0;
    for word in notice {
        while tokens.get(at).is_some_and(|token| at > 0 && !token.is_word() && token.norm != *word) {
            at += 1;
        }
        if tokens.get(at).is_none_or(|token| token.norm != *word) {
            return false;
        }
        at += 1;
    }
    let closes = |token: &&Token| digest_words().marks.contains(&token.norm);
    notice.len() >= WHOLE || tokens.get(at).is_none_or(closes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(title: &str, text: &str) -> bool {
        is_notice(&Article { title: Some(title.to_owned()), text: text.to_owned(), ..Article::default() })
    }

    #[test]
    fn a_notice_opens_the_headline_or_the_text() {
        assert!(notice("RETRACTION: Envoy named", "Our report was wrong."));
        assert!(notice(
            "Envoy named",
            "Editor’s note: This article has been withdrawn because its source was not sound."
        ));
        assert!(notice("Withdrawn", "x"));
        assert!(!notice("Withdrawn troops come home", "The last soldiers came home."));
        assert!(!notice("Envoy named", "The minister said that the paper was withdrawn."));
    }
}
