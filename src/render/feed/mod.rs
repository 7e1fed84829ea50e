//! Feeds: one value, as Atom 1.0 (RFC 4287) and as JSON Feed 1.1.

mod atom;
mod json;

/// A feed. Moments are RFC 3339; addresses are absolute, or relative to where the feed lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// A URI that never changes: a `tag:` URI (RFC 4151).
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The page that it goes with.
    pub home: String,
    /// The Atom form of it.
    pub atom: String,
    /// The JSON form of it.
    pub json: String,
    /// The last change of any entry.
    pub updated: String,
    /// Whose it is.
    pub author: String,
    /// The newest first.
    pub entries: Vec<FeedEntry>,
}

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// A URI that never changes.
    pub id: String,
    /// Its page.
    pub url: String,
    /// One line of plain text.
    pub title: String,
    /// When it first came out.
    pub published: String,
    /// When it last changed.
    pub updated: String,
    /// A sentence of plain text.
    pub summary: String,
    /// All of it, as HTML.
    pub content: String,
}

impl Feed {
    /// As Atom 1.0.
    pub fn atom(&self) -> String {
        atom::write(self)
    }

    /// As JSON Feed 1.1.
    ///
    /// # Errors
    /// What the JSON writer gives.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        json::write(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed() -> Feed {
        Feed {
            id: "tag:a.example,2031:digests".to_owned(),
            title: "Digests & <more>".to_owned(),
            home: "https://a.example/?a=1&b=2".to_owned(),
            atom: "feed.xml".to_owned(),
            json: "feed.json".to_owned(),
            updated: "2031-05-14T06:30:00+02:00".to_owned(),
            author: "Desk".to_owned(),
            entries: vec![FeedEntry {
                id: "tag:a.example,2031:digest-1".to_owned(),
                url: "digests/1.html".to_owned(),
                title: "\u{1}</title>]]>\"".to_owned(),
                published: "2031-05-14T06:30:00+02:00".to_owned(),
                updated: "2031-05-14T06:30:00+02:00".to_owned(),
                summary: "a & b".to_owned(),
                content: "<p>a &amp; b ]]></p>".to_owned(),
            }],
        }
    }

    #[test]
    fn words_never_turn_into_marks() {
        let text = feed().atom();
        assert!(text.contains("<title>&lt;/title&gt;]]&gt;&quot;</title>"), "{text}");
        assert!(text.contains("&lt;p&gt;a &amp;amp; b ]]&gt;&lt;/p&gt;</content>"), "{text}");
        assert!(text.contains("href=\"https://a.example/?a=1&amp;b=2\""), "{text}");
        assert!(!text.contains('\u{1}'));
    }

    #[test]
    fn the_json_form_says_the_same() -> Result<(), Box<dyn std::error::Error>> {
        let value: serde_json::Value = serde_json::from_str(&feed().json()?)?;
        assert_eq!(value["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(value["items"][0]["content_html"], "<p>a &amp; b ]]></p>");
        assert_eq!(value["items"][0]["id"], "tag:a.example,2031:digest-1");
        Ok(())
    }
}
