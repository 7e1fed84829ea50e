use compact_str::CompactString;
use unicode_normalization::UnicodeNormalization;

use super::{Case, Gap, Span, Token, TokenKind};

/// The endings that an apostrophe splits off or keeps inside a word (`Kim's`; `don't` stays whole).
const CLITICS: [&str; 1] = ["s"];

/// Lower case without accents: `Erdoğan` and `ERDOGAN` both give `erdogan`. Marks take their plain shape.
pub fn fold(text: &str) -> CompactString {
    let mut out = CompactString::with_capacity(text.len());
    if text.is_ascii() {
        // Most words: letters and digits alone.
        if text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            out.push_str(text);
            out.make_ascii_lowercase();
            return out;
        }
        out.extend(
            text.chars().filter(|c| !is_ignorable(*c)).map(|c| if c == '`' { '\'' } else { c.to_ascii_lowercase() }),
        );
        return out;
    }
    for c in text.nfd() {
        fold_char(c, &mut out);
    }
    out
}

fn fold_char(c: char, out: &mut CompactString) {
    match c {
        '\u{300}'..='\u{36F}' => {}
        c if is_ignorable(c) => {}
        '’' | '‘' | '`' | '´' | 'ʼ' | '‛' | '′' => out.push('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => out.push('"'),
        '‐' | '‑' => out.push('-'),
        '–' | '—' | '―' | '−' => out.push('–'),
        '…' => out.push_str("..."),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ı' | 'İ' => out.push('i'),
        'ß' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        c => out.extend(c.to_lowercase()),
    }
}

/// Signs that a reader never sees: control characters but tab and line ends, zero-width and direction marks, soft
/// hyphens. They may stand inside a word and are never printed.
pub fn is_ignorable(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => true,
        '\u{61C}' | '\u{180E}' | '\u{FFF9}'..='\u{FFFB}' => true,
        '\u{85}' | '\u{2028}' | '\u{2029}' => false,
        c => c.is_control(),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{85}'
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// Cuts a text into tokens in one pass.
///
/// ```
/// use attache::text::tokenize;
/// let norms: Vec<_> = tokenize("Kim’s U.S. visit, Dec. 7-8").into_iter().map(|t| t.norm.to_string()).collect();
/// assert_eq!(norms, ["kim", "'s", "u.s.", "visit", ",", "dec", ".", "7", "-", "8"]);
/// ```
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut scanner = Scanner { text, at: 0 };
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut gap = Gap::Blank;
    while let Some(c) = scanner.peek() {
        if is_space(c) || is_ignorable(c) {
            let seen = scanner.gap();
            gap = if tokens.is_empty() { Gap::Blank } else { gap.max(seen) };
            continue;
        }
        let start = scanner.at;
        let kind = scanner.token(c);
        push(&mut tokens, text, Span::new(start, scanner.at), kind, gap);
        gap = Gap::None;
    }
    tokens
}

/// The normal forms of a text's tokens: what a word list keeps of a phrase.
pub fn norms(text: &str) -> Vec<CompactString> {
    // Most phrases: words of small letters, which each are a token as they stand.
    if text.bytes().all(|b| b.is_ascii_lowercase() || b == b' ') {
        return text.split_ascii_whitespace().map(CompactString::from).collect();
    }
    tokenize(text).into_iter().map(|token| token.norm).collect()
}

fn push(tokens: &mut Vec<Token>, text: &str, span: Span, kind: TokenKind, gap: Gap) {
    if kind == TokenKind::Word
        && let Some(cut) = possessive(span.of(text))
    {
        let head = Span::new(span.start, span.start + cut);
        tokens.push(token(text, head, kind, gap));
        tokens.push(token(text, Span::new(head.end, span.end), kind, Gap::None));
        return;
    }
    tokens.push(token(text, span, kind, gap));
}

fn token(text: &str, span: Span, kind: TokenKind, gap: Gap) -> Token {
    let written = span.of(text);
    let norm = if kind == TokenKind::Mark && written.starts_with("--") { "–".into() } else { fold(written) };
    Token { span, norm, kind, case: case_of(written), gap }
}

/// Where a possessive `'s` begins in a word.
fn possessive(word: &str) -> Option<usize> {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let (cut, _) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c))?;
    let ending = fold(&word[cut..]);
    (cut > 0 && CLITICS.contains(&ending.trim_start_matches('\''))).then_some(cut)
}

