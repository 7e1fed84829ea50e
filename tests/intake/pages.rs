//! Pages as outlets print them, with all that stands around an article.

use super::desk::Desk;
use super::make::*;

fn paragraphs_of(desk: &Desk, file: &str) -> Vec<String> {
    let rows = rows(&desk.run(&["extract", file]).ok());
    let body = rows[0]["articleBody"].as_str().unwrap_or_default().to_owned();
    body.split("\n\n").map(str::to_owned).collect()
}

fn wrap(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Tamm in Vilnius</title>{head}</head><body>{body}</body></html>"
    )
}

#[test]
fn the_article_comes_out_whole_and_nothing_else() {
    let text = html();
    let lead = format!("<p>{}</p>", paragraphs()[0]);
    let rest: String = paragraphs()[1..].iter().map(|p| format!("<p>{p}</p>")).collect();
    let comment = "<div class=comment><p>I think that this visit is a waste of money and of time, and nobody has asked us.</p></div>";
    let wall = "<p>We and our partners store and access personal data, like cookies or unique identifiers, on your device. You may \
                withdraw your consent at any time.</p>"
        .repeat(6);
    let picture = "<figure><img src=a.jpg><figcaption>Karin Tamm, left, shakes hands with Jonas Petraitis in Vilnius, Lithuania, \
                   Monday, May 13, 2019. (Wire Photo/Cy Fay)</figcaption></figure>";
    let linked = |text: &str| {
        let data = serde_json::json!({"@type": "NewsArticle", "headline": "Tamm in Vilnius", "articleBody": text});
        format!("<script type='application/ld+json'>{data}</script>")
    };
    for (name, head, body) in [
        (
            "wall",
            "",
            format!(
                "<div class=consent>{wall}<button>Accept</button></div><article><h1>Tamm in Vilnius</h1>{text}</article>"
            ),
        ),
        (
            "comments",
            "",
            format!(
                "<article><h1>Tamm in Vilnius</h1>{text}<section class=comments>{}</section></article>",
                comment.repeat(3)
            ),
        ),
        ("header", "", format!("<article><header><h1>Tamm in Vilnius</h1>{lead}</header><div>{rest}</div></article>")),
        (
            "standfirst",
            "",
            format!(
                "<main><h1>Tamm in Vilnius</h1><div class=standfirst>{}</div><div class=author>Ann Ode in Riga</div><div class=content>{rest}</div></main>",
                paragraphs()[0]
            ),
        ),
        (
            "pictures",
            "",
            format!("<article><h1>Tamm in Vilnius</h1><div class=gallery>{}</div>{text}</article>", picture.repeat(5)),
        ),
        (
            "script",
            &linked(&paragraphs().join("\n\n")),
            "<div id=root></div><noscript>Please enable JavaScript.</noscript>".to_owned(),
        ),
        ("markup", &linked(&text), "<div id=root></div>".to_owned()),
        (
            "menu",
            "",
            format!(
                "<table><tr><td>{}</td><td><b>Tamm in Vilnius</b><br>By Ann Ode<br><br>{}</td></tr></table>",
                "<a href=x>World news</a><br>".repeat(12),
                paragraphs().join("<br><br>")
            ),
        ),
        (
            "release",
            "",
            format!(
                "<main><p>FOR IMMEDIATE RELEASE</p><h1>Tamm in Vilnius</h1>{text}<p>ENDS</p><p>Notes to editors</p><p>The ministry has offices in 40 countries and has served its people since 1918.</p></main>"
            ),
        ),
    ] {
        let desk = Desk::new().file("p.html", wrap(head, &body));
        let found = paragraphs_of(&desk, "p.html");
        let found: Vec<&str> =
            found.iter().map(String::as_str).filter(|line| *line != "FOR IMMEDIATE RELEASE").collect();
        assert_eq!(found, paragraphs(), "{name}");
    }
}

#[test]
fn a_page_that_lists_articles_is_refused() {
    let card = |n: usize| {
        format!(
            "<section><h3><a href='/{n}'>Ministers meet for round {n} of talks</a></h3><p>The two ministers talked about ferries and fees for most of day {n}, officials said.</p></section>"
        )
    };
    let list = wrap("", &format!("<h1>World</h1><main>{}</main>", (0..9).map(card).collect::<String>()));
    let desk = Desk::new().file("list.html", &list).file("page.html", page("Tamm in Vilnius"));
    desk.run(&["brief", "list.html"]).exits(1).complains("list.html: is a list of articles, and none itself");
    desk.run(&["brief", "list.html", "page.html"])
        .exits(5)
        .says("Skipped: list.html: is a list of articles")
        .says("1 article");
}

#[test]
fn a_line_of_embargo_above_the_article_is_not_lost() {
    let page = page("Tamm in Vilnius").replace("<h1>", "<p class=note>EMBARGOED UNTIL 0600 GMT, 14 MAY 2131</p><h1>");
    let desk = Desk::new().file("p.html", &page).file("m.eml", mail("Talks", "Content-Type: text/html\r\n", &page));
    for file in ["p.html", "m.eml"] {
        desk.run(&["brief", file]).ok().complains("is under embargo until 2131-05-14 06:00 +00:00");
    }
    desk.run(&["fetch", "p.html"]).ok();
    desk.run(&["search", "Tamm"]).ok().says("EMBARGOED UNTIL 2131-05-14 06:00 +00:00");
}

#[test]
fn of_two_days_and_two_names_the_right_ones_count() {
    let shown = "<p>By Ann Ode</p><p>Updated: 16 May 2019, 10:00 Published: 14 May 2019, 08:00</p>";
    let body = format!("<article><h1>Tamm in Vilnius</h1>{shown}{}</article>", html());
    let desk = Desk::new().file("p.html", wrap("", &body));
    let rows = rows(&desk.run(&["extract", "p.html"]).ok());
    assert_eq!(rows[0]["published"], "2019-05-14");
    assert_eq!(rows[0]["byline"], serde_json::json!(["Ann Ode"]));
}
