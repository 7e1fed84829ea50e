use chrono::NaiveDate;

use super::*;
use crate::annotate::annotate;
use crate::model::{Article, Status};

fn read(published: &str, text: &str) -> Option<MainEvent> {
    let published = published.parse::<NaiveDate>().ok();
    let mut article = annotate(Article { text: text.to_owned(), published, ..Article::default() });
    for statement in &mut article.statements {
        (statement.kind, statement.furniture) = (Kind::Event, None);
    }
    main_event(&article)
}

#[test]
fn a_visit_has_its_parties_place_and_days() {
    let text = "Norwegian President Ola Nordmann arrived in Lisbon on May 4 for a two-day state visit to Portugal. \
                He was received by Portuguese President Maria Silva at the palace.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!(event.kind, EventType::Visit);
    assert_eq!(event.actors, ["Ola Nordmann", "Maria Silva"]);
    assert_eq!(event.place.as_deref(), Some("Lisbon"));
    assert_eq!((event.start.as_deref(), event.end.as_deref()), (Some("2019-05-04"), Some("2019-05-05")));
    assert_eq!(event.status, Status::UnderWay);
}

#[test]
fn states_are_the_parties_of_an_expulsion() {
    let text = "Norway has expelled three Portuguese diplomats, the foreign ministry in Oslo said on Friday.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!(event.kind, EventType::Expulsion);
    assert_eq!(event.actors, ["Norway", "Portugal"]);
}

#[test]
fn who_takes_a_measure_leads_wherever_it_stands() {
    let text = "Fourteen bankers of Portugal were put under sanctions by Norway on Friday.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.actors), (EventType::Sanction, vec!["Norway".to_owned(), "Portugal".to_owned()]));
}

#[test]
fn the_day_of_calling_one_contact_off_is_not_that_of_another() {
    let text = "Norway angrily cancelled talks with Portuguese officials on Wednesday and cast doubt on the summit with Peru in Lima next month.";
    let event = read("2019-05-08", text).unwrap_or_else(|| panic!("no event"));
    assert_ne!(event.start.as_deref(), Some("2019-05-08"), "{event:?}");
}

#[test]
fn what_hangs_on_a_condition_heads_no_brief() {
    let read = |text: &str| read("2019-05-04", text).map(|event| event.sure);
    assert_eq!(read("Norway and Portugal agreed to sign an agreement on fishing on Friday."), Some(true));
    let text = "Norway and Portugal agreed to sign an agreement on fishing if the talks on quotas move forward.";
    assert_eq!(read(text), Some(false));
}

#[test]
fn who_is_abroad_for_talks_is_on_a_visit() {
    let text = "Norway's king Ola Nordmann is currently in Lisbon for a two-day meeting with top Portuguese officials from May 4 to 5.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.place.as_deref()), (EventType::Visit, Some("Lisbon")));
    assert_eq!(event.actors, ["Ola Nordmann", "Portugal"]);
    assert_eq!((event.start.as_deref(), event.end.as_deref()), (Some("2019-05-04"), Some("2019-05-05")));
}

#[test]
fn what_was_signed_is_not_planned() {
    let text = "Norway and Portugal signed an agreement on Saturday that will open the ports in June.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.status), (EventType::Agreement, Status::Done));
    let text = "Norway and Portugal will sign an agreement in June, the ministry said.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.status), (EventType::Agreement, Status::Planned));
}

#[test]
fn the_place_lies_beside_the_words_for_the_event() {
    let text = "Police searched an office in Porto on Tuesday, as Norwegian Foreign Minister Ola Nordmann landed in Chile for talks.";
    let event = read("2019-05-07", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.place.as_deref()), (EventType::Visit, Some("Chile")));
    let text = "The presidents of Norway and Portugal, Ola Nordmann and Maria Silva, signed the accord in Vila Nova, an old quarter of Lisbon.";
    let event = read("2019-05-07", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!(event.place.as_deref(), Some("Lisbon"));
}

#[test]
fn the_source_of_a_sentence_is_no_party_but_who_announces_a_measure_is() {
    let text = "Norway fired two missiles over Chile on Thursday, according to the Portuguese government.";
    let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
    assert!(!event.actors.contains(&"Portugal".to_owned()), "{:?}", event.actors);
    let text = "Chile's ambassador must leave the country and is expelled at once, Norway announced on Wednesday.";
    let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.actors.first().map(String::as_str)), (EventType::Expulsion, Some("Norway")));
}

