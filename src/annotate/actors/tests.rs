use super::*;
use crate::annotate::document;
use crate::model::Article;

fn found(text: &str) -> Found {
    annotate(&document(Article { text: text.to_owned(), ..Article::default() }))
}

fn names(text: &str) -> Vec<(String, Option<String>, Option<String>)> {
    found(text)
        .actors
        .into_iter()
        .flatten()
        .map(|a| (a.name.clone(), a.role.clone(), a.code().map(str::to_owned)))
        .collect()
}

fn row(name: &str, role: Option<&str>, code: Option<&str>) -> (String, Option<String>, Option<String>) {
    (name.to_owned(), role.map(str::to_owned), code.map(str::to_owned))
}

#[test]
fn a_role_before_or_after_a_name_gives_its_state() {
    let cases = [
        ("Norwegian Foreign Minister Ola Testmann spoke.", "Foreign Minister"),
        ("Norway's foreign minister, Ola Testmann, spoke.", "foreign minister"),
        ("Ola Testmann, the Norwegian foreign minister, spoke.", "foreign minister"),
        ("Foreign Minister Ola Testmann of Norway spoke.", "Foreign Minister"),
        ("Ola Testmann, foreign minister of Norway, spoke.", "foreign minister"),
    ];
    for (text, role) in cases {
        assert_eq!(names(text), [row("Ola Testmann", Some(role), Some("NOR"))], "{text}");
    }
}

#[test]
fn an_office_in_the_plural_is_that_of_each() {
    let president = |name: &str, code| row(name, Some("President"), Some(code));
    let all = names("Presidents Ola Testmann of Norway and Berta Moro Testa of Peru spoke.");
    assert_eq!(all, [president("Ola Testmann", "NOR"), president("Berta Moro Testa", "PER")]);
    let minister = |name: &str, code| row(name, Some("Foreign Minister"), Some(code));
    let all = names("Foreign Ministers Ola Testmann and Berta Testa signed on behalf of Norway and Peru.");
    assert_eq!(all[..2], [minister("Ola Testmann", "NOR"), minister("Berta Testa", "PER")]);
    let all = names("The presidents of Norway, Ola Testmann, and of Peru, Berta Testa, spoke.");
    let president = |name: &str, code| row(name, Some("president"), Some(code));
    assert_eq!(all, [president("Ola Testmann", "NOR"), president("Berta Testa", "PER")]);
    let all = names("The king hosts Ms. Berta Testa as Peru's minister of trade.");
    assert!(all.contains(&row("Berta Testa", Some("minister of trade"), Some("PER"))), "{all:?}");
}

#[test]
fn a_surname_is_resolved_to_the_fullest_form() {
    let text = "Chilean President Ana Maria Testa arrived. Later Testa spoke, and Ms. Testa left.";
    let all = names(text);
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|a| *a == row("Ana Maria Testa", Some("President"), Some("CHL"))), "{all:?}");
}

#[test]
fn a_leader_is_not_the_namesake_whom_the_article_names_in_full() {
    let all = names("President Obama spoke in Lima. His wife, Michelle Obama, listened. Later Obama left.");
    let found: Vec<&str> = all.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(found, ["Obama", "Michelle Obama", "Obama"]);
    let all =
        names("President Barack Obama spoke in Lima. His wife, Michelle Obama, listened. Later President Obama left.");
    let found: Vec<&str> = all.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(found, ["Barack Obama", "Michelle Obama", "Barack Obama"]);
}

#[test]
fn a_surname_that_is_a_month_stays_a_month_in_a_date() {
    let all = names(
        "Prime Minister Theresa May spoke on May 3. On Tuesday, May said little. In May she left; May 2018 was cold.",
    );
    assert_eq!(all.iter().filter(|(name, ..)| name == "Theresa May").count(), 2, "{all:?}");
    assert_eq!(all.len(), 2, "{all:?}");
}

#[test]
fn a_first_name_that_is_short_for_a_month_is_a_name() {
    let all = names("Norwegian President Jan Testmann landed on Jan 3. In Jan. Peru was calm.");
    assert_eq!(all.first(), Some(&row("Jan Testmann", Some("President"), Some("NOR"))));
    assert!(all.iter().all(|(name, ..)| name != "Jan" && name != "Jan Peru"), "{all:?}");
}

#[test]
fn spellings_of_one_person_are_one() {
    let all = names("President Prokopios Testopoulos spoke. Prokopis Testopoylos smiled.");
    assert_eq!(all.first().map(|a| &a.0), all.get(1).map(|a| &a.0));
}

#[test]
fn particles_hyphens_and_initials_stay_in_a_name() {
    for name in ["Ursula von der Testen", "Mohammed bin Testan", "Kim Test-un", "Ahmed al-Testi", "John F. Testerman"] {
        let all = names(&format!("Prime Minister {name} said so."));
        assert_eq!(all.first().map(|a| a.0.as_str()), Some(name));
    }
}

#[test]
fn a_capital_is_an_agent_or_a_place() {
    let agent = found("Ankara rejected the plan.");
    assert_eq!(agent.actors[0][0].country.as_deref(), Some("TUR"));
    assert!(agent.places[0].is_empty());
    let place = found("The talks were held in Ankara on Monday.");
    assert!(place.actors[0].is_empty());
    assert_eq!(place.places[0][0].name, "Ankara");
    assert!(place.places[0][0].city);
    let stops = found("She went to Lisbon in March and Ankara in May.");
    assert!(stops.actors[0].is_empty());
    assert_eq!(stops.places[0].len(), 2);
}