fn case_of(written: &str) -> Case {
    // Most words: small letters alone.
    if !written.is_empty() && written.bytes().all(|b| b.is_ascii_lowercase()) {
        return Case::Lower;
    }
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Case::None };
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    match (first.is_uppercase(), upper, lower) {
        (true, 1.., 0) => Case::Upper,
        (true, _, _) => Case::Title,
        (false, 0, _) if first.is_lowercase() => Case::Lower,
        (false, 0, _) => Case::None,
        (false, _, _) => Case::Mixed,
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn second(&self) -> Option<char> {
        self.text[self.at..].chars().nth(1)
    }

    fn bump(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn eat_while(&mut self, fits: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&fits) {
            self.bump();
        }
    }

    fn gap(&mut self) -> Gap {
        let (mut lines, mut blanks) = (0, false);
        while let Some(c) = self.peek().filter(|c| is_space(*c) || is_ignorable(*c)) {
            lines += usize::from(is_line_end(c));
            blanks |= is_space(c);
            self.bump();
        }
        match lines {
            0 if blanks => Gap::Space,
            0 => Gap::None,
            1 => Gap::Line,
            _ => Gap::Blank,
        }
    }

    fn token(&mut self, first: char) -> TokenKind {
        if first.is_ascii_digit() {
            self.number();
            return TokenKind::Number;
        }
        if first.is_alphanumeric() {
            self.word();
            return TokenKind::Word;
        }
        self.bump();
        if matches!(first, '.' | '-') {
            self.eat_while(|c| c == first);
        }
        TokenKind::Mark
    }

    fn number(&mut self) {
        self.eat_while(|c| c.is_ascii_digit());
        while matches!(self.peek(), Some('.' | ',')) && self.second().is_some_and(|c| c.is_ascii_digit()) {
            self.bump();
            self.eat_while(|c| c.is_ascii_digit());
        }
        self.eat_while(char::is_alphanumeric);
    }

    fn word(&mut self) {
        let start = self.at;
        self.letters();
        while let (Some(mark), Some(next)) = (self.peek(), self.second()) {
            let joins = (is_apostrophe(mark) && next.is_alphabetic()) || (mark == '.' && self.dot_joins(start, next));
            if !joins {
                break;
            }
            self.bump();
            self.letters();
        }
        if self.peek() == Some('.') && self.is_initials(start) {
            self.bump();
        }
    }

    fn letters(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        self.eat_while(|c| c.is_alphanumeric() || is_ignorable(c) || matches!(c, '\u{300}'..='\u{36F}' | '_'));
    }

    /// A dot joins initials (`U.S`) and the parts of an address (`twitter.com`), not the end of a sentence and the
    /// start of the next (`end.The`).
    fn dot_joins(&self, start: usize, next: char) -> bool {
        let part = self.text[start..self.at].rsplit('.').next().unwrap_or_default();
        let single = part.chars().count() == 1;
        let after = self.text[self.at + 1..].chars().nth(1);
        if single && next.is_alphabetic() {
            // `U.S`, `a.m`; not `I.The`
            return !after.is_some_and(char::is_alphanumeric) || next.is_lowercase();
        }
        next.is_lowercase() && part.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || c == '_')
    }

    fn is_initials(&self, start: usize) -> bool {
        let word = &self.text[start..self.at];
        word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn norms(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|t| t.norm.to_string()).collect()
    }

    #[test]
    fn a_phrase_has_the_norms_of_its_tokens() {
        for phrase in ["hold talks", "", " prime  minister ", "Côte d'Ivoire", "cease-fire", "cannot", "u.s."] {
            assert_eq!(super::norms(phrase), norms(phrase), "{phrase}");
        }
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(norms("the North`s 3.5 per cent"), ["the", "north", "'s", "3.5", "per", "cent"]);
        assert_eq!(norms("don't O’Brien leaders' 19th"), ["don't", "o'brien", "leaders", "'", "19th"]);
        assert_eq!(
            norms("on 5/27/1998 at 3:45 p.m."),
            ["on", "5", "/", "27", "/", "1998", "at", "3", ":", "45", "p.m."]
        );
        assert_eq!(
            norms("pic.twitter.com end.The J. Smith"),
            ["pic.twitter.com", "end", ".", "the", "j", ".", "smith"]
        );
        assert_eq!(norms("two-day … “so” --"), ["two", "-", "day", "...", "\"", "so", "\"", "–"]);
    }

    #[test]
    fn accents_and_hidden_signs_do_not_matter() {
        assert_eq!(norms("Erdoğan BOGOTÁ Ta\0mm"), ["erdogan", "bogota", "tamm"]);
    }

    #[test]
    fn gaps_tell_lines_from_blanks() {
        let gaps: Vec<_> = tokenize("a b\nc\r\n\r\nd,").into_iter().map(|t| t.gap).collect();
        assert_eq!(gaps, [Gap::Blank, Gap::Space, Gap::Line, Gap::Blank, Gap::None]);
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_on_boundaries(text in "\\PC{0,300}") {
            let mut last = 0;
            for token in tokenize(&text) {
                prop_assert!(token.span.start >= last && !token.span.is_empty());
                prop_assert!(text.get(token.span.start..token.span.end).is_some());
                last = token.span.end;
            }
        }
    }
}