#[test]
fn a_stay_ends_by_its_length() {
    let text =
        "Norwegian President Ola Nordmann arrived in Lisbon on Saturday. He came to Portugal for two festive days.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.start.as_deref(), event.end.as_deref()), (Some("2019-05-04"), Some("2019-05-05")));
}

#[test]
fn what_is_called_off_has_the_day_it_was_set_for() {
    let text = "Norway has called off the summit with Chile. The meeting was scheduled for June 12, the ministry said on Thursday.";
    let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.status, event.start.as_deref()), (Status::Cancelled, Some("2019-06-12")));
}

#[test]
fn a_call_to_cancel_leaves_the_event_planned_and_undated() {
    let text = "OSLO (NNA) - Party leaders urged Norwegian President Ola Nordmann on Thursday to cancel his summit with Portuguese President Maria Silva.";
    let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.status), (EventType::Summit, Status::Planned));
    assert_eq!((event.place, event.start), (None, None));
}

#[test]
fn what_is_to_come_is_not_where_it_is_written_of() {
    let text = "OSLO (NNA) - Norwegian President Ola Nordmann prepared on Thursday for his upcoming summit with Portuguese President Maria Silva. \
                Senator Kari Berg of Bergen spoke of fish. The summit in Lisbon is on May 14.";
    let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.status, event.place.as_deref()), (Status::Planned, Some("Lisbon")));
}

#[test]
fn a_remark_at_a_summit_is_told_of_the_summit() {
    let text = "Norwegian President Ola Nordmann warned on Tuesday that fish grow scarce. He spoke at a summit with Portuguese President Maria Silva in Lisbon.";
    let event = read("2019-05-07", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.place.as_deref()), (EventType::Summit, Some("Lisbon")));
}

#[test]
fn a_recent_visit_is_not_the_event() {
    let text = "Norway and Portugal signed an accord on Saturday, a fruit of the king's recent visit to Chile.";
    assert_eq!(read("2019-05-04", text).map(|e| e.kind), Some(EventType::Agreement));
}

#[test]
fn the_topic_of_a_speech_is_not_the_event() {
    let text = "In a speech to parliament, Norwegian President Ola Nordmann spoke of the trade agreement between Portugal and Chile, \
                hoping to delay the May 20 deadline.";
    let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.start), (EventType::Statement, None));
}

#[test]
fn an_attack_and_a_change_of_office_are_neither_statement_nor_visit() {
    let text = "A man with a knife attacked the Norwegian ambassador in Lisbon on Saturday, police said.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.place.as_deref()), (EventType::Other, Some("Lisbon")));
    let text = "Portugal has a new prime minister. Maria Silva is in favour of trade, her party said.";
    assert_eq!(read("2019-05-04", text).map(|e| e.kind), Some(EventType::Other));
    let text = "Norway condemned the terror attack in Lisbon on Saturday.";
    assert_eq!(read("2019-05-04", text).map(|e| e.kind), Some(EventType::Statement));
}

#[test]
fn nothing_told_is_no_event() {
    assert_eq!(read("", "The sea was calm."), None);
}

/// How far the event has come, as written on 4 May 2019, a Saturday.
fn status_of(text: &str) -> Option<Status> {
    read("2019-05-04", text).map(|event| event.status)
}

#[test]
fn on_the_day_itself_the_words_tell_how_far_it_has_come() {
    let table = [
        ("Norway and Portugal will sign a pact on fishing on Saturday in Lisbon.", Status::Planned),
        (
            "King Ola Nordmann, due in Lisbon on Saturday for a state visit to Portugal, will stay a day.",
            Status::Planned,
        ),
        ("Norway and Portugal signed a pact on fishing on Saturday that will open the ports.", Status::Done),
        (
            "King Ola Nordmann held talks with Portuguese President Maria Silva in Lisbon from May 4 to 6.",
            Status::UnderWay,
        ),
    ];
    for (text, status) in table {
        assert_eq!(status_of(text), Some(status), "{text}");
    }
}

#[test]
fn an_invited_guest_is_not_yet_there() {
    let text =
        "Norway accepted an invitation for King Ola Nordmann to visit Lisbon, but Portugal is waiting for a date.";
    let event = read("", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.status), (EventType::Visit, Status::Planned));
}

