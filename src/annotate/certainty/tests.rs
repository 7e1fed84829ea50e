use crate::annotate::annotate;
use crate::model::{Article, Modality, Source};

/// Source and modality of the last sentence of a text.
fn read(text: &str) -> (Source, Modality) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    annotate(article).statements.last().map(|s| (s.source, s.modality)).unwrap_or_default()
}

#[test]
fn the_writer_vouches_for_what_nobody_says() {
    assert_eq!(
        read("The two ministers opened the bridge over the river on Monday."),
        (Source::Writer, Modality::Asserted)
    );
    assert_eq!(
        read("The two governments announced a pact on the bridge last week."),
        (Source::Writer, Modality::Asserted)
    );
}

#[test]
fn states_offices_and_their_bodies_are_official() {
    assert_eq!(
        read("The bridge was open again, the foreign ministry said on Monday."),
        (Source::Official, Modality::Asserted)
    );
    assert_eq!(
        read("Foreign Minister Ana Lopez said that the bridge was safe for all."),
        (Source::Official, Modality::Asserted)
    );
    assert_eq!(
        read("It was announced that the bridge was open for lorries again."),
        (Source::Official, Modality::Asserted)
    );
    assert_eq!(
        read("The bridge was open again, Xinhua said in a short report on Monday."),
        (Source::Official, Modality::Asserted)
    );
}

#[test]
fn outlets_are_named_and_sources_are_not() {
    assert_eq!(
        read("The bridge was open again, Reuters reported on Monday morning."),
        (Source::Named, Modality::Asserted)
    );
    assert_eq!(
        read("The bridge was open again, sources said on Monday morning."),
        (Source::Unnamed, Modality::Asserted)
    );
    assert_eq!(
        read("The two ministers reportedly talked about the bridge for an hour."),
        (Source::Unnamed, Modality::Hedged)
    );
}

#[test]
fn a_text_vouches_for_what_it_says() {
    assert_eq!(
        read("According to the treaty the bridge belongs to both of the countries."),
        (Source::Document, Modality::Asserted)
    );
}

#[test]
fn a_quotation_rests_on_its_speaker() {
    let text =
        "\"The bridge is open for all,\" said Foreign Minister Ana Lopez.\n\"It will stay open for a long time.\"";
    assert_eq!(read(text), (Source::Official, Modality::Planned));
}

#[test]
fn plans_hedges_and_denials() {
    assert_eq!(read("The bridge may open to lorries in the course of the week.").1, Modality::Hedged);
    assert_eq!(read("The bridge will open to lorries in the course of the week.").1, Modality::Planned);
    assert_eq!(read("The bridge will open to lorries unless the river rises again.").1, Modality::Conditional);
    assert_eq!(read("The ministry denied that the bridge had been closed to lorries.").1, Modality::Denied);
    assert_eq!(read("The opening of the bridge shows that the two countries are at peace.").1, Modality::Inferred);
}

#[test]
fn what_is_only_asked_or_told_of_a_noun_is_not_how_the_sentence_stands() {
    assert_eq!(read("The two ministers went through how the dispute might be settled.").1, Modality::Asserted);
    assert_eq!(read("The two ministers discussed whether the bridge would be closed.").1, Modality::Asserted);
    assert_eq!(read("She called the bridge a wall that will stop the river.").1, Modality::Asserted);
    assert_eq!(read("The minister, who will leave on Monday, opened the bridge.").1, Modality::Asserted);
    assert_eq!(read("The two ministers met on the bridge, and will meet again.").1, Modality::Asserted);
    assert_eq!(read("No agreement could be had on the bridge.").1, Modality::Asserted);
    assert_eq!(read("They asked if the bridge was open.").1, Modality::Asserted);
}

#[test]
fn a_hedge_or_plan_of_the_claim_itself_stays() {
    assert_eq!(read("The minister said that the bridge will be closed.").1, Modality::Planned);
    assert_eq!(
        read("The minister said on Monday that she was well, and the bridge will be closed.").1,
        Modality::Planned
    );
    assert_eq!(read("The talks on the bridge, which may take place in Oslo, are at risk.").1, Modality::Hedged);
    assert_eq!(read("She said: \"What they will discuss is the bridge over the river.\"").1, Modality::Planned);
    assert_eq!(read("It is unclear whether the bridge was closed.").1, Modality::Hedged);
}

#[test]
fn a_body_of_an_organisation_and_who_speaks_for_it_are_official() {
    assert_eq!(
        read("The African Union's Peace and Security Council announced that the bridge is open.").0,
        Source::Official
    );
    assert_eq!(read("Anna Berg, who speaks for the bloc, said that the bridge was open.").0, Source::Official);
    assert_eq!(read("Anna Berg said that the bridge was open.").0, Source::Named);
}

#[test]
fn what_was_announced_as_a_thing_is_the_writers() {
    assert_eq!(read("A press conference had been announced but nobody came to it.").0, Source::Writer);
    assert_eq!(read("Why the bridge was closed the minister did not say.").0, Source::Writer);
    assert_eq!(read("The pope will say Mass on the bridge on Sunday.").0, Source::Writer);
}

#[test]
fn a_doubt_in_brackets_is_none_of_the_claim() {
    assert_eq!(read("The navy (it may be short of fuel) sank the ship on Monday.").1, Modality::Asserted);
    assert_eq!(read("The navy may sink the ship on Monday.").1, Modality::Hedged);
}
