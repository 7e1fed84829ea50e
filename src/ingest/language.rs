//! Which language a text is in, and why an article is not to be reported.

use std::fmt;

use crate::lexicon::{is_english_marker, two_letter_code};
use crate::model::Article;
use crate::text::is_ignorable;

/// Words that are looked at: the start decides, a tail in another language does not.
const WORDS: usize = 2000;
/// Fewer letters than this tell nothing.
const LETTERS: usize = 60;
/// English markers in a hundred words from which on a text is English (news has 30 to 40).
const ENGLISH_PERCENT: usize = 14;
/// Below this many markers in a hundred words a text may be taken for another language.
const FOREIGN_PERCENT: usize = 7;

/// In fewer words than this one marker is enough to doubt that the text is foreign.
const SHORT: usize = 30;

/// The language of a text as a two-letter code; `None` where there is too little text to tell.
pub fn language(text: &str) -> Option<String> {
    let (mut words, mut english, mut letters, mut end) = (0, 0, 0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(WORDS) {
        words += 1;
        letters += word.chars().count();
        // Titles and names are capitalised words as well, so capitals count for nothing.
        english += usize::from(word.len() <= 5 && is_english_marker(&word.to_ascii_lowercase()));
        end = word.as_ptr() as usize - text.as_ptr() as usize + word.len();
    }
    if letters < LETTERS {
        return None;
    }
    if english * 100 >= words * ENGLISH_PERCENT {
        return Some("en".to_owned());
    }
    let guess = whatlang::detect(text.get(..end)?)?;
    let code = guess.lang().code();
    let code = two_letter_code(code).unwrap_or(code);
    let few = english * 100 < words * FOREIGN_PERCENT && (english == 0 || words >= SHORT);
    let foreign = few && guess.is_reliable();
    if code == "en" || foreign { Some(code.to_owned()) } else { None }
}

/// Why an article gets no brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SkipReason {
    /// It has no text.
    Empty,
    /// It is in another language than English: the code.
    Language(String),
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SkipReason::Empty => f.write_str("empty: no text in it"),
            SkipReason::Language(code) => write!(f, "not in English ({code})"),
        }
    }
}

/// Why an article is to be skipped, if it is. An article whose language cannot be told is read.
pub fn skip_reason(article: &Article) -> Option<SkipReason> {
    if article.text.chars().all(|c| c.is_whitespace() || is_ignorable(c)) {
        return Some(SkipReason::Empty);
    }
    article.lang.as_ref().filter(|code| *code != "en").map(|code| SkipReason::Language(code.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        language(text).unwrap_or_default()
    }

    #[test]
    fn plain_cases() {
        assert_eq!(
            code("The foreign minister arrived in the capital on Tuesday for a two-day visit with her counterpart."),
            "en"
        );
        assert_eq!(
            code(
                "Die Außenministerin traf am Dienstag in der Hauptstadt ein, um ihren Amtskollegen zu treffen und über Verkehr zu sprechen."
            ),
            "de"
        );
        assert_eq!(
            code(
                "La ministre est arrivée mardi dans la capitale pour une visite de deux jours, a annoncé le ministère."
            ),
            "fr"
        );
        assert_eq!(
            code("Министр иностранных дел прибыл во вторник в столицу с двухдневным визитом, сообщило министерство."),
            "ru"
        );
        assert_eq!(
            code(
                "外交部长星期二抵达首都,开始为期两天的访问。双方将就交通和安全问题举行会谈,并签署一项协议。外交部发言人说,这是他今年第二次访问该国,双方关系近年来不断发展,合作领域日益广泛。"
            ),
            "zh"
        );
    }

    #[test]
    fn names_do_not_make_a_text_foreign() {
        let text = "Jarmila Kopřivová, Bořivoj Šťastný, Zdeněk Hrdlička, Ljubomir Đorđević and Øystein Bjørgås of the Høyre met \
                    in the Rašínovo nábřeží palace, with Přemysl Zábranský to follow from Žďár nad Sázavou.";
        assert_ne!(language(text).as_deref().unwrap_or("en"), "cs");
    }

    #[test]
    fn a_word_or_two_tell_nothing() {
        assert_eq!(language("Bonjour Prague"), None);
        assert_eq!(language(""), None);
    }

    #[test]
    fn reasons() {
        let with = |text: &str| Article { text: text.into(), lang: language(text), ..Article::default() };
        assert_eq!(skip_reason(&with(" \n\u{200b}\u{feff}")), Some(SkipReason::Empty));
        assert_eq!(skip_reason(&with("Short.")), None);
        let german =
            with("Die Ministerin sagte am Dienstag, sie wolle mit allen Seiten über die Lage an der Grenze sprechen.");
        assert_eq!(skip_reason(&german), Some(SkipReason::Language("de".into())));
    }
}