#[test]
fn the_parties_of_a_contact_stand_in_its_own_clause() {
    let text = "Pressure is growing on Peru to explain the fate of the writer Tomas Arregui, as Norwegian Foreign \
                Minister Ola Nordmann met King Harun in Rabat, Morocco.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.place.as_deref()), (EventType::Meeting, Some("Rabat")));
    assert_eq!(event.actors, ["Ola Nordmann", "King Harun"]);
}

#[test]
fn a_letter_and_a_refusal_are_no_agreement() {
    for text in [
        "The Norwegian speaker received a letter signed by all members, who will not agree to end the debate with Peru.",
        "The keeper Ola Nordmann was signed from a club in Lisbon, Portugal, in the summer.",
    ] {
        let event = read("2019-05-04", text);
        assert!(event.as_ref().is_none_or(|e| e.kind != EventType::Agreement), "{event:?}");
    }
}

/// Title and text in, and whether the event may head the brief.
fn sure(title: &str, text: &str) -> bool {
    let title = (!title.is_empty()).then(|| title.to_owned());
    let mut article = annotate(Article { text: text.to_owned(), title, ..Article::default() });
    for statement in &mut article.statements {
        (statement.kind, statement.furniture) = (Kind::Event, None);
    }
    main_event(&article).is_some_and(|e| e.sure)
}

#[test]
fn an_event_heads_a_brief_where_states_meet_in_plain_words() {
    let visit = "Norwegian President Ola Nordmann arrived in Lisbon for a state visit to Portugal.";
    assert!(sure("", visit) && sure("Nordmann visits Lisbon", visit) && sure("A king's dinner", visit));
    let home = "Norwegian Finance Minister Ola Nordmann met shopkeepers before a trip to the coast.";
    assert!(!sure("", home) && !sure("Minister defends his tax", home));
    let vote = "Peru lost the vote of the viewers to Chile in the song contest, broadcasters said.";
    assert!(!sure("Song contest ends in tears", vote));
    assert!(!sure("", "Peru is in Chile for the cup, and Peru was received by fans on a visit to the port."));
}

#[test]
fn what_was_not_signed_is_no_agreement() {
    let text = "Norwegian envoy Ola Nordmann left Lisbon on Friday after three days of talks. Nothing was signed, Portugal said.";
    let event = read("2019-05-04", text);
    assert!(event.as_ref().is_none_or(|e| e.kind != EventType::Agreement), "{event:?}");
}

#[test]
fn the_day_of_announcing_a_signing_is_not_that_of_the_signing() {
    let text = "Norway and Portugal announced on Saturday that they will sign an agreement on fishing in June.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.start.as_deref()), (EventType::Agreement, None));
    let measure = "Norway announced on Saturday that it will impose sanctions on Portugal.";
    let event = read("2019-05-04", measure).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.kind, event.start.as_deref()), (EventType::Sanction, Some("2019-05-04")));
}

#[test]
fn a_place_that_no_list_knows_is_whole_and_nobodys_residence() {
    let text =
        "King Ola Nordmann of Norway met Portuguese President Maria Silva at the Vesi-Saari residence on Saturday.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!(event.place.as_deref(), Some("Vesi-Saari"));
    let text = "The Norwegian envoy, Ola Nordmann, residing in Lima, has visited Lisbon, where he was received by Portuguese President Maria Silva.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!(event.place.as_deref(), Some("Lisbon"));
}

#[test]
fn a_recalled_envoy_is_not_headed_as_an_expulsion() {
    assert!(sure("", "Norway has expelled three Portuguese diplomats, the foreign ministry in Oslo said."));
    assert!(!sure("", "Norway has recalled its ambassador to Portugal, the foreign ministry in Oslo said."));
}

#[test]
fn who_argues_in_the_headline_is_the_news_and_not_what_is_argued_about() {
    let text = "Norwegian President Ola Nordmann met Portuguese President Maria Silva in Lisbon for a summit.";
    assert!(sure("Nordmann and Silva meet in Lisbon", text));
    assert!(!sure("Opposition slams Nordmann over his silence", text));
}

