use crate::text::printable;

/// Characters of an answer that are kept.
const KEPT: usize = 300;

/// An answer of a server (RFC 5321, 4.2): a code and lines of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub code: u16,
    pub lines: Vec<String>,
}

impl Reply {
    /// 2xx.
    pub fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }

    /// 4xx.
    pub fn is_temporary(&self) -> bool {
        self.code / 100 == 4
    }

    /// Code and text on one line, without signs that would do something in a terminal.
    pub fn shown(&self) -> String {
        let text = format!("{} {}", self.code, self.lines.join(" "));
        printable(&text).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(KEPT).collect()
    }

    /// The enhanced status (RFC 3463) behind the code.
    fn status(&self) -> Option<(u16, u16, u16)> {
        let first = self.lines.first()?.split_whitespace().next()?;
        let mut parts = first.split('.').map(|part| part.parse::<u16>().ok());
        let status = (parts.next()??, parts.next()??, parts.next()??);
        (parts.next().is_none() && status.0 == self.code / 100).then_some(status)
    }

    /// True where this answer to RCPT says that the address takes no mail at all: no such user, no such host, moved, shut.
    /// A full mailbox or a rule of the server is no such thing.
    pub fn says_dead(&self) -> bool {
        match self.status() {
            Some((5, 1, detail)) => !matches!(detail, 7 | 8),
            Some((5, 2, detail)) => detail == 1,
            Some(_) => false,
            None => matches!(self.code, 550 | 551 | 553),
        }
    }
}

/// Reads a line of an answer: the code, whether it is the last one, the text.
pub(super) fn line(line: &str) -> Option<(u16, bool, &str)> {
    let code = line.get(..3).filter(|code| code.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
    let is_last = match line.get(3..4) {
        None | Some(" ") => true,
        Some("-") => false,
        Some(_) => return None,
    };
    (200..600).contains(&code).then_some((code, is_last, line.get(4..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(code: u16, text: &str) -> Reply {
        Reply { code, lines: vec![text.to_owned()] }
    }

    #[test]
    fn a_line_has_a_code_and_says_whether_more_follow() {
        assert_eq!(line("250-SIZE 10"), Some((250, false, "SIZE 10")));
        assert_eq!(line("250 ok"), Some((250, true, "ok")));
        assert_eq!(line("250"), Some((250, true, "")));
        for wrong in ["", "25", "hello", "2500", "199 x", "600 x", "25é x"] {
            assert_eq!(line(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_an_address_without_a_mailbox_is_dead() {
        assert!(reply(550, "5.1.1 no such user").says_dead());
        assert!(reply(550, "no such user").says_dead());
        assert!(reply(550, "5.2.1 disabled").says_dead());
        assert!(!reply(552, "5.2.2 full").says_dead());
        assert!(!reply(550, "5.7.1 we do not like you").says_dead());
        assert!(!reply(554, "no").says_dead());
    }

    #[test]
    fn an_answer_is_shown_on_one_line_and_harmless() {
        let long = reply(550, &format!("a\u{1b}[2Jb\r\n{}", "x".repeat(1000)));
        let shown = long.shown();
        assert!(shown.chars().count() <= KEPT && !shown.contains(['\u{1b}', '\r', '\n']), "{shown}");
    }
}
