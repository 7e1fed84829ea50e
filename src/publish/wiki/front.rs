//! The front matter of a Markdown page: attache keeps a few keys of its own there, people as many as they like.
//!
//! The key `attache` holds the hash of what attache wrote. It is made of values, not of bytes, for programs such as
//! Obsidian write the whole front matter anew when anybody adds a key. Tags that do not begin with `attache/` are
//! people's too.

use super::blocks::{Fault, hash};

/// The keys that are attache's.
const KEYS: [&str; 6] = ["title", "aliases", "tags", "created", "updated", "attache"];
/// What attache's own tags begin with.
const TAG: &str = "attache/";

/// What attache says in the front matter of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub title: String,
    pub aliases: Vec<String>,
    /// Each begins with `attache/`.
    pub tags: Vec<String>,
    /// The day on which the first digest told of it: `2031-03-25`.
    pub created: Option<String>,
    /// That of the last one.
    pub updated: Option<String>,
}

/// A key with its value, as it stands in a file.
struct Entry<'t> {
    key: &'t str,
    values: Vec<String>,
    text: &'t str,
    line: usize,
}

impl Front {
    /// The keys and values, in their order; without the hash.
    fn entries(&self) -> Vec<(&'static str, Vec<String>)> {
        let one = |value: &Option<String>| value.clone().into_iter().collect::<Vec<_>>();
        let all = [
            ("title", vec![self.title.clone()]),
            ("aliases", self.aliases.clone()),
            ("tags", self.tags.clone()),
            ("created", one(&self.created)),
            ("updated", one(&self.updated)),
        ];
        all.into_iter().filter(|(_, values)| !values.is_empty()).collect()
    }

    /// The front matter of a new page.
    pub fn text(&self) -> String {
        format!("---\n{}---\n", self.lines(&[], "\n"))
    }

    fn lines(&self, tags: &[String], end: &str) -> String {
        let mut out = String::new();
        for (key, values) in self.entries() {
            let is_list = matches!(key, "aliases" | "tags");
            let more: &[String] = if key == "tags" { tags } else { &[] };
            if is_list {
                out += &format!("{key}:{end}");
                for value in values.iter().chain(more) {
                    out += &format!("  - {}{end}", quoted(key, value));
                }
            } else {
                out += &values.iter().map(|value| format!("{key}: {}{end}", quoted(key, value))).collect::<String>();
            }
        }
        out + &format!("attache: \"{}\"{end}", sum(&self.entries()))
    }

    /// The old text with this in its front matter; the rest stays.
    ///
    /// # Errors
    /// Front matter that is not there or does not end, and keys of attache's that somebody has changed.
    pub fn merged(&self, old: &str) -> Result<String, Fault> {
        let (from, to) = span(old)?;
        let matter = old.get(from..to).unwrap_or_default();
        let end = if matter.contains("\r\n") { "\r\n" } else { "\n" };
        let entries = entries(matter);
        let mine: Vec<&Entry<'_>> = entries.iter().filter(|entry| KEYS.contains(&entry.key)).collect();
        let fault = |line: usize, what: &str| Fault { line, what: what.to_owned() };
        if let Some(twice) = mine.iter().enumerate().find(|(n, e)| mine.iter().take(*n).any(|o| o.key == e.key)) {
            return Err(fault(twice.1.line, &format!("key {} is there twice", twice.1.key)));
        }
        let seal = mine.iter().find(|entry| entry.key == "attache").and_then(|entry| entry.values.first());
        let there = told(&mine);
        let fresh = self.entries();
        let intact = seal.is_some_and(|seal| *seal == sum(&there));
        if !intact && there != fresh {
            let other = |entry: &&&Entry<'_>| {
                let is = there.iter().find(|(key, _)| *key == entry.key);
                entry.key != "attache" && is != fresh.iter().find(|(key, _)| *key == entry.key)
            };
            let edited = mine.iter().find(other);
            let line = edited.map_or(1, |entry| entry.line);
            let what = match edited {
                Some(entry) => format!("key {} of the front matter was edited", entry.key),
                None => "a key of attache's in the front matter is gone".to_owned(),
            };
            return Err(fault(line, &what));
        }
        if intact && there == fresh {
            return Ok(old.to_owned());
        }
        let tags: Vec<String> = mine
            .iter()
            .filter(|entry| entry.key == "tags")
            .flat_map(|entry| entry.values.iter().filter(|tag| !tag.starts_with(TAG)).cloned())
            .collect();
        let mut out = old.get(..from).unwrap_or_default().to_owned();
        let mut written = false;
        for entry in &entries {
            match KEYS.contains(&entry.key) {
                false => out += entry.text,
                true if !written => {
                    out += &self.lines(&tags, end);
                    written = true;
                }
                true => {}
            }
        }
        if !written {
            out += &self.lines(&tags, end);
        }
        out += old.get(to..).unwrap_or_default();
        Ok(out)
    }
}