#[test]
fn a_stay_that_ended_began_as_many_days_before() {
    let text = "The Norwegian envoy, Ola Nordmann, ended a three-day visit to Lisbon on Saturday without an accord.";
    let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
    assert_eq!((event.start.as_deref(), event.end.as_deref()), (Some("2019-05-02"), Some("2019-05-04")));
    assert_eq!(event.status, Status::Done);
}

#[test]
fn whom_a_visitor_meets_is_of_the_hosts_side() {
    let text = "Norwegian President Ola Nordmann arrived in Lima on Monday for a two-day visit. He held talks with President Luis Testmann at the palace.";
    assert_eq!(
        read("2031-05-14", text).map(|e| e.actors),
        Some(vec!["Ola Nordmann".to_owned(), "Luis Testmann".to_owned()])
    );
}

#[test]
fn a_new_line_between_capitals_is_no_call() {
    let text =
        "Norwegian and Chilean commanders held talks in Lima on Monday. They agreed to open a hotline within a month.";
    assert_eq!(read("2031-05-14", text).map(|e| e.kind), Some(EventType::Talks));
}

#[test]
fn states_that_agreed_are_the_parties_whoever_signed() {
    let text = "Norway and Chile agreed on Monday to share the catch. The agreement was signed in Lima by the two envoys, Ola Nordmann and Luis Testmann.";
    assert_eq!(read("2031-05-14", text).map(|e| e.actors), Some(vec!["Norway".to_owned(), "Chile".to_owned()]));
}

#[test]
fn the_day_of_an_answer_is_not_that_of_what_is_answered() {
    let text = "Chile said on Saturday it would retaliate against new sanctions imposed by Norway. Norway put the sanctions on the port of Lima on Friday.";
    assert_eq!(read("2031-05-18", text).and_then(|e| e.start).as_deref(), Some("2031-05-16"));
}

fn told(published: &str, text: &str) -> MainEvent {
    read(published, text).unwrap_or_else(|| panic!("no event"))
}

#[test]
fn what_is_refused_is_not_what_happens() {
    let event = told("2019-05-04", "Norway on Friday rejected a Portuguese protest over the drills.");
    assert_eq!(event.kind, EventType::Statement);
    let event = told("2019-05-04", "Norway and Portugal held talks in Lisbon on Friday.");
    assert_eq!(event.kind, EventType::Talks);
}

#[test]
fn several_heads_of_states_make_a_summit() {
    let event = told("2019-05-04", "The presidents of Portugal, Chile and Peru met in Lisbon on Friday.");
    assert_eq!(event.kind, EventType::Summit);
}

#[test]
fn a_place_has_a_word_of_place_before_it() {
    let text = "LISBON (Wire) -- Norway and Portugal on Friday signed an agreement on the sale of boats to Oslo.";
    assert_eq!(told("2019-05-04", text).place.as_deref(), Some("Lisbon"));
    let text = "The ministers of Norway and Portugal met in the Portuguese port of Vesilinda on Friday.";
    assert_eq!(told("2019-05-04", text).place.as_deref(), Some("Vesilinda"));
}

#[test]
fn who_met_is_named_right_behind() {
    let text = "The foreign ministers of Norway and Portugal met in Lisbon on Friday. Ola Nordmann of Norway and Maria Silva of \
                Portugal agreed to open a bridge.";
    assert_eq!(told("2019-05-04", text).actors, ["Ola Nordmann", "Maria Silva"]);
}

#[test]
fn envoys_are_matters_of_states() {
    let text = "Norwegian President Ola Nordmann on Friday appointed a judge as special envoy to Portugal.";
    let event = told("2019-05-04", text);
    assert_eq!((event.kind, event.actors), (EventType::Other, vec!["Norway".to_owned(), "Portugal".to_owned()]));
}

#[test]
fn days_of_talks_are_counted_back_from_their_end() {
    let text = "LISBON, May 4 (Wire) -- Three days of talks between Norway and Portugal ended in Lisbon on Friday.";
    let event = told("2019-05-04", text);
    assert_eq!((event.start.as_deref(), event.end.as_deref()), (Some("2019-05-01"), Some("2019-05-03")));
}

#[test]
fn a_march_and_a_withdrawal_head_no_brief() {
    let text = "Thousands of protesters of Portugal marched against Norway in Lisbon on Friday.";
    assert!(!sure("Thousands of protesters march in Lisbon against Norway", text));
    let text = "Norwegian and Portuguese troops have begun to pull back from the lake on Friday.";
    assert!(!sure("Norwegian, Portuguese troops pull back from lake", text));
}

