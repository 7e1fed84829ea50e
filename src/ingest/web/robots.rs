//! robots.txt (RFC 9309): which paths of a host are closed to attache, and how much time it wants between two requests.
//!
//! The rule itself is kept, so that a refusal can say which one it is.

use std::time::Duration;

/// The name that rules are looked up by.
pub(super) const AGENT: &str = "attache";
/// Bytes of a robots.txt that are read (the standard asks for 500 KiB at least).
pub(super) const SIZE: usize = 512 << 10;

/// What a robots.txt says to one program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Robots {
    rules: Vec<Rule>,
    /// The time it wants between two requests.
    pub delay: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allow: bool,
    /// In the form that paths are compared in.
    pattern: String,
    /// As written.
    line: String,
}

/// What a line of the file is.
enum Line<'a> {
    Agent(&'a str),
    Rule(bool, &'a str),
    Delay(&'a str),
}

impl Robots {
    /// Reads what a file says to the agent: the groups that name it, else those for all (`*`). What cannot be understood
    /// is passed over.
    pub fn parse(text: &str, agent: &str) -> Robots {
        let (mut own, mut all) = (None::<Robots>, Robots::default());
        let (mut is_own, mut is_all, mut in_rules) = (false, false, true);
        for line in text.trim_start_matches('\u{FEFF}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default().trim();
            match classify(line) {
                Some(Line::Agent(name)) => {
                    if std::mem::take(&mut in_rules) {
                        (is_own, is_all) = (false, false);
                    }
                    is_own |= product(name).eq_ignore_ascii_case(agent);
                    is_all |= name == "*";
                    if is_own {
                        own.get_or_insert_default();
                    }
                }
                Some(said) => {
                    in_rules = true;
                    let groups = own.iter_mut().filter(|_| is_own).chain(Some(&mut all).filter(|_| is_all));
                    groups.for_each(|group| group.add(&said, line));
                }
                None => {}
            }
        }
        own.unwrap_or(all)
    }

    fn add(&mut self, said: &Line, line: &str) {
        match said {
            Line::Rule(allow, path) if !path.is_empty() => {
                self.rules.push(Rule { allow: *allow, pattern: normal(path), line: line.to_owned() });
            }
            Line::Delay(value) => {
                let seconds = value.parse::<f64>().ok().filter(|s| (0.0..=86_400.0).contains(s));
                self.delay = seconds.map(Duration::from_secs_f64).or(self.delay);
            }
            Line::Rule(..) | Line::Agent(_) => {}
        }
    }

    /// The rule that closes a path (with its query): the longest that fits decides, among equals the one that allows.
    pub fn denial(&self, path: &str) -> Option<&str> {
        let path = normal(path);
        if path == "/robots.txt" {
            return None;
        }
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, &path));
        let best = fitting.max_by_key(|rule| (rule.pattern.len(), rule.allow))?;
        (!best.allow).then_some(best.line.as_str())
    }
}

fn classify(line: &str) -> Option<Line<'_>> {
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    match key.trim().to_ascii_lowercase().as_str() {
        "user-agent" | "useragent" | "user agent" => Some(Line::Agent(value)),
        "allow" => Some(Line::Rule(true, value)),
        "disallow" => Some(Line::Rule(false, value)),
        "crawl-delay" | "crawldelay" => Some(Line::Delay(value)),
        _ => None,
    }
}

/// "attache/1.0" → "attache".
fn product(name: &str) -> &str {
    let end = name.find(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '_'))).unwrap_or(name.len());
    name.get(..end).unwrap_or_default()
}

/// The form in which paths are compared: what need not be escaped is not, what must be is, in capitals.
fn normal(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut bytes = path.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let escaped = (byte == b'%').then(|| hex(ahead.next()?).zip(hex(ahead.next()?))).flatten();
        match escaped {
            Some((high, low)) => {
                bytes = ahead;
                push(&mut out, high * 16 + low, true);
            }
            None => push(&mut out, byte, false),
        }
    }
    out
}

fn push(out: &mut String, byte: u8, was_escaped: bool) {
    let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    if plain || !was_escaped && byte.is_ascii_graphic() {
        out.push(char::from(byte));
    } else {
        out.push_str(&format!("%{byte:02X}"));
    }
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// True where a pattern fits the start of a path; `*` stands for anything, `$` at its end for the end of the path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, anchored) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut pieces = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let mut pieces: Vec<&str> = pieces.collect();
    if !anchored {
        return pieces.iter().all(|piece| find(&mut rest, piece));
    }
    match pieces.pop() {
        None => rest.is_empty(),
        Some(last) => pieces.iter().all(|piece| find(&mut rest, piece)) && rest.ends_with(last),
    }
}

