use super::{archive, make, with};

/// Marks of HTML, of scripts, of XML, of templates and of paths, in a headline, a name and a sentence.
const PAGE: &str = "<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; \"quoted\" {{ page }} {% raw %} ../../etc \u{2028}x</title>\
<meta property=\"article:published_time\" content=\"2031-03-25\"></head><body><article>\
<h1>&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; \"quoted\" {{ page }} {% raw %} ../../etc \u{2028}x</h1>\
<p>Ruritania said on Tuesday &lt;/script&gt;&lt;img src=x onerror=alert(2)&gt; that ]]&gt; the \"treaty\" was void &amp;amp; dead.</p>\
<p>Foreign Minister Karin &lt;b&gt;Tamm&lt;/b&gt; said {{ 7 * 7 }} that it was no time for {% include \"x\" %} games at all.</p>\
<p>The governments of Estonia and Latvia said on Monday that they would answer with a note in the coming days.</p>\
</article></body></html>";

#[test]
fn hostile_words_stay_words() {
    let desk = with("[archive]\nurl = 'https://desk.example/a'").file("inbox/1/page.html", PAGE);
    let desk = desk.file("inbox/1/visit.txt", super::NEWS[0][0].1);
    make(&desk, 1);
    let site = archive(&desk);
    assert!(!site.says("quoted").is_empty() || !site.says("onerror").is_empty(), "the page was told of");
    for (name, text) in &site.files {
        let plain = text.to_lowercase();
        let scripts = plain.matches("<script").count();
        assert_eq!(scripts, usize::from(name == "search.html"), "{name}");
        assert!(!plain.contains("<img") && !plain.contains("]]>"), "{name}");
        if name.ends_with(".js") && name.contains("index-") {
            assert!(!text.contains(['<', '>', '\u{2028}']), "{name}");
        }
        if name.ends_with(".xml") {
            assert!(!text.contains("<b>") && !text.contains("<p>"), "content is escaped: {name}");
        }
    }
    assert!(site.files.keys().all(|name| !name.contains("..")));
    assert_eq!(site.broken(), Vec::<String>::new());
}