#[test]
fn a_visitor_who_is_kept_out_does_not_visit() {
    let text = "Norway on Friday decided to block Chilean Foreign Minister Luis Testmann from entering the country a day before \
                he was to begin a visit to Oslo.";
    let event = told("2019-05-04", text);
    assert_eq!((event.kind, event.status), (EventType::Visit, Status::Cancelled));
    let text = "Chilean Trade Minister Luis Testmann was turned back at Oslo airport on Friday. He had come for a meeting with \
                Norwegian officials.";
    assert_eq!(told("2019-05-04", text).status, Status::Cancelled);
    let list = "Norway on Friday banned 20 Chilean officers from entering the country and froze their assets.";
    assert_eq!(told("2019-05-04", list).kind, EventType::Sanction);
}

#[test]
fn the_day_of_a_refusal_is_not_that_of_the_visit() {
    let text = "OSLO, May 3 (NNA) -- Norway on Friday refused a visa to Chilean Foreign Minister Luis Testmann, who had planned a \
                visit to Oslo.";
    assert_eq!(told("", text).start, None);
}

#[test]
fn who_pulls_back_before_a_strike_is_no_party_to_it() {
    let text = "OSLO, May 3 (NNA) -- Norway launched airstrikes against rebels in northern Peru on Friday after Chilean troops pulled back.";
    let event = told("2019-05-04", text);
    assert_eq!((event.kind, event.actors), (EventType::Military, vec!["Norway".to_owned()]));
}

#[test]
fn an_offer_is_a_statement() {
    let text = "Norway on Friday offered to host talks between Chile and Peru.";
    assert_eq!(told("2019-05-04", text).kind, EventType::Statement);
    let held = "Norway on Friday hosted talks between Chile and Peru in Oslo.";
    assert_eq!(told("2019-05-04", held).kind, EventType::Talks);
}

#[test]
fn what_is_confirmed_or_denied_is_not_what_happens_today() {
    let text = "Norway on Friday confirmed for the first time that officers of Chile and of the rebel army met on its soil in spring.";
    assert_eq!(told("2019-05-04", text).kind, EventType::Statement);
}

#[test]
fn words_beside_an_old_date_tell_no_news() {
    let text = "Norway accredited the Chilean ambassador, Luis Testmann, who was expelled in June 2017, and talks on fish were held in Oslo on Friday.";
    let event = told("2019-05-04", text);
    assert_ne!(event.kind, EventType::Expulsion);
    let news = "Norway expelled the Chilean ambassador, Luis Testmann, on Friday.";
    assert_eq!(told("2019-05-04", news).kind, EventType::Expulsion);
}

#[test]
fn counted_heads_make_a_summit_and_delegations_hold_talks() {
    let text = "The four presidents met in Lisbon on Friday to speak of the river.";
    assert_eq!(told("2019-05-04", text).kind, EventType::Summit);
    let text = "Envoys of Norway and Chile met in Lisbon on Friday. The talks were in recess on Saturday. A third round of talks \
                between Norway and Chile is due in May.";
    assert_eq!(told("2019-05-04", text).kind, EventType::Talks);
}

#[test]
fn the_one_president_of_no_named_state_is_the_host() {
    let text = "Norwegian President Ola Nordmann visited a school in Lisbon on Friday, the second day of his state visit. \
                President Maria Testman cut the cake.";
    assert_eq!(told("2019-05-04", text).actors, ["Ola Nordmann", "Maria Testman"]);
}

#[test]
fn a_place_with_the_days_of_the_event_is_its_place() {
    let text = "Norwegian Trade Minister Ola Nordmann and Peruvian Trade Minister Luis Testmann signed an agreement in Quito on April 25.";
    assert_eq!(told("2019-05-04", text).place.as_deref(), Some("Quito"));
}

/// As it stands on a page: the first line is its label, the rest tells of standing facts.
fn on_page(text: &str) -> MainEvent {
    let published = "2019-05-04".parse::<NaiveDate>().ok();
    let mut article = annotate(Article { text: text.to_owned(), published, ..Article::default() });
    for statement in &mut article.statements {
        statement.furniture = None;
        statement.kind = if statement.index == 0 { Kind::Noise } else { Kind::Background };
    }
    main_event(&article).unwrap_or_else(|| panic!("no event"))
}