#[test]
fn states_groups_and_offices_carry_their_code() {
    let codes = |text| names(text).into_iter().map(|a| a.2.unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(codes("Turkish troops met UN observers."), ["TUR", "IGO:UN"]);
    assert_eq!(codes("The French president called the Kremlin."), ["FRA", "RUS"]);
    assert_eq!(codes("Hezbollah and the European Union"), ["LBN", "IGO:EU"]);
}

#[test]
fn openers_days_and_houses_are_no_persons() {
    for text in ["Asked about it on Monday, nobody answered.", "Talks in December ended.", "The White House said no."] {
        assert!(found(text).actors.iter().flatten().all(|a| a.kind != ActorKind::Person), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn spans_lie_on_boundaries(text in "\\PC{0,200}") {
        let document = document(Article { text: text.clone(), ..Article::default() });
        let found = annotate(&document);
        for span in found.actors.iter().flatten().map(|a| a.span).chain(found.places.iter().flatten().map(|p| p.span)) {
            proptest::prop_assert!(text.get(span.start..span.end).is_some());
        }
    }
}

#[test]
fn a_body_in_capitals_belongs_to_the_state_before_it() {
    let text = "In all these years the Norwegian Foreign Ministry had written to nobody at all.";
    assert_eq!(names(text), [row("Norwegian Foreign Ministry", None, Some("NOR"))]);
    let text = "In all these years the Chilean Army had written to nobody at all.";
    assert_eq!(names(text), [row("Chilean Army", None, Some("CHL"))]);
}

#[test]
fn a_verb_between_state_and_group_parts_them() {
    let text = "On that very day Norway withdrew peacekeepers from the hills.";
    assert_eq!(names(text), [row("Norway", None, Some("NOR"))]);
    let text = "On that very day Norwegian defence forces left the hills.";
    assert_eq!(names(text), [row("Norwegian defence forces", None, Some("NOR"))]);
}

#[test]
fn a_leader_is_known_by_a_variant_of_the_spelling() {
    let text = "On that very day President Francois Mitterand left the hills.";
    assert_eq!(names(text).first().and_then(|n| n.2.clone()).as_deref(), Some("FRA"));
    let text = "On that very day Theresa May left the hills for good.";
    assert_eq!(names(text).first().and_then(|n| n.2.clone()).as_deref(), Some("GBR"));
}

#[test]
fn a_town_that_a_person_bears_is_no_place() {
    let places = |text: &str| found(text).places.into_iter().flatten().map(|p| p.name).collect::<Vec<_>>();
    let text = "Ministry spokeswoman Porto Perez said the pact was near. Later Porto told reporters more. It rests with Porto.";
    assert!(places(text).is_empty(), "{:?}", places(text));
    assert_eq!(names(text).first().map(|n| n.0.clone()).as_deref(), Some("Porto Perez"));
    assert_eq!(places("The ships lay off Porto. A pact was signed in Porto on Monday."), ["Porto", "Porto"]);
    assert!(places("Asked for more, Porto said nothing was signed.").is_empty());
}

#[test]
fn a_person_has_the_commonest_full_form_of_the_name() {
    let name = |text: &str| names(text).into_iter().next().map(|n| n.0).unwrap_or_default();
    let text = "President Ola Testmann spoke. Ola Testmann left. \"All is well!\" — Ola K. Testmann (@olatestmann) wrote. Ola Testmann slept.";
    assert_eq!(name(text), "Ola Testmann");
    assert_eq!(name("President Testmann Ola TestmannMore on this was there. Later Ola Testmann left."), "Ola Testmann");
}

#[test]
fn each_state_of_a_row_takes_part() {
    let states = |text: &str| names(text).into_iter().filter_map(|n| n.2).collect::<Vec<_>>();
    let text = "In the end the ministers of Norway, Chile and Peru went home.";
    assert_eq!(states(text), ["NOR", "CHL", "PER"]);
    assert_eq!(states("In the end Chilean and Peruvian diplomats went home."), ["CHL", "PER"]);
}

#[test]
fn waters_that_bear_the_name_of_a_state_are_no_party() {
    assert!(names("In the end they laid a cable under the Gulf of Panama.").is_empty());
}

#[test]
fn a_title_may_stand_between_an_office_and_its_holder() {
    let text = "In the end the Minister of Fisheries of Peru, Mr. Luis Testmann, went home.";
    assert_eq!(
        names(text).first().map(|n| (n.0.clone(), n.2.clone())),
        Some(("Luis Testmann".into(), Some("PER".into())))
    );
    let text = "In the end Peruvian Infrastructure Minister Luis Testmann went home.";
    assert_eq!(
        names(text).first().map(|n| (n.0.clone(), n.2.clone())),
        Some(("Luis Testmann".into(), Some("PER".into())))
    );
}

#[test]
fn a_surname_with_its_particle_and_hyphen_leads_back_to_the_full_name() {
    for (full, short) in [("Hassan El-Testi", "El-Testi"), ("Hassan al-Testi", "Al-Testi"), ("Hassan al-Testi", "Testi")] {
        let text = format!("Egyptian Foreign Minister {full} met the king. {short} said that no divers would come.");
        let minister = row(full, Some("Foreign Minister"), Some("EGY"));
        assert_eq!(names(&text), [minister.clone(), minister], "{text}");
    }
}
