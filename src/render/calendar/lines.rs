/// Octets of a line, its line break left out (RFC 5545, 3.1).
const OCTETS: usize = 75;

/// Content lines, folded.
#[derive(Default)]
pub(super) struct Lines {
    out: String,
}

impl Lines {
    /// A property whose value has no signs to escape.
    pub fn property(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A property whose value is TEXT.
    pub fn text(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", escaped(value)));
    }

    /// A property whose value is an address: nothing in it is escaped, so what no address holds is left out.
    pub fn uri(&mut self, name: &str, value: &str) {
        let value: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        self.fold(&format!("{name}:{value}"));
    }

    pub fn finish(self) -> String {
        self.out
    }

    /// A content line, cut into lines of at most 75 octets, none within a character.
    fn fold(&mut self, line: &str) {
        let mut room = OCTETS;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.out.push_str("\r\n ");
                room = OCTETS - 1;
            }
            self.out.push(c);
            room -= c.len_utf8();
        }
        self.out.push_str("\r\n");
    }
}

/// TEXT values escape backslash, comma, semicolon and line break (RFC 5545, 3.3.11); other controls are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