#[test]
fn a_portrait_is_about_a_person_and_no_event() {
    let text = "PROFILE\n\nMaria Testman, who moved to the Foreign Office on Friday, is a minister who has changed her mind often.\n\n\
                Born in Lisbon in 1971, she signed deals with Norway and Chile as trade secretary.\n\nHer critics find her stiff.\n";
    let event = on_page(text);
    assert_eq!((event.kind, event.actors, event.start), (EventType::Other, vec!["Maria Testman".to_owned()], None));
    assert!(!event.sure);
}

#[test]
fn an_interview_is_what_the_one_who_is_asked_says() {
    let text = "INTERVIEW\n\nNorway's Foreign Minister Ola Testmann says that his country will not trade land for peace.\n\n\
                Q: Is the ferry too slow?\n\nA: \"We are moving.\"\n\nQ: And Peru's Foreign Minister Luis Testero?\n\n\
                \"I last saw him in May,\" Testmann said.\n";
    let event = on_page(text);
    assert_eq!((event.kind, event.actors), (EventType::Statement, vec!["Ola Testmann".to_owned()]));
}

#[test]
fn a_round_up_is_about_no_one_event() {
    let text = "Four things to know tonight\n\nNORWAY AND PERU: The king met President Luis Testero in Lima on Friday.\n\n\
                CHILE: Jets struck a base in the north on Saturday.\n\nMALTA: Maria Testman was sworn in as prime minister.\n";
    let event = on_page(text);
    assert_eq!((event.kind, event.actors.len(), event.place), (EventType::Other, 0, None));
}

#[test]
fn who_looks_on_takes_no_part() {
    let text = "The leaders of Norway and Peru signed an agreement in Quito on Friday, with Chilean President Luis Testmann looking on.";
    assert_eq!(told("2019-05-04", text).actors, ["Norway", "Peru"]);
}

#[test]
fn a_word_of_owning_parts_no_phrase() {
    assert_eq!(told("2019-05-04", "Norway severed its diplomatic ties with Peru on Friday.").kind, EventType::Other);
    assert_eq!(told("2019-05-04", "Norway severed its ties with Peru on Friday.").kind, EventType::Other);
}

#[test]
fn the_day_of_a_disaster_is_not_that_of_the_aid() {
    let text = "Norway sent food aid to Peru on Friday to help the victims of Monday's earthquake.";
    assert_eq!(told("2019-05-04", text).start.as_deref(), Some("2019-05-03"));
}

#[test]
fn the_war_that_is_spoken_of_is_no_place() {
    let text = "Norwegian President Ola Nordmann plans to travel to Peru to meet President Luis Testero and speak of the war in Chile.";
    let event = told("2019-05-04", text);
    assert_eq!((event.kind, event.place.as_deref()), (EventType::Visit, Some("Peru")));
}

#[test]
fn waters_that_no_list_knows_are_a_place() {
    let text = "Ships of Norway and Peru collided near the Second Vesi Shoal on Friday.";
    assert_eq!(told("2019-05-04", text).place.as_deref(), Some("Second Vesi Shoal"));
}

#[test]
fn papers_that_are_released_are_no_captives() {
    let kind = |text: &str| read("2031-05-06", text).map(|e| e.kind);
    let captives = "Norway released two Chilean fishermen on Monday. They were flown to Lima.";
    assert_eq!(kind(captives), Some(EventType::Release));
    let papers = "The passport numbers and other details of two Chilean fishermen were released by Norway on Monday.";
    assert_ne!(kind(papers), Some(EventType::Release));
}

#[test]
fn an_occasion_that_the_opening_recalls_is_no_news_further_down() {
    let text = |which: &str| {
        format!(
            "Norway lost the notes of {which} fisheries summit, a paper said on Monday. A clerk left the notes of all leaders at the \
             summit in a taxi. The king wrote them a letter."
        )
    };
    let kind = |which: &str| read("2031-05-06", &text(which)).map(|e| e.kind);
    assert_ne!(kind("last year's"), Some(EventType::Summit));
    assert_eq!(kind("the"), Some(EventType::Summit));
}
