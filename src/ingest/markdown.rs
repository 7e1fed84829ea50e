//! Markdown → the text that a reader sees, its blocks as paragraphs. Front matter gives title, day and writer.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{day, is_web_address};
use crate::model::Article;

/// Reads a Markdown article. Raw HTML and pictures are left out.
pub(super) fn read(markdown: &str) -> Article {
    let mut reader = Reader::default();
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(markdown, options) {
        reader.event(event);
    }
    reader.end_block();
    front_matter(&reader.front, Article { title: reader.title, text: reader.blocks.join("\n\n"), ..Article::default() })
}

#[derive(Default)]
struct Reader {
    blocks: Vec<String>,
    now: String,
    title: Option<String>,
    front: String,
    in_front: bool,
    in_title: bool,
    /// Pictures that are open: their text is a description.
    pictures: usize,
}

impl Reader {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => self.in_front = true,
            Event::End(TagEnd::MetadataBlock(_)) => self.in_front = false,
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => self.pictures = self.pictures.saturating_sub(1),
            Event::Start(Tag::Heading { level, .. }) => {
                self.end_block();
                self.in_title = level == HeadingLevel::H1 && self.title.is_none() && self.blocks.is_empty();
            }
            Event::Text(text) if self.in_front => self.front.push_str(&text),
            Event::Text(text) | Event::Code(text) if self.pictures == 0 => self.now.push_str(&text),
            Event::SoftBreak => self.now.push(' '),
            Event::HardBreak => self.now.push('\n'),
            Event::Start(tag) if !is_inline(&tag.to_end()) => self.end_block(),
            Event::End(TagEnd::TableCell) => self.now.push(' '),
            Event::End(tag) if !is_inline(&tag) => self.end_block(),
            _ => {}
        }
    }

    /// The first heading of level 1, where nothing stands before it, is the title and no paragraph.
    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.now).trim().to_owned();
        if block.is_empty() {
            return;
        }
        if std::mem::take(&mut self.in_title) {
            self.title = Some(block);
        } else {
            self.blocks.push(block);
        }
    }
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::TableCell
    )
}

/// The plain `key: value` lines of front matter.
fn front_matter(front: &str, mut article: Article) -> Article {
    for (key, value) in front.lines().filter_map(|line| line.split_once(':')) {
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if value.is_empty() {
            continue;
        }
        match key.trim().to_ascii_lowercase().as_str() {
            "title" => article.title = Some(value.to_owned()),
            "date" | "published" => {
                article.published = day::read(value);
                article.published_by = Some("front-matter");
            }
            "author" | "byline" => article.byline = vec![value.to_owned()],
            "publisher" | "source" => article.publisher = Some(value.to_owned()),
            "url" if is_web_address(value) => article.url = Some(value.to_owned()),
            _ => {}
        }
    }
    article
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_text_is_what_a_reader_sees() {
        let article = read(
            "---\ntitle: \"Talks begin\"\ndate: 2024-03-05\nauthor: Ann Ode\n---\n# Talks\n\nThe *two* [ministers](http://x.example)\nmet.\n\n\
             ![Photo](a.png)\n<b>raw</b>\n\n- One point\n- Two\n\n> \"Yes,\" she said.\n",
        );
        assert_eq!(article.title.as_deref(), Some("Talks begin"));
        assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2024-03-05"));
        assert_eq!(article.byline, ["Ann Ode"]);
        assert_eq!(article.text, "The two ministers met.\n\nraw\n\nOne point\n\nTwo\n\n\"Yes,\" she said.");
    }

    #[test]
    fn without_front_matter_the_first_heading_is_the_title() {
        let article = read("# Talks begin\n\nOne.\n\n# Another\n\nTwo.");
        assert_eq!(article.title.as_deref(), Some("Talks begin"));
        assert_eq!(article.text, "One.\n\nAnother\n\nTwo.");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "[-#*_>\\[\\]()!`|a-z \n]{0,200}") {
            let _ = read(&text);
        }
    }
}