/// Moves behind the next place of a piece.
fn find(rest: &mut &str, piece: &str) -> bool {
    match memchr::memmem::find(rest.as_bytes(), piece.as_bytes()) {
        Some(at) => {
            *rest = rest.get(at + piece.len()..).unwrap_or_default();
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn denial(text: &str, path: &str) -> Option<String> {
        Robots::parse(text, AGENT).denial(path).map(str::to_owned)
    }

    #[test]
    fn the_own_group_goes_before_that_for_all() {
        let text =
            "User-agent: *\nDisallow: /\n\nUser-Agent: Attache/2\nUser-agent: other\nDisallow: /private # not this\n";
        assert_eq!(denial(text, "/news"), None);
        assert_eq!(denial(text, "/private/a").as_deref(), Some("Disallow: /private"));
        assert_eq!(denial("User-agent: *\nDisallow: /\n", "/news").as_deref(), Some("Disallow: /"));
        assert_eq!(denial("User-agent: attached\nDisallow: /\n", "/news"), None);
        // A group without rules allows all.
        assert_eq!(denial("User-agent: *\nDisallow: /\nUser-agent: attache\nDisallow:", "/news"), None);
    }

    #[test]
    fn groups_of_one_name_are_one() {
        let text = "user-agent: attache\rdisallow: /a\r\ruser-agent: x\rdisallow: /\ruser-agent: attache\rdisallow: /b";
        assert!(denial(text, "/a").is_some() && denial(text, "/b").is_some() && denial(text, "/c").is_none());
    }

    #[test]
    fn the_longest_rule_decides() {
        let text =
            "User-agent: *\nDisallow: /news\nAllow: /news/open\nAllow: /page\nDisallow: /page\nDisallow: /*.php$\n";
        assert!(denial(text, "/news/1").is_some());
        assert_eq!(denial(text, "/news/open/1"), None);
        assert_eq!(denial(text, "/page"), None);
        assert_eq!(denial(text, "/x/y.php").as_deref(), Some("Disallow: /*.php$"));
        assert_eq!(denial(text, "/x/y.php?a=1"), None);
        assert_eq!(denial("User-agent: *\nDisallow: /", "/robots.txt"), None);
    }

    #[test]
    fn paths_are_compared_unescaped() {
        let text = "User-agent: *\nDisallow: /caf\u{e9}\nDisallow: /%7Eann\nDisallow: /a%2fb\n";
        assert!(denial(text, "/caf%c3%a9").is_some());
        assert!(denial(text, "/~ann").is_some());
        assert!(denial(text, "/a%2Fb").is_some() && denial(text, "/a/b").is_none());
    }

    #[test]
    fn delays() {
        let delay = |value: &str| Robots::parse(&format!("User-agent: *\nCrawl-delay: {value}"), AGENT).delay;
        assert_eq!(delay("2.5"), Some(Duration::from_millis(2500)));
        assert_eq!((delay("-1"), delay("soon"), delay("1e99")), (None, None, None));
    }

    #[test]
    fn stars_do_not_explode() {
        let text = format!("User-agent: *\nDisallow: /{}$\n", "a*".repeat(2000));
        assert_eq!(
            denial(&text, &format!("/{}b", "a".repeat(8000))),
            Some(format!("Disallow: /{}$", "a*".repeat(2000)))
        );
    }

    /// What the standard says, without care for time.
    fn slow(pattern: &[u8], path: &[u8]) -> bool {
        match (pattern, path) {
            ([], _) => true,
            ([b'$'], path) => path.is_empty(),
            ([b'*', rest @ ..], path) => (0..=path.len()).any(|n| slow(rest, &path[n..])),
            ([a, rest @ ..], [b, path @ ..]) if a == b => slow(rest, path),
            _ => false,
        }
    }

    proptest! {
        #[test]
        fn patterns_fit_as_the_standard_says(pattern in "/[ab*]{0,6}\\$?", path in "/[ab]{0,8}") {
            prop_assert_eq!(fits(&pattern, &path), slow(pattern.as_bytes(), path.as_bytes()));
        }

        #[test]
        fn any_file_is_read(text in "(?s)(User-agent: \\*\n|Disallow: |Allow: |\\PC|[\r\n:#%]){0,60}", path in "/\\PC{0,20}") {
            let _ = denial(&text, &path);
        }
    }
}