/// What attache's keys say, in their order, as [`Front::entries`] has it.
fn told(mine: &[&Entry<'_>]) -> Vec<(&'static str, Vec<String>)> {
    let mut out = Vec::new();
    for key in KEYS.into_iter().filter(|key| *key != "attache") {
        let Some(entry) = mine.iter().find(|entry| entry.key == key) else { continue };
        let own = |value: &&String| key != "tags" || value.starts_with(TAG);
        let values: Vec<String> = entry.values.iter().filter(own).cloned().collect();
        if !values.is_empty() {
            out.push((key, values));
        }
    }
    out
}

fn sum(entries: &[(&'static str, Vec<String>)]) -> String {
    let text: Vec<String> = entries.iter().map(|(key, values)| format!("{key}={}", values.join("\u{1f}"))).collect();
    hash(&text.join("\u{1e}"))
}

/// A string as YAML has it: one of JSON is one of YAML. Days and tags are plain.
fn quoted(key: &str, value: &str) -> String {
    match key {
        "title" | "aliases" => serde_json::Value::from(value).to_string(),
        _ => value.to_owned(),
    }
}

/// Where the keys stand: behind the first `---`, before the second.
fn span(text: &str) -> Result<(usize, usize), Fault> {
    let gone = || Fault { line: 1, what: "the front matter is gone".to_owned() };
    let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = text.get(bom..).unwrap_or_default().split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---").ok_or_else(gone)?;
    let from = bom + first.len();
    let mut at = from;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Ok((from, at));
        }
        at += line.len();
    }
    Err(Fault { line: 1, what: "the front matter does not end".to_owned() })
}

/// What stands before the body: the front matter with its lines of `---`; nothing where there is none.
pub(super) fn length(text: &str) -> usize {
    let Ok((_, to)) = span(text) else { return 0 };
    let line = text.get(to..).and_then(|rest| rest.split_inclusive('\n').next());
    to + line.map_or(0, str::len)
}

/// True where it holds nothing but attache's own.
pub(super) fn is_ours_alone(text: &str) -> bool {
    let Ok((from, to)) = span(text) else { return false };
    let entries = entries(text.get(from..to).unwrap_or_default());
    let mine: Vec<&Entry<'_>> = entries.iter().filter(|entry| KEYS.contains(&entry.key)).collect();
    let seal = mine.iter().find(|entry| entry.key == "attache").and_then(|entry| entry.values.first());
    let foreign = mine.iter().any(|e| e.key == "tags" && e.values.iter().any(|tag| !tag.starts_with(TAG)));
    mine.len() == entries.len() && !foreign && seal == Some(&sum(&told(&mine)))
}

/// Cuts front matter into keys; what belongs to none (comments, blank lines) is an entry without a key.
fn entries(matter: &str) -> Vec<Entry<'_>> {
    let mut found: Vec<Entry<'_>> = Vec::new();
    let mut at = 0;
    // The first line of a file is that of `---`.
    for (n, line) in (2..).zip(matter.split_inclusive('\n')) {
        let from = at;
        at += line.len();
        let bare = line.trim_end();
        let follows = bare.starts_with([' ', '\t']) || bare == "-" || bare.starts_with("- ");
        match found.last_mut().filter(|last| follows && !last.key.is_empty()) {
            Some(last) => {
                let start = from - last.text.len();
                last.text = matter.get(start..at).unwrap_or_default();
                last.values.extend(bare.trim_start().strip_prefix('-').map(|value| plain(value.trim())));
            }
            None => {
                let (key, value) = bare.split_once(':').filter(|(key, _)| is_key(key)).unwrap_or(("", ""));
                let text = matter.get(from..at).unwrap_or_default();
                found.push(Entry { key, values: inline(value.trim()), text, line: n });
            }
        }
    }
    found
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ')) && !key.starts_with(' ')
}

/// The values behind a colon: one, or those of `[a, "b"]`.
fn inline(value: &str) -> Vec<String> {
    let Some(list) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return if value.is_empty() { Vec::new() } else { vec![plain(value)] };
    };
    let (mut parts, mut part, mut quote, mut escaped) = (Vec::new(), String::new(), None, false);
    for c in list.chars() {
        let was_escaped = std::mem::take(&mut escaped);
        match (c, quote) {
            (',', None) => parts.push(std::mem::take(&mut part)),
            ('"' | '\'', None) if part.trim().is_empty() => {
                quote = Some(c);
                part.push(c);
            }
            (c, Some(q)) => {
                escaped = c == '\\' && q == '"' && !was_escaped;
                if c == q && !was_escaped {
                    quote = None;
                }
                part.push(c);
            }
            (c, None) => part.push(c),
        }
    }
    parts.push(part);
    parts.iter().map(|part| plain(part.trim())).filter(|part| !part.is_empty()).collect()
}

/// A value without its quotation marks.
fn plain(value: &str) -> String {
    if value.starts_with('"') {
        return serde_json::from_str(value).unwrap_or_else(|_| value.to_owned());
    }
    match value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(inner) => inner.replace("''", "'"),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front() -> Front {
        Front {
            title: "Ana Lind: \"a\" life".to_owned(),
            aliases: vec!["Anna Lind".to_owned(), "A, B".to_owned()],
            tags: vec!["attache/person".to_owned()],
            created: Some("2031-03-25".to_owned()),
            updated: Some("2031-03-25".to_owned()),
        }
    }

    fn later() -> Front {
        Front { updated: Some("2031-03-26".to_owned()), ..front() }
    }

    #[test]
    fn people_add_keys_and_tags() {
        let own = front().text().replace("tags:\n", "my-key: [1, 2] # mine\n# a comment\ntags:\n  - reading\n");
        let next = later().merged(&own).expect("no conflict");
        assert!(next.contains("my-key: [1, 2] # mine\n# a comment\n") && next.contains("  - reading\n"), "{next}");
        assert!(next.contains("updated: 2031-03-26\n"), "{next}");
        assert_eq!(later().merged(&next).as_deref(), Ok(next.as_str()));
        assert!(!is_ours_alone(&own) && is_ours_alone(&front().text()));
    }

    #[test]
    fn front_matter_that_a_program_wrote_anew_is_no_edit() {
        let own = "\u{feff}---\r\ntags: [attache/person, 'x']\r\naliases: [Anna Lind, \"A, B\"]\r\ntitle: 'Ana Lind: \"a\" life'\r\n";
        let sum = sum(&front().entries());
        let own = format!("{own}created: 2031-03-25\r\nupdated: 2031-03-25\r\nattache: {sum}\r\n---\r\nbody");
        assert_eq!(front().merged(&own).as_deref(), Ok(own.as_str()));
        let next = later().merged(&own).expect("no conflict");
        assert!(
            next.ends_with("---\r\nbody") && next.contains("  - x\r\n") && !next.replace("\r\n", "").contains('\n')
        );
    }

    #[test]
    fn edited_keys_are_a_conflict() {
        let fault = |old: String| later().merged(&old).expect_err("a fault");
        assert_eq!(fault(front().text().replace("Ana Lind", "Eva Lind")).line, 2);
        assert_eq!(
            fault(front().text().replace("  - \"A, B\"\n", "")).what,
            "key aliases of the front matter was edited"
        );
        assert_eq!(fault(front().text().replace("---\n", "")).what, "the front matter is gone");
        assert_eq!(fault("---\ntitle: x\n".to_owned()).what, "the front matter does not end");
        assert_eq!(fault(front().text().replace("tags:", "title: a\ntags:")).what, "key title is there twice");
    }
}
